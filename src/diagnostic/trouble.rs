//! Why the computer does not read or write a file, in the few ways that a reader of a message can do something about.

use std::io::ErrorKind;

use serde::{Deserialize, Serialize};

/// Why the computer does not read or write a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the catalogues say what each is")]
pub enum Trouble {
    NotThere,
    NotAllowed,
    Folder,
    NoFolder,
    InUse,
    NameTooLong,
    Network,
    Other,
}

impl Trouble {
    /// What an error of the operating system comes down to.
    pub fn of(error: &std::io::Error) -> Trouble {
        // Windows has these for a file that Excel or Word has open.
        if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
            return Trouble::InUse;
        }
        // What a share gives that went away while it was in use.
        if cfg!(unix) && error.raw_os_error() == Some(5) {
            return Trouble::Network;
        }
        match error.kind() {
            ErrorKind::NotFound => Trouble::NotThere,
            ErrorKind::PermissionDenied => Trouble::NotAllowed,
            ErrorKind::IsADirectory => Trouble::Folder,
            // A folder is not made where a file is.
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Trouble::NoFolder,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::AddrInUse => {
                Trouble::InUse
            }
            ErrorKind::InvalidFilename => Trouble::NameTooLong,
            ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::NotConnected
            | ErrorKind::StaleNetworkFileHandle
            | ErrorKind::TimedOut => Trouble::Network,
            _ => Trouble::Other,
        }
    }
}

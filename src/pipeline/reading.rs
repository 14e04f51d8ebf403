//! Files of comments: each is read by one core, and a large one portion by portion by all of them.

use std::sync::Arc;

use rayon::prelude::*;

use super::AtOnce;
use crate::comment::portions::{self, Sizes};
use crate::comment::{self, Keeping, Read, beside};
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::disk::aside::Aside;
use crate::disk::read as files;
use crate::source::ExportFile;

/// Reads all of them. Each goes as soon as it was read; of a large one texts may lie aside.
pub(super) fn read(
    exports: Vec<ExportFile>,
    aside: &Arc<Aside>,
    config: &Config,
) -> Vec<Checked<Vec<Read>>> {
    let keeping: Arc<dyn Keeping> = aside.clone();
    let members = beside::members(&exports, config);
    exports.into_par_iter().map(|file| one(&file, (Some(&keeping), &members), config)).collect()
}

/// Reads one, which may lie in the folder of one of these members; texts may be kept elsewhere.
pub(super) fn one(
    file: &ExportFile,
    (keeping, members): (Option<&Arc<dyn Keeping>>, &[String]),
    config: &Config,
) -> Checked<Vec<Read>> {
    beside::softened(of_any(file, keeping, config), members)
}

fn of_any(
    file: &ExportFile,
    keeping: Option<&Arc<dyn Keeping>>,
    config: &Config,
) -> Checked<Vec<Read>> {
    let fail = |problem: Diagnostic| Checked { value: Vec::new(), problems: vec![problem] };
    if let ExportFile::OnDisk(on_disk) = file {
        let read = files::opened(on_disk, |open| {
            let head = &on_disk.head;
            let file = portions::File { head, open, sizes: Sizes::default(), keeping };
            portions::read(&file, &AtOnce, config).transpose()
        });
        match read {
            Ok(Some(read)) => return read,
            Ok(None) => {}
            Err(problem) => return fail(problem),
        }
    }
    match files::whole(file) {
        Ok(source) => comment::read(&source, config),
        Err(problem) => fail(problem),
    }
}

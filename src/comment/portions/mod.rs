//! Exports that are larger than what is held at once: read portion by portion, on all cores, with what they would give if they
//! were read whole.
//!
//! 1. `letters` finds out how the bytes of a file are written, all of them, and turns them into text as they come.
//! 2. `window` is the stretch of that text that is looked at; portions are cut off its front.
//! 3. `items` says where an export of WordPress may be cut, `records` where a table may.
//! 4. Each portion is read by itself; its format joins what was read, in the order of the file.

mod letters;
mod window;
mod items;
mod records;
#[cfg(test)]
pub(super) mod tests;

use std::io::{self, Read as Bytes};
use std::ops::Range;
use std::sync::Arc;

use std::borrow::Cow;

use super::{Export, Keeping, Read, archive, csv, format_of, wxr};
use crate::config::Config;
use crate::cores::Cores;
use crate::diagnostic::{Checked, Diagnostic, Problem};
use crate::source::Source;
pub(super) use items::Items;
pub(super) use letters::{Letters, Text};
pub(super) use records::Records;

/// Opens a file at its beginning.
pub type Open<'a> = dyn Fn() -> io::Result<Box<dyn Bytes + Send>> + Sync + 'a;

/// A file that is not held.
pub struct File<'a> {
    /// Its path, and how it begins.
    pub head: &'a Source,
    /// What opens it; that may be done several times.
    pub open: &'a Open<'a>,
    /// How large portions are.
    pub sizes: Sizes,
    /// Where its texts may lie that are not held.
    pub keeping: Option<&'a Arc<dyn Keeping>>,
}

/// How large portions are, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// A portion is cut at the first place for it behind so many.
    pub least: usize,
    /// How many are held for one post, or one row: more are a flaw of the file.
    pub most: usize,
    /// How much of a table is looked at to find its headings.
    pub head: usize,
    /// How much is read at a time.
    pub piece: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Sizes { least: 512 << 10, most: 64 << 20, head: 1 << 20, piece: 256 << 10 }
    }
}

/// Reads a file of a format that can be read in portions; `None` if it is of another.
pub fn read(
    file: &File<'_>,
    cores: &impl Cores,
    config: &Config,
) -> Option<io::Result<Checked<Vec<Read>>>> {
    // A packed file may look like a table, as any bytes may.
    let format = format_of(file.head).filter(|_| !archive::recognises(file.head))?;
    let read = match format.name {
        name if name == wxr::FORMAT.name => wxr::read_portions(file, cores, config),
        name if name == csv::FORMAT.name => csv::read_portions(file, cores, config),
        _ => return None,
    };
    let path = &file.head.path;
    let checked = match read {
        Ok(checked) => checked,
        Err(Stopped::Disk(error)) => return Some(Err(error)),
        Err(Stopped::Flaw(flaw)) => {
            Checked { value: Export::default(), problems: vec![flaw.at(path)] }
        }
        Err(Stopped::TooLarge { line }) => {
            let limit = u64::try_from(file.sizes.most).unwrap_or(u64::MAX);
            let error = Diagnostic::error(Problem::PieceTooLarge { limit }).at(path);
            let problems = vec![Diagnostic { line: Some(line), ..error }];
            Checked { value: Export::default(), problems }
        }
    };
    let Checked { value, problems } = checked;
    Some(Ok(Checked { value: vec![(path.clone(), format.name, value)], problems }))
}

/// What ends the reading in portions.
#[derive(Debug)]
pub(super) enum Stopped {
    Disk(io::Error),
    /// One post, or one row, is larger than what is held; it begins on about this line.
    TooLarge {
        line: u32,
    },
    /// The file cannot be what was meant.
    Flaw(Box<Diagnostic>),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Stopped::Disk(error)
    }
}

/// How much of a line is told with a problem, and a bit.
const EXCERPT: usize = 161;

/// A stretch of a file, as a text that can be read by itself: what stands open around it is opened before it, and closed behind.
#[derive(Clone, Debug)]
pub(super) struct Portion<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where in that text the stretch lies.
    pub(super) place: Range<usize>,
    /// How much of the file, as text, lies before it.
    pub(super) offset: u64,
    /// The line of the file that it begins on, from 1.
    pub(super) line: u32,
    /// What stands on that line before it.
    pub(super) begun: String,
}

impl<'t> Portion<'t> {
    /// A file in one.
    pub(super) fn whole(text: &'t str) -> Portion<'t> {
        Portion {
            text: Cow::Borrowed(text),
            place: 0..text.len(),
            offset: 0,
            line: 1,
            begun: String::new(),
        }
    }

    /// A problem at this place of the text, with the line of the file.
    pub(super) fn told(&self, problem: Diagnostic, place: usize) -> Diagnostic {
        let bytes = &self.text.as_bytes()[self.place.clone()];
        let place = place.saturating_sub(self.place.start).min(bytes.len());
        let count = bytes[..place].iter().filter(|byte| **byte == b'\n').count();
        let line = self.line.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        let start = bytes[..place].iter().rposition(|byte| *byte == b'\n').map(|end| end + 1);
        let end = bytes[place..].iter().position(|byte| *byte == b'\n').map(|end| place + end + 1);
        let rest = &self.text[self.place.clone()][start.unwrap_or(0)..end.unwrap_or(bytes.len())];
        let begun = if start.is_none() { self.begun.as_str() } else { "" };
        // A file that ends with a line end has no line behind it.
        Diagnostic { line: Some(line), ..problem.on_line(1, &format!("{begun}{rest}")) }
    }
}

/// What gives the portions of a file, one after another. It fills the memory of one that is done with.
pub(super) trait Cutting: Send {
    fn next(&mut self, spare: Vec<u8>) -> Result<Option<Portion<'static>>, Stopped>;
}

/// Reads portions on all cores, and gives each with what was read of it, in the order of the file, until `add` has enough.
pub(super) fn in_order<T: Send>(
    cores: &impl Cores,
    cutting: &mut impl Cutting,
    each: impl Fn(&Portion<'_>) -> T + Sync + Send,
    mut add: impl FnMut(&Portion<'_>, T) -> bool + Send,
) -> Result<(), Stopped> {
    /// More at once would be much memory, where there are many cores.
    const MOST: usize = 16;
    let count = (cores.count() * 2).min(MOST);
    let each = |portion: Portion<'static>| {
        let read = each(&portion);
        (portion, read)
    };
    let (mut portions, mut read, mut ended) = (Vec::new(), Vec::new(), None);
    let mut spare: Vec<Vec<u8>> = Vec::new();
    loop {
        // While some are read, those before them are put together, and those behind them are cut.
        let meanwhile = || {
            for (portion, read) in read {
                if !add(&portion, read) {
                    return (Vec::new(), ended, true);
                }
                spare.push(portion.text.into_owned().into_bytes());
            }
            let mut next = Vec::new();
            while next.len() < count && ended.is_none() {
                match cutting.next(spare.pop().unwrap_or_default()) {
                    Ok(Some(portion)) => next.push(portion),
                    // What stops the reading does so behind the portions before it, which may have enough.
                    other => ended = Some(other.map(|_| ())),
                }
            }
            (next, ended, false)
        };
        let work = || cores.map(portions, each);
        let ((next, stopped, is_enough), now) = cores.both(meanwhile, work);
        if is_enough {
            return Ok(());
        }
        if next.is_empty() && now.is_empty() {
            return stopped.unwrap_or(Ok(()));
        }
        (portions, read, ended) = (next, now, stopped);
    }
}

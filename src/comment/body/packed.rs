//! The text of a comment as it is held. Those of a large export lie packed, many in one block: a million of them are as much
//! memory as all else that is known of the comments.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::sync::{Arc, Weak};

use libdeflater::{CompressionLvl, Compressor, Decompressor};

use super::unmarked;
use crate::diagnostic::terminal::is_blank;

/// So much text is packed together. More packs hardly better, and to look at one text all that lie with it are unpacked.
const BLOCK: usize = 64 << 10;
const _: () = assert!(BLOCK <= 1 << 16, "a place in a block is told in 16 bits");
/// The first that packs at all: a higher one packs little better, in twice the time.
const LEVEL: i32 = 1;
/// So many blocks stay unpacked on each core: readers go from one text to the next, or through two exports side by side.
const RECENT: usize = 4;

/// Where packed texts may lie that are not held.
pub trait Keeping: fmt::Debug + Send + Sync {
    /// Keeps these bytes and says where, if they need not be held.
    fn keep(&self, bytes: &[u8]) -> Option<u64>;
    /// What was kept there. If it cannot be read again, the keeper knows of it.
    fn get(&self, place: u64, length: usize) -> Option<Vec<u8>>;
    /// Hears that something else was given back than was kept.
    fn spoilt(&self);
}

/// The text of a comment.
#[derive(Clone)]
pub struct Body {
    block: Arc<Block>,
    length: u32,
    /// Where it begins in its block, of which no text begins behind the first [`BLOCK`] bytes.
    start: u16,
    is_blank: bool,
    is_bare: bool,
}

enum Block {
    /// One text.
    Plain(Box<str>),
    /// Several, one behind the other, and how long they are together.
    Packed(Packed, usize),
}

/// The bytes of a block.
enum Packed {
    Held(Box<[u8]>),
    Kept { keeping: Arc<dyn Keeping>, place: u64, length: usize },
}

thread_local! {
    /// The blocks that were unpacked last, the last first.
    static UNPACKED: RefCell<Vec<(Weak<Block>, Rc<str>)>> = const { RefCell::new(Vec::new()) };
}

impl Body {
    /// The text.
    pub fn text(&self) -> Cow<'_, str> {
        let start = self.start as usize;
        match &*self.block {
            Block::Plain(text) => Cow::Borrowed(text),
            Block::Packed(..) => {
                Cow::Owned(unpacked(&self.block)[start..start + self.length as usize].to_owned())
            }
        }
    }

    /// Whether there is nothing to be seen in it. Known without unpacking it, for it is asked of every comment.
    pub fn is_blank(&self) -> bool {
        self.is_blank
    }

    /// Whether there is nothing beside tags and entities in it, if it is HTML. That is known likewise.
    pub(super) fn is_bare(&self) -> bool {
        self.is_bare
    }

    /// The text, for which this is given up.
    pub fn into_text(self) -> Box<str> {
        match Arc::try_unwrap(self.block) {
            Ok(Block::Plain(text)) => text,
            Ok(packed) => Body { block: Arc::new(packed), ..self }.text().into(),
            Err(block) => Body { block, ..self }.text().into(),
        }
    }
}

/// Packs texts that follow each other, to be held or kept elsewhere.
pub(in crate::comment) fn pack<'b>(
    bodies: impl IntoIterator<Item = &'b mut Body>,
    keeping: Option<&Arc<dyn Keeping>>,
) {
    let mut packer = Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default());
    let mut gathered: Vec<&mut Body> = Vec::new();
    let mut text = String::new();
    let mut room: Vec<u8> = Vec::new();
    let mut flush = |gathered: &mut Vec<&mut Body>, text: &mut String| {
        room.resize(packer.deflate_compress_bound(text.len()), 0);
        let length = packer.deflate_compress(text.as_bytes(), &mut room);
        let length = length.expect("there is room for what does not pack");
        let kept = keeping.and_then(|keeping| {
            let place = keeping.keep(&room[..length])?;
            Some(Packed::Kept { keeping: keeping.clone(), place, length })
        });
        // A copy takes just its own memory; what is made smaller may keep what it had.
        let packed = kept.unwrap_or_else(|| Packed::Held(room[..length].into()));
        let block = Arc::new(Block::Packed(packed, text.len()));
        for body in gathered.drain(..) {
            body.block = block.clone();
        }
        text.clear();
    };
    for body in bodies {
        let own = body.text();
        // A length is told in 32 bits.
        if own.len() > u32::MAX as usize - BLOCK {
            continue;
        }
        let (start, length) = (text.len() as u16, own.len() as u32);
        text.push_str(&own);
        drop(own);
        (body.start, body.length) = (start, length);
        gathered.push(body);
        if text.len() >= BLOCK {
            flush(&mut gathered, &mut text);
        }
    }
    if !gathered.is_empty() {
        flush(&mut gathered, &mut text);
    }
}

fn unpacked(block: &Arc<Block>) -> Rc<str> {
    UNPACKED.with_borrow_mut(|recent| {
        let is_it = |known: &(Weak<Block>, _)| std::ptr::eq(known.0.as_ptr(), Arc::as_ptr(block));
        let found = match recent.iter().position(is_it) {
            Some(place) => recent.remove(place),
            None => {
                recent.truncate(RECENT - 1);
                (Arc::downgrade(block), unpack(block))
            }
        };
        let text = found.1.clone();
        recent.insert(0, found);
        text
    })
}

fn unpack(block: &Block) -> Rc<str> {
    let (packed, length) = match block {
        Block::Plain(text) => return Rc::from(&**text),
        Block::Packed(packed, length) => (packed, *length),
    };
    let text = match packed {
        Packed::Held(packed) => unpacked_to(packed, length).expect("it was packed here"),
        Packed::Kept { keeping, place, length: packed } => {
            let text = keeping.get(*place, *packed).map(|packed| {
                let text = unpacked_to(&packed, length);
                if text.is_none() {
                    keeping.spoilt();
                }
                text
            });
            // Who keeps it tells that it is lost.
            text.flatten().unwrap_or_else(|| " ".repeat(length))
        }
    };
    Rc::from(text)
}

/// What was packed, if it is a text of this length.
fn unpacked_to(packed: &[u8], length: usize) -> Option<String> {
    let mut text = vec![0; length];
    let unpacked = Decompressor::new().deflate_decompress(packed, &mut text);
    unpacked.ok().filter(|unpacked| *unpacked == length).and_then(|_| String::from_utf8(text).ok())
}

impl From<String> for Body {
    fn from(text: String) -> Body {
        let first = text.chars().find(|sign| is_seen(*sign));
        let is_blank = first.is_none();
        let begins = matches!(first, Some('<' | '&'));
        let is_bare = is_blank || begins && !unmarked::pieces(&text).any(|piece| shows(&piece));
        Body { block: Arc::new(Block::Plain(text.into())), length: 0, start: 0, is_blank, is_bare }
    }
}

/// Whether there is something to be seen in a text.
pub(super) fn shows(text: &str) -> bool {
    text.chars().any(is_seen)
}

fn is_seen(sign: char) -> bool {
    !sign.is_whitespace() && !is_blank(sign)
}

impl From<&str> for Body {
    fn from(text: &str) -> Body {
        Body::from(text.to_owned())
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Body) -> bool {
        self.text() == other.text()
    }
}

impl PartialEq<&str> for Body {
    fn eq(&self, other: &&str) -> bool {
        self.text() == *other
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[test]
    fn what_is_packed_is_the_same_text() {
        let text = |number: usize| "Dijken é\n".repeat(number % 50 * number % 97);
        let mut bodies: Vec<Body> = (0..2000).map(|number| text(number).into()).collect();
        bodies.push("x".repeat(3 * BLOCK).into());
        bodies.push("".into());
        let before: Vec<String> = bodies.iter().map(|body| body.text().into_owned()).collect();
        pack(&mut bodies, None);
        let held = |body: &Body| match &*body.block {
            Block::Packed(Packed::Held(packed), _) => packed.len(),
            _ => panic!("not packed and held"),
        };
        let mut blocks: Vec<&Body> = bodies.iter().collect();
        blocks.dedup_by(|one, other| Arc::ptr_eq(&one.block, &other.block));
        assert!(blocks.len() > RECENT && blocks.iter().all(|body| held(body) < BLOCK / 2));
        // From front to back, and to and fro.
        assert!(bodies.iter().zip(&before).all(|(body, text)| *body == text.as_str()));
        for number in (0..bodies.len()).map(|number| number * 1009 % bodies.len()) {
            assert_eq!(bodies[number], before[number].as_str());
        }
        // What was packed may be packed again, and given up.
        pack(&mut bodies[..500], None);
        let after: Vec<Box<str>> = bodies.into_iter().map(Body::into_text).collect();
        assert!(after.iter().zip(&before).all(|(after, before)| **after == **before));
    }

    #[test]
    fn a_text_may_begin_with_the_last_byte_of_a_block() {
        let texts = [BLOCK - 1, 1, 0, 1, BLOCK, 0, 1].map(|length| "x".repeat(length));
        let mut bodies: Vec<Body> = texts.iter().map(|text| text.as_str().into()).collect();
        pack(&mut bodies, None);
        assert_eq!(bodies[1].start as usize, BLOCK - 1);
        assert!(bodies.iter().zip(&texts).all(|(body, text)| *body == text.as_str()));
        let blank = |text: &str| Body::from(text).is_blank();
        assert!(blank("") && blank(" \n\u{200B}") && !blank(" a") && !bodies[0].is_blank());
    }

    /// Keeps every second block, and forgets them when it is told to.
    #[derive(Debug, Default)]
    struct Drawer(Mutex<(usize, Vec<u8>)>);

    impl Keeping for Drawer {
        fn keep(&self, bytes: &[u8]) -> Option<u64> {
            let mut drawer = self.0.lock().unwrap();
            drawer.0 += 1;
            let place = drawer.1.len();
            drawer.0.is_multiple_of(2).then(|| drawer.1.extend(bytes))?;
            Some(place as u64)
        }

        fn get(&self, place: u64, length: usize) -> Option<Vec<u8>> {
            let drawer = self.0.lock().unwrap();
            drawer.1.get(place as usize..)?.get(..length).map(<[u8]>::to_vec)
        }

        fn spoilt(&self) {
            self.0.lock().unwrap().0 = 0;
        }
    }

    #[test]
    fn what_is_kept_elsewhere_is_the_same_text_and_what_is_lost_is_blank() {
        let text = |number: usize| format!("Dijk {number} é. ").repeat(number % 97);
        let mut bodies: Vec<Body> = (0..2000).map(|number| text(number).into()).collect();
        let drawer = Arc::new(Drawer::default());
        pack(&mut bodies, Some(&(drawer.clone() as Arc<dyn Keeping>)));
        assert!(drawer.0.lock().unwrap().0 > 2 * RECENT);
        assert!((0..2000).all(|number| bodies[number] == text(number).as_str()));
        // No block of deflate begins so.
        drawer.0.lock().unwrap().1.fill(0xff);
        UNPACKED.with_borrow_mut(Vec::clear);
        assert!(bodies.iter().filter(|body| body.text().trim().is_empty()).count() > 100);
        assert_eq!(drawer.0.lock().unwrap().0, 0, "it hears that something else came back");
        drawer.0.lock().unwrap().1.clear();
        UNPACKED.with_borrow_mut(Vec::clear);
        let lost = |number: &usize| bodies[*number] != text(*number).as_str();
        let lost: Vec<usize> = (0..2000).filter(lost).collect();
        assert!(!lost.is_empty() && lost.len() < 2000);
        assert!(lost.iter().all(|number| bodies[*number].text().trim().is_empty()));
    }
}

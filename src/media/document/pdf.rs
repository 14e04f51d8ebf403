//! PDF: its pages and their text. Programs in it are never run, and nothing of it is shown: only words are taken out.

use lopdf::content::{Content, Operation};
use lopdf::{DecompressError, Dictionary, Document, Error, LoadOptions, Object, ObjectId, Stream};

use super::{Reading, TEXT, UNPACKED, Unit, squeezed};
use crate::diagnostic::{Damage, Problem};

/// So many pages are read for their text.
const PAGES: usize = 2_000;

/// So deep in an object an action is looked for.
const DEEPEST: usize = 8;

pub(super) fn read(bytes: &[u8]) -> Reading {
    let options = LoadOptions { max_decompressed_size: Some(UNPACKED), ..LoadOptions::default() };
    let mut document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) => document,
        Err(error) if is_locked(&error) => return locked(None),
        Err(error) if is_over(&error) => return Reading::damaged(Damage::TooLarge),
        Err(_) => return unusable(bytes),
    };
    let ids = document.get_pages();
    let count = ids.len();
    let extent =
        u32::try_from(count).ok().filter(|count| *count > 0).map(|count| (Unit::Pages, count));
    // One that was opened with the empty password may be read by everyone.
    if document.is_encrypted() || document.trailer.has(b"Encrypt") {
        return locked(extent);
    }
    if extent.is_none() {
        return unusable(bytes);
    }
    // Pages that share what they show cost as much as if each had its own: no honest file holds more than its own size twice.
    let mut packed = bytes.len() * 2;
    let mut room = TEXT;
    let mut texts = Vec::new();
    let mut is_too_large = false;
    for (&page, &id) in ids.iter().take(PAGES) {
        packed = packed.saturating_sub(content(&document, id));
        if packed == 0 || room == 0 {
            is_too_large |= packed == 0;
            break;
        }
        let chunks = chunks(&mut document, page, id);
        is_too_large |= chunks.iter().any(|chunk| chunk.as_ref().is_err_and(is_over));
        let text: String = chunks.into_iter().filter_map(Result::ok).collect();
        let text = squeezed(&unbroken(&text));
        room = room.saturating_sub(text.len());
        texts.push(text);
    }
    // What is left of a file that was cut may be opened all the same, and says nothing of how long it was.
    if is_cut(bytes) {
        return Reading { texts, ..Reading::damaged(Damage::Cut) };
    }
    if ids.values().any(|id| is_lost(&document, *id)) {
        return Reading { extent, texts, ..Reading::damaged(Damage::Broken) };
    }
    if is_too_large {
        return Reading { extent, texts, ..Reading::damaged(Damage::TooLarge) };
    }
    let is_active = document.objects.values().any(|object| acts(object, DEEPEST));
    Reading { extent, texts, problem: is_active.then_some(Problem::DocumentActive) }
}

/// The pieces of text of a page, but for soft hyphens: a browser prints a blank for each, and says that it stands for one.
fn chunks(document: &mut Document, page: u32, id: ObjectId) -> Vec<Result<String, Error>> {
    let own = document.get_dictionary(id).and_then(|page| page.get(b"Contents")).cloned();
    let (Ok(own), Some(content)) = (own, without_soft_hyphens(document, id)) else {
        return document.extract_text_chunks_with_limit(&[page], UNPACKED);
    };
    // Pages may share what they show, so each shows it in its turn, and it is not kept.
    let content = document.add_object(Stream::new(Dictionary::new(), content));
    show(document, id, content.into());
    let chunks = document.extract_text_chunks_with_limit(&[page], UNPACKED);
    show(document, id, own);
    document.objects.remove(&content);
    chunks
}

fn show(document: &mut Document, page: ObjectId, content: Object) {
    if let Ok(page) = document.get_object_mut(page).and_then(Object::as_dict_mut) {
        page.set("Contents", content);
    }
}

/// What a page shows, without what stands there for soft hyphens; `None` if nothing does.
fn without_soft_hyphens(document: &Document, page: ObjectId) -> Option<Vec<u8>> {
    let content = document.get_page_content_with_limit(page, UNPACKED).ok()?;
    if !has(&content, b"ActualText") {
        return None;
    }
    let mut content = Content::decode(&content).ok()?;
    let count = content.operations.len();
    let mut marked = Vec::new();
    content.operations.retain(|operation| {
        match operation.operator.as_ref() {
            "BMC" | "BDC" => marked.push(is_soft_hyphen(operation)),
            "EMC" => drop(marked.pop()),
            "Tj" | "TJ" => return marked.last() != Some(&true),
            _ => {}
        }
        true
    });
    if content.operations.len() < count { content.encode().ok() } else { None }
}

/// Whether what is marked here stands for a soft hyphen, in UTF-16 as the format has it.
fn is_soft_hyphen(mark: &Operation) -> bool {
    let properties = mark.operands.get(1).and_then(|properties| properties.as_dict().ok());
    let text = properties.and_then(|properties| properties.get(b"ActualText").ok()?.as_str().ok());
    text == Some(&[0xFE, 0xFF, 0x00, 0xAD])
}

/// A text without the hyphens that broke words at the ends of lines. A soft hyphen was never meant to be seen, and U+2010 is what
/// browsers break words with; `-` stays, for it may belong to the word: `zuid-westelijk`.
fn unbroken(text: &str) -> String {
    let mut unbroken = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\u{AD}', '\u{2010}']) {
        let (before, sign) = rest.split_at(at);
        let is_soft = sign.starts_with('\u{AD}');
        let after = sign.trim_start_matches(['\u{AD}', '\u{2010}']);
        let begun = before.trim_end();
        let next = after.trim_start();
        let is_at_end = after.starts_with('\n') || is_soft && next.len() < after.len();
        // A browser shows its hyphen by itself; one with more blanks before it stands for a dash or begins an item of a list.
        let is_near = matches!(&before[begun.len()..], "" | "\n" | " \n");
        let goes_on = next.starts_with(char::is_lowercase);
        unbroken.push_str(before);
        if is_at_end && is_near && goes_on && unbroken.trim_end().ends_with(char::is_alphabetic) {
            unbroken.truncate(unbroken.trim_end().len());
            rest = next;
        } else {
            unbroken.push_str(&sign[..sign.len() - after.len()]);
            rest = after;
        }
    }
    unbroken.push_str(rest);
    unbroken
}

/// Whether something of what a page shows is not in the file.
fn is_lost(document: &Document, page: ObjectId) -> bool {
    document.get_page_contents(page).into_iter().any(|id| document.get_object(id).is_err())
}

fn has(part: &[u8], sign: &[u8]) -> bool {
    part.windows(sign.len()).any(|bytes| bytes == sign)
}

/// Whether the end is missing: one that is sent page by page ends twice, and says at its beginning how long it is.
fn is_cut(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let length = || {
        let text = String::from_utf8_lossy(head);
        let rest = text.split_once("/Linearized")?.1.split_once("/L ")?.1;
        rest.trim_start().split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    let is_short = length().is_some_and(|length: usize| bytes.len() < length);
    is_short || !has(&bytes[bytes.len().saturating_sub(2048)..], b"%%EOF")
}

/// A file that cannot be opened. Some programs write its password where the reader of PDF does not look for it.
fn unusable(bytes: &[u8]) -> Reading {
    match damage(bytes) {
        Damage::Broken if has(bytes, b"/Encrypt") => locked(None),
        damage => Reading::damaged(damage),
    }
}

/// What is wrong with a file that cannot be opened, by how it begins and ends.
fn damage(bytes: &[u8]) -> Damage {
    if !has(&bytes[..bytes.len().min(1024)], b"%PDF-") {
        Damage::Foreign
    } else if is_cut(bytes) {
        Damage::Cut
    } else {
        Damage::Broken
    }
}

/// How many bytes the streams of a page take in the file.
fn content(document: &Document, page: ObjectId) -> usize {
    let streams = document.get_page_contents(page).into_iter();
    let sizes = streams.filter_map(|id| document.get_object(id).ok()?.as_stream().ok());
    sizes.map(|stream| stream.content.len()).sum()
}

/// Whether an object has an action in it that runs a program: one within the document, or one of the reader's computer.
fn acts(object: &Object, depth: usize) -> bool {
    let within = |dictionary: &Dictionary| {
        let action = dictionary.get(b"S").and_then(Object::as_name).unwrap_or_default();
        dictionary.has(b"JS")
            || matches!(action, b"JavaScript" | b"Launch")
            || depth > 0 && dictionary.iter().any(|(_, value)| acts(value, depth - 1))
    };
    match object {
        Object::Dictionary(dictionary) => within(dictionary),
        Object::Stream(stream) => within(&stream.dict),
        Object::Array(objects) => depth > 0 && objects.iter().any(|one| acts(one, depth - 1)),
        _ => false,
    }
}

/// Whether something in it is larger, once it is unpacked, than anybody writes.
fn is_over(error: &Error) -> bool {
    matches!(error, Error::Decompress(DecompressError::MemoryLimitExceeded { .. }))
}

fn is_locked(error: &Error) -> bool {
    matches!(error, Error::InvalidPassword | Error::Decryption(_))
}

fn locked(extent: Option<(Unit, u32)>) -> Reading {
    Reading { extent, texts: Vec::new(), problem: Some(Problem::DocumentEncrypted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_line_end_broke_are_whole_again() {
        for (text, whole) in [
            // As a browser prints a soft hyphen.
            ("kwaliteits \n\u{2010}\nverbeterings \n\u{2010}\nteam", "kwaliteitsverbeteringsteam"),
            ("onder\u{2010}\nhoud", "onderhoud"),
            ("onder\u{AD}\nhoud", "onderhoud"),
            ("onder\u{AD} houd", "onderhoud"),
            ("onder\u{AD}houd", "onder\u{AD}houd"),
            // These belong to the words, or stand between them.
            ("onder-\nhoud", "onder-\nhoud"),
            ("Noord\u{2010}\nHolland", "Noord\u{2010}\nHolland"),
            ("rood\u{2010} en wit", "rood\u{2010} en wit"),
            ("rood \u{2010} wit", "rood \u{2010} wit"),
            ("Nodig:\n\u{2010}\nverf", "Nodig:\n\u{2010}\nverf"),
            ("2010\u{2010}\nheden", "2010\u{2010}\nheden"),
            ("\u{2010}\nverf\u{AD}", "\u{2010}\nverf\u{AD}"),
        ] {
            assert_eq!(unbroken(text), whole, "{text:?}");
        }
    }
}

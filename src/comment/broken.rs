//! Exports that broke on the way: cut off anywhere, or with any byte changed. Nothing panics, and an error leaves no comments.

use std::io::{Cursor, Write};

use super::testing::config;
use super::{FORMATS, read};
use crate::diagnostic::Severity;
use crate::source::Source;

const ENGAGE: &str = "id,thread_id,replied_to_id,sender_id,in_private_group,created_at,body,attachments\n\
    1,1,,11,false,2024-05-14T09:26:02Z,\"Lees [[user:11]] [User:1:é]\",opengraphobject:[1 : https://x.example/a]\n\
    2,1,1,12,false,2024/05/14 10:00:00 +0000,\"Hoi \"\"jij\"\"\",\n";

const LINKEDIN: &str = "Date,Link,Message\n2024-03-05 13:04:05,https://www.linkedin.com/urn%3Ali%3Aactivity%3A7,\"a \\\"b\\\" é\"\n";

const ATOM: &str = "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\">\
    <entry><id>c</id><link href=\"https://x.example/a#c\"/><author><name>é</name></author><published>2024-05-14T09:26:02Z</published>\
    <thr:in-reply-to ref=\"p\" href=\"https://x.example/a\"/><content type=\"xhtml\"><div>a &amp; <b>b</b></div></content></entry></feed>";

const PAGE: &str = "<!DOCTYPE html>\n<html><head><meta charset=utf-8><link rel=canonical href=\"https://x.example/a/?p=5\"></head><body><ol>\
    <li id=\"comment-7\" class=\"comment depth-1\"><b class=fn>é</b><time datetime=\"2015-03-12T14:03:00+01:00\"></time><div class=\"comment-content\"><p>a</p></div>\
    <ol class=children><li id=comment-8><p>b<table>c</ol></ol></body></html>";

const MAILBOX: &str = "From - Tue Jan  6 10:00:00 2026\nFrom: =?utf-8?Q?Zo=C3=AB?= <zoe@x.example>\nSubject: RE: [kb:a#7]\nDate: Tue, 6 Jan 2026 10:00:00 +0100\n\
    Message-ID: <1@x>\nReferences: <2@x> <3@x>\nContent-Type: multipart/alternative; boundary=\"=B\"\n\n--=B\nContent-Type: text/plain; charset=utf-8; format=flowed\n\
    Content-Transfer-Encoding: quoted-printable\n\nGoed =C3=A9 \n-- \nJan\nOp 1 mei 2021 schreef An:\n> x\n--=B\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n\
    PHA+YTwvcD4=\n--=B--\n\nFrom x\nFrom: a@x.example\nTo: b\n\nHoi\n";

fn zipped(name: &str, text: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn check(bytes: Vec<u8>) {
    let read = read(&Source::new("content/comments/x", bytes), &config());
    let has_error = read.problems.iter().any(|problem| problem.severity == Severity::Error);
    let count: usize = read.value.iter().map(|(.., export)| export.comments.len()).sum();
    assert!(!has_error || count == 0, "{:?}", read.problems);
}

#[test]
fn what_broke_on_the_way_never_panics() {
    let packed = zipped("net/Messages.csv", ENGAGE);
    let whole = [ENGAGE, LINKEDIN, ATOM, PAGE, MAILBOX].map(|text| text.as_bytes().to_vec());
    for bytes in whole.into_iter().chain([packed]) {
        let source = Source::new("content/comments/x", bytes.clone());
        let is_known = FORMATS.iter().any(|format| (format.recognises)(&source).is_ok());
        assert!(is_known || bytes.starts_with(b"PK"));
        assert!(!read(&source, &config()).value[0].2.comments.is_empty());
        for length in 0..bytes.len() {
            check(bytes[..length].to_vec());
        }
        for place in 0..bytes.len() {
            for byte in [0, b'<', b'"', b'\n', 0xff] {
                let mut changed = bytes.clone();
                changed[place] = byte;
                check(changed);
            }
        }
    }
}

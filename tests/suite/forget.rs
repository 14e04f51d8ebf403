//! The command `forget`: afterwards it is as if they had never written, and nothing brings them back.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::errors::workbook_with;
use crate::support::{Report, Site, differences, files, weerklank};

const LIST: &str = "content/comments/forgotten.toml";

/// Somebody with a canary in everything that exports know of people.
pub(crate) struct Writer {
    pub(crate) number: usize,
}

impl Writer {
    pub(crate) fn name(&self) -> String {
        format!("Zanna{0} van Wijk{0}", self.number)
    }

    pub(crate) fn email(&self) -> String {
        format!("zw{0}.wijk@oud{0}.example", self.number)
    }

    /// What an export of this format has of them alone.
    pub(crate) fn known_by(&self, format: &str) -> String {
        match format {
            "giscus" => self.account(),
            "remark42" | "html" | "linkedin" => self.name(),
            _ => self.email(),
        }
    }

    fn account(&self) -> String {
        format!("zwijk{}", self.number)
    }

    fn ip(&self) -> String {
        format!("198.51.100.{}", self.number)
    }

    fn phone(&self) -> String {
        format!("06-1234{:04}", self.number)
    }

    /// Of the hour, or second of the minute, in which they wrote.
    fn minute(&self) -> String {
        format!("{:02}", self.number % 60)
    }

    fn user(&self) -> usize {
        90_000 + self.number
    }

    fn id(&self) -> usize {
        7_000 + self.number
    }

    fn body(&self) -> String {
        let number = self.number;
        format!(
            "De kanarie{number} zingt het peil{number} van onze sloot{number}: bel {}",
            self.phone()
        )
    }

    /// Twelve ways in which they may be left somewhere.
    pub(crate) fn canaries(&self) -> [String; 12] {
        let number = self.number;
        [
            self.name(),
            format!("van Wijk{number}, Zanna{number}"),
            self.email(),
            format!("zw{number}.wijk"),
            self.account(),
            self.ip(),
            self.phone(),
            format!("site-van-{number}.example"),
            format!("Agent{number}/1.0"),
            format!("Afdeling{number}"),
            format!("kanarie{number} zingt"),
            format!("comment-{}", self.id()),
        ]
    }
}

/// Seven people, of whom some may never have written.
fn writers(without: &[usize]) -> Vec<Writer> {
    (0..7)
        .filter(|number| !without.contains(number))
        .map(|number| Writer { number: 10 + number })
        .collect()
}

fn wordpress(writers: &[Writer]) -> Vec<u8> {
    let users: String = writers
        .iter()
        .map(|who| {
            format!(
                "  <wp:author><wp:author_id>{}</wp:author_id><wp:author_login>{}</wp:author_login>\
                 <wp:author_email>{}</wp:author_email><wp:author_display_name>{}</wp:author_display_name></wp:author>\n",
                who.user(), who.account(), who.email(), who.name()
            )
        })
        .collect();
    let comments: String = writers
        .iter()
        .map(|who| {
            format!(
                "    <wp:comment>\n      <wp:comment_id>{}</wp:comment_id>\n      <wp:comment_author><![CDATA[{}]]></wp:comment_author>\n\
                 \x20     <wp:comment_author_email>{}</wp:comment_author_email><wp:comment_author_url>https://site-van-{}.example/</wp:comment_author_url>\
                 <wp:comment_author_IP>{}</wp:comment_author_IP>\n      <wp:comment_date_gmt>2026-01-01 10:00:{}</wp:comment_date_gmt>\n\
                 \x20     <wp:comment_content><![CDATA[{}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>\
                 <wp:comment_type>comment</wp:comment_type><wp:comment_parent>0</wp:comment_parent><wp:comment_user_id>{}</wp:comment_user_id>\n\
                 \x20     <wp:commentmeta><wp:meta_key>agent</wp:meta_key><wp:meta_value><![CDATA[Agent{}/1.0 Afdeling{}]]></wp:meta_value></wp:commentmeta>\n    </wp:comment>\n",
                who.id(), who.name(), who.email(), who.number, who.ip(), who.minute(), who.body(), who.user(), who.number, who.number
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><pubDate>Thu, 01 Jan 2026 12:00:00 +0000</pubDate>\
         <wp:wxr_version>1.2</wp:wxr_version>\n<wp:base_blog_url>https://oud.example</wp:base_blog_url>\n{users}<item><link>https://oud.example/water/</link>\
         <wp:post_id>1</wp:post_id><wp:post_name>water</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\n{comments}</item>\n</channel></rss>\n"
    )
    .into_bytes()
}

/// As Excel in the Netherlands saves it: Windows-1252, semicolons, CRLF.
fn table(writers: &[Writer]) -> Vec<u8> {
    let row = |who: &Writer| {
        format!(
            "2-1-2026 10:{};{};{};Afdeling{};water;\"{}; café\";{};Agent{}/1.0;https://site-van-{}.example\r\n",
            who.minute(),
            who.name(),
            who.email(),
            who.number,
            who.body(),
            who.ip(),
            who.number,
            who.number
        )
    };
    let rows: String = writers.iter().map(row).collect();
    let text = format!("Datum;Naam;E-mail;Afdeling;Bericht;Reactie;IP;Agent;Site\r\n{rows}");
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}

fn spreadsheet(writers: &[Writer]) -> Vec<u8> {
    let heads = ["Naam", "E-mail", "Bericht", "Reactie", "Overig"].map(str::to_owned);
    let rows = writers.iter().map(|who| {
        let other = format!("{} Agent{}/1.0 site-van-{}.example", who.ip(), who.number, who.number);
        [who.name(), who.email(), "water".to_owned(), who.body(), other]
    });
    let mut texts: Vec<String> = Vec::new();
    let mut sheet = String::new();
    for (number, cells) in std::iter::once(heads).chain(rows).enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", number + 1));
        for (column, text) in cells.iter().enumerate() {
            let shared = texts.iter().position(|known| known == text).unwrap_or_else(|| {
                texts.push(text.clone());
                texts.len() - 1
            });
            let letter = char::from(b'A' + column as u8);
            sheet.push_str(&format!("<c r=\"{letter}{}\" t=\"s\"><v>{shared}</v></c>", number + 1));
        }
        sheet.push_str("</row>");
    }
    let shared: String = texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let shared = format!(
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" uniqueCount=\"{}\">{shared}</sst>",
        texts.len()
    );
    let last = writers.first().map(Writer::name).unwrap_or_default();
    let core = format!(
        "<cp:coreProperties xmlns:cp=\"x\" xmlns:dc=\"y\"><dc:creator>Redactie</dc:creator><cp:lastModifiedBy>{last}</cp:lastModifiedBy></cp:coreProperties>"
    );
    workbook_with(&sheet, &[("xl/sharedStrings.xml", shared), ("docProps/core.xml", core)])
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Viva Engage: the messages know people by number, the list beside them by name and address.
fn engage(writers: &[Writer]) -> [(&'static str, Vec<u8>); 2] {
    let mut messages = String::from(
        "id,thread_id,replied_to_id,sender_id,body,created_at,in_private_group,in_private_conversation,sender_name\n\
         500,500,,1,Zie https://oud.example/water/,2026-01-01T09:00:00Z,false,false,Redactie\n",
    );
    let mut users =
        String::from("id,email,name,state,job_title\n1,redactie@oud.example,Redactie,active,\n");
    for who in writers {
        messages.push_str(&format!(
            "{},500,500,{},\"{}, ja\",2026-01-01T10:{}:00Z,false,false,{}\n",
            who.id(),
            who.user(),
            who.body(),
            who.minute(),
            who.name()
        ));
        users.push_str(&format!(
            "{},{},{},active,Afdeling{} Agent{}/1.0\n",
            who.user(),
            who.email(),
            who.name(),
            who.number,
            who.number
        ));
    }
    [("uit/Messages.csv", messages.into_bytes()), ("uit/Users.csv", users.into_bytes())]
}

fn disqus(writers: &[Writer]) -> Vec<u8> {
    let post = |who: &Writer| {
        format!(
            "<post dsq:id=\"{}\">\n<id /><message><![CDATA[<p>{}</p>]]></message><createdAt>2026-01-01T10:{}:00Z</createdAt>\
             <isDeleted>false</isDeleted><isSpam>false</isSpam><author><email>{}</email><name>{}</name><isAnonymous>false</isAnonymous>\
             <username>{}</username></author><ipAddress>{}</ipAddress><thread dsq:id=\"9\" /></post>\n",
            who.id(),
            who.body(),
            who.minute(),
            who.email(),
            who.name(),
            who.account(),
            who.ip()
        )
    };
    let posts: String = writers.iter().map(post).collect();
    format!(
        "<?xml version=\"1.0\"?>\n<disqus xmlns=\"http://disqus.com\" xmlns:dsq=\"http://disqus.com/disqus-internals\">\n\
         <thread dsq:id=\"9\"><id>1</id><link>https://oud.example/water/</link><title>Water</title><isDeleted>false</isDeleted></thread>\n{posts}</disqus>\n"
    )
    .into_bytes()
}

fn atom(writers: &[Writer]) -> Vec<u8> {
    let entry = |who: &Writer| {
        format!(
            "<entry><id>urn:lsid:ibm.com:blogs:comment-{}</id><title>Re: {}</title><author><name>{}</name><email>{}</email>\
             <snx:userid>{}</snx:userid></author><published>2026-01-01T10:{}:00Z</published><updated>2026-01-01T10:{}:00Z</updated>\
             <content type=\"html\">&lt;p&gt;{}&lt;/p&gt;</content><thr:in-reply-to ref=\"urn:lsid:ibm.com:blogs:entry-1\"/></entry>\n",
            who.id(),
            who.name(),
            who.name(),
            who.email(),
            who.account(),
            who.minute(),
            who.minute(),
            who.body()
        )
    };
    let entries: String = writers.iter().map(entry).collect();
    format!(
        "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:thr=\"http://purl.org/syndication/thread/1.0\" \
         xmlns:snx=\"http://www.ibm.com/xmlns/prod/sn\"><updated>2026-02-01T00:00:00Z</updated>\n\
         <entry><id>urn:lsid:ibm.com:blogs:entry-1</id><title>Water</title><link rel=\"alternate\" href=\"https://oud.example/water/\"/></entry>\n{entries}</feed>\n"
    )
    .into_bytes()
}

/// Objects of JSON with a comma between.
fn list(writers: &[Writer], one: impl Fn(&Writer) -> serde_json::Value) -> String {
    let items: Vec<String> = writers.iter().map(|who| format!("\n  {}", one(who))).collect();
    items.join(",")
}

fn remark42(writers: &[Writer]) -> Vec<u8> {
    let users = list(
        writers,
        |who| json!({ "id": format!("github_{}", who.account()), "details": who.email() }),
    );
    let mut text =
        format!("{{\"version\":1,\"users\":[{}],\"posts\":[]}}\n", users.replace('\n', ""));
    for who in writers {
        let line = json!({
            "id": format!("c{}", who.id()), "pid": "", "text": who.body(), "orig": who.body(),
            "user": { "name": who.name(), "id": format!("github_{}", who.account()), "picture": format!("https://site-van-{}.example/x.png", who.number), "ip": who.ip() },
            "locator": { "site": "blog", "url": "https://oud.example/water/" }, "time": format!("2026-01-01T10:{}:00Z", who.minute()),
        });
        text.push_str(&format!("{line}\n"));
    }
    text.into_bytes()
}

fn commento(writers: &[Writer]) -> Vec<u8> {
    let comments = list(writers, |who| {
        json!({
            "commentHex": format!("c{}", who.id()), "domain": "oud.example", "url": "/water/", "commenterHex": format!("hex{}", who.user()),
            "markdown": who.body(), "html": "", "parentHex": "root", "score": 0, "state": "approved",
            "creationDate": format!("2026-01-01T10:{}:00Z", who.minute()), "deleted": false,
        })
    });
    let people = list(writers, |who| {
        json!({
            "commenterHex": format!("hex{}", who.user()), "email": who.email(), "name": who.name(), "link": format!("https://site-van-{}.example/", who.number),
        })
    });
    format!("{{\"version\": 1, \"comments\": [{comments}], \"commenters\": [{people}]}}\n")
        .into_bytes()
}

fn comentario(writers: &[Writer]) -> Vec<u8> {
    let comments = list(writers, |who| {
        json!({
            "id": format!("c{}", who.id()), "pageId": "p1", "markdown": who.body(), "html": format!("<p>{}</p>", who.body()), "isApproved": true,
            "isPending": false, "isDeleted": false, "createdTime": format!("2026-01-01T10:{}:00Z", who.minute()), "userCreated": format!("u{}", who.user()),
            "authorIp": who.ip(),
        })
    });
    let people = list(
        writers,
        |who| json!({ "id": format!("u{}", who.user()), "email": who.email(), "name": who.name() }),
    );
    format!(
        "{{\"version\": 3, \"pages\": [{{\"id\": \"p1\", \"path\": \"/water/\"}}], \"comments\": [{comments}], \"commenters\": [{people}]}}\n"
    )
    .into_bytes()
}

fn giscus(writers: &[Writer]) -> Vec<u8> {
    let comments = list(writers, |who| {
        json!({
            "id": format!("c{}", who.id()), "author": { "login": who.account(), "url": format!("https://site-van-{}.example/", who.number) },
            "createdAt": format!("2026-01-01T10:{}:00Z", who.minute()), "body": who.body(), "bodyHTML": format!("<p>{}</p>", who.body()), "replies": { "nodes": [] },
        })
    });
    format!(
        "{{\"data\": {{\"repository\": {{\"discussion\": {{\"number\": 1, \"title\": \"water\", \"body\": \"x\", \"comments\": {{\"nodes\": [{comments}]}}}}}}}}}}\n"
    )
    .into_bytes()
}

fn sharepoint(writers: &[Writer]) -> Vec<u8> {
    let comments = list(writers, |who| {
        json!({
            "id": who.id().to_string(), "parentId": "0", "itemId": 4, "listId": "l1", "createdDate": format!("2026-01-01T10:{}:00Z", who.minute()),
            "author": { "email": who.email(), "name": who.name(), "id": who.user(), "jobTitle": format!("Afdeling{}", who.number),
                "loginName": format!("i:0#.f|membership|{}", who.email()) },
            "text": who.body(), "replies": [], "replyCount": 0, "mentions": [],
        })
    });
    format!("{{\"pageUrl\": \"https://oud.example/water/\", \"comments\": {{\"value\": [{comments}]}}}}\n").into_bytes()
}

fn json_lines(writers: &[Writer]) -> Vec<u8> {
    let mut text = String::from("{\"weerklank-comments\": 1, \"system\": \"oud.example\"}\n");
    for who in writers {
        let line = json!({
            "post": "water", "status": "approved", "id": format!("c{}", who.id()), "author": who.name(), "account": who.account(), "email": who.email(),
            "department": format!("Afdeling{}", who.number), "written": format!("2026-01-01T10:{}:00Z", who.minute()), "text": who.body(),
        });
        text.push_str(&format!("{line}\n"));
    }
    text.into_bytes()
}

fn isso(writers: &[Writer]) -> Vec<u8> {
    let comments = list(writers, |who| {
        json!({
            "id": who.id(), "parent": null, "text": format!("<p>{}</p>", who.body()), "author": who.name(), "email": who.email(),
            "website": format!("https://site-van-{}.example/", who.number), "created": 1_767_261_600 + who.number, "mode": 1, "replies": [],
        })
    });
    format!("{{\"uri\": \"/water/\", \"total_replies\": 7, \"replies\": [{comments}]}}\n")
        .into_bytes()
}

/// A file for each comment; the names of the files are Staticman's.
fn staticman(writers: &[Writer]) -> Files {
    let file = |who: &Writer| {
        let is_json = who.number.is_multiple_of(2) && who.number != 10;
        let name = format!("water/entry{}.{}", who.number, if is_json { "json" } else { "yml" });
        let text = if is_json {
            json!({
                "_id": format!("c{}", who.id()), "name": who.name(), "email": who.email(), "message": who.body(), "ip": who.ip(),
                "date": format!("2026-01-01T10:{}:00Z", who.minute()),
            })
            .to_string()
        } else {
            format!(
                "_id: c{}\nname: {}\nemail: {}\nmessage: '{}'\ndate: '2026-01-01T10:{}:00Z'\n",
                who.id(),
                who.name(),
                who.email(),
                who.body(),
                who.minute()
            )
        };
        (&*Box::leak(name.into_boxed_str()), text.into_bytes())
    };
    writers.iter().map(file).collect()
}

fn mailbox(writers: &[Writer]) -> Vec<u8> {
    let mail = |who: &Writer| {
        format!(
            "From {} Thu Jan  1 10:00:00 2026\nReceived: from [{}]\nFrom: {} <{}>\nTo: kennis@huis.example\n\
             Subject: Re: Water [kb:water]\nMessage-ID: <{}@huis.example>\nDate: Thu, 1 Jan 2026 10:{}:00 +0000\nUser-Agent: Agent{}/1.0\n\n{}\n\n",
            who.email(),
            who.ip(),
            who.name(),
            who.email(),
            who.id(),
            who.minute(),
            who.number,
            who.body()
        )
    };
    writers.iter().map(mail).collect::<String>().into_bytes()
}

/// Each message in a file of its own, as a mail program saves it.
fn messages(writers: &[Writer]) -> Files {
    let file = |who: &Writer| {
        let name = format!("{}.eml", who.id());
        let mailbox = mailbox(std::slice::from_ref(who));
        let start = mailbox.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        (&*Box::leak(name.into_boxed_str()), mailbox[start..].trim_ascii_end().to_vec())
    };
    writers.iter().map(file).collect()
}

/// What `LinkedIn` gives each member of their own: others stand in none of it.
fn linkedin(writers: &[Writer]) -> Files {
    let file = |who: &Writer| {
        let name = format!("linkedin-{}.zip", who.id());
        let link = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7130";
        let (minute, body) = (who.minute(), who.body());
        let comments = format!("Date,Link,Message\n2026-01-01 10:{minute}:00,{link},\"{body}\"\n");
        let profile = format!(
            "First Name,Last Name,Maiden Name,Headline,Websites\nZanna{0},van Wijk{0},,Afdeling{0},https://site-van-{0}.example/\n",
            who.number
        );
        let address = format!("Email Address,Confirmed\n{},Yes\n", who.email());
        let files: [(&str, &[u8]); 3] = [
            ("Comments.csv", comments.as_bytes()),
            ("Profile.csv", profile.as_bytes()),
            ("Email Addresses.csv", address.as_bytes()),
        ];
        (&*Box::leak(name.into_boxed_str()), zip(&files))
    };
    let mapping = b"from,to\nlinkedin urn:li:activity:7130,water\n".to_vec();
    writers.iter().map(file).chain([("mapping.csv", mapping)]).collect()
}

/// A page of WordPress as a browser saves it; it knows nothing but names.
fn page(writers: &[Writer]) -> Vec<u8> {
    let item = |who: &Writer| {
        format!(
            "<li id=\"comment-{}\" class=\"comment comment-author-{}\"><article><b class=\"fn\"><a href=\"https://site-van-{}.example/\">{}</a></b>\
             <time datetime=\"2026-01-01T10:{}:00Z\">x</time><div class=\"comment-content\"><p>{}</p></div></article></li>\n",
            who.id(),
            who.account(),
            who.number,
            who.name(),
            who.minute(),
            who.body()
        )
    };
    let items: String = writers.iter().map(item).collect();
    format!(
        "<!DOCTYPE html>\n<html><head><link rel=\"canonical\" href=\"https://oud.example/water/\"></head><body>\n<ol class=\"comment-list\">\n{items}</ol>\n</body></html>\n"
    )
    .into_bytes()
}

pub(crate) type Files = Vec<(&'static str, Vec<u8>)>;
pub(crate) type Make = fn(&[Writer]) -> Files;

/// Every format, and the ways in which it comes packed.
pub(crate) const FORMATS: [(&str, Make); 22] = [
    ("wxr", |writers| vec![("a.xml", wordpress(writers))]),
    ("csv", |writers| vec![("a.csv", table(writers))]),
    ("xlsx", |writers| vec![("a.xlsx", spreadsheet(writers))]),
    ("gzip", |writers| vec![("a.xml.gz", gzip(&wordpress(writers)))]),
    ("zip", |writers| {
        let [one, other] = [wordpress(writers), table(writers)];
        vec![("a.zip", zip(&[("blog/a.xml", &one), ("b.csv", &other)]))]
    }),
    ("xlsx in a zip", |writers| vec![("a.zip", zip(&[("in/a.xlsx", &spreadsheet(writers))]))]),
    ("engage", |writers| Vec::from(engage(writers))),
    ("disqus", |writers| vec![("a.xml", disqus(writers))]),
    ("atom", |writers| vec![("a.atom", atom(writers))]),
    ("remark42", |writers| vec![("a.json", remark42(writers))]),
    ("commento", |writers| vec![("a.json", commento(writers))]),
    ("comentario", |writers| vec![("a.json", comentario(writers))]),
    ("giscus", |writers| vec![("a.json", giscus(writers))]),
    ("sharepoint", |writers| vec![("a.json", sharepoint(writers))]),
    ("jsonl", |writers| vec![("a.jsonl", json_lines(writers))]),
    ("isso", |writers| vec![("a.json", isso(writers))]),
    ("staticman", staticman),
    ("mail", |writers| vec![("a.mbox", mailbox(writers))]),
    ("html", |writers| vec![("a.html", page(writers))]),
    ("eml", messages),
    ("engage in a zip", |writers| {
        let [messages, users] = engage(writers);
        vec![("uit.zip", zip(&[("net/Messages.csv", &messages.1), ("net/Users.csv", &users.1)]))]
    }),
    ("linkedin", linkedin),
];

/// Those of which the bytes may differ and the files in them may not.
const PACKED: [&str; 6] = ["xlsx", "gzip", "zip", "xlsx in a zip", "engage in a zip", "linkedin"];

pub(crate) fn settings() -> Site {
    // The search is looked at by itself: its files take time to search.
    let settings = "title = \"Proef\"\nlanguage = \"nl\"\n[comments]\nold_hosts = [\"oud.example\"]\n\
                    visible = [\"approved\", \"pending\"]\n[search]\nenabled = false\n";
    Site::empty()
        .with("weerklank.toml", settings)
        .with_post("water", "Tekst.")
        .with_post("lucht", "Tekst.")
}

fn site(make: Make, without: &[usize]) -> Site {
    let site = settings();
    for (path, bytes) in make(&writers(without)) {
        site.put(&format!("content/comments/{path}"), &bytes);
    }
    site
}

/// A site for every format.
pub(crate) fn sites() -> impl Iterator<Item = Site> {
    FORMATS.iter().map(|(_, make)| site(*make, &[]))
}

/// The output, but for the name of the site in the list of its files.
pub(crate) fn output(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut files = site.output();
    files.remove(".weerklank-files");
    files
}

/// Every file below the site in which one of these stands, as it is.
pub(crate) fn holding(site: &Site, words: &[String]) -> Vec<String> {
    let has =
        |bytes: &[u8], word: &String| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    let all = files(site.root()).into_iter();
    let found = all.flat_map(|(path, bytes)| {
        let words = words.iter().filter(move |word| has(&bytes, word));
        words.map(move |word| format!("{word} in {path}")).collect::<Vec<_>>()
    });
    found.collect()
}

#[test]
fn afterwards_it_is_as_if_they_had_never_written() {
    assert_gone(&FORMATS[..7]);
}

#[test]
fn nor_in_another_system() {
    assert_gone(&FORMATS[7..19]);
}

#[test]
fn nor_in_a_message_or_an_archive_of_a_system() {
    assert_gone(&FORMATS[19..]);
}

fn assert_gone(formats: &[(&str, Make)]) {
    for (format, make) in formats.iter().copied() {
        let site = site(make, &[]).built();
        let shown = site.build();
        assert!(shown.number("comments/published") >= 7, "{format} {:#}", shown.json);
        let gone = [0, 3, 6];
        for number in gone {
            let who = Writer { number: 10 + number };
            // By address, by name, and by account or address again.
            let by = match number {
                0 => who.known_by(format),
                3 if format != "giscus" => who.name().to_uppercase(),
                6 if format != "giscus" => format!("van Wijk{0}, Zanna{0}", who.number),
                _ => who.account(),
            };
            let report = site.told(&["forget", &by]);
            assert_eq!(
                (report.code, report.warnings()),
                (0, vec![]),
                "{format} {by} {:#}",
                report.json
            );
            assert_eq!(report.json["left"], json!(0), "{format} {:#}", report.json);
            assert_eq!(report.json["placeholders"], json!(0), "{format} {:#}", report.json);
        }
        let never = self::site(make, &gone).built();
        assert_eq!(differences(&output(&site), &output(&never)), [""; 0], "{format}");
        // The cache too: it is made of the same files.
        let cache = |site: &Site| std::fs::read(site.path(".weerklank/cache")).unwrap();
        assert_eq!(cache(&site), cache(&never), "{format}");
        // Text is the same to the byte; packed files hold the same.
        if !PACKED.contains(&format) {
            let mut left = files(&site.path("content"));
            left.remove("comments/forgotten.toml");
            assert_eq!(differences(&left, &files(&never.path("content"))), [""; 0], "{format}");
        }
        for number in gone {
            let canaries = Writer { number: 10 + number }.canaries();
            assert_eq!(holding(&site, &canaries), [""; 0], "{format}");
            if number > 0 || !["wxr", "zip", "mail"].contains(&format) {
                continue;
            }
            for canary in [&canaries[0], &canaries[2], &canaries[6], &canaries[10]] {
                let report = site.told(&["forget", "--verify", canary]);
                assert_eq!((report.code, report.errors()), (0, vec![]), "{format} {canary}");
            }
        }
        let report = site.told(&["forget", "--verify"]);
        assert_eq!((report.code, &report.json["clean"]), (0, &json!(true)), "{format}");
        // Who stays is found, in every format: the search is able to.
        let stays = Writer { number: 11 };
        let report = site.told(&["forget", "--verify", &stays.known_by(format)]);
        assert!(report.code == 1 && !report.errors().is_empty(), "{format} {:#}", report.json);
    }
}

#[test]
fn the_search_forgets_too() {
    let make = FORMATS[0].1;
    let with_search =
        |site: Site| site.with("weerklank.toml", "title = \"Proef\"\nlanguage = \"nl\"\n");
    let site = with_search(site(make, &[])).built();
    site.says(&["forget", &Writer { number: 12 }.account()]);
    let never = with_search(self::site(make, &[2])).built();
    assert_eq!(differences(&output(&site), &output(&never)), [""; 0]);
    assert!(output(&site).keys().any(|path| path.contains("search")));
}

#[test]
fn an_old_export_that_comes_back_brings_nobody_back() {
    let formats = ["wxr", "csv", "zip", "engage", "commento", "mail"];
    for (format, make) in FORMATS.into_iter().filter(|(name, _)| formats.contains(name)) {
        let site = site(make, &[]).built();
        let who = Writer { number: 13 };
        site.says(&["forget", &who.known_by(format)]);
        let before = output(&site);
        for (path, bytes) in make(&writers(&[])) {
            site.put(&format!("content/comments/{path}"), &bytes);
        }
        let report = site.build();
        assert_eq!(report.code, 0, "{format} {:#}", report.json);
        let warned = report.warnings();
        assert!(
            warned.iter().any(|told| told.starts_with("forgotten-returned")),
            "{format} {warned:?}"
        );
        assert!(report.number("comments/held/forgotten") >= 1, "{format}");
        assert_eq!(differences(&before, &output(&site)), [""; 0], "{format}");
        let report = site.told(&["forget", "--verify"]);
        assert_eq!(report.code, 1, "{format}");
        let told = site.says(&["forget", "--again"]);
        assert!(told.contains("Gone: "), "{told}");
        assert_eq!(holding(&site, &who.canaries()), [""; 0], "{format}");
        assert_eq!(site.told(&["forget", "--verify"]).code, 0, "{format}");
        assert_eq!(differences(&before, &output(&site)), [""; 0], "{format}");
        let nothing = site.told(&["forget", "--again"]);
        assert_eq!(nothing.errors(), ["nothing-written -:-"], "{format}");
    }
}

/// A discussion in which Zanna10 wrote 1 and 3, and others answer her.
const TALK: &str = "Id;Naam;E-mail;Bericht;Reactie;Antwoord op;Datum\n\
    1;Zanna10 van Wijk10;zw10.wijk@oud10.example;water;Het peil moet in mei zeker tien centimeter omlaag;;1-1-2026 10:00\n\
    2;Els;els@oud.example;water;\"Zanna10, je schreef \"\"het peil moet in mei zeker\"\" en dat klopt, @Zanna10\";1;1-1-2026 11:00\n\
    3;Zanna10 van Wijk10;zw10.wijk@oud10.example;water;Dank je;2;1-1-2026 12:00\n\
    4;Piet;piet@oud.example;water;Vraag het aan Zanna10 van Wijk10;;1-1-2026 13:00\n";

fn talk() -> Site {
    settings().with("content/comments/a.csv", TALK)
}

#[test]
fn answers_keep_their_place_under_one_that_says_nothing() {
    let site = talk().built();
    let dry = site.told(&["forget", "zw10.wijk@oud10.example", "--dry-run"]);
    assert_eq!(dry.code, 0, "{:#}", dry.json);
    for (what, number) in [("erased", 1), ("placeholders", 1), ("decisions", 0)] {
        assert_eq!(dry.json[what], json!(number), "{what} in {:#}", dry.json);
    }
    let kinds: Vec<String> = dry.json["mentions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|found| format!("{} {}", found["line"], found["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds, ["3 first-name", "3 quote", "3 mention", "5 name"]);
    assert_eq!(std::fs::read_to_string(site.path("content/comments/a.csv")).unwrap(), TALK);
    assert!(!site.path(LIST).exists());
    let report = site.told(&["forget", "zw10.wijk@oud10.example"]);
    assert_eq!(report.code, 3, "{:#}", report.json);
    // What others wrote is for a human, and is told with its place.
    assert!(
        report.warnings().contains(&"trace-found content/comments/a.csv:3".to_owned()),
        "{:#}",
        report.json
    );
    let text = std::fs::read_to_string(site.path("content/comments/a.csv")).unwrap();
    let lines: Vec<&str> = TALK.lines().collect();
    let expected = [lines[0], "1;;;water;;;1-1-2026 10:00", lines[2], lines[4], ""].join("\n");
    assert_eq!(text, expected);
    let page = site.page("2026/water.html");
    assert!(page.contains("Deze reactie is niet meer te lezen.") && page.contains("Els"), "{page}");
    // The same as when somebody without a name had said nothing there.
    let empty = settings().with("content/comments/a.csv", &expected).built();
    assert_eq!(differences(&output(&site), &output(&empty)), [""; 0]);
}

#[test]
fn the_words_of_others_are_shown_beside_the_proof_and_not_in_it() {
    let site = talk().built();
    let passage = "Vraag het aan Zanna10 van Wijk10";
    for arguments in [&["--dry-run"][..], &[]] {
        let report = |arguments: &[&str]| {
            site.told(&[&["forget", "zw10.wijk@oud10.example"], arguments].concat())
        };
        if !arguments.is_empty() {
            let dry = report(arguments);
            let passages = dry.json["passages"].as_array().unwrap();
            assert_eq!(passages.len(), 4, "{:#}", dry.json);
            assert_eq!(passages[3]["passage"], json!(passage));
            assert!(!dry.json["mentions"].to_string().contains("Zanna10"));
        }
        let output = site.call(&[&["forget", "zw10.wijk@oud10.example"], arguments].concat());
        let [proof, told] = [output.stdout, output.stderr].map(|b| String::from_utf8(b).unwrap());
        // The line is that of the file as it stands there then.
        let place = if arguments.is_empty() { "a.csv:4" } else { "a.csv:5" };
        assert!(told.contains(passage) && told.contains(place), "{told}");
        assert!(proof.contains(place) && !proof.contains("Zanna10"), "{proof}");
    }
    // What is replaced is nothing to decide about any more.
    let site = talk().built();
    let report = site.told(&["forget", "zw10.wijk@oud10.example", "--redact-quotes"]);
    let passages = report.json["passages"].as_array().unwrap();
    assert_eq!(passages.len(), 1, "{:#}", report.json);
    assert!(passages[0]["passage"].as_str().unwrap().starts_with("Zanna10, je schreef"));
}

#[test]
fn names_and_quotes_go_from_the_words_of_others_when_asked() {
    let site = talk()
        .with("content/pages/over.md", "---\ntitle: Over\n---\nMet dank aan Zanna10 van Wijk10.\n")
        .built();
    let report = site.told(&["forget", "Zanna10 van Wijk10", "--redact-quotes"]);
    assert_eq!(report.code, 3, "{:#}", report.json);
    let text = std::fs::read_to_string(site.path("content/comments/a.csv")).unwrap();
    assert!(text.contains("Vraag het aan [...];"), "{text}");
    assert!(text.contains("je schreef \"\"[...]\"\" en dat klopt, [...]\";1;"), "{text}");
    // What experts wrote is never changed, only told: in the page, and in what is built of it.
    let left: Vec<String> =
        report.warnings().into_iter().filter(|told| told.contains("content/")).collect();
    assert_eq!(left, ["trace-found content/pages/over.md:4"]);
    assert!(site.page("over.html").contains("Zanna10 van Wijk10"));
}

/// Somebody who quotes others, and is quoted.
const QUOTING: &str = r#"{"weerklank-comments":1,"system":"oud.example","made":"2026-11-23T14:05:00+01:00"}
{"post":"water","id":1,"author":"Anna Bakker","email":"a@a.example","written":"2024-01-01T10:00:00Z","text":"Het peil stond vorig jaar veel te hoog voor de tijd.","status":"approved"}
{"post":"water","id":2,"parent":1,"author":"Zanna10 van Wijk10","email":"zw10.wijk@oud10.example","written":"2024-01-02T10:00:00Z","text":"> Het peil stond vorig jaar veel te hoog voor de tijd.\n\nOneens. Ook de sluis bij Muiden stond toen open.","markup":"markdown","status":"approved"}
{"post":"lucht","id":3,"author":"Kees","email":"k@a.example","written":"2023-01-02T10:00:00Z","text":"Ook de sluis bij Muiden was al eerder open.","status":"approved"}
{"post":"water","id":4,"parent":2,"author":"Piet","email":"p@a.example","written":"2024-01-03T10:00:00Z","text":"U schrijft dat de sluis bij Muiden stond toen open, ook de sluis bij Muiden dus.","status":"approved"}
{"post":"water","id":5,"author":"Els","email":"e@a.example","text":"Nee, de sluis bij Muiden stond toen dicht.","status":"approved"}
"#;

#[test]
fn what_others_wrote_first_is_no_quote() {
    let file = "content/comments/a.jsonl";
    let site = settings().with(file, QUOTING).built();
    let report = site.told(&["forget", "Zanna10 van Wijk10", "--redact-quotes"]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    let text = std::fs::read_to_string(site.path(file)).unwrap();
    let lines: Vec<&str> = QUOTING.lines().collect();
    let left: Vec<&str> = text.lines().collect();
    assert_eq!([left[1], left[3], left[5]], [lines[1], lines[3], lines[5]], "{text}");
    // Words that somebody wrote before too, or nobody knows when, are only listed.
    assert!(
        left[4].contains("\"U schrijft dat de sluis [...], ook de sluis bij Muiden dus.\""),
        "{text}"
    );
    let found = report.json["mentions"].as_array().unwrap().iter();
    let found: Vec<String> =
        found.map(|one| format!("{} {}", one["line"], one["kind"].as_str().unwrap())).collect();
    assert_eq!(found, ["5 same-words", "5 quote", "5 same-words", "6 same-words"]);
}

#[test]
fn words_of_theirs_in_posts_are_listed() {
    let table = "Id;Naam;E-mail;Bericht;Reactie;Datum\n\
        1;Zanna10 van Wijk10;zw10.wijk@oud10.example;water;Tweede zin groenkikkertoren, zonder antwoord erop <b>vet</b>.;1-1-2026 10:00\n";
    let site = settings()
        .with("content/comments/a.csv", table)
        .with_post(
            "dijk",
            "Eerst dit.\n\nEn ook: Tweede zin groenkikkertoren, zonder antwoord erop vet.\n",
        )
        .with("content/pages/over.md", "---\ntitle: Over\n---\nDank, @zw10.wijk!\n")
        .built();
    let before = std::fs::read(site.path("content/posts/dijk.md")).unwrap();
    let line = String::from_utf8_lossy(&before)
        .lines()
        .position(|line| line.starts_with("En ook"))
        .unwrap()
        + 1;
    let output = site.call(&["forget", "zw10.wijk@oud10.example", "--redact-quotes", "--dry-run"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("En ook: Tweede zin groenkikkertoren"), "{told}");
    let report = site.told(&["forget", "zw10.wijk@oud10.example", "--redact-quotes"]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    let found = report.json["mentions"].as_array().unwrap().iter();
    let found: Vec<String> = found
        .map(|one| {
            format!(
                "{}:{} {} {}",
                one["file"].as_str().unwrap(),
                one["line"],
                one["kind"].as_str().unwrap(),
                one["key"]
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            format!("content/posts/dijk.md:{line} same-words null"),
            "content/pages/over.md:4 mention null".to_owned()
        ]
    );
    assert_eq!(report.json["passages"].as_array().unwrap().len(), 2);
    assert_eq!(std::fs::read(site.path("content/posts/dijk.md")).unwrap(), before);
}

#[test]
fn a_copy_of_a_database_is_no_hiding_place() {
    let who = Writer { number: 10 };
    let row = format!("vet.{}{}https://x.example/", who.name(), who.email());
    let copy = [b"SQLite format 3\0\x10\0\x01\x01\0@  ".as_slice(), row.as_bytes()].concat();
    let log = [b"\x37\x7f\x06\x82\0\x2d\xe2\x18".as_slice(), row.as_bytes()].concat();
    let site = site(FORMATS[1].1, &[]).built();
    site.put("backup/comments.db", &copy);
    site.put("content/comments.db-wal", &log);
    site.put("backup/kaal.txt", format!("x{}y", who.email()).as_bytes());
    let report = site.told(&["forget", &who.email()]);
    assert_eq!(report.code, 3, "{:#}", report.json);
    let places = ["backup/comments.db", "backup/kaal.txt", "content/comments.db-wal"];
    for place in places {
        let told = report.warnings();
        assert!(told.iter().any(|told| told.contains(place)), "{place} in {told:?}");
    }
    let verified = site.told(&["forget", "--verify"]);
    let told = verified.errors();
    assert_eq!(verified.code, 1);
    // By hashes an address is found in what is no text.
    assert!(told.iter().any(|told| told.contains(places[0])), "{told:?}");
    assert!(told.iter().any(|told| told.contains(places[2])), "{told:?}");
}

#[test]
fn accounts_are_looked_for_by_their_hashes_and_what_is_not_looked_for_is_told() {
    let blog = String::from_utf8(wordpress(&writers(&[]))).unwrap();
    let who = Writer { number: 10 };
    let page = format!("---\ntitle: Over\n---\nDank aan @{}.\n", who.account());
    let table = format!("Naam;Bericht;Reactie\n{};water;Los verhaal\n", who.name());
    let site = settings()
        .with("content/comments/a.xml", &blog)
        .with("content/comments/r.csv", &table)
        .with("content/pages/over.md", &page)
        .built();
    let report = site.told(&["forget", &who.email()]);
    assert_eq!(report.code, 3, "{:#}", report.json);
    // Somebody of the same name, who may be another: the keys say how they are forgotten too.
    let all = report.json["warnings"].as_array().unwrap();
    let left = all.iter().find(|told| told["code"] == "namesake-left").expect("told");
    assert_eq!(left["file"], json!("content/comments/r.csv"));
    let listed = site.told(&["comments", "--source", "r.csv"]);
    let key = listed.json["comments"][0]["key"].as_str().unwrap();
    assert!(left["message"].as_str().unwrap().contains(&format!("`{key}`")), "{left:#}");
    let verified = site.told(&["forget", "--verify"]);
    let told = verified.errors();
    assert_eq!(verified.code, 1, "{:#}", verified.json);
    assert!(told.contains(&"trace-found content/pages/over.md:4".to_owned()), "{told:?}");
    let sought = json!(["quotes", "first-names", "names", "accounts-elsewhere"]);
    assert_eq!(verified.json["not_sought"], sought);
    assert_eq!(site.told(&["forget", key]).code, 0);
    assert!(
        !site.path("content/comments/r.csv").exists()
            || !holding(&site, &[who.name()]).iter().any(|at| at.contains("r.csv"))
    );
}

const VERSIONS: &str = "id,message_id,body,sender_id,created_at\n\
    1,7010,\"Oude versie, paarsbloemolifant\",90010,2026-01-01\n\
    2,7011,Van een ander,90011,2026-01-01\n\
    3,9999,Weggehaald paarsbloemolifant,90010,2026-01-01\n";

#[test]
fn what_messages_said_before_goes_too() {
    let own = engage(&writers(&[]));
    let [(messages, first), (users, second)] = &own;
    let packed = zip(&[
        (messages, first),
        (users, second),
        ("uit/MessageVersions.csv", VERSIONS.as_bytes()),
    ]);
    let site = settings();
    site.put("content/comments/a.zip", &packed);
    let unpacked = settings();
    for (path, bytes) in [(*messages, first), (*users, second)] {
        unpacked.put(&format!("content/comments/{path}"), bytes);
    }
    unpacked.put("content/comments/uit/MessageVersions.csv", VERSIONS.as_bytes());
    let who = Writer { number: 10 };
    for site in [site.built(), unpacked.built()] {
        let report = site.told(&["forget", &who.email()]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
        let found = site.told(&["forget", "--verify", "paarsbloemolifant"]);
        assert_eq!(found.errors(), [""; 0]);
        let kept = site.told(&["forget", "--verify", "Van een ander"]);
        assert_eq!(kept.code, 1);
    }
}

#[test]
fn what_is_too_large_to_rewrite_is_refused_with_what_to_do() {
    const FILE: &str = "content/comments/uit/MessageVersions.csv";
    let site = settings();
    for (path, bytes) in engage(&writers(&[])) {
        site.put(&format!("content/comments/{path}"), &bytes);
    }
    site.put(FILE, VERSIONS.as_bytes());
    // Nothing of it takes any place on the disk.
    let file = std::fs::OpenOptions::new().write(true).open(site.path(FILE)).unwrap();
    file.set_len((2 << 30) + 1).unwrap();
    let report = site.told(&["forget", &Writer { number: 10 }.email()]);
    assert_eq!(report.errors(), [format!("erase-too-large {FILE}:-")], "{:#}", report.json);
    let told = &report.json["errors"][0];
    assert!(told["message"].as_str().unwrap().contains("2 GB"), "{told}");
    assert!(told["help"].as_str().unwrap().contains("divide the export"), "{told}");
}

#[test]
fn what_a_system_gave_somebody_of_themselves_goes_whole() {
    let files: [(&str, &[u8]); 4] = [
        ("Comments.csv", b"Date,Link,Message\n2024-03-05 13:04:05,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7130/,Hoi daar\n"),
        ("Profile.csv", b"First Name,Last Name,Maiden Name,Address,Headline\nZanna,van Wijk,,,\n"),
        ("Email Addresses.csv", b"Email Address,Confirmed\nzw@oud.example,Yes\n"),
        ("messages.csv", b"CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT\n1,Zanna van Wijk,Els,x,x,Geheim\n"),
    ];
    let site = settings();
    site.put("content/comments/Basic.zip", &zip(&files));
    let site = site.built();
    let report = site.told(&["forget", "Zanna van Wijk"]);
    assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    assert!(!site.path("content/comments/Basic.zip").exists());
    // An export of others that somebody put with it stays, and is read.
    let blog = wordpress(&writers(&[]));
    let site = settings();
    site.put(
        "content/comments/Basic.zip",
        &zip(&[files[0], files[1], ("blog.xml", blog.as_slice())]),
    );
    let site = site.built();
    let read = |site: &Site| site.told(&["comments"]).json["counts"]["read"].as_u64().unwrap();
    let before = read(&site);
    assert!(before > 1, "the test is of no use");
    let report = site.told(&["forget", "Zanna van Wijk", "--all"]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert!(site.path("content/comments/Basic.zip").exists());
    assert!(read(&site) > 0);
}

#[test]
fn whoever_put_a_page_goes_with_the_address_of_their_computer() {
    let who = Writer { number: 10 };
    let text = String::from_utf8(disqus(&writers(&[]))).unwrap();
    let author = format!(
        "<author><email>{}</email><name>{}</name></author><ipAddress>203.0.113.77</ipAddress></thread>",
        who.email(),
        who.name()
    );
    let text = text.replacen("</thread>", &author, 1);
    assert!(text.contains("203.0.113.77"));
    let site = settings().with("content/comments/a.xml", &text).built();
    assert_eq!(site.told(&["forget", &Writer { number: 11 }.email()]).code, 0);
    let left = std::fs::read_to_string(site.path("content/comments/a.xml")).unwrap();
    assert!(left.contains("203.0.113.77"), "{left}");
    assert_eq!(site.told(&["forget", &who.email()]).code, 0);
    assert_eq!(holding(&site, &["203.0.113.77".to_owned()]), [""; 0]);
}

#[test]
fn an_ip_address_that_nobody_else_has_is_looked_for_elsewhere() {
    let (who, other) = (Writer { number: 10 }, Writer { number: 11 });
    let blog = String::from_utf8(wordpress(&writers(&[]))).unwrap();
    let blog = blog.replacen(&other.ip(), "203.0.113.77", 1);
    let log = |ip: &str| format!("GET / van {ip} om 10:00\n");
    let shared = "Naam;Bericht;IP;Reactie\nEls;water;203.0.113.77;Los verhaal\n";
    let site = settings()
        .with("content/comments/a.xml", &blog)
        .with("content/comments/r.csv", shared)
        .with("static/log.txt", &log(&who.ip()))
        .with("static/ander.txt", &log("203.0.113.77"))
        .built();
    let told = |who: &Writer, code: i32| {
        let report = site.told(&["forget", &who.email()]);
        assert_eq!(report.code, code, "{:#}", report.json);
        report.warnings()
    };
    let first = told(&who, 3);
    assert!(first.contains(&"trace-found static/log.txt:1".to_owned()), "{first:?}");
    let told = told(&other, 0);
    assert!(!told.iter().any(|told| told.contains("ander.txt")), "{told:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_proof_that_cannot_be_written_is_not_lost() {
    for arguments in [&[][..], &["--json"]] {
        let site = talk().built();
        let root = site.root().to_str().unwrap();
        let mut command = weerklank(&["forget", "zw10.wijk@oud10.example", "--root", root]);
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = command.args(arguments).stdout(full).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        let proof = if arguments.is_empty() { "Forgotten on 2026" } else { "\"erased\":1" };
        assert!(told.contains(proof) && told.contains("stdout"), "{told}");
    }
}

/// A workbook as Excel makes it: addresses are links, a hidden sheet has the rows again, and there are notes beside cells.
fn with_links(writers: &[Writer]) -> Vec<u8> {
    let cell = |place: &str, text: &str| {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let head: String = [("A1", "Naam"), ("B1", "E-mail"), ("C1", "Bericht"), ("D1", "Reactie")]
        .map(|(place, text)| cell(place, text))
        .concat();
    let (mut rows, mut links, mut targets) = (String::new(), String::new(), String::new());
    let (mut copies, mut people, mut authors, mut notes, mut threads) =
        (String::new(), String::new(), String::new(), String::new(), String::new());
    // A row keeps its number, whoever is gone.
    for (at, who) in writers.iter().enumerate() {
        let row = who.number - 8;
        let [a, b, c, d] = ["A", "B", "C", "D"].map(|column| format!("{column}{row}"));
        let cells = [
            cell(&a, &who.name()),
            cell(&b, &who.email()),
            cell(&c, "water"),
            cell(&d, &who.body()),
        ];
        rows.push_str(&format!("<row r=\"{row}\">{}</row>", cells.concat()));
        copies.push_str(&format!(
            "<row r=\"{row}\">{}{}</row>",
            cell(&a, &who.name()),
            cell(&d, &who.body())
        ));
        let (id, email, name) = (who.number, who.email(), who.name());
        links.push_str(&format!("<hyperlink ref=\"{b}\" r:id=\"rId{id}\" display=\"{email}\"/>"));
        targets.push_str(&format!("<Relationship Id=\"rId{id}\" Type=\"{office}/hyperlink\" Target=\"mailto:{email}\" TargetMode=\"External\"/>"));
        people.push_str(&format!("<person displayName=\"{name}\" id=\"{{{id}}}\" userId=\"S::{email}::7\" providerId=\"AD\"/>"));
        threads.push_str(&format!("<threadedComment ref=\"{d}\" personId=\"{{{id}}}\" id=\"{{9{id}}}\"><text>{}</text></threadedComment>", who.body()));
        authors.push_str(&format!("<author>{name}</author><author>tc={{9{id}}}</author>"));
        for author in [2 * at, 2 * at + 1] {
            notes.push_str(&format!("<comment ref=\"{d}\" authorId=\"{author}\"><text><r><t>{}</t></r></text></comment>", who.body()));
        }
    }
    let list =
        if links.is_empty() { String::new() } else { format!("<hyperlinks>{links}</hyperlinks>") };
    let sheet = format!(
        "<worksheet xmlns=\"{main}\" xmlns:r=\"{office}\"><sheetData><row r=\"1\">{head}</row>{rows}</sheetData>{list}</worksheet>"
    );
    let files = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", format!("<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"b\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{relations}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>")),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/sheet2.xml", format!("<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{}</row>{copies}</sheetData></worksheet>", cell("A1", "Kopie"))),
        ("xl/worksheets/_rels/sheet1.xml.rels", format!("<Relationships xmlns=\"{relations}\">{targets}</Relationships>")),
        ("xl/persons/person.xml", format!("<personList xmlns=\"x\">{people}</personList>")),
        ("xl/threadedComments/threadedComment1.xml", format!("<ThreadedComments xmlns=\"x\">{threads}</ThreadedComments>")),
        ("xl/comments1.xml", format!("<comments xmlns=\"{main}\"><authors>{authors}</authors><commentList>{notes}</commentList></comments>")),
    ];
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zip(&files)
}

#[test]
fn links_copies_and_notes_in_a_workbook_go_with_its_rows() {
    let parts = |site: &Site| -> BTreeMap<String, Vec<u8>> {
        let bytes = std::fs::read(site.path("content/comments/a.xlsx")).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let read = |index: usize| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            std::io::copy(&mut file, &mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        };
        (0..10).map(read).collect()
    };
    let of = |without: &[usize]| {
        let site = settings();
        site.put("content/comments/a.xlsx", &with_links(&writers(without)));
        site.built()
    };
    let site = of(&[]);
    for number in [0, 3] {
        let report = site.told(&["forget", &Writer { number: 10 + number }.email()]);
        assert_eq!((report.code, report.warnings()), (0, vec![]), "{:#}", report.json);
    }
    let never = of(&[0, 3]);
    // The lists of notes keep the places of those in them; all else is as if they had never been there.
    let left = differences(&parts(&site), &parts(&never));
    let notes =
        ["xl/comments1.xml", "xl/persons/person.xml", "xl/threadedComments/threadedComment1.xml"];
    assert_eq!(left, notes);
    assert_eq!(differences(&output(&site), &output(&never)), [""; 0]);
    let stays = String::from_utf8(parts(&site)["xl/comments1.xml"].clone()).unwrap();
    assert!(stays.contains(&Writer { number: 11 }.body()), "{stays}");
    // Of the last one no list of links is left.
    for number in [1, 2, 4, 5] {
        site.says(&["forget", &Writer { number: 10 + number }.email()]);
    }
    let sheet = &parts(&site)["xl/worksheets/sheet1.xml"];
    assert!(String::from_utf8_lossy(sheet).contains("<hyperlinks><hyperlink"));
    site.says(&["forget", &Writer { number: 16 }.email()]);
    let found = site.told(&["forget", "--verify", "Zanna16 van Wijk16"]);
    assert_eq!(found.errors(), [""; 0]);
}

#[test]
fn a_file_that_is_called_after_somebody_gets_another_name() {
    let name = "Re Reactie - Zanna10 van Wijk10 <zw10.wijk@oud10.example> - 2024";
    let first = "From: Zanna10 van Wijk10 <zw10.wijk@oud10.example>\nDate: Tue, 6 Jan 2026 10:00:00 +0000\n\
        Message-ID: <een@oud.example>\nSubject: Re: [kb:water]\n\nWat een mooi peil is dat.\n";
    let answer = "From: Els <els@oud.example>\nDate: Tue, 6 Jan 2026 11:00:00 +0000\nMessage-ID: <twee@oud.example>\n\
        In-Reply-To: <een@oud.example>\nSubject: Re: [kb:water]\n\nDat vind ik ook, @Zanna10.\n";
    let alone = first.replace("een@", "drie@").replace("[kb:water]", "[kb:lucht]");
    let site = settings()
        .with(&format!("content/comments/{name}.eml"), first)
        .with(&format!("content/comments/{name} (2).eml"), &alone)
        .with("content/comments/els.eml", answer)
        .built();
    assert!(site.page("2026/water.html").contains("Wat een mooi peil"));
    let dry = site.says(&["forget", "zw10.wijk@oud10.example", "--dry-run"]);
    assert!(!dry.contains("Zanna10"), "{dry}");
    let proof = site.says(&["forget", "zw10.wijk@oud10.example"]);
    assert!(!proof.contains("Zanna10") && !proof.contains("zw10"), "{proof}");
    let left: Vec<String> = files(&site.path("content/comments")).into_keys().collect();
    let [els, list, new] = left.as_slice() else { panic!("{left:?}") };
    assert_eq!([els.as_str(), list], ["els.eml", "forgotten.toml"]);
    assert!(new.starts_with("reacties-") && new.ends_with(".eml"), "{new}");
    assert!(proof.contains(new.as_str()), "{proof}");
    let page = site.page("2026/water.html");
    assert!(page.contains("Dat vind ik ook") && page.contains("niet meer te lezen"), "{page}");
    assert_eq!(site.build().code, 0);
    // The same as when the file had always had this name, and nothing in it.
    let again = Site::copy_from(&site).built();
    assert_eq!(differences(&output(&site), &output(&again)), [""; 0]);
}

#[test]
fn what_waits_or_is_newer_in_a_file_called_after_somebody_stays_so() {
    let form = "Naam;E-mail;Bericht;Reactie\nZanna10 van Wijk10;z@oud.example;water;Mijn tekst\n\
        Els;;water;Wacht nog\n";
    let numbered = |text: &str| {
        format!(
            "Id;Naam;E-mail;Bericht;Reactie\n5;Anna;;lucht;{text}\n6;Zanna10 van Wijk10;z@oud.example;lucht;Weg\n"
        )
    };
    let form_name = "content/comments/Zanna10 van Wijk10 formulier.csv";
    let site = settings()
        .with(form_name, form)
        .with("content/comments/Export Zanna10 van Wijk10.csv", &numbered("oud"))
        .with("content/comments/export 2.csv", &numbered("nieuw"));
    let text = format!(
        "title = \"Proef\"\nlanguage = \"nl\"\n[comments]\npending = [\"{form_name}\"]\n[search]\nenabled = false\n"
    );
    let site = site.with("weerklank.toml", &text).built();
    let says_new = |site: &Site| site.page("2026/lucht.html").contains("nieuw");
    assert!(!site.page("2026/water.html").contains("Wacht nog"));
    assert!(says_new(&site), "{}", site.page("2026/lucht.html"));
    assert_eq!(site.told(&["forget", "Zanna10 van Wijk10"]).code, 3);
    assert!(says_new(&site), "the newer export has the last word still");
    assert!(!site.page("2026/water.html").contains("Wacht nog"), "nobody approved it");
    assert_eq!(site.build().code, 0);
}

#[test]
fn a_row_that_names_whom_it_answers_gets_a_number_instead() {
    let table = "Id;Naam;Bericht;Reactie;Antwoord op\n\
        a1;Zanna10 van Wijk10;water;Eerst;\na2;Els;water;Dan;Zanna10 van Wijk10\na3;Piet;water;Los;\n";
    let site = settings().with("content/comments/a.csv", table).built();
    site.says(&["forget", "zanna10 van wijk10"]);
    let text = std::fs::read_to_string(site.path("content/comments/a.csv")).unwrap_or_default();
    assert_eq!(
        text,
        "Id;Naam;Bericht;Reactie;Antwoord op\na1;;water;;\na2;Els;water;Dan;\"a1\"\na3;Piet;water;Los;\n"
    );
    assert_eq!(holding(&site, &["Zanna10".to_owned()]), [""; 0]);
}

#[test]
fn nobody_is_forgotten_in_the_place_of_another() {
    let rows = "Naam;E-mail;Bericht;Reactie\nJan Bos;jan@oud.example;water;een\n\
        Jan Bos;bos@oud.example;water;twee\nJan Bos;;water;drie\n";
    let site = settings().with("content/comments/a.csv", rows).built();
    let before = files(site.root());
    for (name, code) in [("Jan Bos", "several-writers"), ("Jan Vos", "unknown-writer")] {
        let report = site.told(&["forget", name]);
        assert_eq!((report.code, report.errors()), (1, vec![format!("{code} -:-")]));
        if code == "several-writers" {
            let told = report.json["errors"][0]["message"].as_str().unwrap();
            assert_eq!(told.matches("(1 comment in a.csv): ").count(), 3, "{told}");
            // Each can be named: two by their addresses, and one by the key of the comment.
            assert!(told.contains("bos@oud.example") && told.contains("jan@oud.example"), "{told}");
            let key = told.split("): key ").nth(1).and_then(|rest| rest.split('`').next());
            let report = site.told(&["forget", key.unwrap(), "--dry-run"]);
            assert_eq!((report.code, &report.json["people"]), (0, &json!(1)), "{:#}", report.json);
        }
    }
    assert_eq!(differences(&before, &files(site.root())), [""; 0]);
    let site = site.built();
    assert_eq!(site.told(&["forget", "bos@oud.example"]).code, 3);
    let text = std::fs::read_to_string(site.path("content/comments/a.csv")).unwrap();
    assert_eq!(text, rows.replace("Jan Bos;bos@oud.example;water;twee\n", ""));
    // One without an address is not known to be the one that was forgotten.
    assert_eq!(site.build().json["comments"]["held"]["forgotten"], json!(null));
    let usage = site.call(&["forget"]);
    assert_eq!(usage.status.code(), Some(2));
}

#[test]
fn a_name_alone_forgets_no_namesake() {
    let known = "Naam;E-mail;Bericht;Reactie\nJan Bos;bos@oud.example;water;een\n";
    let bare = "Id;Naam;Bericht;Reactie\n21;Jan Bos;water;twee\n22;Jan Bos;water;drie\n";
    let other = "Id;Naam;Bericht;Reactie\n31;Jan Bos;lucht;vier\n";
    let site = settings()
        .with("content/comments/a.csv", known)
        .with("content/comments/b.csv", bare)
        .with("content/comments/c.csv", other)
        .built();
    let read = |path: &str| {
        std::fs::read_to_string(site.path(&format!("content/comments/{path}"))).unwrap_or_default()
    };
    // Three who may be meant: one by an address, and one in each of the other files.
    assert_eq!(site.told(&["forget", "Jan Bos"]).errors(), ["several-writers -:-"]);
    let report = site.told(&["forget", "bos@oud.example"]);
    // That there is another of the name is for a human to judge.
    assert_eq!(report.code, 3, "{:#}", report.json);
    assert_eq!(site.told(&["forget", "--again"]).errors(), ["nothing-written -:-"]);
    assert_eq!((read("b.csv").as_str(), read("c.csv").as_str()), (bare, other));
    let listed = site.told(&["comments"]);
    let all = listed.json["comments"].as_array().unwrap();
    let key = all.iter().find(|one| one["text"] == "twee").unwrap()["key"].as_str().unwrap();
    let report = site.told(&["forget", key]);
    assert_eq!(report.code, 3, "{:#}", report.json);
    assert_eq!(read("b.csv"), bare.replace("21;Jan Bos;water;twee\n", ""));
    assert_eq!(read("c.csv"), other);
    assert_eq!(site.build().json["comments"]["held"]["forgotten"], json!(null));
    site.put("content/comments/b.csv", bare.as_bytes());
    assert_eq!(site.build().number("comments/held/forgotten"), 1);
}

#[test]
fn of_many_namesakes_every_key_can_be_found() {
    let known = "Naam;E-mail;Bericht;Reactie\nJan Bos;bos@oud.example;water;een\n";
    let row = |id: usize| format!("{id};Jan Bos;water;los verhaal {id}\n");
    let bare: String = (21..28).map(row).collect();
    let site = settings()
        .with("content/comments/a.csv", known)
        .with("content/comments/b.csv", &format!("Id;Naam;Bericht;Reactie\n{bare}"))
        .built();
    let report = site.told(&["forget", "bos@oud.example"]);
    let all = report.json["warnings"].as_array().unwrap();
    let left = all.iter().find(|told| told["code"] == "namesake-left").expect("told");
    assert!(left["message"].as_str().unwrap().ends_with(" and 2 more"), "{left:#}");
    let help = left["help"].as_str().unwrap();
    assert!(help.contains("`weerklank comments export --person NAME --all`"), "{left:#}");
    let given = site.told(&["comments", "export", "--person", "Jan Bos", "--all"]).json;
    let keys: Vec<&str> = given["comments"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["key"].as_str())
        .collect();
    assert_eq!(keys.len(), 7);
    let report = site.told(&[&["forget"], keys.as_slice()].concat());
    assert_eq!(report.code, 0, "{:#}", report.json);
    let left = std::fs::read_to_string(site.path("content/comments/b.csv")).unwrap_or_default();
    assert!(!left.contains("Jan Bos"), "{left}");
}

#[test]
fn quotes_go_together_with_the_erasure_or_not_at_all() {
    let site = talk().built();
    let told = site.call(&["forget", "zw10.wijk@oud10.example"]);
    assert_eq!(told.status.code(), Some(3));
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains("only together with the erasure"), "{told}");
    let report = site.told(&["forget", "zw10.wijk@oud10.example", "--redact-quotes"]);
    assert_eq!(report.errors(), ["unknown-writer -:-", "quotes-too-late -:-"]);
    let report = site.told(&["forget", "piet@oud.exampl"]);
    assert_eq!(report.errors(), ["unknown-writer -:-"]);
    assert!(!report.json.to_string().contains("piet@oud.example\""), "{:#}", report.json);
    assert!(!report.json["errors"][0].to_string().contains("`piet@oud.example`"));
}

#[test]
fn who_began_a_conversation_of_viva_engage_goes_and_the_answers_stay() {
    let table = "id,thread_id,replied_to_id,in_private_group,in_private_conversation,sender_id,sender_name,sender_email,created_at,body,attachments\r\n\
        1,1,,false,false,11,Zanna van Wijk,zw@oud.example,2024-05-14T09:26:02Z,Lees https://oud.example/water/ van mij,\r\n\
        2,1,1,false,false,12,Els,els@oud.example,2024-05-14T10:00:00Z,Goed stuk,\r\n";
    let site = settings().with("content/comments/Messages.csv", table).built();
    assert!(site.page("2026/water.html").contains("Goed stuk"));
    let report = site.told(&["forget", "zw@oud.example"]);
    assert_eq!(report.code, 0, "{:#}", report.json);
    assert!(site.page("2026/water.html").contains("Goed stuk"));
    assert_eq!(holding(&site, &["Zanna".to_owned(), "van mij".to_owned()]), [""; 0]);
}

#[test]
fn decisions_about_what_is_gone_go_too() {
    let file = "content/comments/moderation.toml";
    let site = site(FORMATS[0].1, &[]).with(
        file,
        "# van ons\nhide = [\"7010\", \"7011\"]\npin = [\n  \"7010\", # mooi gezegd van Zanna10\n]\n\n\
         [[redact]]\ncomment = \"7010\"\npassage = \"06-12340010\"\n",
    );
    let site = site.built();
    let report = site.told(&["forget", "7010"]);
    assert_eq!((report.code, &report.json["decisions"]), (0, &json!(3)), "{:#}", report.json);
    let text = std::fs::read_to_string(site.path(file)).unwrap();
    assert_eq!(text, "# van ons\nhide = [\"7011\"]\npin = [\n]\n");
    assert_eq!(site.build().code, 0);
    assert_eq!(holding(&site, &Writer { number: 10 }.canaries()), [""; 0]);
}

#[test]
fn what_was_interrupted_is_finished_by_the_next_command() {
    let site = site(FORMATS[1].1, &[]).built();
    // The output cannot be made while a post is broken.
    site.put("content/posts/kapot.md", b"---\ntitle: Kapot\ndate: gisteren\n---\nTekst.\n");
    let who = Writer { number: 12 };
    let output = site.call(&["--lang", "en", "forget", &who.email()]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("the erasure has begun"), "{told}");
    assert!(!told.contains("was not changed") && !told.contains("ended with code 3"), "{told}");
    assert!(!holding(&site, &who.canaries()).is_empty());
    let report = site.told(&["comments"]);
    assert!(report.errors().contains(&"output-not-erased -:-".to_owned()), "{:#}", report.json);
    site.remove("content/posts/kapot.md");
    assert_eq!(site.told(&["comments"]).code, 0);
    assert_eq!(holding(&site, &who.canaries()), [""; 0]);
    assert!(!site.path(".weerklank/forgetting").exists());
}

#[test]
fn an_output_that_cannot_be_built_is_refused_before_anything_is_changed() {
    let site = site(FORMATS[1].1, &[]).built();
    let who = Writer { number: 12 };
    let other = self::site(FORMATS[1].1, &[]).built();
    let elsewhere = other.path("public").display().to_string();
    site.put("public/van-een-ander.txt", b"x");
    for (arguments, code) in [
        (&["forget", &who.email()][..], "output-foreign -:-"),
        (&["forget", &who.email(), "--output", &elsewhere], "output-of-other -:-"),
    ] {
        let before = files(site.root());
        let report = site.told(arguments);
        assert_eq!((report.code, report.errors()), (1, vec![code.to_owned()]));
        assert_eq!(differences(&before, &files(site.root())), [""; 0]);
    }
}

#[test]
fn an_output_that_cannot_be_built_any_more_stands_in_nobodys_way() {
    for last in ["build", "forget"] {
        let site = site(FORMATS[1].1, &[]).built();
        site.put("content/posts/kapot.md", b"---\ntitle: Kapot\ndate: gisteren\n---\nTekst.\n");
        let elsewhere = site.path("elders").display().to_string();
        let report = site.told(&["forget", &Writer { number: 12 }.email()]);
        assert_eq!(report.code, 1, "{:#}", report.json);
        site.remove("content/posts/kapot.md");
        site.put("public/van-een-ander.txt", b"x");
        let who = Writer { number: 13 }.email();
        let report = match last {
            "build" => site.told(&["build", "--output", &elsewhere]),
            _ => site.told(&["forget", &who, "--output", &elsewhere]),
        };
        // The other output still has them.
        let code = if last == "build" { 0 } else { 3 };
        assert_eq!(report.code, code, "{last}: {:#}", report.json);
        let told = report.warnings();
        assert!(told.contains(&"output-not-erased -:-".to_owned()), "{last}: {told:?}");
        assert!(!site.path(".weerklank/forgetting").exists(), "{last}");
    }
}

#[test]
fn the_proof_says_nothing_of_the_person_and_what_it_cannot_reach() {
    let site = site(FORMATS[0].1, &[]).built();
    std::fs::create_dir(site.path(".git")).unwrap();
    let who = Writer { number: 10 };
    let proof = site.says(&["forget", &who.name()]);
    let list = std::fs::read_to_string(site.path(LIST)).unwrap();
    for canary in who.canaries() {
        assert!(!proof.contains(&canary) && !list.contains(&canary), "{canary}");
    }
    for words in
        ["Forgotten on 2026-11-23 13:00", "Gone: 1 comment;", "git", "Backups", "Searched: "]
    {
        assert!(proof.contains(words), "{words} in {proof}");
    }
    let report = site.told(&["forget", "7011"]);
    let beyond = json!([
        "version-control",
        "backups",
        "published-copies",
        "original-system",
        "sent-digests",
        "readers"
    ]);
    assert_eq!(report.json["beyond"], beyond);
    assert_eq!(report.json["files"][0]["file"], json!("content/comments/a.xml"));
    let after = report.json["files"][0]["after"].as_str().unwrap();
    let bytes = std::fs::read(site.path("content/comments/a.xml")).unwrap();
    assert_eq!(after, blake3::hash(&bytes).to_hex().as_str());
}

#[test]
fn other_parts_of_a_workbook_stay_to_the_byte() {
    let site = site(FORMATS[2].1, &[]).built();
    let parts = |site: &Site| -> BTreeMap<String, Vec<u8>> {
        let bytes = std::fs::read(site.path("content/comments/a.xlsx")).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let names: Vec<String> =
            archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        let read = |name: String| {
            let mut bytes = Vec::new();
            std::io::copy(&mut archive.by_name(&name).unwrap(), &mut bytes).unwrap();
            (name, bytes)
        };
        names.into_iter().map(read).collect()
    };
    let before = parts(&site);
    site.says(&["forget", &Writer { number: 10 }.name()]);
    let after = parts(&site);
    let changed = ["docProps/core.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"];
    assert_eq!(differences(&before, &after), changed);
    let sheet = String::from_utf8(after["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(!sheet.contains("<row r=\"2\">") && sheet.contains("<row r=\"3\">"), "{sheet}");
    let core = String::from_utf8(after["docProps/core.xml"].clone()).unwrap();
    assert!(
        core.contains("<cp:lastModifiedBy></cp:lastModifiedBy>") && core.contains("Redactie"),
        "{core}"
    );
}

#[test]
fn a_site_is_found_by_a_way_that_begins_where_one_is() {
    let site = site(FORMATS[1].1, &[]).built();
    let who = Writer { number: 12 };
    let (above, name) = (site.root().parent().unwrap(), site.root().file_name().unwrap());
    let mut command = weerklank(&["forget", &who.email(), "--json"]);
    let report = Report::of(&command.arg("--root").arg(name).current_dir(above).output().unwrap());
    assert_eq!((report.code, &report.json["left"]), (0, &json!(0)), "{:#}", report.json);
    assert!(site.path(LIST).exists() && !site.path(name.to_str().unwrap()).exists());
    assert_eq!(holding(&site, &who.canaries()), [""; 0]);
}

#[test]
fn a_name_that_is_the_account_of_somebody_else_costs_them_nothing() {
    let blog = String::from_utf8(wordpress(&writers(&[]))).unwrap();
    let item = "<item><dc:creator>zwijk11</dc:creator>";
    let blog = blog
        .replace("<item>", item)
        .replace("<rss ", "<rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ");
    // Somebody who is known by a name only, which is the account of Zanna11.
    let table = "Naam;Bericht;Reactie\nzwijk11;water;Van een ander\n";
    let site = settings()
        .with("content/comments/a.xml", &blog)
        .with("content/comments/b.csv", table)
        .built();
    let listed = site.told(&["comments", "--source", "b.csv"]);
    let key = listed.json["comments"][0]["key"].as_str().unwrap();
    assert_eq!(site.told(&["forget", key]).code, 0);
    let left = std::fs::read_to_string(site.path("content/comments/a.xml")).unwrap();
    let table = std::fs::read_to_string(site.path("content/comments/b.csv")).unwrap_or_default();
    assert!(left == blog && !table.contains("zwijk11"), "{left}{table}");
    // Their own account goes with them.
    assert_eq!(site.told(&["forget", &Writer { number: 11 }.email()]).code, 0);
    let left = std::fs::read_to_string(site.path("content/comments/a.xml")).unwrap();
    assert!(left.contains("<dc:creator></dc:creator>"), "{left}");
}

#[test]
fn what_is_left_says_what_can_be_done_about_it_there() {
    let page = "---\ntitle: Over\n---\nMet dank aan Zanna10 van Wijk10.\n";
    let site = talk().with("content/pages/over.md", page);
    let listed = site.told(&["comments"]);
    let all = listed.json["comments"].as_array().unwrap();
    let of_piet = all.iter().find(|one| one["author"] == "Piet").unwrap();
    let key = of_piet["key"].as_str().unwrap();
    site.says(&["comments", "redact", key, "Zanna10 van Wijk10"]);
    let site = site.built();
    let report = site.told(&["forget", "zw10.wijk@oud10.example"]);
    let told = |file: &str, words: &str| {
        let all = report.json["warnings"].as_array().unwrap().iter();
        let mut own = all.filter(|told| told["file"] == file).peekable();
        assert!(own.peek().is_some(), "{file} in {:#}", report.json);
        own.for_each(|told| assert!(told["help"].as_str().unwrap().contains(words), "{told:#}"));
    };
    told("content/comments/a.csv", "change this file itself");
    told("content/comments/moderation.toml", "out of the export itself");
    told("content/pages/over.md", "take it out yourself");
    // What is made of those is told once, however many files it is.
    let all = report.json["warnings"].as_array().unwrap();
    let made: Vec<_> = all.iter().filter(|told| told["code"] == "traces-made").collect();
    let [made] = made.as_slice() else { panic!("{:#}", report.json) };
    assert!(made["message"].as_str().unwrap().ends_with("the name and their words"), "{made:#}");
    assert!(!report.warnings().iter().any(|told| told.contains("public/")), "{:#}", report.json);
}

#[test]
fn several_people_are_forgotten_at_once_or_none() {
    let site = site(FORMATS[1].1, &[]).built();
    let [one, other] = [10, 13].map(|number| Writer { number });
    let before = files(site.root());
    let report = site.told(&["forget", &one.email(), "Niemand", "zw99@oud.example"]);
    assert_eq!(report.errors(), ["unknown-writer -:-", "unknown-writer -:-"]);
    assert_eq!(differences(&before, &files(site.root())), [""; 0]);
    let report = site.told(&["forget", &one.email(), &other.name(), &one.name()]);
    assert_eq!((report.code, &report.json["people"]), (0, &json!(2)), "{:#}", report.json);
    let never = self::site(FORMATS[1].1, &[0, 3]).built();
    assert_eq!(differences(&output(&site), &output(&never)), [""; 0]);
}

#[test]
fn a_search_by_name_knows_mentions_and_says_what_it_does_not_look_for() {
    let site = talk().with(
        "content/pages/over.md",
        "---\ntitle: Over\n---\nZie @Zanna10vanWijk10, en Wijk10, Zanna10 van.\n",
    );
    let report = site.told(&["forget", "--verify", "Zanna10 van Wijk10"]);
    let here: Vec<&str> = report.json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|told| told["file"] == "content/pages/over.md")
        .filter_map(|told| told["message"].as_str())
        .collect();
    assert_eq!(here, ["there still is: the name and an @mention"]);
    assert_eq!(report.json["not_sought"], json!(["quotes", "first-names"]));
}

#[test]
fn only_what_was_replaced_is_called_so() {
    let mail = |from: &str, day: &str, id: &str, text: &str| {
        format!(
            "From - Thu\nFrom: {from}\nSubject: [kb:water]\nDate: {day} Jan 2025 10:00:00 +0000\n\
             Message-ID: <{id}@x.example>\nContent-Type: text/plain\n\n{text}\n\n"
        )
    };
    let words = "Unieke woorden van deze mens vastgelegd hier";
    let quote = "Zoals Zanna10 van Wijk10 schreef: woorden van deze mens vastgelegd";
    // What a message is about stands in a link with the name, so nothing of it can change.
    let linked = format!("http://oud.example/zanna10-van-wijk10/water.html\n{quote}");
    let inbox = [
        mail("Zanna10 van Wijk10 <zw@x.example>", "Thu, 02", "1", words),
        mail("Bo <bo@x.example>", "Fri, 03", "2", &linked).replace(" [kb:water]", ""),
    ];
    let file = |number: u32, name: &str, day: u32, text: &str| {
        let head = format!("---\n_id: a{number}\n_parent: /2024/water.html\nname: {name}\n");
        format!("{head}date: 2025-01-0{day}T10:00:00.000Z\n---\n{text}\n")
    };
    let front = settings()
        .with("content/comments/water/e1.md", &file(1, "Zanna10 van Wijk10", 2, words))
        .with("content/comments/water/e2.md", &file(2, "Bo", 3, quote));
    let boxed = settings().with("content/comments/inbox", &inbox.concat());
    for (site, code, title, left) in [
        (front, 0, "In what others wrote, replaced:", "[...]"),
        (boxed, 3, "In what others wrote, not replaced, for you to decide:", quote),
    ] {
        let site = site.built();
        let name = "Zanna10 van Wijk10";
        let output = site.call(&["forget", name, "--redact-quotes"]);
        let proof = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{proof}");
        assert!(proof.contains(title) && proof.matches("In what others").count() == 1, "{proof}");
        let all = files(&site.path("content/comments"));
        let own = all.values().any(|bytes| String::from_utf8_lossy(bytes).contains(left));
        assert!(own, "{left}");
    }
}

#[test]
fn the_words_themselves_are_looked_for_everywhere() {
    let who = Writer { number: 10 };
    let site = site(FORMATS[1].1, &[]).built();
    site.put("static/kopie.txt", format!("Er stond: {}\n", who.body()).as_bytes());
    let report = site.told(&["forget", &who.email()]);
    assert_eq!((report.code, &report.json["ok"]), (3, &json!(false)), "{:#}", report.json);
    let told = report.warnings();
    assert!(told.contains(&"trace-found static/kopie.txt:1".to_owned()), "{told:?}");
    assert!(told.contains(&"erasure-remains -:-".to_owned()), "{told:?}");
}

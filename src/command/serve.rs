//! `weerklank serve`: the site from memory, on this computer only, built again whenever something changes.
//!
//! 1. Every request is looked up in the map of planned pages; the disk is only read for files that the plan copies.
//! 2. Between requests the sources are looked at; after a change the site is joined anew.
//! 3. Every page asks now and then whether there is a newer one, and loads itself again.

use std::collections::HashMap;
use std::io::Cursor;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use percent_encoding::percent_decode_str;
use serde_json::json;
use tiny_http::{Header, Method, Request, Response, Server};

use super::console::Console;
use super::open::{self, Shown};
use super::{Global, report, words};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem, Severity, Trouble};
use crate::disk::{cache::Cache, read, walk};
use crate::html::escape;
use crate::manifest::Content;
use crate::page::PageKind;
use crate::pipeline::{self, Assembled, Stopwatch};
use crate::source::Hash;

/// The port if none is named.
const PORT: u16 = 1313;

/// How often the sources are looked at.
const LOOK: Duration = Duration::from_millis(400);

/// What a page does to notice that there is a newer one.
const RELOAD: &str = include_str!("reload.js");

/// Show the site in a browser of this computer, and follow what is written
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// The port; 1313 if none is named, or another one if that is taken
    #[arg(long)]
    port: Option<u16>,
    #[command(flatten)]
    shown: Shown,
}

/// The site as it is shown now.
struct Served {
    config: Option<Config>,
    assembled: Option<Assembled>,
    /// Every path of the output with its place in the plan.
    pages: HashMap<String, usize>,
    problems: Vec<Diagnostic>,
    /// The sources as they were when it was read.
    sources: Hash,
    /// Counts the changes.
    version: u64,
}

impl Served {
    /// Whether there is a site to show: nothing is wrong with it that would stop a build.
    fn stands(&self) -> bool {
        self.assembled.is_some()
            && self.problems.iter().all(|problem| problem.severity != Severity::Error)
    }
}

impl Serve {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let (server, port) = match self.open(global) {
            Ok(opened) => opened,
            Err(problem) => {
                let problems = [problem];
                console.tell(&problems);
                let said = json!({ "address": null });
                console.print_json(&report::done(said, &problems, console.language));
                return false;
            }
        };
        let mut cache = Cache::default();
        let mut served = self.join(global, &mut cache, port, 1);
        console.tell(&served.problems);
        let address = format!("http://localhost:{port}/");
        let said = json!({ "address": address });
        console.print_json(&report::done(said, &served.problems, console.language));
        console.say(&words::serving(&address, console.language));
        let mut looked = Instant::now();
        loop {
            match server.recv_timeout(LOOK) {
                Ok(Some(request)) => answer(request, &served, console, port),
                Ok(None) => {}
                Err(_) => return true,
            }
            if looked.elapsed() < LOOK {
                continue;
            }
            if walk::fingerprint(&global.root, served.config.as_ref()) != served.sources {
                let start = Instant::now();
                served = self.join(global, &mut cache, port, served.version + 1);
                console.tell(&served.problems);
                if served.stands() {
                    console.say(&words::rebuilt(start.elapsed().as_secs_f64(), console.language));
                }
            }
            looked = Instant::now();
        }
    }

    /// The server and its port. There is none for a folder that is not that of a site: no edit would make it one.
    fn open(&self, global: &Global) -> Result<(Server, u16), Diagnostic> {
        read::settings(&global.root)?;
        let wanted = self.port.unwrap_or(PORT);
        let failed = |why: Trouble| match why {
            Trouble::InUse => Diagnostic::error(Problem::PortTaken { port: u64::from(wanted) }),
            why => {
                let path = format!("127.0.0.1:{wanted}");
                Diagnostic::error(Problem::OutputFailed { path, why })
            }
        };
        let mut server = Server::http(("127.0.0.1", wanted));
        if self.port.is_none() {
            server = server.or_else(|_| Server::http(("127.0.0.1", 0)));
        }
        let server = server
            .map_err(|error| failed(error.downcast_ref().map_or(Trouble::Other, Trouble::of)))?;
        let address = server.server_addr().to_ip();
        let port = address.ok_or_else(|| failed(Trouble::Other))?.port();
        Ok((server, port))
    }

    /// Joins the site as it lies on disk now.
    fn join(&self, global: &Global, cache: &mut Cache, port: u16, version: u64) -> Served {
        let shown =
            Shown { base_url: Some(format!("http://localhost:{port}/")), ..self.shown.clone() };
        let checked = open::configure(global, &shown);
        let mut problems = checked.problems;
        // Before anything is read: what changes meanwhile is seen the next time.
        let sources = walk::fingerprint(&global.root, checked.value.as_ref());
        let mut assembled = None;
        if let Some(config) = &checked.value {
            let mut watch = Stopwatch::default();
            let sources = pipeline::read(&global.root, config, &mut watch).take(&mut problems);
            assembled = pipeline::assemble(&global.root, sources, cache, config, &mut watch)
                .take(&mut problems);
            if let Some(assembled) = &assembled {
                let looked = std::mem::take(&mut cache.looked);
                *cache = Cache::of(assembled.documents(), &problems);
                cache.looked = looked;
            }
        }
        let pages = assembled.iter().flat_map(|assembled| assembled.plan.pages.iter().enumerate());
        let pages = pages.map(|(index, page)| (page.path.as_str().to_owned(), index)).collect();
        Served { config: checked.value, assembled, pages, problems, sources, version }
    }
}

type Answer = Response<Cursor<Vec<u8>>>;

fn answer(request: Request, served: &Served, console: &Console, port: u16) {
    let response = if is_allowed(&request, port) {
        in_part(&request, respond(&request, served, console))
    } else {
        plain(403, "403")
    };
    // A player that pauses reads no further: whoever waits for it does not answer anybody else. And a browser that went away is
    // no reason to stop.
    std::thread::spawn(move || {
        let _ = send(request, response);
    });
}

/// Answers, and asks the browser to close the connection: the server has a thread for each that is open, and of several that come
/// at once one may wait for a thread that another holds, with nothing more to say.
fn send(request: Request, response: Answer) -> std::io::Result<()> {
    let (version, headers) = (request.http_version().clone(), request.headers().to_vec());
    let is_head = *request.method() == Method::Head;
    let mut answer = Vec::new();
    response.raw_print(&mut answer, version, &headers, is_head, None)?;
    let mut writer = request.into_writer();
    let line = answer.iter().position(|byte| *byte == b'\n').map_or(answer.len(), |end| end + 1);
    writer.write_all(&answer[..line])?;
    writer.write_all(b"Connection: close\r\n")?;
    writer.write_all(&answer[line..])?;
    writer.flush()
}

/// A part of a film or sound, which a browser asks for as it plays. Never a long one: a player that pauses reads no further,
/// and nothing else could be answered until it does (<https://www.rfc-editor.org/rfc/rfc9110#name-range-requests>).
fn in_part(request: &Request, response: Answer) -> Answer {
    const LONGEST: usize = 64 << 10;
    let asked = request.headers().iter().find(|header| header.field.equiv("Range"));
    let from = asked
        .and_then(|header| header.value.as_str().strip_prefix("bytes=")?.split_once('-'))
        .and_then(|(from, to)| Some((from.parse::<usize>().ok()?, to.parse::<usize>().ok())));
    let (Some((from, to)), 200) = (from, response.status_code().0) else { return response };
    let headers = response.headers().to_vec();
    let bytes = response.into_reader().into_inner();
    if from >= bytes.len() {
        return plain(416, "416");
    }
    let end = to.map_or(bytes.len(), |to| to.saturating_add(1)).min(from + LONGEST);
    let end = end.clamp(from + 1, bytes.len());
    let range = format!("bytes {from}-{}/{}", end - 1, bytes.len());
    let mut part = Response::from_data(&bytes[from..end]).with_status_code(206);
    headers.into_iter().for_each(|header| part.add_header(header));
    if let Ok(header) = Header::from_bytes("Content-Range", range) {
        part.add_header(header);
    }
    part
}

/// Only pages of this very server may ask: another site that a name leads here, or whose script asks, gets nothing.
fn is_allowed(request: &Request, port: u16) -> bool {
    let header = |name: &str| {
        let found = request
            .headers()
            .iter()
            .find(|header| header.field.as_str().as_str().eq_ignore_ascii_case(name));
        found.map(|header| header.value.as_str().to_owned())
    };
    let hosts = [format!("localhost:{port}"), format!("127.0.0.1:{port}")];
    let host = header("Host").is_some_and(|host| hosts.contains(&host.to_ascii_lowercase()));
    let origin = header("Origin")
        .is_none_or(|origin| hosts.iter().any(|host| origin == format!("http://{host}")));
    host && origin && matches!(request.method(), Method::Get | Method::Head)
}

fn respond(request: &Request, served: &Served, console: &Console) -> Answer {
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let Ok(path) = percent_decode_str(path.trim_start_matches('/')).decode_utf8() else {
        return plain(404, "404");
    };
    match path.as_ref() {
        ".weerklank/version" => {
            return typed(
                200,
                served.version.to_string().into_bytes(),
                "text/plain; charset=utf-8",
            );
        }
        ".weerklank/reload.js" => {
            return typed(200, RELOAD.as_bytes().to_vec(), "text/javascript; charset=utf-8");
        }
        _ => {}
    }
    if !served.stands() {
        return troubled(&served.problems, console);
    }
    let (Some(assembled), Some(config)) = (&served.assembled, &served.config) else {
        return troubled(&served.problems, console);
    };
    let forms = [
        path.to_string(),
        format!(
            "{}index.html",
            if path.is_empty() {
                String::new()
            } else {
                format!("{}/", path.trim_end_matches('/'))
            }
        ),
    ];
    let (status, index) = match forms.iter().find_map(|form| served.pages.get(form)) {
        Some(index) => (200, Some(index)),
        None => (404, served.pages.get("404.html")),
    };
    let Some(page) = index.map(|index| &assembled.plan.pages[*index]) else {
        return plain(404, "404");
    };
    let renderer = assembled.renderer(config);
    let rendered = renderer.render(page, renderer.prepare(page));
    match rendered.and_then(|content| pipeline::made(content, None)) {
        Ok(Content::Bytes(bytes))
            if page.path.as_str().ends_with(".html") && !matches!(page.kind, PageKind::Copy(_)) =>
        {
            typed(status, with_reload(bytes), "text/html; charset=utf-8")
        }
        Ok(Content::Bytes(bytes)) => typed(status, bytes, kind_of(page.path.as_str())),
        Ok(Content::Copy(asset) | Content::Cleaned(asset) | Content::Smaller(asset, ..)) => {
            match read::bytes(&asset) {
                Ok(bytes) => typed(status, bytes, kind_of(page.path.as_str())),
                Err(problem) => troubled(&[problem], console),
            }
        }
        Err(problem) => troubled(&[problem], console),
    }
}

/// What a page of problems looks like: as much as is read at a glance, light and dark.
const TROUBLED: &str = ":root{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}\
    body{max-width:62rem;margin:0 auto;padding:2rem 1.5rem;border-top:6px solid #c0392b}\
    h1{font-size:1.6rem}pre{white-space:pre-wrap;font-size:1rem}";

/// The problems in the page, as on the terminal.
fn troubled(problems: &[Diagnostic], console: &Console) -> Answer {
    let title = words::errors_title(console.language);
    let report = console.plain(problems, true);
    let html = format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{TROUBLED}</style></head>\n\
         <body><h1>{title}</h1>\n<pre>{}</pre></body></html>\n",
        console.language.tag(),
        escape(&report)
    );
    typed(500, with_reload(html.into_bytes()), "text/html; charset=utf-8")
}

fn with_reload(html: Vec<u8>) -> Vec<u8> {
    const SCRIPT: &[u8] = b"<script src=\"/.weerklank/reload.js\" defer></script>\n";
    let place =
        html.windows(7).position(|window| window.eq_ignore_ascii_case(b"</head>")).unwrap_or(0);
    let mut with = html;
    with.splice(place..place, SCRIPT.iter().copied());
    with
}

fn plain(status: u16, text: &str) -> Answer {
    typed(status, text.as_bytes().to_vec(), "text/plain; charset=utf-8")
}

fn typed(status: u16, bytes: Vec<u8>, kind: &str) -> Answer {
    let headers = [
        ("Content-Type", kind),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ];
    let mut response = Response::from_data(bytes).with_status_code(status);
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    response
}

/// The type of a file by its extension.
fn kind_of(path: &str) -> &'static str {
    let extension = Path::new(path)
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    match extension.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "csv" | "txt" | "md" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "vtt" => "text/vtt; charset=utf-8",
        "mp4" | "m4v" | "mov" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "ogg" | "oga" | "opus" => "audio/ogg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_that_reloads_stands_in_the_head() {
        let html = with_reload(b"<html><head></HEAD><body></head></body>".to_vec());
        assert!(html.starts_with(b"<html><head><script src=\"/.weerklank/reload.js\""));
    }
}

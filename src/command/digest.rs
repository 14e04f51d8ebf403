//! `weerklank digest`: what happened in a week, a month or any stretch of days, as an HTML message and a file to send.

use std::path::PathBuf;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::comments::Done;
use super::console::Console;
use super::open::{self, Shown};
use super::{Global, forget, words};
use crate::config::{Config, settings};
use crate::diagnostic::{Checked, Diagnostic, Problem, Severity};
use crate::disk::cache::Cache;
use crate::disk::digests;
use crate::page::letter::Letter;
use crate::page::letter::mime::{self, Envelope};
use crate::pipeline::{self, Stopwatch};
use crate::site::digest::{self, Every, Period};

/// The folder in the site for what goes by mail.
const FOLDER: &str = "digest";

/// Write what happened in a week or a month as an HTML message to send
#[derive(Debug, clap::Args)]
pub(super) struct Digest {
    /// From this day
    #[arg(long, value_name = "DATE", conflicts_with_all = ["week", "month"])]
    since: Option<Date>,
    /// Up to and including this day; otherwise today
    #[arg(long, value_name = "DATE", requires = "since")]
    until: Option<Date>,
    /// This week: 2026-W47; without any period, the last one that is over
    #[arg(long, value_name = "WEEK", value_parser = week, conflicts_with = "month")]
    week: Option<Period>,
    /// This month: 2026-11
    #[arg(long, value_name = "MONTH", value_parser = month)]
    month: Option<Period>,
    /// Whom the message goes to: an e-mail address; may be repeated
    #[arg(long = "to", value_name = "ADDRESS", value_parser = address)]
    recipients: Vec<String>,
    /// Who sends it: an e-mail address; otherwise that of `comments.reply_to`, or the sender of the mail program
    #[arg(long = "from", value_name = "ADDRESS", value_parser = address)]
    sender: Option<String>,
    /// Where digest.html and digest.eml go; digest/ in the root folder if not given
    #[arg(long = "output", short, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The address that the site has
    #[arg(long, value_name = "URL", value_parser = open::address)]
    base_url: Option<String>,
}

fn week(text: &str) -> Result<Period, String> {
    Period::week(text).ok_or_else(|| "not a week; write 2026-W47".to_owned())
}

fn month(text: &str) -> Result<Period, String> {
    Period::month(text).ok_or_else(|| "not a month; write 2026-11".to_owned())
}

/// An address and nothing else: it stands in a header as it is.
fn address(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_plain = |part: &str| {
        let is_sign = |c: char| c.is_ascii_graphic() && !"<>()[]\\,;:\"@".contains(c);
        !part.is_empty() && part.len() <= 200 && part.chars().all(is_sign)
    };
    let is_address =
        text.split_once('@').is_some_and(|(name, host)| is_plain(name) && is_plain(host));
    is_address
        .then(|| text.to_owned())
        .ok_or_else(|| "not an e-mail address; write redactie@kennis.example".to_owned())
}

impl Digest {
    pub(super) fn run(&self, global: &Global, console: &Console) -> bool {
        let done = match self.digest(global, console) {
            Ok(done) => done,
            Err(problems) => Done::refused(problems),
        };
        done.tell(console)
    }

    fn digest(&self, global: &Global, console: &Console) -> Result<Done, Vec<Diagnostic>> {
        let shown = Shown { base_url: self.base_url.clone(), ..Shown::default() };
        let checked = open::configure(global, &shown);
        let config = checked.value.ok_or(checked.problems)?;
        let refused = |problem| Err(vec![Diagnostic::error(problem)]);
        if config.base_url.is_empty() {
            return refused(Problem::DigestWithoutAddress);
        }
        let period = self.period(&config).map_err(|problem| vec![Diagnostic::error(problem)])?;
        let _lock = open::lock(&global.root).map_err(|problem| vec![problem])?;
        forget::finish(&global.root, &config)?;
        let Checked { value: assembled, problems } = assemble(global, &config);
        let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        let errors: Vec<Diagnostic> = problems.into_iter().filter(is_error).collect();
        let Some(assembled) = assembled.filter(|_| errors.is_empty()) else { return Err(errors) };
        let happened = digest::within(&assembled.site, period, &config);
        if happened.is_empty() {
            return refused(Problem::DigestEmpty { period: period.name() });
        }
        let letter = assembled.renderer(&config).letter(&happened);
        let message = mime::message(&letter, &self.envelope(&config, &period.name()));
        let folder = self.folder.clone().unwrap_or_else(|| global.root.join(FOLDER));
        let files = [("digest.html", letter.html.as_bytes()), ("digest.eml", message.as_slice())];
        let sources = &config.comments.sources;
        let places = digests::put(&global.root, &folder, sources, &files)
            .map_err(|problem| vec![problem])?;
        let contents = happened.contents(&assembled.site);
        let counts = (
            contents.posts.len() + contents.more_posts,
            contents.talks.len() + contents.more_talks,
        );
        let said = self.said(period, &letter, counts, &places);
        let text = words::digested(&letter.subject, &places, console.language);
        Ok(Done { text, said, ..Done::default() })
    }

    fn said(
        &self,
        period: Period,
        letter: &Letter,
        (posts, discussions): (usize, usize),
        places: &[PathBuf],
    ) -> Value {
        let files: Vec<String> = places.iter().map(|path| path.display().to_string()).collect();
        json!({
            "period": period.name(), "first": period.first().to_string(),
            "last": period.last().to_string(), "subject": letter.subject, "to": self.recipients,
            "posts": posts, "discussions": discussions, "files": files,
        })
    }

    /// The period that is asked for, or the last week that is over.
    fn period(&self, config: &Config) -> Result<Period, Problem> {
        let today = open::today(config);
        let Some(since) = self.since else {
            return Ok(self.week.or(self.month).unwrap_or_else(|| Every::Week.before(today)));
        };
        let until = self.until.unwrap_or(today);
        if until < since {
            let (since, until) = (since.to_string(), until.to_string());
            return Err(Problem::DigestBackwards { since, until });
        }
        Ok(Period::Days(since, until))
    }

    fn envelope<'a>(&'a self, config: &'a Config, name: &'a str) -> Envelope<'a> {
        let reply_to = config.comments.reply_to.as_deref().map(str::trim);
        let reply_to = reply_to.map(|to| to.trim_start_matches("mailto:"));
        let reply_to = reply_to.filter(|to| address(to).is_ok_and(|own| own == *to));
        let host = config.base_url.split('/').nth(2).unwrap_or_default();
        Envelope {
            to: &self.recipients,
            from: self.sender.as_deref().or(reply_to),
            now: config.now,
            zone: &config.timezone,
            name,
            host: host.rsplit('@').next().and_then(|host| host.split(':').next()).unwrap_or(host),
        }
    }
}

/// The site, without the search, which no message has.
fn assemble(global: &Global, config: &Config) -> Checked<Option<pipeline::Assembled>> {
    let mut cache = Cache::open(&global.root, config);
    let search = settings::Search { enabled: false, ..config.search.clone() };
    let config = Config { search, ..config.clone() };
    let mut watch = Stopwatch::default();
    let mut problems = Vec::new();
    let sources = pipeline::read(&global.root, &config, &mut watch).take(&mut problems);
    let value = pipeline::assemble(&global.root, sources, &mut cache, &config, &mut watch)
        .take(&mut problems);
    Checked { value, problems }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_bring_headers_of_its_own() {
        for (text, is_one) in [
            ("redactie@kennis.example", true),
            (" redactie@kennis.example ", true),
            ("redactie", false),
            ("a@b@c", false),
            ("@b", false),
            ("a@b\r\nBcc: c@d", false),
            ("a b@c", false),
            ("A <a@b>", false),
            ("a@b,c@d", false),
            ("é@b", false),
        ] {
            assert_eq!(address(text).is_ok(), is_one, "{text:?}");
        }
    }
}

//! All problems of a run as text for a terminal or a log.

use std::collections::HashMap;
use std::fmt::Write;
use std::mem::{Discriminant, discriminant};

use super::words::number;
use super::{Diagnostic, Language, Problem, Severity};

/// Below this width, in characters, there is no room for the code in a column of its own.
const TWO_COLUMNS: usize = 64;
/// Narrower is not used, and wider than this is hard to read.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;

/// How problems are shown.
#[derive(Clone, Copy, Debug)]
pub struct Showing {
    /// In colours.
    pub color: bool,
    /// The width of the terminal, in characters.
    pub width: usize,
    /// Of a problem that occurs more than twice this many times only so many are shown; `usize::MAX` shows all.
    pub limit: usize,
    /// The run was to build the site, so an error says that the old one stands.
    pub builds: bool,
}

/// All problems of a run: by file and line, each once, and below them how many there are and what became of the site. Errors come last,
/// for a terminal shows the end: above a screen of warnings nobody sees why nothing was built.
/// Empty if there are none.
///
/// Whatever the problems quote, no control character of it reaches the terminal; in colours, those of the colours are the
/// only ones.
pub fn report(problems: &[Diagnostic], language: Language, showing: &Showing) -> String {
    let Showing { color, width, limit, builds } = *showing;
    let mut sorted: Vec<&Diagnostic> = problems.iter().collect();
    sorted.sort_by_key(|problem| (std::cmp::Reverse(problem.severity), *problem));
    sorted.dedup();
    if sorted.is_empty() {
        return String::new();
    }
    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
    let mut screen = Screen { text: String::new(), labels: labels(language), color, width };
    let mut kinds: HashMap<Kind, Kept> = HashMap::new();
    for problem in &sorted {
        kinds.entry(kind(problem)).or_default().all += 1;
    }
    for problem in &sorted {
        let Some(kept) = kinds.get_mut(&kind(problem)) else { continue };
        let folded = kept.all > limit.saturating_mul(2);
        kept.shown += 1;
        if !folded || kept.shown <= limit {
            screen.problem(problem, language);
        }
        if folded && kept.shown == limit.max(1) {
            screen.folded(kept.all - limit, &problem.code());
        }
    }
    let errors = sorted.iter().filter(|problem| problem.severity == Severity::Error).count();
    let is_partly_new =
        sorted.iter().any(|problem| matches!(problem.problem, Problem::PartlyNew { .. }));
    let is_erased =
        sorted.iter().any(|problem| matches!(problem.problem, Problem::OutputNotErased { .. }));
    let site = match (is_partly_new, is_erased) {
        (true, _) => screen.labels.partly,
        (_, true) => screen.labels.erased,
        _ if builds => screen.labels.untouched,
        _ => "",
    };
    let last = total(errors, sorted.len() - errors, &screen.labels, site);
    screen.paint(if errors > 0 { RED } else { YELLOW }, &last);
    screen.text.push('\n');
    screen.text
}

/// How many errors and warnings there are, and what became of the site, if that is to be said; without a line end.
fn total(errors: usize, warnings: usize, labels: &Labels, site: &str) -> String {
    let counted = |amount: usize, [one, many]: [&str; 2]| match amount {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{} {many}", number(amount as u64, labels.thousands))),
    };
    let counts: Vec<String> = [counted(errors, labels.errors), counted(warnings, labels.warnings)]
        .into_iter()
        .flatten()
        .collect();
    let counts = counts.join(", ");
    if errors == 0 || site.is_empty() { counts } else { format!("{counts}; {site}") }
}

/// The words around a problem.
struct Labels {
    error: &'static str,
    warning: &'static str,
    help: &'static str,
    line: &'static str,
    /// One and many.
    errors: [&'static str; 2],
    /// One and many.
    warnings: [&'static str; 2],
    untouched: &'static str,
    partly: &'static str,
    erased: &'static str,
    /// Before and after the number of problems that are not shown.
    more: [&'static str; 2],
    thousands: char,
}

fn labels(language: Language) -> Labels {
    match language {
        Language::Dutch => Labels {
            error: "fout",
            warning: "waarschuwing",
            help: "hulp",
            line: "regel",
            errors: ["fout", "fouten"],
            warnings: ["waarschuwing", "waarschuwingen"],
            untouched: "de bestaande site is niet veranderd",
            partly: "de site is deels nieuw, tot u haar opnieuw bouwt",
            erased: "het wissen is begonnen, en klaar als de site is gebouwd",
            more: ["… en nog", "keer; `--verbose` laat alles zien"],
            thousands: '.',
        },
        Language::English => Labels {
            error: "error",
            warning: "warning",
            help: "help",
            line: "line",
            errors: ["error", "errors"],
            warnings: ["warning", "warnings"],
            untouched: "the existing site was not changed",
            partly: "the site is partly new, until you build it again",
            erased: "the erasure has begun, and is complete when the site is built",
            more: ["… and", "more; `--verbose` shows all"],
            thousands: ',',
        },
    }
}

/// What is folded together.
type Kind = (Severity, Discriminant<Problem>);

fn kind(diagnostic: &Diagnostic) -> Kind {
    (diagnostic.severity, discriminant(&diagnostic.problem))
}

/// How many problems of a kind there are, and how many of them have had their turn.
#[derive(Default)]
struct Kept {
    all: usize,
    shown: usize,
}

const RED: &str = "1;31";
const YELLOW: &str = "1;33";
const GREEN: &str = "32";
const CYAN: &str = "36";
const BOLD: &str = "1";
const DIM: &str = "2";

/// What has been written so far, and how it is written.
struct Screen {
    text: String,
    labels: Labels,
    color: bool,
    width: usize,
}

impl Screen {
    fn problem(&mut self, diagnostic: &Diagnostic, language: Language) {
        let wording = diagnostic.wording(language);
        self.headline(diagnostic, &visible(&wording.message));
        if let Some(place) = self.place(diagnostic) {
            self.text.push_str("  ");
            self.paint(CYAN, &place);
            self.text.push('\n');
        }
        if let Some(excerpt) = &diagnostic.excerpt {
            self.excerpt(diagnostic.line, excerpt);
        }
        if !wording.help.is_empty() {
            let label = format!("{}:", self.labels.help);
            self.text.push_str("  ");
            self.paint(GREEN, &label);
            let indent = label.len() + 3;
            let room = self.width - indent;
            let lines = wrap(&visible(&wording.help), room);
            for (place, line) in lines.iter().enumerate() {
                let indent = if place == 0 { 1 } else { indent };
                let _ = writeln!(self.text, "{:indent$}{line}", "");
            }
        }
        self.text.push('\n');
    }

    /// The label, the message and, at the right margin, the code.
    fn headline(&mut self, diagnostic: &Diagnostic, message: &str) {
        let (label, paint) = match diagnostic.severity {
            Severity::Error => (self.labels.error, RED),
            Severity::Warning => (self.labels.warning, YELLOW),
        };
        let code = format!("[{}]", diagnostic.code());
        let indent = label.len() + 2;
        let aside = self.width >= TWO_COLUMNS;
        let room = if aside { self.width - indent - code.len() - 2 } else { self.width - indent };
        self.paint(paint, &format!("{label}:"));
        for (place, line) in wrap(message, room).iter().enumerate() {
            let before = if place == 0 { 1 } else { indent };
            let _ = write!(self.text, "{:before$}", "");
            self.paint(BOLD, line);
            if aside && place == 0 {
                let gap = room.saturating_sub(line.chars().count()) + 2;
                let _ = write!(self.text, "{:gap$}", "");
                self.paint(DIM, &code);
            }
            self.text.push('\n');
        }
        if !aside {
            self.text.push_str("  ");
            self.paint(DIM, &code);
            self.text.push('\n');
        }
    }

    fn place(&self, diagnostic: &Diagnostic) -> Option<String> {
        match (&diagnostic.path, diagnostic.line) {
            (Some(path), Some(line)) => Some(format!("{}:{line}", visible(path.as_str()))),
            (Some(path), None) => Some(visible(path.as_str())),
            (None, Some(line)) => Some(format!("{} {line}", self.labels.line)),
            (None, None) => None,
        }
    }

    /// The line itself, on one line whatever its length.
    fn excerpt(&mut self, line: Option<u32>, excerpt: &str) {
        let gutter = format!("{} | ", line.map(|line| line.to_string()).unwrap_or_default());
        let room = self.width.saturating_sub(gutter.len() + 4);
        let shown = visible(&excerpt.trim_end().replace('\t', "    "));
        self.text.push_str("    ");
        self.paint(DIM, &gutter);
        match shown.char_indices().nth(room) {
            Some((end, _)) => {
                let fits = shown[..end].char_indices().next_back().map_or(0, |(last, _)| last);
                self.text.push_str(&shown[..fits]);
                self.text.push('…');
            }
            None => self.text.push_str(&shown),
        }
        self.text.push('\n');
    }

    fn folded(&mut self, hidden: usize, code: &str) {
        let [before, after] = self.labels.more;
        let hidden = number(hidden as u64, self.labels.thousands);
        let line = format!("{before} {hidden} {after} [{code}]");
        self.paint(DIM, &line);
        self.text.push_str("\n\n");
    }

    fn paint(&mut self, style: &str, text: &str) {
        if self.color {
            let _ = write!(self.text, "\x1b[{style}m{text}\x1b[0m");
        } else {
            self.text.push_str(text);
        }
    }
}

/// The text with everything visible that would move the cursor, colour the screen, ring a bell or turn the
/// reading direction. A line end becomes a blank.
pub fn visible(text: &str) -> String {
    let harmless = |character: char| !character.is_control() && !is_invisible(character);
    if text.chars().all(harmless) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => shown.push(' '),
            // Unicode has a picture of each of the old control characters.
            '\0'..='\x1f' => shown.extend(char::from_u32(0x2400 + u32::from(character))),
            '\x7f' => shown.push('␡'),
            _ if harmless(character) => shown.push(character),
            _ => {
                let _ = write!(shown, "<U+{:04X}>", u32::from(character));
            }
        }
    }
    shown
}

/// Whether a character has no shape and may change how others are shown. The joiners U+200C and U+200D belong
/// to ordinary writing and stay.
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether a character shows nothing by itself, the joiners among them, and the fillers that are letters or signs to Unicode.
pub fn is_blank(character: char) -> bool {
    is_invisible(character)
        || matches!(character,
            '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200C}' | '\u{200D}'
            | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0100}'..='\u{E01EF}')
}

/// The words on lines of at most `width` characters; a longer word has a line of its own.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split(' ') {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += letters;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourcePath;

    fn report(
        problems: &[Diagnostic],
        language: Language,
        color: bool,
        width: usize,
        limit: usize,
    ) -> String {
        super::report(problems, language, &Showing { color, width, limit, builds: true })
    }

    const POST: &str = "---\ndate: 2026-11-23\ntitel: Water\n---\n";

    fn unknown_key(path: &str) -> Diagnostic {
        let problem = Problem::UnknownKey {
            key: "titel".into(),
            nearest: Some("title".into()),
            known: Vec::new(),
        };
        Diagnostic::error(problem).at(&SourcePath::new(path)).on_line(3, POST)
    }

    fn broken_link(line: u32) -> Diagnostic {
        let problem = Problem::BrokenLink { target: "kust.md".into(), nearest: None };
        let found = Diagnostic::warning(problem).at(&SourcePath::new("content/posts/a.md"));
        Diagnostic { line: Some(line), ..found }
    }

    #[test]
    fn problems_are_told_once_and_errors_come_last() {
        let problems = [
            broken_link(9),
            unknown_key("content/posts/x.md"),
            broken_link(9),
            Diagnostic::error(Problem::SettingsMissing),
        ];
        let expected = "\
waarschuwing: de link naar `kust.md` komt nergens uit              [broken-link]
  content/posts/a.md:9
  hulp: verbeter de link of haal hem weg

fout: hier is geen `weerklank.toml`, dus dit is niet de map   [settings-missing]
      van een site
  hulp: ga naar de map van uw site, of geef die op met `--root MAP`. Een nieuwe
        site maakt u met `weerklank init MAP`

fout: onbekende sleutel `titel`                                    [unknown-key]
  content/posts/x.md:3
    3 | titel: Water
  hulp: bedoelde u `title`?

2 fouten, 1 waarschuwing; de bestaande site is niet veranderd
";
        assert_eq!(report(&problems, Language::Dutch, false, 80, 10), expected);
        let reversed: Vec<Diagnostic> = problems.into_iter().rev().collect();
        assert_eq!(report(&reversed, Language::Dutch, false, 80, 10), expected);
        assert_eq!(report(&[], Language::Dutch, false, 80, 10), "");
    }

    #[test]
    fn a_narrow_terminal_has_the_code_below() {
        let expected = "\
error: unknown key `titel`
  [unknown-key]
  content/posts/x.md:3
    3 | titel: Water
  help: did you mean `title`?

1 error; the existing site was not changed
";
        let problems = [unknown_key("content/posts/x.md")];
        assert_eq!(report(&problems, Language::English, false, 0, 10), expected);
    }

    #[test]
    fn colours_are_all_that_colour_adds() {
        let problems =
            [unknown_key("a.md"), broken_link(2), Diagnostic::warning(Problem::MissingDate)];
        let plain = report(&problems, Language::Dutch, false, 80, 10);
        let mut colored = report(&problems, Language::Dutch, true, 80, 10);
        assert!(
            colored.contains("\n\x1b[1;31mfout:\x1b[0m \x1b[1monbekende sleutel `titel`\x1b[0m ")
        );
        for style in [RED, YELLOW, GREEN, CYAN, BOLD, DIM, "0"] {
            colored = colored.replace(&format!("\x1b[{style}m"), "");
        }
        assert_eq!(colored, plain);
    }

    #[test]
    fn a_long_list_is_folded() {
        let problems = |count: u32| (1..=count).map(broken_link).collect::<Vec<Diagnostic>>();
        for (count, limit, shown, folded) in [
            (20, 10, 20, None),
            (21, 10, 10, Some("… en nog 11 keer; `--verbose` laat alles zien [broken-link]\n")),
            (
                1510,
                10,
                10,
                Some("… en nog 1.500 keer; `--verbose` laat alles zien [broken-link]\n"),
            ),
            (3, 0, 0, Some("… en nog 3 keer; `--verbose` laat alles zien [broken-link]\n")),
            (1510, usize::MAX, 1510, None),
        ] {
            let text = report(&problems(count), Language::Dutch, false, 80, limit);
            assert_eq!(text.matches("content/posts/a.md:").count(), shown, "{count} {limit}");
            let more = text.lines().filter(|line| line.starts_with('…')).count();
            assert_eq!(more, usize::from(folded.is_some()), "{count} {limit}");
            assert!(folded.is_none_or(|line| text.contains(line)), "{text}");
        }
        let text = report(&problems(1510), Language::Dutch, false, 80, 10);
        assert!(text.ends_with("\n\n1.510 waarschuwingen\n"), "{text}");
        let mut mixed = problems(21);
        mixed.push(Diagnostic { severity: Severity::Error, ..broken_link(1) });
        let text = report(&mixed, Language::Dutch, false, 80, 10);
        assert_eq!(text.matches("content/posts/a.md:").count(), 11, "an error hid among warnings");
    }

    #[test]
    fn what_is_quoted_cannot_steer_the_terminal() {
        let evil = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}a\u{7f}\u{200b}b";
        let problem = Problem::UnknownKey {
            key: format!("{evil}\nfout: c"),
            nearest: Some(evil.into()),
            known: Vec::new(),
        };
        let found = Diagnostic::error(problem).at(&SourcePath::new(evil)).on_line(1, evil);
        let text = report(&[found], Language::Dutch, false, 100, 10);
        assert!(
            text.chars().all(|c| c == '\n' || !(c.is_control() || is_invisible(c))),
            "{text:?}"
        );
        let shown = "␛]0;x␇<U+009B>31m<U+202E>a␡<U+200B>b";
        assert_eq!(text.matches(shown).count(), 4, "{text}");
        assert_eq!(text.lines().filter(|line| line.starts_with("fout:")).count(), 1);
    }

    #[test]
    fn an_excerpt_takes_one_line() {
        for (line, shown) in [
            ("\ttitel:  x \r", "    1 |     titel:  x"),
            (
                "één twee drie vier vijf zes zeven acht negen",
                "    1 | één twee drie vier vijf zes zev…",
            ),
            ("één twee drie vier vijf zes zeve", "    1 | één twee drie vier vijf zes zeve"),
        ] {
            let found = Diagnostic { path: None, ..unknown_key("a.md") }.on_line(1, line);
            let text = report(&[found], Language::Dutch, false, 40, 10);
            assert_eq!(text.lines().nth(3), Some(shown), "{text}");
        }
    }

    #[test]
    fn the_last_line_counts() {
        for (errors, warnings, dutch, english) in [
            (0, 1, "1 waarschuwing", "1 warning"),
            (
                1,
                0,
                "1 fout; de bestaande site is niet veranderd",
                "1 error; the existing site was not changed",
            ),
            (
                2,
                1200,
                "2 fouten, 1.200 waarschuwingen; de bestaande site is niet veranderd",
                "2 errors, 1,200 warnings; the existing site was not changed",
            ),
        ] {
            for (language, told) in [(Language::Dutch, dutch), (Language::English, english)] {
                let labels = labels(language);
                assert_eq!(total(errors, warnings, &labels, labels.untouched), told);
                let counts = told.split(';').next().unwrap_or_default();
                assert_eq!(total(errors, warnings, &labels, ""), counts);
            }
        }
        let halfway =
            Problem::PartlyNew { path: "a.html".into(), why: crate::diagnostic::Trouble::InUse };
        let text = report(&[Diagnostic::error(halfway)], Language::English, false, 100, 10);
        let last = text.lines().last();
        assert_eq!(last, Some("1 error; the site is partly new, until you build it again"));
        // A command that builds nothing says nothing of the site.
        let showing = Showing { color: false, width: 100, limit: 10, builds: false };
        let text = super::report(&[unknown_key("a.md")], Language::English, &showing);
        assert_eq!(text.lines().last(), Some("1 error"));
    }
}

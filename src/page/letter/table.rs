//! The HTML of a message, as Outlook for Windows needs it, which lays pages out as Word does: tables with their widths as attributes,
//! every style beside its element, and fonts that each computer has. Nothing is loaded from anywhere.

use std::fmt::Write;

use super::{lang, link, people};
use crate::config::Config;
use crate::html::escape;
use crate::page::phrases::Phrases;
use crate::page::views::told::{Comment, Post, Talk, Told};

/// The width in pixels.
const WIDTH: u16 = 600;

/// The fonts; Word takes the first one that it knows, or else Times.
const FONT: &str = "font-family:Calibri,'Segoe UI',Arial,sans-serif;";

/// The links on light and on dark, unless the settings give colours.
const LIGHT: &str = "#0f5c6e";
const DARK: &str = "#8fc7d6";

/// A whole page.
pub(super) fn page(told: &Told, config: &Config, phrases: &Phrases) -> String {
    let accent = config.brand.accent.as_deref().unwrap_or(LIGHT);
    let table = Table { phrases, accent, html: String::with_capacity(16 << 10) };
    table.page(told, config)
}

struct Table<'a> {
    phrases: &'a Phrases,
    accent: &'a str,
    html: String,
}

impl Table<'_> {
    fn page(mut self, told: &Told, config: &Config) -> String {
        self.head(told, config);
        self.html.push_str(
            "<body class=\"wk-page\" style=\"margin:0;padding:0;background-color:#f4f2ed;\">\n",
        );
        // What lists of messages show beside the subject.
        let first = told.posts.iter().map(|post| post.title.as_str());
        let first = first.chain(told.talks.iter().map(|talk| talk.title.as_str())).take(4);
        let preview = first.collect::<Vec<_>>().join(" · ");
        self.push(format_args!(
            "<div style=\"display:none;mso-hide:all;max-height:0;overflow:hidden;\">{}</div>\n",
            escape(&preview)
        ));
        self.push(format_args!(
            "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
             bgcolor=\"#f4f2ed\" class=\"wk-page\" style=\"background-color:#f4f2ed;\"><tr>\
             <td align=\"center\" style=\"padding:24px 12px;\">\n\
             <!--[if mso]><table role=\"presentation\" width=\"{WIDTH}\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
             align=\"center\"><tr><td><![endif]-->\n\
             <table role=\"presentation\" width=\"{WIDTH}\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
             bgcolor=\"#ffffff\" class=\"wk-sheet\" style=\"width:100%;max-width:{WIDTH}px;background-color:#ffffff;\">\n"
        ));
        self.masthead(told, config);
        self.posts(told);
        self.talks(told);
        self.writers(told);
        self.foot(told, config);
        self.html.push_str(
            "</table>\n<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table>\n</body>\n</html>\n",
        );
        self.html
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String never fails.
        let _ = self.html.write_fmt(text);
    }

    fn head(&mut self, told: &Told, config: &Config) {
        let dark = config.brand.accent_dark.as_deref().unwrap_or(DARK);
        let title = format!("{} – {}", told.title, config.title);
        self.push(format_args!(
            "<!doctype html>\n<html lang=\"{}\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head>\n\
             <meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"supported-color-schemes\" content=\"light dark\">\n\
             <meta name=\"generator\" content=\"{}\">\n\
             <title>{}</title>\n",
            escape(&config.language),
            super::mime::GENERATOR,
            escape(&title),
        ));
        self.html.push_str(
            "<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>\n\
             <style>table{border-collapse:collapse}td,h1,h2,h3,p,a{font-family:Calibri,Arial,sans-serif !important}</style><![endif]-->\n",
        );
        self.push(format_args!(
            "<style>@media (prefers-color-scheme:dark){{.wk-page{{background-color:#14181b!important}}\
             .wk-sheet{{background-color:#1b2024!important}}.wk-ink{{color:#e6e4df!important}}\
             .wk-soft{{color:#a8adb0!important}}.wk-rule{{border-color:#343b40!important}}\
             .wk-link{{color:{dark}!important}}}}</style>\n</head>\n"
        ));
    }

    /// A row of the sheet.
    fn row(&mut self, style: &str, cell: &str) {
        self.push(format_args!(
            "<tr><td class=\"wk-rule\" style=\"padding:0 28px;{style}\">{cell}</td></tr>\n"
        ));
    }

    /// The attributes of a link.
    fn link_style(&self, weight: &str) -> String {
        format!(" class=\"wk-link\" style=\"color:{};{weight}\"", self.accent)
    }

    fn masthead(&mut self, told: &Told, config: &Config) {
        let name = match config.brand.organisation.as_str() {
            "" => String::new(),
            name => format!("{} · ", escape(name)),
        };
        let blog = link(&config.base_url, &config.title, &self.link_style("text-decoration:none;"));
        let mut cell = format!(
            "<p class=\"wk-soft\" style=\"margin:0;{FONT}font-size:15px;line-height:22px;color:#565d63;\">{name}{blog}</p>\
             <h1 class=\"wk-ink\" style=\"margin:6px 0 4px;{FONT}font-size:28px;line-height:34px;font-weight:bold;color:#1c2226;\">{}</h1>",
            escape(&told.title),
        );
        let days = super::days(told);
        if !days.is_empty() {
            let _ = write!(
                cell,
                "<p class=\"wk-soft\" style=\"margin:0;{FONT}font-size:15px;line-height:22px;color:#565d63;\">{}</p>",
                escape(&days)
            );
        }
        let style =
            format!("padding-top:28px;padding-bottom:20px;border-top:4px solid {};", self.accent);
        self.row(&style, &cell);
    }

    fn heading(&mut self, key: &str) {
        let cell = format!(
            "<h2 class=\"wk-ink\" style=\"margin:0;{FONT}font-size:20px;line-height:26px;font-weight:bold;color:#1c2226;\">{}</h2>",
            escape(&self.phrases.say(key, &[]))
        );
        self.row("padding-top:24px;padding-bottom:4px;border-top:1px solid #dedad1;", &cell);
    }

    /// The title of a post with its address, and a line about it.
    fn post(&self, (title, url): (&str, &str), own: Option<&str>, about: &str) -> String {
        let title = link(url, title, &self.link_style("text-decoration:underline;"));
        format!(
            "<h3 style=\"margin:0;{FONT}font-size:18px;line-height:24px;font-weight:bold;\"{}>{title}</h3>\
             <p class=\"wk-soft\" style=\"margin:2px 0 0;{FONT}font-size:14px;line-height:20px;color:#565d63;\">{}</p>",
            lang(own),
            escape(about),
        )
    }

    fn posts(&mut self, told: &Told) {
        if told.posts.is_empty() {
            return;
        }
        self.heading("digest_posts");
        for Post { title, url, lang: own, about, summary } in &told.posts {
            let mut cell = self.post((title, url), own.as_deref(), &about.join(" · "));
            if !summary.is_empty() {
                let _ = write!(
                    cell,
                    "<p class=\"wk-ink\" style=\"margin:6px 0 0;{FONT}font-size:16px;line-height:24px;color:#1c2226;\"{}>{}</p>",
                    lang(own.as_deref()),
                    escape(summary)
                );
            }
            self.row("padding-top:10px;padding-bottom:12px;", &cell);
        }
        self.more(&told.more_posts);
    }

    fn talks(&mut self, told: &Told) {
        if told.talks.is_empty() {
            return;
        }
        self.heading("digest_talks");
        for Talk { title, url, lang: own, count, best } in &told.talks {
            let mut cell = self.post((title, url), own.as_deref(), count);
            for Comment { text, author, url } in best {
                let author = link(url, author, &self.link_style("text-decoration:underline;"));
                // A cell with a line at its left: Word draws no line beside a paragraph.
                let _ = write!(
                    cell,
                    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\
                     <td class=\"wk-rule\" style=\"padding:0 0 0 14px;border-left:3px solid #dedad1;\">\
                     <p class=\"wk-ink\" style=\"margin:10px 0 0;{FONT}font-size:16px;line-height:24px;color:#1c2226;\">{}</p>\
                     <p class=\"wk-soft\" style=\"margin:2px 0 8px;{FONT}font-size:14px;line-height:20px;color:#565d63;\">– {author}</p>\
                     </td></tr></table>",
                    escape(text)
                );
            }
            self.row("padding-top:10px;padding-bottom:12px;", &cell);
        }
        self.more(&told.more_talks);
    }

    fn writers(&mut self, told: &Told) {
        if told.writers.is_empty() {
            return;
        }
        self.heading("digest_writers");
        let people = people(told, &self.link_style("text-decoration:underline;"));
        let cell = format!(
            "<p class=\"wk-ink\" style=\"margin:0;{FONT}font-size:16px;line-height:24px;color:#1c2226;\">{people}</p>"
        );
        self.row("padding-top:4px;padding-bottom:20px;", &cell);
    }

    fn more(&mut self, more: &str) {
        if !more.is_empty() {
            let cell = format!(
                "<p class=\"wk-soft\" style=\"margin:0;{FONT}font-size:16px;line-height:24px;color:#565d63;\">{}</p>",
                escape(more)
            );
            self.row("padding-top:4px;padding-bottom:16px;", &cell);
        }
    }

    fn foot(&mut self, told: &Told, config: &Config) {
        // Days that no page tells of lead to the blog, and are not said to be read there.
        let (url, words) = match told.url.is_empty() {
            true => (&config.base_url, config.title.clone()),
            false => (&told.url, self.phrases.say("digest_online", &[])),
        };
        let online = link(url, &words, &self.link_style("text-decoration:underline;"));
        let cell = format!(
            "<p class=\"wk-soft\" style=\"margin:0;{FONT}font-size:14px;line-height:20px;color:#565d63;\">{online}</p>"
        );
        self.row("padding-top:18px;padding-bottom:24px;border-top:1px solid #dedad1;", &cell);
    }
}

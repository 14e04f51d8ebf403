//! What is said of charts, pictures and documents, in English.

use super::phrases::{bytes as size, count, list, meant};
use super::reasons::{formula_reason, picture_reason};
use crate::diagnostic::{Damage, Problem, Unfit, Wording, say};

/// What is said of a problem with what posts show.
#[expect(clippy::too_many_lines, reason = "a flat table")]
pub(super) fn wording(problem: &Problem) -> Wording {
    match problem {
        Problem::ChartRagged { cells, headings, delimiter } => say(
            format!(
                "this line has {} {}, but the first has {}",
                count(*cells),
                if *cells == 1 { "cell" } else { "cells" },
                count(*headings)
            ),
            format!(
                "put a `{delimiter}` between cells, empty ones too. \
                 If a text has a `{delimiter}` in it, put the text in quotation marks"
            ),
        ),
        Problem::ChartNotANumber { value, column } => say(
            format!("`{value}` in the column `{column}` is not a number"),
            "write a number like the others in this file, or leave the cell empty if there is none",
        ),
        Problem::ChartWithoutNumbers => say(
            "there is no column of numbers in this file, so there is nothing to draw",
            "put the numbers in a column behind the first. \
             If you only want to point to the file, write `[text](file.csv)` without the `!`",
        ),
        Problem::ChartTooWide { columns, limit } => say(
            format!(
                "in one chart {} columns of numbers cannot be told apart; the limit is {}",
                count(*columns),
                count(*limit)
            ),
            "spread the columns over more files, or put small groups together",
        ),
        Problem::ChartTooLong { rows, limit } => say(
            format!(
                "a chart of {} rows cannot be read; the limit is {}",
                count(*rows),
                count(*limit)
            ),
            "leave rows out or put them together. \
             If they are measurements over time, put `# chart: lines` at the top of the file",
        ),
        Problem::ChartUnknownWord { word, nearest } => say(
            format!("`{{{word}}}` does not say how to draw a chart"),
            meant(
                nearest,
                "choose `{bars}`, `{stacked}`, `{columns}`, `{lines}` or `{share}`, or leave it out",
            ),
        ),
        Problem::ChartWishUnmet { word, why } => say(
            format!(
                "`{{{word}}}` cannot be drawn of these numbers: {}; they are bars now",
                match why {
                    Unfit::Share => "a share is one percentage, or a number and its rest",
                    Unfit::Lines => "a line needs more than one row",
                    Unfit::Stacked => "some are negative, and those cannot be stacked",
                }
            ),
            "take the wish out of the title or out of the file, or choose another form",
        ),
        Problem::ChartWishMisplaced { word } => say(
            format!("`{{{word}}}` is not at the end of the title, and readers see it there"),
            format!(
                "put `{{{word}}}` behind everything else: `\"Ide per week (source: CBS) {{{word}}}\"`"
            ),
        ),
        Problem::ChartUnlike { value, other, column } => say(
            format!(
                "in the column `{column}` stands `{value}` with `{other}`, and the chart shows both without a sign"
            ),
            "write all of them alike: with `%` or without, and in one currency. Numbers of another kind belong in a column of their own",
        ),
        Problem::FormulaInvalid { formula, detail } => say(
            format!(
                "the formula `{formula}` stands there as it was written: {}",
                formula_reason(detail)
            ),
            "write the formula in LaTeX, as `$\\frac{L}{C}$`. If these are plain dollars, write `\\$`",
        ),
        Problem::DescriptionMissing { target, count: amount } => say(
            format!(
                "`{target}` has no description for who does not see it{}",
                match amount {
                    0 | 1 => String::new(),
                    2 => "; nor has one more picture here".to_owned(),
                    _ => format!("; nor have {} more pictures here", count(amount - 1)),
                }
            ),
            "write between the square brackets what there is to see: `![A wet dike](dike.jpg)`. If it only adorns: `<img src=\"dike.jpg\" alt=\"\">`",
        ),
        Problem::HeadingSkips { heading, written, wanted, count: amount } => say(
            format!(
                "the heading `{heading}` (`{written}`) skips a level{}",
                match amount {
                    0 | 1 => String::new(),
                    2 => "; so does one more here".to_owned(),
                    _ => format!("; so do {} more here", count(amount - 1)),
                }
            ),
            format!(
                "write `{wanted}` in the place of `{written}`: who hears the page goes from heading to heading, and looks for the one between"
            ),
        ),
        Problem::CaptionsMissing { stem, other } => say(
            "this film has no captions, and who does not hear it misses what is said",
            captions(stem, other, "put captions beside it"),
        ),
        Problem::SoundWithoutText { stem, other } => say(
            "this sound has no text, and who does not hear it misses what is said",
            captions(stem, other, "put its text, with the times, beside it"),
        ),
        Problem::CaptionsMistimed { times, count: lines } => say(
            format!(
                "the times of {} in these captions mean nothing, first `{times}`",
                match lines {
                    1 => "one line".to_owned(),
                    _ => format!("{} lines", count(*lines)),
                }
            ),
            "write a beginning and a later end, as `00:01:02.500 --> 00:01:05.000`",
        ),
        Problem::PictureDamaged { detail } => say(
            format!("this picture is damaged and cannot be read: {}", picture_reason(detail)),
            "open it in another program, and save it again as JPEG, PNG or WebP, or as plain SVG",
        ),
        Problem::PictureForeign { name, kind } => say(
            format!("most browsers do not show the picture `{name}`: it is {kind}"),
            format!(
                "save it as JPEG, PNG or WebP and write that name here; then who made it where does not go along either{}",
                match kind.as_str() {
                    "HEIC" => ". On an iPhone: Settings, Camera, Formats, `Most Compatible`",
                    _ => "",
                }
            ),
        ),
        Problem::PictureTelling { kind } => say(
            format!(
                "this picture ({kind}) goes to readers as it is, with all it says of who made it where and when"
            ),
            "save it as JPEG, PNG or WebP: out of those it is left. Or take it away if nobody needs it",
        ),
        Problem::PictureTail { bytes } => say(
            format!(
                "behind the end of this picture lay something else ({}); it was left out",
                size(*bytes)
            ),
            "look where this file comes from: another file or a program may be hidden in it. Save the picture again if you trust it",
        ),
        Problem::DrawingCleaned { taken } => say(
            format!(
                "out of this drawing went what runs or is fetched from elsewhere: {}; it may look different",
                list(taken)
            ),
            "look at it on the page. If it is not right, save it as plain SVG without scripts and with its pictures embedded, or as PNG",
        ),
        Problem::DrawingTooLarge { limit } => say(
            format!(
                "this drawing draws the same parts more than {} times over, and a browser would hang on it",
                count(*limit)
            ),
            "open it in a drawing program, unlink clones and patterns, and save it again as plain SVG; or save it as PNG",
        ),
        Problem::DrawingTooDeep { limit } => say(
            format!(
                "parts of this drawing stand more than {} deep within each other, and browsers then do not show it",
                count(*limit)
            ),
            "open it in a drawing program, ungroup its groups, and save it again as plain SVG; or save it as PNG",
        ),
        Problem::PictureMoves => say(
            "this picture keeps moving, and readers cannot make it stand still, which they must be able to (WCAG 2.2.2)",
            "let it stop within five seconds, or make it a film (`.mp4`), which readers start and stop themselves. Or save one frame of it as PNG",
        ),
        Problem::FileRuns => say(
            "this file opens as a web page and runs programs; it goes to readers as it is, with all rights of the site",
            "take it away if you do not know its maker. If it is a drawing, name it `.svg`, and it is cleaned. If it is text, make it a post or a page",
        ),
        Problem::CaptionsEmpty => say(
            "there is not one text with a time in these captions, so the film has none",
            "write them as WebVTT: `WEBVTT`, an empty line, `00:00.000 --> 00:02.500`, and below it what is said or heard",
        ),
        Problem::PictureTooLarge { megapixels, limit } => say(
            format!(
                "this picture has {} million pixels; the limit is {} million",
                count(*megapixels),
                count(*limit)
            ),
            "make it smaller. Three thousand pixels wide is plenty for any screen",
        ),
        Problem::DocumentEncrypted => say(
            "this document is protected by a password; its text cannot be searched",
            "save it without a password",
        ),
        Problem::DocumentDamaged { damage } => say(
            format!(
                "the text of this document cannot be searched: {}",
                match damage {
                    Damage::Foreign => "it is of another kind than its name says",
                    Damage::Empty => "the file is empty",
                    Damage::Cut => "the end of the file is missing",
                    Damage::Broken => "it is damaged",
                    Damage::TooLarge => "there is too much in it",
                }
            ),
            match damage {
                Damage::Empty => "fetch it again from where it came: it was lost on its way here",
                _ => "open it in the program that it was made with, and save it again",
            },
        ),
        Problem::DocumentActive => say(
            "there is a program in this PDF, or it starts one",
            "save it without that (print it to PDF again). Nothing of it is run here, but it goes to readers as it is",
        ),
        Problem::DocumentWithoutText => say(
            "there is no text in this document: it may be a scan",
            "let a program recognise its text (OCR). As it is it cannot be searched, nor read by who does not see it",
        ),
        _ => say(
            "there is no table in this file, so there is nothing to draw",
            "begin with a line of headings, such as `Week;Ide;Perch`, and below it a name and its numbers on each line",
        ),
    }
}

/// How captions get beside a film or a sound; `other` is a file with them that browsers do not read.
fn captions(stem: &str, other: &Option<String>, words: &str) -> String {
    match other {
        Some(other) => format!(
            "make WebVTT of `{other}` and call that `{stem}.vtt`: its first line is `WEBVTT`, and the times have a point in the place of the comma"
        ),
        None => format!(
            "{words} as `{stem}.vtt`, or by language as `{stem}.en.vtt`. If nothing is said, write in it what there is to hear"
        ),
    }
}

//! What is read and shown of pages that the program makes of what was written elsewhere: series, and the statement on accessibility.

use super::contents::{Source, head};
use super::exclusion::is_found;
use super::segments::{Content, LONGEST, Line};
use super::text::push_lines;
use crate::output::OutputPath;
use crate::page::phrases::Phrases;
use crate::site::{ACCESSIBILITY, Article, SeriesId};

impl Source<'_> {
    /// The parts of a series, but for those that are not found: nothing of them is told.
    pub(super) fn parts_of(&self, id: SeriesId) -> impl Iterator<Item = &Article> {
        let parts = self.site.series[id.0 as usize].posts.iter();
        parts
            .map(|post| self.site.article(*post))
            .filter(|part| is_found(part, self.site, self.config))
    }

    /// A series says what its parts are.
    pub(super) fn series(&self, id: SeriesId) -> Content {
        let series = &self.site.series[id.0 as usize];
        let titles: Vec<&str> = self.parts_of(id).map(|part| part.title.as_str()).collect();
        Content {
            head: head("series", &series.title, &series.path),
            title: series.title.clone(),
            lines: lines([titles.join(" · ")]),
            ..Content::default()
        }
    }

    /// The statement on accessibility, in the words of the theme and the settings.
    pub(super) fn statement(&self, phrases: &Phrases) -> Content {
        let Ok(path) = OutputPath::new(ACCESSIBILITY) else { return Content::default() };
        let said = &self.config.accessibility;
        let title = phrases.say("accessibility", &[]);
        let lead = phrases.say("accessibility_lead", &[("title", &self.config.title)]);
        let status = said.status.as_deref().unwrap_or_default().to_lowercase();
        let status = phrases.say(&format!("accessibility_{status}"), &[]);
        let problems = said.problems.iter().map(|barrier| {
            let told = barrier.told();
            let more = [told.reason, told.measure, told.alternative].into_iter().flatten();
            std::iter::once(told.problem).chain(more).collect::<Vec<String>>().join(" ")
        });
        let assessment = said.assessment.clone().into_iter();
        Content {
            head: head("page", &title, &path),
            title,
            lines: lines([lead, status].into_iter().chain(problems).chain(assessment)),
            ..Content::default()
        }
    }
}

fn lines(texts: impl IntoIterator<Item = String>) -> Vec<Line> {
    let mut lines = Vec::new();
    for text in texts {
        push_lines(&text, LONGEST, |line| lines.push(Line::Text(line)));
    }
    lines
}

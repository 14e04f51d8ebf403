//! Templates of a theme that change nothing: those that nothing uses, and those without what pages take from them.

use super::{DEFAULT, Theme};
use crate::diagnostic::{Diagnostic, Problem, nearest};
use crate::site::Site;
use crate::source::SourcePath;

impl Theme {
    /// What is told of the site's own templates that change nothing on it.
    pub(in crate::page) fn unused(&self, site: &Site) -> Vec<Diagnostic> {
        let known: Vec<&str> =
            super::files_of(&DEFAULT).iter().filter_map(|file| name(file)).collect();
        let told = |(name, text): (&String, &String)| {
            let problem = match DEFAULT.get_file(format!("templates/{name}")) {
                Some(file) => {
                    let names = components(file.contents_utf8()?);
                    let own = components(text);
                    let lacks = !names.is_empty() && !names.iter().any(|name| own.contains(name));
                    lacks.then_some(Problem::ComponentMissing { names })?
                }
                None if self.is_used(name, text, site) => return None,
                None => {
                    let nearest = nearest(name, known.iter().copied());
                    Problem::TemplateUnused { name: name.clone(), nearest }
                }
            };
            let path = format!("{}templates/{name}", self.folder);
            Some(Diagnostic::warning(problem).at(&SourcePath::new(&path)))
        };
        self.own.iter().filter_map(told).collect()
    }

    /// Whether a post, a page or another template names this template, or may take a component from it.
    fn is_used(&self, name: &str, text: &str, site: &Site) -> bool {
        let stem = name.strip_suffix(".html").unwrap_or(name);
        let asked = |template: &String| template == name || template == stem;
        let forms = [format!("\"{name}\""), format!("'{name}'")];
        let mut others = self.own.iter().filter(|(other, _)| *other != name);
        let mut articles =
            site.articles.iter().filter_map(|it| it.document().front.template.as_ref());
        // What is not published today may name it too.
        site.withheld.any()
            || !components(text).is_empty()
            || articles.any(asked)
            || others.any(|(_, text)| forms.iter().any(|form| text.contains(form)))
    }
}

/// The name of a template of the program.
fn name(file: &'static include_dir::File<'static>) -> Option<&'static str> {
    file.path().to_str()?.strip_prefix("templates/")
}

/// The components that a template has.
fn components(text: &str) -> Vec<String> {
    let tags = text.split("{%").skip(1).map(|tag| tag.trim_start_matches('-').trim_start());
    let names = tags.filter_map(|tag| tag.strip_prefix("component "));
    names.filter_map(|rest| Some(rest.trim_start().split('(').next()?.trim().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_found_in_what_a_template_says() {
        let text = "{# component x #}{% component a(b) -%}{{ b }}{%- endcomponent a %}{%-component  c (d)%}";
        assert_eq!(components(text), ["a", "c"]);
        assert_eq!(components("<p>component</p>"), [""; 0]);
    }
}

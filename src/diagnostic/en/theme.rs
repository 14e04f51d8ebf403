//! What is said of themes, in English.

use super::phrases::{list, meant, meant_or, template_part};
use super::reasons::reason;
use crate::diagnostic::{TemplatePart, Wording, say};

pub(super) fn unknown_theme(name: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("there is no theme `{name}`"),
        meant_or(nearest, &format!("put it in `themes/{name}`, or remove `theme`")),
    )
}

pub(super) fn theme_incomplete(missing: &[String]) -> Wording {
    say(
        format!(
            "the theme does not have these templates, and takes them from nowhere: {}",
            list(missing)
        ),
        "put `extends = \"default\"` in `theme.toml`: then the theme has those of Weerklank",
    )
}

pub(super) fn template_unused(name: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("nothing uses the template `{name}`"),
        meant_or(nearest, "name it in a post with `template`, include it in another, or remove it"),
    )
}

pub(super) fn component_missing(names: &[String]) -> Wording {
    say(
        format!(
            "this template has none of the components that pages take from it: {}",
            list(names)
        ),
        "write its HTML within `{% component … %}` and `{% endcomponent %}`, as the template of the same name in `themes/default` does",
    )
}

pub(super) fn template_invalid(detail: &str) -> Wording {
    say(
        format!("there is a mistake in this template: {}", reason(detail)),
        "ask the maker of the theme to correct it. Without this file, Weerklank uses its own \
         template",
    )
}

pub(super) fn template_unknown(
    part: TemplatePart,
    name: &str,
    nearest: &Option<String>,
) -> Wording {
    say(
        format!("this template uses {} `{name}`, which is not there", template_part(part)),
        meant(nearest, "check how the name is written, or ask the maker of the theme"),
    )
}

pub(super) fn template_of_others(name: &str, usual: &str) -> Wording {
    say(
        format!("the template `{name}` is for other pages; this one uses `{usual}`"),
        "remove `template`, or put a template of that name in `templates` of your theme",
    )
}

pub(super) fn template_failed(page: &str, detail: &str) -> Wording {
    say(
        format!("the page `{page}` cannot be made: {}", reason(detail)),
        "send this message to the maker of the theme: the template does not fit the page",
    )
}

pub(super) fn style_foreign(address: &str) -> Wording {
    say(
        format!("`{address}` is not loaded: pages take nothing from outside of the site"),
        "put a copy in the folder `assets` of the theme, and name that",
    )
}

pub(super) fn language_missing(language: &str) -> Wording {
    say(
        format!(
            "there are no words for the language `{language}`; menus, buttons and dates are in English"
        ),
        format!(
            "put the words in `i18n/{language}.toml` of a theme of your own, \
             or choose `language = \"nl\"` or `\"en\"` in weerklank.toml"
        ),
    )
}

pub(super) fn translation_missing(keys: &[String], language: &str) -> Wording {
    say(
        format!("the theme does not have these texts in the language `{language}`: {}", list(keys)),
        "put them in this file; until then they are in English",
    )
}

pub(super) fn brand_file(key: &str, path: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("the file `{path}` of `{key}` is not there"),
        meant(nearest, "put the file in `static`, and write its name as it is there"),
    )
}

pub(super) fn menu_target(target: &str, nearest: &Option<String>) -> Wording {
    say(
        format!("the menu points to `{target}`, which is not there"),
        meant(nearest, "name a file in `content`, or an address that begins with `https://`"),
    )
}

pub(super) fn exclude_unmatched(rule: &str, nearest: &Option<String>) -> Wording {
    say(
        format!(
            "`{rule}` in `search.exclude` leaves nothing out: no file and no topic is called that"
        ),
        meant(
            nearest,
            "name a file or folder by its whole path, as `content/posts/internal/**`, or a topic as `topic:internal`",
        ),
    )
}

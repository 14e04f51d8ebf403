//! What is said of posts that come from another system, in Dutch.

use crate::diagnostic::{Wording, say};

pub(super) fn foreign() -> Wording {
    say(
        "dit is geen export van WordPress, en alleen daaruit worden berichten gehaald",
        "kies in WordPress Extra > Exporteren > Alle inhoud, en geef het `.xml`-bestand dat dat oplevert; \
         berichten van Hugo, Jekyll en dergelijke zet u zo in `content/posts`",
    )
}

pub(super) fn empty() -> Wording {
    say(
        "in deze export staan geen berichten",
        "kies in WordPress Extra > Exporteren > Alle inhoud, en niet alleen de media of een menu",
    )
}

pub(super) fn left_out(name: &str) -> Wording {
    say(
        format!(
            "wat in de oude blog `<{name}>` was, staat niet in dit bericht: hier komt er niets voor in de plaats"
        ),
        "kijk of de tekst er zonder kan, of schrijf er zelf iets voor",
    )
}

pub(super) fn missing(name: &str, address: &str) -> Wording {
    say(
        format!("`{name}` ontbreekt; het stond op {address}"),
        "vraag de beheerder van de oude blog om de map `wp-content/uploads`, en geef haar bij een \
         volgende `weerklank import` met `--uploads MAP`, of zet het bestand zelf naast het bericht",
    )
}

pub(super) fn no_folder(folder: &str) -> Wording {
    say(
        format!("`{folder}` is geen map die er is"),
        "noem bij `--uploads` de map `wp-content/uploads` van de oude blog, zoals u die kreeg",
    )
}

//! English inflection undone: the word that a form is of, when the lexicon or the site bears it out.

use super::lexicon::{Lexicon, Traits};

const IRREGULAR: [(&str, &str); 36] = [
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("lives", "life"),
    ("leaves", "leaf"),
    ("analyses", "analysis"),
    ("data", "data"),
    ("news", "news"),
    ("media", "media"),
    ("was", "be"),
    ("were", "be"),
    ("been", "be"),
    ("has", "have"),
    ("had", "have"),
    ("did", "do"),
    ("done", "do"),
    ("went", "go"),
    ("gone", "go"),
    ("made", "make"),
    ("took", "take"),
    ("taken", "take"),
    ("gave", "give"),
    ("given", "give"),
    ("wrote", "write"),
    ("written", "write"),
    ("built", "build"),
    ("found", "find"),
    ("held", "hold"),
    ("kept", "keep"),
    ("led", "lead"),
    ("left", "leave"),
    ("met", "meet"),
    ("said", "say"),
    ("thought", "think"),
];

/// The word that an English form is of: itself when nothing speaks for another.
pub(super) fn word(form: &str, lexicon: &Lexicon, is_known: impl Fn(&str) -> bool) -> String {
    if let Some((_, word)) = IRREGULAR.iter().find(|(irregular, _)| *irregular == form) {
        return (*word).to_owned();
    }
    if form.len() < 4 || !form.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return form.to_owned();
    }
    let mut found = None;
    bases(form, |base| {
        let is_word =
            base.len() >= 3 && (lexicon.traits(base).any(Traits::ENGLISH) || is_known(base));
        if is_word && found.is_none() {
            found = Some(base.to_owned());
        }
    });
    found.unwrap_or_else(|| form.to_owned())
}

/// Hands over what a form may be of, the likeliest first.
fn bases(form: &str, mut keep: impl FnMut(&str)) {
    if let Some(stem) = form.strip_suffix("ies") {
        keep(&format!("{stem}y"));
        keep(&form[..form.len() - 1]);
    } else if let Some(stem) = form.strip_suffix("es")
        && stem.ends_with(['s', 'x', 'z', 'h', 'o'])
    {
        keep(stem);
        keep(&form[..form.len() - 1]);
    } else if let Some(stem) = form.strip_suffix('s')
        && !stem.ends_with(['s', 'u', 'i'])
    {
        keep(stem);
    } else if let Some(stem) = form.strip_suffix("ied") {
        keep(&format!("{stem}y"));
    } else if let Some(stem) = form.strip_suffix("ing").or_else(|| form.strip_suffix("ed"))
        && stem.bytes().any(|letter| b"aeiouy".contains(&letter))
    {
        if let [.., one, other] = stem.as_bytes()
            && one == other
            && !b"ls".contains(one)
        {
            keep(&stem[..stem.len() - 1]);
        }
        keep(stem);
        keep(&format!("{stem}e"));
    }
}

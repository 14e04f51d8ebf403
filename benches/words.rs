//! The word that each form is of: `cargo bench --bench words < FORMS`, a form a line. For `words/inflection.py`.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::io::{Read, stdin};

use weerklank::search::words::{Form, Language, groups};

fn main() {
    let mut list = String::new();
    stdin().read_to_string(&mut list).expect("forms in UTF-8");
    let mut forms: Vec<&str> = list.lines().collect();
    forms.sort_unstable();
    forms.dedup();
    let forms: Vec<Form<'_>> =
        forms.into_iter().map(|text| Form { text, count: 1, language: Language::Dutch }).collect();
    let words = groups::words(&forms, 0..forms.len());
    for (form, word) in forms.iter().zip(words) {
        println!("{} {word}", form.text);
    }
}

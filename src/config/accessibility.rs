//! `[accessibility]`: the statement that the law asks for, in the parts that the model of the European Commission has.

use serde::{Deserialize, Serialize};

/// `[accessibility]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Accessibility {
    /// `A` (whole), `B` (in part), `C` (first steps taken) or `D` (not); without it there is no page.
    pub status: Option<String>,
    /// The organisation that answers for the site; without it that of `brand`.
    pub organisation: Option<String>,
    /// The law that asks for the statement; without it that of the Netherlands.
    pub law: Option<String>,
    /// What the statement is about: an address, or words; without it the address of the site.
    pub scope: Option<String>,
    /// When the statement was written, in words.
    pub date: Option<String>,
    /// When it was last looked at again, in words.
    pub reviewed: Option<String>,
    /// How it was found out how accessible the site is, in a sentence.
    pub assessment: Option<String>,
    /// The address of the report that it rests on.
    pub report: Option<String>,
    /// When that report was made, in words.
    pub report_date: Option<String>,
    /// Whom to tell: an address of e-mail or the web.
    pub contact: Option<String>,
    /// When there is an answer, in words: `drie weken`.
    pub response: Option<String>,
    /// Who takes complaints: `de Nationale ombudsman`.
    pub authority: Option<String>,
    /// The address of where to go with a complaint.
    pub appeal: Option<String>,
    /// What is known not to be accessible.
    pub problems: Vec<Barrier>,
}

/// Something that is not accessible: a sentence, or that with what the law wants to know of it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Barrier {
    /// A sentence.
    Text(String),
    /// With more.
    Told(Told),
}

/// What is known of a [`Barrier`].
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What is not accessible.
    pub problem: String,
    /// Why.
    pub reason: Option<String>,
    /// What is done about it.
    pub measure: Option<String>,
    /// When it is done, in words.
    pub date: Option<String>,
    /// What there is until then.
    pub alternative: Option<String>,
}

/// The keys of [`Told`].
pub(super) const BARRIER: [&str; 5] = ["problem", "reason", "measure", "date", "alternative"];

impl Barrier {
    /// The same with all that may be known of it.
    pub fn told(&self) -> Told {
        match self {
            Barrier::Text(problem) => Told { problem: problem.clone(), ..Told::default() },
            Barrier::Told(told) => told.clone(),
        }
    }
}

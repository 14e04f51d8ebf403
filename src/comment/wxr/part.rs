//! A portion of an export of WordPress on its way to comments.

use std::sync::Arc;

use super::super::body;
use super::super::portions::Portion;
use super::super::reading::Flaw;
use super::super::text::{self, Lines};
use super::super::xml::{self, Step};
use super::super::{BodyKind, Comment, Held, Identity, Keeping, Origin, Place, dates};
use super::item::{Item, Remark, trimmed};
use super::name::Name;
use super::users::User;
use super::{Channel, FORMAT};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Problem};
use crate::source::SourcePath;

/// The elements of an export of WordPress.
type Elements<'i> = xml::Elements<'i, Name>;

/// What was read of a portion.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) channel: Channel,
    pub(super) users: Vec<User>,
    /// The comments, as yet without their places.
    pub(super) comments: Vec<Comment>,
    /// The items.
    pub(super) places: Vec<Stood<Place>>,
    /// Comments by their place among all, with the number of the account behind them.
    pub(super) accounts: Vec<(usize, u64)>,
    /// Control characters that went.
    pub(super) removed: u64,
    pub(super) double_encoded: Option<(u32, String)>,
    /// The line of the first comment of which WordPress says that it has no date.
    pub(super) undated: Option<u32>,
    pub(super) warnings: Vec<Diagnostic>,
    /// Whether the file ends in it, whatever may follow.
    pub(super) is_end: bool,
    /// What ended the reading.
    pub(super) flaw: Option<Diagnostic>,
}

/// An item, of which the comments stand in a row.
#[derive(Debug)]
pub(super) struct Stood<T> {
    pub(super) place: T,
    /// How many of the comments are its own.
    pub(super) comments: usize,
    /// Whether it has a page here.
    pub(super) has_page: bool,
    /// Why not everyone may see it there.
    pub(super) restricted: Option<Held>,
}

impl Stood<Place> {
    /// The same, so that its comments can share where they stood.
    pub(super) fn shared(self) -> Stood<Arc<Place>> {
        let Stood { place, comments, has_page, restricted } = self;
        Stood { place: Arc::new(place), comments, has_page, restricted }
    }
}

impl Part {
    /// The same with its texts packed: there will be many parts.
    pub(super) fn packed(mut self, keeping: Option<&Arc<dyn Keeping>>) -> Part {
        body::pack(self.comments.iter_mut().map(|comment| &mut comment.body), keeping);
        self
    }

    /// Reads a portion.
    pub(super) fn read(portion: &Portion<'_>, path: &SourcePath, config: &Config) -> Part {
        Part::read_some(portion, path, config, config.limits.comments)
    }

    /// Reads a portion when only so many comments may still come.
    pub(super) fn read_some(
        portion: &Portion<'_>,
        path: &SourcePath,
        config: &Config,
        room: usize,
    ) -> Part {
        let text = portion.text.as_ref();
        let lines = Lines::within(text, portion.place.start, portion.line);
        let elements = Elements::within(text, path, Name::of, lines);
        let origin =
            Origin { format: FORMAT.name, identity: Identity::Numbered, file: path.clone() };
        let origin = Arc::new(origin);
        let (nowhere, part) = (Arc::default(), Part::default());
        let mut reading = Reading { elements, origin, nowhere, path, config, room, part };
        let ended = reading.read_file();
        let Reading { elements, mut part, .. } = reading;
        part.is_end = elements.after() <= portion.place.end;
        part.warnings = elements.warnings;
        if let Err(flaw) = ended {
            let error = Diagnostic::error(flaw.problem).at(path);
            part.flaw = Some(portion.told(error, flaw.place));
        }
        part
    }
}

/// A portion that is being read.
struct Reading<'i> {
    elements: Elements<'i>,
    origin: Arc<Origin>,
    /// Where its comments stand until the address of the site is known; a place of each would take as much memory as all else of them.
    nowhere: Arc<Place>,
    path: &'i SourcePath,
    config: &'i Config,
    room: usize,
    part: Part,
}

impl<'i> Reading<'i> {
    /// What follows the end of the outermost element is not read.
    fn read_file(&mut self) -> Result<(), Flaw> {
        if self.elements.enter(Name::Rss)? {
            while self.elements.enter(Name::Channel)? {
                self.read_channel()?;
            }
        }
        Ok(())
    }

    fn read_channel(&mut self) -> Result<(), Flaw> {
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Item) => {
                    self.read_item()?;
                    continue;
                }
                Step::Start(Name::Author) => {
                    self.read_user()?;
                    continue;
                }
                Step::Start(Name::Link) => &mut self.part.channel.link,
                Step::Start(Name::PubDate) => &mut self.part.channel.made,
                Step::Start(Name::WxrVersion) => &mut self.part.channel.version,
                Step::Start(Name::BaseSiteUrl) => &mut self.part.channel.site,
                Step::Start(Name::BaseBlogUrl) => &mut self.part.channel.blog,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => return Ok(()),
            };
            *field = Some(self.elements.value()?.into_owned());
        }
    }

    fn read_user(&mut self) -> Result<(), Flaw> {
        let mut user = User::default();
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::AuthorId) => &mut user.id,
                Step::Start(Name::AuthorLogin) => &mut user.login,
                Step::Start(Name::AuthorEmail) => &mut user.email,
                Step::Start(Name::AuthorDisplayName) => &mut user.name,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => break,
            };
            *field = Some(self.elements.value()?.into_owned());
        }
        self.part.users.push(user);
        Ok(())
    }

    fn read_item(&mut self) -> Result<(), Flaw> {
        let mut item = Item::default();
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::Comment) => {
                    let remark = self.read_remark()?;
                    item.comments.push(remark);
                    continue;
                }
                Step::Start(Name::Link) => &mut item.link,
                Step::Start(Name::Guid) => &mut item.guid,
                Step::Start(Name::Title) => &mut item.title,
                Step::Start(Name::PostId) => &mut item.id,
                Step::Start(Name::PostName) => &mut item.slug,
                Step::Start(Name::PostParent) => &mut item.parent,
                Step::Start(Name::Status) => &mut item.status,
                Step::Start(Name::PostType) => &mut item.kind,
                Step::Start(Name::PostPassword) => &mut item.password,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => break,
            };
            *field = Some(self.elements.value()?);
        }
        self.add_item(&item)
    }

    fn read_remark(&mut self) -> Result<Remark<'i>, Flaw> {
        let mut remark = Remark { line: self.elements.line(), ..Remark::default() };
        loop {
            let field = match self.elements.step()? {
                Step::Start(Name::CommentId) => &mut remark.id,
                Step::Start(Name::CommentParent) => &mut remark.parent,
                Step::Start(Name::CommentAuthor) => &mut remark.author,
                Step::Start(Name::CommentAuthorEmail) => &mut remark.email,
                Step::Start(Name::CommentUserId) => &mut remark.user,
                Step::Start(Name::CommentDate) => &mut remark.date,
                Step::Start(Name::CommentDateGmt) => &mut remark.date_utc,
                Step::Start(Name::CommentContent) => &mut remark.content,
                Step::Start(Name::CommentApproved) => &mut remark.approved,
                Step::Start(Name::CommentType) => &mut remark.kind,
                Step::Start(_) => {
                    self.elements.skip()?;
                    continue;
                }
                Step::End => return Ok(remark),
            };
            *field = Some(self.elements.value()?);
        }
    }

    /// Only at its end is everything known of an item that decides about its comments.
    fn add_item(&mut self, item: &Item<'_>) -> Result<(), Flaw> {
        if self.part.comments.len() + item.comments.len() > self.room {
            let limit = u64::try_from(self.config.limits.comments).unwrap_or(u64::MAX);
            return Err(self.elements.here(Problem::TooManyComments { limit }));
        }
        let has_page = item.has_page(&self.config.comments);
        if item.comments.is_empty() && !has_page {
            return Ok(());
        }
        let place = item.place(&self.config.comments, &mut self.part.removed);
        for remark in &item.comments {
            let comment = self.comment(remark, item);
            let number = self.part.comments.len();
            self.part.comments.push(comment);
            self.part.accounts.extend(remark.user().map(|account| (number, account)));
        }
        let restricted = item.restricted(&self.config.comments);
        self.part.places.push(Stood { place, comments: item.comments.len(), has_page, restricted });
        Ok(())
    }

    fn comment(&mut self, remark: &Remark<'_>, item: &Item<'_>) -> Comment {
        let body = remark.content.as_deref().unwrap_or_default();
        let part = &mut self.part;
        let body = text::repair(body, &mut part.removed).into_owned();
        let author = remark.author(&mut part.removed);
        if part.double_encoded.is_none() {
            let example =
                text::double_encoded(&author.name).or_else(|| text::double_encoded(&body));
            part.double_encoded = example.map(|example| (remark.line, example.to_owned()));
        }
        let zone = &self.config.timezone;
        let written = dates::wordpress(remark.date_utc.as_deref(), remark.date.as_deref(), zone);
        if written.is_some_and(|local| local.is_doubtful) {
            let value = trimmed(&remark.date).unwrap_or_default().to_owned();
            let warning = Diagnostic::warning(Problem::DateClockChange { value }).at(self.path);
            self.elements.warnings.push(Diagnostic { line: Some(remark.line), ..warning });
        }
        let mut said = [&remark.date, &remark.date_utc].into_iter().filter_map(trimmed);
        match (written, said.clone().find(|date| !is_none(date))) {
            (None, Some(value)) => {
                let value = value.chars().take(40).collect();
                let warning = Diagnostic::warning(Problem::DateUnclear { value }).at(self.path);
                self.elements.warnings.push(Diagnostic { line: Some(remark.line), ..warning });
            }
            (None, None) if said.next().is_some() => {
                self.part.undated.get_or_insert(remark.line);
            }
            _ => {}
        }
        Comment {
            origin: self.origin.clone(),
            line: remark.line,
            source_id: trimmed(&remark.id).map(Box::from),
            parent: remark.parent(),
            place: self.nowhere.clone(),
            author: Arc::new(author),
            written: written.map(|local| local.moment),
            held: remark.held(&body, item, &self.config.comments),
            body: body.into(),
            kind: BodyKind::WordPress,
            mentions: Box::default(),
            plain: None,
            has_time: true,
        }
    }
}

/// How WordPress writes that there is no date, with a time behind it or not.
pub(super) const NO_DATE: &str = "0000-00-00";

fn is_none(date: &str) -> bool {
    date.starts_with(NO_DATE)
}

//! Every problem that can be found in what people wrote: the variant's name is its code.

use serde::{Deserialize, Serialize};

use super::kinds::{Damage, Excess, Foreign, Refusal, Unread, Waiting};
use super::near::nearest;
use super::trouble::Trouble;
use crate::comment::Held;

/// What a value should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the catalogues say what each is")]
pub enum Expected {
    Text,
    Number,
    Positive,
    ReplyTo,
    Boolean,
    Date,
    List,
    Person,
    Table,
    Color,
    Address,
    TimeZone,
    LanguageCode,
    RelativePath,
    Permalink,
    CommentsState,
    HtmlPolicy,
    Status,
    BaseTheme,
    MenuLink,
    DateOrder,
    Accessibility,
}

/// What a template uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the catalogues say what each is")]
pub enum TemplatePart {
    Filter,
    Test,
    Function,
    Component,
    Template,
    Block,
}

/// Why numbers cannot be drawn as was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the catalogues say what each is")]
pub enum Unfit {
    Share,
    Lines,
    Stacked,
}

/// A problem with its arguments. The code is the variant's name in kebab case and never changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the catalogues nl.rs and en.rs are the documentation of each")]
pub enum Problem {
    // Settings and front matter
    SettingsMissing,
    RootMissing { folder: String },
    InvalidToml { detail: String },
    InvalidYaml { detail: String, mended: Option<String> },
    FrontMatterBare { key: String },
    ValueIsRemark { key: String },
    PostEmpty,
    InvalidJson { column: u64 },
    AliasInYaml,
    DuplicateKey { key: String },
    UnknownKey { key: String, nearest: Option<String>, known: Vec<String> },
    KeyWithoutMeaning { key: String, dialect: String },
    WrongType { key: String, expected: Expected, found: String },
    MissingTitle,
    MissingKey { key: String },
    SameFolder { folder: String, key: String, other: String },
    ColorUnreadable { key: String, color: String, used: String },
    UnclosedFrontMatter { fence: String },
    InvalidDate { key: String, value: String },
    MissingDate,
    InvalidDateInName { value: String },
    SourceMissing { path: String, nearest: Option<String> },
    PendingMissing { path: String, nearest: Option<String> },
    // Files
    NotUtf8 { offset: u64 },
    TooLarge { size: u64, limit: u64 },
    SymlinkLoop,
    LinkOutside { target: String },
    NotAFile,
    Unreadable { why: Trouble },
    SourceChanging,
    ContentMissing,
    ContentEmpty { lost: u64 },
    SectionLeft,
    SectionDraft,
    PartOfPost { folder: String },
    NameHidden { name: String, count: u64 },
    PageHidden { key: String, dialect: String },
    TagsLeft,
    MetaLeft,
    SeriesLeft { key: String, left: Vec<String> },
    NotMarkdown { ending: String, count: u64 },
    SameName { name: String, other: String },
    // Addresses and links
    SameAddress { address: String, other: String },
    SlugRepeated { slug: String, other: String, address: String },
    AddressInFile { address: String, file: String, other: String },
    InvalidSlug { slug: String },
    ReservedName { slug: String },
    UnsafeAddress { address: String },
    AddressNotHtml { address: String, extension: String },
    BrokenLink { target: String, nearest: Option<String> },
    LinkWaits { target: String, post: String, waiting: Waiting },
    MoreAlike { kind: String, count: u64 },
    BrokenAnchor { target: String, anchor: String, nearest: Option<String> },
    MissingImage { target: String, nearest: Option<String> },
    RemoteImage { address: String },
    UnsafeLink { target: String },
    // People, topics, posts
    UnknownPerson { id: String, nearest: Option<String> },
    DuplicatePerson { id: String, other: String },
    SamePersonAlias { alias: String, other: String },
    DuplicateTopic { id: String, other: String },
    SameTopicName { name: String, other: String },
    ExpertNamesake { name: String, count: u64 },
    PrivateElsewhere { reason: Held },
    NameConfusable { name: String, expert: String, sign: String, count: u64 },
    UnknownTemplate { name: String, nearest: Option<String> },
    TemplateOfOthers { name: String, usual: String },
    HtmlRemoved { tags: Vec<String> },
    HtmlUnclosed { tag: String },
    TooDeep { depth: u64, limit: u64 },
    ShortcodeLeft { name: String },
    MarkdownUnread { what: Unread },
    FootnoteMissing { label: String },
    ReferenceMissing { label: String, nearest: Option<String> },
    // What posts show
    ChartEmpty,
    ChartRagged { cells: u64, headings: u64, delimiter: String },
    ChartNotANumber { value: String, column: String },
    ChartWithoutNumbers,
    ChartTooWide { columns: u64, limit: u64 },
    ChartTooLong { rows: u64, limit: u64 },
    ChartUnknownWord { word: String, nearest: Option<String> },
    ChartWishUnmet { word: String, why: Unfit },
    ChartWishMisplaced { word: String },
    ChartUnlike { value: String, other: String, column: String },
    FormulaInvalid { formula: String, detail: String },
    DescriptionMissing { target: String, count: u64 },
    HeadingSkips { heading: String, written: String, wanted: String, count: u64 },
    CaptionsMissing { stem: String, other: Option<String> },
    SoundWithoutText { stem: String, other: Option<String> },
    CaptionsEmpty,
    CaptionsMistimed { times: String, count: u64 },
    PictureDamaged { detail: String },
    PictureForeign { name: String, kind: String },
    PictureTelling { kind: String },
    PictureTail { bytes: u64 },
    DrawingCleaned { taken: Vec<String> },
    DrawingTooLarge { limit: u64 },
    DrawingTooDeep { limit: u64 },
    PictureMoves,
    FileRuns,
    PictureTooLarge { megapixels: u64, limit: u64 },
    DocumentEncrypted,
    DocumentDamaged { damage: Damage },
    DocumentWithoutText,
    DocumentActive,
    // Exports
    ExcelProtected,
    ExcelOld,
    OutlookMail { ending: String },
    ForeignFile { kind: Foreign },
    UnknownExport { starts: Vec<String>, parts: Vec<String>, columns: Vec<String> },
    XmlTruncated,
    XmlInvalid { detail: String },
    XmlDoctype,
    XmlTooDeep { limit: u64 },
    XmlTooMany { limit: u64 },
    XmlUnknownEntity { name: String },
    NoWxrVersion,
    NewerWxrVersion { version: String },
    JsonTruncated,
    JsonInvalid { found: String, column: u64 },
    JsonTooDeep { limit: u64 },
    ExportVersion { version: String },
    ExportPartial { place: String },
    StatusUnclear { value: String },
    PrivacyUnknown,
    RecordKeyMissing { key: String },
    RecordKeyUnknown { key: String, nearest: Option<String> },
    RecordValue { key: String, found: String },
    SqliteInvalid { page: u64 },
    SqliteBusy,
    ControlCharacters { count: u64 },
    DoubleEncoded { example: String },
    CdataBroken { element: String },
    TableWithoutText { columns: Vec<String> },
    TableWithoutPost { columns: Vec<String> },
    TableWithoutAuthor { columns: Vec<String> },
    TableWithoutDate { columns: Vec<String> },
    TableTextLeft { read: String, left: Vec<String> },
    TableUnknownColumn { column: String, columns: Vec<String>, nearest: Option<String> },
    TableRecord { detail: String },
    RowTooLong { headings: u64 },
    ColumnUnnamed { column: String },
    SheetsLeft { read: String, left: Vec<String> },
    TableAmbiguousColumn { column: String },
    IdDestroyed { value: String },
    TextLost { value: String },
    TextAtLimit,
    DateUnclear { value: String },
    DateFuture { value: String, count: u64 },
    DateMonthFirst { value: String },
    DateColumnMonthFirst { value: String },
    DateDayFirst { value: String },
    DateClockChange { value: String },
    DateFromNumber { value: String },
    ArchiveInvalid { detail: String },
    ArchiveTooLarge { excess: Excess, limit: u64 },
    ArchiveNested,
    ArchiveDouble { name: String },
    ArchiveSkipped { names: Vec<String>, count: u64 },
    MailOpen,
    MailTooComplex { excess: Excess, limit: u64 },
    XlsxInvalid { detail: String },
    XlsxTooLarge { excess: Excess, limit: u64 },
    TooManyComments { limit: u64 },
    PieceTooLarge { limit: u64 },
    CommentPlain { id: String, reason: PlainReason },
    CommentConflict { id: String, other: String },
    CommentCycle { id: String },
    ParentMissing { count: u64 },
    ParentByName { found: u64, lost: u64 },
    Unmatched { reference: String, count: u64, nearest: Option<String> },
    UnmatchedNameless { count: u64 },
    UnmatchedAlike { reference: String, count: u64, posts: Vec<String> },
    UnknownHost { host: String, count: u64 },
    // Mapping and moderation
    MappingHeader { columns: Vec<String> },
    MappingTarget { target: String, nearest: Option<String> },
    MappingConflict { from: String, other: String },
    ModerationConflict { id: String, other: String },
    UnknownComment { id: String, nearest: Option<String> },
    AmbiguousComment { id: String, candidates: Vec<String> },
    UnknownPost { name: String, nearest: Option<String> },
    PassageNotFound { id: String, passage: String, how: Decided },
    PublishRefused { id: String, reason: Held, how: Decided },
    DecisionUnseen { id: String, reason: Held },
    DecisionWithoutPost { id: String },
    AddressLeft { id: String, address: String },
    // People and what they wrote
    UnknownWriter { name: String, nearest: Option<String> },
    // So many of these people only share an address with those of the name.
    SeveralWriters { name: String, people: Vec<String>, sharers: u64 },
    WrittenElsewhere { name: String, files: Vec<String>, count: u64 },
    NothingWritten { name: String },
    QuotesTooLate,
    ExportsUnread,
    PersonalPlace { path: String },
    ForgottenInvalid { detail: String },
    ForgottenReturned { count: u64 },
    TakenReturned { count: u64 },
    EraseUnsupported { format: String },
    EraseUnproven { format: String },
    EraseTooLarge { limit: u64 },
    OutputNotErased { folder: String },
    ErasureUnfinished { folder: String },
    TraceFound { what: String, place: TracePlace },
    TracesMade { count: u64, what: String },
    ErasureRemains { count: u64 },
    ProofUnwritten { detail: String },
    AnswerUnwritten { detail: String },
    NameUnquoted { name: String },
    NamesakeLeft { how: Namesake, count: u64, keys: Vec<String> },
    // Theme
    UnknownTheme { name: String, nearest: Option<String> },
    ThemeIncomplete { missing: Vec<String> },
    TemplateUnused { name: String, nearest: Option<String> },
    ComponentMissing { names: Vec<String> },
    TemplateInvalid { detail: String },
    TemplateUnknown { part: TemplatePart, name: String, nearest: Option<String> },
    TemplateFailed { page: String, detail: String },
    StyleForeign { address: String },
    LanguageMissing { language: String },
    TranslationMissing { keys: Vec<String>, language: String },
    BrandFile { key: String, path: String, nearest: Option<String> },
    MenuTarget { target: String, nearest: Option<String> },
    // Search
    ExcludeUnmatched { rule: String, nearest: Option<String> },
    // Output
    OutputForeign { folder: String, files: Vec<String>, count: u64 },
    OutputChanged { folder: String, files: Vec<String>, count: u64 },
    OutputOfOther { folder: String },
    OutputInSources { folder: String },
    FolderInTheWay { path: String },
    PartlyNew { path: String, why: Trouble },
    OutputFailed { path: String, why: Trouble },
    DiskFull { path: String },
    ReadOnly { path: String },
    Locked { folder: String },
    ShareUnnamed,
    ShareRefused { folder: String, why: Refusal },
    ShareShrinks { folder: String, lost: u64 },
    TargetExists { path: String },
    PortTaken { port: u64 },
    DigestWithoutAddress,
    DigestEmpty { period: String },
    DigestBackwards { since: String, until: String },
    DigestInOutput { folder: String },
    TableForeign { path: String },
    UselessOption { option: String, kind: String },
    // Posts of another system
    ImportForeign,
    ImportEmpty,
    UploadsMissing { folder: String, needed: Option<u64> },
    ImportLeftOut { name: String },
    UploadMissing { name: String, address: String },
    UploadsLeft { count: u64 },
    ImportShortcode { name: String },
    ImportRestricted { name: String },
    InvalidName { name: String },
}

/// Why a comment's body is shown as plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the catalogues say what each is")]
pub enum PlainReason {
    TooLong,
    TooDeep,
    TooManyLinks,
}

/// How somebody decided about a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decided {
    /// In a file.
    Written,
    /// With a command, which writes nothing if it does not take.
    Asked,
}

/// Where something is left of somebody who was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TracePlace {
    /// In what others wrote, as it was exported.
    Export,
    /// In `moderation.toml`.
    Decision,
    /// In what experts wrote, and in other files of the site.
    Written,
    /// In what is made of all those.
    Output,
}

/// Why a comment that stays may be by somebody who is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Namesake {
    /// The site shows it as the comment of an expert who is forgotten.
    Shown,
    /// The same name, and nothing else that tells who it is.
    Bare,
    /// The same name, from another address or account.
    Elsewhere,
    /// The first letter of the name with the same last name.
    Initials,
    /// The number of a comment that went, from another address or account.
    Numbered,
}

impl Problem {
    /// A key that is none of those that may stand there, which are told.
    pub fn unknown_key<'a>(key: &str, known: impl IntoIterator<Item = &'a str>) -> Problem {
        let known: Vec<String> = known.into_iter().map(str::to_owned).collect();
        let nearest = nearest(key, known.iter().map(String::as_str));
        Problem::UnknownKey { key: key.to_owned(), nearest, known }
    }

    /// The stable code: the variant's name in kebab case.
    pub fn code(&self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(fields)) => {
                fields.get("code").and_then(|code| code.as_str()).unwrap_or_default().to_owned()
            }
            _ => String::new(),
        }
    }
}

//! What is said of every problem, in English.

mod addresses;
mod exports;
mod files;
mod import;
mod media;
mod broken;
mod decisions;
mod output;
mod people;
mod reasons;
mod settings;
mod tables;
mod theme;
pub(super) mod phrases;

use super::{Problem, Wording, say};
use phrases::{alternatives, bytes, count, expected_words, keys, list, meant, trouble};

/// What is said of this problem.
#[expect(clippy::too_many_lines, reason = "a flat table, which the compiler holds complete")]
pub(super) fn wording(problem: &Problem) -> Wording {
    match problem {
        // Settings and front matter
        Problem::SettingsMissing => settings::missing(),
        Problem::RootMissing { folder } => settings::no_root(folder),
        Problem::InvalidToml { detail } => settings::invalid_toml(detail),
        Problem::InvalidYaml { detail, mended } => settings::invalid_yaml(detail, mended),
        Problem::InvalidJson { column } => settings::invalid_json(*column),
        Problem::AliasInYaml => settings::alias_in_yaml(),
        Problem::DuplicateKey { key } => {
            say(format!("`{key}` is given twice here"), "keep one of the two")
        }
        Problem::UnknownKey { key, nearest, known } => {
            say(format!("unknown key `{key}`"), keys(nearest, known))
        }
        Problem::KeyWithoutMeaning { key, dialect } => say(
            format!("the key `{key}` of {dialect} does nothing here"),
            "you can leave the line or remove it",
        ),
        Problem::WrongType { key, expected, found } => {
            let (noun, example) = expected_words(*expected);
            say(
                format!("`{key}` should be {noun}, but it is `{found}`"),
                format!("write for example {example}"),
            )
        }
        Problem::MissingTitle => settings::missing_title(),
        Problem::SameFolder { folder, key, other } => settings::same_folder(folder, key, other),
        Problem::MissingKey { key } => settings::missing_key(key),
        Problem::ColorUnreadable { key, color, used } => {
            settings::color_unreadable(key, color, used)
        }
        Problem::UnclosedFrontMatter { fence } => settings::unclosed(fence),
        Problem::InvalidDate { key, value } => settings::invalid_date(key, value),
        Problem::FrontMatterBare { key } => settings::bare(key),
        Problem::ValueIsRemark { key } => settings::value_is_remark(key),
        Problem::PostEmpty => settings::post_empty(),
        Problem::MissingDate => settings::missing_date(),
        Problem::InvalidDateInName { value } => files::date_in_name(value),
        Problem::SourceMissing { path, nearest } => settings::source_missing(path, nearest),
        Problem::PendingMissing { path, nearest } => settings::pending_missing(path, nearest),
        // Files
        Problem::NotUtf8 { offset } => say(
            format!("the file was not saved as UTF-8 (see byte {})", count(*offset)),
            "open it in a text editor, choose Save as, and choose UTF-8 as the encoding",
        ),
        Problem::TooLarge { size, limit } => say(
            format!("the file is {}; the limit is {}", bytes(*size), bytes(*limit)),
            "make the file smaller, or raise the limit under `[limits]` in weerklank.toml",
        ),
        Problem::SymlinkLoop => say(
            "this link points to a folder that contains the link itself",
            "remove the link, or let it point to another folder",
        ),
        Problem::LinkOutside { target } => say(
            format!(
                "this link points to `{target}`, outside the folder `content` or that of the site"
            ),
            "replace the link by a copy of the file or folder",
        ),
        Problem::NotAFile => say(
            "this is not an ordinary file, and it is not read",
            "move it out of the site's folder",
        ),
        Problem::Unreadable { why } => say(
            format!("the file cannot be read: {}", trouble(*why)),
            "check that the file is still there and that you may open it",
        ),
        Problem::SourceChanging => say(
            "the file kept changing while it was being read",
            "wait until saving or synchronising is done, and try again",
        ),
        Problem::ContentMissing => say(
            "there is no folder `content` here, so there is nothing to make a site of",
            "if that folder is on a network drive, check that the drive is connected. \
             A site without posts has an empty folder `content`",
        ),
        Problem::ContentEmpty { lost } => files::content_empty(*lost),
        Problem::SectionLeft => files::section_left(),
        Problem::SectionDraft => files::section_draft(),
        Problem::PartOfPost { folder } => files::part_of_post(folder),
        Problem::NameHidden { name, count } => files::name_hidden(name, *count),
        Problem::PageHidden { key, dialect } => files::page_hidden(key, dialect),
        Problem::TagsLeft => files::tags_left(),
        Problem::MetaLeft => files::meta_left(),
        Problem::SeriesLeft { key, left } => files::series_left(key, left),
        Problem::NotMarkdown { ending, count } => files::not_markdown(ending, *count),
        Problem::SameName { name, other } => files::same_name(name, other),
        // Addresses and links
        Problem::SameAddress { address, other } => addresses::same_address(address, other),
        Problem::SlugRepeated { slug, other, address } => {
            addresses::slug_repeated(slug, other, address)
        }
        Problem::AddressInFile { address, file, other } => {
            addresses::address_in_file(address, file, other)
        }
        Problem::InvalidSlug { slug } => addresses::invalid_slug(slug),
        Problem::ReservedName { slug } => addresses::reserved_name(slug),
        Problem::UnsafeAddress { address } => addresses::unsafe_address(address),
        Problem::AddressNotHtml { address, extension } => addresses::not_html(address, extension),
        Problem::BrokenLink { target, nearest } => addresses::broken_link(target, nearest),
        Problem::LinkWaits { target, post, waiting } => {
            addresses::link_waits(target, post, *waiting)
        }
        Problem::MoreAlike { kind, count: 1 } => say(
            format!("`{kind}` occurs once more in this file"),
            "mend what is told above first, and build the site again",
        ),
        Problem::MoreAlike { kind, count: more } => say(
            format!("`{kind}` occurs {} more times in this file", count(*more)),
            "mend what is told above first, and build the site again",
        ),
        Problem::BrokenAnchor { target, anchor, nearest } => {
            addresses::broken_anchor(target, anchor, nearest)
        }
        Problem::MissingImage { target, nearest } => addresses::missing_image(target, nearest),
        Problem::RemoteImage { address } => addresses::remote_image(address),
        Problem::UnsafeLink { target } => addresses::unsafe_link(target),
        // People, topics, posts
        Problem::UnknownPerson { id, nearest } => people::without_profile(id, nearest),
        Problem::DuplicatePerson { id, other } => people::duplicate(id, other),
        Problem::SamePersonAlias { alias, other } => people::same_alias(alias, other),
        Problem::DuplicateTopic { id, other } => addresses::duplicate_topic(id, other),
        Problem::SameTopicName { name, other } => addresses::same_topic_name(name, other),
        Problem::UnknownTemplate { name, nearest } => say(
            format!("there is no template `{name}`"),
            meant(nearest, "remove `template`, or put the template in `templates` of your theme"),
        ),
        Problem::TemplateOfOthers { name, usual } => theme::template_of_others(name, usual),
        Problem::HtmlRemoved { tags } => say(
            format!("this HTML is not allowed in a post and was left out: {}", list(tags)),
            "write it in Markdown. If you trust all writers, put `html = \"trusted\"` under \
             `[markdown]` in weerklank.toml",
        ),
        Problem::HtmlUnclosed { tag } => say(
            format!("`{tag}` begins here and never ends; it is shown as plain text in the post"),
            match tag.as_str() {
                "<!--" => "put `-->` where the remark ends, or remove `<!--`".to_owned(),
                _ => format!("close `{tag}` where it ends, or remove it"),
            },
        ),
        Problem::TooDeep { depth, limit } => say(
            format!(
                "quotes, lists or HTML lie {} levels deep within each other; the limit is {}. \
                 The text is shown without markup",
                count(*depth),
                count(*limit)
            ),
            "take quotes or lists apart. \
             The limit is `post_nesting` under `[limits]` in weerklank.toml",
        ),
        Problem::MarkdownUnread { what } => addresses::markdown_unread(*what),
        Problem::FootnoteMissing { label } => addresses::footnote_missing(label),
        Problem::ReferenceMissing { label, nearest } => addresses::undefined(label, nearest),
        Problem::ShortcodeLeft { name } => say(
            format!("the shortcode `{name}` does not work here and is plain text in the post"),
            "remove it, or write in Markdown what should be there",
        ),
        // What posts show
        Problem::ChartEmpty
        | Problem::ChartRagged { .. }
        | Problem::ChartNotANumber { .. }
        | Problem::ChartWithoutNumbers
        | Problem::ChartTooWide { .. }
        | Problem::ChartTooLong { .. }
        | Problem::ChartUnknownWord { .. }
        | Problem::ChartWishUnmet { .. }
        | Problem::ChartWishMisplaced { .. }
        | Problem::ChartUnlike { .. }
        | Problem::FormulaInvalid { .. }
        | Problem::DescriptionMissing { .. }
        | Problem::HeadingSkips { .. }
        | Problem::CaptionsMissing { .. }
        | Problem::SoundWithoutText { .. }
        | Problem::CaptionsMistimed { .. }
        | Problem::PictureDamaged { .. }
        | Problem::PictureForeign { .. }
        | Problem::PictureTelling { .. }
        | Problem::PictureTail { .. }
        | Problem::DrawingCleaned { .. }
        | Problem::DrawingTooLarge { .. }
        | Problem::DrawingTooDeep { .. }
        | Problem::PictureMoves
        | Problem::FileRuns
        | Problem::CaptionsEmpty
        | Problem::PictureTooLarge { .. }
        | Problem::DocumentEncrypted
        | Problem::DocumentDamaged { .. }
        | Problem::DocumentWithoutText
        | Problem::DocumentActive => media::wording(problem),
        // Exports
        Problem::ExcelProtected => tables::excel_protected(),
        Problem::ExcelOld => tables::excel_old(),
        Problem::OutlookMail { ending } => broken::outlook(ending),
        Problem::ForeignFile { kind } => broken::foreign(*kind),
        Problem::UnknownExport { starts, parts, columns } => {
            broken::unknown(starts, parts, columns)
        }
        Problem::XmlTruncated => exports::xml_truncated(),
        Problem::XmlInvalid { detail } => exports::xml_invalid(detail),
        Problem::XmlDoctype => exports::xml_doctype(),
        Problem::XmlTooDeep { limit } => exports::xml_too_deep(*limit),
        Problem::XmlTooMany { limit } => exports::xml_too_many(*limit),
        Problem::XmlUnknownEntity { name } => exports::xml_unknown_entity(name),
        Problem::NoWxrVersion => exports::no_wxr_version(),
        Problem::NewerWxrVersion { version } => exports::newer_wxr_version(version),
        Problem::JsonTruncated => exports::xml_truncated(),
        Problem::JsonInvalid { found, column } => broken::json_invalid(found, *column),
        Problem::JsonTooDeep { limit } => exports::xml_too_deep(*limit),
        Problem::ExportVersion { version } => broken::version(version),
        Problem::ExportPartial { place } => broken::partial(place),
        Problem::StatusUnclear { value } => broken::status_unclear(value),
        Problem::PrivacyUnknown => broken::privacy_unknown(),
        Problem::RecordKeyMissing { key } => broken::key_missing(key),
        Problem::RecordKeyUnknown { key, nearest } => broken::key_unknown(key, nearest),
        Problem::RecordValue { key, found } => broken::value(key, found),
        Problem::SqliteInvalid { page } => broken::sqlite_invalid(*page),
        Problem::SqliteBusy => broken::sqlite_busy(),
        Problem::ControlCharacters { count } => exports::control_characters(*count),
        Problem::DoubleEncoded { example } => exports::double_encoded(example),
        Problem::CdataBroken { element } => exports::cdata_broken(element),
        Problem::TableWithoutText { columns } => tables::without_text(columns),
        Problem::TableWithoutPost { columns } => tables::without_post(columns),
        Problem::TableWithoutAuthor { columns } => tables::without_author(columns),
        Problem::TableWithoutDate { columns } => tables::without_date(columns),
        Problem::TableTextLeft { read, left } => tables::text_left(read, left),
        Problem::TableUnknownColumn { column, columns, nearest } => {
            tables::unknown_column(column, columns, nearest)
        }
        Problem::RowTooLong { headings } => tables::row_too_long(*headings),
        Problem::ColumnUnnamed { column } => tables::column_unnamed(column),
        Problem::SheetsLeft { read, left } => tables::sheets_left(read, left),
        Problem::TableRecord { detail } => tables::record(detail),
        Problem::TableAmbiguousColumn { column } => tables::ambiguous_column(column),
        Problem::IdDestroyed { value } => tables::id_destroyed(value),
        Problem::TextLost { value } => tables::text_lost(value),
        Problem::TextAtLimit => tables::text_at_limit(),
        Problem::DateUnclear { value } => exports::date_unclear(value),
        Problem::DateFuture { value, count } => exports::date_future(value, *count),
        Problem::DateMonthFirst { value } => exports::date_month_first(value),
        Problem::DateColumnMonthFirst { value } => exports::date_column_month_first(value),
        Problem::DateDayFirst { value } => exports::date_day_first(value),
        Problem::DateClockChange { value } => exports::date_clock_change(value),
        Problem::DateFromNumber { value } => tables::date_from_number(value),
        Problem::ArchiveInvalid { detail } => exports::archive_invalid(detail),
        Problem::ArchiveNested => exports::archive_nested(),
        Problem::ArchiveDouble { name } => exports::archive_double(name),
        Problem::ArchiveSkipped { names, count } => exports::archive_skipped(names, *count),
        Problem::MailOpen => exports::mail_open(),
        Problem::MailTooComplex { excess, limit } => exports::mail_too_complex(*excess, *limit),
        Problem::ArchiveTooLarge { excess, limit } => exports::archive_too_large(*excess, *limit),
        Problem::XlsxInvalid { detail } => exports::xlsx_invalid(detail),
        Problem::XlsxTooLarge { excess, limit } => exports::xlsx_too_large(*excess, *limit),
        Problem::TooManyComments { limit } => exports::too_many_comments(*limit),
        Problem::PieceTooLarge { limit } => exports::piece_too_large(*limit),
        Problem::CommentPlain { id, reason } => exports::comment_plain(id, *reason),
        Problem::CommentConflict { id, other } => exports::comment_conflict(id, other),
        Problem::CommentCycle { id } => exports::comment_cycle(id),
        Problem::ParentMissing { count } => exports::parent_missing(*count),
        Problem::ParentByName { found, lost } => exports::parent_by_name(*found, *lost),
        Problem::Unmatched { reference, count, nearest } => {
            exports::unmatched(reference, *count, nearest)
        }
        Problem::UnmatchedNameless { count } => exports::unmatched_nameless(*count),
        Problem::UnmatchedAlike { reference, count, posts } => {
            exports::unmatched_alike(reference, *count, posts)
        }
        Problem::UnknownHost { host, count } => exports::unknown_host(host, *count),
        // Mapping and moderation
        Problem::MappingHeader { columns } => tables::mapping_header(columns),
        Problem::MappingConflict { from, other } => exports::mapping_conflict(from, other),
        Problem::ModerationConflict { id, other } => exports::moderation_conflict(id, other),
        Problem::MappingTarget { target, nearest } => say(
            format!("there is no post `{target}`, so these comments have nowhere to go"),
            meant(nearest, "name the file of the post, for example `content/posts/water.md`"),
        ),
        Problem::UnknownComment { id, nearest } => say(
            format!("there is no comment `{id}`"),
            meant(
                nearest,
                "the number of a comment stands in its address on the page: `#comment-` and then the number",
            ),
        ),
        Problem::AmbiguousComment { id, candidates } => say(
            format!("`{id}` can be more than one comment"),
            format!("write which one you mean: {}", alternatives(candidates)),
        ),
        Problem::UnknownPost { name, nearest } => decisions::unknown_post(name, nearest),
        Problem::PassageNotFound { id, passage, how } => decisions::no_passage(id, passage, *how),
        Problem::PublishRefused { id, reason, how } => decisions::refused(id, *reason, *how),
        Problem::DecisionUnseen { .. }
        | Problem::DecisionWithoutPost { .. }
        | Problem::AddressLeft { .. }
        | Problem::UnknownWriter { .. }
        | Problem::SeveralWriters { .. }
        | Problem::WrittenElsewhere { .. }
        | Problem::NothingWritten { .. }
        | Problem::QuotesTooLate
        | Problem::ExportsUnread
        | Problem::PersonalPlace { .. }
        | Problem::ForgottenInvalid { .. }
        | Problem::ForgottenReturned { .. }
        | Problem::TakenReturned { .. }
        | Problem::EraseUnsupported { .. }
        | Problem::EraseUnproven { .. }
        | Problem::EraseTooLarge { .. }
        | Problem::OutputNotErased { .. }
        | Problem::ErasureUnfinished { .. }
        | Problem::TraceFound { .. }
        | Problem::TracesMade { .. }
        | Problem::ErasureRemains { .. }
        | Problem::NamesakeLeft { .. }
        | Problem::NameUnquoted { .. }
        | Problem::ProofUnwritten { .. }
        | Problem::AnswerUnwritten { .. }
        | Problem::ExpertNamesake { .. } => people::wording(problem),
        Problem::PrivateElsewhere { reason } => decisions::private_elsewhere(*reason),
        Problem::NameConfusable { name, expert, sign, count } => {
            people::confusable((name, expert), sign, *count)
        }
        // Theme
        Problem::UnknownTheme { name, nearest } => theme::unknown_theme(name, nearest),
        Problem::ThemeIncomplete { missing } => theme::theme_incomplete(missing),
        Problem::TemplateUnused { name, nearest } => theme::template_unused(name, nearest),
        Problem::ComponentMissing { names } => theme::component_missing(names),
        Problem::TemplateInvalid { detail } => theme::template_invalid(detail),
        Problem::TemplateUnknown { part, name, nearest } => {
            theme::template_unknown(*part, name, nearest)
        }
        Problem::TemplateFailed { page, detail } => theme::template_failed(page, detail),
        Problem::StyleForeign { address } => theme::style_foreign(address),
        Problem::LanguageMissing { language } => theme::language_missing(language),
        Problem::TranslationMissing { keys, language } => {
            theme::translation_missing(keys, language)
        }
        Problem::BrandFile { key, path, nearest } => theme::brand_file(key, path, nearest),
        Problem::MenuTarget { target, nearest } => theme::menu_target(target, nearest),
        Problem::ExcludeUnmatched { rule, nearest } => theme::exclude_unmatched(rule, nearest),
        // Output
        Problem::OutputForeign { folder, files, count } => output::foreign(folder, files, *count),
        Problem::OutputChanged { folder, files, count } => {
            output::output_changed(folder, files, *count)
        }
        Problem::OutputOfOther { folder } => output::output_of_other(folder),
        Problem::FolderInTheWay { path } => output::folder_in_the_way(path),
        Problem::PartlyNew { path, why } => output::partly_new(path, *why),
        Problem::OutputInSources { folder } => output::output_in_sources(folder),
        Problem::OutputFailed { path, why } => output::output_failed(path, *why),
        Problem::DiskFull { path } => output::disk_full(path),
        Problem::ReadOnly { path } => output::read_only(path),
        Problem::Locked { folder } => output::locked(folder),
        Problem::ShareUnnamed => output::share_unnamed(),
        Problem::ShareRefused { folder, why } => output::share_refused(folder, *why),
        Problem::ShareShrinks { folder, lost } => output::share_shrinks(folder, *lost),
        Problem::TargetExists { path } => output::target_exists(path),
        Problem::PortTaken { port } => output::port_taken(*port),
        Problem::DigestWithoutAddress => output::digest_without_address(),
        Problem::DigestEmpty { period } => output::digest_empty(period),
        Problem::DigestBackwards { since, until } => output::digest_backwards(since, until),
        Problem::DigestInOutput { folder } => output::digest_in_output(folder),
        Problem::TableForeign { path } => output::table_foreign(path),
        Problem::UselessOption { option, kind } => output::useless_option(option, kind),
        Problem::InvalidName { name } => output::invalid_name(name),
        Problem::ImportForeign => import::foreign(),
        Problem::ImportEmpty => import::empty(),
        Problem::UploadsMissing { folder, needed } => import::no_folder(folder, *needed),
        Problem::ImportLeftOut { name } => import::left_out(name),
        Problem::UploadMissing { name, address } => import::missing(name, address),
        Problem::UploadsLeft { count } => import::uploads_left(*count),
        Problem::ImportShortcode { name } => import::shortcode(name),
        Problem::ImportRestricted { name } => import::restricted(name),
    }
}

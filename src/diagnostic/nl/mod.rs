//! What is said of every problem, in Dutch.

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
            say(format!("`{key}` staat hier twee keer"), "laat er één van staan")
        }
        Problem::UnknownKey { key, nearest, known } => {
            say(format!("onbekende sleutel `{key}`"), keys(nearest, known))
        }
        Problem::KeyWithoutMeaning { key, dialect } => say(
            format!("de sleutel `{key}` van {dialect} doet hier niets"),
            "u kunt de regel laten staan of weghalen",
        ),
        Problem::WrongType { key, expected, found } => {
            let (noun, example) = expected_words(*expected);
            say(
                format!("bij `{key}` hoort {noun}, maar er staat `{found}`"),
                format!("schrijf bijvoorbeeld {example}"),
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
            format!("het bestand is niet als UTF-8 opgeslagen (zie byte {})", count(*offset)),
            "open het in een teksteditor, kies Opslaan als, en kies bij codering UTF-8",
        ),
        Problem::TooLarge { size, limit } => say(
            format!("het bestand is {} groot; de grens is {}", bytes(*size), bytes(*limit)),
            "maak het bestand kleiner, of verhoog de grens onder `[limits]` in weerklank.toml",
        ),
        Problem::SymlinkLoop => say(
            "deze koppeling wijst naar een map waar de koppeling zelf in ligt",
            "verwijder de koppeling, of laat die naar een andere map wijzen",
        ),
        Problem::LinkOutside { target } => say(
            format!(
                "deze koppeling wijst naar `{target}`, buiten de map `content` of die van de site"
            ),
            "vervang de koppeling door een kopie van het bestand of de map",
        ),
        Problem::NotAFile => say(
            "dit is geen gewoon bestand, en het wordt niet gelezen",
            "haal het weg uit de map van de site",
        ),
        Problem::Unreadable { why } => say(
            format!("het bestand is niet te lezen: {}", trouble(*why)),
            "kijk of het bestand er nog is en of u het mag openen",
        ),
        Problem::SourceChanging => say(
            "het bestand veranderde steeds terwijl het gelezen werd",
            "wacht tot het opslaan of synchroniseren klaar is, en probeer het dan opnieuw",
        ),
        Problem::ContentMissing => say(
            "hier is geen map `content`, dus er is niets om een site van te maken",
            "staat die map op een netwerkschijf, kijk dan of de schijf verbonden is. \
             Een site zonder berichten heeft een lege map `content`",
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
        Problem::MoreAlike { kind, count } => addresses::more_alike(kind, *count),
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
            format!("het sjabloon `{name}` is er niet"),
            meant(nearest, "haal `template` weg, of zet het sjabloon in `templates` van uw thema"),
        ),
        Problem::TemplateOfOthers { name, usual } => theme::template_of_others(name, usual),
        Problem::HtmlRemoved { tags } => say(
            format!("deze HTML mag niet in een bericht en is weggelaten: {}", list(tags)),
            "schrijf het in Markdown. Vertrouwt u alle schrijvers, zet dan `html = \"trusted\"` \
             onder `[markdown]` in weerklank.toml",
        ),
        Problem::HtmlUnclosed { tag } => say(
            format!(
                "`{tag}` begint hier en houdt nergens op; het staat nu als gewone tekst in het bericht"
            ),
            match tag.as_str() {
                "<!--" => "zet `-->` waar de opmerking ophoudt, of haal `<!--` weg".to_owned(),
                _ => format!("sluit `{tag}` af waar het ophoudt, of haal het weg"),
            },
        ),
        Problem::TooDeep { depth, limit } => say(
            format!(
                "citaten, lijsten of HTML staan {} niveaus diep in elkaar; de grens is {}. \
                 De tekst wordt zonder opmaak getoond",
                count(*depth),
                count(*limit)
            ),
            "haal citaten of lijsten uit elkaar. \
             De grens is `post_nesting` onder `[limits]` in weerklank.toml",
        ),
        Problem::MarkdownUnread { what } => addresses::markdown_unread(*what),
        Problem::FootnoteMissing { label } => addresses::footnote_missing(label),
        Problem::ReferenceMissing { label, nearest } => addresses::undefined(label, nearest),
        Problem::ShortcodeLeft { name } => say(
            format!(
                "de shortcode `{name}` werkt hier niet en staat als gewone tekst in het bericht"
            ),
            "haal hem weg, of schrijf in Markdown wat er moet staan",
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
            format!("het bericht `{target}` bestaat niet, dus deze reacties komen nergens terecht"),
            meant(
                nearest,
                "noem het bestand van het bericht, bijvoorbeeld `content/posts/water.md`",
            ),
        ),
        Problem::UnknownComment { id, nearest } => say(
            format!("er is geen reactie `{id}`"),
            meant(
                nearest,
                "de nummers van de reacties staan in hun adres op de pagina: `#comment-` en dan het nummer",
            ),
        ),
        Problem::AmbiguousComment { id, candidates } => say(
            format!("`{id}` kan meer dan één reactie zijn"),
            format!("schrijf welke u bedoelt: {}", alternatives(candidates)),
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

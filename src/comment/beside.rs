//! What lies beside the comments in an export of a whole system, and is no export of comments: attachments, groups, private
//! messages.

use std::collections::HashSet;

use super::erasure::Traces;
use super::{Approval, Format, Held, Read, csv, engage, format_of, linkedin, xlsx};
use crate::config::Config;
use crate::diagnostic::{Checked, Problem, Severity};
use crate::source::{ExportFile, Source, SourcePath};

/// The files without those that came with an export of Viva Engage, or with a member's own of `LinkedIn`, as it lies unpacked in a
/// folder: in that folder they are known by the names that it gives them.
pub fn exports(files: Vec<ExportFile>) -> Vec<ExportFile> {
    let files = without_parts(files);
    let (engages, members) = (folders(&files, &engage::FORMAT), folders(&files, &linkedin::FORMAT));
    if engages.is_empty() && members.is_empty() {
        return files;
    }
    let comes_along = |file: &ExportFile| {
        let within = |folder: &String| file.path().as_str().strip_prefix(folder.as_str());
        let of_engage =
            |name: &str| engage::BESIDE.contains(&name) || name.starts_with(engage::ATTACHMENTS);
        engages.iter().filter_map(within).any(of_engage)
            || members.iter().filter_map(within).any(linkedin::came_along)
    };
    files.into_iter().filter(|file| !comes_along(file)).collect()
}

/// The folders in which comments in this format lie, each with the sign at its end.
fn folders(files: &[ExportFile], format: &Format) -> Vec<String> {
    let is_comments = |file: &&ExportFile| (format.recognises)(file.head()).is_ok();
    let folder = |file: &ExportFile| match file.path().folder() {
        "" => String::new(),
        folder => format!("{folder}/"),
    };
    files.iter().filter(is_comments).map(folder).collect()
}

/// The folders in which what `LinkedIn` gave a member lies unpacked. Where everybody's exports lie is nobody's own.
pub fn members(files: &[ExportFile], config: &Config) -> Vec<String> {
    let mut members = folders(files, &linkedin::FORMAT);
    let sources = &config.comments.sources;
    let is_of_all = |folder: &str| sources.iter().any(|one| one.trim_end_matches('/') == folder);
    members.retain(|folder| !is_of_all(folder.trim_end_matches('/')));
    members
}

/// What was read of a file. In the folder of a member a table is one of theirs, by a name that is not known here: one in which nobody says
/// anything is told, and stops nothing; what else one says may be private, so it waits for a moderator.
pub fn softened(mut read: Checked<Vec<Read>>, members: &[String]) -> Checked<Vec<Read>> {
    let is_theirs =
        |path: &SourcePath| members.iter().any(|folder| path.as_str().starts_with(folder.as_str()));
    for told in read.problems.iter_mut().filter(|told| told.path.as_ref().is_some_and(is_theirs)) {
        let is_silent = matches!(
            told.problem,
            Problem::TableWithoutText { .. }
                | Problem::TableWithoutPost { .. }
                | Problem::TableUnknownColumn { .. }
        );
        if is_silent {
            told.severity = Severity::Warning;
        }
    }
    let is_table = |format: &str| format == csv::FORMAT.name;
    let tables =
        read.value.iter_mut().filter(|(path, format, _)| is_theirs(path) && is_table(format));
    for (.., export) in tables {
        export.approval = Approval::Awaited;
        for comment in &mut export.comments {
            comment.held = comment.held.or(Some(Held::Pending));
        }
    }
    read
}

/// The files without what browsers keep beside a page that they save: styles, scripts, pictures.
fn without_parts(files: Vec<ExportFile>) -> Vec<ExportFile> {
    const FOLDERS: [&str; 3] = ["_files", "_bestanden", "-bestanden"];
    let page = |file: &ExportFile| {
        let path = file.path().as_str();
        let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"))?;
        Some(FOLDERS.map(|folder| format!("{stem}{folder}")))
    };
    let folders: HashSet<String> = files.iter().filter_map(page).flatten().collect();
    let is_part = |file: &ExportFile| {
        let path = file.path().as_str();
        path.match_indices('/').any(|(end, _)| folders.contains(&path[..end]))
    };
    files.into_iter().filter(|file| !is_part(file)).collect()
}

/// Whether these files are the export of a whole system.
pub(super) fn is_of_a_system(files: &[Source]) -> bool {
    let is_comments = |file: &Source| {
        [engage::FORMAT, linkedin::FORMAT].iter().any(|format| (format.recognises)(file).is_ok())
    };
    files.iter().any(is_comments)
}

/// The files of an archive that are exports, and those that lie beside them. If it is the export of a whole system, other tables in
/// it are no comments; an export of another system, which somebody put with it, is read as ever.
pub(super) fn in_archive(files: Vec<Source>) -> (Vec<Source>, Vec<Source>) {
    if !is_of_a_system(&files) {
        return (files, Vec::new());
    }
    let is_table = |format: &Format| [csv::FORMAT.name, xlsx::FORMAT.name].contains(&format.name);
    let is_export = |file: &Source| format_of(file).is_some_and(|format| !is_table(format));
    let name_is_known = |file: &Source| !engage::BESIDE.contains(&file.path.file_name());
    files.into_iter().partition(|file| is_export(file) && name_is_known(file))
}

/// The file that lies beside the comments of a system without somebody, if anything in it is known to be theirs.
pub fn erase(file: &Source, traces: &Traces) -> Result<Option<Vec<u8>>, Problem> {
    let new = engage::erase_beside(file, traces)?;
    Ok(new.filter(|new| new[..] != *file.bytes))
}

/// What lies beside the messages, or beside the profile of a member, if this file is one of these, by the path from its folder; what
/// is not there is no loss.
pub fn tables(export: &Source) -> Vec<&'static str> {
    if linkedin::is_profile(export) {
        return linkedin::BESIDE.to_vec();
    }
    let is_messages = (engage::FORMAT.recognises)(export).is_ok();
    let names = engage::BESIDE.iter().filter(|name| is_messages && name.ends_with(".csv"));
    names.copied().collect()
}

/// Whether what lies beside this file is all of one member, and goes with them.
pub fn is_of_a_member(export: &Source) -> bool {
    linkedin::is_profile(export)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: &str = "id,thread_id,replied_to_id,sender_id,body,created_at\n";

    fn left(files: &[(&str, &str)], keep: fn(Vec<Source>) -> Vec<Source>) -> Vec<String> {
        let files = files.iter().map(|(path, text)| Source::new(path, (*text).into())).collect();
        keep(files).into_iter().map(|file| file.path.to_string()).collect()
    }

    fn lying(files: Vec<Source>) -> Vec<Source> {
        let files = exports(files.into_iter().map(ExportFile::Held).collect());
        files.iter().map(|file| file.head().clone()).collect()
    }

    #[test]
    fn what_came_along_in_a_folder_is_left_out_and_nothing_else() {
        let files = [
            ("c/export/Messages.csv", MESSAGES),
            ("c/export/Users.csv", "id,email,state\n"),
            ("c/export/Groups.csv", "id,name\n"),
            ("c/export/Files/begroting.csv", "Artikel;Reactie\n"),
            ("c/export/reacties.csv", "Artikel;Reactie\n"),
            ("c/Groups.csv", "id,name\n"),
        ];
        let expected = [
            "c/export/Messages.csv",
            "c/export/Users.csv",
            "c/export/reacties.csv",
            "c/Groups.csv",
        ];
        assert_eq!(left(&files, lying), expected);
        assert_eq!(left(&files[1..], lying).len(), 5);
    }

    #[test]
    fn what_a_member_got_in_a_folder_is_left_out_beside_their_comments() {
        let files = [
            ("c/Comments.csv", "Date,Link,Message\n"),
            ("c/Profile.csv", "First Name,Last Name,Maiden Name,Headline\n"),
            ("c/messages.csv", "FROM,TO,SUBJECT,CONTENT\n"),
            ("c/Shares_123.csv", "Date,ShareLink,ShareCommentary\n"),
            ("c/Jobs/Saved Jobs.csv", "Saved Date,Job Url\n"),
            ("c/reacties.csv", "Artikel;Reactie\n"),
            ("c/x/messages.csv", "Artikel;Reactie\n"),
        ];
        let expected = ["c/Comments.csv", "c/Profile.csv", "c/reacties.csv", "c/x/messages.csv"];
        assert_eq!(left(&files, lying), expected);
        assert_eq!(left(&files[1..], lying).len(), 6);
    }

    #[test]
    fn what_a_browser_keeps_beside_a_page_is_left_out() {
        let page = "<!DOCTYPE html><html></html>";
        let files = [
            ("c/Water - Blog.html", page),
            ("c/Water - Blog_files/saved_resource.html", page),
            ("c/Water - Blog_files/style.css", "x"),
            ("c/wind.htm", page),
            ("c/wind_bestanden/foto.png", "x"),
            ("c/2024_files/reacties.csv", "Artikel;Reactie\n"),
        ];
        let expected = ["c/Water - Blog.html", "c/wind.htm", "c/2024_files/reacties.csv"];
        assert_eq!(left(&files, lying), expected);
    }

    #[test]
    fn an_archive_of_a_whole_system_holds_no_other_tables() {
        let files = [
            ("x.zip/Comments.csv", "Date,Link,Message\n"),
            ("x.zip/messages.csv", "CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT\n"),
            ("x.zip/Profile.csv", "First Name,Last Name,Maiden Name,Headline\n"),
        ];
        let in_archive = |files| in_archive(files).0;
        assert_eq!(left(&files, in_archive), ["x.zip/Comments.csv", "x.zip/Profile.csv"]);
        let blog = ("x.zip/blog.xml", "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"></rss>");
        let with_blog = [files[0], files[1], blog];
        assert_eq!(left(&with_blog, in_archive), ["x.zip/Comments.csv", "x.zip/blog.xml"]);
        assert_eq!(left(&files[1..], in_archive).len(), 2);
        let engage = [
            ("x.zip/net/Messages.csv", MESSAGES),
            ("x.zip/net/MessageVersions.csv", MESSAGES),
            ("x.zip/net/log.txt", "klaar"),
        ];
        assert_eq!(left(&engage, in_archive), ["x.zip/net/Messages.csv"]);
    }
}

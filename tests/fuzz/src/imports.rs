//! Posts of another system on their way to Markdown: they come to lie in the folder of the site, and not much more of them than there was.

use libfuzzer_sys::Corpus;
use weerklank::import::{Known, import};
use weerklank::source::Source;

use crate::readers::config;

/// An export of WordPress, or the text of one post as its editors have it.
pub fn posts(data: &[u8]) -> Corpus {
    let bytes = match data.starts_with(b"<?xml") {
        true => data.to_vec(),
        false => with_text(&String::from_utf8_lossy(data)).into_bytes(),
    };
    let size = bytes.len();
    let source = Source::new("export.xml", bytes);
    let Some(imported) = import(&[source], &Known::default(), &[], config()).value else {
        return Corpus::Reject;
    };
    let mut written = 0;
    for made in &imported.made {
        written += made.text.len();
        assert_within(&made.path);
        made.needed.iter().for_each(|needed| assert_within(&needed.to));
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        assert!(made.needed.iter().all(|needed| !name(&needed.to).ends_with(".md")), "{made:?}");
    }
    assert!(written <= 20 * size + (64 << 10), "{written} bytes of {size}");
    Corpus::Keep
}

fn with_text(text: &str) -> String {
    let text = text.replace("]]>", "]]]]><![CDATA[>");
    format!(
        "<?xml version=\"1.0\"?><rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><wp:base_blog_url>https://oud.example</wp:base_blog_url>\
         <item><title>a</title><link>https://oud.example/a/</link><wp:post_id>1</wp:post_id><wp:post_name>a</wp:post_name>\
         <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\
         <content:encoded><![CDATA[{text}]]></content:encoded></item></channel></rss>"
    )
}

/// The path leads nowhere else.
fn assert_within(path: &str) {
    let is_plain =
        |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0', '\n']);
    assert!(path.starts_with("content/") && path.split('/').all(is_plain), "{path:?}");
}

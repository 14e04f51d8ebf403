//! Files beside posts that browsers open as a page, though no theme made them: what runs in them runs with all rights of the site.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::html::tokens::decode;

/// Extensions of what browsers open as a page or as XML.
const PAGES: &[&str] = &[
    "html", "htm", "xhtml", "xht", "shtml", "xml", "xsl", "xslt", "rdf", "rss", "atom", "mml",
    "mathml", "mht", "mhtml",
];

/// Elements that run something or bring in what does, where the element is one of a language that has them.
const RUNNING: &[&str] = &[
    "script",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "handler",
    "listener",
    "stylesheet",
    "transform",
];

/// What brings in more in any XML.
const BRINGING: &[&str] = &["!entity", "?xml-stylesheet"];

/// What a document of XML names where elements of it may run: the namespaces of XHTML, SVG, `MathML`, XSL and XML Events. What is
/// brought in by an entity is told of already.
const LANGUAGES: &[&str] = &[
    "www.w3.org/1999/xhtml",
    "www.w3.org/2000/svg",
    "www.w3.org/1998/math/mathml",
    "www.w3.org/1999/xsl/transform",
    "www.w3.org/2001/xml-events",
];

/// The attributes of HTML and SVG that run what they hold, without their `on`: in data, `onderwerp` is an attribute too. One of a
/// single browser begins with `webkit`.
const HANDLERS: &str = "\
    abort activate afterprint afterscriptexecute animationcancel animationend animationiteration animationstart \
    appinstalled auxclick beforecopy beforecut beforeinput beforeinstallprompt beforematch beforepaste beforeprint \
    beforescriptexecute beforetoggle beforeunload beforexrselect begin blur bounce cancel canplay canplaythrough \
    change click close command contentvisibilityautostatechange contextlost contextmenu contextrestored copy \
    cuechange cut dblclick deactivate devicemotion deviceorientation drag dragend dragenter dragexit dragleave \
    dragover dragstart drop durationchange emptied encrypted end ended enterpictureinpicture error finish focus \
    focusin focusout formdata fullscreenchange fullscreenerror gesturechange gestureend gesturestart \
    gotpointercapture hashchange input interest invalid keydown keypress keyup languagechange leavepictureinpicture \
    load loadeddata loadedmetadata loadend loadstart loseinterest lostpointercapture message messageerror mousedown \
    mouseenter mouseleave mousemove mouseout mouseover mouseup mousewheel offline online orientationchange pagehide \
    pagereveal pageshow pageswap paste pause play playing pointercancel pointerdown pointerenter pointerleave \
    pointermove pointerout pointerover pointerrawupdate pointerup popstate progress propertychange ratechange \
    readystatechange rejectionhandled repeat reset resize scroll scrollend scrollsnapchange scrollsnapchanging \
    search securitypolicyviolation seeked seeking select selectionchange selectstart show slotchange snapchanged \
    snapchanging stalled start storage submit suspend timeupdate toggle touchcancel touchend touchmove touchstart \
    transitioncancel transitionend transitionrun transitionstart unhandledrejection unload visibilitychange \
    volumechange waiting waitingforkey wheel zoom";

/// Extensions of XML that is data unless it names a language in which something runs.
const DATA: &[&str] = &["xml", "rdf", "rss", "atom"];

/// Whether browsers open a file of this name as a page.
pub(crate) fn is_page(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| PAGES.contains(&extension.as_str()))
}

/// Whether anything in a file of this name runs, or may. What stands within comments counts: not every browser takes them for
/// such.
pub(crate) fn runs(name: &str, bytes: &[u8]) -> bool {
    let text: Cow<'_, str> = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => String::from_utf8_lossy(bytes),
    };
    let has_elements = !is_data(name, &text);
    text.split('<').skip(1).any(|rest| {
        let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '>' | '[');
        let name = rest.split(is_end).next().unwrap_or_default().to_ascii_lowercase();
        let local = name.rsplit(':').next().unwrap_or_default();
        let tag = &rest[name.len()..rest.find('>').unwrap_or(rest.len()).max(name.len())];
        BRINGING.contains(&local)
            || leads_to_script(tag)
            || has_elements && (RUNNING.contains(&local) || handles(tag))
    })
}

/// Whether this is XML whose elements and attributes are of no language in which any runs.
fn is_data(name: &str, text: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    if !extension.is_some_and(|extension| DATA.contains(&extension.as_str())) {
        return false;
    }
    let text = decode(text).to_ascii_lowercase();
    !LANGUAGES.iter().any(|language| text.contains(language))
}

/// Whether a tag leads to an address that runs.
fn leads_to_script(tag: &str) -> bool {
    let bare: String =
        decode(tag).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    bare.to_ascii_lowercase().contains("javascript:")
}

/// Whether the attributes of a tag run something.
fn handles(tag: &str) -> bool {
    let is_handler = |part: &str| {
        let name = part.trim_end().rsplit(|c: char| c.is_whitespace() || "/\"'".contains(c)).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let Some(event) = name.strip_prefix("on") else { return false };
        event.starts_with("webkit") || HANDLERS.split(' ').any(|handler| handler == event)
    };
    let mut parts: Vec<&str> = tag.split('=').collect();
    parts.pop();
    parts.into_iter().any(is_handler)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_in_a_page_is_found() {
        for (text, wanted) in [
            ("<html><p>Tekst met <b>nadruk</b> en script: one = 1</p></html>", false),
            ("<p class=\"on\" title=\"a = b\">onload=1</p>", false),
            ("<feed><entry id='1'/></feed>", false),
            ("<HTML><SCRIPT src=x></SCRIPT>", true),
            ("<svg xmlns='x'><style/><s:script>x()</s:script></svg>", true),
            ("<svg onload = 'x()'/>", true),
            ("<img/onerror=x()>", true),
            ("<a href='java&#115;cript:x()'>a</a>", true),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", true),
            ("<?xml-stylesheet href='a.xsl'?><a/>", true),
            ("<iframe src=x>", true),
        ] {
            assert_eq!(runs("a.html", text.as_bytes()), wanted, "{text}");
        }
        let svg = "xmlns:s='http://www.w3.org/2000/svg'";
        for (text, wanted) in [
            ("<melding onderwerp='dijk' online='ja' ontvanger='a' onderdeel='b'/>".into(), false),
            ("<gml:Object xmlns:gml='http://www.opengis.net/gml'/>".into(), false),
            ("<a><object/><frame n='1'/><transform/><handler/><script/></a>".into(), false),
            ("<a onload='x()'/>".into(), false),
            (format!("<a {svg}><s:script/></a>"), true),
            (format!("<a {svg}><s:g onload='x()'/></a>"), true),
            (format!("<a {svg}><s:g onderwerp='x()'/></a>"), false),
            ("<a xmlns:h='http://www.w3.org/1999/&#120;html'><h:script/></a>".into(), true),
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".into(), true),
            ("<?xml-stylesheet href='a.xsl'?><a/>".into(), true),
            ("<a href='javascript:x()'/>".into(), true),
        ] {
            let text: String = text;
            assert_eq!(runs("a.XML", text.as_bytes()), wanted, "{text}");
        }
        assert!(!runs("a.html", b"<p onderwerp='a' online=ja>"));
        assert!(runs("a.html", b"<p onwebkitmouseforceup=x()>"));
        let wide: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("<script>".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert!(runs("a.html", &wide));
        assert!(is_page("a/b.XHTML") && is_page("x.xml") && !is_page("x.txt") && !is_page("xml"));
    }
}

//! What attackers write, and what must not be left of it: shared by the tests of every renderer.

use super::tokens::{Token, attributes, decode, tokens};

/// Payloads in the style of the known collections, one trick each.
pub(crate) const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script\n>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=\"alert(1)\"//",
    "<img/src=`x`onerror=alert(1)>",
    "<img src='x'onerror='alert(1)'>",
    "<img src=\"x\" title=\"x\"onerror=\"alert(1)\">",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><annotation-xml encoding=\"text/html\"><img src=x onerror=alert(1)></annotation-xml></math>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=\"javascript:alert(1)\">",
    "<embed src=\"javascript:alert(1)\">",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<form action=\"javascript:alert(1)\"><button>x</button></form>",
    "<button formaction=\"javascript:alert(1)\">x",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java&#x0A;script:alert(1)\">x</a>",
    "<a href=\"&#106;avascript&colon;alert(1)\">x</a>",
    "<a href=\" \u{1}javascript:alert(1)\">x</a>",
    "<a href=\"\u{2028}javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href='x' style='background:url(javascript:alert(1))'>x</a>",
    "<base href=\"javascript:/\">",
    "<link rel=stylesheet href=\"//x.example/x.css\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<style>@import '//x.example/x.css';</style>",
    "<style><!--</style><img src=x onerror=alert(1)>-->",
    "<title></title><img src=x onerror=alert(1)>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<noembed><img title=\"</noembed><img src onerror=alert(1)>\"></noembed>",
    "<template><script>alert(1)</script></template>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml <img src=x onerror=alert(1)>?>",
    "</p title=\"><img src=x onerror=alert(1)>\">",
    "<p title=\"--><img src=x onerror=alert(1)>\">",
    "<table background=\"javascript:alert(1)\"><td>x",
    "<marquee onstart=alert(1)>x",
    "<isindex action=javascript:alert(1) type=image>",
    "<x onclick=alert(1) tabindex=0>x</x>",
    "<b onmouseover=\nalert(1)>x</b>",
    "<p style=\"animation-name:x\" onanimationstart=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "'><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "x\" onerror=\"alert(1)\" x=\"",
    "` onmouseover=`alert(1)",
    "javascript:alert(1)",
    "javascript://x.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&quot; onmouseover=&quot;alert(1)",
    "\u{FF1C}script\u{FF1E}alert(1)\u{FF1C}/script\u{FF1E}",
    "<\u{0}script>alert(1)</script>",
    "<img src=//x.example/volg.gif>",
    "<img src=\"https://x.example/volg.gif\" srcset=\"https://x.example/2.gif 2x\">",
    "<div style=\"background:url(https://x.example/volg.gif)\">x</div>",
    "https://x.example/\"onmouseover=\"alert(1)",
    "https://x.example/'onmouseover='alert(1)//",
    "https://bank.example@kwaad.example/<script>",
    "{{< figure src=\"x\" title=\"<script>alert(1)</script>\" >}}",
    "]()<img src=x onerror=alert(1)>",
    "](javascript:alert(1))[x",
];

/// Elements that run, load or replace something.
const ELEMENTS: [&str; 27] = [
    "animate",
    "applet",
    "base",
    "body",
    "button",
    "embed",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "iframe",
    "link",
    "marquee",
    "math",
    "meta",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "set",
    "style",
    "svg",
    "template",
    "textarea",
    "xmp",
];

/// Fails when a browser that shows this HTML would run something or load something from elsewhere.
pub(crate) fn assert_harmless(html: &str, input: &str) {
    for token in tokens(html) {
        let Token::Open { name, attributes: list, .. } = token else { continue };
        let name = name.to_ascii_lowercase();
        // Formulas are written between dollars or strokes with brackets, and their elements by the program itself.
        let signs = ["$", "\\(", "\\["];
        let is_formula = name == "math" && signs.iter().any(|sign| input.contains(sign));
        let is_harm = ELEMENTS.contains(&name.as_str()) && !is_formula;
        assert!(!is_harm, "<{name}> in {html:?} of {input:?}");
        for (attribute, value) in attributes(list) {
            let attribute = attribute.to_ascii_lowercase();
            assert!(
                !attribute.starts_with("on")
                    && !matches!(
                        attribute.as_str(),
                        "style" | "srcset" | "srcdoc" | "action" | "formaction"
                    ),
                "{attribute} in {html:?} of {input:?}"
            );
            if matches!(attribute.as_str(), "href" | "src") {
                assert_harmless_address(&attribute, &decode(value), html, input);
            }
        }
    }
}

fn assert_harmless_address(attribute: &str, address: &str, html: &str, input: &str) {
    let bare: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let scheme = bare
        .find([':', '/', '?', '#'])
        .filter(|&end| bare[end..].starts_with(':'))
        .map(|end| bare[..end].to_lowercase());
    let is_local = scheme.is_none() && !bare.starts_with("//") && !bare.starts_with('\\');
    let is_linked = attribute == "href"
        && scheme
            .is_some_and(|scheme| matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel"));
    assert!(is_local || is_linked, "{attribute}={address:?} in {html:?} of {input:?}");
}

#[cfg(test)]
mod tests {
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the fuzzer reads files")]
    fn the_fuzzer_begins_with_what_attackers_write() {
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz/seeds");
        for target in ["html-comment", "html-post", "markdown", "body"] {
            let folder = seeds.join(target);
            std::fs::create_dir_all(&folder).unwrap();
            for (number, payload) in super::PAYLOADS.iter().enumerate() {
                std::fs::write(folder.join(format!("payload-{number}")), payload).unwrap();
            }
            assert!(std::fs::read_dir(&folder).unwrap().count() >= super::PAYLOADS.len());
        }
    }
}

//! Drawings in SVG, most of them made to do harm.

use super::clean::clean;
use super::tests::cleaned;
use super::*;
use crate::diagnostic::Problem;
use crate::media::Facts;

#[test]
fn nothing_runs_in_a_drawing() {
    for (svg, wanted) in [
        ("<svg><script>alert(1)</script><path d=\"M0 0\"/></svg>", "<svg><path d=\"M0 0\"/></svg>"),
        ("<svg onload=\"x()\" width=\"3\"/>", "<svg width=\"3\"/>"),
        (
            "<svg><a xlink:href=\"java&#10;script:x()\"><text>a</text></a></svg>",
            "<svg><a><text>a</text></a></svg>",
        ),
        ("<svg><a href=\"data:text/html,x\">a</a></svg>", "<svg><a>a</a></svg>"),
        ("<svg><set to=\"javascript:x\"/></svg>", "<svg><set/></svg>"),
        (
            "<svg><foreignObject><body><b>x</b></body></foreignObject>a &amp; b</svg>",
            "<svg>a &amp; b</svg>",
        ),
        ("<svg><use href=\"#a\"/><a href=\"https://x.example/?a=1&amp;b=2\">'a'</a></svg>", ""),
    ] {
        let clean = cleaned("a.svg", svg.as_bytes());
        let wanted = if wanted.is_empty() { svg } else { wanted };
        assert_eq!(String::from_utf8_lossy(&clean), wanted);
        assert_eq!(cleaned("a.svg", &clean), clean);
    }
}

#[test]
fn nothing_is_loaded_or_told_by_a_drawing() {
    for (svg, wanted) in [
        (
            "<!DOCTYPE svg [<!ENTITY s \"<script>alert(1)</script>\">]><svg>a&s;b</svg>",
            "<svg>ab</svg>",
        ),
        (
            "<svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:script>x()</s:script></svg>",
            "<svg xmlns:s=\"http://www.w3.org/2000/svg\"></svg>",
        ),
        (
            "<svg><image xlink:href=\"https://x.example/a.png\"/><use href=\"b.svg#a\"/></svg>",
            "<svg><image/><use/></svg>",
        ),
        ("<svg><image href=\"data:image/svg+xml;base64,x\"/></svg>", "<svg><image/></svg>"),
        ("<svg><feImage href=\"data:image/png;base64,x\"/><use href=\"#a\"/></svg>", ""),
        (
            "<svg><path fill=\"url(https://x.example/)\" stroke=\"url(#a)\"/></svg>",
            "<svg><path stroke=\"url(#a)\"/></svg>",
        ),
        (
            "<svg><g style=\"fill:url(&quot;//x&quot;);top:0\"/></svg>",
            "<svg><g style=\"fill:none;top:0\"/></svg>",
        ),
        (
            "<svg><style>@im&#112;ort 'x';<![CDATA[a > b{}]]></style></svg>",
            "<svg><style>a &gt; b{}</style></svg>",
        ),
        ("<svg><style>a<g/>{}</style></svg>", "<svg><style>a{}</style></svg>"),
        (
            "<svg><h:link href=\"x\"/><h:img src=\"x\"/><g h:srcset=\"x\" xml:base=\"x\"/></svg>",
            "<svg><g/></svg>",
        ),
        ("<svg><set attributeName=\"xlink:href\" to=\"//x\"/></svg>", "<svg></svg>"),
        (
            "<svg xmlns:inkscape=\"x\" inkscape:export=\"C:/Jet\"><!-- Jet --><metadata><a>Jet</a></metadata><sodipodi:namedview/></svg>",
            "<svg></svg>",
        ),
        (
            "<?xml version=\"1.0\"?><?xml-stylesheet href=\"x\"?><svg/>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><svg/>",
        ),
    ] {
        let clean = cleaned("a.svg", svg.as_bytes());
        let wanted = if wanted.is_empty() { svg } else { wanted };
        assert_eq!(String::from_utf8_lossy(&clean), wanted);
        assert_eq!(cleaned("a.svg", &clean), clean);
    }
}

#[test]
fn a_drawing_is_written_as_utf_8_or_refused() {
    let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><svg><script/>Caf\xe9</svg>";
    let wanted = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><svg>Café</svg>";
    assert_eq!(cleaned("a.svg", latin), wanted.as_bytes());
    let mut wide = vec![0xFF, 0xFE];
    wide.extend("<svg><script/>é</svg>".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(cleaned("a.SVG", &wide), "<svg>é</svg>".as_bytes());
    for (name, bytes) in [
        ("a.svg", &b"<svg>Caf\xe9</svg>"[..]),
        ("a.svg", &wide[2..]),
        ("a.svg", b"<svg><g></svg>"),
        ("a.svg", b"<svg><g/>"),
        ("a.svg", b"<svg/><svg/>"),
        ("a.svg", b"<svg/>x"),
        ("a.svg", b"<svg a=1/>"),
        ("a.svg", b"<svg a/onload=\"x()\"/>"),
        ("a.svg", b"<svg a=\"1\" a=\"2\"/>"),
        ("a.svg", b"<svg xmlns=\"&ns;\"/>"),
        ("a.svg", b"<html/>"),
        ("a.svg", b""),
        ("a.svg", b"\x1f\x8b\x08"),
        ("a.svgz", b"\x1f\x8b\x08"),
    ] {
        let found = clean(name, bytes);
        let text = String::from_utf8_lossy(bytes);
        assert!(matches!(found, Err(Problem::PictureDamaged { .. })), "{text}: {found:?}");
    }
}

#[test]
fn drawings_that_would_hang_a_browser_are_refused_and_moving_ones_told() {
    let uses = |floor: u32| {
        format!(
            "<g id=\"a{floor}\">{}</g>",
            format!("<use href=\"#a{}\"/>", floor.wrapping_sub(1)).repeat(10)
        )
    };
    let bomb =
        format!("<svg><g id=\"a0\"><rect/></g>{}</svg>", (1..10).map(uses).collect::<String>());
    for found in [look("a.svg", bomb.as_bytes(), 64), lie("a.svg", bomb.as_bytes(), 64)] {
        assert!(matches!(found, Facts::Unusable(Problem::DrawingTooLarge { .. })), "{found:?}");
    }
    let moving = b"<svg><script/><animate repeatCount=\"indefinite\"/></svg>";
    let taken = vec!["<script>".to_owned()];
    let told = vec![Problem::DrawingCleaned { taken }, Problem::PictureMoves];
    let still = Size { width: 300, height: 150, is_photo: false };
    assert_eq!(look("a.svg", moving, 64), Facts::Picture(still, told));
}

//! The contacts that break careless programs; each stands among the first hundred.

use crate::hubspot::objects::oddity::Oddity::{self, EpochDates, Long, NoProperties, Only, Values as Odd};

/// In the order of appearance.
pub(super) static AWKWARD: [Oddity; 24] = [
    Odd(&[("firstname", ""), ("lastname", "")]),
    Only("email"),
    Odd(&[("firstname", "Zoé 👩‍🚀"), ("lastname", "Starlight ✨🚀")]),
    Odd(&[
        ("firstname", "ليلى"),
        ("lastname", "الحداد"),
        ("company", "شركة النيل للتجارة"),
    ]),
    Odd(&[
        ("firstname", "<script>alert('contact')</script>"),
        ("lastname", "<b>Bold</b>"),
    ]),
    Odd(&[
        ("firstname", "</script><script>alert(1)//"),
        ("lastname", "</title></textarea><img src=x onerror=alert(1)>"),
    ]),
    Long("company", "x", 10_000),
    NoProperties,
    EpochDates,
    Long("firstname", "Wolfeschlegelsteinhausenbergerdorff", 12),
    Odd(&[("firstname", "שרה"), ("lastname", "כהן-לוי")]),
    Odd(&[
        ("firstname", "\" onmouseover=\"alert(1)"),
        ("lastname", "' autofocus onfocus='alert(1)"),
    ]),
    Odd(&[
        ("firstname", "=HYPERLINK(\"https://example.com\",\"click\")"),
        ("lastname", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ]),
    Odd(&[("firstname", "   "), ("lastname", "\t\n")]),
    Odd(&[("email", "")]),
    Odd(&[("firstname", "null"), ("lastname", "undefined")]),
    Odd(&[("firstname", "{{7*7}}"), ("lastname", "${7*7}<!-- -->")]),
    Odd(&[
        ("website", "javascript:alert(1)"),
        ("phone", "tel:+1<script>alert(1)</script>"),
    ]),
    Odd(&[
        ("firstname", "\u{202e}gnitirw\u{202c}"),
        ("lastname", "Override\u{200b}\u{feff}"),
    ]),
    Odd(&[
        (
            "firstname",
            "T\u{0363}\u{0364}\u{0365}e\u{0300}\u{0301}\u{0302}\u{0303}x\u{0336}t",
        ),
        ("lastname", "Ｆｕｌｌｗｉｄｔｈ"),
    ]),
    Odd(&[
        ("firstname", "山田"),
        ("lastname", "太郎"),
        ("company", "株式会社サンプル"),
    ]),
    Odd(&[("firstname", "A"), ("lastname", ""), ("company", "")]),
    Long("jobtitle", "Senior Vice President of Very Long Titles and ", 20),
    Odd(&[
        ("firstname", "Robert'); DROP TABLE contacts;--"),
        ("lastname", "\\u0000 %00 \\"),
    ]),
];

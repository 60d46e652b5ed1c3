//! The contacts that break careless programs; each stands among the first hundred.

use super::{Contact, Values};

/// What is odd about a contact.
pub(crate) enum Oddity {
    /// These values are different; an empty one is absent.
    Values(&'static [(&'static str, &'static str)]),
    /// This value is that letter, so many times.
    Long(&'static str, &'static str, usize),
    /// It has nothing but an e-mail address.
    OnlyEmail,
    /// Its dates are milliseconds since 1970 instead of ISO 8601.
    EpochDates,
    /// It has no `properties` at all.
    NoProperties,
}

use Oddity::{EpochDates, Long, NoProperties, OnlyEmail, Values as Odd};

/// In the order of appearance.
pub(crate) const AWKWARD: [Oddity; 24] = [
    Odd(&[("firstname", ""), ("lastname", "")]),
    OnlyEmail,
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

impl Oddity {
    /// Makes a contact odd in this way.
    pub(crate) fn apply(&self, contact: &mut Contact) {
        match self {
            Self::NoProperties => contact.values = None,
            Self::Values(odd) => set(contact, odd.iter().map(|&(name, value)| (name, value.to_owned()))),
            Self::Long(name, part, times) => set(contact, [(*name, part.repeat(*times))]),
            Self::OnlyEmail => {
                let kept = ["email", "createdate", "lastmodifieddate", "hs_object_id"];
                contact
                    .values
                    .get_or_insert_default()
                    .retain(|name, _| kept.contains(&name.as_ref()));
            }
            Self::EpochDates => {
                let (created, updated) = (contact.created_at.as_millisecond(), contact.updated_at.as_millisecond());
                set(
                    contact,
                    [
                        ("createdate", created.to_string()),
                        ("lastmodifieddate", updated.to_string()),
                    ],
                );
            }
        }
    }
}

fn set(contact: &mut Contact, odd: impl IntoIterator<Item = (&'static str, String)>) {
    let values: &mut Values = contact.values.get_or_insert_default();
    values.extend(odd.into_iter().map(|(name, value)| (name.into(), value)));
}

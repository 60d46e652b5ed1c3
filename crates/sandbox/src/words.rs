//! The words that seeded records are made of, the awkward ones among them.

use crate::dice::Dice;

const FIRST_NAMES: [&str; 20] = [
    "Anaïs", "Bashir", "Cora", "Dmitri", "Eleni", "Farouk", "Greta", "Haruka", "Ismail", "Joana", "Kerstin", "Lwazi",
    "Milan", "Nuria", "Owen", "Petra", "Quentin", "Ronja", "Stefano", "Tuğba",
];
const LAST_NAMES: [&str; 20] = [
    "Almeida",
    "Bergström",
    "Chukwu",
    "Demir",
    "Esposito",
    "Fontaine",
    "Gruber",
    "Horváth",
    "Iyer",
    "Jansen",
    "Kruger",
    "Lemaire",
    "Mäkinen",
    "Ndiaye",
    "O'Connor",
    "Pereira",
    "Quispe",
    "Rasmussen",
    "Suzuki",
    "Tkachenko",
];
pub(crate) const COMPANIES: [&str; 12] = [
    "Alder & Finch",
    "Brackwater Ltd",
    "Cinder Studios",
    "Dovetail Joinery",
    "Eastgate Clinic",
    "Foxglove Foods",
    "Gantry Robotics",
    "Harbour Light",
    "Ironbark Mining",
    "Juniper Travel",
    "Kiln & Clay",
    "Lodestar Maps",
];
pub(crate) const CITIES: [&str; 8] = ["Bergen", "Cádiz", "Dakar", "Ghent", "Lima", "Łódź", "Osaka", "Zürich"];
pub(crate) const STATUSES: [&str; 5] = ["New", "In progress", "Waiting", "Done", "Lost 💔"];
pub(crate) const TAGS: [&str; 6] = ["urgent", "VIP", "to call", "newsletter", "a, with comma", "überprüft"];
const SENTENCES: [&str; 6] = [
    "Asked for a new offer.",
    "Prefers to be called in the afternoon.",
    "Met at the trade fair,\nand again a week later.",
    "Sends regards to the whole team!",
    "Waits for the contract.",
    "No longer interested; ask again next year.",
];

/// How many awkward names there are.
pub(crate) const AWKWARD_COUNT: u16 = 16;
/// Names and titles that break careless programs.
pub(crate) const AWKWARD: [&str; AWKWARD_COUNT as usize] = [
    "Zoé 👩‍🚀 Starlight ✨",
    "محمد الفارسي",
    "דנה לוי",
    "<script>alert('name')</script>",
    "</script></title></textarea><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "=HYPERLINK(\"https://example.com\",\"click\")",
    "   ",
    "null",
    "{{7*7}} ${7*7} <!-- -->",
    "\u{202e}gnitirw\u{202c} and\u{200b}\u{feff}",
    "T\u{0363}\u{0364}\u{0365}e\u{0300}\u{0301}\u{0302}x\u{0336}t Ｆｕｌｌｗｉｄｔｈ",
    "山田 太郎",
    "Robert'); DROP TABLE people;--",
    "\\u0000 %00 \\ %2F ../..",
    "two\nlines\tand a tab",
];

/// As long as a field may be before many programs give up.
pub(crate) const LONG: usize = 10_000;

/// Ten thousand letters.
pub(crate) fn long_text() -> String {
    "x".repeat(LONG)
}

/// A first and a last name.
pub(crate) fn name(dice: &mut Dice) -> (&'static str, &'static str) {
    (*dice.pick(&FIRST_NAMES), *dice.pick(&LAST_NAMES))
}

/// An e-mail address, unique for its number.
pub(crate) fn email(dice: &mut Dice, number: u64) -> String {
    let company = dice.pick(&COMPANIES).split_whitespace().next().unwrap_or("mail");
    format!("person{number}@{}.example", company.to_lowercase())
}

/// A telephone number.
pub(crate) fn phone(dice: &mut Dice) -> String {
    format!(
        "+{} {} {:04}",
        30 + dice.below(60),
        100 + dice.below(900),
        dice.below(10_000)
    )
}

/// A sentence or two.
pub(crate) fn sentences(dice: &mut Dice) -> String {
    let (first, second) = (*dice.pick(&SENTENCES), *dice.pick(&SENTENCES));
    if dice.one_in(2) {
        first.to_owned()
    } else {
        format!("{first} {second}")
    }
}

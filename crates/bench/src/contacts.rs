//! Contacts to measure with: as HubSpot writes them, twelve properties each, always the same.

use std::fmt::Write as _;

use model::IntegrationItem;

/// HubSpot's largest page.
pub const PAGE: usize = 100;

/// First names, with what people search for among them.
pub const FIRST: [&str; 16] = [
    "Ada",
    "Grace",
    "Zoë",
    "Bartholomew",
    "محمد",
    "Wei",
    "Ingrid",
    "Olu",
    "Priya",
    "Jürgen",
    "Siobhán",
    "Kenji",
    "Fatima",
    "Lars",
    "Chloé",
    "Tomasz",
];
const LAST: [&str; 16] = [
    "Lovelace",
    "Hopper",
    "Çelik",
    "Featherstonehaugh",
    "الفارسي",
    "Zhang",
    "Ångström",
    "Adeyemi",
    "Raman",
    "Müller",
    "O'Brien",
    "Tanaka",
    "Khan",
    "Nilsen",
    "Dubois",
    "Kowalski",
];
const STAGES: [&str; 6] = [
    "subscriber",
    "lead",
    "marketingqualifiedlead",
    "opportunity",
    "customer",
    "other",
];
const CITIES: [&str; 12] = [
    "London", "Tromsø", "Lagos", "Chennai", "Osaka", "Lyon", "Kraków", "Berlin", "Boston", "Dubai", "Cork", "Lima",
];

/// One page of HubSpot's answer, from that contact on.
pub fn page(from: usize, count: usize) -> String {
    let mut json = String::from(r#"{"results":["#);
    for index in from..from + count {
        if index > from {
            json.push(',');
        }
        write_contact(&mut json, index);
    }
    json.push_str("]}");
    json
}

/// The items of such a page, as the provider makes them.
///
/// # Errors
/// Never: the page is whole.
pub fn items(from: usize, count: usize) -> anyhow::Result<Vec<IntegrationItem>> {
    Ok(hubspot::fuzzing::contacts_page(page(from, count).as_bytes())?.items)
}

fn write_contact(json: &mut String, index: usize) {
    let dice = mix(index as u64);
    let pick = |list: &[&'static str], shift: u32| list[usize::try_from(dice >> shift).unwrap_or(0) % list.len()];
    let (first, last) = (pick(&FIRST, 1), pick(&LAST, 9));
    let (company, id) = (dice >> 17 & 0x3fff, 1001 + index);
    let (created, modified) = (
        moment(dice % 60_000_000),
        moment(60_000_000 + (dice >> 21) % 26_000_000),
    );
    // Writing to a `String` cannot fail.
    let _ = write!(
        json,
        r#"{{"id":"{id}","properties":{{"city":"{city}","company":"Company {company}","createdate":"{created}","email":"user{index}@company{company}.example","firstname":"{first}","hubspot_owner_id":"{owner}","jobtitle":"Head of team {team}","lastmodifieddate":"{modified}","lastname":"{last}","lifecyclestage":"{stage}","phone":"+47 {phone:08}","website":"https://company{company}.example"}},"createdAt":"{created}","updatedAt":"{modified}","archived":false,"url":"https://app.hubspot.com/contacts/62515/record/0-1/{id}"}}"#,
        city = pick(&CITIES, 25),
        owner = 70 + (dice >> 31) % 12,
        team = (dice >> 35) % 40,
        stage = pick(&STAGES, 41),
        phone = (dice >> 13) % 100_000_000,
    );
}

/// So many seconds after the beginning of 2023, with milliseconds.
fn moment(seconds: u64) -> String {
    let begin = 1_672_531_200_i64;
    let at = jiff::Timestamp::from_second(begin.saturating_add(i64::try_from(seconds).unwrap_or(0)));
    format!("{:.3}", at.unwrap_or_default())
}

/// A number that looks drawn and is not (`SplitMix64`).
pub fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

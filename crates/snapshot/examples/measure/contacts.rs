//! Contacts to measure with: like a provider's, the same ones each time.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::IntegrationItem;

/// A contact with twelve properties, as a provider has them.
pub fn contact(number: u64) -> IntegrationItem {
    let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let pick = |from: &[&str], shift: u32| {
        let at = usize::try_from(mixed >> shift & 0xFFFF).unwrap_or_default() % from.len();
        from[at].to_owned()
    };
    let first = pick(&["Ada", "Grace", "Zoë", "Linus", "Barbara", "Edsger", "Radia"], 3);
    let last = format!(
        "{}{}",
        pick(&["Love", "Hop", "Torv", "Lisk", "Dijk", "Perl"], 9),
        mixed % 20_000
    );
    let company = format!(
        "{} {} Ltd",
        pick(&["Northwind", "Contoso", "Fabrikam"], 5),
        mixed % 5000
    );
    let time = |shift: u32| {
        let since = i64::try_from(mixed >> shift & 0x3F_FFFF_FFFF).unwrap_or_default();
        Timestamp::from_millisecond(1_500_000_000_000 + since).unwrap_or_default()
    };
    let text = |time: Timestamp| format!("{time:.3}");
    let id = (100_000_000 + number * 7).to_string();
    let properties = [
        ("firstname", first.clone()),
        (
            "email",
            format!("{first}.{last}@example{}.com", mixed % 300).to_lowercase(),
        ),
        ("phone", format!("+44 20 7946 {:06}", mixed % 1_000_000)),
        ("company", company),
        (
            "jobtitle",
            pick(
                &["Engineer", "Director of Sales", "Buyer", "Chief Financial Officer"],
                11,
            ),
        ),
        ("city", pick(&["London", "İstanbul", "Zürich", "Paris"], 13)),
        (
            "country",
            pick(&["United Kingdom", "Türkiye", "Switzerland", "France"], 13),
        ),
        ("lifecyclestage", pick(&["lead", "customer", "opportunity"], 17)),
        ("hs_object_id", id.clone()),
        ("createdate", text(time(7))),
        ("lastmodifieddate", text(time(19))),
        ("lastname", last.clone()),
    ];
    IntegrationItem {
        item_type: "Contact".to_owned(),
        name: Some(format!("{first} {last}")),
        creation_time: Some(time(7)),
        last_modified_time: Some(time(19)),
        url: Some(format!("https://app.hubspot.com/contacts/62515/record/0-1/{id}")),
        visibility: true,
        properties: BTreeMap::from(properties.map(|(name, value)| (name.to_owned(), value))),
        id,
        ..IntegrationItem::default()
    }
}

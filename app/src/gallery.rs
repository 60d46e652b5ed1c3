//! TEMPORARY: writes pages to look at.
use crate::{
    api::ApiError,
    items::{Items, Place},
    masthead::Masthead,
    notice_bar::NoticeText,
    pages::gallery_head::Head,
    provider_card::ProviderCard,
    samples::*,
};
use leptos::prelude::*;
use model::*;

fn save(name: &str, body: String) {
    let css = std::fs::read_to_string("/work/main/style/main.css").unwrap();
    std::fs::create_dir_all("/tmp/gallery").unwrap();
    std::fs::write(format!("/tmp/gallery/{name}.html"), format!("<!DOCTYPE html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width, initial-scale=1'><meta name=color-scheme content='light dark'><style>{css}</style><body>{body}")).unwrap();
}
fn conn(name: &str, status: ConnectionStatus) -> ConnectionSummary {
    let mut c = connection();
    c.provider_name = "HubSpot".into();
    c.account.name = name.into();
    c.status = status;
    c
}
fn item(n: &str, mail: &str, phone: &str, company: &str, i: i64) -> IntegrationItem {
    let mut r = record((!n.is_empty()).then_some(n));
    for (k, v) in [("email", mail), ("phone", phone), ("company", company)] {
        if !v.is_empty() {
            r.properties.insert(k.into(), v.into());
        }
    }
    r.creation_time = Some(jiff::Timestamp::from_second(1_700_000_000 + i * 86_400).unwrap());
    r.last_modified_time = Some(jiff::Timestamp::from_second(1_735_000_000 + i * 7_000_000).unwrap());
    r.url = Some("https://crm.example/1".into());
    r
}
#[test]
fn write() {
    let scopes = vec![
        ScopeUse {
            name: "oauth".into(),
            reason: "know which account was connected".into(),
        },
        ScopeUse {
            name: "crm.objects.contacts.read".into(),
            reason: "read contacts, to list them".into(),
        },
        ScopeUse {
            name: "crm.objects.contacts.write".into(),
            reason: "change contacts, when you ask for it".into(),
        },
        ScopeUse {
            name: "crm.schemas.companies.read".into(),
            reason: "read how companies are described".into(),
        },
    ];
    let hs = ProviderCard {
        name: "HubSpot".into(),
        colour: "#c2410c".into(),
        summary: "Contacts of your CRM, with their companies.".into(),
        scopes: scopes.clone(),
        ..card()
    };
    let at = ProviderCard {
        id: ProviderId::new("air").unwrap(),
        name: "Airtable".into(),
        colour: "#2464c9".into(),
        summary: "Bases, their tables and records.".into(),
        scopes: scopes[..2].to_vec(),
        ..card()
    };
    let no = ProviderCard {
        id: ProviderId::new("no").unwrap(),
        name: "Notion".into(),
        colour: "#3a3d42".into(),
        summary: "Pages and databases.".into(),
        setup: Some("Set NOTION_CLIENT_ID and NOTION_CLIENT_SECRET, then restart the server.".into()),
        scopes: scopes[..1].to_vec(),
        ..card()
    };
    let mut lacking = conn("Fjord Analytics AS", ConnectionStatus::ReconnectNeeded);
    lacking.missing_scopes = vec!["x".into()];
    lacking.account.label = "portal 881".into();
    save(
        "home",
        html(|| {
            view! { <Masthead/><main id="main"><div class="page"><NoticeText notice=Notice::Disconnected/><h1>"Connections"</h1><p class="lede">"Connect an account once. Its records appear in one list; its tokens never leave this server."</p>
            <ProviderCard card=hs.clone() connections=vec![conn("Northwind Trading", ConnectionStatus::Connected), lacking.clone()] first=false/><ProviderCard card=at connections=vec![] first=false/><ProviderCard card=no connections=vec![] first=false/></div></main> }
        }),
    );
    let rows = || {
        let mut v = vec![
            item(
                "Ada Lovelace",
                "ada@northwind.example",
                "+44 20 7946 0958",
                "Northwind Trading",
                1,
            ),
            item(
                "Zoë Çelik-Ångström",
                "zoe.celik@fjord.example",
                "+47 22 12 34 56",
                "Fjord Analytics AS",
                2,
            ),
            item(
                "محمد الفارسي",
                "m.alfarsi@gulf.example",
                "+971 4 555 0100",
                "Gulf Freight",
                3,
            ),
            item(
                "<script>alert(1)</script>",
                "bobby@tables.example",
                "",
                "Little Bobby Tables Ltd",
                4,
            ),
            item("", "info@imprint.example", "", "", 5),
            item(
                "Bartholomew Featherstonehaugh-Cholmondeley III",
                "bart@verylongcompanyname.example",
                "+1 (415) 555-0132",
                "The Very Long Company Name Corporation of Northern California",
                6,
            ),
            item("李小龍", "bruce@jkd.example", "+852 2123 4567", "JKD", 7),
            item("🦊 Fox Mulder", "fox@x.example", "", "FBI", 8),
        ];
        let w = v.clone();
        v.extend(w);
        v
    };
    let cb = Callback::new(|()| ());
    let page = |c: ConnectionSummary, first: Result<ItemPage, ApiError>, q: &str| {
        let q = q.to_owned();
        html(move || {
            let s = RwSignal::new(c.status);
            view! { <Masthead/><main id="main"><NoticeText notice=Notice::Connected/><Head connection=c.clone() status=s/><Items connection=c start=Place::Start first search=q on_ended=cb/></main> }
        })
    };
    let c = conn("Northwind Trading", ConnectionStatus::Connected);
    save(
        "connection",
        page(
            c.clone(),
            Ok(ItemPage {
                items: rows(),
                next: Some(PageCursor("x".into())),
            }),
            "",
        ),
    );
    let mut m = c.clone();
    m.missing_scopes = vec!["crm.objects.contacts.write".into(), "crm.schemas.companies.read".into()];
    save(
        "missing",
        page(
            m,
            Ok(ItemPage {
                items: rows(),
                next: None,
            }),
            "zo",
        ),
    );
    save(
        "empty",
        page(
            c.clone(),
            Ok(ItemPage {
                items: vec![],
                next: None,
            }),
            "",
        ),
    );
    save("down", page(c.clone(), Err(ApiError::ProviderUnavailable), ""));
    save("ended", page(lacking, Err(ApiError::ReconnectRequired), ""));
    save("wait", page(c, Err(ApiError::RateLimited { retry_after_secs: 4 }), ""));
}

//! Airtable's records: pages, single ones, and what is odd about them.

use std::collections::HashSet;

use rstest::rstest;
use serde_json::{Map, Value, json};

use super::App;
use crate::client::told;

struct Base {
    app: App,
    token: String,
    id: String,
    tables: Vec<Value>,
}

impl Base {
    /// The first base of a new sandbox.
    async fn new() -> Self {
        let (app, token) = App::connected().await;
        let (_, bases) = app.ask(&token, "/v0/meta/bases").await;
        let id = bases["bases"][0]["id"].as_str().unwrap().to_owned();
        let (_, schema) = app.ask(&token, &format!("/v0/meta/bases/{id}/tables")).await;
        let tables = schema["tables"].as_array().unwrap().clone();
        Self { app, token, id, tables }
    }

    fn path(&self, table: usize) -> String {
        format!("/v0/{}/{}", self.id, self.tables[table]["id"].as_str().unwrap())
    }

    async fn ask(&self, path: &str) -> (u16, Value) {
        self.app.ask(&self.token, path).await
    }

    async fn list(&self, table: usize, query: &[(&str, &str)]) -> (u16, Value) {
        let request = self.app.get(&self.path(table)).bearer_auth(&self.token);
        told(request.query(query).send().await.unwrap()).await
    }

    /// All records, page by page.
    async fn all(&self, table: usize, query: &[(&str, &str)]) -> Vec<Value> {
        let (mut records, mut offset) = (Vec::new(), String::new());
        loop {
            let (status, mut page) = self.list(table, &[query, &[("offset", &offset)]].concat()).await;
            assert_eq!(status, 200, "{page}");
            records.append(page["records"].as_array_mut().unwrap());
            match page["offset"].as_str() {
                Some(next) => next.clone_into(&mut offset),
                None => return records,
            }
        }
    }
}

fn ids(records: &[Value]) -> Vec<&str> {
    records.iter().map(|record| record["id"].as_str().unwrap()).collect()
}

fn fields(record: &Value) -> &Map<String, Value> {
    record["fields"].as_object().unwrap()
}

#[tokio::test]
async fn paging_to_the_end_gives_every_record_once_and_the_same_every_time() {
    let base = Base::new().await;

    let records = base.all(0, &[]).await;

    assert_eq!(ids(&records).into_iter().collect::<HashSet<_>>().len(), 250);
    assert_eq!(
        base.app
            .airtable()
            .journal()
            .iter()
            .filter(|entry| entry.path == base.path(0))
            .count(),
        3
    );
    assert_eq!(Base::new().await.all(0, &[]).await, records);
}

#[rstest]
#[case(("pageSize", "101"), "INVALID_REQUEST_UNKNOWN")]
#[case(("pageSize", "0"), "INVALID_REQUEST_UNKNOWN")]
#[case(("offset", "nonsense"), "INVALID_OFFSET_VALUE")]
#[case(("offset", "itr00000000000000/rec00000000000000"), "INVALID_OFFSET_VALUE")]
#[case(("fields[]", "No such field"), "UNKNOWN_FIELD_NAME")]
#[case(("filterByFormula", "{Name}='x'"), "INVALID_FILTER_BY_FORMULA")]
#[case(("view", "No such view"), "VIEW_NAME_NOT_FOUND")]
#[tokio::test]
async fn what_makes_no_sense_is_refused(#[case] parameter: (&str, &str), #[case] kind: &str) {
    let base = Base::new().await;
    let (status, error) = base.list(0, &[parameter]).await;
    assert_eq!((status, &error["error"]["type"]), (422, &json!(kind)));
}

#[tokio::test]
async fn an_offset_belongs_to_its_question() {
    let base = Base::new().await;
    let (_, page) = base.list(0, &[]).await;
    let offset = ("offset", page["offset"].as_str().unwrap());

    assert_eq!(base.list(0, &[offset]).await.0, 200);
    assert_eq!(base.list(1, &[offset]).await.0, 422);
    assert_eq!(base.list(0, &[offset, ("sort[0][field]", "Name")]).await.0, 422);
}

#[tokio::test]
async fn a_table_has_an_id_and_a_name_and_both_lead_to_it() {
    let base = Base::new().await;
    for (index, table) in base.tables.iter().enumerate() {
        let mut url: url::Url = base.app.url("/v0").parse().unwrap();
        url.path_segments_mut()
            .unwrap()
            .extend([base.id.as_str(), table["name"].as_str().unwrap()]);
        let request = base.app.http.get(url).bearer_auth(&base.token);
        let by_name = told(request.send().await.unwrap()).await;
        assert_eq!(by_name, base.list(index, &[]).await, "{}", table["name"]);
    }
}

#[tokio::test]
async fn only_the_fields_that_were_asked_for_come_by_name_or_by_id() {
    let base = Base::new().await;
    let id = base.tables[0]["fields"][1]["id"].as_str().unwrap();

    let (_, page) = base.list(0, &[("fields[]", "Name"), ("fields[]", id)]).await;
    let names: HashSet<_> = page["records"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|record| fields(record).keys())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");

    let (_, page) = base
        .list(0, &[("fields[]", id), ("returnFieldsByFieldId", "true")])
        .await;
    assert!(
        page["records"]
            .as_array()
            .unwrap()
            .iter()
            .all(|record| fields(record).keys().all(|name| name == id))
    );
}

#[tokio::test]
async fn sorted_records_page_to_the_end_too() {
    let base = Base::new().await;
    let sort = [("sort[0][field]", "Points"), ("sort[0][direction]", "desc")];

    let records = base.all(0, &sort).await;

    let points: Vec<_> = records
        .iter()
        .map(|record| fields(record).get("Points").and_then(Value::as_f64))
        .collect();
    assert_eq!(ids(&records).into_iter().collect::<HashSet<_>>().len(), 250);
    assert!(points.is_sorted_by(|one, other| one.partial_cmp(other).unwrap().is_ge()));
    assert_eq!(base.all(0, &[("maxRecords", "120")]).await.len(), 120);
}

#[tokio::test]
async fn the_same_can_be_asked_in_a_body() {
    let base = Base::new().await;
    let body = json!({ "pageSize": 7, "fields": ["Name"], "sort": [{ "field": "Name", "direction": "asc" }] });
    let request = base
        .app
        .post(&format!("{}/listRecords", base.path(0)))
        .bearer_auth(&base.token);
    let by_body = told(request.json(&body).send().await.unwrap()).await;

    let query = [("pageSize", "7"), ("fields[]", "Name"), ("sort[0][field]", "Name")];
    assert_eq!(by_body, base.list(0, &query).await);
}

#[tokio::test]
async fn a_record_is_read_alone_and_unknown_ones_are_not_there() {
    let base = Base::new().await;
    let (_, page) = base.list(1, &[]).await;
    let record = &page["records"][5];
    let id = record["id"].as_str().unwrap();

    let found = base.ask(&format!("{}/{id}", base.path(1))).await;
    assert_eq!(found, (200, record.clone()));
    let elsewhere = base.ask(&format!("{}/{id}", base.path(0))).await;
    assert_eq!(elsewhere, (404, json!({ "error": "NOT_FOUND" })));
    let (status, error) = base.ask(&format!("/v0/{}/Nowhere", base.id)).await;
    assert_eq!(
        (status, &error["error"]["type"]),
        (403, &json!("INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND"))
    );
}

#[tokio::test]
async fn records_need_their_scope() {
    let base = Base::new().await;
    base.app
        .airtable()
        .grant_only(Some(vec!["schema.bases:read".to_owned()]));
    let token = base.app.connect().await["access_token"].as_str().unwrap().to_owned();
    assert_eq!(base.app.ask(&token, &base.path(0)).await.0, 403);
}

#[tokio::test]
async fn empty_cells_are_left_out_and_the_awkward_ones_are_there() {
    let base = Base::new().await;
    let people = base.all(0, &[]).await;

    assert_eq!(fields(&people[0]).get("Name"), None);
    let empty = people.iter().find(|record| fields(record).len() == 4).unwrap();
    assert!(
        fields(empty).contains_key("Created"),
        "what Airtable fills in itself: {empty}"
    );
    let all = || people.iter().flat_map(fields);
    assert!(all().all(|(_, value)| !value.is_null() && value != &json!(false) && value != &json!("")));
    let has = |wanted: &str| all().any(|(name, value)| name == "Name" && value.as_str().unwrap().contains(wanted));
    assert!(has("👩‍🚀") && has("محمد") && has("<script>"));
    assert!(all().any(|(_, value)| value.as_str().is_some_and(|text| text.len() == 10_000)));
    assert!(all().any(|(name, value)| name == "Owner" && value["email"].is_string()));

    let invoices = base.all(2, &[]).await;
    let failed = invoices
        .iter()
        .filter(|record| fields(record)["Invoice"]["error"] == "#ERROR!");
    assert_eq!(failed.count(), 25);
}

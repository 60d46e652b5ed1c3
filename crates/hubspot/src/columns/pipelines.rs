//! The names of pipelines and of their stages, where the properties themselves do not offer them.

use std::collections::HashMap;

use integrations::ProviderError;
use model::list::{Choice, Column, ColumnId, ColumnType};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    object_type::Place,
    objects::Objects,
    wire::{Page, identifier, order, text},
};

/// One of `GET /crm/pipelines/{version}/{type}`.
pub(super) struct Pipeline {
    entry: Entry,
    stages: Vec<Entry>,
}

/// What pipelines and stages are alike in.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    #[serde(deserialize_with = "identifier")]
    id: String,
    #[serde(default, deserialize_with = "text")]
    label: String,
    #[serde(default, deserialize_with = "order")]
    display_order: i64,
}

#[derive(Deserialize)]
struct Stages<'a> {
    #[serde(borrow)]
    stages: Vec<&'a RawValue>,
}

impl Pipeline {
    /// A bad stage costs only itself.
    fn read(raw: &RawValue) -> Option<Self> {
        let entry = serde_json::from_str(raw.get()).ok()?;
        let Stages { stages } = serde_json::from_str(raw.get()).ok()?;
        let stages = stages
            .into_iter()
            .filter_map(|raw| serde_json::from_str(raw.get()).ok());
        let mut stages: Vec<Entry> = stages.collect();
        stages.sort_by_key(|stage| stage.display_order);
        Some(Self { entry, stages })
    }
}

impl Entry {
    fn label(&self) -> &str {
        match self.label.trim() {
            "" => &self.id,
            label => label,
        }
    }
}

/// Whether one of the two columns is there without its choices.
pub(super) fn are_missing(columns: &[Column], place: &Place) -> bool {
    let named = |column: &&Column| is_at(column, place.pipeline) || is_at(column, place.stage);
    columns.iter().filter(named).any(|column| column.choices.is_empty())
}

fn is_at(column: &Column, name: &str) -> bool {
    matches!(&column.id, ColumnId::Property(property) if property == name)
}

/// All pipelines, which come on one page.
pub(super) async fn read(objects: &Objects<'_>) -> Result<Vec<Pipeline>, ProviderError> {
    let url = objects.api.settings.crm_url("pipelines", &[objects.of.path]);
    let body = objects.api.get_body(url, objects.access).await?;
    let page = Page::read(&body)?;
    let mut pipelines: Vec<Pipeline> = page.results.into_iter().filter_map(Pipeline::read).collect();
    pipelines.sort_by_key(|pipeline| pipeline.entry.display_order);
    Ok(pipelines)
}

/// Gives the two columns the choices that they lack.
pub(super) fn name(columns: &mut [Column], place: &Place, pipelines: &[Pipeline]) {
    for column in columns.iter_mut().filter(|column| column.choices.is_empty()) {
        if is_at(column, place.pipeline) {
            column.choices = pipelines
                .iter()
                .map(|one| Choice::new(&one.entry.id, one.entry.label()))
                .collect();
        } else if is_at(column, place.stage) {
            column.choices = stages(pipelines);
        } else {
            continue;
        }
        column.column_type = ColumnType::Choice;
    }
}

/// The stages of all pipelines. One that is called as in another pipeline says which one it is of.
fn stages(pipelines: &[Pipeline]) -> Vec<Choice> {
    let mut uses: HashMap<String, usize> = HashMap::new();
    for stage in pipelines.iter().flat_map(|pipeline| &pipeline.stages) {
        *uses.entry(stage.label().to_lowercase()).or_default() += 1;
    }
    let of = |pipeline: &Pipeline| {
        let called = |stage: &Entry| {
            let label = stage.label();
            if uses.get(&label.to_lowercase()).is_some_and(|uses| *uses > 1) {
                format!("{label} ({})", pipeline.entry.label())
            } else {
                label.to_owned()
            }
        };
        pipeline
            .stages
            .iter()
            .map(|stage| Choice::new(&stage.id, called(stage)))
            .collect::<Vec<_>>()
    };
    pipelines.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Vec<Pipeline> {
        let raw: Vec<&RawValue> = serde_json::from_str(json).unwrap();
        raw.into_iter().filter_map(Pipeline::read).collect()
    }

    #[test]
    fn a_stage_that_two_pipelines_have_says_which_one_it_is_of() {
        let pipelines = read(
            r#"[{"id":"a","label":"Sales","stages":[{"id":"1","label":"New"},{"id":"2","label":"Won"}, {"id": []}]},
                {"label":"Nameless","stages":[{"id":"9"}]},
                {"id":"b","label":"","stages":[{"id":3,"label":"won"},{"id":"4"}]}]"#,
        );
        let told: Vec<String> = stages(&pipelines)
            .into_iter()
            .map(|choice| format!("{} {}", choice.value, choice.label))
            .collect();
        assert_eq!(told, ["1 New", "2 Won (Sales)", "3 won (b)", "4 4"]);
    }
}

//! *Edit*: a form for what people may write of the record.

use leptos::{prelude::*, server_fn::ServerFn as _};
use model::{
    IntegrationItem,
    list::{Choice, Column, ColumnId, ColumnType},
};

use crate::{api::UpdateRecord, grid::dates, list::tools::Tools};

/// A longer text has several lines to be read in.
const LONG: usize = 60;

/// Among more choices than this nobody finds one without a search.
const MOST_CHOICES: usize = 500;

/// A form that is folded away: plain HTML, so that it works without JavaScript. Nothing where nothing may
/// be written.
#[component]
pub fn Edit(tools: Tools, item: IntegrationItem) -> impl IntoView {
    let fields = tools.state.columns.with_untracked(|columns| fields(&item, columns));
    let connection = tools.state.connection.with_value(ToString::to_string);
    let view = tools.state.view.get_untracked();
    let hidden = |name: &'static str, value: String| view! { <input type="hidden" name=name value=value/> };
    let place = view
        .place
        .parameters()
        .map(|(name, value)| hidden(name, value.to_owned()));
    (!fields.is_empty()).then(|| {
        view! {
            <details class="edit">
                <summary>"Edit"</summary>
                <form method="post" action=UpdateRecord::PATH autocomplete="off">
                    {hidden("connection", connection)}
                    {place.collect_view()}
                    {hidden("item", item.id)}
                    {hidden("view", view.to_query())}
                    {fields.into_iter().map(field).collect_view()}
                    <button type="submit" class="primary">"Save"</button>
                </form>
            </details>
        }
    })
}

/// Something that may be written.
struct Field {
    column: Column,
    name: String,
    value: String,
}

/// What may be written, has a field that can hold its value, and stands in the pane or usually in the list.
fn fields(item: &IntegrationItem, columns: &[Column]) -> Vec<Field> {
    let writable = columns.iter().filter(|column| column.editable);
    let found = writable.filter_map(|column| {
        let ColumnId::Property(name) = &column.id else {
            return None;
        };
        let value = item.property(name);
        let is_held = holds(column, value.unwrap_or_default());
        (is_held && (column.usual || value.is_some())).then(|| Field {
            column: column.clone(),
            name: name.clone(),
            value: value.unwrap_or_default().to_owned(),
        })
    });
    found.collect()
}

/// Whether the field of that column can hold the value: a list of choices holds one of them, and none of several.
fn holds(column: &Column, value: &str) -> bool {
    match column.column_type {
        ColumnType::Text | ColumnType::Email | ColumnType::Phone | ColumnType::Link | ColumnType::Number => true,
        ColumnType::Choice => {
            column.choices.len() <= MOST_CHOICES && (is_choice(column, value) || !value.contains(';'))
        }
        ColumnType::Day => value.is_empty() || dates::is_day(value),
        ColumnType::Instant => false,
    }
}

fn is_choice(column: &Column, value: &str) -> bool {
    column.choices.iter().any(|choice| choice.value == value)
}

/// The value as it is stands beside it: what is left as it is, is not written.
fn field(Field { column, name, value }: Field) -> AnyView {
    let (label, named, was) = (column.label.clone(), format!("p.{name}"), format!("was.{name}"));
    let input = if column.column_type == ColumnType::Choice {
        choosing(&column, named, &value).into_any()
    } else if value.contains(['\n', '\r']) || value.chars().count() > LONG {
        view! { <textarea class="field" name=named rows="4" inner_html=text_area(&value)></textarea> }.into_any()
    } else {
        let mode = match column.column_type {
            ColumnType::Email => "email",
            ColumnType::Phone => "tel",
            ColumnType::Link => "url",
            ColumnType::Number => "decimal",
            _ => "text",
        };
        let of = (column.column_type == ColumnType::Day).then_some("date");
        view! { <input class="field" name=named type=of inputmode=mode value=value.clone()/> }.into_any()
    };
    view! {
        <label class="stacked"><bdi>{label}</bdi>{input}</label>
        <input type="hidden" name=was value=value/>
    }
    .into_any()
}

/// Its choices, and the value itself where it is none of them any more: what is left as it is must stay so.
fn choosing(column: &Column, named: String, value: &str) -> impl IntoView + use<> {
    let unknown = !value.is_empty() && !is_choice(column, value);
    let unknown = unknown.then(|| Choice::new(value, value));
    let choices = column.choices.iter().cloned().chain(unknown);
    let options: Vec<_> = choices
        .map(|choice| {
            let is_chosen = choice.value == value;
            view! { <option value=choice.value selected=is_chosen>{choice.label}</option> }
        })
        .collect();
    view! {
        <select class="field" name=named>
            <option value="" selected=value.is_empty()>"No value"</option>
            {options}
        </select>
    }
}

/// The text as the inside of a text area. Leptos writes children of one as they are, and a text that ends
/// it would go on as markup (HTML §13.1.2.6: escapable raw text).
fn text_area(text: &str) -> String {
    // HTML §4.11.11: the end of a line that comes first is not of the text.
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

//! What the values of a column must be: fields that fit its type.

use leptos::prelude::*;
use model::list::{Choice, Column, ColumnType, Test};

use crate::list::words::field_day;

/// More choices than these can be searched.
const MANY: usize = 10;

/// The verb, and what belongs to it.
#[component]
pub fn Fields(
    /// Whose values.
    column: Column,
    /// What they must be now.
    test: Option<Test>,
) -> impl IntoView {
    let (verb, says) = verb(&column);
    let is = |word: &str| test.as_ref().is_some_and(|test| test.to_string() == word);
    let (filled, empty) = (is("filled"), is("empty"));
    view! {
        <label class="stacked">
            "Its value"
            <select name="ft">
                <option value=verb selected=!filled && !empty>{says}</option>
                <option value="filled" selected=filled>"is not empty"</option>
                <option value="empty" selected=empty>"is empty"</option>
            </select>
        </label>
        <div class="values">{values(&column, verb, test.as_ref())}</div>
    }
}

fn verb(column: &Column) -> (&'static str, &'static str) {
    match column.column_type {
        ColumnType::Day | ColumnType::Instant => ("time", "is between"),
        ColumnType::Number => ("number", "is between"),
        ColumnType::Choice if !column.choices.is_empty() => ("in", "is one of"),
        _ => ("has", "contains"),
    }
}

fn values(column: &Column, verb: &str, test: Option<&Test>) -> AnyView {
    match (verb, test) {
        ("time", test) => {
            let (from, until) = match test {
                Some(Test::Time { from, until }) => (*from, *until),
                _ => (None, None),
            };
            let day = |at: Option<i64>| at.map(|at| field_day(column.column_type, at, false));
            range("date", day(from), day(until.map(|at| at - 1)))
        }
        ("number", Some(Test::Number { least, most })) => range("number", least.clone(), most.clone()),
        ("number", _) => range("number", None, None),
        ("in", test) => {
            let chosen: &[String] = if let Some(Test::In(values)) = test { values } else { &[] };
            choices(&column.choices, chosen)
        }
        (_, test) => {
            let part = match test {
                Some(Test::Has(part)) => part.clone(),
                _ => String::new(),
            };
            view! { <input class="field" name="fv" aria-label="Text" autocomplete="off" maxlength="200" value=part/> }
                .into_any()
        }
    }
}

fn range(kind: &'static str, from: Option<String>, to: Option<String>) -> AnyView {
    view! {
        <input class="field" type=kind step=(kind == "number").then_some("any") name="ff" aria-label="From" value=from/>
        <span>"–"</span>
        <input class="field" type=kind step=(kind == "number").then_some("any") name="fu" aria-label="To" value=to/>
    }
    .into_any()
}

fn choices(choices: &[Choice], chosen: &[String]) -> AnyView {
    let search = (choices.len() > MANY).then(|| {
        view! {
            <input
                type="search"
                class="field"
                aria-label="Find a choice"
                placeholder="Find a choice"
                data-finds=".choices label"
                hidden
                data-alive="shown"
            />
        }
    });
    let boxes = choices.iter().map(|choice| {
        let (value, checked) = (choice.value.clone(), chosen.contains(&choice.value));
        view! {
            <label>
                <input type="checkbox" name="fv" value=value checked=checked/>
                <bdi>{choice.label.clone()}</bdi>
            </label>
        }
    });
    view! { {search} <div class="choices">{boxes.collect_view()}</div> }.into_any()
}

//! What a list of records is asked for, in a URL or in a body.

use serde_json::Value;

use super::api_error::ApiError;
use super::places::Table;
use crate::fields::Fields;

/// Airtable: 100 unless told, and at most.
const PAGE_SIZE: usize = 100;

/// A sound question for records.
#[derive(Debug)]
pub(crate) struct ListQuery {
    pub(crate) page_size: usize,
    pub(crate) offset: Option<String>,
    /// No more than so many records, over all pages.
    pub(crate) most: Option<usize>,
    /// Only these fields; `None`: all.
    pub(crate) fields: Option<Vec<usize>>,
    /// By which fields, and whether descending.
    pub(crate) sort: Vec<(usize, bool)>,
    pub(crate) by_field_id: bool,
}

/// A question as it came.
pub(crate) trait Asked {
    fn text(&self, name: &str) -> Option<String>;

    fn field_names(&self) -> Vec<String>;

    /// Names and directions.
    fn sort(&self) -> Vec<(String, Option<String>)>;
}

impl ListQuery {
    /// Reads a question; the sentences of the refusals are invented, but for the unknown field's.
    pub(crate) fn read(asked: &impl Asked, table: Table) -> Result<Self, ApiError> {
        if asked.text("filterByFormula").is_some_and(|formula| !formula.is_empty()) {
            let message = "This sandbox computes no formulas";
            return Err(ApiError::unprocessable("INVALID_FILTER_BY_FORMULA", message));
        }
        if asked.text("cellFormat").is_some_and(|format| format != "json") {
            return Err(ApiError::invalid_request("This sandbox knows no cellFormat but json"));
        }
        let is_ours = |view: &String| *view == table.view_id() || view == "Grid view";
        if let Some(view) = asked.text("view").filter(|view| !is_ours(view)) {
            return Err(ApiError::unprocessable(
                "VIEW_NAME_NOT_FOUND",
                format!("View {view} not found"),
            ));
        }
        let names = asked.field_names();
        let fields = names
            .iter()
            .map(|name| field(table, name))
            .collect::<Result<Vec<_>, _>>()?;
        let sort = asked.sort().into_iter();
        let sort = sort.map(|(name, direction)| Ok((field(table, &name)?, descends(direction.as_deref())?)));
        Ok(Self {
            page_size: count(asked, "pageSize", PAGE_SIZE)?.unwrap_or(PAGE_SIZE),
            most: count(asked, "maxRecords", usize::MAX)?,
            offset: asked.text("offset"),
            fields: (!names.is_empty()).then_some(fields),
            sort: sort.collect::<Result<_, ApiError>>()?,
            by_field_id: asked.text("returnFieldsByFieldId").as_deref() == Some("true"),
        })
    }
}

fn field(table: Table, name: &str) -> Result<usize, ApiError> {
    let unknown = || ApiError::unprocessable("UNKNOWN_FIELD_NAME", format!("Unknown field name: \"{name}\""));
    table.field(name).ok_or_else(unknown)
}

fn descends(direction: Option<&str>) -> Result<bool, ApiError> {
    match direction {
        None | Some("asc") => Ok(false),
        Some("desc") => Ok(true),
        Some(_) => Err(ApiError::invalid_request("direction must be asc or desc")),
    }
}

fn count(asked: &impl Asked, name: &str, most: usize) -> Result<Option<usize>, ApiError> {
    let Some(text) = asked.text(name) else { return Ok(None) };
    let count = text.parse().ok().filter(|count| (1..=most).contains(count));
    let invalid = || ApiError::invalid_request(format!("{name} must be a number from 1 to {most}"));
    count.map(Some).ok_or_else(invalid)
}

impl Asked for Fields {
    fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    fn field_names(&self) -> Vec<String> {
        let pairs = self.pairs().iter();
        let named = pairs.filter(|(name, _)| name == "fields[]" || name == "fields");
        named.map(|(_, value)| value.clone()).collect()
    }

    fn sort(&self) -> Vec<(String, Option<String>)> {
        let direction = |index| self.get(&format!("sort[{index}][direction]"));
        let sorted = (0..).map_while(|index| {
            let name = self.get(&format!("sort[{index}][field]"))?;
            Some((name.to_owned(), direction(index).map(str::to_owned)))
        });
        sorted.collect()
    }
}

impl Asked for Value {
    fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Self::Null => None,
            Self::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    fn field_names(&self) -> Vec<String> {
        let names = self.get("fields").and_then(Self::as_array).into_iter().flatten();
        names.filter_map(Self::as_str).map(str::to_owned).collect()
    }

    fn sort(&self) -> Vec<(String, Option<String>)> {
        let sort = self.get("sort").and_then(Self::as_array).into_iter().flatten();
        let one = |one: &Self| Some((one.text("field")?, one.text("direction")));
        sort.filter_map(one).collect()
    }
}

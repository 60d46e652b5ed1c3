//! Arranges columns: the usual ones first, then those of every list, then the others by heading and label.

use std::collections::HashMap;

use model::list::{Choice, Column, ColumnId, ColumnType};

use super::definition::Definition;
use crate::object_type::{ObjectType, UsualColumn};

const OWNER: &str = "hubspot_owner_id";

/// What every list has as columns of its own, beside the date of the last change.
const COVERED: [&str; 2] = ["createdate", "hs_object_id"];

/// The columns of the properties that are not hidden.
pub(super) fn columns(
    of: &ObjectType,
    definitions: Vec<Definition>,
    groups: &HashMap<String, String>,
    owners: Vec<Choice>,
) -> Vec<Column> {
    let shown = definitions.into_iter().filter(|definition| !definition.hidden);
    let others = shown.filter(|definition| !is_covered(of, &definition.name));
    let mut others: Vec<Column> = others.map(|definition| column(definition, groups)).collect();
    let mut arranged = vec![Column::new(ColumnId::Name, "Name", ColumnType::Text).usual()];
    for one in of.columns {
        arranged.extend(take(&mut others, one.property).map(|column| usual(column, one)));
    }
    arranged.push(Column::new(ColumnId::Modified, "Modified", ColumnType::Instant).usual());
    arranged.extend(take(&mut others, OWNER).map(|column| owned_by(column, owners)));
    arranged.push(Column::new(ColumnId::Created, "Created", ColumnType::Instant));
    arranged.push(Column::new(ColumnId::Id, "Id", ColumnType::Text));
    others.sort_by_cached_key(|column| {
        let heading = column.group.as_deref().unwrap_or_default().to_lowercase();
        (heading, column.label.to_lowercase(), column.id.clone())
    });
    arranged.append(&mut others);
    arranged
}

fn is_covered(of: &ObjectType, name: &str) -> bool {
    COVERED.contains(&name) || name == of.modified
}

fn column(mut definition: Definition, groups: &HashMap<String, String>) -> Column {
    let group = groups.get(&definition.group_name).unwrap_or(&definition.group_name);
    Column {
        group: (!group.is_empty()).then(|| group.clone()),
        choices: definition.choices(),
        // A field for one choice would make one of several.
        editable: definition.is_writable() && !definition.takes_several(),
        ..Column::new(
            ColumnId::property(&definition.name),
            definition.label(),
            definition.column_type(),
        )
    }
}

/// Takes the column of that property out, and any other that claims the same name.
fn take(columns: &mut Vec<Column>, name: &str) -> Option<Column> {
    let id = ColumnId::property(name);
    let taken: Vec<Column> = columns.extract_if(.., |column| column.id == id).collect();
    taken.into_iter().next()
}

fn usual(column: Column, one: &UsualColumn) -> Column {
    let is_hubspots = column.label.eq_ignore_ascii_case(one.label);
    Column {
        label: if is_hubspots {
            one.short.to_owned()
        } else {
            column.label
        },
        usual: true,
        ..column
    }
}

/// Without the names of owners their numbers are all there is: those cannot be offered as choices.
fn owned_by(column: Column, owners: Vec<Choice>) -> Column {
    Column {
        choices: owners,
        column_type: ColumnType::Choice,
        ..column
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::object_type::{CONTACTS, DEALS};

    fn arranged(definitions: &[(&str, &str, &str)]) -> Vec<Column> {
        let read = |(name, label, group): &(&str, &str, &str)| {
            serde_json::from_value(json!({"name": name, "label": label, "groupName": group, "type": "string"})).unwrap()
        };
        let groups = HashMap::from([("info".to_owned(), "About".to_owned())]);
        columns(&CONTACTS, definitions.iter().map(read).collect(), &groups, Vec::new())
    }

    fn told(columns: &[Column]) -> Vec<String> {
        let told = |column: &Column| format!("{} {}", column.id, column.label);
        columns.iter().map(told).collect()
    }

    #[test]
    fn the_usual_columns_come_first_and_the_others_by_heading_and_label() {
        let columns = arranged(&[
            ("zip", "Postal code", "info"),
            ("score", "Score", "other"),
            ("hubspot_owner_id", "Contact owner", "info"),
            ("firstname", "First Name", "info"),
            ("lifecyclestage", "Lifecycle Stage", "info"),
            ("email", "Email", "info"),
            ("createdate", "Create Date", "info"),
            ("company", "Firma", "info"),
        ]);
        let expected = [
            "name Name",
            "p.email E-mail",
            "p.company Firma",
            "p.lifecyclestage Lifecycle stage",
            "modified Modified",
            "p.hubspot_owner_id Contact owner",
            "created Created",
            "id Id",
            "p.firstname First Name",
            "p.zip Postal code",
            "p.score Score",
        ];
        assert_eq!(told(&columns), expected);
        let usual: Vec<bool> = columns.iter().map(|column| column.usual).collect();
        assert_eq!(usual.iter().filter(|usual| **usual).count(), 5);
        assert!(usual[..5].iter().all(|usual| *usual));
        let headings: Vec<_> = columns[8..]
            .iter()
            .map(|column| column.group.as_deref().unwrap())
            .collect();
        assert_eq!(headings, ["About", "About", "other"]);
    }

    #[test]
    fn what_takes_several_choices_is_not_written_in_a_field_for_one() {
        let column = |field_type: &str| {
            let definition = json!({
                "name": "topics", "label": "Topics", "type": "enumeration", "fieldType": field_type,
                "modificationMetadata": {"readOnlyValue": false},
            });
            column(serde_json::from_value(definition).unwrap(), &HashMap::new())
        };
        assert!(column("select").editable && column("radio").editable);
        assert!(!column("checkbox").editable);
    }

    #[test]
    fn an_account_without_properties_has_the_columns_of_every_list() {
        assert_eq!(
            told(&arranged(&[])),
            ["name Name", "modified Modified", "created Created", "id Id"]
        );
    }

    #[test]
    fn a_hidden_property_has_no_column() {
        let hidden = serde_json::from_value(json!({"name": "x", "hidden": true})).unwrap();
        assert_eq!(columns(&CONTACTS, vec![hidden], &HashMap::new(), Vec::new()).len(), 4);
    }

    #[test]
    fn another_type_has_its_own_usual_columns_and_its_own_date() {
        let read = |name: &str| serde_json::from_value(json!({"name": name, "type": "string"})).unwrap();
        let names = [
            "pipeline",
            "amount",
            "hs_lastmodifieddate",
            "lastmodifieddate",
            "createdate",
        ];
        let columns = columns(&DEALS, names.map(read).into(), &HashMap::new(), Vec::new());
        let expected = [
            "name Name",
            "p.amount Amount",
            "p.pipeline Pipeline",
            "modified Modified",
            "created Created",
            "id Id",
            "p.lastmodifieddate lastmodifieddate",
        ];
        assert_eq!(told(&columns), expected);
    }
}

//! Properties of data sources, and their values in rows.

mod configuration;
mod value;

pub(crate) use configuration::configuration;
pub(crate) use value::{page_title, user, values};

/// A property of a data source.
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

const fn property(name: &'static str, kind: Kind) -> Property {
    Property { name, kind }
}

/// Notion's property types, as far as they are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Button,
    Checkbox,
    CreatedBy,
    CreatedTime,
    Date,
    Email,
    Files,
    Formula,
    LastEditedBy,
    LastEditedTime,
    MultiSelect,
    Number,
    People,
    PhoneNumber,
    Relation,
    RichText,
    Rollup,
    Select,
    Status,
    Title,
    UniqueId,
    Url,
    Verification,
}

impl Kind {
    /// As Notion names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Checkbox => "checkbox",
            Self::CreatedBy => "created_by",
            Self::CreatedTime => "created_time",
            Self::Date => "date",
            Self::Email => "email",
            Self::Files => "files",
            Self::Formula => "formula",
            Self::LastEditedBy => "last_edited_by",
            Self::LastEditedTime => "last_edited_time",
            Self::MultiSelect => "multi_select",
            Self::Number => "number",
            Self::People => "people",
            Self::PhoneNumber => "phone_number",
            Self::Relation => "relation",
            Self::RichText => "rich_text",
            Self::Rollup => "rollup",
            Self::Select => "select",
            Self::Status => "status",
            Self::Title => "title",
            Self::UniqueId => "unique_id",
            Self::Url => "url",
            Self::Verification => "verification",
        }
    }
}

/// The properties of a data source: one of three sets.
pub(crate) fn properties_of(source: u32) -> &'static [Property] {
    match source % 3 {
        0 => &CONTACTS,
        1 => &TASKS,
        _ => &READING,
    }
}

/// Notion: the title's id is always the same; the others are short and encoded as in URLs.
pub(crate) fn property_id(source: u32, index: usize) -> String {
    let kind = properties_of(source)[index].kind;
    if kind == Kind::Title {
        return "title".to_owned();
    }
    format!(
        "%3A{:02}{}",
        source % 100,
        char::from(b'a' + u8::try_from(index).unwrap_or(0))
    )
}

static CONTACTS: [Property; 22] = [
    property("Name", Kind::Title),
    property("Email", Kind::Email),
    property("Phone", Kind::PhoneNumber),
    property("Website", Kind::Url),
    property("Notes", Kind::RichText),
    property("Points", Kind::Number),
    property("Active", Kind::Checkbox),
    property("Stage", Kind::Select),
    property("Tags", Kind::MultiSelect),
    property("Status", Kind::Status),
    property("Birthday", Kind::Date),
    property("Owner", Kind::People),
    property("Files", Kind::Files),
    property("Related", Kind::Relation),
    property("How many", Kind::Rollup),
    property("Score", Kind::Formula),
    property("Number", Kind::UniqueId),
    property("Verified", Kind::Verification),
    property("Created", Kind::CreatedTime),
    property("Created by", Kind::CreatedBy),
    property("Edited", Kind::LastEditedTime),
    property("Edited by", Kind::LastEditedBy),
];

/// The title is not the first, and has another name.
static TASKS: [Property; 6] = [
    property("Done", Kind::Checkbox),
    property("Due", Kind::Date),
    property("Task", Kind::Title),
    property("Assignee", Kind::People),
    property("Priority", Kind::Select),
    property("Remind", Kind::Button),
];

static READING: [Property; 4] = [
    property("著者 <author>", Kind::RichText),
    property("書名 📚", Kind::Title),
    property("Pages \"read\"", Kind::Number),
    property("Link", Kind::Url),
];

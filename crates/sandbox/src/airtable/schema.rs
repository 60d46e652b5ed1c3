//! The tables that bases consist of: which fields they have, and of which types.

mod field_options;

pub(crate) use field_options::field_options;

/// A kind of table, used again and again.
pub(crate) struct Template {
    pub(crate) name: &'static str,
    /// The first one is the primary field.
    pub(crate) fields: &'static [Field],
}

/// A field of a table.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind }
}

/// Airtable's field types, as far as they are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    AiText,
    Attachments,
    AutoNumber,
    Barcode,
    Button,
    Checkbox,
    Collaborator,
    Collaborators,
    Count,
    CreatedBy,
    CreatedTime,
    Currency,
    Date,
    DateTime,
    Duration,
    Email,
    Formula,
    LastModifiedBy,
    LastModifiedTime,
    Links,
    Lookup,
    MultilineText,
    MultipleSelects,
    Number,
    Percent,
    PhoneNumber,
    Rating,
    RichText,
    Rollup,
    SingleLineText,
    SingleSelect,
    Url,
}

impl Kind {
    /// As Airtable names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::AiText => "aiText",
            Self::Attachments => "multipleAttachments",
            Self::AutoNumber => "autoNumber",
            Self::Barcode => "barcode",
            Self::Button => "button",
            Self::Checkbox => "checkbox",
            Self::Collaborator => "singleCollaborator",
            Self::Collaborators => "multipleCollaborators",
            Self::Count => "count",
            Self::CreatedBy => "createdBy",
            Self::CreatedTime => "createdTime",
            Self::Currency => "currency",
            Self::Date => "date",
            Self::DateTime => "dateTime",
            Self::Duration => "duration",
            Self::Email => "email",
            Self::Formula => "formula",
            Self::LastModifiedBy => "lastModifiedBy",
            Self::LastModifiedTime => "lastModifiedTime",
            Self::Links => "multipleRecordLinks",
            Self::Lookup => "multipleLookupValues",
            Self::MultilineText => "multilineText",
            Self::MultipleSelects => "multipleSelects",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::PhoneNumber => "phoneNumber",
            Self::Rating => "rating",
            Self::RichText => "richText",
            Self::Rollup => "rollup",
            Self::SingleLineText => "singleLineText",
            Self::SingleSelect => "singleSelect",
            Self::Url => "url",
        }
    }
}

/// How many kinds of tables there are.
pub(crate) const TEMPLATES: u16 = 5;

/// The kind of the table with that place in its base.
pub(crate) fn template(table: u16) -> &'static Template {
    &ALL[usize::from(table % TEMPLATES)]
}

static ALL: [Template; TEMPLATES as usize] = [
    Template {
        name: "People",
        fields: &PEOPLE,
    },
    Template {
        name: "Companies",
        fields: &COMPANIES,
    },
    Template {
        name: "Invoices",
        fields: &INVOICES,
    },
    Template {
        name: "Readings",
        fields: &READINGS,
    },
    Template {
        name: "Größe / <b>100 %</b> 🚀",
        fields: &ODD,
    },
];

static PEOPLE: [Field; 23] = [
    field("Name", Kind::SingleLineText),
    field("Email", Kind::Email),
    field("Phone", Kind::PhoneNumber),
    field("Website", Kind::Url),
    field("Notes", Kind::MultilineText),
    field("Biography", Kind::RichText),
    field("Points", Kind::Number),
    field("Salary", Kind::Currency),
    field("Share", Kind::Percent),
    field("Active", Kind::Checkbox),
    field("Born", Kind::Date),
    field("Last seen", Kind::DateTime),
    field("Status", Kind::SingleSelect),
    field("Tags", Kind::MultipleSelects),
    field("Companies", Kind::Links),
    field("Files", Kind::Attachments),
    field("Rating", Kind::Rating),
    field("Owner", Kind::Collaborator),
    field("Team", Kind::Collaborators),
    field("Created", Kind::CreatedTime),
    field("Last modified", Kind::LastModifiedTime),
    field("Created by", Kind::CreatedBy),
    field("Last modified by", Kind::LastModifiedBy),
];

static COMPANIES: [Field; 10] = [
    field("Company", Kind::SingleLineText),
    field("Website", Kind::Url),
    field("Phone", Kind::PhoneNumber),
    field("Revenue", Kind::Currency),
    field("Stage", Kind::SingleSelect),
    field("Invoices", Kind::Links),
    field("How many", Kind::Count),
    field("Which", Kind::Lookup),
    field("Sum", Kind::Rollup),
    field("Created", Kind::CreatedTime),
];

static INVOICES: [Field; 9] = [
    field("Invoice", Kind::Formula),
    field("Number", Kind::AutoNumber),
    field("Amount", Kind::Currency),
    field("Due", Kind::Date),
    field("Time spent", Kind::Duration),
    field("Code", Kind::Barcode),
    field("Open", Kind::Button),
    field("Summary", Kind::AiText),
    field("Paid", Kind::Checkbox),
];

static READINGS: [Field; 4] = [
    field("Reading", Kind::Number),
    field("Taken at", Kind::DateTime),
    field("Unit", Kind::SingleSelect),
    field("Share of all", Kind::Percent),
];

static ODD: [Field; 3] = [
    field("Email", Kind::Email),
    field("fields[]=\"quoted\" & <i>odd</i> 🎉", Kind::SingleLineText),
    field("ملاحظات", Kind::MultilineText),
];

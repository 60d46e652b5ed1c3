//! The properties of contacts that every portal has.

use crate::hubspot::objects::properties::choices::{LIFECYCLE_STAGES, SOURCES};
use crate::hubspot::objects::properties::property::Kind::{Choice as OneOf, Flag, Instant, Number, Phone, Text};
use crate::hubspot::objects::properties::property::{Choice, Property};

const LEAD_STATUSES: [Choice; 6] = [
    ("NEW", "New"),
    ("OPEN", "Open"),
    ("IN_PROGRESS", "In progress"),
    ("CONNECTED", "Connected"),
    ("UNQUALIFIED", "Unqualified"),
    ("BAD_TIMING", "Bad timing"),
];
const LANGUAGES: [Choice; 6] = [
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("pt", "Portuguese"),
    ("ja", "Japanese"),
];
const HEADCOUNTS: [Choice; 5] = [
    ("1-5", "1-5"),
    ("5-25", "5-25"),
    ("25-50", "25-50"),
    ("50-100", "50-100"),
    ("100-500", "100-500"),
];

pub(super) static STANDARD: [Property; 36] = [
    Property::new("address", "Street Address", Text),
    Property::new("annualrevenue", "Annual Revenue", Text),
    Property::new("city", "City", Text),
    Property::new("closedate", "Close Date", Instant).group("sales_properties"),
    Property::new("company", "Company Name", Text),
    Property::new("country", "Country/Region", Text),
    Property::new("createdate", "Create Date", Instant).read_only(),
    Property::new("date_of_birth", "Date of birth", Text),
    Property::new("email", "Email", Text).unique(),
    Property::new("fax", "Fax Number", Phone),
    Property::new("firstname", "First Name", Text),
    Property::new("hs_additional_emails", "Additional email addresses", Text).read_only(),
    Property::new("hs_analytics_source", "Original Source", OneOf)
        .options(&SOURCES)
        .group("analyticsinformation")
        .read_only()
        .drawn(90),
    Property::new("hs_email_optout", "Unsubscribed from all email", Flag)
        .group("emailinformation")
        .read_only()
        .drawn(20),
    Property::new("hs_language", "Preferred language", OneOf)
        .options(&LANGUAGES)
        .drawn(60),
    Property::new("hs_lead_status", "Lead Status", OneOf)
        .options(&LEAD_STATUSES)
        .group("sales_properties")
        .drawn(50),
    Property::new("hs_merged_object_ids", "Merged record IDs", Text).read_only(),
    Property::new("hs_object_id", "Record ID", Number).read_only(),
    Property::new("hs_object_source", "Record creation source", Text).read_only(),
    Property::new("hs_object_source_label", "Record source", Text).read_only(),
    Property::new("hubspot_owner_id", "Contact owner", OneOf)
        .group("sales_properties")
        .external(),
    Property::new("industry", "Industry", Text),
    Property::new("jobtitle", "Job Title", Text),
    Property::new("lastmodifieddate", "Last Modified Date", Instant).read_only(),
    Property::new("lastname", "Last Name", Text),
    Property::new("lifecyclestage", "Lifecycle Stage", OneOf).options(&LIFECYCLE_STAGES),
    Property::new("mobilephone", "Mobile Phone Number", Phone),
    Property::new("notes_last_contacted", "Last Contacted", Instant)
        .group("sales_properties")
        .read_only()
        .drawn(40),
    Property::new("num_notes", "Number of Sales Activities", Number)
        .group("sales_properties")
        .read_only()
        .up_to(30)
        .drawn(70),
    Property::new("numemployees", "Number of Employees", OneOf).options(&HEADCOUNTS),
    Property::new("phone", "Phone Number", Phone),
    Property::new("salutation", "Salutation", Text),
    Property::new("state", "State/Region", Text),
    Property::new("twitterhandle", "Twitter Username", Text).group("socialmediainformation"),
    Property::new("website", "Website URL", Text),
    Property::new("zip", "Postal Code", Text),
];

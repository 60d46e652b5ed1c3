//! The properties of companies that every portal has.

use crate::hubspot::objects::properties::choices::{LIFECYCLE_STAGES, SOURCES};
use crate::hubspot::objects::properties::property::Kind::{Choice as OneOf, Instant, LongText, Number, Phone, Text};
use crate::hubspot::objects::properties::property::{Choice, Property};

const INDUSTRIES: [Choice; 8] = [
    ("AIRLINES_AVIATION", "Airlines/Aviation"),
    ("DAIRY", "Dairy"),
    ("DESIGN", "Design"),
    ("IMPORT_AND_EXPORT", "Import and Export"),
    ("LAW_PRACTICE", "Law Practice"),
    ("LOGISTICS_AND_SUPPLY_CHAIN", "Logistics and Supply Chain"),
    ("RENEWABLES_ENVIRONMENT", "Renewables & Environment"),
    ("TEXTILES", "Textiles"),
];
const TYPES: [Choice; 5] = [
    ("PROSPECT", "Prospect"),
    ("PARTNER", "Partner"),
    ("RESELLER", "Reseller"),
    ("VENDOR", "Vendor"),
    ("OTHER", "Other"),
];

pub(super) static STANDARD: [Property; 32] = [
    Property::new("about_us", "About Us", LongText).drawn(30),
    Property::new("address", "Street Address", Text),
    Property::new("annualrevenue", "Annual Revenue", Number)
        .up_to(50_000_000)
        .drawn(70)
        .described("The actual or estimated annual revenue of the company."),
    Property::new("city", "City", Text),
    Property::new("closedate", "Close Date", Instant).group("companylcs"),
    Property::new("country", "Country/Region", Text),
    Property::new("createdate", "Create Date", Instant).read_only(),
    Property::new("days_to_close", "Days to Close", Number)
        .group("companylcs")
        .calculated()
        .up_to(400)
        .drawn(20),
    Property::new("description", "Description", LongText),
    Property::new("domain", "Company Domain Name", Text)
        .described("The domain name of the company or organization, such as northwind.example."),
    Property::new("facebook_company_page", "Facebook Company Page", Text).group("socialmediainformation"),
    Property::new("founded_year", "Year Founded", Text),
    Property::new("hs_analytics_source", "Original Source", OneOf)
        .options(&SOURCES)
        .group("analyticsinformation")
        .read_only()
        .drawn(90),
    Property::new("hs_lastmodifieddate", "Last Modified Date", Instant).read_only(),
    Property::new("hs_merged_object_ids", "Merged record IDs", Text).read_only(),
    Property::new("hs_num_open_deals", "Number of open deals", Number)
        .group("companylcs")
        .calculated()
        .up_to(9)
        .drawn(60),
    Property::new("hs_object_id", "Record ID", Number).read_only(),
    Property::new("hs_object_source", "Record creation source", Text).read_only(),
    Property::new("hs_object_source_label", "Record source", Text).read_only(),
    Property::new("hubspot_owner_id", "Company owner", OneOf).external(),
    Property::new("industry", "Industry", OneOf)
        .options(&INDUSTRIES)
        .drawn(80),
    Property::new("lifecyclestage", "Lifecycle Stage", OneOf)
        .options(&LIFECYCLE_STAGES)
        .group("companylcs"),
    Property::new("linkedin_company_page", "LinkedIn Company Page", Text).group("socialmediainformation"),
    Property::new("name", "Company name", Text).described("The name of the company or organization."),
    Property::new("num_associated_contacts", "Number of Associated Contacts", Number)
        .calculated()
        .up_to(40)
        .drawn(80),
    Property::new("numberofemployees", "Number of Employees", Number)
        .up_to(5000)
        .drawn(75),
    Property::new("phone", "Phone Number", Phone),
    Property::new("state", "State/Region", Text),
    Property::new("timezone", "Time Zone", Text),
    Property::new("type", "Type", OneOf).options(&TYPES).drawn(60),
    Property::new("website", "Website URL", Text),
    Property::new("zip", "Postal Code", Text),
];

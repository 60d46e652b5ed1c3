//! What HubSpot knows of the registered app: its number and the scopes that it may ask for.

/// The registered app's number.
pub(crate) const APP_ID: u64 = 41_027;

/// A scope and what it lets the app do, in the words of the consent page.
pub(crate) struct KnownScope {
    pub(crate) name: &'static str,
    pub(crate) meaning: &'static str,
}

/// The scopes that are configured on the app. The sentences are the sandbox's own.
pub(crate) const SCOPES: [KnownScope; 18] = [
    scope("oauth", "See basic facts about the account"),
    scope("crm.objects.contacts.read", "See contacts"),
    scope("crm.objects.contacts.write", "Create, change and delete contacts"),
    scope("crm.objects.companies.read", "See companies"),
    scope("crm.objects.companies.write", "Create, change and delete companies"),
    scope("crm.objects.deals.read", "See deals"),
    scope("crm.objects.deals.write", "Create, change and delete deals"),
    scope("crm.objects.owners.read", "See who owns records"),
    scope("crm.objects.custom.read", "See custom objects"),
    scope("crm.schemas.contacts.read", "See which properties contacts have"),
    scope("crm.schemas.contacts.write", "Define properties of contacts"),
    scope("crm.schemas.companies.read", "See which properties companies have"),
    scope("crm.schemas.deals.read", "See which properties deals have"),
    scope("crm.schemas.custom.read", "See how custom objects are defined"),
    scope("crm.lists.read", "See lists"),
    scope("crm.export", "Export records"),
    scope("crm.import", "Import records"),
    scope("tickets", "See, create, change and delete tickets"),
];

const fn scope(name: &'static str, meaning: &'static str) -> KnownScope {
    KnownScope { name, meaning }
}

/// The known scope of that name.
pub(crate) fn known_scope(name: &str) -> Option<&'static KnownScope> {
    SCOPES.iter().find(|scope| scope.name == name)
}

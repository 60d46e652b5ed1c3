//! Faults in what a user is asked for.

use integrations::{
    descriptor::{ItemKindDescriptor, Pkce},
    gate::RequestClass,
};
use model::ScopeUse;
use url::Url;

use crate::{flaw::Described, ground::planted};

fn also(name: &str) -> ScopeUse {
    ScopeUse {
        name: name.to_owned(),
        reason: "Read everything, in case that it is of use".to_owned(),
    }
}

planted! {
    it_sends_a_parameter_twice: Described(|it| it.authorization_parameters.push(("scope", "all".to_owned())))
        => "authorization::the_request_is_complete_and_minimal", "scope is sent twice";
    it_leaves_out_the_challenge: Described(|it| it.pkce = Pkce::Refused)
        => "authorization::the_request_is_complete_and_minimal", "code_challenge is not drawn";
    it_asks_for_a_scope_too_many: Described(|it| it.scopes.push(also("crm.objects.deals.read")))
        => "authorization::exactly_the_scopes_that_were_told_are_asked_for", "crm.objects.deals.read";
    it_asks_for_an_optional_scope_too_many: Described(|it| it.optional_scopes.push(also("tickets")))
        => "authorization::exactly_the_scopes_that_were_told_are_asked_for", "tickets";
    it_gives_no_reason_for_a_scope: Described(|it| it.scopes[1].reason = " ".to_owned())
        => "authorization::each_scope_says_what_it_is_for", "without a reason";
    it_pays_no_heed_to_the_settings_of_an_address: Described(|it| {
        it.token_endpoint = Url::parse("http://127.0.0.1:9/oauth/2026-09/token").unwrap();
    }) => "authorization::its_addresses_follow_the_settings_and_its_words_are_there", "is not below";
    it_does_not_let_the_browser_go_to_the_consent_page: Described(|it| it.consent_origins.clear())
        => "authorization::its_addresses_follow_the_settings_and_its_words_are_there", "may not be sent";
    it_leaves_out_what_it_brings: Described(|it| it.summary = "")
        => "authorization::its_addresses_follow_the_settings_and_its_words_are_there", "a word for the start page";
    it_has_no_colour: Described(|it| it.colour = "red")
        => "authorization::its_addresses_follow_the_settings_and_its_words_are_there", "no colour";
    it_asks_as_often_as_it_likes: Described(|it| it.budgets.retain(|budget| budget.class != RequestClass::Any))
        => "authorization::there_is_a_limit_on_all_requests", "a budget of any requests";
    it_may_never_ask: Described(|it| it.budgets[0].limit.permits = 0)
        => "authorization::there_is_a_limit_on_all_requests", "lets nothing pass";
    it_lists_a_kind_that_nobody_put_to_the_claims: Described(|it| {
        it.item_kinds.push(ItemKindDescriptor::flat("deals", "Deals"));
    }) => "authorization::each_kind_can_be_granted_and_is_under_test", "deals";
    it_lists_a_kind_that_cannot_be_granted: Described(|it| it.item_kinds[0].scope = Some("crm.everything"))
        => "authorization::each_kind_can_be_granted_and_is_under_test", "needs crm.everything";
}

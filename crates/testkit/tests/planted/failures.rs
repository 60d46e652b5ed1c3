//! Faults in what is made of failures, and of answers that make no sense.

use async_trait::async_trait;
use integrations::{Access, Account, ProviderError, http, provider::PageRequest};
use model::{ItemKind, ItemPage};
use tracing::{instrument::WithSubscriber as _, subscriber::NoSubscriber};

use crate::{
    flaw::{Flaw, Good, Understands},
    ground::planted,
};

/// Brings a client of its own, which is more patient than the one that it was given.
struct IsPatient;

impl Flaw for IsPatient {
    fn client(&self, _: reqwest::Client) -> reqwest::Client {
        http::client().unwrap()
    }
}

/// Looks for itself at whatever makes no sense, however long it is.
struct ReadsToTheEnd;

#[async_trait]
impl Flaw for ReadsToTheEnd {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        match good.provider.list_items(access, kind, request).await {
            Err(ProviderError::Malformed) => good.raw_page(access).await.map(|_| ItemPage::default()),
            answer => answer,
        }
    }
}

/// Wants every record to be one.
struct LosesThePage;

#[async_trait]
impl Flaw for LosesThePage {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let raw = good.raw_page(access).await?;
        let records = raw["results"].as_array().ok_or(ProviderError::Malformed)?;
        if !records.iter().all(|record| record["id"].is_string()) {
            return Err(ProviderError::Malformed);
        }
        good.provider.list_items(access, kind, request).await
    }
}

/// Says nothing of what it leaves out.
struct SaysNothing;

#[async_trait]
impl Flaw for SaysNothing {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let page = good.provider.list_items(access, kind, request);
        page.with_subscriber(NoSubscriber::default()).await
    }
}

/// Writes names and properties in plain letters.
struct Plain(fn(&str) -> String);

#[async_trait]
impl Flaw for Plain {
    async fn page(
        &self,
        good: &Good,
        access: &Access,
        kind: &ItemKind,
        request: PageRequest<'_>,
    ) -> Result<ItemPage, ProviderError> {
        let mut page = good.provider.list_items(access, kind, request).await?;
        for item in &mut page.items {
            item.name = item.name.as_deref().map(self.0);
        }
        Ok(page)
    }
}

/// Asks for the account, and for something nice besides; what becomes of that is all the same to it.
struct IsContentWithHalf;

#[async_trait]
impl Flaw for IsContentWithHalf {
    async fn account(&self, good: &Good, access: &Access) -> Result<Account, ProviderError> {
        let kind = ItemKind::named("contacts");
        good.provider.count_items(access, &kind).await.ok();
        good.provider.account(access).await
    }
}

/// Takes what makes no sense for an empty list.
const TAKES_NONSENSE: Understands = Understands(|error| (error != ProviderError::Malformed).then_some(error));

planted! {
    it_takes_a_wrong_token_for_a_wrong_question: Understands(|error| match error {
        ProviderError::Unauthorized => Some(ProviderError::Rejected { status: 401 }),
        error => Some(error),
    }) => "failures::a_token_that_is_not_honoured_is_unauthorized", "a page of contacts";
    it_is_content_with_half: IsContentWithHalf
        => "failures::a_token_that_one_request_of_several_finds_dead_is_unauthorized", "the account when";
    it_shows_an_empty_list_for_a_no: Understands(|error| match error {
        ProviderError::Rejected { status: 403 } => None,
        error => Some(error),
    }) => "failures::what_is_forbidden_is_told_as_forbidden", "a page of contacts";
    it_hopes_that_a_wrong_question_goes_better_later: Understands(|error| match error {
        ProviderError::Rejected { .. } => Some(ProviderError::Unavailable),
        error => Some(error),
    }) => "failures::what_is_rejected_is_told_with_its_status", "Unavailable";
    it_does_not_wait: Understands(|error| match error {
        ProviderError::RateLimited { .. } => Some(ProviderError::Rejected { status: 429 }),
        error => Some(error),
    }) => "failures::too_many_requests_are_a_wait", "429";
    it_forgets_how_long_to_wait: Understands(|error| match error {
        ProviderError::RateLimited { .. } => Some(ProviderError::RateLimited { retry_after: None }),
        error => Some(error),
    }) => "failures::a_wait_is_as_long_as_the_provider_says", "retry_after: None";
    it_takes_trouble_for_nonsense: Understands(|error| match error {
        ProviderError::Unavailable => Some(ProviderError::Malformed),
        error => Some(error),
    }) => "failures::trouble_at_the_provider_is_temporary", "Malformed";
    it_shows_an_empty_list_when_the_line_is_cut: Understands(|error| match error {
        ProviderError::Unavailable => None,
        error => Some(error),
    }) => "failures::a_connection_that_is_cut_is_temporary", "a page of contacts";
    it_brings_a_patient_client_of_its_own: IsPatient
        => "failures::no_answer_in_time_is_temporary", "without an end";
    it_takes_a_page_for_people_for_an_empty_list: TAKES_NONSENSE => "failures::a_page_for_people_makes_no_sense", "a page of contacts";
    it_takes_half_an_answer_for_an_empty_list: TAKES_NONSENSE => "nonsense::half_an_answer_makes_no_sense", "a page of 0 items";
    it_reads_to_the_end: ReadsToTheEnd
        => "nonsense::an_answer_without_end_makes_no_sense", "a page of contacts";
    it_takes_another_shape_for_an_empty_list: TAKES_NONSENSE => "nonsense::an_answer_of_another_shape_makes_no_sense", "a page of 0 items";
    it_takes_a_list_that_is_none_for_an_empty_one: TAKES_NONSENSE => "nonsense::a_list_that_is_none_makes_no_sense", "a page of 0 items";
    it_loses_the_page_for_a_bad_record: LosesThePage
        => "nonsense::a_bad_record_costs_only_itself", "Malformed";
    it_does_not_tell_that_something_was_left_out: SaysNothing
        => "nonsense::a_bad_record_costs_only_itself", "nobody is told";
    it_strips_what_is_not_ascii: Plain(|name| name.chars().filter(char::is_ascii).collect())
        => "nonsense::awkward_text_stays_as_it_is", "contacts";
    it_escapes_names: Plain(|name| name.replace('<', "&lt;"))
        => "nonsense::awkward_text_stays_as_it_is", "contacts";
}

//! Answers that refuse, fail, or do not come: claims of how each is understood, whatever was asked.

#![expect(clippy::missing_panics_doc, reason = "a claim panics where it does not hold")]

use std::{collections::BTreeSet, time::Duration};

use integrations::{Provider, ProviderError};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{
    questions::Question,
    stage::{Granted, Stage},
    subject::ProviderUnderTest,
};

/// A question takes no longer, unless somebody waits who was told not to.
const PATIENCE: Duration = Duration::from_secs(5);

/// Puts every question while `fault` meets all that is asked, and once more after that. What needs no
/// answer of the provider's to be told is left alone.
async fn each_means(subject: &ProviderUnderTest, fault: Value, is_meant: impl Fn(&ProviderError) -> bool) {
    each_means_of(subject, fault, |_, error| is_meant(error)).await;
}

/// The same where it depends on the question.
async fn each_means_of(
    subject: &ProviderUnderTest,
    fault: Value,
    is_meant: impl Fn(&Question, &ProviderError) -> bool,
) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    meant_by(&stage, stage.provider.as_ref(), &granted, &fault, is_meant).await;
}

async fn meant_by(
    stage: &Stage<'_>,
    provider: &dyn Provider,
    granted: &Granted,
    fault: &Value,
    is_meant: impl Fn(&Question, &ProviderError) -> bool,
) {
    for question in Question::all(stage, granted).await {
        let before = stage.relay.count();
        stage.control.fault(fault.clone()).await;
        let answer = timeout(PATIENCE, question.put(provider, granted)).await;
        stage.control.mend().await;
        let answer = answer.unwrap_or_else(|_| panic!("{question} is waited for without an end"));
        if stage.relay.count() == before {
            assert!(
                !matches!(question, Question::Page(_)),
                "{question} is told without being asked"
            );
            continue;
        }
        let error = answer.err();
        let is_told = error.as_ref().is_some_and(|error| is_meant(&question, error));
        assert!(is_told, "{question} with {fault}: {error:?}");
        let answer = question.put(stage.provider.as_ref(), granted).await;
        assert!(answer.is_ok(), "{question} after {fault}: {answer:?}");
    }
}

/// 401: the flow refreshes the token, and asks once more.
pub async fn a_token_that_is_not_honoured_is_unauthorized(subject: &ProviderUnderTest) {
    let fault = json!({"status": 401, "body": {}});
    each_means(subject, fault, |error| *error == ProviderError::Unauthorized).await;
}

/// 401 to one request alone: what is put together of several answers is not told without one of them. The flow
/// would not refresh the token, and what needs it would be missing for ever.
pub async fn a_token_that_one_request_of_several_finds_dead_is_unauthorized(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let provider = stage.provider.as_ref();
    for question in Question::all(&stage, &granted).await {
        let before = stage.relay.count();
        let answer = question.put(provider, &granted).await;
        assert!(answer.is_ok(), "{question}: {answer:?}");
        let sent = stage.relay.sent().split_off(before);
        let paths: BTreeSet<String> = sent.iter().map(|sent| sent.path().to_owned()).collect();
        for path in paths {
            let fault = json!({"status": 401, "body": {}, "path_prefix": path});
            stage.control.fault(fault).await;
            let answer = question.put(provider, &granted).await;
            stage.control.mend().await;
            let is_told = matches!(answer, Err(ProviderError::Unauthorized));
            assert!(is_told, "{question} when {path} finds the token dead: {answer:?}");
        }
    }
}

/// 403: the user can grant what is missing, or is told no. It is never an empty list. A record that nobody may
/// see may be told as none: some providers say so themselves.
pub async fn what_is_forbidden_is_told_as_forbidden(subject: &ProviderUnderTest) {
    let is_forbidden = |question: &Question, error: &ProviderError| match error {
        ProviderError::MissingScopes { .. } | ProviderError::Rejected { status: 403 } => true,
        ProviderError::Rejected { status: 404 } => matches!(question, Question::Item(..) | Question::Change(..)),
        _ => false,
    };
    each_means_of(subject, json!({"status": 403, "body": {}}), is_forbidden).await;
}

/// 400 and its like: the question was wrong, and asking again is of no use.
pub async fn what_is_rejected_is_told_with_its_status(subject: &ProviderUnderTest) {
    for status in [400, 409, 451] {
        let fault = json!({"status": status, "body": {}});
        each_means(subject, fault, |error| *error == ProviderError::Rejected { status }).await;
    }
}

/// 429 without a word of how long: a wait all the same.
pub async fn too_many_requests_are_a_wait(subject: &ProviderUnderTest) {
    let is_wait = |error: &ProviderError| matches!(error, ProviderError::RateLimited { .. });
    each_means(subject, json!({"status": 429, "body": {}}), is_wait).await;
}

/// 429 with `Retry-After`: nobody asks earlier.
pub async fn a_wait_is_as_long_as_the_provider_says(subject: &ProviderUnderTest) {
    let asked = Duration::from_secs(41);
    let fault = json!({"status": 429, "headers": {"retry-after": "41"}, "body": {}});
    let is_long_enough = |error: &ProviderError| matches!(error, ProviderError::RateLimited { retry_after: Some(wait) } if *wait >= asked);
    each_means(subject, fault, is_long_enough).await;
}

/// 5xx, whatever their body: later it may go better.
pub async fn trouble_at_the_provider_is_temporary(subject: &ProviderUnderTest) {
    for fault in [
        json!({"status": 500, "body": {"message": "internal error"}}),
        json!({"status": 502, "headers": {"content-type": "text/html"}, "body": "<html>Bad gateway</html>"}),
        json!({"status": 503, "headers": {"retry-after": "3"}, "body": ""}),
        json!({"status": 504, "body": ""}),
    ] {
        each_means(subject, fault, |error| *error == ProviderError::Unavailable).await;
    }
}

/// A connection that is cut: the same.
pub async fn a_connection_that_is_cut_is_temporary(subject: &ProviderUnderTest) {
    each_means(subject, json!({"reset": true}), |error| {
        *error == ProviderError::Unavailable
    })
    .await;
}

/// An answer that does not come: the deadline of the client that was handed in holds, and it is the same.
pub async fn no_answer_in_time_is_temporary(subject: &ProviderUnderTest) {
    let stage = Stage::of(subject).await;
    let granted = stage.connect().await;
    let impatient = stage.impatient();
    let is_meant = |_: &Question, error: &ProviderError| *error == ProviderError::Unavailable;
    meant_by(&stage, impatient.as_ref(), &granted, &json!({"hang": true}), is_meant).await;
}

/// What is for people is for people, even where it says that it is JSON.
pub async fn a_page_for_people_makes_no_sense(subject: &ProviderUnderTest) {
    let body = "<!doctype html><html><body>Please sign in</body></html>";
    for content_type in ["text/html", "application/json"] {
        let fault = json!({"status": 200, "headers": {"content-type": content_type}, "body": body});
        each_means(subject, fault, |error| *error == ProviderError::Malformed).await;
    }
}

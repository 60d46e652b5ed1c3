//! Calls of a provider's API, counted and timed.

use model::ProviderId;
use tokio::time::Instant;

use crate::ProviderError;

/// Makes the call, and counts how it ended.
pub(super) async fn measured<T>(
    provider: &ProviderId,
    call: impl Future<Output = Result<T, ProviderError>>,
) -> Result<T, ProviderError> {
    let begun = Instant::now();
    let answer = call.await;
    let outcome = match &answer {
        Ok(_) => "answered",
        Err(ProviderError::Unauthorized) => "unauthorized",
        Err(ProviderError::MissingScopes { .. }) => "missing_scopes",
        Err(ProviderError::RateLimited { .. }) => "rate_limited",
        Err(ProviderError::Unavailable) => "unavailable",
        Err(ProviderError::Malformed) => "malformed",
        Err(ProviderError::Rejected { .. }) => "rejected",
    };
    let name = provider.to_string();
    metrics::histogram!("tributary_provider_request_seconds", "provider" => name.clone())
        .record(begun.elapsed().as_secs_f64());
    metrics::counter!("tributary_provider_requests_total", "provider" => name, "outcome" => outcome).increment(1);
    answer
}

//! The made-up answer of a fault.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::stream;

use super::{Fault, FaultBody};

/// Why a fault cannot be planned.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InvalidFault {
    #[error("`status` must be from 200 to 599")]
    Status,
    #[error("`headers` holds a name or value that HTTP does not allow")]
    Header,
    #[error("`body_base64` is not base64")]
    Base64,
}

/// A made-up answer, checked already.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    repeat: u64,
    pause: Duration,
}

impl Answer {
    pub(crate) fn into_response(self) -> Response {
        let mut response = Response::new(self.written_out());
        *response.status_mut() = self.status;
        let json = HeaderValue::from_static("application/json;charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        for (name, value) in self.headers {
            response.headers_mut().insert(name, value);
        }
        response
    }

    /// In one piece with its length, or in pieces without.
    fn written_out(&self) -> Body {
        if self.repeat == 1 && self.pause.is_zero() {
            return Body::from(self.body.clone());
        }
        let (piece, pause) = (self.body.clone(), self.pause);
        Body::from_stream(stream::unfold(self.repeat, move |left| {
            let piece = piece.clone();
            async move {
                let left = left.checked_sub(1)?;
                if !pause.is_zero() {
                    tokio::time::sleep(pause).await;
                }
                Some((Ok::<_, Infallible>(piece), left))
            }
        }))
    }
}

/// The answer of a fault that has that status.
pub(crate) fn answer(status: u16, fault: &Fault) -> Result<Answer, InvalidFault> {
    // Informational statuses do not end an exchange.
    let status = StatusCode::from_u16(status)
        .ok()
        .filter(|status| (200..600).contains(&status.as_u16()));
    let status = status.ok_or(InvalidFault::Status)?;
    let headers = fault
        .headers
        .iter()
        .map(|(name, value)| Ok((name.parse()?, value.parse()?)));
    let headers = headers
        .collect::<Result<_, axum::http::Error>>()
        .map_err(|_| InvalidFault::Header)?;
    Ok(Answer {
        status,
        headers,
        body: body(fault)?.into(),
        repeat: fault.repeat,
        pause: Duration::from_millis(fault.pause_ms),
    })
}

fn body(fault: &Fault) -> Result<Vec<u8>, InvalidFault> {
    match (&fault.body_base64, &fault.body) {
        (Some(encoded), _) => STANDARD.decode(encoded).map_err(|_| InvalidFault::Base64),
        (None, Some(FaultBody::Text(text))) => Ok(text.clone().into_bytes()),
        (None, Some(FaultBody::Json(value))) => Ok(value.to_string().into_bytes()),
        (None, None) => Ok(Vec::new()),
    }
}

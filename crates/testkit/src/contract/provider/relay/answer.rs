//! One answer on its way back: passed on as it comes, or changed.

use std::sync::Arc;

use bytes::Bytes;
use futures::stream::{self, StreamExt as _};
use http_body_util::{BodyExt as _, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::{
    HeaderMap, Response,
    body::Frame,
    header::{CONTENT_TYPE, HeaderName, HeaderValue},
};

use super::OF_THE_CONNECTION;

pub(super) type Body = UnsyncBoxBody<Bytes, reqwest::Error>;

/// What is done to answers.
pub(crate) type Change = Arc<dyn Fn(&mut Answer) + Send + Sync>;

/// Padding is sent in pieces of this size.
const PIECE: usize = 64 * 1024;

/// A good answer in JSON, about to be passed on.
pub(crate) struct Answer {
    pub(crate) body: Vec<u8>,
    /// So many spaces are sent after the body.
    pub(crate) padding: usize,
    /// Headers besides its own.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
}

/// Passes the answer on: changed, if it is a good one in JSON and there is a change.
pub(super) async fn pass_on(
    answer: reqwest::Response,
    change: Option<Change>,
) -> Result<Response<Body>, reqwest::Error> {
    let mut head = Response::new(());
    *head.status_mut() = answer.status();
    *head.headers_mut() = answer.headers().clone();
    for name in OF_THE_CONNECTION {
        head.headers_mut().remove(name);
    }
    match change.filter(|_| answer.status().is_success() && is_json(answer.headers())) {
        None => Ok(head.map(|()| as_it_comes(answer))),
        Some(change) => {
            let mut changed = Answer {
                body: answer.bytes().await?.to_vec(),
                padding: 0,
                headers: Vec::new(),
            };
            change(&mut changed);
            head.headers_mut().extend(changed.headers);
            Ok(head.map(|()| padded(changed.body, changed.padding)))
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.contains("json"))
}

fn as_it_comes(answer: reqwest::Response) -> Body {
    let pieces = stream::unfold(answer, |mut answer| async {
        let piece = answer.chunk().await.transpose()?;
        Some((piece.map(Frame::data), answer))
    });
    StreamBody::new(pieces).boxed_unsync()
}

fn padded(body: Vec<u8>, padding: usize) -> Body {
    if padding == 0 {
        return Full::from(body).map_err(|never| match never {}).boxed_unsync();
    }
    let piece = Bytes::from(vec![b' '; PIECE]);
    let body = stream::once(async { Bytes::from(body) });
    let pieces = body.chain(stream::repeat(piece).take(padding / PIECE));
    StreamBody::new(pieces.map(|piece| Ok(Frame::data(piece)))).boxed_unsync()
}

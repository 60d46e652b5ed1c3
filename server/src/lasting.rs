//! Answers that last: they are cut when nothing moves, not because they take long.

use axum::response::Response;

/// Marks an answer, among the extensions of its response: it has bounds of its own (see
/// [`crate::places`]), so it takes no place among the requests under way, and the listener goes by
/// whether it moves.
#[derive(Clone, Copy, Debug)]
struct Lasting;

/// Marks it.
pub(crate) fn lasting(mut response: Response) -> Response {
    response.extensions_mut().insert(Lasting);
    response
}

/// Whether it is marked.
pub(crate) fn lasts(response: &Response) -> bool {
    response.extensions().get::<Lasting>().is_some()
}

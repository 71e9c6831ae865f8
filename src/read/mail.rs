//! Mail.
use super::stream::Stream;
use super::{Ask, ReadError, Sink};
use std::ops::ControlFlow;

pub(super) fn message(stream: &mut Stream, _: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    sink(Err(ReadError::Binary { path: stream.path.clone() }))
}
pub(super) use message as mbox;

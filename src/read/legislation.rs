//! XML of legislation.
use super::stream::Stream;
use super::{Ask, ReadError, Sink};
use std::ops::ControlFlow;

pub(super) fn read(stream: &mut Stream, _: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    sink(Err(ReadError::Binary { path: stream.path.clone() }))
}

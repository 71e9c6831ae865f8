//! Office.
use crate::read::stream::Stream;
use crate::read::{Ask, ReadError, Sink};
use std::ops::ControlFlow;

pub(in crate::read) fn read(stream: &mut Stream, _: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    sink(Err(ReadError::Binary { path: stream.path.clone() }))
}

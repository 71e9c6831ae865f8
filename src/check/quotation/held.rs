//! The text that a quotation is laid against: the cited provision's, of the document's time or the nearest to it.

use std::sync::Arc;

use super::super::Subject;
use crate::law::{Law, Part};
use crate::provision::ProvisionId;

/// A text with the provision's place in it.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub law: Arc<Law>,
    pub part: Part,
    /// Whether it is known to be the text that was in force when the document was written.
    pub of_its_time: bool,
}

/// The text of a cited provision; of the nearest part above it where the text doesn't tell its parts apart, or lacks it.
pub(super) fn held(subject: &Subject<'_>, id: &ProvisionId) -> Option<Held> {
    // What stands in notes is in no text.
    if id.as_str().ends_with("/note") {
        return None;
    }
    let instrument = subject.resolver.instrument_of(id);
    let mut at = Some(id.clone());
    while let Some(id) = at {
        if let Some(found) = exactly(subject, &id) {
            return Some(found);
        }
        // A whole code is no place to look for one section's words.
        at = id.parent().filter(|p| instrument.contains(p) && (*p != instrument || !subject.is_code(&instrument)));
    }
    None
}

fn exactly(subject: &Subject<'_>, id: &ProvisionId) -> Option<Held> {
    let (law, part) = subject.text_of(id)?;
    let of_its_time = subject.is_in_force_at(&law, &part.id);
    Some(Held { law, part, of_its_time })
}

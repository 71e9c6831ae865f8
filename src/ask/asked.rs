//! What words ask for: a provision, several, or all from one through another.

use super::desk::Desk;
use crate::provision::ProvisionId;
use crate::resolve::Context;

/// A range has no more members than this.
const MOST: u64 = 2_000;

/// The provisions that a range has, its ends among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RangeAsked {
    /// Its first.
    pub first: ProvisionId,
    /// Its last.
    pub last: ProvisionId,
    /// All, in order.
    pub members: Vec<ProvisionId>,
}

impl Desk {
    /// The range that words name, if they name one and nothing else.
    pub(super) fn range(&self, words: &str) -> Option<RangeAsked> {
        if words.trim_start().starts_with('/') {
            return None;
        }
        let mentions = self.resolver().resolve(words, Context::default());
        let [mention] = mentions.as_slice() else { return None };
        let (first, last) = (mention.id.clone()?, mention.range_end.clone()?);
        let members = self.members(&first, &last);
        Some(RangeAsked { first, last, members })
    }

    /// From one number through another on one level; the ends alone where the numbers don't say what lies between.
    fn members(&self, first: &ProvisionId, last: &ProvisionId) -> Vec<ProvisionId> {
        let ends = || vec![first.clone(), last.clone()];
        let parted = |id: &ProvisionId| {
            let (above, part) = id.as_str().rsplit_once('/')?;
            let digits = part.len() - part.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let number: u64 = part[part.len() - digits..].parse().ok()?;
            Some((above.to_owned(), part[..part.len() - digits].to_owned(), number))
        };
        let (Some((above, letters, from)), Some((above_last, letters_last, to))) = (parted(first), parted(last)) else {
            return ends();
        };
        if above != above_last || letters != letters_last || to <= from || to - from > MOST {
            return ends();
        }
        let is_there = |id: &ProvisionId| {
            let number = self.resolver().grammar().section_number(id);
            let whole = number.is_some_and(|number| id.as_str().ends_with(number));
            !whole || self.registry().has_section(&above, number.unwrap_or("")) != Some(false)
        };
        let between = (from..=to).filter_map(|n| format!("{above}/{letters}{n}").parse::<ProvisionId>().ok());
        between.filter(|id| id == first || id == last || is_there(id)).collect()
    }
}

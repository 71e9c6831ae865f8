//! Pins that go on behind a citation: `SI 2019/653, reg. 1(2), Sch. 1 para. 19 (with reg. 21)`, and those behind the
//! bracket in which it stands: `(SI 2017/692), reg 28`.

use super::Parser;
use super::head::{Head, Named};
use super::space::space1;
use super::units::Group;
use crate::grammar::Ladder;

impl Parser {
    /// Adds the pins that go on behind a head, each chain of units a part of its own.
    pub(super) fn add_pins(&self, text: &str, head: &mut Head, ladder: Option<&Ladder>) {
        let whole = head.items.last().is_some_and(|item| item.path.is_empty() && !item.open);
        if !whole {
            return;
        }
        // What stands in a bracket and is numbered there: its pins stand behind the bracket.
        let titled = matches!(head.named, Named::Form(family, form) if self.titles.are_of(family, form));
        let closes = titled && text[..head.place.end as usize].ends_with(')');
        let bracketed = text[..head.place.start as usize].ends_with('(') && text[head.end..].starts_with(')');
        if closes && !head.groups.is_empty() {
            head.end = head.place.end as usize;
            if let Some(item) = head.items.last_mut().filter(|item| item.place.end > head.place.end) {
                item.place.end = head.place.end;
            }
            head.tails.push(std::mem::take(&mut head.groups));
        } else if bracketed
            && head.groups.is_empty()
            && let Some(ladder) = ladder
        {
            let groups = self.pin(text, head.end + 1, Some(ladder), true);
            if groups.is_empty() {
                return;
            }
            head.tails.push(groups);
        }
        if head.groups.is_empty() && head.tails.is_empty() {
            return;
        }
        while head.tails.len() < 200 {
            let at = head.tails.last().or(Some(&head.groups)).and_then(|g| g.last()).map_or(head.end, |g| g.end);
            let rest = &text[at..];
            // `, Sch.` of an instrument that has one only.
            let lone = [", Sch.", ", Sch", ", Schedule"].iter().find_map(|word| rest.strip_prefix(word));
            let rest = lone.filter(|r| r.starts_with(" (with")).unwrap_or(rest);
            let aside = space1(rest).ok().and_then(|(r, _)| r.strip_prefix("(with")).map(|r| text.len() - r.len());
            let groups = self.pin(text, aside.unwrap_or(at), ladder, false);
            if groups.is_empty() {
                break;
            }
            head.tails.push(groups);
        }
    }

    /// One chain of units behind a comma or a space, broad to narrow. Only an abbreviated unit (`s.`, `reg.`, `Sch.`)
    /// goes on where another pin stands before it, for `, section 5` may begin anything.
    fn pin(&self, text: &str, at: usize, ladder: Option<&Ladder>, first: bool) -> Vec<Group> {
        let rest = &text[at..];
        let Ok((after, _)) = space1(rest.strip_prefix([',', ';']).unwrap_or(rest)) else { return Vec::new() };
        let Some((unit, _)) = self.any_unit_word(text, text.len() - after.len()) else { return Vec::new() };
        let short = unit.behind || unit.word.ends_with('.');
        if !short && !first {
            return Vec::new();
        }
        let mut rank: Option<usize> = None;
        let mut level: Option<u8> = None;
        // From the last white space on, which may be a no-break one.
        let from = text[..text.len() - after.len()].char_indices().next_back().map_or(at, |(last, _)| last.max(at));
        let groups = self.narrowing(text, from, true, |next| match ladder {
            Some(ladder) => ladder.rank(next).is_some_and(|r| rank.replace(r).is_none_or(|before| before < r)),
            None => level.replace(next).is_none_or(|before| before < next),
        });
        let others = groups.last().is_some_and(|g| self.head_beside(text, g.end).is_some());
        if others { Vec::new() } else { groups }
    }
}

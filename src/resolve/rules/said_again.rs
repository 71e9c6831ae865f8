//! A level that was cited before with its instrument: `14 CFR part 39 … part 39`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::grammar::{FamilyId, LevelId};
use crate::parse::{Citation, Step};
use crate::resolve::Mention;
use crate::resolve::discourse::Discourse;
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "said-again",
    on: On::Level,
    class: Class::Repeated,
    doc: "A part, chapter or article named alone is the one of that number that was cited last with its instrument, in the \
same spelling.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Level { citation, level } = *asked else { return None };
    let named = citation.members.first()?.path.first()?.place.of(d.text());
    let rungs = d.grammar().ladders.iter().filter_map(|l| l.rung(level));
    let prefixes = rungs.map(|r| r.prefix.as_str()).filter(|p| !p.is_empty());
    let part = |prefix: &str| {
        let known = d.memory().with_part(&format!("{prefix}{named}"))?;
        // `article 3` isn't what was cited as Article III.
        let as_written = d.text()[known.start..known.end].contains(named);
        let same = d.ladder(known.family()).rung(level).is_some_and(|r| r.prefix == prefix);
        (as_written && same && has_level(d, citation, level, known.family())).then_some(known)
    };
    let known = prefixes.filter_map(part).max_by_key(|k| k.start)?;
    if said_of_unknown(d, citation, known) {
        return Verdict::untold("a part of this number was cited last of something that isn't recognised");
    }
    if d.grammar().levels[level as usize].stands_alone
        && let Some(other) = spoken_of(d, citation, level, known)
    {
        return Verdict::between("the sentence names another that has such parts", [known, other]);
    }
    // In the words of an amendment, or in brackets behind another law, it is that one's.
    let elsewhere = d.quoting().or_else(|| d.amended()).is_some_and(|scope| scope.referent.base != known.base());
    let another = d.own().filter(|own| own.referent.base != known.base());
    let bracketed = another.is_some() && d.text()[..citation.start].ends_with('[');
    // `title IV` in a law's own text is the law's.
    let own = another.is_some_and(|own| {
        let family = own.referent.family;
        own.referent.is_known()
            && d.family(family).enacted
            && !d.family(family).is_code()
            && d.ladder(family).has(level)
    });
    if elsewhere || bracketed || own {
        return Verdict::between(
            "the law that the words belong to is another than that with which it was cited",
            [known],
        );
    }
    // Of `title XVIII, part D` cited before, `part D` is that title's.
    let ladder = d.ladder(known.family());
    let above = known.referent.reach_of(ladder, level).map_or(0, |reach| reach - 1);
    let referent = known.referent.at(known.referent.path[..above].iter().cloned().collect());
    let resolution = Resolution::of(referent, Form::Short, "cited before with its instrument");
    Resolution { antecedent: Some(known.start), ..resolution }.is()
}

/// Whether a family has such a level in the way that the citation names it: `article 3(a)` isn't of what has sections below
/// its articles, and `¶ 46` is no paragraph of what has sections or articles, for it would be of one of these.
pub(super) fn has_level(d: &Discourse<'_>, citation: &Citation, level: LevelId, family: FamilyId) -> bool {
    let ladder = d.ladder(family);
    let marked = citation.members.iter().any(|m| m.path.get(1).is_some_and(|p| p.step == Step::Mark));
    let tops = [d.section_level(), d.grammar().level("article")];
    let top = tops.into_iter().flatten().filter_map(|l| ladder.rank(l)).max();
    ladder.rank(level).is_some_and(|own| top.is_none_or(|top| own <= top)) && (!marked || ladder.has_marks_below(level))
}

/// Whether the same words were said, after the mention with its instrument, of something that the document defines and that isn't
/// recognised: `Schedule 1 of the 2020 Act`.
pub(super) fn said_of_unknown(d: &Discourse<'_>, citation: &Citation, known: &Known) -> bool {
    let Some(words) = citation.members.first().map(|m| m.place.of(d.text())) else { return false };
    let same = |said: &str| {
        let begins = said.get(..words.len()).is_some_and(|said| said.eq_ignore_ascii_case(words));
        begins && !said[words.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '(')
    };
    let unknown =
        |m: &Mention| m.id.is_none() && m.why.contains("what the document calls") && same(m.span.of(d.text()));
    d.mentions_back().take(400).take_while(|m| m.span.start >= known.end).any(unknown)
}

/// What the citation's own sentence names before it, where that isn't the instrument with which the part was cited before:
/// `UNCAT, which binds 173 states, provides in article 3(1)`.
fn spoken_of<'d>(d: &'d Discourse<'_>, citation: &Citation, level: LevelId, known: &Known) -> Option<&'d Known> {
    let floor = d.boundary(citation.start.saturating_sub(d.grammar().reach.sentence));
    let before = &d.text()[floor..citation.start];
    let ended = |sign: &str| before.rfind(sign).map_or(0, |at| at + sign.len());
    let from = floor + [". ", "; ", "\n\n", ".” ", ".\n"].into_iter().map(ended).max().unwrap_or(0);
    let own = d.own().map(|own| own.referent.base.as_str());
    let mut named = d.memory().iter_back().take(40).take_while(|k| k.start >= from);
    let last = named.next()?;
    let other = last.base() != known.base()
        && Some(last.base()) != own
        && last.referent.is_whole()
        && has_level(d, citation, level, last.family());
    (other && !last.list && !named.any(|k| k.base() == known.base())).then_some(last)
}

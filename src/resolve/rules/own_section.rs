//! A section named alone in the text of a law: it is the law's own.

use super::said_before::cited_section;
use super::{Asked, Citation, Class, Form, Named, On, Resolution, Rule, Scope, Verdict};
use crate::grammar::Determiner;
use crate::parse::{Noun, Target};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{is_legislation, number_fits};
use crate::resolve::instruction::is_anothers;
use crate::resolve::memory::Known;
use crate::scan::Seen;

pub(super) const RULE: Rule = Rule {
    name: "own-section",
    on: On::Section,
    class: Class::Own,
    doc: "A section named alone in a document that is itself an instrument is the instrument's own, unless the document amends it; in one \
that only explains an instrument, where it has the section under a heading.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { number, .. } = *asked else { return None };
    if let Some(citation) = asked.part()
        && d.own().is_some()
        && d.in_notes(citation.start)
        && !is_of_this_title(d, citation)
    {
        return Verdict::untold("it stands in notes on the text's own instrument, which speak of others too");
    }
    // Notes that explain an Act take its sections under headings; what has none, or was cited last of another law, isn't its own.
    if d.is_on_another() && asked.part().is_some_and(|c| !d.heads(number) || said_of_another(d, number, c.start)) {
        return None;
    }
    let own = d.own().filter(|own| number_fits(d, own.referent.family, number))?;
    if !own.referent.is_known() {
        return Verdict::untold("it is of the text's own instrument, and the text doesn't say which that is");
    }
    let citation = asked.part()?;
    if let Some(why) = of_another(d, citation, number, own) {
        return Verdict::untold(why);
    }
    Resolution::of_scope(own, Form::Short, "it is a section of the text's own instrument").is()
}

/// Whether a section in a bracket begins a chapter of the notes' own title: `chapter 55 (§ 4321 et seq.) of this title`.
fn is_of_this_title(d: &Discourse<'_>, citation: &Citation) -> bool {
    let text = d.text();
    let bracketed = text[..citation.start].ends_with('(') && text[citation.end..].starts_with(')');
    let mut ahead = d.ahead().iter().take(8).take_while(|s| s.start() < citation.end + TITLE);
    let title = ahead.find(|s| !matches!(s, Seen::Citation(c) if matches!(c.target, Target::Bare)));
    let Some(Seen::Reference(reference)) = title.filter(|_| bracketed) else { return false };
    let level = d.own().and_then(|own| d.family(own.referent.family).instrument_level);
    let between = &text[citation.end..reference.start];
    reference.determiner == Determiner::Own
        && matches!(reference.noun, Noun::Level(noun) if Some(noun) == level)
        && between.ends_with("of ")
        && !between.contains([';', '\n'])
}

/// How far behind the first section of a chapter the words stand that say of which title it is, in bytes.
const TITLE: usize = 160;

/// Whether a section of this number was cited last, and not long ago, with an instrument that isn't the document's own.
fn said_of_another(d: &Discourse<'_>, number: &str, at: usize) -> bool {
    let near = |k: &&Known| at.saturating_sub(k.end) <= d.grammar().reach.passage;
    cited_section(d, number).filter(near).is_some_and(|k| d.own().is_some_and(|own| own.referent.base != k.base()))
}

/// Why a section in a law's text isn't the law's own, where the words around it say so.
fn of_another(d: &Discourse<'_>, citation: &Citation, number: &str, own: &Scope) -> Option<&'static str> {
    let text = d.text();
    let kind = d.family(own.referent.family);
    let law = kind.enacted || is_legislation(d, own.referent.family);
    if law && (d.in_quotation(citation.start) || d.in_quoted_line() && d.quoting().is_none()) {
        return Some("it stands in words that are put into another law");
    }
    // `by striking out the items relating to sections 3541 and 3542`: of the table that is amended.
    let listed = |words: &String| text[..citation.start].trim_end().ends_with(words.as_str());
    if law && d.grammar().reference.items.iter().any(listed) {
        return Some("it is in a table that is amended");
    }
    if is_anothers(d, citation) {
        return Some("a law amends another and not itself, and which isn't recognised");
    }
    // `Section 129 (42 U.S.C. 6029) is amended`: of an Act that has its place in a code.
    let coded = |c: &Citation| match c.target {
        Target::Instrument(Named::Form(family, _), _) => {
            d.family(family).is_code() && matches!(&text[citation.end..c.start], " (" | "(" | "\n(")
        }
        _ => false,
    };
    if kind.enacted && matches!(d.ahead().first(), Some(Seen::Citation(c)) if coded(c)) {
        return Some("it has its place in a code, and is of the law that has it there");
    }
    // `(h) Section 5333.—Section 5333(a) of title 49, United States Code, is amended`: a heading names what the words behind it do.
    let dash = text[citation.end..].trim_start_matches(['.', '*', ' ']);
    let heads = text[citation.end..].starts_with('.') && dash.starts_with(crate::parse::is_dash);
    let named =
        |s: &Seen| matches!(s, Seen::Citation(c) if c.start < citation.end + 12 && !matches!(c.target, Target::Bare));
    if law && heads && d.ahead().first().is_some_and(named) {
        return Some("it heads what the words behind it name");
    }
    // `(June 26, 1934, ch. 750, § 121, formerly § 17, 48 Stat. 1222)`: a source credit is of the laws that it names.
    let line = &text[d.line_start(citation.start)..citation.start];
    let credit = line.starts_with('(') && crate::parse::mark_at(line).is_none();
    // `renumbered § 8101` on the page of section 8101 is that one.
    let itself = own.referent.section().is_some_and(|section| section[1..] == *number);
    if kind.is_code() && credit && !itself && text[citation.start..].starts_with('§') {
        return Some("it stands in a source credit, and is of a law that this names");
    }
    None
}

//! PC111: a law's name and the number beside it are of two laws.

use crate::check::cited::Cited;
use crate::check::joined::{Joined, is_mark, joined};
use crate::check::{Finding, Rule, Severity, Subject};
use crate::grammar::{Kind, Words};
use crate::provision::{ProvisionId, is_below};
use crate::resolve::{Form, Mention};
use crate::text::fold;

pub(super) const RULE: Rule = Rule {
    code: "PC111",
    name: "number-name",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nCompares a law's name, or an order's title, with the number beside it: before or behind it, after a comma, in \
brackets, behind a dash or words like `known as`, in one citation with it (`the Harbour Act 2003 (c. 9)`), or defined for it (`(“NKSPEA”)`). A law whose own title \
is much the same may have changed the other, and is left alone.\n\n## Why\n\nA digit changed in \
`Pub. L. 114-122` is another law; the name shows it.\n\n## Example\n\n`the North Korea Sanctions and Policy Enhancement Act of 2016 (Pub. L. \
114-123)`: that Act is Pub. L. 114-122.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    titles(subject, found);
    two_names_in_one(subject, found);
    defined(subject, found);
    for (at, (first, second)) in subject.pairs_at() {
        let Some(joined) = joined(subject, first.mention, second.mention) else { continue };
        // The name before its number; or set apart behind it.
        let before = joined.is_apposed() || joined.is_bare();
        let behind = || {
            (joined.is_apposed() || joined.is_bare() && is_set_apart(subject, at))
                .then(|| compare(subject, &second, &first, joined))
                .flatten()
        };
        found.extend(before.then(|| compare(subject, &first, &second, joined)).flatten().or_else(behind));
    }
}

/// Whether the second of two names with nothing but a comma between them is another name of the first, and not the next of a list:
/// `Public Law 1-2, the Harbour Act, bars it`; `See Public Law 1-2, the Harbour Act.`
fn is_set_apart(subject: &Subject<'_>, at: usize) -> bool {
    let (first, second) = (&subject.mentions[at - 1], &subject.mentions[at]);
    let words = &subject.resolver.grammar().words;
    let rest = subject.behind(second, 12);
    if let Some(rest) = rest.strip_prefix(", ") {
        let next = rest.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or("");
        return !next.is_empty() && !words.joining.iter().any(|other| other == next);
    }
    let ends = rest.is_empty() || rest.starts_with(['.', ';', ')', '\n']);
    // `the Dock Act, Public Law 1-2, and the Harbour Act`: what is named before the number has the number.
    let listed = at.checked_sub(2).and_then(|before| subject.mentions.get(before)).is_some_and(|before| {
        let between = subject.text.get(before.span.end..first.span.start).unwrap_or("");
        between.len() < 12
    });
    ends && !listed
}

/// A name and a number side by side that are of two laws.
fn compare(subject: &Subject<'_>, name: &Cited<'_>, number: &Cited<'_>, joined: Joined) -> Option<Finding> {
    let registry = subject.resolver.registry();
    let (first, second) = (name.instrument, number.instrument);
    if first == second || number.id != second {
        return None;
    }
    let (name, number) = (name.mention, number.mention);
    let kind = |id: &str| id.rsplitn(3, '/').nth(2).map(str::to_owned);
    let words = named_in(subject, name, first);
    // Only a name that the registry has, of a law of the same series, and none of whose laws has that number.
    let bare = words.trim_start_matches("the ").trim_start_matches("The ");
    let spelled = registry.named(bare);
    let same_name = |e: &crate::registry::NameEntry| fold(e.name) == fold(bare);
    // An acronym is one that is written by hand in the registry: few mean but one law.
    let long = bare.split(' ').count();
    let acronym =
        bare.len() >= 4 && long == 1 && bare.chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).count() >= 3;
    let initials = bare.split(' ').next().is_some_and(|w| w.chars().all(char::is_uppercase));
    let known = (long >= 3 || long == 2 && joined.is_apposed() && !initials || acronym)
        && !spelled.is_empty()
        && spelled.iter().all(|e| same_name(e) && !is_below(e.id, second.as_str()));
    // The number has to be one, and not that of an amendment.
    let last = second.parts().next_back().unwrap_or_default();
    let by_number = subject.words(number).contains(last) && !subject.words(number).contains("Act");
    // `the A Act, Public Law 1-2, and the B Act` is a list; `(Public Law 1-2)` is not.
    let behind = subject.behind(number, 12).trim_start();
    let next = || {
        let at = subject.mentions.partition_point(|m| m.span.start < number.span.end);
        subject.mentions.get(at).is_some_and(|m| m.span.start <= number.span.end + 8)
    };
    let listed = joined.is_bare()
        && name.span.start < number.span.start
        && (behind.starts_with(", and") || behind.starts_with("and ") || behind.starts_with(", the") && next());
    // The name's year may tell that the registry has the law of another year by it.
    let year = words.get(words.len().saturating_sub(4)..).filter(|y| y.bytes().all(|b| b.is_ascii_digit()));
    let dated = |id| subject.facts(id).map_or("", |f| f.date);
    let others = year.is_some_and(|y| dated(second).starts_with(y) && !dated(first).starts_with(y));
    let before = name.span.start.min(number.span.start);
    if !by_number || !known || listed || others || subject.before(before, 40).contains("amend") {
        return None;
    }
    // A law that changed an Act is called by much the same words, and may have given it the name.
    if kind(first.as_str()) != kind(second.as_str())
        || is_much_the_same(&subject.resolver.grammar().words, bare, subject.facts(second).map_or("", |f| f.title))
    {
        return None;
    }
    let other =
        subject.facts(second).filter(|f| !f.title.is_empty()).map(|f| format!("registry: {second} is {}", f.title));
    Some(
        Finding::new(&RULE, number.span, format!("{words} is {first}, not {second}"))
            .about(second)
            .by(std::iter::once(format!("registry: {words} is {first}")).chain(other)),
    )
}

/// A number behind which the name of another law is defined for it: `Directive (EU) 2016/690 (“LED”)`.
fn defined(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for term in subject.terms {
        let at = subject.mentions.partition_point(|m| m.span.end <= term.span.start);
        let Some(number) = at.checked_sub(1).and_then(|at| subject.cited_at(at)) else { continue };
        let between = subject.text.get(number.mention.span.end..term.span.start).unwrap_or_default();
        let by_number = number.id == number.instrument
            && number.id == &term.id
            && subject.has_number(number.mention, number.instrument)
            && !subject.words(number.mention).contains("Act");
        let capitals = term.term.chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).count();
        let named = term.term.split(' ').count() >= 3 || term.term.len() >= 4 && capitals >= 3;
        if between.len() > 8 || !by_number || !named || subject.before(number.mention.span.start, 40).contains("amend")
        {
            continue;
        }
        let entries = registry.named(&term.term);
        let series = |id: &'_ str| id.rsplitn(3, '/').nth(2).map(str::to_owned);
        let cited = number.id.as_str();
        let another = |id: &str| series(id) == series(cited) && !is_below(id, cited);
        if entries.is_empty() || !entries.iter().all(|e| fold(e.name) == fold(&term.term) && another(e.id)) {
            continue;
        }
        let right = entries[0].id;
        found.push(
            Finding::new(&RULE, number.mention.span, format!("{} is {right}, not {cited}", term.term))
                .about(number.id)
                .by([format!("registry: {} is {right}", term.term)]),
        );
    }
}

/// Whether a name and a title share words that few laws have.
fn is_much_the_same(list: &Words, name: &str, title: &str) -> bool {
    let (name, title) = (fold(name), fold(title));
    let own = |w: &&str| w.len() > 4 && title.split(|c: char| !c.is_alphanumeric()).any(|other| other == *w);
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(own);
    let telling = words.filter(|w| !list.common.iter().any(|other| other == w));
    telling.take(2).count() == 2 || !name.is_empty() && title.contains(&name)
}

/// The name in the words of a mention: `section 6 of the Harbour Act` has it at its end.
fn named_in<'t>(subject: &'t Subject<'_>, mention: &Mention, instrument: &ProvisionId) -> &'t str {
    let words = subject.words(mention);
    if mention.id.as_ref() == Some(instrument) {
        return words;
    }
    let mut ends = words.match_indices(" of ").map(|(at, _)| &words[at + 4..]);
    ends.find(|name| name.trim_start_matches("the ").starts_with(char::is_uppercase)).unwrap_or(words)
}

/// A name and a chapter read as one citation that are of two Acts: `the Extradition Act 2003 (c. 33)`.
fn two_names_in_one(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for Cited { mention, id, instrument, family, .. } in subject.cited() {
        let words = subject.words(mention);
        if mention.form != Form::Full || instrument != id || !family.is_some_and(|f| f.names_built || f.enacted) {
            continue;
        }
        // The name, up to its year; behind it the number.
        let year = |at: &usize| words[..*at].ends_with(|c: char| c.is_ascii_digit());
        let Some(at) = words.match_indices([' ', ',', '(']).map(|(at, _)| at).rfind(year) else { continue };
        let (name, number) = words.split_at(words[..at].trim_end_matches([' ', ',', '(']).len());
        let name = name.trim_start_matches("the ").trim_start_matches("The ");
        let last = instrument.parts().next_back().unwrap_or_default();
        let entries = registry.named(name);
        let another =
            !entries.is_empty() && entries.iter().all(|e| fold(e.name) == fold(name) && e.id != instrument.as_str());
        if name.split(' ').count() < 3 || !number.contains(last) || !another {
            continue;
        }
        let right = entries[0].id;
        let other = subject.facts(instrument).filter(|f| !f.title.is_empty());
        let other = other.map(|f| format!("registry: {instrument} is {}", f.title));
        found.push(
            Finding::new(&RULE, mention.span, format!("{name} is {right}, not {instrument}"))
                .about(id)
                .by(std::iter::once(format!("registry: {name} is {right}")).chain(other)),
        );
    }
}

/// A number with another's title beside it: `Executive Order 13818, “Blocking Property of …,”`.
fn titles(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for cited in subject.cited() {
        let Cited { mention, id, instrument, .. } = cited;
        // What many resolutions are on is no title of one.
        if cited.is(Kind::Resolution) {
            continue;
        }
        let Some(own) = subject.facts(instrument).map(|f| f.title).filter(|t| !t.is_empty() && instrument == id) else {
            continue;
        };
        // Behind a list it may be the first one's.
        if mention.form == Form::ListMember {
            continue;
        }
        let beginning = instrument.as_str().rsplit_once('/').map_or("", |(above, _)| above);
        let beginning = format!("{beginning}/");
        // Another of the series has it, or several, and this one has not.
        let another = |title: &str| {
            let all = registry.all_titled(&beginning, title.trim_end_matches([',', '.', ';', ' ']));
            all.first().copied().filter(|_| !all.contains(&instrument.as_str()))
        };
        let told = titles_behind(subject, mention)
            .into_iter()
            .chain(title_before(subject, mention))
            .find_map(|title| title.found(another));
        let Some((title, other)) = told else { continue };
        if fold(own) != fold(title.trim_end_matches([',', '.'])) {
            found.push(
                Finding::new(&RULE, mention.span, format!("“{title}” is {other}; {instrument} is “{own}”"))
                    .about(id)
                    .by([format!("registry: {other} is {title}"), format!("registry: {instrument} is {own}")]),
            );
        }
    }
}

/// A title of fewer words than this may stand beside a number by chance.
const LEAST: usize = 5;
/// No title has more words.
const MOST: usize = 60;

/// Words beside a number that may be a title.
struct Titled {
    words: String,
    /// Whether marks or brackets say where it begins and ends.
    marked: bool,
    /// Where none do: whether its end is known, and not its beginning.
    ends: bool,
}

impl Titled {
    /// What is a title of the words: all of them where marks bound them, else the longest run that is one.
    fn found<T>(&self, another: impl Fn(&str) -> Option<T>) -> Option<(String, T)> {
        if self.marked {
            return another(&self.words).map(|other| (self.words.clone(), other));
        }
        let words: Vec<&str> = self.words.split(' ').collect();
        let runs = (LEAST..=words.len().min(MOST)).rev();
        let run = |n: usize| if self.ends { &words[words.len() - n..] } else { &words[..n] };
        runs.map(run)
            .filter(|run| run[0].starts_with(|c: char| c.is_uppercase()))
            .find_map(|run| Some(run.join(" ")).and_then(|title| another(&title).map(|other| (title, other))))
    }
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What may be a title behind a number: in quotation marks, brackets or emphasis, behind a comma, a dash or a colon; a day may stand
/// between.
fn titles_behind(subject: &Subject<'_>, mention: &Mention) -> Vec<Titled> {
    let rest = subject.behind(mention, 420);
    let mut out = Vec::new();
    let mut marked = |inside: &str| out.push(Titled { words: on_one_line(inside), marked: true, ends: true });
    if let Some(open) = rest.find(['“', '"']).filter(|at| *at <= 40) {
        let between = &rest[..open];
        let inside = rest[open..].trim_start_matches(['“', '"']).split_once(['”', '"']);
        if let Some((inside, _)) =
            inside.filter(|_| !between.contains(['.', ';', '\n']) && between.matches(',').count() <= 3)
        {
            marked(inside);
            return out;
        }
    }
    let bracketed =
        rest.strip_prefix(" (").or_else(|| rest.strip_prefix(" [")).and_then(|rest| rest.split_once([')', ']']));
    if let Some((inside, _)) = bracketed {
        marked(inside);
    }
    // `of March 15, 2016, Blocking …`, ` (March 15, 2016), Blocking …`
    let year = |at: usize| rest[..at].ends_with(|c: char| c.is_ascii_digit() || c == ')');
    let dated = rest.match_indices([',', ':', '—', '–']).take(3).find(|(at, _)| (7..=30).contains(at) && year(*at));
    let skipped = dated.map_or("", |(at, _)| &rest[at..]);
    out.extend([rest, skipped].into_iter().filter_map(|rest| {
        let words = rest.trim_start().strip_prefix([',', '—', '–', ':', '-'])?.trim_start().trim_start_matches(is_mark);
        let words = words.split(['.', '\n', ';', '*', '_', '|']).next()?;
        words.starts_with(|c: char| c.is_uppercase()).then(|| Titled {
            words: on_one_line(words),
            marked: false,
            ends: false,
        })
    }));
    out
}

/// What may be a title before a number: in marks, or the words before a comma or a bracket, which may begin too early.
fn title_before(subject: &Subject<'_>, mention: &Mention) -> Option<Titled> {
    let before = subject.before(mention.span.start, 240);
    let before = before.trim_end().trim_end_matches(['(', '[', ',', '—', '–', ':']).trim_end();
    if let Some(inside) = before.strip_suffix(['”', '"']) {
        let words = inside.rsplit(['“', '"']).next()?.trim_end_matches(',');
        return Some(Titled { words: on_one_line(words), marked: true, ends: true });
    }
    let whole = subject.before(mention.span.start, 240);
    if !(whole.ends_with('(') || whole.ends_with(", ") || whole.ends_with('[')) {
        return None;
    }
    let line = before.rsplit(['\n', ';', '”']).next()?;
    // `Executive Order 13382, Blocking Property of …, Executive Order 13466`: the words are the title of the one before them.
    let from = mention.span.start - whole.len();
    let last = subject.mentions[..subject.mentions.partition_point(|m| m.span.start < mention.span.start)].last();
    if last.is_some_and(|m| m.span.end > from && subject.behind(m, 2) == ", ") {
        return None;
    }
    Some(Titled { words: on_one_line(line), marked: false, ends: true })
}

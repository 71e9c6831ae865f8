//! Passages that cite a provision, for people and as columns.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;

use super::{Cited, Lines, Row, shown, width};
use crate::ask::{Find, FindAnswer, FindBy, FindCount, FindRow};
use crate::index::{Borrowed, Hit, TiedMention};
use crate::text::Span;

/// How many roles of a passage are.
const MOST_ROLES: usize = 12;

impl Row for FindRow<'_> {
    const COLUMNS: &'static [&'static str] =
        &["path", "title", "date", "start", "end", "text", "id", "form", "tie", "passage", "passage_text"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        let m = &self.mention;
        vec![
            m.path.into(),
            self.title.unwrap_or("").into(),
            self.date.unwrap_or("").into(),
            m.start.to_string().into(),
            m.end.to_string().into(),
            m.text.into(),
            m.id.unwrap_or("").into(),
            m.form.into(),
            self.tie.into(),
            self.passage.to_string().into(),
            self.passage_text.into(),
        ]
    }
}

/// What was found for people: what it is in sum, then the passages under their documents.
#[must_use]
pub fn find_human(asked: &Find, answer: &FindAnswer, shown: &Shown<'_>, read: &str) -> String {
    let mut out = String::new();
    sum(&mut out, asked, answer, shown, read);
    let mut document = None;
    for (hit, others) in once(&answer.hits) {
        if document != Some(&hit.path) {
            document = Some(&hit.path);
            out.push_str(&document_line(hit, &shown.lines));
        }
        passage(&mut out, hit, &others, shown);
    }
    if asked.words {
        borrowed(&mut out, &answer.borrowed, shown);
    }
    let last = asked.offset + answer.hits.len();
    if answer.passages as usize > last {
        let _ = writeln!(out, "{} of {} passages shown; --limit 0 shows all", answer.hits.len(), answer.passages);
    }
    out
}

/// How passages are shown.
#[derive(Debug)]
pub struct Shown<'c> {
    /// The terminal.
    pub lines: Lines,
    /// How provisions are named.
    pub cited: &'c Cited<'c>,
    /// How much of a passage, in bytes; 0 for all.
    pub context: usize,
}

impl Shown<'_> {
    const fn most(&self) -> usize {
        if self.context == 0 { usize::MAX } else { self.context }
    }
}

/// Passages, each once: of the same words in several documents the first, with where else they stand.
fn once(hits: &[Hit]) -> Vec<(&Hit, Vec<&Hit>)> {
    let mut out: Vec<(&Hit, Vec<&Hit>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for hit in hits {
        let words = hit.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let first = known.get(&words).copied().filter(|at| out[*at].0.path != hit.path && words.len() >= SHORTEST);
        if let Some(at) = first {
            out[at].1.push(hit);
            continue;
        }
        known.entry(words).or_insert(out.len());
        out.push((hit, Vec::new()));
    }
    out
}

/// Shorter passages are the same by chance.
const SHORTEST: usize = 60;

fn document_line(hit: &Hit, lines: &Lines) -> String {
    let style = lines.style;
    let date = hit.date.as_deref().map(|d| format!("  {d}")).unwrap_or_default();
    let path = shown(&hit.path);
    let Some(title) = hit.title.as_deref() else { return format!("{}{}\n", style.heading(path), style.dim(&date)) };
    let (title, short) = (title.split_whitespace().collect::<Vec<_>>().join(" "), date.trim_start());
    if width(&title) + width(&date) + 2 + width(path) <= lines.width {
        return format!("{}{}  {}\n", style.heading(&title), style.dim(&date), style.dim(path));
    }
    let place = if short.is_empty() { path.to_owned() } else { format!("{short}  {path}") };
    format!("{}\n  {}\n", style.heading(&lines.hanging(&title, 0, 2)), style.dim(&lines.hanging(&place, 2, 4)))
}

/// What was asked for under which ids, and what of it there is: passages, documents, years, forms, by whom.
fn sum(out: &mut String, asked: &Find, answer: &FindAnswer, shown: &Shown<'_>, read: &str) {
    let style = shown.lines.style;
    let id = |t: &crate::index::Tied| match t.tie.as_str() {
        "as cited" => shown.cited.of(&t.id, style),
        tie => format!("{} ({tie})", shown.cited.of(&t.id, style)),
    };
    let what = match &answer.range {
        Some((first, last, members)) => {
            format!("{} ({members} provisions)", shown.cited.range(first, last, style))
        }
        None => answer.ids.iter().map(id).collect::<Vec<_>>().join(", "),
    };
    if answer.passages == 0 {
        let line = format!("Nothing{read} cites {what}.");
        let _ = writeln!(out, "{}", shown.lines.hanging(&line, 0, 0));
        return;
    }
    let passages = match (answer.passages, &asked.role) {
        (1, Some(_)) => "passage invokes",
        (_, Some(_)) => "passages invoke",
        (1, None) => "passage cites",
        _ => "passages cite",
    };
    let summary = answer.summary.as_ref();
    let documents = summary.map(|s| match s.documents {
        1 => " in 1 document".to_owned(),
        n => format!(" in {n} documents"),
    });
    let years = summary
        .and_then(|s| s.years.as_ref())
        .map(|(first, last)| if first == last { format!(", {first}") } else { format!(", {first}–{last}") });
    let (documents, years) = (documents.unwrap_or_default(), years.unwrap_or_default());
    let line = format!("{} {passages} {what}{documents}{years}", answer.passages);
    let _ = writeln!(out, "{}", shown.lines.hanging(&line, 0, 2));
    for (by, label) in [(FindBy::Year, "years"), (FindBy::Form, "forms"), (FindBy::Entity, "by")] {
        let counts: Vec<_> = summary.into_iter().flat_map(|s| s.counts(by)).collect();
        if counts.is_empty() || counts.len() == 1 && by == FindBy::Year {
            continue;
        }
        let mut some: Vec<String> =
            counts.iter().take(MOST_COUNTS).map(|c| format!("{}\u{a0}({})", c.what, c.count)).collect();
        if counts.len() > MOST_COUNTS {
            some.push(format!("and {} more", counts.len() - MOST_COUNTS));
        }
        let _ = writeln!(out, "  {}", style.dim(&shown.lines.hanging(&format!("{label}: {}", some.join(", ")), 2, 4)));
    }
    out.push('\n');
}

/// So many years, forms and names are shown in the sum.
const MOST_COUNTS: usize = 8;

fn passage(out: &mut String, hit: &Hit, others: &[&Hit], all: &Shown<'_>) {
    let style = all.lines.style;
    let mut spans: Vec<Span> = hit.mentions.iter().map(|m| hit.within(m.mention.span)).collect();
    let mut said: Vec<String> = Vec::new();
    for TiedMention { mention, .. } in &hit.mentions {
        let named = match (&mention.id, &mention.range_end) {
            (Some(id), Some(last)) => all.cited.range(id, last, style),
            (Some(id), None) => all.cited.of(id, style),
            (None, _) => String::new(),
        };
        let line = format!("{named} {}", style.dim(mention.form.name()));
        if !said.contains(&line) {
            said.push(line);
        }
    }
    if hit.mentions.is_empty() {
        spans.extend(hit.invocations.iter().map(|i| hit.within(i.span)));
    }
    let mut roles: Vec<String> = Vec::new();
    for i in &hit.invocations {
        let role = format!("{} {}", i.role, all.cited.citations.of(&i.provision));
        let line = format!("{} {}", i.entity.name, style.dim(&role));
        if !roles.contains(&line) {
            roles.push(line);
        }
    }
    let place = spans.first().and_then(|span| hit.page(hit.span.start + span.start));
    if let Some(page) = place {
        said.insert(0, style.dim(&page.name()));
    }
    if !said.is_empty() {
        let _ = writeln!(out, "  {}", all.lines.hanging(&said.join(" · "), 2, 4));
    }
    for role in roles.iter().take(MOST_ROLES) {
        let _ = writeln!(out, "  {}", all.lines.hanging(role, 2, 4));
    }
    if roles.len() > MOST_ROLES {
        let _ = writeln!(out, "  {}", style.dim(&format!("and {} more", roles.len() - MOST_ROLES)));
    }
    out.push_str(&all.lines.passage(&hit.text, &spans, all.most()));
    for other in others {
        let date = other.date.as_deref().map(|d| format!("{d}  ")).unwrap_or_default();
        let place = format!("the same in {date}{}", shown(&other.path));
        let _ = writeln!(out, "  {}", style.dim(&all.lines.hanging(&place, 2, 4)));
    }
    out.push('\n');
}

/// Counts, a line each.
#[must_use]
pub fn find_counts_human<'c>(counts: impl Iterator<Item = &'c FindCount>, lines: &Lines) -> String {
    let line = |c: &FindCount| format!("{:>7}  {}\n", c.count, lines.hanging(&c.what, 9, 9));
    counts.map(line).collect()
}

impl Row for FindCount {
    /// The first is named after what is counted by: [`find_count_columns`].
    const COLUMNS: &'static [&'static str] = &["by", "count"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        vec![self.what.as_str().into(), self.count.to_string().into()]
    }
}

const YEARS: &[&str] = &[FindBy::Year.name(), "count"];

/// The columns of counts.
#[must_use]
pub const fn find_count_columns(by: FindBy) -> &'static [&'static str] {
    match by {
        FindBy::Year => YEARS,
        FindBy::Document => &["document", "count"],
        FindBy::Form => &["form", "count"],
        FindBy::Entity => &["entity", "count"],
        FindBy::Role => &["role", "count"],
    }
}

/// Passages that use the provision's words without citing it.
fn borrowed(out: &mut String, borrowed: &[Borrowed], all: &Shown<'_>) {
    let (lines, style) = (&all.lines, all.lines.style);
    for b in borrowed {
        let title = b.hit.title.as_deref().unwrap_or("");
        let share = format!("{:.0} % of its words", b.share * 100.0);
        let _ = writeln!(out, "{}  {}", style.heading(title), style.dim(shown(&b.hit.path)));
        let _ = writeln!(out, "  {} {}", style.dim("uses the words of"), all.cited.of(&b.id, style));
        let _ = writeln!(out, "  {}", style.dim(&share));
        out.push_str(&lines.passage(&b.hit.text, &[b.hit.within(b.words)], all.most()));
        out.push('\n');
    }
    let passages = if borrowed.len() == 1 { "passage uses" } else { "passages use" };
    let _ = writeln!(out, "{} {passages} its words without citing it", borrowed.len());
}

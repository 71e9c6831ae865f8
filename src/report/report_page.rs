//! The report of a check as one page of HTML that needs nothing else: the text with its citations marked, and the table.

use std::fmt::Write;

use quick_xml::escape::escape;
use serde_json::Value;

use super::shorten;
use crate::check::{Checked, Finding, Verdict};
use crate::read::Document;
use crate::text::LineIndex;

/// The class of a verdict in the page, and the sign that says it without colour.
const fn class(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Exists => ("ok", "○"),
        Verdict::Verified => ("ok", "✓"),
        Verdict::VerifiedWithAlterations => ("ok", "≈"),
        Verdict::Mismatch => ("bad", "✗"),
        Verdict::DoesNotExist => ("bad", "∅"),
        Verdict::Repealed | Verdict::NotYetMade => ("bad", "†"),
        Verdict::CantTell => ("open", "?"),
        Verdict::NotInCoverage => ("open", "–"),
    }
}

/// A document of the page.
pub(super) fn section(number: usize, document: &Document, checked: &[Checked], found: &[Finding]) -> String {
    let index = LineIndex::new(&document.text);
    let mut out = String::new();
    let title = document.title.as_deref().unwrap_or(&document.path);
    let _ = write!(
        out,
        "<section>\n<h2 id=\"d{number}\">{}</h2>\n<p class=\"meta\">{}{}</p>\n",
        escape(title),
        escape(document.path.as_str()),
        document.date.as_deref().map(|d| format!(" · {d}")).unwrap_or_default()
    );
    if !found.is_empty() {
        out.push_str("<ul class=\"findings\">\n");
        for (f, others) in super::check::grouped(found) {
            let (line, column) = index.line_column(&document.text, f.span.start);
            let mut evidence = f.evidence.clone();
            evidence.extend(super::check::again(document, &index, &others));
            let _ = writeln!(
                out,
                "<li class=\"{}\"><a href=\"#d{number}-{}\">{line}:{column}</a> <b>{}</b> {}<small>{}</small></li>",
                f.severity.name(),
                f.span.start,
                f.rule.code,
                escape(f.message.as_str()),
                escape(shorten(&evidence.join("; "), 240))
            );
        }
        out.push_str("</ul>\n");
    }
    if checked.is_empty() {
        out.push_str("<p>No citation is recognised in it.</p>\n</section>\n");
        return out;
    }
    out.push_str("<div class=\"table\"><table>\n<thead><tr><th>line</th><th></th><th>words</th><th>provision</th><th>verdict</th><th>by what</th></tr></thead>\n<tbody>\n");
    for c in checked {
        let (line, _) = index.line_column(&document.text, c.span.start);
        let (kind, sign) = class(c.verdict);
        let words = shorten(c.span.of(&document.text), 90);
        let words = if c.quotation { format!("“{words}”") } else { words };
        let _ = writeln!(
            out,
            "<tr class=\"{kind}\"><td>{line}</td><td>{sign}</td><td><a href=\"#d{number}-{}\">{}</a></td><td><code>{}</code></td><td>{}</td><td>{}</td></tr>",
            c.span.start,
            escape(words),
            c.id.as_ref().map_or("", |id| id.as_str()),
            c.verdict.name(),
            escape(shorten(&c.evidence.join("; "), 200))
        );
    }
    out.push_str(
        "</tbody></table></div>\n<details><summary>The text, with its citations marked</summary>\n<div class=\"text\">",
    );
    marked(&mut out, number, &document.text, checked);
    out.push_str("</div></details>\n</section>\n");
    out
}

/// The text with each citation and quotation marked; where one lies in another, the inner one shows.
fn marked(out: &mut String, number: usize, text: &str, checked: &[Checked]) {
    let mut edges: Vec<usize> =
        checked.iter().flat_map(|c| [c.span.start, c.span.end]).chain([0, text.len()]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut from = 0;
    for pair in edges.windows(2) {
        let words = escape(&text[pair[0]..pair[1]]);
        while checked.get(from).is_some_and(|c| c.span.end <= pair[0]) {
            from += 1;
        }
        let around = checked[from..].iter().take_while(|c| c.span.start <= pair[0]);
        let inner = around.filter(|c| pair[1] <= c.span.end).min_by_key(|c| c.span.end - c.span.start);
        match inner {
            Some(c) => {
                let (kind, _) = class(c.verdict);
                let anchor =
                    if pair[0] == c.span.start { format!(" id=\"d{number}-{}\"", c.span.start) } else { String::new() };
                let id = c.id.as_ref().map_or("", |id| id.as_str());
                let _ =
                    write!(out, "<mark class=\"{kind}\"{anchor} title=\"{}: {id}\">{words}</mark>", c.verdict.name());
            }
            None => out.push_str(&words),
        }
    }
}

/// The whole page around its documents.
pub(super) fn page(head: &Value, sections: &[String]) -> String {
    let mut out = String::from(HEAD);
    let text = |value: &Value| escape(value.as_str().unwrap_or("")).into_owned();
    let _ = write!(
        out,
        "<p class=\"meta\">pincite {} · grammar {} · registry as of {}</p>\n<div class=\"counts\">",
        text(&head["version"]),
        text(&head["grammar"]),
        text(&head["registry"])
    );
    for (verdict, n) in head["verdicts"].as_object().into_iter().flatten() {
        let _ = write!(out, "<div><b>{n}</b>{}</div>", escape(verdict.as_str()));
    }
    let _ = writeln!(out, "</div>\n<p>{}</p>", text(&head["share"]));
    out.extend(sections.iter().map(String::as_str));
    let texts: Vec<&Value> = head["texts"].as_array().into_iter().flatten().collect();
    let _ = write!(
        out,
        "<section><h2>What it was checked by</h2>\n<p>The registry of instruments, as of {}, and {} of the {} texts of the law at hand. What is marked – or ? was not checked: \
what is meant can't be told, or neither of them covers it. A research aid, not legal advice.</p>\n",
        text(&head["registry"]),
        texts.len(),
        head["texts_at_hand"]
    );
    if !texts.is_empty() {
        out.push_str("<details><summary>The texts used</summary><div class=\"table\"><table><thead><tr><th>text</th><th>from</th><th>hash of its source</th></tr></thead><tbody>\n");
        for t in texts {
            let _ = writeln!(
                out,
                "<tr><td><code>{}</code></td><td>{}</td><td><code>{}</code></td></tr>",
                text(&t["id"]),
                text(&t["from"]),
                text(&t["hash"]).chars().take(16).collect::<String>()
            );
        }
        out.push_str("</tbody></table></div></details>\n");
    }
    out.push_str("</section>\n</main>\n</html>\n");
    out
}

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Report of a citation check</title>
<style>
:root { color-scheme: light dark; --ok: #1a7f37; --bad: #b3261e; --open: #6b5900; --line: #8884; --back: #fff; --ink: #1b1b1b; --soft: #666; }
@media (prefers-color-scheme: dark) { :root { --ok: #56d364; --bad: #ff8a80; --open: #e3c45c; --back: #16181c; --ink: #e8e8e8; --soft: #a0a0a0; } }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .2rem; overflow-wrap: anywhere; }
.meta, small { color: var(--soft); margin: 0; } small { display: block; }
.counts { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: 1rem; }
.counts div { border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .8rem; } .counts b { display: block; font-size: 1.4rem; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .6rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
td:first-child { font-variant-numeric: tabular-nums; } code { font-size: .85em; white-space: nowrap; } a { color: inherit; }
tr.ok td:nth-child(2), tr.ok td:nth-child(5) { color: var(--ok); } tr.bad td:nth-child(2), tr.bad td:nth-child(5) { color: var(--bad); font-weight: 600; }
tr.open td:nth-child(2), tr.open td:nth-child(5) { color: var(--open); }
.findings { padding-left: 1.2rem; } .findings .error b { color: var(--bad); } .findings .warning b { color: var(--open); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font-family: Georgia, serif; border-left: 3px solid var(--line); padding-left: 1rem; margin: .6rem 0; }
mark { background: none; color: inherit; border-bottom: 2px solid var(--open); } mark.ok { border-color: var(--ok); } mark.bad { border-bottom: 2px wavy var(--bad); background: #b3261e22; }
mark:target { outline: 2px solid currentColor; outline-offset: 2px; } summary { cursor: pointer; }
</style>
<main>
<h1>Report of a citation check</h1>
"#;

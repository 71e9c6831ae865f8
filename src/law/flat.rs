//! Texts without markup of their own structure: Markdown, plain text, HTML. Their lines show it.

use std::ops::ControlFlow;

use super::build::Builder;
use super::day::{self, Day};
use super::{Hints, Law, Refusal};
use crate::provision::ProvisionId;
use crate::read::{Document, Kind, ReadOptions, read_bytes};
use crate::resolve::Resolver;

/// So many characters at the beginning of a text are its head.
const HEAD: usize = 600;

pub(super) fn import(
    bytes: &[u8],
    html: bool,
    kind: Kind,
    resolver: &Resolver,
    hints: &Hints,
) -> Result<Vec<Law>, Refusal> {
    let kind = match (html, kind) {
        (true, Kind::Xhtml) => Kind::Xhtml,
        (true, _) => Kind::Html,
        (false, kind) => kind,
    };
    let mut read: Option<Result<Document, String>> = None;
    let _ = read_bytes(&hints.name, kind, bytes.to_vec(), &ReadOptions::default(), &mut |document| {
        read = Some(document.map_err(|e| e.to_string()));
        ControlFlow::Break(())
    });
    let document = read.unwrap_or_else(|| Err("it is empty".to_owned())).map_err(Refusal::NoLaw)?;
    let said = hints.id.clone().or_else(|| named(&document, resolver, hints));
    let witness = called(hints, resolver).filter(|_| hints.id.is_none());
    let (id, remarks) = told_by(&document, resolver, said, witness);
    let Some(instrument) = id else {
        let laws = by_headings(&document, resolver);
        if !laws.is_empty() {
            return Ok(laws);
        }
        let first = document.text.lines().find(|l| !l.trim().is_empty() && !l.starts_with('<')).unwrap_or_default();
        return Err(Refusal::Unnamed(format!("it begins “{}”", super::short(first.trim(), 60))));
    };
    let mut builder = Builder::default();
    builder.paragraphs(&without_markup(&document.text));
    builder.outline(resolver, 0, &instrument);
    let head: String = document.text.chars().take(HEAD).collect();
    let day = day::made(resolver, &instrument)
        .or(|| Day::new(document.date.clone().unwrap_or_default(), "its own date"))
        .or(|| day::written(&head, "the date at its head"));
    let facts = resolver.registry().facts(&instrument).map_or("", |f| f.title);
    let title = document.title.clone().filter(|_| facts.is_empty()).unwrap_or_else(|| facts.to_owned());
    Ok(vec![Law { remarks, ..builder.finish(instrument, title, day) }])
}

/// Excerpts of several instruments, each under a heading that cites it: `## 19 CFR 12.42 Findings`.
fn by_headings(document: &Document, resolver: &Resolver) -> Vec<Law> {
    let mut laws: Vec<Law> = Vec::new();
    let mut blocks: Vec<(ProvisionId, String, String)> = Vec::new();
    for line in document.text.lines() {
        let heading = line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim());
        let cited = heading.and_then(|heading| {
            let mentions = resolver.resolve(heading, crate::resolve::Context::default());
            let first = mentions.first().filter(|m| m.span.start == 0)?;
            Some((first.id.clone()?, heading[first.span.end..].trim().to_owned()))
        });
        match (cited, blocks.last_mut()) {
            (Some((id, heading)), _) => blocks.push((id, heading, String::new())),
            (None, Some((.., text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    for (id, heading, text) in blocks {
        let mut builder = Builder::default();
        if builder.open(id.clone(), "", &heading) {
            let from = builder.len();
            builder.paragraphs(&without_markup(&text));
            builder.outline(resolver, from, &id);
            let day = day::made(resolver, &id).or(|| day::in_words(&heading, "the day in its heading"));
            laws.push(builder.finish(id.clone(), heading, day));
        }
    }
    laws
}

/// What the text announces itself to be, what its first lines name in full, what its file is called.
fn named(document: &Document, resolver: &Resolver, hints: &Hints) -> Option<ProvisionId> {
    let line = |line: &str| line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_')).to_owned();
    let first: Vec<String> =
        document.text.lines().map(line).filter(|l| !l.is_empty() && !l.starts_with('<')).take(30).collect();
    let whole = |line: &String| {
        let found = resolver.provisions(line);
        let entry = found.first().filter(|_| line.len() < 160)?;
        (entry.0 == resolver.instrument_of(&entry.0) && resolver.names_whole(line)).then(|| entry.0.clone())
    };
    // A title line begins with the instrument's number: `REGULATION (EU) 2016/679 OF THE …`.
    let begins = |line: &String| {
        let mentions = resolver.resolve(line, crate::resolve::Context::default());
        let id = mentions.first().filter(|m| m.span.start == 0)?.id.clone()?;
        (id == resolver.instrument_of(&id)).then_some(id)
    };
    resolver
        .announced(&document.text, document.title.as_deref())
        .or_else(|| first.iter().find_map(whole))
        .or_else(|| first.iter().find_map(begins))
        .or_else(|| called(hints, resolver))
}

/// What a file is called.
fn called(hints: &Hints, resolver: &Resolver) -> Option<ProvisionId> {
    let stem = hints.name.rsplit('/').next().unwrap_or("").split('.').next().unwrap_or("");
    registered(stem, resolver)
        .or_else(|| super::by_citation(resolver, [stem.replace('_', " ").as_str(), file_number(stem).as_str()]))
}

/// Which instrument a text is: what it says, with the file's name as a witness. Where the two are of one series and differ, the
/// text is what its name says if it begins with that number (`36 (1947). Resolution of 1 November …`, which then names others);
/// else it is what it says, and the name is remarked on.
fn told_by(
    document: &Document,
    resolver: &Resolver,
    said: Option<ProvisionId>,
    witness: Option<ProvisionId>,
) -> (Option<ProvisionId>, Vec<String>) {
    let (Some(says), Some(named)) = (&said, &witness) else { return (said.or(witness), Vec::new()) };
    let series = |id: &ProvisionId| resolver.grammar().family_of(id.as_str());
    if says == named || series(says) != series(named) || resolver.instrument_of(named) != *named {
        return (said, Vec::new());
    }
    let number = named.parts().next_back().unwrap_or_default();
    let lines = document.text.lines().map(|l| l.trim_matches(['#', '*', ' ', '[', '('])).filter(|l| !l.is_empty());
    let first = lines.take(1).collect::<String>();
    let opens = first.strip_prefix(number).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    if opens {
        return (witness, Vec::new());
    }
    let remark = format!("taken for {says}, as its text says, though the file is called as {named} would be");
    (said, vec![remark])
}

/// The instrument that the registry has under a file's name: `cedaw` of `cedaw_english.md`.
fn registered(stem: &str, resolver: &Resolver) -> Option<ProvisionId> {
    let slug = stem.split('_').next()?.to_ascii_lowercase();
    let prefixes = resolver.grammar().families.iter().flat_map(|f| &f.id_prefixes).filter(|p| p.ends_with('/'));
    let mut found = prefixes.map(|p| format!("{p}{slug}")).filter(|id| resolver.registry().lists(id));
    found.next()?.parse().ok()
}

/// `S/RES/898 (1994)` of a file called `S_RES_0898_1994_EN`.
fn file_number(stem: &str) -> String {
    let parts: Vec<&str> = stem.split(['_', '-']).collect();
    let at = parts.iter().position(|p| p.bytes().all(|b| b.is_ascii_digit()) && !p.is_empty()).unwrap_or(parts.len());
    let number = parts.get(at).map_or("", |n| n.trim_start_matches('0'));
    let year = parts.get(at + 1).filter(|y| y.len() == 4).map_or_else(String::new, |y| format!(" ({y})"));
    format!("{}/{number}{year}", parts[..at].join("/"))
}

/// Markdown's emphasis, links, list and heading signs taken away: they are no words of the law.
fn without_markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        // Markdown may hold tags of HTML; a line of nothing else says nothing.
        if line.trim_start().starts_with('<') && line.trim_end().ends_with('>') {
            continue;
        }
        // A row of asterisks stands for what was left out.
        if line.contains('*') && line.chars().all(|c| c == '*' || c.is_whitespace()) {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        let bare = line.trim_start_matches(|c: char| c.is_whitespace() || c == '#');
        let bare = bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* ")).unwrap_or(bare);
        let mut rest = bare;
        while let Some(at) = rest.find(['*', '[']) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            if rest.starts_with('*') {
                rest = &rest[1..];
                continue;
            }
            let link = rest.find("](").and_then(|close| Some((close, close + rest[close..].find(')')?)));
            match link {
                Some((close, end)) if !rest[1..close].contains(['[', '\n']) => {
                    out.push_str(&rest[1..close]);
                    rest = &rest[end + 1..];
                }
                _ => {
                    out.push('[');
                    rest = &rest[1..];
                }
            }
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{file_number, without_markup};

    #[test]
    fn markdown_signs_are_no_words() {
        let text = "## § 3. DEFINITIONS.\n- **(a)** *In general.—* The [Charter](x.md) holds [….]\n* * *\n";
        assert_eq!(without_markup(text), "§ 3. DEFINITIONS.\n(a) In general.— The Charter holds [….]\n* * *\n");
    }

    #[test]
    fn files_that_are_called_by_a_number() {
        assert_eq!(file_number("S_RES_0898_1994_EN"), "S/RES/898 (1994)");
    }
}

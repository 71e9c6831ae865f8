//! The kinds of change: each gives the edits of one text, drawn by seed.

use std::ops::Range;
use std::sync::LazyLock;

use pincite::text::fold;
use regex::{Captures, Regex};

use crate::Marked;

/// Words put in a place.
pub(crate) struct Edit {
    pub(crate) at: Range<usize>,
    pub(crate) with: String,
}

impl Edit {
    pub(crate) fn new(at: Range<usize>, with: &str) -> Self {
        Self { at, with: with.to_owned() }
    }
}

/// Numbers drawn by seed and name, the same on every run.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64, name: &str) -> Self {
        let mix = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), mix))
    }

    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// What gives the edits of a text; ids of its gold that change with it are changed in place.
pub(crate) type Make = fn(&mut Marked, &mut Draw) -> Vec<Edit>;

/// Every kind of change.
pub(crate) const CHANGES: [(&str, Make); 7] = [
    ("dashes", dashes),
    ("spaces", spaces),
    ("quotation marks", quotation_marks),
    ("line breaks", line_breaks),
    ("section words", section_words),
    ("series words", series_words),
    ("numbers", numbers),
];

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|e| panic!("{e}"))
}

/// The edits of every match of a group, where the function has words for it.
fn edits(text: &str, pattern: &Regex, mut with: impl FnMut(&Captures<'_>) -> Option<String>) -> Vec<Edit> {
    let one = |c: Captures<'_>| Some(Edit { at: c.get(1)?.range(), with: with(&c)? });
    pattern.captures_iter(text).filter_map(one).collect()
}

/// Between figures every dash is written for every other: `9201–9214`, `114-122`.
fn dashes(marked: &mut Marked, draw: &mut Draw) -> Vec<Edit> {
    let of =
        |dash: char, draw: &mut Draw| if dash == '-' { draw.of(&["–", "‑", "-"]) } else { draw.of(&["-", "–"]) };
    let text = &marked.text;
    let mut out = Vec::new();
    for (at, dash) in text.char_indices().filter(|(_, c)| matches!(c, '-' | '–' | '‑')) {
        let end = at + dash.len_utf8();
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if figure(text[..at].chars().next_back()) && figure(text[end..].chars().next()) {
            out.push(Edit::new(at..end, of(dash, draw)));
        }
    }
    out
}

/// A space may be one that doesn't break, or two.
fn spaces(marked: &mut Marked, draw: &mut Draw) -> Vec<Edit> {
    let within = regex(r"\S( )\S");
    edits(&marked.text, &within, |_| (draw.below(4) == 0).then(|| draw.of(&["\u{a0}", "\u{a0}", "  "]).to_owned()))
}

/// Typographer's marks for typewriter's and the other way round, a whole text at once.
fn quotation_marks(marked: &mut Marked, _: &mut Draw) -> Vec<Edit> {
    let text = &marked.text;
    let curly = text.contains(['“', '”', '’']);
    let mut out = Vec::new();
    for (at, mark) in text.char_indices() {
        let opens = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—'));
        let with = match mark {
            '“' | '”' if curly => "\"",
            '‘' | '’' if curly => "'",
            '"' if !curly => ["”", "“"][usize::from(opens)],
            '\'' if !curly => ["’", "‘"][usize::from(opens)],
            _ => continue,
        };
        out.push(Edit::new(at..at + mark.len_utf8(), with));
    }
    out
}

/// A line may end anywhere inside a sentence, but not where the next would begin as a heading, a paragraph or an item; and
/// broken lines may be joined.
fn line_breaks(marked: &mut Marked, draw: &mut Draw) -> Vec<Edit> {
    let broken = regex(r"[a-z,;]( |\n)(?:[a-z]{2}|\d+ ?[A-Z]|\d+\()");
    edits(&marked.text, &broken, |c| {
        let with = if &c[1] == " " { "\n" } else { " " };
        (draw.below(6) == 0).then(|| with.to_owned())
    })
}

/// Words inside the citations of the United States' laws; not in a short line or at a line's beginning, where they may be a
/// heading's, whose words are its own.
fn in_citations(marked: &Marked, pattern: &Regex, mut with: impl FnMut(&Captures<'_>) -> Option<String>) -> Vec<Edit> {
    let mut all = edits(&marked.text, pattern, |c| with(c));
    let american = |e: &Edit| {
        let mut rows = marked.gold.iter().filter(|g| g.start <= e.at.start && e.at.end <= g.end);
        rows.any(|g| g.ids.iter().all(|id| id.starts_with("/us/") && !id.starts_with("/us/dc/")))
    };
    let in_a_sentence = |at: usize| {
        let begin = marked.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let end = marked.text[at..].find('\n').map_or(marked.text.len(), |i| at + i);
        marked.text[begin..end].split_whitespace().count() > 5 || !marked.text.contains('\n')
    };
    all.retain(|e| {
        e.at.start > 0
            && in_a_sentence(e.at.start)
            && !marked.text[..e.at.start].ends_with(['\n', '*', '#'])
            && american(e)
    });
    all
}

/// `section`, `sec.`, `§`.
fn section_words(marked: &mut Marked, draw: &mut Draw) -> Vec<Edit> {
    let words = regex(r"([Ss]ections?|[Ss]ecs?\.|§§?) ?\d");
    in_citations(marked, &words, |c| {
        let word = &c[1];
        let many = word == "§§" || word.trim_end_matches('.').ends_with('s') && word.len() > 3;
        let with = if many { draw.of(&["sections", "secs.", "§§"]) } else { draw.of(&["section", "sec.", "§"]) };
        let spaced = c[0].contains(' ');
        Some(if spaced { with.to_owned() } else { format!("{with} ") })
    })
}

/// `Executive Order`, `E.O.`; `Public Law`, `Pub. L.`
fn series_words(marked: &mut Marked, draw: &mut Draw) -> Vec<Edit> {
    let words = regex(r"(Executive Order|Exec\. Order|E\.O\.|Public Law|Pub\. L\.|P\.L\.) (?:No\. )?\d");
    in_citations(marked, &words, |c| {
        let order = c[1].contains('O');
        let with = if order {
            draw.of(&["Executive Order", "Exec. Order", "E.O.", "EO"])
        } else {
            draw.of(&["Public Law", "Pub. L.", "P.L."])
        };
        Some(with.to_owned())
    })
}

/// A row of the registry: number, date, how many paragraphs.
struct Row {
    number: String,
    date: String,
    title: String,
    parts: u32,
}

/// The rows of a table whose numbers are figures alone, in order.
fn rows(text: &str, prefix: &str, parts: Option<usize>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let Some(number) = fields[0].strip_prefix(prefix).filter(|n| n.bytes().all(|b| b.is_ascii_digit())) else {
            continue;
        };
        let parts = parts.and_then(|p| fields.get(p)?.parse().ok()).unwrap_or(0);
        rows.push(Row { number: number.to_owned(), title: fields[1].to_owned(), date: fields[2].to_owned(), parts });
    }
    rows.sort_by_key(|r| r.number.parse::<u32>().unwrap_or(0));
    rows
}

static ORDERS: LazyLock<Vec<Row>> =
    LazyLock::new(|| rows(include_str!("../../corpus/authorities/executive-orders.tsv"), "/us/eo/", None));
static RESOLUTIONS: LazyLock<Vec<Row>> =
    LazyLock::new(|| rows(include_str!("../../corpus/authorities/security-council.tsv"), "/un/sc/res/", Some(3)));

/// Executive orders and resolutions of the Security Council become others, all of a text by as many places in the registry,
/// so that what was earlier and later stays so; the year and the day go with the number.
fn numbers(marked: &mut Marked, draw: &mut Draw) -> Vec<Edit> {
    let mut out = Vec::new();
    for (prefix, table) in [("/us/eo/", &*ORDERS), ("/un/sc/res/", &*RESOLUTIONS)] {
        let named: Vec<&str> =
            marked.gold.iter().flat_map(|g| &g.ids).filter_map(|id| id.strip_prefix(prefix)).collect();
        let number = |rest: &str| rest.split('/').next().unwrap_or_default().to_owned();
        let mut old: Vec<usize> =
            named.iter().filter_map(|rest| table.iter().position(|r| r.number == number(rest))).collect();
        old.sort_unstable();
        old.dedup();
        let folded = fold(&marked.text);
        let fits = |shift: usize| {
            old.iter().all(|i| {
                let (Some(new), was) = (i.checked_sub(shift).map(|i| &table[i]), &table[*i]) else { return false };
                // What the text says of the order's subject would contradict another number.
                let title = was.title.len() > 20 && folded.contains(&fold(&was.title));
                new.number.len() == was.number.len() && !title && (new.parts == 0 || new.parts >= was.parts)
            })
        };
        let Some(shift) = (0..20).map(|_| 1 + draw.below(60)).find(|s| fits(*s)) else { continue };
        for i in old {
            let (was, new) = (&table[i], &table[i - shift]);
            out.extend(renumbered(&marked.text, was, new, prefix == "/us/eo/"));
            for id in marked.gold.iter_mut().flat_map(|g| &mut g.ids) {
                if let Some(rest) =
                    id.strip_prefix(&format!("{prefix}{}", was.number)).filter(|r| r.is_empty() || r.starts_with('/'))
                {
                    // Another mark than a figure, until every number is changed: two may trade places.
                    *id = format!("\u{1}{prefix}{}{rest}", new.number);
                }
            }
        }
    }
    for id in marked.gold.iter_mut().flat_map(|g| &mut g.ids) {
        *id = id.trim_start_matches('\u{1}').to_owned();
    }
    out
}

fn renumbered(text: &str, was: &Row, new: &Row, comma: bool) -> Vec<Edit> {
    let commas = |n: &str| format!("{},{}", &n[..n.len().saturating_sub(3)], &n[n.len().saturating_sub(3)..]);
    let plain = regex(&format!(r"\b({})\b", was.number));
    let mut out = if comma && was.number.len() == 5 {
        edits(text, &plain, |_| Some(new.number.clone()))
    } else {
        // Short figures may be anything: only behind the word, or before the year.
        let named = regex(&format!(r"(?:[Rr]esolutions? |S/RES/|UNSCR |UNSC[Rr] )({})\b", was.number));
        let dated = regex(&format!(r"\b({}) ?\({}\)", was.number, &was.date[..4]));
        edits(text, &named, |_| Some(new.number.clone()))
            .into_iter()
            .chain(edits(text, &dated, |_| Some(new.number.clone())))
            .collect()
    };
    if comma {
        out.extend(edits(text, &regex(&format!(r"\b({})\b", commas(&was.number))), |_| Some(commas(&new.number))));
    } else {
        let year = regex(&format!(r"\b{} ?\(({})\)", was.number, &was.date[..4]));
        out.extend(edits(text, &year, |_| Some(new.date[..4].to_owned())));
    }
    for (old, with) in written(&was.date).into_iter().zip(written(&new.date)) {
        out.extend(edits(text, &regex(&format!(r"\b({old})\b")), |_| Some(with.clone())));
    }
    out
}

/// A day as texts write it.
fn written(date: &str) -> Vec<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let parts: Vec<usize> = date.split('-').filter_map(|p| p.parse().ok()).collect();
    let [year, month, day] = parts[..] else { return Vec::new() };
    let name = MONTHS[month - 1];
    vec![format!("{name} {day}, {year}"), format!("{day} {name} {year}"), date.to_owned()]
}

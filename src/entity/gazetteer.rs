//! Names that are known beforehand: states, agencies, bodies, and what a user imported.

use foldhash::HashMap;

use super::{Entity, Listed, Why};

const TABLES: [&str; 3] = [
    include_str!("../../corpus/entities/curated.tsv"),
    include_str!("../../corpus/entities/states.tsv"),
    include_str!("../../corpus/entities/agencies.tsv"),
];

/// No word of a name is longer, in bytes.
pub(super) const LONGEST_WORD: usize = 100;

/// One spelling.
#[derive(Clone, Debug)]
struct Spelling {
    words: Vec<String>,
    entity: usize,
    why: Why,
    /// `the President`: only with the article before it.
    with_the: bool,
}

/// Names by their first word.
#[derive(Debug, Default)]
pub(super) struct Gazetteer {
    pub entities: Vec<Entity>,
    spellings: HashMap<String, Vec<Spelling>>,
    /// Adjectives of states: `Chinese`.
    pub demonyms: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    /// The first three letters of every spelling and every demonym.
    beginnings: Beginnings,
}

/// A set of beginnings that may say yes of one that isn't there, and never no of one that is.
#[derive(Debug)]
pub(super) struct Beginnings(Vec<bool>);

impl Default for Beginnings {
    fn default() -> Self {
        Self(vec![false; 1 << 15])
    }
}

impl Beginnings {
    fn place(text: &str) -> Option<usize> {
        let [a, b, c] = *text.as_bytes().first_chunk::<3>()?;
        Some((usize::from(a) * 1031 + usize::from(b) * 67 + usize::from(c)) & 0x7FFF)
    }

    pub(super) fn add(&mut self, word: &str) {
        // A shorter word is followed by anything.
        match Self::place(word) {
            Some(place) => self.0[place] = true,
            None => (0..=255u8).for_each(|c| {
                let longer = format!("{word}{}", char::from(c));
                if let Some(place) = Self::place(&longer) {
                    self.0[place] = true;
                }
            }),
        }
    }

    pub(super) fn may(&self, text: &str) -> bool {
        Self::place(text).is_none_or(|place| self.0[place])
    }
}

/// A name found at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub end: usize,
    pub entity: usize,
    pub why: Why,
}

impl Gazetteer {
    pub(super) fn new(listed: Vec<Listed>) -> Self {
        let mut out = Self::default();
        for line in TABLES.iter().flat_map(|table| table.lines()).filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let mut fields = line.split('\t').chain(std::iter::repeat(""));
            let mut next = || fields.next().unwrap_or("");
            let (name, kind, aliases, of, demonym, capital) = (next(), next(), next(), next(), next(), next());
            let entity = out.entity(name, kind, of);
            for spelled in std::iter::once(name).chain(aliases.split('|')).filter(|s| !s.is_empty()) {
                out.spell(spelled, entity, Why::Gazetteer);
                // As headings have it.
                if spelled.contains(' ') && !spelled.starts_with("the ") {
                    out.spell(&spelled.to_uppercase(), entity, Why::Gazetteer);
                }
            }
            if !demonym.is_empty() {
                out.beginnings.add(demonym);
                out.demonyms.entry(demonym.to_owned()).or_insert(entity);
            }
            if !capital.is_empty() {
                out.spell(capital, entity, Why::Metonym);
            }
        }
        for entry in listed {
            let entity = out.entity(&entry.name, &entry.kind, "");
            for spelled in std::iter::once(&entry.name).chain(&entry.aliases) {
                // One word may be anybody's.
                if spelled.split(' ').count() > 1 {
                    out.spell(spelled, entity, Why::Listed);
                }
            }
        }
        out
    }

    /// The entity of a name, made when there is none; the first table's kind stays.
    fn entity(&mut self, name: &str, kind: &str, of: &str) -> usize {
        if let Some(known) = self.by_name.get(&super::key(name)) {
            return *known;
        }
        let of = (!of.is_empty()).then(|| of.to_owned());
        self.entities.push(Entity { name: name.to_owned(), kind: kind.to_owned(), of });
        self.by_name.insert(super::key(name), self.entities.len() - 1);
        self.entities.len() - 1
    }

    /// Whether a name or a demonym may begin with these letters.
    pub(super) fn may_begin(&self, rest: &str) -> bool {
        self.beginnings.may(rest)
    }

    fn spell(&mut self, spelled: &str, entity: usize, why: Why) {
        self.by_name.entry(super::key(spelled)).or_insert(entity);
        let (with_the, bare) = spelled.strip_prefix("the ").map_or((false, spelled), |bare| (true, bare));
        let words: Vec<String> = bare.split(' ').map(|w| w.replace('’', "'")).collect();
        self.beginnings.add(bare);
        let list = self.spellings.entry(words[0].clone()).or_default();
        // A spelling belongs to whoever had it first.
        if !list.iter().any(|s| s.words == words) {
            list.push(Spelling { words, entity, why, with_the });
        }
    }

    /// The entity that a name is of.
    pub(super) fn called(&self, name: &str) -> Option<&Entity> {
        self.by_name.get(&super::key(name)).map(|i| &self.entities[*i])
    }

    /// The longest name that begins at a place; the place begins a word.
    pub(super) fn at(&self, text: &str, at: usize) -> Option<Hit> {
        let first = word_at(text, at);
        // `Treasury’s` begins with `Treasury`, `U.S.` has its points, `U.S.-led` doesn't go on.
        let trimmed = first.trim_end_matches(['.', ',', ';', ':']);
        let bare = first.split(['\'', '’', '-', '–', '—', ',', ')', '”', ']', ';', ':', '/']).next().unwrap_or(first);
        let straight = first.contains('’').then(|| first.replace('’', "'"));
        let candidates = [first, trimmed, bare, bare.trim_end_matches('.'), straight.as_deref().unwrap_or("")];
        let mut best: Option<Hit> = None;
        for (i, word) in candidates.iter().enumerate() {
            if word.is_empty() || candidates[..i].contains(word) {
                continue;
            }
            for spelling in self.spellings.get(*word).into_iter().flatten() {
                if let Some(end) = spelled_at(text, at, &spelling.words)
                    && best.is_none_or(|b| end > b.end)
                    && !is_a_number(text, at, end)
                    && (!spelling.with_the || alone_with_the(text, at, end))
                {
                    best = Some(Hit { end, entity: spelling.entity, why: spelling.why });
                }
            }
        }
        best
    }
}

/// `SEC. 101.` is no commission.
fn is_a_number(text: &str, at: usize, end: usize) -> bool {
    let behind = text[end..].strip_prefix(". ").unwrap_or("");
    end - at <= 4 && behind.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word has its article, and nothing behind it that says whose it is: not `the President of the Netherlands`.
fn alone_with_the(text: &str, at: usize, end: usize) -> bool {
    let behind = text[end..].trim_start_matches([' ', '\n']);
    let named = behind.len() < text[end..].len() && behind.starts_with(char::is_uppercase);
    (text[..at].ends_with("the ") || text[..at].ends_with("The ")) && !behind.starts_with("of ") && !named
}

/// The beginning of a text, so long at most: what has no end must not be looked at again and again.
pub(super) fn ahead(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The characters up to the next space.
fn word_at(text: &str, at: usize) -> &str {
    let rest = ahead(&text[at..], LONGEST_WORD);
    &rest[..rest.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(rest.len())]
}

/// One past the words, where they stand at a place with white space between them and none of their letters behind.
fn spelled_at(text: &str, at: usize, words: &[String]) -> Option<usize> {
    let mut end = at;
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            let rest = &text[end..];
            let gap = rest.len() - rest.trim_start_matches([' ', '\n', '\u{a0}', '\t']).len();
            if gap == 0 || rest[..gap].matches('\n').count() > 1 {
                return None;
            }
            end += gap;
        }
        end = same(text, end, word)?;
    }
    let next = text[end..].chars().next();
    (!next.is_some_and(char::is_alphanumeric)).then_some(end)
}

/// One past a word at a place, whichever apostrophe it has.
fn same(text: &str, at: usize, word: &str) -> Option<usize> {
    let rest = &text[at..];
    if rest.starts_with(word) {
        return Some(at + word.len());
    }
    if !word.contains('\'') {
        return None;
    }
    let curly = word.replace('\'', "’");
    rest.starts_with(&curly).then_some(at + curly.len())
}

#[cfg(test)]
mod tests {
    use super::Gazetteer;

    #[test]
    fn the_longest_name_is_found_and_no_beginning_of_another_word() {
        let gazetteer = Gazetteer::new(Vec::new());
        let found = |text: &str| {
            gazetteer.at(text, 0).map(|hit| (text[..hit.end].to_owned(), gazetteer.entities[hit.entity].name.clone()))
        };
        let some = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(found("U.N. Security Council approved"), some("U.N. Security Council", "UN Security Council"));
        assert_eq!(found("Treasury’s authority"), some("Treasury", "Treasury Department"));
        assert_eq!(found("Department of the Treasury, and"), some("Department of the Treasury", "Treasury Department"));
        assert_eq!(found("Workers’ Party of Korea."), some("Workers’ Party of Korea", "Workers' Party of Korea"));
        assert_eq!(found("Chadwick"), None);
        assert_eq!(found("N. Korea's"), some("N. Korea", "North Korea"));
    }
}

//! Terms that the document defined for instruments, and where they occur again.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::referent::Referent;
use crate::parse::{is_piece, place_behind};
use crate::text::{Span, fold};

/// A term that the document defined.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// As written, without quotation marks and article.
    pub text: String,
    /// Where the document defines it; empty where it is only what the document calls the instrument.
    pub span: Span,
    /// In the spelling that is compared.
    pub folded: String,
    /// What it stands for.
    pub referent: Referent,
    /// Start of the mention that it was defined for.
    pub at: usize,
}

impl Term {
    pub(super) fn new(text: &str, span: Span, referent: Referent, at: usize) -> Self {
        Self { text: text.to_owned(), span, folded: fold(text), referent, at }
    }
}

/// The terms so far.
#[derive(Debug, Default)]
pub(super) struct Terms {
    all: Vec<Term>,
    /// The last term of each folded spelling.
    by_folded: HashMap<String, usize>,
    /// Later occurrences of defined terms: start, end, term.
    pending: BinaryHeap<Reverse<(usize, usize, usize)>>,
}

impl Terms {
    /// Notes a term that is not looked for by itself.
    pub(super) fn note(&mut self, term: Term) {
        self.by_folded.insert(term.folded.clone(), self.all.len());
        self.all.push(term);
    }

    /// Notes a term and finds where it occurs behind `after`; what is a noun of a family is found as a reference anyway.
    pub(super) fn define(&mut self, term: Term, text: &str, after: usize) {
        let number = self.all.len();
        let initialism = term.text.bytes().filter(u8::is_ascii_uppercase).count() >= 2 && !term.text.contains(' ');
        let named = term.text.contains(' ') && term.text.ends_with(|c: char| c.is_alphanumeric());
        if initialism || named {
            let finder = memchr::memmem::Finder::new(term.text.as_bytes());
            for at in finder.find_iter(&text.as_bytes()[after..]).take(5000) {
                let (start, end) = (after + at, after + at + term.text.len());
                let before = text[..start].chars().next_back();
                let behind = text[end..].chars().next();
                let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '@'));
                if !word(before) && !word(behind) && !is_piece(text, start, end) {
                    self.pending.push(Reverse((start, end, number)));
                }
            }
        }
        self.note(term);
    }

    /// Where the next occurrence begins.
    pub(super) fn next_start(&self) -> Option<usize> {
        self.pending.peek().map(|Reverse((start, ..))| *start)
    }

    /// The next occurrence: where, and of what.
    pub(super) fn pop(&mut self) -> Option<(usize, usize, Term)> {
        let Reverse((start, end, number)) = self.pending.pop()?;
        Some((start, end, self.all[number].clone()))
    }

    /// Forgets the occurrences that begin before a place: a term inside a longer citation is that citation's.
    pub(super) fn skip_to(&mut self, at: usize) {
        while self.next_start().is_some_and(|start| start < at) {
            self.pending.pop();
        }
    }

    /// The term with this folded spelling that was defined last.
    pub(super) fn folded(&self, folded: &str) -> Option<&Term> {
        self.by_folded.get(folded).map(|number| &self.all[*number])
    }

    /// The term of this one word that was defined last: `Order`.
    pub(super) fn word(&self, noun: &str) -> Option<&Term> {
        self.all.iter().rev().find(|t| t.text.eq_ignore_ascii_case(noun))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The defined term that begins at `at`, an article aside, and where it ends: `of NKSPEA`, `of the Exchange Act`.
    pub(super) fn at(&self, text: &str, at: usize) -> Option<(&Term, usize)> {
        let rest = &text[at..];
        let skipped = rest.strip_prefix("the ").or_else(|| rest.strip_prefix("The ")).unwrap_or(rest);
        let start = text.len() - skipped.len();
        // `the Harbour Appropriations Act, 2006` is another than what is called by the name without its year.
        let dated = |behind: &str| {
            // `… Act (Northern Ireland) 2021`
            let behind = &behind[place_behind(behind).unwrap_or(0)..];
            let year = behind.trim_start_matches(',').trim_start();
            let year = year.strip_prefix("of ").unwrap_or(year);
            year.len() < behind.len() && year.bytes().take_while(u8::is_ascii_digit).count() == 4
        };
        let fits = |t: &&Term| {
            let behind = skipped.strip_prefix(t.text.as_str());
            behind.is_some_and(|b| !(b.starts_with(|c: char| c.is_alphanumeric()) || t.span.is_empty() && dated(b)))
        };
        let term = self.all.iter().filter(|t| t.at < at).filter(fits).max_by_key(|t| (t.text.len(), t.at))?;
        Some((term, start + term.text.len()))
    }

    /// The terms that the document defines, in text order.
    pub(super) fn into_defined(self) -> impl Iterator<Item = Term> {
        let mut terms: Vec<Term> = self.all.into_iter().filter(|t| !t.span.is_empty()).collect();
        terms.sort_by_key(|t| t.span.start);
        terms.into_iter()
    }
}

//! Footnotes and endnotes within a text: each is read at its place, with all that was said before it, and then forgotten.
//!
//! `Id.` at a note's beginning repeats the note before, as lawyers write; everything else in it speaks of the text it stands in.

use super::memory::{Known, Memory};
use super::scopes::Scopes;
use crate::read::Note;
use crate::text::Span;

/// The notes of a text, and what is kept while one is read.
#[derive(Debug, Default)]
pub(super) struct Asides {
    /// Notes that are over.
    over: Vec<Span>,
    /// The note that is being read, and the scopes as they were before it.
    open: Option<(Span, Scopes)>,
    /// The last that the note before named.
    last: Option<Known>,
    /// What stands for that at the beginning of the note that is open, and where it really is.
    stands_for: Option<(usize, usize)>,
    /// How many of the notes have begun.
    begun: usize,
}

impl Asides {
    /// Whether a place is in a note that is over.
    pub(super) fn is_over(&self, at: usize) -> bool {
        let index = self.over.partition_point(|note| note.start <= at);
        index.checked_sub(1).and_then(|i| self.over.get(i)).is_some_and(|note| at < note.end)
    }

    /// Whether the open note ends before a place.
    pub(super) fn ends_before(&self, at: usize) -> bool {
        self.open.as_ref().is_some_and(|(note, _)| note.end <= at)
    }

    /// The note, among all, that begins before a place and isn't over there.
    pub(super) fn next(&mut self, notes: &[Note], at: usize) -> Option<Span> {
        while let Some(note) = notes.get(self.begun).map(|note| note.span).filter(|note| note.start <= at) {
            self.begun += 1;
            if at < note.end {
                return Some(note);
            }
        }
        None
    }

    /// A note begins, with these words.
    pub(super) fn enter(&mut self, note: Span, scopes: &mut Scopes, memory: &mut Memory, words: &str) {
        self.open = Some((note, scopes.clone()));
        scopes.close_block();
        memory.begin_aside();
        let bare = words.split_once("] ").map_or(words, |(_, words)| words).trim_start();
        let repeats = ["Id.", "id.", "Ibid", "ibid"].iter().any(|word| bare.starts_with(word));
        // `Id.` is the last of the note before, as if that stood here.
        if let Some(last) = self.last.take().filter(|_| repeats) {
            let at = note.start + words.len() - bare.len();
            self.stands_for = Some((at, last.start));
            memory.push(Known { start: at, end: at, ..last });
        }
    }

    /// The open note ends: the scopes as they were before it. What was named in it is forgotten, but for the last of it.
    pub(super) fn leave(&mut self, memory: &mut Memory) -> Scopes {
        self.last = memory.end_aside();
        self.stands_for = None;
        let Some((note, scopes)) = self.open.take() else { return Scopes::default() };
        self.over.push(note);
        scopes
    }

    /// Where a mention really is that something stands for.
    pub(super) fn really_at(&self, at: usize) -> usize {
        self.stands_for.filter(|(stands, _)| *stands == at).map_or(at, |(_, really)| really)
    }
}

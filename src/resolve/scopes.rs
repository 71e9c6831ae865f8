//! Whose words a stretch of text is: the document's own, a law's that it amends, a law's that it quotes.
//!
//! A stack of layers, the outermost first: the document's own instrument, an amendment, a block quotation. What a text
//! says relatively, `paragraph (2)`, it says within the innermost layer that its place belongs to.

use smallvec::SmallVec;

use super::Resolver;
use super::components::Components;
use super::referent::Referent;
use super::structure::Opening;

/// A layer: where in which instrument the text stands.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// The instrument and the place in it.
    pub referent: Referent,
    /// Start of the mention that opened it, for the antecedent.
    pub from: Option<usize>,
    layer: Layer,
    /// In an amendment: where its instructions stand, and to which part each depth of them narrows it.
    instruction: Instruction,
}

/// The place in the instructions of an amendment: `(1) in subsection (c)(2)— (A) in subparagraph (B), by …`.
#[derive(Clone, Debug, Default)]
struct Instruction {
    /// The marks of the instructions, as a path of nothing.
    at: Option<Referent>,
    /// The part amended before any of them, and then each narrowing with the depth at which it was said.
    narrowed: Vec<(usize, Components)>,
}

impl Scope {
    fn new(referent: Referent, from: Option<usize>, layer: Layer) -> Self {
        Self { referent, from, layer, instruction: Instruction::default() }
    }

    /// Whether only the place in a code is known of what is amended.
    pub(super) fn is_parallel(&self) -> bool {
        matches!(self.layer, Layer::Amendment(bounds) if bounds.parallel)
    }

    /// The instructions go on at marks: what was narrowed at their depth or deeper is over.
    fn instructed(&mut self, marks: impl Iterator<Item = impl AsRef<str>>) {
        let at = self.instruction.at.get_or_insert_with(|| Referent::whole("", self.referent.family));
        let mut depth = usize::MAX;
        for mark in marks {
            at.mark(mark.as_ref());
            depth = depth.min(at.path.len());
        }
        while let Some((_, before)) = self.instruction.narrowed.pop_if(|(said, _)| *said >= depth) {
            self.referent.path = before;
        }
    }

    /// What follows at this depth of the instructions is of a part.
    fn narrow(&mut self, path: Components) {
        let depth = self.instruction.at.as_ref().map_or(0, |at| at.path.len());
        let before = std::mem::replace(&mut self.referent.path, path);
        // A second part at the same depth takes the first one's place.
        if self.instruction.narrowed.last().is_none_or(|(said, _)| *said < depth) {
            self.instruction.narrowed.push((depth, before));
        }
    }
}

/// What kind of layer it is, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    /// The document is itself the instrument.
    Own,
    /// Its words amend another.
    Amendment(Bounds),
    /// Its words are another's, quoted in a block.
    Block,
}

/// Where an amendment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    /// How deep in the amending text it was opened: it ends when that text goes on at this depth.
    pub depth: usize,
    /// Where the sentence ends that opened it: no other is opened before.
    pub sentence_end: usize,
    /// Where it ends at the latest.
    pub until: usize,
    /// Whether only its place in a code is known, `The Harbour Act (15 U.S.C. 271) is amended`: the sections that its words number
    /// are not the code's.
    pub parallel: bool,
}

/// The layers at the place where the walk is.
#[derive(Clone, Debug, Default)]
pub(super) struct Scopes {
    layers: SmallVec<[Scope; 3]>,
    /// Whether the line is marked as quoted.
    quoted_line: bool,
}

impl Scopes {
    fn find(&self, is: impl Fn(Layer) -> bool) -> Option<&Scope> {
        self.layers.iter().find(|s| is(s.layer))
    }

    fn find_mut(&mut self, is: impl Fn(Layer) -> bool) -> Option<&mut Scope> {
        self.layers.iter_mut().find(|s| is(s.layer))
    }

    fn close(&mut self, is: impl Fn(Layer) -> bool) -> Option<Scope> {
        let at = self.layers.iter().position(|s| is(s.layer))?;
        Some(self.layers.remove(at))
    }

    /// The document's own instrument; its id is empty where only its structure is known.
    pub(super) fn own(&self) -> Option<&Scope> {
        self.find(|l| l == Layer::Own)
    }

    pub(super) fn own_mut(&mut self) -> Option<&mut Scope> {
        self.find_mut(|l| l == Layer::Own)
    }

    pub(super) fn set_own(&mut self, referent: Referent) {
        self.close(|l| l == Layer::Own);
        self.layers.insert(0, Scope::new(referent, None, Layer::Own));
    }

    /// The document's own text goes on where it isn't known of which section it speaks.
    pub(super) fn leave_section(&mut self) {
        if let Some(own) = self.own_mut() {
            own.referent.path.clear();
        }
    }

    /// The law that the text amends here.
    pub(super) fn amendment(&self) -> Option<&Scope> {
        self.find(|l| matches!(l, Layer::Amendment(_)))
    }

    pub(super) fn amendment_mut(&mut self) -> Option<&mut Scope> {
        self.find_mut(|l| matches!(l, Layer::Amendment(_)))
    }

    /// Where the amendment ends that is open.
    pub(super) fn amendment_bounds(&self) -> Option<Bounds> {
        self.layers.iter().find_map(|s| if let Layer::Amendment(bounds) = s.layer { Some(bounds) } else { None })
    }

    pub(super) fn open_amendment(&mut self, referent: Referent, from: usize, bounds: Bounds) {
        self.close_amendment();
        let at = usize::from(self.own().is_some());
        self.layers.insert(at, Scope::new(referent, Some(from), Layer::Amendment(bounds)));
    }

    /// The instructions of the open amendment go on at marks.
    pub(super) fn instructed(&mut self, marks: impl Iterator<Item = impl AsRef<str>>) {
        if let Some(amendment) = self.amendment_mut() {
            amendment.instructed(marks);
        }
    }

    /// What follows in the instruction is of a part of what is amended.
    pub(super) fn narrow(&mut self, path: Components) {
        if let Some(amendment) = self.amendment_mut() {
            amendment.narrow(path);
        }
    }

    /// The open amendment goes on in another part.
    pub(super) fn move_amendment(&mut self, referent: Referent) {
        if let Some(amendment) = self.amendment_mut() {
            amendment.referent = referent;
            amendment.instruction.narrowed.clear();
        }
    }

    /// Lets the open amendment reach at least to `until`.
    pub(super) fn extend_amendment(&mut self, until: usize) {
        for scope in &mut self.layers {
            if let Layer::Amendment(bounds) = &mut scope.layer {
                bounds.until = bounds.until.max(until);
            }
        }
    }

    pub(super) fn close_amendment(&mut self) {
        self.close(|l| matches!(l, Layer::Amendment(_)));
    }

    /// The law that a block quotation is of.
    pub(super) fn block(&self) -> Option<&Scope> {
        self.find(|l| l == Layer::Block)
    }

    pub(super) fn block_mut(&mut self) -> Option<&mut Scope> {
        self.find_mut(|l| l == Layer::Block)
    }

    pub(super) fn open_block(&mut self, referent: Referent, from: Option<usize>) {
        self.close_block();
        self.layers.push(Scope::new(referent, from, Layer::Block));
    }

    pub(super) fn close_block(&mut self) {
        self.close(|l| l == Layer::Block);
    }

    /// Whether the line that the walk is in is marked as quoted.
    pub(super) fn in_quoted_line(&self) -> bool {
        self.quoted_line
    }

    pub(super) fn set_quoted_line(&mut self, quoted: bool) {
        self.quoted_line = quoted;
    }

    /// The instrument quoted here: that of the block quotation, or of the amendment whose quoted words these are.
    pub(super) fn quoting(&self) -> Option<&Scope> {
        self.block().or_else(|| self.amendment().filter(|_| self.quoted_line))
    }
}

/// Moves a referent to a heading's section and its marks.
pub(super) fn enter(resolver: &Resolver, text: &str, at: &mut Referent, opening: &Opening) {
    if let Some(section) = opening.section {
        let ladder = &resolver.grammar().ladders[resolver.grammar().families[at.family as usize].ladder];
        let rung = resolver.levels.section.and_then(|s| ladder.rung(s));
        let article = resolver.grammar().roles.article.and_then(|a| ladder.rung(a));
        let prefix = if opening.article { article } else { rung.or(article) };
        let mut number = compact_str::CompactString::from(prefix.map_or("s", |r| r.prefix.as_str()));
        super::components::push_plain(&mut number, section.of(text));
        at.enter(super::components::Component { text: number, mark: false });
    }
    at.marks(opening.marks.iter().map(|mark| mark.of(text)), opening.after_gap);
    at.left_out = opening.omitted;
}

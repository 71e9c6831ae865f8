//! How far the resolver looks, in bytes: `core/reach.toml`, each distance with the text that set it.

macro_rules! reaches {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The resolver's distances, in bytes of text.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Reach {
            $($(#[$doc])* pub $name: usize,)*
        }

        impl Reach {
            /// Every distance's name, as fields are spelled.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            /// Sets a distance by its name in a file (`source-tag`); whether there is one of that name.
            pub(super) fn set(&mut self, name: &str, bytes: usize) -> bool {
                match name.replace('-', "_").as_str() {
                    $(stringify!($name) => self.$name = bytes,)*
                    _ => return false,
                }
                true
            }

            /// The names of distances that no file sets.
            #[must_use]
            pub fn unset(&self) -> Vec<&'static str> {
                [$((stringify!($name), self.$name)),*].into_iter().filter(|(_, n)| *n == 0).map(|(name, _)| name).collect()
            }
        }
    };
}

reaches! {
    /// From words that point back to what they mean: `that Order`, `the Act`.
    nearest,
    /// From a section cited alone to the instrument that it is of.
    section,
    /// From a chain of marks cited alone to the provision that it is a part of.
    marks,
    /// From `thereof` to what it means.
    thereof,
    /// From `that provision` to what it means.
    provision,
    /// From `the statute`, with a small letter, to what it means.
    small_noun,
    /// From `that order`, a common word with a small letter, to what it means.
    common_noun,
    /// From `id.` or `ibid.` to the citation before.
    id,
    /// The text before a section cited alone in which what its paragraph speaks of is looked for.
    paragraph,
    /// Between two members of one list, so that none of them is the nearest.
    list,
    /// Back through a list, to tell that what seems the nearest is one of many.
    tie,
    /// From a block quotation to the words that introduce it.
    introduction,
    /// From the beginning of a quoted block to the tag behind it that names its source.
    source_tag,
    /// From a block that opens with a mark to the provision whose marks it goes on with.
    block_mark,
    /// From an instruction to amend to the end of what it is about, where the text's structure doesn't tell.
    amendment,
    /// From a citation to the verb behind it that amends it.
    amending_verb,
    /// From a citation to the end of the bracket that defines a term for it.
    definition,
    /// From a term in brackets back to what it is defined for.
    defined,
    /// The beginning of a text in which its own first heading stands.
    own_heading,
    /// To each side of a place, the sentence around it.
    sentence,
    /// To each side of a place, the passage around it.
    passage,
    /// What is quoted of words behind `of`, to say what isn't recognised.
    shown,
}

#[cfg(test)]
mod tests {
    use crate::grammar::Grammar;

    #[test]
    fn every_distance_is_set() {
        let grammar = Grammar::builtin().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(grammar.reach.unset(), Vec::<&str>::new());
    }
}

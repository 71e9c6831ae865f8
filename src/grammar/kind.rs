//! Kinds of instruments: what a family says that its instruments are.
//!
//! A family declares its kind, `kind = "code"`; what follows from it (that a whole title of a code is no statute, that a
//! page holds no provisions) is asked here, and nowhere guessed from other keys of the file.

/// What kind of instrument a family is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Law compiled by subject, cited by title and section and amended in place: the U.S. Code, the C.F.R., a state's code.
    Code,
    /// What a legislature enacted, numbered and named as it was enacted: a public law, an Act of Parliament.
    Act,
    /// What lies before a legislature.
    Bill,
    /// What a head of state or an agency orders or licenses: executive orders, proclamations, general licences.
    Order,
    /// What is made under an Act or a treaty and has a number of its own: statutory instruments, EU regulations and directives.
    Regulation,
    /// What an assembly or a council resolved, in paragraphs: Security Council resolutions.
    Resolution,
    /// What states agreed: conventions, charters.
    Treaty,
    /// A constitution.
    Constitution,
    /// Rules of courts, by rule.
    Rules,
    /// A page of a printed series, which holds provisions only by chance: the Federal Register, the Statutes at Large.
    Page,
    /// A report or document of a body, in parts or pages.
    Report,
}

impl Kind {
    /// Every kind with its name in a grammar file.
    pub const ALL: [(&'static str, Self); 11] = [
        ("code", Self::Code),
        ("act", Self::Act),
        ("bill", Self::Bill),
        ("order", Self::Order),
        ("regulation", Self::Regulation),
        ("resolution", Self::Resolution),
        ("treaty", Self::Treaty),
        ("constitution", Self::Constitution),
        ("rules", Self::Rules),
        ("page", Self::Page),
        ("report", Self::Report),
    ];

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, kind)| *kind)
    }

    /// The kind's name in a grammar file.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// Whether it is law compiled and amended in place, so that a text of it is true of a day: codes and rules of courts.
    #[must_use]
    pub fn is_consolidated(self) -> bool {
        matches!(self, Self::Code | Self::Rules)
    }

    /// Whether it is a page or a report, which hold no provisions of their own.
    #[must_use]
    pub fn is_page(self) -> bool {
        matches!(self, Self::Page | Self::Report)
    }
}

//! What `find` and `entities` are given.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::given::{Citing, Format, Reading, time};

/// Find the passages that cite a provision
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
pincite find \"Executive Order 13722\"\n  \
pincite find \"EO 13,722 § 2(a)(iv)\" --exact\n  \
pincite find NKSPEA --format jsonl\n  \
pincite find \"50 U.S.C. 1701-1708\" --since 2016 --count year     a range, by year\n  \
pincite find /us/usc/t22/s9214 --in posts/ memo.md")]
pub(super) struct Find {
    /// An id, or a citation in any form
    pub provision: String,
    /// Search these files or folders instead of the library
    #[arg(long = "in", value_name = "PATH", num_args = 1..)]
    pub paths: Vec<PathBuf>,
    /// Only the provision itself, not what lies below it
    #[arg(long)]
    pub exact: bool,
    /// Only under the id given, not under the others that it has
    #[arg(long)]
    pub only_as_cited: bool,
    /// Also passages that use its words without citing it, by the text in the law library
    #[arg(long)]
    pub words: bool,
    /// Only passages in which this entity is named
    #[arg(long, value_name = "NAME")]
    pub entity: Option<String>,
    /// Only passages in which somebody, or the entity, has this role: designated, administers, …
    #[arg(long)]
    pub role: Option<String>,
    /// In which order: by date (for people), relevance, or document (for programs)
    #[arg(long, value_name = "HOW")]
    pub sort: Option<SortBy>,
    /// Only documents of this day, month or year, or later (2016-03-15, 2016-03, 2016)
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub since: Option<String>,
    /// Only documents of this day, month or year, or earlier
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub until: Option<String>,
    /// Count the passages by this instead of showing them
    #[arg(long, value_name = "BY")]
    pub count: Option<FindCountBy>,
    /// How much of a passage to show around the words that cite, in characters; 0 for all of it
    #[arg(long, value_name = "N", default_value_t = 420)]
    pub context: usize,
    #[command(flatten)]
    pub citing: Citing,
    /// How many passages to show; 0 for all
    #[arg(long, short = 'n', default_value_t = 50)]
    pub limit: usize,
    /// How many to skip first
    #[arg(long, default_value_t = 0)]
    pub offset: usize,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SortBy {
    /// By the document's date
    Date,
    /// Those that cite it most often first
    Relevance,
    /// By the document's path
    Document,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FindCountBy {
    /// The document's year
    Year,
    /// The document
    Document,
    /// The form in which it is cited
    Form,
    /// Who invokes it
    Entity,
    /// The role in which it is invoked
    Role,
}

/// List who invokes which provision, in what role, by which sentence
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Roles: enacts, amends, sponsors, administers, implements; designated, delisted, listed-by, licensed, exempted, bound, party, urges, urges-target; violates, charged-with, convicted-of, penalised-under, settles; sues-under, claims, invokes-as-defence, challenges, cites-as-authority, interprets.\n\nExamples:\n  \
pincite entities \"E.O. 13722\"                        who was designated under it, by whom\n  \
pincite entities \"E.O. 13722\" --role designated --format csv\n  \
pincite entities \"Treasury Department\" --in posts/\n  \
pincite entities --count year                         how often, by year\n  \
pincite entities --graph dot | dot -Tsvg > who.svg\n  \
pincite entities add sdn.xml                          know the names of OFAC's or the UN's list"
)]
pub(super) struct EntitiesArgs {
    #[command(subcommand)]
    pub verb: Option<EntitiesVerb>,
    /// A provision (an id or a citation) or a name
    pub which: Option<String>,
    /// Read these files or folders instead of the library
    #[arg(long = "in", value_name = "PATH", num_args = 1..)]
    pub paths: Vec<PathBuf>,
    /// Only this role
    #[arg(long)]
    pub role: Option<String>,
    /// List everybody who is named, with or without a role, and how often
    #[arg(long, conflicts_with_all = ["which", "role", "count", "graph"])]
    pub names: bool,
    /// Count by entity and this
    #[arg(long, value_name = "BY", conflicts_with = "graph")]
    pub count: Option<CountBy>,
    /// Print a graph of entities and provisions
    #[arg(long)]
    pub graph: Option<Graph>,
    /// The sentence below each, and where it stands
    #[arg(long, short)]
    pub verbose: bool,
    #[command(flatten)]
    pub citing: Citing,
    /// How many invocations to show; 0 for all
    #[arg(long, short = 'n', default_value_t = 200)]
    pub limit: usize,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CountBy {
    /// In which role
    Role,
    /// Of which kind
    Kind,
    /// In which year
    Year,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Graph {
    /// For Graphviz
    Dot,
    /// As XML, in `GraphML`
    Graphml,
}

#[derive(Debug, Subcommand)]
pub(super) enum EntitiesVerb {
    /// Import lists of sanctioned persons: OFAC's (sdn.xml, consolidated.xml, sdn.csv) and the UN's (XML)
    Add {
        /// Files
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// List the lists that the library holds
    Lists,
    /// Take a list out again
    Remove {
        /// The file that it was imported from
        which: String,
    },
}

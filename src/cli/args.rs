//! The command line as typed: clap's types, and nothing that does anything.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use super::asking::{CountBy, EntitiesArgs, EntitiesVerb, Find, FindCountBy, Graph, SortBy};
pub(super) use super::given::{Citing, Format, Global, Reading, When, day};

/// Find every mention of a legal provision, whatever name it goes by.
#[derive(Debug, Parser)]
#[command(
    name = "pincite",
    version,
    about = "Find every mention of a legal provision, whatever name it goes by",
    long_about = "pincite reads text, recognises every citation of a legal provision, resolves each to one canonical id, \
and keeps an index from each provision to the passages that cite it.",
    after_help = "Examples:\n  \
pincite cite brief.txt                             what a document cites\n  \
pincite find \"E.O. 13722 § 2(a)(iv)\" --in posts/    who cites a provision, without an index\n  \
pincite index ~/clippings && pincite find NKSPEA    the same for a library of any size\n  \
pincite search 'cites:\"EO 13722\" \"forced labor\"'     full-text search\n  \
pincite show \"22 U.S.C. 9214\"                       names, dates and other ids of a provision\n  \
pincite check brief.txt                            is each citation right, each quotation faithful\n  \
pincite law add usc22.xml                          keep a text of the law, to read, search and check against",
    max_term_width = 100
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub verb: Verb,

    #[command(flatten)]
    pub global: Global,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Annotation {
    /// HTML links to official pages
    Html,
    /// <ref href="…"> of United States Legislative Markup
    Uslm,
    /// <ref> and <rref> of Akoma Ntoso
    Akn,
    /// W3C Web Annotations, one JSON object a line
    W3c,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    Cite(Cite),
    Check(Check),
    Find(Find),
    Entities(EntitiesArgs),
    Search(Search),
    Show(Show),
    Toa(Toa),
    Quote(Quote),
    #[command(name = "format")]
    Written(FormatArgs),
    Index(Index),
    Law(LawArgs),
    Read(Read),
    Explain(Explain),
    Grammar(GrammarArgs),
    Config(ConfigArgs),
    Completions(Completions),
    Man(Man),
}

/// List the citations in documents
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
pincite cite brief.txt\n  \
pincite cite --explain letter.md\n  \
pincite cite --format jsonl corpus/ > citations.jsonl\n  \
pdftotext opinion.pdf - | pincite cite -\n  \
pincite cite --html brief.txt > brief.html                the text back, with links on its citations\n  \
pincite cite --annotate=uslm act.txt                      the same with <ref href=…>\n  \
pincite cite --annotate=w3c brief.txt                     W3C Web Annotations, one a line\n  \
pincite cite --split-at 'Continue Reading' archive-page.txt")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag, given or not")]
pub(super) struct Cite {
    /// Files or folders; `-` is standard input
    pub paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Give the document back with its citations marked; nothing else in it is changed
    #[arg(long, value_name = "MARKUP", num_args = 0..=1, require_equals = true, default_missing_value = "html", conflicts_with = "unresolved")]
    pub annotate: Option<Annotation>,
    /// The same as --annotate=html
    #[arg(long, conflicts_with_all = ["annotate", "unresolved"])]
    pub html: bool,
    /// Say of every citation how it was resolved
    #[arg(long)]
    pub explain: bool,
    /// Give what is merely likely, too, where a rule is right too seldom to give a target by itself
    #[arg(long)]
    pub guess: bool,
    /// List only the citations that could not be resolved
    #[arg(long)]
    pub unresolved: bool,
    /// The documents' date, for those that don't say it (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<String>,
    #[command(flatten)]
    pub reading: Reading,
}

/// Check citations and quotations: do numbers, names and dates agree, does it exist, is the quotation faithful
#[derive(Debug, Args)]
#[command(
    after_help = "Quotations and paragraphs are checked against the texts that `pincite law add` imported, as they stood on the\n\
document's date. What the registry or the texts can't tell is not reported.\n\nExamples:\n  \
pincite check brief.txt\n  \
pincite check --format sarif memos/ > check.sarif\n  \
pincite check --report check.html brief.txt             every citation with its verdict\n  \
pincite check --ignore PC122,PC125 posts/               all rules but these\n  \
pincite check --style bluebook --diff brief.md          what a house style would change\n  \
pincite check --since main docs/                        only on lines that changed\n  \
pincite check brief.docx --annotate checked.docx        findings as comments in a copy\n  \
pincite explain PC201"
)]
pub(super) struct Check {
    /// Files or folders; `-` is standard input
    pub paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub format: CheckFormat,
    /// Write a report: every citation with its verdict, and what was not checked (FILE.html, FILE.md or FILE.json)
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// The documents' date, for those that don't say it (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<String>,
    /// Only these rules, by code (PC201), beginning (PC2), name, or ALL
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// These rules as well: those that don't run by themselves, like PC190 and PC304
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub extend_select: Vec<String>,
    /// All rules but these
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Hold citations against a house style: bluebook, gpo, un, or a TOML file
    #[arg(long, visible_alias = "profile", value_name = "STYLE")]
    pub style: Option<String>,
    /// Write the fixes into the files
    #[arg(long)]
    pub fix: bool,
    /// Show what --fix would change, as a unified diff
    #[arg(long, conflicts_with = "fix")]
    pub diff: bool,
    /// Write the findings as comments into a copy of the Word document
    #[arg(long, value_name = "FILE.docx", conflicts_with_all = ["fix", "diff"])]
    pub annotate: Option<PathBuf>,
    /// Tell only findings that aren't in this file
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the findings there are now into a file, for --baseline
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix", "diff"])]
    pub write_baseline: Option<PathBuf>,
    /// Only findings on lines that changed since a commit, by git
    #[arg(long, value_name = "REF")]
    pub since: Option<String>,
    /// The configuration [default: the nearest pincite.toml upwards]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Leave pincite.toml aside
    #[arg(long, conflicts_with = "config")]
    pub isolated: bool,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For people
    Human,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values
    Csv,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Test report in the XML of `JUnit`
    Junit,
    /// A page with every citation and its verdict
    Html,
}

/// Search the full text
#[derive(Debug, Args)]
#[command(after_help = "Words and \"phrases\" all have to be there; OR, NOT or -, parentheses. Fields:\n  \
cites:NKSPEA  cites:\"EO 13722 § 2(a)(iv)\"  cites:/us/usc/t22/s9214\n  \
title:sanctions   date:2016   date:2016-01..2016-06   path:posts/\n\n\
Examples:\n  \
pincite search 'exportation of workers'\n  \
pincite search '\"forced labor\" cites:\"EO 13722\" -Kuwait'\n  \
pincite search 'date:2016..2017 (tariff OR customs)' --in corpus/documents\n  \
pincite search --law '\"forced labor\"'                    in the texts that `pincite law add` imported")]
pub(super) struct Search {
    /// What to search for
    pub query: String,
    /// Search the texts of the law instead of documents
    #[arg(long, conflicts_with_all = ["paths", "split_at"])]
    pub law: bool,
    /// Search these files or folders instead of the library
    #[arg(long = "in", value_name = "PATH", num_args = 1..)]
    pub paths: Vec<PathBuf>,
    /// How many passages to show
    #[arg(long, short = 'n', default_value_t = 10)]
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

/// Show what is known of a provision: names, dates, other ids, official page, what cites it
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  pincite show \"E.O. 13722\"\n  pincite show \"section 104(a) of NKSPEA\" --format json\n  \
pincite show \"22 U.S.C. 9214(a)(1)\" --text --as-of 2017-01-01"
)]
pub(super) struct Show {
    /// An id, or a citation in any form
    pub provision: String,
    /// Show its text, from the law library
    #[arg(long)]
    pub text: bool,
    /// The text as it stood on this day (YYYY-MM-DD) [default: the newest]
    #[arg(long, value_name = "DATE", requires = "text", value_parser = day)]
    pub as_of: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    #[command(flatten)]
    pub citing: Citing,
}

/// Read documents into the library
#[derive(Debug, Args)]
#[command(
    after_help = "Indexing is incremental: unchanged documents are skipped, those that are gone from the folders named\n\
are removed, and one commit at the end makes it all visible at once.\n\nExamples:\n  \
pincite index posts/ memos/\n  \
pincite index --library ~/law/.pincite records.jsonl.zst\n  \
pincite index --split-at 'Continue Reading' archive-page.txt"
)]
pub(super) struct Index {
    /// Files or folders
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Throw the library away and make it anew
    #[arg(long)]
    pub rebuild: bool,
    /// Memory for the index being written, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 512)]
    pub memory: usize,
    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
    #[command(flatten)]
    pub reading: Reading,
}

/// Print a document's text as pincite reads it: what offsets count in
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  pincite read page.html\n  pincite read --format jsonl archive.txt --split-at 'Continue Reading'"
)]
pub(super) struct Read {
    /// Files or folders; `-` is standard input
    pub paths: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    #[command(flatten)]
    pub reading: Reading,
}

/// Explain how words are read: which form matched, what they resolve to, and why; or a rule of the checker or of resolution
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
pincite explain \"sections 2(a)(iv) and (v) of E.O. 13,722\"\n  \
pincite explain \"The KIMS Act passed the House. Section 201 of that legislation …\"\n  \
pincite explain PC201\n  \
pincite explain nearest-noun")]
pub(super) struct Explain {
    /// The words
    #[arg(required = true)]
    pub words: Vec<String>,
    /// The date at which to read them (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<String>,
}

/// List the grammar's families, or test grammar files by their own examples
#[derive(Debug, Args)]
pub(super) struct GrammarArgs {
    #[command(subcommand)]
    pub verb: GrammarVerb,
}

#[derive(Debug, Subcommand)]
pub(super) enum GrammarVerb {
    /// List the families with their forms
    List {
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Check the grammar and run its examples; with a folder or file, those files added to the built-in ones
    Test {
        /// A grammar file or folder of your own
        path: Option<PathBuf>,
    },
}

/// Show the configuration in use: the nearest pincite.toml
#[derive(Debug, Args)]
#[command(
    after_help = "A pincite.toml:\n\n  [check]\n  ignore = [\"PC122\"]\n  extend-select = [\"PC304\"]\n  style = \"bluebook\"\n  \
baseline = \"pincite-baseline.json\"\n\n  [check.per-file-ignores]\n  \"drafts/**\" = [\"PC3\"]\n\nExamples:\n  \
pincite config\n  pincite config --schema > pincite.schema.json"
)]
pub(super) struct ConfigArgs {
    /// Print the JSON schema of pincite.toml instead
    #[arg(long)]
    pub schema: bool,
}

/// Print shell completions
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  pincite completions bash > ~/.local/share/bash-completion/completions/pincite\n  \
pincite completions zsh > ~/.zfunc/_pincite"
)]
pub(super) struct Completions {
    /// Which shell
    pub shell: clap_complete::Shell,
}

/// Print the manual: the whole program's page, that of a verb, or all into a folder
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  pincite man check | man -l -\n  pincite man --out ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The page of this verb
    pub verb: Vec<String>,
    /// Write the pages of all verbs into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "verb")]
    pub out: Option<PathBuf>,
}

/// Find which provision says this: words of a law, looked up in the law library
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
pincite quote \"exportation of workers from North Korea, including exportation to generate revenue\"\n  \
pbpaste | pincite quote -")]
pub(super) struct Quote {
    /// The words; `-` is standard input
    #[arg(required = true)]
    pub words: Vec<String>,
    /// How many provisions to show
    #[arg(long, short = 'n', default_value_t = 5)]
    pub limit: usize,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Write ids as citations, in the style of a house
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
pincite format /us/usc/t22/s9214/a/5                       22 U.S.C. § 9214(a)(5)\n  \
pincite format /us/eo/13722/s2/a/iv --style bluebook       Exec. Order No. 13,722, § 2(a)(iv)\n  \
pincite format \"50 U.S.C. 1701-1708\" --style gpo           a citation in one style is one in another\n  \
cut -f1 ids.tsv | pincite format --style oscola            one a line")]
pub(super) struct FormatArgs {
    /// Ids, or citations in any form; `-`, or none, is standard input, one a line
    pub ids: Vec<String>,
    /// In which style: plain, bluebook, oscola, mcgill, aglc, gpo, un, or a TOML file
    #[arg(long, value_name = "STYLE", default_value = crate::style::PLAIN)]
    pub style: String,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// Keep texts of the law, by provision and date: for `show --text`, `search --law`, `quote`
#[derive(Debug, Args)]
pub(super) struct LawArgs {
    #[command(subcommand)]
    pub verb: LawVerb,
}

#[derive(Debug, Subcommand)]
pub(super) enum LawVerb {
    Add(LawAdd),
    Fetch(LawFetch),
    /// List the texts that the library holds
    List {
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Take texts out again
    #[command(after_help = "Examples:\n  pincite law remove /us/pl/114/122\n  pincite law remove usc22.xml")]
    Remove {
        /// An instrument's id, or the file that it was imported from
        which: String,
    },
}

/// Get official texts of the law over the network, and import them: the one verb that opens a connection
#[derive(Debug, Args)]
#[command(
    after_help = "Each text is asked for where its family's grammar says (`text-link`), one at a time, and only when it has changed since.\n\n\
Examples:\n  \
pincite law fetch \"22 U.S.C. 9214\" \"E.O. 13722\" \"31 CFR 510\"\n  \
pincite law fetch --for brief.txt\n  \
pincite law fetch --mirror https://mirror.example/law \"Pub. L. 114-122\""
)]
pub(super) struct LawFetch {
    /// Citations or ids
    pub provisions: Vec<String>,
    /// What these files or folders cite, as far as it isn't in the law library
    #[arg(long, value_name = "PATH")]
    pub for_: Vec<PathBuf>,
    /// The day as of which texts are asked for, where a source keeps several (default: a week ago)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub as_of: Option<String>,
    /// Ask this address instead of the official ones, with their host and path behind it (also `PINCITE_MIRROR`)
    #[arg(long, value_name = "URL")]
    pub mirror: Option<String>,
    /// Milliseconds between two requests, and before the first repetition of one
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1000)]
    pub pause: u64,
    /// How often a request is repeated that the other side couldn't answer
    #[arg(long, value_name = "HOW-OFTEN", default_value_t = 3)]
    pub retries: u32,
    /// Only say what would be asked for
    #[arg(long)]
    pub dry_run: bool,
}

/// Import texts of the law from files and folders
#[derive(Debug, Args)]
#[command(
    after_help = "Formats, told by what is in the file: USLM (the Code, public laws, compilations, enrolled bills, C.F.R.),\n\
bill XML, eCFR and annual C.F.R. XML, Federal Register XML (executive orders), Akoma Ntoso, Formex and EUR-Lex\n\
HTML, legislation.gov.uk XML, Markdown or plain text with headings, and JSONL rows {id, text, heading, from, to}.\n\n\
Examples:\n  \
pincite law add usc22.xml PLAW-114publ122.xml\n  \
pincite law add ~/law/\n  \
pincite law add --id /treaty/vclt --from 1980-01-27 vienna.txt"
)]
pub(super) struct LawAdd {
    /// Files or folders
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Which instrument it is, where the file doesn't say
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// From which day on this is the text (YYYY-MM-DD), where the file doesn't say
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<String>,
    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}

/// Make a table of authorities: each provision once, grouped as courts want it, with the pages that cite it
#[derive(Debug, Args)]
#[command(
    after_help = "Pages are the document's own (PDF, Word as it last laid them out); else paragraphs are given. Short forms and pronouns\n\
count under the provision that they mean.\n\nExamples:\n  \
pincite toa brief.docx\n  \
pincite toa --format docx --style bluebook brief.pdf > authorities.docx\n  \
pincite toa --format csv chapters/"
)]
pub(super) struct Toa {
    /// Files or folders; `-` is standard input
    pub paths: Vec<PathBuf>,
    /// Write *passim* for a provision cited on this many pages or more
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub passim: usize,
    /// How to print
    #[arg(long, value_enum, default_value_t = ToaFormat::Text)]
    pub format: ToaFormat,
    /// How provisions are cited: plain, bluebook, oscola, mcgill, aglc, gpo, un, or a TOML file [default: plain]
    #[arg(long, value_name = "STYLE")]
    pub style: Option<String>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ToaFormat {
    /// For people, with dots to the pages
    #[value(alias = "human")]
    Text,
    /// Tables in Markdown
    Markdown,
    /// A page
    Html,
    /// A Word document
    Docx,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values
    Csv,
}

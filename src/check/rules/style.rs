//! PC401 to PC406: how a house style writes citations. All of them can be fixed; none runs unless a style is chosen.

use crate::check::style::report;
use crate::check::{Rule, Severity};

macro_rules! rule {
    ($name:ident, $code:literal, $called:literal, $what:literal, $example:literal) => {
        pub(super) const $name: Rule = Rule {
            code: $code,
            name: $called,
            severity: Severity::Note,
            default: false,
            doc: concat!(
                "## What it does\n\n",
                $what,
                " Runs with `--style`; `--fix` writes it as the style has it.\n\n## Why\n\nEditors and courts ask for one way of \
writing; readers stumble over two.\n\n## Example\n\n",
                $example,
                "\n"
            ),
            run: |subject, found| report(subject, found, &$name),
        };
    };
}

rule!(
    SIGN,
    "PC401",
    "section-sign",
    "Asks for a section sign, none, one or two.",
    "`22 U.S.C. 9214` in a brief: `22 U.S.C. § 9214`."
);
rule!(SPACE, "PC402", "sign-space", "Asks for a no-break space behind a section sign.", "`§9214`: `§ 9214`.");
rule!(
    NUMBER,
    "PC403",
    "number-format",
    "Asks for a comma in an order's number, or for none.",
    "`Exec. Order No. 13722` in a brief: `13,722`."
);
rule!(
    ABBREVIATION,
    "PC404",
    "abbreviation",
    "Asks for the abbreviation that the style uses.",
    "`31 CFR` in a brief: `31 C.F.R.`"
);
rule!(
    YEAR,
    "PC405",
    "year",
    "Asks for the year behind a number.",
    "`resolution 2270` in a document of the United Nations: `resolution 2270 (2016)`."
);
rule!(DASH, "PC406", "range-dash", "Asks for an en dash in a range.", "`§§ 1701-1705`: `§§ 1701–1705`.");

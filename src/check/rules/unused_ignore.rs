//! PC900: a remark that ignores nothing. [`check_by`](crate::check::check_by) finds it after all other rules.

use crate::check::{Rule, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    code: "PC900",
    name: "unused-ignore",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a remark `<!-- pincite: ignore PC203 reason -->` in whose paragraph there is no such finding. A remark alone in \
its paragraph holds for the next one; `ignore-file` holds for the whole text.\n\n## Why\n\nIt would hide the next one.\n\n## Example\n\n`<!-- pincite: \
ignore PC110 -->` beside a citation whose date was put right since.\n",
    run: |_, _| {},
};

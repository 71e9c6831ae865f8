//! JSONL rows `{id, text, heading?, from?, to?}`: a provision each.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::build::Builder;
use super::{Law, Refusal};
use crate::provision::ProvisionId;
use crate::resolve::Resolver;

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    #[serde(default)]
    heading: Option<String>,
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    to: Option<String>,
}

pub(super) fn import(bytes: &[u8], resolver: &Resolver) -> Result<Vec<Law>, Refusal> {
    // Rows of one instrument and one time are one text.
    let mut groups: BTreeMap<(String, String, String), Vec<(ProvisionId, Row)>> = BTreeMap::new();
    for (line, bytes) in bytes.split(|b| *b == b'\n').enumerate().filter(|(_, l)| !l.trim_ascii().is_empty()) {
        let malformed = |reason: String| Refusal::Malformed { line: line + 1, reason };
        let row: Row = serde_json::from_slice(bytes).map_err(|e| malformed(format!("not a row {{id, text}}: {e}")))?;
        let id: ProvisionId = row.id.parse().map_err(|e| malformed(format!("{e}")))?;
        let key = (
            resolver.instrument_of(&id).to_string(),
            row.from.clone().unwrap_or_default(),
            row.to.clone().unwrap_or_default(),
        );
        groups.entry(key).or_default().push((id, row));
    }
    let mut laws = Vec::new();
    for ((instrument, from, until), mut rows) in groups {
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let instrument: ProvisionId = instrument.parse().map_err(|e| Refusal::Unnamed(format!("{e}")))?;
        let mut builder = Builder::default();
        for (id, row) in rows {
            while builder.last_open().is_some_and(|open| !open.contains(&id)) {
                builder.close();
            }
            // What stands between it and its instrument is there too, if only as what holds it.
            let above: Vec<ProvisionId> = std::iter::successors(id.parent(), ProvisionId::parent)
                .take_while(|p| *p != instrument && instrument.contains(p))
                .collect();
            for parent in above.into_iter().rev() {
                if builder.last_open().is_none_or(|open| !parent.contains(open)) {
                    builder.open(parent, "", "");
                }
            }
            let start = builder.len();
            if builder.open(id.clone(), "", row.heading.as_deref().unwrap_or("")) {
                let from = builder.len().max(start);
                builder.paragraphs(&row.text);
                builder.outline(resolver, from, &id);
            }
        }
        let title = resolver.registry().facts(&instrument).map_or("", |f| f.title).to_owned();
        laws.push(Law { until, ..builder.finish(instrument, title, from) });
    }
    Ok(laws)
}

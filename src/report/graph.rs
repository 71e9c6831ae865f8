//! Entities and provisions as a graph: DOT and `GraphML`.

use std::collections::BTreeSet;
use std::fmt::Write;

use quick_xml::escape::escape;

use crate::ask::Tie;

/// The graph for Graphviz.
#[must_use]
pub fn dot(ties: &[Tie]) -> String {
    let quoted = |s: &str| format!("\"{}\"", s.replace('\\', "\\\\").replace('"', "\\\""));
    let mut out = String::from("digraph invocations {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
    let entities: BTreeSet<(&str, &str)> = ties.iter().map(|t| (t.entity.as_str(), t.kind.as_str())).collect();
    for (entity, kind) in entities {
        let _ = writeln!(out, "  {} [shape=box, tooltip={}];", quoted(entity), quoted(kind));
    }
    let provisions: BTreeSet<&str> = ties.iter().map(|t| t.provision.as_str()).collect();
    for provision in provisions {
        let _ = writeln!(out, "  {} [shape=ellipse];", quoted(provision));
    }
    for tie in ties {
        let label = if tie.count > 1 { format!("{} ×{}", tie.role, tie.count) } else { tie.role.clone() };
        let _ = writeln!(out, "  {} -> {} [label={}];", quoted(&tie.entity), quoted(&tie.provision), quoted(&label));
    }
    out.push_str("}\n");
    out
}

/// The graph as `GraphML`.
#[must_use]
pub fn graphml(ties: &[Tie]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n  \
<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n  \
<key id=\"role\" for=\"edge\" attr.name=\"role\" attr.type=\"string\"/>\n  \
<key id=\"count\" for=\"edge\" attr.name=\"count\" attr.type=\"int\"/>\n  <graph edgedefault=\"directed\">\n",
    );
    let entities = ties.iter().map(|t| (t.entity.as_str(), t.kind.as_str()));
    let nodes: BTreeSet<(&str, &str)> =
        entities.chain(ties.iter().map(|t| (t.provision.as_str(), "provision"))).collect();
    for (id, kind) in nodes {
        let _ = writeln!(out, "    <node id=\"{}\"><data key=\"kind\">{}</data></node>", escape(id), escape(kind));
    }
    for tie in ties {
        let _ = writeln!(
            out,
            "    <edge source=\"{}\" target=\"{}\"><data key=\"role\">{}</data><data key=\"count\">{}</data></edge>",
            escape(tie.entity.as_str()),
            escape(tie.provision.as_str()),
            escape(tie.role.as_str()),
            tie.count
        );
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

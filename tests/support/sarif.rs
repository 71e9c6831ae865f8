//! What SARIF 2.1.0 asks of a log, as far as pincite writes one: an object has no key that the standard doesn't name, each the required
//! ones, and values of the kind it names. Written from the standard (OASIS, section 3); its JSON schema isn't here.

use serde_json::Value;

/// An object of the standard: its keys, those that it must have, and what each is.
struct Object {
    name: &'static str,
    required: &'static [&'static str],
    keys: &'static [(&'static str, Kind)],
}

enum Kind {
    Text,
    Uri,
    OneOf(&'static [&'static str]),
    /// A number not below this.
    From(u64),
    Of(&'static Object),
    Many(&'static Object),
    Texts,
    /// Any keys, with texts.
    Map,
    /// Any keys at all: a property bag.
    Any,
}

use Kind::{Any, From, Many, Map, Of, OneOf, Text, Texts, Uri};

const LEVELS: &[&str] = &["none", "note", "warning", "error"];
const LOG: Object = Object {
    name: "sarifLog",
    required: &["version", "runs"],
    keys: &[("$schema", Uri), ("version", OneOf(&["2.1.0"])), ("runs", Many(&RUN)), ("properties", Any)],
};
const RUN: Object = Object {
    name: "run",
    required: &["tool"],
    keys: &[
        ("tool", Of(&TOOL)),
        ("results", Many(&RESULT)),
        ("columnKind", OneOf(&["utf16CodeUnits", "unicodeCodePoints"])),
        ("artifacts", Many(&ARTIFACT)),
        ("originalUriBaseIds", Any),
        ("invocations", Any),
        ("properties", Any),
    ],
};
const TOOL: Object =
    Object { name: "tool", required: &["driver"], keys: &[("driver", Of(&DRIVER)), ("properties", Any)] };
const DRIVER: Object = Object {
    name: "toolComponent",
    required: &["name"],
    keys: &[
        ("name", Text),
        ("version", Text),
        ("semanticVersion", Text),
        ("informationUri", Uri),
        ("fullName", Text),
        ("organization", Text),
        ("rules", Many(&RULE)),
        ("properties", Any),
    ],
};
const RULE: Object = Object {
    name: "reportingDescriptor",
    required: &["id"],
    keys: &[
        ("id", Text),
        ("name", Text),
        ("shortDescription", Of(&MESSAGE)),
        ("fullDescription", Of(&MESSAGE)),
        ("help", Of(&MESSAGE)),
        ("helpUri", Uri),
        ("defaultConfiguration", Of(&CONFIGURATION)),
        ("properties", Any),
    ],
};
const CONFIGURATION: Object =
    Object { name: "reportingConfiguration", required: &[], keys: &[("level", OneOf(LEVELS)), ("enabled", Any)] };
const MESSAGE: Object =
    Object { name: "message", required: &["text"], keys: &[("text", Text), ("markdown", Text), ("arguments", Texts)] };
const RESULT: Object = Object {
    name: "result",
    required: &["message"],
    keys: &[
        ("ruleId", Text),
        ("ruleIndex", From(0)),
        ("level", OneOf(LEVELS)),
        ("kind", Text),
        ("message", Of(&MESSAGE)),
        ("locations", Many(&LOCATION)),
        ("relatedLocations", Many(&LOCATION)),
        ("partialFingerprints", Map),
        ("fingerprints", Map),
        ("fixes", Many(&FIX)),
        ("baselineState", OneOf(&["new", "unchanged", "updated", "absent"])),
        ("properties", Any),
    ],
};
const LOCATION: Object = Object {
    name: "location",
    required: &[],
    keys: &[
        ("id", From(0)),
        ("physicalLocation", Of(&PLACE)),
        ("logicalLocations", Many(&LOGICAL)),
        ("message", Of(&MESSAGE)),
        ("properties", Any),
    ],
};
const LOGICAL: Object = Object {
    name: "logicalLocation",
    required: &[],
    keys: &[("name", Text), ("fullyQualifiedName", Text), ("kind", Text), ("properties", Any)],
};
const PLACE: Object = Object {
    name: "physicalLocation",
    required: &["artifactLocation"],
    keys: &[
        ("artifactLocation", Of(&ADDRESS)),
        ("region", Of(&REGION)),
        ("contextRegion", Of(&REGION)),
        ("properties", Any),
    ],
};
const ADDRESS: Object =
    Object { name: "artifactLocation", required: &[], keys: &[("uri", Uri), ("uriBaseId", Text), ("index", From(0))] };
const ARTIFACT: Object = Object {
    name: "artifact",
    required: &[],
    keys: &[("location", Of(&ADDRESS)), ("length", From(0)), ("hashes", Map)],
};
const REGION: Object = Object {
    name: "region",
    required: &[],
    keys: &[
        ("startLine", From(1)),
        ("startColumn", From(1)),
        ("endLine", From(1)),
        ("endColumn", From(1)),
        ("charOffset", From(0)),
        ("charLength", From(0)),
        ("byteOffset", From(0)),
        ("byteLength", From(0)),
        ("snippet", Of(&CONTENT)),
        ("properties", Any),
    ],
};
const CONTENT: Object = Object { name: "artifactContent", required: &[], keys: &[("text", Text), ("rendered", Any)] };
const FIX: Object = Object {
    name: "fix",
    required: &["artifactChanges"],
    keys: &[("description", Of(&MESSAGE)), ("artifactChanges", Many(&CHANGE)), ("properties", Any)],
};
const CHANGE: Object = Object {
    name: "artifactChange",
    required: &["artifactLocation", "replacements"],
    keys: &[("artifactLocation", Of(&ADDRESS)), ("replacements", Many(&REPLACEMENT))],
};
const REPLACEMENT: Object = Object {
    name: "replacement",
    required: &["deletedRegion"],
    keys: &[("deletedRegion", Of(&REGION)), ("insertedContent", Of(&CONTENT))],
};

/// What in a log isn't as the standard has it.
pub(crate) fn faults(log: &Value) -> Vec<String> {
    let mut out = Vec::new();
    object(log, &LOG, "", &mut out);
    // A rule is the one at its index; a region ends where it begins, or behind.
    for run in log["runs"].as_array().into_iter().flatten() {
        let rules = &run["tool"]["driver"]["rules"];
        for result in run["results"].as_array().into_iter().flatten() {
            let at = result["ruleIndex"].as_u64().and_then(|at| rules.get(usize::try_from(at).ok()?));
            if !result["ruleIndex"].is_null() && at.is_none_or(|rule| rule["id"] != result["ruleId"]) {
                out.push(format!("ruleIndex of {} is another rule's", result["ruleId"]));
            }
            for location in result["locations"].as_array().into_iter().flatten() {
                let region = &location["physicalLocation"]["region"];
                let at = |key: &str| region[key].as_u64();
                let end = (at("endLine").or(at("startLine")), at("endColumn"));
                if at("endColumn").is_some() && end < (at("startLine"), at("startColumn")) {
                    out.push(format!("a region ends before it begins: {region}"));
                }
            }
        }
    }
    out
}

fn object(value: &Value, of: &Object, path: &str, out: &mut Vec<String>) {
    let Some(map) = value.as_object() else { return out.push(format!("{path}: no {}", of.name)) };
    let missing = of.required.iter().filter(|key| !map.contains_key(**key));
    out.extend(missing.map(|key| format!("{path}: a {} without {key}", of.name)));
    for (key, value) in map {
        let path = format!("{path}/{key}");
        match of.keys.iter().find(|(name, _)| name == key) {
            None => out.push(format!("{path}: no key of a {}", of.name)),
            Some((_, kind)) if !fits(value, kind, &path, out) => out.push(format!("{path}: {value}")),
            Some(_) => {}
        }
    }
}

fn fits(value: &Value, kind: &Kind, path: &str, out: &mut Vec<String>) -> bool {
    match kind {
        Text => value.is_string(),
        Uri => value.as_str().is_some_and(|uri| {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b);
            let escaped =
                |at: usize| uri.get(at + 1..at + 3).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
            uri.bytes().all(plain) && uri.match_indices('%').all(|(at, _)| escaped(at))
        }),
        OneOf(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        From(least) => value.as_u64().is_some_and(|n| n >= *least),
        Of(of) => {
            object(value, of, path, out);
            true
        }
        Many(of) => value.as_array().is_some_and(|all| {
            all.iter().enumerate().for_each(|(at, one)| object(one, of, &format!("{path}/{at}"), out));
            true
        }),
        Texts => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
        Map => value.as_object().is_some_and(|map| map.values().all(Value::is_string)),
        Any => true,
    }
}

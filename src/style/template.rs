//! Templates of citations: `{title} U.S.C.[ {appendix}] {below}`.

/// A template, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// A value by its name, and what is done with it.
    Value(String, Option<String>),
    /// What is left out where a value in it is missing.
    Optional(Template),
}

impl Template {
    /// Reads a template; `Err` says what is wrong with it.
    pub(super) fn parse(source: &str) -> Result<Self, String> {
        let (template, rest) = Self::pieces(source, false)?;
        if rest.is_empty() { Ok(template) } else { Err(format!("“{source}”: a ] too many")) }
    }

    fn pieces(mut rest: &str, within: bool) -> Result<(Self, &str), String> {
        let mut out = Vec::new();
        loop {
            let Some(at) = rest.find(['{', '[', ']', '\\']) else {
                if within {
                    return Err(format!("“{rest}”: a ] is missing"));
                }
                out.push(Piece::Text(rest.to_owned()));
                return Ok((Self(out), ""));
            };
            if at > 0 {
                out.push(Piece::Text(rest[..at].to_owned()));
            }
            let behind = &rest[at + 1..];
            match rest.as_bytes()[at] {
                b'{' => {
                    let end = behind.find('}').ok_or_else(|| format!("“{rest}”: a }} is missing"))?;
                    let (name, filter) = match behind[..end].split_once(':') {
                        Some((name, filter)) => (name, Some(filter.to_owned())),
                        None => (&behind[..end], None),
                    };
                    out.push(Piece::Value(name.to_owned(), filter));
                    rest = &behind[end + 1..];
                }
                b'[' => {
                    let (inner, left) = Self::pieces(behind, true)?;
                    out.push(Piece::Optional(inner));
                    rest = left;
                }
                b'\\' => {
                    let literal = behind.chars().next().map_or(0, char::len_utf8);
                    out.push(Piece::Text(behind[..literal].to_owned()));
                    rest = &behind[literal..];
                }
                _ if within => return Ok((Self(out), behind)),
                _ => return Err(format!("“{rest}”: a ] too many")),
            }
        }
    }

    /// The template with its values; none where one is missing that it can't do without.
    pub(super) fn fill(&self, value: &dyn Fn(&str, Option<&str>) -> Option<String>) -> Option<String> {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Value(name, filter) => out.push_str(&value(name, filter.as_deref())?),
                Piece::Optional(inner) => out.push_str(&inner.fill(value).unwrap_or_default()),
            }
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn filled(template: &str) -> Option<String> {
        let value = |name: &str, filter: Option<&str>| match (name, filter) {
            ("n", None) => Some("5".to_owned()),
            ("n", Some("roman")) => Some("V".to_owned()),
            _ => None,
        };
        Template::parse(template).unwrap_or_else(|e| panic!("{e}")).fill(&value)
    }

    #[test]
    fn what_lacks_a_value_is_left_out_where_it_may_be() {
        assert_eq!(filled("art. {n:roman}[, {year}][ ({n})]").as_deref(), Some("art. V (5)"));
        assert_eq!(filled("\\[{n}\\] {year}"), None);
        assert_eq!(filled("\\[{n}\\]").as_deref(), Some("[5]"));
    }

    #[test]
    fn a_template_that_is_wrong_is_refused() {
        for wrong in ["{n", "[ {n}", "{n}]"] {
            assert!(Template::parse(wrong).is_err(), "{wrong}");
        }
    }
}

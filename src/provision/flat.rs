//! Paths by their sections; `build.rs` shares this file.

/// Whether a path component is a section (`s104`), as against a subtitle (`stB`) or a subpart (`spB`).
#[must_use]
pub fn is_section(part: &str) -> bool {
    part.strip_prefix('s').is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()))
}

/// The path of a law (`/us/pl/114/122`, `/us/act/1935-08-14/ch531`) without division, title and the like above the section;
/// as it is where it has no section.
#[must_use]
pub(crate) fn flat(path: &str) -> String {
    // The law itself: the empty part before the first slash, and four.
    let mut parts = path.split('/');
    let law: Vec<&str> = parts.by_ref().take(5).collect();
    let below: Vec<&str> = parts.collect();
    match below.iter().position(|part| is_section(part)) {
        Some(at) => [law, below[at..].to_vec()].concat().join("/"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::flat;

    #[test]
    fn levels_above_a_section_go_and_others_stay() {
        assert_eq!(flat("/us/pl/114/122/tI/stB/s104/a"), "/us/pl/114/122/s104/a");
        assert_eq!(flat("/us/act/1935-08-14/ch531/tII/s201"), "/us/act/1935-08-14/ch531/s201");
        assert_eq!(flat("/us/pl/106/386/dA/tI"), "/us/pl/106/386/dA/tI");
        assert_eq!(flat("/us/pl/114/122"), "/us/pl/114/122");
    }
}

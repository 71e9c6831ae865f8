//! The order in which a reader expects provisions: by level, numbers as numbers.

use std::cmp::Ordering;

/// Compares two paths level by level; within a level runs of digits compare as numbers.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.split('/'), b.split('/'));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => match level(x, y) {
                Ordering::Equal => {}
                different => return different,
            },
        }
    }
}

fn level(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    while let (Some(&x), Some(&y)) = (a.first(), b.first()) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (n, rest_a) = number(a);
            let (m, rest_b) = number(b);
            // Longer means larger once leading zeros are gone.
            match n.len().cmp(&m.len()).then_with(|| n.cmp(m)) {
                Ordering::Equal => (a, b) = (rest_a, rest_b),
                different => return different,
            }
        } else if x == y {
            (a, b) = (&a[1..], &b[1..]);
        } else {
            return x.cmp(&y);
        }
    }
    a.len().cmp(&b.len())
}

fn number(s: &[u8]) -> (&[u8], &[u8]) {
    let end = s.iter().position(|b| !b.is_ascii_digit()).unwrap_or(s.len());
    let zeros = s[..end].iter().take_while(|b| **b == b'0').count();
    (&s[zeros..end], &s[end..])
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn sections_read_in_numeric_order_and_ancestors_come_first() {
        let mut ids = ["/us/eo/1/s10", "/us/eo/1/s9/b", "/us/eo/1", "/us/eo/1/s9", "/us/eo/1/s9A", "/us/eo/1/s02"];
        ids.sort_by(|a, b| compare(a, b));
        assert_eq!(ids, ["/us/eo/1", "/us/eo/1/s02", "/us/eo/1/s9", "/us/eo/1/s9/b", "/us/eo/1/s9A", "/us/eo/1/s10"]);
    }
}

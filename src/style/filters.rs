//! What a template does with a value: `{number:comma}`.

/// The value so written; none where there is no such way.
pub(super) fn filtered(value: &str, filter: Option<&str>, months: &[String]) -> Option<String> {
    Some(match filter {
        None => value.to_owned(),
        Some("comma") => comma(value),
        Some("roman") => roman(value),
        Some("upper") => value.to_uppercase(),
        Some("ordinal") => ordinal(value),
        Some("short-year") => value.get(2..).filter(|_| value.len() == 4)?.to_owned(),
        Some("year") => value.get(..4)?.to_owned(),
        Some("day") => day(value, months)?,
        Some("american") => american(value, months)?,
        Some("slashes") => value.replacen('-', "/", 1),
        Some("stop") => value.replacen('-', " (", 1) + if value.contains('-') { ")" } else { "" },
        Some(_) => return None,
    })
}

/// The names of the filters there are.
pub(super) const FILTERS: &[&str] =
    &["comma", "roman", "upper", "ordinal", "short-year", "year", "day", "american", "slashes", "stop"];

/// `13,722`; numbers of four digits have none.
fn comma(number: &str) -> String {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    if digits < 5 {
        return number.to_owned();
    }
    let mut out = String::new();
    for (at, c) in number.char_indices() {
        if at > 0 && at < digits && (digits - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// `XIV`; what is no number stays.
fn roman(number: &str) -> String {
    let Ok(mut left) = number.parse::<u32>() else { return number.to_owned() };
    let mut out = String::new();
    for (value, letters) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while left >= value {
            out.push_str(letters);
            left -= value;
        }
    }
    out
}

/// `114th`.
fn ordinal(number: &str) -> String {
    let last = number.parse::<u32>().map_or(0, |n| if (11..14).contains(&(n % 100)) { 0 } else { n % 10 });
    let ending = match last {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn parts<'d>(date: &'d str, months: &'d [String]) -> Option<(&'d str, &'d str, u32)> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = month.parse::<usize>().ok()?.checked_sub(1)?;
    Some((year, months.get(month)?.as_str(), day.parse().ok()?))
}

/// `15 March 2016`.
fn day(date: &str, months: &[String]) -> Option<String> {
    let (year, month, day) = parts(date, months)?;
    Some(format!("{day} {month} {year}"))
}

/// `March 15, 2016`.
fn american(date: &str, months: &[String]) -> Option<String> {
    let (year, month, day) = parts(date, months)?;
    Some(format!("{month} {day}, {year}"))
}

#[cfg(test)]
mod tests {
    use super::{FILTERS, filtered};

    #[test]
    fn numbers_and_dates_as_houses_write_them() {
        let months = ["January", "February", "March"].map(str::to_owned);
        for (value, filter, written) in [
            ("13722", "comma", "13,722"),
            ("9066", "comma", "9066"),
            ("14", "roman", "XIV"),
            ("1A", "roman", "1A"),
            ("111", "ordinal", "111th"),
            ("103", "ordinal", "103rd"),
            ("1995", "short-year", "95"),
            ("2016-03-05", "day", "5 March 2016"),
            ("2016-03-05", "american", "March 5, 2016"),
            ("217-III", "stop", "217 (III)"),
        ] {
            assert_eq!(filtered(value, Some(filter), &months).as_deref(), Some(written));
        }
        assert!(FILTERS.iter().all(|f| filtered("2016-03-05", Some(f), &months).is_some() || *f == "short-year"));
        assert_eq!(filtered("5", Some("none"), &months), None);
    }
}

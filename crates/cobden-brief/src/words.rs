//! Numbers, days and names in words.

use cobden_codes::{Economy, Group};
use jiff::civil::Date;

use crate::trail::Cited;

/// The name of an economy or group, or the code.
pub(crate) fn name(code: &str) -> String {
    if code == "EU" {
        return "European Union".to_owned();
    }
    let economy = Economy::find(code).map(|one| one.name().to_owned());
    let group = || Group::find(code).map(|one| one.label().to_owned());
    economy.or_else(group).unwrap_or_else(|| code.to_owned())
}

/// Names that take an article.
const WITH_ARTICLE: [&str; 6] = [
    "United",
    "Netherlands",
    "Philippines",
    "European",
    "Rest",
    "Czech",
];

/// The name inside a sentence.
pub(crate) fn the(code: &str) -> String {
    let name = name(code);
    let takes = WITH_ARTICLE.iter().any(|one| name.starts_with(one));
    if takes { format!("the {name}") } else { name }
}

/// The name at the head of a sentence.
pub(crate) fn the_capital(code: &str) -> String {
    let text = the(code);
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `2 May 2025`.
pub(crate) fn day(date: Date) -> String {
    format!(
        "{} {} {}",
        date.day(),
        MONTHS[(date.month() - 1) as usize],
        date.year()
    )
}

/// A day as written in figures, in words; as it is where it is no day.
pub(crate) fn dated(text: &str) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), day)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A rate in percent with at most one decimal: `145%`, `120.1%`.
pub(crate) fn rate(percent: f64) -> String {
    format!("{}%", one_decimal(percent))
}

/// A number with at most one decimal, none where it is whole.
pub(crate) fn one_decimal(value: f64) -> String {
    let rounded = (10.0 * value).round() / 10.0;
    let rounded = if rounded == 0.0 { 0.0 } else { rounded };
    if rounded.fract() == 0.0 {
        format!("{rounded:.0}")
    } else {
        format!("{rounded:.1}")
    }
}

/// A change with its sign and as many decimals as asked for; nothing has no sign.
pub(crate) fn change(value: f64, places: usize) -> String {
    let text = format!("{value:+.places$}");
    let text = if text.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        text
    } else {
        text.trim_start_matches(['+', '-']).to_owned()
    };
    text.replace('-', "\u{2212}")
}

/// A change in percent in a sentence: `falls by 0.58%`, `rises by 0.1%`, `does not change`.
pub(crate) fn moves(percent: f64) -> String {
    let size = percent.abs();
    let places = if size >= 10.0 {
        0
    } else if size >= 0.995 {
        1
    } else {
        2
    };
    let shown = format!("{size:.places$}");
    if !shown.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        return "hardly changes".to_owned();
    }
    let verb = if percent < 0.0 { "falls" } else { "rises" };
    format!("{verb} by {shown}%")
}

/// Billions with one decimal and thousands apart.
pub(crate) fn billions(value: f64) -> String {
    let text = format!("{:.1}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let mut out = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    let sign = if value < 0.0 && text != "0.0" {
        "\u{2212}"
    } else {
        ""
    };
    format!("{sign}{out}.{part}")
}

/// Items with commas and a last `and`.
pub(crate) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `2 independent sources`, with those that were published later.
pub(crate) fn sourced(independent: usize, sources: &[Cited]) -> String {
    let later = sources.iter().filter(|source| source.later).count();
    let text = counted(independent, "independent source");
    if later > 0 {
        format!("{text}, {later} published later")
    } else {
        text
    }
}

/// `1 measure`, `2 measures`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_read_as_a_writer_would_put_them() {
        assert_eq!(rate(145.0), "145%");
        assert_eq!(rate(120.05), "120.1%");
        assert_eq!(rate(-0.01), "0%");
        assert_eq!(change(-0.001, 2), "0.00");
        assert_eq!(change(-1.234, 2), "\u{2212}1.23");
        assert_eq!(moves(-0.58), "falls by 0.58%");
        assert_eq!(moves(12.4), "rises by 12%");
        assert_eq!(moves(0.001), "hardly changes");
        assert_eq!(billions(-1234.56), "\u{2212}1,234.6");
    }

    #[test]
    fn names_take_their_article() {
        assert_eq!(the("USA"), "the United States");
        assert_eq!(the_capital("USA"), "The United States");
        assert_eq!(the("CHN"), "China");
        assert_eq!(day(date(2025, 5, 2)), "2 May 2025");
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}

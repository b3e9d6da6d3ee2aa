//! Amounts in the text: a number with its unit.

use crate::clause::Range;
use crate::text::Text;
use crate::words::{Shape, Tag};

/// A number with its unit: `more than 6 percent`, `$7.4bn`, `2-3/4 cents`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// Its words, with the unit, without what weakens it.
    pub(crate) range: Range,
    pub(crate) number: f64,
    pub(crate) unit: Unit,
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unit {
    Percent,
    PercentagePoints,
    BasisPoints,
    Points,
    /// An amount of money, by ISO 4217 code.
    Money(&'static str),
    /// Hundredths of the currency.
    Cents,
    /// Anything that is counted: `jobs`, `tonnes`.
    Count(Box<str>),
    /// Nothing named.
    Bare,
}

impl Unit {
    /// Its name in norms.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Unit::Percent => Some("percent"),
            Unit::PercentagePoints => Some("percentage points"),
            Unit::BasisPoints => Some("basis points"),
            Unit::Points => Some("points"),
            Unit::Money(code) => Some(code),
            Unit::Cents => Some("cents"),
            Unit::Count(noun) => Some(noun),
            Unit::Bare => None,
        }
    }

    /// Whether a movement can be measured in it whatever moves.
    pub(crate) fn is_change(&self) -> bool {
        matches!(
            self,
            Unit::Percent | Unit::PercentagePoints | Unit::BasisPoints | Unit::Points | Unit::Cents
        )
    }
}

/// The first amount at or after a token, before `end`.
pub(crate) fn next(text: &Text<'_>, from: usize, end: usize) -> Option<Quantity> {
    (from..end).find_map(|index| at(text, index, end))
}

/// The amount that begins at a token.
pub(crate) fn at(text: &Text<'_>, index: usize, end: usize) -> Option<Quantity> {
    if let Some(share) = share(text, index, end) {
        return Some(share);
    }
    let token = text.tokens.get(index).filter(|_| index < end)?;
    if let Some(spelt) = spelt(text, index, end) {
        return Some(spelt);
    }
    let inside = index > 0
        && text.tokens[index - 1].end == token.start
        && !text.word(index).starts_with(['$', '€', '£', '¥'])
        && {
            let before = text.tokens[index - 1].shape;
            before != Shape::Mark
        };
    if token.tag != Tag::Number || token.shape != Shape::Digits || inside {
        return None;
    }
    let word = text.word(index);
    let (currency, rest) = currency(word);
    let (mut number, suffix) = leading_number(rest)?;
    let mut last = index + 1;
    // 9.11-3/4, 2-3/4, 1-1/4
    if let Some((fraction, after)) = fraction(text, last, end) {
        number += fraction;
        last = after;
    }
    let mut factor = scale(suffix);
    let mut percent = suffix == "%" || suffix == "pc" || suffix == "pct";
    if !suffix.is_empty() && factor.is_none() && !percent {
        // 19th, 5G, 301a
        return None;
    }
    if factor.is_none() && last < end {
        factor = scale(&text.word(last).to_ascii_lowercase()).filter(|_| text.word(last).len() > 1);
        if factor.is_some() {
            last += 1;
        }
    }
    number *= factor.unwrap_or(1.0);
    let follows = |words: &[&str]| last < end && text.is_any(last, words);
    let unit = if let Some(code) = currency {
        Unit::Money(code)
    } else if percent || follows(&["percent", "pc", "pct", "%"]) {
        if !percent {
            last += 1;
        }
        percent = true;
        Unit::Percent
    } else if follows(&["per"]) && last + 1 < end && text.is(last + 1, "cent") {
        last += 2;
        percent = true;
        Unit::Percent
    } else if follows(&["percentage"])
        && last + 1 < end
        && text.is_any(last + 1, &["point", "points"])
    {
        last += 2;
        Unit::PercentagePoints
    } else if follows(&["basis"]) && last + 1 < end && text.is_any(last + 1, &["point", "points"]) {
        last += 2;
        Unit::BasisPoints
    } else if follows(&["bps", "bp"]) {
        last += 1;
        Unit::BasisPoints
    } else if follows(&["point", "points"]) {
        last += 1;
        Unit::Points
    } else if follows(&["cent", "cents"]) {
        last += 1;
        Unit::Cents
    } else if let Some(code) = (last < end).then(|| money_word(text, last)).flatten() {
        last += 1;
        Unit::Money(code)
    } else if last < end
        && text.tokens[last].tag == Tag::Noun
        && text.tokens[last].shape == Shape::Lower
    {
        Unit::Count(text.word(last).to_ascii_lowercase().into())
    } else {
        Unit::Bare
    };
    if percent && last + 1 < end && text.is_any(last, &["point", "points"]) {
        last += 1;
        return Some(Quantity {
            range: index..last,
            number,
            unit: Unit::PercentagePoints,
        });
    }
    Some(Quantity {
        range: index..last,
        number,
        unit,
    })
}

const NUMBERS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// `six cents`, `two million`: small numbers in letters, before a unit only.
fn spelt(text: &Text<'_>, index: usize, end: usize) -> Option<Quantity> {
    let next = index + 1;
    if next >= end || text.tokens[index].shape == Shape::Digits {
        return None;
    }
    if text.is_any(next, &["basis", "percentage"])
        && next + 1 < end
        && text.is_any(next + 1, &["point", "points"])
        && let Some(number) = small(text, index)
    {
        return Some(Quantity {
            range: index..next + 2,
            number,
            unit: if text.is(next, "basis") {
                Unit::BasisPoints
            } else {
                Unit::PercentagePoints
            },
        });
    }
    let units = [
        (&["percent", "pc", "pct"][..], Unit::Percent),
        (&["cent", "cents"], Unit::Cents),
        (&["point", "points"], Unit::Points),
    ];
    let unit = units
        .into_iter()
        .find(|(words, _)| text.is_any(next, words))
        .map(|(_, unit)| unit)?;
    Some(Quantity {
        range: index..next + 1,
        number: small(text, index)?,
        unit,
    })
}

/// A number from one to twelve in letters.
fn small(text: &Text<'_>, index: usize) -> Option<f64> {
    NUMBERS
        .iter()
        .zip(1u8..)
        .find(|(word, _)| text.is(index, word))
        .map(|(_, number)| f64::from(number))
}

/// `half`, `a third`, `two-thirds`, `a quarter` of something.
fn share(text: &Text<'_>, index: usize, end: usize) -> Option<Quantity> {
    let (number, length) = if text.is(index, "half") {
        (50.0, 1)
    } else if text.is_any(index, &["a", "one"]) && text.is(index + 1, "third") {
        (100.0 / 3.0, 2)
    } else if text.is_any(index, &["a", "one"]) && text.is(index + 1, "quarter") {
        (25.0, 2)
    } else if text.is_any(index, &["a", "one"]) && text.is(index + 1, "fifth") {
        (20.0, 2)
    } else if text.is_any(index, &["one-third"]) {
        (100.0 / 3.0, 1)
    } else if text.is_any(index, &["one-quarter", "one-fourth"]) {
        (25.0, 1)
    } else if text.is_any(index, &["one-fifth"]) {
        (20.0, 1)
    } else if text.is_any(index, &["two-fifths"]) {
        (40.0, 1)
    } else if text.is_any(index, &["one-tenth"]) {
        (10.0, 1)
    } else if text.is_any(index, &["a", "one"]) && text.is(index + 1, "tenth") {
        (10.0, 2)
    } else if text.is_any(index, &["two"]) && text.is(index + 1, "thirds") {
        (200.0 / 3.0, 2)
    } else if text.is_any(index, &["two-thirds"]) {
        (200.0 / 3.0, 1)
    } else if text.is_any(index, &["three-quarters"]) {
        (75.0, 1)
    } else {
        return None;
    };
    let after = index + length;
    (after < end && text.is_any(after, &["of", "all"])
        || text.is(index, "half") && text.is(after, "the"))
    .then_some(Quantity {
        range: index..after,
        number,
        unit: Unit::Percent,
    })
}

fn currency(word: &str) -> (Option<&'static str>, &str) {
    for (mark, code) in [("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "CNY")] {
        if let Some(rest) = word.strip_prefix(mark) {
            return (Some(code), rest);
        }
    }
    (None, word)
}

fn money_word(text: &Text<'_>, index: usize) -> Option<&'static str> {
    [
        (&["dollars", "dollar", "usd"][..], "USD"),
        (&["yuan", "renminbi", "rmb"], "CNY"),
        (&["euros", "euro", "eur"], "EUR"),
        (&["pounds"], "GBP"),
        (&["yen"], "JPY"),
        (&["rupees", "crore"], "INR"),
        (&["pesos"], "MXN"),
    ]
    .into_iter()
    .find(|(words, _)| text.is_any(index, words))
    .map(|(_, code)| code)
}

/// The number at the front of a word without its commas, and what follows it.
fn leading_number(word: &str) -> Option<(f64, &str)> {
    let length = word
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        .count();
    let digits: String = word[..length]
        .chars()
        .filter(|letter| *letter != ',')
        .collect();
    Some((digits.parse().ok()?, &word[length..]))
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "k" | "thousand" => 1e3,
        "m" | "mn" | "million" | "mln" => 1e6,
        "b" | "bn" | "billion" | "bln" => 1e9,
        "t" | "tn" | "trillion" | "trn" => 1e12,
        _ => return None,
    })
}

/// `-3/4` right behind a number.
fn fraction(text: &Text<'_>, from: usize, end: usize) -> Option<(f64, usize)> {
    if from + 4 > end || text.tokens[from].tag != Tag::Dash || text.word(from + 2) != "/" {
        return None;
    }
    let tight =
        (from..from + 4).all(|index| text.tokens[index].start == text.tokens[index - 1].end);
    let above: f64 = text.word(from + 1).parse().ok()?;
    let below: f64 = text.word(from + 3).parse().ok()?;
    (tight && below > 0.0).then(|| (above / below, from + 4))
}

/// Years are no amounts: `in 2018`.
pub(crate) fn is_year(quantity: &Quantity) -> bool {
    quantity.unit == Unit::Bare
        && quantity.number.fract() == 0.0
        && (1900.0..2100.0).contains(&quantity.number)
}

//! Rates, amounts, laws, conditions and times inside a stretch of words.

use super::terms::Concepts;
use crate::clause::Range;
use crate::fact::Amount;
use crate::text::Text;
use crate::words::Tag;

/// A rate with its words.
#[derive(Debug, Clone)]
pub(super) struct Rate {
    pub(super) words: Range,
    pub(super) percent: f64,
}

/// The rates of a range: what is set, and what held before.
pub(super) fn rates(text: &Text<'_>, range: Range) -> (Option<Rate>, Option<Rate>) {
    let mut to: Option<Rate> = None;
    let mut from: Option<Rate> = None;
    let mut index = range.start;
    while index < range.end {
        let Some((end, percent)) = percent_at(text, index) else {
            index += 1;
            continue;
        };
        // `to an eye-watering 50%`, `of up to 145%`
        let mut before = index.checked_sub(1);
        for _ in 0..3 {
            before = before.map(|before| {
                let skips = matches!(
                    text.tokens[before].tag,
                    Tag::Determiner | Tag::Adjective | Tag::Adverb
                ) || text.is_any(
                    before,
                    &[
                        "of", "rate", "least", "most", "at", "tariff", "duty", "rates",
                    ],
                );
                if skips && before > 0 {
                    before - 1
                } else {
                    before
                }
            });
        }
        // `62% of goods`, `50% owned`
        if text.is(end, "of") && !text.is_any(end + 1, &["tariffs", "tariff"])
            || text.is_any(end, &["owned", "of", "stake", "chance"])
        {
            index = end;
            continue;
        }
        let rate = Rate {
            words: index..end,
            percent,
        };
        let starts = before.is_some_and(|before| text.is(before, "from"));
        let reaches = before.is_some_and(|before| text.is(before, "to"));
        if starts {
            from.get_or_insert(rate);
        } else if reaches && from.is_some() {
            to = Some(rate);
        } else {
            to.get_or_insert(rate);
        }
        index = end;
    }
    if to.is_none() {
        to = from.take();
    }
    (to, from)
}

/// A percentage at a token, with where it ends.
pub(super) fn percent_at(text: &Text<'_>, index: usize) -> Option<(usize, f64)> {
    let token = text.tokens.get(index)?;
    if token.tag != Tag::Number {
        return None;
    }
    let word = text.word(index);
    let digits: String = word
        .trim_end_matches('%')
        .chars()
        .filter(|letter| *letter != ',')
        .collect();
    let value: f64 = digits.parse().ok()?;
    if word.ends_with('%') {
        return Some((index + 1, value));
    }
    let mut next = index + 1;
    if text.is(next, "-") {
        next += 1;
    }
    if text.is_any(next, &["percent", "%", "pc", "pct", "percentage"]) {
        let end = if text.is(next, "percentage") {
            next + 2
        } else {
            next + 1
        };
        return Some((end.min(text.tokens.len()), value));
    }
    if text.is(next, "per") && text.is(next + 1, "cent") {
        return Some((next + 2, value));
    }
    // `per-cent` is one word
    text.is(next, "per-cent").then_some((next + 1, value))
}

/// An amount of money or of things in a range.
pub(super) fn amount(text: &Text<'_>, range: Range) -> Option<(Range, Option<Amount>)> {
    let mut index = range.start;
    while index < range.end {
        if text.tokens[index].tag == Tag::Number {
            if let Some((end, value, unit)) = money_at(text, index) {
                let approx = index > 0
                    && text.is_any(
                        index - 1,
                        &[
                            "about",
                            "around",
                            "roughly",
                            "approximately",
                            "nearly",
                            "almost",
                            "some",
                        ],
                    );
                return Some((
                    index..end,
                    Some(Amount {
                        value,
                        unit: unit.to_owned(),
                        approx,
                    }),
                ));
            }
            if let Some(unit) = counted(text, index, range.end) {
                let digits: String = text
                    .word(index)
                    .chars()
                    .filter(|letter| *letter != ',')
                    .collect();
                if let Ok(value) = digits.parse::<f64>() {
                    return Some((
                        index..index + 1,
                        Some(Amount {
                            value,
                            unit: unit.to_owned(),
                            approx: false,
                        }),
                    ));
                }
            }
        }
        index += 1;
    }
    None
}

fn money_at(text: &Text<'_>, index: usize) -> Option<(usize, f64, &'static str)> {
    let word = text.word(index);
    let unit = match word.chars().next()? {
        '$' => "USD",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "CNY",
        _ => {
            let after = index + 2;
            return match text.tokens.get(after).map(|_| text.word(after)) {
                Some("dollars" | "dollar") => {
                    scaled(text, index, word).map(|(end, value)| (end + 1, value, "USD"))
                }
                Some("euros" | "euro") => {
                    scaled(text, index, word).map(|(end, value)| (end + 1, value, "EUR"))
                }
                Some("yuan") => {
                    scaled(text, index, word).map(|(end, value)| (end + 1, value, "CNY"))
                }
                _ => None,
            };
        }
    };
    let digits = word.trim_start_matches(['$', '€', '£', '¥']);
    scaled(text, index, digits).map(|(end, value)| (end, value, unit))
}

fn scaled(text: &Text<'_>, index: usize, digits: &str) -> Option<(usize, f64)> {
    let tail = digits.trim_start_matches(|letter: char| {
        letter.is_ascii_digit() || letter == '.' || letter == ','
    });
    let number: String = digits[..digits.len() - tail.len()]
        .chars()
        .filter(|letter| *letter != ',')
        .collect();
    let value: f64 = number.parse().ok()?;
    let scale = |word: &str| match word.to_ascii_lowercase().as_str() {
        "trillion" | "tn" | "trn" => Some(1e12),
        "billion" | "bn" | "b" => Some(1e9),
        "million" | "m" | "mn" => Some(1e6),
        _ => None,
    };
    if let Some(scale) = scale(tail) {
        return Some((index + 1, value * scale));
    }
    if !tail.is_empty() {
        return None;
    }
    match text
        .tokens
        .get(index + 1)
        .and_then(|_| scale(text.word(index + 1)))
    {
        Some(scale) => Some((index + 2, value * scale)),
        None => Some((index + 1, value)),
    }
}

/// What a plain number counts.
fn counted(text: &Text<'_>, index: usize, end: usize) -> Option<&'static str> {
    if percent_at(text, index).is_some()
        || text.is_any(
            index.saturating_sub(1),
            &["section", "list", "article", "no"],
        )
    {
        return None;
    }
    (index + 1..end.min(index + 4)).find_map(|token| {
        let word = text.word(token);
        Some(match word {
            "products" | "goods" | "items" => "products",
            "entities" => "entities",
            "companies" | "firms" => "companies",
            "lines" => "product lines",
            "aircraft" | "planes" | "jets" => "aircraft",
            _ => return None,
        })
    })
}

/// The law named in a range.
pub(super) fn legal(text: &Text<'_>, concepts: &Concepts, range: Range) -> Option<Range> {
    text.hits_of(concepts.legal, range)
        .max_by_key(|hit| hit.last - hit.first)
        .map(|hit| hit.range())
}

/// A condition of a sentence: from `if` or `unless` to where its clause ends.
pub(super) fn condition(text: &Text<'_>, from: usize, end: usize) -> Option<Range> {
    let first = (from..end).find(|index| {
        text.is_any(*index, &["if", "unless"]) && text.tokens[*index].tag == Tag::Subordinator
    })?;
    let last = (first + 1..end)
        .find(|index| {
            matches!(
                text.tokens[*index].tag,
                Tag::Comma | Tag::Stop | Tag::Semicolon
            )
        })
        .unwrap_or(end);
    (last > first + 2).then_some(first..last)
}

/// For how long: `for 90 days`, `a 90-day`.
pub(super) fn duration(text: &Text<'_>, range: Range) -> Option<Range> {
    let units = [
        "day", "days", "month", "months", "year", "years", "week", "weeks",
    ];
    for index in range.clone() {
        let word = text.word(index);
        if text.tokens[index].tag == Tag::Number
            || text.is_any(index, &["a", "one", "two", "three", "six", "five"])
        {
            if text.is_any(index + 1, &units)
                && index + 1 < range.end
                && index > 0
                && (text.is(index - 1, "for") || text.is(index - 1, "of"))
            {
                return Some(index..index + 2);
            }
            // 90-day
            if text.is(index + 1, "-") && text.is_any(index + 2, &units) {
                return Some(index..index + 3);
            }
        }
        if word.len() > 5
            && (word.ends_with("-day") || word.ends_with("-month") || word.ends_with("-year"))
        {
            return Some(index..index + 1);
        }
    }
    None
}

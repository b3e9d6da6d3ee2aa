//! The numbers that words hold, in figures or spelled out, and what they count.

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// In whole units: 4 billion is 4e9.
    pub(super) value: f64,
    /// Whether it is of percent, itself or as part of a range.
    pub(super) percent: bool,
    /// Whether of percentage points.
    pub(super) points: bool,
    /// Whether of money.
    pub(super) money: bool,
    /// Whether it has a word such as `billion`, itself or as part of a range.
    pub(super) scale: Option<f64>,
}

impl Number {
    /// Whether it says this value, up or down.
    pub(super) fn says(&self, value: f64) -> bool {
        let (own, other) = (self.value.abs(), value.abs());
        (own - other).abs() <= 1e-9 * own.max(other)
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Figure(f64),
    Word(String),
    Sign(char),
}

/// Every number of a text. `from 84 to 125%` gives two of percent, `$30-40 billion` two of thousands of millions of money.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let tokens = tokens(text);
    // Number, its first token, the first token after it.
    let mut found: Vec<(Number, usize, usize)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((value, mut end)) = bare(&tokens, at) else {
            at += 1;
            continue;
        };
        let mut scale = None;
        while let Some(times) = tokens.get(end).and_then(scale_of) {
            scale = Some(scale.unwrap_or(1.0) * times);
            end += 1;
        }
        let counted = counted(&tokens, at, end);
        found.push((
            Number {
                value: value * scale.unwrap_or(1.0),
                scale,
                ..counted
            },
            at,
            end,
        ));
        at = end;
    }
    share(&mut found, &tokens);
    found.into_iter().map(|(number, _, _)| number).collect()
}

/// Lets the two ends of a range share what only one of them is said to count.
fn share(found: &mut [(Number, usize, usize)], tokens: &[Token]) {
    for nth in 1..found.len() {
        let (left, right) = (found[nth - 1], found[nth]);
        let between = &tokens[left.2.min(right.1)..right.1];
        if between.len() > 5 || !between.iter().all(joins) || !between.iter().any(links) {
            continue;
        }
        let (a, b) = (left.0, right.0);
        let both = |x: bool, y: bool| x || y;
        if a.scale.is_none()
            && !a.percent
            && let Some(times) = b.scale
        {
            found[nth - 1].0.value *= times;
            found[nth - 1].0.scale = b.scale;
        }
        let unsettled = |n: Number| !n.percent && !n.points && !n.money;
        if unsettled(a) || unsettled(b) {
            for n in [nth - 1, nth] {
                found[n].0.percent = both(a.percent, b.percent);
                found[n].0.points = both(a.points, b.points);
                found[n].0.money = both(a.money, b.money);
            }
        }
    }
}

/// Whether a token makes two numbers a range or a change: `2, 145%` is none.
fn links(token: &Token) -> bool {
    match token {
        Token::Word(word) => !matches!(
            word.as_str(),
            "percent" | "per" | "cent" | "pc" | "pct" | "us"
        ),
        Token::Sign(sign) => matches!(sign, '-' | '–' | '—' | '/'),
        Token::Figure(_) => false,
    }
}

/// Whether a token may stand between the two ends of a range or a change.
fn joins(token: &Token) -> bool {
    const WORDS: [&str; 16] = [
        "to", "and", "or", "from", "up", "down", "versus", "against", "between", "us", "than",
        "percent", "per", "cent", "pc", "pct",
    ];
    match token {
        Token::Word(word) => WORDS.contains(&word.as_str()),
        Token::Sign(sign) => {
            money_sign(*sign)
                || is_percent_sign(*sign)
                || matches!(sign, ',' | '-' | '–' | '—' | '/' | '(')
        }
        Token::Figure(_) => false,
    }
}

/// What the words beside a number say it counts.
fn counted(tokens: &[Token], start: usize, end: usize) -> Number {
    let word = |at: usize| match tokens.get(at) {
        Some(Token::Word(word)) => word.as_str(),
        _ => "",
    };
    let sign = |at: Option<usize>| match at.and_then(|at| tokens.get(at)) {
        Some(Token::Sign(sign)) => Some(*sign),
        _ => None,
    };
    let hyphen = usize::from(matches!(sign(Some(end)), Some('-' | '‑')));
    let next = end + hyphen;
    let (percent_like, after) = match (word(next), word(next + 1)) {
        ("per", "cent") => (true, next + 2),
        ("percent" | "pc" | "pct" | "percentage", _) => (true, next + 1),
        _ if sign(Some(next)).is_some_and(is_percent_sign) => (true, next + 1),
        _ => (false, next),
    };
    let points = word(after).starts_with("point") && percent_like
        || matches!(word(next), "pp" | "ppt" | "ppts");
    let money = sign(start.checked_sub(1)).is_some_and(money_sign)
        || sign(Some(next)).is_some_and(money_sign)
        || ["dollar", "euro", "yuan", "renminbi", "rmb", "yen", "pound", "usd", "eur", "cny", "cad", "won"]
            .iter()
            .any(|unit| word(next).starts_with(unit))
        || start.checked_sub(1).is_some_and(|at| matches!(word(at), "usd" | "eur" | "cny" | "rmb" | "cad" | "jpy"))
        // "billion US dollars", "billion Canadian dollars"
        || word(next + 1).starts_with("dollar");
    Number {
        value: 0.0,
        percent: percent_like && !points,
        points,
        money,
        scale: None,
    }
}

fn is_percent_sign(sign: char) -> bool {
    matches!(sign, '%' | '％' | '﹪')
}

fn money_sign(sign: char) -> bool {
    matches!(sign, '$' | '€' | '£' | '¥' | '￥' | '₩' | '₹')
}

/// A number without its scale, from a token on: its value and the first token after it.
fn bare(tokens: &[Token], at: usize) -> Option<(f64, usize)> {
    match tokens.get(at)? {
        Token::Figure(value) => Some((*value, at + 1)),
        Token::Sign(_) => None,
        Token::Word(_) => spelled(tokens, at),
    }
}

/// A number in words below a thousand: `one hundred and forty-five`; its value and the first token after it.
fn spelled(tokens: &[Token], start: usize) -> Option<(f64, usize)> {
    let small = |at: usize| match tokens.get(at) {
        Some(Token::Word(word)) => below_hundred(word),
        _ => None,
    };
    let is = |at: usize, wanted: &str| matches!(tokens.get(at), Some(Token::Word(word)) if word == wanted);
    let dash = |at: usize| usize::from(matches!(tokens.get(at), Some(Token::Sign('-' | '‑'))));

    let (mut value, mut at) = match small(start) {
        Some(first) => (first, start + 1),
        // "a hundred", "a million": an article is a number only before one of those.
        None if is(start, "a") || is(start, "an") => {
            let next = tokens.get(start + 1)?;
            let counts = scale_of(next).is_some() || is(start + 1, "hundred");
            return counts.then_some((
                if is(start + 1, "hundred") { 100.0 } else { 1.0 },
                start + 1 + usize::from(is(start + 1, "hundred")),
            ));
        }
        None => return None,
    };
    if value >= 20.0 && value % 10.0 == 0.0 {
        let next = at + dash(at);
        if let Some(unit) = small(next).filter(|unit| (1.0..10.0).contains(unit)) {
            value += unit;
            at = next + 1;
        }
    }
    if value < 100.0 && is(at, "hundred") {
        value *= 100.0;
        at += 1;
        let next = at + usize::from(is(at, "and"));
        if let Some((rest, end)) = small(next).and_then(|_| spelled(tokens, next))
            && rest < 100.0
        {
            value += rest;
            at = end;
        }
    }
    Some((value, at))
}

fn below_hundred(word: &str) -> Option<f64> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let place = |list: &[&str]| list.iter().position(|known| *known == word);
    match (place(&SMALL), place(&TENS)) {
        (Some(nth), _) => Some(nth as f64),
        (None, Some(nth)) => Some(20.0 + 10.0 * nth as f64),
        (None, None) => (word == "dozen").then_some(12.0),
    }
}

fn scale_of(token: &Token) -> Option<f64> {
    let Token::Word(word) = token else {
        return None;
    };
    match word.as_str() {
        "thousand" | "k" => Some(1e3),
        "million" | "mn" | "mln" | "m" => Some(1e6),
        "billion" | "bn" | "bln" | "b" => Some(1e9),
        "trillion" | "tn" | "trn" => Some(1e12),
        _ => None,
    }
}

/// Figures, words in lower case, and every other sign but white space.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_ascii_digit() {
            let length = figure_length(rest);
            let figure = rest[..length].replace(',', "").parse();
            tokens.extend(figure.ok().map(Token::Figure));
            length
        } else if c.is_alphabetic() {
            let word: &str = rest
                .split(|c: char| !c.is_alphabetic())
                .next()
                .unwrap_or_default();
            tokens.push(Token::Word(word.to_lowercase()));
            word.len()
        } else {
            if !c.is_whitespace() {
                tokens.push(Token::Sign(c));
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// Bytes of the figure at the start: digits, commas before three digits, one point before digits.
fn figure_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    let mut point = false;
    loop {
        if digit(at) {
            at += 1;
        } else if bytes.get(at) == Some(&b',')
            && !point
            && (1..=3).all(|n| digit(at + n))
            && !digit(at + 4)
        {
            at += 4;
        } else if bytes.get(at) == Some(&b'.') && !point && digit(at + 1) {
            point = true;
            at += 2;
        } else {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        numbers(text).iter().map(|n| n.value).collect()
    }

    #[test]
    fn figures_and_words() {
        assert_eq!(values("145%"), [145.0]);
        assert_eq!(values("1,234.5 and 12,34"), [1234.5, 12.0, 34.0]);
        assert_eq!(values("one hundred and forty-five percent"), [145.0]);
        assert_eq!(values("twenty five"), [25.0]);
        assert_eq!(values("a hundred, a dozen, an offer"), [100.0, 12.0]);
        assert_eq!(values("two hundred and then"), [200.0]);
        assert_eq!(values("a $1.2 trillion gap"), [1.2e12]);
        assert_eq!(values("a million"), [1e6]);
        assert_eq!(values("$40bn"), [4e10]);
        assert_eq!(values("the US and three of it"), [3.0]);
        assert!(values("none at all").is_empty());
    }

    #[test]
    fn what_is_counted() {
        let percent = |text: &str| numbers(text).iter().map(|n| n.percent).collect::<Vec<_>>();
        assert_eq!(
            percent("to 145 per cent, 24 percentage points"),
            [true, false]
        );
        assert_eq!(percent("from 84 to 125%"), [true, true]);
        assert_eq!(percent("on May 2, 145%"), [false, true]);
        assert_eq!(percent("a 145-percent tariff"), [true]);
        assert_eq!(percent("lifted to 20 percent, up from 10"), [true, true]);
        assert_eq!(percent("$145 billion at 20%"), [false, true]);
        assert_eq!(values("$30-40 billion"), [3e10, 4e10]);
        assert_eq!(values("between $30 billion and $40 billion"), [3e10, 4e10]);
        assert!(numbers("200 billion US dollars")[0].money);
        assert!(numbers("24 percentage points")[0].points);
    }

    #[test]
    fn odd_texts_end() {
        for text in [
            "",
            "1,",
            "1.",
            ".5",
            "１４５",
            "1,2,3",
            "99999999999999999999999999999",
            "-",
            "a",
            "a hundred and",
        ] {
            numbers(text);
        }
    }
}

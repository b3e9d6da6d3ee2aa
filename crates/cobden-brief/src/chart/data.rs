//! What charts have in common: numbers in words, labels, columns.

use serde_json::{Value, json};

use crate::page::{Column, Line, shown};

/// What the numbers of a chart are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Its name: `average duty`.
    pub name: String,
    /// Its unit: `%`, `billion US dollars`; empty for a bare number.
    pub unit: String,
    /// Digits after the point.
    pub decimals: usize,
    /// Whether numbers above nothing have a plus, as changes do.
    pub signed: bool,
}

impl Quantity {
    /// A number without its unit, three digits grouped; a dash for one that is not finite.
    pub fn number(&self, value: f64) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        let digits = format!("{:.*}", self.decimals, value.abs());
        let (whole, part) = match digits.split_once('.') {
            Some((whole, part)) => (whole, format!(".{part}")),
            None => (digits.as_str(), String::new()),
        };
        let mut out = String::new();
        // Rounded to nothing, a number has no sign.
        if digits.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
            if value < 0.0 {
                out.push('-');
            } else if self.signed {
                out.push('+');
            }
        }
        for (k, digit) in whole.chars().enumerate() {
            if k > 0 && (whole.len() - k).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out + &part
    }

    /// A number with its unit: `+1.2%`, `3.4 billion US dollars`.
    pub fn with_unit(&self, value: f64) -> String {
        self.united(self.number(value))
    }

    /// A number as a picture shows it, with a true minus.
    pub(super) fn drawn(&self, value: f64) -> String {
        self.number(value).replace('-', "\u{2212}")
    }

    /// A number with its unit as a picture shows it.
    pub(super) fn drawn_with_unit(&self, value: f64) -> String {
        self.united(self.drawn(value))
    }

    fn united(&self, number: String) -> String {
        match self.unit.as_str() {
            "" => number,
            "%" => number + "%",
            unit => format!("{number} {}", shown(unit)),
        }
    }

    /// What stands above the picture: the quantity and its unit.
    pub(super) fn heading(&self) -> Value {
        let name = capital(&shown(&self.name));
        let text = match self.unit.as_str() {
            "" => name,
            unit => format!("{name}, {}", shown(unit)),
        };
        json!({"text": text, "anchor": "start", "frame": "bounds"})
    }

    /// How an axis writes numbers (d3-format): only the digits that are needed.
    pub(super) fn axis_format(&self) -> &'static str {
        if self.signed { "+,~f" } else { ",~f" }
    }

    /// A column of such numbers.
    pub(super) fn column(&self, title: &str) -> Column {
        Column {
            title: title.to_owned(),
            unit: Some(self.unit.clone()).filter(|unit| !unit.is_empty()),
            numeric: true,
        }
    }

    /// A cell with a number.
    pub(super) fn cell(&self, value: f64) -> Line {
        Line::of(self.number(value))
    }
}

/// A column of words.
pub(super) fn words(title: &str) -> Column {
    Column {
        title: title.to_owned(),
        ..Column::default()
    }
}

/// A text with its first letter large.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A label on lines of about `width` characters, as the picture breaks it; words stay whole.
pub(super) fn label(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in shown(text).split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// The largest number of lines among labels.
pub(super) fn tallest<'a>(labels: impl Iterator<Item = &'a str>) -> usize {
    labels
        .map(|label| label.lines().count())
        .max()
        .unwrap_or(1)
        .max(1)
}

/// An axis of labels that [`label`] broke; several lines are centred on their bar.
pub(super) fn label_axis() -> Value {
    let raised = |lines: usize| {
        let test = format!("length(split(datum.label, '\\n')) === {lines}");
        json!({"test": test, "value": -7.5 * (lines - 1) as f64})
    };
    json!({
        "title": null, "ticks": false, "domain": false, "grid": false,
        "labelExpr": "split(datum.label, '\\n')", "labelPadding": 8, "labelLimit": 150, "labelLineHeight": 15,
        "labelOffset": {"condition": [raised(2), raised(3), raised(4), raised(5)], "value": 0},
    })
}

/// Lower and upper end of an axis of bars that has nothing inside it, with room for what is written at their ends:
/// `letters` characters at each end that has bars, of a picture that shows about thirty on a telephone.
pub(super) fn extent(values: impl Iterator<Item = f64>, letters: usize) -> (f64, f64) {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let span = if high > low { high - low } else { 1.0 };
    let room = span * (letters as f64 / 24.0).min(0.35);
    (
        if low < 0.0 { low - room } else { low },
        if high > 0.0 || low >= 0.0 {
            high + room
        } else {
            high
        },
    )
}

/// Items as a sentence has them: `a, b and c`; `a, b; c` where an item has a comma of its own.
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        items if items.iter().any(|item| item.contains(", ")) => items.join("; "),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Room for a legend on a telephone, in pixels.
const NARROWEST: usize = 300;

/// A legend above the picture, in as many columns as there is room for.
pub(super) fn legend(names: &[String]) -> Value {
    let letters = names
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0);
    // By the narrowest page: a number of columns that follows the width moves the legend after its height was taken.
    let columns = (NARROWEST / (40 + 8 * letters)).clamp(1, names.len().max(1));
    json!({"orient": "top", "title": null, "columns": columns, "labelLimit": 300})
}

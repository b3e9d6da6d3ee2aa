//! Wholes made of parts.

use serde_json::{Value, json};

use super::data::{Quantity, capital, extent, label, label_axis, legend, listed, tallest, words};
use super::theme;
use super::{Chart, shown};
use crate::page::{Line, Table};

/// Horizontal bars stacked from parts: duties by authority, a bar a direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Stacked {
    /// The chart's anchor.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What the values are.
    pub quantity: Quantity,
    /// What the bars are: `Direction`.
    pub category: String,
    /// Names of the parts, from the axis outwards.
    pub parts: Vec<String>,
    /// Bars in order, each with its name, once, and a value a part. Values below nothing stand left of the axis.
    pub bars: Vec<(String, Vec<f64>)>,
}

impl Stacked {
    fn total(values: &[f64]) -> f64 {
        values.iter().filter(|value| value.is_finite()).sum()
    }
}

/// A chart of wholes and their parts.
pub fn stacked(input: &Stacked) -> Chart {
    let labels: Vec<String> = input.bars.iter().map(|(name, _)| label(name, 16)).collect();
    let lines = tallest(labels.iter().map(String::as_str));
    let step = 46.max(10 + 15 * lines);
    Chart {
        id: input.id.clone(),
        title: shown(&input.title).into_owned(),
        spec: theme::framed(
            input.quantity.heading(),
            json!(step * input.bars.len().max(1)),
            parts(input, &labels),
        ),
        alternative: alternative(input),
        table: table(input),
        sketch: Vec::new(),
        beside_table: false,
    }
}

/// How wide a part has to be, in pixels, to have its number inside.
const ROOM: f64 = 34.0;

fn parts(input: &Stacked, labels: &[String]) -> Value {
    let quantity = &input.quantity;
    let names: Vec<String> = input
        .parts
        .iter()
        .map(|name| shown(name).into_owned())
        .collect();
    let above = |values: &[f64]| {
        values
            .iter()
            .copied()
            .filter(|value| *value > 0.0)
            .sum::<f64>()
    };
    let below = |values: &[f64]| {
        values
            .iter()
            .copied()
            .filter(|value| *value < 0.0)
            .sum::<f64>()
    };
    let ends = input
        .bars
        .iter()
        .flat_map(|(_, values)| [above(values), below(values)]);
    let totals = input
        .bars
        .iter()
        .map(|(_, values)| quantity.drawn(Stacked::total(values)));
    let letters = totals
        .map(|total| total.chars().count() + 1)
        .max()
        .unwrap_or(0);
    let (low, high) = extent(ends, letters);
    let mut rows = Vec::new();
    let mut sums = Vec::new();
    for ((_, values), label) in input.bars.iter().zip(labels) {
        let place = label.replace('\n', " ");
        let total = Stacked::total(values);
        // Where a part ends and the next begins, apart for either side of nothing.
        let (mut right, mut left) = (0.0, 0.0);
        for (k, (name, value)) in names.iter().zip(values).enumerate() {
            if !value.is_finite() || *value == 0.0 {
                continue;
            }
            let edge = if *value > 0.0 { &mut right } else { &mut left };
            let start = *edge;
            *edge += value;
            rows.push(json!({
                "category": label, "part": name, "order": k, "start": start, "end": *edge,
                "middle": (start + *edge) / 2.0, "inside": quantity.drawn(*value),
                "words": quantity.drawn_with_unit(*value), "place": place,
            }));
        }
        sums.push(json!({"category": label, "end": right, "total": quantity.drawn(total)}));
    }
    let x = |field: &str| {
        json!({
            "field": field, "type": "quantitative", "scale": {"domain": [low, high], "nice": false}, "axis": null,
        })
    };
    let y = json!({
        "field": "category", "type": "nominal", "sort": null, "axis": label_axis(),
        "scale": {"domain": labels, "paddingInner": 0.35, "paddingOuter": 0.1},
    });
    let colour = |range: Vec<&str>, legend: Value| {
        json!({
            "field": "part", "type": "nominal", "scale": {"domain": names, "range": range}, "legend": legend,
        })
    };
    let legend = legend(&names);
    let fits = format!(
        "abs(datum.end - datum.start) * width > {}",
        ROOM * (high - low)
    );
    json!({
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": theme::paper(), "strokeWidth": 1.5},
                "encoding": {
                    "x": x("start"), "x2": {"field": "end"}, "y": y,
                    "color": colour(theme::colours(names.len()), legend),
                    "tooltip": [
                        {"field": "place", "title": capital(&shown(&input.category))},
                        {"field": "part", "title": "Part"},
                        {"field": "words", "title": capital(&shown(&quantity.name))},
                    ],
                },
            },
            {
                "mark": {"type": "text", "baseline": "middle", "tooltip": null},
                "encoding": {
                    "x": x("middle"), "y": y,
                    "text": {"condition": {"test": fits, "field": "inside"}, "value": ""},
                    "color": colour(theme::on_colours(names.len()), Value::Null),
                },
            },
            {
                "data": {"values": sums},
                "mark": {"type": "text", "align": "left", "dx": 6, "baseline": "middle", "fontWeight": "bold", "fontSize": 13},
                "encoding": {"x": x("end"), "y": y, "text": {"field": "total"}},
            },
        ],
        "resolve": {"scale": {"color": "independent"}},
    })
}

fn alternative(input: &Stacked) -> String {
    let quantity = &input.quantity;
    let mut out = format!("{} and its parts.", capital(&shown(&quantity.name)));
    for (name, values) in &input.bars {
        let said = input
            .parts
            .iter()
            .zip(values)
            .filter(|(_, value)| value.is_finite() && **value != 0.0);
        let said: Vec<String> = said
            .map(|(part, value)| format!("{} {}", shown(part), quantity.with_unit(*value)))
            .collect();
        out += &format!(
            " {}: {}",
            shown(name),
            quantity.with_unit(Stacked::total(values))
        );
        if !said.is_empty() {
            out += &format!(", made of {}", listed(&said));
        }
        out.push('.');
    }
    out
}

fn table(input: &Stacked) -> Table {
    let quantity = &input.quantity;
    let columns = input.parts.iter().map(|part| quantity.column(&shown(part)));
    let row = |(name, values): &(String, Vec<f64>)| {
        let parts = (0..input.parts.len()).map(|k| values.get(k).copied().unwrap_or(f64::NAN));
        let numbers = parts.chain(std::iter::once(Stacked::total(values)));
        std::iter::once(Line::of(shown(name)))
            .chain(numbers.map(|value| quantity.cell(value)))
            .collect()
    };
    Table {
        caption: shown(&input.title).into_owned(),
        columns: std::iter::once(words(&capital(&shown(&input.category))))
            .chain(columns)
            .chain(std::iter::once(quantity.column("Total")))
            .collect(),
        rows: input.bars.iter().map(row).collect(),
    }
}

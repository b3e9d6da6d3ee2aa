//! Signed values by category.

use serde_json::{Value, json};

use super::data::{Quantity, capital, extent, label, label_axis, legend, listed, tallest, words};
use super::theme;
use super::{Chart, shown};
use crate::page::{Line, Table};

/// Horizontal bars: a row a category, a bar a series in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// The chart's anchor.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What the values are.
    pub quantity: Quantity,
    /// What the categories are: `Economy`.
    pub category: String,
    /// Names of the series; one or two can be read at a glance.
    pub series: Vec<String>,
    /// Categories in the order they are shown, each once, with a value a series.
    pub rows: Vec<(String, Vec<f64>)>,
}

/// How many rows a sentence can name one by one.
const FEW: usize = 6;

/// A chart of horizontal bars, in the order given.
pub fn bars(input: &Bars) -> Chart {
    let quantity = &input.quantity;
    let labels: Vec<String> = input.rows.iter().map(|(name, _)| label(name, 18)).collect();
    let lines = tallest(labels.iter().map(String::as_str));
    let step = (12 + 12 * input.series.len().max(1)).max(8 + 14 * lines);
    Chart {
        id: input.id.clone(),
        title: shown(&input.title).into_owned(),
        spec: theme::framed(
            quantity.heading(),
            json!(step * input.rows.len().max(1)),
            parts(input, &labels),
        ),
        alternative: alternative(input),
        table: table(input),
        sketch: Vec::new(),
        beside_table: false,
    }
}

fn parts(input: &Bars, labels: &[String]) -> Value {
    let quantity = &input.quantity;
    let names: Vec<String> = input
        .series
        .iter()
        .map(|name| shown(name).into_owned())
        .collect();
    let mut rows = Vec::new();
    let mut letters = 0;
    for ((_, values), label) in input.rows.iter().zip(labels) {
        for (name, value) in names
            .iter()
            .zip(values)
            .filter(|(_, value)| value.is_finite())
        {
            let drawn = quantity.drawn(*value);
            letters = letters.max(drawn.chars().count() + 1);
            rows.push(json!({
                "category": label, "series": name, "value": value, "shown": drawn,
                "words": quantity.drawn_with_unit(*value), "place": label.replace('\n', " "),
            }));
        }
    }
    let values = input
        .rows
        .iter()
        .flat_map(|(_, values)| values.iter().copied());
    let (low, high) = extent(values, letters);
    let x = json!({
        "field": "value", "type": "quantitative", "scale": {"domain": [low, high], "nice": false}, "axis": null,
    });
    let y = json!({
        "field": "category", "type": "nominal", "sort": null, "scale": {"domain": labels, "paddingInner": 0.3, "paddingOuter": 0.1},
        "axis": label_axis(),
    });
    let mut place = json!({"x": x, "y": y});
    let several = names.len() > 1;
    if several && let Some(fields) = place.as_object_mut() {
        let offset = json!({"field": "series", "type": "nominal", "scale": {"domain": names, "paddingInner": 0.05}});
        fields.insert("yOffset".to_owned(), offset);
    }
    let legend = if several { legend(&names) } else { Value::Null };
    let colour = json!({
        "field": "series", "type": "nominal", "scale": {"domain": names, "range": theme::colours(names.len())},
        "legend": legend,
    });
    let with = |more: Value| {
        let mut encoding = place.clone();
        if let (Some(fields), Value::Object(more)) = (encoding.as_object_mut(), more) {
            fields.extend(more);
        }
        encoding
    };
    let mut tooltip = vec![json!({"field": "place", "title": capital(&shown(&input.category))})];
    if several {
        tooltip.push(json!({"field": "series", "title": "Series"}));
    }
    tooltip.push(json!({"field": "words", "title": capital(&shown(&quantity.name))}));
    let text = |filter: &str, align: &str, dx: i32| {
        json!({
            "transform": [{"filter": filter}],
            "mark": {"type": "text", "align": align, "dx": dx, "baseline": "middle"},
            "encoding": with(json!({"text": {"field": "shown"}})),
        })
    };
    json!({
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "bar"}, "encoding": with(json!({"color": colour, "tooltip": tooltip}))},
            text("datum.value >= 0", "left", 4),
            text("datum.value < 0", "right", -4),
            {"data": {"values": [{"value": 0}]}, "mark": theme::marker(), "encoding": {"x": x}},
        ],
    })
}

fn alternative(input: &Bars) -> String {
    let quantity = &input.quantity;
    let mut out = format!(
        "{} by {}.",
        capital(&shown(&quantity.name)),
        shown(&input.category).to_lowercase()
    );
    for (k, series) in input.series.iter().enumerate() {
        let mut rows: Vec<(&str, f64)> = input
            .rows
            .iter()
            .filter_map(|(name, values)| Some((name.as_str(), *values.get(k)?)))
            .filter(|(_, value)| value.is_finite())
            .collect();
        let say = |rows: &[(&str, f64)]| {
            let said = rows
                .iter()
                .map(|(name, value)| format!("{} {}", shown(name), quantity.with_unit(*value)));
            listed(&said.collect::<Vec<_>>())
        };
        if input.series.len() > 1 {
            out += &format!(" {}:", capital(&shown(series)));
        }
        if rows.is_empty() {
            out += " Nothing is known.";
        } else if rows.len() <= FEW {
            out += &format!(" {}.", say(&rows));
        } else {
            rows.sort_by(|a, b| b.1.total_cmp(&a.1));
            let ends = [say(&rows[..3]), say(&rows[rows.len() - 3..])];
            out += &format!(" Of {}, most: {}; least: {}.", rows.len(), ends[0], ends[1]);
        }
    }
    out
}

fn table(input: &Bars) -> Table {
    let columns = input
        .series
        .iter()
        .map(|name| input.quantity.column(&shown(name)));
    let row = |(name, values): &(String, Vec<f64>)| {
        let values = (0..input.series.len()).map(|k| values.get(k).copied().unwrap_or(f64::NAN));
        let cells = values.map(|value| input.quantity.cell(value));
        std::iter::once(Line::of(shown(name)))
            .chain(cells)
            .collect()
    };
    Table {
        caption: shown(&input.title).into_owned(),
        columns: std::iter::once(words(&capital(&shown(&input.category))))
            .chain(columns)
            .collect(),
        rows: input.rows.iter().map(row).collect(),
    }
}

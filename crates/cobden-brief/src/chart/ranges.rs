//! Central values between a low and a high one.

use serde_json::{Value, json};

use super::data::{Quantity, capital, label, label_axis, legend, tallest, words};
use super::theme;
use super::{Chart, shown};
use crate::page::{Line, Table};

/// Dots on ranges: a row a group (an economy), a range in it for each name (a scenario).
#[derive(Debug, Clone, PartialEq)]
pub struct Ranges {
    /// The chart's anchor.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What the values are.
    pub quantity: Quantity,
    /// What the groups are: `Economy`.
    pub groups: String,
    /// What the names are: `Scenario`.
    pub names: String,
    /// What the ranges run over: `sets of elasticities`.
    pub over: String,
    /// The ranges; groups and names are shown in the order in which they first appear.
    pub ranges: Vec<Range>,
}

/// A central value between a low and a high one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Range {
    /// The group.
    pub group: String,
    /// The name within the group.
    pub name: String,
    /// The central value, drawn as a point.
    pub central: f64,
    /// The least value.
    pub low: f64,
    /// The greatest value.
    pub high: f64,
}

/// A chart of central values and the ranges around them.
pub fn ranges(input: &Ranges) -> Chart {
    let groups = first_seen(input.ranges.iter().map(|range| label(&range.group, 16)));
    let names = first_seen(
        input
            .ranges
            .iter()
            .map(|range| shown(&range.name).into_owned()),
    );
    let lines = tallest(groups.iter().map(String::as_str));
    let step = (16 + 13 * names.len().max(1)).max(8 + 14 * lines);
    Chart {
        id: input.id.clone(),
        title: shown(&input.title).into_owned(),
        spec: theme::framed(
            input.quantity.heading(),
            json!(step * groups.len().max(1)),
            parts(input, &groups, &names),
        ),
        alternative: alternative(input),
        table: table(input),
        sketch: Vec::new(),
        beside_table: false,
    }
}

fn first_seen(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}

fn parts(input: &Ranges, groups: &[String], names: &[String]) -> Value {
    const SHAPES: [&str; 6] = [
        "circle",
        "square",
        "diamond",
        "triangle-up",
        "triangle-down",
        "cross",
    ];
    let quantity = &input.quantity;
    let drawn = |range: &&Range| {
        [range.central, range.low, range.high]
            .iter()
            .all(|value| value.is_finite())
    };
    let row = |range: &Range| {
        json!({
            "group": label(&range.group, 16), "name": shown(&range.name), "central": range.central,
            "low": range.low, "high": range.high, "place": shown(&range.group),
            "words": said(range, |value| quantity.drawn_with_unit(value)),
        })
    };
    let rows: Vec<Value> = input.ranges.iter().filter(drawn).map(row).collect();
    let x = |field: &str| {
        json!({
            "field": field, "type": "quantitative", "scale": {"zero": true, "nice": true},
            "axis": {
                "title": null, "format": quantity.axis_format(), "tickCount": 5, "grid": true, "labelOverlap": true,
                "labelFlush": true,
                "labelExpr": "datum.value === 0 ? '0' : datum.label",
            },
        })
    };
    let y = json!({
        "field": "group", "type": "nominal", "sort": null, "axis": label_axis(),
        "scale": {"domain": groups, "paddingInner": 0.35, "paddingOuter": 0.15},
    });
    let offset = json!({"field": "name", "type": "nominal", "scale": {"domain": names}});
    let legend = if names.len() > 1 {
        legend(names)
    } else {
        Value::Null
    };
    let colour = json!({
        "field": "name", "type": "nominal", "scale": {"domain": names, "range": theme::colours(names.len())},
        "legend": legend,
    });
    let shapes: Vec<&str> = SHAPES.iter().copied().cycle().take(names.len()).collect();
    let shape = json!({"field": "name", "type": "nominal", "scale": {"domain": names, "range": shapes}, "legend": legend});
    let tooltip = json!([
        {"field": "place", "title": capital(&shown(&input.groups))},
        {"field": "name", "title": capital(&shown(&input.names))},
        {"field": "words", "title": capital(&shown(&quantity.name))},
    ]);
    json!({
        "data": {"values": rows},
        "layer": [
            {"data": {"values": [{"low": 0}]}, "mark": theme::marker(), "encoding": {"x": x("low")}},
            {
                "mark": {"type": "rule", "strokeWidth": 2.5, "strokeCap": "round"},
                "encoding": {
                    "x": x("low"), "x2": {"field": "high"}, "y": y, "yOffset": offset,
                    "color": colour, "tooltip": tooltip,
                },
            },
            {
                "mark": {"type": "point", "filled": true, "opacity": 1, "size": 70},
                "encoding": {
                    "x": x("central"), "y": y, "yOffset": offset, "color": colour, "shape": shape, "tooltip": tooltip,
                },
            },
        ],
    })
}

/// A range in words: `-1.2% (-1.5% to -0.9%)`.
fn said(range: &Range, write: impl Fn(f64) -> String) -> String {
    let [central, low, high] = [range.central, range.low, range.high].map(write);
    format!("{central} ({low} to {high})")
}

fn alternative(input: &Ranges) -> String {
    let quantity = &input.quantity;
    let mut out = format!(
        "{}: central values, and in brackets the range over {}.",
        capital(&shown(&quantity.name)),
        shown(&input.over)
    );
    for group in first_seen(input.ranges.iter().map(|range| range.group.clone())) {
        let of_group = input.ranges.iter().filter(|range| range.group == group);
        let said = of_group.map(|range| {
            format!(
                "{} {}",
                shown(&range.name),
                said(range, |value| quantity.with_unit(value))
            )
        });
        out += &format!(
            " {}: {}.",
            shown(&group),
            said.collect::<Vec<_>>().join("; ")
        );
    }
    out
}

fn table(input: &Ranges) -> Table {
    let quantity = &input.quantity;
    let row = |range: &Range| {
        let numbers = [range.central, range.low, range.high];
        let names = [Line::of(shown(&range.group)), Line::of(shown(&range.name))];
        names
            .into_iter()
            .chain(numbers.map(|value| quantity.cell(value)))
            .collect()
    };
    let names = [
        words(&capital(&shown(&input.groups))),
        words(&capital(&shown(&input.names))),
    ];
    let numbers = ["Central", "Low", "High"].map(|title| quantity.column(title));
    Table {
        caption: shown(&input.title).into_owned(),
        columns: names.into_iter().chain(numbers).collect(),
        rows: input.ranges.iter().map(row).collect(),
    }
}

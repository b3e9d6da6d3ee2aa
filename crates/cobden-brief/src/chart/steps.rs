//! Values that hold from a day on: duties over time.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::data::{Quantity, capital, legend, words};
use super::theme;
use super::{Chart, shown};
use crate::page::{Line, Sketch, Table};

/// Steps over time, a line a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// The chart's anchor.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What the values are.
    pub quantity: Quantity,
    /// The first day shown.
    pub from: Date,
    /// The last day shown.
    pub until: Date,
    /// The day that is marked: that of the page. Outside the days shown it is not drawn.
    pub day: Date,
    /// The lines.
    pub series: Vec<StepSeries>,
}

/// One line of steps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StepSeries {
    /// Its name.
    pub name: String,
    /// Days, rising, each with the value that holds from then on. What holds before the first day shown counts.
    pub points: Vec<(Date, f64)>,
}

impl StepSeries {
    /// The value on a day; none before the first point.
    pub fn on(&self, day: Date) -> Option<f64> {
        let held = self.points.iter().take_while(|(from, _)| *from <= day);
        held.last().map(|(_, value)| *value)
    }

    /// What is seen from a day to another, the first of them included even if nothing changes on it.
    fn between(&self, from: Date, until: Date) -> Vec<(Date, f64)> {
        let first = self.on(from).map(|value| (from, value));
        let later = self
            .points
            .iter()
            .filter(|(day, _)| *day > from && *day <= until);
        first.into_iter().chain(later.copied()).collect()
    }
}

/// How many blocks a line of text draws a series with.
const SKETCH: usize = 48;

/// A chart of steps over time, with a line at the day of the page.
pub fn steps(input: &Steps) -> Chart {
    let quantity = &input.quantity;
    Chart {
        id: input.id.clone(),
        title: shown(&input.title).into_owned(),
        spec: theme::framed(quantity.heading(), json!(260), parts(input)),
        alternative: alternative(input),
        table: table(input),
        sketch: input
            .series
            .iter()
            .filter_map(|series| sketch(input, series))
            .collect(),
        beside_table: false,
    }
}

fn parts(input: &Steps) -> Value {
    let quantity = &input.quantity;
    let names: Vec<String> = input
        .series
        .iter()
        .map(|series| shown(&series.name).into_owned())
        .collect();
    let mut rows = Vec::new();
    for (series, name) in input.series.iter().zip(&names) {
        let mut seen = series.between(input.from, input.until);
        if let Some((last, value)) = seen.last().copied()
            && last < input.until
        {
            seen.push((input.until, value));
        }
        for (day, value) in seen.into_iter().filter(|(_, value)| value.is_finite()) {
            rows.push(json!({
                "day": day.to_string(), "value": value, "series": name, "shown": quantity.drawn(value),
                "words": format!("{} from {day}", quantity.drawn_with_unit(value)),
            }));
        }
    }
    let colour = json!({
        "field": "series", "type": "nominal", "scale": {"domain": names, "range": theme::colours(names.len())},
        "legend": wide_symbols(legend(&names)),
    });
    // `utc`, or a reader west of Greenwich would see the day before.
    let x = json!({
        "field": "day", "type": "temporal",
        "scale": {"type": "utc", "domain": [input.from.to_string(), input.until.to_string()]},
        "axis": {"title": null, "tickCount": 5, "labelOverlap": true, "labelFlush": true},
    });
    let y = json!({
        "field": "value", "type": "quantitative",
        "axis": {"title": null, "format": quantity.axis_format(), "tickCount": 5, "labelExpr": "datum.value === 0 ? '0' : datum.label"},
    });
    let mut layers = vec![
        json!({
            "mark": {"type": "line", "interpolate": "step-after"},
            "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dashes(&names)},
        }),
        // What can be pointed at is larger than what is seen.
        json!({
            "mark": {"type": "point", "filled": true, "opacity": 0, "size": 250},
            "encoding": {
                "x": x, "y": y, "color": colour,
                "tooltip": [
                    {"field": "series", "title": "Who"}, {"field": "words", "title": capital(&shown(&quantity.name))},
                ],
            },
        }),
    ];
    if (input.from..=input.until).contains(&input.day) {
        let day = json!([{"day": input.day.to_string(), "words": input.day.to_string()}]);
        let late = (input.day - input.from).get_days() * 2 > (input.until - input.from).get_days();
        let mut words = theme::soft_words();
        if let Some(fields) = words.as_object_mut() {
            fields.insert(
                "align".to_owned(),
                json!(if late { "right" } else { "left" }),
            );
            fields.insert("dx".to_owned(), json!(if late { -4 } else { 4 }));
            fields.insert("baseline".to_owned(), json!("top"));
        }
        layers
            .push(json!({"data": {"values": day}, "mark": theme::marker(), "encoding": {"x": x}}));
        layers.push(json!({
            "data": {"values": day}, "mark": words,
            "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "words"}},
        }));
    }
    json!({"data": {"values": rows}, "layer": layers})
}

/// Dashes that tell lines apart without colour.
fn dashes(names: &[String]) -> Value {
    const DASHES: [&[u8]; 4] = [&[1, 0], &[6, 3], &[2, 2], &[9, 3, 2, 3]];
    let range: Vec<&[u8]> = DASHES.iter().copied().cycle().take(names.len()).collect();
    json!({
        "field": "series", "type": "nominal", "scale": {"domain": names, "range": range},
        "legend": wide_symbols(legend(names)),
    })
}

/// Legends of lines show a stretch of line long enough for its dashes.
fn wide_symbols(mut legend: Value) -> Value {
    if let Some(fields) = legend.as_object_mut() {
        fields.insert("symbolType".to_owned(), json!("stroke"));
        fields.insert("symbolSize".to_owned(), json!(500));
        fields.insert("symbolStrokeWidth".to_owned(), json!(2.5));
    }
    legend
}

fn alternative(input: &Steps) -> String {
    let quantity = &input.quantity;
    let name = capital(&shown(&quantity.name));
    let mut out = format!("{name} from {} to {}.", input.from, input.until);
    for series in &input.series {
        let seen = series.between(input.from, input.until);
        let seen: Vec<_> = seen
            .into_iter()
            .filter(|(_, value)| value.is_finite())
            .collect();
        let who = shown(&series.name);
        let (Some((start, first)), Some((_, last))) = (seen.first(), seen.last()) else {
            out += &format!(" {who}: not known.");
            continue;
        };
        // The first day of the highest value.
        let (top_day, top) =
            seen.iter().fold(
                (*start, *first),
                |best, at| if at.1 > best.1 { *at } else { best },
            );
        let changes = seen.len() - 1;
        let changes = match changes {
            0 => "no change".to_owned(),
            1 => "one change".to_owned(),
            n => format!("{n} changes"),
        };
        out += &format!(
            " {who}: {} on {start}, {changes}",
            quantity.with_unit(*first)
        );
        if top > *first && top > *last {
            out += &format!(", highest {} from {top_day}", quantity.with_unit(top));
        }
        let day = input.day.clamp(input.from, input.until);
        let held = series.on(day).filter(|value| value.is_finite());
        if let Some(value) = held {
            out += &format!(", {} on {day}", quantity.with_unit(value));
        }
        if day < input.until && held != Some(*last) {
            out += &format!(", {} on {}", quantity.with_unit(*last), input.until);
        }
        out.push('.');
    }
    out
}

/// A row for every day on which a series changes.
fn table(input: &Steps) -> Table {
    let mut days: Vec<Date> = Vec::new();
    for series in &input.series {
        days.extend(
            series
                .between(input.from, input.until)
                .iter()
                .map(|(day, _)| *day),
        );
    }
    days.sort_unstable();
    days.dedup();
    let row = |day: &Date| {
        let values = input
            .series
            .iter()
            .map(|series| series.on(*day).unwrap_or(f64::NAN));
        let cells = values.map(|value| input.quantity.cell(value));
        std::iter::once(Line::of(day.to_string()))
            .chain(cells)
            .collect()
    };
    let columns = input
        .series
        .iter()
        .map(|series| input.quantity.column(&shown(&series.name)));
    Table {
        caption: shown(&input.title).into_owned(),
        columns: std::iter::once(words("From")).chain(columns).collect(),
        rows: days.iter().map(row).collect(),
    }
}

/// A series at equal distances in time, in eighth blocks between the least and the most of all series.
fn sketch(input: &Steps, series: &StepSeries) -> Option<Sketch> {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let days = (input.until - input.from).get_days();
    let all = input
        .series
        .iter()
        .flat_map(|series| series.between(input.from, input.until));
    let (low, high) = all
        .map(|(_, value)| value)
        .filter(|value| value.is_finite())
        .fold((0.0_f64, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    if days < 1 || high <= low {
        return None;
    }
    let block = |k: usize| {
        let passed = (f64::from(days) * k as f64 / (SKETCH - 1) as f64).round() as i32;
        let day = input
            .from
            .checked_add(jiff::Span::new().days(passed))
            .ok()?;
        let value = series.on(day).filter(|value| value.is_finite())?;
        let step = ((value - low) / (high - low) * 7.0).round() as usize;
        BLOCKS.get(step).copied()
    };
    let blocks: String = (0..SKETCH).map(|k| block(k).unwrap_or(' ')).collect();
    Some(Sketch {
        name: shown(&series.name).into_owned(),
        blocks,
        ends: format!("{} to {}", input.from, input.until),
    })
}

//! How pictures look: few lines, the page's colours, and no ornament.
//!
//! A chart's own description carries colours as hexadecimal numbers, so that any program draws it. A page puts its
//! variables in their place, and with them follows the reader's choice of light or dark, and paper.

use serde_json::{Value, json};

/// Colours of series, in order. Okabe and Ito's, without the yellow that does not show on white.
pub(super) const SERIES: [&str; 7] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#595959",
];
/// Words on a series' colour that is deep on white paper (the first and the last).
const ON_DEEP: &str = "#ffffff";
/// Words on the other colours.
const ON_BRIGHT: &str = "#000000";
const INK: &str = "#1c1c1a";
const SOFT: &str = "#5c5b57";
const RULE: &str = "#dcdad3";
const PAPER: &str = "#fefefc";

/// Colours and the variables that stand for them on a page (`assets/page.css`).
const VARIABLES: [(&str, &str); 13] = [
    (SERIES[0], "var(--series-1)"),
    (SERIES[1], "var(--series-2)"),
    (SERIES[2], "var(--series-3)"),
    (SERIES[3], "var(--series-4)"),
    (SERIES[4], "var(--series-5)"),
    (SERIES[5], "var(--series-6)"),
    (SERIES[6], "var(--series-7)"),
    (ON_DEEP, "var(--on-deep)"),
    (ON_BRIGHT, "var(--on-bright)"),
    (INK, "var(--ink)"),
    (SOFT, "var(--soft)"),
    (RULE, "var(--rule)"),
    (PAPER, "var(--paper)"),
];

const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";

/// A colour for each series, from the first again where there are more than seven.
pub(super) fn colours(count: usize) -> Vec<&'static str> {
    SERIES.iter().copied().cycle().take(count).collect()
}

/// The colour of words on each series' colour.
pub(super) fn on_colours(count: usize) -> Vec<&'static str> {
    let deep = |colour: &&str| **colour == *SERIES[0] || **colour == *SERIES[6];
    let on = |colour: &&str| if deep(colour) { ON_DEEP } else { ON_BRIGHT };
    colours(count).iter().map(on).collect()
}

/// A picture's description from its parts: what all have in common, and the house style.
pub(super) fn framed(heading: Value, height: Value, parts: Value) -> Value {
    let mut spec = json!({
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": heading,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding", "resize": true},
        "background": null,
    });
    if let (Some(spec), Value::Object(parts)) = (spec.as_object_mut(), parts) {
        spec.extend(parts);
        spec.insert("config".to_owned(), config());
    }
    spec
}

/// The house style.
fn config() -> Value {
    json!({
        "font": FONT,
        "padding": {"left": 0, "right": 2, "top": 2, "bottom": 2},
        "view": {"stroke": null},
        "title": {"color": SOFT, "fontSize": 13, "fontWeight": "normal", "offset": 10},
        "axis": {
            "labelColor": SOFT, "labelFontSize": 12, "titleColor": SOFT, "titleFontSize": 12,
            "titleFontWeight": "normal", "gridColor": RULE, "domainColor": SOFT, "tickColor": SOFT, "tickSize": 4,
        },
        "axisX": {"grid": false},
        "axisY": {"domain": false, "ticks": false},
        "axisYBand": {"labelColor": INK, "labelFontSize": 13},
        "legend": {
            "labelColor": INK, "labelFontSize": 13, "symbolType": "square", "symbolSize": 110, "rowPadding": 5,
            "columnPadding": 18, "offset": 8, "padding": 0,
        },
        "line": {"strokeWidth": 2.25, "strokeCap": "butt", "strokeJoin": "miter"},
        "text": {"color": INK, "fontSize": 12},
        "rule": {"color": SOFT},
        "range": {"category": SERIES},
    })
}

/// A line that marks a place: the day of a page, nothing.
pub(super) fn marker() -> Value {
    json!({"type": "rule", "color": SOFT, "strokeWidth": 1, "tooltip": null})
}

/// Words beside a mark.
pub(super) fn soft_words() -> Value {
    json!({"type": "text", "color": SOFT, "fontSize": 12})
}

/// The line between the parts of a bar.
pub(super) fn paper() -> &'static str {
    PAPER
}

/// A description with the page's variables for its colours.
pub(crate) fn themed(spec: &Value) -> Value {
    match spec {
        Value::String(text) => {
            let variable = VARIABLES.iter().find(|(colour, _)| colour == text);
            Value::String(variable.map_or_else(|| text.clone(), |(_, name)| (*name).to_owned()))
        }
        Value::Array(items) => items.iter().map(themed).collect(),
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| (name.clone(), themed(value)));
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}

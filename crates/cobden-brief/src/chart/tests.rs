//! What every chart promises, and what each says.

use jiff::civil::date;
use serde_json::Value;

use super::*;

fn percent(signed: bool) -> Quantity {
    Quantity {
        name: "average duty".to_owned(),
        unit: "%".to_owned(),
        decimals: 1,
        signed,
    }
}

fn two_steps() -> Steps {
    Steps {
        id: "c".to_owned(),
        title: "Duties".to_owned(),
        quantity: percent(false),
        from: date(2025, 1, 1),
        until: date(2025, 12, 31),
        day: date(2025, 11, 10),
        series: vec![
            StepSeries {
                name: "A on B".to_owned(),
                points: vec![
                    (date(2024, 1, 1), 3.0),
                    (date(2025, 4, 9), 127.0),
                    (date(2025, 5, 14), 47.5),
                ],
            },
            StepSeries {
                name: "B on A".to_owned(),
                points: vec![(date(2025, 4, 12), 31.9)],
            },
        ],
    }
}

fn signed_bars(rows: &[(&str, f64)]) -> Bars {
    Bars {
        id: "c".to_owned(),
        title: "Trade".to_owned(),
        quantity: percent(true),
        category: "Economy".to_owned(),
        series: vec!["Change".to_owned()],
        rows: rows
            .iter()
            .map(|(name, value)| ((*name).to_owned(), vec![*value]))
            .collect(),
    }
}

fn two_ranges() -> Ranges {
    let range = |name: &str, central: f64| Range {
        group: "China".to_owned(),
        name: name.to_owned(),
        central,
        low: central - 0.1,
        high: central + 0.2,
    };
    Ranges {
        id: "c".to_owned(),
        title: "Income".to_owned(),
        quantity: percent(true),
        groups: "economy".to_owned(),
        names: "scenario".to_owned(),
        over: "sets of elasticities".to_owned(),
        ranges: vec![range("as it is", -0.3), range("halved", -0.1)],
    }
}

fn one_stack() -> Stacked {
    Stacked {
        id: "c".to_owned(),
        title: "By authority".to_owned(),
        quantity: percent(false),
        category: "direction".to_owned(),
        parts: ["MFN", "Section 301", "Credit"].map(str::to_owned).into(),
        bars: vec![
            ("A on B".to_owned(), vec![3.0, 7.5, -1.0]),
            ("B on A".to_owned(), vec![8.0, 0.0, 0.0]),
        ],
    }
}

/// Every string inside a value.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(fields) => fields.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_chart_has_words_and_whole_rows() {
    let bars = bars(&signed_bars(&[("Mexico", 1.0), ("China", -2.0)]));
    for chart in [
        steps(&two_steps()),
        bars,
        ranges(&two_ranges()),
        stacked(&one_stack()),
    ] {
        assert!(chart.alternative.ends_with('.'), "{}", chart.alternative);
        assert!(!chart.alternative.contains("NaN"), "{}", chart.alternative);
        assert!(
            chart
                .table
                .rows
                .iter()
                .all(|row| row.len() == chart.table.columns.len())
        );
        assert_eq!(chart.spec["width"], "container");
        assert!(!chart.spec.to_string().contains("null,null"));
        // Off line: nothing is fetched; the one address is the name of the language.
        let addresses = strings(&chart.spec)
            .into_iter()
            .filter(|text| text.contains("://"));
        assert_eq!(
            addresses.collect::<Vec<_>>(),
            ["https://vega.github.io/schema/vega-lite/v6.json"]
        );
    }
}

#[test]
fn a_page_puts_its_variables_for_colours() {
    let chart = stacked(&one_stack());
    assert!(
        strings(&chart.spec)
            .iter()
            .all(|text| !text.contains("var(")),
        "a description stands alone"
    );
    let themed = theme::themed(&chart.spec);
    assert!(
        strings(&themed).iter().all(|text| !text.starts_with('#')),
        "no colour is left fixed"
    );
}

#[test]
fn steps_say_where_they_start_their_height_and_the_day() {
    let chart = steps(&two_steps());
    assert_eq!(
        chart.alternative,
        "Average duty from 2025-01-01 to 2025-12-31. A on B: 3.0% on 2025-01-01, 2 changes, highest 127.0% from 2025-04-09, \
         47.5% on 2025-11-10. B on A: 31.9% on 2025-04-12, no change, 31.9% on 2025-11-10."
    );
    let rows: Vec<Vec<String>> = chart
        .table
        .rows
        .iter()
        .map(|row| row.iter().map(crate::page::Line::plain).collect())
        .collect();
    assert_eq!(rows[0], ["2025-01-01", "3.0", "–"]);
    assert_eq!(rows[3], ["2025-05-14", "47.5", "31.9"]);
    assert_eq!(rows.len(), 4);
    assert_eq!(chart.sketch.len(), 2);
    assert_eq!(chart.sketch[0].blocks.chars().count(), 48);
    assert!(
        chart.sketch[1].blocks.starts_with(' '),
        "what is not known is not drawn"
    );
}

#[test]
fn a_line_reaches_the_last_day() {
    let chart = steps(&two_steps());
    let rows = chart.spec["data"]["values"].as_array().unwrap();
    let of_a: Vec<&str> = rows
        .iter()
        .filter(|row| row["series"] == "A on B")
        .map(|row| row["day"].as_str().unwrap())
        .collect();
    assert_eq!(
        of_a,
        ["2025-01-01", "2025-04-09", "2025-05-14", "2025-12-31"]
    );
}

#[test]
fn a_day_outside_is_not_marked() {
    let mut input = two_steps();
    let marked = steps(&input).spec["layer"].as_array().unwrap().len();
    input.day = date(2027, 1, 1);
    assert_eq!(
        steps(&input).spec["layer"].as_array().unwrap().len(),
        marked - 2
    );
}

#[test]
fn many_bars_are_told_by_their_ends() {
    let few = bars(&signed_bars(&[("Mexico", 1.0), ("China", -2.0)]));
    assert_eq!(
        few.alternative,
        "Average duty by economy. Mexico +1.0% and China -2.0%."
    );
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let rows: Vec<(&str, f64)> = names.into_iter().zip((0..8).map(f64::from)).collect();
    let many = bars(&signed_bars(&rows));
    assert_eq!(
        many.alternative,
        "Average duty by economy. Of 8, most: h +7.0%, g +6.0% and f +5.0%; least: c +2.0%, b +1.0% and a 0.0%."
    );
}

#[test]
fn what_is_not_finite_is_not_drawn() {
    let chart = bars(&signed_bars(&[("Mexico", f64::NAN), ("China", -2.0)]));
    assert_eq!(chart.spec["data"]["values"].as_array().unwrap().len(), 1);
    assert_eq!(chart.table.rows[0][1].plain(), "–");
    assert_eq!(chart.alternative, "Average duty by economy. China -2.0%.");
}

#[test]
fn ranges_are_told_group_by_group() {
    assert_eq!(
        ranges(&two_ranges()).alternative,
        "Average duty: central values, and in brackets the range over sets of elasticities. \
         China: as it is -0.3% (-0.4% to -0.1%); halved -0.1% (-0.2% to +0.1%)."
    );
}

#[test]
fn stacks_are_told_with_their_parts() {
    let chart = stacked(&one_stack());
    assert_eq!(
        chart.alternative,
        "Average duty and its parts. A on B: 9.5%, made of MFN 3.0%, Section 301 7.5% and Credit -1.0%. \
         B on A: 8.0%, made of MFN 8.0%."
    );
    assert_eq!(chart.table.rows[0][4].plain(), "9.5");
    // The credit stands left of the axis, not on the other parts.
    let rows = chart.spec["data"]["values"].as_array().unwrap();
    assert_eq!(
        (rows[2]["start"].as_f64(), rows[2]["end"].as_f64()),
        (Some(0.0), Some(-1.0))
    );
}

#[test]
fn numbers_are_grouped_and_nothing_has_no_sign() {
    let quantity = percent(true);
    assert_eq!(quantity.number(1_234_567.89), "+1,234,567.9");
    assert_eq!(quantity.number(-0.04), "0.0");
    assert_eq!(quantity.with_unit(-12.0), "-12.0%");
    let dollars = Quantity {
        unit: "billion US dollars".to_owned(),
        decimals: 0,
        ..quantity
    };
    assert_eq!(dollars.with_unit(1200.0), "+1,200 billion US dollars");
}

#[test]
fn labels_break_between_words() {
    assert_eq!(
        data::label("United Kingdom of Great Britain", 16),
        "United Kingdom\nof Great Britain"
    );
    assert_eq!(
        data::label("Unbreakablelonglonglongword", 16),
        "Unbreakablelonglonglongword"
    );
    assert_eq!(data::label("a\u{202e}b", 16), "ab");
}

#[test]
fn empty_charts_are_charts() {
    let chart = bars(&signed_bars(&[]));
    assert_eq!(
        chart.alternative,
        "Average duty by economy. Nothing is known."
    );
    let mut empty = two_steps();
    empty.series.clear();
    assert!(steps(&empty).sketch.is_empty());
}

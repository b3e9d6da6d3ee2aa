//! What holds for every record: small ones made at random.

use crate::common::record;
use cobden_codes::HsCode;
use cobden_record::Record;
use cobden_schedule::{Query, Schedule};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// What a measure is made of.
#[derive(Debug, Clone)]
struct Made {
    kind: u8,
    target: usize,
    products: Vec<usize>,
    rate: u8,
    from: u16,
    lasts: Option<u16>,
    known: u16,
    condition: Option<(bool, usize)>,
    /// A relation to an earlier measure, so that there are no circles.
    relation: Option<(u8, usize)>,
}

const TARGETS: [&str; 4] = ["\"all\"", "\"CHN\"", "[\"CAN\", \"MEX\"]", "\"EU\""];
const CODES: [&str; 8] = [
    "72",
    "7208",
    "8517.13",
    "8517",
    "85",
    "8703.23.01",
    "9403",
    "8517.13.00.10",
];
const LINES: [&str; 5] = [
    "7208.10.15.00",
    "8517.13.00.10",
    "8517.14.00.50",
    "8703.23.01.20",
    "9403.20.00.11",
];
const EXPORTERS: [&str; 5] = ["CHN", "CAN", "DEU", "GBR", "BRA"];

fn day(offset: u16) -> Date {
    date(2024, 1, 1).saturating_add(i64::from(offset).days())
}

fn made() -> impl Strategy<Value = Made> {
    (
        0_u8..8,
        0..TARGETS.len(),
        proptest::collection::vec(0..CODES.len(), 0..4),
        0_u8..60,
        0_u16..600,
        proptest::option::of(1_u16..300),
        0_u16..600,
        proptest::option::of((any::<bool>(), 0..3_usize)),
        proptest::option::weighted(0.6, (0_u8..4, 0..12_usize)),
    )
        .prop_map(
            |(kind, target, products, rate, from, lasts, known, condition, relation)| Made {
                kind,
                target,
                products,
                rate,
                from,
                lasts,
                known,
                condition,
                relation,
            },
        )
}

/// Entries as texts, one each.
fn entries(all: &[Made]) -> Vec<String> {
    let mut entries = vec![
        "[condition.c0]\ntext = \"?\"\ndefault = 0.3\ngroup = \"g\"".to_owned(),
        "[condition.c1]\ntext = \"?\"\ndefault = 0.5\ngroup = \"g\"".to_owned(),
        "[condition.c2]\ntext = \"?\"\ndefault = 0.25".to_owned(),
        // So that there is always a tariff to ask, whatever the day of knowledge.
        "[measure.a]\ninstrument = \"ordinary duty\"\nrate = \"3%\"\nfrom = 2020-01-01".to_owned(),
    ];
    for (index, one) in all.iter().enumerate() {
        let mut text = format!("[measure.m{index:02}]\n");
        let mut say = |line: String| {
            text.push_str(&line);
            text.push('\n');
        };
        let earlier = one.relation.filter(|_| index > 0);
        // What is not known yet cannot be ended.
        let earlier = earlier.map(|(kind, other)| {
            let other = other % index;
            let kind = if all[other].known <= one.known {
                kind
            } else {
                kind % 2
            };
            (kind, format!("[\"m{other:02}\"]"))
        });
        let is_exemption = one.kind == 0 && earlier.is_some();
        if is_exemption {
            say("instrument = \"exemption\"".to_owned());
        } else if one.kind == 1 {
            say(format!("rate = \"max(0%, {}% - base)\"", one.rate));
        } else {
            say(format!("rate = \"{}%\"", one.rate));
        }
        say(format!("target = {}", TARGETS[one.target]));
        if !one.products.is_empty() {
            let mut codes: Vec<&str> = one.products.iter().map(|&code| CODES[code]).collect();
            codes.sort_unstable();
            codes.dedup();
            say(format!("products = {codes:?}"));
        }
        say(format!("from = {}", day(one.from)));
        if let Some(lasts) = one.lasts {
            say(format!("until = {}", day(one.from + lasts)));
        }
        say(format!("known = {}", day(one.known)));
        if let Some((meets, condition)) = one.condition {
            let key = if meets { "when" } else { "unless" };
            say(format!("{key} = [\"c{condition}\"]"));
        }
        if let Some((kind, other)) = earlier {
            let key = match kind {
                _ if is_exemption => "exempts",
                0 => "replaces",
                1 => "excluded_by",
                _ => "ends",
            };
            say(format!("{key} = {other}"));
        }
        entries.push(text);
    }
    entries
}

fn line(text: &str) -> HsCode {
    text.parse().unwrap()
}

fn totals(record: &Record, known: Date, on: Date) -> Vec<f64> {
    let schedule = Schedule::new(record.as_known(known)).unwrap();
    let mut all = Vec::new();
    for exporter in EXPORTERS {
        for code in LINES {
            let query = Query::new("USA", exporter, line(code), on);
            let answer = schedule.duty(&query).unwrap();
            let layers: f64 = answer.layers.iter().map(|layer| layer.rate).sum();
            assert!((layers - answer.total).abs() < 1e-12);
            assert_eq!(schedule.total(&query).unwrap(), answer.total);
            assert!(answer.total >= 0.0 && answer.additional <= answer.total + 1e-12);
            for layer in &answer.layers {
                let parts: f64 = layer.parts.iter().map(|(share, _)| share).sum();
                assert!((parts - 1.0).abs() < 1e-12, "{layer:?}");
            }
            all.push(answer.total);
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn layers_sum_to_the_total_in_any_order_of_entries(
        all in proptest::collection::vec(made(), 5..12),
        on in 0_u16..900,
        seed in any::<u64>(),
    ) {
        let texts = entries(&all);
        let record = record(&texts.join("\n"));
        let mut shuffled = texts.clone();
        // Any permutation will do.
        shuffled.sort_by_key(|text| text.bytes().fold(seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }));
        let other = crate::common::record(&shuffled.join("\n"));
        prop_assert_eq!(&record.hash, &other.hash);
        let on = day(on);
        prop_assert_eq!(totals(&record, Date::MAX, on), totals(&other, Date::MAX, on));
    }

    #[test]
    fn what_becomes_known_tomorrow_changes_no_answer_of_today(
        all in proptest::collection::vec(made(), 5..12),
        late in made(),
        today in 0_u16..600,
        on in 0_u16..900,
    ) {
        let before = record(&entries(&all).join("\n"));
        let late = Made { known: today + 1, ..late };
        let with_late: Vec<Made> = all.iter().cloned().chain([late]).collect();
        let after = record(&entries(&with_late).join("\n"));
        let (today, on) = (day(today), day(on));
        prop_assert_eq!(totals(&before, today, on), totals(&after, today, on));
    }

    #[test]
    fn duties_change_only_on_the_days_that_are_named(
        all in proptest::collection::vec(made(), 5..12),
    ) {
        let record = record(&entries(&all).join("\n"));
        let schedule = Schedule::new(record.latest()).unwrap();
        let days = schedule.days("USA");
        prop_assert!(days.is_sorted());
        // Half-open: from its first day to the day before the next one everything is the same.
        let window = days.iter().filter(|day| (date(2023, 6, 1)..date(2027, 1, 1)).contains(*day));
        let window: Vec<Date> = window.copied().collect();
        for pair in window.windows(2) {
            let last = pair[1].saturating_sub(1.day());
            prop_assert_eq!(totals(&record, Date::MAX, pair[0]), totals(&record, Date::MAX, last));
        }
        for (index, one) in all.iter().enumerate() {
            let first = day(one.from);
            let id = format!("m{index:02}");
            let in_force = |day| matches!(schedule.state(&id, day), Some(cobden_schedule::State::InForce));
            prop_assert!(!in_force(first.saturating_sub(1.day())));
            if let Some(lasts) = one.lasts {
                prop_assert!(!in_force(day(one.from + lasts)));
            }
        }
    }
}

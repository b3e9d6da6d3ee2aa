//! A dispute without duties.

use jiff::civil::date;

use crate::{brief, brief_known, record};

#[test]
fn a_record_without_tariffs_has_no_effects() {
    let brief = brief(
        &record("crates/cobden/tests/records/quiet"),
        date(2025, 5, 2),
    );
    assert!(!brief.costs.runs.is_empty());
    for run in &brief.costs.runs {
        assert_eq!(run.tariff_cells, 0, "{}", run.id);
        for one in &run.economies {
            assert!(
                one.real_income_change_percent.abs() < 1e-10,
                "{}: {one:?}",
                run.id
            );
            assert!((one.consumer_price_hat - 1.0).abs() < 1e-12 && one.duty_revenue >= 0.0);
        }
        assert!(
            run.flows
                .iter()
                .all(|flow| (flow.value_new / flow.value - 1.0).abs() < 1e-12)
        );
    }
    assert!(
        brief
            .in_force
            .iter()
            .all(|direction| direction.average.is_none() && direction.rates.is_empty())
    );
    assert!(brief.changes.is_empty() && brief.history.is_empty());
}

#[test]
fn a_probability_is_scored_when_the_outcome_is_known() {
    let record = record("crates/cobden/tests/records/quiet");
    let early = brief(&record, date(2025, 6, 30));
    assert!(early.forecasts[0].outcome.is_none() && !early.forecasts[0].overdue);
    let late = brief_known(&record, date(2025, 7, 2), date(2025, 7, 2)).brief;
    let outcome = late.forecasts[0].outcome.clone().expect("an outcome");
    assert!(outcome.in_time && outcome.days_after_due == 0);
    assert!((outcome.brier.expect("a score").value - 0.04).abs() < 1e-15);
}

//! What could end it: the steps of the record, and that what is said of them can be traced.

use jiff::civil::date;

use crate::{brief, record};

#[test]
fn a_first_step_is_a_run_over_that_of_today() {
    let record = record("examples/us-china");
    let brief = brief(&record, date(2025, 5, 2));
    let steps = &brief.way_out.steps;
    let mut places = 0..steps.len();
    let place = places.find(|place| steps[*place].step == "pos-cn-drop-145");
    let place = place.expect("a step");
    let step = &steps[place];
    assert_eq!(step.by, "USA");
    assert!(step.is_modelled);
    assert_eq!(step.meets, ["pos-cn-drop-145"]);
    assert_eq!(step.crosses, ["pos-us-no-upfront"]);
    let run = brief.costs.run(&format!("package-{}/own", 1 << place));
    let (run, now) = (run.expect("a run"), brief.costs.run("in-force/own"));
    let now = now.expect("a run");
    for (figure, party) in step.gains.iter().zip(&brief.parties) {
        let of = |run: &cobden::brief::costs::Run| {
            let mut economies = run.economies.iter();
            let found = economies.find(|one| one.economy == party.code);
            1.0 + found.expect("a side").real_income_change_percent / 100.0
        };
        let expected = 100.0 * (of(run) / of(now) - 1.0);
        let value = figure.value;
        assert!((value - expected).abs() < 1e-9, "{value}, not {expected}");
        // Most of a duty of 145% on that much trade goes.
        assert!(value > 0.01, "{value}");
        let (_, _, why) = brief.why(&figure.id).expect("a trail");
        let why = why.join("\n");
        for said in [
            "run package-",
            "run in-force/own",
            "position pos-cn-drop-145",
        ] {
            assert!(why.contains(said), "{said}\n{why}");
        }
    }
}

#[test]
fn where_nothing_is_on_the_table_the_brief_says_so() {
    let record = record("crates/cobden/tests/records/quiet");
    let brief = brief(&record, date(2025, 5, 2));
    assert!(brief.way_out.steps.is_empty() && brief.way_out.best.is_none());
    let page = brief.page();
    let section = page.sections.iter().find(|one| one.id == "way-out");
    assert!(format!("{section:?}").contains("None of the open positions"));
}

//! How layers stack: one small record for each rule.

use crate::common::{ask, code, layer, near, percent, record, with_files};
use cobden_record::Record;
use cobden_schedule::{Query, QueryFault, Schedule, State};
use jiff::civil::{Date, date};

/// Percent due as known on a day.
fn as_known(record: &Record, known: Date, exporter: &str, hs: &str, on: Date) -> f64 {
    let schedule = Schedule::new(record.as_known(known)).unwrap();
    let query = Query::new("USA", exporter, code(hs), on);
    schedule.duty(&query).unwrap().total * 100.0
}

#[test]
fn layers_add_up() {
    let record = record(
        r#"
[measure.mfn]
instrument = "ordinary duty"
rate = "2.5%"
[measure.s301]
target = "CHN"
products = ["8517"]
rate = "25%"
[measure.fentanyl]
target = ["CHN", "HKG"]
rate = "10%"
"#,
    );
    near(percent(&record, "CHN", "8517.13.00"), 37.5);
    near(percent(&record, "CHN", "8471.30.01"), 12.5);
    near(percent(&record, "HKG", "8517.13.00"), 12.5);
    near(percent(&record, "VNM", "8517.13.00"), 2.5);
    let answer = ask(&record, "CHN", "8517.13.00", date(2025, 6, 1));
    assert!(answer.has_ordinary);
    near(answer.additional, 0.35);
    let ids: Vec<&str> = answer
        .layers
        .iter()
        .map(|layer| layer.measure.as_str())
        .collect();
    assert_eq!(ids, ["mfn", "fentanyl", "s301"]);
    // Nothing before the first day.
    near(
        ask(&record, "CHN", "8517.13.00", date(2024, 12, 31)).total,
        0.0,
    );
    assert!(!ask(&record, "CHN", "8517.13.00", date(2024, 12, 31)).has_ordinary);
}

/// An order of 34%, a truce of 90 days at 10%, and the truce's extension.
const TRUCE: &str = r#"
[measure.recip-34]
target = "CHN"
authority = "reciprocal"
rate = "34%"
from = 2025-04-09
known = 2025-04-02
[measure.recip-125]
target = "CHN"
authority = "reciprocal"
rate = "125%"
from = 2025-04-10
known = 2025-04-09
replaces = ["recip-34"]
[measure.truce]
target = "CHN"
authority = "reciprocal"
rate = "10%"
from = 2025-05-14
until = 2025-08-12
known = 2025-05-12
replaces = ["recip-34"]
ends = ["recip-125"]
[measure.truce-again]
target = "CHN"
authority = "reciprocal"
rate = "10%"
from = 2025-08-12
until = 2025-11-10
known = 2025-08-11
replaces = ["recip-34"]
"#;

#[test]
fn what_is_replaced_comes_back() {
    let record = record(TRUCE);
    let on = |month, day| ask(&record, "CHN", "6403.99", date(2025, month, day)).total * 100.0;
    near(on(4, 8), 0.0);
    near(on(4, 9), 34.0);
    near(on(4, 10), 125.0);
    near(on(5, 13), 125.0);
    near(on(5, 14), 10.0);
    near(on(8, 11), 10.0);
    near(on(8, 12), 10.0);
    near(on(11, 9), 10.0);
    near(on(11, 10), 34.0);
    let answer = ask(&record, "CHN", "6403.99", date(2025, 6, 1));
    assert_eq!(
        layer(&answer, "recip-34"),
        (0.0, "replaced by truce".into())
    );
}

#[test]
fn an_extension_is_not_known_before_it_is_made() {
    let record = record(TRUCE);
    let on = date(2025, 9, 1);
    near(
        as_known(&record, date(2025, 4, 2), "CHN", "6403.99", on),
        34.0,
    );
    near(
        as_known(&record, date(2025, 4, 9), "CHN", "6403.99", on),
        125.0,
    );
    near(
        as_known(&record, date(2025, 6, 1), "CHN", "6403.99", on),
        34.0,
    );
    near(
        as_known(&record, date(2025, 8, 11), "CHN", "6403.99", on),
        10.0,
    );
}

#[test]
fn what_is_ended_is_over_for_good() {
    let record = record(TRUCE);
    let schedule = Schedule::new(record.latest()).unwrap();
    let state = |day| schedule.state("recip-125", day).unwrap();
    assert_eq!(state(date(2025, 4, 9)), State::Announced);
    assert_eq!(state(date(2025, 5, 13)), State::InForce);
    assert_eq!(state(date(2025, 5, 14)), State::Ended(Some("truce".into())));
    assert_eq!(
        schedule.state("truce", date(2025, 8, 12)).unwrap(),
        State::Ended(None)
    );
    assert_eq!(schedule.state("nothing", date(2025, 8, 12)), None);
}

#[test]
fn an_extension_by_amendment_moves_the_end() {
    let record = record(
        r#"
[measure.surcharge]
rate = "10%"
until = 2025-03-01
[amendment.longer]
measures = ["surcharge"]
effect = "extends"
until = 2025-09-01
known = 2025-02-20
"#,
    );
    near(percent(&record, "CHN", "01"), 10.0);
    let on = date(2025, 6, 1);
    near(as_known(&record, date(2025, 2, 19), "CHN", "01", on), 0.0);
    near(as_known(&record, date(2025, 2, 20), "CHN", "01", on), 10.0);
}

#[test]
fn an_exemption_takes_listed_products_out_of_some_layers() {
    let record = record(
        r#"
[measure.fentanyl]
rate = "20%"
[measure.reciprocal]
rate = "125%"
[measure.annex-2]
instrument = "exemption"
authority = "reciprocal-exemptions"
products = ["8517.13", "8471"]
exempts = ["reciprocal"]
from = 2025-04-05
known = 2025-04-11
"#,
    );
    near(percent(&record, "CHN", "8517.13.00"), 20.0);
    near(percent(&record, "CHN", "8517.14.00"), 145.0);
    let answer = ask(&record, "CHN", "8517.13.00", date(2025, 6, 1));
    assert_eq!(
        layer(&answer, "reciprocal"),
        (0.0, "exempt by annex-2".into())
    );
    near(
        answer
            .layers
            .iter()
            .map(|layer| layer.statutory)
            .sum::<f64>(),
        1.45,
    );
    // Made known later, it reaches back.
    let on = date(2025, 4, 7);
    near(
        as_known(&record, date(2025, 4, 10), "CHN", "8517.13.00", on),
        145.0,
    );
    near(
        as_known(&record, date(2025, 4, 11), "CHN", "8517.13.00", on),
        20.0,
    );
}

#[test]
fn conditions_split_a_line_and_groups_are_disjoint() {
    let record = record(
        r#"
[condition.steel]
text = "Is it steel content?"
default = 0.3
group = "content"
[condition.aluminium]
text = "Is it aluminium content?"
default = 0.2
group = "content"
[measure.s232-steel]
rate = "50%"
when = ["steel"]
[measure.s232-aluminium]
rate = "25%"
when = ["aluminium"]
[measure.reciprocal]
rate = "10%"
unless = ["steel", "aluminium"]
"#,
    );
    let answer = ask(&record, "CHN", "8431.49", date(2025, 6, 1));
    near(answer.total, 0.3 * 0.5 + 0.2 * 0.25 + 0.5 * 0.1);
    assert_eq!(layer(&answer, "s232-steel").0, 15.0);
    assert_eq!(layer(&answer, "reciprocal").0, 5.0);
    let steel = answer
        .layers
        .iter()
        .find(|layer| layer.measure == "s232-steel");
    let parts = &steel.unwrap().parts;
    assert_eq!(parts.len(), 2, "{parts:?}");
    near(parts[0].0, 0.7);
    // All of it steel: the question says so.
    let schedule = Schedule::new(record.latest()).unwrap();
    let assumed = Query {
        assume: vec![("steel".into(), 1.0), ("aluminium".into(), 0.0)],
        ..Query::new("USA", "CHN", code("8431.49"), date(2025, 6, 1))
    };
    near(schedule.duty(&assumed).unwrap().total, 0.5);
    near(schedule.total(&assumed).unwrap(), 0.5);
    let wrong = Query {
        assume: vec![("stel".into(), 1.0)],
        ..assumed
    };
    assert!(matches!(
        schedule.duty(&wrong),
        Err(QueryFault::NoCondition { .. })
    ));
}

#[test]
fn shares_may_differ_by_code_and_exporter() {
    let record = with_files(
        r#"
[list.claimed]
file = "claimed.csv"
[condition.usmca]
text = "Is the preference claimed?"
default = 0
shares = "claimed"
[measure.border]
target = ["CAN", "MEX"]
rate = "25%"
unless = ["usmca"]
"#,
        &[(
            "claimed.csv",
            "code,exporter,share\n73,CAN,0.8\n7304,CAN,0.6\n73,MEX,0.5\n",
        )],
    );
    near(percent(&record, "CAN", "7306.30"), 5.0);
    near(percent(&record, "CAN", "7304.11"), 10.0);
    near(percent(&record, "MEX", "7304.11"), 12.5);
    near(percent(&record, "MEX", "8703.23"), 25.0);
}

#[test]
fn owed_means_above_zero() {
    // EO 14289, section 3(a)(ii): no steel duty where the border duty is owed.
    let record = record(
        r#"
[condition.usmca]
text = "Does it qualify for the agreement's preference?"
default = 0.4
[measure.border]
target = ["CAN", "MEX"]
rate = "25%"
unless = ["usmca"]
[measure.s232-steel]
products = ["72"]
rate = "50%"
excluded_by = ["border"]
"#,
    );
    // Six tenths owe the border duty, four tenths the steel duty.
    let answer = ask(&record, "CAN", "7208.10", date(2025, 6, 1));
    assert_eq!(layer(&answer, "border"), (15.0, "applied".into()));
    assert_eq!(layer(&answer, "s232-steel"), (20.0, "applied".into()));
    near(percent(&record, "DEU", "7208.10"), 50.0);
    // A duty of 0% stands in nobody's way.
    let free = crate::common::record(
        r#"
[measure.border]
rate = "0%"
[measure.steel]
rate = "50%"
excluded_by = ["border"]
"#,
    );
    near(percent(&free, "CAN", "7208.10"), 50.0);
}

#[test]
fn precedence_goes_down_a_chain() {
    let chain = r#"
[measure.autos]
family = "s232-autos"
authority = "s232"
products = ["8703", "9403"]
rate = "25%"
[measure.timber]
family = "s232-timber"
authority = "s232"
products = ["9403", "4407", "7308"]
rate = "10%"
excluded_by = ["s232-autos"]
[measure.metals]
family = "s232-steel"
authority = "s232"
products = ["7308", "9403", "8703"]
rate = "50%"
excluded_by = ["s232-autos", "s232-timber"]
"#;
    let record = record(chain);
    near(percent(&record, "DEU", "8703.23"), 25.0);
    near(percent(&record, "DEU", "9403.20"), 25.0);
    near(percent(&record, "DEU", "7308.90"), 10.0);
    near(percent(&record, "DEU", "4407.11"), 10.0);
    let answer = ask(&record, "DEU", "9403.20", date(2025, 6, 1));
    assert_eq!(layer(&answer, "metals"), (0.0, "excluded by autos".into()));
    // The same as rules for whole classes.
    let rules = crate::common::record(&format!(
        "{}{}",
        chain
            .lines()
            .filter(|line| !line.starts_with("excluded_by"))
            .map(|line| format!("{line}\n"))
            .collect::<String>(),
        r#"
[rule.autos-first]
layers = ["s232-timber", "s232-steel"]
relation = "excluded by"
others = ["s232-autos"]
[rule.timber-next]
layers = ["s232-steel"]
relation = "excluded by"
others = ["s232-timber"]
from = 2025-03-01
"#
    ));
    for hs in ["8703.23", "9403.20", "7308.90", "4407.11"] {
        near(percent(&rules, "DEU", hs), percent(&record, "DEU", hs));
    }
    near(ask(&rules, "DEU", "7308.90", date(2025, 2, 28)).total, 0.6);
    near(ask(&rules, "DEU", "7308.90", date(2025, 3, 1)).total, 0.1);
}

#[test]
fn only_the_highest_of_a_group() {
    let record = record(
        r#"
[measure.list-1]
authority = "s301"
products = ["8541"]
rate = "25%"
[measure.review]
authority = "s301"
products = ["8541.10"]
rate = "50%"
[measure.list-4a]
authority = "s301"
products = ["85"]
rate = "7.5%"
[measure.other]
rate = "1%"
[rule.highest]
layers = ["s301"]
relation = "highest of"
"#,
    );
    near(percent(&record, "CHN", "8541.10"), 51.0);
    near(percent(&record, "CHN", "8541.21"), 26.0);
    near(percent(&record, "CHN", "8542.31"), 8.5);
    let answer = ask(&record, "CHN", "8541.10", date(2025, 6, 1));
    assert_eq!(
        layer(&answer, "list-4a"),
        (0.0, "excluded by review".into())
    );
}

#[test]
fn a_rule_that_is_not_modelled_is_not_applied() {
    let record = record(
        r#"
[measure.one]
rate = "10%"
[measure.two]
rate = "20%"
[rule.on-file]
layers = ["one"]
relation = "replaces"
others = ["two"]
modelled = false
reason = "drawback is not asked for"
"#,
    );
    near(percent(&record, "CHN", "01"), 30.0);
}

#[test]
fn column_two_replaces_the_ordinary_duty() {
    let record = record(
        r#"
[measure.mfn]
instrument = "ordinary duty"
rate = "2.5%"
[measure.column2]
instrument = "ordinary duty"
target = ["CUB", "PRK", "RUS", "BLR"]
rate = "45%"
replaces = ["mfn"]
"#,
    );
    near(percent(&record, "RUS", "8703.23"), 45.0);
    near(percent(&record, "DEU", "8703.23"), 2.5);
    let answer = ask(&record, "RUS", "8703.23", date(2025, 6, 1));
    near(answer.additional, 0.0);
    assert_eq!(layer(&answer, "mfn"), (0.0, "replaced by column2".into()));
}

#[test]
fn an_agreement_exempts_the_share_that_claims_it() {
    let record = record(
        r#"
[condition.claimed]
text = "Is the agreement's preference claimed?"
default = 0.75
[measure.mfn]
instrument = "ordinary duty"
rate = "4%"
[measure.korus]
instrument = "exemption"
authority = "korus"
target = "KOR"
exempts = ["mfn"]
when = ["claimed"]
[measure.floor]
target = "KOR"
rate = "max(0%, 15% - base)"
"#,
    );
    // A quarter pays 4% and is brought up to 15%; the rest pays 15% without an ordinary duty.
    let answer = ask(&record, "KOR", "8703.23", date(2025, 6, 1));
    near(answer.total, 0.15);
    assert_eq!(layer(&answer, "mfn").0, 1.0);
    assert_eq!(layer(&answer, "floor").0, 14.0);
    near(percent(&record, "JPN", "8703.23"), 4.0);
}

#[test]
fn a_floor_counts_the_ordinary_duty_in() {
    let floor = |ordinary: &str| {
        let record = record(&format!(
            "[measure.mfn]\ninstrument = \"ordinary duty\"\nrate = \"{ordinary}\"\n\
             [measure.floor]\ntarget = \"JPN\"\nrate = \"max(0%, 15% - base)\"\n"
        ));
        percent(&record, "JPN", "6403.99")
    };
    near(floor("0%"), 15.0);
    near(floor("2.5%"), 15.0);
    near(floor("15%"), 15.0);
    near(floor("37.5%"), 37.5);
    near(floor("0.2 USD/kg ~ 4%"), 15.0);
}

#[test]
fn a_specific_duty_without_equivalent_is_said_to_be_missing() {
    let record = record("[measure.mfn]\ninstrument = \"ordinary duty\"\nrate = \"0.2 USD/kg\"\n");
    let answer = ask(&record, "JPN", "0402.10", date(2025, 6, 1));
    near(answer.total, 0.0);
    assert!(!answer.valued && answer.has_ordinary);
}

#[test]
fn longer_codes_of_a_list_override_shorter_ones() {
    let record = with_files(
        r#"
[list.mfn-lines]
file = "mfn.csv"
[measure.mfn]
instrument = "ordinary duty"
products = ["mfn-lines"]
rate = "listed"
"#,
        &[("mfn.csv", "code,rate\n64,10%\n640399,8.5%\n64039960,5%\n")],
    );
    near(percent(&record, "CHN", "6402.19"), 10.0);
    near(percent(&record, "CHN", "6403.99.20"), 8.5);
    near(percent(&record, "CHN", "6403.99.60"), 5.0);
    near(percent(&record, "CHN", "6403.99.60.15"), 5.0);
    assert!(!ask(&record, "CHN", "6501.00", date(2025, 6, 1)).has_ordinary);
}

#[test]
fn rates_may_come_in_steps() {
    let record = record(
        r#"
[measure.s201]
from = 2018-02-07
until = 2026-02-07
rate = [{ from = 2018-02-07, rate = "30%" }, { from = 2019-02-07, rate = "25%" }]
"#,
    );
    let on = |day| ask(&record, "CHN", "8541.43", day).total * 100.0;
    near(on(date(2018, 2, 6)), 0.0);
    near(on(date(2018, 2, 7)), 30.0);
    near(on(date(2019, 2, 6)), 30.0);
    near(on(date(2019, 2, 7)), 25.0);
    near(on(date(2026, 2, 7)), 0.0);
}

#[test]
fn suspension_and_resumption() {
    let record = record(
        r#"
[measure.list-3]
rate = "25%"
[measure.list-4]
rate = "10%"
[amendment.exclusion]
measures = ["list-3"]
effect = "suspends"
from = 2025-02-01
products = ["8517"]
[amendment.pause]
measures = ["list-4"]
effect = "suspends"
from = 2025-03-01
until = 2025-12-01
target = "CHN"
[amendment.back]
measures = ["list-3"]
effect = "resumes"
from = 2025-08-01
"#,
    );
    let on = |exporter, hs, day| ask(&record, exporter, hs, day).total * 100.0;
    near(on("CHN", "8517.13", date(2025, 1, 31)), 35.0);
    near(on("CHN", "8517.13", date(2025, 2, 1)), 10.0);
    near(on("CHN", "8518.10", date(2025, 2, 1)), 35.0);
    near(on("CHN", "8517.13", date(2025, 3, 1)), 0.0);
    near(on("HKG", "8517.13", date(2025, 3, 1)), 10.0);
    near(on("CHN", "8517.13", date(2025, 8, 1)), 25.0);
    near(on("CHN", "8517.13", date(2025, 12, 1)), 35.0);
    let answer = ask(&record, "CHN", "8517.13", date(2025, 3, 1));
    assert_eq!(
        layer(&answer, "list-3"),
        (0.0, "suspended by exclusion".into())
    );
    let schedule = Schedule::new(record.latest()).unwrap();
    assert_eq!(
        schedule.state("list-3", date(2025, 3, 1)),
        Some(State::InForce)
    );
}

#[test]
fn a_correction_rewrites_history_from_the_day_it_is_known() {
    let record = record(
        r#"
[measure.solar]
rate = "14.5%"
[amendment.fix]
measures = ["solar"]
effect = "corrects"
set = { rate = "14%", from = 2025-02-07 }
known = 2025-10-01
"#,
    );
    let on = date(2025, 6, 1);
    near(
        as_known(&record, date(2025, 9, 30), "CHN", "8541.43", on),
        14.5,
    );
    near(
        as_known(&record, date(2025, 10, 1), "CHN", "8541.43", on),
        14.0,
    );
    near(ask(&record, "CHN", "8541.43", date(2025, 2, 6)).total, 0.0);
}

#[test]
fn what_is_struck_down_is_void() {
    let record = record(
        r#"
[measure.reciprocal]
authority = "ieepa"
rate = "10%"
[measure.s232]
rate = "25%"
[amendment.ruling]
measures = ["ieepa"]
effect = "strikes down"
from = 2026-02-24
known = 2026-02-20
"#,
    );
    let after = date(2026, 3, 1);
    near(ask(&record, "CHN", "7208", after).total, 0.25);
    near(
        as_known(&record, date(2026, 2, 19), "CHN", "7208", after),
        35.0,
    );
    let schedule = Schedule::new(record.latest()).unwrap();
    let state = schedule.state("reciprocal", after);
    assert_eq!(state, Some(State::StruckDown("ruling".into())));
}

#[test]
fn goods_under_way_are_spared() {
    let record = record(
        r#"
[measure.ten]
rate = "10%"
[measure.fifty]
rate = "50%"
from = 2025-04-05
ends = ["ten"]
in_transit = { exported_before = 2025-04-05, entered_before = 2025-05-27 }
"#,
    );
    let schedule = Schedule::new(record.latest()).unwrap();
    let asked = |exported: Option<Date>, on| {
        let query = Query {
            exported,
            ..Query::new("USA", "CHN", code("6403.99"), on)
        };
        schedule.duty(&query).unwrap()
    };
    let on = date(2025, 5, 1);
    near(asked(None, on).total, 0.5);
    near(asked(Some(date(2025, 4, 5)), on).total, 0.5);
    near(asked(Some(date(2025, 4, 4)), on).total, 0.1);
    near(asked(Some(date(2025, 4, 4)), date(2025, 5, 27)).total, 0.5);
    assert_eq!(asked(None, on).in_transit.len(), 1);
    assert!(asked(Some(date(2025, 4, 4)), on).in_transit.is_empty());
}

#[test]
fn what_is_assumed_of_one_of_a_group_is_not_left_for_the_others() {
    let record = record(
        r#"
[condition.on-a]
text = "Is it on list A?"
default = 0.5
group = "lists"
[condition.on-b]
text = "Is it on list B?"
default = 0.3
group = "lists"
[condition.other]
text = "Is it old?"
default = 0.5
[measure.a]
rate = "10%"
when = ["on-a"]
[measure.b]
rate = "20%"
when = ["on-b"]
[measure.c]
rate = "40%"
when = ["other"]
"#,
    );
    let schedule = Schedule::new(record.latest()).unwrap();
    let total = |assume: &[(&str, f64)]| {
        let query = Query::new("USA", "CHN", code("8517.13.00"), date(2025, 6, 1));
        let assume = assume.iter().map(|(id, share)| ((*id).to_owned(), *share));
        let query = Query {
            assume: assume.collect(),
            ..query
        };
        let answer = schedule.duty(&query).unwrap();
        near(schedule.total(&query).unwrap(), answer.total);
        answer.total
    };
    near(total(&[]), 0.05 + 0.06 + 0.20);
    near(total(&[("on-a", 1.0)]), 0.10 + 0.20);
    near(total(&[("on-b", 1.0)]), 0.20 + 0.20);
    near(total(&[("on-a", 0.6)]), 0.06 + 0.06 + 0.20);
    near(total(&[("on-a", 0.9)]), 0.09 + 0.02 + 0.20);
    near(total(&[("on-a", 0.0)]), 0.06 + 0.20);
    near(total(&[("other", 1.0)]), 0.05 + 0.06 + 0.40);
}

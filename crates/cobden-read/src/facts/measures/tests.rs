//! Each rule, on sentences written for it.

use crate::fact::{Action, Fact, Instrument, Measure, Status};

/// The measures of a text with the words they rest on.
fn measures(text: &str) -> Vec<(String, Measure)> {
    crate::read(text, &crate::layout::Declared::default())
        .extracts
        .into_iter()
        .filter_map(|extract| match extract.fact {
            Fact::Measure(measure) => Some((extract.evidence.of(text).to_owned(), measure)),
            _ => None,
        })
        .collect()
}

fn one(text: &str) -> Measure {
    let mut found = measures(text);
    assert_eq!(found.len(), 1, "{text}: {found:#?}");
    found.remove(0).1
}

fn is(text: &str, action: Action, instrument: Instrument, status: Status) -> Measure {
    let found = one(text);
    assert_eq!(
        (found.action, found.instrument, found.status),
        (Some(action), Some(instrument), status),
        "{text}: {found:#?}"
    );
    found
}

#[test]
fn imposed_with_its_parties_and_rate() {
    let found = is(
        "The United States imposed a 25% tariff on Canadian steel.",
        Action::Impose,
        Instrument::Tariff,
        Status::InForce,
    );
    assert_eq!(found.actors, ["USA"]);
    assert_eq!(found.targets, ["CAN"]);
    assert_eq!(found.percent, Some(25.0));
}

#[test]
fn from_one_rate_to_another() {
    let found = is(
        "India lowered its duty on motorcycles from 50 per cent to 30 per cent.",
        Action::Cut,
        Instrument::Tariff,
        Status::InForce,
    );
    assert_eq!(
        (found.percent, found.percent_from),
        (Some(30.0), Some(50.0))
    );
}

#[test]
fn what_governs_decides_how_far_it_got() {
    for (verb, status) in [
        ("threatened to raise", Status::Threatened),
        ("plans to raise", Status::Planned),
        ("promised to raise", Status::Promised),
        ("refused to raise", Status::Denied),
        ("is considering raising", Status::Considered),
        ("offered to raise", Status::Offered),
        ("will raise", Status::Planned),
        ("will not raise", Status::Denied),
        ("may raise", Status::Considered),
        ("has raised", Status::InForce),
        ("has denied raising", Status::Denied),
        ("started raising", Status::InForce),
    ] {
        let text = format!("China {verb} tariffs on Australian barley.");
        let found = is(&text, Action::Raise, Instrument::Tariff, status);
        assert_eq!(found.actors, ["CHN"], "{text}");
        assert_eq!(found.targets, ["AUS"], "{text}");
    }
}

#[test]
fn who_asks_is_not_who_acts() {
    let found = is(
        "Japan urged China to lift export controls on rare earths.",
        Action::Remove,
        Instrument::ExportControl,
        Status::Requested,
    );
    assert_eq!(found.actors, ["CHN"]);
    assert_eq!(found.requested_by, ["JPN"]);
}

#[test]
fn actions_named_by_nouns() {
    let found = measures("Brussels demanded the removal of American tariffs.");
    let (_, removal) = &found[0];
    assert_eq!(removal.action, Some(Action::Remove));
    assert_eq!(removal.status, Status::Requested);
    assert_eq!(removal.actors, ["USA"]);
    // The tariffs themselves are in force.
    assert_eq!(found.len(), 2);
    is(
        "Trump's tariff hikes hurt farmers.",
        Action::Raise,
        Instrument::Tariff,
        Status::InForce,
    );
    is(
        "Mexico postponed the imposition of duties on American corn.",
        Action::Suspend,
        Instrument::Tariff,
        Status::InForce,
    );
}

#[test]
fn passives_and_what_takes_effect() {
    let found = is(
        "The levies on Korean cars were suspended by Washington.",
        Action::Suspend,
        Instrument::Tariff,
        Status::InForce,
    );
    assert_eq!(found.actors, ["USA"]);
    is(
        "New American duties on Vietnamese furniture will take effect on Monday.",
        Action::Impose,
        Instrument::Tariff,
        Status::Planned,
    );
}

#[test]
fn tariffs_that_somebody_imposed() {
    let found = measures("Canada complained about the duties that Washington imposed on lumber.");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].1.actors, ["USA"]);
    assert!(found[0].0.starts_with("the duties"), "{}", found[0].0);
}

#[test]
fn what_is_to_go_is_in_force() {
    let found =
        measures("China called on the United States to remove the tariffs it imposed on steel.");
    let status: Vec<_> = found
        .iter()
        .map(|(_, measure)| (measure.action, measure.status))
        .collect();
    assert!(
        status.contains(&(Some(Action::Remove), Status::Requested)),
        "{found:#?}"
    );
    assert!(
        status.contains(&(Some(Action::Impose), Status::InForce)),
        "{found:#?}"
    );
}

#[test]
fn goods_that_bear_a_tariff() {
    let found = is(
        "Swiss watches face a 39% duty.",
        Action::Impose,
        Instrument::Tariff,
        Status::InForce,
    );
    assert_eq!(found.targets, ["CHE"]);
}

#[test]
fn verbs_that_are_measures() {
    is(
        "China agreed to buy more American soybeans.",
        Action::Purchase,
        Instrument::Purchase,
        Status::Promised,
    );
    is(
        "China banned exports of gallium to the United States.",
        Action::Restrict,
        Instrument::ExportControl,
        Status::InForce,
    );
    let found = is(
        "Canada retaliated.",
        Action::Retaliate,
        Instrument::Unspecified,
        Status::InForce,
    );
    assert!(found.retaliation);
}

#[test]
fn a_second_rate_is_a_second_measure() {
    let found = measures("Washington imposed a 25% duty on steel and another 10% on aluminium.");
    let rates: Vec<_> = found.iter().map(|(_, measure)| measure.percent).collect();
    assert_eq!(rates, [Some(25.0), Some(10.0)], "{found:#?}");
}

#[test]
fn the_tariff_stands_at() {
    let found = is(
        "The American duty on Indian textiles is 26%.",
        Action::Impose,
        Instrument::Tariff,
        Status::InForce,
    );
    assert_eq!(found.percent, Some(26.0));
}

#[test]
fn nothing_is_done_to_trade() {
    for text in [
        "The tariff war between China and the United States went on.",
        "Tariffs are taxes.",
        "Economists debated tariffs.",
        "The authority to levy tariffs lies with Congress.",
        "Hopes of lower tariffs faded.",
        "Sales of soybeans fell.",
        "The court heard a case about income tax.",
    ] {
        assert!(measures(text).is_empty(), "{text}: {:#?}", measures(text));
    }
}

#[test]
fn any_text_is_read_without_a_fault() {
    for text in [
        "",
        "tariffs",
        "tariffs on",
        "% tariffs 10%",
        "to tariffs by of 5",
        "\"tariffs",
        "impose",
        "25%",
        "exempt from",
    ] {
        let _ = measures(text);
    }
}

//! What the brief of the example says on three days.

use cobden::brief::{Brief, BriefFault, Contradiction, Direction, Question};
use jiff::civil::{Date, date};

use crate::{asked, asked_or_not, brief, brief_known, record};

fn direction<'b>(brief: &'b Brief, importer: &str) -> &'b Direction {
    let found = brief.in_force.iter().find(|one| one.importer == importer);
    found.unwrap_or_else(|| panic!("no duties of {importer}"))
}

/// The layers of a rate on lines, as (power, percent), if lines pay it.
fn layers(direction: &Direction, percent: f64) -> Option<Vec<(String, f64)>> {
    let rate = direction
        .rates
        .iter()
        .find(|rate| (rate.additional.value - percent).abs() < 1e-9)?;
    Some(
        rate.layers
            .iter()
            .map(|layer| (layer.authority.clone(), layer.percent))
            .collect(),
    )
}

#[test]
fn on_2_may_2025_both_wait_behind_145_and_125_percent() {
    let record = record("examples/us-china");
    let brief = brief(&record, date(2025, 5, 2));
    let usa = direction(&brief, "USA");
    let two_layers = [
        ("ieepa-fentanyl".to_owned(), 20.0),
        ("ieepa-reciprocal".to_owned(), 125.0),
    ];
    assert_eq!(layers(usa, 145.0), Some(two_layers.to_vec()));
    let china = direction(&brief, "CHN");
    assert_eq!(
        layers(china, 125.0),
        Some(vec![("cn-reciprocal".to_owned(), 125.0)])
    );

    let exemption = |direction: &Direction, id: &str| {
        direction
            .exemptions
            .iter()
            .find(|one| one.id == id)
            .cloned()
    };
    let electronics = exemption(usa, "us-recip-electronics").expect("electronics are exempt");
    assert!(electronics.counts && electronics.share.expect("a share").value > 20.0);
    assert!(exemption(usa, "us-recip-annex2").is_some_and(|one| one.counts));
    let unpublished = exemption(china, "cn-131").expect("the list that circulated is told of");
    assert!(
        !unpublished.counts && unpublished.trade.is_none(),
        "and counts in no number"
    );

    let first_steps: Vec<_> = brief
        .contradictions
        .iter()
        .filter(|one| one.mutual)
        .collect();
    assert!(
        first_steps
            .iter()
            .any(|one| one.between.contains(&"pos-us-first-step".to_owned())),
        "{first_steps:?}"
    );
    assert!(
        brief
            .headline
            .iter()
            .any(|sentence| sentence.text.contains("each want the other to move first")),
        "{:?}",
        brief.headline
    );

    let due: Vec<&str> = brief
        .forecasts
        .iter()
        .filter(|one| one.outcome.is_none())
        .map(|one| one.entry.as_str())
        .collect();
    assert!(
        due.contains(&"f-experts-2025-05") && due.contains(&"f-xing-q2"),
        "{due:?}"
    );
    assert!(
        brief
            .positions
            .iter()
            .any(|one| one.kind == "precondition" && one.standing == "open")
    );
    assert_eq!(brief.before, "2025-02-03");
    let accounts = pair(&brief, "st-mofcom-2025-05-02", "st-rubio-2025-05-01");
    assert!(
        accounts.is_some_and(|one| one.open && !one.positions && !one.mutual),
        "{accounts:?}"
    );
    let reported = brief.pending.iter().find(|one| one.measure == "cn-131");
    assert!(reported.is_some_and(|one| one.status == "reported"));
    assert!(brief.costs.scenario("bilateral").is_some());
    assert!(
        brief.headline[1].text.starts_with("If what the two levy")
            && brief.headline[1].text.contains("sets of elasticities"),
        "{:?}",
        brief.headline
    );
    let parcels = |id: &str| brief.changes.iter().any(|one| one.measure == id);
    assert!(
        !parcels("us-deminimis-cn-30") && !parcels("us-deminimis-cn-90"),
        "what never applied is no change"
    );
}

/// A contradiction by its two entries.
fn pair<'b>(brief: &'b Brief, one: &str, other: &str) -> Option<&'b Contradiction> {
    let mut all = brief.contradictions.iter();
    all.find(|pair| {
        [one, other]
            .iter()
            .all(|id| pair.between.iter().any(|entry| entry == id))
    })
}

#[test]
fn its_forecasts_are_scored_once_geneva_is_known() {
    let record = record("examples/us-china");
    let made = brief_known(&record, date(2025, 5, 14), date(2025, 5, 14));
    let outcome = |id: &str| {
        let forecast = made.brief.forecasts.iter().find(|one| one.entry == id);
        forecast
            .and_then(|one| one.outcome.clone())
            .unwrap_or_else(|| panic!("{id} is not scored"))
    };
    assert!(outcome("f-experts-2025-05").in_time, "talks within weeks");
    assert!(
        outcome("f-xing-q2").in_time,
        "a partial cut by late in the second quarter"
    );
}

#[test]
fn on_9_july_2019_there_is_nothing_of_2025() {
    let record = record("examples/us-china");
    let on = date(2019, 7, 9);
    let brief = brief(&record, on);
    let usa = direction(&brief, "USA");
    assert!(
        layers(usa, 25.0).is_some(),
        "lists 1 to 3 pay 25%: {:?}",
        usa.rates
    );
    assert!(usa.rates.iter().all(|rate| rate.additional.value <= 55.0));
    assert!(
        brief
            .forecasts
            .iter()
            .all(|one| one.made.as_str() <= "2019-07-09")
    );
    assert!(!brief.forecasts.is_empty() && !brief.positions.is_empty());
    assert!(brief.before.as_str() < "2018-07-07");
    nothing_known_later(&brief, on);
}

#[test]
fn on_8_june_2025_the_truce_of_geneva_holds_and_london_is_ahead() {
    let record = record("examples/us-china");
    let on = date(2025, 6, 8);
    let brief = brief(&record, on);
    let two_layers = [
        ("ieepa-fentanyl".to_owned(), 20.0),
        ("ieepa-reciprocal".to_owned(), 10.0),
    ];
    assert_eq!(
        layers(direction(&brief, "USA"), 30.0),
        Some(two_layers.to_vec())
    );
    assert_eq!(
        layers(direction(&brief, "CHN"), 10.0),
        Some(vec![("cn-reciprocal".to_owned(), 10.0)])
    );
    let law: Vec<&str> = brief
        .watch
        .iter()
        .filter(|one| one.kind == "law")
        .map(|one| one.on.as_str())
        .collect();
    assert!(
        law.contains(&"2025-08-12"),
        "the 24 points come back as the law stood: {law:?}"
    );
    assert!(brief.costs.scenario("scheduled").is_some());
    assert!(
        brief.contradictions.iter().all(|one| !one.mutual),
        "the demands of May were let go in Geneva: {:?}",
        brief.contradictions
    );
    assert!(!brief.headline[2].text.contains("move first"));
    let accounts = pair(&brief, "acc-cn-2025-06-02", "acc-us-2025-05-30");
    assert!(accounts.is_some_and(|one| one.open && !one.positions));
    let standing = |id: &str| {
        let mut all = brief.positions.iter();
        all.find(|one| one.entry == id)
            .map(|one| one.standing.clone())
    };
    assert_eq!(standing("pos-cn-sincerity").as_deref(), Some("withdrawn"));
    let ahead = brief.events.iter().find(|one| one.ahead);
    assert_eq!(
        ahead.map(|one| one.entry.as_str()),
        Some("talk-london-planned")
    );
    assert!(
        brief.headline[2].text.contains("9 June 2025"),
        "London is next: {:?}",
        brief.headline[2]
    );
    let truce = brief.watch.iter().find(|one| one.on == "2025-08-12");
    assert!(truce.is_some_and(|one| brief.trails.contains_key(&one.id)));
    nothing_known_later(&brief, on);
}

#[test]
fn no_day_knows_what_came_after() {
    let record = record("examples/us-china");
    let on = date(2025, 5, 2);
    nothing_known_later(&brief(&record, on), on);
}

#[test]
fn what_came_after_is_told_apart() {
    let record = record("examples/us-china");
    let brief = brief_known(&record, date(2025, 6, 8), date(2025, 12, 31)).brief;
    assert!(
        brief.events.iter().all(|one| !one.ahead),
        "London was held: {:?}",
        brief.watch
    );
    assert!(brief.watch.iter().all(|one| !one.what.contains("(held")));
    let late = brief
        .forecasts
        .iter()
        .find(|one| one.entry == "f-xing-year-end");
    let outcome = late.and_then(|one| one.outcome.as_ref());
    assert!(outcome.is_some_and(|one| one.on > brief.on && one.in_time));
    let page = brief.page();
    let after = page.sections.iter().find(|one| one.id == "after");
    assert!(after.is_some(), "what came after has a section");
    assert!(
        brief
            .pending
            .iter()
            .all(|one| one.measure != "us-100pct-threat")
    );
}

#[test]
fn sources_published_later_give_nothing_away() {
    let record = record("examples/us-china");
    let brief = brief(&record, date(2019, 12, 20));
    let phase_one = brief.events.iter().find(|one| one.entry == "d-phase1");
    let phase_one = phase_one.expect("an agreement is news on the day it is known");
    assert_eq!(phase_one.on, "2019-12-13");
    assert_eq!(phase_one.takes_effect.as_deref(), Some("2020-02-14"));
    assert!(
        brief
            .watch
            .iter()
            .any(|one| one.on == "2020-02-14" && one.what.contains("takes effect"))
    );
    let later: Vec<_> = brief.sources.iter().filter(|one| one.later).collect();
    assert!(!later.is_empty());
    assert!(
        later
            .iter()
            .all(|one| one.title.is_none() && one.url.is_none() && one.repeats.is_empty())
    );
    let cited = brief.entries.values().flat_map(|entry| &entry.sources);
    for one in cited.filter(|one| one.later) {
        assert!(one.url.is_none() && one.text.ends_with("a source published later"));
    }
}

#[test]
fn on_15_october_2025_a_threat_is_next() {
    let record = record("examples/us-china");
    let brief = brief(&record, date(2025, 10, 15));
    let threat = brief
        .pending
        .iter()
        .find(|one| one.measure == "us-100pct-threat");
    assert!(
        threat.is_some_and(|one| one.status == "threatened"
            && one.from.as_deref() == Some("2025-11-01")
            && one.rate.as_deref() == Some("100%")),
        "{:?}",
        brief.pending
    );
    assert!(brief.watch.iter().any(|one| one.on == "2025-11-01"));
    assert!(
        brief.headline[2].text.contains("next to watch"),
        "{:?}",
        brief.headline[2]
    );
}

#[test]
fn of_two_others_nothing_of_the_dispute_with_china_is_told() {
    let record = record("examples/us-china");
    let question = Question {
        parties: Some(["USA".to_owned(), "VNM".to_owned()]),
        ..Question::on(date(2025, 5, 2))
    };
    let brief = asked(&record, &question).brief;
    assert!(brief.positions.is_empty() && brief.contradictions.is_empty());
    assert!(brief.forecasts.is_empty(), "{:?}", brief.forecasts);
    assert!(
        brief
            .events
            .iter()
            .all(|one| !one.who.iter().any(|name| name == "CHN")),
        "{:?}",
        brief.events
    );
    assert!(brief.headline[2].text.starts_with("No positions"));
}

#[test]
fn before_anything_is_known_it_says_so() {
    let record = record("examples/us-china");
    let fault = asked_or_not(&record, &Question::on(date(2016, 1, 1))).err();
    assert!(
        matches!(fault, Some(BriefFault::NothingKnown { .. })),
        "{fault:?}"
    );
}

/// Entries and sources that a brief rests on, and events it tells as held.
fn nothing_known_later(brief: &Brief, on: Date) {
    let on = on.to_string();
    for entry in brief.entries.values() {
        assert!(
            entry.known.as_ref().is_none_or(|known| *known <= on),
            "{} became known later",
            entry.id
        );
        for source in &entry.sources {
            assert_eq!(
                source.later,
                source.date > on,
                "{} cites {}",
                entry.id,
                source.source
            );
        }
        let in_time = entry.sources.iter().filter(|one| !one.later).count();
        assert!(entry.independent_sources <= in_time, "{}", entry.id);
    }
    assert!(
        brief
            .forecasts
            .iter()
            .filter_map(|one| one.outcome.as_ref())
            .all(|one| one.on <= on)
    );
    assert!(
        brief
            .events
            .iter()
            .all(|one| one.on <= on || one.state == "planned" || one.kind == "agreement")
    );
}

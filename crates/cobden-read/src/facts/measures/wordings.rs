//! Wordings of the news beyond the plain ones, each on a sentence written for it.

use crate::fact::{Action, Fact, Instrument, Measure, Status};

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

/// Whether a measure of this action, instrument and status is among those of a text.
fn has(text: &str, action: Action, instrument: Instrument, status: Status) -> Measure {
    let found = measures(text);
    found
        .iter()
        .find(|(_, measure)| {
            (measure.action, measure.instrument, measure.status)
                == (Some(action), Some(instrument), status)
        })
        .unwrap_or_else(|| panic!("{text}: {found:#?}"))
        .1
        .clone()
}

fn none(text: &str) {
    let found = measures(text);
    assert!(found.is_empty(), "{text}: {found:#?}");
}

#[test]
fn wordings_of_all_kinds() {
    use Action::{Cut, Exempt, Impose, OpenMarket, Purchase, Remove, Retaliate, Suspend};
    use Instrument::{NonTariff, Tariff, Unspecified};
    for (text, action, instrument, status) in [
        (
            "Tokyo has yet to lift its duty on rice from Thailand.",
            Remove,
            Tariff,
            Status::NotDone,
        ),
        (
            "Ottawa hit back with 25% tariffs on American steel.",
            Impose,
            Tariff,
            Status::InForce,
        ),
        (
            "Goods from Switzerland are now taxed at 39 percent.",
            Impose,
            Tariff,
            Status::InForce,
        ),
        (
            "A planned increase in US tariffs on European cars has been put on hold.",
            Suspend,
            Tariff,
            Status::InForce,
        ),
        (
            "The duties, imposed in 2018, were scrapped by Washington last year.",
            Remove,
            Tariff,
            Status::InForce,
        ),
        (
            "Vietnam pledged to step up purchases of American farm goods.",
            Purchase,
            Instrument::Purchase,
            Status::Promised,
        ),
        (
            "Trump refused to rule out new tariffs on Brazil.",
            Impose,
            Tariff,
            Status::Considered,
        ),
        (
            "Chile has ruled out tariffs on American wheat.",
            Impose,
            Tariff,
            Status::Denied,
        ),
        (
            "Mexico said it reserves the right to take all necessary measures.",
            Retaliate,
            Unspecified,
            Status::Threatened,
        ),
        (
            "Norway would respond to the tariffs with care.",
            Retaliate,
            Tariff,
            Status::Threatened,
        ),
        (
            "Washington urged Japan to open its market.",
            OpenMarket,
            NonTariff,
            Status::Requested,
        ),
        (
            "The inquiry could pave the way for new tariffs on Canada.",
            Impose,
            Tariff,
            Status::Forecast,
        ),
        (
            "European ministers gave the green light to counter-tariffs on US goods.",
            Impose,
            Tariff,
            Status::Announced,
        ),
        (
            "Turkey agreed to buy American jets and suspend its duties on American nuts.",
            Suspend,
            Tariff,
            Status::Promised,
        ),
        (
            "It is unclear whether India will lower its tariffs on American apples.",
            Cut,
            Tariff,
            Status::Undecided,
        ),
        (
            "There will be no exemptions from the tariffs for carmakers.",
            Exempt,
            Tariff,
            Status::Denied,
        ),
    ] {
        has(text, action, instrument, status);
    }
}

#[test]
fn a_government_announces_what_it_says_it_will_do() {
    let found = has(
        "The Canadian government said it would impose a 10 percent duty on steel from China.",
        Action::Impose,
        Instrument::Tariff,
        Status::Announced,
    );
    assert_eq!(found.actors, ["CAN"]);
    // Somebody else's word announces nothing.
    has(
        "A trader in Paris said Canada would impose a 10 percent duty on steel from China.",
        Action::Impose,
        Instrument::Tariff,
        Status::Planned,
    );
}

#[test]
fn what_a_court_strikes_down_is_past() {
    let text = "The court threw out Trump's global tariffs.";
    has(text, Action::Remove, Instrument::Tariff, Status::InForce);
    has(text, Action::Impose, Instrument::Tariff, Status::Past);
}

#[test]
fn a_threat_taken_back_is_two_facts() {
    let text = "Trump on Monday suspended his threat of 25 percent tariffs on Mexico.";
    has(text, Action::Suspend, Instrument::Tariff, Status::InForce);
    has(text, Action::Impose, Instrument::Tariff, Status::Threatened);
}

#[test]
fn the_new_tariffs_are_those_spoken_of() {
    let text = "India threatened to impose tariffs on American almonds. The new tariffs would cover apples too.";
    let found = measures(text);
    let (_, last) = found.last().expect("a measure");
    assert_eq!(last.actors, ["IND"]);
    assert_eq!(last.status, Status::Threatened);
}

#[test]
fn rates_goods_and_reasons() {
    let text = "Beijing has lowered tariffs on American toys to 25 percent from 34 percent.";
    let found = has(text, Action::Cut, Instrument::Tariff, Status::InForce);
    assert_eq!(
        (found.percent, found.percent_from),
        (Some(25.0), Some(34.0))
    );
    assert_eq!(
        found.product.map(|span| span.of(text)),
        Some("American toys")
    );
    let text = "Washington imposed duties on $3 billion worth of Turkish steel in response to new subsidies.";
    let found = has(text, Action::Impose, Instrument::Tariff, Status::InForce);
    assert_eq!(
        found.product.map(|span| span.of(text)),
        Some("Turkish steel")
    );
    assert_eq!(
        found.reason.map(|span| span.of(text)),
        Some("in response to new subsidies")
    );
    let text = "India exempted American almonds from its tariffs.";
    let found = has(text, Action::Exempt, Instrument::Tariff, Status::InForce);
    assert_eq!(
        found.product.map(|span| span.of(text)),
        Some("American almonds")
    );
}

#[test]
fn what_is_no_measure() {
    none("Importing nations held talks on tariffs.");
    none("You can ask them for the tariff data.");
    none("The report said that imposing tariffs damages both sides.");
    none("Brazil has always opposed tariff hikes.");
    none("A new law authorises the government to take countermeasures.");
    none("Exports will be stopped by tariffs.");
    none("The chief tariff negotiator Anna Example flew home.");
}

#[test]
fn lists_obligations_and_intentions() {
    use Action::{Cut, Remove, Restrict, Sanction};
    use Instrument::{ExportControl, Tariff};
    use Status::{Announced, Denied, InForce, Requested};
    for (text, action, instrument, status) in [
        (
            "China has added nine American companies to its unreliable entity list.",
            Sanction,
            Instrument::Sanction,
            InForce,
        ),
        (
            "The duties on Swiss watches will have to come down, the minister said.",
            Cut,
            Tariff,
            Requested,
        ),
        (
            "Tokyo has no intention of lifting the curbs on chip exports.",
            Remove,
            ExportControl,
            Denied,
        ),
        (
            "The export of tungsten to the United States shall not be permitted.",
            Restrict,
            ExportControl,
            InForce,
        ),
        (
            "Officials in Washington said that tariffs on coffee will be removed.",
            Remove,
            Tariff,
            Announced,
        ),
    ] {
        has(text, action, instrument, status);
    }
}

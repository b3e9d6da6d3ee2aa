//! Positions, in sentences made for the purpose.

use crate::fact::{Fact, Position, PositionType};

/// The positions of a text, each with its words.
fn positions(text: &str) -> Vec<(Position, String)> {
    crate::read(text, &crate::layout::Declared::default())
        .extracts
        .into_iter()
        .filter_map(|extract| match extract.fact {
            Fact::Position(position) => Some((position, extract.evidence.of(text).to_owned())),
            _ => None,
        })
        .collect()
}

fn only(text: &str) -> Position {
    let found = positions(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found
        .into_iter()
        .next()
        .map(|(position, _)| position)
        .expect("one")
}

#[test]
fn verbs_of_asking_bring_demands() {
    let position = only("Officials met. Canada urged the United States to drop the lumber duties.");
    assert_eq!(position.what, PositionType::Demand);
    assert_eq!(position.holders, ["CAN"]);
    assert_eq!(position.to, ["USA"]);
    assert_eq!(
        only("Mexico is demanding the removal of the tomato duties by Washington.").what,
        PositionType::Demand
    );
    assert_eq!(
        only("Brussels insists that Washington lift the steel tariffs.").what,
        PositionType::Demand
    );
}

#[test]
fn what_is_asked_of_ones_own_officials_is_no_position() {
    assert!(positions("Japan instructed companies to report their shipments.").is_empty());
}

#[test]
fn refusals_and_what_is_not_ruled_out() {
    assert_eq!(
        only("India has refused to open its dairy market to American milk.").what,
        PositionType::Refusal
    );
    assert_eq!(
        only("India will never accept genetically modified maize from the United States.").what,
        PositionType::Refusal
    );
    assert_eq!(
        only("Ottawa has not ruled out a levy on American electricity or a tariff.").what,
        PositionType::Reservation
    );
    assert!(positions("The White House declined to comment on the tariffs.").is_empty());
    assert!(positions("China rejected the accusation.").is_empty());
}

#[test]
fn pledges_by_their_deed() {
    assert_eq!(
        only("Vietnam pledged to buy more American aircraft.").what,
        PositionType::Offer
    );
    assert_eq!(
        only("The European Union vowed to hit back at the United States.").what,
        PositionType::Resolve
    );
    assert_eq!(
        only("South Korea promised not to escalate the dispute with Japan.").what,
        PositionType::Restraint
    );
}

#[test]
fn readiness_by_its_deed() {
    assert_eq!(
        only("Switzerland is willing to talk with the United States.").what,
        PositionType::Openness
    );
    assert_eq!(
        only("Brazil is ready to retaliate against the United States.").what,
        PositionType::Resolve
    );
    assert_eq!(
        only("Japan is not willing to negotiate with Washington.").what,
        PositionType::Refusal
    );
    assert_eq!(
        only("Beijing remains open to talks with Canberra.").what,
        PositionType::Openness
    );
    assert_eq!(
        only("Australia signalled its willingness to settle the wine dispute with China.").what,
        PositionType::Openness
    );
}

#[test]
fn the_other_side_should_do_something() {
    let position =
        only("The United States should withdraw its tariffs, China's commerce ministry said.");
    assert_eq!(position.what, PositionType::Demand);
    assert_eq!(position.holders, ["CHN"]);
    assert_eq!(position.to, ["USA"]);
}

#[test]
fn preconditions() {
    assert_eq!(
        only(
            "China demands the removal of all tariffs as a precondition for talks with Washington."
        )
        .what,
        PositionType::Precondition
    );
}

#[test]
fn those_who_are_no_party_hold_no_position() {
    assert!(
        positions("The retailer refused to raise its prices. Analysts want to see a deal.")
            .is_empty()
    );
}

#[test]
fn suppositions_are_no_positions() {
    assert!(positions("If China refuses to talk, prices may rise.").is_empty());
}

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

/// The only position's type and holders.
fn taken(text: &str) -> (PositionType, Vec<String>) {
    let position = only(text);
    (position.what, position.holders)
}

fn one(what: PositionType, holder: &str, text: &str) {
    assert_eq!(taken(text), (what, vec![holder.to_owned()]), "{text}");
}

#[test]
fn opposition_is_refusal() {
    one(
        PositionType::Refusal,
        "CHN",
        "China firmly opposes the American tariffs on solar panels.",
    );
    assert!(positions("China does not oppose the new tariffs.").is_empty());
}

#[test]
fn hopes_for_another_are_demands() {
    one(
        PositionType::Demand,
        "KOR",
        "South Korea hopes that Japan will lift its export curbs soon.",
    );
    let both = only("Australia hopes both sides can settle the wine dispute with China by talks.");
    assert_eq!(both.what, PositionType::Openness);
}

#[test]
fn what_must_come_first() {
    let text = "Any agreement with Washington must respect our farm laws, India's trade minister Piyush Goyal said.";
    let position = only(text);
    assert_eq!(position.what, PositionType::Precondition);
    assert_eq!(position.holders, ["IND"]);
    assert_eq!(
        position.before.map(|span| span.of(text)),
        Some("Any agreement with Washington")
    );
    one(
        PositionType::Precondition,
        "CAN",
        "Canada would sign the deal as soon as Washington dropped its lumber duties.",
    );
    one(
        PositionType::Openness,
        "CAN",
        "Canada would join new talks if Washington paused its lumber duties.",
    );
}

#[test]
fn conditions_put_to_the_other_side_are_demands() {
    let position = only(
        "The White House will double the levies unless Brazil drops its digital tax, an aide said.",
    );
    assert_eq!(position.what, PositionType::Demand);
    assert_eq!(position.holders, ["USA"]);
    assert_eq!(position.to, ["BRA"]);
    assert!(positions("Prices will rise unless the weather improves.").is_empty());
}

#[test]
fn pressure_is_refused() {
    one(
        PositionType::Refusal,
        "MEX",
        "Mexico will not be bullied, the economy ministry said.",
    );
    one(
        PositionType::RedLine,
        "EU",
        "The European Union said its food rules were not up for negotiation.",
    );
}

#[test]
fn resolve_in_many_words() {
    for text in [
        "Brazil means business in its row with the United States.",
        "Any new levy would be met with duties of our own, Brazil's president Luiz Inacio Lula da Silva said.",
        "Brazil decided to hit back at the United States.",
        "Brazil took a tougher line on the American levies.",
    ] {
        one(PositionType::Resolve, "BRA", text);
    }
}

#[test]
fn restraint_in_many_words() {
    for text in [
        "Mexico chose not to retaliate against the United States.",
        "Mexico does not want to escalate the quarrel with the United States.",
        "Mexico would like to avoid imposing duties on American corn.",
    ] {
        one(PositionType::Restraint, "MEX", text);
    }
}

#[test]
fn a_fight_not_wanted_but_not_feared_is_resolve() {
    one(
        PositionType::Resolve,
        "CHN",
        "China does not want a trade war but is not afraid of one.",
    );
}

#[test]
fn aims_and_efforts() {
    one(
        PositionType::Demand,
        "CAN",
        "Canada's goal is to get the steel tariffs removed.",
    );
    one(
        PositionType::Openness,
        "JPN",
        "Japan is trying to hammer out a deal with the United States.",
    );
    one(
        PositionType::Openness,
        "USA",
        "The Biden administration is weighing lifting tariffs on Chinese bicycles.",
    );
    assert!(positions("Both countries can work towards better rules on parcels.").is_empty());
    assert!(
        positions("The firm set up a process to request exclusions from the tariffs.").is_empty()
    );
}

#[test]
fn offers_by_somebody() {
    one(
        PositionType::Offer,
        "VNM",
        "The aide dismissed an offer by Vietnam to scrap its duties on American goods.",
    );
}

#[test]
fn what_nobody_has_shown_is_no_position() {
    assert!(positions("There is little indication that China is ready to deal.").is_empty());
    assert!(positions("The levies made consumer confidence fall in Canada.").is_empty());
}

#[test]
fn concerns_voiced_are_reservations() {
    assert_eq!(
        only("Canada expressed serious concerns about the American lumber duties.").what,
        PositionType::Reservation
    );
    assert!(positions("The move raised concerns about a shortage of magnets.").is_empty());
}

#[test]
fn talks_called_off_are_refused_and_invitations_are_open() {
    assert_eq!(
        only("India called off the trade talks with the United States.").what,
        PositionType::Refusal
    );
    assert_eq!(
        only("Brazil is considering scrapping the negotiations with Washington.").what,
        PositionType::Refusal
    );
    assert_eq!(
        only("Brussels invited Washington to fresh negotiations in Geneva.").what,
        PositionType::Openness
    );
    assert_eq!(
        only("Japan is not considering lifting the curbs on South Korea.").what,
        PositionType::Refusal
    );
}

#[test]
fn demands_stand_with_their_owner() {
    let position = only("The cars were discussed. A key demand from Brussels was ignored.");
    assert_eq!(position.what, PositionType::Demand);
    assert_eq!(position.holders, ["EU"]);
    let found = positions("Japan rejected South Korea's call for talks on the curbs.");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn needs_of_another_are_demands() {
    let position = only("Washington needs to see Mexico take steps against smuggling.");
    assert_eq!(position.what, PositionType::Demand);
    assert_eq!(position.holders, ["USA"]);
    assert_eq!(
        only("Washington insists on the right to defend its allies.").what,
        PositionType::Claim
    );
}

#[test]
fn holding_out_is_resolve() {
    assert_eq!(
        only("Mexico will not bow to pressure.").what,
        PositionType::Resolve
    );
    assert!(positions("China has taken all necessary measures to keep ports open.").is_empty());
}

//! Events, in sentences made for the purpose.

use crate::fact::{Event, EventType, Fact};

fn events(text: &str) -> Vec<Event> {
    crate::read(text, &crate::layout::Declared::default())
        .extracts
        .into_iter()
        .filter_map(|extract| match extract.fact {
            Fact::Event(event) => Some(event),
            _ => None,
        })
        .collect()
}

fn sort(text: &str) -> EventType {
    let found = events(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0].sort
}

#[test]
fn what_happens() {
    assert_eq!(
        sort("Britain and India signed a trade agreement in London."),
        EventType::Agreement
    );
    assert_eq!(
        sort("A federal court struck down the tariffs."),
        EventType::Legal
    );
    assert_eq!(
        sort("Canada filed a complaint at the World Trade Organization."),
        EventType::Legal
    );
    assert_eq!(
        sort("Canada appointed a new ambassador to China."),
        EventType::Appointment
    );
    assert_eq!(
        sort("Japan and Korea set up a joint committee on chips."),
        EventType::Mechanism
    );
    assert_eq!(
        sort("Chinese importers cancelled shipments of soybeans."),
        EventType::OrderCancellation
    );
}

#[test]
fn what_has_not_happened() {
    for text in [
        "Britain and India may sign a trade agreement.",
        "Japan has not reached a deal with the United States.",
        "The company signed the forms.",
    ] {
        assert!(events(text).is_empty(), "{text}");
    }
}

#[test]
fn events_that_a_noun_tells_of() {
    assert_eq!(
        sort("Traders doubt that the Geneva truce will last."),
        EventType::Agreement
    );
    assert_eq!(
        sort("A Supreme Court ruling put the duties in doubt."),
        EventType::Legal
    );
    assert_eq!(
        sort("Factories wait because shipments to China are on hold."),
        EventType::OrderCancellation
    );
    assert_eq!(
        sort("Justin Trudeau is set to step down in a few days."),
        EventType::Appointment
    );
}

#[test]
fn courts_and_suits() {
    for text in [
        "Several importers sought a preliminary injunction.",
        "Canada will challenge the duties at the World Trade Organization.",
        "The trade court denied the motion for an injunction.",
        "The parliament adopted a law on foreign investment.",
        "The U.S. Trade Representative determined that the practices are unfair.",
    ] {
        assert_eq!(sort(text), EventType::Legal, "{text}");
    }
    assert!(events("The court rejected the argument that the duties are legal.").is_empty());
}

#[test]
fn agreements_told_in_other_ways() {
    for text in [
        "Duties fell following a trade deal between Japan and India.",
        "Narendra Modi is set to sign a trade pact on Friday.",
        "The two presidents agreed to deepen economic cooperation.",
        "Today we reached a trade deal.",
    ] {
        assert_eq!(sort(text), EventType::Agreement, "{text}");
    }
    assert!(events("Ottawa deals with disputes with the United States.").is_empty());
    assert!(events("Japan agreed to study the paper.").is_empty());
}

#[test]
fn orders_that_stop() {
    for text in [
        "Toy makers report a complete halt in shipments from China.",
        "Buyers are shifting orders to Vietnam.",
    ] {
        assert_eq!(sort(text), EventType::OrderCancellation, "{text}");
    }
    assert!(events("Buyers shifted the order of the list.").is_empty());
}

#[test]
fn what_is_only_wished() {
    for text in [
        "No deal has been reached with Washington.",
        "Makers hope that a pact is reached soon.",
        "Tariffs stay until a deal is signed.",
        "South Korea wants a trade deal with the United States.",
        "A deal between India and Canada could be announced.",
    ] {
        assert!(events(text).is_empty(), "{text}");
    }
}

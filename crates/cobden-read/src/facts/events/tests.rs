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

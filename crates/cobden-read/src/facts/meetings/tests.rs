//! Meetings, in sentences made for the purpose.

use crate::fact::{Fact, Meeting, MeetingState, MeetingType};

fn meetings(text: &str) -> Vec<Meeting> {
    crate::read(text, &crate::layout::Declared::default())
        .extracts
        .into_iter()
        .filter_map(|extract| match extract.fact {
            Fact::Meeting(meeting) => Some(meeting),
            _ => None,
        })
        .collect()
}

fn only(text: &str) -> Meeting {
    let found = meetings(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().expect("one")
}

#[test]
fn talks_with_their_parties() {
    let meeting =
        only("Farmers are watching the talks between Canada and China will end the dispute soon.");
    assert_eq!(meeting.what, MeetingType::Talks);
    assert_eq!(meeting.who, ["CAN", "CHN"]);
}

#[test]
fn parties_that_hold_talks() {
    let meeting = only("India and Britain will hold talks in London next week.");
    assert_eq!(meeting.state, MeetingState::Planned);
    assert_eq!(meeting.who, ["IND", "GBR"]);
    assert!(meeting.place.is_some());
    assert_eq!(
        only("Japan held consultations with the United States on steel.").state,
        MeetingState::Held
    );
    assert_eq!(
        only("Negotiations between Mexico and the United States are under way.").state,
        MeetingState::Ongoing
    );
    assert_eq!(
        only("The ministry spoke of a possible meeting with Canadian officials, said China.").state,
        MeetingState::Possible
    );
}

#[test]
fn persons_meet_and_call() {
    let meeting = only("Scott Bessent met He Lifeng in Geneva.");
    assert_eq!(meeting.what, MeetingType::Talks);
    assert_eq!(meeting.who, ["Scott Bessent", "He Lifeng"]);
    assert_eq!(
        only("Narendra Modi spoke by phone with Donald Trump.").what,
        MeetingType::Call
    );
    assert_eq!(
        only("Emmanuel Macron met Xi Jinping in Paris.").what,
        MeetingType::Summit
    );
}

#[test]
fn travel_and_contact() {
    let meeting = only("Wang Wentao will travel to Brussels on Monday.");
    assert_eq!(meeting.what, MeetingType::Visit);
    assert_eq!(meeting.state, MeetingState::Planned);
    let meeting = only("Tokyo has reached out to Washington through intermediaries.");
    assert_eq!(meeting.what, MeetingType::Contact);
    assert_eq!(meeting.initiator, ["JPN"]);
    assert!(meeting.channel.is_some());
}

#[test]
fn what_is_no_meeting() {
    for text in [
        "The factory meets the standard of the United States.",
        "Beijing did not hold talks with Ottawa.",
        "The minister answered at a press conference in Paris.",
        "Calls for action grew in Canada.",
    ] {
        assert!(meetings(text).is_empty(), "{text}");
    }
}

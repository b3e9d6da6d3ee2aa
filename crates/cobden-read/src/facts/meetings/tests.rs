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
fn persons_sit_down_speak_and_travel() {
    let meeting = only("Scott Bessent sat down with He Lifeng in Geneva.");
    assert_eq!(meeting.who, ["Scott Bessent", "He Lifeng"]);
    let meeting = only("Donald Trump and Mark Carney spoke on Monday about steel tariffs.");
    assert_eq!(meeting.what, MeetingType::Call);
    let meeting = only("Canada's trade minister flew to Brussels on Tuesday for talks.");
    assert_eq!(meeting.what, MeetingType::Visit);
    assert_eq!(meeting.state, MeetingState::Held);
    let meeting = only("Narendra Modi looks forward to meeting with Donald Trump.");
    assert_eq!(meeting.state, MeetingState::Possible);
    let meeting = only("Trump said he would not meet Xi until a pact is ready.");
    assert_eq!(meeting.state, MeetingState::Planned);
}

#[test]
fn envoys_and_letters() {
    let meeting = only("Japan dispatched its trade envoy to Washington to meet Jamieson Greer.");
    assert_eq!(meeting.what, MeetingType::Visit);
    let meeting = only("Claudia Sheinbaum sent a letter to Donald Trump about the duties.");
    assert_eq!(meeting.what, MeetingType::Contact);
    assert_eq!(meeting.initiator, ["MEX"]);
}

#[test]
fn rounds_of_talks() {
    let meeting = only(
        "A second round of talks between India and Canada is scheduled for Thursday in London.",
    );
    assert_eq!(meeting.state, MeetingState::Planned);
    let meeting = only("Talks between Switzerland and the United States collapsed on Thursday.");
    assert_eq!(meeting.state, MeetingState::Held);
    assert!(meeting.outcome.is_some());
    let found = meetings(
        "India and Japan clashed for weeks. The ministry said that talks were making progress.",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].state, MeetingState::Ongoing);
}

#[test]
fn guests_and_stays() {
    let meeting = only("Narendra Modi invited Mark Carney to visit New Delhi in May.");
    assert_eq!(meeting.what, MeetingType::Visit);
    assert_eq!(meeting.state, MeetingState::Planned);
    assert_eq!(meeting.initiator, ["IND"]);
    let meeting = only("Canadian trade officials were in Beijing for talks.");
    assert_eq!(meeting.state, MeetingState::Ongoing);
    assert!(meetings("The factories of Canada are in China.").is_empty());
    assert!(meetings("Canada invited Chinese firms to bid.").is_empty());
}

#[test]
fn rounds_and_talks_named_before() {
    let found = meetings(
        "India and Canada held talks in London last week. The next round will be held in October.",
    );
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].state, MeetingState::Planned);
    assert!(
        meetings("India and Canada are at odds. The next round of tariffs will start in May.")
            .is_empty()
    );
    let found =
        meetings("India and Canada are at odds. Traders wonder whether negotiations will resume.");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].state, MeetingState::Possible);
}

#[test]
fn denials() {
    for text in [
        "Beijing did not hold talks with Ottawa.",
        "Beijing has held no talks with Ottawa on tariffs.",
        "There have been no negotiations between Canada and China.",
        "China denied that it had held talks with Canada.",
        "Beijing denied any contact with Ottawa.",
        "A planned call between Trump and Modi did not take place.",
    ] {
        assert_eq!(only(text).state, MeetingState::Denied, "{text}");
    }
}

#[test]
fn what_is_no_meeting() {
    for text in [
        "The factory meets the standard of the United States.",
        "China urged Canada to hold talks on an equal footing.",
        "Washington has not engaged with Ottawa's offer.",
        "Farmers spoke to reporters in Canada.",
        "The factory receives steel from the United States.",
        "The minister answered at a press conference in Paris.",
        "Calls for action grew in Canada.",
    ] {
        assert!(meetings(text).is_empty(), "{text}");
    }
}

use serde_json::{Map, Value, json};

use super::*;

fn note() -> DocumentNote {
    DocumentNote {
        name: "a/b.txt".to_owned(),
        hash: "00ff".to_owned(),
        title: Some("Talks, perhaps.".to_owned()),
        publisher: Some("The Post".to_owned()),
        date: cobden_read::Period::parse("2025-05-02"),
        source_kind: Some("press".to_owned()),
        ..DocumentNote::default()
    }
}

fn proposal(kind: Kind, text: &str, slots: &[(&str, &str)], norm: Value) -> Proposal {
    let quote = |words: &&str| json!({ "start": 0, "end": 1, "text": words });
    let slots: Map<String, Value> = slots
        .iter()
        .map(|(name, words)| ((*name).to_owned(), quote(words)))
        .collect();
    Proposal {
        id: "x01".to_owned(),
        kind,
        start: 3,
        end: 9,
        text: text.to_owned(),
        slots,
        norm: norm.as_object().cloned().unwrap_or_default(),
        from: None,
        dup_of: None,
        layer: None,
        rule: "test".to_owned(),
        confidence: 0.5,
    }
}

fn drafted(proposal: &Proposal) -> Draft {
    Drafter {
        note: &note(),
        proposal,
        statement: None,
        source: "src",
    }
    .draft()
}

/// The value of a key, as TOML.
fn value<'d>(draft: &'d Draft, key: &str) -> Option<&'d str> {
    let found = draft.keys.iter().find(|(name, _)| *name == key);
    found.map(|(_, value)| value.as_str())
}

fn measure(norm: Value) -> Draft {
    drafted(&proposal(Kind::Measure, "the words", &[], norm))
}

#[test]
fn the_state_of_a_measure_decides_what_it_becomes() {
    for (status, kind, word) in [
        ("in_force", "measure", "\"reported\""),
        ("planned", "measure", "\"announced\""),
        ("threatened", "measure", "\"threatened\""),
        ("requested", "position", "\"demand\""),
        ("offered", "position", "\"offer\""),
        ("denied", "event", "\"statement\""),
        ("hypothetical", "event", "\"statement\""),
    ] {
        let draft = measure(json!({
            "action": "impose", "instrument": "tariff", "actor": "USA", "target": "CHN", "status": status,
            "requested_by": "CHN", "rate": 12.5,
        }));
        assert_eq!(draft.kind, kind, "{status}");
        let key = if kind == "measure" { "status" } else { "kind" };
        assert_eq!(value(&draft, key), Some(word), "{status}");
        assert!(draft.is_complete(), "{status}: {:?}", draft.gaps);
        // What a report says never counts as law.
        assert!(!draft.text().contains("enacted"));
    }
}

#[test]
fn what_ends_or_prolongs_a_measure_is_no_measure() {
    let draft = measure(json!({
        "action": "suspend", "instrument": "tariff", "actor": "USA", "status": "in_force",
    }));
    assert_eq!(draft.kind, "event");
    assert!(draft.text().contains("amendment"));
    let draft = measure(json!({
        "action": "cut", "instrument": "tariff", "actor": "USA", "target": "CHN", "rate": 30.0, "rate_from": 145.0,
        "status": "announced",
    }));
    assert_eq!(
        (draft.kind, value(&draft, "rate")),
        ("measure", Some("\"30%\""))
    );
    assert!(draft.text().contains("From 145%."));
}

#[test]
fn exemptions_have_no_rate_and_controls_no_duty() {
    let draft = measure(json!({
        "action": "exempt", "instrument": "tariff", "actor": "CHN", "target": "USA", "rate": 125.0,
        "status": "reported",
    }));
    assert_eq!(value(&draft, "instrument"), Some("\"exemption\""));
    assert_eq!(value(&draft, "rate"), None);
    let draft = measure(json!({
        "action": "restrict", "instrument": "export_control", "actor": "CHN+USA", "status": "in_force",
    }));
    assert_eq!(value(&draft, "instrument"), Some("\"export control\""));
    assert!(draft.text().contains("Done by CHN, USA."));
    assert_eq!(draft.gaps[0].key, "target");
}

#[test]
fn a_meeting_without_a_day_leaves_a_gap_and_a_statement_takes_the_documents() {
    let draft = drafted(&proposal(
        Kind::Meeting,
        "they met",
        &[],
        json!({"type": "call", "parties": ["USA", "CHN"], "status": "possible"}),
    ));
    assert_eq!(value(&draft, "kind"), Some("\"call\""));
    assert_eq!(value(&draft, "state"), Some("\"planned\""));
    assert_eq!(value(&draft, "confidence"), Some("\"C\""));
    assert_eq!(draft.gaps[0].key, "on");
    let draft = drafted(&proposal(
        Kind::Statement,
        "he said so",
        &[("speaker", "he"), ("content", "so")],
        json!({"mode": "direct", "denies": true}),
    ));
    assert_eq!(value(&draft, "on"), Some("2025-05-02"));
    assert_eq!(value(&draft, "confidence"), Some("\"C\""));
    assert_eq!(value(&draft, "what"), Some("\"Denies: “so”\""));
}

#[test]
fn an_economy_that_speaks_for_itself_is_named_once() {
    for (speaker, who) in [
        ("China", "[\"CHN\"]"),
        ("Ministry", "[\"CHN\", \"Ministry\"]"),
    ] {
        let norm = json!({"side": "CHN", "speaker_norm": speaker});
        let draft = drafted(&proposal(Kind::Statement, "words", &[], norm));
        assert_eq!(value(&draft, "who"), Some(who));
    }
}

#[test]
fn a_stretch_of_days_ends_on_the_first_day_no_longer() {
    let draft = drafted(&proposal(
        Kind::Meeting,
        "they met",
        &[],
        json!({"type": "talks", "parties": ["USA"], "status": "held", "date": "2025-05-10/2025-05-11"}),
    ));
    assert_eq!(value(&draft, "from"), Some("2025-05-10"));
    assert_eq!(value(&draft, "until"), Some("2025-05-12"));
}

#[test]
fn positions_that_a_record_has_no_word_for_are_statements() {
    for (sort, kind, word) in [
        ("openness", "position", "\"offer\""),
        ("refusal", "position", "\"red line\""),
        ("resolve", "event", "\"statement\""),
        ("claim", "event", "\"statement\""),
    ] {
        let draft = drafted(&proposal(
            Kind::Position,
            "words",
            &[("content", "to stand firm,")],
            json!({"type": sort, "holder": "CHN"}),
        ));
        assert_eq!(
            (draft.kind, value(&draft, "kind")),
            (kind, Some(word)),
            "{sort}"
        );
        assert_eq!(value(&draft, "what"), Some("\"To stand firm\""));
    }
}

#[test]
fn attribution_is_the_weakest_link_that_is_known() {
    for (word, official, expected) in [
        ("official_statement", false, "on the record"),
        ("official_statement", true, "official text"),
        ("anonymous", false, "unnamed source"),
        ("other_outlet", false, "second-hand"),
        ("analyst", false, "unnamed source"),
    ] {
        let mut note = note();
        if official {
            note.source_kind = Some("official".to_owned());
        }
        let said = proposal(Kind::Statement, "w", &[], json!({ "attribution": word }));
        let position = proposal(
            Kind::Position,
            "w",
            &[],
            json!({"type": "demand", "holder": "CHN"}),
        );
        let drafter = Drafter {
            note: &note,
            proposal: &position,
            statement: Some(&said),
            source: "src",
        };
        let text = drafter.draft().text();
        assert!(
            text.contains(&format!("attribution = \"{expected}\"")),
            "{word}: {text}"
        );
        assert_eq!(text.contains("confidence"), !official);
    }
}

#[test]
fn a_source_says_what_is_not_known() {
    let draft = Drafter::source(&DocumentNote::default(), "x");
    assert_eq!(value(&draft, "publisher"), Some("\"unknown\""));
    assert_eq!(value(&draft, "kind"), Some("\"reprint\""));
    assert!(!draft.is_complete());
    let mut note = note();
    note.repeats = vec!["xinhua".to_owned(), "The Post".to_owned(), "AP".to_owned()];
    let draft = Drafter::source(&note, "x");
    assert_eq!(value(&draft, "repeats"), Some("[\"Xinhua\", \"AP\"]"));
    assert_eq!(value(&draft, "title"), Some("\"Talks, perhaps\""));
    assert_eq!(Drafter::source_id(&note), "post-2025-05-02");
}

#[test]
fn a_filled_gap_is_a_key() {
    let mut draft = drafted(&proposal(
        Kind::Figure,
        "w",
        &[("what", "exports")],
        json!({"country": "CHN"}),
    ));
    assert!(draft.text().contains("# on ="));
    assert!(!draft.block().contains('#'));
    draft.set("on", "2025-05-01".to_owned());
    assert!(draft.is_complete());
    assert!(draft.block().ends_with("on = 2025-05-01\n"));
    draft.unset("on");
    assert_eq!(value(&draft, "on"), None);
}

#[test]
fn ids_are_short_and_unique() {
    assert_eq!(slug("The US–China “deal” of 中国", 4), "us-china-deal");
    let taken = ["a", "a-2"];
    assert_eq!(unique("a", |id| taken.contains(&id)), "a-3");
    let file = default_file(&note(), jiff::civil::date(2026, 1, 1));
    assert_eq!(
        file.to_str(),
        Some("inbox/2025-05-02-post-talks-perhaps.toml")
    );
}

//! Entries in the record, and out of it again.

use cobden_inbox::{Acceptance, Filter, Outcome, Progress, State};
use cobden_read::Kind;
use cobden_record::{Attribution, Status};
use serde_json::json;

use crate::common::{Bench, Written, accept, accepted, load, stamp};

#[test]
fn every_kind_becomes_an_entry_that_the_record_takes() {
    let bench = Bench::filled();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    let items: Vec<Acceptance> = (1..=5).map(accept).collect();
    let outcomes = inbox.accept(&mut desk, &items, None, &stamp()).unwrap();
    assert!(
        outcomes
            .iter()
            .all(|one| matches!(one, Outcome::Written { .. })),
        "{outcomes:#?}"
    );
    let record = bench.record();
    assert_eq!(record.sources.len(), 2);
    let source = &record.sources["daily-wire-report-2025-05-02"];
    assert_eq!(source.body.repeats, ["Ministry of Commerce of China"]);
    let event = &record.events["st-ministry-commerce-china-2025-05-02"];
    assert_eq!(event.body.who, ["CHN", "Ministry of Commerce of China"]);
    assert_eq!(
        event.body.what.as_deref(),
        Some("It is assessing talks with the US")
    );
    assert_eq!(
        event.common.sources[0].attribution,
        Some(Attribution::OnTheRecord)
    );
    let position = &record.positions["pos-chn-show-sincerity"];
    assert_eq!(
        position.common.sources[0].attribution,
        Some(Attribution::OnTheRecord)
    );
    let measure = record.measures.values().next().unwrap();
    assert_eq!(measure.body.status, Status::Reported);
    assert_eq!(measure.body.scope.as_deref(), Some("toys"));
    assert_eq!(record.forecasts.len(), 1);
    assert_eq!(record.indicators.len(), 1);
    let file = bench
        .record_path()
        .join("inbox/2025-05-02-daily-wire-report-ministry-weighs-talks.toml");
    let text = std::fs::read_to_string(file).unwrap();
    assert_eq!(text.matches("[source.").count(), 1);
    assert_eq!(inbox.count(&Filter::default()).unwrap(), 0);
}

#[test]
fn a_second_entry_cites_the_source_that_is_there() {
    let bench = Bench::filled();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    accepted(&mut inbox, &mut desk, accept(1));
    // A new inbox knows it too: the source names the document's hash.
    let mut desk = bench.desk();
    accepted(&mut inbox, &mut desk, accept(3));
    assert_eq!(bench.record().sources.len(), 2);
}

#[test]
fn a_source_of_the_record_can_be_cited_instead() {
    let bench = Bench::filled();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    let item = Acceptance {
        source: Some("old".to_owned()),
        ..accept(1)
    };
    accepted(&mut inbox, &mut desk, item);
    let record = bench.record();
    assert_eq!(record.sources.len(), 1);
    assert_eq!(
        record.events.values().next().unwrap().common.sources[0].source,
        "old"
    );
}

#[test]
fn undoing_leaves_the_record_as_it_was() {
    let bench = Bench::filled();
    let before = bench.files();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    let (first, _) = accepted(&mut inbox, &mut desk, accept(1));
    let between = bench.files();
    let (second, _) = accepted(&mut inbox, &mut desk, accept(2));
    // The source was written with the first, and is needed by the second.
    inbox
        .undo(Some(&mut desk), first, &stamp())
        .unwrap()
        .unwrap();
    let record = bench.record();
    assert_eq!(
        (
            record.events.len(),
            record.positions.len(),
            record.sources.len()
        ),
        (0, 1, 2)
    );
    inbox
        .undo(Some(&mut desk), second, &stamp())
        .unwrap()
        .unwrap();
    assert_eq!(bench.files(), before);
    assert_eq!(inbox.count(&Filter::default()).unwrap(), 5);
    assert!(inbox.undo(Some(&mut desk), second, &stamp()).is_err());
    accepted(&mut inbox, &mut desk, accept(1));
    assert_eq!(bench.files(), between);
}

#[test]
fn comments_and_entries_of_others_stay_untouched() {
    let bench = Bench::filled();
    let path = bench.record_path().join("talks.toml");
    let mine = "# A comment.   \r\n[event.mine] # here too\nkind = \"call\"\nwho = [\"USA\"]\non = 2025-01-01\nknown = 2025-01-01\nsources = [\"old\"]";
    std::fs::write(&path, mine).unwrap();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    let outcomes = inbox.accept(
        &mut desk,
        &[accept(1)],
        Some("talks.toml".as_ref()),
        &stamp(),
    );
    let Outcome::Written { decision, .. } = outcomes.unwrap().remove(0) else {
        panic!("not written");
    };
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with(mine));
    inbox
        .undo(Some(&mut desk), decision, &stamp())
        .unwrap()
        .unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.trim_end(), mine);
}

#[test]
fn an_edited_entry_with_faults_is_shown_them_and_leaves_nothing() {
    let bench = Bench::filled();
    let before = bench.files();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    let head =
        "[event.mine]\nsources = [\"old\"]\nwho = [\"CHN\"]\non = 2025-05-02\nknown = 2025-05-02\n";
    for (text, part) in [
        (format!("{head}kind = \"chat\"\n"), "is no kind of event"),
        (format!("{head}kind = \n"), "the edited entry"),
        ("[event.old]\n".to_owned(), "has an entry \"old\""),
        ("[happening.new]\n".to_owned(), "no kind of entry"),
        (String::new(), "no entry"),
        (
            head.replace("\"old\"", "\"nowhere\"") + "kind = \"call\"\n",
            "nowhere",
        ),
    ] {
        let item = Acceptance {
            text: Some(text),
            ..accept(1)
        };
        let outcome = inbox
            .accept(&mut desk, &[item], None, &stamp())
            .unwrap()
            .remove(0);
        let Outcome::Refused { faults } = outcome else {
            panic!("{outcome:?}");
        };
        assert!(faults.to_string().contains(part), "{faults}");
        assert_eq!(bench.files(), before);
        assert_eq!(inbox.proposal(1).unwrap().state, State::Waiting);
    }
    let item = Acceptance {
        text: Some(format!("# My words.\n{head}kind = \"call\"\n")),
        ..accept(1)
    };
    let (decision, ids) = accepted(&mut inbox, &mut desk, item);
    assert_eq!(ids, ["mine"]);
    let kept = inbox.decision(decision).unwrap();
    assert!(kept.before.unwrap().contains("kind = \"statement\""));
    assert!(kept.after.unwrap().contains("kind = \"call\""));
}

#[test]
fn of_many_only_those_at_fault_are_left_out() {
    let bench = Bench::filled();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    let bad = "[event.bad]\nsources = [\"old\"]\nkind = \"chat\"\nwho = [\"CHN\"]\non = 2025-05-02\nknown = 2025-05-02\n";
    let mut items: Vec<Acceptance> = (1..=5).map(accept).collect();
    items[0].text = Some(bad.to_owned());
    let outcomes = inbox.accept(&mut desk, &items, None, &stamp()).unwrap();
    assert!(matches!(outcomes[0], Outcome::Refused { .. }));
    assert!(
        outcomes[1..]
            .iter()
            .all(|one| matches!(one, Outcome::Written { .. }))
    );
    let record = bench.record();
    assert_eq!(
        (
            record.events.len(),
            record.positions.len(),
            record.sources.len()
        ),
        (0, 1, 2)
    );
    let mut void = 0;
    inbox
        .history(Some(1), |decision| {
            void += usize::from(decision.progress == Progress::Void && decision.fault.is_some());
            Ok::<(), cobden_inbox::InboxError>(())
        })
        .unwrap();
    assert_eq!(void, 1);
}

#[test]
fn gaps_are_told_and_nothing_is_written() {
    let bench = Bench::new();
    let written = Written::new("undated.txt", "Exports fell. Tariffs may go.")
        .fact(
            Kind::Figure,
            "Exports fell",
            &[("what", "Exports")],
            json!({"dir": "down"}),
        )
        .fact(
            Kind::Forecast,
            "Tariffs may go",
            &[],
            json!({"scoreable": false}),
        );
    let mut reading = written.reading;
    reading.document.date = None;
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    inbox.add(&reading, &written.text).unwrap();
    let outcomes = inbox
        .accept(&mut desk, &[accept(1), accept(2)], None, &stamp())
        .unwrap();
    let keys: Vec<Vec<&str>> = outcomes
        .iter()
        .map(|one| match one {
            Outcome::Incomplete { gaps } => gaps
                .iter()
                .filter(|gap| gap.required)
                .map(|gap| gap.key)
                .collect(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(keys[0], ["known", "economy", "on", "date"]);
    assert_eq!(keys[1], ["known", "by", "made", "due", "date"]);
    // Given its day, the document needs less.
    let day = cobden_read::Period::parse("2025-05");
    inbox.describe(1, Some("Known Press"), day).unwrap();
    let (draft, source) = inbox.draft(&mut desk, 1, None).unwrap();
    assert!(
        draft.text().contains("known = 2025-05-31"),
        "{}",
        draft.text()
    );
    assert!(source.unwrap().text().contains("Dated 2025-05"));
}

#[test]
fn an_entry_that_was_changed_by_hand_is_not_thrown_away() {
    let bench = Bench::filled();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    let (decision, _) = accepted(&mut inbox, &mut desk, accept(1));
    let (path, text) = bench.files().remove(0);
    std::fs::write(&path, text.replace("assessing", "weighing")).unwrap();
    let error = inbox.undo(Some(&mut desk), decision, &stamp()).unwrap_err();
    assert!(
        error
            .diagnostics()
            .to_string()
            .contains("was changed after decision"),
        "{error}"
    );
    assert_eq!(bench.record().events.len(), 1);
}

#[test]
fn an_entry_that_others_need_stays() {
    let bench = Bench::filled();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    let (decision, ids) = accepted(&mut inbox, &mut desk, accept(2));
    let more = format!(
        "[event.meets]\nkind = \"call\"\nwho = [\"USA\"]\non = 2025-06-01\nknown = 2025-06-01\nsources = [\"old\"]\nmeets = [\"{}\"]\n",
        ids[0]
    );
    std::fs::write(bench.record_path().join("more.toml"), more).unwrap();
    let before = bench.files();
    let faults = inbox
        .undo(Some(&mut desk), decision, &stamp())
        .unwrap()
        .unwrap_err();
    assert!(faults.to_string().contains(&ids[0]), "{faults}");
    assert_eq!(bench.files(), before);
    assert_eq!(inbox.proposal(2).unwrap().state, State::Accepted);
}

#[test]
fn an_empty_record_takes_its_first_entry() {
    let bench = Bench::filled();
    let manifest = "[record]\ntitle = \"New\"\nformat = 1\n";
    std::fs::write(bench.record_path().join("record.toml"), manifest).unwrap();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    accepted(&mut inbox, &mut desk, accept(1));
    assert_eq!(load(&bench.record_path()).events.len(), 1);
}

#[test]
fn words_that_would_steer_a_terminal_are_escaped_in_the_record() {
    let bench = Bench::new();
    let written = Written::new(
        "evil.txt",
        "He said \u{1b}[2J\u{202e}evil\u{9b}0m \"\\ things.",
    )
    .fact(
        Kind::Statement,
        "He said \u{1b}[2J\u{202e}evil\u{9b}0m \"\\ things.",
        &[("content", "\u{1b}[2J\u{202e}evil\u{9b}0m \"\\ things.")],
        json!({"mode": "direct", "side": "USA", "speaker_norm": "IMF", "date": "2025-05"}),
    );
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    inbox.add(&written.reading, &written.text).unwrap();
    accepted(&mut inbox, &mut desk, accept(1));
    let files = bench.files();
    let text: String = files.iter().map(|(_, text)| text.as_str()).collect();
    assert!(!text.replace('\n', "").chars().any(cobden_inbox::is_unseen));
    let record = bench.record();
    let event = record.events.values().next().unwrap();
    assert_eq!(event.body.who, ["USA", "the IMF"]);
    assert!(event.body.what.as_ref().unwrap().contains("\u{202e}evil"));
}

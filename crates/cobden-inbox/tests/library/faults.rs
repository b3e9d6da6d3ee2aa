//! Bad input: what is said of it.

use std::fs;
use std::path::Path;

use cobden_inbox::{Desk, Inbox, InboxError, Outcome};

use crate::common::{Bench, accept, stamp};

fn said(error: InboxError) -> String {
    let text = error.diagnostics().to_string();
    assert!(
        text.contains("hint:") || matches!(error, InboxError::RecordFaulty { .. }),
        "{text}"
    );
    text
}

#[test]
fn files_that_are_no_inbox() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(
        path("text"),
        "This is a text file and no database at all.".repeat(40),
    )
    .unwrap();
    fs::write(path("empty"), "").unwrap();
    let foreign = rusqlite::Connection::open(path("foreign")).unwrap();
    foreign.execute_batch("CREATE TABLE mine (x)").unwrap();
    drop(foreign);
    let open = |name: &str| Inbox::open_existing(&path(name)).err().map(said).unwrap();
    assert!(open("nowhere").contains("there is no such inbox"));
    assert!(open("text").contains("no SQLite database"));
    assert!(open("empty").contains("it is empty"));
    assert!(open("foreign").contains("another program"));
    assert!(open("").contains("folder"));
    assert!(Inbox::open(&path("no/such/folder")).is_err());
}

#[test]
fn an_inbox_of_a_later_version() {
    let bench = Bench::filled();
    let db = rusqlite::Connection::open(bench.inbox_path()).unwrap();
    db.pragma_update(None, "user_version", 77).unwrap();
    drop(db);
    let text = Inbox::open(&bench.inbox_path()).err().map(said).unwrap();
    assert!(text.contains("layout 77"), "{text}");
}

#[test]
fn a_locked_inbox() {
    let bench = Bench::filled();
    let mut inbox = bench.inbox();
    let other = rusqlite::Connection::open(bench.inbox_path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let text = inbox
        .reject(&[1], None, &stamp())
        .map_err(said)
        .unwrap_err();
    assert!(
        text.contains("another program is using the inbox"),
        "{text}"
    );
    other.execute_batch("ROLLBACK").unwrap();
    inbox.reject(&[1], None, &stamp()).unwrap();
}

#[test]
fn a_record_that_is_missing_or_has_faults_of_its_own() {
    let bench = Bench::filled();
    let mut inbox = bench.inbox();
    let text = Desk::open(Path::new("nowhere")).err().map(said).unwrap();
    assert!(text.contains("no file record.toml"), "{text}");
    assert!(inbox.set_record(Path::new("nowhere")).is_err());
    assert_eq!(inbox.record().unwrap(), None);
    inbox.set_record(&bench.record_path()).unwrap();
    assert!(inbox.record().unwrap().is_some());

    fs::write(
        bench.record_path().join("bad.toml"),
        "[event.x]\nkind = 5\n",
    )
    .unwrap();
    let before = bench.files();
    let mut desk = bench.desk();
    let error = inbox
        .accept(&mut desk, &[accept(1)], None, &stamp())
        .unwrap_err();
    let text = said(error);
    assert!(
        text.contains("faults of its own") && text.contains("bad.toml:2"),
        "{text}"
    );
    assert_eq!(bench.files(), before);
    fs::remove_file(bench.record_path().join("bad.toml")).unwrap();
    let outcomes = inbox
        .accept(&mut desk, &[accept(1)], None, &stamp())
        .unwrap();
    assert!(matches!(outcomes[0], Outcome::Written { .. }));
}

#[test]
fn files_that_the_record_would_not_read() {
    let bench = Bench::filled();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    fs::create_dir(bench.record_path().join("inner")).unwrap();
    fs::write(bench.record_path().join("inner/record.toml"), "").unwrap();
    for (file, why) in [
        ("x.txt", "end in .toml"),
        (".hidden/x.toml", "begin with a dot"),
        ("../x.toml", "outside"),
        ("/tmp/x.toml", "outside"),
        ("inner/x.toml", "another record"),
    ] {
        let error = inbox.accept(&mut desk, &[accept(1)], Some(file.as_ref()), &stamp());
        let text = said(error.unwrap_err());
        assert!(text.contains(why), "{file}: {text}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_of_the_record_that_may_not_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::filled();
    let path = bench.record_path().join("locked.toml");
    fs::write(&path, "# mine\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let before = bench.files();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    let error = inbox.accept(
        &mut desk,
        &[accept(1)],
        Some("locked.toml".as_ref()),
        &stamp(),
    );
    let text = error.unwrap_err().diagnostics().to_string();
    assert!(
        text.contains("locked.toml") && text.contains("may not be written"),
        "{text}"
    );
    assert_eq!(bench.files(), before);
    // It was not left half done.
    assert_eq!(inbox.recover(&mut desk).unwrap(), 0);
}

#[test]
fn proposals_and_decisions_that_are_not_there() {
    let bench = Bench::filled();
    let (mut inbox, mut desk) = (bench.inbox(), bench.desk());
    assert!(matches!(
        inbox.reject(&[1, 99], None, &stamp()),
        Err(InboxError::NoProposal { id: 99 })
    ));
    // All or none.
    assert_eq!(inbox.count(&Default::default()).unwrap(), 5);
    inbox.reject(&[1], None, &stamp()).unwrap();
    let error = inbox
        .accept(&mut desk, &[accept(2), accept(1)], None, &stamp())
        .unwrap_err();
    assert!(said(error).contains("proposal 1 is rejected"));
    assert!(matches!(
        inbox.undo(None, 9, &stamp()),
        Err(InboxError::NoDecision { id: 9 })
    ));
}

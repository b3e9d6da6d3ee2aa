use super::{read, shown};

/// Runs the reader on bytes and wants it to end well.
fn survives(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(name), bytes).expect("a file");
    let output = read(folder.path(), &[name, "--json"]);
    let told = shown(&output.stderr);
    assert!(
        matches!(output.status.code(), Some(0 | 2)),
        "{name}: {told}"
    );
    assert!(!told.contains("panicked"), "{name}: {told}");
    if output.status.success() {
        let printed = shown(&output.stdout);
        let reading: serde_json::Value = serde_json::from_str(&printed).expect("an object");
        return reading.to_string();
    }
    assert!(told.contains(name), "the file is named: {told}");
    told
}

const SENTENCE: &str =
    "China raised its tariffs on U.S. soybeans to 25 percent, the ministry said. ";

#[test]
fn one_long_line_is_read() {
    let line = "China said that tariffs of 10 percent and ".repeat(60_000);
    assert!(survives("line.txt", line.as_bytes()).contains("\"statement\""));
}

#[test]
fn broken_text_is_read_and_told_of() {
    let bytes = [
        SENTENCE.as_bytes(),
        b"\xff\xfe\xc3\x28 ",
        SENTENCE.as_bytes(),
    ]
    .concat();
    let found = survives("broken.txt", &bytes);
    assert!(
        found.contains("\"measure\"") && found.contains("notices\":[\""),
        "{found}"
    );
}

#[test]
fn nested_pages_are_read() {
    for tag in ["div", "table", "b", "blockquote", "svg", "template"] {
        let depth = 50_000;
        let page = format!(
            "<html>{}{SENTENCE}{}",
            format!("<{tag}>").repeat(depth),
            format!("</{tag}>").repeat(depth)
        );
        survives("nested.html", page.as_bytes());
    }
    let open = format!("<!doctype html><p>{SENTENCE}{}", "<a href='".repeat(20_000));
    survives("open.html", open.as_bytes());
}

#[test]
fn marks_of_direction_stay_harmless() {
    let text = format!("\u{202e}{SENTENCE}\u{202c}\u{2066}{SENTENCE}");
    assert!(survives("marks.txt", text.as_bytes()).contains("\"measure\""));
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("marks.txt"), &text).expect("a file");
    let printed = shown(&read(folder.path(), &["marks.txt"]).stdout);
    assert!(!printed.contains(['\u{202e}', '\u{2066}']), "{printed}");
}

#[test]
fn a_page_description_that_is_none_is_refused() {
    let told = survives(
        "no.pdf",
        b"%PDF-1.7\n1 0 obj << /Length 99999999999 >> stream\n",
    );
    assert!(told.contains("no.pdf"), "{told}");
}

#[test]
fn empty_files_and_files_of_noughts_are_read() {
    survives("empty.txt", b"");
    survives("noughts.txt", &[0; 100_000]);
}

//! What holds for every file, whatever is in it.

use cobden_document::{Document, DocumentError, Format, Limits, Origin};
use proptest::prelude::*;

fn open(bytes: &[u8]) -> Result<Document, DocumentError> {
    Document::open("a", bytes.to_vec(), &Limits::default())
}

#[test]
fn plain_text_stays_as_it_is() {
    let text = "\u{FEFF}Duties\r\nrise\u{A0}to 25\u{200B}%\u{200F} \u{202B}x\u{202C}\n\n\n  end ";
    let document = open(text.as_bytes()).unwrap();
    assert_eq!(document.text, text);
    assert_eq!(document.format, Format::Text);
    assert_eq!(document.original(3..9), Origin::Source(3..9));
    assert!(document.notices.is_empty());
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    assert_eq!(open(b"hello").unwrap().hash, hash);
}

#[test]
fn what_cannot_be_read_says_why() {
    let shown = |bytes: &[u8]| open(bytes).unwrap_err().to_string();
    assert!(shown(b"").contains("empty"));
    assert!(shown(b" \n\t").contains("empty"));
    assert!(shown(b"PK\x03\x04rest").contains("DOCX"));
    assert!(shown(b"words\0words").contains("0x00) at byte 5"));
    assert!(shown(b"\x01\x02\x03\x04words").contains("0x01) at byte 0"));
    let limits = Limits {
        bytes: 3,
        ..Limits::default()
    };
    let error = Document::open("big.txt", b"four".to_vec(), &limits).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("big.txt: 4 bytes, more than the 3")
    );
}

#[test]
fn files_are_read_up_to_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "some words").unwrap();
    let limits = Limits {
        bytes: 5,
        ..Limits::default()
    };
    assert_eq!(
        Document::read(&path, "a.txt", &Limits::default())
            .unwrap()
            .text,
        "some words"
    );
    assert!(matches!(
        Document::read(&path, "a.txt", &limits),
        Err(DocumentError::TooLarge { .. })
    ));
    let missing = Document::read(&folder.path().join("b"), "b", &limits);
    assert!(matches!(missing, Err(DocumentError::Io { .. })));
    assert!(matches!(
        Document::read(folder.path(), "d", &Limits::default()),
        Err(DocumentError::Io { .. })
    ));
}

#[test]
fn a_line_of_two_hundred_megabytes() {
    let start = std::time::Instant::now();
    let line = "duties rise ".repeat(200_000_000 / 12);
    let document = open(line.as_bytes()).unwrap();
    assert_eq!(document.text.len(), line.len());
    assert!(start.elapsed().as_secs() < 30);
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        if let Ok(document) = open(&bytes) {
            let end = document.text.len();
            let _ = (document.original(0..end), document.original(end..end + 5), document.page(1));
        }
    }

    #[test]
    fn any_bytes_behind_a_mark(mark in prop::sample::select(vec!["%PDF-1.4\n", "<html>", "\u{FEFF}<!doctype html>", "%PDF-1.4 1 0 obj "]),
                               bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        let _ = open(&[mark.as_bytes(), &bytes].concat());
    }

    #[test]
    fn any_text_is_kept(text in "[^\0-\u{1F}<]{1,200}") {
        if let Ok(document) = open(text.as_bytes()) {
            prop_assert_eq!(document.text, text);
        }
    }
}

#[test]
fn plain_text_beyond_the_limit_is_cut_between_characters_and_said_so() {
    let limits = Limits {
        text: 11,
        ..Limits::default()
    };
    // The eleventh byte is in the middle of a character.
    let document = Document::open(
        "long.txt",
        "Zölle bis\u{20ac}25".as_bytes().to_vec(),
        &limits,
    )
    .unwrap();
    assert_eq!(document.text, "Zölle bis");
    assert_eq!(
        document.notices,
        ["only the first 11 bytes of readable text were kept"]
    );
}

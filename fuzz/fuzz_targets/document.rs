//! No bytes may bring down the reader of documents, and every place in its text leads back into the file.
//!
//! The first byte chooses what stands before the rest: nothing, the mark of a PDF, or the beginning of a page.

#![no_main]

use cobden_document::{Document, Limits, Origin};
use libfuzzer_sys::fuzz_target;

const MARKS: [&str; 4] = ["", "%PDF-1.5\n", "<html>", "<!doctype html><body><article>"];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let mark = MARKS[usize::from(*first) % MARKS.len()];
    let bytes = [mark.as_bytes(), rest].concat();
    let limits = Limits {
        stream: 1 << 20,
        inflated: 4 << 20,
        operations: 100_000,
        ..Limits::default()
    };
    let (source, _) = cobden_document::decode(bytes.clone());
    let Ok(document) = Document::open("fuzz", bytes, &limits) else {
        return;
    };
    let mut last = 0;
    for (at, character) in document.text.char_indices() {
        if let Origin::Source(range) = document.original(at..at + character.len_utf8()) {
            assert!(range.start >= last && source.get(range.clone()).is_some());
            last = range.start;
        }
    }
});

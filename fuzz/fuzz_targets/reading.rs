//! No news brings the reader down, and whatever it finds stands in the text that it read.
//!
//! A byte below the number of known words stands for one of them; the others are text as they are.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/cobden-read/tests/news/mod.rs"]
mod news;

fuzz_target!(|data: &[u8]| {
    let mut text = Vec::new();
    let mut rest = data;
    while let Some((first, more)) = rest.split_first() {
        rest = more;
        match news::PIECES.get(usize::from(*first)) {
            Some(piece) => {
                text.extend_from_slice(piece.as_bytes());
                text.push(b' ');
            }
            // Four bytes as they are; the first of them says that they come.
            None => {
                let (raw, more) = rest.split_at(rest.len().min(4));
                text.extend_from_slice(raw);
                rest = more;
            }
        }
    }
    news::sound(&String::from_utf8_lossy(&text));
});

//! No text brings the reader down, and whatever it finds stands in the text that it read.

mod news;

use std::time::{Duration, Instant};

use cobden_read::layout::Declared;
use cobden_read::{Reading, read};
use news::{PIECES, sound};
use proptest::prelude::*;

fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        20 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ];
    let glue = prop_oneof![8 => Just(" "), 1 => Just("")];
    let pieces = proptest::collection::vec((piece, glue), 0..160);
    pieces.prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(a, b)| [a, b.to_owned()])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_news_is_read(text in news()) {
        sound(&text);
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|\n){0,400}") {
        sound(&text);
    }
}

#[test]
fn the_same_text_gives_the_same_facts() {
    let text = "China raised its tariffs on U.S. soybeans to 25% on Friday, the ministry said.";
    assert_eq!(sound(text), sound(text));
}

#[test]
fn marks_of_direction_hide_no_fact() {
    let plain = sound("China raised its tariffs on U.S. soybeans to 25 percent.");
    let marked = sound(
        "\u{202e}China\u{200b} raised its \u{2066}tariffs\u{2069} on U.S. soybeans to 25 percent.",
    );
    let norms = |reading: &Reading| -> Vec<_> {
        reading
            .proposals
            .iter()
            .map(|one| (one.kind, one.norm.clone()))
            .collect()
    };
    assert!(!plain.proposals.is_empty());
    assert_eq!(norms(&plain), norms(&marked));
}

/// Time by the length of a text: eight times the text may take twenty times as long, not sixty-four.
#[test]
fn long_texts_take_time_by_their_length() {
    let nested = "(\"“‘[".repeat(400);
    let shapes: Vec<(&str, String)> = vec![
        (
            "one line",
            "China said on Friday that the U.S. raised tariffs to 25% and that ".repeat(40),
        ),
        ("one word", "a".repeat(4000)),
        ("no sentence end", "tariffs of 10% ".repeat(300)),
        ("open quotations", format!("{nested} he said ")),
        ("lines of a word", "China\n".repeat(700)),
        (
            "paragraphs",
            "“We will fight,” he said. China met U.S. officials in Geneva.\n\n".repeat(60),
        ),
        ("figures", "1,2.3:4% $5 ".repeat(350)),
        ("bylines", "By Ann Lee, Reuters\n\n".repeat(200)),
        (
            "speakers",
            "ANN LEE: Tariffs?\n\nMR. WU: Talks.\n\n".repeat(100),
        ),
    ];
    let took = |text: &str| {
        let start = Instant::now();
        read(text, &Declared::default());
        start.elapsed()
    };
    took("warm");
    for (name, shape) in shapes {
        let short = (0..3)
            .map(|_| took(&shape.repeat(4)))
            .min()
            .unwrap_or_default();
        let long = (0..3)
            .map(|_| took(&shape.repeat(32)))
            .min()
            .unwrap_or_default();
        let most = short * 20 + Duration::from_millis(100);
        assert!(long < most, "{name}: {short:?} for 4, {long:?} for 32");
    }
}

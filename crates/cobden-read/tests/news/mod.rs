//! Words of the news to make texts of, and what holds of every reading; the fuzz target on the reader takes them too.

use std::collections::BTreeSet;

use cobden_read::layout::Declared;
use cobden_read::{DocumentNote, Offsets, Reading, gold, read};
use serde_json::Value;

/// Reads a text and checks what was found against it.
pub(crate) fn sound(text: &str) -> Reading {
    let found = read(text, &Declared::default());
    let reading = found.written(text, DocumentNote::default());
    let offsets = Offsets::of(text);
    let cut = |start: usize, end: usize| {
        assert!(start <= end, "{start}..{end}");
        text.get(offsets.byte(start)..offsets.byte(end))
    };
    let mut ids = BTreeSet::new();
    for proposal in &reading.proposals {
        assert!(ids.insert(proposal.id.as_str()), "{} twice", proposal.id);
        assert_eq!(
            cut(proposal.start, proposal.end),
            Some(proposal.text.as_str())
        );
        assert!((0.0..=1.0).contains(&proposal.confidence), "{proposal:?}");
        for slot in proposal.slots.values() {
            let quoted = match slot {
                Value::Array(several) => several.as_slice(),
                one => std::slice::from_ref(one),
            };
            for one in quoted {
                let place = |name: &str| one[name].as_u64().and_then(|at| usize::try_from(at).ok());
                let words = place("start")
                    .zip(place("end"))
                    .and_then(|(from, to)| cut(from, to));
                assert_eq!(words, one["text"].as_str(), "{proposal:?}");
            }
        }
    }
    for proposal in &reading.proposals {
        for other in [&proposal.from, &proposal.dup_of].into_iter().flatten() {
            let known = ids.contains(other.as_str()) || other == "narrator";
            assert!(
                known,
                "{} rests on {other}, which is not there",
                proposal.id
            );
        }
    }
    let noise = &found.layout.noise;
    for extract in &found.extracts {
        let inside = noise.iter().find(|noise| noise.contains(extract.evidence));
        assert_eq!(inside, None, "{extract:?}");
    }
    let lines = gold::lines(&found, &reading, text);
    assert!(
        lines
            .lines()
            .all(|line| serde_json::from_str::<Value>(line).is_ok())
    );
    reading
}

/// Words and marks of the news, and what does not belong into a text.
pub(crate) const PIECES: &[&str] = &[
    "China",
    "the United States",
    "Beijing",
    "Washington",
    "Mr Trump",
    "He",
    "She",
    "they",
    "Ho",
    "the ministry",
    "a spokesperson",
    "Treasury Secretary Scott Bessent",
    "Xinhua",
    "Reuters",
    "the Wall Street Journal",
    "people familiar with the matter",
    "analysts",
    "Goldman Sachs",
    "said",
    "says",
    "has said",
    "told reporters",
    "denied",
    "according to",
    "asked",
    "demanded",
    "warned",
    "threatened to",
    "called for",
    "refused to",
    "is ready to",
    "will",
    "would",
    "may",
    "is expected to",
    "did not",
    "agreed to",
    "raised",
    "cut",
    "imposed",
    "suspended",
    "lifted",
    "exempted",
    "was struck down",
    "met",
    "held talks",
    "spoke by phone",
    "fell",
    "rose",
    "tariffs",
    "duties on steel",
    "a 25% levy",
    "export controls on rare earths",
    "soybeans",
    "an agreement",
    "imports",
    "exports",
    "trade deficit",
    "to 145%",
    "from 84 percent",
    "by 10",
    "$200 billion",
    "1,087",
    "percentage points",
    "on Friday",
    "last month",
    "in May 2025",
    "by March 1",
    "for 90 days",
    "Monday (8th)",
    "05/02/2025",
    "in Geneva",
    "between",
    "and",
    "that",
    "who",
    "which",
    "if",
    "unless",
    "before",
    "because",
    "but",
    "not",
    "no",
    "of",
    "in",
    "on",
    "to",
    "the",
    "a",
    "its",
    ",",
    ".",
    "?",
    ":",
    ";",
    "-",
    "—",
    "...",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "(",
    ")",
    "[",
    "]",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "By",
    "Read more:",
    "You may also like",
    "Share this article",
    "Q:",
    "A:",
    "Title:",
    "•",
    "|",
    "U.S.",
    "No. 1",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{1b}[31m",
    "中国",
    "é",
    "ı",
    "ﬁ",
    "İ",
    "🦆",
    "e\u{301}",
    "%",
    "$",
    "0",
    "99999999999999999999",
    "1e999",
    "31 February 2025",
    "25:61",
];

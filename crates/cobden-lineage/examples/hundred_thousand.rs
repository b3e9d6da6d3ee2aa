//! Generates documents, compares them and says how long it took: `cargo run --release --example hundred_thousand -- 100000`
//!
//! Every fifth document is an original of about 4 KB; of the others half reprint one with small changes, a quarter take
//! passages from two, a quarter stand alone. Sentences are made of stock parts so that readers find facts in them.
//! Watch the memory from outside: `/usr/bin/time -v`.

use std::time::{Duration, Instant};

use cobden_lineage::Collection;
use cobden_read::layout::Declared;
use cobden_read::{DocumentNote, Period};

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const PEOPLE: [&str; 6] = [
    "Treasury Secretary Scott Bessent",
    "Commerce Minister Wang Wentao",
    "the Ministry of Commerce",
    "Secretary of State Marco Rubio",
    "President Donald Trump",
    "an analyst at a bank in Singapore",
];
const GOODS: [&str; 10] = [
    "steel",
    "soybeans",
    "solar cells",
    "electric cars",
    "rare earths",
    "coal",
    "aluminium",
    "pork",
    "whisky",
    "semiconductors",
];
const SIDES: [&str; 5] = [
    "the United States",
    "China",
    "the European Union",
    "India",
    "Japan",
];
const PLAIN: [&str; 40] = [
    "market", "early", "harvest", "quiet", "letter", "winter", "buyers", "ships", "waited",
    "longer", "price", "fell", "several", "regions", "talks", "went", "slowly", "paper", "orders",
    "stood", "empty", "stores", "across", "coast", "before", "summer", "demand", "rose", "again",
    "plants", "closed", "workers", "asked", "relief", "towns", "north", "river", "traffic",
    "halved", "since",
];

fn sentence(random: &mut Random) -> String {
    let plain = |random: &mut Random| {
        let count = 8 + random.below(16);
        (0..count)
            .map(|_| random.pick(&PLAIN))
            .collect::<Vec<_>>()
            .join(" ")
    };
    match random.below(5) {
        0 => format!(
            "{} imposed a {}% tariff on {} from {} in {}. ",
            random.pick(&SIDES),
            5 * (1 + random.below(40)),
            random.pick(&GOODS),
            random.pick(&SIDES),
            random.pick(&["April", "May", "June"]),
        ),
        1 => format!("\"The {},\" {} said. ", plain(random), random.pick(&PEOPLE)),
        2 => format!("{} said that the {}. ", random.pick(&PEOPLE), plain(random)),
        _ => format!("The {}. ", plain(random)),
    }
}

fn story(random: &mut Random, length: usize) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut total = 0;
    while total < length {
        let mut next = sentence(random);
        if sentences.len() % 4 == 3 {
            next.push_str("\n\n");
        }
        total += next.len();
        sentences.push(next);
    }
    sentences
}

fn main() {
    let count: usize = std::env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1000);
    let mut random = Random(7);
    let mut originals: Vec<Vec<String>> = Vec::new();
    let mut collection = Collection::new();
    let (mut bytes, mut facts) = (0, 0);
    let (mut reading, mut pushing) = (Duration::ZERO, Duration::ZERO);
    for number in 0..count {
        let sentences = match (number % 5, random.below(4)) {
            (0, _) | (_, 0) => story(&mut random, 4000),
            (_, 1 | 2) => {
                let mut taken = originals[random.below(originals.len())].clone();
                for _ in 0..3 {
                    let at = random.below(taken.len());
                    taken[at] = sentence(&mut random);
                }
                taken
            }
            _ => {
                let mut own = story(&mut random, 2500);
                for _ in 0..2 {
                    let from = &originals[random.below(originals.len())];
                    let at = random.below(from.len().saturating_sub(6));
                    own.extend_from_slice(&from[at..(at + 6).min(from.len())]);
                }
                own
            }
        };
        let text = format!("A headline of the day\n\n{}\n", sentences.concat());
        if number % 5 == 0 {
            if originals.len() < 2000 {
                originals.push(sentences);
            } else {
                let at = random.below(originals.len());
                originals[at] = sentences;
            }
        }
        let declared = Declared {
            publisher: Some(
                random
                    .pick(&[
                        "Reuters",
                        "Xinhua",
                        "Bloomberg",
                        "Example Gazette",
                        "The Hill",
                    ])
                    .to_owned(),
            ),
            date: Period::parse(&format!(
                "2025-{:02}-{:02}",
                1 + number * 12 / count,
                1 + random.below(28)
            )),
            ..Declared::default()
        };
        bytes += text.len();
        let start = Instant::now();
        let read = cobden_read::read(&text, &declared);
        let note = DocumentNote {
            name: format!("{number}.txt"),
            ..DocumentNote::default()
        };
        let written = read.written(&text, note);
        facts += written.proposals.len();
        reading += start.elapsed();
        let start = Instant::now();
        collection.push_laid_out(&written, &text, &read.layout);
        pushing += start.elapsed();
    }
    println!(
        "{count} documents, {} MB, {facts} proposals",
        bytes / 1_000_000
    );
    println!(
        "reading {reading:.1?}, pushing {pushing:.1?}; resident {}",
        resident()
    );
    let start = Instant::now();
    let lineage = collection.finish();
    println!(
        "finish {:.1?}: {} families, {} links, {} claims, {} contradictions; resident {}",
        start.elapsed(),
        lineage.families.len(),
        lineage.links.len(),
        lineage.claims.len(),
        lineage.contradictions.len(),
        resident(),
    );
    let start = Instant::now();
    let last = lineage.documents[count - 1].document;
    let comparison = collection.compare(last);
    println!(
        "compare {:.1?}: {} links",
        start.elapsed(),
        comparison.links.len()
    );
}

/// Memory in use now and at most, where the system tells.
fn resident() -> String {
    std::fs::read_to_string("/proc/self/status")
        .unwrap_or_default()
        .lines()
        .filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"))
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(", ")
}

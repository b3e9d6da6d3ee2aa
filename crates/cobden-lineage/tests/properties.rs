//! What holds for any documents.

use std::collections::BTreeSet;

use cobden_lineage::{Collection, LinkKind};
use cobden_read::{DocumentNote, Reading};
use proptest::prelude::*;

const WORDS: [&str; 24] = [
    "tariff", "port", "grain", "minister", "winter", "list", "buyer", "harbour", "steel", "letter",
    "seven", "delay", "union", "market", "river", "paper", "order", "cotton", "quota", "ship",
    "offer", "rule", "crop", "fee",
];

fn text(choice: &[usize]) -> String {
    choice
        .iter()
        .map(|at| WORDS[at % WORDS.len()])
        .collect::<Vec<_>>()
        .join(" ")
}

fn push(collection: &mut Collection, name: usize, text: &str) {
    let reading = Reading {
        document: DocumentNote {
            name: name.to_string(),
            ..DocumentNote::default()
        },
        proposals: Vec::new(),
    };
    collection.push(&reading, text);
}

/// Families as sets of names.
fn families(texts: &[(usize, String)]) -> BTreeSet<BTreeSet<String>> {
    let mut collection = Collection::new();
    for (name, text) in texts {
        push(&mut collection, *name, text);
    }
    let lineage = collection.finish();
    lineage
        .families
        .iter()
        .map(|family| {
            family
                .members
                .iter()
                .map(|member| lineage.documents[member.place()].name.clone())
                .collect()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_text_contains_itself(choice in prop::collection::vec(0usize..24, 40..200)) {
        let text = text(&choice);
        let mut collection = Collection::new();
        push(&mut collection, 0, &text);
        push(&mut collection, 1, &text.to_uppercase());
        let lineage = collection.finish();
        prop_assert_eq!(lineage.links.len(), 1);
        let link = &lineage.links[0];
        prop_assert_eq!(link.kind, LinkKind::Copy);
        prop_assert_eq!((link.of_source, link.of_repeater), (1.0, 1.0));
    }

    #[test]
    fn both_ways_and_in_any_order(
        one in prop::collection::vec(0usize..24, 60..160),
        other in prop::collection::vec(0usize..24, 60..160),
        common in prop::collection::vec(0usize..24, 30..160),
    ) {
        let (a, b, c) = (text(&one), text(&other), text(&common));
        let texts = [
            (0, format!("{a} {c}")),
            (1, format!("{c} {b}")),
            (2, a.clone()),
            (3, b.clone()),
        ];
        let mut turned = texts.clone();
        turned.reverse();
        prop_assert_eq!(families(&texts), families(&turned));

        let shares = |texts: &[(usize, String)]| {
            let mut collection = Collection::new();
            for (name, text) in texts {
                push(&mut collection, *name, text);
            }
            collection.finish().links.into_iter().map(|link| {
                let mut shares = [link.of_source.to_bits(), link.of_repeater.to_bits()];
                shares.sort_unstable();
                shares
            }).collect::<BTreeSet<_>>()
        };
        prop_assert_eq!(shares(&texts[..2]), shares(&turned[2..]));
    }

    #[test]
    fn a_long_shared_passage_is_found(
        one in prop::collection::vec(0usize..24, 40..120),
        other in prop::collection::vec(0usize..24, 40..120),
        common in prop::collection::vec(0usize..24, 30..60),
    ) {
        let (a, b, c) = (text(&one), text(&other), text(&common));
        let mut collection = Collection::new();
        push(&mut collection, 0, &format!("{a} {c}"));
        push(&mut collection, 1, &format!("{b} {c}"));
        let lineage = collection.finish();
        prop_assert_eq!(lineage.links.len(), 1);
        prop_assert!(lineage.links[0].words >= 12);
    }
}

use jiff::civil::{Date, date};

use crate::{Attribution, Citation, Record};

const SOURCES: &str = r#"
[record]
title = "t"
format = 1

[source.wire-a]
publisher = "Agency A"
kind = "wire"
date = 2025-05-01

[source.wire-a2]
publisher = "Agency A"
kind = "wire"
date = 2025-05-02

[source.wire-b]
publisher = "Agency B"
kind = "wire"
date = 2025-05-01

[source.rewrite]
publisher = "A portal"
kind = "reprint"
date = 2025-05-01
repeats = ["wire-a"]

[source.rewrite-of-rewrite]
publisher = "A blog"
kind = "reprint"
date = 2025-05-01
repeats = ["rewrite"]

[source.paper-1]
publisher = "Paper 1"
kind = "press"
date = 2025-05-01
repeats = ["The Agency Nobody Holds"]

[source.paper-2]
publisher = "Paper 2"
kind = "press"
date = 2025-05-01
repeats = ["The Agency Nobody Holds"]

[source.digest]
publisher = "A digest"
kind = "press"
date = 2025-05-01
repeats = ["wire-a", "wire-b"]

[source.by-name]
publisher = "Paper 3"
kind = "press"
date = 2025-05-01
repeats = ["Agency B"]

[source.gazette]
publisher = "The gazette"
kind = "official"
date = 2025-05-09
"#;

fn cite(source: &str) -> Citation {
    Citation {
        source: source.to_owned(),
        at: None,
        attribution: None,
    }
}

/// Ids by group.
fn groups(known: Date, citations: &[Citation]) -> Vec<Vec<String>> {
    let texts = vec![("record.toml".to_owned(), SOURCES.to_owned())];
    let (record, warnings) = Record::from_texts(texts).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(warnings.is_empty(), "{warnings}");
    let view = record.as_known(known);
    let found = view.independent(citations);
    assert_eq!(found.independent(), found.groups.len());
    let ids = found.groups.iter().map(|group| {
        let sources = group.sources.iter();
        sources.map(|source| source.id.clone()).collect::<Vec<_>>()
    });
    let ids: Vec<Vec<String>> = ids.collect();
    assert_eq!(ids.iter().map(Vec::len).sum::<usize>(), found.sources);
    ids
}

fn joined(sources: &[&str]) -> Vec<Vec<String>> {
    let citations: Vec<Citation> = sources.iter().map(|source| cite(source)).collect();
    groups(Date::MAX, &citations)
}

#[test]
fn a_rewrite_is_joined_to_what_it_repeats_however_far() {
    assert_eq!(joined(&["wire-a", "rewrite"]), [["rewrite", "wire-a"]]);
    assert_eq!(
        joined(&["rewrite-of-rewrite", "wire-a"]),
        [["rewrite-of-rewrite", "wire-a"]]
    );
    assert_eq!(
        joined(&["rewrite", "rewrite-of-rewrite"]),
        [["rewrite", "rewrite-of-rewrite"]]
    );
    assert_eq!(joined(&["rewrite", "wire-b"]).len(), 2);
}

#[test]
fn a_third_that_is_only_named_joins_too() {
    assert_eq!(joined(&["paper-1", "paper-2"]), [["paper-1", "paper-2"]]);
    assert_eq!(joined(&["by-name", "wire-b"]), [["by-name", "wire-b"]]);
    assert_eq!(joined(&["by-name", "wire-a"]).len(), 2);
}

#[test]
fn one_publisher_of_one_kind_counts_once() {
    assert_eq!(joined(&["wire-a", "wire-a2"]), [["wire-a", "wire-a2"]]);
    assert_eq!(joined(&["wire-a", "wire-a"]), [["wire-a"]]);
    assert_eq!(joined(&["wire-a", "wire-b"]).len(), 2);
}

#[test]
fn what_passes_on_joins_nobody_unless_it_is_cited_for_something_of_its_own() {
    let all = ["digest", "wire-a", "wire-b"];
    assert_eq!(joined(&all), [vec!["digest", "wire-a"], vec!["wire-b"]]);
    assert_eq!(joined(&["digest"]), [["digest"]]);
    assert_eq!(joined(&["digest", "by-name"]), [["by-name", "digest"]]);
    let mut citations: Vec<Citation> = all.iter().map(|source| cite(source)).collect();
    citations[0].attribution = Some(Attribution::UnnamedSource);
    assert_eq!(groups(Date::MAX, &citations).len(), 1);
}

#[test]
fn what_was_published_later_is_told_apart() {
    let texts = vec![("record.toml".to_owned(), SOURCES.to_owned())];
    let (record, _) = Record::from_texts(texts).unwrap_or_else(|faults| panic!("{faults}"));
    let view = record.as_known(date(2025, 5, 1));
    let found = view.independent(&["gazette", "wire-a", "rewrite", "nobody"].map(cite));
    assert_eq!(
        (found.citations, found.sources, found.independent()),
        (2, 2, 1)
    );
    assert_eq!(found.later.len(), 1);
    assert_eq!(found.later[0].id, "gazette");
    assert_eq!(found.groups[0].repeats, ["wire-a"]);
}

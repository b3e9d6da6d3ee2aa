//! Who the report rests on.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::Context;
use crate::trail::Entries;

/// A source and what of the report rests on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// Its id in the record.
    pub id: String,
    /// Who published it.
    pub publisher: String,
    /// What it is called; withheld where it was published later, for it may tell what came after.
    pub title: Option<String>,
    /// official, wire, state media, press, trade press, research, dataset, reprint or opinion.
    pub kind: String,
    /// When it was published.
    pub date: String,
    /// Whether that was after the day of knowledge: what it is cited for was public by then.
    pub later: bool,
    /// Where it can be read; withheld likewise.
    pub url: Option<String>,
    /// What it reprints, rewrites or relies on.
    pub repeats: Vec<String>,
    /// The entries of the report that cite it.
    pub cited_by: Vec<String>,
}

/// The sources of all that is shown: those that most rests on first.
pub(crate) fn sources(context: &Context<'_>, entries: &Entries) -> Vec<Source> {
    let mut cited: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for entry in entries.values() {
        for source in &entry.sources {
            cited.entry(&source.source).or_default().insert(&entry.id);
        }
    }
    let mut found: Vec<Source> = cited
        .into_iter()
        .filter_map(|(id, by)| {
            let source = context.record.sources.get(id)?;
            let later = !context.view.knows(source);
            Some(Source {
                id: id.to_owned(),
                publisher: source.body.publisher.clone(),
                title: source.common.title.clone().filter(|_| !later),
                kind: source.body.kind.word().to_owned(),
                date: source.body.date.to_string(),
                later,
                url: source.body.url.clone().filter(|_| !later),
                repeats: if later {
                    Vec::new()
                } else {
                    source.body.repeats.clone()
                },
                cited_by: by.into_iter().map(str::to_owned).collect(),
            })
        })
        .collect();
    found.sort_by(|a, b| {
        b.cited_by
            .len()
            .cmp(&a.cited_by.len())
            .then_with(|| a.id.cmp(&b.id))
    });
    found
}

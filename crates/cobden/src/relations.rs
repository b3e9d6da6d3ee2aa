//! The documents of an inbox compared with each other: where `inbox` and `lineage` meet.

use std::collections::{BTreeMap, HashMap};

use cobden_inbox::{Inbox, InboxError, Relation, Sort, State, normalised};
use cobden_lineage::{
    Claim, Collection, Contradiction, DocumentIndex, FactRef, Lineage, Link, LinkKind, Stated,
};
use cobden_read::{Proposal, Reading};

/// Names in a remark.
const NAMED: usize = 3;

/// Compares all documents of an inbox and puts what follows into it as remarks; how many documents there are.
///
/// `progress` is told how many documents were taken so far. Nothing changes in the inbox before the end.
///
/// # Errors
/// The database's.
pub fn relate(inbox: &mut Inbox, mut progress: impl FnMut(usize)) -> Result<usize, InboxError> {
    let mut all = All::default();
    let mut collection = Collection::new();
    inbox.readings(|document, mut proposals| {
        let place = all.documents.len();
        all.documents.push(document.id);
        // What was rejected still stands for its twins, which so stay decided; it says nothing of other facts.
        let words = proposals.iter().map(|one| (key(&one.proposal), one.id));
        all.words.push(words.collect());
        proposals.retain(|one| matches!(one.state, State::Waiting | State::Accepted));
        for one in &proposals {
            let name = one.proposal.id.clone();
            all.numbers.insert((place, name), one.id);
        }
        let reading = Reading {
            document: document.note,
            proposals: proposals.into_iter().map(|one| one.proposal).collect(),
        };
        collection.push(&reading, &document.text);
        progress(all.documents.len());
        Ok::<(), InboxError>(())
    })?;
    let lineage = collection.finish();
    let relations = all.relations(&lineage);
    inbox.relate(&relations)?;
    Ok(all.documents.len())
}

/// Documents and proposals by their numbers in the inbox.
#[derive(Default)]
struct All {
    /// Of each document of the collection.
    documents: Vec<i64>,
    numbers: HashMap<(usize, String), i64>,
    /// Of each document, its proposals by kind, words and norms.
    words: Vec<Vec<(u64, i64)>>,
}

impl All {
    fn relations(&self, lineage: &Lineage) -> Vec<Relation> {
        let mut relations = Vec::new();
        self.links(lineage, &mut relations);
        for claim in &lineage.claims {
            self.claim(lineage, claim, &mut relations);
        }
        for one in &lineage.contradictions {
            self.contradiction(lineage, one, &mut relations);
        }
        self.twins(lineage, &mut relations);
        relations.sort_by_key(|one| (one.document, one.proposal, one.sort));
        relations
    }

    /// Of each document, whom it repeats most and by whom it is repeated.
    fn links(&self, lineage: &Lineage, relations: &mut Vec<Relation>) {
        let mut repeats: BTreeMap<DocumentIndex, &Link> = BTreeMap::new();
        let mut repeated: BTreeMap<DocumentIndex, Vec<DocumentIndex>> = BTreeMap::new();
        let mut shared: BTreeMap<DocumentIndex, Vec<DocumentIndex>> = BTreeMap::new();
        for link in &lineage.links {
            if link.decided.is_none() {
                shared.entry(link.source).or_default().push(link.repeater);
                shared.entry(link.repeater).or_default().push(link.source);
                continue;
            }
            repeated.entry(link.source).or_default().push(link.repeater);
            let most = repeats.entry(link.repeater).or_insert(link);
            if (most.kind, -most.of_repeater) > (link.kind, -link.of_repeater) {
                *most = link;
            }
        }
        for (document, link) in repeats {
            let source = name(lineage, link.source);
            let remark = match link.kind {
                LinkKind::Credit => format!("this document cites {source}"),
                LinkKind::Passages => format!(
                    "this document has passages of {source}: {:.0}% shared",
                    100.0 * link.of_repeater
                ),
                _ => format!(
                    "this document repeats {source}: {:.0}% shared",
                    100.0 * link.of_repeater
                ),
            };
            relations.extend(self.of_document(document, remark));
        }
        for (documents, does) in [
            (repeated, "is repeated or cited by"),
            (shared, "shares text, nobody knows who first, with"),
        ] {
            for (document, others) in documents {
                let remark = format!("this document {does} {}", names(lineage, &others));
                relations.extend(self.of_document(document, remark));
            }
        }
    }

    fn of_document(&self, document: DocumentIndex, remark: String) -> Option<Relation> {
        Some(Relation {
            document: *self.documents.get(document.place())?,
            proposal: None,
            sort: Sort::Repeats,
            remark,
            twin: None,
        })
    }

    fn of_fact(&self, fact: &FactRef, sort: Sort, remark: String) -> Option<Relation> {
        let place = fact.document.place();
        Some(Relation {
            document: *self.documents.get(place)?,
            proposal: Some(*self.numbers.get(&(place, fact.id.clone()))?),
            sort,
            remark,
            twin: None,
        })
    }

    fn claim(&self, lineage: &Lineage, claim: &Claim, relations: &mut Vec<Relation>) {
        for report in &claim.reports {
            let own = report.fact.document;
            let mut others: Vec<DocumentIndex> = Vec::new();
            for other in claim.reports.iter().map(|one| one.fact.document) {
                if other != own && !others.contains(&other) {
                    others.push(other);
                }
            }
            if others.is_empty() {
                continue;
            }
            let remark = format!(
                "also said by {}; independent sources: {}",
                names(lineage, &others),
                claim.independent()
            );
            relations.extend(self.of_fact(&report.fact, Sort::Also, remark));
        }
    }

    fn contradiction(
        &self,
        lineage: &Lineage,
        found: &Contradiction,
        relations: &mut Vec<Relation>,
    ) {
        let mut remark = |own: &Stated, other: &Stated| {
            let whose = match own.fact.document == other.fact.document {
                true => "this document itself".to_owned(),
                false => name(lineage, other.fact.document),
            };
            let remark = format!(
                "contradicts {whose}: {} against {} ({}); {}",
                own.value, other.value, found.about, found.reason
            );
            relations.extend(self.of_fact(&own.fact, Sort::Contradicts, remark));
        };
        remark(&found.one, &found.other);
        remark(&found.other, &found.one);
    }

    /// Proposals in the same words in documents of one family: that of the origin, else of the first, stands for all.
    fn twins(&self, lineage: &Lineage, relations: &mut Vec<Relation>) {
        for family in &lineage.families {
            let mut members = family.members.clone();
            members.sort_by_key(|one| (Some(*one) != family.origin, *one));
            let mut first: BTreeMap<u64, (DocumentIndex, i64)> = BTreeMap::new();
            for member in members {
                let Some(words) = self.words.get(member.place()) else {
                    continue;
                };
                let mut own: Vec<(u64, i64)> = Vec::new();
                for (key, number) in words {
                    match first.get(key) {
                        Some((document, twin)) => relations.push(Relation {
                            document: self.documents[member.place()],
                            proposal: Some(*number),
                            sort: Sort::Also,
                            remark: format!(
                                "in the same words as proposal {twin} of {}",
                                name(lineage, *document)
                            ),
                            twin: Some(*twin),
                        }),
                        None => own.push((*key, *number)),
                    }
                }
                for (key, number) in own {
                    first.entry(key).or_insert((member, number));
                }
            }
        }
    }
}

/// Kind, words and norms as one number: FNV-1a, so that equal ones are equal on every machine. Without days, which follow
/// from the document's own, and names of other proposals.
fn key(proposal: &Proposal) -> u64 {
    const OWN: [&str; 4] = ["continues", "via", "date", "until"];
    let mut whole = format!("{} {}", proposal.kind.name(), normalised(&proposal.text));
    let norms: BTreeMap<&String, String> = proposal
        .norm
        .iter()
        .filter(|(name, _)| !OWN.contains(&name.as_str()))
        .map(|(name, value)| (name, value.to_string()))
        .collect();
    for (name, value) in norms {
        whole += &format!("\0{name}\0{value}");
    }
    let bytes = whole.bytes();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// `wire.txt (Reuters, 2025-05-02)`.
fn name(lineage: &Lineage, document: DocumentIndex) -> String {
    let Some(listed) = lineage.documents.get(document.place()) else {
        return "another document".to_owned();
    };
    let mut about: Vec<String> = listed.publisher.iter().cloned().collect();
    about.extend(listed.date.map(|date| date.to_string()));
    match about.is_empty() {
        true => listed.name.clone(),
        false => format!("{} ({})", listed.name, about.join(", ")),
    }
}

fn names(lineage: &Lineage, documents: &[DocumentIndex]) -> String {
    let some: Vec<String> = documents
        .iter()
        .take(NAMED)
        .map(|one| name(lineage, *one))
        .collect();
    match documents.len().saturating_sub(NAMED) {
        0 => some.join(", "),
        more => format!("{} and {more} more", some.join(", ")),
    }
}

//! How documents hang together, for people.

use std::collections::BTreeMap;

use cobden::inbox::visible;
use cobden::lineage::{
    Basis, Claim, Contradiction, Decision, DocumentIndex, Family, Field, Lineage, Link, LinkKind,
    Source, SourceKind, Stated,
};

use super::news::shortened;
use super::shown::{Look, wrapped};
use crate::cli::format::counted;

/// So many of each sort are shown; the others are counted.
const SHOWN: usize = 20;
/// Names in a line.
const NAMED: usize = 6;

/// Families and links, what several say, what contradicts.
pub(super) fn text(lineage: &Lineage, look: Look) -> String {
    let across = Across { lineage, look };
    let mut text = look.strong(&format!(
        "Across {}\n",
        counted(lineage.documents.len(), "document")
    ));
    text += &across.links();
    text += &across.claims();
    text += &across.contradictions();
    text
}

struct Across<'a> {
    lineage: &'a Lineage,
    look: Look,
}

impl Across<'_> {
    fn heading(&self, text: &str) -> String {
        format!("\n{}", self.look.strong(&format!("{text}\n")))
    }

    fn item(&self, text: &str) -> String {
        let wrapped = wrapped(&visible(text), "    ", self.look.width);
        // The first line of an item stands out.
        format!("  {}", wrapped.trim_start())
    }

    fn list<T>(&self, all: &[T], one: impl Fn(&T) -> String) -> String {
        let mut text: String = all.iter().take(SHOWN).map(one).collect();
        if all.len() > SHOWN {
            text += &format!("  and {} more (--json has all)\n", all.len() - SHOWN);
        }
        text
    }

    /// `wire.txt (Reuters, 2025-05-02)`.
    fn name(&self, document: DocumentIndex) -> String {
        let Some(listed) = self.lineage.documents.get(document.place()) else {
            return format!("document {}", document.0);
        };
        let mut about: Vec<String> = listed.publisher.iter().cloned().collect();
        about.extend(listed.date.map(|date| date.to_string()));
        match about.is_empty() {
            true => listed.name.clone(),
            false => format!("{} ({})", listed.name, about.join(", ")),
        }
    }

    fn names(&self, documents: &[DocumentIndex]) -> String {
        let file = |one: &DocumentIndex| {
            let listed = self.lineage.documents.get(one.place());
            listed.map_or_else(|| one.0.to_string(), |listed| listed.name.clone())
        };
        let some: Vec<String> = documents.iter().take(NAMED).map(file).collect();
        let more = documents.len().saturating_sub(NAMED);
        match more {
            0 => some.join(", "),
            more => format!("{} and {more} more", some.join(", ")),
        }
    }

    fn links(&self) -> String {
        let Lineage {
            links, families, ..
        } = self.lineage;
        let mut text = self.heading("Who repeats whom");
        if links.is_empty() {
            return text + "  nobody, as far as words and credits show\n";
        }
        if !families.is_empty() {
            let in_families: usize = families.iter().map(|family| family.members.len()).sum();
            let many = match families.len() {
                1 => "family",
                _ => "families",
            };
            text += &self.item(&format!(
                "{} in {} {many} that share their text",
                counted(in_families, "document"),
                families.len()
            ));
        }
        // Of a document in a family, the link to the document that it repeats most.
        let mut closest: BTreeMap<DocumentIndex, &Link> = BTreeMap::new();
        for link in links {
            let best = closest.entry(link.repeater).or_insert(link);
            if closeness(link) > closeness(best) {
                *best = link;
            }
        }
        let mut largest: Vec<&Family> = families.iter().collect();
        largest.sort_by_key(|family| std::cmp::Reverse(family.members.len()));
        text += &self.list(&largest, |family| self.family(family, &closest));
        let outside: Vec<&Link> = links
            .iter()
            .filter(|link| matches!(link.kind, LinkKind::Passages | LinkKind::Credit))
            .collect();
        text + &self.list(&outside, |link| self.item(&self.link(link)))
    }

    fn family(&self, family: &Family, closest: &BTreeMap<DocumentIndex, &Link>) -> String {
        let members = counted(family.members.len(), "document");
        let mut text = self.item(&match family.origin {
            Some(origin) => format!("{members} from {}", self.name(origin)),
            None => format!("{members}, and which was first is open"),
        });
        let links: Vec<&&Link> = family
            .members
            .iter()
            .filter_map(|member| closest.get(member))
            .filter(|link| family.members.contains(&link.source))
            .collect();
        for link in links.iter().take(NAMED) {
            text += &wrapped(&visible(&self.link(link)), "      ", self.look.width);
        }
        if links.len() > NAMED {
            text += &format!("      and {} more\n", links.len() - NAMED);
        }
        text
    }

    fn link(&self, link: &Link) -> String {
        let (source, repeater) = (self.name(link.source), self.name(link.repeater));
        let share = match link.kind {
            LinkKind::Credit => String::new(),
            _ => format!(
                ": {:.0}% of it, {:.0}% of the other, {}",
                100.0 * link.of_repeater,
                100.0 * link.of_source,
                counted(link.words, "word")
            ),
        };
        let does = match (link.kind, link.decided.is_some()) {
            (LinkKind::Copy, true) => "is a copy of",
            (LinkKind::Copy, false) => "has the same text as",
            (LinkKind::Excerpt, _) => "is a part of",
            (LinkKind::Reworked, true) => "is reworked from",
            (LinkKind::Reworked, false) => "shares much with",
            (LinkKind::Passages, true) => "has passages of",
            (LinkKind::Passages, false) => "shares passages with",
            (LinkKind::Credit, _) => "cites",
        };
        let why = match link.decided {
            None => "who was first is open".to_owned(),
            Some(decision) => decided(link, decision),
        };
        format!("{repeater} {does} {source}{share}; {why}")
    }

    fn claims(&self) -> String {
        let claims: Vec<&Claim> = self.lineage.claims.iter().collect();
        let (confirmed, repeated): (Vec<&Claim>, Vec<&Claim>) = claims
            .into_iter()
            .partition(|claim| claim.independent() > 1);
        let mut text = self.heading("Said by sources that do not rest on each other");
        if confirmed.is_empty() {
            text += "  nothing\n";
        }
        text += &self.list(&confirmed, |claim| self.claim(claim));
        if !repeated.is_empty() {
            text += &self.heading("Reported more than once, from one source");
            text += &self.list(&repeated, |claim| self.claim(claim));
        }
        text
    }

    fn claim(&self, claim: &Claim) -> String {
        let some = claim.sources.iter().take(NAMED);
        let mut sources: Vec<String> = some.map(|one| self.source(one)).collect();
        if claim.sources.len() > NAMED {
            sources.push(format!("and {} more", claim.sources.len() - NAMED));
        }
        let line = format!(
            "{}, {}: {}: “{}”",
            counted(claim.independent(), "source"),
            counted(claim.documents, "document"),
            claim.about,
            shortened(&claim.words, 200)
        );
        self.item(&line) + &wrapped(&visible(&sources.join("; ")), "      ", self.look.width)
    }

    fn source(&self, source: &Source) -> String {
        let documents = self.names(&source.documents);
        match source.kind {
            SourceKind::Speaker => format!("{} spoke ({documents})", source.name),
            SourceKind::Outlet => format!("by way of {} ({documents})", source.name),
            SourceKind::Family => format!("one text ({documents})"),
            SourceKind::Document => documents,
        }
    }

    fn contradictions(&self) -> String {
        let all = &self.lineage.contradictions;
        let mut text = self.heading("Contradictions");
        if all.is_empty() {
            text += "  none found\n";
        }
        text + &self.list(all, |one| self.contradiction(one))
    }

    fn contradiction(&self, one: &Contradiction) -> String {
        let side = |stated: &Stated| {
            let words = shortened(&stated.words, 160);
            let mut line = format!(
                "{}: {}, {}: “{words}”",
                stated.value,
                self.name(stated.fact.document),
                stated.fact.id
            );
            if !stated.also.is_empty() {
                line += &format!(" (so too {})", self.names(&stated.also));
            }
            wrapped(&visible(&line), "      ", self.look.width)
        };
        let what = field(one.field);
        let about = match one.about.starts_with(what) {
            true => one.about.clone(),
            false => format!("{what}: {}", one.about),
        };
        let first = format!("{about} (confidence {:.2}): {}", one.confidence, one.reason);
        self.item(&first) + &side(&one.one) + &side(&one.other)
    }
}

/// How close a link is: decided ones first, then by how much of the repeater is shared.
fn closeness(link: &Link) -> (bool, f64) {
    (link.decided.is_some(), link.of_repeater)
}

/// Why one is taken to repeat the other.
fn decided(link: &Link, decision: Decision) -> String {
    match decision {
        Decision::Credit => {
            let named = link.basis.iter().find_map(|basis| match basis {
                Basis::CreditLine { publisher } => Some(format!("it credits {publisher}")),
                Basis::ReportedBy { publisher, .. } => {
                    Some(format!("it says that {publisher} reported it"))
                }
                _ => None,
            });
            named.unwrap_or_else(|| "it names the other".to_owned())
        }
        Decision::Original => "the other is the office's own text".to_owned(),
        Decision::Date => "the other is older".to_owned(),
        Decision::Containment => "it stands in the other, which has more".to_owned(),
    }
}

/// What differs, as a word.
pub(crate) fn field(field: Field) -> &'static str {
    match field {
        Field::Rate => "rate",
        Field::Date => "date",
        Field::Speaker => "speaker",
        Field::Initiator => "who moved first",
        Field::Denial => "denial",
        Field::Value => "value",
        Field::Direction => "direction",
    }
}

//! Positions.

use super::id::{joined, slug};
use super::words::{called, clause, party, shortened};
use super::{Draft, Drafter};

impl Drafter<'_> {
    pub(super) fn position(&self) -> Draft {
        let norms = self.norms();
        let holders = norms.several("holder");
        let person = norms.text("holder_person").map(str::to_owned);
        let content = norms
            .slot("content")
            .unwrap_or_else(|| self.proposal.text.clone());
        let mut remarks = Vec::new();
        if let Some(person) = &person {
            remarks.push(format!("Held by {person}."));
        }
        let sort = norms.text("type").unwrap_or("demand");
        let kind = match sort {
            "demand" => "demand",
            "offer" | "openness" => "offer",
            "precondition" => "precondition",
            "refusal" | "red_line" => "red line",
            // A record has no such positions: they are words that were said.
            _ => {
                remarks.push(format!(
                    "A position of another sort: {}.",
                    sort.replace('_', " ")
                ));
                let mut who: Vec<String> = holders.iter().map(|one| party(one)).collect();
                who.extend(person.iter().map(|name| party(name)));
                let name = person.or_else(|| holders.first().map(|one| called(one)));
                let name = name.or_else(|| norms.slot("holder")).unwrap_or_default();
                if who.is_empty() && !name.is_empty() {
                    who.push(party(&name));
                }
                return self.as_statement(who, &name, &clause(&content), remarks);
            }
        };
        let by = holders
            .first()
            .cloned()
            .or(person)
            .or_else(|| norms.slot("holder"));
        let words = Words {
            by,
            to: norms.several("to").into_iter().next(),
            kind,
            what: clause(&content),
            before: norms.slot("before"),
        };
        if holders.len() > 1 {
            remarks.push(format!("Held together: {}.", holders.join(", ")));
        }
        for (slot, word) in [("condition", "Condition"), ("in_return", "In return")] {
            if let Some(words) = norms.slot(slot) {
                remarks.push(format!("{word}: {words}."));
            }
        }
        self.as_position(words, &remarks)
    }

    /// A position entry.
    pub(super) fn as_position(&self, words: Words, remarks: &[String]) -> Draft {
        let Words {
            by,
            to,
            kind,
            what,
            before,
        } = words;
        let name = by.as_deref().map(called).unwrap_or_default();
        let title = match name.as_str() {
            "" => shortened(&what, 80),
            name => format!("{name}: {}", shortened(&what, 80)),
        };
        let id = joined(&[
            "pos",
            &slug(by.as_deref().unwrap_or_default(), 2),
            &slug(&what, 4),
        ]);
        let mut draft = self.begin("position", id, &title);
        match by {
            Some(by) => draft.word("by", &party(&by)),
            None => draft.gap("by", "whose position it is: \"CHN\""),
        }
        match to {
            Some(to) => draft.word("to", &party(&to)),
            None => draft.wish("to", "of whom it is asked: \"USA\""),
        }
        draft.word("kind", kind);
        draft.text_key("what", &what);
        if let Some(before) = before {
            draft.text_key("before", &before);
        }
        self.finish(draft, true, remarks)
    }
}

/// What a position says.
pub(super) struct Words {
    pub(super) by: Option<String>,
    pub(super) to: Option<String>,
    pub(super) kind: &'static str,
    pub(super) what: String,
    pub(super) before: Option<String>,
}

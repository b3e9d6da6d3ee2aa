//! Statements, and what a record can only hold as one.

use super::id::{joined, slug, when};
use super::words::{called, clause, is_economy, names_economy, party, shortened};
use super::{Draft, Drafter};

impl Drafter<'_> {
    pub(super) fn statement_event(&self) -> Draft {
        let norms = self.norms();
        let side = norms.text("side").filter(|side| is_economy(side));
        let speaker = norms
            .text("speaker_norm")
            .map(str::to_owned)
            .or_else(|| norms.slot("speaker"));
        let content = norms
            .slot("content")
            .unwrap_or_else(|| self.proposal.text.clone());
        let said = match norms.text("mode") {
            Some("direct") => format!("“{}”", content.trim()),
            _ => clause(&content),
        };
        let said = if norms.is("denies") {
            format!("Denies: {said}")
        } else {
            said
        };
        let mut who: Vec<String> = side.map(str::to_owned).into_iter().collect();
        // An economy that speaks for itself is named once.
        let is_side = |name: &String| side.is_some_and(|side| names_economy(name, side));
        who.extend(
            speaker
                .iter()
                .filter(|name| !is_side(name))
                .map(|name| party(name)),
        );
        let mut remarks = Vec::new();
        if let Some(role) = norms.slot("role") {
            remarks.push(format!("Speaks as {role}."));
        }
        if let Some(venue) = norms.slot("venue") {
            remarks.push(format!("Said {venue}."));
        }
        let chain = norms.several("chain");
        if !chain.is_empty() {
            remarks.push(format!("By way of {}.", chain.join(", then ")));
        }
        if norms.text("mode") == Some("mixed") {
            remarks.push("Partly in the speaker's words.".to_owned());
        }
        let name = speaker.or_else(|| side.map(called)).unwrap_or_default();
        self.as_statement(who, &name, &said, remarks)
    }

    /// An event of the kind `statement`: by `who`, called `name`, that `said` so.
    pub(super) fn as_statement(
        &self,
        who: Vec<String>,
        name: &str,
        said: &str,
        mut remarks: Vec<String>,
    ) -> Draft {
        let day = self.norms().period("date");
        let title = match name {
            "" => shortened(said, 80),
            name => format!("{}: {}", clause(name), shortened(said, 80)),
        };
        let id = joined(&["st", &slug(name, 3), &when(day.or(self.note.date))]);
        let mut draft = self.begin("event", id, &title);
        draft.word("kind", "statement");
        if who.is_empty() {
            draft.gap("who", "who said it: [\"CHN\", \"Ministry of Commerce\"]");
        } else {
            draft.list("who", &who);
        }
        let sure = self.days(&mut draft, &mut remarks, true);
        draft.text_key("what", said);
        self.finish(draft, sure, &remarks)
    }
}

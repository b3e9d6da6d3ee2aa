//! Who is put on a list of firms or taken off it: `added six firms to its entity list`.

use super::phrase::Phrase;
use super::{Frame, Reader, stage, terms};
use crate::clause::Form;
use crate::fact::{Action, Instrument};

impl Reader<'_, '_, '_> {
    /// A list behind a verb that puts somebody on it.
    pub(super) fn listed(
        &self,
        number: usize,
        phrase: &Phrase,
        instrument: Instrument,
    ) -> Option<Frame> {
        let text = self.text;
        let list = text.is_any(phrase.term.end - 1, &["list", "blacklist", "lists"]);
        let before = phrase.first.checked_sub(1)?;
        if !list || !text.is_any(before, &["to", "on", "in", "onto", "from"]) {
            return None;
        }
        let verb = text
            .verbs_in(number)
            .rev()
            .find(|verb| text.verbs[*verb].main < before)?;
        let group = &text.verbs[verb];
        let puts = text.is_any(
            group.main,
            &[
                "add",
                "adds",
                "added",
                "adding",
                "place",
                "places",
                "placed",
                "placing",
                "put",
                "puts",
                "putting",
                "include",
                "includes",
                "included",
                "including",
                "listed",
            ],
        );
        let takes = text.is(before, "from")
            && text.is_any(
                group.main,
                &[
                    "remove", "removes", "removed", "removing", "delete", "deleted", "strike",
                ],
            );
        if !(puts || takes) || before - group.last > 16 {
            return None;
        }
        let stage = stage::of_verb(text, &self.concepts, verb);
        let start = match &group.subject {
            Some(subject) if group.passive && subject.start < group.first => subject.start,
            _ => self.start(verb, &stage),
        };
        let subject = if group.passive || group.form == Form::Participle {
            None
        } else {
            self.subject_of(verb)
                .filter(|subject| !terms::any(text, self.concepts.instrument, subject.clone()))
        };
        let owner = self.owner(phrase).1;
        let action = if takes {
            Action::Remove
        } else if instrument == Instrument::Sanction {
            Action::Sanction
        } else {
            Action::Restrict
        };
        Some(Frame {
            evidence: start..phrase.last,
            action,
            instrument,
            stage,
            actor: subject.or(owner),
            target: None,
            object: group.last.min(phrase.first)..phrase.last,
            term: phrase.term.clone(),
            rule: "listed",
        })
    }
}

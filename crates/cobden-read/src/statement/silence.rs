//! Questions that got no answer.

use super::Reader;
use crate::clause::Range;
use crate::fact::{Attribution, Mode};
use crate::who::{Who, identify};

impl Reader<'_, '_> {
    /// `did not respond to requests for comment`.
    pub(super) fn silences(&mut self, sentence: Range) {
        let text = self.text;
        let silent: Vec<Range> = text
            .hits_of(self.cue, sentence.clone())
            .filter(|hit| &*text.meaning(hit).value == "silent")
            .map(|hit| hit.range())
            .collect();
        let Some(hit) = silent.into_iter().max_by_key(|range| range.len()) else {
            return;
        };
        let verb = text
            .verbs_in(text.sentence_of(hit.start))
            .map(|verb| &text.verbs[verb])
            .find(|verb| verb.first <= hit.start && hit.start <= verb.last);
        let Some(subject) = verb.and_then(|verb| verb.subject.clone()) else {
            return;
        };
        let Some(who) = identify(
            text,
            subject.clone(),
            None,
            &self.memory,
            self.setting.day(),
        ) else {
            return;
        };
        let evidence = subject.start..sentence.end;
        let noted = self.note(
            Some(Who {
                words: subject,
                ..who
            }),
            Some(hit),
            Vec::new(),
            evidence,
            Mode::None,
            "no-comment",
            0.9,
        );
        self.said[noted].statement.attribution = Attribution::NoComment;
    }
}

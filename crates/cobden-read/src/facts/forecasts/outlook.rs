//! `chances of a recession`, `hopes for a deal`; `the longer it lasts, the greater the cost`.

use super::{Found, Reader};
use crate::clause::VerbGroup;
use crate::words::Tag;

impl Reader<'_, '_, '_> {
    /// `chances of a recession`, `expectations for a deal`.
    pub(super) fn nouns(&mut self, sentence: usize) {
        let text = self.context.text;
        let last = text.sentences[sentence].last;
        for hit in text.hits_in(sentence) {
            if hit.concept != self.concepts.outlook || self.covered(hit.first) {
                continue;
            }
            let mut at = hit.last;
            // `optimism exists regarding`
            if text
                .tokens
                .get(at)
                .is_some_and(|token| matches!(token.tag, Tag::Third | Tag::Past | Tag::Base))
                && text.is_any(at + 1, &["regarding", "about", "over", "for"])
            {
                at += 1;
            }
            if !(at < last
                && text.is_any(
                    at,
                    &["of", "for", "about", "regarding", "on", "over", "that"],
                ))
            {
                continue;
            }
            let groups = text.nouns_in(sentence);
            let Some(group) = groups.iter().find(|group| group.first == at + 1) else {
                continue;
            };
            let mut end = group.last;
            for other in groups.iter().filter(|other| other.first > group.first) {
                if other.first == end + 1 && text.tokens[end].tag == Tag::Preposition {
                    end = other.last;
                }
            }
            let verb = text.verbs[text.verbs_in(sentence)]
                .iter()
                .rev()
                .find(|verb| verb.last <= hit.first && hit.first - verb.last < 4);
            let voiced =
                |verb: &&VerbGroup| self.term(self.concepts.voices, verb.main, last).is_some();
            let fits = match &*text.meaning(hit).value {
                "odds" => {
                    let reach = hit
                        .first
                        .saturating_sub(6)
                        .max(text.sentences[sentence].first)
                        ..(end + 8).min(last);
                    reach.clone().any(|index| {
                        text.is_any(index, &["percent", "pc"])
                            || text.word(index).ends_with('%')
                            || text.is(index, "cent")
                    })
                }
                "hope" => verb.as_ref().is_some_and(voiced),
                _ => text.is_any(at, &["about", "regarding", "over", "that"]),
            };
            if !fits {
                continue;
            }
            if &*text.meaning(hit).value == "odds"
                && let Some(percent) = (end..(end + 8).min(last)).find(|index| {
                    text.is_any(*index, &["percent", "pc"]) || text.word(*index).ends_with('%')
                })
            {
                end = percent + 1;
            }
            let start = verb.map_or(hit.first, |verb| {
                verb.subject
                    .as_ref()
                    .filter(|subject| subject.end <= verb.first && !verb.inherited)
                    .map_or(verb.first, |subject| subject.start)
            });
            let who = verb
                .and_then(|verb| verb.subject.clone())
                .filter(|who| who.end <= hit.first);
            let found = Found {
                evidence: start..end.min(last),
                content: at + 1..end.min(last),
                hedge: hit.range(),
                who,
                negated: false,
                rule: "forecast-outlook",
                confidence: 0.45,
            };
            self.note(found);
        }
    }

    /// `The longer it lasts, the greater the damage`.
    pub(super) fn the_more(&self, sentence: usize) -> Option<Found> {
        let text = self.context.text;
        let range = text.sentences[sentence];
        let comparative = |at: usize| {
            at < range.last
                && (text.is_any(at, &["more", "less", "further", "worse", "fewer"])
                    || text.word(at).len() > 4 && text.word(at).ends_with("er"))
        };
        let mut first = range.first;
        while first < range.last && text.tokens[first].tag == Tag::Quote {
            first += 1;
        }
        if !text.is(first, "the") || !comparative(first + 1) {
            return None;
        }
        let then = (first + 2..range.last.saturating_sub(2)).find(|at| {
            text.tokens[*at].tag == Tag::Comma && text.is(at + 1, "the") && comparative(at + 2)
        })?;
        let mut end = range.last;
        while end > then + 2 && matches!(text.tokens[end - 1].tag, Tag::Stop | Tag::Quote) {
            end -= 1;
        }
        (end - first > 6).then(|| Found {
            evidence: first..end,
            content: then + 1..end,
            hedge: first..first + 2,
            who: None,
            negated: false,
            rule: "forecast-the-more",
            confidence: 0.6,
        })
    }
}

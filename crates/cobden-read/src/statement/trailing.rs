//! Attributions that stand behind what was said, or in the midst of it: `..., X said`; `China, he explained, is`.

use super::Reader;
use super::chain::{apposition_after, noun_chain_after};
use super::content::trails;
use super::reported::{NEAR, can_speak, overlap, utters};
use crate::clause::Range;
use crate::fact::Mode;
use crate::who::{Who, identify};
use crate::words::Tag;

impl Reader<'_, '_> {
    /// `..., X said.`: the content stands before.
    pub(super) fn trailing(
        &mut self,
        number: usize,
        who: Option<&Who>,
        frames: &[(&'static str, usize)],
        from: usize,
        end: usize,
    ) -> bool {
        let text = self.text;
        let verb = &text.verbs[number];
        if verb.inherited
            || !frames
                .iter()
                .any(|(frame, _)| matches!(*frame, "say" | "weak" | "imply"))
        {
            return false;
        }
        // said X behind a comma or a closing mark; else X said.
        let behind =
            verb.first > from && matches!(text.tokens[verb.first - 1].tag, Tag::Comma | Tag::Quote);
        // `... guest – Trump said`: a dash with blanks about it parts words from their speaker as well.
        let dashed = |at: usize| {
            at >= from + 6
                && text.tokens[at - 1].tag == Tag::Dash
                && text.tokens[at - 2].end < text.tokens[at - 1].start
                && text.tokens[at - 1].end < text.tokens[at].start
                && !text.tokens[from..at - 1]
                    .iter()
                    .any(|token| token.tag == Tag::Dash && token.end - token.start > 1)
        };
        let speaker_follows = behind
            .then(|| noun_chain_after(text, verb.last, end))
            .flatten()
            .and_then(|words| {
                let apposition = apposition_after(text, words.end, end);
                let reach = apposition.as_ref().map_or(words.end, |range| range.end);
                let who = identify(text, words, apposition, &self.memory, self.setting.day())?;
                (can_speak(text, &who, true) && trails(text, reach, end)).then_some((who, reach))
            });
        let (who, opening, reach) = match (speaker_follows, &verb.subject) {
            (Some((who, reach)), _) => (Some(who), verb.first, reach),
            (None, Some(subject)) => (who.cloned(), subject.start, verb.last),
            (None, None) => return false,
        };
        if opening < from + 2
            || !(matches!(text.tokens[opening - 1].tag, Tag::Comma | Tag::Quote)
                || dashed(opening) && trails(text, reach, end))
            || !trails(text, reach, end)
        {
            return false;
        }
        if opening != verb.first && self.has_object(number, end) {
            return false;
        }
        let Some(who) = who.filter(|who| can_speak(text, who, false) || utters(text, who, frames))
        else {
            return false;
        };
        // After an interrupting attribution (`China, he explained, is`) the content goes on.
        let mut after = reach;
        while after < end && !matches!(text.tokens[after].tag, Tag::Comma | Tag::Stop) {
            after += 1;
        }
        let mut before = from..opening;
        while before.start < before.end
            && (matches!(text.tokens[before.start].tag, Tag::Conjunction)
                || text.is_any(before.start, &["but", "and", "however", "meanwhile"]))
        {
            before.start += 1;
        }
        while before.end > before.start
            && matches!(text.tokens[before.end - 1].tag, Tag::Comma | Tag::Dash)
        {
            before.end -= 1;
        }
        let has_verb = |range: &Range| {
            text.verbs_in(text.sentence_of(from)).any(|other| {
                text.verbs[other].form.finite() && range.contains(&text.verbs[other].main)
            })
        };
        let goes_on = after + 2 < end
            && !matches!(text.tokens[after + 1].tag, Tag::Gerund | Tag::Conjunction)
            && !has_verb(&before);
        // `After the tariffs rose, Beijing responded`: a clause that only says when.
        let opens_only = text.tokens[before.start].tag == Tag::Subordinator
            && text
                .verbs_in(text.sentence_of(from))
                .filter(|other| {
                    text.verbs[*other].form.finite() && before.contains(&text.verbs[*other].main)
                })
                .count()
                < 2;
        if opens_only && !goes_on {
            return false;
        }
        // `China, he explained, is`: the verb of the subject in front, or an opening phrase before a clause.
        if goes_on
            && !text.tokens[after + 1].tag.is_auxiliary()
            && !matches!(
                text.tokens[after + 1].tag,
                Tag::Past | Tag::Third | Tag::Adverb | Tag::Not
            )
            && !matches!(
                text.tokens[before.start].tag,
                Tag::Preposition | Tag::Adverb | Tag::Subordinator
            )
            && before.len() > 8
        {
            return false;
        }
        let mut content = vec![before.clone()];
        // `if it does not “step up,” he said, “the tariffs go on”`
        let quoted = after + 2 < end
            && text.tokens[after].tag == Tag::Comma
            && text.tokens[after + 1].tag == Tag::Quote
            && text.tokens[opening - 1].tag == Tag::Quote;
        if quoted {
            content.push(after + 1..end);
        } else if goes_on {
            if !has_verb(&(after + 1..end)) {
                return false;
            }
            content.push(after + 1..end);
        } else if !has_verb(&before) {
            return false;
        }
        if self.said.iter().rev().take(NEAR).any(|said| {
            said.content
                .iter()
                .any(|other| overlap(other, &before) * 2 > before.len())
        }) {
            return true;
        }
        let whole = content.first().map_or(from, |range| range.start)
            ..content.last().map_or(end, |range| range.end);
        let mode = if text.quotes_in(whole).next().is_some() {
            Mode::Mixed
        } else {
            Mode::Indirect
        };
        let evidence = from..if goes_on || quoted {
            end
        } else {
            reach.max(verb.last)
        };
        self.note(
            Some(who),
            Some(verb.first..verb.last),
            content,
            evidence,
            mode,
            "reported-trailing",
            0.8,
        );
        true
    }

    /// Whether a verb has something of its own behind it, so that what stands before is not what was said.
    fn has_object(&self, number: usize, end: usize) -> bool {
        let text = self.text;
        let at = text.verbs[number].last;
        let Some(next) = text.tokens.get(at).filter(|_| at < end) else {
            return false;
        };
        let time = text
            .times_in(at..end)
            .first()
            .is_some_and(|time| time.span.start == next.start as usize);
        let tells = text.is_any(
            at - 1,
            &[
                "told", "tells", "tell", "informed", "reminded", "assured", "warned", "asked",
            ],
        );
        match next.tag {
            Tag::To => text
                .tokens
                .get(at + 1)
                .is_some_and(|token| token.tag == Tag::Base || token.tag.is_auxiliary()),
            Tag::Gerund => false,
            tag => tag.is_nominal() && !time && !tells,
        }
    }
}

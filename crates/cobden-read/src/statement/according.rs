//! `according to`.

use super::Reader;
use super::chain::{apposition_after, noun_chain_after};
use super::reported::{NEAR, overlap};
use crate::fact::Mode;
use crate::text::Text;
use crate::who::{Class, identify};
use crate::words::Tag;

impl Reader<'_, '_> {
    /// `his estimates`: his; `a statement late on Tuesday from the council`: the council.
    fn issued_by(&self, words: std::ops::Range<usize>, end: usize) -> std::ops::Range<usize> {
        let text = self.text;
        if words.len() >= 2 && text.is_any(words.start, &["his", "her"]) {
            return words.start..words.start + 1;
        }
        let document = (words.clone())
            .take(4)
            .any(|at| text.is_any(at, &["statement", "post", "notice", "announcement"]));
        if !document {
            return words;
        }
        let mut at = words.end;
        if let Some(time) = text.times_in(words.start..end).first()
            && text.token_at(time.span.start) <= words.end + 1
        {
            at = text.token_at(time.span.end).max(at);
        }
        if at > words.end && at < end && text.is_any(at, &["from", "by"]) {
            return noun_chain_after(text, at + 1, end).unwrap_or(words);
        }
        words
    }

    /// `According to X, ...`; `..., according to X`.
    pub(super) fn accordings(&mut self, from: usize, end: usize) {
        let text = self.text;
        let mut index = from;
        while index + 2 < end {
            if !(text.is(index, "according") && text.is(index + 1, "to"))
                || text.quote_of(index).is_some()
            {
                index += 1;
                continue;
            }
            let cue = index..index + 2;
            index += 2;
            let Some(words) = noun_chain_after(text, index, end) else {
                continue;
            };
            let words = self.issued_by(words, end);
            let apposition = apposition_after(text, words.end, end)
                .filter(|_| cue.start != from || comma_after(text, words.end, end));
            let reach = apposition
                .as_ref()
                .map_or(words.end, |apposition| apposition.end);
            let Some(mut who) = identify(
                text,
                words.clone(),
                apposition,
                &self.memory,
                self.setting.day(),
            ) else {
                continue;
            };
            if who.class == Class::Government
                && who.economies.is_empty()
                && text.is_any(who.words.end - 1, &["officials", "official", "diplomats"])
            {
                // `according to government officials`: nobody in particular.
                who.class = Class::Source;
            }
            if who.class == Class::Other && who.name.is_none() {
                // According to data: a source of figures, no speaker; according to the agreement: no speech.
                if !text
                    .words(words.clone())
                    .bytes()
                    .any(|byte| byte.is_ascii_uppercase())
                {
                    continue;
                }
                who.class = Class::Outlet;
            }
            let mut content = if cue.start <= from + 1 {
                let mut start = reach;
                // `According to a post by X on a platform, ...`
                if start < end
                    && text.tokens[start].tag != Tag::Comma
                    && let Some(comma) = (start..end.min(start + 9))
                        .find(|index| text.tokens[*index].tag == Tag::Comma)
                    && !text.tokens[start..comma].iter().any(|token| {
                        token.tag.is_auxiliary() || matches!(token.tag, Tag::Past | Tag::Third)
                    })
                {
                    start = comma;
                }
                while start < end && text.tokens[start].tag == Tag::Comma {
                    start += 1;
                }
                start..end
            } else {
                from..cue.start
            };
            if let Some(said) = self.said.iter_mut().rev().take(NEAR).find(|said| {
                said.content.iter().any(|other| {
                    let shared = overlap(other, &content) * 2;
                    shared > content.len().min(other.len())
                        && (shared > content.len().max(other.len())
                            || said.rule == "reported-say" && other.end + 2 >= content.end
                            || said.rule != "reported-say"
                                && said.evidence.start <= content.start + 2)
                })
            }) {
                // Somebody else's words, known through this one.
                let known_through =
                    matches!(who.class, Class::Outlet | Class::StateMedia | Class::Source);
                // `Japan has floated ideas, according to a paper`: nobody spoke but the paper.
                let only = known_through
                    && cue.start > from + 1
                    && matches!(
                        said.rule,
                        "reported-weak" | "reported-express" | "reported-judge" | "reported-order"
                    )
                    && who.class != Class::Source
                    && !content.contains(&cue.start);
                if only {
                    let whole = content.start
                        ..content.end - usize::from(text.tokens[content.end - 1].tag == Tag::Comma);
                    said.statement.attribution = who.attribution();
                    said.statement.side = who.side();
                    said.statement.speaker = Some(text.span(who.words.clone()));
                    said.statement.speaker_name.clone_from(&who.name);
                    said.statement.content = vec![text.span(whole.clone())];
                    said.statement.cue = Some(text.span(cue.clone()));
                    said.content = vec![whole];
                    said.who = Some(who);
                    said.rule = "according-to";
                    continue;
                }
                if known_through && said.statement.mode != Mode::Direct {
                    said.statement.attribution = who.attribution();
                    said.statement.chain = vec![
                        who.name
                            .clone()
                            .unwrap_or_else(|| text.words(who.words.clone()).to_owned()),
                    ];
                }
                // `Tokyo reported progress, according to its negotiator`: whoever is named speaks.
                let office = said
                    .who
                    .as_ref()
                    .is_some_and(|who| who.class == Class::Government);
                if office && who.class == Class::Official && said.evidence.start < cue.start {
                    said.statement.attribution = who.attribution();
                    said.statement.side = who.side().or_else(|| said.statement.side.clone());
                    said.statement.speaker = Some(text.span(who.words.clone()));
                    said.statement.speaker_name.clone_from(&who.name);
                    said.who = Some(who);
                }
                continue;
            }
            while content.end > content.start
                && matches!(text.tokens[content.end - 1].tag, Tag::Comma | Tag::Stop)
            {
                content.end -= 1;
            }
            while content.start < content.end
                && matches!(
                    text.tokens[content.start].tag,
                    Tag::Conjunction | Tag::Comma
                )
            {
                content.start += 1;
            }
            if content.len() < 3 {
                continue;
            }
            let mode = if text.quotes_in(content.clone()).next().is_some() {
                Mode::Mixed
            } else {
                Mode::Indirect
            };
            let evidence = content.start.min(cue.start)..content.end.max(reach);
            self.note(
                Some(who),
                Some(cue),
                vec![content],
                evidence,
                mode,
                "according-to",
                0.85,
            );
        }
    }
}

fn comma_after(text: &Text<'_>, from: usize, end: usize) -> bool {
    (from + 1..end)
        .filter(|index| text.tokens[*index].tag == Tag::Comma)
        .count()
        >= 1
}

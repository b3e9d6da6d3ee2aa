//! What a verb of speech brings along: where its content begins and ends.

use super::Reader;
use crate::clause::Range;
use crate::text::Text;
use crate::words::Tag;

/// The content that follows a cue.
pub(super) struct Complement {
    pub(super) content: Range,
    /// Where it was said or to whom, between cue and content.
    pub(super) venue: Option<Range>,
    /// Whether it is a phrase rather than a clause.
    pub(super) phrase: bool,
    /// Whether it counts only if some of it is quoted: wishes and plans are no speech by themselves.
    pub(super) quoted: bool,
}

impl Complement {
    fn clause(content: Range, venue: Option<Range>) -> Self {
        Self {
            content,
            venue,
            phrase: false,
            quoted: false,
        }
    }

    fn phrase(content: Range, venue: Option<Range>) -> Self {
        Self {
            phrase: true,
            ..Self::clause(content, venue)
        }
    }
}

impl Reader<'_, '_> {
    /// The clause, infinitive or noun that a cue brings, by the frames it has.
    pub(super) fn complement(
        &self,
        verb: usize,
        frames: &[(&'static str, usize)],
        end: usize,
    ) -> Option<Complement> {
        let text = self.text;
        let has = |frame: &str| {
            frames
                .iter()
                .find(|(name, _)| *name == frame)
                .map(|(_, after)| *after)
        };
        let speech = has("say").or_else(|| has("weak")).or_else(|| has("imply"));
        if let Some(after) = speech {
            let (start, venue) = self.skip_adjuncts(after, end, true);
            if let Some(content) = self.clause_from(verb, start, end) {
                return Some(Complement::clause(content, venue));
            }
        }
        if let Some(after) = has("that") {
            let (start, venue) = self.skip_adjuncts(after, end, true);
            if start < end
                && text.tokens[start].tag == Tag::That
                && let Some(content) = self.clause_from(verb, start, end)
            {
                return Some(Complement::clause(content, venue));
            }
        }
        if let Some(after) = has("order") {
            // urged X to do; called for restraint
            let (start, venue) = self.skip_adjuncts(after, end, false);
            if start < end
                && (text.tokens[start].tag.is_nominal()
                    || matches!(text.tokens[start].tag, Tag::Quote | Tag::Gerund))
            {
                let infinitive = text.verbs_in(text.sentence_of(start)).any(|other| {
                    text.verbs[other].first >= start
                        && text.verbs[other].first < end
                        && text.verbs[other].form == crate::clause::Form::Infinitive
                        && text.verbs[other].first <= start + 12
                });
                let phrase = after > text.verbs[verb].main + 1;
                if infinitive || phrase || has("say").is_none() {
                    return Some(Complement::clause(start..end, venue));
                }
            }
        }
        if let Some(after) = has("commit").or_else(|| has("attitude")) {
            let (start, venue) = self.skip_adjuncts(after, end, false);
            // `pledged during the meeting in Geneva to resolve`
            let start = self.skip_phrases(start, end).unwrap_or(start);
            let infinitive = start < end
                && text.tokens[start].tag == Tag::To
                && text
                    .verbs_in(text.sentence_of(start))
                    .any(|other| text.verbs[other].first == start);
            if infinitive {
                return Some(Complement {
                    quoted: has("commit").is_none(),
                    ..Complement::clause(start..end, venue)
                });
            }
        }
        if let Some(after) = has("as")
            && after < end
            && (after..end.min(after + 16)).any(|at| {
                text.is(at, "as") && !text.is(at + 1, "well") && text.quote_of(at).is_none()
            })
            && (text.tokens[after].tag.is_nominal() || text.tokens[after].tag == Tag::Quote)
        {
            return Some(Complement::phrase(after..end, None));
        }
        if let Some(after) = has("judge").or_else(|| has("express")) {
            // `denied the motion`, `rejected an application`: a ruling rather than a remark.
            let head = self.group_end(after, end);
            if text.is_any(
                text.verbs[verb].main,
                &[
                    "deny",
                    "denies",
                    "denied",
                    "denying",
                    "rejected",
                    "rejecting",
                ],
            ) && head > after
                && text.is_any(
                    head - 1,
                    &[
                        "motion",
                        "motions",
                        "petition",
                        "application",
                        "applications",
                        "entry",
                        "access",
                        "permission",
                        "visa",
                        "visas",
                        "appeal",
                        "licence",
                        "license",
                        "licences",
                        "licenses",
                        "bail",
                        "review",
                        "shipments",
                        "shipment",
                    ],
                )
            {
                return None;
            }
            let (start, venue) = self.skip_adjuncts(after, end, false);
            if start < end
                && (text.tokens[start].tag.is_nominal()
                    || matches!(
                        text.tokens[start].tag,
                        Tag::Quote | Tag::Gerund | Tag::Preposition | Tag::Wh
                    ))
                // `added to`, `call it`: nothing is said of anybody.
                && (end - start != 1 || text.tokens[start].tag == Tag::Noun)
            {
                // `reaffirmed its stance that`: the clause is what was said.
                let stop = self.group_end(start, end);
                if has("judge").is_none()
                    && stop + 2 < end
                    && text.tokens[stop].tag == Tag::That
                    && self.carries_speech(stop - 1)
                {
                    return Some(Complement::clause(stop + 1..end, venue));
                }
                return Some(Complement::phrase(start..end, venue));
            }
        }
        None
    }

    /// Steps over `on Friday`, `in a statement`, `to reporters` and, for verbs of telling, over whom was told.
    fn skip_adjuncts(&self, from: usize, end: usize, adjuncts: bool) -> (usize, Option<Range>) {
        let text = self.text;
        let mut at = from;
        let mut venue: Option<Range> = None;
        for _ in 0..6 {
            if at >= end {
                break;
            }
            let start = at;
            let tag = text.tokens[at].tag;
            // `on Tuesday (Jan 6) that`
            if tag == Tag::Open
                && at > from
                && let Some(close) =
                    (at..end.min(at + 8)).find(|at| text.tokens[*at].tag == Tag::Close)
            {
                at = close + 1;
                continue;
            }
            // `said excessively high tariffs`
            let grades = tag == Tag::Adverb
                && adjuncts
                && at + 1 < end
                && text.tokens[at + 1].tag == Tag::Adjective;
            if grades {
                break;
            }
            if tag == Tag::Adverb && !text.is(at, "there")
                || tag == Tag::Comma && at + 1 < end && !adjuncts
            {
                at += 1;
                continue;
            }
            if let Some(time) = text.times_in(at..end).first()
                && time.span.start == text.tokens[at].start as usize
            {
                at = text.token_at(time.span.end);
                continue;
            }
            if !adjuncts {
                break;
            }
            if tag == Tag::Comma {
                // said, according to Xinhua, that: over to the second comma.
                if let Some(second) =
                    (at + 1..end.min(at + 14)).find(|index| text.tokens[*index].tag == Tag::Comma)
                    && matches!(
                        text.tokens[at + 1].tag,
                        Tag::Preposition | Tag::Gerund | Tag::Adverb | Tag::Subordinator
                    )
                    && !text.tokens[at + 1..second]
                        .iter()
                        .any(|token| matches!(token.tag, Tag::Past | Tag::Third | Tag::Modal))
                {
                    at = second + 1;
                    continue;
                }
                at += 1;
                continue;
            }
            // `said about 50% of imports`
            let counts = text
                .tokens
                .get(at + 1)
                .is_some_and(|token| token.tag == Tag::Number)
                && text.is_any(
                    at,
                    &[
                        "about", "around", "over", "under", "between", "nearly", "up",
                    ],
                );
            if matches!(tag, Tag::Preposition | Tag::To) && at + 1 < end && !counts {
                let stop = self.phrase_end(at + 1, end);
                if stop > at + 1 {
                    venue.get_or_insert(at..stop);
                    at = stop;
                    continue;
                }
            }
            // told reporters (that): a noun group right before a conjunction, a mark or a clause of its own.
            if tag.is_nominal() {
                let stop = self.group_end(at, end);
                let opens = stop < end
                    && (text.is(stop, "there")
                        || matches!(
                            text.tokens[stop].tag,
                            Tag::That | Tag::Quote | Tag::Colon | Tag::Comma
                        )
                        || stop > at
                            && self.begins_clause(stop, end)
                            && !self.begins_clause(at, end));
                let tells = text.is_any(
                    from.saturating_sub(1),
                    &[
                        "told",
                        "tell",
                        "tells",
                        "telling",
                        "informed",
                        "informs",
                        "cautioned",
                        "responded",
                        "reminded",
                        "assured",
                        "warned",
                        "warns",
                        "warning",
                        "notified",
                        "advised",
                        "asked",
                        "asks",
                        "showed",
                        "promised",
                    ],
                );
                let stops_with_preposition =
                    stop < end && text.tokens[stop].tag == Tag::Preposition && tells;
                if (opens && tells) || stops_with_preposition {
                    venue.get_or_insert(at..stop);
                    at = stop;
                    continue;
                }
            }
            if at == start {
                break;
            }
        }
        (at, venue)
    }

    /// Over phrases of time and place to an infinitive.
    fn skip_phrases(&self, from: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let mut at = from;
        while at < end && text.tokens[at].tag == Tag::Preposition {
            let stop = self.group_end(at + 1, end);
            if stop == at + 1 {
                return None;
            }
            at = stop;
        }
        (at < end && text.tokens[at].tag == Tag::To).then_some(at)
    }

    /// Whether a noun carries speech: `claim`, `stance`.
    pub(super) fn carries_speech(&self, token: usize) -> bool {
        self.text
            .hits_of(self.cue, token..token + 1)
            .any(|hit| &*self.text.meaning(hit).value == "noun")
    }

    /// The end of the noun group that begins at a token.
    pub(super) fn group_end(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        let sentence = text.sentence_of(from);
        text.nouns_in(sentence)
            .iter()
            .find(|group| group.first <= from && from < group.last)
            .map_or(from, |group| group.last.min(end))
    }

    /// The end of a prepositional phrase's noun, with phrases that follow on it.
    fn phrase_end(&self, from: usize, end: usize) -> usize {
        let text = self.text;
        let mut stop = self.group_end(from, end);
        // A clause of its own begins here: `said in Beijing China would`. The last group then is its subject.
        if self.begins_clause(from, end)
            && stop < end
            && matches!(
                text.tokens[stop].tag,
                Tag::Modal | Tag::Be | Tag::Have | Tag::Past | Tag::Third | Tag::Do
            )
        {
            return from;
        }
        while stop + 1 < end
            && text.tokens[stop].tag == Tag::Preposition
            && text.is_any(stop, &["with", "of", "for", "by", "from"])
        {
            let next = self.group_end(stop + 1, end);
            if next == stop + 1 {
                break;
            }
            stop = next;
        }
        stop
    }

    /// Whether a subject with its finite verb begins at a token.
    pub(super) fn begins_clause(&self, at: usize, end: usize) -> bool {
        let text = self.text;
        text.verbs_in(text.sentence_of(at)).any(|verb| {
            let verb = &text.verbs[verb];
            verb.form.finite()
                && verb.first > at
                && verb.first < end
                && (verb
                    .subject
                    .as_ref()
                    .is_some_and(|subject| subject.start == at)
                    || verb.start == at)
                && !verb.inherited
        })
    }

    /// The clause that begins at a token: after `that`, a quotation mark, a question word, or with its own subject and verb.
    fn clause_from(&self, cue: usize, start: usize, end: usize) -> Option<Range> {
        let text = self.text;
        if start >= end {
            return None;
        }
        let finite_later = || {
            text.verbs_in(text.sentence_of(start)).any(|verb| {
                let verb = &text.verbs[verb];
                verb.form.finite() && verb.first >= start && verb.first < end
            })
        };
        match text.tokens[start].tag {
            Tag::That => {
                let clause = start + 1..end;
                // `said that deal was dead`: a determiner all the same begins the clause.
                (clause.len() >= 2).then_some(clause)
            }
            Tag::Quote => (end - start > 2).then_some(start..end),
            // `the analyst says: The yuan is`
            Tag::Colon => (finite_later() && end - start >= 5).then_some(start + 1..end),
            // `which Beijing warned would harm`; `a call the paper said was heated`
            Tag::Modal | Tag::Be | Tag::Have | Tag::Do => {
                let cue = &text.verbs[cue];
                let own = cue.subject.as_ref().is_some_and(|subject| {
                    subject.start > 0
                        && matches!(
                            text.tokens[subject.start - 1].tag,
                            Tag::Wh | Tag::That | Tag::Noun | Tag::Proper | Tag::Conjunction
                        )
                });
                (own && start == cue.last && end - start > 2).then_some(start..end)
            }
            Tag::Subordinator | Tag::Wh => {
                (finite_later() && end - start >= 3).then_some(start..end)
            }
            tag if tag.is_nominal()
                || matches!(
                    tag,
                    Tag::Preposition
                        | Tag::Gerund
                        | Tag::Adverb
                        | Tag::Dash
                        | Tag::Participle
                        | Tag::To
                ) =>
            {
                let cue_end = text.verbs[cue].last;
                let clause = text
                    .verbs_in(text.sentence_of(start))
                    .map(|verb| &text.verbs[verb])
                    .find(|verb| verb.form.finite() && verb.first >= start && verb.first < end)?;
                // The first finite verb must have a subject of its own after the cue, without `who` or `which` before it.
                let relative = clause.start > start
                    && (start..clause.first)
                        .rev()
                        .find(|index| {
                            !matches!(text.tokens[*index].tag, Tag::Adverb | Tag::Not | Tag::Modal)
                        })
                        .is_some_and(|index| {
                            matches!(
                                text.tokens[index].tag,
                                Tag::Wh | Tag::That | Tag::Comma | Tag::Conjunction
                            )
                        });
                let own = clause.subject.as_ref().is_some_and(|subject| {
                    subject.start >= cue_end && subject.start >= start.min(cue_end.max(start))
                }) && !clause.inherited;
                // Between cue and subject only a fronted phrase may stand: `said on trade, the two ...`.
                let fronted = clause.subject.as_ref().is_none_or(|subject| {
                    subject.start <= start
                        || matches!(
                            text.tokens[start].tag,
                            Tag::Preposition
                                | Tag::Adverb
                                | Tag::Gerund
                                | Tag::Participle
                                | Tag::To
                        )
                        || !text.tokens[start..subject.start].iter().any(|token| {
                            matches!(token.tag, Tag::Comma | Tag::Dash | Tag::Subordinator)
                        })
                });
                (own && !relative && fronted).then_some(start..end)
            }
            _ => None,
        }
    }
}

/// Whether nothing but adjuncts follows a verb: `X said`, `X said on Friday`.
pub(super) fn trails(text: &Text<'_>, from: usize, end: usize) -> bool {
    let mut at = from;
    while at < end {
        match text.tokens[at].tag {
            Tag::Stop => return true,
            Tag::Comma => return true,
            Tag::That | Tag::Quote | Tag::Colon | Tag::Wh | Tag::Subordinator => {
                return text.is_any(at, &["as", "when", "after"]);
            }
            tag if tag.is_auxiliary() || matches!(tag, Tag::Past | Tag::Third) => return false,
            _ => at += 1,
        }
    }
    true
}

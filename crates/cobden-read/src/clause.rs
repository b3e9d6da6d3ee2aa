//! Noun groups, verb groups and their subjects: the parse that the frames work on.

use crate::sentence::Sentence;
use crate::words::{Shape, Tag, Token};

/// A half-open range of tokens.
pub(crate) type Range = std::ops::Range<usize>;

/// A noun with what stands before it: `senior US officials`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NounGroup {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// A verb with its helpers: `has not yet been imposed`.
#[derive(Debug, Clone)]
pub(crate) struct VerbGroup {
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// The full verb; the helping verb where it stands alone.
    pub(crate) main: usize,
    pub(crate) form: Form,
    pub(crate) modal: Option<usize>,
    pub(crate) negated: bool,
    pub(crate) passive: bool,
    pub(crate) progressive: bool,
    pub(crate) perfect: bool,
    /// Who does it, with everything that hangs on the name.
    pub(crate) subject: Option<Range>,
    /// An apposition between commas behind the subject.
    pub(crate) apposition: Option<Range>,
    /// The subject is that of the verb before, or the noun that a relative clause hangs on.
    pub(crate) inherited: bool,
    /// Where its clause begins: its subject, or an opening phrase before that.
    pub(crate) start: usize,
    /// The verb on which an infinitive or gerund hangs: `agreed` in `agreed to meet`.
    pub(crate) governor: Option<usize>,
    pub(crate) sentence: usize,
}

/// Forms of verb groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Past,
    Present,
    /// will, shall, `is to`
    Future,
    /// would, could, may, might, should, must, can
    Modal,
    Infinitive,
    Gerund,
    Participle,
}

impl Form {
    pub(crate) fn finite(self) -> bool {
        matches!(
            self,
            Form::Past | Form::Present | Form::Future | Form::Modal
        )
    }
}

/// Finds the noun groups of a sentence.
pub(crate) fn noun_groups(tokens: &[Token], sentence: &Sentence, out: &mut Vec<NounGroup>) {
    let mut first = None;
    let mut head = false;
    for index in sentence.first..=sentence.last {
        let tag = tokens
            .get(index)
            .filter(|_| index < sentence.last)
            .map(|token| token.tag);
        let inside = match tag {
            None => false,
            Some(Tag::Noun | Tag::Proper | Tag::Adjective | Tag::Number) => true,
            // A new determiner or pronoun begins a new group.
            Some(Tag::Determiner | Tag::Pronoun) => first.is_none() || !head,
            Some(Tag::Possessive) => {
                let owner = tokens[index].span().len() <= 4
                    && index > sentence.first
                    && first == Some(first.unwrap_or(index))
                    && tokens[index].start == tokens[index - 1].end;
                owner || first.is_none() || !head
            }
            // US-China, S&P
            Some(Tag::Dash) => {
                head && index + 1 < sentence.last
                    && tokens[index].start == tokens[index - 1].end
                    && tokens[index].end == tokens[index + 1].start
            }
            // `(REEx)` right behind a name
            _ => false,
        };
        if inside {
            first.get_or_insert(index);
            let ends_head = matches!(tag, Some(Tag::Possessive | Tag::Dash));
            head =
                !ends_head && (head || matches!(tag, Some(Tag::Noun | Tag::Proper | Tag::Pronoun)));
            continue;
        }
        if let Some(start) = first.take() {
            out.push(NounGroup {
                first: start,
                last: index,
            });
        }
        head = false;
        if matches!(tag, Some(Tag::Determiner | Tag::Pronoun | Tag::Possessive)) {
            first = Some(index);
            head = tag == Some(Tag::Pronoun);
        }
    }
}

/// Finds the verb groups of a sentence, with their subjects.
pub(crate) fn verb_groups(
    tokens: &[Token],
    sentence: &Sentence,
    number: usize,
    is_infinitive_will: impl Fn(&Token) -> bool,
    out: &mut Vec<VerbGroup>,
) {
    let from = out.len();
    let mut index = sentence.first;
    while index < sentence.last {
        match gather(tokens, sentence, index, number, &is_infinitive_will) {
            Some(group) => {
                index = group.last;
                out.push(group);
            }
            None => index += 1,
        }
    }
    for at in from..out.len() {
        let (before, rest) = out.split_at_mut(at);
        let before = &before[from..];
        let group = &mut rest[0];
        attach(tokens, sentence, before, from, group);
    }
}

fn gather(
    tokens: &[Token],
    sentence: &Sentence,
    start: usize,
    number: usize,
    future: &impl Fn(&Token) -> bool,
) -> Option<VerbGroup> {
    let mut group = VerbGroup {
        first: start,
        last: start,
        main: start,
        form: Form::Present,
        modal: None,
        negated: false,
        passive: false,
        progressive: false,
        perfect: false,
        subject: None,
        apposition: None,
        inherited: false,
        start,
        governor: None,
        sentence: number,
    };
    let mut index = start;
    let mut infinitive = false;
    let mut first_verb: Option<usize> = None;
    let mut last_auxiliary: Option<Tag> = None;
    let mut done = false;
    while index < sentence.last && !done {
        let token = &tokens[index];
        match token.tag {
            Tag::To if index == start => {
                let next = tokens
                    .get(index + 1)
                    .filter(|_| index + 1 < sentence.last)?;
                let verbal = |tag: Tag| {
                    tag == Tag::Base || tag == Tag::Be || tag == Tag::Have || tag == Tag::Do
                };
                let split = matches!(next.tag, Tag::Adverb | Tag::Not)
                    && tokens.get(index + 2).is_some_and(|token| verbal(token.tag));
                if !verbal(next.tag) && !split {
                    return None;
                }
                infinitive = true;
            }
            Tag::Not if index > start => group.negated = true,
            // `not to retaliate`
            Tag::Not
                if tokens
                    .get(index + 1)
                    .is_some_and(|token| token.tag == Tag::To) =>
            {
                let mut inner = gather(tokens, sentence, index + 1, number, future)?;
                inner.negated = true;
                inner.first = index;
                inner.start = index;
                return Some(inner);
            }
            Tag::Adverb if index > start => {
                // An adverb belongs only if a verb follows.
                let verb_follows = tokens[index + 1..sentence.last]
                    .iter()
                    .find(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))
                    .is_some_and(|token| token.tag.is_verb() || token.tag.is_auxiliary());
                if !verb_follows || last_auxiliary.is_none() && !infinitive {
                    break;
                }
            }
            // `would “seriously undermine”`: a quotation may begin inside.
            Tag::Quote
                if (last_auxiliary.is_some() || infinitive)
                    && tokens[index + 1..sentence.last]
                        .iter()
                        .find(|token| token.tag != Tag::Adverb)
                        .is_some_and(|token| token.tag.is_verb() || token.tag == Tag::Be) => {}
            tag @ (Tag::Modal | Tag::Be | Tag::Have | Tag::Do) => {
                if tag == Tag::Modal {
                    group.modal = Some(index);
                }
                if last_auxiliary == Some(Tag::Have) && tag == Tag::Be {
                    group.perfect = true;
                }
                if last_auxiliary == Some(Tag::Be) && tag == Tag::Be {
                    group.progressive = true;
                }
                first_verb.get_or_insert(index);
                last_auxiliary = Some(tag);
                group.main = index;
                group.last = index + 1;
            }
            tag if tag.is_verb() => {
                match (last_auxiliary, tag) {
                    (Some(Tag::Be), Tag::Gerund) => group.progressive = true,
                    (Some(Tag::Be), Tag::Participle | Tag::Past) => group.passive = true,
                    (Some(Tag::Have), Tag::Participle | Tag::Past) => group.perfect = true,
                    (Some(Tag::Modal | Tag::Do), Tag::Base) | (None, _) => {}
                    _ if infinitive && first_verb.is_none() => {}
                    // `is plan`, `has to`: not one group.
                    _ => break,
                }
                first_verb.get_or_insert(index);
                group.main = index;
                group.last = index + 1;
                done = true;
            }
            _ => break,
        }
        index += 1;
    }
    let first_verb = first_verb?;
    group.form = if infinitive {
        Form::Infinitive
    } else if let Some(modal) = group.modal {
        if future(&tokens[modal]) {
            Form::Future
        } else {
            Form::Modal
        }
    } else {
        match tokens[first_verb].tag {
            Tag::Gerund => Form::Gerund,
            Tag::Participle => Form::Participle,
            Tag::Past => Form::Past,
            _ => Form::Present,
        }
    };
    Some(group)
}

/// Whether a past form of a helping verb stands at the front, told by its letters.
pub(crate) fn set_past(group: &mut VerbGroup, is_past_auxiliary: bool) {
    if group.form == Form::Present && is_past_auxiliary {
        group.form = Form::Past;
    }
}

/// Finds the subject and the governor.
fn attach(
    tokens: &[Token],
    sentence: &Sentence,
    before: &[VerbGroup],
    offset: usize,
    group: &mut VerbGroup,
) {
    let previous = before
        .iter()
        .enumerate()
        .rev()
        .find(|(_, other)| other.last <= group.first);
    if matches!(
        group.form,
        Form::Infinitive | Form::Gerund | Form::Participle
    ) {
        // `agreed to meet`, `started exempting`: nothing but adverbs and an object between.
        if let Some((index, other)) = previous {
            let between = &tokens[other.last..group.first];
            let near = between.iter().all(|token| {
                token.tag.is_nominal()
                    || matches!(
                        token.tag,
                        Tag::Adverb | Tag::Preposition | Tag::Quote | Tag::Dash
                    )
            });
            if near {
                group.governor = Some(offset + index);
            }
            // `was due to meet`: the predicate's subject is that of the infinitive.
            let predicate = group.form == Form::Infinitive && tokens[other.main].tag == Tag::Be;
            let direct = between.iter().all(|token| {
                matches!(token.tag, Tag::Adverb | Tag::Quote)
                    || predicate && token.tag == Tag::Adjective
            });
            // `..., effectively rejecting`
            let after_comma = between
                .iter()
                .rev()
                .find(|token| token.tag != Tag::Adverb)
                .is_some_and(|token| token.tag == Tag::Comma);
            let coordinated = between
                .last()
                .is_some_and(|token| token.tag == Tag::Conjunction);
            if direct || after_comma || coordinated {
                group.subject = other.subject.clone();
                group.apposition = other.apposition.clone();
                group.inherited = true;
            } else if group.form != Form::Infinitive || near {
                // `urged Washington to cancel`, `officials expressing`: the noun before is the one who does it.
                group.subject = chain_before(tokens, other.last, group.first);
            }
        } else if group.form != Form::Infinitive {
            group.subject = chain_before(tokens, sentence.first, group.first);
        }
        return;
    }
    // Where the clause begins: after the verb before, a conjunction that joins sentences, or a word that opens a clause.
    let mut left = sentence.first;
    let mut inherits = false;
    let mut relative = false;
    let mut index = group.first;
    while index > sentence.first {
        index -= 1;
        // `the Ministry of Commerce (MOFCOM) announced`
        if let Some(open) = bracket(tokens, index, sentence.first) {
            index = open;
            continue;
        }
        let token = &tokens[index];
        match token.tag {
            // `Ed Markey, D-Mass., called`
            Tag::Stop
                if tokens
                    .get(index + 1)
                    .is_some_and(|token| token.tag == Tag::Comma) => {}
            Tag::Semicolon | Tag::Colon | Tag::Subordinator | Tag::Open | Tag::Stop => {
                left = index + 1;
                break;
            }
            Tag::Dash
                if index > 0 && tokens[index - 1].end < token.start
                    || token.tag == Tag::Dash && token.end - token.start >= 3 =>
            {
                left = index + 1;
                break;
            }
            Tag::That | Tag::Wh => {
                left = index + 1;
                relative = index + 1 == first_of(tokens, group.first, left);
                break;
            }
            _ => {}
        }
        if let Some((_, other)) = previous
            && index + 1 == other.last
            && (other.form.finite() || !comma_between(tokens, other.last, group.first))
        {
            left = index + 1;
            inherits = other.form.finite();
            break;
        }
    }
    let before_verb = &tokens[left..group.first];
    let meaningful = before_verb
        .iter()
        .any(|token| token.tag.is_nominal() || token.tag == Tag::Adjective);
    if relative && !meaningful {
        // `tariffs that hurt`: the noun before is the subject.
        let mut end = left - 1;
        while end > sentence.first && matches!(tokens[end - 1].tag, Tag::Comma | Tag::Preposition) {
            end -= 1;
        }
        group.subject = chain_before(tokens, sentence.first, end);
        group.inherited = true;
        group.start = left - 1;
        return;
    }
    let conjunction_only = before_verb.iter().all(|token| {
        matches!(
            token.tag,
            Tag::Conjunction | Tag::Comma | Tag::Adverb | Tag::Not | Tag::Quote
        )
    });
    if conjunction_only {
        if let Some((_, other)) = previous.filter(|_| inherits || left == sentence.first) {
            group.subject = other.subject.clone();
            group.apposition = other.apposition.clone();
            group.inherited = true;
        }
        group.start = group.first;
        return;
    }
    // `..., and urged`: an object stands between the verbs, then a conjunction right before this one.
    let ends_in_conjunction = before_verb
        .iter()
        .rev()
        .find(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))
        .is_some_and(|token| token.tag == Tag::Conjunction);
    if ends_in_conjunction {
        // Joined verbs stand in one form: `said China is ready and claimed`.
        let joined = |other: &&VerbGroup| other.form.finite() && other.subject.is_some();
        // `said he raised it and said Canada has`: the same verb again belongs to the same subject.
        let again = before.iter().rev().find(|other| {
            joined(other)
                && tokens[other.main].word == tokens[group.main].word
                && tokens[group.main].word != 0
                && other.form == group.form
        });
        let alike = again.or_else(|| {
            before
                .iter()
                .rev()
                .find(|other| joined(other) && other.form == group.form)
        });
        if let Some(other) = alike.or_else(|| before.iter().rev().find(joined)) {
            group.subject = other.subject.clone();
            group.apposition = other.apposition.clone();
            group.inherited = true;
        }
        group.start = group.first;
        return;
    }
    let mut end = group.first;
    while end > left
        && matches!(
            tokens[end - 1].tag,
            Tag::Adverb | Tag::Not | Tag::Quote | Tag::Close
        )
    {
        match bracket(tokens, end - 1, left) {
            Some(open) => end = open,
            None => end -= 1,
        }
    }
    if end > left && tokens[end - 1].tag == Tag::Comma {
        // `John Gong, a former consultant, likened`: back over the apposition to the comma that opens it.
        let commas: Vec<usize> = (left..end - 1)
            .filter(|index| tokens[*index].tag == Tag::Comma)
            .collect();
        for comma in commas.iter().rev() {
            let chain = chain_before(tokens, left, *comma);
            let inner = *comma + 1..end - 1;
            let opens = tokens[inner.clone()].first().is_some_and(|token| {
                matches!(
                    token.tag,
                    Tag::Determiner
                        | Tag::Possessive
                        | Tag::Noun
                        | Tag::Adjective
                        | Tag::Wh
                        | Tag::Preposition
                        | Tag::Adverb
                        | Tag::Participle
                        | Tag::Past
                        | Tag::Gerund
                        | Tag::Number
                        | Tag::Subordinator
                ) || commas.len() == 1
            });
            if opens && let Some(chain) = chain {
                group.subject = Some(chain.clone());
                group.apposition = Some(inner);
                group.start = chain.start;
                return;
            }
        }
        // `Negotiations with others, which had asked for them, will begin`: the noun that the relative clause hangs on.
        if commas.is_empty()
            && let Some((_, other)) = previous
            && other.inherited
            && other.form.finite()
            && other.start > sentence.first
            && tokens[other.start].tag == Tag::Wh
            && tokens[other.start - 1].tag == Tag::Comma
        {
            group.subject = other.subject.clone();
            group.start = other.subject.as_ref().map_or(left, |subject| subject.start);
            return;
        }
        group.start = left;
        return;
    }
    group.subject = chain_before(tokens, left, end);
    group.start = group.subject.as_ref().map_or(left, |subject| subject.start);
}

/// The opening of a short name in brackets that closes at `close`, with a noun before it: `the ministry (MOFCOM)`.
fn bracket(tokens: &[Token], close: usize, left: usize) -> Option<usize> {
    if tokens[close].tag != Tag::Close {
        return None;
    }
    (left + 1..close)
        .rev()
        .take(6)
        .find(|index| tokens[*index].tag == Tag::Open)
        .filter(|open| tokens[open - 1].tag.is_nominal())
}

fn first_of(tokens: &[Token], verb: usize, left: usize) -> usize {
    let mut index = verb;
    while index > left && matches!(tokens[index - 1].tag, Tag::Adverb | Tag::Not) {
        index -= 1;
    }
    index
}

fn comma_between(tokens: &[Token], from: usize, to: usize) -> bool {
    tokens[from..to].iter().any(|token| token.tag == Tag::Comma)
}

/// The last noun group before `end`, with the groups that prepositions and conjunctions tie to it, not before `left`.
pub(crate) fn chain_before(tokens: &[Token], left: usize, end: usize) -> Option<Range> {
    let mut end = end;
    while end > left
        && matches!(
            tokens[end - 1].tag,
            Tag::Adverb | Tag::Quote | Tag::Close | Tag::Not
        )
    {
        end -= 1;
    }
    let mut start = end;
    let mut lone = 0;
    // Names joined by commas before a conjunction.
    let mut list = false;
    loop {
        let group_end = start;
        while start > left
            && (tokens[start - 1].tag.is_nominal()
                || joins(tokens, start - 1, left)
                || matches!(tokens[start - 1].tag, Tag::Quote))
        {
            start -= 1;
            if matches!(tokens[start].tag, Tag::Determiner)
                // `tariffs it imposed`: a pronoun is a group of its own.
                || tokens[start].tag == Tag::Pronoun
                || tokens[start].tag == Tag::Possessive
                    && tokens[start].start != tokens[start.saturating_sub(1)].end
            {
                // A determiner opens its group.
                break;
            }
        }
        if start == group_end {
            // A link without a noun before it does not belong.
            start += lone;
            break;
        }
        if start <= left {
            break;
        }
        match tokens[start - 1].tag {
            Tag::Preposition | Tag::To => {
                start -= 1;
                lone = 1;
            }
            // `..., and we remain`: a pronoun begins a clause of its own.
            Tag::Conjunction if tokens[start].tag == Tag::Pronoun => break,
            Tag::Conjunction => {
                start -= 1;
                lone = 1;
                // `France, Italy, and Spain`
                list = tokens[start + 1..].first().is_some_and(|token| {
                    token.tag == Tag::Proper
                        || token.tag == Tag::Determiner
                            && start > left
                            && tokens[start - 1].tag == Tag::Proper
                });
                if list
                    && start >= left + 2
                    && tokens[start - 1].tag == Tag::Comma
                    && named(tokens, start - 2, left)
                {
                    start -= 1;
                    lone = 2;
                }
            }
            Tag::Comma
                if list
                    && tokens[start].tag == Tag::Proper
                    && start >= left + 2
                    && named(tokens, start - 2, left) =>
            {
                start -= 1;
                lone = 1;
            }
            Tag::Participle | Tag::Gerund
                if start >= left + 2 && tokens[start - 2].tag.is_nominal() =>
            {
                start -= 1;
                lone = 1;
            }
            _ => break,
        }
    }
    while start < end
        && matches!(
            tokens[start].tag,
            Tag::Preposition
                | Tag::Conjunction
                | Tag::Quote
                | Tag::To
                | Tag::Comma
                | Tag::Participle
                | Tag::Gerund
        )
    {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// Whether a name ends at `at` that can be a member of a list: `France`, but not the place or the day of `In Beijing,`.
fn named(tokens: &[Token], at: usize, left: usize) -> bool {
    if at == left && tokens[at].shape == Shape::Capital && tokens[at].tag == Tag::Noun {
        return true;
    }
    let mut first = at;
    while first > left && tokens[first - 1].tag.is_nominal() {
        first -= 1;
    }
    tokens[at].tag == Tag::Proper
        && !(first > left
            && first - 1 == left
            && matches!(tokens[left].tag, Tag::Preposition | Tag::Subordinator))
}

/// Whether a mark joins two halves of one noun group: the hyphen of `US-China`.
fn joins(tokens: &[Token], index: usize, left: usize) -> bool {
    tokens[index].tag == Tag::Dash
        && index > left
        && index + 1 < tokens.len()
        && tokens[index].start == tokens[index - 1].end
        && tokens[index].end == tokens[index + 1].start
        && tokens[index].end - tokens[index].start == 1
}

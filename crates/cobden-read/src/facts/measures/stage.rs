//! How far a measure has got, from the verbs that govern it.

use super::terms::{Concepts, longest, status};
use crate::clause::{Form, Range};
use crate::fact::Status;
use crate::text::Text;
use crate::words::Tag;

/// A status, and the verb whose subject brought it about, where one did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stage {
    pub(super) status: Status,
    /// The verb group that governs: its subject threatens, plans, demands.
    pub(super) by: Option<usize>,
}

/// The status of what a verb does.
pub(super) fn of_verb(text: &Text<'_>, concepts: &Concepts, number: usize) -> Stage {
    climb(text, concepts, number, 0)
}

fn climb(text: &Text<'_>, concepts: &Concepts, number: usize, depth: usize) -> Stage {
    let verb = &text.verbs[number];
    let plain = |status| Stage { status, by: None };
    if depth < 4
        && let Some(above) = coordinated(text, number)
    {
        return climb(text, concepts, above, depth + 1);
    }
    if depth < 4 && matches!(verb.form, Form::Infinitive | Form::Gerund) {
        // `a threat to impose`, `its plan of raising`: a noun right before governs.
        let sentence = text.sentences[verb.sentence];
        let mut before = verb.first;
        while before > sentence.first
            && matches!(
                text.tokens[before - 1].tag,
                Tag::Quote | Tag::Preposition | Tag::Adverb | Tag::Dash
            )
        {
            before -= 1;
        }
        // `has yet to lift`
        if before > sentence.first && text.is(before - 1, "yet") && verb.form == Form::Infinitive {
            return plain(Status::NotDone);
        }
        if let Some((value, noun)) =
            super::terms::ending(text, concepts.stage_noun, before, sentence.first)
            && let Some(status) = status(value)
        {
            // `has no intention of lifting`, `no plans to impose`
            if noun > sentence.first
                && (noun.saturating_sub(2).max(sentence.first)..noun)
                    .any(|index| text.is_any(index, &["no", "without", "zero"]))
                && matches!(
                    status,
                    Status::Planned | Status::Offered | Status::Considered
                )
            {
                return plain(Status::Denied);
            }
            // `signed an order imposing`: done with the signature.
            if status == Status::Announced && verb.form == Form::Gerund {
                return plain(Status::InForce);
            }
            return Stage { status, by: None };
        }
        let words = before.saturating_sub(3)..before;
        for first in words {
            if let Some((value, last)) = longest(text, concepts.stage, first)
                && last == verb.first + usize::from(text.tokens[verb.first].tag == Tag::To)
                && let Some(status) = status(value)
            {
                return Stage {
                    status: if negated_near(text, sentence.first, first) {
                        Status::Denied
                    } else {
                        status
                    },
                    by: previous(text, number),
                };
            }
        }
        if let Some(governor) = verb.governor {
            if let Some(stage) = governed(text, concepts, number, governor, depth) {
                return if verb.negated
                    && matches!(
                        stage.status,
                        Status::Promised | Status::Announced | Status::Planned
                    ) {
                    Stage {
                        status: Status::Denied,
                        ..stage
                    }
                } else {
                    stage
                };
            }
            if verb.form == Form::Gerund
                && verb.first > 0
                && text.is_any(verb.first - 1, &["by", "with", "after", "from", "for"])
            {
                return finite(text, concepts, governor);
            }
        }
        // `Wednesday's threat by the president to impose`: the noun stands further off.
        if verb.form == Form::Infinitive {
            let from = previous(text, number)
                .map_or(sentence.first, |above| text.verbs[above].last)
                .max(verb.first.saturating_sub(14));
            if let Some(hit) = text.hits_of(concepts.stage_noun, from..verb.first).last()
                && let Some(status) = status(&text.meaning(hit).value)
            {
                return Stage { status, by: None };
            }
        }
        return match verb.form {
            Form::Infinitive => plain(Status::Planned),
            _ => plain(Status::InForce),
        };
    }
    if depth < 4
        && verb.form.finite()
        && let Some(above) = previous(text, number)
        && opens_clause(text, number, above)
        && let Some(stage) = said(text, concepts, above)
    {
        return stage;
    }
    finite(text, concepts, number)
}

/// `agreed to buy soybeans and suspend controls`: the verb whose helper or `to` a bare form shares.
pub(super) fn coordinated(text: &Text<'_>, number: usize) -> Option<usize> {
    let verb = &text.verbs[number];
    if verb.form != Form::Present || text.tokens[verb.first].tag != Tag::Base || verb.first == 0 {
        return None;
    }
    let sentence = text.sentences[verb.sentence];
    let mut before = verb.first;
    while before > sentence.first && matches!(text.tokens[before - 1].tag, Tag::Adverb | Tag::Quote)
    {
        before -= 1;
    }
    if before == sentence.first
        || !matches!(text.tokens[before - 1].tag, Tag::Conjunction | Tag::Comma)
    {
        return None;
    }
    let from = text.verbs_in(verb.sentence).start;
    let above = (from..number)
        .rev()
        .take(4)
        .find(|above| !matches!(text.verbs[*above].form, Form::Participle | Form::Gerund))?;
    let joins = match text.verbs[above].form {
        Form::Infinitive | Form::Future | Form::Modal => true,
        _ => coordinated(text, above).is_some(),
    };
    joins.then_some(above)
}

/// `He threatened that it would impose`: the verb above decides if it is no mere verb of saying.
fn said(text: &Text<'_>, concepts: &Concepts, above: usize) -> Option<Stage> {
    let (value, _) = longest(text, concepts.stage, text.verbs[above].main)?;
    let status = status(value)?;
    let keeps = matches!(
        status,
        Status::Threatened
            | Status::Requested
            | Status::Promised
            | Status::Denied
            | Status::Expected
            | Status::Forecast
    );
    // `insisted that it would`: not a request; `warned that tariffs hurt`: not a threat.
    keeps.then_some(Stage {
        status,
        by: Some(above),
    })
}

/// Whether nothing but a conjunction and a subject stands between a verb and the one above it.
fn opens_clause(text: &Text<'_>, number: usize, above: usize) -> bool {
    let verb = &text.verbs[number];
    let from = text.verbs[above].last;
    let to = verb
        .subject
        .as_ref()
        .filter(|subject| subject.start >= from)
        .map_or(verb.first, |subject| subject.start);
    from <= to
        && text.tokens[from..to]
            .iter()
            .any(|token| token.tag == Tag::That)
        && text.tokens[from..to].iter().all(|token| {
            matches!(
                token.tag,
                Tag::That | Tag::Quote | Tag::Adverb | Tag::Pronoun | Tag::Proper
            )
        })
        || from == to && verb.subject.is_some() && verb.form != Form::Past
}

fn previous(text: &Text<'_>, number: usize) -> Option<usize> {
    let from = text.verbs_in(text.verbs[number].sentence).start;
    number.checked_sub(1).filter(|above| *above >= from)
}

/// The status of an infinitive or gerund under a verb that governs it.
fn governed(
    text: &Text<'_>,
    concepts: &Concepts,
    number: usize,
    governor: usize,
    depth: usize,
) -> Option<Stage> {
    let above = &text.verbs[governor];
    let (value, last) = longest(text, concepts.stage, above.main)?;
    if last > text.verbs[number].first + 1 {
        return None;
    }
    if value == "aspect" {
        let stage = climb(text, concepts, governor, depth + 1);
        return Some(stage);
    }
    let found = status(value)?;
    // `expected to impose`, `urged to lift`: in the passive the subject of the verb is the one below.
    let own = text.verbs[number].inherited;
    let found = match found {
        // `wants to lift` plans, `wants China to lift` asks.
        Status::Requested if own && !above.passive => match text.word(above.main) {
            "need" | "needs" | "needed" => Status::Requested,
            _ => Status::Planned,
        },
        found => found,
    };
    let stage = Stage {
        status: found,
        by: (!own || above.passive).then_some(governor),
    };
    if above.negated {
        let status = match found {
            Status::Denied => Status::Considered,
            Status::NotDone => Status::InForce,
            Status::Threatened => Status::Considered,
            _ => Status::Denied,
        };
        return Some(Stage { status, ..stage });
    }
    if matches!(above.form, Form::Modal)
        && found == Status::Promised
        && text.is_any(above.modal.unwrap_or(above.main), &["should", "must"])
    {
        return Some(Stage {
            status: Status::Requested,
            ..stage
        });
    }
    // `refused to consider lifting`
    if depth < 3 && matches!(found, Status::Considered) && above.governor.is_some() {
        let higher = climb(text, concepts, governor, depth + 1);
        if matches!(higher.status, Status::Denied | Status::Requested) {
            return Some(higher);
        }
    }
    Some(stage)
}

/// The status by the form of a verb alone.
fn finite(text: &Text<'_>, concepts: &Concepts, number: usize) -> Stage {
    let verb = &text.verbs[number];
    let sentence = text.sentences[verb.sentence];
    let conditional = conditional(text, verb.sentence, verb.main);
    let modal = verb
        .modal
        .map(|modal| text.word(modal).to_ascii_lowercase());
    let status = match verb.form {
        _ if opener(text, verb.sentence, verb.main) == Some("whether") => Status::Undecided,
        Form::Future if verb.negated => Status::Denied,
        Form::Future => Status::Planned,
        Form::Modal => match modal.as_deref() {
            Some("should" | "must") => Status::Requested,
            Some("would" | "'d" | "’d") if verb.negated => Status::Denied,
            Some("would" | "'d" | "’d") => {
                if has_condition(text, sentence.first..sentence.last) {
                    Status::Threatened
                } else {
                    Status::Planned
                }
            }
            Some("could" | "may" | "might") => {
                if conditional {
                    Status::Hypothetical
                } else {
                    Status::Considered
                }
            }
            Some("can") => Status::Considered,
            _ => Status::Planned,
        },
        // `unless China lifts`, `if China does not withdraw`: what is asked for.
        _ if conditional
            && (verb.negated || opener(text, verb.sentence, verb.main) == Some("unless")) =>
        {
            Status::Requested
        }
        _ if conditional => Status::Hypothetical,
        Form::Past | Form::Participle if verb.negated => Status::NotDone,
        Form::Present if verb.negated => Status::NotDone,
        Form::Present
            if !verb.progressive
                && !verb.perfect
                && !verb.passive
                && matches!(text.tokens[verb.main].tag, Tag::Third | Tag::Base) =>
        {
            // The present of headlines; what came before something else is done.
            if behind_another(text, verb.sentence, verb.main) {
                Status::InForce
            } else {
                Status::Announced
            }
        }
        _ => Status::InForce,
    };
    let _ = concepts;
    Stage { status, by: None }
}

fn negated_near(text: &Text<'_>, from: usize, before: usize) -> bool {
    (before.saturating_sub(3).max(from)..before).any(|index| text.tokens[index].tag == Tag::Not)
}

fn has_condition(text: &Text<'_>, range: Range) -> bool {
    range
        .clone()
        .any(|index| text.is_any(index, &["if", "unless", "should"]))
}

/// Whether a verb stands in a clause that begins with `if`, `unless`, `whether`.
pub(super) fn conditional(text: &Text<'_>, sentence: usize, token: usize) -> bool {
    opener(text, sentence, token).is_some_and(|word| matches!(word, "if" | "unless" | "whether"))
}

/// Whether a verb stands in a clause that begins with `after`, `since`, `because`, `when`.
fn behind_another(text: &Text<'_>, sentence: usize, token: usize) -> bool {
    opener(text, sentence, token)
        .is_some_and(|word| matches!(word, "after" | "since" | "because" | "once"))
}

/// The word that opens the clause of a token, where it is a subordinator.
fn opener(text: &Text<'_>, sentence: usize, token: usize) -> Option<&'static str> {
    let from = text.sentences[sentence].first;
    let mut index = token;
    while index > from {
        index -= 1;
        match text.tokens[index].tag {
            Tag::Comma
            | Tag::Semicolon
            | Tag::Colon
            | Tag::Wh
            | Tag::That
            | Tag::Past
            | Tag::Third => return None,
            Tag::Subordinator | Tag::Preposition => {
                let found = [
                    "if", "unless", "whether", "after", "since", "because", "once",
                ]
                .into_iter()
                .find(|word| text.is(index, word));
                if found.is_some() {
                    return found;
                }
                if text.tokens[index].tag == Tag::Subordinator {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

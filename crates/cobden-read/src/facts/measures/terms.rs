//! The terms of `lexicon/measures.toml`, by what they are used for.

use crate::clause::Range;
use crate::fact::{Action, Instrument, Status};
use crate::lexicon::{Concept, Lexicon};
use crate::text::Text;

/// The concepts of the data file, looked up once.
pub(super) struct Concepts {
    pub(super) instrument: Concept,
    pub(super) not: Concept,
    pub(super) act: Concept,
    pub(super) noun: Concept,
    pub(super) effect: Concept,
    pub(super) bear: Concept,
    pub(super) stage: Concept,
    pub(super) stage_noun: Concept,
    pub(super) stage_word: Concept,
    pub(super) direct: Concept,
    pub(super) goods: Concept,
    pub(super) legal: Concept,
    pub(super) answer: Concept,
    pub(super) court: Concept,
}

impl Concepts {
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        Self {
            instrument: lexicon.concept("instrument"),
            not: lexicon.concept("measure_not"),
            act: lexicon.concept("measure_act"),
            noun: lexicon.concept("measure_noun"),
            effect: lexicon.concept("measure_effect"),
            bear: lexicon.concept("measure_bear"),
            stage: lexicon.concept("measure_stage"),
            stage_noun: lexicon.concept("measure_stage_noun"),
            stage_word: lexicon.concept("measure_stage_word"),
            direct: lexicon.concept("measure_direct"),
            goods: lexicon.concept("measure_goods"),
            legal: lexicon.concept("measure_legal"),
            answer: lexicon.concept("measure_answer"),
            court: lexicon.concept("measure_court"),
        }
    }
}

/// The longest term of a concept that begins at a token, with where it ends.
pub(super) fn longest(
    text: &Text<'_>,
    concept: Concept,
    first: usize,
) -> Option<(&'static str, usize)> {
    let sentence = text.sentences[text.sentence_of(first)];
    text.hits_of(concept, first..sentence.last)
        .take_while(|hit| hit.first == first)
        .max_by_key(|hit| hit.last)
        .map(|hit| (&*text.meaning(hit).value, hit.last))
}

/// The longest term of a concept that ends at a token (exclusive), looking back a few words.
pub(super) fn ending(
    text: &Text<'_>,
    concept: Concept,
    last: usize,
    from: usize,
) -> Option<(&'static str, usize)> {
    (last.saturating_sub(4).max(from)..last).find_map(|first| {
        text.hits_of(concept, first..last)
            .find(|hit| hit.first == first && hit.last == last)
            .map(|hit| (&*text.meaning(hit).value, hit.first))
    })
}

/// Whether a term of a concept stands in a range.
pub(super) fn any(text: &Text<'_>, concept: Concept, range: Range) -> bool {
    text.hits_of(concept, range).next().is_some()
}

/// The action of a value of the data file.
pub(super) fn action(value: &str) -> Option<Action> {
    Some(match value {
        "impose" => Action::Impose,
        "raise" => Action::Raise,
        "cut" => Action::Cut,
        "remove" => Action::Remove,
        "suspend" => Action::Suspend,
        "keep" => Action::Keep,
        "extend" => Action::Extend,
        "exempt" => Action::Exempt,
        "restrict" => Action::Restrict,
        "ease" => Action::Ease,
        "license" => Action::License,
        "purchase" => Action::Purchase,
        "invest" => Action::Invest,
        "sanction" => Action::Sanction,
        "retaliate" => Action::Retaliate,
        "announce" => Action::Announce,
        "open_market" => Action::OpenMarket,
        _ => return None,
    })
}

/// The status of a value of the data file.
pub(super) fn status(value: &str) -> Option<Status> {
    Some(match value {
        "in_force" => Status::InForce,
        "announced" => Status::Announced,
        "planned" => Status::Planned,
        "threatened" => Status::Threatened,
        "requested" => Status::Requested,
        "offered" => Status::Offered,
        "promised" => Status::Promised,
        "considered" => Status::Considered,
        "expected" => Status::Expected,
        "forecast" => Status::Forecast,
        "denied" => Status::Denied,
        "reported" => Status::Reported,
        "not_done" => Status::NotDone,
        "not_fulfilled" => Status::NotFulfilled,
        "past" => Status::Past,
        _ => return None,
    })
}

/// The instrument of a term, where the words in `around` settle what the term leaves open.
pub(super) fn instrument(
    text: &Text<'_>,
    concepts: &Concepts,
    value: &str,
    around: Range,
) -> Option<Instrument> {
    let traded = |value: &str| {
        text.hits_of(concepts.goods, around.clone())
            .any(|hit| &*text.meaning(hit).value == value)
    };
    let has = |words: &[&str]| around.clone().any(|token| text.is_any(token, words));
    Some(match value {
        "tariff" => Instrument::Tariff,
        "tax" => {
            let sentence = text.sentences[text.sentence_of(around.start)];
            let spoken = (sentence.first..sentence.last).any(|token| {
                text.is_any(
                    token,
                    &[
                        "import", "imports", "goods", "products", "imported", "tariff", "tariffs",
                    ],
                )
            });
            if !spoken
                || has(&[
                    "income",
                    "corporate",
                    "property",
                    "digital",
                    "carbon",
                    "sales",
                    "wealth",
                ])
            {
                return None;
            }
            Instrument::Tariff
        }
        "tariff_exclusion" => Instrument::TariffExclusion,
        "exemption" => Instrument::Tariff,
        "export_control" => Instrument::ExportControl,
        "sanction" => Instrument::Sanction,
        "non_tariff" => Instrument::NonTariff,
        "investigation" => Instrument::Investigation,
        "probe" => {
            if !has(&[
                "anti-dumping",
                "dumping",
                "antitrust",
                "anti-monopoly",
                "subsidies",
                "subsidy",
                "trade",
                "301",
                "232",
                "imports",
                "anti-subsidy",
            ]) {
                return None;
            }
            Instrument::Investigation
        }
        "market" => Instrument::NonTariff,
        "purchase" => Instrument::Purchase,
        "port_fee" => Instrument::PortFee,
        "visa" => Instrument::Visa,
        "subsidy" => Instrument::Subsidy,
        "intellectual_property" => Instrument::IntellectualProperty,
        "restriction" => {
            if has(&["visa", "visas", "students"]) && !traded("controlled") {
                Instrument::Visa
            } else if has(&["import", "imports"]) {
                Instrument::NonTariff
            } else if has(&["export", "exports", "supplies", "shipments"]) || traded("controlled") {
                Instrument::ExportControl
            } else if traded("trade") || traded("goods") {
                Instrument::NonTariff
            } else if has(&["investment", "investments"]) {
                Instrument::Investment
            } else {
                return None;
            }
        }
        "measure" | "loose" => {
            if has(&["tariff", "tariffs", "duties", "counter-tariffs"]) {
                Instrument::Tariff
            } else {
                Instrument::Unspecified
            }
        }
        _ => return None,
    })
}

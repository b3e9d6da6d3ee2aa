//! From proposals to compact facts.

use cobden_read::layout::Outlets;
use cobden_read::{Kind, Period, Proposal, Reading};
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Fact, Facts, Marks};
use crate::days::Days;
use crate::symbols::{Symbol, Symbols};
use crate::words;

/// Code points of the evidence that are kept.
const KEPT: usize = 140;
/// Code points before the evidence that are looked through for "an additional", "up to".
const BEFORE: usize = 24;
/// Words in the runs by which quotations are found, and how many runs make a window.
const QUOTED_RUN: usize = 4;
const QUOTED_WINDOW: usize = 4;

/// A statement of a document that takes words from another outlet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reported {
    pub(crate) outlet: Symbol,
    pub(crate) statement: Symbol,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Who says something, read off a statement.
#[derive(Debug, Clone, Copy)]
struct Said {
    speaker: Symbol,
    side: Symbol,
    outlet: Symbol,
    marks: Marks,
    date: Days,
}

/// The usual name of an outlet; none if it is not listed.
pub(crate) fn usual_name(name: &str) -> Option<&'static str> {
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '('));
    Outlets::bundled()
        .named(name)
        .map(|outlet| outlet.name.as_str())
}

/// Adds the facts of a reading; returns what it takes from other outlets.
pub(crate) fn take(
    document: u32,
    reading: &Reading,
    text: &str,
    facts: &mut Facts,
    symbols: &mut Symbols,
) -> Vec<Reported> {
    let mut reported = Vec::new();
    let mut said: FxHashMap<&str, Said> = FxHashMap::default();
    for proposal in &reading.proposals {
        if proposal.kind == Kind::Statement {
            let read = speaker(proposal, symbols);
            if read.outlet.is_some() {
                reported.push(Reported {
                    outlet: read.outlet,
                    statement: symbols.intern(&proposal.id),
                    start: u32::try_from(proposal.start).unwrap_or(u32::MAX),
                    end: u32::try_from(proposal.end).unwrap_or(u32::MAX),
                });
            }
            said.insert(&proposal.id, read);
        }
    }
    let before = Before::of(text);
    for proposal in &reading.proposals {
        if proposal.dup_of.is_some() || proposal.kind == Kind::Event {
            continue;
        }
        let who = match proposal.kind {
            Kind::Statement => said.get(proposal.id.as_str()),
            _ => proposal.from.as_deref().and_then(|from| said.get(from)),
        };
        let words = around(&proposal.text, before.cut(proposal.start));
        let mut fact = Fact {
            document,
            kind: proposal.kind,
            confidence: (proposal.confidence.clamp(0.0, 1.0) * 100.0) as u8,
            marks: words,
            code: [0; 3],
            id: symbols.intern(&proposal.id),
            words: symbols.intern(kept(&proposal.text)),
            speaker: who.map_or(Symbol::NONE, |who| who.speaker),
            side: who.map_or(Symbol::NONE, |who| who.side),
            outlet: who.map_or(Symbol::NONE, |who| who.outlet),
            a: Symbol::NONE,
            b: Symbol::NONE,
            c: Symbol::NONE,
            date: period(&proposal.norm, "date"),
            value: f32::NAN,
            extra: f32::NAN,
            at: 0,
            stems: 0,
            grams: 0,
        };
        if let Some(who) = who {
            fact.marks = fact.marks | who.marks;
        }
        fact.marks.set(Marks::LAYER, proposal.layer.is_some());
        let (stems, grams) = fill(&mut fact, proposal, symbols);
        if proposal.kind == Kind::Statement && !fact.date.is_known() {
            fact.date = who.map_or(Days::NONE, |who| who.date);
        }
        facts.push(fact, &stems, &grams);
    }
    reported
}

/// The part of a proposal that depends on its kind; the stems and quoted runs.
fn fill(fact: &mut Fact, proposal: &Proposal, symbols: &mut Symbols) -> (Vec<u32>, Vec<u32>) {
    let norm = &proposal.norm;
    let mut intern = |name: &str| symbols.intern(string(norm, name));
    let mut stems = Vec::new();
    let mut grams = Vec::new();
    match proposal.kind {
        Kind::Statement => {
            let content = slot(proposal, "content");
            fact.code = [
                code::<cobden_read::fact::Mode>(norm, "mode", |mode| mode as u8),
                0,
                0,
            ];
            stems = words::stem_set(&content);
            grams = quoted(&content, string(norm, "mode"));
            fact.marks.set(Marks::QUOTED, !grams.is_empty());
        }
        Kind::Measure => {
            use cobden_read::fact::{Action, Instrument, Status};
            fact.a = intern("actor");
            fact.b = intern("target");
            fact.code = [
                code(norm, "instrument", |instrument: Instrument| {
                    instrument as u8 + 1
                }),
                code(norm, "action", |action: Action| action as u8 + 1),
                code(norm, "status", |status: Status| status as u8),
            ];
            fact.value = number(norm.get("rate"));
            fact.extra = number(norm.get("amount").and_then(|amount| amount.get("value")));
            stems = product(&slot(proposal, "product"));
            fact.marks.set(
                Marks::NAMED,
                ["actor", "target", "product"]
                    .iter()
                    .any(|name| proposal.slots.contains_key(*name)),
            );
        }
        Kind::Position => {
            fact.a = intern("holder");
            fact.b = intern("to");
            fact.code = [
                code(norm, "type", |what: cobden_read::fact::PositionType| {
                    what as u8
                }),
                0,
                0,
            ];
            stems = words::stem_set(&slot(proposal, "content"));
        }
        Kind::Meeting => {
            use cobden_read::fact::{MeetingState, MeetingType};
            fact.b = intern("initiator");
            let mut parties = strings(norm.get("parties"));
            parties.sort_unstable();
            fact.a = symbols.intern(&parties.join("+"));
            fact.c = symbols.intern(&stem_text(&slot(proposal, "place")));
            fact.code = [
                code(norm, "type", |what: MeetingType| what as u8),
                code(norm, "status", |state: MeetingState| state as u8),
                0,
            ];
            fact.marks
                .set(Marks::NAMED, proposal.slots.contains_key("parties"));
        }
        Kind::Forecast => {
            fact.a = intern("who");
            fact.c = intern("horizon");
            stems = words::stem_set(&slot(proposal, "content"));
        }
        Kind::Figure => {
            fact.b = intern("country");
            fact.c = intern("unit");
            fact.a = symbols.intern(&stem_text(&slot(proposal, "what")));
            fact.code = [
                code(norm, "dir", |way: cobden_read::fact::Direction| {
                    way as u8 + 1
                }),
                0,
                0,
            ];
            fact.value = number(norm.get("value"));
            let since = period(norm, "since");
            if since.is_known() {
                fact.extra = since.first as f32;
            }
            let over = period(norm, "period");
            if over.is_known() {
                fact.date = over;
            }
        }
        Kind::Event => {}
    }
    (stems, grams)
}

/// Who speaks in a statement.
fn speaker(proposal: &Proposal, symbols: &mut Symbols) -> Said {
    let norm = &proposal.norm;
    let name = string(norm, "speaker_norm");
    let shown = slot(proposal, "speaker");
    let mut marks = Marks::default();
    marks.set(
        Marks::DENIED,
        norm.get("denies").and_then(Value::as_bool) == Some(true),
    );
    let pronoun = ["he", "she", "they", "it", "we", "i"]
        .iter()
        .any(|word| shown.eq_ignore_ascii_case(word));
    marks.set(Marks::PRONOUN, pronoun);
    let attribution = string(norm, "attribution");
    let office = is_office(name) || is_office(&shown) || starts_with_article(&shown);
    marks.set(
        Marks::OFFICIAL,
        office || matches!(attribution, "official_statement" | "state_media"),
    );
    marks.set(
        Marks::PERSON,
        !office && matches!(attribution, "on_record" | "analyst") && name.contains(' '),
    );
    marks.set(Marks::ANONYMOUS, attribution == "anonymous");
    let outlet = strings(norm.get("chain"))
        .into_iter()
        .chain((attribution == "other_outlet").then_some(name))
        .find_map(usual_name)
        .unwrap_or("");
    Said {
        speaker: symbols.intern(name),
        side: symbols.intern(string(norm, "side")),
        outlet: symbols.intern(outlet),
        marks,
        date: period(norm, "date"),
    }
}

/// Whether a name is that of an office rather than of a person.
fn is_office(name: &str) -> bool {
    const WORDS: [&str; 22] = [
        "government",
        "ministry",
        "ministries",
        "department",
        "treasury",
        "office",
        "council",
        "commission",
        "house",
        "committee",
        "administration",
        "agency",
        "bureau",
        "customs",
        "embassy",
        "bank",
        "union",
        "association",
        "spokesperson",
        "officials",
        "chamber",
        "party",
    ];
    name.split(|c: char| !c.is_alphanumeric())
        .any(|word| WORDS.iter().any(|office| word.eq_ignore_ascii_case(office)))
}

fn starts_with_article(shown: &str) -> bool {
    shown
        .split_whitespace()
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("the"))
}

/// Fingerprints of the words between quotation marks: all of them if the statement is given word for word.
fn quoted(content: &str, mode: &str) -> Vec<u32> {
    let mut grams = Vec::new();
    let mut of = |piece: &str| {
        let words = words::words(piece, &[]);
        let hashes: Vec<u32> = words::grams(&words, QUOTED_RUN).collect();
        grams.extend(
            words::winnow(&hashes, QUOTED_WINDOW)
                .into_iter()
                .map(|at| hashes[at]),
        );
    };
    match mode {
        "direct" => of(content),
        "mixed" => {
            // Every other piece is inside the marks, if it begins outside.
            for piece in content
                .split(['\u{201c}', '\u{201d}', '"', '\u{201e}'])
                .skip(1)
                .step_by(2)
            {
                of(piece);
            }
        }
        _ => {}
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// Stems of goods, without words that hold for all of them.
fn product(words: &str) -> Vec<u32> {
    const ALL: [&str; 48] = [
        "good",
        "product",
        "import",
        "export",
        "item",
        "worth",
        "billion",
        "million",
        "trillion",
        "chines",
        "china",
        "chinas",
        "american",
        "america",
        "us",
        "u",
        "united",
        "stat",
        "european",
        "europ",
        "eu",
        "union",
        "foreign",
        "certain",
        "variou",
        "many",
        "part",
        "origin",
        "originat",
        "rang",
        "mor",
        "additional",
        "remain",
        "british",
        "japanes",
        "japan",
        "indian",
        "india",
        "canadian",
        "canada",
        "mexican",
        "mexico",
        "korean",
        "brazilian",
        "russian",
        "purchas",
        "trad",
        "due",
    ];
    let mut set = Vec::new();
    words::stems(words, |stem| {
        if !ALL.contains(&stem) && !stem.starts_with(|c: char| c.is_ascii_digit()) {
            set.push(words::low(words::hash(stem)));
        }
    });
    set.sort_unstable();
    set.dedup();
    set
}

/// Stems as a text, sorted.
fn stem_text(text: &str) -> String {
    let mut stems: Vec<String> = Vec::new();
    words::stems(text, |stem| stems.push(stem.to_owned()));
    stems.sort_unstable();
    stems.dedup();
    stems.join(" ")
}

fn string<'v>(norm: &'v Map<String, Value>, name: &str) -> &'v str {
    norm.get(name).and_then(Value::as_str).unwrap_or("")
}

fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one.as_str()],
        _ => Vec::new(),
    }
}

fn number(value: Option<&Value>) -> f32 {
    value
        .and_then(Value::as_f64)
        .map_or(f32::NAN, |value| value as f32)
}

fn period(norm: &Map<String, Value>, name: &str) -> Days {
    Days::of(Period::parse(string(norm, name)))
}

/// A word of a fixed list as its number; 0 if it is missing.
fn code<T: DeserializeOwned>(
    norm: &Map<String, Value>,
    name: &str,
    number: impl Fn(T) -> u8,
) -> u8 {
    norm.get(name)
        .and_then(|value| T::deserialize(value).ok())
        .map_or(0, number)
}

/// The words of a slot, joined.
fn slot(proposal: &Proposal, name: &str) -> String {
    let text = |value: &Value| {
        value
            .get("text")
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    match proposal.slots.get(name) {
        Some(Value::Array(list)) => list.iter().map(text).collect::<Vec<_>>().join(" "),
        Some(one) => text(one),
        None => String::new(),
    }
}

/// The first code points of the evidence.
fn kept(text: &str) -> &str {
    text.char_indices()
        .nth(KEPT)
        .map_or(text, |(end, _)| &text[..end])
}

fn around(evidence: &str, before: &str) -> Marks {
    Marks::around(before).only(&[Marks::ABOUT, Marks::BOUND, Marks::ADDED, Marks::TOTAL])
        | Marks::around(evidence)
}

/// Cuts the words before a place out of a text; places come in any order.
struct Before<'t> {
    text: &'t str,
    /// The byte of every 64th code point; empty if the text is all ASCII.
    steps: Vec<usize>,
}

impl<'t> Before<'t> {
    fn of(text: &'t str) -> Self {
        let steps = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(64).map(|(at, _)| at).collect()
        };
        Self { text, steps }
    }

    fn byte(&self, place: usize) -> usize {
        if self.steps.is_empty() {
            return place.min(self.text.len());
        }
        let Some(&from) = self.steps.get(place / 64) else {
            return self.text.len();
        };
        self.text[from..]
            .char_indices()
            .nth(place % 64)
            .map_or(self.text.len(), |(at, _)| from + at)
    }

    fn cut(&self, place: usize) -> &'t str {
        let end = self.byte(place);
        let start = self.byte(place.saturating_sub(BEFORE)).min(end);
        let cut = &self.text[start..end];
        // What stands in the sentence before does not count.
        cut.rsplit(['.', ';', '\n', '!', '?']).next().unwrap_or("")
    }
}

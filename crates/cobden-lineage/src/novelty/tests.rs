use cobden_read::{DocumentNote, Kind, Period, Proposal};
use cobden_record::Record;
use serde_json::{Value, json};

use super::*;

const RECORD: &str = r#"
[source.wire]
publisher = "A wire"
kind = "wire"
date = 2025-05-02
note = "Read from news/wire.txt, SHA-256 abababab."

[act.order]
sources = ["wire"]
reference = "Order 1"
issuer = "The President"
announced = 2025-04-08

[measure.us-20]
title = "Fentanyl duty"
sources = ["wire"]
known = 2025-03-03
actor = "USA"
target = "CHN"
instrument = "tariff"
authority = "fentanyl"
products = "all"
rate = "20%"
from = 2025-03-04

[measure.us-84]
title = "Reciprocal tariff of 84%"
sources = ["wire"]
known = 2025-04-08
actor = "USA"
target = "CHN"
instrument = "tariff"
authority = "reciprocal"
products = "all"
rate = "84%"
from = 2025-04-09

[measure.us-125]
title = "Reciprocal tariff of 125%"
sources = ["wire"]
act = "order"
actor = "USA"
target = "CHN"
instrument = "tariff"
authority = "reciprocal"
products = "all"
rate = "125%"
from = 2025-04-10
ends = ["us-84"]

[measure.us-autos]
title = "Vehicles"
sources = ["wire"]
known = 2025-03-26
actor = "USA"
target = "all"
instrument = "tariff"
authority = "s232"
products = "unlisted"
scope = "passenger vehicles and light trucks"
rate = "25%"
from = 2025-04-03

[measure.us-ships]
title = "Ships"
sources = ["wire"]
known = 2025-04-17
actor = "USA"
target = "CHN"
instrument = "tariff"
authority = "not-stated"
status = "reported"
products = "unlisted"
scope = "cranes for harbours"
rate = "34%"
from = 2025-04-17

[measure.us-chips]
title = "Semiconductors"
sources = ["wire"]
known = 2025-04-20
actor = "USA"
target = "all"
instrument = "tariff"
authority = "s232-chips"
products = "unlisted"
scope = "semiconductors"
rate = "100%"
status = "threatened"

[measure.cn-rare]
title = "Licences for rare earths"
sources = ["wire"]
known = 2025-04-04
actor = "CHN"
target = "all"
instrument = "export control"
authority = "cn-control"
products = "unlisted"
scope = "seven rare earths and magnets made of them"
from = 2025-04-04

[amendment.truce]
title = "Suspended for 90 days"
sources = ["wire"]
known = 2025-05-12
measures = ["us-125"]
effect = "suspends"
from = 2025-05-14
until = 2025-08-12

[event.st-1]
title = "Ministry of Commerce: messages from the United States are assessed"
sources = [{ source = "wire", at = "news/wire.txt, characters 10 to 60" }]
known = 2025-05-02
kind = "statement"
who = ["CHN", "Ministry of Commerce"]
on = 2025-05-02
what = "The United States has sent messages through relevant parties in the hope of talks; China is evaluating them"

[event.st-2]
sources = ["wire"]
known = 2025-05-01
kind = "statement"
who = ["USA", "Ann Porter, Secretary of Trade"]
on = 2025-05-01
what = "The harbour fees protect every shipyard worker along our coast and they stay"

[event.st-3]
sources = ["wire"]
known = 2025-05-03
kind = "statement"
who = ["JPN", "Ken Sato, Minister of Ports"]
on = 2025-05-03
what = "The port toll on every foreign hull is to rise to 34% by autumn"

[event.talk]
sources = ["wire"]
known = 2025-05-10
kind = "meeting"
who = ["USA", "CHN", "Ann Porter, Secretary of Trade", "He Lifeng, Vice Premier"]
on = 2025-05-10
where = "Geneva"
what = "First round"

[event.off]
sources = ["wire"]
known = 2025-06-01
kind = "call"
who = ["USA", "CHN"]
on = 2025-06-05
state = "cancelled"
what = "A call of the leaders"

[event.letter]
sources = ["wire"]
known = 2025-07-01
kind = "meeting"
who = ["USA", "CHN"]
on = 2025-07-01
what = "A contact"
note = "A contact, such as by messages. CHN moved first. Words: none"

[position.sincerity]
sources = [{ source = "wire", attribution = "on the record" }]
known = 2025-05-02
by = "CHN"
to = "USA"
kind = "demand"
what = "The United States shows sincerity"

[position.rollback]
sources = [{ source = "wire", attribution = "on the record" }]
known = 2025-05-02
by = "USA"
kind = "red line"
what = "No lower duties on steel before the quota talks of autumn have ended"

[forecast.cut]
sources = [{ source = "wire", attribution = "on the record" }]
known = 2025-05-02
by = "Lee Wong, economist, Harbour Bank"
what = "The United States cuts part of its duties by late June"
made = 2025-05-02
due = 2025-06-30

[indicator.pmi]
sources = ["wire"]
known = 2025-04-30
economy = "CHN"
name = "official purchasing managers' index, manufacturing"
period = "2025-04"
value = 49.0
unit = "index, 50 is no change"
direction = "down"
"#;

fn known() -> Known {
    let manifest = "[record]\ntitle = \"A test\"\nformat = 1\n";
    let texts = [("record.toml", manifest), ("entries.toml", RECORD)];
    let texts = texts.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let (record, _) =
        Record::from_texts(texts.to_vec()).unwrap_or_else(|faults| panic!("{faults}"));
    Known::of(&record)
}

/// A fact of a document of 2 May 2025.
fn fact(kind: Kind, text: &str, slots: &[(&str, &str)], norm: Value) -> Proposal {
    let words = |text: &str| json!({ "start": 0, "end": text.chars().count(), "text": text });
    let slots = slots
        .iter()
        .map(|(name, text)| ((*name).to_owned(), words(text)));
    Proposal {
        id: "one".to_owned(),
        kind,
        start: 1_000,
        end: 1_100,
        text: text.to_owned(),
        slots: slots.collect(),
        norm: norm.as_object().cloned().unwrap_or_default(),
        from: None,
        dup_of: None,
        layer: None,
        rule: "by-hand".to_owned(),
        confidence: 0.9,
    }
}

fn on(day: &str) -> DocumentNote {
    DocumentNote {
        date: Period::parse(day),
        ..DocumentNote::default()
    }
}

/// The verdict, the entries and what differs, in a line.
fn judged(day: &str, proposal: &Proposal) -> String {
    let found = known().one(&on(day), proposal, None);
    let entries: Vec<String> = found
        .entries
        .iter()
        .map(|entry| {
            let differs = entry.differs.iter();
            let differs =
                differs.map(|one| format!(" {}: {} / {}", one.field, one.document, one.record));
            entry.id.clone() + &differs.collect::<String>()
        })
        .collect();
    let verdict = serde_json::to_value(found.verdict).expect("a word");
    format!(
        "{} {}",
        verdict.as_str().unwrap_or_default(),
        entries.join(", ")
    )
}

fn tariff(text: &str, slots: &[(&str, &str)], more: Value) -> Proposal {
    let mut norm = json!({"action": "impose", "instrument": "tariff", "actor": "USA", "target": "CHN", "status": "in_force"});
    let all = norm.as_object_mut().expect("an object");
    all.extend(more.as_object().cloned().unwrap_or_default());
    fact(Kind::Measure, text, slots, norm)
}

#[test]
fn rates_are_those_of_a_layer_of_all_layers_or_of_a_step() {
    let at = |rate: f64| {
        tariff(
            "a tariff on Chinese goods",
            &[("product", "Chinese goods")],
            json!({ "rate": rate }),
        )
    };
    assert_eq!(judged("2025-05-02", &at(125.0)), "known us-125");
    assert_eq!(judged("2025-05-02", &at(145.0)), "known us-125, us-20");
    assert_eq!(judged("2025-05-02", &at(41.0)), "known us-125");
    // 84% was gone by then, 125% suspended later.
    assert_eq!(judged("2025-06-02", &at(145.0)), "new ");
    // A rate that nothing explains is new: it may be a mean or of some goods.
    assert_eq!(judged("2025-05-02", &at(131.0)), "new ");
    let autos = |product| tariff("a tariff", &[("product", product)], json!({ "rate": 25.0 }));
    assert_eq!(
        judged("2025-05-02", &autos("light trucks")),
        "known us-autos"
    );
    assert_eq!(judged("2025-05-02", &autos("steel")), "new ");
}

#[test]
fn another_rate_on_the_same_first_day_differs() {
    let when = [("when", "on 10 April")];
    let norm = |rate: f64| json!({ "rate": rate, "date": "2025-04-10" });
    let told = judged(
        "2025-05-02",
        &tariff("a tariff of 134%", &when, norm(134.0)),
    );
    assert_eq!(told, "differs us-125 rate: 134% / 125%");
    let vague = judged(
        "2025-05-02",
        &tariff("an average tariff of 134%", &when, norm(134.0)),
    );
    assert_eq!(vague, "new ");
    let cranes = |rate: f64, date: &str| {
        let slots = [("when", "on a day"), ("product", "harbour cranes")];
        let norm = json!({ "rate": rate, "date": date });
        judged(
            "2025-05-02",
            &tariff("a tariff on harbour cranes", &slots, norm),
        )
    };
    assert_eq!(
        cranes(54.0, "2025-04-17"),
        "differs us-ships rate: 54% / 34%"
    );
    assert_eq!(cranes(34.0, "2025-04-17"), "known us-ships");
    assert_eq!(cranes(54.0, "2025-04-25"), "new ");
    let step = judged("2025-05-02", &tariff("raised by 41", &when, norm(41.0)));
    assert_eq!(step, "known us-125");
}

#[test]
fn another_first_day_differs_unless_the_act_was_announced_then() {
    let on = |date: &str| {
        tariff(
            "125%",
            &[("when", "on a day")],
            json!({ "rate": 125.0, "date": date }),
        )
    };
    assert_eq!(judged("2025-05-02", &on("2025-04-10")), "known us-125");
    assert_eq!(judged("2025-05-02", &on("2025-04-08")), "known us-125");
    assert_eq!(
        judged("2025-05-02", &on("2025-04-18")),
        "differs us-125 date: 2025-04-18 / 2025-04-10"
    );
}

#[test]
fn what_is_threatened_is_not_in_force() {
    let chips = |status: &str| {
        let slots = [("product", "semiconductors")];
        tariff(
            "100% on semiconductors",
            &slots,
            json!({ "rate": 100.0, "status": status, "target": "JPN" }),
        )
    };
    assert_eq!(judged("2025-05-02", &chips("threatened")), "known us-chips");
    assert_eq!(
        judged("2025-05-02", &chips("in_force")),
        "differs us-chips status: in force / threatened"
    );
    // Not to remove what is in force contradicts nothing.
    let kept = tariff(
        "will not remove the 125%",
        &[],
        json!({ "rate": 125.0, "action": "remove", "status": "denied" }),
    );
    assert_eq!(judged("2025-05-02", &kept), "new ");
}

#[test]
fn controls_and_suspensions_need_no_rate() {
    let control = fact(
        Kind::Measure,
        "China requires licences for exports of rare earths and magnets",
        &[("product", "rare earths and magnets")],
        json!({"action": "license", "instrument": "export_control", "actor": "CHN", "target": "USA", "status": "in_force"}),
    );
    assert_eq!(judged("2025-05-02", &control), "known cn-rare");
    let truce = tariff(
        "suspended for 90 days",
        &[("when", "from Wednesday")],
        json!({"action": "suspend", "date": "2025-05-14"}),
    );
    assert_eq!(judged("2025-05-12", &truce), "known truce");
    let asked = fact(
        Kind::Measure,
        "the United States to show its sincerity",
        &[],
        json!({"action": "remove", "instrument": "tariff", "actor": "USA", "target": "CHN", "status": "requested", "requested_by": "CHN"}),
    );
    assert_eq!(judged("2025-05-02", &asked), "known sincerity");
}

fn statement(text: &str, more: Value) -> Proposal {
    let mut norm = json!({"mode": "direct", "attribution": "on_record"});
    let all = norm.as_object_mut().expect("an object");
    all.extend(more.as_object().cloned().unwrap_or_default());
    fact(Kind::Statement, text, &[("content", text)], norm)
}

#[test]
fn statements_are_known_by_speaker_day_and_stems() {
    let words = "the US recently sent messages via relevant parties, hoping to negotiate";
    let of =
        |side: &str, name: &str| statement(words, json!({ "side": side, "speaker_norm": name }));
    assert_eq!(
        judged("2025-05-02", &of("CHN", "Ministry of Commerce of China")),
        "known st-1"
    );
    assert_eq!(
        judged("2025-05-02", &of("CHN", "He Yongqian")),
        "known st-1"
    );
    assert_eq!(judged("2025-09-02", &of("CHN", "He Yongqian")), "new ");
    let rates = |rate: &str| {
        let words =
            format!("the port toll on every foreign hull will rise to {rate} by the autumn");
        judged(
            "2025-05-03",
            &statement(&words, json!({ "side": "JPN", "speaker_norm": "Ken Sato" })),
        )
    };
    assert_eq!(rates("34%"), "known st-3");
    assert_eq!(rates("54%"), "new ", "the same words about another number");
    assert_eq!(
        judged("2025-05-02", &of("USA", "Ann Porter")),
        "new ",
        "near, but not word for word"
    );
}

#[test]
fn the_same_quotation_by_another_side_differs() {
    let words = "The harbour fees protect every shipyard worker along our coast and they stay";
    let by =
        |side: &str, name: &str| statement(words, json!({ "side": side, "speaker_norm": name }));
    assert_eq!(judged("2025-05-01", &by("USA", "Ann Porter")), "known st-2");
    assert_eq!(
        judged("2025-05-01", &by("JPN", "Ken Sato")),
        "differs st-2 speaker: Ken Sato, JPN / Ann Porter, Secretary of Trade, USA"
    );
    let mut later = by("USA", "Ann Porter");
    later.norm.insert("date".to_owned(), json!("2025-05-06"));
    assert_eq!(
        judged("2025-05-07", &later),
        "new ",
        "a day worked out is no claim"
    );
    let words = json!({ "start": 0, "end": 9, "text": "on 6 May" });
    later.slots.insert("when".to_owned(), words);
    assert_eq!(
        judged("2025-05-07", &later),
        "differs st-2 date: 2025-05-06 / 2025-05-01"
    );
    later.norm.insert("date".to_owned(), json!("2025-05-01"));
    later.norm.insert("denies".to_owned(), json!(true));
    assert_eq!(
        judged("2025-05-07", &later),
        "differs st-2 status: denied / affirmed"
    );
}

#[test]
fn a_position_is_not_the_contrary_of_itself() {
    let of = |sort: &str, day: &str| {
        let text = "lower duties on steel before the quota talks of the autumn have ended";
        let norm = json!({ "type": sort, "holder": "USA" });
        judged(day, &fact(Kind::Position, text, &[("content", text)], norm))
    };
    assert_eq!(of("refusal", "2025-06-02"), "known rollback");
    assert_eq!(
        of("offer", "2025-06-02"),
        "differs rollback kind: offer / red line"
    );
    assert_eq!(of("refusal", "2025-03-02"), "new ", "before it was held");
}

#[test]
fn meetings_are_known_by_parties_day_and_place() {
    let of = |place: &str, date: &str, status: &str| {
        let slots = [("place", place), ("when", "then")];
        let norm = json!({ "type": "talks", "parties": ["Ann Porter", "He Lifeng"], "status": status, "date": date });
        judged("2025-05-20", &fact(Kind::Meeting, "they met", &slots, norm))
    };
    assert_eq!(of("Geneva", "2025-05-11", "held"), "known talk");
    assert_eq!(
        of("Geneva", "2025-05-15", "held"),
        "differs talk date: 2025-05-15 / 2025-05-10"
    );
    assert_eq!(of("London", "2025-05-10", "held"), "new ");
    let call = fact(
        Kind::Meeting,
        "they spoke",
        &[],
        json!({ "type": "call", "parties": ["USA", "CHN"], "status": "held", "date": "2025-06-05" }),
    );
    assert_eq!(
        judged("2025-06-06", &call),
        "differs off status: held / cancelled"
    );
    let contact = fact(
        Kind::Meeting,
        "they wrote",
        &[],
        json!({ "type": "contact", "parties": ["USA", "CHN"], "status": "held", "initiator": "USA", "date": "2025-07-01" }),
    );
    assert_eq!(
        judged("2025-07-02", &contact),
        "differs letter initiator: USA / CHN"
    );
}

#[test]
fn figures_are_known_by_economy_time_and_name() {
    let of = |more: Value| {
        let mut norm = json!({ "country": "CHN", "period": "2025-04" });
        let all = norm.as_object_mut().expect("an object");
        all.extend(more.as_object().cloned().unwrap_or_default());
        let slots = [(
            "what",
            "the official purchasing managers’ index for manufacturing",
        )];
        judged("2025-05-02", &fact(Kind::Figure, "the index", &slots, norm))
    };
    assert_eq!(of(json!({ "value": 49.0, "unit": "points" })), "known pmi");
    assert_eq!(of(json!({ "value": 50.2 })), "differs pmi value: 50.2 / 49");
    assert_eq!(of(json!({ "dir": "down" })), "known pmi");
    assert_eq!(
        of(json!({ "dir": "up" })),
        "differs pmi direction: up / down"
    );
    assert_eq!(of(json!({ "value": 3.0, "unit": "percent" })), "new ");
    assert_eq!(of(json!({ "country": "JPN", "value": 49.0 })), "new ");
}

#[test]
fn forecasts_are_known_by_forecaster_and_words() {
    let of = |who: &str, horizon: &str| {
        let text = "the US will cut part of its duties by late June";
        let norm = json!({ "who": who, "horizon": horizon });
        judged(
            "2025-05-03",
            &fact(Kind::Forecast, text, &[("content", text)], norm),
        )
    };
    assert_eq!(of("Lee Wong", "2025-06"), "known cut");
    assert_eq!(
        of("Lee Wong", "2025-12"),
        "differs cut due: 2025-12 / 2025-06-30"
    );
    assert_eq!(of("Max Stone", "2025-06"), "new ");
}

#[test]
fn what_was_accepted_from_the_document_is_known_whatever_it_says() {
    let mut one = fact(Kind::Event, "nothing of the kind", &[], json!({}));
    (one.start, one.end) = (10, 60);
    let mut note = on("2025-05-02");
    note.hash = "abababab".to_owned();
    let found = known().one(&note, &one, None);
    assert_eq!(found.verdict, Verdict::Known);
    let entry = &found.entries[0];
    assert_eq!((entry.id.as_str(), entry.kind), ("st-1", "event"));
    assert_eq!(entry.file.as_deref(), Some("entries.toml"));
    assert!(entry.line.is_some());
    note.hash = "cdcdcdcd".to_owned();
    assert_eq!(known().one(&note, &one, None).verdict, Verdict::New);
}

#[test]
fn an_empty_record_knows_nothing() {
    let proposal = tariff("125%", &[], json!({ "rate": 125.0 }));
    let none = Known::default().one(&on("2025-05-02"), &proposal, None);
    assert_eq!((none.verdict, none.entries.len()), (Verdict::New, 0));
    assert_eq!(
        Known::of(&Record::default()).one(&DocumentNote::default(), &proposal, None),
        none
    );
}

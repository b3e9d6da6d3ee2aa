//! Sound records with entries of all kinds.

use std::collections::BTreeMap;
use std::path::PathBuf;

use cobden_codes::HsCode;
use cobden_diagnostics::Place;
use cobden_record::*;
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

/// Numbers from which one entry is made; what they mean is left to each kind.
type Dice = (u32, u32, u32, String, Option<String>, (Date, u16));

pub(crate) fn record() -> impl Strategy<Value = Record> {
    let dice = (
        any::<u32>(),
        any::<u32>(),
        any::<u32>(),
        text(),
        of(text()),
        (day(), 1_u16..900),
    );
    vec(vec(dice, 1..4), 18).prop_map(|dice| build(&dice))
}

fn text() -> impl Strategy<Value = String> {
    "[ -~é“\n\r\t\u{0}\u{7f}\u{85}]{0,12}".prop_map(|text| format!("x{text}y"))
}

fn day() -> impl Strategy<Value = Date> {
    (2000_i16..2090, 1_i8..13, 1_i8..29)
        .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn decade(index: usize) -> Date {
    Date::constant(2000, 1, 1).saturating_add(jiff::Span::new().years(10 * index as i32))
}

fn pick<T: Copy>(all: &[T], number: u32) -> T {
    all[number as usize % all.len()]
}

fn entry<T>(prefix: &str, index: usize, dice: &Dice, known: Date, body: T) -> (String, Entry<T>) {
    let (a, b, _, words, more, _) = dice;
    let id = match a % 4 {
        0 => format!("{prefix}.{index}"),
        1 => format!("{prefix}_{index}"),
        _ => format!("{prefix}-{index}"),
    };
    let cited = 1 + (b % 3) as usize;
    let sources = (0..cited).map(|_| Citation {
        source: "base".to_owned(),
        at: more.clone(),
        attribution: Some(pick(Attribution::ALL, *b)),
    });
    let common = Common {
        title: (a.is_multiple_of(2)).then(|| words.clone()),
        sources: sources.collect(),
        known,
        confidence: pick(Confidence::ALL, *a),
        note: more.clone(),
    };
    let entry = Entry {
        id: id.clone(),
        common,
        body,
        place: Place::Nowhere,
    };
    (id, entry)
}

/// The entries of one kind, each made of its dice.
fn kind<T>(
    prefix: &str,
    dice: &[Dice],
    mut body: impl FnMut(usize, &Dice) -> T,
) -> BTreeMap<String, Entry<T>> {
    dice.iter()
        .enumerate()
        .map(|(index, dice)| entry(prefix, index, dice, dice.5.0, body(index, dice)))
        .collect()
}

fn ids<T>(entries: &BTreeMap<String, Entry<T>>) -> Vec<String> {
    entries.keys().cloned().collect()
}

fn later((day, span): (Date, u16)) -> Date {
    day.saturating_add(jiff::Span::new().days(i32::from(span)))
}

fn some(ids: &[String], number: u32) -> Vec<String> {
    let every = 1 + number as usize % 4;
    ids.iter().step_by(every).cloned().collect()
}

fn one(ids: &[String], number: u32) -> Option<String> {
    (!number.is_multiple_of(3)).then(|| ids[number as usize % ids.len()].clone())
}

fn build(dice: &[Vec<Dice>]) -> Record {
    let mut record = Record::default();
    record.manifest.title = dice[0][0].3.clone();
    record.sources = sources(&dice[0]);
    record.acts = acts(&dice[1]);
    record.nomenclatures = kind("nomenclature", &dice[2], |index, d| Nomenclature {
        // Not that of the measures, so that any code will do.
        importer: pick(&["CHN", "EU"], d.0).to_owned(),
        // Of this edition nothing is on board, so that any code will do.
        hs: 2017,
        // One after the other.
        from: (index > 0).then(|| decade(index)),
        until: (index + 1 < dice[2].len()).then(|| decade(index + 1)),
        file: (index == 0).then(|| "lists/lines.csv".to_owned()),
        lines: if index == 0 { lines() } else { Vec::new() },
    });
    record.lists = kind("list", &dice[3], list);
    let (list_ids, act_ids) = (ids(&record.lists), ids(&record.acts));
    record.conditions = kind("condition", &dice[4], |_, d| Condition {
        text: d.3.clone(),
        default: f64::from(d.0 % 1000) / 999.0,
        shares: None,
        group: d.4.clone(),
    });
    // Known before whatever uses them.
    let early = Date::constant(1999, 12, 31);
    for list in record.lists.values_mut() {
        list.common.known = early;
    }
    for condition in record.conditions.values_mut() {
        condition.common.known = early;
    }
    let condition_ids = ids(&record.conditions);
    record.measures = measures(&dice[5], &list_ids, &act_ids, &condition_ids);
    let measure_ids = ids(&record.measures);
    record.amendments = amendments(&dice[6], &record.measures, &list_ids);
    record.rules = kind("rule", &dice[7][..1], |_, d| rule(d, &act_ids));
    record.weights = kind("weights", &dice[8], |_, d| Weights {
        importer: "USA".to_owned(),
        year: 2000 + (d.0 % 30) as i16,
        file: "weights/w.csv".to_owned(),
        path: PathBuf::new(),
        nomenclature: None,
        unit: d.3.clone(),
    });
    let layers: Vec<String> = [measure_ids.clone(), vec!["authority-0".to_owned()]].concat();
    record.positions = kind("position", &dice[9], |_, d| position(d, &layers));
    let position_ids = ids(&record.positions);
    record.forecasts = kind("forecast", &dice[10], |_, d| Forecast {
        by: d.3.clone(),
        what: d.3.clone(),
        made: d.5.0,
        due: later(d.5),
        probability: (d.0.is_multiple_of(2)).then(|| f64::from(d.1 % 101) / 100.0),
        contradicts: some(&position_ids, d.2),
    });
    let forecast_ids = ids(&record.forecasts);
    record.outcomes = kind("outcome", &dice[11], |_, d| Outcome {
        forecast: forecast_ids[d.0 as usize % forecast_ids.len()].clone(),
        happened: d.1.is_multiple_of(2),
        on: d.5.0,
    });
    record.events = kind("event", &dice[12], |_, d| Event {
        kind: pick(EventKind::ALL, d.0),
        who: vec!["USA".to_owned(), d.3.clone()],
        from: d.5.0,
        until: (d.1.is_multiple_of(2)).then(|| later(d.5)),
        place: d.4.clone(),
        state: pick(EventState::ALL, d.2),
        what: d.4.clone(),
        about: some(&layers, d.0),
        meets: some(&position_ids, d.1),
        withdraws: some(&position_ids, d.2),
        contradicts: some(&forecast_ids, d.0),
    });
    record.indicators = kind("indicator", &dice[13], |_, d| Indicator {
        economy: pick(&["USA", "CHN", "EU"], d.0).to_owned(),
        name: d.3.clone(),
        on: d.5.0,
        period: d.4.clone(),
        value: (d.1.is_multiple_of(2)).then(|| f64::from(d.2) / 7.0 - 1e8),
        unit: (d.1.is_multiple_of(2)).then(|| d.3.clone()),
        direction: (d.2.is_multiple_of(2)).then(|| pick(Direction::ALL, d.0)),
        what: d.4.clone(),
    });
    record.rounds = kind("round", &dice[15], |_, d| Round {
        parties: [
            pick(&["USA", "EU"], d.0).to_owned(),
            pick(&["CHN", "CAN"], d.1).to_owned(),
        ],
        from: d.5.0,
    });
    record.products = kind("product", &dice[16], |_, d| product(d));
    for product in record.products.values_mut() {
        product.common.known = early;
    }
    record.limits = limits(&dice[17], &record);
    record.asserts = kind("assert", &dice[14], |_, d| Assert {
        claims: claims(d, &measure_ids, &condition_ids),
    });
    record
}

fn sources(dice: &[Dice]) -> Entries<Source> {
    let body = |d: &Dice| Source {
        publisher: d.3.clone(),
        kind: pick(SourceKind::ALL, d.0),
        date: d.5.0,
        url: d.4.clone(),
        language: d.4.clone(),
        translated: d.1.is_multiple_of(2),
        attribution: (d.2.is_multiple_of(2)).then(|| pick(Attribution::ALL, d.1)),
        repeats: Vec::new(),
    };
    let mut sources = kind("source", dice, |_, d| body(d));
    let (_, mut base) = entry("source", 99, &dice[0], dice[0].5.0, body(&dice[0]));
    base.id = "base".to_owned();
    sources.insert("base".to_owned(), base);
    for source in sources.values_mut() {
        source.common.sources.clear();
        source.common.known = source.body.date;
    }
    for (index, d) in dice.iter().enumerate() {
        let repeats = ["base".to_owned(), format!("The {}", d.3)];
        let id = sources.keys().nth(index).cloned();
        let source = id.and_then(|id| sources.get_mut(&id));
        if let Some(source) = source.filter(|source| source.id != "base") {
            source.body.repeats = repeats[..d.0 as usize % 3].to_vec();
        }
    }
    sources
}

fn acts(dice: &[Dice]) -> Entries<Act> {
    kind("act", dice, |_, d| Act {
        reference: d.3.clone(),
        issuer: d.3.clone(),
        announced: (d.0.is_multiple_of(2)).then_some(d.5.0),
        signed: (d.1.is_multiple_of(2)).then_some(d.5.0),
        published: (d.0 % 2 == 1).then(|| later(d.5)),
    })
}

fn lines() -> Vec<HsCode> {
    let codes = ["8517110000", "8517130000", "8517140050"];
    codes.map(|code| HsCode::parse(code).unwrap()).to_vec()
}

/// Lists with even numbers are in files, with a rate in every row.
fn list(index: usize, d: &Dice) -> List {
    let in_file = index.is_multiple_of(2);
    let mut rows: Vec<Row> = (0..1 + d.0 % 5)
        .map(|at| {
            let code = format!("{:02}{:02}{:02}", 1 + (d.1 + at) % 70, at, d.2 % 90);
            let code = &code[..pick(&[2, 4, 6], d.2 + at)];
            Row {
                code: HsCode::parse(code).unwrap(),
                rate: in_file.then(|| rate(d.0 / 3 + at, None)),
                share: (in_file && d.2.is_multiple_of(2)).then(|| f64::from(d.1 % 90) / 97.0),
                exporter: (in_file && d.1.is_multiple_of(2)).then(|| "CHN".to_owned()),
                // A cell of a table stands on one line.
                label: d
                    .4
                    .clone()
                    .filter(|_| in_file)
                    .map(|label| label.replace(['\n', '\r'], " ")),
            }
        })
        .collect();
    rows.sort_by_key(|row| row.code);
    rows.dedup_by_key(|row| row.code);
    List {
        file: in_file.then(|| format!("lists/{index}.csv")),
        nomenclature: None,
        rows,
    }
}

fn rate(number: u32, condition: Option<&String>) -> Expression {
    let percent = Expression::Percent(f64::from(number % 4000) / 40.0);
    let specific = Expression::Specific {
        amount: f64::from(number % 977) / 1000.0,
        currency: "USD".to_owned(),
        unit: "kg".to_owned(),
    };
    match (number % 5, condition) {
        (0, Some(condition)) => {
            Expression::Product(vec![Expression::Share(condition.clone()), percent])
        }
        (1, _) => Expression::Max(vec![
            Expression::Percent(0.0),
            Expression::Difference(Box::new(percent), Box::new(Expression::Base)),
        ]),
        (2, _) => Expression::Valued(
            Box::new(Expression::Sum(vec![specific, percent])),
            f64::from(number % 100) / 8.0,
        ),
        (3, _) => specific,
        _ => percent,
    }
}

/// Each measure has an authority of its own, and only stands before later ones: no overlap, no circle.
fn measures(
    dice: &[Dice],
    lists: &[String],
    acts: &[String],
    conditions: &[String],
) -> Entries<Measure> {
    let name = |index: usize| format!("authority-{index}");
    let count = dice.len();
    let mut measures = kind("measure", dice, |index, d| {
        let before: Vec<String> = (0..index).map(name).collect();
        let after: Vec<String> = (index + 1..count).map(name).collect();
        let instrument = match pick(Instrument::ALL, d.0 / 5) {
            // There is nothing else that it could exempt.
            Instrument::Exemption if count == 1 => Instrument::Tariff,
            instrument => instrument,
        };
        let exemption = instrument == Instrument::Exemption;
        let products = products(d, lists);
        let listed = !exemption && d.1.is_multiple_of(3) && products == in_list(0, lists);
        let from = d.5.0;
        let until = (d.2.is_multiple_of(2)).then(|| later(d.5));
        let steps = match (d.1 % 4, until) {
            (0, None) => vec![(None, d.0), (Some(later(d.5)), d.1)],
            (1, None) => vec![(Some(from), d.0), (Some(later(d.5)), d.1)],
            _ => vec![(None, d.0)],
        };
        let steps = steps.into_iter().map(|(from, number)| Step {
            from,
            rate: rate(number, Some(&conditions[0])),
        });
        Measure {
            actor: "USA".to_owned(),
            target: target(d),
            act: one(acts, d.2),
            instrument,
            authority: name(index),
            family: d.4.clone(),
            scope: (products == Products::Unlisted).then(|| d.3.clone()),
            products,
            nomenclature: None,
            rate: (!exemption).then(|| match listed {
                true => Rates::Listed,
                false => Rates::Steps(steps.collect()),
            }),
            from: Some(from),
            until,
            status: pick(Status::ALL, d.1),
            replaces: some(&after, d.0),
            excluded_by: match instrument {
                Instrument::OrdinaryDuty => Vec::new(),
                _ => some(&before, d.1),
            },
            exempts: if exemption {
                vec![name((index + 1) % count)]
            } else {
                Vec::new()
            },
            ends: some(&after, d.2),
            when: some(conditions, d.0),
            unless: {
                let (when, mut unless) = (some(conditions, d.0), some(conditions, d.1));
                unless.retain(|name| !when.contains(name));
                unless
            },
            in_transit: (d.0.is_multiple_of(3)).then_some(InTransit {
                exported_before: from,
                entered_before: later(d.5),
            }),
            lines: (d.1.is_multiple_of(2)).then_some(1 + d.0 % 9000),
            trade: d.4.clone(),
        }
    });
    // A family that two measures share would make relations of one go both ways.
    for (index, measure) in measures.values_mut().enumerate() {
        let family = measure.body.family.take();
        measure.body.family = family.map(|family| format!("{family}{index}"));
    }
    measures
}

fn in_list(at: usize, lists: &[String]) -> Products {
    let id = lists.iter().find(|id| id.ends_with(&at.to_string()));
    Products::Chosen {
        include: id.into_iter().cloned().map(Item::List).collect(),
        exclude: Vec::new(),
    }
}

fn products(d: &Dice, lists: &[String]) -> Products {
    let code = |text: &str| Item::Code(HsCode::parse(text).unwrap());
    match d.1 % 6 {
        0 => Products::All,
        1 => Products::Unlisted,
        2 => Products::Chosen {
            include: vec![Item::All],
            exclude: vec![code("8517.13"), Item::List(lists[0].clone())],
        },
        3 => in_list(0, lists),
        _ => Products::Chosen {
            include: vec![code("85"), Item::List(lists[lists.len() - 1].clone())],
            exclude: Vec::new(),
        },
    }
}

fn target(d: &Dice) -> Target {
    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    Target {
        include: match d.2 % 3 {
            0 => Economies::All,
            1 => Economies::Named(codes(&["CHN"])),
            _ => Economies::Named(codes(&["EU", "CHN", "USMCA"])),
        },
        except: if d.0.is_multiple_of(2) {
            codes(&["MEX"])
        } else {
            Vec::new()
        },
    }
}

fn amendments(dice: &[Dice], measures: &Entries<Measure>, lists: &[String]) -> Entries<Amendment> {
    let all = ids(measures);
    // After all measures are known.
    let known = Date::constant(2095, 1, 1);
    let mut amendments = kind("amendment", dice, |_, d| {
        let from = d.5.0;
        let name = &all[d.1 as usize % all.len()];
        let exemption = measures[name].body.instrument == Instrument::Exemption;
        let effect = match d.0 % 4 {
            0 => Effect::Suspends {
                from,
                until: (d.1.is_multiple_of(2)).then(|| later(d.5)),
                products: (d.2.is_multiple_of(2))
                    .then(|| products(d, lists))
                    .filter(|products| *products != Products::Unlisted),
                target: (d.1.is_multiple_of(3)).then(|| target(d)),
            },
            1 => Effect::Ends { from },
            2 => Effect::StrikesDown { from },
            _ => Effect::Corrects(Correction {
                // A rate without steps fits any days.
                from: (d.2.is_multiple_of(2)).then_some(from),
                until: (d.2.is_multiple_of(2)).then(|| later(d.5)),
                rate: (!exemption).then(|| {
                    let rate = rate(d.1, None);
                    Rates::Steps(vec![Step { from: None, rate }])
                }),
                status: (exemption || d.2.is_multiple_of(3)).then(|| pick(Status::ALL, d.0)),
            }),
        };
        Amendment {
            act: None,
            measures: vec![name.clone()],
            effect,
        }
    });
    let first = &dice[0];
    let effects = [
        Effect::Suspends {
            from: Date::constant(2000, 1, 1),
            until: None,
            products: None,
            target: None,
        },
        Effect::Resumes { from: first.5.0 },
        Effect::Extends {
            until: Date::constant(2099, 1, 1),
        },
    ];
    for (index, effect) in effects.into_iter().enumerate() {
        let body = Amendment {
            act: None,
            measures: vec![all[0].clone()],
            effect,
        };
        let (id, entry) = entry("then", index, first, known, body);
        amendments.insert(id, entry);
    }
    for amendment in amendments.values_mut() {
        amendment.common.known = known;
    }
    amendments
}

fn rule(d: &Dice, acts: &[String]) -> Rule {
    let relation = pick(Relation::ALL, d.0);
    let modelled = d.1.is_multiple_of(2);
    let authority = |name: &str| vec![name.to_owned()];
    Rule {
        act: one(acts, d.2),
        layers: authority("authority-0"),
        relation,
        others: match relation {
            Relation::Adds => authority("all"),
            Relation::HighestOf => Vec::new(),
            _ => authority("authority-0"),
        },
        from: (d.1.is_multiple_of(3)).then_some(d.5.0),
        until: (d.2.is_multiple_of(3)).then(|| later(d.5)),
        modelled,
        reason: (!modelled).then(|| d.3.clone()),
        trade: d.4.clone(),
    }
}

fn product(d: &Dice) -> Product {
    let share = |number: u32| f64::from(number % 10_001) / 100.0 / 100.0;
    Product {
        products: vec![
            HsCode::parse("850511").unwrap(),
            HsCode::parse("8517130000").unwrap(),
        ],
        division: 27,
        shares: vec![
            SalesShare {
                exporter: "CHN".to_owned(),
                importer: (d.0.is_multiple_of(2)).then(|| "EU".to_owned()),
                share: share(d.1),
            },
            SalesShare {
                exporter: "all".to_owned(),
                importer: None,
                share: share(d.2),
            },
        ],
        substitution: f64::from(d.0 % 90) / 7.0,
        trade_elasticity: f64::from(1 + d.1 % 90) / 7.0,
    }
}

/// Known after their measures, which alone can be limited.
fn limits(dice: &[Dice], record: &Record) -> Entries<Limit> {
    let limiting = |measure: &&Entry<Measure>| {
        let instrument = measure.body.instrument;
        matches!(instrument, Instrument::ExportControl | Instrument::Quota)
    };
    let Some(measure) = record.measures.values().find(limiting) else {
        return BTreeMap::new();
    };
    let product = ids(&record.products).remove(0);
    let mut limits = kind("limit", dice, |_, d| Limit {
        measure: measure.id.clone(),
        product: product.clone(),
        importers: match d.0 % 2 {
            0 => Economies::All,
            _ => Economies::Named(vec!["EU".to_owned(), "USA".to_owned()]),
        },
        volume: f64::from(d.1 % 10_001) / 100.0 / 100.0,
        from: d.5.0,
        until: (d.2.is_multiple_of(2)).then(|| later(d.5)),
        rent: pick(Rent::ALL, d.2),
    });
    for limit in limits.values_mut() {
        limit.common.known = Date::constant(2095, 1, 1);
    }
    limits
}

fn position(d: &Dice, layers: &[String]) -> Position {
    Position {
        by: "CHN".to_owned(),
        to: d.4.clone(),
        kind: pick(PositionKind::ALL, d.0),
        what: d.3.clone(),
        before: d.4.clone(),
        about: some(layers, d.1),
        from: (d.1.is_multiple_of(2)).then_some(d.5.0),
        until: (d.2.is_multiple_of(2)).then(|| later(d.5)),
        contradicts: Vec::new(),
        met_when: (!d.2.is_multiple_of(3)).then(|| MetWhen {
            ended: some(layers, d.0),
            in_force: if d.0.is_multiple_of(2) {
                some(layers, d.1)
            } else {
                Vec::new()
            },
        }),
    }
}

fn claims(d: &Dice, measures: &[String], conditions: &[String]) -> Vec<Claim> {
    let (day, measure) = (d.5.0, &measures[0]);
    let percent = f64::from(d.0 % 4000) / 20.0;
    let condition = &conditions[0];
    let texts = [
        format!("{day} USA<-CHN 8517.13 total = {percent}%"),
        format!("{day} USA<-CHN 85 layer {measure} = {percent}% known {day}"),
        format!("{day} CHN<-USA 1201.90.10 additional = {percent}% assume {condition}=0.25"),
    ];
    let texts = texts.iter().take(1 + (d.1 % 3) as usize);
    texts.map(|text| Claim::parse(text).unwrap()).collect()
}

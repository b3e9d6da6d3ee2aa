//! What it costs, and what would ease it.

use super::{beside_table, billions, change, column, level, nothing, table};
use crate::brief::Brief;
use crate::chart::{Bars, Quantity, Range, Ranges, bars, ranges};
use crate::costs::{LimitRun, Ranged, Scenario};
use crate::page::{Block, Line, Section};
use crate::words::{self, dated};

/// Economies shown in the chart of diverted trade.
const GAINERS: usize = 10;

pub(super) fn costs(brief: &Brief) -> Section {
    let costs = &brief.costs;
    let mut blocks = Vec::new();
    let year = costs.world_year.map(|year| year.to_string());
    let world = match year.filter(|year| !costs.world.contains(year)) {
        Some(year) => format!("the world {} of {year}", costs.world),
        None => format!("the world {}", costs.world),
    };
    blocks.push(Block::Paragraph(Line::of(format!(
        "General equilibrium with input-output links on {world}: all duties and limits in force on {}, compared with those of {}. Values are in {} of the base year.",
        dated(&brief.on),
        dated(&brief.before),
        costs.unit.replace("million", "billion"),
    ))));
    if let Some(now) = costs.scenario("in-force") {
        blocks.push(effects(brief, now));
        blocks.push(trade(now));
    }
    blocks.extend(limits(brief));
    blocks.extend(diverted(brief));
    for party in &brief.parties {
        blocks.extend(sectors(brief, &party.code, &party.name));
    }
    Section {
        id: "costs".to_owned(),
        title: "What it costs".to_owned(),
        blocks,
    }
}

fn effects(brief: &Brief, scenario: &Scenario) -> Block {
    let rows = scenario.effects.iter().map(|effect| {
        vec![
            Line::of(brief.name(&effect.economy)),
            change(&effect.real_income.central, 2),
            spread(&effect.real_income, 2),
            change_of(&effect.real_income_value),
            change(&effect.prices.central, 2),
            billions(&effect.revenue),
            change_of(&effect.revenue_change),
        ]
    });
    table(
        "Effect of what is in force",
        vec![
            column("", None, false),
            column("Real income", Some("%"), true),
            column("over elasticities", Some("%"), true),
            column("Real income", Some("bn"), true),
            column("Prices", Some("%"), true),
            column("Duty revenue", Some("bn"), true),
            column("change", Some("bn"), true),
        ],
        rows.collect(),
    )
}

/// Billions with a sign.
fn change_of(figure: &crate::figure::Figure) -> Line {
    change(figure, 1)
}

fn spread(ranged: &Ranged, places: usize) -> Line {
    Line::default()
        .figure(&ranged.low.id, words::change(ranged.low.value, places))
        .and(" to ")
        .figure(&ranged.high.id, words::change(ranged.high.value, places))
}

fn trade(scenario: &Scenario) -> Block {
    let rows = scenario.trade.iter().map(|one| {
        vec![
            Line::of(format!(
                "{} from {}",
                words::name(&one.importer),
                words::name(&one.exporter)
            )),
            billions(&one.value),
            billions(&one.value_new),
            change(&one.change.central, 1),
            spread(&one.change, 1),
        ]
    });
    table(
        "Trade between the two",
        vec![
            column("Imports", None, false),
            column("before", Some("bn"), true),
            column("now", Some("bn"), true),
            column("change", Some("%"), true),
            column("over elasticities", Some("%"), true),
        ],
        rows.collect(),
    )
}

/// Limits shown.
const LIMITS: usize = 6;

fn limits(brief: &Brief) -> Vec<Block> {
    let run = brief.costs.run("in-force/own");
    let mut limits: Vec<&LimitRun> = run.iter().flat_map(|run| &run.limits).collect();
    if limits.is_empty() {
        return Vec::new();
    }
    let is_party = |code: &str| brief.parties.iter().any(|party| party.code == code);
    limits.sort_by(|a, b| {
        let of_the_two = |one: &LimitRun| is_party(&one.importer) && is_party(&one.exporter);
        of_the_two(b)
            .cmp(&of_the_two(a))
            .then(b.value.total_cmp(&a.value))
    });
    let shown = brief.costs.limits.iter();
    let figure = |limit: &LimitRun| {
        let mut same = shown.clone().filter(|one| {
            one.importer == limit.importer
                && one.exporter == limit.exporter
                && one.product == limit.sector
        });
        same.next()
    };
    let rows = limits.iter().take(LIMITS).map(|limit| {
        let figures = figure(limit);
        vec![
            Line::of(format!(
                "{} from {}",
                words::name(&limit.importer),
                words::name(&limit.exporter)
            )),
            Line::of(&limit.sector),
            figures.map_or_else(Line::default, |one| level(&one.allowed)),
            figures.map_or_else(Line::default, |one| level(&one.wedge)),
            figures.map_or_else(Line::default, |one| billions(&one.rent)),
        ]
    });
    let mut blocks = vec![table(
        "Export controls as limits on quantities, and what a licence is worth",
        vec![
            column("Flow", None, false),
            column("Product", None, false),
            column("Allowed", Some("% of volume"), true),
            column("Worth as a duty", Some("%"), true),
            column("Rent", Some("bn"), true),
        ],
        rows.collect(),
    )];
    if limits.len() > LIMITS {
        let more = format!("{} more buyers are in the JSON.", limits.len() - LIMITS);
        blocks.push(nothing(&more));
    }
    blocks
}

fn diverted(brief: &Brief) -> Vec<Block> {
    let gains = &brief.costs.diverted;
    let sum = |one: &crate::costs::Diverted| one.to_first.value + one.to_second.value;
    if gains.iter().all(|one| sum(one).abs() < 0.05) {
        return vec![nothing("No trade is diverted to others.")];
    }
    let [first, second] = &brief.parties[..] else {
        return Vec::new();
    };
    let shown = || gains.iter().take(GAINERS);
    let chart = bars(&Bars {
        id: "diverted-trade".to_owned(),
        title: "Who sells more to the two, by their duties on each other alone".to_owned(),
        quantity: Quantity {
            name: "change of sales".to_owned(),
            unit: "bn".to_owned(),
            decimals: 1,
            signed: true,
        },
        category: "Economy".to_owned(),
        series: vec![
            format!("to {}", words::the(&first.code)),
            format!("to {}", words::the(&second.code)),
        ],
        rows: shown()
            .map(|one| {
                (
                    words::name(&one.economy),
                    vec![one.to_first.value, one.to_second.value],
                )
            })
            .collect(),
    });
    let rows = shown().map(|one| {
        vec![
            Line::of(words::name(&one.economy)),
            change(&one.to_first, 1),
            change(&one.to_second, 1),
            change(&one.real_income, 2),
        ]
    });
    let figures = table(
        "Diverted trade by gaining economy",
        vec![
            column("Economy", None, false),
            column(
                format!("Sales to {}", words::the(&first.code)),
                Some("bn"),
                true,
            ),
            column(
                format!("Sales to {}", words::the(&second.code)),
                Some("bn"),
                true,
            ),
            column("Real income", Some("%"), true),
        ],
        rows.collect(),
    );
    vec![beside_table(chart), figures]
}

fn sectors(brief: &Brief, party: &str, name: &str) -> Option<Block> {
    let own: Vec<_> = brief
        .costs
        .sectors
        .iter()
        .filter(|one| one.economy == party)
        .collect();
    if own.iter().all(|one| one.output.value.abs() < 0.005) {
        return None;
    }
    let rows = own.iter().map(|one| {
        vec![
            Line::of(&one.name),
            change(&one.output, 2),
            change(&one.employment, 2),
            change(&one.prices, 2),
        ]
    });
    Some(table(
        format!(
            "Sectors of {} that change most in value",
            if name == words::name(party) {
                words::the(party)
            } else {
                name.to_owned()
            }
        ),
        vec![
            column("Sector", None, false),
            column("Output", Some("%"), true),
            column("Employment", Some("%"), true),
            column("Prices", Some("%"), true),
        ],
        rows.collect(),
    ))
}

pub(super) fn scenarios(brief: &Brief) -> Section {
    let costs = &brief.costs;
    let mut blocks = Vec::new();
    let [first, second] = &brief.parties[..] else {
        return Section::default();
    };
    let rows = costs.scenarios.iter().map(|one| {
        let mut row = vec![Line::of(&one.name)];
        for effect in &one.effects {
            row.push(change(&effect.real_income.central, 2));
            row.push(change(&effect.against_today.central, 2));
            row.push(billions(&effect.revenue));
        }
        for flow in &one.trade {
            row.push(change(&flow.change.central, 0));
        }
        row
    });
    let of = |what: &str, code: &str| format!("{code} {what}");
    let mut columns = vec![column("Scenario", None, false)];
    for party in [first, second] {
        columns.push(column(of("real income", &party.code), Some("%"), true));
        columns.push(column("against today", Some("%"), true));
        columns.push(column(of("duty revenue", &party.code), Some("bn"), true));
    }
    for (importer, exporter) in [(first, second), (second, first)] {
        columns.push(column(
            format!("{} from {}", importer.code, exporter.code),
            Some("%"),
            true,
        ));
    }
    blocks.push(table(
        format!("Scenarios, compared with {}", dated(&brief.before)),
        columns,
        rows.collect(),
    ));
    blocks.extend(chart(brief));
    let items = costs.scenarios.iter().map(|one| {
        Line::default()
            .strong(format!("{}: ", one.name))
            .and(one.what.clone())
    });
    blocks.push(Block::List(items.collect()));
    let (used, failed): (Vec<_>, Vec<_>) = costs
        .elasticities
        .iter()
        .partition(|set| set.fault.is_none());
    let labels: Vec<String> = used.iter().map(|set| set.label.clone()).collect();
    let mut note = format!(
        "Figures are for the world's own trade elasticities; ranges are over {}.",
        words::listed(&labels)
    );
    for set in failed {
        note += &format!(
            " {} gave no equilibrium: {}.",
            set.label,
            set.fault.as_deref().unwrap_or_default()
        );
    }
    blocks.push(Block::Note(Line::of(note)));
    Section {
        id: "scenarios".to_owned(),
        title: "What would ease it, and what would not".to_owned(),
        blocks,
    }
}

fn chart(brief: &Brief) -> Option<Block> {
    let ranged = brief.costs.scenarios.iter().flat_map(|one| {
        one.effects.iter().map(|effect| Range {
            group: one.name.clone(),
            name: brief.name(&effect.economy),
            central: effect.real_income.central.value,
            low: effect.real_income.low.value,
            high: effect.real_income.high.value,
        })
    });
    let ranged: Vec<Range> = ranged.collect();
    (!ranged.is_empty()).then(|| {
        beside_table(ranges(&Ranges {
            id: "real-income-by-scenario".to_owned(),
            title: format!(
                "Real income by scenario, compared with {}",
                dated(&brief.before)
            ),
            quantity: Quantity {
                name: "real income".to_owned(),
                unit: "%".to_owned(),
                decimals: 2,
                signed: true,
            },
            groups: "Scenario".to_owned(),
            names: "Economy".to_owned(),
            over: "elasticities".to_owned(),
            ranges: ranged,
        }))
    })
}

//! What it costs, and what would ease it.

use super::{beside_table, billions, change, column, level, nothing, table};
use crate::brief::Brief;
use crate::chart::{Bars, Quantity, Range, Ranges, bars, ranges};
use crate::costs::{LimitEffect, OWN, Ranged, Scenario};
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
        "General equilibrium with input-output links on {world}: all duties and limits on file in force on {}, towards everybody, compared with those of {}; answers of third countries are not on file. Values are in {}, at the size of the world's year; prices are relative to world value added.",
        dated(&brief.on),
        dated(&brief.before),
        unit(brief),
    ))));
    if let Some(now) = costs.scenario("in-force") {
        blocks.push(effects(brief, now));
        blocks.extend(trade(brief, now));
    }
    blocks.extend(limits(brief));
    blocks.extend(diverted(brief));
    for party in &brief.parties {
        blocks.extend(sectors(brief, &party.code));
    }
    Section {
        id: "costs".to_owned(),
        title: "What it costs".to_owned(),
        blocks,
    }
}

/// Billions of what.
fn unit(brief: &Brief) -> String {
    let unit = &brief.costs.unit;
    format!("bn {}", unit.rsplit(' ').next().unwrap_or(unit))
}

/// What figures of the model are to be read as.
fn at_size(brief: &Brief) -> String {
    brief.costs.world_year.map_or_else(
        || "model".to_owned(),
        |year| format!("model, at the size of {year}"),
    )
}

fn effects(brief: &Brief, scenario: &Scenario) -> Block {
    let rows = scenario.effects.iter().map(|effect| {
        vec![
            Line::of(words::the_capital(&effect.economy)),
            change(&effect.real_income.central, 2),
            spread(&effect.real_income, 2),
            change_of(&effect.real_income_value),
            change(&effect.prices.central, 2),
            billions(&effect.revenue),
            change_of(&effect.revenue_change),
        ]
    });
    table(
        format!("Effect of what is in force ({})", at_size(brief)),
        vec![
            column("", None, false),
            column("Real income", Some("%"), true),
            column("over elasticities", Some("%"), true),
            column("Real income", Some(&unit(brief)), true),
            column("Prices", Some("%"), true),
            column("Duty revenue", Some(&unit(brief)), true),
            column("change", Some(&unit(brief)), true),
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

fn trade(brief: &Brief, scenario: &Scenario) -> Option<Block> {
    if scenario.trade.is_empty() {
        return None;
    }
    let rows = scenario.trade.iter().map(|one| {
        vec![
            Line::of(format!(
                "{} from {}",
                words::the_capital(&one.importer),
                words::the(&one.exporter)
            )),
            billions(&one.value),
            billions(&one.value_new),
            change(&one.change.central, 1),
            spread(&one.change, 1),
        ]
    });
    Some(table(
        format!("Trade in goods between the two ({})", at_size(brief)),
        vec![
            column("Imports", None, false),
            column("before (model)", Some(&unit(brief)), true),
            column("now (model)", Some(&unit(brief)), true),
            column("change", Some("%"), true),
            column("over elasticities", Some("%"), true),
        ],
        rows.collect(),
    ))
}

/// Limits shown.
const LIMITS: usize = 6;

fn limits(brief: &Brief) -> Vec<Block> {
    let all = &brief.costs.limits;
    if all.is_empty() {
        return Vec::new();
    }
    let limits: Vec<&LimitEffect> = all.iter().filter(|limit| limit.binding).collect();
    if limits.is_empty() {
        return vec![nothing("No limit on file holds trade back.")];
    }
    let rows = limits.iter().take(LIMITS).map(|limit| {
        vec![
            Line::of(format!(
                "{} from {}",
                words::the_capital(&limit.importer),
                words::the(&limit.exporter)
            )),
            Line::of(&limit.name),
            level(&limit.allowed),
            limit
                .wedge
                .as_ref()
                .map_or_else(|| Line::of("no trade"), level),
            billions(&limit.rent),
            Line::of(&limit.confidence),
        ]
    });
    let mut blocks = vec![table(
        format!(
            "Export controls as limits on quantities, and what a licence is worth ({})",
            at_size(brief)
        ),
        vec![
            column("Flow", None, false),
            column("Product", None, false),
            column("Allowed", Some("% of volume"), true),
            column("Worth as a duty", Some("%"), true),
            column("Rent", Some(&unit(brief)), true),
            column("Estimate", None, false),
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
    if gains.iter().all(|one| one.net.value.abs() < 0.05) {
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
            unit: unit(brief),
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
            change(&one.net, 1),
            change(&one.real_income, 2),
        ]
    });
    let figures = table(
        format!("Diverted trade by gaining economy ({})", at_size(brief)),
        vec![
            column("Economy", None, false),
            column(
                format!("Sales to {}", words::the(&first.code)),
                Some(&unit(brief)),
                true,
            ),
            column(
                format!("Sales to {}", words::the(&second.code)),
                Some(&unit(brief)),
                true,
            ),
            column("Net", Some(&unit(brief)), true),
            column("Real income", Some("%"), true),
        ],
        rows.collect(),
    );
    vec![beside_table(chart), figures]
}

fn sectors(brief: &Brief, party: &str) -> Option<Block> {
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
            change(&one.output_value, 1),
            change(&one.employment, 2),
            change(&one.prices, 2),
        ]
    });
    Some(table(
        format!(
            "Sectors of {} that change most in value ({})",
            words::the(party),
            at_size(brief)
        ),
        vec![
            column("Sector", None, false),
            column("Output", Some("%"), true),
            column("Output", Some(&unit(brief)), true),
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
    let pairs = [(first, second), (second, first)];
    let rows = costs.scenarios.iter().map(|one| {
        let mut row = vec![Line::of(&one.name)];
        for effect in &one.effects {
            row.push(change(&effect.real_income.central, 2));
            row.push(change(&effect.against_today.central, 2));
            row.push(billions(&effect.revenue));
        }
        for (importer, exporter) in pairs {
            let mut flows = one.trade.iter();
            let flow =
                flows.find(|flow| flow.importer == importer.code && flow.exporter == exporter.code);
            row.push(flow.map_or_else(|| Line::of("–"), |flow| change(&flow.change.central, 0)));
        }
        row
    });
    let of = |what: &str, code: &str| format!("{code} {what}");
    let mut columns = vec![column("Scenario", None, false)];
    for party in [first, second] {
        columns.push(column(of("real income", &party.code), Some("%"), true));
        columns.push(column("against today", Some("%"), true));
        columns.push(column(
            of("duty revenue", &party.code),
            Some(&unit(brief)),
            true,
        ));
    }
    for (importer, exporter) in pairs {
        columns.push(column(
            format!("imports {} from {}", importer.code, exporter.code),
            Some("%"),
            true,
        ));
    }
    blocks.push(table(
        format!(
            "Scenarios, compared with {} ({})",
            dated(&brief.before),
            at_size(brief)
        ),
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
        .filter(|set| set.name != OWN)
        .partition(|set| set.fault.is_none());
    let labels: Vec<String> = used.iter().map(|set| set.label.clone()).collect();
    let mut note = format!(
        "Figures are for the world's own trade elasticities; ranges are over those of {}. The first are one more estimate and may lie outside the range.",
        words::listed(&labels)
    );
    for set in failed {
        note += &format!(
            " {} is left out of the ranges: {}.",
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

//! `cobden world info`.

use cobden::world::{Accounts, World};
use serde_json::json;

use crate::cli::Failure;
use crate::cli::failure::{print, print_json};
use crate::cli::format::{grouped, table};
use crate::cli::simulate::internal_duties;

pub(super) fn print_as_text(world: &World) -> Result<(), Failure> {
    let p = &world.provenance;
    let accounts = Accounts::of(world);
    let billions = p.unit.to_billions();
    let mut text = format!(
        "{}, {}\nsource: {}\nlicence: {}\n{}\nhash: {}\n\n",
        p.title(),
        p.unit,
        or_unknown(&p.source),
        or_unknown(&p.licence),
        p.notes,
        world.hash()
    );
    let trade = trade_totals(world);
    let duty_at_border = |n: usize| -> f64 {
        let cells = world
            .flows
            .indexed_iter()
            .filter(|((m, i, _), _)| *m == n && i != m);
        cells.map(|(at, flow)| world.tariffs[at] * flow).sum()
    };
    let rows = world.economies.iter().enumerate().map(|(n, e)| {
        vec![
            format!("{} {}", e.code, e.name),
            grouped(accounts.value_added[n] * billions),
            grouped(trade[n].0 * billions),
            grouped(trade[n].1 * billions),
            grouped(accounts.deficit[n] * billions),
            grouped(accounts.duty_revenue[n] * billions),
            format!(
                "{:.2}",
                100.0 * duty_at_border(n) / trade[n].0.max(f64::MIN_POSITIVE)
            ),
        ]
    });
    let bn = format!("bn {}", p.unit.currency);
    let header = [
        "economy",
        &format!("value\nadded\n{bn}"),
        "imports",
        "exports",
        "deficit",
        "duty\nrevenue",
        "average\nduty %",
    ];
    text += &table(&header, rows.collect());
    if let Some(note) = internal_duties(&world.internally_taxed()) {
        text += &format!("\n{note}");
    }
    text += "\n";
    let rows = world.sectors.iter().enumerate().map(|(j, s)| {
        let output: f64 = accounts.output.column(j).sum();
        vec![
            format!("{} {}", s.code, s.name),
            if s.goods { "goods" } else { "services" }.into(),
            format!("{:.3}", s.trade_elasticity),
            grouped(output * billions),
            format!("{:.1}", 100.0 * traded_share(world, j)),
        ]
    });
    text += &table(
        &[
            "sector",
            "kind",
            "trade\nelasticity",
            &format!("output\n{bn}"),
            "traded\n%",
        ],
        rows.collect(),
    );
    print(&text)
}

fn or_unknown(text: &str) -> &str {
    if text.is_empty() { "not stated" } else { text }
}

/// Imports and exports at customs value by economy.
fn trade_totals(world: &World) -> Vec<(f64, f64)> {
    let mut totals = vec![(0.0, 0.0); world.economy_count()];
    for ((importer, exporter, _), flow) in
        world.flows.indexed_iter().filter(|((n, i, _), _)| n != i)
    {
        totals[importer].0 += flow;
        totals[exporter].1 += flow;
    }
    totals
}

fn traded_share(world: &World, sector: usize) -> f64 {
    let (mut traded, mut all) = (0.0, 0.0);
    for ((n, i, _), flow) in world
        .flows
        .indexed_iter()
        .filter(|((_, _, j), _)| *j == sector)
    {
        all += flow;
        traded += if n == i { 0.0 } else { *flow };
    }
    if all > 0.0 { traded / all } else { 0.0 }
}

pub(super) fn print_as_json(world: &World) -> Result<(), Failure> {
    let p = &world.provenance;
    let accounts = Accounts::of(world);
    let trade = trade_totals(world);
    let economies = world.economies.iter().enumerate().map(|(n, e)| {
        json!({
            "economy": e.code,
            "name": e.name,
            "value_added": accounts.value_added[n],
            "imports": trade[n].0,
            "exports": trade[n].1,
            "deficit": accounts.deficit[n],
            "duty_revenue": accounts.duty_revenue[n],
        })
    });
    let sectors = world.sectors.iter().enumerate().map(|(j, s)| {
        json!({
            "sector": s.code,
            "name": s.name,
            "goods": s.goods,
            "trade_elasticity": s.trade_elasticity,
            "output": accounts.output.column(j).sum(),
        })
    });
    print_json(&json!({
        "world": p.name,
        "year": p.year,
        "unit": p.unit.to_string(),
        "source": p.source,
        "licence": p.licence,
        "notes": p.notes,
        "hash": world.hash(),
        "version": cobden::VERSION,
        "economies": economies.collect::<Vec<_>>(),
        "sectors": sectors.collect::<Vec<_>>(),
    }))
}

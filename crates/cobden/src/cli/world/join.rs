//! `cobden world join`.

use std::path::PathBuf;

use cobden::diagnostics::Diagnostic;
use cobden::world::{JoinMapping, JoinReport, World};
use serde_json::{Value, json};

use super::{Output, calibration, import, write};
use crate::cli::Failure;
use crate::cli::failure::{print, print_json, show};
use crate::cli::format::{grouped, table};

#[derive(clap::Args)]
pub(super) struct Join {
    /// World with the flows: embedded or a folder
    flows: String,
    /// World with the technology: embedded or a folder
    technology: String,
    /// Mapping file (TOML)
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(join: &Join) -> Result<(), Failure> {
    let (flows, warnings) = cobden::open_world(&join.flows, None)?;
    show(&warnings);
    let (technology, warnings) = cobden::open_world(&join.technology, None)?;
    show(&warnings);
    let shown = join.mapping.display().to_string();
    let text = std::fs::read_to_string(&join.mapping)
        .map_err(|error| Diagnostic::unreadable(&shown, &error))?;
    let mapping = JoinMapping::parse(&shown, &text, &flows, &technology)?;
    let (world, report) = cobden::world::join(&flows, &technology, &mapping)?;
    import::check(&world)?;
    write(&world, &join.output)?;
    if join.json {
        print_json(&as_json(&world, &report))
    } else {
        print(&as_text(&world, &report))?;
        super::say_written(&world, &join.output)
    }
}

fn as_text(world: &World, report: &JoinReport) -> String {
    let billions = world.provenance.unit.to_billions();
    let change = |after: f64, before: f64| format!("{:.1e}", (after / before - 1.0).abs());
    let rows = report.economies.iter().map(|e| {
        vec![
            e.code.clone(),
            grouped(e.value_added * billions),
            grouped(e.imports * billions),
            change(e.imports, e.imports_before),
            grouped(e.exports * billions),
            change(e.exports, e.exports_before),
            grouped((e.imports - e.exports) * billions),
            grouped((e.imports_before - e.exports_before) * billions),
            format!("{:.2}", 100.0 * e.inputs_moved),
        ]
    });
    let bn = format!("bn {}", world.provenance.unit.currency);
    let header = [
        "economy",
        &format!("value\nadded\n{bn}"),
        "imports",
        "changed\nby",
        "exports",
        "changed\nby",
        "deficit",
        "deficit\nbefore",
        "inputs\nmoved %",
    ];
    let mut text = table(&header, rows.collect());
    text += &format!(
        "\n{} products of which firms would have used too much\n",
        report.products.len()
    );
    if !report.products.is_empty() {
        let rows = report.products.iter().map(|p| {
            vec![
                p.economy.clone(),
                p.sector.clone(),
                grouped(p.expenditure * billions),
                format!("{:.1}", 100.0 * p.used_before),
                format!("{:.1}", 100.0 * p.used),
            ]
        });
        let header = [
            "economy",
            "sector",
            &format!("bought\n{bn}"),
            "used by\nfirms %",
            "now %",
        ];
        text += &table(&header, rows.collect());
    }
    text + "\n" + &calibration(&report.calibration)
}

fn as_json(world: &World, report: &JoinReport) -> Value {
    let economies = report.economies.iter().map(|e| {
        json!({
            "economy": e.code,
            "value_added": e.value_added,
            "imports": e.imports,
            "imports_before": e.imports_before,
            "exports": e.exports,
            "exports_before": e.exports_before,
            "inputs_moved_percent": 100.0 * e.inputs_moved,
        })
    });
    let products = report.products.iter().map(|p| {
        json!({
            "economy": p.economy,
            "sector": p.sector,
            "expenditure": p.expenditure,
            "used_percent_before": 100.0 * p.used_before,
            "used_percent": 100.0 * p.used,
        })
    });
    let calibration = &report.calibration;
    json!({
        "world": world.provenance.name,
        "unit": world.provenance.unit.to_string(),
        "hash": world.hash(),
        "version": cobden::VERSION,
        "economies": economies.collect::<Vec<_>>(),
        "products": products.collect::<Vec<_>>(),
        "calibration": {
            "negative_final_demand_cells": calibration.negative_final_demand.len(),
            "touched_share": calibration.touched_share,
            "largest_value_added_change": calibration.largest_value_added_change,
            "largest_expenditure_change": calibration.largest_expenditure_change,
            "residual": calibration.residual,
        },
    })
}

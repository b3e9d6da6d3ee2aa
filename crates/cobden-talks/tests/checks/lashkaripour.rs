//! The war of Lashkaripour (2021) on WIOD tables of 2014: by his rule, and exact.

use cobden_model::{Competition, OneStage};
use cobden_num::Silent;
use cobden_talks::{Game, OneStageGame, WarSettings, formula_war, war};
use cobden_world::import::import_gross_flows;

use crate::closed_form::uniform;
use crate::tables::shared;

/// Columns of a small table: country, then the ones named.
fn table(text: &str, columns: &[&str]) -> Vec<(String, Vec<f64>)> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let positions: Vec<usize> = columns
        .iter()
        .map(|c| header.iter().position(|h| h == c).unwrap())
        .collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (
            cells[0].to_owned(),
            positions
                .iter()
                .map(|p| cells[*p].parse().unwrap())
                .collect(),
        )
    };
    lines.map(row).collect()
}

#[test]
fn his_rule_gives_his_war() {
    let (Some(worlds), Some(reference)) = (
        shared("worlds/wiod2014-16"),
        shared("reference/lashkaripour2021"),
    ) else {
        return;
    };
    for source in ["IS", "U4"] {
        let world = import_gross_flows(&worlds, source, 0.0).unwrap();
        let data = OneStage::new(&world, Competition::Perfect).unwrap();
        let balanced = data.balanced().unwrap();
        let found = formula_war(&balanced).unwrap();
        let text =
            std::fs::read_to_string(reference.join(format!("nash_WIOD2014_{source}.csv"))).unwrap();
        let theirs = table(
            &text,
            &["percent_change", "tariff", "wage_hat", "income_hat"],
        );
        assert_eq!(theirs.len(), balanced.economies());
        let mut largest = [0.0_f64; 4];
        for (country, values) in &theirs {
            let n = balanced
                .codes()
                .iter()
                .position(|code| code == country)
                .unwrap();
            let ours = [
                100.0 * found.solver.log_real_income(n).exp_m1(),
                found.rates[n],
                found.solver.wage_hat(n),
                found.solver.income_hat(n),
            ];
            for (k, (ours, theirs)) in ours.iter().zip(values).enumerate() {
                largest[k] = largest[k].max((ours - theirs).abs());
            }
        }
        println!(
            "{source}: largest differences {largest:?}, {} maps",
            found.maps
        );
        assert!(
            largest[0] < 1e-7 && largest[1..].iter().all(|l| *l < 1e-9),
            "{source}: {largest:?}"
        );
    }
}

#[test]
fn the_exact_war_is_higher() {
    let Some(worlds) = shared("worlds/wiod2014-16") else {
        return;
    };
    let world = import_gross_flows(&worlds, "IS", 0.0).unwrap();
    let balanced = OneStage::new(&world, Competition::Perfect)
        .unwrap()
        .balanced()
        .unwrap();
    let strategies = uniform(&balanced);
    let mut game = OneStageGame::new(&balanced, strategies).unwrap();
    let begun = std::time::Instant::now();
    let found = war(&mut game, &WarSettings::default(), &mut Silent).unwrap();
    println!(
        "{:?} {:?}",
        begun.elapsed(),
        found
            .campaigns
            .iter()
            .map(|c| (c.sweeps, c.change, c.slope))
            .collect::<Vec<_>>()
    );
    let usa = balanced
        .codes()
        .iter()
        .position(|code| code == "USA")
        .unwrap();
    println!("USA {}", found.rates[usa]);
    // The README of the tables: 41.2% by the rule; the best response to the rule's rates is 43.7%.
    assert!(
        found.rates[usa] > 0.42 && found.rates[usa] < 0.46,
        "{}",
        found.rates[usa]
    );
    assert_eq!(game.payoffs(&found.rates).unwrap(), found.payoffs.1);
}

//! The checks that every release passes: docs on the model, "Checks".
#![allow(clippy::unwrap_used, reason = "test code")]

#[path = "../common/mod.rs"]
mod common;

mod autarky;
mod conditions;
mod domestic_shares;
mod embargoes;
mod first_order;
mod gradients;
mod hats;
mod inputs;
mod limits;
mod nearby;
mod nests;
mod no_shock;
mod one_stage;
mod optimal_tariff;
mod paths;
mod quantity_limits;
mod relabelling;
mod threads;
mod unbalanced;
mod wages;

use cobden_model::{Closure, Settings};
use common::Recipe;
use proptest::prelude::*;

/// A tolerance well below those of the tests.
fn tight() -> Settings {
    Settings {
        tolerance: 1e-12,
        ..Settings::default()
    }
}

/// This many cases, or as many as PROPTEST_CASES says.
fn cases(count: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(count),
    }
}

/// Small worlds with everything in them.
fn recipes() -> impl Strategy<Value = Recipe> {
    (2..6usize, 1..5usize, any::<u64>())
        .prop_map(|(economies, sectors, seed)| Recipe::new(economies, sectors, seed))
}

fn closures() -> impl Strategy<Value = Closure> {
    prop::sample::select(Closure::ALL.to_vec())
}

/// For shocks that all but end trade: a deficit may then be more than anyone can finance, so all
/// closures but the one without deficits get a world without.
fn financed(recipe: Recipe, closure: Closure) -> Recipe {
    if closure == Closure::Balanced {
        recipe
    } else {
        recipe.balanced()
    }
}

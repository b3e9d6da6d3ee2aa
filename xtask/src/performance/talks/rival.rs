//! The rule's war by a small program in numpy, on the same folder.

use std::path::Path;
use std::process::Command;

use cobden::world::World;
use serde_json::Value;

/// What the program says.
pub(super) struct Rival {
    /// CPU seconds of taking the deficits out.
    pub(super) balance: f64,
    /// CPU seconds of the war.
    pub(super) war: f64,
    tariffs: Value,
}

/// Runs it, where there is a Python.
pub(super) fn run(python: Option<&Path>, data: &Path) -> Result<Option<Rival>, String> {
    let Some(python) = python else {
        return Ok(None);
    };
    let output = Command::new(python)
        .arg(crate::root().join("compare/formula_war.py"))
        .arg("--folder")
        .arg(data)
        .args(["--elasticities", "IS", "--home-sales", "1", "--json"])
        .envs([("OMP_NUM_THREADS", "1"), ("OPENBLAS_NUM_THREADS", "1")])
        .output()
        .map_err(|error| format!("{}: {error}", python.display()))?;
    let answer: Option<Value> = serde_json::from_slice(&output.stdout).ok();
    let read = |answer: Value| {
        Some(Rival {
            balance: answer.get("cpu_seconds")?.get("balance")?.as_f64()?,
            war: answer.get("cpu_seconds")?.get("war")?.as_f64()?,
            tariffs: answer.get("tariffs")?.clone(),
        })
    };
    let found = answer.and_then(read);
    if found.is_none() {
        eprintln!(
            "formula_war.py: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(found)
}

impl Rival {
    /// Largest difference of a rate from ours.
    pub(super) fn difference(&self, world: &World, rates: &[f64]) -> f64 {
        let of = |code: &str| self.tariffs.get(code).and_then(Value::as_f64);
        let gaps = world.economies.iter().zip(rates);
        gaps.map(|(one, rate)| of(&one.code).map_or(f64::INFINITY, |other| (other - rate).abs()))
            .fold(0.0, f64::max)
    }
}

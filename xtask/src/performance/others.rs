//! The programs of `compare/`, run on the same world and shock.

use std::path::Path;
use std::process::Command;

use cobden::model::Shock;
use cobden::world::{Format, World};
use serde_json::Value;

/// What one program says of its solve.
pub(super) struct Other {
    pub program: String,
    pub cpu_seconds: f64,
    pub maps: Option<f64>,
    pub residual: f64,
    pub real_income: Vec<f64>,
}

/// Programs in the order shown; those that need packages that are not there are left out.
const PROGRAMS: [&str; 6] = [
    "damped-fixed-point",
    "newton-krylov",
    "newton-krylov-scipy",
    "jax-newton",
    "tatonnement-sweep",
    "tatonnement-kite",
];

/// Runs them all; one that fails is shown without figures by being left out.
pub(super) fn run(python: &Path, world: &World, shock: &Shock) -> Result<Vec<Other>, String> {
    let folder = std::env::temp_dir().join(format!("cobden-performance-{}", std::process::id()));
    let fault = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(fault)?;
    }
    world.save(&folder, Format::Parquet).map_err(fault)?;
    let file = folder.join("shock.csv");
    let changed = |cell| shock.tariff[cell] != world.tariffs[cell];
    world
        .write_tariffs(&file, &shock.tariff, changed)
        .map_err(fault)?;
    let mut done = Vec::new();
    for program in PROGRAMS {
        let output = Command::new(python)
            .arg(crate::root().join("compare/run.py"))
            .arg("--world")
            .arg(&folder)
            .arg("--shock")
            .arg(&file)
            .args(["--tolerance", "1e-10", "--program", program, "--json"])
            .envs([("OMP_NUM_THREADS", "1"), ("OPENBLAS_NUM_THREADS", "1")])
            .output()
            .map_err(|error| format!("{}: {error}", python.display()))?;
        let answer: Option<Value> = serde_json::from_slice(&output.stdout).ok();
        match answer.and_then(|answer| read(&answer, world)) {
            Some(other) => done.push(other),
            None => eprintln!(
                "{program}: {}",
                String::from_utf8_lossy(&output.stderr)
                    .lines()
                    .last()
                    .unwrap_or("no answer")
            ),
        }
    }
    std::fs::remove_dir_all(&folder).map_err(fault)?;
    Ok(done)
}

fn read(answer: &Value, world: &World) -> Option<Other> {
    let results = answer.get("results")?;
    let of = |code: &str| {
        results
            .get(code)?
            .get("real_income_change_percent")?
            .as_f64()
    };
    Some(Other {
        program: answer.get("program")?.as_str()?.to_owned(),
        cpu_seconds: answer.get("cpu_seconds")?.as_f64()?,
        maps: answer.get("map_evaluations").and_then(Value::as_f64),
        residual: answer.get("residual")?.as_f64()?,
        real_income: world
            .economies
            .iter()
            .map(|e| of(&e.code).unwrap_or(f64::NAN))
            .collect(),
    })
}

/// Versions of Python and the packages that the programs use.
pub(super) fn versions(python: &Path) -> Result<String, String> {
    const SCRIPT: &str = "import sys, importlib.metadata as m\nparts = ['Python ' + sys.version.split()[0]]\nfor p in ['numpy', 'scipy', 'jax']:\n    try: parts.append(p + ' ' + m.version(p))\n    except m.PackageNotFoundError: pass\nprint(', '.join(parts))";
    let output = Command::new(python)
        .args(["-c", SCRIPT])
        .output()
        .map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

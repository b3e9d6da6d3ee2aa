//! All combinations of twelve steps of the example record.

use std::time::Instant;

use cobden::brief::Question;
use cobden::brief::talks::{OnTheTable, Packages, Steps};
use cobden::record::Record;
use cobden::talks::Control;
use jiff::civil::date;

/// Measures that end, one a step.
const ENDS: [(&str, &str); 11] = [
    ("USA", "us-fent-20"),
    ("USA", "us-301-l1"),
    ("USA", "us-301-l2"),
    ("USA", "us-301-l3b"),
    ("USA", "us-301-l4a-75"),
    ("USA", "us-recip-10b"),
    ("CHN", "cn-feb25"),
    ("CHN", "cn-mar25"),
    ("CHN", "cn-lists-2020"),
    ("CHN", "cn-may10"),
    ("CHN", "cn-xc-ree1"),
];
/// The one that comes.
const COMES: (&str, &str) = ("CHN", "cn-131");

pub(super) fn rows() -> Result<String, String> {
    let folder = crate::root().join("examples/us-china");
    let (record, _) = Record::load(&folder).map_err(|faults| faults.to_string())?;
    let (world, _) = cobden::open_world("default", None).map_err(|faults| faults.to_string())?;
    let id = |measure: &str| format!("step-{measure}");
    let measures = ENDS.iter().chain([&COMES]).map(|one| one.1);
    let step = |(by, measure): &(&str, &str), how: &str| {
        let id = id(measure);
        format!("[[step]]\nid = \"{id}\"\nby = \"{by}\"\n{how} = [\"{measure}\"]\n")
    };
    let mut written: String = ENDS.iter().map(|one| step(one, "without")).collect();
    written += &step(&COMES, "suppose");
    let on_the_table = OnTheTable {
        steps: Steps::parse("steps", &written).map_err(|faults| faults.to_string())?,
        // Without what the record's own positions ask for: twelve, as many as the bar is for.
        only: measures.map(id).collect(),
    };
    let day = date(2025, 6, 8);
    let question = Question {
        parties: Some(["USA".into(), "CHN".into()]),
        ..Question::on(day)
    };
    let view = record.as_known(day);
    let shown = folder.display().to_string();
    let begun = Instant::now();
    let solved = Packages::solve(&shown, view, &world, &question, &on_the_table, &|_| {
        Control::Continue
    });
    let seconds = begun.elapsed().as_secs_f64();
    let packages = solved.map_err(|fault| fault.to_string())?;
    Ok(format!(
        "| {} packages of {} steps of the example record on the world `default` ({} equilibria), duties stacked anew, wall s on {} processors | {seconds:.1} | 60 | – |\n",
        packages.solved.packages.len(),
        packages.steps.len(),
        packages.solved.solves,
        std::thread::available_parallelism().map_or(1, usize::from),
    ))
}

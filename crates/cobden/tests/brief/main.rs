//! The brief: what it says on days that matter, and that what it says can be traced and repeated.

mod days;
mod duties;
mod machines;
mod model;
mod quiet;
mod trails;
mod way_out;

use std::path::{Path, PathBuf};

use cobden::brief::costs::Scenarios;
use cobden::brief::{Brief, BriefFault, Made, Question};
use cobden::record::Record;
use jiff::civil::Date;

/// A folder of the repository.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(name)
}

/// A record of the repository.
fn record(name: &str) -> Record {
    let loaded = Record::load(&folder(name));
    loaded.unwrap_or_else(|faults| panic!("{faults:?}")).0
}

/// The brief on a day, as known on it or on another.
fn brief_known(record: &Record, on: Date, known: Date) -> Made {
    let question = Question {
        known,
        ..Question::on(on)
    };
    asked(record, &question)
}

/// The brief that a question asks for.
fn asked(record: &Record, question: &Question) -> Made {
    asked_or_not(record, question).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The brief that a question asks for, or why there is none.
fn asked_or_not(record: &Record, question: &Question) -> Result<Made, BriefFault> {
    let (world, _) =
        cobden::open_world("default", None).unwrap_or_else(|faults| panic!("{faults:?}"));
    let view = record.as_known(question.known);
    Brief::make(
        "examples/us-china",
        view,
        &world,
        question,
        &Scenarios::default(),
    )
}

fn brief(record: &Record, on: Date) -> Brief {
    brief_known(record, on, on).brief
}

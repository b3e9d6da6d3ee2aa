//! Prints the readable text of files, and to standard error what was declared and repaired, with the time it took.
//!
//! `cargo run -p cobden-document --example text -- FILE...`

use std::path::Path;
use std::time::Instant;

use cobden_document::{Document, Limits};

fn main() {
    let mut failed = false;
    for name in std::env::args().skip(1) {
        let start = Instant::now();
        match Document::read(Path::new(&name), &name, &Limits::default()) {
            Ok(document) => {
                let took = start.elapsed();
                println!("{}", document.text);
                eprintln!(
                    "{name}: {} in {took:?}, {:?}",
                    document.format, document.declared
                );
                document
                    .notices
                    .iter()
                    .for_each(|notice| eprintln!("{name}: {notice}"));
            }
            Err(error) => {
                failed = true;
                eprintln!("{error}");
            }
        }
    }
    if failed {
        std::process::exit(1);
    }
}

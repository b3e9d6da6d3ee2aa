//! Targets as written.

use super::printer::{array, quoted};
use super::{Fields, Printer};
use crate::target::{Economies, Target};

impl Fields<'_, '_> {
    /// Against whom; none where the key is missing or at fault.
    pub(super) fn target(&mut self) -> Option<Target> {
        let words = self.words("target");
        let include = match words.as_slice() {
            [] => {
                let empty =
                    |value: &cobden_toml::DeValue| value.as_array().is_some_and(|l| l.is_empty());
                if self
                    .value("target")
                    .is_some_and(|value| empty(value.get_ref()))
                {
                    let range = self.range_of("target");
                    self.fault(
                        range,
                        "target names nobody",
                        "write \"all\" or codes of economies",
                    );
                }
                None
            }
            [word] if word.text == "all" => Some(Economies::All),
            words => {
                // Every word is looked at, so that every fault is told.
                let unknown = words.iter().filter(|word| !self.is_economy(word, true));
                let known = unknown.count() == 0;
                let names = words.iter().map(|word| word.text.clone()).collect();
                known.then_some(Economies::Named(names))
            }
        };
        if include.is_none() && self.has("except") && !self.has("target") {
            let range = self.range_of("except");
            let hint = "write target = \"all\" beside it";
            self.fault(range, "except stands without target", hint);
        }
        let mut except = Vec::new();
        for word in self.words("except") {
            if self.is_economy(&word, true) {
                except.push(word.text);
            }
        }
        Some(Target {
            include: include?,
            except,
        })
    }
}

/// Writes target and exceptions.
pub(super) fn print(target: &Target, printer: &mut Printer) {
    match &target.include {
        Economies::All => printer.key("target", quoted("all")),
        Economies::Named(names) if names.len() == 1 => printer.text("target", &names[0]),
        Economies::Named(names) => printer.key("target", array(names)),
    }
    printer.list("except", &target.except);
}

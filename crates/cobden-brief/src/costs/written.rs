//! The runs as files that `cobden simulate` reads.

use std::io;
use std::path::Path;

use cobden_world::{Format, new_folder};

use super::Work;
use super::baseline::CLOSURE;
use cobden_toml::shown;

/// Writes for every set of elasticities the world at the duties of the day before, and for every scenario a scenario file with its
/// duties, into a new folder: `cobden simulate DIR/own/in-force.toml` gives the same digits.
///
/// # Errors
/// When the folder exists already, or what the operating system says.
pub(crate) fn write_runs(work: &Work, folder: &Path) -> io::Result<()> {
    new_folder(folder, |partial| {
        for set in &work.sets {
            let place = partial.join(set.name);
            std::fs::create_dir(&place)?;
            let world = set.baseline.model.world();
            world.save(&place.join("world"), Format::Parquet)?;
            for (plan, shock) in work.plans.iter().zip(&set.shocks) {
                let mut text = format!(
                    "# {}\nname = {}\nworld = \"world\"\nclosure = \"{}\"\n",
                    one_line(&plan.what),
                    quoted(&plan.name),
                    CLOSURE.name()
                );
                let differs = |at: [usize; 3]| shock.tariff[at] != world.tariffs[at];
                let mut cells = shock.tariff.indexed_iter();
                if cells.any(|((n, i, j), _)| differs([n, i, j])) {
                    let table = format!("{}.csv", plan.id);
                    world.write_tariffs(&place.join(&table), &shock.tariff, differs)?;
                    text += &format!("\n[[tariff]]\nfile = {}\n", quoted(&table));
                }
                for limit in &shock.limits {
                    for [n, i, j] in &limit.flows {
                        text += &format!(
                            "\n[[limit]]\nimporter = {}\nexporter = {}\nsector = {}\nvolume = \"{}\"\nrent = \"{}\"\n",
                            quoted(&world.economies[*n].code),
                            quoted(&world.economies[*i].code),
                            quoted(&world.sectors[*j].code),
                            shown(limit.volume),
                            limit.rent.name()
                        );
                    }
                }
                std::fs::write(place.join(format!("{}.toml", plan.id)), text)?;
            }
        }
        Ok(())
    })
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A text without line breaks and what else a comment may not hold.
fn one_line(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|one| if one.is_control() { ' ' } else { one })
        .collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_toml_and_comments_stay_on_their_line() {
        for name in [
            "a \"b\" \\ c",
            "tab\t, \u{7f} and \u{1b}",
            "two\nlines",
            "' and ''",
        ] {
            let text = format!("# {}\nname = {}\n", one_line(name), quoted(name));
            let read: toml::Table = text.parse().expect("TOML");
            assert_eq!(read["name"].as_str(), Some(name), "{text}");
        }
    }
}

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
                    "# {}\nname = {:?}\nworld = \"world\"\nclosure = \"{}\"\n",
                    plan.what,
                    plan.name,
                    CLOSURE.name()
                );
                let differs = |at: [usize; 3]| shock.tariff[at] != world.tariffs[at];
                let mut cells = shock.tariff.indexed_iter();
                if cells.any(|((n, i, j), _)| differs([n, i, j])) {
                    let table = format!("{}.csv", plan.id);
                    world.write_tariffs(&place.join(&table), &shock.tariff, differs)?;
                    text += &format!("\n[[tariff]]\nfile = \"{table}\"\n");
                }
                for limit in &shock.limits {
                    for [n, i, j] in &limit.flows {
                        text += &format!(
                            "\n[[limit]]\nimporter = \"{}\"\nexporter = \"{}\"\nsector = \"{}\"\nvolume = \"{}\"\nrent = \"{}\"\n",
                            world.economies[*n].code,
                            world.economies[*i].code,
                            world.sectors[*j].code,
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

//! The runs as files that `cobden simulate` reads.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use cobden_world::{Format, new_folder};

use super::Work;
use super::run::shock;

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
            for plan in &work.plans {
                let shock = shock(&set.baseline, plan);
                let differs = |at: [usize; 3]| shock.tariff[at] != world.tariffs[at];
                let has_duties = shock
                    .tariff
                    .indexed_iter()
                    .any(|((n, i, j), _)| differs([n, i, j]));
                if has_duties {
                    world.write_tariffs(
                        &place.join(format!("{}.csv", plan.id)),
                        &shock.tariff,
                        differs,
                    )?;
                }
                let mut text = format!(
                    "# {}\nname = {:?}\nworld = \"world\"\n",
                    plan.what, plan.name
                );
                if has_duties {
                    let _ = write!(text, "\n[[tariff]]\nfile = \"{}.csv\"\n", plan.id);
                }
                std::fs::write(place.join(format!("{}.toml", plan.id)), text)?;
            }
        }
        Ok(())
    })
}

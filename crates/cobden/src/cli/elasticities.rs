//! `cobden elasticities`.

use cobden::codes::{ElasticitySet, suggest};
use cobden::world::import::elasticity_for;
use serde_json::json;

use super::Failure;
use super::failure::{print, print_json};
use super::format::table;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Set to show in full; without one, all sets are listed
    set: Option<String>,
    /// World whose sectors the set is mapped to: an embedded world or a folder
    #[arg(long, value_name = "NAME|DIR", default_value = cobden::world::DEFAULT_WORLD)]
    world: String,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Some(name) = &arguments.set else {
        return list(arguments.json);
    };
    let set = find(name)?;
    let (world, _) = cobden::open_world(&arguments.world, None)?;
    if arguments.json {
        let values = world.sectors.iter().map(|sector| {
            json!({"sector": sector.code, "trade_elasticity": elasticity_for(set, &sector.code)})
        });
        return print_json(&json!({
            "set": set.name(),
            "source": citation(set),
            "doi": set.doi(),
            "note": set.note(),
            "world": world.provenance.name,
            "sectors": values.collect::<Vec<_>>(),
        }));
    }
    let rows = world.sectors.iter().map(|sector| {
        vec![
            format!("{} {}", sector.code, sector.name),
            format!("{:.3}", elasticity_for(set, &sector.code)),
            format!("{:.3}", sector.trade_elasticity),
        ]
    });
    let header = ["sector", set.name(), "world's own"];
    let text = table(&header, rows.collect());
    print(&format!(
        "{}\n{}\n{}\n\n{text}",
        set.label(),
        citation(set),
        set.note()
    ))
}

/// The published set of a name.
pub(crate) fn find(name: &str) -> Result<&'static ElasticitySet, Failure> {
    ElasticitySet::find(name).ok_or_else(|| {
        let near = suggest::nearest(name, ElasticitySet::all().map(|set| set.name()));
        let hint = near.map_or("`cobden elasticities` lists them".into(), |near| {
            format!("did you mean \"{near}\"?")
        });
        Failure::argument(format!("there is no elasticity set \"{name}\""), hint)
    })
}

fn citation(set: &ElasticitySet) -> String {
    let doi = set.doi().map_or(String::new(), |doi| format!(" doi:{doi}"));
    format!(
        "{} ({}), {}, {}.{doi}",
        set.authors().join(", "),
        set.year(),
        set.title(),
        set.journal()
    )
}

fn list(as_json: bool) -> Result<(), Failure> {
    if as_json {
        let sets = ElasticitySet::all().map(|set| {
            json!({"set": set.name(), "label": set.label(), "aliases": set.aliases(), "source": citation(set), "note": set.note()})
        });
        return print_json(&sets.collect());
    }
    let mut text = String::new();
    for set in ElasticitySet::all() {
        text += &format!("{}\n  {}\n  {}\n", set.name(), set.label(), citation(set));
    }
    print(&text)
}

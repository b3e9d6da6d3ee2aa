//! A war of three in tariffs by partner and sector, with input-output links.

use std::path::Path;

use cobden::model::{Closure, Model, Settings, Shock};
use cobden::talks::{GeneralGame, Grain, Side, Silent, StrategySpace, WarSettings, war};
use cobden::world::World;

use super::row;
use crate::performance::timing::cpu;

pub(super) fn rows(folder: &Path) -> Result<String, String> {
    let (world, _) =
        World::load(folder.join("worlds/wiod2014")).map_err(|faults| faults.to_string())?;
    let settings = Settings::default();
    let model = Model::new(world);
    let balanced = model
        .solve(&Shock::none(model.world()), Closure::Balanced, &settings)
        .map_err(|error| error.to_string())?
        .to_world();
    let space = StrategySpace {
        grain: Grain::ByPartnerAndSector,
        upper: 10.0,
        ..StrategySpace::between(["USA", "CHN", "EU"].map(Side::new))
    };
    let (strategies, _) = space.of(&balanced).map_err(|faults| faults.to_string())?;
    let count = strategies.instruments.len();
    let model = Model::new(balanced);
    let policy = Shock::none(model.world());
    let mut game = GeneralGame::new(&model, policy, strategies, Closure::FixedDeficit, settings)
        .map_err(|fault| fault.to_string())?;
    let wanted = WarSettings::default();
    let mut found = None;
    let timing = cpu(|| found = Some(war(&mut game, &wanted, &mut Silent)));
    let found = found
        .ok_or("nothing was tried")?
        .map_err(|fault| fault.to_string())?;
    let sweeps: usize = found.campaigns.iter().map(|one| one.sweeps).sum();
    Ok(row(
        &format!(
            "war of USA, CHN and EU on 44 × 50 with intermediates, {count} rates by partner and sector, from {} starts ({sweeps} sweeps)",
            found.campaigns.len()
        ),
        &timing,
        "60",
        "–",
    ))
}

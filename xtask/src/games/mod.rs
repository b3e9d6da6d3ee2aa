//! Games of other people's papers, as both documents play them.

pub(crate) mod lashkaripour;
pub(crate) mod ossa;

use cobden::talks::{Grain, Side, Span, Strategies, StrategySpace};
use cobden::world::World;

/// Every economy a player, whose tariffs stand in the place of those in force, services included.
fn everyone(world: &World, grain: Grain, upper: f64) -> Result<Strategies, String> {
    let codes = world.economies.iter().map(|one| one.code.clone());
    let space = StrategySpace {
        grain,
        goods_only: false,
        span: Span::Replaces,
        lower: 0.0,
        upper,
        ..StrategySpace::between(codes.map(Side::new))
    };
    let made = space.of(world).map_err(|faults| faults.to_string())?;
    Ok(made.0)
}

/// The middle of some numbers, or the mean of the two in the middle.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => values[middle],
        _ => 0.5 * (values[middle - 1] + values[middle]),
    }
}

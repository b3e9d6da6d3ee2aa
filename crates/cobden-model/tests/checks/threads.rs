use cobden_model::{Closure, Outcome, Settings};

use crate::common::{Recipe, Wedges};

// model.md, section 3: the digits do not depend on the number of threads, in a world large enough
// for them (N·N·J above 300,000).
#[test]
fn digits_are_the_same_on_any_number_of_threads() {
    let model = Recipe::new(80, 48, 1).model();
    let shock = Wedges::ALL.shock(model.world(), 1);
    let solve = |threads: usize| {
        let settings = Settings {
            threads,
            ..Settings::default()
        };
        let equilibrium = model
            .solve(&shock, Closure::DeficitScalesWithGdp, &settings)
            .unwrap();
        let gradient = equilibrium.gradient(&Outcome::RealIncome(3)).unwrap();
        let mut statistics = *equilibrium.statistics();
        statistics.time = std::time::Duration::ZERO;
        (
            equilibrium.flows().1,
            equilibrium.economies(),
            gradient,
            statistics,
        )
    };
    let (one, two) = (solve(1), solve(2));
    assert_eq!(one.3, two.3);
    assert!(one.0 == two.0, "flows");
    assert!(one.1 == two.1, "outcomes");
    assert!(one.2 == two.2, "gradients");
}

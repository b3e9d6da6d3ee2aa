use crate::{Closure, ModelError, Settings};

use super::common::{Recipe, Wedges};

// From unknowns that are no numbers, Newton leads nowhere.
#[test]
fn what_leads_nowhere_is_solved_as_usual() {
    let model = Recipe::new(4, 3, 2).model();
    let shock = Wedges::ALL.shock(model.world(), 2);
    let settings = Settings::default();
    for closure in Closure::ALL {
        let cold = model.solve(&shock, closure, &settings).unwrap();
        let mut start = cold.clone();
        start.after.unknowns.fill(f64::NAN);
        let warm = model.solve_from(&start, &shock, closure, &settings);
        let warm = warm.unwrap();
        assert_eq!(warm.after.unknowns, cold.after.unknowns, "{closure}");
        let (more, less) = (warm.statistics, cold.statistics);
        assert!(more.residual <= settings.tolerance, "{closure}: {more:?}");
        if closure != Closure::Balanced {
            // The look at the start is counted; under the other closure, what purged deficits is not done again.
            assert_eq!(more.residual_evaluations, less.residual_evaluations + 2);
        }
    }
}

#[test]
fn what_has_no_answer_has_none_from_nearby() {
    let model = Recipe::new(4, 3, 2).model();
    let shock = Wedges::ALL.shock(model.world(), 2);
    let closure = Closure::FixedDeficit;
    let start = model.solve(&shock, closure, &Settings::default()).unwrap();
    let mut next = shock.clone();
    next.tariff[[0, 1, 0]] = -2.0;
    let refused = model.solve_from(&start, &next, closure, &Settings::default());
    assert!(matches!(refused, Err(ModelError::Range { .. })));
    let hopeless = Settings {
        tolerance: 1e-14,
        max_iterations: 1,
        ..Settings::default()
    };
    let far = Wedges::ALL.shock(model.world(), 7);
    let refused = model.solve_from(&start, &far, closure, &hopeless);
    assert!(matches!(refused, Err(ModelError::NotConverged { .. })));
}

use super::{
    Recipe, autarky, direction, evaluated, for_every_system, somewhere, system as system_of,
};
use crate::closure::Closure;
use crate::precondition::Preconditioner;
use crate::tangent::TangentWork;
use cobden_num::kernels::{dot, max_abs, norm};

use super::common::Random;

// The dot-product test of the approximate inverse and its transpose.
#[test]
fn transposed_inverse_is_the_transpose_of_the_inverse() {
    for_every_system(|name, system, random| {
        let layout = &system.benchmark.layout;
        let z = somewhere(system, random);
        let (v, w) = (direction(layout, random), direction(layout, random));
        let (point, _) = evaluated(system, &z);
        let inverse = Preconditioner::new(system, &point, &z);
        let mut scratch = vec![0.0; layout.cells()];
        let mut forward = vec![0.0; z.len()];
        inverse.apply(system, &v, &mut forward, &mut scratch);
        let mut back = vec![0.0; z.len()];
        inverse.apply_transposed(system, &w, &mut back, &mut scratch);
        let (left, right) = (dot(&w, &forward), dot(&back, &v));
        let scale = norm(&w) * norm(&forward);
        assert!(
            (left - right).abs() <= 1e-12 * scale,
            "{name}: {left} but {right}"
        );
    });
}

// Without trade no economy touches another: each by itself is all there is, and the approximate
// inverse is the inverse (duties at home apart, which it leaves out).
#[test]
fn it_is_the_inverse_where_nobody_trades() {
    for (economies, sectors) in [(1, 1), (1, 4), (3, 4), (5, 2)] {
        for seed in 0..4 {
            let model = Recipe::new(economies, sectors, seed)
                .without_duties_at_home()
                .model();
            let shock = autarky(&model);
            let system = system_of(&model.benchmark, &shock, Closure::Balanced);
            let mut random = Random::new(seed);
            let z = system.identity();
            let v = direction(&model.benchmark.layout, &mut random);
            let (point, _) = evaluated(&system, &z);
            let mut solved = vec![0.0; z.len()];
            let mut scratch = vec![0.0; model.benchmark.layout.cells()];
            Preconditioner::new(&system, &point, &z).apply(&system, &v, &mut solved, &mut scratch);
            let mut product = vec![0.0; z.len()];
            system.tangent(
                &point,
                &solved,
                &mut TangentWork::new(&system),
                &mut product,
            );
            let off: Vec<f64> = product.iter().zip(&v).map(|(p, v)| p - v).collect();
            assert!(
                max_abs(&off) < 1e-10 * max_abs(&solved).max(1.0),
                "{economies}x{sectors}, seed {seed}: off by {:e}",
                max_abs(&off)
            );
        }
    }
}

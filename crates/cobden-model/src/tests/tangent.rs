use super::{direction, evaluated, for_every_system, somewhere};
use crate::tangent::TangentWork;
use cobden_num::kernels::max_abs;

/// Step of the differences, whose error is of its fourth order.
const STEP: f64 = 1e-3;

// model.md, check 7: forward products against differences of the residuals.
#[test]
fn tangent_is_the_derivative_of_the_residuals() {
    for_every_system(|name, system, random| {
        let z = somewhere(system, random);
        let v = direction(&system.benchmark.layout, random);
        let (point, _) = evaluated(system, &z);
        let mut tangent = vec![0.0; z.len()];
        system.tangent(&point, &v, &mut TangentWork::new(system), &mut tangent);
        let at = |h: f64| {
            let moved: Vec<f64> = z.iter().zip(&v).map(|(z, v)| z + h * v).collect();
            evaluated(system, &moved).1
        };
        let (near, far) = ([at(STEP), at(-STEP)], [at(2.0 * STEP), at(-2.0 * STEP)]);
        let scale = max_abs(&tangent);
        for k in 0..z.len() {
            let difference =
                (8.0 * (near[0][k] - near[1][k]) - (far[0][k] - far[1][k])) / (12.0 * STEP);
            let off = (difference - tangent[k]).abs() / scale;
            assert!(
                off < 1e-8,
                "{name}, row {k}: {difference} but {}",
                tangent[k]
            );
        }
    });
}

use super::{direction, evaluated, for_every_system, somewhere};
use crate::adjoint::AdjointWork;
use crate::tangent::TangentWork;
use cobden_num::kernels::{dot, norm};

// model.md, check 7: the dot-product test, wᵀ(J v) = (Jᵀw)ᵀ v.
#[test]
fn transposed_products_match_forward_products() {
    for_every_system(|name, system, random| {
        let layout = &system.benchmark.layout;
        let z = somewhere(system, random);
        let (v, w) = (direction(layout, random), direction(layout, random));
        let (point, _) = evaluated(system, &z);
        let mut forward = vec![0.0; z.len()];
        system.tangent(&point, &v, &mut TangentWork::new(system), &mut forward);
        let mut back = vec![0.0; z.len()];
        system.transposed(&point, &w, &mut AdjointWork::new(system), &mut back);
        let (left, right) = (dot(&w, &forward), dot(&back, &v));
        let scale = norm(&w) * norm(&forward);
        assert!(
            (left - right).abs() <= 1e-12 * scale,
            "{name}: {left} but {right}"
        );
    });
}

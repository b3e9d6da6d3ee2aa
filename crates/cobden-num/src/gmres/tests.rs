use proptest::prelude::*;

use super::*;

struct Dense {
    size: usize,
    a: Vec<f64>,
    diagonal: bool,
}

impl LinearOperator for Dense {
    fn size(&self) -> usize {
        self.size
    }
    fn apply(&mut self, v: &[f64], out: &mut [f64]) {
        for (row, out) in out.iter_mut().enumerate() {
            *out = dot(&self.a[row * self.size..(row + 1) * self.size], v);
        }
    }
    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        for (k, (out, v)) in out.iter_mut().zip(v).enumerate() {
            let scale = if self.diagonal {
                self.a[k * self.size + k]
            } else {
                1.0
            };
            *out = v / scale;
        }
    }
}

proptest! {
    #[test]
    fn solves_well_conditioned_systems(
        size in 1usize..20,
        values in prop::collection::vec(-1.0..1.0f64, 11..50),
        diagonal in any::<bool>(),
        restart in 3usize..30,
    ) {
        let mut a: Vec<f64> = (0..size * size).map(|k| values[(k * 7) % values.len()]).collect();
        for k in 0..size { a[k * size + k] += 2.0 * size as f64; }
        let mut system = Dense { size, a, diagonal };
        let b: Vec<f64> = (0..size).map(|k| values[k % values.len()] + 0.1).collect();
        let mut x = vec![0.0; size];
        let settings = Gmres { tolerance: 1e-11, max_iterations: 400, restart };
        let outcome = settings.solve(&mut system, &b, &mut x, &mut GmresWorkspace::default());
        prop_assert!(outcome.converged, "{outcome:?}");
        let mut product = vec![0.0; size];
        system.apply(&x, &mut product);
        for (p, b) in product.iter().zip(&b) { prop_assert!((p - b).abs() < 1e-10); }
    }
}

#[test]
fn a_singular_system_is_reported_not_solved() {
    let mut system = Dense {
        size: 2,
        a: vec![1.0, 0.0, 0.0, 0.0],
        diagonal: false,
    };
    let mut x = vec![0.0; 2];
    let settings = Gmres {
        tolerance: 1e-12,
        max_iterations: 50,
        restart: 10,
    };
    let outcome = settings.solve(
        &mut system,
        &[1.0, 1.0],
        &mut x,
        &mut GmresWorkspace::default(),
    );
    assert!(!outcome.converged);
    assert!(outcome.residual > 0.9);
}

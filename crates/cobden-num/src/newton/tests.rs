use super::*;
use crate::monitor::Silent;

/// x_k³ + x_k + coupling · mean(x) = b_k: monotone, with one root.
struct Cubic {
    b: Vec<f64>,
    coupling: f64,
    at: Vec<f64>,
}

impl NonlinearSystem for Cubic {
    fn size(&self) -> usize {
        self.b.len()
    }
    fn residual(&mut self, x: &[f64], out: &mut [f64]) {
        let mean = x.iter().sum::<f64>() / x.len() as f64;
        for ((out, x), b) in out.iter_mut().zip(x).zip(&self.b) {
            *out = x.powi(3) + x + self.coupling * mean - b;
        }
    }
    fn linearize(&mut self, x: &[f64]) {
        self.at.copy_from_slice(x);
    }
    fn jacobian_product(&mut self, v: &[f64], out: &mut [f64]) {
        let mean = v.iter().sum::<f64>() / v.len() as f64;
        for ((out, v), x) in out.iter_mut().zip(v).zip(&self.at) {
            *out = (3.0 * x * x + 1.0) * v + self.coupling * mean;
        }
    }
    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        out.copy_from_slice(v);
    }
}

#[test]
fn converges_quadratically_from_far_away() {
    let b: Vec<f64> = (0..12).map(|k| 40.0 * (k as f64 - 5.5)).collect();
    let mut system = Cubic {
        at: vec![0.0; 12],
        b,
        coupling: 0.5,
    };
    let mut x = vec![0.0; 12];
    let outcome = Newton::default().solve(&mut system, &mut x, &mut Silent);
    assert_eq!(outcome.status, Status::Converged);
    assert!(outcome.statistics.residual <= 1e-10);
    let mut f = vec![0.0; 12];
    system.residual(&x, &mut f);
    assert!(max_abs(&f) <= 1e-10);
}

/// exp(x) = −1 has no root; the residual has its infimum at −∞.
struct NoRoot(f64);

impl NonlinearSystem for NoRoot {
    fn size(&self) -> usize {
        1
    }
    fn residual(&mut self, x: &[f64], out: &mut [f64]) {
        out[0] = x[0].exp() + 1.0;
    }
    fn linearize(&mut self, x: &[f64]) {
        self.0 = x[0].exp();
    }
    fn jacobian_product(&mut self, v: &[f64], out: &mut [f64]) {
        out[0] = self.0 * v[0];
    }
    fn precondition(&mut self, v: &[f64], out: &mut [f64]) {
        out[0] = v[0];
    }
}

#[test]
fn a_system_without_root_is_never_converged() {
    let outcome = Newton::default().solve(&mut NoRoot(0.0), &mut [0.0], &mut Silent);
    assert_ne!(outcome.status, Status::Converged);
    assert!(outcome.statistics.residual >= 1.0);
    let outcome = Newton::default().solve(&mut NoRoot(0.0), &mut [f64::NAN], &mut Silent);
    assert_eq!(outcome.status, Status::NotFinite);
}

#[test]
fn the_monitor_can_stop_it() {
    struct After(usize);
    impl Monitor for After {
        fn iteration(&mut self, progress: Iteration) -> Control {
            if progress.iteration >= self.0 {
                Control::Stop
            } else {
                Control::Continue
            }
        }
    }
    let mut system = Cubic {
        b: vec![1e3; 3],
        coupling: 0.0,
        at: vec![0.0; 3],
    };
    let outcome = Newton::default().solve(&mut system, &mut [0.0; 3], &mut After(2));
    assert_eq!(outcome.status, Status::Interrupted);
    assert_eq!(outcome.statistics.iterations, 2);
}

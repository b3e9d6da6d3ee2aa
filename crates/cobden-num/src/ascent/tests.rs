use super::*;
use crate::monitor::Silent;

/// −½ Σ c_k (x_k − m_k)² − coupling · x_0 x_1, in closed form.
struct Parabola {
    curvature: Vec<f64>,
    top: Vec<f64>,
    coupling: f64,
    at: Vec<f64>,
}

impl Hill for Parabola {
    fn size(&self) -> usize {
        self.top.len()
    }

    fn value(&mut self, x: &[f64]) -> Option<f64> {
        self.at = x.to_vec();
        let own: f64 = (0..x.len())
            .map(|k| -0.5 * self.curvature[k] * (x[k] - self.top[k]).powi(2))
            .sum();
        Some(own - self.coupling * x[0] * x[1])
    }

    fn gradient(&mut self, out: &mut [f64]) -> Option<()> {
        for k in 0..out.len() {
            out[k] = -self.curvature[k] * (self.at[k] - self.top[k]);
        }
        out[0] -= self.coupling * self.at[1];
        out[1] -= self.coupling * self.at[0];
        Some(())
    }
}

/// Minus the function of Rosenbrock, without a value left of −1.5.
struct Valley(Vec<f64>);

impl Hill for Valley {
    fn size(&self) -> usize {
        2
    }

    fn value(&mut self, x: &[f64]) -> Option<f64> {
        self.0 = x.to_vec();
        (x[0] > -1.5).then(|| -(1.0 - x[0]).powi(2) - 100.0 * (x[1] - x[0] * x[0]).powi(2))
    }

    fn gradient(&mut self, out: &mut [f64]) -> Option<()> {
        let (x, y) = (self.0[0], self.0[1]);
        out[0] = 2.0 * (1.0 - x) + 400.0 * x * (y - x * x);
        out[1] = -200.0 * (y - x * x);
        Some(())
    }
}

#[test]
fn a_parabola_is_climbed_to_its_top_and_no_further_than_its_bounds() {
    let mut hill = Parabola {
        curvature: vec![1.0, 4.0, 100.0],
        top: vec![0.5, -0.25, 2.0],
        coupling: 0.0,
        at: Vec::new(),
    };
    let (lower, upper) = ([-1.0, 0.0, -1.0], [1.0, 1.0, 1.5]);
    let mut x = [0.9, 0.9, 0.0];
    let outcome =
        Ascent::default().climb(&mut hill, (&lower, &upper), &[1.0; 3], &mut x, &mut Silent);
    assert_eq!(outcome.summit, Summit::Reached);
    assert!((x[0] - 0.5).abs() < 1e-8, "{x:?}");
    assert_eq!((x[1], x[2]), (0.0, 1.5));
}

#[test]
fn the_right_scale_makes_the_first_step_newtons() {
    let mut hill = Parabola {
        curvature: vec![1.0, 400.0],
        top: vec![0.1, 0.2],
        coupling: 0.0,
        at: Vec::new(),
    };
    let ascent = Ascent {
        first_step: 10.0,
        ..Ascent::default()
    };
    let mut x = [0.0, 0.0];
    let outcome = ascent.climb(
        &mut hill,
        (&[-1.0; 2], &[1.0; 2]),
        &[1.0, 20.0],
        &mut x,
        &mut Silent,
    );
    assert_eq!((outcome.summit, outcome.iterations), (Summit::Reached, 1));
}

#[test]
fn a_bound_that_holds_one_variable_moves_the_best_of_the_other() {
    // Without the bound the top is where 2x + y = 2, x + 2y = 0; with y ≥ 0 it is x = 1, y = 0.
    let mut hill = Parabola {
        curvature: vec![2.0, 2.0],
        top: vec![1.0, 0.0],
        coupling: 1.0,
        at: Vec::new(),
    };
    let mut x = [0.0, 0.8];
    let outcome = Ascent::default().climb(
        &mut hill,
        (&[-3.0, 0.0], &[3.0; 2]),
        &[1.0; 2],
        &mut x,
        &mut Silent,
    );
    assert_eq!(outcome.summit, Summit::Reached);
    assert!((x[0] - 1.0).abs() < 1e-8 && x[1] == 0.0, "{x:?}");
}

#[test]
fn a_curved_valley_is_followed_around_places_without_a_value() {
    let mut x = [-1.2, 1.0];
    let bounds = ([-5.0; 2], [5.0; 2]);
    let outcome = Ascent::default().climb(
        &mut Valley(Vec::new()),
        (&bounds.0, &bounds.1),
        &[1.0; 2],
        &mut x,
        &mut Silent,
    );
    assert_eq!(outcome.summit, Summit::Reached, "{outcome:?}");
    assert!(
        (x[0] - 1.0).abs() < 1e-7 && (x[1] - 1.0).abs() < 1e-7,
        "{x:?}"
    );
    let mut nowhere = [-2.0, 0.0];
    let outcome = Ascent::default().climb(
        &mut Valley(Vec::new()),
        (&bounds.0, &bounds.1),
        &[1.0; 2],
        &mut nowhere,
        &mut Silent,
    );
    assert_eq!(outcome.summit, Summit::NoStart);
}

use cobden_model::Equilibrium;
use ndarray::{Array2, Array3};

/// All that an equilibrium says, by position.
#[derive(Debug, Clone)]
pub(crate) struct Hats {
    pub wage: Vec<f64>,
    pub income: Vec<f64>,
    pub consumer_price: Vec<f64>,
    pub real_income: Vec<f64>,
    pub cost: Array2<f64>,
    pub price: Array2<f64>,
    pub output: Array2<f64>,
    /// Flows after, as parts of the world's spending before.
    pub flows: Array3<f64>,
}

impl Hats {
    pub(crate) fn of(equilibrium: &Equilibrium) -> Self {
        let economies = equilibrium.economies();
        let sectors = equilibrium.sectors();
        let shape = (economies.len(), equilibrium.model().world().sector_count());
        let array = |values: Vec<f64>| Array2::from_shape_vec(shape, values).unwrap();
        let (before, after) = equilibrium.flows();
        Self {
            wage: economies.iter().map(|e| e.wage_hat).collect(),
            income: economies.iter().map(|e| e.income_hat).collect(),
            consumer_price: economies.iter().map(|e| e.consumer_price_hat).collect(),
            real_income: economies
                .iter()
                .map(|e| 1.0 + e.real_income_change_percent / 100.0)
                .collect(),
            cost: array(sectors.iter().map(|s| s.cost_hat).collect()),
            price: array(sectors.iter().map(|s| s.price_hat).collect()),
            output: array(sectors.iter().map(|s| s.output_hat).collect()),
            flows: after / before.sum(),
        }
    }

    /// The same with economy k the one that was `economies[k]`, sectors likewise.
    pub(crate) fn permuted(&self, economies: &[usize], sectors: &[usize]) -> Self {
        let list = |v: &[f64]| economies.iter().map(|k| v[*k]).collect();
        let table = |m: &Array2<f64>| {
            m.select(ndarray::Axis(0), economies)
                .select(ndarray::Axis(1), sectors)
        };
        Self {
            wage: list(&self.wage),
            income: list(&self.income),
            consumer_price: list(&self.consumer_price),
            real_income: list(&self.real_income),
            cost: table(&self.cost),
            price: table(&self.price),
            output: table(&self.output),
            flows: permute(&self.flows, economies, sectors),
        }
    }

    /// These changes followed by others, whose flows are those after both.
    pub(crate) fn then(&self, next: &Self) -> Self {
        let list =
            |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a * b).collect() };
        Self {
            wage: list(&self.wage, &next.wage),
            income: list(&self.income, &next.income),
            consumer_price: list(&self.consumer_price, &next.consumer_price),
            real_income: list(&self.real_income, &next.real_income),
            cost: &self.cost * &next.cost,
            price: &self.price * &next.price,
            output: &self.output * &next.output,
            flows: &next.flows * self.flows.sum(),
        }
    }

    fn named(&self) -> [(&'static str, Vec<f64>); 8] {
        [
            ("wage", self.wage.clone()),
            ("income", self.income.clone()),
            ("consumer price", self.consumer_price.clone()),
            ("real income", self.real_income.clone()),
            ("cost", self.cost.iter().copied().collect()),
            ("price", self.price.iter().copied().collect()),
            ("output", self.output.iter().copied().collect()),
            ("flows", self.flows.iter().copied().collect()),
        ]
    }

    /// Fails unless all are equal to a relative `tolerance` (flows: of world spending).
    #[track_caller]
    pub(crate) fn assert_close(&self, other: &Self, tolerance: f64) {
        for ((what, left), (_, right)) in self.named().into_iter().zip(other.named()) {
            assert_eq!(left.len(), right.len(), "{what}");
            for (k, (a, b)) in left.iter().zip(&right).enumerate() {
                crate::common::assert_close(*a, *b, tolerance, &format!("{what} {k}"));
            }
        }
    }

    /// Fails unless every hat is one to `tolerance`.
    #[track_caller]
    pub(crate) fn assert_ones(&self, tolerance: f64) {
        for (what, values) in self
            .named()
            .into_iter()
            .filter(|(what, _)| *what != "flows")
        {
            for (k, value) in values.iter().enumerate() {
                crate::common::assert_close(*value, 1.0, tolerance, &format!("{what} {k}"));
            }
        }
    }
}

/// An (importer, exporter, sector) array in another order.
pub(crate) fn permute(array: &Array3<f64>, economies: &[usize], sectors: &[usize]) -> Array3<f64> {
    array
        .select(ndarray::Axis(0), economies)
        .select(ndarray::Axis(1), economies)
        .select(ndarray::Axis(2), sectors)
}

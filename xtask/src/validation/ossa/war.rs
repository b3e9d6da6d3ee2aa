//! The war: at his tariffs, and settled.

use cobden::talks::{Game, OneStageGame, Scrutiny, Silent, Start, WarSettings, certify, war};

use super::{figures, percent};
use crate::games::median;
use crate::games::ossa::{Ossa, rates};
use crate::validation::{Comparison, Measure, Section};

/// Places to start from.
const STARTS: [Start; 7] = [
    Start::Rate(0.5),
    Start::StatusQuo,
    Start::FreeTrade,
    Start::Rate(1.0),
    Start::Seed(1),
    Start::Seed(2),
    Start::Seed(3),
];

/// Welfare at his war's tariffs, percent.
const AT_HIS: [f64; 7] = [
    -1.9456, -2.1997, -2.5992, -2.1558, -0.7591, -4.9770, -2.1713,
];

/// Median tariffs of his table 4a.
const MEDIANS: [f64; 7] = [56.4, 58.6, 59.1, 54.5, 58.5, 59.7, 59.6];

pub(super) fn section(ossa: &Ossa) -> Result<Section, String> {
    let mut game = ossa.game(false)?;
    let his = rates(&game, &ossa.tariffs("nash_bas")?);
    let settings = WarSettings {
        starts: STARTS.to_vec(),
        ..WarSettings::default()
    };
    let found = war(&mut game, &settings, &mut Silent).map_err(|fault| fault.to_string())?;
    let scrutiny = Scrutiny::default();
    let mut wars = Vec::new();
    let others = found.others.iter().map(|other| &other.rates);
    for rates in std::iter::once(&found.rates).chain(others) {
        wars.push(Settled::of(&mut game, rates, &scrutiny)?);
    }
    let stopped = Settled::of(&mut game, &his, &scrutiny)?;
    wars.sort_by(|a, b| a.largest_gain().total_cmp(&b.largest_gain()));
    let best = &wars[0];
    let spread = |n: usize| {
        let all = || wars.iter().map(|one| one.real_income[n]);
        all().fold(f64::NEG_INFINITY, f64::max) - all().fold(f64::INFINITY, f64::min)
    };
    let mut text = format!(
        "All regions at their best responses. His loop stops when rates move by 1e-2 in the mean. From {} starts ours settle at {} sets of rates that nobody leaves by climbing; shown is \
         the one that leaves the smallest gain to an optimiser apart, which shares nothing with the search ({:.0e} of real income at most, the others up to {:.0e}): with so many rates some \
         best responses are local. Real income in percent, gains left in points of it:\n\n\
         | | real income at his tariffs | settled | differs among ours by | median tariff, settled | gain left at his tariffs | gain left, settled |\n|---|---:|---:|---:|---:|---:|---:|\n",
        found.campaigns.len(),
        wars.len(),
        best.largest_gain(),
        wars.iter().map(Settled::largest_gain).fold(0.0, f64::max),
    );
    for (n, code) in ossa.data.codes().iter().enumerate() {
        text += &format!(
            "| {code} | {:.4} | {:.4} | {:.4} | {:.2} | {:.1e} | {:.1e} |\n",
            stopped.real_income[n],
            best.real_income[n],
            spread(n),
            best.medians[n],
            100.0 * stopped.gains[n],
            100.0 * best.gains[n]
        );
    }
    Ok(Section {
        title: "Ossa (2014): the war".into(),
        text: text.trim_end().to_owned(),
        rows: vec![
            Comparison::new(
                "real income at his tariffs, percent",
                Measure::Absolute,
                1e-4,
                figures(ossa, &AT_HIS, &stopped.real_income),
            ),
            Comparison::new(
                "the settled war beside his, percent",
                Measure::Absolute,
                0.05,
                figures(ossa, &AT_HIS, &best.real_income),
            ),
            Comparison::new(
                "median tariff of the settled war beside table 4a",
                Measure::Absolute,
                1.0,
                figures(ossa, &MEDIANS, &best.medians),
            ),
        ],
    })
}

/// Rates that nobody leaves, or where his search stopped.
struct Settled {
    real_income: Vec<f64>,
    medians: Vec<f64>,
    gains: Vec<f64>,
}

impl Settled {
    fn of(game: &mut OneStageGame<'_>, rates: &[f64], scrutiny: &Scrutiny) -> Result<Self, String> {
        let payoffs = game.payoffs(rates).map_err(|fault| fault.to_string())?;
        let certificate =
            certify(game, rates, scrutiny, &mut Silent).map_err(|fault| fault.to_string())?;
        let median_of = |n: usize| {
            let own = game.instruments_of(n).into_iter();
            100.0 * median(own.map(|k| rates[k]).collect())
        };
        Ok(Self {
            real_income: percent(&payoffs),
            medians: (0..payoffs.len()).map(median_of).collect(),
            gains: certificate.deviations.iter().map(|one| one.gain).collect(),
        })
    }

    fn largest_gain(&self) -> f64 {
        self.gains.iter().copied().fold(0.0, f64::max)
    }
}

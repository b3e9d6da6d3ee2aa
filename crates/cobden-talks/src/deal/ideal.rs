//! The most that each side could gain while nobody loses.

use crate::GameFault;

use super::attempt::Attempt;
use super::hill::Bargain;
use super::start::Start;

/// The best deal for each side at which nobody is worse off than at the threat point.
pub(super) struct Ideals(Vec<(Option<usize>, Vec<Attempt>)>);

impl Ideals {
    /// I: gains of each side at its own ideal; none where one of them was not found.
    pub(super) fn gains(&self, threat: &[f64]) -> Option<Vec<f64>> {
        let own = (0..threat.len()).map(|p| {
            let gain = self.best(p)?.payoffs[p] - threat[p];
            Some(gain.max(0.0))
        });
        own.collect()
    }

    /// The attempt that found the ideal of a side.
    pub(super) fn best(&self, player: usize) -> Option<&Attempt> {
        let (best, attempts) = &self.0[player];
        best.map(|at| &attempts[at])
    }

    pub(super) fn attempts(self) -> Vec<Attempt> {
        self.0
            .into_iter()
            .flat_map(|(_, attempts)| attempts)
            .collect()
    }
}

impl Bargain<'_> {
    /// The ideal of each side, from every starting point.
    ///
    /// # Errors
    /// As [`Bargain::payoffs`].
    pub(super) fn ideals(&mut self, starts: &[(Start, Vec<f64>)]) -> Result<Ideals, GameFault> {
        let players = self.terms.threat.len();
        let mut ideals = Vec::new();
        for p in 0..players {
            let mut shares = vec![0.0; players];
            shares[p] = 1.0;
            let mut attempts = Vec::new();
            for (start, rates) in starts {
                attempts.push(self.proportional((*start, rates), &shares, false)?);
            }
            let found = (0..attempts.len()).filter(|k| attempts[*k].converged());
            let best = found.max_by(|a, b| attempts[*a].value.total_cmp(&attempts[*b].value));
            ideals.push((best, attempts));
        }
        Ok(Ideals(ideals))
    }
}

//! Nests: sectors among which every user chooses with an elasticity of its own.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use ndarray::Array2;

use crate::accounts::Accounts;
use crate::mapping::Cluster;
use crate::world::World;

/// Sectors that all users combine with a constant elasticity of substitution.
///
/// Sectors in no nest, and nests among each other, are combined with fixed shares of spending, as if
/// the elasticity were one. All users of an economy buy the sectors of a nest in the same
/// proportions, s_nc = X_nc / Σ_c X_nc.
#[derive(Debug, Clone, PartialEq)]
pub struct Nest {
    /// Positions of its sectors, at least two.
    pub sectors: Vec<usize>,
    /// σ, from zero (fixed quantities) up; one gives fixed shares of spending.
    pub substitution: f64,
}

/// How far users may be from buying a nest's sectors in the same proportions.
const PROPORTION_TOLERANCE: f64 = 1e-9;

impl Nest {
    /// s (n, c): each economy's spending on the nest by sector, given expenditures (n, j); zero where
    /// it buys nothing of it.
    pub fn shares(&self, expenditure: &Array2<f64>) -> Array2<f64> {
        let economies = expenditure.shape()[0];
        Array2::from_shape_fn((economies, self.sectors.len()), |(n, c)| {
            let all: f64 = self.sectors.iter().map(|j| expenditure[[n, *j]]).sum();
            if all > 0.0 {
                expenditure[[n, self.sectors[c]]] / all
            } else {
                0.0
            }
        })
    }
}

impl World {
    /// The nest that a sector is in.
    pub fn nest_of(&self, sector: usize) -> Option<&Nest> {
        self.nests
            .iter()
            .find(|nest| nest.sectors.contains(&sector))
    }
}

/// Faults of the nests of a world whose numbers are sound.
pub(crate) fn check_nests(world: &World, accounts: &Accounts, found: &mut Diagnostics) {
    let mut fault = |message: String, hint: &str| {
        let place = Place::File(world.provenance.name.clone());
        found.push(Diagnostic::error(place, message).hint(hint));
    };
    let mut taken = vec![false; world.sector_count()];
    for nest in &world.nests {
        if nest.sectors.iter().any(|j| *j >= world.sector_count()) {
            fault(
                "a nest names a sector that the world does not have".into(),
                "name sectors of the table sectors",
            );
            continue;
        }
        let codes: Vec<&str> = (nest.sectors.iter())
            .map(|j| world.sectors[*j].code.as_str())
            .collect();
        let codes = codes.join(", ");
        if nest.sectors.len() < 2 {
            fault(
                format!("the nest of {codes} has fewer than two sectors"),
                "a nest says how its sectors replace each other",
            );
        }
        if !(nest.substitution >= 0.0 && nest.substitution.is_finite()) {
            let message = format!(
                "the substitution elasticity of the nest {codes} is {}",
                nest.substitution
            );
            fault(message, "it is a finite number from zero");
        }
        for j in &nest.sectors {
            if std::mem::replace(&mut taken[*j], true) {
                let message = format!("{} is in two places of nests", world.sectors[*j].code);
                fault(message, "a sector is in one nest, once");
            }
        }
        if let Some(user) = uneven_user(world, nest, accounts) {
            let message =
                format!("{user} buys the sectors of the nest {codes} in proportions of its own");
            fault(
                message,
                "all users of an economy buy them in the proportions of its spending; splitting a sector does this",
            );
        }
    }
}

/// The first user that does not buy a nest's sectors as its economy does.
fn uneven_user(world: &World, nest: &Nest, accounts: &Accounts) -> Option<String> {
    let shares = nest.shares(&accounts.expenditure);
    for n in 0..world.economy_count() {
        for user in 0..world.sector_count() {
            if accounts.output[[n, user]] <= 0.0 || shares.row(n).sum() == 0.0 {
                continue;
            }
            let input = |j: &usize| world.input_shares[[n, user, *j]];
            let all: f64 = nest.sectors.iter().map(input).sum();
            let uneven = nest.sectors.iter().enumerate().any(|(c, j)| {
                let off = (input(j) - shares[[n, c]] * all).abs();
                off > PROPORTION_TOLERANCE * all.abs()
            });
            if uneven {
                let (economy, sector) = (&world.economies[n].code, &world.sectors[user].code);
                return Some(format!("{economy}'s sector {sector}"));
            }
        }
    }
    None
}

/// The nests of an aggregated world: kept where no new sector mixes their sectors with others and
/// more than one of theirs is left. The second value says which were dissolved otherwise.
pub(crate) fn merge_nests(world: &World, clusters: &[Cluster]) -> (Vec<Nest>, Vec<String>) {
    let (mut kept, mut dissolved) = (Vec::new(), Vec::new());
    for nest in &world.nests {
        let own = |cluster: &&Cluster| cluster.members.iter().any(|j| nest.sectors.contains(j));
        let pure = |cluster: &Cluster| cluster.members.iter().all(|j| nest.sectors.contains(j));
        let mine: Vec<(usize, &Cluster)> = (clusters.iter().enumerate())
            .filter(|(_, cluster)| own(cluster))
            .collect();
        if mine.len() < 2 {
            continue;
        }
        if mine.iter().all(|(_, cluster)| pure(cluster)) {
            kept.push(Nest {
                sectors: mine.iter().map(|(position, _)| *position).collect(),
                substitution: nest.substitution,
            });
        } else {
            let codes: Vec<&str> = (nest.sectors.iter())
                .map(|j| world.sectors[*j].code.as_str())
                .collect();
            dissolved.push(codes.join(", "));
        }
    }
    (kept, dissolved)
}

/// Gives all users of a nest the proportions of their economy's spending, which merging economies
/// of different proportions takes from them; what each spends on the nest stays.
pub(crate) fn even_out(world: &mut World) {
    if world.nests.is_empty() {
        return;
    }
    let expenditure = Accounts::of(world).expenditure;
    for nest in world.nests.clone() {
        let shares = nest.shares(&expenditure);
        for n in 0..world.economy_count() {
            if shares.row(n).sum() == 0.0 {
                continue;
            }
            for user in 0..world.sector_count() {
                let input = |j: &usize| world.input_shares[[n, user, *j]];
                let all: f64 = nest.sectors.iter().map(input).sum();
                for (c, j) in nest.sectors.iter().enumerate() {
                    world.input_shares[[n, user, *j]] = shares[[n, c]] * all;
                }
            }
        }
    }
}

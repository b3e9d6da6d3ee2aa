//! From a few choices to players and all their instruments.

use cobden_diagnostics::{Diagnostic, Diagnostics, Place};
use cobden_world::World;

use crate::check::check_bounds;
use crate::instrument::{Instrument, Levy, Span};
use crate::player::Player;
use crate::side::{Side, economies_of};
use crate::strategies::Strategies;

/// How finely a side sets its rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grain {
    /// One rate on everything.
    #[default]
    Uniform,
    /// One for each partner.
    ByPartner,
    /// One for each sector.
    BySector,
    /// One for each partner and sector.
    ByPartnerAndSector,
}

/// Whose trade a side's rates are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Against {
    /// That with the other players.
    #[default]
    Players,
    /// That with every economy outside the side.
    Everyone,
}

/// Which levies a side may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Levies {
    /// Tariffs.
    #[default]
    Tariffs,
    /// Export taxes.
    ExportTaxes,
    /// Both, tariffs first.
    Both,
}

impl Levies {
    fn list(self) -> &'static [Levy] {
        match self {
            Self::Tariffs => &[Levy::Tariff],
            Self::ExportTaxes => &[Levy::ExportTax],
            Self::Both => &[Levy::Tariff, Levy::ExportTax],
        }
    }
}

/// The same kinds of instruments for every side.
///
/// A group is a customs union: all its members set one rate against outsiders, and none on each other.
/// Flows that are not there have no instrument.
#[derive(Debug, Clone, PartialEq)]
pub struct StrategySpace {
    /// Who plays.
    pub sides: Vec<Side>,
    /// How finely. Default uniform.
    pub grain: Grain,
    /// On whose trade. Default the other players'.
    pub against: Against,
    /// What is levied. Default tariffs.
    pub levies: Levies,
    /// Whether services are left alone. Default yes.
    pub goods_only: bool,
    /// How a rate meets what is levied already. Default on top.
    pub span: Span,
    /// Smallest rate, above −1. Default 0.
    pub lower: f64,
    /// Largest rate. Default 3.
    pub upper: f64,
}

/// A player's counterpart: its name and positions.
type Partner = (String, Vec<usize>);

impl StrategySpace {
    /// Uniform additional tariffs of some sides on each other's goods.
    pub fn between(sides: impl IntoIterator<Item = Side>) -> Self {
        Self {
            sides: sides.into_iter().collect(),
            grain: Grain::default(),
            against: Against::default(),
            levies: Levies::default(),
            goods_only: true,
            span: Span::OnTop,
            lower: 0.0,
            upper: 3.0,
        }
    }

    /// Players and instruments in a world, with warnings.
    ///
    /// # Errors
    /// Every name that is none, every economy on two sides, bounds that no rate meets, and every side that
    /// has nobody or nothing to set a rate on.
    pub fn of(&self, world: &World) -> Result<(Strategies, Diagnostics), Diagnostics> {
        let mut found = Diagnostics::new();
        check_bounds("the rates", self.lower, self.upper, &mut found);
        let mut players: Vec<Player> = Vec::new();
        for side in &self.sides {
            players.push(Player {
                name: side.name.clone(),
                members: economies_of(&side.name, world, &mut found),
                objective: side.objective.clone(),
            });
        }
        if players.is_empty() {
            let fault = Diagnostic::error(Place::Nowhere, "no side is named");
            found.push(fault.hint("name the sides, such as USA and CHN"));
        }
        let mut instruments = Vec::new();
        for (number, player) in players.iter().enumerate() {
            if player.members.is_empty() {
                // Said already.
                continue;
            }
            let partners = self.partners(number, &players, world);
            let own = self.instruments(number, player, &partners, world);
            let named = players.iter().all(|one| !one.members.is_empty());
            if partners.is_empty() && !named {
                // A partner was named, but there is none of that name: said already.
            } else if partners.is_empty() {
                let message = format!("{} has no partner to set a rate on", player.name);
                let hint = "name a second side, or set rates on every economy outside";
                found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
            } else if own.is_empty() {
                let names: Vec<&str> = partners.iter().map(|(name, _)| name.as_str()).collect();
                let message = format!(
                    "{} has nothing to set a rate on: no such trade with {}",
                    player.name,
                    names.join(", ")
                );
                let hint = "name other sides, or let rates be on services as well";
                found.push(Diagnostic::error(Place::Nowhere, message).hint(hint));
            }
            instruments.extend(own);
        }
        crate::check::check_players(&players, world, &mut found);
        found.finish(Strategies {
            players,
            instruments,
        })
    }

    /// Who a player's rates can be on: the other players, then economies of no side.
    fn partners(&self, number: usize, players: &[Player], world: &World) -> Vec<Partner> {
        let others = players.iter().enumerate().filter(|(k, _)| *k != number);
        let mut partners: Vec<Partner> = others
            .map(|(_, player)| (player.name.clone(), player.members.clone()))
            .filter(|(_, members)| !members.is_empty())
            .collect();
        if self.against == Against::Everyone {
            let plays = |n: usize| players.iter().any(|player| player.members.contains(&n));
            let rest = (0..world.economy_count()).filter(|n| !plays(*n));
            partners.extend(rest.map(|n| (world.economies[n].code.clone(), vec![n])));
        }
        partners
    }

    fn instruments(
        &self,
        number: usize,
        player: &Player,
        partners: &[Partner],
        world: &World,
    ) -> Vec<Instrument> {
        let reached = |j: &usize| !self.goods_only || world.sectors[*j].goods;
        let sectors: Vec<usize> = (0..world.sector_count()).filter(reached).collect();
        let (by_partner, by_sector) = match self.grain {
            Grain::Uniform => (false, false),
            Grain::ByPartner => (true, false),
            Grain::BySector => (false, true),
            Grain::ByPartnerAndSector => (true, true),
        };
        // One entry for each rate: its name, where it has one, and what it is on.
        let partners: Vec<(Option<&str>, Vec<usize>)> = if by_partner {
            let each = partners.iter();
            each.map(|(name, members)| (Some(name.as_str()), members.clone()))
                .collect()
        } else {
            let all = partners.iter().flat_map(|(_, members)| members.clone());
            vec![(None, all.collect())]
        };
        let sectors: Vec<(Option<&str>, Vec<usize>)> = if by_sector {
            let each = sectors.iter();
            each.map(|j| (Some(world.sectors[*j].code.as_str()), vec![*j]))
                .collect()
        } else {
            vec![(None, sectors)]
        };
        let mut instruments = Vec::new();
        for levy in self.levies.list() {
            for (partner, abroad) in &partners {
                for (sector, sectors) in &sectors {
                    let mut cells = Vec::new();
                    for own in &player.members {
                        for other in abroad {
                            let (importer, exporter) = match levy {
                                Levy::Tariff => (*own, *other),
                                Levy::ExportTax => (*other, *own),
                            };
                            let there = |j: &&usize| world.flows[[importer, exporter, **j]] > 0.0;
                            let there = sectors.iter().filter(there);
                            cells.extend(there.map(|j| (importer, exporter, *j)));
                        }
                    }
                    if cells.is_empty() {
                        continue;
                    }
                    instruments.push(Instrument {
                        player: number,
                        levy: *levy,
                        span: self.span,
                        cells,
                        lower: self.lower,
                        upper: self.upper,
                        partner: partner.map(str::to_owned),
                        sector: sector.map(str::to_owned),
                    });
                }
            }
        }
        instruments
    }
}

//! What the two would do with one rate each on the other's goods: alone, in a war, by a deal; whether they would keep it,
//! and how long a standoff may last.

use cobden_model::{Settings, Shock};
use cobden_talks::deal::{DealOutcome, Effort, Solution, Terms, agree};
use cobden_talks::standoff::{Standoff, YearlyEffects};
use cobden_talks::sustain::{Answer, Keeping, Temptation, yearly_rate};
use cobden_talks::{
    CLIMB, Game, GeneralGame, Scrutiny, Side, Silent, Span, Start, StrategySpace, Summit,
    WarSettings, certify, optimal, war,
};
use cobden_world::World;
use schemars::JsonSchema;
use serde::Serialize;

use super::told::PackageRun;
use crate::context::Context;
use crate::costs::{Baseline, CLOSURE, OWN, Plan, Run, run};
use crate::fault::BriefFault;
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger, Origin};
use crate::words;

/// Largest rate that is looked at.
const MOST: f64 = 3.0;

/// A report looks from what is in force alone; the certificate of the war looks over all rates.
const START: [Start; 1] = [Start::StatusQuo];

/// Yearly discount rate and years of the stakes of a standoff.
const DISCOUNT: f64 = 0.05;
/// See [`DISCOUNT`].
const YEARS: f64 = 4.0;

/// Months until a breach is answered.
const ANSWERED_AFTER: u32 = 12;

/// What one rate of each on all goods of the other would come to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Prospects {
    /// Best responses of each, the war, and the deal that both could sign.
    pub states: Vec<Prospect>,
    /// Whether each would keep the deal; empty without one.
    pub kept: Vec<Kept>,
    /// How long the two may wait for each other to roll back first.
    pub standoff: Option<Wait>,
    /// What could not be found, and why.
    pub missing: Vec<String>,
}

/// Rates of both, and what they bring.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Prospect {
    /// Its name for machines.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The rate of each side on the other's goods, percent.
    pub rates: Vec<Figure>,
    /// Real income of each side against today, percent.
    pub gains: Vec<Figure>,
}

/// Whether a side would keep the deal.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Kept {
    /// The side.
    pub party: String,
    /// The largest yearly discount rate at which it does; none where there is no such bound.
    pub discount_rate: Option<Figure>,
    /// In words.
    pub verdict: String,
}

/// A standoff in which each side waits for the other to roll back first.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Wait {
    /// What comes of it, in words.
    pub meaning: String,
    /// Months by which it is as likely over as not; none where that never comes.
    pub median_months: Option<Figure>,
}

/// What is solved and filed.
pub(crate) struct Search<'a, 'r> {
    pub context: &'a Context<'r>,
    pub ledger: &'a mut Ledger<'r>,
    pub world: &'a World,
    pub baseline: &'a Baseline,
    /// What is in force, with its shock.
    pub today: (&'a Plan, &'a Run, &'a Shock),
    /// Runs of the report so far.
    pub runs: &'a [Run],
}

impl Search<'_, '_> {
    /// Looks for everything; what is not found is named, and nothing unconverged is shown.
    pub(crate) fn prospects(&mut self) -> Result<(Prospects, Vec<PackageRun>), BriefFault> {
        let mut found = Prospects {
            states: Vec::new(),
            kept: Vec::new(),
            standoff: self.standoff(),
            missing: Vec::new(),
        };
        let mut runs = Vec::new();
        if self.today.1.tariff_cells == 0 {
            // Where duties are what they were before, there is no dispute over rates to look ahead of.
            found.standoff = None;
            return Ok((found, runs));
        }
        let space = StrategySpace {
            span: Span::Replaces,
            upper: MOST,
            ..StrategySpace::between(self.context.asked.parties.clone().map(Side::new))
        };
        let model = &self.baseline.model;
        let game = space
            .of(model.world())
            .map_err(|faults| faults.to_string())
            .and_then(|(strategies, _)| {
                GeneralGame::new(
                    model,
                    self.today.2.clone(),
                    strategies,
                    CLOSURE,
                    Settings::default(),
                )
                .map_err(|fault| fault.to_string())
            });
        let mut game = match game {
            Ok(game) if game.instruments().len() == 2 => game,
            Ok(_) => {
                found.missing.push(
                    "one rate each on the other's goods: one of the two buys none".to_owned(),
                );
                return Ok((found, runs));
            }
            Err(why) => {
                found
                    .missing
                    .push(format!("one rate each on the other's goods: {why}"));
                return Ok((found, runs));
            }
        };
        let parties = self.context.asked.parties.clone();
        let today = game.status_quo().to_vec();
        for (player, party) in parties.iter().enumerate() {
            let name = format!("{} alone does what suits it best", words::name(party));
            match optimal(&mut game, player, &today, &START, &CLIMB, &mut Silent) {
                Ok(best) if best.outcome.summit == Summit::Reached => {
                    let how = format!(
                        "the best response, sought from what is in force, slope {:.0e}",
                        best.outcome.slope
                    );
                    let mut rates = [None, None];
                    rates[player] = Some(best.rates[player]);
                    self.state(
                        &format!("best-{party}"),
                        &name,
                        rates,
                        &how,
                        &mut found,
                        &mut runs,
                    )?;
                }
                Ok(_) => found
                    .missing
                    .push(format!("{name}: the search did not converge")),
                Err(fault) => found.missing.push(format!("{name}: {fault}")),
            }
        }
        let settings = WarSettings {
            starts: START.to_vec(),
            ..WarSettings::default()
        };
        let fought = war(&mut game, &settings, &mut Silent);
        let fought = match fought {
            Ok(fought) => fought,
            Err(fault) => {
                found.missing.push(format!("the war: {fault}"));
                return Ok((found, runs));
            }
        };
        let left = match certify(&mut game, &fought.rates, &Scrutiny::default(), &mut Silent) {
            Ok(certificate) => 100.0 * certificate.largest_gain(),
            Err(fault) => {
                found.missing.push(format!("the war: {fault}"));
                return Ok((found, runs));
            }
        };
        let how = format!(
            "best responses to each other, sought from what is in force; by deviating alone a side could gain {left:.0e} points more"
        );
        let both = |rates: &[f64]| [Some(rates[0]), Some(rates[1])];
        self.state(
            "war",
            "A war: both do what suits them best",
            both(&fought.rates),
            &how,
            &mut found,
            &mut runs,
        )?;
        let mut terms = match game.payoffs(&today) {
            Ok(payoffs) => Terms::from_threat(&game, payoffs),
            Err(fault) => {
                found.missing.push(format!("a deal: {fault}"));
                return Ok((found, runs));
            }
        };
        terms.effort = Effort {
            random: 0,
            ..Effort::default()
        };
        let solution = Solution::Nash {
            power: vec![1.0; 2],
        };
        let deal = match agree(&mut game, &terms, &solution, &mut Silent) {
            Ok(DealOutcome::Agreed(deal)) => deal,
            Ok(DealOutcome::NoneBetter(_)) => {
                found
                    .missing
                    .push("a deal: none was found that is better for both than today".to_owned());
                return Ok((found, runs));
            }
            Ok(DealOutcome::NotConverged(_)) => {
                found
                    .missing
                    .push("a deal: the search did not converge".to_owned());
                return Ok((found, runs));
            }
            Err(fault) => {
                found.missing.push(format!("a deal: {fault}"));
                return Ok((found, runs));
            }
        };
        let how = format!(
            "the highest product of gains over today (Nash), stationary to {:.0e}",
            deal.best.stationarity
        );
        self.state(
            "deal",
            "A deal: the rates with the highest product of gains",
            both(&deal.best.rates),
            &how,
            &mut found,
            &mut runs,
        )?;
        for (player, party) in parties.iter().enumerate() {
            let breach = optimal(
                &mut game,
                player,
                &deal.best.rates,
                &START,
                &CLIMB,
                &mut Silent,
            );
            match breach {
                Ok(breach) if breach.outcome.summit == Summit::Reached => {
                    let payoffs = Temptation {
                        deal: deal.best.payoffs[player],
                        breach: breach.payoffs.1[player],
                        war: fought.payoffs.1[player],
                    };
                    found.kept.push(self.kept(party, payoffs));
                }
                _ => found.missing.push(format!(
                    "whether {} keeps the deal: its best breach was not found",
                    words::the(party)
                )),
            }
        }
        Ok((found, runs))
    }

    /// Solves rates as a run of the report, and files what they bring.
    fn state(
        &mut self,
        id: &str,
        name: &str,
        rates: [Option<f64>; 2],
        how: &str,
        found: &mut Prospects,
        runs: &mut Vec<PackageRun>,
    ) -> Result<(), BriefFault> {
        let parties = &self.context.asked.parties;
        let (Some(first), Some(second)) = (
            self.world.economy_index(&parties[0]),
            self.world.economy_index(&parties[1]),
        ) else {
            return Ok(());
        };
        let mut duties = self.today.0.duties.clone();
        for ((n, i), rate) in [((first, second), rates[0]), ((second, first), rates[1])] {
            let goods = self
                .world
                .sectors
                .iter()
                .enumerate()
                .filter(|(_, sector)| sector.goods);
            if let Some(rate) = rate {
                goods.for_each(|(j, _)| duties[[n, i, j]] = rate);
            }
        }
        let plan = Plan {
            id: id.to_owned(),
            name: name.to_owned(),
            what: "as in force, but one rate on all goods in place of all duties of the two on each other, where a rate is said".to_owned(),
            duties,
            limits: self.today.0.limits.clone(),
        };
        let (solved, shock) = run(self.context, self.baseline, &plan, OWN)?;
        let origin =
            [format!("{id}/{OWN}"), format!("in-force/{OWN}")].map(|run| Origin::Run { run });
        let basis = |how: String| Basis::Derived {
            how,
            from: origin.to_vec(),
        };
        let mut prospect = Prospect {
            id: id.to_owned(),
            name: name.to_owned(),
            rates: Vec::new(),
            gains: Vec::new(),
        };
        for (party, rate) in parties.iter().zip(rates) {
            if let Some(rate) = rate {
                let how = format!(
                    "{how}; rates between 0 and {}%; to repeat: cobden simulate on the run's scenario",
                    100.0 * MOST
                );
                let title = format!("Rate of {} on the other's goods: {name}", words::the(party));
                prospect.rates.push(self.ledger.figure(
                    &format!("prospect.{id}.rate.{party}"),
                    100.0 * rate,
                    Unit::Percent,
                    title,
                    basis(how),
                ));
            }
            let gain = 100.0 * (income(&solved, party) / income(self.today.1, party) - 1.0);
            let title = format!("Real income against today, {}: {name}", words::name(party));
            let how =
                "real income at these rates over real income under what is in force, less one"
                    .to_owned();
            prospect.gains.push(self.ledger.figure(
                &format!("prospect.{id}.{party}"),
                gain,
                Unit::Percent,
                title,
                basis(how),
            ));
        }
        found.states.push(prospect);
        runs.push(PackageRun {
            plan,
            run: solved,
            shock,
        });
        Ok(())
    }

    fn kept(&mut self, party: &str, payoffs: Temptation) -> Kept {
        let answer = Answer {
            after: ANSWERED_AFTER,
            lasts: None,
        };
        let keeping = payoffs.keeping(answer);
        let (verdict, rate) = match keeping {
            Ok(Keeping::Always) => ("keeps it whatever it thinks of the future".to_owned(), None),
            Ok(Keeping::From(delta)) => (
                "keeps it unless it discounts the future by more than".to_owned(),
                Some(yearly_rate(delta, 1.0)),
            ),
            Ok(Keeping::UpTo(_)) => (
                "keeps it only if the future counts for little: the war is worth more to it"
                    .to_owned(),
                None,
            ),
            _ => ("has nothing to lose by breaking it".to_owned(), None),
        };
        let figure = rate.filter(|rate| rate.is_finite()).map(|rate| {
            let basis = Basis::Derived {
                how: format!("δ = (breach − deal)/(breach − war) over the {ANSWERED_AFTER} months until a breach is answered with the war for ever, as a yearly rate (Bagwell and Staiger 1990)"),
                from: ["deal", "war"].map(|run| Origin::Run { run: format!("{run}/{OWN}") }).to_vec(),
            };
            let title = format!("Largest discount rate at which {} keeps the deal", words::the(party));
            self.ledger.figure(&format!("prospect.kept.{party}"), 100.0 * rate, Unit::Percent, title, basis)
        });
        Kept {
            party: party.to_owned(),
            discount_rate: figure,
            verdict,
        }
    }

    /// A war of attrition over who rolls back first, measured from both having rolled back.
    fn standoff(&mut self) -> Option<Wait> {
        let parties = self.context.asked.parties.clone();
        let find = |id: &str| self.runs.iter().find(|run| run.id == format!("{id}/{OWN}"));
        let both = find("mutual-rollback")?;
        let alone = [
            find(&format!("rollback-{}", parties[0]))?,
            find(&format!("rollback-{}", parties[1]))?,
        ];
        let side = |p: usize| {
            let change =
                |run: &Run| 100.0 * (income(run, &parties[p]) / income(both, &parties[p]) - 1.0);
            let effects = YearlyEffects {
                standoff: change(self.today.1),
                win: change(alone[1 - p]),
                concede: change(alone[p]),
            };
            cobden_talks::standoff::Side::from_yearly(
                words::name(&parties[p]),
                effects,
                Some(YEARS),
                DISCOUNT,
                0.0,
            )
        };
        let standoff = Standoff::between([side(0), side(1)]).ok()?;
        let meaning = standoff.meaning();
        let ids = [
            "in-force".to_owned(),
            "mutual-rollback".to_owned(),
            format!("rollback-{}", parties[0]),
            format!("rollback-{}", parties[1]),
        ];
        let median = standoff.quantile(0.5).filter(|months| months.is_finite()).map(|months| {
            let basis = Basis::Derived {
                how: format!(
                    "a war of attrition over who rolls back first (Hendricks, Weiss and Wilson 1988): a month of what is in force against both having rolled back, stakes of {YEARS} years discounted by {}%",
                    100.0 * DISCOUNT
                ),
                from: ids.map(|id| Origin::Run { run: format!("{id}/{OWN}") }).to_vec(),
            };
            self.ledger.figure("prospect.standoff.median", months, Unit::Count, "Median months of the standoff", basis)
        });
        Some(Wait {
            meaning,
            median_months: median,
        })
    }
}

/// Real income of an economy in a run, over that of its baseline.
fn income(run: &Run, party: &str) -> f64 {
    let found = run.economies.iter().find(|one| one.economy == party);
    found.map_or(f64::NAN, |one| 1.0 + one.real_income_change_percent / 100.0)
}

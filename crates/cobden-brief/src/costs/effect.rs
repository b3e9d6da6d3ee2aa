//! Effects of scenarios on the two sides, with the range over elasticities.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::run::{EconomyRun, Run};
use super::{OWN, Plan, Scenario, SetRuns, range};
use crate::context::Context;
use crate::figure::{Figure, Unit};
use crate::trail::{Basis, Ledger, Origin};
use crate::words;

/// What a scenario does to an economy, compared with the day before the escalation.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Effect {
    /// The economy.
    pub economy: String,
    /// Real income, in percent.
    pub real_income: Ranged,
    /// The same in billions of the base year.
    pub real_income_value: Figure,
    /// Consumer prices relative to world value added, in percent.
    pub prices: Ranged,
    /// Duty revenue after, in billions of the base year.
    pub revenue: Figure,
    /// Change of duty revenue.
    pub revenue_change: Figure,
    /// Real income against what is in force today, in percent.
    pub against_today: Ranged,
}

/// What one side buys of goods from the other under a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TradeEffect {
    /// Who buys.
    pub importer: String,
    /// From whom.
    pub exporter: String,
    /// Before, in billions of the base year.
    pub value: Figure,
    /// After.
    pub value_new: Figure,
    /// Change in percent.
    pub change: Ranged,
}

/// A figure for the world's own elasticities, and the range over published sets, outside which it may lie.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Ranged {
    /// With the world's own elasticities.
    pub central: Figure,
    /// Lowest over the published sets.
    pub low: Figure,
    /// Highest over the published sets.
    pub high: Figure,
}

/// Effects of all plans.
pub(crate) fn scenarios(
    context: &Context<'_>,
    ledger: &mut Ledger<'_>,
    plans: &[Plan],
    sets: &[SetRuns],
) -> Vec<Scenario> {
    let billions = sets[0].baseline.model.world().provenance.unit.to_billions();
    let one = plans.iter().enumerate().map(|(position, plan)| {
        let mut maker = Maker {
            ledger: &mut *ledger,
            plan,
            position,
            sets,
            billions,
        };
        Scenario {
            id: plan.id.clone(),
            name: plan.name.clone(),
            what: plan.what.clone(),
            effects: context
                .asked
                .parties
                .iter()
                .filter_map(|party| maker.effect(party))
                .collect(),
            trade: (0..2)
                .filter_map(|direction| maker.trade(direction))
                .collect(),
        }
    });
    one.collect()
}

struct Maker<'a, 'r> {
    ledger: &'a mut Ledger<'r>,
    plan: &'a Plan,
    position: usize,
    sets: &'a [SetRuns],
    billions: f64,
}

impl Maker<'_, '_> {
    fn key(&self, what: &str) -> String {
        format!("cost.{}.{what}", self.plan.id)
    }

    fn basis(&self, field: String) -> Basis {
        Basis::Run {
            run: format!("{}/{OWN}", self.plan.id),
            field,
            entries: Vec::new(),
        }
    }

    /// A value by set of elasticities.
    fn by_set(&self, value: impl Fn(&Run, &Run) -> Option<f64>) -> BTreeMap<&'static str, f64> {
        let values = self
            .sets
            .iter()
            .filter_map(|set| Some((set.name, value(&set.runs[self.position], &set.runs[0])?)));
        values.collect()
    }

    fn ranged(
        &mut self,
        key: &str,
        unit: Unit,
        title: String,
        basis: Basis,
        values: &BTreeMap<&'static str, f64>,
    ) -> Ranged {
        // The range is that of published sets; without one, of what there is.
        let counts = |name: &str| {
            let set = self.sets.iter().find(|set| set.name == name);
            name != OWN && set.is_some_and(|set| set.counts)
        };
        let published: BTreeMap<&str, f64> = (values.iter())
            .filter(|(name, _)| counts(name))
            .map(|(name, value)| (*name, *value))
            .collect();
        let ranged = if published.is_empty() {
            values
        } else {
            &published
        };
        let (low, high) = range(ranged);
        let sets: Vec<&str> = ranged.keys().copied().collect();
        let derived = |which: &str| Basis::Derived {
            how: format!("{which} over the elasticities {}", sets.join(", ")),
            from: sets
                .iter()
                .map(|set| Origin::Run {
                    run: format!("{}/{set}", self.plan.id),
                })
                .collect(),
        };
        let (lowest, highest) = (derived("lowest"), derived("highest"));
        Ranged {
            central: self.ledger.figure(
                key,
                values.get(OWN).copied().unwrap_or_default(),
                unit,
                title.clone(),
                basis,
            ),
            low: self.ledger.figure(
                &format!("{key}.low"),
                low,
                unit,
                format!("{title}: lowest"),
                lowest,
            ),
            high: self.ledger.figure(
                &format!("{key}.high"),
                high,
                unit,
                format!("{title}: highest"),
                highest,
            ),
        }
    }

    fn effect(&mut self, party: &str) -> Option<Effect> {
        let plan = self.plan;
        let find = |run: &Run| -> Option<EconomyRun> {
            run.economies
                .iter()
                .find(|one| one.economy == party)
                .cloned()
        };
        let own = find(&self.sets[0].runs[self.position])?;
        let field = |name: &str| format!("economies[{party}].{name}");
        let of = format!("{}, {}", words::name(party), plan.name);
        let income = self.by_set(|run, _| Some(find(run)?.real_income_change_percent));
        let prices = self.by_set(|run, _| Some(100.0 * (find(run)?.consumer_price_hat - 1.0)));
        let today = self.by_set(|run, now| {
            let ratio = |run: &Run| Some(1.0 + find(run)?.real_income_change_percent / 100.0);
            Some(100.0 * (ratio(run)? / ratio(now)? - 1.0))
        });
        let key = |what: &str| format!("cost.{}.{party}.{what}", plan.id);
        let against = Basis::Derived {
            how:
                "real income under this scenario over real income under what is in force, less one"
                    .to_owned(),
            from: [plan.id.as_str(), "in-force"]
                .map(|id| Origin::Run {
                    run: format!("{id}/{OWN}"),
                })
                .to_vec(),
        };
        let basis = [
            self.basis(field("real_income_change_percent")),
            self.basis(field("consumer_price_hat")),
            self.basis(field("equivalent_variation")),
            self.basis(field("duty_revenue")),
            self.basis(field("duty_revenue less duty_revenue_before")),
        ];
        let [of_income, of_prices, of_value, of_revenue, of_change] = basis;
        let billions = self.billions;
        Some(Effect {
            economy: party.to_owned(),
            real_income: self.ranged(
                &key("real-income"),
                Unit::Percent,
                format!("Real income: {of}"),
                of_income,
                &income,
            ),
            real_income_value: self.ledger.figure(
                &key("real-income-value"),
                own.equivalent_variation * billions,
                Unit::Billion,
                format!("Real income in billions: {of}"),
                of_value,
            ),
            prices: self.ranged(
                &key("prices"),
                Unit::Percent,
                format!("Consumer prices: {of}"),
                of_prices,
                &prices,
            ),
            revenue: self.ledger.figure(
                &key("revenue"),
                own.duty_revenue * billions,
                Unit::Billion,
                format!("Duty revenue: {of}"),
                of_revenue,
            ),
            revenue_change: self.ledger.figure(
                &key("revenue-change"),
                (own.duty_revenue - own.duty_revenue_before) * billions,
                Unit::Billion,
                format!("Change of duty revenue: {of}"),
                of_change,
            ),
            against_today: self.ranged(
                &key("against-today"),
                Unit::Percent,
                format!("Real income against today: {of}"),
                against,
                &today,
            ),
        })
    }

    fn trade(&mut self, direction: usize) -> Option<TradeEffect> {
        let own = self.sets[0].runs[self.position]
            .flows
            .get(direction)?
            .clone();
        // Nothing has no change in percent.
        if own.goods <= 0.0 {
            return None;
        }
        let change = self.by_set(|run, _| {
            let flow = run.flows.get(direction)?;
            (flow.goods > 0.0).then(|| 100.0 * (flow.goods_new / flow.goods - 1.0))
        });
        let pair = format!("trade.{}-{}", own.importer, own.exporter);
        let title = format!("{} from {}: {}", own.importer, own.exporter, self.plan.name);
        let basis = |maker: &Self, what: &str| {
            maker.basis(format!(
                "sum over sectors of goods of flows[{}, {}].{what} (with --flows)",
                own.importer, own.exporter
            ))
        };
        let key = self.key(&pair);
        let (old, new, of_change) = (
            basis(self, "value"),
            basis(self, "value_new"),
            basis(self, "value_new over value"),
        );
        let billions = self.billions;
        Some(TradeEffect {
            value: self.ledger.figure(
                &format!("{key}.before"),
                own.goods * billions,
                Unit::Billion,
                format!("Trade in goods before, {title}"),
                old,
            ),
            value_new: self.ledger.figure(
                &key,
                own.goods_new * billions,
                Unit::Billion,
                format!("Trade in goods, {title}"),
                new,
            ),
            change: self.ranged(
                &format!("{key}.change"),
                Unit::Percent,
                format!("Change of trade in goods, {title}"),
                of_change,
                &change,
            ),
            importer: own.importer.clone(),
            exporter: own.exporter.clone(),
        })
    }
}

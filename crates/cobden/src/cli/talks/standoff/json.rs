//! A standoff as JSON.

use cobden::talks::standoff::{Kind, Outlook};
use serde_json::{Value, json};

/// Probabilities of the quantiles given.
const QUANTILES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

pub(super) fn of(outlook: &Outlook, months: u16) -> Value {
    let mut object = head(outlook);
    let names = outlook.sides().clone().map(|side| side.name);
    let by_month = (0..=months).map(|month| {
        let t = f64::from(month);
        let movers = outlook.movers_by(t);
        let side = |i: usize| {
            json!({
                "side": names[i],
                "moved_first": movers.first[i],
                "expected_cost_percent": outlook.cost_by(i, t),
            })
        };
        json!({
            "month": month,
            "started": outlook.started_by(t),
            "both_at_once": movers.together,
            "sides": [side(0), side(1)],
        })
    });
    object["by_month"] = by_month.collect();
    object
}

/// All but the table by month.
pub(super) fn head(outlook: &Outlook) -> Value {
    let ever = outlook.movers_by(f64::INFINITY);
    let never = outlook.never();
    let side = |i: usize| {
        json!({
            "side": outlook.sides()[i].name,
            "moves_first": ever.first[i],
            // Without bound where nothing is discounted and the standoff may never end.
            "expected_cost_percent": finite(outlook.cost_by(i, f64::INFINITY)),
            "gain_from_deviating_percent": outlook.gain_from_deviating(i),
        })
    };
    let quantiles =
        QUANTILES.map(|q| json!({"probability": q, "month": outlook.quantile(q).and_then(finite)}));
    let sets = outlook.parts().iter().map(|(weight, standoff)| {
        let side = |i: usize| {
            let (of, concession) = (&standoff.sides()[i], &standoff.concessions()[i]);
            json!({
                "side": of.name,
                "cost_per_month_percent": of.cost_per_month,
                "win_percent": of.win,
                "concede_percent": of.concede,
                "discount_rate": of.discount_rate,
                "resolve": of.resolve,
                "moves_at_once": concession.at_once,
                "hazard_per_month": concession.hazard,
                "never_moves": concession.never,
                "value_percent": finite(standoff.value(i)),
            })
        };
        let weaker = match standoff.kind() {
            Kind::Reputation { weaker } => weaker.map(|i| standoff.sides()[i].name.clone()),
            _ => None,
        };
        json!({
            "weight": weight,
            "kind": standoff.kind().name(),
            "meaning": standoff.meaning(),
            "weaker": weaker,
            "horizon_months": finite(standoff.horizon()),
            "sides": [side(0), side(1)],
        })
    });
    json!({
        "sides": [side(0), side(1)],
        "both_at_once": ever.together,
        "started_at_once": outlook.started_by(0.0),
        "never": never,
        "mean_months_if_started": (never < 1.0).then(|| outlook.mean_if_started()),
        "median_month": outlook.quantile(0.5).and_then(finite),
        "quantiles": quantiles,
        "sets": sets.collect::<Vec<_>>(),
        "version": cobden::VERSION,
    })
}

/// A number that JSON can hold.
fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}

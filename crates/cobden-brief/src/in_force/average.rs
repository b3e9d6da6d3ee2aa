//! Trade-weighted means.

use cobden_record::Kind;
use cobden_schedule::{AverageFault, By};
use schemars::JsonSchema;
use serde::Serialize;

use super::Pair;
use super::lines::{Lines, unrounded};
use crate::fault::BriefFault;
use crate::figure::{Figure, Unit};
use crate::trail::Ledger;
use crate::words;

/// A trade-weighted mean.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Average {
    /// All duties.
    pub total: Figure,
    /// All but the ordinary duty.
    pub additional: Figure,
    /// The additional duties on the day before the round of escalation.
    pub additional_before: Option<Figure>,
    /// The additional duty that half of the trade pays at most: the trade-weighted median.
    pub typical: Option<Figure>,
    /// The additional duty that most trade pays, whatever makes it up.
    pub most_common: Option<MostCommon>,
    /// What each power adds, most first.
    pub by_authority: Vec<Contribution>,
    /// The trade it is weighed with.
    pub weights: String,
    /// Value of that trade, in billions of its currency.
    pub trade: Figure,
    /// Its currency.
    pub currency: String,
    /// Share of the trade whose code is in the tariff, in percent.
    pub coverage: f64,
    /// Share of the trade in codes wider than lines whose duties differ, in percent.
    pub wider_than_lines: f64,
    /// Share of the trade whose ordinary duty is not held, in percent.
    pub without_ordinary: f64,
}

/// The rate that most trade pays.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MostCommon {
    /// How much.
    pub additional: Figure,
    /// Share of the trade that pays it.
    pub share: Figure,
}

/// What a power adds to a mean.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Contribution {
    /// The power used.
    pub authority: String,
    /// Points of the mean.
    pub points: Figure,
    /// Share of the trade that owes it.
    pub share: Figure,
}

/// Whether a mean is over nothing, which is no fault of a report.
pub(crate) fn without_trade(fault: &AverageFault) -> bool {
    matches!(
        fault,
        AverageFault::NoTrade { .. } | AverageFault::NothingFound { .. }
    )
}

impl Pair<'_, '_> {
    /// The mean, the median and the most common rate; none where there is no trade to weigh with.
    pub(super) fn average(
        &self,
        ledger: &mut Ledger<'_>,
        lines: &Lines,
    ) -> Result<Option<Average>, BriefFault> {
        let (context, importer, exporter) = (self.context, self.importer, self.exporter);
        let asked = &context.asked;
        let mean = |day, by| {
            let schedule = &context.schedule;
            match schedule.average(self.weights, importer, Some(exporter), day, by) {
                Ok(mean) => Ok(Some(mean)),
                Err(fault) if without_trade(&fault) => Ok(None),
                Err(fault) => Err(BriefFault::from(fault)),
            }
        };
        let Some(now) = mean(asked.on, By::Authority)? else {
            return Ok(None);
        };
        let before = mean(asked.before, By::None)?;
        let key = |what: &str| format!("duty.{importer}-{exporter}.{what}");
        let on = asked.on;
        let of = format!(
            "duty of {} on goods of {}",
            words::the(importer),
            words::the(exporter)
        );
        let of_total = self.mean(ledger, on, "");
        let of_before = self.mean(ledger, asked.before, "");
        let of_parts = self.mean(ledger, on, " --by authority");
        let total = ledger.figure(
            &key("total"),
            100.0 * now.total,
            Unit::Percent,
            format!("Average {of} on {on}"),
            of_total.clone(),
        );
        let additional = ledger.figure(
            &key("additional"),
            100.0 * now.additional,
            Unit::Percent,
            format!("Average additional {of} on {on}"),
            of_total,
        );
        let additional_before = before.map(|before| {
            let title = format!("Average additional {of} on {}", asked.before);
            ledger.figure(
                &key("additional-before"),
                100.0 * before.additional,
                Unit::Percent,
                title,
                of_before,
            )
        });
        let of_weights = ledger.says(Kind::Weights, self.entry);
        let mut parts = now.by.clone();
        parts.sort_by(|a, b| b.rate.total_cmp(&a.rate).then(a.key.cmp(&b.key)));
        let by_authority = parts
            .iter()
            .filter(|part| part.share > 0.0)
            .map(|part| Contribution {
                authority: part.key.clone(),
                points: ledger.figure(
                    &key(&format!("by.{}", part.key)),
                    100.0 * part.rate,
                    Unit::Points,
                    format!("What {} adds to the average {of}", part.key),
                    of_parts.clone(),
                ),
                share: ledger.figure(
                    &key(&format!("by.{}.share", part.key)),
                    100.0 * part.share,
                    Unit::Percent,
                    format!("Share of trade that owes a duty under {}", part.key),
                    of_parts.clone(),
                ),
            });
        let by_authority = by_authority.collect();
        let (to_billions, currency) = self.unit();
        Ok(Some(Average {
            total,
            additional,
            additional_before,
            typical: self.typical(ledger, lines),
            most_common: self.most_common(ledger, lines),
            by_authority,
            weights: self
                .entry
                .common
                .title
                .clone()
                .unwrap_or_else(|| self.entry.id.clone()),
            trade: ledger.figure(
                &key("trade"),
                now.trade * to_billions,
                Unit::Billion,
                format!(
                    "Imports of {} from {} that averages are weighed with",
                    words::the(importer),
                    words::the(exporter)
                ),
                of_weights,
            ),
            currency,
            coverage: 100.0 * now.coverage,
            wider_than_lines: 100.0 * now.spread,
            without_ordinary: 100.0 * now.without_ordinary,
        }))
    }

    fn typical(&self, ledger: &mut Ledger<'_>, lines: &Lines) -> Option<Figure> {
        let median = lines.median()?;
        let how = format!(
            "the additional duty of each line in the weights, as `{}` gives it, sorted; the first at which lines with half of the trade are reached. A line of which part pays counts with its mean",
            self.line(lines.example()?)
        );
        let basis = self.duties(ledger, self.context.asked.on, how, None);
        let title = format!(
            "Trade-weighted median of the additional duties of {} on goods of {}",
            words::the(self.importer),
            words::the(self.exporter)
        );
        Some(ledger.figure(
            &format!("duty.{}-{}.typical", self.importer, self.exporter),
            unrounded(median),
            Unit::Percent,
            title,
            basis,
        ))
    }

    fn most_common(&self, ledger: &mut Ledger<'_>, lines: &Lines) -> Option<MostCommon> {
        let (rate, trade) = lines.most_common()?;
        let percent = unrounded(rate);
        let how = format!(
            "the additional duty of each line in the weights, as `{}` gives it; that which lines with most trade pay in full, and their share",
            self.line(lines.example()?)
        );
        let basis = self.duties(ledger, self.context.asked.on, how, None);
        let key = format!("duty.{}-{}.most-common", self.importer, self.exporter);
        let title = format!(
            "Most common additional duty of {} on goods of {}",
            words::the(self.importer),
            words::the(self.exporter)
        );
        Some(MostCommon {
            additional: ledger.figure(&key, percent, Unit::Percent, title, basis.clone()),
            share: ledger.figure(
                &format!("{key}.share"),
                100.0 * trade / lines.trade,
                Unit::Percent,
                format!("Share of trade that pays {}", words::rate(percent)),
                basis,
            ),
        })
    }
}

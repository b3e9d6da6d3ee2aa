//! What an economy does to trade.

use jiff::civil::Date;

use crate::entry::words;
use crate::products::Products;
use crate::rate::Expression;
use crate::target::Target;

/// One measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The economy that acts.
    pub actor: String,
    /// Against whom.
    pub target: Target,
    /// Id of the act it rests on.
    pub act: Option<String>,
    /// What it does.
    pub instrument: Instrument,
    /// The power used.
    pub authority: String,
    /// A finer name that relations can use.
    pub family: Option<String>,
    /// On what.
    pub products: Products,
    /// The products in words.
    pub scope: Option<String>,
    /// Vintage of its codes; the actor's own where none is named.
    pub nomenclature: Option<String>,
    /// How much.
    pub rate: Option<Rates>,
    /// First day.
    pub from: Option<Date>,
    /// First day no longer.
    pub until: Option<Date>,
    /// Whether it counts.
    pub status: Status,
    /// What yields while this one is in force: measures, families or authorities.
    pub replaces: Vec<String>,
    /// Where one of these is owed, this one is not due.
    pub excluded_by: Vec<String>,
    /// What is not due on the products of this exemption.
    pub exempts: Vec<String>,
    /// What this one puts to an end, from its first day.
    pub ends: Vec<String>,
    /// Conditions that must all hold.
    pub when: Vec<String>,
    /// Conditions none of which may hold.
    pub unless: Vec<String>,
    /// Relief for goods under way.
    pub in_transit: Option<InTransit>,
    /// How many lines, as the source says.
    pub lines: Option<u32>,
    /// How much trade, as the source says.
    pub trade: Option<String>,
}

/// How much a measure charges.
#[derive(Debug, Clone, PartialEq)]
pub enum Rates {
    /// Each code has its own rate, in the measure's lists.
    Listed,
    /// One rate after the other; the first holds from the measure's own first day.
    Steps(Vec<Step>),
}

/// A rate from a day on.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// First day; none means the measure's own.
    pub from: Option<Date>,
    /// The rate.
    pub rate: Expression,
}

/// Goods under way on the first day: they are treated as if the measure had not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InTransit {
    /// They left before this day,
    pub exported_before: Date,
    /// and were entered before this one.
    pub entered_before: Date,
}

/// What a measure does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instrument {
    /// The ordinary duty of the tariff schedule: most favoured nation, preference or column 2.
    OrdinaryDuty,
    /// A duty on top of the ordinary one.
    Tariff,
    /// Takes products out of other measures.
    Exemption,
    /// Exports need a licence or are forbidden.
    ExportControl,
    /// Imports are forbidden.
    ImportBan,
    /// A bound on quantity.
    Quota,
    /// A promise to buy.
    PurchaseCommitment,
    /// Listed persons and firms.
    Sanction,
    /// Support.
    Subsidy,
    /// A charge that is not on the value of a line, such as port fees.
    Fee,
    /// An investigation that may lead to a measure.
    Investigation,
    /// How customs treats goods, such as parcels.
    Procedure,
}

impl Instrument {
    /// Whether it is a duty on a line, and so a layer of the total.
    pub fn is_duty(self) -> bool {
        matches!(self, Self::OrdinaryDuty | Self::Tariff)
    }
}

/// Whether a measure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Status {
    /// It is law from its first day, or was.
    #[default]
    Enacted,
    /// It was threatened.
    Threatened,
    /// It was announced, without an act yet.
    Announced,
    /// It is said to exist; nothing was published.
    Reported,
}

words!(Instrument, "instrument", {
    OrdinaryDuty => "ordinary duty",
    Tariff => "tariff",
    Exemption => "exemption",
    ExportControl => "export control",
    ImportBan => "import ban",
    Quota => "quota",
    PurchaseCommitment => "purchase commitment",
    Sanction => "sanction",
    Subsidy => "subsidy",
    Fee => "fee",
    Investigation => "investigation",
    Procedure => "procedure",
});

words!(Status, "status", {
    Enacted => "enacted",
    Threatened => "threatened",
    Announced => "announced",
    Reported => "reported",
});

//! What a package does for the positions that the two have stated.

use cobden_record::{Entry, MetWhen, Position, PositionKind};
use cobden_schedule::{Standing, State, stances};
use cobden_talks::Subset;

use super::steps::Step;
use crate::context::Context;

/// A position that packages are held against: an open one, or a red line that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// Its id in the record.
    pub position: String,
    /// The side that holds it, first or second.
    pub by: usize,
    /// What it is.
    pub kind: PositionKind,
    /// What is wanted or offered.
    pub what: String,
    /// Whether it is met, or kept, today.
    holds: bool,
    ended: Vec<Affected>,
    in_force: Vec<Affected>,
    /// Whether the record says which state of measures meets it.
    has_rule: bool,
    /// Steps that change a measure it is about.
    touched_by: Subset,
    /// Steps that meet it because their reader says so.
    met_by: Subset,
}

/// What a package does to a stated position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It has what it asks for, though today it has not.
    Meets,
    /// A red line that is kept today would be no longer.
    Crosses,
    /// Measures change that a red line is about, which does not say what would cross it.
    Touches,
}

/// A measure, and the steps that change it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Affected {
    in_force: bool,
    over: bool,
    ended_by: Subset,
    enacted_by: Subset,
}

impl Affected {
    fn new(context: &Context<'_>, steps: &[Step], id: &str) -> Self {
        let state = context.schedule.state(id, context.asked.on);
        let entry = context.record.measures.get(id);
        let of = |meant: &dyn Fn(&Step) -> bool| -> Subset {
            let places = steps.iter().enumerate().filter(|(_, step)| meant(step));
            places.map(|(place, _)| place).collect()
        };
        Self {
            in_force: state == Some(State::InForce),
            over: matches!(
                state,
                Some(State::Ended(_) | State::StruckDown(_) | State::Suspended(_))
            ),
            ended_by: of(&|step| {
                let mut names = step.without.iter();
                names.any(|name| entry.is_some_and(|entry| entry.answers_to(name)))
            }),
            enacted_by: of(&|step| step.suppose.iter().any(|one| one == id)),
        }
    }

    fn is_over(&self, package: Subset) -> bool {
        self.enacted_by.and(package).is_empty()
            && (self.over || !self.ended_by.and(package).is_empty())
    }

    fn is_in_force(&self, package: Subset) -> bool {
        !self.enacted_by.and(package).is_empty()
            || (self.in_force && self.ended_by.and(package).is_empty())
    }

    fn changed_by(&self) -> impl Iterator<Item = usize> {
        self.ended_by.steps().chain(self.enacted_by.steps())
    }
}

impl Stated {
    /// The open positions of the two and the red lines that are kept, preconditions first.
    pub(super) fn all(context: &Context<'_>, steps: &[Step]) -> Vec<Self> {
        let dispute = context.dispute();
        let mut all = Vec::new();
        for one in stances(context.view, &context.schedule, context.asked.on) {
            let is_kept = one.entry.body.kind == PositionKind::RedLine
                && matches!(one.standing, Standing::Met { since: None, .. });
            let Some(by) = dispute.between(&one.entry.body) else {
                continue;
            };
            if one.standing == Standing::Open || is_kept {
                all.push(Self::new(context, steps, one.entry, by));
            }
        }
        all.sort_by_key(|one| one.kind != PositionKind::Precondition);
        all
    }

    fn new(context: &Context<'_>, steps: &[Step], entry: &Entry<Position>, by: usize) -> Self {
        let position = &entry.body;
        let affected = |ids: &[String]| {
            ids.iter()
                .map(|id| Affected::new(context, steps, id))
                .collect()
        };
        let none = MetWhen::default();
        let rule = position.met_when.as_ref().unwrap_or(&none);
        let about: Vec<Affected> = affected(&position.about);
        let naming = steps.iter().enumerate();
        let naming = naming.filter(|(_, step)| step.meets.contains(&entry.id));
        let mut stated = Self {
            position: entry.id.clone(),
            by,
            kind: position.kind,
            what: position.what.trim_end_matches('.').to_owned(),
            holds: false,
            ended: affected(&rule.ended),
            in_force: affected(&rule.in_force),
            has_rule: position.met_when.is_some(),
            touched_by: about.iter().flat_map(Affected::changed_by).collect(),
            met_by: naming.map(|(place, _)| place).collect(),
        };
        stated.holds = stated.holds_under(Subset::TODAY);
        stated
    }

    fn holds_under(&self, package: Subset) -> bool {
        self.has_rule
            && self.ended.iter().all(|one| one.is_over(package))
            && self.in_force.iter().all(|one| one.is_in_force(package))
    }

    /// What a package does to it; none where it leaves it as it is.
    pub fn verdict(&self, package: Subset) -> Option<Verdict> {
        let holds = self.holds_under(package);
        if (holds && !self.holds) || !self.met_by.and(package).is_empty() {
            return Some(Verdict::Meets);
        }
        if self.kind != PositionKind::RedLine {
            return None;
        }
        if self.holds && !holds {
            return Some(Verdict::Crosses);
        }
        let is_touched = !self.has_rule && !self.touched_by.and(package).is_empty();
        is_touched.then_some(Verdict::Touches)
    }
}

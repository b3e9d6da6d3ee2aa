//! Relations between measures, from the measures themselves and from rules.

use cobden_record::{Entry, Measure, Relation, Rule, View};
use jiff::civil::Date;

use crate::names::Names;
use crate::validity::covers;

/// One measure stands in the way of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) kind: EdgeKind,
    /// The measure that yields.
    pub(crate) yields: usize,
    /// The measure it yields to.
    pub(crate) to: usize,
    pub(crate) from: Option<Date>,
    pub(crate) until: Option<Date>,
}

/// Why a measure yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum EdgeKind {
    Exempt,
    Replaced,
    Excluded,
}

/// Measures of which only the highest is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HighestOf {
    pub(crate) members: Vec<usize>,
    pub(crate) from: Option<Date>,
    pub(crate) until: Option<Date>,
}

/// All relations of the measures known.
#[derive(Debug)]
pub(crate) struct Relations {
    /// By the measure that yields.
    pub(crate) edges: Vec<Vec<Edge>>,
    pub(crate) highest: Vec<HighestOf>,
}

impl Relations {
    pub(crate) fn new(view: View<'_>, measures: &[(&Entry<Measure>, Measure)]) -> Self {
        let names = Names::new(measures);
        let mut relations = Self {
            edges: vec![Vec::new(); measures.len()],
            highest: Vec::new(),
        };
        for (index, (_, measure)) in measures.iter().enumerate() {
            let inline = [
                (&measure.replaces, EdgeKind::Replaced),
                (&measure.exempts, EdgeKind::Exempt),
            ];
            for (others, kind) in inline {
                for yields in names.named(others, Some(&measure.actor)) {
                    // An exemption that names its own authority means the duties.
                    if kind == EdgeKind::Exempt && !measures[yields].1.instrument.is_duty() {
                        continue;
                    }
                    relations.edge(kind, yields, index, None, None);
                }
            }
            for to in names.named(&measure.excluded_by, Some(&measure.actor)) {
                relations.edge(EdgeKind::Excluded, index, to, None, None);
            }
        }
        for rule in view.rules().filter(|rule| rule.body.modelled) {
            relations.add_rule(&rule.body, &names, measures);
        }
        relations
    }

    fn add_rule(
        &mut self,
        rule: &Rule,
        names: &Names<'_>,
        measures: &[(&Entry<Measure>, Measure)],
    ) {
        let (from, until) = (rule.from, rule.until);
        let layers = names.named(&rule.layers, None);
        let others = names.named(&rule.others, None);
        if rule.relation == Relation::HighestOf {
            self.highest.push(HighestOf {
                members: layers,
                from,
                until,
            });
            return;
        }
        for &layer in &layers {
            for &other in &others {
                let actor = |index: usize| &measures[index].1.actor;
                if actor(layer) != actor(other) {
                    continue;
                }
                match rule.relation {
                    Relation::Replaces => {
                        self.edge(EdgeKind::Replaced, other, layer, from, until);
                    }
                    Relation::Exempt => self.edge(EdgeKind::Exempt, other, layer, from, until),
                    Relation::ExcludedBy => {
                        self.edge(EdgeKind::Excluded, layer, other, from, until);
                    }
                    Relation::Adds | Relation::HighestOf => {}
                }
            }
        }
    }

    fn edge(
        &mut self,
        kind: EdgeKind,
        yields: usize,
        to: usize,
        from: Option<Date>,
        until: Option<Date>,
    ) {
        if yields != to {
            self.edges[yields].push(Edge {
                kind,
                yields,
                to,
                from,
                until,
            });
        }
    }

    /// Every day on which a relation begins or ends.
    pub(crate) fn days(&self) -> impl Iterator<Item = Date> {
        let edges = self
            .edges
            .iter()
            .flatten()
            .map(|edge| (edge.from, edge.until));
        let highest = self.highest.iter().map(|group| (group.from, group.until));
        let pairs = edges.chain(highest);
        pairs.flat_map(|(from, until)| [from, until].into_iter().flatten())
    }
}

impl Edge {
    pub(crate) fn holds(&self, day: Date) -> bool {
        covers(self.from, self.until, day)
    }
}

impl HighestOf {
    pub(crate) fn holds(&self, day: Date) -> bool {
        covers(self.from, self.until, day)
    }
}

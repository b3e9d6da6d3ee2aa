//! Relations that go in a circle: each measure would yield to the next.

use std::collections::BTreeSet;

use cobden_codes::{CodeSet, Economy, Group};
use cobden_diagnostics::{Diagnostic, Diagnostics};
use jiff::civil::Date;

use super::layers::Layer;
use super::{Span, header};
use crate::load::Draft;
use crate::record::Record;
use crate::rule::Relation;
use crate::target::{Economies, Target};

/// Circles that are looked at; a record with more has one slip that makes them all.
const LOOKED_AT: usize = 2000;

/// Circles that are shown.
const SHOWN: usize = 10;

/// One measure stands before another.
struct Edge<'r> {
    /// The measure that yields.
    to: usize,
    span: Span,
    why: Why<'r>,
}

/// Why one measure stands before another.
#[derive(Clone, Copy)]
enum Why<'r> {
    Replaces,
    ExcludedBy,
    Rule(&'r str),
}

pub(super) fn check(draft: &Draft, layers: &[Layer], found: &mut Diagnostics) {
    let edges = edges(&draft.record, layers);
    // Most records have no circle even when dates are left aside.
    let mut any = false;
    search(
        &edges,
        |_| true,
        |_| {
            any = true;
            false
        },
    );
    if !any {
        return;
    }
    let mut days: BTreeSet<Date> = layers.iter().map(|layer| layer.span.from).collect();
    days.extend(edges.iter().flatten().map(|edge| edge.span.from));
    let mut seen: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut left = LOOKED_AT;
    for day in days {
        let mut circles = Vec::new();
        let collect = |path: &[usize]| {
            circles.push(path.to_vec());
            left -= 1;
            left > 0
        };
        let whole = search(&edges, |span| span.covers(day), collect);
        for path in circles {
            let mut members = path.clone();
            members.sort_unstable();
            if !seen.contains(&members) && meet(&draft.record, layers, &members, day) {
                seen.insert(members);
                found.push(fault(draft, layers, &edges, path, day));
            }
            if seen.len() == SHOWN {
                return;
            }
        }
        if !whole {
            return;
        }
    }
}

/// For every measure, those that yield to it.
fn edges<'r>(record: &'r Record, layers: &[Layer<'r>]) -> Vec<Vec<Edge<'r>>> {
    let mut edges: Vec<Vec<Edge>> = layers.iter().map(|_| Vec::new()).collect();
    let mut add = |before: usize, to: usize, within: Option<Span>, why: Why<'r>| {
        let (a, b) = (&layers[before], &layers[to]);
        // A family or authority that a measure names may be its own; its own id is a slip.
        if before == to || a.entry.body.actor != b.entry.body.actor {
            return;
        }
        let within = within.unwrap_or(Span::new(None, None));
        if let Some(span) = a.span.and(b.span).and_then(|span| span.and(within)) {
            edges[before].push(Edge { to, span, why });
        }
    };
    for (index, layer) in layers.iter().enumerate() {
        let body = &layer.entry.body;
        for (other, that) in layers.iter().enumerate() {
            if that.named(&body.replaces) {
                add(index, other, None, Why::Replaces);
            }
            if that.named(&body.excluded_by) {
                add(other, index, None, Why::ExcludedBy);
            }
        }
    }
    for rule in record.rules.values().filter(|rule| rule.body.modelled) {
        let of = |names: &[String]| -> Vec<usize> {
            let all = layers.iter().enumerate();
            let named = all.filter(|(_, layer)| layer.named(names));
            named.map(|(index, _)| index).collect()
        };
        let (layers, others) = (of(&rule.body.layers), of(&rule.body.others));
        let span = Span::new(rule.body.from, rule.body.until);
        for &layer in &layers {
            for &other in &others {
                match rule.body.relation {
                    Relation::Replaces => add(layer, other, Some(span), Why::Rule(&rule.id)),
                    Relation::ExcludedBy => add(other, layer, Some(span), Why::Rule(&rule.id)),
                    Relation::Adds | Relation::Exempt | Relation::HighestOf => {}
                }
            }
        }
    }
    edges
}

/// Walks the edges that hold, and hands out every circle that a walk closes, until told to stop.
fn search(
    edges: &[Vec<Edge>],
    holds: impl Fn(Span) -> bool,
    mut circle: impl FnMut(&[usize]) -> bool,
) -> bool {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; edges.len()];
    for start in 0..edges.len() {
        if state[start] != State::New {
            continue;
        }
        let mut path = vec![start];
        let mut next = vec![0];
        state[start] = State::Open;
        while let (Some(&here), Some(at)) = (path.last(), next.last_mut()) {
            let Some(edge) = edges[here].get(*at) else {
                state[here] = State::Done;
                path.pop();
                next.pop();
                continue;
            };
            *at += 1;
            if !holds(edge.span) {
                continue;
            }
            match state[edge.to] {
                State::New => {
                    state[edge.to] = State::Open;
                    path.push(edge.to);
                    next.push(0);
                }
                State::Open => {
                    let from = path.iter().position(|node| *node == edge.to).unwrap_or(0);
                    if !circle(&path[from..]) {
                        return false;
                    }
                }
                State::Done => {}
            }
        }
    }
    true
}

/// Whether the measures of a circle can be owed on the same goods of the same economy.
fn meet(record: &Record, layers: &[Layer], members: &[usize], day: Date) -> bool {
    let mut codes = CodeSet::all();
    let mut economies: Option<BTreeSet<&str>> = None;
    for &member in members {
        let measure = &layers[member].entry.body;
        if let Some(own) = record.codes(&measure.products) {
            codes = codes.intersection(&own);
        }
        if let Some(own) = named(&measure.target, day) {
            economies = Some(match economies {
                None => own,
                Some(so_far) => so_far.intersection(&own).copied().collect(),
            });
        }
    }
    let mut left = economies.unwrap_or_else(|| Economy::all().map(Economy::code).collect());
    for &member in members {
        for name in &layers[member].entry.body.target.except {
            for gone in members_of(name, day) {
                left.remove(gone);
            }
        }
    }
    !codes.is_empty() && !left.is_empty()
}

/// The economies that a target names; none for all of them.
fn named(target: &Target, day: Date) -> Option<BTreeSet<&str>> {
    match &target.include {
        Economies::All => None,
        Economies::Named(names) => Some(
            names
                .iter()
                .flat_map(|name| members_of(name, day))
                .collect(),
        ),
    }
}

fn members_of(name: &str, day: Date) -> Vec<&str> {
    match Group::find(name) {
        Some(group) => group.members_on(day),
        None => vec![name],
    }
}

fn fault(
    draft: &Draft,
    layers: &[Layer],
    edges: &[Vec<Edge>],
    mut path: Vec<usize>,
    day: Date,
) -> Diagnostic {
    // Begin with the first id, so that the message does not depend on the walk.
    let least = path.iter().enumerate().min_by_key(|(_, member)| **member);
    let least = least.map_or(0, |(at, _)| at);
    path.rotate_left(least);
    let id = |member: usize| layers[member].entry.id.as_str();
    let steps: Vec<String> = (0..path.len())
        .map(|at| {
            let (here, there) = (path[at], path[(at + 1) % path.len()]);
            let edge = edges[here]
                .iter()
                .find(|edge| edge.to == there && edge.span.covers(day));
            let why = match edge.map(|edge| edge.why) {
                Some(Why::Rule(rule)) => format!("by rule \"{rule}\""),
                Some(Why::ExcludedBy) => "which is excluded by it".to_owned(),
                _ => "which it replaces".to_owned(),
            };
            format!("\"{}\" before \"{}\", {why}", id(here), id(there))
        })
        .collect();
    let message = format!("relations go in a circle on {day}: {}", steps.join("; "));
    let first = path.first().copied().unwrap_or_default();
    Diagnostic::error(header(draft, id(first)), message)
        .hint("take out the relation that the law does not have, or name a family instead of a whole authority")
}

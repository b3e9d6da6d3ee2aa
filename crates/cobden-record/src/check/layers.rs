//! The measures that count, with the days on which they do.

use jiff::civil::Date;

use super::Span;
use crate::amendment::Effect;
use crate::entry::Entry;
use crate::measure::{Measure, Status};
use crate::record::Record;

/// An enacted measure and the days on which it is in force, suspensions left aside.
pub(super) struct Layer<'r> {
    pub(super) entry: &'r Entry<Measure>,
    pub(super) span: Span,
}

/// The enacted measures in order of id, as all is known.
pub(super) fn of(record: &Record) -> Vec<Layer<'_>> {
    let view = record.latest();
    let enacted = view.measures().filter(|(_, m)| m.status == Status::Enacted);
    let mut layers: Vec<Layer> = enacted
        .filter_map(|(entry, measure)| {
            let span = Span::new(Some(measure.from?), measure.until);
            Some(Layer { entry, span })
        })
        .collect();
    for amendment in view.amendments() {
        let (Effect::Ends { from } | Effect::StrikesDown { from }) = amendment.body.effect else {
            continue;
        };
        let changed = |layer: &&mut Layer| layer.entry.is_changed_by(amendment);
        for layer in layers.iter_mut().filter(changed) {
            layer.cut(from);
        }
    }
    let ends: Vec<(usize, usize)> = (0..layers.len())
        .flat_map(|by| {
            let names = &layers[by].entry.body.ends;
            let means = |ended: &usize| {
                let ended = &layers[*ended].entry;
                names.iter().any(|name| ended.answers_to(name))
                    && ended.body.actor == layers[by].entry.body.actor
                    && ended.common.known <= layers[by].entry.common.known
            };
            let ended = (0..layers.len()).filter(|ended| *ended != by && !names.is_empty());
            ended
                .filter(means)
                .map(move |ended| (by, ended))
                .collect::<Vec<_>>()
        })
        .collect();
    for (by, ended) in ends {
        let from = layers[by].span.from;
        layers[ended].cut(from);
    }
    layers.retain(|layer| layer.span.from < layer.span.until);
    layers
}

impl Layer<'_> {
    fn cut(&mut self, from: Date) {
        self.span.until = self.span.until.min(from);
    }

    /// Whether one of the names means it.
    pub(super) fn named(&self, names: &[String]) -> bool {
        names.iter().any(|name| self.entry.answers_to(name))
    }
}

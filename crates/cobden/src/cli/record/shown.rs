//! How entries are put in words.

use cobden::record::{Citation, Record};
use cobden::schedule::{Layer, LayerStatus, State};

/// Percentage points without noise in the last digits: at most six decimals, none for nothing.
pub(crate) fn points(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// A ratio as a number of percent for JSON, without noise in the last digits.
pub(crate) fn percent_value(ratio: f64) -> f64 {
    let rounded = (ratio * 1e14).round() / 1e12;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Publisher, title, date and place of a citation.
pub(crate) fn citation(record: &Record, citation: &Citation) -> String {
    let Some(source) = record.sources.get(&citation.source) else {
        return citation.source.clone();
    };
    let mut text = source.body.publisher.clone();
    for part in [&source.common.title, &citation.at].into_iter().flatten() {
        text += ", ";
        text += part;
    }
    format!("{text} ({})", source.body.date)
}

/// All citations of an entry.
pub(crate) fn citations(record: &Record, all: &[Citation]) -> String {
    let all: Vec<String> = all.iter().map(|one| citation(record, one)).collect();
    all.join("; ")
}

/// Why a layer has its status.
pub(crate) fn reason(record: &Record, layer: &Layer) -> String {
    let mut text = match &layer.status {
        LayerStatus::Applied if layer.parts.len() == 1 => String::new(),
        LayerStatus::Applied => String::from("part of the trade"),
        LayerStatus::Excluded(by) => format!("not due where {} is owed", title(record, by)),
        LayerStatus::Exempt(by) => title(record, by),
        LayerStatus::Replaced(by) => format!("{} holds in its place", title(record, by)),
        LayerStatus::NotHighest(_) => "only the highest of its group is owed".to_owned(),
        LayerStatus::Suspended(by) => title(record, by),
        LayerStatus::NotMet(condition) => record
            .conditions
            .get(condition)
            .map_or_else(|| condition.clone(), |entry| entry.body.text.clone()),
        LayerStatus::Reported => "nothing was published".to_owned(),
    };
    if layer.parts.len() > 1 {
        let parts = layer.parts.iter();
        let parts: Vec<String> = parts
            .map(|(weight, status)| {
                let share = (1e4 * weight).round() / 100.0;
                format!("{status} on {}%", points(share))
            })
            .collect();
        text = format!("{text}: {}", parts.join(", "));
    }
    text
}

/// The title of a measure or amendment, or its id.
pub(crate) fn title(record: &Record, id: &str) -> String {
    let measure = record.measures.get(id).map(|entry| &entry.common);
    let amendment = record.amendments.get(id).map(|entry| &entry.common);
    let common = measure.or(amendment);
    let title = common.and_then(|common| common.title.clone());
    title.unwrap_or_else(|| id.to_owned())
}

/// A state in a word or two.
pub(crate) fn state(state: &State) -> String {
    match state {
        State::Announced => "not yet in force".to_owned(),
        State::InForce => "in force".to_owned(),
        State::Suspended(by) => format!("suspended by {by}"),
        State::Ended(Some(by)) => format!("ended by {by}"),
        State::Ended(None) => "expired".to_owned(),
        State::StruckDown(by) => format!("struck down by {by}"),
        State::Not(status) => status.word().to_owned(),
    }
}

/// Cuts a text to a width, with an ellipsis.
pub(crate) fn clipped(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn points_have_no_noise() {
        assert_eq!(points(100.0 * 0.145), "14.5");
        assert_eq!(points(-1e-12), "0");
    }
}

//! The dates of a figure: when it was so, over what stretch, and compared with when.

use jiff::ToSpan;

use super::super::Context;
use crate::clause::Range;
use crate::fact::Figure;
use crate::period::Period;
use crate::time::{Anchor, Relation, Tense};

/// Fills `when`, `since` and their dates from the time phrases of a range of tokens.
pub(super) fn date(context: &Context<'_, '_>, range: Range, compares: bool, figure: &mut Figure) {
    let text = context.text;
    let anchor = Anchor {
        document: context.setting.date,
        tense: Tense::Past,
        previous: None,
    };
    for time in text.times_in(range) {
        let token = text.token_at(time.core.start);
        let before = token.checked_sub(1);
        let earlier = before.is_some_and(|index| text.is_any(index, &["since"]));
        let long = compares
            && (time.is_duration() || matches!(time.relation, Relation::In) && time.is_duration());
        if time.relation == Relation::Since || earlier || long {
            if figure.since.is_none() {
                figure.since = Some(if time.relation == Relation::Since {
                    time.core
                } else {
                    time.span
                });
                figure.since_date = time.resolve(&anchor).map(|resolved| resolved.period);
            }
            continue;
        }
        if time.is_vague() || figure.when.is_some() {
            continue;
        }
        figure.when = Some(time.span);
        if let Some(resolved) = time.resolve(&anchor) {
            if resolved.period.is_day() {
                figure.date = Some(resolved.period);
            } else {
                figure.period = Some(resolved.period);
            }
        }
    }
}

/// `a seven-month low`: so many months before the document's date.
pub(super) fn months_back(context: &Context<'_, '_>, months: i32) -> Option<Period> {
    let day = context.setting.day()?;
    let back = day.checked_sub(months.months()).ok()?;
    Period::month(back.year(), back.month())
}

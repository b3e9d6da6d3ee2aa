//! The dates of a figure: when it was so, over what stretch, and compared with when.

use std::ops::Not;

use jiff::ToSpan;

use super::super::Context;
use crate::clause::Range;
use crate::fact::Figure;
use crate::period::Period;
use crate::time::{Anchor, Relation, Tense};
use crate::words::Tag;

/// Fills `when`, `since` and their dates from the time phrases of a range of tokens.
///
/// `previous` is the date spoken of last, for `April that year`.
pub(super) fn date(
    context: &Context<'_, '_>,
    range: Range,
    compares: bool,
    previous: Option<Period>,
    figure: &mut Figure,
) {
    let text = context.text;
    let anchor = Anchor {
        document: context.setting.date,
        tense: Tense::Past,
        previous,
    };
    for time in text.times_in(range.clone()) {
        let token = text.token_at(time.span.start);
        // `since the crisis of 1997`
        // `to $6.9bn in August from $8bn in July`
        let against = figure.since.is_none()
            && token >= range.start + 2
            && time.is_duration().not()
            && (token.saturating_sub(6).max(range.start)..token).any(|index| {
                text.is_any(index, &["from", "compared", "versus", "against"])
                    && (index + 1..token).any(|at| text.tokens[at].tag == Tag::Number)
            });
        let since = time.relation == Relation::Since
            || against
            || (token.saturating_sub(6).max(range.start)..token)
                .any(|index| text.is(index, "since"))
                && figure.since.is_none();
        if since || compares && time.is_duration() {
            if figure.since.is_none() {
                figure.since = Some(if since { time.core } else { time.span });
                figure.since_date = time.resolve(&anchor).map(|resolved| resolved.period);
            }
            continue;
        }
        // `to 48 from August's 49.4`; `a one-year low`
        let after = text.token_at(time.span.end);
        let attribute = token > range.start
            && text.tokens.get(after).is_some_and(|next| {
                next.tag == Tag::Possessive && next.start as usize == time.span.end
            });
        let future = text.is_any(after, &["will"]) || text.is_any(token, &["next"]);
        let adjective = time.is_duration() && time.span.of(text.text).contains('-');
        if time.is_vague() || attribute || future || adjective || figure.when.is_some() {
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

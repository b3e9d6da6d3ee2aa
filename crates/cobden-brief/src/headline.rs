//! The main points, from the facts.

use crate::brief::Brief;
use crate::context::Context;
use crate::costs::Effect;
use crate::in_force::Direction;
use crate::words::{counted, day, moves, rate, the, the_capital};

/// Two or three sentences: what is levied, what it costs, and what stands in the way of less.
pub(crate) fn headline(context: &Context<'_>, brief: &Brief) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.push(duties(context, brief));
    sentences.extend(costs(brief));
    sentences.push(talks(context, brief));
    sentences
}

fn duties(context: &Context<'_>, brief: &Brief) -> String {
    let asked = &context.asked;
    let side = |direction: &Direction| -> String {
        let (importer, exporter) = (&direction.importer, &direction.exporter);
        let Some(average) = &direction.average else {
            return format!(
                "what {} levies on goods of {} cannot be averaged",
                the(importer),
                the(exporter)
            );
        };
        let at_least = if direction.unlisted.is_empty() {
            ""
        } else {
            "at least "
        };
        let moved = average
            .additional_before
            .as_ref()
            .map_or(String::new(), |before| {
                let (now, then) = (rate(average.additional.value), rate(before.value));
                if now == then {
                    ", as before".to_owned()
                } else {
                    format!(", after {then} on {}", day(asked.before))
                }
            });
        format!(
            "{} levies {at_least}{} on average on goods of {} on top of ordinary duties{moved}",
            the(importer),
            rate(average.additional.value),
            the(exporter)
        )
    };
    let sides: Vec<String> = brief.in_force.iter().map(side).collect();
    format!("On {} {}.", day(asked.on), sides.join("; "))
}

fn costs(brief: &Brief) -> Option<String> {
    let scenario = brief.costs.scenario("in-force")?;
    let effect = |one: &Effect| {
        let range = &one.real_income;
        let (low, high) = (range.low.value, range.high.value);
        let spread = format!(
            "{} to {}%",
            crate::words::change(low, 2),
            crate::words::change(high, 2)
        );
        format!(
            "real income of {} {} ({spread} over published elasticities)",
            the(&one.economy),
            moves(range.central.value)
        )
    };
    let effects: Vec<String> = scenario.effects.iter().map(effect).collect();
    let both = brief.costs.scenario("mutual-rollback")?;
    let gain = |one: &Effect| {
        format!(
            "{} {}",
            the(&one.economy),
            gain(one.against_today.central.value)
        )
    };
    let gains: Vec<String> = both.effects.iter().map(gain).collect();
    Some(format!(
        "If it stays, the model says, {}; if both roll back, {} against today.",
        effects.join(" and "),
        gains.join(" and ")
    ))
}

/// `gains 0.5%`, `loses 0.1%`.
fn gain(percent: f64) -> String {
    let size = format!("{:.2}", percent.abs());
    match (size.as_str(), percent < 0.0) {
        ("0.00", _) => "neither gains nor loses".to_owned(),
        (size, true) => format!("loses {size}%"),
        (size, false) => format!("gains {size}%"),
    }
}

fn talks(context: &Context<'_>, brief: &Brief) -> String {
    let open = |kind: &str| {
        brief
            .positions
            .iter()
            .filter(|one| one.standing == "open" && one.kind == kind)
            .count()
    };
    let mutual = brief.contradictions.iter().find(|one| one.mutual);
    let next = brief.watch.first();
    let mut parts = Vec::new();
    if let Some(one) = mutual {
        let [first, second] = &one.by;
        parts.push(format!(
            "{} and {} each want the other to move first",
            the_capital(first),
            the(second)
        ));
    }
    let (preconditions, demands, offers) = (open("precondition"), open("demand"), open("offer"));
    if preconditions + demands + offers > 0 {
        let stand = format!(
            "{}, {} and {} are open",
            counted(preconditions, "precondition"),
            counted(demands, "demand"),
            counted(offers, "offer")
        );
        parts.push(stand);
    } else {
        parts.push("No positions of the two are on file".to_owned());
    }
    if let Some(next) = next {
        let on: Option<jiff::civil::Date> = next.on.parse().ok();
        let on = on.map_or_else(|| next.on.clone(), day);
        parts.push(format!("next to watch, on {on}: {}", next.what));
    }
    let _ = context;
    parts.join("; ") + "."
}

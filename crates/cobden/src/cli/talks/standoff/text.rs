//! A standoff for people.

use cobden::talks::standoff::Outlook;

use crate::cli::format::table;

/// Months of the table, as far as they are asked for.
const MONTHS: [u16; 12] = [0, 1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 60];

pub(super) fn of(outlook: &Outlook, months: u16) -> String {
    let [a, b] = outlook.sides().clone().map(|side| side.name);
    let mut text = format!("Standoff of {a} and {b}\n{}\n", summary(outlook));
    for (weight, standoff) in outlook.parts() {
        let share = if outlook.parts().len() > 1 {
            format!("{} of the weight: ", percent(*weight))
        } else {
            String::new()
        };
        text += &format!("{share}{}\n", standoff.meaning());
    }
    let mut rows: Vec<Vec<String>> = shown(months)
        .map(|month| row(outlook, &month.to_string(), f64::from(month)))
        .collect();
    rows.push(row(outlook, "ever", f64::INFINITY));
    let header = [
        "month",
        "talks have\nstarted",
        &format!("first step\n{a}"),
        &format!("\n{b}"),
        &format!("expected\ncost {a}"),
        &format!("\ncost {b}"),
    ];
    text += &format!("\n{}", table(&header, rows));
    text + "\nCosts in percent of a year's real income of the side, discounted, as expected at the start.\n"
}

/// Usual months up to the last, and the last.
fn shown(months: u16) -> impl Iterator<Item = u16> {
    let usual = MONTHS.into_iter().filter(move |month| *month < months);
    usual.chain(std::iter::once(months))
}

fn row(outlook: &Outlook, month: &str, t: f64) -> Vec<String> {
    let movers = outlook.movers_by(t);
    let cost = |i: usize| {
        let cost = outlook.cost_by(i, t);
        if cost.abs() < 0.0005 {
            // Rounded to nothing, a cost has no sign.
            "0.000".to_owned()
        } else if cost.is_finite() {
            format!("{cost:.3}")
        } else {
            "no bound".to_owned()
        }
    };
    vec![
        month.to_owned(),
        percent(outlook.started_by(t)),
        percent(movers.first[0]),
        percent(movers.first[1]),
        cost(0),
        cost(1),
    ]
}

/// When talks start and who moves, in a few sentences.
fn summary(outlook: &Outlook) -> String {
    let names = outlook.sides().clone().map(|side| side.name);
    let never = outlook.never();
    if never >= 1.0 {
        return "Talks never start.".to_owned();
    }
    let at_once = outlook.started_by(0.0);
    let mut text = match outlook.quantile(0.5) {
        Some(0.0) => format!("Talks start at once with {}", percent(at_once)),
        Some(median) => {
            let late = outlook.quantile(0.9).filter(|month| month.is_finite());
            let late = late.map_or_else(String::new, |month| {
                format!(", and in nine cases of ten by month {month:.1}")
            });
            format!("Even odds that talks start by month {median:.1}{late}")
        }
        None => format!("Talks start with {}", percent(1.0 - never)),
    };
    text += &format!(
        "; mean {:.1} months if they start; nobody ever moves with {}.\n",
        outlook.mean_if_started(),
        percent(never)
    );
    let movers = outlook.movers_by(f64::INFINITY);
    text += &format!(
        "The first step is {}'s with {}, {}'s with {}",
        names[0],
        percent(movers.first[0]),
        names[1],
        percent(movers.first[1])
    );
    if movers.together > 0.0 {
        text += &format!(", both sides' with {}", percent(movers.together));
    }
    text + "."
}

/// A probability in percent.
fn percent(probability: f64) -> String {
    format!("{:.1}%", 100.0 * probability)
}

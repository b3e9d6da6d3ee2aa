//! Packages for people.

use std::collections::BTreeMap;

use cobden::brief::talks::{Packages, Verdict};
use cobden::talks::{Package, Subset};

use super::json::largest_residual;
use crate::cli::format::{counted, fine_percent, table};

/// Packages that text lists; all are in the JSON and the tables.
const SHOWN: usize = 12;

/// Everything that fits a screen or two.
pub(super) fn whole(packages: &Packages) -> String {
    let mut text = head(packages);
    text += &steps(packages);
    if !packages.steps.is_empty() {
        text += &efficient(packages);
        text += &first_steps(packages);
        text += &better(packages);
    }
    text + &not_steps(packages)
}

fn head(packages: &Packages) -> String {
    let solved = &packages.solved;
    let [first, second] = &packages.sides;
    let done = match solved.failed {
        0 => "all converged".to_owned(),
        failed => format!("{failed} WITHOUT A RESULT"),
    };
    format!(
        "Packages between {first} and {second} on {}, as known on {}\nworld {} at the duties of {}; {} ({} to the model), {done}, largest residual {:.0e}\n",
        packages.on,
        packages.known,
        packages.world_title,
        packages.before,
        counted(solved.packages.len(), "package"),
        solved.solves,
        largest_residual(packages),
    )
}

fn steps(packages: &Packages) -> String {
    if packages.steps.is_empty() {
        return "\nNo step is on the table: nothing that is asked or offered says which measures would end or come.\nAdd steps of your own with --steps FILE.\n".to_owned();
    }
    let mut text = "\nSteps\n".to_owned();
    for (place, taken) in packages.steps.iter().enumerate() {
        let step = &taken.step;
        text += &format!(
            "  {:>2} {}  {} ({})\n",
            place + 1,
            packages.sides[step.by],
            step.name,
            step.id
        );
        if !taken.kept_ended.is_empty() {
            let kept = taken.kept_ended.join(", ");
            text += &format!("       what it had ended does not come back: {kept}\n");
        }
        if taken.raises && step.suppose.is_empty() {
            text +=
                "       RAISES duties: what it ends stood in place of others, which come back\n";
        }
    }
    text
}

/// The numbers of a package's steps.
fn numbers(package: Subset) -> String {
    if package.is_empty() {
        return "today".to_owned();
    }
    let numbers: Vec<String> = package
        .steps()
        .map(|place| (place + 1).to_string())
        .collect();
    numbers.join(" + ")
}

/// What a package does for positions: `meets pos-a; touches pos-b`.
fn verdicts(packages: &Packages, package: Subset) -> String {
    let kinds = [
        ("meets", Verdict::Meets),
        ("crosses", Verdict::Crosses),
        ("touches", Verdict::Touches),
    ];
    let said = kinds.into_iter().filter_map(|(word, verdict)| {
        let found = packages.positions(package, verdict);
        let ids: Vec<&str> = found.map(|one| one.position.as_str()).collect();
        (!ids.is_empty()).then(|| format!("{word} {}", ids.join(", ")))
    });
    said.collect::<Vec<_>>().join("; ")
}

fn gains(gains: &[f64]) -> Vec<String> {
    if gains.is_empty() {
        return vec!["no result".to_owned(), "no result".to_owned()];
    }
    gains
        .iter()
        .map(|gain| fine_percent(100.0 * gain))
        .collect()
}

/// A table of packages, those with equal payoffs once, under the one with fewest steps.
fn listed(packages: &Packages, places: impl Iterator<Item = usize>) -> String {
    let all = &packages.solved.packages;
    let mut alike: BTreeMap<Vec<u64>, Vec<&Package<String>>> = BTreeMap::new();
    for place in places {
        let bits = all[place].gains.iter().map(|gain| gain.to_bits());
        alike.entry(bits.collect()).or_default().push(&all[place]);
    }
    let mut groups: Vec<Vec<&Package<String>>> = alike.into_values().collect();
    for group in &mut groups {
        group.sort_by_key(|one| (one.subset.len(), one.subset));
    }
    let smallest = |one: &Package<String>| one.gains.iter().copied().fold(f64::INFINITY, f64::min);
    groups.sort_by(|a, b| {
        smallest(b[0])
            .total_cmp(&smallest(a[0]))
            .then(a[0].subset.cmp(&b[0].subset))
    });
    let rows = groups.iter().take(SHOWN).map(|group| {
        let one = group[0];
        let mut row = vec![numbers(one.subset)];
        row.extend(gains(&one.gains));
        row.push(match group.len() {
            1 => String::new(),
            more => format!("{} more", more - 1),
        });
        row
    });
    let [first, second] = &packages.sides;
    let header = ["steps", first, second, "alike"];
    let mut text = table(&header, rows.collect());
    if groups.len() > SHOWN {
        text += &format!("  and {} more\n", groups.len() - SHOWN);
    }
    text
}

fn efficient(packages: &Packages) -> String {
    let solved = &packages.solved;
    let among = match solved.failed {
        0 => String::new(),
        failed => format!(", among those solved ({failed} not)"),
    };
    let mut text = format!(
        "\nEfficient{among}: no other package is better for one and no worse for the other\nreal income against today, %\n"
    );
    text += &listed(packages, solved.efficient());
    text
}

fn first_steps(packages: &Packages) -> String {
    let steps = packages.solved.first_steps.iter();
    let rows = steps.map(|one| {
        let taken = &packages.steps[one.step].step;
        let mut row = vec![format!("{} {}", one.step + 1, packages.sides[taken.by])];
        row.extend(gains(one.gains.as_deref().unwrap_or_default()));
        row.push(match one.own {
            Some(own) if own < 0.0 => "costs".to_owned(),
            Some(own) if own > 0.0 => "gains".to_owned(),
            Some(_) => "nothing".to_owned(),
            None => String::new(),
        });
        row
    });
    let [first, second] = &packages.sides;
    let header = ["taken alone", first, second, "who takes it"];
    let mut text = "\nEach step alone\nreal income against today, %\n".to_owned();
    text += &table(&header, rows.collect());
    for one in &packages.solved.first_steps {
        let said = verdicts(packages, Subset::of(one.step));
        if !said.is_empty() {
            text += &format!("  {} {said}\n", one.step + 1);
        }
    }
    text
}

fn better(packages: &Packages) -> String {
    let solved = &packages.solved;
    let all = solved.packages.iter().enumerate();
    let better: Vec<usize> = all
        .filter(|(_, one)| one.better_for_all)
        .map(|(place, _)| place)
        .collect();
    if better.is_empty() {
        let text = "\nNo package is better for both than today.\n".to_owned();
        return text + &failures(packages);
    }
    let mut text = format!(
        "\nBetter for both than today: {}\n",
        counted(better.len(), "package")
    );
    let named = |what: &str, place: usize| {
        let one = &solved.packages[place];
        let said = verdicts(packages, one.subset);
        let said = if said.is_empty() {
            said
        } else {
            format!("; {said}")
        };
        format!(
            "  {what}: {} ({}{said})\n",
            numbers(one.subset),
            gains(&one.gains).join(", ")
        )
    };
    if let Some(place) = solved.best.nash {
        text += &named("largest product of gains (Nash)", place);
    }
    text += &named("largest smaller gain", solved.best.egalitarian);
    for (side, place) in packages.sides.iter().zip(&solved.best.of_player) {
        text += &named(&format!("best for {side}, whatever the other has"), *place);
    }
    text += "\n";
    text += &listed(packages, better.into_iter());
    text + &failures(packages)
}

/// Packages without a result, with why.
fn failures(packages: &Packages) -> String {
    let mut text = String::new();
    if packages.solved.failed > 0 {
        text += "\nWithout a result\n";
    }
    let all = packages.solved.packages.iter();
    let failed = all.filter_map(|one| Some((one.subset, one.outcome.as_ref().err()?)));
    for (subset, fault) in failed.take(SHOWN) {
        text += &format!("  {}: {fault}\n", numbers(subset));
    }
    if packages.solved.failed > SHOWN {
        text += &format!("  and {} more\n", packages.solved.failed - SHOWN);
    }
    text
}

fn not_steps(packages: &Packages) -> String {
    let mut text = String::new();
    if !packages.not_steps.is_empty() {
        text += "\nPositions that are no step\n";
    }
    for one in &packages.not_steps {
        text += &format!("  {}: {}\n", one.position, one.because);
    }
    text
}

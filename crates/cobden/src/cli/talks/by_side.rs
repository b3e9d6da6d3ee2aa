//! Numbers by side, as options give them: `USA=0.04,CHN=0.06`, or one number for all.

use cobden::codes::suggest;
use cobden::diagnostics::{Diagnostic, Diagnostics, Place};

/// Names of sides, at least two, each once.
pub(super) fn sides(text: &str, faults: &mut Diagnostics) -> Vec<String> {
    let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
    if names.len() < 2 || names.iter().any(String::is_empty) {
        faults.push(fault(
            format!("--sides {text}: two names are needed"),
            "for example --sides USA,CHN",
        ));
    }
    for (at, name) in names.iter().enumerate() {
        if names[..at].contains(name) {
            faults.push(fault(
                format!("--sides {text}: {name} stands there twice"),
                "name different sides",
            ));
        }
    }
    names
}

/// The numbers of an option in the order of the sides; not-a-number where there is a fault.
pub(super) fn numbers(
    option: &str,
    text: &str,
    sides: &[String],
    faults: &mut Diagnostics,
) -> Vec<f64> {
    let mut found: Vec<Option<f64>> = vec![None; sides.len()];
    let example: Vec<String> = sides.iter().map(|side| format!("{side}=0.05")).collect();
    let example = format!("for example --{option} {}", example.join(","));
    if !text.contains('=') {
        return match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => vec![number; sides.len()],
            _ => {
                let message = format!("--{option} {text}: not a number");
                faults.push(fault(message, format!("{example}, or one number for all")));
                vec![f64::NAN; sides.len()]
            }
        };
    }
    let mut told = false;
    for part in text.split(',') {
        let (name, number) = part.split_once('=').unwrap_or((part, ""));
        let (name, number) = (name.trim(), number.trim());
        let mut refuse = |what: String, hint: String| {
            faults.push(fault(format!("--{option} {text}: {what}"), hint));
            told = true;
        };
        let Some(at) = sides.iter().position(|side| side == name) else {
            let near = suggest::nearest(name, sides.iter().map(String::as_str));
            let hint = near.map_or_else(
                || format!("sides: {}", sides.join(", ")),
                |near| format!("did you mean \"{near}\"?"),
            );
            refuse(format!("\"{name}\" is none of the sides"), hint);
            continue;
        };
        match number.parse::<f64>() {
            Ok(_) if found[at].is_some() => {
                refuse(format!("{name} stands there twice"), "keep one".to_owned());
            }
            Ok(number) if number.is_finite() => found[at] = Some(number),
            _ => {
                refuse(format!("\"{number}\" is not a number"), example.clone());
                found[at] = Some(f64::NAN);
            }
        }
    }
    for (side, number) in sides.iter().zip(&found) {
        // A name that was misspelt is not missing as well.
        if number.is_none() && !told {
            let message = format!("--{option} {text}: nothing for {side}");
            faults.push(fault(message, example.clone()));
        }
    }
    found
        .into_iter()
        .map(|number| number.unwrap_or(f64::NAN))
        .collect()
}

pub(super) fn fault(message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Place::Nowhere, message).hint(hint)
}

//! "Did you mean": the nearest known code to what was written.

use crate::economy::Economy;

#[cfg(test)]
mod tests;

/// Longer words are not compared: the work grows with the square.
const LONGEST: usize = 100;

/// The entry of `among` nearest to `found`, if one is near enough to be a likely slip.
///
/// In this order: the same code in another case; an economy of that name (`"China"` for `CHN`), if `among` has its
/// code; the code or economy name with the fewest edits (insert, delete, replace, swap neighbours), at most one for
/// up to five characters and one per three characters above. Of equally near entries the first wins.
///
/// # Example
/// ```
/// use cobden_codes::suggest::nearest;
///
/// let world = ["CAN", "CHN", "MEX", "USA"];
/// assert_eq!(nearest("CHM", world.into_iter()).as_deref(), Some("CHN"));
/// assert_eq!(nearest("China", world.into_iter()).as_deref(), Some("CHN"));
/// assert_eq!(nearest("Utopia", world.into_iter()), None);
/// ```
pub fn nearest<'a>(found: &str, among: impl Iterator<Item = &'a str>) -> Option<String> {
    let wanted = fold(found);
    let wanted_length = wanted.chars().count();
    if wanted.is_empty() {
        return None;
    }
    let among: Vec<&str> = among.collect();
    if let Some(same) = among.iter().find(|code| fold(code) == wanted) {
        return Some((*same).to_owned());
    }
    let named = [Economy::by_name(found), Economy::by_alpha2(found.trim())];
    for economy in named.into_iter().flatten() {
        if let Some(code) = among.iter().find(|code| fold(code) == fold(economy.code())) {
            return Some((*code).to_owned());
        }
    }
    let mut best: Option<(usize, &str)> = None;
    for code in &among {
        let mut spellings = vec![fold(code)];
        if let Some(economy) = Economy::find(code) {
            spellings.extend(economy.names().map(fold));
        }
        for spelling in spellings {
            let length = spelling.chars().count();
            let allowed = allowed_edits(wanted_length.min(length));
            // Each edit changes the length by one at most, and what is as long is no slip.
            if wanted_length.abs_diff(length) > allowed || wanted_length.max(length) > LONGEST {
                continue;
            }
            let distance = edit_distance(&wanted, &spelling);
            if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, code));
            }
        }
    }
    best.map(|(_, code)| code.to_owned())
}

/// The number of edits between two words: insert, delete or replace a character, or swap two neighbours.
///
/// Optimal string alignment: no part of the word is edited twice.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let replaced = last[j] + usize::from(a[i] != b[j]);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

fn allowed_edits(characters: usize) -> usize {
    match characters {
        0..=2 => 0,
        3..=5 => 1,
        longer => longer / 3,
    }
}

//! Codes, lists, groups and `*` to positions in a world.

use cobden_codes::{Group, suggest};
use cobden_diagnostics::{Diagnostic, Diagnostics};
use cobden_toml::Word;
use cobden_world::World;
use jiff::civil::Date;

use super::Scenario;

/// Year whose groups are used where a world does not say its own.
const FALLBACK_YEAR: i16 = 2025;

impl Scenario {
    /// Positions of the economies that words select, in the world's order, each once.
    pub(crate) fn select_economies(
        &self,
        words: &[Word],
        world: &World,
        found: &mut Diagnostics,
    ) -> Vec<usize> {
        let mut chosen = vec![false; world.economy_count()];
        for word in words {
            if word.text == "*" {
                chosen.fill(true);
            } else if let Some(position) = world.economy_index(&word.text) {
                chosen[position] = true;
            } else if let Some(group) = Group::find(&word.text) {
                self.select_group(word, group, world, &mut chosen, found);
            } else {
                self.unknown_economy(word, world, found);
            }
        }
        positions(&chosen)
    }

    fn select_group(
        &self,
        word: &Word,
        group: &Group,
        world: &World,
        chosen: &mut [bool],
        found: &mut Diagnostics,
    ) {
        let day = last_day(world);
        let members = group.members_on(day);
        if members.is_empty() {
            let message = format!(
                "{} had no members on {day}, the end of this world's year",
                word.text
            );
            let fault = Diagnostic::error(self.place(&word.range), message);
            found.push(fault.hint("name the economies in a list, such as [\"CAN\", \"MEX\"]"));
            return;
        }
        let (here, missing): (Vec<&str>, Vec<&str>) = members
            .into_iter()
            .partition(|code| world.economy_index(code).is_some());
        for code in &here {
            if let Some(position) = world.economy_index(code) {
                chosen[position] = true;
            }
        }
        let place = self.place(&word.range);
        if here.is_empty() {
            let message = format!(
                "no member of {} on {day} is an economy of this world",
                word.text
            );
            let codes = world.economies.iter().map(|e| e.code.as_str());
            found.push(Diagnostic::error(place, message).hint(listed(codes)));
        } else if !missing.is_empty() {
            let message = format!(
                "of {} on {day}, this world has no {}: they are part of another economy and not affected",
                word.text,
                missing.join(", ")
            );
            let hint =
                "name the economies that hold them as well, or use a world that keeps them apart";
            found.push(Diagnostic::warning(place, message).hint(hint));
        }
    }

    fn unknown_economy(&self, word: &Word, world: &World, found: &mut Diagnostics) {
        let message = format!("economy \"{}\" is not in this world", word.text);
        let fault = Diagnostic::error(self.place(&word.range), message);
        found.push(fault.hint(economy_hint(&word.text, world)));
    }

    /// Positions of the sectors that words select, in the world's order, each once.
    pub(crate) fn select_sectors(
        &self,
        words: &[Word],
        world: &World,
        found: &mut Diagnostics,
    ) -> Vec<usize> {
        let mut chosen = vec![false; world.sector_count()];
        for word in words {
            let text = word.text.as_str();
            if let Some(position) = world.sector_index(text) {
                chosen[position] = true;
            } else if matches!(text, "*" | "goods" | "services") {
                for (chosen, sector) in chosen.iter_mut().zip(&world.sectors) {
                    *chosen |= match text {
                        "goods" => sector.goods,
                        "services" => !sector.goods,
                        _ => true,
                    };
                }
            } else {
                let near = suggest::nearest(text, ["goods", "services"].into_iter());
                let hint = near.map_or_else(
                    || sector_hint(text, world),
                    |near| format!("did you mean \"{near}\"?"),
                );
                let message = format!("sector \"{text}\" is not in this world");
                found.push(Diagnostic::error(self.place(&word.range), message).hint(hint));
            }
        }
        positions(&chosen)
    }
}

/// The last day of a world's year, whose groups it is asked for.
pub fn last_day(world: &World) -> Date {
    let year = world
        .provenance
        .year
        .and_then(|year| i16::try_from(year).ok());
    Date::new(year.unwrap_or(FALLBACK_YEAR), 12, 31).unwrap_or(Date::ZERO)
}

/// What to write instead of a code that is no economy of the world.
pub fn economy_hint(code: &str, world: &World) -> String {
    let codes = || world.economies.iter().map(|e| e.code.as_str());
    let day = last_day(world);
    // Part of a composite that the world keeps as one, such as DEU in EU.
    let whole =
        codes().find(|whole| Group::find(whole).is_some_and(|group| group.has_on(code, day)));
    if let Some(whole) = whole {
        return format!("this world has it inside \"{whole}\"; use a world that keeps it apart");
    }
    let named = suggest::nearest(code, codes()).or_else(|| {
        let mut economies = world.economies.iter();
        let named = economies.find(|e| e.name.eq_ignore_ascii_case(code));
        named.map(|e| e.code.clone())
    });
    match named {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => listed(codes()),
    }
}

/// What to write instead of a code that is no sector of the world.
pub(crate) fn sector_hint(code: &str, world: &World) -> String {
    let codes = || world.sectors.iter().map(|s| s.code.as_str());
    match suggest::nearest(code, codes()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => listed(codes()),
    }
}

/// Codes that a hint spells out.
const SPELLED_OUT: usize = 30;

fn listed<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let codes: Vec<&str> = codes.collect();
    if codes.len() > SPELLED_OUT {
        return "`cobden world info` lists the codes of a world".into();
    }
    format!("this world has {}", codes.join(", "))
}

fn positions(chosen: &[bool]) -> Vec<usize> {
    (0..chosen.len()).filter(|k| chosen[*k]).collect()
}

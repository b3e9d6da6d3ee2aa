//! Codes, lists, groups and `*` to positions in a world.

use cobden_codes::{Group, suggest};
use cobden_diagnostics::{Diagnostic, Diagnostics};
use cobden_world::World;
use jiff::civil::Date;

use super::{Scenario, Word};

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
        let year = world
            .provenance
            .year
            .and_then(|year| i16::try_from(year).ok());
        let day = Date::new(year.unwrap_or(FALLBACK_YEAR), 12, 31).unwrap_or(Date::ZERO);
        let members = group.members_on(day);
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
            found.push(
                Diagnostic::error(place, message).hint("`cobden world info` lists its economies"),
            );
        } else if !missing.is_empty() {
            let message = format!(
                "of {} on {day}, this world has no {}: they are part of another economy and not affected",
                word.text,
                missing.join(", ")
            );
            found.push(Diagnostic::warning(place, message));
        }
    }

    fn unknown_economy(&self, word: &Word, world: &World, found: &mut Diagnostics) {
        let codes = || world.economies.iter().map(|e| e.code.as_str());
        let message = format!("economy \"{}\" is not in this world", word.text);
        // Part of a composite that the world keeps as one, such as DEU in EU.
        let whole = codes().find(|code| {
            Group::find(code).is_some_and(|group| {
                group
                    .memberships()
                    .iter()
                    .any(|member| member.economy() == word.text)
            })
        });
        let named = suggest::nearest(&word.text, codes()).or_else(|| {
            let named = world
                .economies
                .iter()
                .find(|e| e.name.eq_ignore_ascii_case(&word.text));
            named.map(|e| e.code.clone())
        });
        let hint = match (whole, named) {
            (Some(whole), _) => format!("this world has it inside \"{whole}\"; use a world that keeps it apart"),
            (None, Some(near)) => format!("did you mean \"{near}\"? `cobden world info` lists the codes"),
            (None, None) => "`cobden world info` lists the codes; groups such as \"EU\" or \"USMCA\" and \"*\" work too".into(),
        };
        found.push(Diagnostic::error(self.place(&word.range), message).hint(hint));
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
                let codes = world.sectors.iter().map(|s| s.code.as_str());
                let near = suggest::nearest(text, codes.chain(["goods", "services"]));
                let hint = match near {
                    Some(near) => format!("did you mean \"{near}\"? `cobden world info` lists the codes"),
                    None => "`cobden world info` lists the codes; \"goods\", \"services\" and \"*\" work too".into(),
                };
                let message = format!("sector \"{text}\" is not in this world");
                found.push(Diagnostic::error(self.place(&word.range), message).hint(hint));
            }
        }
        positions(&chosen)
    }
}

fn positions(chosen: &[bool]) -> Vec<usize> {
    (0..chosen.len()).filter(|k| chosen[*k]).collect()
}

//! Words of which only the ending is known.

use crate::words::Tag;

/// A word of which only its ending is known.
pub(super) fn ending(form: &str, before: Option<Tag>) -> Tag {
    if form.len() > 4
        && form.ends_with("ly")
        && !matches!(
            form,
            "supply" | "ally" | "family" | "july" | "monopoly" | "assembly" | "anomaly" | "italy"
        )
    {
        return Tag::Adverb;
    }
    let descriptive = [
        "al", "ive", "ous", "ful", "able", "ible", "ic", "less", "ary", "ant", "ent",
    ];
    let nouns = [
        "ment",
        "ident",
        "gent",
        "dent",
        "tive",
        "public",
        "topic",
        "traffic",
        "logic",
        "basic",
        "capital",
        "proposal",
        "approval",
        "removal",
        "withdrawal",
        "arrival",
        "rival",
        "official",
        "deal",
        "metal",
        "signal",
        "goal",
        "summary",
        "secretary",
        "cent",
        "table",
    ];
    if form.len() > 4
        && descriptive.iter().any(|ending| form.ends_with(ending))
        && !nouns.iter().any(|ending| form.ends_with(ending))
    {
        return Tag::Adjective;
    }
    if form.len() > 5 && form.ends_with("ing") {
        return if matches!(
            before,
            Some(Tag::Determiner | Tag::Adjective | Tag::Possessive)
        ) {
            Tag::Noun
        } else {
            Tag::Gerund
        };
    }
    if form.len() > 4 && form.ends_with("ed") && !form.ends_with("eed") {
        return match before {
            Some(Tag::Determiner | Tag::Possessive | Tag::Preposition | Tag::Adjective) => {
                Tag::Adjective
            }
            Some(Tag::Be | Tag::Have | Tag::Adverb) => Tag::Participle,
            _ => Tag::Past,
        };
    }
    Tag::Noun
}

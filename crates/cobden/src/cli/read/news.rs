//! What a document adds to a record, for people.

use cobden::inbox::visible;
use cobden::lineage::novelty::{Match, Novelty, Verdict};
use cobden::read::{Proposal, Reading};

use super::shown::{Look, header, paragraph, summary, wrapped};

/// The document; what differs from the record, what is new, and, a line each, what the record has.
pub(super) fn text(reading: &Reading, news: &[Novelty], look: Look) -> String {
    let mut text = header(&reading.document, &reading.proposals, look);
    let first = |one: &&(&Proposal, &Novelty)| one.0.dup_of.is_none();
    let all: Vec<(&Proposal, &Novelty)> = reading.proposals.iter().zip(news).collect();
    let of = |verdict| -> Vec<(&Proposal, &Novelty)> {
        let some = all.iter().filter(first);
        some.filter(|one| one.1.verdict == verdict)
            .copied()
            .collect()
    };
    let (differ, new, known) = (of(Verdict::Differs), of(Verdict::New), of(Verdict::Known));
    let again = all.len() - differ.len() - new.len() - known.len();
    let mut counts = format!(
        "against the record: {} new, {} known, {} otherwise there",
        new.len(),
        known.len(),
        differ.len()
    );
    if again > 0 {
        counts += &format!("; {again} said again in the document and left out here");
    }
    text += &look.strong(&wrapped(&counts, "", look.width));
    for (heading, some) in [("Otherwise in the record", &differ), ("New", &new)] {
        if !some.is_empty() {
            text += &format!("\n{}", look.strong(&format!("{heading}\n")));
        }
        for (proposal, novelty) in some.iter() {
            text += "\n";
            text += &paragraph(proposal, look);
            for entry in &novelty.entries {
                text += &wrapped(&visible(&told(entry)), "  ! ", look.width);
            }
        }
    }
    if !known.is_empty() {
        text += &format!("\n{}", look.strong("Known\n"));
    }
    for (proposal, novelty) in known {
        let name = format!("{} {}", proposal.kind.name(), proposal.id);
        let said = match summary(proposal) {
            said if said.is_empty() => proposal.text.clone(),
            said => said,
        };
        let mut entries = novelty.entries.iter();
        let mut line = format!("{name}: {}", shortened(&said, 90));
        line += &entries
            .next()
            .map_or(String::new(), |one| format!(" = {}", told(one)));
        let others: Vec<&str> = entries.map(|one| one.id.as_str()).collect();
        if !others.is_empty() {
            line += &format!("; so too {}", others.join(", "));
        }
        text += &wrapped(&visible(&line), "  ", look.width);
    }
    text
}

/// An entry, why it is the same, and what differs: `us-125 (us/reciprocal.toml:54): rate 54% here, 125% there`.
pub(crate) fn told(entry: &Match) -> String {
    let place = match (&entry.file, entry.line) {
        (Some(file), Some(line)) => format!(" ({file}:{line})"),
        (Some(file), None) => format!(" ({file})"),
        (None, _) => String::new(),
    };
    if entry.differs.is_empty() {
        return format!("{}{place}: {}", entry.id, entry.because);
    }
    let differs: Vec<String> = entry
        .differs
        .iter()
        .map(|one| format!("{} {} here, {} there", one.field, one.document, one.record))
        .collect();
    format!(
        "{}{place}: {}; {}",
        entry.id,
        differs.join("; "),
        entry.because
    )
}

/// At most so many characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

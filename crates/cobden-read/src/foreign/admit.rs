//! The check that foreign proposals have to pass.

use std::collections::BTreeMap;

use serde_json::Map;

use super::agree::same;
use super::lists::{code_point, invisible, turns};
use super::norms::{Words, settle};
use super::rejection::{Fault, Notice, NoticeKind, Reason, Rejection, shown};
use super::search::Search;
use super::shape::Shape;
use super::slots::{Filled, fill, gap, hides, quotable};
use super::{
    CONFIDENCE, CONFIDENCE_AMBIGUOUS, CONFIDENCE_SUSPICIOUS, CONFIDENCE_TURNED, Document,
    ForeignProposal, MAX_PROPOSALS,
};
use crate::fact::Kind;
use crate::offsets::Offsets;
use crate::proposal::{Proposal, Quoted};
use crate::span::Span;

/// What came of a list of foreign proposals.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Admission {
    /// Those let in, in the order of the text.
    pub proposals: Vec<Proposal>,
    /// Those refused, in the order given.
    pub rejections: Vec<Rejection>,
    /// What to know of those let in, and of the document.
    pub notices: Vec<Notice>,
}

/// Lets foreign proposals in, or refuses them with every reason.
///
/// A proposal is let in if
/// * its kind, slots, norms and their values are among those of [`Shape`], and what its kind needs is given;
/// * its quotation stands in the document, letter by letter but for the form of white space, quotation marks,
///   apostrophes and dashes, outside of noise; the proposal carries the document's words, not the quotation;
/// * the words of its slots stand in the evidence's paragraph or in one beside it (speaker and role: anywhere);
/// * its numbers stand in its evidence (and in the slot that gives them), rates as percent, amounts of money as money;
/// * its dates can be read and do not disagree with the words that say when;
/// * names have a word of the document, economies have a code, and nothing holds control characters, markup or paths;
/// * the statement it rests on was let in and stands near;
/// * neither `known`, what our own rules found, nor a proposal before it says the same.
///
/// Confidence is [`CONFIDENCE`] at most and less where a notice says why. Ids are `m`, three letters of the kind and a
/// number: call it once for a document, with all proposers' proposals together. `offsets` are those of the document's text.
pub fn admit(
    document: &Document<'_>,
    offsets: &Offsets<'_>,
    known: &[Proposal],
    proposed: &[ForeignProposal],
) -> Admission {
    let search = Search::of(document.text);
    let addressed = search.addressed();
    let mut admission = Admission::default();
    let check = Check {
        document,
        offsets,
        search: &search,
        addressed: &addressed,
    };
    let phrase = addressed.first().map(|(_, phrase)| shown(phrase));
    admission.notices.extend(phrase.map(|phrase| Notice {
        proposal: None,
        what: NoticeKind::Addressed { phrase },
    }));
    let mut entering: Vec<Entering> = Vec::new();
    for (index, foreign) in proposed.iter().enumerate() {
        let entered = if index < MAX_PROPOSALS {
            check.one(index, foreign)
        } else {
            let most = MAX_PROPOSALS;
            Err(vec![Fault::new("proposal", Reason::TooMany { most })])
        };
        match entered {
            Ok(entered) => entering.push(entered),
            Err(faults) => admission.rejections.push(rejection(index, foreign, faults)),
        }
    }
    entering.sort_by_key(|e| (e.evidence.start, e.evidence.end, e.index));
    number(&mut entering);
    let same_as = part_duplicates(&mut entering, known, proposed, &mut admission);
    rest_on_statements(&mut entering, known, proposed, &same_as, &mut admission);
    for entered in entering {
        let id = &entered.proposal.id;
        admission
            .notices
            .extend(entered.notices.into_iter().map(|what| Notice {
                proposal: Some(id.clone()),
                what,
            }));
        admission.proposals.push(entered.proposal);
    }
    admission
        .rejections
        .sort_by_key(|rejection| rejection.index);
    admission
}

/// A proposal that has passed on its own.
struct Entering {
    index: usize,
    evidence: Span,
    proposal: Proposal,
    notices: Vec<NoticeKind>,
}

/// Everything that a single proposal is held against.
struct Check<'a, 't> {
    document: &'a Document<'t>,
    offsets: &'a Offsets<'t>,
    search: &'a Search<'t>,
    addressed: &'a [(Span, &'static str)],
}

impl Check<'_, '_> {
    fn one(&self, index: usize, foreign: &ForeignProposal) -> Result<Entering, Vec<Fault>> {
        let mut faults: Vec<Fault> = Vec::new();
        for ill in &foreign.ill_formed {
            let expected = shown(&ill.expected);
            faults.push(Fault::new(&ill.field, Reason::WrongType { expected }));
        }
        if let Err(reason) = model_name(&foreign.model) {
            faults.push(Fault::new("model", reason));
        }
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == foreign.kind);
        if kind.is_none() {
            let found = shown(&foreign.kind);
            let allowed = Kind::ALL.map(Kind::name).to_vec();
            faults.push(Fault::new("kind", Reason::Unknown { found, allowed }));
        }
        let mut notices = Vec::new();
        let evidence = match self.evidence(foreign, &mut notices) {
            Ok(evidence) => Some(evidence),
            Err(reason) => {
                faults.push(Fault::new("quote", reason));
                None
            }
        };
        let (Some(kind), Some(evidence)) = (kind, evidence) else {
            return Err(faults);
        };
        let shape = Shape::of(kind);
        let slots = fill(&foreign.slots, &shape, evidence, self.search, &mut faults);
        if foreign.norm.get("mode").is_some_and(|mode| mode == "none") {
            // Somebody who declined to comment said nothing.
            faults.retain(|f| f.field != "slots.content" || f.reason != Reason::Missing);
        }
        let words = Words {
            search: self.search,
            evidence,
            slots: &slots,
        };
        let norm = settle(&foreign.norm, &shape, &words, &mut faults, &mut notices);
        for (name, spans) in &slots {
            if spans.iter().any(|span| self.in_noise(*span)) {
                faults.push(Fault::new(format!("slots.{name}"), Reason::Noise));
            }
        }
        if norm.get("mode").is_some_and(|mode| mode == "direct") && !self.quoted(&slots) {
            faults.push(Fault::new("norm.mode", Reason::NotQuoted));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        self.doubts(evidence, &slots, &mut notices);
        let confidence = notices.iter().map(confidence).fold(CONFIDENCE, f64::min);
        let cut = |span: &Span| Quoted::cut(self.document.text, self.offsets, *span);
        let quoted = cut(&evidence);
        let mut written = Map::new();
        for (name, spans) in &slots {
            let quoted: Vec<Quoted> = spans.iter().map(cut).collect();
            let value = match quoted.as_slice() {
                [one] => serde_json::to_value(one),
                more => serde_json::to_value(more),
            };
            written.extend(value.ok().map(|value| ((*name).to_owned(), value)));
        }
        let layers = self.document.layers.iter();
        let mut layer = layers
            .filter(|(span, _)| span.contains(evidence))
            .map(|(_, layer)| *layer);
        Ok(Entering {
            index,
            evidence,
            proposal: Proposal {
                id: String::new(),
                kind,
                start: quoted.start,
                end: quoted.end,
                text: quoted.text,
                slots: written,
                norm,
                from: foreign.from.clone(),
                dup_of: None,
                layer: layer.next_back(),
                rule: format!("model:{}", foreign.model),
                confidence,
            },
            notices,
        })
    }

    /// Where the quoted words stand: outside of noise, nearest to the part that the proposer read.
    fn evidence(
        &self,
        foreign: &ForeignProposal,
        notices: &mut Vec<NoticeKind>,
    ) -> Result<Span, Reason> {
        let quote = foreign.quote.trim();
        if quote.is_empty() {
            return Err(Reason::Missing);
        }
        quotable(quote)?;
        if quote.split_whitespace().count() < 2 {
            return Err(Reason::TooShort);
        }
        let places = self.search.find(quote, self.search.whole());
        if places.is_empty() {
            return Err(Reason::NotInDocument {
                words: shown(quote),
            });
        }
        let places: Vec<Span> = places
            .into_iter()
            .filter(|place| !self.in_noise(*place))
            .collect();
        let hint = foreign.hint.map(|(start, end)| {
            let start = self.offsets.byte(start);
            Span::new(start, self.offsets.byte(end).max(start))
        });
        let distance = |place: &&Span| hint.map_or(0, |hint| gap(**place, hint));
        let nearest = places.iter().min_by_key(distance).ok_or(Reason::Noise)?;
        if places.len() > 1 {
            notices.push(NoticeKind::Ambiguous {
                times: places.len(),
            });
        }
        Ok(*nearest)
    }

    /// Whether any of a stretch is noise; a scrap within a line of it, less than half of it, does not count.
    fn in_noise(&self, span: Span) -> bool {
        let scrap = |noise: &Span| {
            let words = noise.of(self.document.text);
            span.contains(*noise) && 2 * noise.len() < span.len() && !words.trim().contains('\n')
        };
        let mut noise = self.document.noise.iter();
        noise.any(|noise| noise.overlaps(span) && !scrap(noise))
    }

    /// Whether a quotation mark opens before each stretch of a statement's content, in its paragraph or one beside it.
    fn quoted(&self, slots: &Filled) -> bool {
        let text = self.document.text;
        let content = slots.iter().filter(|(name, _)| *name == "content");
        content.flat_map(|(_, spans)| spans).all(|span| {
            let around = self.search.paragraphs.around(*span, text);
            let before = Span::new(around.start.min(span.start), span.end);
            before.of(text).contains(['"', '“', '„', '«', '‘', '\''])
        })
    }

    /// What may make true words say something false.
    fn doubts(&self, evidence: Span, slots: &Filled, notices: &mut Vec<NoticeKind>) {
        let text = self.document.text;
        let near = self.search.paragraphs.around(evidence, text);
        if let Some((_, phrase)) = self.addressed.iter().find(|(span, _)| near.overlaps(*span)) {
            let phrase = shown(phrase);
            notices.push(NoticeKind::Addressed { phrase });
        }
        let mut quoted = slots.iter().flat_map(|(_, spans)| spans).chain([&evidence]);
        if quoted.any(|span| hides(span.of(text))) {
            notices.push(NoticeKind::Hidden);
        }
        if let Some(word) = turning(evidence, text) {
            notices.push(NoticeKind::Turned { word });
        }
    }
}

/// A word outside the evidence, but in its sentence, that may turn what it says.
fn turning(evidence: Span, text: &str) -> Option<String> {
    const FAR: usize = 300;
    let end = |c: char| matches!(c, '.' | '!' | '?' | '\n' | ';');
    let (before, after) = (&text[..evidence.start], &text[evidence.end..]);
    let before = before.rsplit(end).next().unwrap_or_default();
    let ended = evidence.of(text).ends_with(end);
    let after = if ended {
        ""
    } else {
        after.split(end).next().unwrap_or_default()
    };
    let words = |text: &str, backwards: bool| -> Option<String> {
        let word = |word: &str| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
                .replace('’', "'")
        };
        let near: String = if backwards {
            let from = text.char_indices().rev().nth(FAR).map_or(0, |(at, _)| at);
            text[from..].to_owned()
        } else {
            text.chars().take(FAR).collect()
        };
        near.split_whitespace().map(word).find(|word| turns(word))
    };
    words(before, true)
        .or_else(|| words(after, false))
        .map(|word| shown(&word))
}

fn confidence(notice: &NoticeKind) -> f64 {
    match notice {
        NoticeKind::Ambiguous { .. } => CONFIDENCE_AMBIGUOUS,
        NoticeKind::Addressed { .. } | NoticeKind::Hidden => CONFIDENCE_SUSPICIOUS,
        NoticeKind::Turned { .. } => CONFIDENCE_TURNED,
        NoticeKind::DateLeftOut { .. } => CONFIDENCE,
    }
}

/// A model's name goes into the rule: up to 80 characters that can be seen. Slashes and colons are usual there.
fn model_name(name: &str) -> Result<(), Reason> {
    const MOST: usize = 80;
    let length = name.chars().count();
    if name.trim().is_empty() {
        return Err(Reason::Missing);
    }
    if length > MOST {
        return Err(Reason::TooLong { length, most: MOST });
    }
    match name.chars().find(|c| c.is_control() || invisible(*c)) {
        Some(c) => Err(Reason::Character {
            character: code_point(c),
        }),
        None => Ok(()),
    }
}

fn rejection(index: usize, foreign: &ForeignProposal, faults: Vec<Fault>) -> Rejection {
    Rejection {
        index,
        model: shown(&foreign.model),
        kind: shown(&foreign.kind),
        quote: shown(&foreign.quote),
        faults,
    }
}

/// Gives ids in the order of the text: `msta01`.
fn number(entering: &mut [Entering]) {
    let mut counts = [0_usize; Kind::ALL.len()];
    for entered in entering {
        let kind = entered.proposal.kind;
        let place = Kind::ALL
            .iter()
            .position(|other| *other == kind)
            .unwrap_or(0);
        counts[place] += 1;
        entered.proposal.id = format!("m{}{:02}", &kind.name()[..3], counts[place]);
    }
}

/// Takes out what says the same as a known proposal or one before it. For each that is out, the id that stands for it.
fn part_duplicates(
    entering: &mut Vec<Entering>,
    known: &[Proposal],
    proposed: &[ForeignProposal],
    admission: &mut Admission,
) -> BTreeMap<usize, String> {
    let mut same_as = BTreeMap::new();
    let mut kept: Vec<Entering> = Vec::with_capacity(entering.len());
    for entered in entering.drain(..) {
        let others = known.iter().chain(kept.iter().map(|other| &other.proposal));
        let mut others = others.filter(|other| same(&entered.proposal, other));
        match others.next().map(|other| other.id.clone()) {
            None => kept.push(entered),
            Some(of) => {
                let fault = Fault::new("proposal", Reason::Duplicate { of: shown(&of) });
                let foreign = &proposed[entered.index];
                admission
                    .rejections
                    .push(rejection(entered.index, foreign, vec![fault]));
                same_as.insert(entered.index, of);
            }
        }
    }
    *entering = kept;
    same_as
}

/// Turns labels in `from` into ids. What rests on a statement that is not there is refused: without it, it would look narrated.
fn rest_on_statements(
    entering: &mut Vec<Entering>,
    known: &[Proposal],
    proposed: &[ForeignProposal],
    same_as: &BTreeMap<usize, String>,
    admission: &mut Admission,
) {
    /// Code points between a statement and what rests on it, at most.
    const FAR: usize = 3000;
    let mut labels: BTreeMap<(&str, &str), (String, usize, usize)> = BTreeMap::new();
    let mut name = |index: usize, statement: &Proposal| {
        let foreign = &proposed[index];
        if let (Some(label), Kind::Statement) = (&foreign.label, statement.kind) {
            let place = (statement.id.clone(), statement.start, statement.end);
            labels.entry((&foreign.model, label)).or_insert(place);
        }
    };
    for entered in entering.iter() {
        name(entered.index, &entered.proposal);
    }
    for (index, id) in same_as {
        let all = known
            .iter()
            .chain(entering.iter().map(|entered| &entered.proposal));
        if let Some(statement) = all.into_iter().find(|other| other.id == *id) {
            name(*index, statement);
        }
    }
    let mut kept = Vec::with_capacity(entering.len());
    for mut entered in entering.drain(..) {
        let foreign = &proposed[entered.index];
        let from = foreign
            .from
            .as_deref()
            .map(str::trim)
            .filter(|from| !from.is_empty());
        // A statement within a statement is another matter (`via`) and not asked for.
        let from = from.filter(|_| entered.proposal.kind != Kind::Statement);
        let Some(from) = from else {
            entered.proposal.from = None;
            kept.push(entered);
            continue;
        };
        let near = |(id, start, end): &&(String, usize, usize)| {
            let proposal = &entered.proposal;
            let apart = start
                .saturating_sub(proposal.end)
                .max(proposal.start.saturating_sub(*end));
            apart <= FAR && *id != proposal.id
        };
        match labels.get(&(foreign.model.as_str(), from)).filter(near) {
            Some((id, _, _)) => {
                entered.proposal.from = Some(id.clone());
                kept.push(entered);
            }
            None => {
                let fault = Fault::new("from", Reason::NoStatement);
                admission
                    .rejections
                    .push(rejection(entered.index, foreign, vec![fault]));
            }
        }
    }
    *entering = kept;
}

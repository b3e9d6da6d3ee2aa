//! stub
use crate::period::Period;
use crate::span::Span;
#[derive(Debug, Clone)]
pub struct TimePhrase {
    pub span: Span,
    pub core: Span,
}
#[derive(Debug, Clone, Copy)]
pub enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}
#[derive(Debug, Clone, Copy)]
pub struct Anchor {
    pub document: Option<Period>,
    pub tense: Tense,
    pub previous: Option<Period>,
}
#[derive(Debug, Clone, Copy)]
pub struct Resolved {
    pub period: Period,
}
impl TimePhrase {
    pub fn resolve(&self, _: &Anchor) -> Option<Resolved> {
        None
    }
    pub fn horizon(&self, _: &Anchor) -> Option<Period> {
        None
    }
}
pub fn find(_: &str) -> Vec<TimePhrase> {
    Vec::new()
}

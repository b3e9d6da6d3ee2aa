//! stub
use crate::period::Period;
use crate::span::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    Title,
    Body,
    Noise,
}
impl BlockKind {
    pub fn is_read(self) -> bool {
        !matches!(self, BlockKind::Noise)
    }
}
#[derive(Debug, Clone)]
pub struct Block {
    pub span: Span,
    pub kind: BlockKind,
    pub opinion: bool,
}
#[derive(Debug, Clone, Default)]
pub struct Layout {
    pub blocks: Vec<Block>,
    pub noise: Vec<Span>,
    pub date: Option<Period>,
}
pub fn lay_out(text: &str) -> Layout {
    let mut layout = Layout::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        if !span.is_empty() {
            layout.blocks.push(Block {
                span,
                kind: if span.len() < 90 && !span.of(text).ends_with(['.', '”', '"']) {
                    BlockKind::Title
                } else {
                    BlockKind::Body
                },
                opinion: false,
            });
        }
    }
    layout
}

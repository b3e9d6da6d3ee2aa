//! How much a file may ask for.

/// What a file may cost at most; every field has a default that ordinary documents stay far below.
///
/// Peak memory is about the file plus its text plus [`Self::inflated`]; for HTML, offsets add up to eight bytes for every tag or
/// entity between words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file; a larger one is refused before it is read. 256 MB.
    pub bytes: usize,
    /// Bytes of readable text; what comes after is cut off with a notice. 256 MB.
    pub text: usize,
    /// Seconds a PDF may take; then it is refused. 60.
    pub seconds: u64,
    /// How deep elements of HTML may be nested before deeper ones are taken for plain text of their parent. 4,096.
    pub depth: usize,
    /// Pages of a PDF; later ones are left out with a notice. 20,000.
    pub pages: usize,
    /// Bytes that one compressed stream of a PDF may expand to; a page beyond is left out with a notice. 64 MB.
    pub stream: usize,
    /// Bytes that all compressed streams of a PDF may expand to together; later pages are left out with a notice. 256 MB.
    pub inflated: usize,
    /// Drawing operations of a PDF, forms counted each time they are drawn; later pages are left out with a notice.
    /// 50 million.
    pub operations: usize,
}

/// A megabyte.
const MB: usize = 1 << 20;

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 256 * MB,
            text: 256 * MB,
            seconds: 60,
            depth: 4096,
            pages: 20_000,
            stream: 64 * MB,
            inflated: 256 * MB,
            operations: 50_000_000,
        }
    }
}

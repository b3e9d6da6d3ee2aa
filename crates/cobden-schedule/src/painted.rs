//! Values by code, where a longer code overrides a shorter one.

use cobden_codes::HsCode;

/// A piecewise constant map over ten-digit codes.
#[derive(Debug, Clone)]
pub(crate) struct Painted<T> {
    /// First code of each piece, sorted, and what holds up to the next.
    pieces: Vec<(u64, Option<T>)>,
}

impl<T: Clone> Painted<T> {
    /// Paints wide codes first, so that narrow ones lie on top.
    pub(crate) fn new(mut codes: Vec<(HsCode, T)>) -> Self {
        codes.sort_by_key(|(code, _)| *code);
        let mut pieces: Vec<(u64, Option<T>)> = Vec::with_capacity(2 * codes.len() + 1);
        // Codes that are open at the current position, the narrowest last.
        let mut open: Vec<(u64, T)> = Vec::new();
        let mut put = |at: u64, value: Option<T>| match pieces.last_mut() {
            Some(last) if last.0 == at => last.1 = value,
            _ => pieces.push((at, value)),
        };
        for (code, value) in codes {
            let range = code.range();
            while let Some((end, _)) = open.last().filter(|(end, _)| *end <= range.start) {
                let end = *end;
                open.pop();
                put(end, open.last().map(|(_, value)| value.clone()));
            }
            put(range.start, Some(value.clone()));
            open.push((range.end, value));
        }
        while let Some((end, _)) = open.pop() {
            put(end, open.last().map(|(_, value)| value.clone()));
        }
        Self { pieces }
    }

    /// What holds at a ten-digit code.
    pub(crate) fn at(&self, line: u64) -> Option<&T> {
        let next = self.pieces.partition_point(|(start, _)| *start <= line);
        self.pieces[..next].last()?.1.as_ref()
    }

    /// The codes at which what holds may change.
    pub(crate) fn cuts(&self) -> impl Iterator<Item = u64> {
        self.pieces.iter().map(|(start, _)| *start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> HsCode {
        HsCode::parse(text).unwrap()
    }

    #[test]
    fn longer_codes_override_shorter_ones() {
        let painted = Painted::new(vec![
            (code("8471.30"), 2),
            (code("84"), 1),
            (code("8471.30.01"), 3),
            (code("85"), 4),
        ]);
        assert_eq!(painted.at(code("8401").range().start), Some(&1));
        assert_eq!(painted.at(code("8471.30.00").range().start), Some(&2));
        assert_eq!(painted.at(code("8471.30.01").range().start), Some(&3));
        assert_eq!(painted.at(code("8471.30.02").range().start), Some(&2));
        assert_eq!(painted.at(code("8471.41").range().start), Some(&1));
        assert_eq!(painted.at(code("8501").range().start), Some(&4));
        assert_eq!(painted.at(code("8601").range().start), None);
        assert_eq!(painted.at(code("0101").range().start), None);
    }
}

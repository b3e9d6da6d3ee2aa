//! Reading the bundled tables: CSV with `#` comments and a fixed header.

use csv::{ReaderBuilder, StringRecord};

/// A cell of a bundled table that cannot be read. Seen only by this crate's tests.
#[derive(Debug, thiserror::Error)]
#[error("{table}, line {line}: cannot read {field} from `{found}`")]
pub(crate) struct TableError {
    table: &'static str,
    line: u64,
    field: String,
    found: String,
}

/// One line of a table, asked by column number.
pub(crate) struct Row<'a> {
    table: &'static str,
    header: &'a [&'a str],
    record: &'a StringRecord,
}

impl Row<'_> {
    /// The cell of column `column`, without surrounding blanks; empty where the line is short.
    pub(crate) fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default().trim()
    }

    /// The cell of column `column` as a value of another type.
    pub(crate) fn parse<T: std::str::FromStr>(&self, column: usize) -> Result<T, TableError> {
        self.text(column).parse().map_err(|_| self.fault(column))
    }

    /// As [`Row::parse`], with an empty cell read as none.
    pub(crate) fn optional<T: std::str::FromStr>(
        &self,
        column: usize,
    ) -> Result<Option<T>, TableError> {
        if self.text(column).is_empty() {
            Ok(None)
        } else {
            self.parse(column).map(Some)
        }
    }

    /// The cell of column `column` split at `separator`, empty pieces left out.
    pub(crate) fn list(&self, column: usize, separator: char) -> Vec<String> {
        let pieces = self.text(column).split(separator).map(str::trim);
        pieces
            .filter(|piece| !piece.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The error that names this cell.
    pub(crate) fn fault(&self, column: usize) -> TableError {
        TableError {
            table: self.table,
            line: self.record.position().map_or(0, csv::Position::line),
            field: self
                .header
                .get(column)
                .copied()
                .unwrap_or("a column")
                .to_owned(),
            found: self.text(column).to_owned(),
        }
    }
}

/// Reads every line of `text` below the header with `parse`.
pub(crate) fn read<T>(
    table: &'static str,
    text: &str,
    header: &[&str],
    parse: impl Fn(&Row<'_>) -> Result<T, TableError>,
) -> Result<Vec<T>, TableError> {
    let bare = |line, field: &str, found: String| TableError {
        table,
        line,
        field: field.to_owned(),
        found,
    };
    let mut reader = ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let found = reader
        .headers()
        .map_err(|error| bare(0, "the header", error.to_string()))?;
    if !found.iter().eq(header.iter().copied()) {
        return Err(bare(
            0,
            "the header",
            found.iter().collect::<Vec<_>>().join(","),
        ));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| bare(0, "a line", error.to_string()))?;
        rows.push(parse(&Row {
            table,
            header,
            record: &record,
        })?);
    }
    Ok(rows)
}

/// Unwraps a table compiled into the crate; the tests read each of them.
pub(crate) fn bundled<T>(table: Result<T, TableError>) -> T {
    match table {
        Ok(rows) => rows,
        Err(error) => unreachable!("a bundled table is broken: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn faults_name_table_line_and_column() {
        let text = "# note\na,b\n1,2\n3,x\n";
        let error = read("t.csv", text, &["a", "b"], |row| row.parse::<u8>(1)).unwrap_err();
        assert_eq!(error.to_string(), "t.csv, line 4: cannot read b from `x`");
        let error = read("t.csv", text, &["a", "c"], |row| row.parse::<u8>(0)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "t.csv, line 0: cannot read the header from `a,b`"
        );
    }
}

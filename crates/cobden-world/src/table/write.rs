//! Writing long tables: CSV with all digits, Parquet with zstd.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

/// A column to write.
#[derive(Debug, Clone)]
pub enum ColumnData<'a> {
    /// Words.
    Text(Vec<&'a str>),
    /// Numbers.
    Number(Vec<f64>),
}

impl ColumnData<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Text(words) => words.len(),
            Self::Number(numbers) => numbers.len(),
        }
    }
}

/// Writes columns of equal length as CSV; numbers in the shortest form that reads back exactly.
///
/// # Errors
/// What the operating system says.
pub fn write_csv(path: &Path, columns: &[(&str, ColumnData)]) -> io::Result<()> {
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(columns.iter().map(|(name, _)| *name))?;
    let rows = columns.first().map_or(0, |(_, data)| data.len());
    for row in 0..rows {
        for (_, data) in columns {
            match data {
                ColumnData::Text(words) => writer.write_field(words[row])?,
                ColumnData::Number(numbers) => writer.write_field(numbers[row].to_string())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Writes columns of equal length as Parquet.
///
/// # Errors
/// What the operating system or the format's library says.
pub fn write_parquet(path: &Path, columns: &[(&str, ColumnData)]) -> io::Result<()> {
    let mut file = File::create(path)?;
    parquet_to(&mut file, columns).map_err(io::Error::other)?;
    file.flush()
}

fn parquet_to<W: Write + Send>(
    sink: W,
    columns: &[(&str, ColumnData)],
) -> Result<(), ParquetError> {
    let fields = columns
        .iter()
        .map(|(name, data)| {
            let (physical, logical) = match data {
                ColumnData::Text(_) => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
                ColumnData::Number(_) => (PhysicalType::DOUBLE, None),
            };
            Type::primitive_type_builder(name, physical)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(logical)
                .build()
                .map(Arc::new)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let schema = Type::group_type_builder("schema")
        .with_fields(fields)
        .build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(9)?))
        // The file's bytes depend on its data alone.
        .set_created_by("cobden".to_owned())
        .build();
    let mut writer = SerializedFileWriter::new(sink, Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for (_, data) in columns {
        let Some(mut column) = group.next_column()? else {
            break;
        };
        match data {
            ColumnData::Text(words) => {
                let words: Vec<ByteArray> =
                    words.iter().map(|word| ByteArray::from(*word)).collect();
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&words, None, None)?;
            }
            ColumnData::Number(numbers) => {
                column
                    .typed::<DoubleType>()
                    .write_batch(numbers, None, None)?;
            }
        }
        column.close()?;
    }
    group.close()?;
    writer.close()?;
    Ok(())
}

//! A panel as Parquet.
//!
//! Partners that are treated alike have the same rows but for their name, so all other columns of a row group
//! are encoded once and the bytes are put into the file again for each of them.

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use bytes::Bytes;
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType, ZstdLevel};
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedFileWriter, SerializedPageWriter, TrackedWrite};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type};
use rayon::prelude::*;

use super::as_csv::FIXED;
use super::plan::{Class, Counts, Plan, Rows};
use super::{PanelFault, PanelProgress, PanelSummary, Progress};

/// A column of a row group, ready for the file.
type Chunk = (Bytes, ColumnCloseResult);

/// The columns of a class; that of the partners is left open.
struct Encoded {
    chunks: Vec<Option<Chunk>>,
    counts: Counts,
}

/// Place of the column with the partner's name.
const EXPORTER: usize = 1;

pub(super) fn write(
    plan: &Plan<'_>,
    sink: impl Write + Send,
    observer: &mut dyn FnMut(PanelProgress) -> ControlFlow<()>,
) -> Result<PanelSummary, PanelFault> {
    let mut progress = Progress::new(plan, observer);
    let schema = Arc::new(schema(plan)?);
    let properties = properties(plan)?;
    let encoder = Encoder {
        plan,
        descriptor: Arc::new(SchemaDescriptor::new(schema.clone())),
        properties: properties.clone(),
        names: plan
            .lines
            .iter()
            .map(|line| ByteArray::from(line.plain().into_bytes()))
            .collect(),
    };
    let mut writer = SerializedFileWriter::new(sink, schema, properties)?;
    // A few classes at a time: enough for all threads, and little to keep.
    for classes in plan.classes.chunks(2 * rayon::current_num_threads()) {
        let encoded = classes
            .par_iter()
            .map(|class| encoder.class(class))
            .collect::<Vec<Result<Encoded, ParquetError>>>();
        for (class, encoded) in classes.iter().zip(encoded) {
            let encoded = encoded?;
            let named = class
                .partners
                .par_iter()
                .map(|partner| encoder.constant(EXPORTER, partner, encoded.counts.rows as usize))
                .collect::<Vec<Result<Chunk, ParquetError>>>();
            for named in named {
                let named = named?;
                if encoded.counts.rows > 0 {
                    let mut group = writer.next_row_group()?;
                    for chunk in &encoded.chunks {
                        let (bytes, close) = chunk.as_ref().unwrap_or(&named);
                        group.append_column(bytes, close.clone())?;
                    }
                    group.close()?;
                }
                progress.partner(&encoded.counts)?;
            }
        }
    }
    writer.close()?;
    Ok(progress.summary)
}

fn schema(plan: &Plan<'_>) -> Result<Type, ParquetError> {
    let column = |name: &str, physical, logical, repetition| {
        let column = Type::primitive_type_builder(name, physical);
        let column = column.with_logical_type(logical);
        column.with_repetition(repetition).build().map(Arc::new)
    };
    let mut fields = Vec::new();
    for name in FIXED {
        let (physical, logical) = match name {
            "importer" | "exporter" | "hs10" => {
                (PhysicalType::BYTE_ARRAY, Some(LogicalType::String))
            }
            "from" | "until" => (PhysicalType::INT32, Some(LogicalType::Date)),
            "valued" => (PhysicalType::BOOLEAN, None),
            _ => (PhysicalType::DOUBLE, None),
        };
        let repetition = match name {
            "ordinary_percent" => Repetition::OPTIONAL,
            _ => Repetition::REQUIRED,
        };
        fields.push(column(name, physical, logical, repetition)?);
    }
    for authority in plan.authorities {
        let name = format!("{authority}_percent");
        fields.push(column(
            &name,
            PhysicalType::DOUBLE,
            None,
            Repetition::REQUIRED,
        )?);
    }
    Type::group_type_builder("panel")
        .with_fields(fields)
        .build()
}

fn properties(plan: &Plan<'_>) -> Result<WriterPropertiesPtr, ParquetError> {
    let known = match plan.schedule.known() {
        Date::MAX => "all of the record".to_owned(),
        day => day.to_string(),
    };
    let mut metadata = vec![
        ("cobden.version", env!("CARGO_PKG_VERSION").to_owned()),
        ("cobden.record", plan.schedule.record.hash.clone()),
        ("cobden.known", known),
        ("cobden.importer", plan.importer.clone()),
        ("cobden.from", plan.from.to_string()),
        ("cobden.until", plan.until.to_string()),
    ];
    if let Some(supposition) = plan.schedule.view().supposition() {
        metadata.push(("cobden.supposed", supposition.to_string()));
    }
    let metadata: Vec<KeyValue> = metadata
        .into_iter()
        .map(|(key, value)| KeyValue::new(key.to_owned(), value))
        .collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(metadata))
        // The file's bytes depend on its data alone.
        .set_created_by("cobden".to_owned())
        .build();
    Ok(Arc::new(properties))
}

/// Turns rows into column chunks.
struct Encoder<'a> {
    plan: &'a Plan<'a>,
    descriptor: SchemaDescPtr,
    properties: WriterPropertiesPtr,
    /// The lines as text.
    names: Vec<ByteArray>,
}

impl Encoder<'_> {
    fn class(&self, class: &Class) -> Result<Encoded, ParquetError> {
        let rows = self.plan.rows(class);
        let columns = FIXED.len() + self.plan.authorities.len();
        let chunks = (0..columns)
            .into_par_iter()
            .map(|column| match column {
                EXPORTER => Ok(None),
                _ => self.column(column, &rows).map(Some),
            })
            .collect::<Result<Vec<_>, ParquetError>>()?;
        Ok(Encoded {
            chunks,
            counts: self.plan.counts(&rows),
        })
    }

    fn column(&self, column: usize, rows: &Rows) -> Result<Chunk, ParquetError> {
        let outcomes = &self.plan.outcomes;
        let all = || rows.outcome.iter().map(|&place| &outcomes[place as usize]);
        let Some(authority) = column.checked_sub(FIXED.len()) else {
            return match FIXED[column] {
                "importer" => self.constant(column, &self.plan.importer, rows.line.len()),
                "hs10" => {
                    let names = rows.line.iter();
                    let names: Vec<ByteArray> = names
                        .map(|&line| self.names[line as usize].clone())
                        .collect();
                    self.chunk(column, |writer| match writer {
                        ColumnWriter::ByteArrayColumnWriter(writer) => {
                            writer.write_batch(&names, None, None)
                        }
                        _ => Err(mismatch(column)),
                    })
                }
                "from" => self.integers(column, &rows.from),
                "until" => self.integers(column, &rows.until),
                "valued" => {
                    let valued: Vec<bool> = all().map(|outcome| outcome.valued).collect();
                    self.chunk(column, |writer| {
                        let ColumnWriter::BoolColumnWriter(writer) = writer else {
                            return Err(mismatch(column));
                        };
                        writer.write_batch(&valued, None, None)
                    })
                }
                "ordinary_percent" => {
                    let levels = all().map(|outcome| i16::from(outcome.ordinary.is_some()));
                    let levels: Vec<i16> = levels.collect();
                    let rates: Vec<f64> = all().filter_map(|outcome| outcome.ordinary).collect();
                    self.doubles(column, &rates, Some(&levels))
                }
                _ => {
                    let rates: Vec<f64> = all().map(|outcome| outcome.total).collect();
                    self.doubles(column, &rates, None)
                }
            };
        };
        let rates: Vec<f64> = all().map(|outcome| outcome.layers[authority]).collect();
        self.doubles(column, &rates, None)
    }

    fn constant(&self, column: usize, word: &str, rows: usize) -> Result<Chunk, ParquetError> {
        let batch = vec![ByteArray::from(word.as_bytes().to_vec()); rows.min(BATCH)];
        self.chunk(column, |writer| {
            let ColumnWriter::ByteArrayColumnWriter(writer) = writer else {
                return Err(mismatch(column));
            };
            let mut written = 0;
            while written < rows {
                let next = (rows - written).min(BATCH);
                written += writer.write_batch(&batch[..next], None, None)?;
            }
            Ok(written)
        })
    }

    fn integers(&self, column: usize, values: &[i32]) -> Result<Chunk, ParquetError> {
        self.chunk(column, |writer| match writer {
            ColumnWriter::Int32ColumnWriter(writer) => writer.write_batch(values, None, None),
            _ => Err(mismatch(column)),
        })
    }

    fn doubles(
        &self,
        column: usize,
        values: &[f64],
        levels: Option<&[i16]>,
    ) -> Result<Chunk, ParquetError> {
        self.chunk(column, |writer| match writer {
            ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(values, levels, None),
            _ => Err(mismatch(column)),
        })
    }

    fn chunk(
        &self,
        column: usize,
        put: impl FnOnce(&mut ColumnWriter<'_>) -> Result<usize, ParquetError>,
    ) -> Result<Chunk, ParquetError> {
        let mut buffer = TrackedWrite::new(Vec::new());
        let pages = Box::new(SerializedPageWriter::new(&mut buffer));
        let descriptor = self.descriptor.column(column);
        let mut writer = get_column_writer(descriptor, self.properties.clone(), pages);
        put(&mut writer)?;
        let close = writer.close()?;
        Ok((Bytes::from(buffer.into_inner()?), close))
    }
}

/// Values written in one go.
const BATCH: usize = 16_384;

fn mismatch(column: usize) -> ParquetError {
    ParquetError::General(format!("column {column} is of another type"))
}

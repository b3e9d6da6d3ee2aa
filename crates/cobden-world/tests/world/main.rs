//! Worlds as their users meet them: folders and files read, joined, aggregated, balanced, calibrated, and every fault named.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod common;

mod aggregation;
mod bilateral;
mod bytes;
mod calibration;
mod caliendo_parro;
mod csv_faults;
mod folder_faults;
mod icio;
mod join;
mod mapping;
mod nests;
mod parquet_faults;
mod round_trip;
mod shared_data;

//! The law as its users ask it: duties of a line on a day, their layers, averages and panels.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod common;

mod answers;
mod average;
mod limits;
mod panel;
mod properties;
mod sectors;
mod stacking;
mod suppositions;

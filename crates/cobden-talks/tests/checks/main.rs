//! Games against differences, definitions and faults.
#![allow(clippy::unwrap_used, reason = "test code")]

#[path = "../common/mod.rs"]
mod common;

mod gradients;
mod payoffs;
mod strategies;

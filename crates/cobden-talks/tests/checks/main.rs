//! Games against differences, definitions and faults; best responses and wars whose answers are known.
#![allow(clippy::unwrap_used, reason = "test code")]

#[path = "../common/mod.rs"]
mod common;

mod closed_form;
mod gradients;
mod lashkaripour;
mod one_stage;
mod ossa;
mod payoffs;
mod strategies;
mod tables;

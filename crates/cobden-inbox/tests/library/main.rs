//! An inbox from the first reading to the last undo.

mod accept;
mod common;
mod crash;
mod faults;
mod fill;
mod queue;
mod relation;

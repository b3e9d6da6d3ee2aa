//! Random worlds for tests: the same for the same seed on every machine.
#![allow(dead_code, reason = "shared by test programs that each use a part")]
#![allow(clippy::unwrap_used, reason = "test code")]

mod random;
mod world;

pub(crate) use random::Random;
pub(crate) use world::world;

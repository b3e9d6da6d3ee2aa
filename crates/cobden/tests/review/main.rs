//! `cobden review`: for scripts, and by a pipe in place of a person.

mod batch;
mod bench;
mod faults;
mod relations;
mod session;

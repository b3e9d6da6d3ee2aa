//! The endpoint against a server of our own: good replies, bad ones, and ones that mean harm. Documents are made up here.

#![allow(clippy::unwrap_used, reason = "tests")]

mod answers;
mod hostile;
mod server;
mod transport;

use std::time::Duration;

use cobden_endpoint::Endpoint;
use cobden_read::Offsets;
use cobden_read::foreign::{Admission, Document, Proposed, Proposer, admit};
use serde_json::{Value, json};
use server::Server;

const TEXT: &str = "Beijing has raised its tariff on soybeans from 25% to 34%, a ministry said on Friday.\n\n\
    Talks were held in Rome.\n";

/// Quick to give up.
fn endpoint(server: &Server) -> Endpoint {
    let mut endpoint = Endpoint::new(&server.url, "tiny");
    endpoint.timeout = Duration::from_secs(5);
    endpoint.pause = Duration::from_millis(5);
    endpoint.longest_pause = Duration::from_millis(50);
    endpoint
}

fn measure() -> Value {
    json!({
        "kind": "measure", "quote": "Beijing has raised its tariff on soybeans from 25% to 34%",
        "slots": { "actor": "Beijing", "product": "soybeans", "rate": "34%", "rate_from": "25%" },
        "norm": { "action": "raise", "instrument": "tariff", "actor": "CHN", "rate": 34, "rate_from": 25, "status": "in_force" }
    })
}

fn listed(entries: &[Value]) -> String {
    json!({ "proposals": entries }).to_string()
}

fn checked(text: &str, proposed: &Proposed) -> Admission {
    admit(
        &Document::of(text),
        &Offsets::of(text),
        &[],
        &proposed.proposals,
    )
}

/// Has the document read by a model that answers so, and what it proposes checked.
fn run(words: impl Into<String>) -> Admission {
    let server = Server::start(vec![server::says(words)]);
    let proposed = endpoint(&server).propose(&Document::of(TEXT)).unwrap();
    checked(TEXT, &proposed)
}

/// The error of a document that could not be read.
fn error(endpoint: &Endpoint) -> String {
    endpoint
        .propose(&Document::of(TEXT))
        .unwrap_err()
        .to_string()
}

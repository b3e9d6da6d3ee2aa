//! The way to the server: statuses, keys, redirects.

use super::*;
use crate::server::{says, status};

#[test]
fn a_busy_server_is_asked_again() {
    let busy = || status("429 Too Many Requests", "Retry-After: 3600\r\n", "{}");
    let server = Server::start(vec![
        busy(),
        status("503 Service Unavailable", "", ""),
        says(listed(&[measure()])),
    ]);
    let proposed = endpoint(&server).propose(&Document::of(TEXT)).unwrap();
    assert_eq!(proposed.proposals.len(), 1);
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_broken_server_is_given_up() {
    let broken = || status("500 Internal Server Error", "", "it \u{1b}[31mhurts");
    let server = Server::start((0..9).map(|_| broken()).collect());
    let mut endpoint = endpoint(&server);
    endpoint.retries = 2;
    let error = error(&endpoint);
    assert_eq!(server.requests().len(), 3);
    assert!(
        error.contains("status 500 after 3 attempts") && !error.contains('\u{1b}'),
        "{error}"
    );
}

#[test]
fn a_connection_that_breaks_is_tried_again() {
    let server = Server::start(vec![Box::new(|_| ()), says(listed(&[measure()]))]);
    assert_eq!(
        endpoint(&server)
            .propose(&Document::of(TEXT))
            .unwrap()
            .proposals
            .len(),
        1
    );
}

#[test]
fn a_server_without_json_mode_is_asked_more_plainly() {
    let no = || status("400 Bad Request", "", r#"{"error": "unknown field"}"#);
    let server = Server::start(vec![no(), no(), says(listed(&[measure()]))]);
    assert_eq!(
        endpoint(&server)
            .propose(&Document::of(TEXT))
            .unwrap()
            .proposals
            .len(),
        1
    );
    let requests = server.requests();
    assert!(requests[1].body.get("response_format").is_none());
    assert!(requests[1].body.get("seed").is_some());
    assert!(requests[2].body.get("temperature").is_none());

    let server = Server::start(vec![no(), no(), no()]);
    assert!(error(&endpoint(&server)).contains("status 400"));
}

#[test]
fn no_key_no_second_try() {
    let server = Server::start(vec![status("401 Unauthorized", "", "who?")]);
    assert!(error(&endpoint(&server)).contains("status 401 after 1 attempts"));
}

#[test]
fn redirects_are_not_followed() {
    let elsewhere = Server::start(vec![says(listed(&[measure()]))]);
    for code in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let location = format!("Location: {}/chat/completions\r\n", elsewhere.url);
        let server = Server::start(vec![status(code, &location, "")]);
        let error = error(&endpoint(&server));
        assert!(
            error.contains("redirect") && error.contains("not followed"),
            "{error}"
        );
    }
    assert!(elsewhere.requests().is_empty());
}

/// A variable that every run of the tests has: what it holds stands for a key.
const VARIABLE: &str = "CARGO_PKG_NAME";

#[test]
fn the_key_goes_to_the_server_and_nowhere_else() {
    let key = std::env::var(VARIABLE).unwrap();
    let echo = status("403 Forbidden", "", format!("key {key} is bad"));
    let server = Server::start(vec![echo]);
    let mut endpoint = endpoint(&server);
    endpoint.key_env = Some(VARIABLE.to_owned());
    let error = error(&endpoint);
    assert!(server.requests()[0].head.contains(&format!("Bearer {key}")));
    assert!(
        error.contains("key [key] is bad") && !error.contains(&key),
        "{error}"
    );
    assert!(!format!("{endpoint:?}").contains(&key));
    assert!(!server.requests()[0].body.to_string().contains(&key));
}

#[test]
fn settings_that_cannot_be_used() {
    let mut far = Endpoint::new("http://models.example/v1", "tiny");
    far.key_env = Some(VARIABLE.to_owned());
    assert!(far.check().unwrap_err().to_string().contains("use https"));
    far.key_env = Some("COBDEN_TEST_NO_SUCH_VARIABLE".to_owned());
    assert!(
        far.check()
            .unwrap_err()
            .to_string()
            .contains("COBDEN_TEST_NO_SUCH_VARIABLE")
    );
    assert!(Endpoint::new("models.example", "tiny").check().is_err());
    assert!(
        Endpoint::new("https://models.example", " ")
            .check()
            .is_err()
    );
    assert!(
        Endpoint::new("https://models.example", "tiny")
            .check()
            .is_ok()
    );
}

#[test]
fn nobody_there() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let mut endpoint = Endpoint::new(url, "tiny");
    (endpoint.retries, endpoint.pause) = (1, Duration::from_millis(1));
    assert!(error(&endpoint).contains("could not be reached"));
}

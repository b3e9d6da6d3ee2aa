use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

use serde_json::{Value, json};

use super::{read, shown};

/// A server that gives every request of one run the same answer, and what it was asked.
struct Server {
    url: String,
    thread: JoinHandle<Vec<String>>,
}

/// Answers as many requests as are expected, then stops.
fn server(requests: usize, status: &'static str, says: String) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let url = format!(
        "http://{}/v1",
        listener.local_addr().expect("it has an address")
    );
    let thread = thread::spawn(move || {
        let answered = (0..requests).map(|_| {
            let (stream, _) = listener.accept().expect("somebody asks");
            answer(stream, status, &says)
        });
        answered.collect()
    });
    Server { url, thread }
}

fn answer(stream: TcpStream, status: &str, says: &str) -> String {
    let mut reader = BufReader::new(&stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a line of the head");
        if line.trim().is_empty() {
            break;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(number) = lower.strip_prefix("content-length:") {
            length = number.trim().parse().expect("a length");
        }
        head += &line;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("the body");
    let reply = json!({ "choices": [{ "message": { "role": "assistant", "content": says }, "finish_reason": "stop" }] });
    let reply = reply.to_string();
    let mut stream = &stream;
    let sent = write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{reply}",
        reply.len()
    );
    sent.expect("the answer is taken");
    head + &shown(&body)
}

const TEXT: &str = "Ducks and duties\n\nThe pond tax of Pondavia hits ducks from China with a rate of 12 percent, for which nobody has a word.\n";

fn proposals() -> Value {
    let slots = json!({ "product": "ducks", "rate": "12 percent" });
    let norm =
        json!({ "action": "impose", "instrument": "tariff", "status": "in_force", "rate": 12 });
    json!({ "proposals": [
        { "kind": "measure", "quote": "hits ducks from China with a rate of 12 percent", "slots": slots, "norm": norm },
        { "kind": "measure", "quote": "hits geese with a rate of 15 percent", "slots": {}, "norm": norm },
    ] })
}

#[test]
fn what_a_model_proposes_is_added_if_its_words_are_there() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("pond.txt"), TEXT).expect("a file");
    let server = server(1, "200 OK", proposals().to_string());
    let model = ["--model-url", &server.url, "--model", "pondreader"];
    let output = read(
        folder.path(),
        &[&["pond.txt", "--json"], model.as_slice()].concat(),
    );
    let (printed, told) = (shown(&output.stdout), shown(&output.stderr));
    assert!(output.status.success(), "{told}");
    let reading: Value = serde_json::from_str(&printed).expect("an object");
    let of_model: Vec<&Value> = reading["proposals"]
        .as_array()
        .expect("proposals")
        .iter()
        .filter(|one| one["rule"] == "model:pondreader")
        .collect();
    let [one] = of_model.as_slice() else {
        panic!("one was in the document: {printed}")
    };
    assert_eq!(
        one["text"],
        "hits ducks from China with a rate of 12 percent"
    );
    assert!(
        one["confidence"]
            .as_f64()
            .is_some_and(|confidence| confidence <= 0.3)
    );
    assert!(
        told.contains("a measure proposed by pondreader is refused"),
        "{told}"
    );
    assert!(told.contains("geese"), "{told}");
    let asked = server.thread.join().expect("the server ends");
    assert!(
        asked[0].contains("ducks from China"),
        "the document was sent: {asked:?}"
    );
}

#[test]
fn gold_lines_hold_what_the_model_added() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("pond.txt"), TEXT).expect("a file");
    let server = server(1, "200 OK", proposals().to_string());
    let arguments = [
        "pond.txt",
        "--format",
        "gold",
        "--model-url",
        &server.url,
        "--model",
        "m",
    ];
    let output = read(folder.path(), &arguments);
    let printed = shown(&output.stdout);
    let found = printed
        .lines()
        .filter(|line| line.contains("\"model:m\""))
        .count();
    assert_eq!(found, 1, "{printed}");
}

#[test]
fn a_document_that_the_model_failed_on_is_not_half_read() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("pond.txt"), TEXT).expect("a file");
    let server = server(1, "401 Unauthorized", "no".to_owned());
    let arguments = ["pond.txt", "--model-url", &server.url, "--model", "m"];
    let output = read(folder.path(), &arguments);
    let told = shown(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(output.stdout.is_empty());
    assert!(told.contains("the model did not read it"), "{told}");
    assert!(told.contains("pond.txt"), "{told}");
    assert!(told.contains("401"), "{told}");
}

#[test]
fn an_address_that_would_send_a_key_in_the_open_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("pond.txt"), TEXT).expect("a file");
    let arguments = [
        "pond.txt",
        "--model-url",
        "ftp://example.org",
        "--model",
        "m",
    ];
    let output = read(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(shown(&output.stderr).contains("docs/model-endpoint.md"));
    let half = read(folder.path(), &["pond.txt", "--model", "m"]);
    assert_eq!(half.status.code(), Some(2));
    assert!(shown(&half.stderr).contains("--model-url"));
}

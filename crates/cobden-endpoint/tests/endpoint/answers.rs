//! What a model may say, and what becomes of it.

use super::*;
use crate::server::{ok, says};

#[test]
fn a_good_answer() {
    let server = Server::start(vec![says(listed(&[measure()]))]);
    let endpoint = endpoint(&server);
    let proposed = endpoint.propose(&Document::of(TEXT)).unwrap();
    assert!(proposed.faults.is_empty());
    let admission = checked(TEXT, &proposed);
    assert_eq!(admission.rejections, []);
    assert_eq!(admission.proposals[0].rule, "model:tiny");
    assert_eq!(admission.proposals[0].norm["rate"], 34.0);

    let request = &server.requests()[0];
    assert!(
        request
            .head
            .starts_with("POST /v1/chat/completions HTTP/1.1"),
        "{}",
        request.head
    );
    assert!(!request.head.to_lowercase().contains("authorization"));
    assert_eq!(request.body["temperature"], 0.0);
    assert_eq!(request.body["seed"], 1);
    assert_eq!(request.body["response_format"]["type"], "json_object");
    let said = request.body["messages"][1]["content"].as_str().unwrap();
    let marker = said.lines().find(|line| line.starts_with("===")).unwrap();
    assert!(
        request.body["messages"][0]["content"]
            .as_str()
            .unwrap()
            .contains(marker)
    );
    assert_eq!(said.matches(marker).count(), 2);
}

#[test]
fn the_request_is_the_same_every_time() {
    let bodies: Vec<Value> = (0..2)
        .map(|_| {
            let server = Server::start(vec![says(listed(&[]))]);
            endpoint(&server).propose(&Document::of(TEXT)).unwrap();
            server.requests()[0].body.clone()
        })
        .collect();
    assert_eq!(bodies[0], bodies[1]);
}

#[test]
fn answers_in_a_code_fence_and_after_thoughts() {
    let list = listed(&[measure()]);
    assert_eq!(
        run(format!("Sure!\n```json\n{list}\n```\n"))
            .proposals
            .len(),
        1
    );
    assert_eq!(
        run(format!("<think>Is it [so]?</think>{list}"))
            .proposals
            .len(),
        1
    );
    assert_eq!(run(listed(&[])).proposals.len(), 0);
}

#[test]
fn words_in_parts_are_put_together() {
    let (head, tail) = (listed(&[measure()]), "");
    let body = json!({ "choices": [{ "message": { "content": [{ "type": "text", "text": head }, { "type": "text", "text": tail }] } }] });
    let server = Server::start(vec![ok(body.to_string())]);
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
fn what_is_whole_of_a_broken_answer_is_kept() {
    let list = listed(&[measure(), measure()]);
    let server = Server::start(vec![says(&list[..list.len() - 30])]);
    let proposed = endpoint(&server).propose(&Document::of(TEXT)).unwrap();
    assert_eq!(proposed.proposals.len(), 1);
    assert_eq!(
        proposed.faults[0].to_string(),
        "tiny: part 1 of 1: the model's answer breaks off; 1 whole proposals of it were kept"
    );
}

#[test]
fn wrong_types_are_refused_one_by_one() {
    let mut wrong = measure();
    wrong["slots"] = json!([1, 2]);
    let admission = run(json!({ "proposals": [wrong, 3, null, [], measure()] }).to_string());
    assert_eq!(
        (admission.proposals.len(), admission.rejections.len()),
        (1, 4)
    );
    assert!(
        admission.rejections[0]
            .to_string()
            .contains("slots should be an object")
    );
}

#[test]
fn made_up_and_altered_words_are_refused() {
    let mut fabricated = measure();
    fabricated["quote"] = "Beijing has abolished its tariff on wine".into();
    let mut altered = measure();
    altered["quote"] = "Beijing has lowered its tariff on soybeans from 25% to 34%".into();
    let mut rate = measure();
    rate["norm"]["rate"] = 43.into();
    let mut swapped = measure();
    swapped["norm"]["rate"] = 25.into();
    let admission = run(listed(&[fabricated, altered, rate, swapped]));
    assert!(admission.proposals.is_empty());
    let fields: Vec<&str> = admission
        .rejections
        .iter()
        .map(|r| r.faults[0].field.as_str())
        .collect();
    assert_eq!(fields, ["quote", "quote", "norm.rate", "norm.rate"]);
}

#[test]
fn answers_without_a_list() {
    for (body, said) in [
        (json!({ "choices": [] }), "the reply is empty"),
        (
            json!({ "choices": [{ "message": { "content": null } }] }),
            "the reply is empty",
        ),
        (
            json!({ "choices": [{ "message": { "content": "I cannot." } }] }),
            "no list of proposals",
        ),
        (
            json!({ "choices": [{ "message": { "content": 7 } }] }),
            "no words",
        ),
        (json!({ "choices": "many" }), "no list of choices"),
        (
            json!({ "error": { "message": "odd" } }),
            "no list of choices",
        ),
        (json!([]), "no list of choices"),
    ] {
        let server = Server::start(vec![ok(body.to_string())]);
        let error = error(&endpoint(&server));
        assert!(error.contains(said), "{body}: {error}");
    }
    for body in ["", "<html>", "\u{0}", "{\"choices\": ["] {
        let server = Server::start(vec![ok(body)]);
        assert!(
            error(&endpoint(&server)).contains("not of the protocol"),
            "{body}"
        );
    }
}

#[test]
fn a_long_document_goes_in_parts_that_are_merged() {
    let filler =
        "Nothing of note is said in this paragraph, which is here to be long.\n\n".repeat(12);
    let text = format!("{filler}{TEXT}\n\n{filler}");
    let mut acts = Vec::new();
    for _ in 0..20 {
        // Every part proposes the same; those that do not hold the words lead to the same place.
        acts.push(says(listed(&[measure()])));
    }
    let server = Server::start(acts);
    let mut endpoint = endpoint(&server);
    (endpoint.part, endpoint.overlap) = (600, 150);
    let proposed = endpoint.propose(&Document::of(&text)).unwrap();
    assert!(server.requests().len() > 2);
    assert_eq!(proposed.proposals.len(), server.requests().len());
    let admission = checked(&text, &proposed);
    assert_eq!(admission.proposals.len(), 1);
    assert_eq!(
        admission.proposals[0].text,
        measure()["quote"].as_str().unwrap()
    );
}

#[test]
fn a_part_that_fails_leaves_the_others() {
    let text = format!(
        "{TEXT}\n{}\n{}",
        "Some words. ".repeat(60),
        "More words. ".repeat(60)
    );
    let acts = vec![
        says(listed(&[measure()])),
        says("I cannot."),
        says(listed(&[])),
    ];
    let server = Server::start(acts);
    let mut endpoint = endpoint(&server);
    (endpoint.part, endpoint.overlap, endpoint.max_parts) = (700, 0, 2);
    let proposed = endpoint.propose(&Document::of(&text)).unwrap();
    assert_eq!(proposed.proposals.len(), 1);
    let faults: Vec<String> = proposed.faults.iter().map(ToString::to_string).collect();
    assert!(
        faults[0].starts_with("tiny: part 2 of 3: the model's answer holds no list"),
        "{faults:?}"
    );
    assert_eq!(faults[1], "tiny: 1 of 3 parts were not sent");
}

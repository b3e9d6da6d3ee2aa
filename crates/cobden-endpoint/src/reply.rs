//! What a server sent, read as data: the protocol's envelope, then the model's own words within it.

use cobden_read::foreign::shown;
use serde_json::Value;

use crate::error::EndpointError;

/// Proposals read from one answer, at most.
const MOST: usize = 500;

/// Entries as the model wrote them, unchecked, and what was wrong with the answer as a whole.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Answer {
    pub(crate) entries: Vec<Value>,
    pub(crate) fault: Option<EndpointError>,
}

/// Reads the body of a completion.
pub(crate) fn read(body: &[u8]) -> Result<Answer, EndpointError> {
    let not = |why: String| EndpointError::NotProtocol { why: shown(&why) };
    let envelope: Value = serde_json::from_slice(body).map_err(|error| not(error.to_string()))?;
    let choices = envelope.get("choices").and_then(Value::as_array);
    let choices = choices.ok_or_else(|| not("it has no list of choices".to_owned()))?;
    let choice = choices.first().ok_or(EndpointError::Empty)?;
    let words = content(choice).ok_or_else(|| not("its first choice has no words".to_owned()))?;
    if words.trim().is_empty() {
        return Err(EndpointError::Empty);
    }
    let mut answer = entries(&words)?;
    let stopped = choice.get("finish_reason").and_then(Value::as_str) == Some("length");
    if answer.fault.is_none() && stopped {
        let kept = answer.entries.len();
        answer.fault = Some(EndpointError::CutOff { kept });
    }
    let found = answer.entries.len();
    if found > MOST {
        answer.entries.truncate(MOST);
        answer.fault = Some(EndpointError::TooMany { found, kept: MOST });
    }
    Ok(answer)
}

/// The words of a choice: a string, or a list of parts of text.
fn content(choice: &Value) -> Option<String> {
    match choice.get("message")?.get("content")? {
        Value::String(words) => Some(words.clone()),
        Value::Array(parts) => {
            let text = |part: &Value| part.get("text").and_then(Value::as_str).map(str::to_owned);
            Some(parts.iter().filter_map(text).collect())
        }
        Value::Null => Some(String::new()),
        _ => None,
    }
}

/// The list of entries in a model's words: bare, in a code fence, after thoughts, or broken off.
fn entries(words: &str) -> Result<Answer, EndpointError> {
    // Models that think aloud do so before they answer.
    let words = words.trim();
    let words = match words.split_once("</think>") {
        Some((_, said)) if words.starts_with("<think>") => said.trim(),
        _ => words,
    };
    let no_list = || EndpointError::NoProposals { said: shown(words) };
    let start = words.find(['{', '[']).ok_or_else(no_list)?;
    let json = &words[start..];
    let value = serde_json::Deserializer::from_str(json)
        .into_iter::<Value>()
        .next();
    match value {
        Some(Ok(value)) => match list(value) {
            Some(entries) => Ok(Answer {
                entries,
                fault: None,
            }),
            None => Err(no_list()),
        },
        Some(Err(error)) if error.is_eof() => {
            let entries = salvage(json);
            let kept = entries.len();
            Ok(Answer {
                entries,
                fault: Some(EndpointError::CutOff { kept }),
            })
        }
        _ => Err(no_list()),
    }
}

fn list(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(entries) => Some(entries),
        Value::Object(mut object) => match object.remove("proposals") {
            Some(Value::Array(entries)) => Some(entries),
            _ => None,
        },
        _ => None,
    }
}

/// The whole entries of a list that breaks off.
fn salvage(json: &str) -> Vec<Value> {
    let mut entries = Vec::new();
    let Some(start) = json.find('[') else {
        return entries;
    };
    let mut rest = &json[start + 1..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) if entries.len() <= MOST => entries.push(value),
            _ => return entries,
        }
        rest = &rest[values.byte_offset()..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(words: &str) -> Result<(usize, bool), EndpointError> {
        entries(words).map(|answer| (answer.entries.len(), answer.fault.is_some()))
    }

    #[test]
    fn lists_in_all_dress() {
        assert_eq!(count(r#"{"proposals": [{}, {}]}"#), Ok((2, false)));
        assert_eq!(count(r#"[{}]"#), Ok((1, false)));
        assert_eq!(
            count("Here:\n```json\n{\"proposals\": [{}]}\n```\nDone."),
            Ok((1, false))
        );
        assert_eq!(
            count("<think>{ [ hm</think>{\"proposals\": []}"),
            Ok((0, false))
        );
        assert_eq!(
            count(r#"{"proposals": [{"a": 1}, {"b": [1, 2"#),
            Ok((1, true))
        );
        assert_eq!(count(r#"{"prop"#), Ok((0, true)));
    }

    #[test]
    fn what_is_no_list() {
        for words in [
            "I cannot help with that.",
            "{}",
            r#"{"proposals": "none"}"#,
            "{not json}",
            &"[".repeat(100_000),
        ] {
            match count(words) {
                Err(EndpointError::NoProposals { .. }) | Ok((0, true)) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

//! The settings of an endpoint, and a document's way through it.

use std::time::Duration;

use cobden_read::foreign::{Document, ForeignProposal, Proposed, Proposer, ProposerError};
use cobden_read::{Offsets, Span};
use serde_json::{Value, json};

use crate::chunk::parts;
use crate::error::EndpointError;
use crate::prompt::{instructions, marker, message};
use crate::reply::{Answer, read};
use crate::transport::{Said, Transport};

/// A model behind an endpoint that speaks OpenAI's protocol of chat completions.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// Where: `https://host/v1`, with or without `/chat/completions`.
    pub url: String,
    /// Which model, as the server calls it.
    pub model: String,
    /// The environment variable that holds the key; none for a server that wants none. The key itself is never stored.
    pub key_env: Option<String>,
    /// For one request, from the first byte sent to the last received. 120 s.
    pub timeout: Duration,
    /// How often a request is sent again on status 408, 429, 5xx or a broken connection. 3.
    pub retries: u32,
    /// Before it is sent again for the first time; doubled every time. A server's `Retry-After` goes first. 1 s.
    pub pause: Duration,
    /// The longest pause, whatever a server asks for. 60 s.
    pub longest_pause: Duration,
    /// Bytes of a reply, at most. 4 MB.
    pub max_bytes: u64,
    /// 0 for the least random answer.
    pub temperature: f64,
    /// For servers that can repeat an answer. 1.
    pub seed: Option<u64>,
    /// Bytes of a document sent at once, at most. 12 000.
    pub part: usize,
    /// Bytes that a part shares with the one before, at most. 1 500.
    pub overlap: usize,
    /// Parts of a document that are sent, at most. 64.
    pub max_parts: usize,
}

impl Endpoint {
    /// With the settings that are documented at the fields, and without a key.
    pub fn new(url: impl Into<String>, model: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            model: model.into(),
            key_env: None,
            timeout: Duration::from_secs(120),
            retries: 3,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            max_bytes: 4_000_000,
            temperature: 0.0,
            seed: Some(1),
            part: 12_000,
            overlap: 1_500,
            max_parts: 64,
        }
    }

    /// Checks what can be checked without asking the server: address, model, key.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn check(&self) -> Result<(), EndpointError> {
        if self.model.trim().is_empty() {
            return Err(EndpointError::NoModel);
        }
        Transport::open(self).map(|_| ())
    }

    /// Reads a document part by part, in order. A part that the model answers badly is left out; a server that fails ends it.
    fn read(
        &self,
        document: &Document<'_>,
    ) -> Result<(Vec<ForeignProposal>, Vec<EndpointError>), EndpointError> {
        self.check()?;
        let transport = Transport::open(self)?;
        let marker = marker(document.text);
        let system = instructions(&marker);
        let offsets = Offsets::of(document.text);
        let spans = parts(document.text, self.part, self.overlap);
        let parts = spans.len();
        let mut form = Form::ALL.as_slice();
        let mut proposals = Vec::new();
        let mut faults = Vec::new();
        let (mut answered, mut tried) = (0, 0);
        for (nth, span) in spans.iter().take(self.max_parts).enumerate() {
            let part = nth + 1;
            tried = part;
            let told = |error| EndpointError::Part {
                part,
                parts,
                error: Box::new(error),
            };
            let user = message(document, span.of(document.text), &marker);
            let body = match self.exchange(&transport, &system, &user, &mut form) {
                Ok(body) => body,
                Err(error) => {
                    faults.push(told(error));
                    break;
                }
            };
            match read(&body) {
                Ok(Answer { entries, fault }) => {
                    answered += 1;
                    faults.extend(fault.map(told));
                    proposals.extend(
                        entries
                            .iter()
                            .map(|entry| self.proposal(entry, part, *span, &offsets)),
                    );
                }
                Err(error) => faults.push(told(error)),
            }
        }
        let left = parts - tried;
        if left > 0 {
            faults.push(EndpointError::NotSent { left, parts });
        }
        if answered == 0 && !faults.is_empty() {
            return Err(faults.remove(0));
        }
        Ok((proposals, faults))
    }

    /// Sends one part, in the fullest form of request that the server takes; a form that it took stays for the parts after.
    fn exchange(
        &self,
        transport: &Transport<'_>,
        system: &str,
        user: &str,
        forms: &mut &[Form],
    ) -> Result<Vec<u8>, EndpointError> {
        loop {
            let form = forms.first().copied().unwrap_or(Form::Bare);
            let body = self.request(system, user, form).to_string();
            match transport.ask(body.as_bytes())? {
                Said::Body(body) => return Ok(body),
                Said::Unwilling(_) if forms.len() > 1 => *forms = &forms[1..],
                Said::Unwilling(error) => return Err(error),
            }
        }
    }

    fn request(&self, system: &str, user: &str, form: Form) -> Value {
        let mut request = json!({
            "model": self.model,
            "messages": [
                { "role": "system", "content": system },
                { "role": "user", "content": user },
            ],
            "stream": false,
        });
        if form != Form::Bare {
            request["temperature"] = json!(self.temperature);
            if let Some(seed) = self.seed {
                request["seed"] = json!(seed);
            }
        }
        if form == Form::Full {
            request["response_format"] = json!({ "type": "json_object" });
        }
        request
    }

    /// An entry, with labels that no other part has and the place of its part.
    fn proposal(
        &self,
        entry: &Value,
        part: usize,
        span: Span,
        offsets: &Offsets<'_>,
    ) -> ForeignProposal {
        let mut proposal = ForeignProposal::read(&self.model, entry);
        let own = |label: &mut Option<String>| {
            if let Some(label) = label.as_mut().filter(|label| !label.trim().is_empty()) {
                *label = format!("{part}:{}", label.trim());
            }
        };
        own(&mut proposal.label);
        own(&mut proposal.from);
        proposal.hint = Some((offsets.code_point(span.start), offsets.code_point(span.end)));
        proposal
    }
}

/// Forms of a request, from what asks most of a server to what every one takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// With JSON mode, temperature and seed.
    Full,
    /// Without JSON mode.
    Plain,
    /// Model and messages only.
    Bare,
}

impl Form {
    const ALL: [Form; 3] = [Form::Full, Form::Plain, Form::Bare];
}

impl Proposer for Endpoint {
    fn name(&self) -> &str {
        &self.model
    }

    fn propose(&self, document: &Document<'_>) -> Result<Proposed, ProposerError> {
        let told = |error: EndpointError| ProposerError::new(&self.model, error);
        let (proposals, faults) = self.read(document).map_err(told)?;
        Ok(Proposed {
            proposals,
            faults: faults.into_iter().map(told).collect(),
        })
    }
}

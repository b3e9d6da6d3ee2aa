//! A language model as a second reader.

use cobden::diagnostics::{Diagnostic, Diagnostics, Place};
use cobden::endpoint::Endpoint;
use cobden::read::foreign::{self, Proposer as _, Rejection, admit};
use cobden::read::layout::Layout;
use cobden::read::{Offsets, Reading};

use super::Failure;

/// Which model, and where.
#[derive(clap::Args)]
pub(super) struct Model {
    /// A language model as a second reader: address of a server that speaks OpenAI's protocol, such as
    /// http://localhost:11434/v1; documents are sent there in full
    #[arg(long, value_name = "URL", requires = "model")]
    model_url: Option<String>,
    /// The model, as the server calls it
    #[arg(long, value_name = "NAME", requires = "model_url")]
    model: Option<String>,
    /// The environment variable that holds the key, for a server that wants one
    #[arg(long, value_name = "VARIABLE", requires = "model_url")]
    model_key_env: Option<String>,
}

impl Model {
    /// The endpoint, if one was asked for.
    pub(super) fn endpoint(&self) -> Result<Option<Endpoint>, Failure> {
        let (Some(url), Some(model)) = (&self.model_url, &self.model) else {
            return Ok(None);
        };
        let mut endpoint = Endpoint::new(url, model);
        endpoint.key_env.clone_from(&self.model_key_env);
        let hint = "see docs/model-endpoint.md";
        let checked = endpoint.check();
        checked.map_err(|error| Failure::argument(error.to_string(), hint))?;
        Ok(Some(endpoint))
    }
}

/// Adds what the model proposes and the check lets in; gives what was refused and which parts failed.
pub(super) fn second(
    endpoint: &Endpoint,
    text: &str,
    layout: &Layout,
    reading: &mut Reading,
) -> Result<Diagnostics, Box<Diagnostic>> {
    let place = Place::File(reading.document.name.clone());
    let blocks = layout.blocks.iter();
    let layers: Vec<_> = blocks
        .filter_map(|block| Some((block.span, block.kind.layer()?)))
        .collect();
    let document = foreign::Document {
        text,
        date: reading.document.date,
        noise: &layout.noise,
        layers: &layers,
    };
    let proposed = endpoint.propose(&document).map_err(|error| {
        let fault = Diagnostic::error(place.clone(), format!("the model did not read it: {error}"));
        Box::new(fault.hint("read it again later, or without --model-url"))
    })?;
    let mut told = Diagnostics::default();
    for fault in &proposed.faults {
        told.push(Diagnostic::warning(place.clone(), fault.to_string()));
    }
    let offsets = Offsets::of(text);
    let admission = admit(&document, &offsets, &reading.proposals, &proposed.proposals);
    for rejection in &admission.rejections {
        told.push(Diagnostic::warning(place.clone(), refused(rejection)));
    }
    let notices = admission.notices.iter().map(ToString::to_string);
    reading.document.notices.extend(notices);
    reading.proposals.extend(admission.proposals);
    // Stable: what stands at one place stays in the order rules, model.
    reading
        .proposals
        .sort_by_key(|one| (one.start, one.end, one.kind));
    Ok(told)
}

fn refused(rejection: &Rejection) -> String {
    let faults: Vec<String> = rejection
        .faults
        .iter()
        .map(|fault| format!("{} {}", fault.field, fault.reason))
        .collect();
    let Rejection {
        model, kind, quote, ..
    } = rejection;
    format!(
        "a {kind} proposed by {model} is refused ({quote:?}): {}",
        faults.join("; ")
    )
}

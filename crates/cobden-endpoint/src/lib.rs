//! A language model behind an OpenAI-compatible endpoint as a [`cobden_read::foreign::Proposer`].
//!
//! `POST {url}/chat/completions` is spoken by most servers of models, hosted or on the own machine. A document is sent in parts, the
//! replies are read as data, and what they propose has to pass [`cobden_read::foreign::admit`] like everything that our own rules
//! did not make. The prompt asks the model to take the document for text only; that is a request. The check is the defence.
//!
//! Replies are limited in size and time, redirects are not followed, and the key goes to the given host alone.
//!
//! # When not to use it
//!
//! Where documents must not leave the machine, unless the endpoint is on it. Where the same input has to give the same output: a model
//! need not repeat itself, even at temperature nought with a seed. Nothing of this crate runs unless it is asked for.
//!
//! # Example
//!
//! ```no_run
//! use cobden_endpoint::Endpoint;
//! use cobden_read::Offsets;
//! use cobden_read::foreign::{Document, Proposer, admit};
//!
//! let mut endpoint = Endpoint::new("http://localhost:8080/v1", "some-model");
//! endpoint.key_env = Some("MODEL_KEY".to_owned());
//! let text = "Beijing has raised its tariff on soybeans to 34%.";
//! let document = Document::of(text);
//! let proposed = endpoint.propose(&document)?;
//! let admission = admit(&document, &Offsets::of(text), &[], &proposed.proposals);
//! # Ok::<(), cobden_read::foreign::ProposerError>(())
//! ```

mod address;
mod chunk;
mod endpoint;
mod error;
mod prompt;
mod reply;
mod transport;

pub use endpoint::Endpoint;
pub use error::EndpointError;

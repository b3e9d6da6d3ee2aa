//! What may go wrong between here and a model. No message holds a key, or foreign characters that move a terminal.

/// Why an endpoint gave nothing, or not all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// The address cannot be used.
    #[error("the address {url:?} cannot be used: {why}; write such as https://host/v1")]
    Address {
        /// The address, without what may be secret in it.
        url: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The model's name is empty.
    #[error("no model is named")]
    NoModel,
    /// The variable that should hold the key is not set.
    #[error("the environment variable {variable} that should hold the key is not set")]
    NoKey {
        /// Its name.
        variable: String,
    },
    /// The key has characters that no header may have.
    #[error("the key in {variable} has characters that cannot be sent")]
    BadKey {
        /// The variable's name.
        variable: String,
    },
    /// A key would be sent without encryption to another machine.
    #[error(
        "a key is not sent to {host} over http, where others can read it; use https, or no key"
    )]
    KeyInTheClear {
        /// The host.
        host: String,
    },
    /// No connection, or it broke.
    #[error("{host} could not be reached: {why}")]
    Unreachable {
        /// The host.
        host: String,
        /// What the connection says.
        why: String,
    },
    /// No whole reply in time.
    #[error("{host} did not answer in full within {seconds} s")]
    TooSlow {
        /// The host.
        host: String,
        /// The limit.
        seconds: u64,
    },
    /// A reply beyond the limit.
    #[error("the reply of {host} is larger than {most} bytes")]
    TooLarge {
        /// The host.
        host: String,
        /// The limit.
        most: u64,
    },
    /// The server points elsewhere.
    #[error(
        "{host} answers with a redirect ({status}) to {to:?}, which is not followed; give the address where it ends"
    )]
    Redirected {
        /// The host asked.
        host: String,
        /// The status.
        status: u16,
        /// Where it points.
        to: String,
    },
    /// The server says no.
    #[error("{host} answers with status {status} after {attempts} attempts: {said:?}")]
    Refused {
        /// The host.
        host: String,
        /// The status.
        status: u16,
        /// How often it was asked.
        attempts: u32,
        /// The first words of its answer.
        said: String,
    },
    /// The reply is no JSON, or not of the protocol's form.
    #[error("the reply is not of the protocol: {why}")]
    NotProtocol {
        /// What is wrong with it.
        why: String,
    },
    /// The reply has no words.
    #[error("the reply is empty")]
    Empty,
    /// The model's words hold no list of proposals.
    #[error("the model's answer holds no list of proposals: {said:?}")]
    NoProposals {
        /// Its first words.
        said: String,
    },
    /// The model's answer breaks off.
    #[error("the model's answer breaks off; {kept} whole proposals of it were kept")]
    CutOff {
        /// As many proposals were whole.
        kept: usize,
    },
    /// The answer has more proposals than are read from one.
    #[error("the model's answer has {found} proposals, of which {kept} were kept")]
    TooMany {
        /// As many there are.
        found: usize,
        /// As many were kept.
        kept: usize,
    },
    /// One of the parts in which a document is sent.
    #[error("part {part} of {parts}: {error}")]
    Part {
        /// Which, from 1.
        part: usize,
        /// Of how many.
        parts: usize,
        /// What.
        error: Box<EndpointError>,
    },
    /// Parts that were not sent: too many, or the server failed before.
    #[error("{left} of {parts} parts were not sent")]
    NotSent {
        /// As many.
        left: usize,
        /// Of how many.
        parts: usize,
    },
}

//! One request, asked again where that may help.

use std::thread::sleep;
use std::time::Duration;

use cobden_read::foreign::shown;
use ureq::Agent;
use ureq::http::Response;

use crate::address::Address;
use crate::endpoint::Endpoint;
use crate::error::EndpointError;

/// A way to a server, open for as long as a document takes.
pub(crate) struct Transport<'e> {
    endpoint: &'e Endpoint,
    address: Address,
    key: Option<String>,
    agent: Agent,
}

/// What a server said: the body of a success, or a refusal that another form of the request may avoid.
pub(crate) enum Said {
    Body(Vec<u8>),
    /// Status 400 or 422: it does not know a field.
    Unwilling(EndpointError),
}

impl<'e> Transport<'e> {
    pub(crate) fn open(endpoint: &'e Endpoint) -> Result<Self, EndpointError> {
        let address = Address::read(&endpoint.url)?;
        let key = match &endpoint.key_env {
            None => None,
            Some(variable) => Some(key(variable)?),
        };
        if key.is_some() && !address.encrypted && !address.own {
            return Err(EndpointError::KeyInTheClear { host: address.host });
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(endpoint.timeout))
            .user_agent(concat!("cobden/", env!("CARGO_PKG_VERSION")));
        // A proxy sees what is not encrypted.
        let config = if address.encrypted {
            config
        } else {
            config.proxy(None)
        };
        Ok(Self {
            endpoint,
            address,
            key,
            agent: config.build().new_agent(),
        })
    }

    /// Asks, and asks again after a pause where the server is busy or broken, or the line is.
    pub(crate) fn ask(&self, body: &[u8]) -> Result<Said, EndpointError> {
        let mut attempt = 1;
        loop {
            let (error, wait) = match self.once(body, attempt) {
                Ok(said) => return Ok(said),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Passing(error, wait)) => (error, wait),
            };
            if attempt > self.endpoint.retries {
                return Err(error);
            }
            let doubled = self
                .endpoint
                .pause
                .saturating_mul(1 << (attempt - 1).min(10));
            sleep(wait.unwrap_or(doubled).min(self.endpoint.longest_pause));
            attempt += 1;
        }
    }

    fn once(&self, body: &[u8], attempts: u32) -> Result<Said, Failure> {
        let mut request = self
            .agent
            .post(&self.address.completions)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json");
        if let Some(key) = &self.key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let mut response = request.send(body).map_err(|error| self.failure(&error))?;
        let status = response.status().as_u16();
        if (300..400).contains(&status) {
            return Err(Failure::Final(EndpointError::Redirected {
                host: self.address.host.clone(),
                status,
                to: header(&response, "location")
                    .map(|to| self.hush(&to))
                    .unwrap_or_default(),
            }));
        }
        let wait = header(&response, "retry-after")
            .and_then(|seconds| seconds.trim().parse().ok())
            .map(Duration::from_secs);
        let limit = self.endpoint.max_bytes;
        let body = response.body_mut().with_config().limit(limit).read_to_vec();
        if (200..300).contains(&status) {
            return body.map(Said::Body).map_err(|error| self.failure(&error));
        }
        let said = body.map(|body| self.hush(&String::from_utf8_lossy(&body)));
        let refused = EndpointError::Refused {
            host: self.address.host.clone(),
            status,
            attempts,
            said: said.unwrap_or_default(),
        };
        match status {
            400 | 422 => Ok(Said::Unwilling(refused)),
            408 | 429 | 500..=599 => Err(Failure::Passing(refused, wait)),
            _ => Err(Failure::Final(refused)),
        }
    }

    fn failure(&self, error: &ureq::Error) -> Failure {
        let host = self.address.host.clone();
        match error {
            // Asked again, it would take as long again.
            ureq::Error::Timeout(_) => Failure::Final(EndpointError::TooSlow {
                host,
                seconds: self.endpoint.timeout.as_secs(),
            }),
            ureq::Error::BodyExceedsLimit(_) => Failure::Final(EndpointError::TooLarge {
                host,
                most: self.endpoint.max_bytes,
            }),
            other => Failure::Passing(
                EndpointError::Unreachable {
                    host,
                    why: self.hush(&other.to_string()),
                },
                None,
            ),
        }
    }

    /// Foreign words fit for a message, without the key, should they repeat it.
    fn hush(&self, words: &str) -> String {
        match &self.key {
            Some(key) => shown(&words.replace(key.as_str(), "[key]")),
            None => shown(words),
        }
    }
}

enum Failure {
    Final(EndpointError),
    /// May pass: with the pause that the server asks for.
    Passing(EndpointError, Option<Duration>),
}

fn header<T>(response: &Response<T>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

fn key(variable: &str) -> Result<String, EndpointError> {
    let key = std::env::var(variable).unwrap_or_default();
    let key = key.trim();
    if key.is_empty() {
        return Err(EndpointError::NoKey {
            variable: shown(variable),
        });
    }
    if !key.chars().all(|c| c.is_ascii_graphic()) {
        return Err(EndpointError::BadKey {
            variable: shown(variable),
        });
    }
    Ok(key.to_owned())
}

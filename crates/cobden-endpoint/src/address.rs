//! Where to send: an address that is known to be one.

use cobden_read::foreign::shown;
use ureq::http::Uri;

use crate::error::EndpointError;

/// An address that was looked at.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    /// Where completions are asked for.
    pub(crate) completions: String,
    /// For messages.
    pub(crate) host: String,
    pub(crate) encrypted: bool,
    /// Whether it is this machine.
    pub(crate) own: bool,
}

impl Address {
    /// Reads `https://host/v1`, with or without `/chat/completions` at its end; a query stays.
    pub(crate) fn read(url: &str) -> Result<Self, EndpointError> {
        let fault = |why| EndpointError::Address {
            // What stands before an @ may be a password, and what stands in a query a key.
            url: match url.contains(['@', '?']) {
                true => "...".to_owned(),
                false => shown(url),
            },
            why,
        };
        if url.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(fault("it has white space or control characters"));
        }
        let uri: Uri = url.parse().map_err(|_| fault("it is no URL"))?;
        let encrypted = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(fault("it begins neither with https:// nor with http://")),
        };
        let authority = uri.authority().ok_or_else(|| fault("it has no host"))?;
        if authority.as_str().contains('@') {
            return Err(fault("a name or password does not belong in it"));
        }
        let host = authority.host();
        if host.is_empty() {
            return Err(fault("it has no host"));
        }
        let path = uri.path().trim_end_matches('/');
        let path = path.strip_suffix("/chat/completions").unwrap_or(path);
        let scheme = if encrypted { "https" } else { "http" };
        let query = uri
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        Ok(Self {
            completions: format!("{scheme}://{authority}{path}/chat/completions{query}"),
            host: shown(authority.as_str()),
            encrypted,
            own: is_own(host),
        })
    }
}

fn is_own(host: &str) -> bool {
    let ip = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || ip.is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let completions = |url: &str| Address::read(url).unwrap().completions;
        assert_eq!(
            completions("https://a.b/v1"),
            "https://a.b/v1/chat/completions"
        );
        assert_eq!(
            completions("https://a.b/v1/"),
            "https://a.b/v1/chat/completions"
        );
        assert_eq!(
            completions("https://a.b/v1/chat/completions"),
            "https://a.b/v1/chat/completions"
        );
        assert_eq!(
            completions("http://[::1]:80"),
            "http://[::1]:80/chat/completions"
        );
        assert_eq!(
            completions("https://a.b/x?v=1"),
            "https://a.b/x/chat/completions?v=1"
        );
        assert!(Address::read("http://localhost:1/v1").unwrap().own);
        assert!(Address::read("http://127.0.0.1:1/v1").unwrap().own);
        assert!(
            !Address::read("http://127.0.0.1.evil.example/v1")
                .unwrap()
                .own
        );
        for wrong in [
            "",
            "a.b/v1",
            "ftp://a.b",
            "file:///etc/passwd",
            "https://",
            "https://u:p@a.b",
            "https://a b",
            "https://a\n.b",
        ] {
            let error = Address::read(wrong).unwrap_err().to_string();
            assert!(!error.contains("u:p"), "{error}");
        }
    }
}

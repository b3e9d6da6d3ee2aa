//! What a page declares of itself: `meta`, `link`, `time` and linked data (JSON-LD).

use serde_json::Value;

use crate::declared::{Declared, take};

use super::element::{Declares, Furniture};
use super::entity::decoded;
use super::tag::Attributes;

/// Scripts of linked data that are read, and the bytes that one may have.
const SCRIPTS: usize = 50;
const SCRIPT: usize = 4 << 20;

/// Declarations as they are met.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// By kind: rank and value.
    metas: [Option<(usize, String)>; 6],
    linked: Declared,
    scripts: usize,
    canonical: Option<String>,
    language: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    times: [Option<String>; 2],
}

impl Head {
    /// A `meta` element.
    pub(crate) fn meta(&mut self, attributes: &str) {
        let mut content = None;
        let mut best: Option<(Declares, usize)> = None;
        for (name, value) in Attributes(attributes) {
            match name.to_ascii_lowercase().as_str() {
                "content" => content = Some(value),
                "name" | "property" | "itemprop" | "http-equiv" => {
                    best = best.or_else(|| Furniture::get().meta(value));
                }
                _ => {}
            }
        }
        let (Some(content), Some((declares, rank))) = (content, best) else {
            return;
        };
        let value = decoded(content);
        // Some sites give the author's address in place of the name.
        let is_name = declares != Declares::Byline || !value.trim_start().starts_with("http");
        let slot = &mut self.metas[declares as usize];
        if is_name
            && !value.trim().is_empty()
            && slot.as_ref().is_none_or(|(known, _)| rank < *known)
        {
            *slot = Some((rank, value));
        }
    }

    /// A `link` element.
    pub(crate) fn link(&mut self, attributes: &str) {
        let is_canonical =
            attribute(attributes, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if is_canonical && let Some(address) = attribute(attributes, "href") {
            take(&mut self.canonical, &decoded(address));
        }
    }

    /// The `html` element.
    pub(crate) fn html(&mut self, attributes: &str) {
        let language = attribute(attributes, "lang").or_else(|| attribute(attributes, "xml:lang"));
        take(&mut self.language, language.unwrap_or(""));
    }

    /// A `time` element: those that say they are the day of publication count first.
    pub(crate) fn time(&mut self, attributes: &str) {
        let published = attribute(attributes, "pubdate").is_some()
            || attribute(attributes, "itemprop")
                .is_some_and(|p| p.eq_ignore_ascii_case("datePublished"));
        let slot = &mut self.times[usize::from(!published)];
        take(slot, attribute(attributes, "datetime").unwrap_or(""));
    }

    /// A script; those with linked data are read.
    pub(crate) fn script(&mut self, attributes: &str, content: &str) {
        let is_linked = attribute(attributes, "type")
            .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"));
        if !is_linked || self.scripts >= SCRIPTS || content.len() > SCRIPT {
            return;
        }
        self.scripts += 1;
        if let Ok(value) = serde_json::from_str::<Value>(content.trim()) {
            self.walk(&value);
        }
    }

    /// Articles anywhere in linked data. Depth is bounded by the parser of JSON.
    fn walk(&mut self, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.walk(value)),
            Value::Object(fields) => {
                if fields.get("@type").is_some_and(is_article) {
                    self.article(value);
                }
                for inner in ["@graph", "mainEntity"]
                    .iter()
                    .filter_map(|name| fields.get(*name))
                {
                    self.walk(inner);
                }
            }
            _ => {}
        }
    }

    fn article(&mut self, article: &Value) {
        let text = |name: &str| article.get(name).and_then(named).unwrap_or_default();
        let linked = &mut self.linked;
        take(&mut linked.title, &decoded(&text("headline")));
        take(&mut linked.publisher, &decoded(&text("publisher")));
        take(&mut linked.byline, &decoded(&text("author")));
        take(&mut linked.url, &text("url"));
        take(&mut linked.language, &text("inLanguage"));
        linked.publish(&text("datePublished"));
    }

    /// All of it, the surer sources first.
    pub(crate) fn declared(self) -> Declared {
        let mut found = self.linked;
        let [title, publisher, byline, date, url, language] =
            self.metas.map(|meta| meta.map(|(_, value)| value));
        let fill = |field: &mut Option<String>, values: [Option<String>; 2]| {
            values
                .into_iter()
                .flatten()
                .for_each(|value| take(field, &value));
        };
        fill(&mut found.title, [title, self.title]);
        fill(&mut found.publisher, [publisher, None]);
        fill(&mut found.byline, [byline, self.author]);
        fill(&mut found.url, [url, None]);
        let [published, any] = self.times;
        for written in [date, published, any].into_iter().flatten() {
            found.publish(&written);
        }
        // The page's own address and language come before what linked data says.
        found.url = self.canonical.or(found.url);
        found.language = self.language.or(found.language).or(language);
        found.language = found.language.map(|tag| tag.replace('_', "-"));
        found
    }
}

/// The value of an attribute.
pub(crate) fn attribute<'s>(attributes: &'s str, name: &str) -> Option<&'s str> {
    let found = Attributes(attributes).find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

/// Whether a type of linked data is that of an article.
fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            kind.ends_with("Article")
                || matches!(kind.as_str(), "Report" | "BlogPosting" | "PressRelease")
        }
        Value::Array(kinds) => kinds
            .iter()
            .any(|kind| kind.is_string() && is_article(kind)),
        _ => false,
    }
}

/// A string, the name of a thing, or those of a list of them.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => fields.get("name")?.as_str().map(ToOwned::to_owned),
        Value::Array(list) => {
            let one = |value: &Value| if value.is_array() { None } else { named(value) };
            let names: Vec<String> = list.iter().filter_map(one).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

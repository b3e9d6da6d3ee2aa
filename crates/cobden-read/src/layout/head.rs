//! The head of a page: title, byline, dates, and the menu above them.

use super::classify::{HEAD, Label, Page};
use super::furniture::{Field, Furniture, Role};
use super::phrase::key;
use super::{Declared, NoiseKind, shape};

impl Page {
    /// Title, byline, dates and the like, above the first running text.
    pub(super) fn head(&mut self, text: &str, declared: &Declared) {
        let head = self.body.min(HEAD);
        self.title = self.find_title(text, declared, head);
        let Some(title) = self.title else {
            self.dates(0, head);
            self.drop_menu(text, head);
            return;
        };
        self.labels[title] = Label::Title;
        let mut name = String::new();
        let mut other = String::new();
        key(self.words(text, title), &mut name);
        for at in 0..title {
            key(self.words(text, at), &mut other);
            let path = other.starts_with("home") || other.ends_with(name.as_str());
            if self.plain(at)
                && !self.paragraphs[at].listed
                && (path || !shape::full_stop(self.words(text, at)))
            {
                // The name of the paper above the headline.
                let words = self.words(text, at);
                let name = !path
                    && self.words(text, title) != words
                    && Furniture::bundled().is_outlet(words);
                self.labels[at] = if name {
                    Label::Credit
                } else {
                    Label::Noise(NoiseKind::Navigation)
                };
            }
        }
        let next = title + 1;
        if next < self.body && self.plain(next) && !self.paragraphs[next].listed {
            let words = self.words(text, next);
            let dated = self.labels.get(next + 1) == Some(&Label::Date);
            if shape::count(words) <= 4 && dated && words.len() <= 40 {
                self.labels[next] = if Furniture::bundled().is_outlet(words) {
                    Label::Credit
                } else {
                    Label::Byline
                };
            } else if shape::headline(words) && shape::count(words) >= 4 {
                self.labels[next] = Label::Title;
            }
        }
        self.dates(title, head);
        self.drop_menu(text, head);
    }

    fn find_title(&self, text: &str, declared: &Declared, head: usize) -> Option<usize> {
        let mut one = String::new();
        let mut other = String::new();
        if let Some(title) = declared.title.as_deref().filter(|title| title.len() <= 400) {
            key(title, &mut one);
            for at in 0..head {
                let words = self.words(text, at);
                if words.len() > 400 || words.len() < 12 {
                    continue;
                }
                key(words, &mut other);
                if one == other || (one.starts_with(other.as_str()) && 2 * other.len() > one.len())
                {
                    return Some(at);
                }
            }
        }
        if head >= self.labels.len() {
            return None;
        }
        // Under a heading such as "Highlights", or under main points, there is no title.
        let item =
            |at: usize| self.plain(at) && self.paragraphs[at].listed && !self.paragraphs[at].hashed;
        let until = (0..head)
            .find(|at| {
                matches!(
                    self.labels[*at],
                    Label::Heading(Role::Highlights | Role::Summary | Role::AiSummary)
                ) || (item(*at) && item(*at + 1))
            })
            .unwrap_or(head);
        let fits = |at: &usize| {
            (self.plain(*at)
                || matches!(
                    self.labels[*at],
                    Label::Key(_) | Label::Heading(Role::Opinion)
                ))
                && (!self.paragraphs[*at].listed || self.paragraphs[*at].hashed)
                && shape::headline(self.words(text, *at))
        };
        let first = (0..until)
            .find(|at| fits(at) && self.plain(*at))
            .or_else(|| (0..until).find(fits))?;
        if self.paragraphs[first].hashed || shape::count(self.words(text, first)) >= 4 {
            // A path that ends with the headline, and then the headline.
            key(self.words(text, first), &mut one);
            let second = (first + 1..until).take(3).find(|at| {
                key(self.words(text, *at), &mut other);
                fits(at)
                    && other.len() >= 12
                    && other.len() < one.len()
                    && one.ends_with(other.as_str())
            });
            return second.or(Some(first));
        }
        // A word or two may be the name of a section: a proper headline further down is better, unless other text
        // stands between.
        let better = (first + 1..until)
            .take(8)
            .take_while(|at| !(self.plain(*at) && shape::full_stop(self.words(text, *at))))
            .find(|at| fits(at) && self.plain(*at) && shape::count(self.words(text, *at)) >= 5);
        let captions = better.is_some_and(|better| {
            (first + 1..better).any(|at| self.labels[at] == Label::Date) && first + 1 < better
        });
        if captions {
            Some(first)
        } else {
            better.or(Some(first))
        }
    }

    /// The first date of the head is the page's; two above the title are other pages'.
    fn dates(&mut self, title: usize, head: usize) {
        let above: Vec<usize> = (0..title)
            .filter(|at| self.labels[*at] == Label::Date)
            .collect();
        if above.len() >= 2 {
            for at in above {
                self.labels[at] = Label::Noise(NoiseKind::Stamp);
            }
        }
        let below = head.max(title + 1);
        for at in below..self.labels.len() {
            if self.labels[at] == Label::Date && at > self.body {
                self.labels[at] = Label::Noise(NoiseKind::Stamp);
            }
            if let Label::Key(field) = self.labels[at] {
                let last = at + 4 >= self.labels.len();
                if at > self.body {
                    self.labels[at] = match field {
                        Field::Publisher if last => Label::Credit,
                        _ => Label::Plain,
                    };
                }
            }
        }
    }

    /// Many short lines above the text are a menu.
    fn drop_menu(&mut self, text: &str, head: usize) {
        let short = |page: &Self, at: usize| {
            page.plain(at)
                && page.words(text, at).len() <= 40
                && !shape::ends_as_sentence(page.words(text, at))
                && !page.paragraphs[at].hashed
        };
        let mut at = 0;
        while at < head {
            let end = (at..head).find(|end| !short(self, *end)).unwrap_or(head);
            if end - at >= 4 {
                self.labels[at..end].fill(Label::Noise(NoiseKind::Navigation));
            }
            at = end.max(at + 1);
        }
    }
}

//! What the words round a measure and its instrument say of its action: more, fewer, none; controls restrict.

use super::{Frame, Reader};
use crate::fact::{Action, Instrument, Status};

impl Reader<'_, '_, '_> {
    /// Higher, more and additional tariffs are a raise.
    pub(super) fn more(&self, frame: &mut Frame) {
        let text = self.text;
        let more = (frame.object.start..frame.term.start).any(|index| {
            text.is_any(
                index,
                &[
                    "higher",
                    "additional",
                    "more",
                    "increased",
                    "further",
                    "extra",
                    "steeper",
                    "tougher",
                    "stiffer",
                    "heavier",
                ],
            )
        });
        let again = (frame.object.start..frame.term.start)
            .any(|index| text.is_any(index, &["additional", "extra", "further"]));
        // `imposed an additional duty` is one more; one that is to come raises what there is.
        let more = more && !(again && frame.stage.status == Status::InForce);
        let reduced = (frame.object.start..frame.term.start)
            .any(|index| text.is_any(index, &["reduced", "lower"]));
        if frame.action == Action::Impose && more && frame.stage.status != Status::Denied {
            frame.action = Action::Raise;
        } else if frame.action == Action::Impose && reduced {
            frame.action = Action::Cut;
            if matches!(frame.rule, "bare" | "vague") {
                frame.stage.status = Status::Announced;
            }
        }
        // `take duties to 104 percent`
        if matches!(frame.action, Action::Impose | Action::Cut)
            && frame.rule == "object"
            && (frame.evidence.start..frame.term.start).any(|index| {
                text.is_any(
                    index,
                    &[
                        "take", "takes", "took", "taking", "bring", "brings", "brought", "bringing",
                    ],
                )
            })
        {
            let down = (frame.term.end..(frame.object.end + 3).min(text.tokens.len()))
                .any(|index| text.is_any(index, &["down", "back", "from"]));
            let to = (frame.term.end..frame.object.end).any(|index| text.is(index, "to"));
            if down {
                frame.action = Action::Cut;
            } else if to {
                frame.action = Action::Raise;
            }
        }
        if matches!(frame.action, Action::Exempt)
            && frame.instrument == Instrument::Tariff
            && (frame.evidence.start..frame.evidence.end).any(|index| {
                text.is_any(
                    index,
                    &[
                        "exclude",
                        "excluded",
                        "excluding",
                        "exclusion",
                        "exclusions",
                    ],
                )
            })
        {
            frame.instrument = Instrument::TariffExclusion;
        }
        // `no new tariff will be imposed`
        if text.is(frame.object.start, "no")
            && matches!(
                frame.stage.status,
                Status::Planned | Status::InForce | Status::Considered
            )
        {
            frame.stage.status = if frame.stage.status == Status::Planned {
                Status::Denied
            } else {
                Status::NotDone
            };
        }
        if frame
            .evidence
            .clone()
            .any(|index| text.is_any(index, &["reportedly", "reported"]))
            && frame.stage.status == Status::InForce
        {
            frame.stage.status = Status::Reported;
        }
    }

    /// Actions that go with the instrument: controls restrict, exemptions exempt.
    pub(super) fn fit(&self, frame: &mut Frame, value: &str) {
        let hard = matches!(
            frame.action,
            Action::Impose | Action::Raise | Action::Announce
        );
        match frame.instrument {
            Instrument::ExportControl | Instrument::NonTariff | Instrument::Visa => {
                if matches!(frame.action, Action::Impose | Action::Raise) {
                    frame.action = Action::Restrict;
                } else if frame.action == Action::Cut {
                    frame.action = Action::Ease;
                }
                let words = frame.evidence.clone();
                if self.text.is_any(
                    frame.term.end.saturating_sub(1),
                    &[
                        "license", "licence", "licenses", "licences", "permits", "permit",
                    ],
                ) && !words.clone().any(|token| {
                    self.text.is_any(
                        token,
                        &[
                            "revoke",
                            "revoked",
                            "withdraw",
                            "suspend",
                            "suspended",
                            "halt",
                        ],
                    )
                }) {
                    frame.action = Action::License;
                }
            }
            Instrument::Investigation => {
                if frame.stage.status == Status::InForce {
                    frame.stage.status = Status::Past;
                }
                if frame.action == Action::Impose {
                    frame.action = Action::Announce;
                }
            }
            Instrument::Sanction if hard => frame.action = Action::Sanction,
            Instrument::TariffExclusion
                if matches!(
                    frame.action,
                    Action::Impose | Action::Announce | Action::Raise | Action::Keep
                ) =>
            {
                frame.action = Action::Exempt;
            }
            Instrument::Unspecified
                if matches!(
                    frame.action,
                    Action::Impose | Action::Announce | Action::Raise
                ) =>
            {
                frame.action = Action::Retaliate;
            }
            _ => {}
        }
        if value == "market" {
            frame.action = match frame.action {
                Action::Impose
                | Action::Raise
                | Action::Announce
                | Action::Ease
                | Action::Extend => Action::OpenMarket,
                Action::Cut | Action::Remove | Action::Suspend => Action::Restrict,
                other => other,
            };
        }
        if frame.instrument == Instrument::Purchase {
            frame.action = match frame.action {
                Action::Cut | Action::Remove | Action::Suspend | Action::Restrict => {
                    Action::Restrict
                }
                _ => Action::Purchase,
            };
        }
        if frame.instrument == Instrument::IntellectualProperty
            && matches!(frame.action, Action::Impose | Action::Raise | Action::Cut)
        {
            frame.action = Action::Reform;
        }
        if value == "exemption"
            && matches!(
                frame.action,
                Action::Impose | Action::Announce | Action::Raise | Action::Restrict
            )
        {
            frame.action = Action::Exempt;
        }
    }
}

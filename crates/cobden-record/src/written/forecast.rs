//! Forecasts and their outcomes as written.

use super::{Body, Fields, Printer, Wanted, kept_in};
use crate::entry::Kind;
use crate::forecast::{Forecast, Outcome};

impl Body for Forecast {
    kept_in!(Forecast, forecasts);

    fn read(fields: &mut Fields) -> Option<Self> {
        let by = fields.needed_text("by");
        let what = fields.needed_text("what");
        let made = fields.needed_date("made");
        let due = fields.needed_date("due");
        if let (Some(made), Some(due)) = (made, due)
            && due < made
        {
            let range = fields.range_of("due");
            fields.fault(
                range,
                format!("due on {due}, before it was made on {made}"),
                "due is the day by which it is to have happened",
            );
        }
        let probability = fields.share("probability");
        let contradicts = fields.references("contradicts", Wanted::Statement);
        Some(Self {
            by: by?,
            what: what?,
            made: made?,
            due: due?,
            probability,
            contradicts,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("by", &self.by);
        printer.text("what", &self.what);
        printer.date("made", self.made);
        printer.date("due", self.due);
        if let Some(probability) = self.probability {
            printer.number("probability", probability);
        }
        printer.list("contradicts", &self.contradicts);
    }
}

impl Body for Outcome {
    kept_in!(Outcome, outcomes);

    fn read(fields: &mut Fields) -> Option<Self> {
        let forecast = if fields.needs("forecast", "name the forecast's id") {
            fields.reference("forecast", Wanted::One(Kind::Forecast))
        } else {
            None
        };
        let happened = if fields.needs("happened", "write happened = true or false") {
            fields.section.boolean("happened")
        } else {
            None
        };
        let on = fields.needed_date("on");
        Some(Self {
            forecast: forecast?,
            happened: happened?,
            on: on?,
        })
    }

    fn print(&self, printer: &mut Printer) {
        printer.text("forecast", &self.forecast);
        printer.key("happened", self.happened);
        printer.date("on", self.on);
    }
}

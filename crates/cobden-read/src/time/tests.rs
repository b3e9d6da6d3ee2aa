mod conventions;
mod measure;
mod phrases;
mod properties;
mod stated_dates;

//! Result tables on disk: Parquet and CSV side by side, and the run they come from.

use std::io;
use std::path::Path;

use cobden::model::Equilibrium;
use cobden::world::new_folder;
use cobden::world::table::{ColumnData, write_csv, write_parquet};
use serde_json::Value;

type Columns<'a> = Vec<(&'static str, ColumnData<'a>)>;

/// Writes `economies`, `sectors` and `flows` (each .parquet and .csv) and `run.json` into a
/// folder, which appears only when it is complete.
pub(crate) fn write(folder: &Path, equilibrium: &Equilibrium, head: &Value) -> io::Result<()> {
    new_folder(folder, |partial| write_files(partial, equilibrium, head))
}

fn write_files(folder: &Path, equilibrium: &Equilibrium, head: &Value) -> io::Result<()> {
    let save = |stem: &str, columns: &Columns| {
        write_parquet(&folder.join(format!("{stem}.parquet")), columns)?;
        write_csv(&folder.join(format!("{stem}.csv")), columns)
    };

    macro_rules! numbers {
        ($rows:expr, $($name:ident),+) => {
            vec![$((stringify!($name), ColumnData::Number($rows.iter().map(|row| row.$name).collect()))),+]
        };
    }
    macro_rules! words {
        ($rows:expr, $($name:ident),+) => {
            vec![$((stringify!($name), ColumnData::Text($rows.iter().map(|row| row.$name.as_str()).collect()))),+]
        };
    }

    let economies = equilibrium.economies();
    let mut columns: Columns = words!(economies, economy);
    columns.extend(numbers!(
        economies,
        real_income_change_percent,
        real_wage_change_percent,
        wage_hat,
        consumer_price_hat,
        income_hat,
        terms_of_trade_change_percent,
        duty_revenue,
        imports_hat,
        exports_hat,
        duty_revenue_before,
        export_tax_revenue,
        import_volume_hat,
        export_volume_hat,
        income,
        equivalent_variation,
        quota_rent
    ));
    let part = |pick: fn(&cobden::model::FirstOrderWelfare) -> f64| {
        ColumnData::Number(economies.iter().map(|row| pick(&row.first_order)).collect())
    };
    columns.push(("first_order_total_percent", part(|w| w.total_percent())));
    columns.push((
        "first_order_terms_of_trade_percent",
        part(|w| w.terms_of_trade_percent),
    ));
    columns.push((
        "first_order_volume_of_trade_percent",
        part(|w| w.volume_of_trade_percent),
    ));
    save("economies", &columns)?;

    let sectors = equilibrium.sectors();
    let mut columns: Columns = words!(sectors, economy, sector);
    columns.extend(numbers!(
        sectors,
        output,
        output_hat,
        output_volume_hat,
        employment_hat,
        cost_hat,
        price_hat,
        imports_hat,
        exports_hat
    ));
    save("sectors", &columns)?;

    let flows = equilibrium.flow_outcomes();
    let mut columns: Columns = words!(flows, importer, exporter, sector);
    columns.extend(numbers!(flows, value, value_new, volume_hat));
    save("flows", &columns)?;

    std::fs::write(folder.join("run.json"), format!("{head:#}\n"))
}

"""Runs `gegravity` (OneSectorGE) on a one-sector gravity table and judges its answer.

    python gegravity_run.py --table FILE.csv --theta 4 [--tolerance 1e-10] [--json]

The table has a row per pair with columns exporter, importer, trade (domestic sales included) and
eu_effect (change in log t^-theta; --effect names another column).

gegravity takes trade costs from regression coefficients. Here a single cost variable with
coefficient 1 stands for them, the log of trade relative to its frictionless value, so that the
baseline reproduces the table exactly with all multilateral resistances at one; sigma = theta + 1.

The same experiment is solved exactly, by a scalar fixed point in factory prices, under the closure
gegravity uses (expenditure a fixed multiple of output) and under the fixed-deficit one of the
other programs. gegravity's own answer is then put into the exact equations to see what remains.
"""

import argparse
import json
import os
import platform
import time
import warnings


def exact(trade, effect, theta, fixed_deficit, tolerance=1e-13, cap=100000):
    """Factory prices p of the one-sector model, sum p Y = sum Y:

    p_i Y_i = sum_n pi'_ni E'_n,   pi'_ni ~ pi_ni exp(b_ni) p_i^-theta,
    E' = p Y + D  or  E' = E p sum(pY) / sum(E p).
    """
    import numpy as np
    output, spending = trade.sum(axis=1), trade.sum(axis=0)
    price = np.ones(len(output))
    for maps in range(1, cap):
        demand, index, expenditure = implied_sales(price, trade, effect, theta, fixed_deficit)
        excess = demand / (price * output)
        if np.abs(excess - 1).max() <= tolerance:
            return price, index, expenditure / spending, maps
        price = price * excess ** (1 / (1 + theta))
        price *= output.sum() / (price @ output)
    raise RuntimeError("no convergence")


def implied_sales(price, trade, effect, theta, fixed_deficit):
    """Sales of each exporter, price index and expenditure of each importer, at factory prices p."""
    import numpy as np
    output, spending = trade.sum(axis=1), trade.sum(axis=0)
    weights = trade / spending * np.exp(effect) * price[:, None] ** -theta
    total = weights.sum(axis=0)
    if fixed_deficit:
        expenditure = price * output + spending - output
    else:
        expenditure = spending * price
        expenditure = expenditure * (price @ output) / expenditure.sum()
    return (weights / total) @ expenditure, total ** (-1 / theta), expenditure


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--table", required=True)
    parser.add_argument("--theta", type=float, default=4.0)
    parser.add_argument("--effect", default="eu_effect")
    parser.add_argument("--reference-importer", default="DEU")
    parser.add_argument("--tolerance", type=float, default=1e-10, help="handed to gegravity's solvers")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = "1"

    from importlib.metadata import version

    import numpy as np
    import pandas as pd
    import scipy
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import gegravity

    table = pd.read_csv(args.table).sort_values(["exporter", "importer"], ignore_index=True)
    table["year"] = "0"
    names = sorted(table.exporter.unique())
    square = lambda column: table.pivot(index="exporter", columns="importer", values=column).loc[names, names].to_numpy()
    trade, effect = square("trade"), square(args.effect)
    output, spending = trade.sum(axis=1), trade.sum(axis=0)
    table["Y"] = table.exporter.map(dict(zip(names, output)))
    table["E"] = table.importer.map(dict(zip(names, spending)))
    table["cost"] = np.log(table.trade * output.sum() / (table.Y * table.E))
    table = table[["exporter", "importer", "year", "trade", "Y", "E", "cost", args.effect]]
    coefficients = gegravity.CostCoeffs(
        pd.DataFrame({"var": ["cost"], "coeff": [1.0]}), identifier_col="var", coeff_col="coeff")

    def once():
        wall, cpu = time.perf_counter(), time.process_time()
        data = gegravity.BaselineData(table, trade_var_name="trade", expend_var_name="E", output_var_name="Y")
        model = gegravity.OneSectorGE(data, year="0", cost_variables=["cost"], cost_coeff_values=coefficients,
                                      reference_importer=args.reference_importer, sigma=args.theta + 1, quiet=True)
        model.build_baseline(mr_tolerance=args.tolerance)
        changed = model.baseline_data.drop(columns="index", errors="ignore").copy()
        changed["cost"] += changed[args.effect]
        model.define_experiment(changed)
        # its simulate() = conditional resistances, the full model, then bilateral tables by row
        model.simulate(ge_tolerance=args.tolerance)
        return time.process_time() - cpu, time.perf_counter() - wall, model

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        runs = [once() for _ in range(args.repeat)]
    model = runs[0][2]
    solvers = {key: {"converged": bool(value.success), "function_evaluations": int(value.nfev),
                     "residual": float(np.abs(value.fun).max())}
               for key, value in model.solver_diagnostics.items()}

    started = time.process_time()
    price, index, expenditure, maps = exact(trade, effect, args.theta, fixed_deficit=False)
    exact_seconds = time.process_time() - started
    welfare = expenditure / index
    fixed_price, fixed_index, fixed_expenditure, fixed_maps = exact(trade, effect, args.theta, fixed_deficit=True)

    theirs = model.factory_gate_prices.iloc[:, 0].loc[names].to_numpy(float)
    theirs = theirs * output.sum() / (theirs @ output)
    sales, _, _ = implied_sales(theirs, trade, effect, args.theta, fixed_deficit=False)
    their_welfare = 1 / model.country_results["welfare statistic"].loc[names].to_numpy(float)
    report = {
        "program": "gegravity", "economies": len(names), "sectors": 1,
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__,
                     "gegravity": version("gegravity")},
        "threads": 1, "tolerance": args.tolerance, "solvers": solvers,
        "warnings": sorted({str(w.message).strip() for w in caught if not issubclass(w.category, DeprecationWarning)}),
        "residual": float(np.abs(sales / (theirs * output) - 1).max()),
        "map_evaluations": solvers["full_GE"]["function_evaluations"],
        "cpu_seconds": min(run[0] for run in runs), "wall_seconds": min(run[1] for run in runs),
        "largest_difference_from_exact": {
            "factory_price": float(np.abs(theirs - price).max()),
            "welfare_percent": float(100 * np.abs(their_welfare - welfare).max()),
            "exact_welfare_percent_range": [float(100 * (f(welfare) - 1)) for f in (np.min, np.max)]},
        "exact": {"maps": maps, "cpu_seconds": exact_seconds},
        "closures_differ_in_welfare_percent_by": float(
            100 * np.abs(fixed_expenditure / fixed_index - welfare).max()),
    }
    columns = pd.read_csv(args.table).groupby("exporter").first().loc[names]
    for name, values in (("welfare_mult", welfare), ("welfare", fixed_expenditure / fixed_index)):
        if name in columns:
            report.setdefault("exact_against_table", {})[name] = float(np.abs(values - columns[name]).max())
    if "welfare_mult" in columns:
        report["gegravity_against_table"] = {
            "welfare_mult": float(np.abs(their_welfare - columns["welfare_mult"]).max())}
    report["results"] = {name: {"wage_hat": float(theirs[n]), "real_income_change_percent": float(100 * (their_welfare[n] - 1)),
                                "exact_real_income_change_percent": float(100 * (welfare[n] - 1))}
                         for n, name in enumerate(names)}
    print(json.dumps(report, indent=None if args.json else 1))


if __name__ == "__main__":
    main()

"""A war in uniform tariffs by the rule of Lashkaripour (2021), equation 14, on flows with duty in them.

    python formula_war.py --folder DIR --elasticities IS --home-sales 1

DIR has flows.parquet (exporter, importer, sector, trade_value, tariff; values include duty) and elasticities.csv
(sector, source, epsilon). Deficits are taken out first; both steps are timed.
"""

import argparse
import json
import platform
import time
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
from scipy.optimize import root


def read(folder, source, home_sales):
    """Names, X [j, n, i] with duty, t [j, n, i], theta [j]."""
    table = pd.read_parquet(folder / "flows.parquet")
    names = sorted(table["importer"].unique())
    sectors = list(dict.fromkeys(table["sector"]))
    at = tuple(table[column].map({name: k for k, name in enumerate(known)}).to_numpy()
               for column, known in (("sector", sectors), ("importer", names), ("exporter", names)))
    spent = np.zeros((len(sectors), len(names), len(names)))
    tariffs = np.zeros_like(spent)
    spent[at], tariffs[at] = table["trade_value"], table["tariff"]
    own = np.arange(len(names))
    spent[:, own, own] += home_sales
    known = pd.read_csv(folder / "elasticities.csv").query("source == @source").set_index("sector")
    return names, spent, tariffs, known.loc[sectors, "epsilon"].to_numpy(dtype=float)


class Equations:
    """Excess demand at uniform rates, incomes in closed form; no power of an N x N x J array anywhere."""

    def __init__(self, spent, tariffs, theta):
        self.theta = theta[:, None]
        demand = spent.sum(axis=2)                                   # [j, n]
        self.income = demand.sum(axis=0)
        self.spending_share = demand / self.income
        share = np.divide(spent, demand[:, :, None], out=np.zeros_like(spent), where=demand[:, :, None] > 0)
        self.before = share
        self.untaxed = share * (1 + tariffs) ** theta[:, None, None]
        self.tariffs = tariffs
        self.wages = (spent / (1 + tariffs)).sum(axis=(0, 1))
        own = np.arange(len(self.wages))
        self.home = share[:, own, own]                               # no duty at home, before or after

    def at_own_tariffs(self, wage):
        """Sales of each economy and its income where tariffs stay."""
        power = wage ** -self.theta
        part = self.before * power[:, None, :]
        part /= part.sum(axis=2, keepdims=True)
        net = part / (1 + self.tariffs)
        at_customs = net.sum(axis=2)
        income = self.income_of(wage, at_customs)
        demand = self.spending_share * income
        return np.einsum("jni,jn->i", net, demand), income, part, demand

    def income_of(self, wage, at_customs):
        """Y = w R + (1 - what of spending is left at customs) Y."""
        return wage * self.wages / (self.spending_share * at_customs).sum(axis=0)

    def at_rates(self, wage, rates):
        """Sales, incomes, and what equation 14 makes of the equilibrium."""
        power = wage ** -self.theta                                  # [j, i]
        gross = (1 + rates) ** -self.theta                           # [j, n]
        home = self.home * power
        abroad = self.abroad @ power[:, :, None]                     # [j, n, 1]
        abroad = abroad[:, :, 0] * gross
        total = home + abroad
        total = np.where(total > 0, total, 1.0)
        income = self.income_of(wage, (home + abroad / (1 + rates)) / total)
        demand = self.spending_share * income
        per_unit = demand * gross / (1 + rates) / total              # [j, n]: exports = abroad * power * per_unit
        exports = power * np.einsum("jni,jn->ji", self.abroad, per_unit, optimize=True)
        squared = power ** 2 * np.einsum("jni,jn->ji", self.abroad_squared, per_unit * gross / total, optimize=True)
        elasticity = (self.theta * (exports - squared)).sum(axis=0) / exports.sum(axis=0)
        sales = exports.sum(axis=0) + (home / total * demand).sum(axis=0)
        return sales, income, 1 / np.maximum(elasticity, 1)

    def prepare(self):
        self.abroad = self.untaxed.copy()
        own = np.arange(len(self.wages))
        self.abroad[:, own, own] = 0
        self.abroad_squared = self.abroad ** 2


def hybrid(function, start, tolerance):
    found = root(function, start, method="hybr", options={"xtol": 1e-13})
    residual = np.abs(found.fun).max()
    if residual > tolerance:
        raise SystemExit(f"hybr stopped at {residual:.1e}: {found.message}")
    return found.x, residual


def normalised(excess, wage, weights):
    """The last market gives way to a fixed sum of wages."""
    return np.append(excess[:-1], (weights * (wage - 1)).sum() / weights.sum())


def balance(spent, tariffs, theta, tolerance):
    eq = Equations(spent, tariffs, theta)

    def excess(log_wage):
        wage = np.exp(log_wage)
        return normalised(eq.at_own_tariffs(wage)[0] / (wage * eq.wages) - 1, wage, eq.wages)

    log_wage, _ = hybrid(excess, np.zeros(len(eq.wages)), tolerance)
    _, _, part, demand = eq.at_own_tariffs(np.exp(log_wage))
    return part * demand[:, :, None]


def war(spent, tariffs, theta, tolerance):
    eq = Equations(spent, tariffs, theta)
    eq.prepare()
    count = len(eq.wages)

    def excess(unknowns):
        wage, rates = np.exp(unknowns[:count]), unknowns[count:]
        sales, _, rule = eq.at_rates(wage, rates)
        return np.append(normalised(sales / (wage * eq.wages) - 1, wage, eq.wages), rates - rule)

    found, residual = hybrid(excess, np.append(np.zeros(count), np.full(count, 0.25)), tolerance)
    return found[count:], residual


def timed(work, repeat):
    seconds = []
    for _ in range(repeat):
        begun = time.process_time()
        result = work()
        seconds.append(time.process_time() - begun)
    return min(seconds), result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--elasticities", default="IS", help="a source in elasticities.csv")
    parser.add_argument("--home-sales", type=float, default=0.0, help="added to what each sector sells at home")
    parser.add_argument("--tolerance", type=float, default=1e-10, help="largest relative excess demand, and error of a rate")
    parser.add_argument("--repeat", type=int, default=3, help="runs; the fastest is reported")
    parser.add_argument("--json", action="store_true", help="one line")
    args = parser.parse_args()
    names, spent, tariffs, theta = read(args.folder, args.elasticities, args.home_sales)
    balance_seconds, balanced = timed(lambda: balance(spent, tariffs, theta, args.tolerance), args.repeat)
    war_seconds, (rates, residual) = timed(lambda: war(balanced, tariffs, theta, args.tolerance), args.repeat)
    report = {
        "economies": len(names),
        "sectors": len(theta),
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
        "cpu_seconds": {"balance": balance_seconds, "war": war_seconds},
        "residual": float(residual),
        "tariffs": dict(zip(names, map(float, rates))),
    }
    print(json.dumps(report, indent=None if args.json else 1))


if __name__ == "__main__":
    main()

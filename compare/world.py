"""Reads a Cobden world folder and derives the benchmark equilibrium from it.

A world folder holds three tables, each as .parquet or .csv, and two lists:

    flows        importer, exporter, sector, value, tariff   (value at customs, before duty;
                                                              an absent row is zero)
    inputs       economy, sector, input, share               (share of `input` in the intermediate bill)
    value_added  economy, sector, share
    sectors.csv    sector, goods, trade_elasticity           (order of the sectors)
    economies.csv  economy                                   (order of the economies)

Index letters: n importer, i exporter, j sector of output, k input. Bilateral arrays are stored
as [sector, importer, exporter], everything else as [economy, sector].
"""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd


@dataclass
class World:
    """A benchmark in which every market clears."""

    economies: list
    sectors: list
    goods: np.ndarray          # [j] true for goods sectors
    theta: np.ndarray          # [j] trade elasticity
    tariffs: np.ndarray        # [j, n, i] t
    shares: np.ndarray         # [j, n, i] pi = (1 + t) F / X
    va_share: np.ndarray       # [n, j] beta
    input_cost: np.ndarray     # [n, j, k] gamma (1 - beta): cost share of input k in n's sector j
    final_share: np.ndarray    # [n, j] alpha
    expenditure: np.ndarray    # [n, j] X
    value_added: np.ndarray    # [n] wL
    revenue: np.ndarray        # [n] R
    deficit: np.ndarray        # [n] D = imports - exports at customs value

    @property
    def income(self):
        """I = wL + R + D."""
        return self.value_added + self.revenue + self.deficit


def _csv(path):
    return pd.read_csv(path, na_filter=False)


def _table(folder, name):
    for suffix, read in ((".parquet", pd.read_parquet), (".csv", _csv)):
        path = folder / (name + suffix)
        if path.exists():
            return read(path)
    raise FileNotFoundError(f"{folder} has neither {name}.parquet nor {name}.csv")


def _codes(column, names, what):
    index = {name: k for k, name in enumerate(names)}
    unknown = set(column.unique()) - set(index)
    if unknown:
        raise ValueError(f"unknown {what}: {', '.join(sorted(map(str, unknown)))}")
    return column.map(index).to_numpy()


def benchmark(economies, sectors, goods, theta, flows, tariffs, va_share, input_shares):
    """The benchmark that the data imply.

    X = sum_i (1+t) F,  pi = (1+t) F / X,  Y = sum_n F,  wL = sum_j beta Y,  R = sum t F,
    D = imports - exports,  C = X - sum_k gamma (1-beta) Y,  alpha = C / sum_j C.
    Final demand within 1e-10 of nothing is rounding and is set to zero.
    """
    spending = (1 + tariffs) * flows
    expenditure = spending.sum(axis=2).T
    bought = np.where(expenditure > 0, expenditure, 1.0)
    output = flows.sum(axis=1).T
    input_cost = input_shares * (1 - va_share)[:, :, None]
    final = expenditure - np.einsum("njk,nj->nk", input_cost, output)
    if (final < -1e-8 * bought).any():
        raise ValueError("final demand is negative: the world is not a benchmark equilibrium")
    final[final < 1e-10 * bought] = 0.0
    return World(
        economies, sectors, goods, theta, tariffs,
        shares=spending / bought.T[:, :, None],
        va_share=va_share,
        input_cost=input_cost,
        final_share=final / final.sum(axis=1, keepdims=True),
        expenditure=expenditure,
        value_added=(va_share * output).sum(axis=1),
        revenue=(tariffs * flows).sum(axis=(0, 2)),
        deficit=flows.sum(axis=(0, 2)) - flows.sum(axis=(0, 1)),
    )


def read_world(folder):
    """The benchmark of a world folder."""
    folder = Path(folder)
    economies = _csv(folder / "economies.csv").economy.tolist()
    listed = _csv(folder / "sectors.csv")
    sectors = listed.sector.tolist()
    n, j = len(economies), len(sectors)

    rows = _table(folder, "flows")
    cell = (_codes(rows.sector, sectors, "sector"), _codes(rows.importer, economies, "importer"),
            _codes(rows.exporter, economies, "exporter"))
    flows, tariffs = np.zeros((j, n, n)), np.zeros((j, n, n))
    flows[cell] = rows.value
    tariffs[cell] = rows.tariff

    rows = _table(folder, "inputs")
    input_shares = np.zeros((n, j, j))
    input_shares[_codes(rows.economy, economies, "economy"), _codes(rows.sector, sectors, "sector"),
                 _codes(rows.input, sectors, "input")] = rows.share

    rows = _table(folder, "value_added")
    va_share = np.zeros((n, j))
    va_share[_codes(rows.economy, economies, "economy"),
             _codes(rows.sector, sectors, "sector")] = rows.share

    return benchmark(economies, sectors, listed.goods.astype(bool).to_numpy(),
                     listed.trade_elasticity.to_numpy(float), flows, tariffs, va_share, input_shares)


def new_tariffs(world, shock):
    """The tariffs after a shock, [j, n, i].

    `us-china-A-B`       the USA adds A points to its tariffs on all goods from CHN, CHN adds B points
    `us-china-set-A-B`   the two set A and B percent on every sector, services included
    `us-all-A`           the USA adds A points on all goods from everyone
    `all-A`              everyone adds A points on all goods from everyone else
    `FILE.csv`           columns importer, exporter, sector, tariff: new levels of the rows listed
    """
    tariffs = world.tariffs.copy()
    if str(shock).endswith(".csv"):
        rows = _csv(shock)
        tariffs[_codes(rows.sector, world.sectors, "sector"),
                _codes(rows.importer, world.economies, "importer"),
                _codes(rows.exporter, world.economies, "exporter")] = rows.tariff.astype(float)
        return tariffs
    if match := re.fullmatch(r"all-([\d.]+)", shock):
        abroad = 1 - np.eye(len(world.economies))
        return tariffs + world.goods[:, None, None] * abroad * float(match[1]) / 100
    usa = world.economies.index("USA")
    if match := re.fullmatch(r"us-china-(set-)?([\d.]+)-([\d.]+)", shock):
        chn = world.economies.index("CHN")
        for importer, exporter, points in ((usa, chn, match[2]), (chn, usa, match[3])):
            if match[1]:
                tariffs[:, importer, exporter] = float(points) / 100
            else:
                tariffs[world.goods, importer, exporter] += float(points) / 100
        return tariffs
    if match := re.fullmatch(r"us-all-([\d.]+)", shock):
        others = np.arange(len(world.economies)) != usa
        tariffs[np.ix_(world.goods, [usa], others)] += float(match[1]) / 100
        return tariffs
    raise ValueError(f"unknown shock {shock!r}")

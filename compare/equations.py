"""The equilibrium in changes, which every program here solves, and the residual they are judged by.

    log c_nj  = beta log w_n + sum_k gamma (1-beta) log P_nk
    P_nj      = [ sum_i pi (kappa c_ij)^-theta ]^(-1/theta),        kappa = (1+t') / (1+t)
    pi'_nij   = pi (kappa c_ij / P_nj)^-theta
    Y'_ij     = sum_n pi' X'_nj / (1+t')
    X'_nj     = sum_k gamma_nkj (1-beta_nk) Y'_nk + alpha_nj (w_n wL_n + R'_n + D_n)
    w_n wL_n  = sum_j beta Y'_nj,       numeraire  sum w wL = sum wL,  deficits D fixed in it

w, P and c are ratios to the benchmark, primes are new levels.
"""

from collections import Counter
from functools import cached_property

import numpy as np


class NotConverged(RuntimeError):
    """A loop reached its cap; nothing unconverged is ever passed on."""


def batched(matrices, vectors):
    """y_a = A_a x_a for a stack of matrices."""
    return np.matmul(matrices, vectors[:, :, None])[:, :, 0]


class SeparatedTrade:
    """Trade at given costs, with (kappa c)^-theta split into kappa^-theta (fixed) and c^-theta.

    One sweep over the N x N x J array makes the price indices, one the customs share, one each
    time an expenditure is turned into output.
    """

    def __init__(self, eq, log_cost):
        self.eq = eq
        self.power = np.exp(-eq.theta * log_cost)                       # c^-theta
        total = batched(eq.K, self.power.T).T
        self.total = np.where(eq.bought, total, 1.0)                    # P^-theta
        eq.counts["sweeps"] += 1

    def log_price(self):
        return -np.log(self.total) / self.eq.theta

    def at_customs(self):
        """sum_i pi' / (1+t')."""
        self.eq.counts["sweeps"] += 1
        return batched(self.eq.H, self.power.T).T / self.total

    @cached_property
    def share(self):
        """pi' / (1+t'), for those who need it cell by cell."""
        self.eq.counts["sweeps"] += 1
        return self.eq.H * self.power.T[:, None, :] / self.total.T[:, :, None]

    def output(self, expenditure):
        """Y'."""
        self.eq.counts["sweeps"] += 1
        return self.power * batched(self.eq.H.transpose(0, 2, 1), (expenditure / self.total).T).T


class BilateralTrade:
    """The same with one power for each importer, exporter and sector, as the published codes have it."""

    def __init__(self, eq, log_cost):
        self.eq = eq
        delivered = eq.kappa * np.exp(log_cost).T[:, None, :]
        self.terms = eq.world.shares * delivered ** -eq.theta[:, None, None]
        self.total = np.where(eq.bought, self.terms.sum(axis=2).T, 1.0)
        eq.counts["sweeps"] += 1

    def log_price(self):
        return -np.log(self.total) / self.eq.theta

    @cached_property
    def share(self):
        self.eq.counts["sweeps"] += 1
        return self.terms / self.total.T[:, :, None] / (1 + self.eq.tariffs)

    def at_customs(self):
        return self.share.sum(axis=2).T

    def output(self, expenditure):
        self.eq.counts["sweeps"] += 1
        return batched(self.share.transpose(0, 2, 1), expenditure.T).T


class Equations:
    """The equations of one shock to one world. `cost_change` is a further factor in kappa,
    `deficit` replaces the benchmark's."""

    def __init__(self, world, tariffs, cost_change=1.0, deficit=None, trade=SeparatedTrade):
        self.world, self.tariffs, self.trade = world, tariffs, trade
        self.theta = world.theta
        self.kappa = (1 + tariffs) / (1 + world.tariffs) * cost_change
        self.K = world.shares * self.kappa ** -self.theta[:, None, None]
        self.H = self.K / (1 + tariffs)
        self.deficit = world.deficit if deficit is None else deficit
        self.bought = world.expenditure > 0
        self.scale = np.where(self.bought, world.expenditure, 1.0)
        self.inputs_of = np.ascontiguousarray(world.input_cost.transpose(0, 2, 1))
        self.counts = Counter()

    def start(self):
        """The benchmark: log w = 0, log P = 0, X' = X."""
        return np.zeros(len(self.world.value_added)), np.zeros_like(self.scale), self.world.expenditure

    def log_cost(self, log_wage, log_price):
        """log c."""
        return self.world.va_share * log_wage[:, None] + batched(self.world.input_cost, log_price)

    def trade_at(self, log_wage, log_price):
        return self.trade(self, self.log_cost(log_wage, log_price))

    def demand(self, output, income):
        """gamma (1-beta) Y' + alpha I'."""
        return batched(self.inputs_of, output) + self.world.final_share * income[:, None]

    def revenue(self, expenditure, at_customs):
        """R' = sum (1 - 1/(1+t')) pi' X'."""
        return ((1 - at_customs) * expenditure * self.bought).sum(axis=1)

    def income(self, log_wage, expenditure, at_customs):
        """I'."""
        return np.exp(log_wage) * self.world.value_added + self.revenue(expenditure, at_customs) + self.deficit

    def full_map(self, log_wage, log_price, expenditure):
        """(log w, log P, X') -> what they imply: (log of labour income / wL, log P, X')."""
        self.counts["full_maps"] += 1
        trade = self.trade_at(log_wage, log_price)
        at_customs = trade.at_customs()
        output = trade.output(expenditure)
        labour = (self.world.va_share * output).sum(axis=1)
        income = self.income(log_wage, expenditure, at_customs)
        return np.log(labour / self.world.value_added), trade.log_price(), self.demand(output, income)

    def distance(self, state, implied):
        """Largest relative excess demand over all markets:
        |X - X_implied| / X_benchmark, |w wL - labour income| / (w wL), |log P - log P_implied|."""
        (u, p, x), (u1, p1, x1) = state, implied
        return max(np.abs(np.expm1(u1 - u)).max(), np.abs(p1 - p).max(),
                   (np.abs(x1 - x) / self.scale).max())

    def residual(self, state):
        return self.distance(state, self.full_map(*state))

    def prices(self, log_wage, log_price, tolerance, cap=2000):
        """Fixed point of log P at given wages; a contraction because value added has a share."""
        for _ in range(cap):
            self.counts["price_maps"] += 1
            trade = self.trade_at(log_wage, log_price)
            new = trade.log_price()
            change = np.abs(new - log_price).max()
            log_price = new
            if change <= tolerance:
                return log_price, self.trade_at(log_wage, log_price)
        raise NotConverged(f"prices still move by {change:.1e} after {cap} rounds")

    def expenditures(self, log_wage, trade, expenditure, tolerance, cap=5000):
        """Fixed point of X' at given wages and trade shares, which is linear."""
        at_customs = trade.at_customs()
        for _ in range(cap):
            self.counts["expenditure_maps"] += 1
            output = trade.output(expenditure)
            new = self.demand(output, self.income(log_wage, expenditure, at_customs))
            change = (np.abs(new - expenditure) / self.scale).max()
            expenditure = new
            if change <= tolerance:
                return expenditure, trade.output(expenditure), at_customs
        raise NotConverged(f"expenditures still move by {change:.1e} after {cap} rounds")

    def outcome(self, state):
        """Per economy: wage hat, consumer price hat, income hat, real income change in percent."""
        log_wage, log_price, expenditure = state
        at_customs = self.trade_at(log_wage, log_price).at_customs()
        income = self.income(log_wage, expenditure, at_customs) / self.world.income
        consumer = np.exp((self.world.final_share * log_price).sum(axis=1))
        return {"wage_hat": np.exp(log_wage), "consumer_price_hat": consumer, "income_hat": income,
                "real_income_change_percent": 100 * (income / consumer - 1)}


def normalised(world, log_wage):
    """Wages shifted so that world value added is the benchmark's."""
    return log_wage + np.log(world.value_added.sum() / (np.exp(log_wage) @ world.value_added))

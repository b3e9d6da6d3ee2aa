"""Newton-Krylov on log wages, with prices and expenditures as nested fixed points.

    f_n(log w) = w_n - sum_j beta Y'_nj / wL_n + (sum w wL / sum wL - 1)

The last term fixes the numeraire: by Walras' law the first two sum to zero with weights wL, so
f = 0 means both that every labour market clears and that world value added is the benchmark's.
N unknowns; each evaluation iterates P to its fixed point and then X'.

`jacobian="implicit"` differentiates the fixed points: dP and dX' solve the linearised equations,
again by iteration, and GMRES uses those products. `jacobian="difference"` hands f to
scipy.optimize.newton_krylov, which differences it.
"""

import numpy as np
from scipy.optimize import NoConvergence, newton_krylov
from scipy.sparse.linalg import LinearOperator, gmres

from equations import NotConverged, batched


class ExcessDemand:
    """f, its Jacobian-vector product, and the nested fixed points, started from the last ones."""

    def __init__(self, eq, tolerance):
        self.eq, self.tolerance = eq, tolerance
        _, self.log_price, self.expenditure = eq.start()
        self.wl = eq.world.value_added

    def __call__(self, log_wage):
        eq = self.eq
        eq.counts["excess_demand_evaluations"] += 1
        self.log_wage = log_wage
        self.log_price, self.trade = eq.prices(log_wage, self.log_price, max(self.tolerance, 1e-14))
        self.expenditure, self.output, self.at_customs = eq.expenditures(
            log_wage, self.trade, self.expenditure, max(self.tolerance, 1e-13))
        wage = np.exp(log_wage)
        labour = (eq.world.va_share * self.output).sum(axis=1)
        return wage - labour / self.wl + (wage @ self.wl / self.wl.sum() - 1)

    def product(self, direction, accuracy=1e-3):
        """f'(log w) v.  With dc = beta v + gamma (1-beta) dP and dP = pi' dc,
        dY' = sum_n pi'/(1+t') (dX' + theta X' dP) - theta Y' dc and X' as in the demand equation."""
        eq, trade, x = self.eq, self.trade, self.expenditure
        eq.counts["jacobian_products"] += 1
        small = accuracy * np.abs(direction).max()
        dp = np.zeros_like(x)
        for _ in range(1000):
            eq.counts["tangent_price_maps"] += 1
            eq.counts["sweeps"] += 1
            dc = eq.log_cost(direction, dp)
            new = batched(eq.K, (trade.power * dc).T).T / trade.total
            change, dp = np.abs(new - dp).max(), new
            if change <= small:
                break
        dc = eq.log_cost(direction, dp)
        eq.counts["sweeps"] += 1
        moved = batched(eq.H, (trade.power * dc).T).T / trade.total          # sum_i pi'/(1+t') dc
        labour_income = np.exp(self.log_wage) * self.wl * direction
        fixed_revenue = ((eq.theta * x) * (moved - self.at_customs * dp) * eq.bought).sum(axis=1)
        dx = np.zeros_like(x)
        for _ in range(1000):
            eq.counts["tangent_expenditure_maps"] += 1
            dy = trade.output(dx + eq.theta * x * dp) - eq.theta * self.output * dc
            new = eq.demand(dy, labour_income + fixed_revenue + eq.revenue(dx, self.at_customs))
            change, dx = (np.abs(new - dx) / eq.scale).max(), new
            if change <= small:
                break
        dy = trade.output(dx + eq.theta * x * dp) - eq.theta * self.output * dc
        return ((labour_income - (eq.world.va_share * dy).sum(axis=1)) / self.wl
                + labour_income.sum() / self.wl.sum())


def solve(eq, tolerance=1e-10, jacobian="implicit", cap=50):
    f = ExcessDemand(eq, 0.01 * tolerance)
    log_wage = eq.start()[0]
    if jacobian == "difference":
        try:
            log_wage = newton_krylov(f, log_wage, f_tol=0.5 * tolerance, maxiter=cap, method="gmres")
        except (NoConvergence, ValueError) as error:
            raise NotConverged(f"scipy gave up after {cap} Newton steps") from error
        f(log_wage)
        return log_wage, f.log_price, f.expenditure
    value = f(log_wage)
    for _ in range(cap):
        if np.abs(value / np.exp(log_wage)).max() <= 0.5 * tolerance:
            return log_wage, f.log_price, f.expenditure
        eq.counts["newton_steps"] += 1
        n = len(log_wage)
        step, _ = gmres(LinearOperator((n, n), matvec=f.product), -value, rtol=1e-2, restart=n, maxiter=1)
        size = min(1.0, 1.0 / np.abs(step).max())
        while True:
            trial = f(log_wage + size * step)
            if np.linalg.norm(trial) < (1 - 1e-4 * size) * np.linalg.norm(value):
                break
            size /= 2
            if size < 1e-6:
                raise NotConverged("the line search found no descent")
        log_wage, value = log_wage + size * step, trial
    raise NotConverged(f"excess demand {np.abs(value).max():.1e} after {cap} Newton steps")

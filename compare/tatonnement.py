"""Nested tatonnement on wages, the scheme of Caliendo and Parro (2015), appendix, and of most
programs that followed:

    given w:  iterate prices to their fixed point, then trade shares
    given w and the shares:  solve  X' = A X' + b  for the expenditures
    w_n  <-  w_n + v (exports_n - imports_n + D_n) / wL_n

The wage step leaves sum w wL where it is. `expenditure` selects how X' is found: "solve" builds
the NJ x NJ matrix and factors it, as the authors' code does; "sweep" iterates the equation from
the last X', as KITE does. KITE also does a single price update in each wage step: `price_rounds=1`.
The stopping rule is the excess demand itself, not the damped wage step (which is smaller by the
factor v and by what is left of the geometric series).
"""

import numpy as np
from scipy.linalg import lu_factor, lu_solve

from equations import NotConverged


def linear_system(eq, log_wage, trade):
    """A and b of X' = A X' + b:  A[(n,k),(m,j)] = gamma_njk (1-beta_nj) pi'_mnj / (1+t')
    + [n = m] alpha_nk (1 - sum_i pi'/(1+t')),   b = alpha (w wL + D)."""
    n, j = eq.scale.shape
    at_customs = trade.at_customs()
    matrix = np.einsum("njk,jmn->nkmj", eq.world.input_cost, trade.share)
    duty = (1 - at_customs) * eq.bought
    own = np.arange(n)
    matrix[own, :, own, :] += eq.world.final_share[:, :, None] * duty[:, None, :]
    fixed = np.exp(log_wage) * eq.world.value_added + eq.deficit
    return matrix.reshape(n * j, n * j), (eq.world.final_share * fixed[:, None]).ravel(), at_customs


def solve_expenditures(eq, log_wage, trade):
    """X' by one dense factorisation."""
    eq.counts["linear_solves"] += 1
    matrix, fixed, at_customs = linear_system(eq, log_wage, trade)
    np.negative(matrix, out=matrix)
    matrix[np.diag_indices_from(matrix)] += 1
    expenditure = lu_solve(lu_factor(matrix, overwrite_a=True), fixed).reshape(eq.scale.shape)
    return expenditure, trade.output(expenditure), at_customs


def solve(eq, tolerance=1e-10, step=0.2, expenditure="solve", price_rounds=None, cap=5000):
    inner = max(0.1 * tolerance, 1e-14)
    log_wage, log_price, spending = eq.start()
    wage = np.exp(log_wage)
    for _ in range(cap):
        eq.counts["wage_steps"] += 1
        previous = log_price
        if price_rounds:
            for _ in range(price_rounds):
                eq.counts["price_maps"] += 1
                previous, log_price = log_price, eq.trade_at(log_wage, log_price).log_price()
            trade = eq.trade_at(log_wage, log_price)
        else:
            log_price, trade = eq.prices(log_wage, log_price, inner)
        if expenditure == "solve":
            spending, output, at_customs = solve_expenditures(eq, log_wage, trade)
        else:
            spending, output, at_customs = eq.expenditures(log_wage, trade, spending, max(inner, 1e-13))
        imports = (at_customs * spending * eq.bought).sum(axis=1)
        excess = (output.sum(axis=1) - imports + eq.deficit) / eq.world.value_added
        worst = max(np.abs(excess / wage).max(), np.abs(log_price - previous).max() if price_rounds else 0)
        if worst <= tolerance:
            return log_wage, log_price, spending
        wage = wage + step * excess
        if not (wage > 0).all():
            raise NotConverged(f"a wage fell to zero with step {step}")
        log_wage = np.log(wage)
    raise NotConverged(f"excess demand {worst:.1e} after {cap} wage steps")

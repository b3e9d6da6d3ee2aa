"""Simultaneous damped fixed point in wages, prices and expenditures.

    z <- z + d (map(z) - z),    z = (log w, log P, X'),    0 < d <= 1

with wages shifted to the numeraire after each step. One full map a step and nothing nested.
The map overshoots in wages (a fall in w_n raises the demand for n's labour by about theta), so
undamped it cycles; the larger the shock and the elasticities, the smaller d has to be.
"""

import numpy as np

from equations import NotConverged, normalised


def solve(eq, tolerance=1e-10, damping=0.5, cap=20000):
    state = eq.start()
    for _ in range(cap):
        with np.errstate(all="ignore"):
            implied = eq.full_map(*state)
            distance = eq.distance(state, implied)
            if distance <= tolerance:
                return state
            if not np.isfinite(distance):
                raise NotConverged(f"diverged with damping {damping}")
            u, p, x = (old + damping * (new - old) for old, new in zip(state, implied))
        state = normalised(eq.world, u), p, x
    raise NotConverged(f"residual {distance:.1e} after {cap} maps with damping {damping}")

"""Newton-GMRES on all of (log w, log P, X'/X) with automatic differentiation, compiled by JAX.

    g(z) = z - map(z)  (labour markets in levels, plus the numeraire),   g'(z) v by jax.jvp

Unknowns N + 2NJ, no preconditioner, no nested loops. Compilation is timed apart: it is paid once
per size of world and process.
"""

import time
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax.scipy.sparse.linalg import gmres

from equations import NotConverged

jax.config.update("jax_enable_x64", True)


def versions():
    return {"jax": jax.__version__}


def data_of(eq):
    world = eq.world
    return tuple(map(jnp.asarray, (
        eq.K, eq.H, world.theta, world.va_share, world.input_cost, world.final_share,
        world.value_added, eq.deficit, eq.scale, eq.bought)))


def residual(data, z):
    """g(z) for z = (log w, log P, X'/X)."""
    K, H, theta, beta, cost, alpha, wl, deficit, scale, bought = data
    u, p, x = z
    spending = x * scale
    power = jnp.exp(-theta * (beta * u[:, None] + jnp.einsum("njk,nk->nj", cost, p)))
    total = jnp.where(bought, jnp.einsum("jni,ij->nj", K, power), 1.0)
    demand = spending / total
    output = power * jnp.einsum("jni,nj->ij", H, demand)
    customs = demand * jnp.einsum("jni,ij->nj", H, power)
    wage = jnp.exp(u)
    income = wage * wl + ((spending - customs) * bought).sum(axis=1) + deficit
    implied = jnp.einsum("njk,nj->nk", cost, output) + alpha * income[:, None]
    labour = (beta * output).sum(axis=1)
    return (wage - labour / wl + (wage @ wl / wl.sum() - 1),
            p + jnp.log(total) / theta,
            x - implied / scale)


def size_of(value, u):
    """The residual by which every program is judged."""
    f, p, x = value
    return jnp.maximum(jnp.abs(f / jnp.exp(u)).max(), jnp.maximum(jnp.abs(p).max(), jnp.abs(x).max()))


def norm(value):
    return jnp.sqrt(sum((part ** 2).sum() for part in value))


@partial(jax.jit, static_argnames="rtol")
def newton_step(data, z, value, rtol=1e-4):
    """z - g'(z)^-1 g(z), halved until the norm of g falls (16 times at most)."""
    product = lambda v: jax.jvp(lambda s: residual(data, s), (z,), (v,))[1]
    step, _ = gmres(product, jax.tree.map(jnp.negative, value), tol=rtol, restart=60, maxiter=4,
                    solve_method="incremental")
    move = lambda size: jax.tree.map(lambda a, b: a + size * b, z, step)
    first = jnp.minimum(1.0, 1.0 / jnp.abs(step[0]).max())

    def rejected(carry):
        size, trial = carry
        fell = norm(trial) < (1 - 1e-4 * size) * norm(value)
        return jnp.logical_not(fell) & (size > first * 2.0 ** -16)

    def halve(carry):
        size = carry[0] / 2
        return size, residual(data, move(size))

    size, trial = jax.lax.while_loop(rejected, halve, (first, residual(data, move(first))))
    z = move(size)
    return z, trial, size_of(trial, z[0])


first_residual = jax.jit(residual)


def solve(eq, tolerance=1e-10, cap=40):
    data = data_of(eq)
    u, p, _ = eq.start()
    z = jnp.asarray(u), jnp.asarray(p), jnp.asarray(eq.bought, float)
    value = first_residual(data, z)
    for _ in range(cap):
        eq.counts["newton_steps"] += 1
        z, value, size = newton_step(data, z, value)
        if size <= tolerance:
            u, p, x = map(np.asarray, z)
            return u, p, x * eq.scale
    raise NotConverged(f"residual {float(size):.1e} after {cap} Newton steps")


def compile_time(eq, tolerance):
    """Seconds of the first solve less those of the second."""
    def once():
        wall, cpu = time.perf_counter(), time.process_time()
        solve(eq, tolerance)
        return time.perf_counter() - wall, time.process_time() - cpu
    first, second = once(), once()
    return {"wall": first[0] - second[0], "cpu": first[1] - second[1]}

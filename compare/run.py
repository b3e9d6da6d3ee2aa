"""Solves one shock to one world with one of the comparison programs and prints a JSON object.

    python run.py --world DIR --shock us-china-145-125 --program newton-krylov
"""

import argparse
import json
import os
import platform
import sys
import time

PROGRAMS = {
    # name: (module, options of its solve, published powers?)
    "newton-krylov": ("newton_krylov", {}, False),
    "newton-krylov-scipy": ("newton_krylov", {"jacobian": "difference"}, False),
    "damped-fixed-point": ("damped_fixed_point", {}, False),
    "damped-fixed-point-powers": ("damped_fixed_point", {}, True),
    "tatonnement": ("tatonnement", {}, False),
    "tatonnement-powers": ("tatonnement", {}, True),
    "tatonnement-sweep": ("tatonnement", {"expenditure": "sweep"}, False),
    "tatonnement-kite": ("tatonnement", {"expenditure": "sweep", "price_rounds": 1}, True),
    "jax-newton": ("jax_newton", {}, False),
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--world", required=True, help="a Cobden world folder")
    parser.add_argument("--shock", default="us-china-145-125", help="a name, or a CSV of new tariffs")
    parser.add_argument("--program", default="newton-krylov", choices=PROGRAMS)
    parser.add_argument("--tolerance", type=float, default=1e-10)
    parser.add_argument("--damping", type=float, help="damped fixed point: share of the map taken")
    parser.add_argument("--step", type=float, help="tatonnement: size of the wage step")
    parser.add_argument("--repeat", type=int, default=3, help="runs; the fastest is reported")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--reference", help="CSV with a column economy and outcome columns to compare with")
    parser.add_argument("--json", action="store_true", help="one line, nothing but JSON")
    return parser.parse_args()


def main():
    args = arguments()
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = str(args.threads)
    if args.program == "jax-newton" and args.threads == 1 and hasattr(os, "sched_setaffinity"):
        # XLA sizes its thread pools by the processors it may use
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    import importlib

    import numpy
    import pandas
    import scipy

    import equations
    from world import new_tariffs, read_world

    module_name, options, powers = PROGRAMS[args.program]
    module = importlib.import_module(module_name)
    for name in ("damping", "step"):
        if getattr(args, name) is not None:
            options = options | {name: getattr(args, name)}
    trade = equations.BilateralTrade if powers else equations.SeparatedTrade

    world = read_world(args.world)
    tariffs = new_tariffs(world, args.shock)
    versions = {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__}
    if hasattr(module, "versions"):
        versions |= module.versions()
    report = {"program": args.program, "world": os.path.basename(os.path.abspath(args.world)),
              "economies": len(world.economies), "sectors": len(world.sectors), "shock": args.shock,
              "versions": versions, "threads": args.threads, "tolerance": args.tolerance,
              "options": options}

    def timed():
        wall, cpu = time.perf_counter(), time.process_time()
        eq = equations.Equations(world, tariffs, trade=trade)
        state = module.solve(eq, tolerance=args.tolerance, **options)
        return time.process_time() - cpu, time.perf_counter() - wall, eq, state

    try:
        if hasattr(module, "compile_time"):
            report["compile_seconds"] = module.compile_time(
                equations.Equations(world, tariffs), args.tolerance)
        runs = [timed() for _ in range(args.repeat)]
    except equations.NotConverged as error:
        print(json.dumps(report | {"converged": False, "error": str(error)}))
        sys.exit(1)

    eq, state = runs[0][2:]
    counts = dict(eq.counts)
    residual = equations.Equations(world, tariffs).residual(state)
    report |= {
        "converged": bool(residual <= args.tolerance),
        "residual": residual,
        # a full map makes three sweeps; JAX does not tell how many its GMRES made
        "map_evaluations": round(counts["sweeps"] / 3, 1) if counts.get("sweeps") else None,
        "evaluations": counts,
        "cpu_seconds": min(run[0] for run in runs),
        "wall_seconds": min(run[1] for run in runs),
    }
    outcome = equations.Equations(world, tariffs).outcome(state)
    if args.reference:
        wanted = pandas.read_csv(args.reference).set_index("economy").loc[world.economies]
        report["largest_difference_from_reference"] = {
            name: float(abs(values - wanted[name].to_numpy()).max())
            for name, values in outcome.items() if name in wanted}
    report["results"] = {economy: {name: float(values[n]) for name, values in outcome.items()}
                         for n, economy in enumerate(world.economies)}
    if not args.json:
        print(f"{args.program}: residual {residual:.1e}, {report['cpu_seconds']:.3f} CPU s", file=sys.stderr)
    print(json.dumps(report, indent=None if args.json else 1))
    sys.exit(0 if report["converged"] else 1)


if __name__ == "__main__":
    main()

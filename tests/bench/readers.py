#!/usr/bin/env python3
"""How fast real files are read, beside parsers as a researcher writes them with NumPy, line by
line, in the same run. A measurement, not a test: other programs at work make every number larger.

usage: /usr/bin/python3 tests/bench/readers.py build/release/tests/bench/bench_readers [RUNS]

Files: ../shared/data, or the folder SOLEA_REAL_DATA names; unzipped, warm, the best of RUNS (20).
Solea's time is that of opening the file and reading every frame; that of NumPy is of the same file
to an array of the numbers in it. Both must have read the same sum of pressures.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile

import numpy as np

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests" / "cli"))
import plain_parsers  # noqa: E402

# What the readers are to reach: s, and times the speed of NumPy's.
GOALS = {"footscan_barefoot_walk": 0.15, "zebris_treadmill_walk": 0.45}
TIMES_NUMPY = 5
PARSERS = {"emed_walk": "emed", "footscan_xls": "footscan_xls", "tekscan_fscan_walk": "tekscan",
           "xsensor_insole": "xsensor", "pedar_insole": "pedar", "zebris_apd_steps": "apd"}


def footscan_by_line(file):
    frames = []
    for line in open(file, encoding="latin-1"):
        if line.startswith("Frame"):
            frames.append([])
        elif line.strip():
            frames[-1].append(np.fromstring(line, sep="\t"))
    return np.array(frames) * 1000 / (5.08 * 7.62)


def zebris_by_line(file):
    frames = []
    for line in open(file, encoding="latin-1"):
        if line.startswith("Frame ") and "{" in line:
            frames.append([])
        elif line.startswith("y") and line[1].isdigit():
            frames[-1].append(np.fromstring(line[line.index("\t"):], sep="\t"))
    return np.array(frames) * 10


BY_LINE = {"footscan_barefoot_walk": footscan_by_line, "zebris_treadmill_walk": zebris_by_line}


def numpy_parser(folder):
    if folder in BY_LINE:
        return lambda file: BY_LINE[folder](file).sum()
    parse = getattr(plain_parsers, PARSERS[folder])
    return lambda file: sum(r.kpa.sum(dtype=float) for r in parse(pathlib.Path(file).read_bytes()))


def best(work, runs):
    seconds = []
    for _ in range(runs):
        begin = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begin)
    return min(seconds), result


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    data = pathlib.Path(os.environ.get("SOLEA_REAL_DATA") or SOURCE / ".." / "shared" / "data")
    if not data.exists():
        sys.exit("no real recordings here, see SOLEA_REAL_DATA")
    reached = True
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("| file | MB | Solea, s | MB/s | NumPy, s | times | goal |")
    print("|---|---:|---:|---:|---:|---:|---|")
    with tempfile.TemporaryDirectory() as unzipped:
        for folder in [*BY_LINE, *PARSERS]:
            for file in sorted(f for f in (data / folder).glob("*") if f.is_file()):
                if file.suffix == ".zip":
                    with zipfile.ZipFile(file) as z:
                        name, = z.namelist()
                        file = pathlib.Path(z.extract(name, unzipped))
                read = json.loads(subprocess.run([program, str(runs), file], check=True,
                                                 stdout=subprocess.PIPE).stdout)
                seconds, total = best(lambda: numpy_parser(folder)(file), max(2, runs // 6))
                # Single numbers are floats of 32 bits in one and of 64 in the other.
                if abs(read["sum_kpa"] - total) > 1e-6 * total:
                    sys.exit(f"{file.name}: Solea read {read['sum_kpa']} kPa, NumPy {total}")
                times = seconds / read["best_s"]
                goal = ""
                if folder in GOALS:
                    good = read["best_s"] < GOALS[folder] and times >= TIMES_NUMPY
                    reached = reached and good
                    goal = (f"under {GOALS[folder]} s, {TIMES_NUMPY} times: "
                            f"{'reached' if good else 'MISSED'}")
                megabytes = file.stat().st_size / 1e6
                name = f"{folder}/{file.name.split(' - ')[0]}"
                print(f"| {name} | {megabytes:.1f} | {read['best_s']:.4f} | "
                      f"{megabytes / read['best_s']:.0f} | {seconds:.3f} | {times:.1f} | {goal} |",
                      flush=True)
    sys.exit(0 if reached else 1)


main()

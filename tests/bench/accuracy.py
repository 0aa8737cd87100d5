#!/usr/bin/env python3
"""How far analyses are from the virtual mat's truth, over many walks. A measurement, not a test.
usage: accuracy.py SOLEA [WALKS] [options of solea simulate ...]"""
import json
import pathlib
import subprocess
import sys
import tempfile

solea = pathlib.Path(sys.argv[1]).resolve()
walks = int(sys.argv[2]) if len(sys.argv) > 2 else 60
extra = sys.argv[3:] or ["--mass-kg", "80"]


def compared_steps(driver, seed, folder):
    session, truth = folder / "s.h5", folder / "t.json"
    session.unlink(missing_ok=True)
    subprocess.run([solea, "simulate", "--driver", driver, "--session", session, "--truth", truth,
                    "--duration", "9", "--seed", str(seed), *extra], check=True)
    document = json.loads(subprocess.run(
        [solea, "analyze", session, "--truth", truth, "--json"], check=True,
        capture_output=True).stdout)
    return [(document["steps"][c["step"]]["side"] == c["side"], c)
            for c in document["truth"]["steps"] if document["steps"][c["step"]]["valid"]]


def spread(values):
    values = sorted(abs(v) for v in values if v is not None)
    return [values[len(values) // 2], values[int(0.95 * len(values))], values[-1]]


print("| mat | steps, right side | error | median | 95 % | largest |")
print("|---|---|---|---:|---:|---:|")
with tempfile.TemporaryDirectory() as name:
    for driver in ("willowec_pmi", "solea_mat"):
        steps, good_walks = [], 0
        pitch = {"willowec_pmi": 10, "solea_mat": 5}[driver]
        for seed in range(1, walks + 1):
            walk = compared_steps(driver, seed, pathlib.Path(name))
            steps += walk
            good_walks += all(abs(c["force_error_pct"]) <= 2 and c["cop_rms_mm"] <= pitch / 2 and
                              abs(c["arch_index_error"]) <= 0.02 for _, c in walk)
        sides = f"{len(steps)}, {sum(s for s, _ in steps)}"
        for label, key, form in (("maximum force, %", "force_error_pct", "{:.2f}"),
                                 ("force of each frame (RMS), % of maximum", "force_rms_pct", "{:.2f}"),
                                 ("CoP (RMS of a step), mm", "cop_rms_mm", "{:.2f}"),
                                 ("arch index", "arch_index_error", "{:.4f}"),
                                 ("heel peak pressure, %", "heel_peak_error_pct", "{:.1f}")):
            row = [form.format(v) for v in spread([c[key] for _, c in steps])]
            print(f"| {driver} | {sides} | {label} | " + " | ".join(row) + " |")
        print(f"| {driver} | | walks with every step within 2 %, half a pitch and 0.02 | "
              f"{good_walks} of {walks} | | |")

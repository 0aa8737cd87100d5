"""`solea analyze` beside the NumPy script that a researcher would use instead, in turns on one
machine: whole commands, best and median, and the largest memory.

    /usr/bin/python3 tests/bench/beside_numpy.py [FOLDER OF make_data.py, default ../shared/bench]
                                                 [--rounds 7]

Needs python3-h5py and python3-scipy, and 1.1 GB for the recordings, which are made anew. Times hold
only side by side; nothing else should run.
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOLEA = ROOT / "build/release/apps/solea/solea"
RECORDINGS = ["small_raw", "small", "large_raw", "large"]


def run(command):
    """Seconds, largest memory in MiB, what it printed."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    took = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command} ended with {process.returncode}")
    return took, used.ru_maxrss / 1024, printed


def main():
    options = argparse.ArgumentParser()
    options.add_argument("scripts", nargs="?", type=pathlib.Path,
                         default=ROOT.parent / "shared/bench")
    options.add_argument("--rounds", type=int, default=7)
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, told.scripts / "make_data.py", folder], check=True,
                       stdout=subprocess.DEVNULL)
        print("| recording | steps | solea s, best (median) | MiB | NumPy s, best (median) | times |")
        print("|---|---:|---:|---:|---:|---:|")
        for name in RECORDINGS:
            file = f"{folder}/{name}.h5"
            ours, theirs, memory = [], [], 0
            for _ in range(told.rounds):
                took, used, printed = run([SOLEA, "analyze", file])
                ours.append(took)
                memory = max(memory, used)
                theirs.append(run([sys.executable, told.scripts / "baseline_sparse.py", file])[0])
            steps = re.match(r"\d+", printed)[0]
            print(f"| {name} | {steps} | {min(ours):.3f} ({statistics.median(ours):.3f}) | "
                  f"{memory:.0f} | {min(theirs):.3f} ({statistics.median(theirs):.3f}) | "
                  f"{min(theirs) / min(ours):.1f} |", flush=True)


if __name__ == "__main__":
    main()

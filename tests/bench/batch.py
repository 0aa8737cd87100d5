#!/usr/bin/env python3
"""The study of solea batch's contract: made, run in every way, compared, timed.

    SOLEA=... SOLEA_MAKE_STUDY=... tests/bench/batch.py [--count 2000] [--damaged 20]
        [--kills 10] [--only ways|times] [--folder DIR]

ways: tables of --jobs 1, --jobs 2, four merged shards and a run killed and resumed are the same to
the byte; exit code 3; the damaged files are listed. times: --jobs 1 and --jobs 2 in turns, seconds
and their ratio, and the largest process. Timings want a quiet machine.
"""
import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "cli"))
os.environ.setdefault("SOLEA", str(ROOT / "build/release/apps/solea/solea"))
os.environ.setdefault("SOLEA_MAKE_STUDY", str(ROOT / "build/release/tests/cli/make_study"))
import study  # noqa: E402


def say(*words):
    print(time.strftime("%H:%M:%S"), *words, flush=True)


def timed(*args, code):
    """Seconds, seconds of processors, and the resident memory of the process itself in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(study.command(*args), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            peak = max(peak, int(status.split("VmHWM:")[1].split()[0]) // 1024)
        except (FileNotFoundError, IndexError, ProcessLookupError):
            pass
        time.sleep(0.05)
    wall_s = time.monotonic() - start
    if process.returncode != code:
        raise SystemExit(f"{args}: exit code {process.returncode}, expected {code}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall_s, cpu_s, peak


def ways(source, base, code, kills, damaged):
    one, two = base / "jobs1", base / "jobs2"
    seconds = {}
    for out, jobs in ((one, 1), (two, 2)):
        seconds[jobs], cpu_s, peak = timed(source, "-o", out, "--jobs", jobs, code=code)
        say(f"--jobs {jobs}: {seconds[jobs]:.1f} s, {cpu_s:.1f} s of processors, "
            f"the program itself {peak} MiB")
    failures = study.rows(one / "failures.csv")
    assert [row["file"] for row in failures] == damaged, failures
    for row in failures:
        say("failed:", row["file"], "|", row["reason"][:90])
    same(one, two, "--jobs 2")
    study.shards(source, base / "merged", 4, code)
    same(one, base / "merged", "four shards, merged")
    killed = base / "killed"
    kept = study.kill_and_resume(source, killed, kills, seconds[2] / (kills + 2), "--jobs", 2)
    say(f"killed {kills} times, kept MB:", *(f"{size / 1e6:.1f}" for size in kept))
    study.batch(source, "-o", killed, "--resume", "--jobs", 2, code=code)
    same(one, killed, "killed and resumed")


def same(first, other, what):
    different = study.differing(first, other)
    assert not different, (what, different)
    say(what + ": all tables the same to the byte")


def times(source, base, code, rounds=3):
    best = {}
    for number in range(rounds):
        for jobs in (1, 2):
            out = base / "timed"
            shutil.rmtree(out, ignore_errors=True)
            wall_s, cpu_s, peak = timed(source, "-o", out, "--jobs", jobs, code=code)
            best[jobs] = min(best.get(jobs, wall_s), wall_s)
            say(f"round {number + 1}, --jobs {jobs}: {wall_s:.1f} s, {cpu_s:.1f} s of processors, "
                f"the program itself {peak} MiB")
    say(f"best of {rounds}: two jobs {best[1] / best[2]:.2f} times one "
        f"(expected at least 1.8 on two idle cores)")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--damaged", type=int, default=20)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--only", choices=("ways", "times"))
    parser.add_argument("--folder", type=pathlib.Path)
    options = parser.parse_args()
    base = options.folder or pathlib.Path(tempfile.mkdtemp(prefix="solea-batch-"))
    base.mkdir(parents=True, exist_ok=True)
    code = 3 if options.damaged else 0
    try:
        start = time.monotonic()
        damaged = study.make(base / "study", options.count, options.damaged)
        size = sum(path.stat().st_size for path in (base / "study").rglob("*.h5"))
        say(f"{options.count} recordings, {options.damaged} of them damaged, {size / 1e6:.0f} MB, "
            f"made in {time.monotonic() - start:.0f} s")
        if options.only != "times":
            ways(base / "study", base, code, options.kills, damaged)
        if options.only != "ways":
            times(base / "study", base, code)
    finally:
        if not options.folder:
            shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    main()

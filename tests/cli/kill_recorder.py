#!/usr/bin/env python3
"""Kills recorders of a virtual mat with SIGKILL at random moments of their first two seconds. What
they leave must open: every block that was in the file at that moment, and every count in it must
be the one that the mat sent.

usage: SOLEA=build/release/apps/solea/solea SOLEA_SOURCE_DIR=. \\
       /usr/bin/python3 tests/cli/kill_recorder.py [KILLS] [AT ONCE] [SEED]

What was flushed is not taken from the recorder's word: the file is copied right before the kill,
and what opens in the copy must open in the file. Files that fail are kept, and the exit code is 1.
"""
import collections
import concurrent.futures
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

import h5py
import numpy as np

from support import SOLEA, SoleaTest

LONGEST_S = 2.0
BLOCK = 32  # frames the recorder flushes at once
HEAD_BYTES = 14336  # of a session without frames; what is smaller cannot hold one
MAT = ["--driver", "solea_mat", "--seed", "7"]  # the same seed sends the same frames


class Lost(Exception):
    """A killed recorder's file is not as it should be."""


def run(*args):
    return subprocess.run([SOLEA, *map(str, args)], capture_output=True, text=True, timeout=120)


def sent_by_the_mat(folder):
    """Counts of every frame that a recorder can see."""
    run("simulate", *MAT, "--session", folder / "all.h5", "--duration", LONGEST_S + 18)
    with h5py.File(folder / "all.h5") as f:
        return f["trials/0001/counts"][...]


def frames_in(file, sent):
    """Whole frames in a session, each compared with what was sent; every dataset is read."""
    with h5py.File(file) as f:
        f.visititems(lambda _, node: node[...] if isinstance(node, h5py.Dataset) else None)
        trial = f["trials/0001"]
        names = ("counts", "sequence", "arrival_s", "device_time_s")
        frames = min(len(trial[name]) for name in names)
        sequence = trial["sequence"][:frames]
        np.testing.assert_array_equal(trial["counts"][:frames], sent[sequence])
        return frames


def kill_one(folder, delay_s, sent):
    """Starts a mat and a recorder, kills the recorder. What became of it, how many frames the file
    has, and how many of them opened in the copy."""
    mat = subprocess.Popen([SOLEA, "simulate", *MAT, "--link", folder / "mat"],
                           stderr=subprocess.DEVNULL)
    try:
        while not (folder / "mat").exists():
            time.sleep(0.01)
        file, copy = folder / "s.h5", folder / "copy.h5"
        recorder = subprocess.Popen(
            [SOLEA, "record", "--driver", "solea_mat", "--port", folder / "mat", "-o", file],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay_s)
        if file.exists():
            shutil.copyfile(file, copy)
        ended = recorder.poll()
        recorder.kill()  # this process alone
        recorder.wait()
        if ended is not None:
            raise Lost(f"the recorder had ended by itself with {ended}")
    finally:
        mat.terminate()
        mat.wait()
    if not file.exists():
        return "no file yet", 0, 0
    try:
        before = frames_in(copy, sent)
    except (OSError, KeyError):
        before = 0  # copied in the middle of a write, or before there was anything
    check = run("check", file, "--json")
    in_head = before == 0 and file.stat().st_size < HEAD_BYTES
    if check.returncode != 0 and in_head:
        return "no whole head yet", 0, 0
    if check.returncode != 0:
        raise Lost(f"solea check: {check.stderr.strip() or check.stdout}")
    report = json.loads(check.stdout)
    if not report["whole"] or report["frames_lost"]:
        raise Lost(f"solea check: {report['findings']}")
    if report["frames"] == 0 and in_head:
        return "no whole head yet", 0, 0
    frames = frames_in(file, sent)
    if frames != report["frames"] or frames % BLOCK or frames < before:
        raise Lost(f"{frames} frames by h5py, {report['frames']} by solea check, "
                   f"{before} in the copy before the kill")
    return ("opened" if frames else "no block yet"), frames, before


def kill_many(kills, at_once, seed, folder):
    """What became of each kill, how many files had how many frames, how many copies of them had
    some, and what failed."""
    sent = sent_by_the_mat(folder)
    random_ = random.Random(seed)
    delays = [random_.uniform(0, LONGEST_S) for _ in range(kills)]
    ends, frames, failures = collections.Counter(), collections.Counter(), []
    copies = 0

    def one(number):
        own = folder / f"kill{number}"
        own.mkdir()
        try:
            end = kill_one(own, delays[number], sent)
        except Exception as e:  # whatever h5py or numpy says of a damaged file
            return "failed", 0, 0, f"{own}: after {delays[number]:.3f} s: {type(e).__name__}: {e}"
        shutil.rmtree(own)
        return *end, None

    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        for done, (end, count, before, failure) in enumerate(pool.map(one, range(kills)), 1):
            ends[end] += 1
            frames[count] += end == "opened"
            copies += before > 0
            if failure:
                failures.append(failure)
                print(failure, flush=True)
            if done % 100 == 0:
                print(f"{done} kills: {dict(ends)}", flush=True)
    return ends, +frames, copies, failures


class Kills(SoleaTest):
    def test_three(self):
        ends, _, _, failures = kill_many(3, 3, 1, self.folder)
        self.assertEqual(failures, [])
        self.assertEqual(sum(ends.values()), 3)


def main():
    numbers = [int(a) for a in sys.argv[1:]] + [1000, 3, 1][len(sys.argv) - 1:]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="solea-kills-"))
    ends, frames, copies, failures = kill_many(*numbers, folder)
    print(f"{numbers[0]} recorders killed, seed {numbers[2]}")
    for end, count in ends.most_common():
        print(f"{count:6} {end}")
    print(f"{sum(k * n for k, n in frames.items()):6} frames in the files that opened, by blocks: "
          + ", ".join(f"{k // BLOCK}: {n}" for k, n in sorted(frames.items())))
    print(f"{copies:6} copies made before the kill had frames; all are in the files" if not failures
          else f"{len(failures)} failures")
    if failures:
        print(f"the files are kept in {folder}")
        sys.exit(1)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()

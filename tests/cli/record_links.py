"""Cables that are pulled while recording: the recording goes on, the gap is marked with its length."""
import json
import re
import signal
import subprocess
import time
import unittest

import h5py
import numpy as np

from support import SOLEA, SoleaTest


class Links(SoleaTest):
    def check(self, report, period_s=0.01):
        """Frames and gaps make an unbroken row; every break has its two markers."""
        self.assertGreater(report["link_breaks"], 5)
        with h5py.File(self.folder / "s.h5") as f:
            trial = f["trials/0001"]
            sequence = trial["sequence"][...]
            arrival = trial["arrival_s"][...]
            gaps = trial["gaps"][...]
            time_s = trial["markers/time_s"][...]
            label = [text.decode() for text in trial["markers/label"][...]]
            self.assertEqual(trial.attrs["link_breaks"], report["link_breaks"])
        self.assertEqual(len(sequence), report["frames"])
        self.assertEqual(len(gaps), report["gaps"])
        ended_away = len(label) % 2  # the recording ended while the cable was out
        self.assertEqual(len(gaps), report["link_breaks"] - ended_away)
        missing = np.concatenate([np.arange(first, first + n) for first, n in gaps])
        np.testing.assert_array_equal(np.sort(np.concatenate([sequence, missing])),
                                      np.arange(sequence[0], sequence[-1] + 1))
        self.assertEqual(len(label), 2 * len(gaps) + ended_away)
        for (first, n), lost, back, t_lost, t_back in zip(gaps, label[::2], label[1::2],
                                                          time_s[::2], time_s[1::2]):
            self.assertTrue(lost.startswith("link lost: "), lost)
            away_s, frames = re.fullmatch(
                r"link back after ([0-9.]+) s, (\d+) frames missing", back).groups()
            self.assertEqual(int(frames), n)
            self.assertAlmostEqual(float(away_s), t_back - t_lost, delta=0.0006)
            before, after = np.searchsorted(sequence, [first - 1, first + n])
            self.assertAlmostEqual(t_lost, arrival[before])
            self.assertAlmostEqual(t_back, arrival[after])
            # The host's clock and the mat's count agree; a busy machine can be late by much.
            self.assertAlmostEqual(t_back - t_lost, (n + 1) * period_s, delta=1)

    def test_over_a_pseudo_terminal(self):
        with self.mat("solea_mat", "--faults", "pull=0.2,away=0.05"):
            report = self.good_json("record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5",
                                    "--duration", 5, "--json")
        self.check(report)
        self.good("check", "s.h5")

    def test_over_tcp(self):
        process = subprocess.Popen(
            [SOLEA, "simulate", "--driver", "solea_mat", "--listen", "127.0.0.1:0", "--faults",
             "pull=0.2,away=0.05"], stderr=subprocess.PIPE, text=True)
        try:
            address = process.stderr.readline().split(" at ")[1].strip()
            report = self.good_json("record", "--driver", "solea_mat", "--port", address, "-o",
                                    "s.h5", "--duration", 5, "--json")
        finally:
            process.terminate()
            process.communicate(timeout=20)
        self.check(report)

    def test_a_mat_that_is_killed_and_started_again(self):
        with self.mat("solea_mat") as first:
            recorder = subprocess.Popen(
                [SOLEA, "record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5", "--json",
                 "--reconnect", "60"], cwd=self.folder, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True)
            self.wait_for("s.h5")
            time.sleep(0.5)
            first.kill()
            first.wait()
            time.sleep(0.5)
            with self.mat("solea_mat"):
                time.sleep(2)
                recorder.send_signal(signal.SIGINT)
                out, err = recorder.communicate(timeout=30)
        self.assertEqual(recorder.returncode, 0, err)
        report = json.loads(out)
        self.assertEqual(report["link_breaks"], 1)
        self.assertEqual(report["gaps"], 1)
        # The mat began to count anew: the clock tells how many are missing.
        self.assertGreater(report["frames_missing"], 30)
        self.assertGreater(report["frames"], 80)


if __name__ == "__main__":
    unittest.main()

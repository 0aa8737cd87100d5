"""Passes of their own, started by contact and ended by release; markers from keys, signals and UDP."""
import json
import os
import pty
import re
import signal
import socket
import subprocess
import time
import unittest

import h5py
import numpy as np

from support import SOLEA, SoleaTest


class Passes(SoleaTest):
    def markers(self, trial):
        return list(zip(trial["markers/time_s"][...],
                        [text.decode() for text in trial["markers/label"][...]]))

    def test_each_pass_is_a_trial(self):
        with self.mat("solea_mat"):
            report = self.good_json("record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5",
                                    "--passes", 3, "--pre", 0.1, "--release-s", 0.15,
                                    "--contact-count", 40, "--contact-cells", 6, "--json")
        self.assertEqual(report["trials"], 3)
        self.assertEqual(report["gaps"], 0)
        total = 0
        last = -1
        with h5py.File(self.folder / "s.h5") as f:
            self.assertEqual(list(f["trials"]), ["0001", "0002", "0003"])
            for number, trial in f["trials"].items():
                self.assertEqual(trial.attrs["closed"], 1)
                total += len(trial["sequence"])
                self.assertGreater(trial["sequence"][0], last)
                last = trial["sequence"][-1]
                loaded = (trial["counts"][...] >= 40).sum((1, 2)) >= 6
                arrival = trial["arrival_s"][...]
                first, final = np.flatnonzero(loaded)[[0, -1]]
                marks = dict((label, t) for t, label in self.markers(trial))
                self.assertIn("trigger: 6 cells >= 40, 0.02 s; off 0.15 s", marks)
                self.assertAlmostEqual(marks["contact ends"], arrival[final])
                if number != "0001":  # the first may begin in the middle of a contact
                    self.assertAlmostEqual(marks["contact begins"], arrival[first])
                    self.assertLessEqual(first, 11)
                self.assertEqual(len(loaded) - 1 - final, 15)  # the release time
        self.assertEqual(total, report["frames"])
        self.good("check", "s.h5")
        self.assertEqual(len(self.good_json("info", "s.h5", "--json")["recordings"]), 3)

    def test_timed_pass_and_thresholds_in_kpa(self):
        with self.mat("solea_mat", "--calibration-out", "c.json"):
            self.wait_for("c.json")
            done = self.run_solea("record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5",
                                  "--start", "contact", "--duration", 0.5, "--passes", 1, "--json",
                                  "--calibration", "c.json", "--contact-kpa", 20)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("trigger: 4 cells >= 80 (20 kPa)", done.stderr)
        with h5py.File(self.folder / "s.h5") as f:
            begins = [t for t, label in self.markers(f["trials/0001"]) if label == "contact begins"]
            frames = len(f["trials/0001/sequence"])
        self.assertEqual(len(begins), 1)
        self.assertAlmostEqual(frames, 50 + 100 * begins[0], delta=1.5)

    def test_no_contact_is_said(self):
        with self.mat("solea_mat"):
            recorder = subprocess.Popen(
                [SOLEA, "record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5", "--start",
                 "contact", "--contact-count", "4095", "--contact-cells", "4000"],
                cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            time.sleep(1.5)
            recorder.send_signal(signal.SIGINT)
            _, err = recorder.communicate(timeout=20)
        self.assertEqual(recorder.returncode, 1)
        self.assertIn("ended before the first contact, trigger: 4000 cells >= 4095", err)
        self.assertFalse((self.folder / "s.h5").exists())

    def test_markers(self):
        master, slave = pty.openpty()
        with self.mat("solea_mat"):
            def own_terminal():
                os.setsid()
                import fcntl
                import termios
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            recorder = subprocess.Popen(
                [SOLEA, "record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5", "--json",
                 "--sync", "udp:0"], cwd=self.folder, stdin=slave, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True, preexec_fn=own_terminal)
            line = recorder.stderr.readline()
            port = int(re.search(r"UDP port (\d+)", line).group(1))
            self.wait_for("s.h5")
            time.sleep(0.5)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
                out.sendto(b"laser on\n", ("127.0.0.1", port))
            time.sleep(0.3)
            recorder.send_signal(signal.SIGUSR1)
            time.sleep(0.3)
            os.write(master, b"m")
            time.sleep(0.3)
            recorder.send_signal(signal.SIGINT)
            out, err = recorder.communicate(timeout=20)
        self.assertEqual(recorder.returncode, 0, err)
        self.assertEqual(json.loads(out)["markers"], 3)
        with h5py.File(self.folder / "s.h5") as f:
            marks = self.markers(f["trials/0001"])
            last = f["trials/0001/arrival_s"][-1]
        self.assertEqual([label for _, label in marks], ["udp laser on", "signal", "key m"])
        times = [t for t, _ in marks] + [last]
        self.assertGreater(times[0], 0.2)
        for a, b in zip(times, times[1:]):
            self.assertGreater(b - a, 0.2)
        os.close(master)
        os.close(slave)

    def test_usage(self):
        for bad in (["--sync", "udp"], ["--sync", "ring:/dev/x"], ["--start", "later"],
                    ["--contact-kpa", 5, "--contact-count", 5]):
            done = self.run_solea("record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5",
                                  *bad)
            self.assertEqual(done.returncode, 2, (bad, done.stderr))
        self.fails(1, ["/dev/null", "no control lines"], "record", "--driver", "solea_mat",
                   "--port", "mat", "-o", "s.h5", "--sync", "cts:/dev/null")


if __name__ == "__main__":
    unittest.main()

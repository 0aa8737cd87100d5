"""The main job: a virtual mat on a real pseudo-terminal, recorded, read by h5py, analysed."""
import json
import signal
import subprocess
import time
import unittest

import h5py
import numpy as np

from support import DRIVERS, SOLEA, SoleaTest


class Record(SoleaTest):
    def record(self, driver, *args, seconds=3, mat_args=(), port="mat"):
        with self.mat(driver, *mat_args):
            return self.good_json("record", "--driver", driver, "--port", port, "-o", "s.h5",
                                  "--duration", seconds, "--json", *args)

    def test_every_driver_loses_nothing(self):
        for driver in DRIVERS:
            with self.subTest(driver=driver):
                rate = {"willowec_pmi": 49, "solea_mat": 100}[driver]
                report = self.record(driver)
                self.assertEqual(report["frames_missing"], 0)
                self.assertEqual(report["gaps"], 0)
                self.assertEqual(report["bad_checksum"], 0)
                self.assertEqual(report["bytes_skipped"], 0)
                self.assertAlmostEqual(report["frames"], 3 * rate, delta=0.1 * 3 * rate)
                self.assertLess(report["ring_peak_fill"], 0.5)
                self.check_with_h5py(driver, report)
                (self.folder / "s.h5").unlink()

    def check_with_h5py(self, driver, report):
        rows, cols = {"willowec_pmi": (56, 28), "solea_mat": (64, 64)}[driver]
        with h5py.File(self.folder / "s.h5") as f:
            self.assertEqual(f.attrs["format"], b"solea-session")
            datasets = {}
            f.visititems(lambda name, node: datasets.__setitem__(name, node)
                         if isinstance(node, h5py.Dataset) else None)
            for name, dataset in datasets.items():
                self.assertTrue(dataset.attrs["units"], name)
                self.assertTrue(dataset.attrs["description"], name)
                dataset[...]  # every byte can be read
            trial = f["trials/0001"]
            counts = trial["counts"]
            self.assertEqual(counts.shape, (report["frames"], rows, cols))
            self.assertEqual(counts.dtype, np.uint16)
            np.testing.assert_array_equal(trial["sequence"][...], np.arange(report["frames"]))
            arrival = trial["arrival_s"][...]
            self.assertTrue((np.diff(arrival) >= 0).all())
            self.assertEqual(trial["gaps"].shape, (0, 2))
            self.assertEqual(trial.attrs["closed"], 1)
            self.assertEqual(trial.attrs["bytes_skipped"], 0)
            self.assertEqual(trial["device"].attrs["driver"].decode(), driver)
            self.assertEqual(trial["device"].attrs["rows"], rows)
            if driver == "solea_mat":
                clock = trial["device_time_s"][...]
                np.testing.assert_allclose(clock, np.arange(len(clock)) / 100, atol=2e-6)
                calibration = json.loads(trial["calibrations/0001"].attrs["json"])
                self.assertEqual(calibration["kpa_per_count"], 0.25)
                self.assertEqual(calibration["origin"], "told by the mat")

    def test_recorded_counts_are_what_the_mat_felt(self):
        """Force of the stored counts against the truth of the same frames."""
        with self.mat("solea_mat", "--truth", "truth.json"):
            self.good("record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5",
                      "--duration", 3)
        truth = json.loads((self.folder / "truth.json").read_text())
        with h5py.File(self.folder / "s.h5") as f:
            counts = f["trials/0001/counts"][...].astype(float)
            sequence = f["trials/0001/sequence"][...]
        force = counts.sum((1, 2)) * 0.25 * 25 * 1e-3
        expected = np.array(truth["frames"]["force_n"])[sequence]
        self.assertGreater(expected.max(), 600)
        # Noise that is cut off at zero adds a little everywhere.
        self.assertLess(np.abs(force - expected).max(), 0.02 * expected.max())

    def test_subject_and_calibration_travel_with_the_session(self):
        with self.mat("willowec_pmi", "--calibration-out", "c.json"):
            self.wait_for("c.json")
            self.good("record", "--driver", "willowec_pmi", "--port", "mat", "-o", "s.h5",
                      "--duration", 1, "--calibration", "c.json", "--subject", "P-017",
                      "--mass-kg", 71.5, "--trial", "walk")
        info = self.good_json("info", "s.h5", "--json")
        self.assertEqual((info["subject"], info["mass_kg"], info["trial"]), ("P-017", 71.5, "walk"))
        self.assertIn("4 kPa per count", info["calibration"])

    def test_calibrations_that_are_missing_of_another_mat_or_too_old_are_said(self):
        """On stderr and in the JSON; the session keeps what info and analyze need to say it again."""
        with self.mat("willowec_pmi", "--calibration-out", "c.json"):
            self.wait_for("c.json")
            calibration = json.loads((self.folder / "c.json").read_text())
            calibration |= {"schema": "solea.calibration/2", "model": "cells"}

            def record(changes, *args):
                (self.folder / "c.json").write_text(json.dumps(calibration | changes))
                (self.folder / "s.h5").unlink(missing_ok=True)
                done = self.run_solea("record", "--driver", "willowec_pmi", "--port", "mat", "-o",
                                      "s.h5", "--duration", 0.3, "--json", "--calibration", "c.json", *args)
                self.assertEqual(done.returncode, 0, done.stderr)
                warnings = json.loads(done.stdout)["warnings"]
                for line in warnings:
                    self.assertIn(line, done.stderr)
                stored = self.good_json("info", "s.h5", "--json")["warnings"]
                return warnings, stored

            fresh = {"serial": "W-1", "valid_until": "2999-12-31"}
            self.assertEqual(record(fresh, "--serial", "W-1"), ([], []))
            warnings, stored = record(fresh, "--serial", "W-2")
            self.assertEqual(len(warnings), 1)
            self.assertIn("another mat, serial W-1; this one is W-2", warnings[0])
            self.assertEqual(stored, warnings)
            warnings, stored = record({"serial": "W-1", "valid_until": "2001-02-03"})
            self.assertEqual(len(warnings), 1)
            self.assertIn("valid until 2001-02-03", warnings[0])
            self.assertEqual(stored, warnings)
            done = self.run_solea("record", "--driver", "willowec_pmi", "--port", "mat", "-o",
                                  "n.h5", "--duration", 0.3, "--json")
            self.assertIn("no calibration", json.loads(done.stdout)["warnings"][0])
            self.assertIn("no calibration", done.stderr)
            self.assertIn("no calibration",
                          " ".join(self.good_json("info", "n.h5", "--json")["warnings"]))
            (self.folder / "c.json").write_text(json.dumps(calibration | {"driver": "m1616"}))
            self.fails(1, "m1616", "record", "--driver", "willowec_pmi", "--port", "mat", "-o",
                       "o.h5", "--calibration", "c.json")
            self.assertFalse((self.folder / "o.h5").exists())

    def test_a_mat_that_can_takes_its_load_as_zero(self):
        def counts(*args):
            (self.folder / "s.h5").unlink(missing_ok=True)
            self.record("etextile_e256", *args, seconds=0.5, mat_args=("--script", "stand"))
            with h5py.File(self.folder / "s.h5") as f:
                return f["trials/0001/counts"][...].astype(int).sum((1, 2))
        standing, tared = counts(), counts("--tare")
        self.assertGreater(standing.min(), 0)
        self.assertEqual(tared[0], 0)
        self.assertLess(tared.mean(), 0.2 * standing.mean())
        self.fails(2, "--tare", "record", "--driver", "willowec_pmi", "--port", "mat", "-o", "t.h5",
                   "--tare")

    def test_counts_without_calibration_are_not_pressures(self):
        self.record("willowec_pmi", seconds=1, mat_args=("--calibration-out", "c.json"))
        self.fails(1, ["no calibration", "--calibration"], "analyze", "s.h5")
        self.good("analyze", "s.h5", "--calibration", "c.json")
        self.assertEqual(self.good_json("info", "s.h5", "--json")["unit"], "count")

    def test_over_tcp(self):
        process = subprocess.Popen(
            [SOLEA, "simulate", "--driver", "solea_mat", "--listen", "127.0.0.1:0"],
            stderr=subprocess.PIPE, text=True)
        try:
            address = process.stderr.readline().split(" at ")[1].strip()
            report = self.good_json("record", "--driver", "solea_mat", "--port", address, "-o",
                                    "s.h5", "--duration", 1, "--json")
            self.assertEqual(report["frames_missing"], 0)
            self.assertGreater(report["frames"], 80)
        finally:
            process.terminate()
            process.communicate(timeout=20)

    def test_ctrl_c_ends_cleanly_and_keeps_everything(self):
        with self.mat("solea_mat"):
            recorder = subprocess.Popen(
                [SOLEA, "record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5", "--json"],
                cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            self.wait_for("s.h5")
            time.sleep(1)
            recorder.send_signal(signal.SIGINT)
            out, err = recorder.communicate(timeout=20)
        self.assertEqual(recorder.returncode, 0, err)
        report = json.loads(out)
        self.assertGreater(report["frames"], 50)
        info = self.good_json("info", "s.h5", "--json")
        self.assertEqual(info["frames"], report["frames"])
        self.assertEqual(info["warnings"], [])

    def test_a_killed_recorder_leaves_every_flushed_block(self):
        with self.mat("solea_mat"):
            recorder = subprocess.Popen(
                [SOLEA, "record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5"],
                cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.wait_for("s.h5")
            time.sleep(2)
            recorder.kill()
            recorder.wait()
        info = self.good_json("info", "s.h5", "--json")
        self.assertGreater(info["frames"], 130)  # 2 s less half a second, on a slow machine
        self.assertEqual(info["frames"] % 32, 0)
        self.assertIn("did not end properly", info["warnings"][0])
        self.good("analyze", "s.h5")
        with h5py.File(self.folder / "s.h5") as f:
            self.assertGreaterEqual(f["trials/0001/counts"].shape[0], info["frames"])


if __name__ == "__main__":
    unittest.main()

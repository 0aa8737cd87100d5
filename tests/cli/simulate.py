"""The virtual mat: options, truth, and the analysis held against it."""
import json
import os
import subprocess
import unittest

from support import DRIVERS, SOLEA, SoleaTest


class Simulate(SoleaTest):
    def virtual(self, driver, name, *args, seconds=7):
        self.good("simulate", "--driver", driver, "--session", name + ".h5", "--truth",
                  name + ".json", "--duration", seconds, *args)
        return json.loads((self.folder / (name + ".json")).read_text())

    def test_analysis_against_the_truth(self):
        """Force within 2 %, centre of pressure within half a pitch, arch index within 0.02."""
        for driver in DRIVERS:
            pitch = {"willowec_pmi": 10, "solea_mat": 5}[driver]
            for foot in ("normal", "flat", "high"):
                with self.subTest(driver=driver, foot=foot):
                    truth = self.virtual(driver, "w", "--foot", foot)
                    document = self.good_json("analyze", "w.h5", "--truth", "w.json", "--json")
                    whole = [s for s in truth["steps"] if s["end_s"] < 6.9]
                    valid = [s for s in document["steps"] if s["valid"]]
                    self.assertEqual(len(valid), len(whole))
                    self.assertEqual([s["side"] for s in valid], [s["side"] for s in whole])
                    for step in document["truth"]["steps"]:
                        if not document["steps"][step["step"]]["valid"]:
                            continue
                        self.assertLess(abs(step["force_error_pct"]), 2)
                        self.assertLess(step["cop_rms_mm"], 0.5 * pitch)
                        self.assertLess(abs(step["arch_index_error"]), 0.02)
                    (self.folder / "w.h5").unlink()

    def test_scripts(self):
        for script, steps in (("walk", 3), ("run", 3), ("rollover", 1), ("stand", 2), ("sway", 2)):
            with self.subTest(script=script):
                truth = self.virtual("solea_mat", script, "--script", script, seconds=5)
                document = self.good_json("analyze", script + ".h5", "--json")
                if script in ("stand", "sway", "rollover"):
                    self.assertEqual(len(document["steps"]), steps)
                else:
                    self.assertGreaterEqual(len(document["steps"]), steps)
                self.assertEqual(len(document["steps"]), len(truth["steps"]))

    def test_strikes_are_seen(self):
        for strike in ("rearfoot", "midfoot", "forefoot"):
            self.virtual("solea_mat", strike, "--strike", strike, "--script", "rollover", seconds=2)
            step = self.good_json("analyze", strike + ".h5", "--json")["steps"][0]
            self.assertEqual(step["classes"]["strike"], strike)

    def test_one_side(self):
        for side in ("left", "right"):
            self.virtual("willowec_pmi", side, "--side", side)
            steps = self.good_json("analyze", side + ".h5", "--json")["steps"]
            self.assertEqual({s["side"] for s in steps if s["valid"]}, {side})

    def test_same_seed_same_bytes(self):
        env = {"SOURCE_DATE_EPOCH": "1700000000"}
        for name in ("a", "b"):
            self.good("simulate", "--driver", "solea_mat", "--capture", name + ".bin", "--session",
                      name + ".h5", "--truth", name + ".json", "--duration", 2, "--seed", 5, env=env)
        for suffix in (".bin", ".h5", ".json"):
            self.assertEqual((self.folder / ("a" + suffix)).read_bytes(),
                             (self.folder / ("b" + suffix)).read_bytes(), suffix)

    def test_captured_bytes_by_an_independent_decoder(self):
        self.good("simulate", "--driver", "willowec_pmi", "--capture", "c.bin", "--duration", 2)
        data = (self.folder / "c.bin").read_bytes()
        self.assertEqual(len(data), 98 * 1572)
        for k in range(98):
            self.assertEqual(data[k * 1572 + 1568:(k + 1) * 1572], b"\xff\xfe\xfe\xff")
            self.assertLessEqual(max(data[k * 1572:k * 1572 + 1568]), 207)

    def test_the_link_is_removed_at_the_end_and_files_are_never(self):
        with self.mat("solea_mat"):
            self.wait_for("mat")
            self.assertTrue((self.folder / "mat").is_symlink())
        self.assertFalse((self.folder / "mat").is_symlink())
        (self.folder / "mat").write_text("precious")
        self.fails(1, "exists and is no link", "simulate", "--driver", "solea_mat", "--link", "mat")
        self.assertEqual((self.folder / "mat").read_text(), "precious")

    def test_a_stale_link_is_replaced(self):
        os.symlink("/dev/pts/99999", self.folder / "mat")
        with self.mat("solea_mat"):
            report = self.good_json("record", "--driver", "solea_mat", "--port", "mat", "-o",
                                    "s.h5", "--duration", 0.5, "--json")
        self.assertGreater(report["frames"], 30)

    def test_an_address_that_is_taken(self):
        first = subprocess.Popen([SOLEA, "simulate", "--driver", "solea_mat", "--listen",
                                  "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
        try:
            address = first.stderr.readline().split(" at ")[1].strip()
            self.fails(1, [address, "cannot listen"], "simulate", "--driver", "solea_mat",
                       "--listen", address)
        finally:
            first.terminate()
            first.communicate(timeout=20)


if __name__ == "__main__":
    unittest.main()

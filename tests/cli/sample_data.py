"""The project's own sample data: what is there, and that it can be made again."""
import json
import shutil
import subprocess
import unittest

import h5py
import numpy as np

from support import SOLEA, SOURCE, SoleaTest

SAMPLES = SOURCE / "sample_data"


class SampleData(SoleaTest):
    def test_stays_small(self):
        size = sum(f.stat().st_size for f in SAMPLES.rglob("*") if f.is_file())
        self.assertLess(size, 5 * 1024 * 1024)

    def test_every_session_has_its_truth_and_agrees_with_it(self):
        sessions = sorted((SAMPLES / "sessions").glob("*.h5"))
        self.assertEqual({s.stem for s in sessions},
                         {"walk_normal", "walk_flat", "walk_high", "run_normal", "stand_normal"})
        for session in sessions:
            with self.subTest(session=session.name):
                document = self.good_json("analyze", session, "--truth",
                                          session.with_suffix(".truth.json"), "--json")
                self.assertGreater(len(document["truth"]["steps"]), 0)
                for step in document["truth"]["steps"]:
                    self.assertEqual(document["steps"][step["step"]]["side"], step["side"])
                    if document["steps"][step["step"]]["valid"]:
                        self.assertLess(abs(step["arch_index_error"]), 0.02)

    def test_arch_classes(self):
        for foot in ("normal", "flat", "high"):
            steps = self.good_json("analyze", SAMPLES / "sessions" / f"walk_{foot}.h5",
                                   "--json")["steps"]
            self.assertEqual({s["classes"]["arch"] for s in steps if s["valid"]}, {foot})

    def test_the_script_makes_the_same_again(self):
        shutil.copy(SAMPLES / "make", self.folder / "make")
        subprocess.run([self.folder / "make", SOLEA], check=True, capture_output=True)
        for name in sorted(p.name for p in (SAMPLES / "sessions").glob("*.h5")):
            with h5py.File(SAMPLES / "sessions" / name) as old, \
                    h5py.File(self.folder / "sessions" / name) as new:
                np.testing.assert_array_equal(old["trials/0001/counts"][...],
                                              new["trials/0001/counts"][...], name)
            truth = name.replace(".h5", ".truth.json")
            self.assertEqual(json.loads((SAMPLES / "sessions" / truth).read_text()),
                             json.loads((self.folder / "sessions" / truth).read_text()))
        for capture in (SAMPLES / "captures").glob("*.bin"):
            self.assertEqual(capture.read_bytes(),
                             (self.folder / "captures" / capture.name).read_bytes(), capture.name)


if __name__ == "__main__":
    unittest.main()

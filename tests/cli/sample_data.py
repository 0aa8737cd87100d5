"""The project's own sample data: what is there, and that it can be made again."""
import json
import shutil
import struct
import subprocess
import unittest
import zlib

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

    def test_captures_by_decoders_of_our_own(self):
        """The bytes on the wire, decoded here from the protocols' descriptions."""
        data = (SAMPLES / "captures" / "solea_mat.bin").read_bytes()
        self.assertEqual(len(data), 40 * 8232)
        truth = json.loads((SAMPLES / "captures" / "solea_mat.truth.json").read_text())
        for k in range(40):
            packet = data[k * 8232:(k + 1) * 8232]
            magic, version, size, header, sequence, clock, rows, cols, dx, dy, gain = \
                struct.unpack("<4sBBHIQHHIIf", packet[:36])
            self.assertEqual((magic, version, size, header, sequence, clock),
                             (b"SOLE", 1, 2, 36, k, k * 10000))
            self.assertEqual((rows, cols, dx, dy, gain), (64, 64, 5000, 5000, 0.25))
            self.assertEqual(zlib.crc32(packet[:-4]), struct.unpack("<I", packet[-4:])[0])
            counts = np.frombuffer(packet[36:-4], "<u2")
            force = counts.sum() * gain * 25e-3
            self.assertAlmostEqual(force, truth["frames"]["force_n"][k], delta=15)
        data = (SAMPLES / "captures" / "willowec_pmi.bin").read_bytes()
        self.assertEqual(len(data), 20 * 1572)
        truth = json.loads((SAMPLES / "captures" / "willowec_pmi.truth.json").read_text())
        for k in range(20):
            frame = data[k * 1572:(k + 1) * 1572]
            self.assertEqual(frame[1568:], b"\xff\xfe\xfe\xff")
            counts = np.frombuffer(frame[:1568], "u1")
            force = counts[counts > 1].sum() * 4.0 * 100e-3  # single counts are noise
            self.assertAlmostEqual(force, truth["frames"]["force_n"][k], delta=40)

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

"""Sessions made of sessions: what was recorded stays as it was recorded."""
import gzip
import json
import os
import shutil
import unittest

import h5py
import numpy as np

from support import SOURCE, SoleaTest

SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


class ImportSessions(SoleaTest):
    def setUp(self):
        super().setUp()
        shutil.copy(SESSION, self.folder / "s.h5")
        os.chmod(self.folder / "s.h5", 0o644)
        self.good("correct", "s.h5", "--step", 0, "--side", "left")
        self.good("analyze", "s.h5", "--store")

    def subject(self, name, code):
        shutil.copy(self.folder / "s.h5", self.folder / name)
        with h5py.File(self.folder / name, "r+") as f:
            f["subject"].attrs["code"] = np.bytes_(code)

    def code(self, name):
        with h5py.File(self.folder / name) as f:
            return f["subject"].attrs["code"].decode()

    def expect_the_same(self, copy, number):
        with h5py.File(self.folder / "s.h5") as a, h5py.File(self.folder / copy) as b:
            first, second = a["trials/0001"], b[f"trials/{number}"]
            names = []
            first.visit(names.append)
            self.assertIn("results/0001/document", names)
            self.assertIn("corrections/0001/document", names)
            for name in names:
                self.assertIn(name, second)
                if isinstance(first[name], h5py.Dataset):
                    np.testing.assert_array_equal(first[name][()], second[name][()])
            return sorted(second["calibrations"])

    def test_one_trial_of_several(self):
        self.good("import", SESSION, "s.h5", "-o", "both.h5")
        self.good("import", "both.h5", "--recording", 2, "-o", "one.h5")
        self.expect_the_same("one.h5", "0001")
        self.assertEqual(self.good_json("info", "one.h5", "--json")["unit"], "count")

    def test_a_packed_session(self):
        (self.folder / "s.h5.gz").write_bytes(gzip.compress((self.folder / "s.h5").read_bytes()))
        self.good("import", "s.h5.gz", "-o", "one.h5")
        self.expect_the_same("one.h5", "0001")

    def test_another_calibration_is_added_to_the_history(self):
        with h5py.File(self.folder / "s.h5") as f:
            calibration = json.loads(f["trials/0001/calibrations/0001"].attrs["json"])
        calibration["kpa_per_count"] *= 2
        (self.folder / "cal.json").write_text(json.dumps(calibration))
        self.good("import", "s.h5", "--calibration", "cal.json", "-o", "one.h5")
        self.assertEqual(self.expect_the_same("one.h5", "0001"), ["0001", "0002"])
        with h5py.File(self.folder / "one.h5") as f:
            added = f["trials/0001/calibrations/0002"].attrs
            self.assertEqual(json.loads(added["json"])["kpa_per_count"],
                             calibration["kpa_per_count"])
            self.assertEqual(added["reason"].decode(), "given with solea import")
            self.assertTrue(added["added_utc"])
        peaks = [self.good_json("analyze", f, "--json")["whole"]["peak_pressure_kpa"]
                 for f in ("s.h5", "one.h5")]
        self.assertAlmostEqual(peaks[1] / peaks[0], 2, places=5)

    def test_a_session_is_of_one_person(self):
        self.subject("a.h5", "P-1")
        self.subject("b.h5", "P-2")
        self.subject("none.h5", "")
        self.fails(1, ["b.h5", "'P-2'", "'P-1'", "one person"], "import", "a.h5", "b.h5", "-o",
                   "ab.h5")
        self.fails(1, "one person", "import", "a.h5", "none.h5", "b.h5", "-o", "ab.h5")
        self.assertFalse((self.folder / "ab.h5").exists())
        for first, second in (("a.h5", "none.h5"), ("none.h5", "a.h5"), ("a.h5", "a.h5")):
            self.good("import", first, second, "-o", "ab.h5")
            self.assertEqual(self.code("ab.h5"), "P-1")

    def test_what_check_finds(self):
        self.good("check", "s.h5")

        def spoiled(action):
            shutil.copy(self.folder / "s.h5", self.folder / "d.h5")
            with h5py.File(self.folder / "d.h5", "r+") as f:
                action(f["trials/0001"], f)
            return self.run_solea("check", "d.h5")

        def delete(name):
            def action(trial, _):
                del trial[name]
            return action

        for name, word in (("calibrations", "calibrations"), ("time_s", "time_s"),
                           ("gaps", "gaps")):
            done = spoiled(delete(name))
            self.assertEqual(done.returncode, 1, name)
            self.assertIn("damage, trial 0001: ", done.stdout)
            self.assertIn(word, done.stdout)
            self.good("check", "d.h5", "--repair", "r.h5")
            self.good("check", "r.h5")

        def no_pitch(trial, _):
            del trial["device"].attrs["pitch_x_mm"]
        done = spoiled(no_pitch)
        self.assertEqual(done.returncode, 1)
        self.assertIn("its pitch is unknown", done.stdout)

        done = spoiled(delete("calibrations/0001"))
        self.assertEqual(done.returncode, 0)
        self.assertIn("notice, trial 0001: there is no calibration", done.stdout)

        def version(text):
            def action(_, file):
                file.attrs["schema_version"] = np.bytes_(text)
            return action
        for text, words in (("2.0", "a newer Solea wrote it"), ("0.9", "before the first release")):
            self.assertEqual(spoiled(version(text)).returncode, 1)
            for command in ("info", "check"):
                self.fails(1, words, command, "d.h5")
        self.assertEqual(spoiled(version("1")).returncode, 0)
        self.good("info", "d.h5")

    def test_damage_in_what_is_rebuilt(self):
        """Bytes of time_s, of gaps and of the calibrations' header, where HDF5 says they are."""
        with h5py.File(self.folder / "s.h5") as f:
            trial = f["trials/0001"]
            places = {"time_s": trial["time_s"].id.get_chunk_info(0).byte_offset,
                      "calibration": h5py.h5o.get_info(trial["calibrations"].id).addr + 12}
        whole = (self.folder / "s.h5").read_bytes()
        for name, place in places.items():
            damaged = bytearray(whole)
            damaged[place] ^= 0x40
            (self.folder / "d.h5").write_bytes(damaged)
            done = self.run_solea("check", "d.h5")
            self.assertEqual(done.returncode, 1, name)
            self.assertIn(name, done.stdout)
            self.good("check", "d.h5", "--repair", "r.h5")
            self.good("check", "r.h5")


if __name__ == "__main__":
    unittest.main()

"""What is added to a session after it was recorded: results and the user's corrections."""
import json
import os
import shutil
import signal
import subprocess
import time
import unittest

import h5py

from support import SOLEA, SOURCE, SoleaTest

SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


class Corrections(SoleaTest):
    def setUp(self):
        super().setUp()
        shutil.copy(SESSION, self.folder / "s.h5")
        os.chmod(self.folder / "s.h5", 0o644)
        self.before = self.good_json("analyze", "s.h5", "--json")["steps"]

    def steps(self, *arguments):
        return self.good_json("analyze", "s.h5", "--json", *arguments)["steps"]

    def test_a_side_is_kept(self):
        self.assertEqual(self.before[0]["side"], "right")
        self.good("correct", "s.h5", "--step", 0, "--side", "left")
        after = self.steps()
        self.assertEqual(after[0]["side"], "left")
        self.assertEqual(after[0]["side_confidence"], 1)
        self.assertEqual(after[1:], self.before[1:])
        # The correction names the step by its place, so it holds for other settings too.
        self.assertEqual(self.steps("--contact-kpa", 20)[0]["side"], "left")
        self.assertEqual(self.steps("--without-corrections"), self.before)
        # What Solea writes, another program reads.
        with h5py.File(self.folder / "s.h5") as f:
            document = bytes(f["trials/0001/corrections/0001/document"][:])
        step = json.loads(document)["steps"][0]
        self.assertEqual((step["side"], step["excluded"]), ("left", False))
        self.assertTrue(self.before[0]["start_s"] < step["time_s"]
                        < self.before[0]["start_s"] + self.before[0]["stance_s"])
        self.good("correct", "s.h5", "--step", 0, "--side", "detected")
        self.assertEqual(self.steps(), self.before)

    def test_what_contradicts_itself_is_refused(self):
        for other in (["--exclude"], ["--include"], ["--side", "left"]):
            self.fails(2, "--undo", "correct", "s.h5", "--step", 1, "--undo", *other)
        self.good("import", "s.h5", SESSION, "-o", "two.h5")
        before = (self.folder / "two.h5").read_bytes()
        self.fails(2, ["--recording", "2 trials"], "correct", "two.h5", "--step", 0, "--exclude")
        self.assertEqual((self.folder / "two.h5").read_bytes(), before)
        self.good("correct", "two.h5", "--recording", 2, "--step", 0, "--exclude", "--reason",
                  "a\nb\x1b[31mc")
        steps = [self.good_json("analyze", "two.h5", "--recording", n, "--json")["steps"][0]
                 for n in (1, 2)]
        self.assertEqual([s["valid"] for s in steps], [True, False])
        self.assertFalse(any(ord(c) < 32 for c in steps[1]["invalid_reason"]))

    def test_a_step_is_excluded(self):
        self.good("correct", "s.h5", "--step", 2, "--exclude", "--reason", "stumbled")
        self.good("correct", "s.h5", "--step", 2, "--side", "left")  # adds to the first
        after = self.steps()
        self.assertFalse(after[2]["valid"])
        self.assertIn("stumbled", after[2]["invalid_reason"])
        self.assertEqual(after[2]["side"], "left")
        self.assertEqual([s["valid"] for s in after[:2]], [True, True])
        self.good("correct", "s.h5", "--step", 2, "--include")
        self.assertTrue(self.steps()[2]["valid"])
        self.good("correct", "s.h5", "--step", 2, "--undo")
        self.assertEqual(self.steps(), self.before)

    def test_results_are_kept_with_their_settings(self):
        first = self.good_json("analyze", "s.h5", "--json", "--store")
        second = self.good_json("analyze", "s.h5", "--json", "--store", "--contact-kpa", 15)
        with h5py.File(self.folder / "s.h5") as f:
            stored = [json.loads(bytes(f[f"trials/0001/results/{n}/document"][:]))
                      for n in ("0001", "0002")]
            for group in f["trials/0001/results"].values():
                self.assertRegex(group.attrs["added_utc"].decode(), r"^\d{4}-\d\d-\d\dT")
                self.assertTrue(group.attrs["software"].decode().startswith("solea "))
        self.assertEqual(stored, [first, second])
        self.assertEqual(stored[1]["settings"]["contact_threshold_kpa"], 15)
        self.assertIn("2, the last one", self.good_json("info", "s.h5", "--json")["provenance"]["stored results"])
        self.assertIn("everything", self.good("check", "s.h5"))
        self.assertEqual(self.steps(), self.before)

    def test_they_survive_a_rescue(self):
        self.good("correct", "s.h5", "--step", 1, "--exclude")
        self.good("analyze", "s.h5", "--store")
        self.good("check", "s.h5", "--repair", "rescued.h5")
        self.assertFalse(self.good_json("analyze", "rescued.h5", "--json")["steps"][1]["valid"])
        with h5py.File(self.folder / "s.h5") as old, h5py.File(self.folder / "rescued.h5") as new:
            for name in ("results/0001/document", "corrections/0001/document"):
                self.assertEqual(bytes(old["trials/0001/" + name][:]),
                                 bytes(new["trials/0001/" + name][:]))
        self.good("import", "s.h5", "-o", "copy.h5")
        self.assertFalse(self.good_json("analyze", "copy.h5", "--json")["steps"][1]["valid"])

    def test_a_damaged_document_does_not_cost_the_recording(self):
        self.good("correct", "s.h5", "--step", 1, "--exclude")
        with h5py.File(self.folder / "s.h5") as f:
            chunk = f["trials/0001/corrections/0001/document"].id.get_chunk_info(0)
        with open(self.folder / "s.h5", "r+b") as f:
            f.seek(chunk.byte_offset + chunk.size // 2)
            byte = f.read(1)[0]
            f.seek(-1, os.SEEK_CUR)
            f.write(bytes([byte ^ 0x55]))
        document = self.good_json("analyze", "s.h5", "--json")
        self.assertEqual(document["steps"], self.before)
        self.assertTrue(any("corrections cannot be read" in w for w in document["warnings"]))
        self.fails(1, ["damaged"], "check", "s.h5")

    def test_a_session_that_is_recorded_is_left_alone(self):
        with self.mat("solea_mat", "--duration", 20):
            self.wait_for("mat")
            recorder = subprocess.Popen(
                [SOLEA, "record", "--driver", "solea_mat", "--port", "mat", "-o", "now.h5"],
                cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                self.wait_for("now.h5")
                time.sleep(1.5)
                self.fails(1, ["now.h5", "another program is writing"], "analyze", "now.h5",
                           "--store")
                self.fails(1, ["now.h5", "another program is writing"], "info", "now.h5")
            finally:
                recorder.send_signal(signal.SIGINT)
                recorder.wait(20)
        self.good("analyze", "now.h5", "--store")

    def test_wrong_usage(self):
        self.fails(2, ["none of the 4 steps"], "correct", "s.h5", "--step", 9, "--undo")
        self.fails(2, ["--side"], "correct", "s.h5", "--step", 0)
        self.fails(2, ["--side"], "correct", "s.h5", "--step", 0, "--side", "both")
        (self.folder / "t.csv").write_text("t_s,x_mm,y_mm\n0,1,2\n1,2,3\n")
        self.fails(1, ["no session", "solea import"], "analyze", "t.csv", "--store")
        os.chmod(self.folder, 0o555)
        try:
            if os.geteuid() != 0:
                self.fails(1, ["cannot be added"], "correct", "s.h5", "--step", 0, "--exclude")
        finally:
            os.chmod(self.folder, 0o755)


if __name__ == "__main__":
    unittest.main()

"""The programs of docs/examples read a session without Solea and get what Solea gets."""
import shutil
import subprocess
import sys
import unittest

from support import SOURCE, SoleaTest

EXAMPLES = SOURCE / "docs" / "examples"
SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


class Examples(SoleaTest):
    def setUp(self):
        super().setUp()
        # A recorded trial and an imported one.
        self.good("export", SESSION, "--to", "lst", "-o", "walk.lst")
        self.good("import", SESSION, "walk.lst", "-o", "s.h5")

    def check(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        trials = []
        for line in done.stdout.splitlines():
            key, value = line.split()[:2]
            if key == "trial":
                trials.append({})
            else:
                trials[-1][key] = float(value)
        self.assertEqual(len(trials), 2, done.stdout)
        for number, trial in enumerate(trials, 1):
            document = self.good_json("analyze", "s.h5", "--recording", number, "--json")
            self.assertEqual(trial["frames"], 600)
            self.assertEqual(trial["rate_hz"], 100)
            for name in ("peak_pressure_kpa", "max_force_n"):
                self.assertAlmostEqual(trial[name] / document["whole"][name], 1, places=6)

    def test_python(self):
        self.check(sys.executable, EXAMPLES / "read_session.py", "s.h5")

    def test_r(self):
        if not shutil.which("Rscript"):
            self.skipTest("no R here: scripts/bootstrap examples installs it")
        self.check("Rscript", "--vanilla", EXAMPLES / "read_session.R", "s.h5")

    def test_octave(self):
        if not shutil.which("octave-cli"):
            self.skipTest("no Octave here: scripts/bootstrap examples installs it")
        self.check("octave-cli", "--norc", "--eval",
                   f"file = '{self.folder / 's.h5'}'; run('{EXAMPLES / 'read_session.m'}')")


if __name__ == "__main__":
    unittest.main()

"""The programs of docs/examples read a session without Solea and get what Solea gets."""
import shutil
import subprocess
import sys
import unittest

import h5py
import numpy as np

from support import SOURCE, SoleaTest

EXAMPLES = SOURCE / "docs" / "examples"
SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


class Examples(SoleaTest):
    def setUp(self):
        super().setUp()
        # A recorded trial and an imported one.
        self.good("export", SESSION, "--to", "lst", "-o", "walk.lst")
        self.good("import", SESSION, "walk.lst", "-o", "s.h5")

    def trials(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        trials = []
        for line in done.stdout.splitlines():
            key, value = line.split()[:2]
            if key == "trial":
                trials.append({})
            else:
                trials[-1][key] = value
        return trials

    def check(self, *command):
        trials = self.trials(*command)
        self.assertEqual(len(trials), 2, trials)
        for number, trial in enumerate(trials, 1):
            document = self.good_json("analyze", "s.h5", "--recording", number, "--json")
            self.assertEqual(float(trial["frames"]), 600)
            self.assertEqual(float(trial["rate_hz"]), 100)
            for name in ("peak_pressure_kpa", "max_force_n"):
                self.assertAlmostEqual(float(trial[name]) / document["whole"][name], 1, places=6)
        # One row and no pitch; no pressures at all. Each program reads them under the same name.
        np.save(self.folder / "row.npy", np.full((3, 1, 4), 20, dtype=np.float32))
        self.good("import", "row.npy", "--rate-hz", 50, "--unit", "kPa", "-o", "s.h5")
        [trial] = self.trials(*command)
        self.assertEqual((float(trial["frames"]), float(trial["peak_pressure_kpa"])), (3, 20))
        self.assertEqual(trial["max_force_n"], "unknown")
        (self.folder / "cop.csv").write_text("time_s,x_mm,y_mm,force_n\n" + "".join(
            f"{k / 50},{10 + k},{20 + k},300\n" for k in range(5)))
        self.good("import", "cop.csv", "-o", "s.h5")
        [trial] = self.trials(*command)
        self.assertEqual((float(trial["frames"]), trial["pressures"]), (5, "none"))

    def test_everything_has_a_description(self):
        lacking = []

        def visit(name, node):
            if "description" not in node.attrs:
                lacking.append(name)

        with h5py.File(self.folder / "s.h5") as session:
            session["trials/0002"].visititems(visit)
            lacking += [] if "description" in session["trials/0002"].attrs else ["trials/0002"]
        self.assertEqual(lacking, [])

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

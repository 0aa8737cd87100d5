"""Every driver of `solea devices`, without a line for any one of them: its virtual mat straight into
a session, and recorded over its line."""
import re
import subprocess
import unittest

import h5py

from support import SOLEA, SoleaTest


class EveryDriver(SoleaTest):
    def drivers(self):
        found = self.good_json("devices", "--json")["drivers"]
        self.assertGreater(len(found), 10)
        return [d for d in found if d["transport"] in ("serial", "tcp")]

    def frames(self, file):
        with h5py.File(self.folder / file) as f:
            trial = f["trials/0001"]
            self.assertEqual(trial["gaps"].shape[0], 0)
            counts = trial["counts"]
            # Somebody stands on it.
            self.assertGreater(counts[len(counts) // 2:].max(), 0)
            return counts.shape

    def check(self, driver, shape, least, most):
        self.assertEqual(shape[1:], (driver["rows"], driver["cols"]))
        self.assertGreaterEqual(shape[0], least * driver["rate_hz"] - 2)
        self.assertLessEqual(shape[0], most * driver["rate_hz"] + 2)

    def test_straight_into_a_session(self):
        for driver in self.drivers():
            with self.subTest(driver=driver["id"]):
                file = driver["id"] + ".h5"
                self.good("simulate", "--driver", driver["id"], "--script", "stand", "--session",
                          file, "--duration", 2)
                self.check(driver, self.frames(file), 2, 2)

    def test_recorded_over_its_line(self):
        for driver in self.drivers():
            with self.subTest(driver=driver["id"]):
                serial = driver["transport"] == "serial"
                name = driver["id"]
                where = ["--link", name] if serial else ["--listen", "127.0.0.1:0"]
                mat = subprocess.Popen(
                    [SOLEA, "simulate", "--driver", name, "--script", "stand", *where],
                    cwd=self.folder, stderr=subprocess.PIPE, text=True)
                try:
                    line = mat.stderr.readline()
                    port = name if serial else re.search(r"127\.0\.0\.1:\d+", line)[0]
                    report = self.good_json("record", "--driver", name, "--port", port, "-o",
                                            name + ".h5", "--duration", 2, "--json")
                finally:
                    mat.terminate()
                    mat.communicate(timeout=20)
                for count in ("gaps", "frames_missing", "bad_checksum", "bytes_skipped"):
                    self.assertEqual(report[count], 0, count)
                # A busy machine makes the virtual mat slow, never the recording wrong.
                self.check(driver, self.frames(name + ".h5"), 0.2, 3)


if __name__ == "__main__":
    unittest.main()

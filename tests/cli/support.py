"""What the tests of the program share: running it, temporary folders, virtual mats, real recordings."""
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

SOLEA = os.environ["SOLEA"]
SOURCE = pathlib.Path(os.environ["SOLEA_SOURCE_DIR"])
HAS_VIEWER = os.environ.get("SOLEA_HAS_VIEWER") == "1"
DRIVERS = ("willowec_pmi", "solea_mat")


def real_data(name):
    """A real recording's path; skips the test where there is none."""
    folder = pathlib.Path(os.environ.get("SOLEA_REAL_DATA") or SOURCE / ".." / "shared" / "data")
    if not (folder / name).exists():
        raise unittest.SkipTest("no real recordings here, see SOLEA_REAL_DATA")
    return folder / name


class SoleaTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="solea-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def run_solea(self, *args, env=None, timeout=60):
        environment = {k: v for k, v in os.environ.items() if k != "DISPLAY"}
        environment.update(env or {})
        return subprocess.run([SOLEA, *map(str, args)], capture_output=True, text=True,
                              timeout=timeout, cwd=self.folder, env=environment)

    def good(self, *args, **kwargs):
        """Runs the program, which must succeed; its standard output."""
        done = self.run_solea(*args, **kwargs)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def good_json(self, *args, **kwargs):
        return json.loads(self.good(*args, **kwargs))

    def fails(self, code, words, *args, **kwargs):
        """The program must end with `code` and exactly one line on stderr that has all words."""
        done = self.run_solea(*args, **kwargs)
        self.assertEqual(done.returncode, code, (args, done.stderr, done.stdout))
        lines = [line for line in done.stderr.splitlines() if "warning" not in line]
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertTrue(lines[0].startswith("solea: "), lines[0])
        for word in [words] if isinstance(words, str) else words:
            self.assertIn(word, lines[0])
        return done

    @contextlib.contextmanager
    def mat(self, driver, *args, link="mat"):
        """A virtual mat in the background."""
        process = subprocess.Popen(
            [SOLEA, "simulate", "--driver", driver, "--link", link, *map(str, args)],
            cwd=self.folder, stderr=subprocess.PIPE, text=True)
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=20)

    def wait_for(self, path, seconds=10):
        end = time.monotonic() + seconds
        while not (self.folder / path).exists():
            self.assertLess(time.monotonic(), end, f"{path} does not appear")
            time.sleep(0.02)

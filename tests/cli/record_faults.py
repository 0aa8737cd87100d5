"""Everything that goes wrong while recording: one line, exit code 1, nothing lost."""
import fcntl
import os
import resource
import subprocess
import tempfile
import time
import unittest

from support import DRIVERS, SOLEA, SoleaTest


class Faults(SoleaTest):
    def record_args(self, driver, out="s.h5", *args):
        return ["record", "--driver", driver, "--port", "mat", "-o", out, *args]

    def frames(self, file="s.h5"):
        return self.good_json("info", file, "--json")["frames"]

    def test_wrong_port(self):
        self.fails(1, ["mat", "no such port"], *self.record_args("solea_mat"))
        self.assertFalse((self.folder / "s.h5").exists())
        (self.folder / "mat").write_text("a file")
        self.fails(1, "is not a serial port", *self.record_args("solea_mat"))
        self.fails(1, "connection refused", "record", "--driver", "solea_mat", "--port",
                   "127.0.0.1:1", "-o", "s.h5")

    def test_busy_port(self):
        with self.mat("solea_mat"):
            self.wait_for("mat")
            with open(self.folder / "mat", "rb+", buffering=0) as other:
                fcntl.flock(other, fcntl.LOCK_EX)
                self.fails(1, "the port is busy", *self.record_args("solea_mat"))
            first = subprocess.Popen([SOLEA, *self.record_args("solea_mat", "first.h5")],
                                     cwd=self.folder, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL)
            self.wait_for("first.h5")
            self.fails(1, "the port is busy", *self.record_args("solea_mat"))
            first.terminate()
            self.assertEqual(first.wait(timeout=20), 0)

    def test_a_silent_port(self):
        master, slave = os.openpty()
        os.symlink(os.ttyname(slave), self.folder / "mat")
        self.fails(1, ["no data within", "expected"], *self.record_args("solea_mat"))
        os.close(master)
        os.close(slave)

    def test_the_wrong_driver(self):
        with self.mat("willowec_pmi"):
            self.fails(1, ["no whole frame", "Solea mat protocol"], *self.record_args("solea_mat"))
        self.assertFalse((self.folder / "s.h5").exists())

    def test_unplugged_while_recording(self):
        for driver in DRIVERS:
            with self.subTest(driver=driver):
                with self.mat(driver, "--faults", "unplug=1.5") as mat:
                    done = self.fails(1, "the mat went away", *self.record_args(driver),
                                      "--reconnect", 0)
                    self.assertEqual(mat.wait(timeout=10), 0)
                rate = {"willowec_pmi": 49, "solea_mat": 100}[driver]
                # Every frame that was sent is in the file, to the last one.
                self.assertAlmostEqual(self.frames(), 1.5 * rate, delta=1)
                self.assertIn("frames in", done.stdout)
                (self.folder / "s.h5").unlink()

    def test_a_mat_that_is_killed(self):
        with self.mat("solea_mat") as mat:
            recorder = subprocess.Popen([SOLEA, *self.record_args("solea_mat"), "--reconnect", "1"],
                                        cwd=self.folder, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
            self.wait_for("s.h5")
            time.sleep(1)
            mat.kill()
            out, err = recorder.communicate(timeout=20)
        self.assertEqual(recorder.returncode, 1)
        self.assertEqual(len(err.splitlines()), 1, err)
        self.assertIn("the mat went away", err)
        self.assertGreater(self.frames(), 50)

    def test_garbage_before_the_first_frame(self):
        for driver in DRIVERS:
            with self.subTest(driver=driver):
                with self.mat(driver, "--faults", "garbage"):
                    report = self.good_json(*self.record_args(driver), "--duration", 1, "--json")
                self.assertGreater(report["bytes_skipped"], 0)
                self.assertEqual(report["gaps"], 0)
                self.assertGreater(report["frames"], 40)
                (self.folder / "s.h5").unlink()

    def test_a_bad_line_is_counted_and_stored(self):
        with self.mat("solea_mat", "--faults", "drop=0.05,flip=0.05,repeat=0.05"):
            report = self.good_json(*self.record_args("solea_mat"), "--duration", 3, "--json")
        self.assertGreater(report["gaps"], 0)
        self.assertGreater(report["bad_checksum"], 0)
        self.assertGreater(report["bytes_skipped"], 0)
        stored = self.good_json("info", "s.h5", "--json")["acquisition"]
        for name in ("frames", "gaps", "frames_missing", "bad_checksum", "bytes_skipped"):
            self.assertEqual(stored[name], report[name])

    def test_an_unwritable_folder(self):
        with self.mat("solea_mat"):
            self.wait_for("mat")
            self.fails(1, ["/nowhere/s.h5", "cannot be written"],
                       *self.record_args("solea_mat", "/nowhere/s.h5"))
            self.fails(1, "cannot be written", *self.record_args("solea_mat", "/proc/s.h5"))

    def test_recording_twice_keeps_both(self):
        with self.mat("solea_mat"):
            for _ in range(2):
                self.good(*self.record_args("solea_mat"), "--duration", 0.5)
        self.assertGreater(self.frames("s.h5"), 30)
        self.assertGreater(self.frames("s.h5.1"), 30)

    def limited(self, kib, *args):
        """Runs the program where no file may become larger than `kib` KiB: one line, exit code 1."""
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (kib * 1024, kib * 1024))
        done = subprocess.run([SOLEA, *map(str, args)], capture_output=True, text=True, timeout=60,
                              cwd=self.folder, preexec_fn=limit)
        self.assertEqual(done.returncode, 1, (kib, done.stderr))
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertIn("the file may not become larger", done.stderr)
        self.assertNotIn(".part-", done.stderr)
        return done

    def test_a_file_that_may_not_grow(self):
        """As under a quota, or over 4 GiB on FAT32: whatever the limit, the file opens."""
        kept = set()
        for kib in [10, 130, 650, *range(690, 1300, 40)]:
            done = self.limited(kib, "simulate", "--driver", "solea_mat", "--session", "s.h5",
                                "--duration", 20)
            if (self.folder / "s.h5").exists():
                frames = int(done.stdout.split(" frames kept")[0].split()[-1])
                self.assertEqual(self.frames(), frames)
                self.good("check", "s.h5")
                kept.add(frames)
                (self.folder / "s.h5").unlink()
        self.assertGreater(len(kept), 8)

    def test_recording_into_a_file_that_may_not_grow(self):
        with self.mat("solea_mat"):
            done = self.limited(800, *self.record_args("solea_mat"))
        frames = int(done.stdout.split(" frames")[0].split()[-1])
        self.assertEqual(self.frames(), frames)
        self.assertGreater(frames, 30)

    def test_what_is_made_of_a_session_may_not_grow(self):
        self.good("simulate", "--driver", "solea_mat", "--session", "s.h5", "--duration", 10)
        before = (self.folder / "s.h5").read_bytes()
        for args in (["import", "s.h5", "-o", "out.h5"], ["check", "s.h5", "--repair", "out.h5"],
                     ["analyze", "s.h5", "--store"],
                     ["correct", "s.h5", "--step", 0, "--side", "left"]):
            done = self.limited(500, *args)
            self.assertIn("s.h5" if "-o" not in args and "--repair" not in args else "out.h5",
                          done.stderr)
        self.assertEqual([f.name for f in self.folder.iterdir()], ["s.h5"])
        self.assertEqual((self.folder / "s.h5").read_bytes(), before)

    def test_a_full_disk(self):
        """A small tmpfs: where one may be mounted, else the test says that it is skipped."""
        disk = tempfile.mkdtemp(prefix="solea-disk-")
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", disk],
                                 capture_output=True)
        if mounted.returncode != 0:
            os.rmdir(disk)
            self.skipTest("no right to mount a small disk")
        try:
            with self.mat("solea_mat", "--noise-counts", 40):  # noise does not compress
                done = self.fails(1, ["s.h5", "the disk is full"],
                                  *self.record_args("solea_mat", f"{disk}/s.h5"))
            reported = int(done.stdout.split(" frames")[0].split()[-1])
            self.assertEqual(self.frames(f"{disk}/s.h5"), reported)
            self.assertGreater(reported, 30)
            self.good("analyze", f"{disk}/s.h5")
            with open(f"{disk}/fill", "wb", buffering=0) as fill:
                try:
                    while True:
                        fill.write(b"x" * 512)
                except OSError:
                    pass
            with self.mat("solea_mat"):
                self.fails(1, "the disk is full", *self.record_args("solea_mat", f"{disk}/t.h5"))
            for args in (["analyze", f"{disk}/s.h5", "--store"],
                         ["correct", f"{disk}/s.h5", "--step", 0, "--side", "left"]):
                done = self.fails(1, [f"{disk}/s.h5: cannot be added to: ", "the disk is full"],
                                  *args)
                self.assertNotIn(".part-", done.stderr)
            self.assertEqual(self.frames(f"{disk}/s.h5"), reported)
        finally:
            subprocess.run(["umount", disk], check=True)
            os.rmdir(disk)


if __name__ == "__main__":
    unittest.main()

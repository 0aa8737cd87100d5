"""solea batch on a small study with damaged files: tables, interruptions, shards."""
import csv
import io
import json
import math
import os
import pathlib
import pty
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py
import numpy as np

import study
from support import SOURCE, SoleaTest, real_data

COUNT, DAMAGED = 60, 4
EXAMPLES = SOURCE / "docs" / "examples"


def setUpModule():
    base = pathlib.Path(tempfile.mkdtemp(prefix="solea-study-"))
    unittest.addModuleCleanup(shutil.rmtree, base, ignore_errors=True)
    Study.base, Study.study, Study.out = base, base / "study", base / "out"
    Study.damaged = study.make(Study.study, COUNT, DAMAGED, seconds=2.5)
    (Study.study / "README.txt").write_text("notes of the study\n")
    Study.done = study.batch(Study.study, "-o", Study.out, "--jobs", 2, code=3)


class Study(SoleaTest):
    """On a study made once, and its tables."""

    def rows(self, name, folder=None):
        return study.rows((folder or self.out) / name)


class Tables(Study):
    def test_failures_are_listed_with_reasons(self):
        failures = self.rows("failures.csv")
        self.assertEqual([row["file"] for row in failures], self.damaged)
        for row in failures:
            self.assertTrue(row["reason"])
            self.assertNotIn(str(self.base), row["reason"])
        run = json.loads((self.out / "run.json").read_text())
        self.assertEqual(run["counts"]["files"], COUNT)
        self.assertEqual(run["counts"]["failed_files"], DAMAGED)
        self.assertEqual(run["counts"]["recordings"], COUNT - DAMAGED)
        self.assertEqual(run["passed_over"], ["README.txt"])
        self.assertEqual(len(run["inputs"]), COUNT)
        self.assertIn("4 of 60 files failed", self.done.stderr)
        for name in self.damaged:
            self.assertIn(name, self.done.stderr)

    def test_rows_are_what_analyze_says(self):
        """Every number of the tables, to the last bit."""
        steps, zones = self.rows("steps.csv"), self.rows("zones.csv")
        sessions = self.rows("sessions.csv")
        self.assertEqual(len(sessions), COUNT - DAMAGED)
        for session in sessions[::19]:
            document = self.good_json("analyze", self.study / session["file"], "--json")
            self.assertEqual(session["sha256"], document["recording"]["sha256"])
            self.assertEqual(session["format"], "solea_session")
            self.same(session["rate_hz"], document["recording"]["rate_hz"])
            self.assertEqual(int(session["steps"]), len(document["steps"]))
            for name, value in document["whole"].items():
                self.same(session[name], value)
            for side in ("left", "right"):
                averages = document["averages"][side]
                for name in document["steps"][0]["metrics"]:
                    summary = averages["metrics"][name] if averages else {"mean": None, "sd": None}
                    self.same(session[f"{side}_{name}"], summary["mean"])
                    self.same(session[f"{side}_sd_{name}"], summary["sd"])
            mine = [row for row in steps if row["file"] == session["file"]]
            self.assertEqual(len(mine), len(document["steps"]))
            for row, step in zip(mine, document["steps"]):
                for name in ("index", "side", "side_confidence", "valid", "invalid_reason",
                             "first_frame", "last_frame", "start_s"):
                    self.same(row[name], step[name])
                for group in ("metrics", "phases"):
                    for name, value in step[group].items():
                        self.same(row[name], value)
                for name, value in step["classes"].items():
                    if name == "loading_signs":
                        for sign, said in value.items():
                            self.same(row["loading_signs_" + sign], said)
                    else:
                        self.same(row[name], value)
                of_step = [zone for zone in zones if zone["file"] == session["file"]
                           and zone["index"] == row["index"]]
                self.assertEqual([zone["zone"] for zone in of_step], list(step["zones"]))
                for zone in of_step:
                    measures = step["zones"][zone["zone"]]
                    for name, value in measures.items():
                        self.same(zone[name], value)

    def same(self, field, value):
        if value is None:
            self.assertEqual(field, "")
        elif isinstance(value, bool):
            self.assertEqual(field, "true" if value else "false")
        elif isinstance(value, str):
            self.assertEqual(field, value)
        else:
            self.assertEqual(float(field), value)

    def test_curves_are_parallel_to_the_tables(self):
        steps, zones = self.rows("steps.csv"), self.rows("zones.csv")
        sessions = self.rows("sessions.csv")
        with h5py.File(self.out / "curves.h5") as file:
            group = file["steps"]
            self.assertEqual(group["force_n"].shape, (len(steps), 101))
            self.assertEqual(file["zones/force_n"].shape, (len(zones), 101))
            self.assertEqual(list(file["stance_pct"][:]), list(range(101)))
            self.assertEqual(group["index"][:].tolist(), [int(row["index"]) for row in steps])
            self.assertEqual([s.decode() for s in group["side"][:]],
                             [row["side"] or "unknown" for row in steps])
            self.assertEqual(group["valid"][:].tolist(), [row["valid"] == "true" for row in steps])
            for session, row in zip(group["session"][:], steps):
                self.assertEqual(sessions[session]["file"], row["file"])
            self.assertEqual([z.decode() for z in file["zones/zone"][:]],
                             [row["zone"] for row in zones])
            for k, row in zip(file["zones/step"][:], zones):
                self.assertEqual((steps[k]["file"], steps[k]["index"]), (row["file"], row["index"]))
            # Between frames a curve is linear: its largest value is not above the measure.
            force = group["force_n"][:]
            for k, row in enumerate(steps):
                if row["valid"] == "true":
                    self.assertAlmostEqual(np.nanmax(force[k]) / float(row["max_force_n"]), 1,
                                           delta=0.02)
                    self.assertLessEqual(np.nanmax(force[k]), 1.000001 * float(row["max_force_n"]))
            total = np.zeros_like(force)
            np.add.at(total, file["zones/step"][:].astype(int), file["zones/force_n"][:])
            known = np.isfinite(force) & (total > 0)
            np.testing.assert_allclose(total[known], force[known], rtol=1e-3, atol=0.5)
            lacking = []
            file.visititems(lambda name, node: lacking.append(name)
                            if "description" not in node.attrs else None)
            self.assertEqual(lacking, [])
            for group in ("steps", "zones"):
                for name, node in file[group].items():
                    self.assertTrue(node.attrs["units"], name)

    def test_csv_is_rfc_4180(self):
        for name in ("steps.csv", "zones.csv", "sessions.csv", "failures.csv"):
            data = (self.out / name).read_bytes()
            self.assertTrue(data.endswith(b"\r\n"))
            self.assertEqual(data.count(b"\n"), data.count(b"\r\n"))
            table = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
            self.assertEqual({len(row) for row in table}, {len(table[0])})
            self.assertEqual(len(set(table[0])), len(table[0]), "a title is there twice")
            for word in (b"nan", b"inf", b"null"):
                self.assertNotRegex(data, rb"[,\n]" + word + rb"[,\r]")


class Runs(Study):
    """The same bytes, however they came about."""

    def same_as_first(self, out):
        self.assertEqual(study.differing(self.out, out), [])

    def test_one_job(self):
        study.batch(self.study, "-o", self.folder / "one", "--jobs", 1, code=3)
        self.same_as_first(self.folder / "one")

    def test_shards(self):
        folders = study.shards(self.study, self.folder / "merged", 4, 3, "--jobs", 1)
        self.same_as_first(self.folder / "merged")
        run = json.loads((folders[1] / "run.json").read_text())
        self.assertEqual(run["shard"], {"k": 2, "n": 4})
        self.assertEqual(run["counts"]["files"], COUNT // 4)
        merge = ("batch", "merge")
        self.fails(1, ["shard 4/4 is missing"], *merge, *folders[:3], "-o", "x")
        self.fails(1, ["again"], *merge, folders[0], folders[0], "-o", "x")
        self.fails(1, ["already"], *merge, *folders, "-o", self.folder / "merged")
        self.fails(1, ["no results"], *merge, self.study, "-o", "x")
        study.batch(self.study, "-o", self.folder / "other", "--shard", "4/4", "--contact-kpa", 15,
                    code=3)
        self.fails(1, ["other settings"], *merge, *folders[:3], "other", "-o", "x")
        self.assertFalse((self.folder / "x").exists())

    def test_killed_and_resumed(self):
        out = self.folder / "killed"
        start = time.monotonic()
        study.batch(self.study, "-o", self.folder / "timed", "--jobs", 2, code=3)
        whole_s = time.monotonic() - start
        kept = study.kill_and_resume(self.study, out, 5, whole_s / 4, "--jobs", 2)
        self.assertEqual(kept, sorted(kept))
        # What a power cut may leave at the end of the journal.
        if not (out / "run.json").exists():
            with open(out / "work" / "journal", "ab") as journal:
                journal.write(b"SLBATCH1" + bytes(1000))
        study.batch(self.study, "-o", out, "--resume", code=3)
        self.same_as_first(out)

    def test_workers_die_with_their_batch(self):
        out = self.folder / "out"
        study.kill_and_resume(self.study, out, 1, 0.5, "--jobs", 2)

        def workers():
            found = []
            for line in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    found += [line] if str(out).encode() in line.read_bytes() else []
                except (FileNotFoundError, ProcessLookupError):
                    pass
            return found

        end = time.monotonic() + 10
        while workers():
            self.assertLess(time.monotonic(), end, workers())
            time.sleep(0.05)

    def test_full_disk(self):
        out = self.folder / "out"

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))

        done = subprocess.run(study.command(self.study, "-o", out), capture_output=True, text=True,
                              preexec_fn=limit, timeout=200)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertRegex(done.stderr, r"^solea: .*journal: cannot be written: .*\n$")
        self.assertGreater((out / "work" / "journal").stat().st_size, 100_000)
        study.batch(self.study, "-o", out, "--resume", code=3)
        self.same_as_first(out)

    def test_a_killed_worker_costs_nothing(self):
        out = self.folder / "out"
        process = subprocess.Popen(study.command(self.study, "-o", out, "--jobs", 1),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        journal = out / "work" / "journal"
        killed, at_bytes = 0, 100_000
        while process.poll() is None:
            # Some files later than the last time: one that dies twice has failed.
            if journal.exists() and journal.stat().st_size > at_bytes:
                for task in pathlib.Path(f"/proc/{process.pid}/task").glob("*/children"):
                    try:
                        for child in task.read_text().split():
                            os.kill(int(child), signal.SIGSEGV)
                            killed += 1
                    except (FileNotFoundError, ProcessLookupError):
                        pass
                at_bytes = journal.stat().st_size + 400_000
            time.sleep(0.02)
        self.assertEqual(process.wait(timeout=200), 3)
        self.assertGreater(killed, 0)
        self.same_as_first(out)

    def test_interrupted(self):
        out = self.folder / "out"
        process = subprocess.Popen(study.command(self.study, "-o", out, "--jobs", 1),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + 60
        while not (out / "work" / "journal").exists() or \
                (out / "work" / "journal").stat().st_size < 300_000:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30)
        self.assertEqual((process.returncode, stdout), (1, ""), stderr)
        self.assertRegex(stderr, r"^solea: interrupted, \d+ of 60 files are kept .*--resume")
        self.assertFalse((out / "steps.csv").exists())
        self.fails(1, ["--resume"], "batch", self.study, "-o", out)
        self.fails(1, ["contact_threshold_kpa: 10.0, now 15"], "batch", self.study, "-o", out,
                   "--resume", "--contact-kpa", 15)
        self.fails(1, ["shard 1/1"], "batch", self.study, "-o", out, "--resume", "--shard", "1/2")
        study.batch(self.study, "-o", out, "--resume", code=3)
        self.same_as_first(out)

    def test_two_at_once_are_refused(self):
        out = self.folder / "out"
        first = subprocess.Popen(study.command(self.study, "-o", out, "--jobs", 1),
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for(out / "work" / "journal")
        time.sleep(0.2)
        self.fails(1, "another solea batch is at work", "batch", self.study, "-o", out, "--resume")
        self.assertEqual(first.wait(timeout=200), 3)
        self.same_as_first(out)

    def test_resume_takes_what_changed(self):
        own, out = self.folder / "own", self.folder / "out"
        shutil.copytree(self.study, own)
        study.batch(own, "-o", out, code=3)
        self.same_as_first(out)
        whole = next(own.glob("p001/*.h5"))
        os.utime(whole, (1, 1))  # another time, the same content
        study.batch(own, "-o", out, "--resume", code=3)
        self.same_as_first(out)
        for name in self.damaged:  # mended, removed
            shutil.copy(whole, own / name)
        shutil.copy(own / self.damaged[0], own / "p001" / "new.h5")
        (own / "p002" / "walk_00011.h5").unlink()
        study.batch(own, "-o", out, "--resume")
        study.batch(own, "-o", self.folder / "fresh")
        self.assertEqual(study.differing(out, self.folder / "fresh"), [])

    def test_a_bar_only_on_a_terminal(self):
        self.assertNotIn("left", self.done.stderr)
        primary, secondary = pty.openpty()
        process = subprocess.Popen(
            study.command(self.study / "p001", "-o", self.folder / "out"), stdout=subprocess.PIPE,
            stderr=secondary)
        os.close(secondary)
        shown = b""
        while True:
            try:
                part = os.read(primary, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
        process.communicate()
        self.assertRegex(shown.decode(), r"\[#+\.*\] \d+ of 10")
        self.assertIn(" left", shown.decode())


class Inputs(Study):
    def batch_of(self, *inputs, code=0, **kwargs):
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        study.batch(*inputs, "-o", out, code=code, cwd=self.folder, **kwargs)
        return out

    def files(self, out):
        return [row["file"] for row in self.rows("sessions.csv", out)]

    def test_names_are_from_the_shared_folder(self):
        a, b = self.study / "p001", self.study / "p002"
        some = self.files(self.batch_of(a / "walk_00001.h5", b / "walk_00012.h5"))
        self.assertEqual(some, ["p001/walk_00001.h5", "p002/walk_00012.h5"])
        pattern = self.files(self.batch_of(str(self.study / "p00[12]" / "*1.h5")))
        self.assertEqual(pattern, ["p001/walk_00001.h5", "p002/walk_00011.h5"])
        twice = self.files(self.batch_of(a / "walk_00001.h5", a / "walk_00001.h5"))
        self.assertEqual(twice, ["walk_00001.h5"])

    def test_results_are_no_inputs(self):
        own = self.folder / "own"
        shutil.copytree(self.study / "p001", own)
        study.batch(".", "-o", "tables", cwd=own)
        study.batch(".", "-o", "again", cwd=own)
        run = json.loads((own / "again" / "run.json").read_text())
        self.assertEqual((run["counts"]["files"], run["passed_over"]), (10, []))

    def test_manifest(self):
        (self.study / "p001").joinpath("notes.csv").write_text("a,b\n1,x\n")
        self.addCleanup((self.study / "p001" / "notes.csv").unlink)
        manifest = self.folder / "manifest.csv"
        one = os.path.relpath(self.study / "p001" / "walk_00001.h5", self.folder)
        manifest.write_text("\ufefffile;subject;session;group;condition;side;mass_kg;age_years\n"
                            f"{one};S-01;pre;runners;shod;left;80,5;8\n"
                            f"{self.study / 'p002' / 'walk_00012.h5'};S-02;;;;;;\n")
        out = self.batch_of(manifest)
        first, second = self.rows("sessions.csv", out)
        self.assertEqual([first[name] for name in ("subject", "session", "group", "condition",
                                                   "side", "mass_kg", "age_years")],
                         ["S-01", "pre", "runners", "shod", "left", "80.5", "8"])
        self.assertEqual((second["subject"], second["session"]), ("S-02", ""))
        steps = self.rows("steps.csv", out)
        mine = [row for row in steps if row["subject"] == "S-01"]
        self.assertEqual({row["side"] for row in mine}, {"left"})
        document = self.good_json("analyze", one, "--json", "--side", "left", "--mass-kg", "80.5",
                                  "--age-years", "8")
        for row, step in zip(mine, document["steps"]):
            self.assertEqual(row["max_force_bw"],
                             "" if step["metrics"]["max_force_bw"] is None
                             else repr(step["metrics"]["max_force_bw"]))
            self.assertEqual(row["arch"], step["classes"]["arch"] or "")
        for text, words in (
                ("file,name\na.h5,Somebody\n", ["manifest.csv:1", "'name'", "never names"]),
                ("file,subject\na.h5,Some Body\n", ["manifest.csv:2", "subject", "code"]),
                ("file,mass_kg\na.h5,heavy\n", ["manifest.csv:2", "mass_kg", "number"]),
                ("file,side\na.h5,middle\n", ["manifest.csv:2", "left or right"]),
                ("file,side\na.h5\n", ["manifest.csv:2", "1 fields, expected 2"]),
                ("file,side\n", ["manifest.csv", "lists no file"])):
            manifest.write_text(text)
            self.fails(1, words, "batch", manifest, "-o", "new")
        self.assertFalse((self.folder / "new").exists())
        manifest.write_text("file\nnone.h5\n")
        out = self.batch_of(manifest, code=3)
        [failure] = self.rows("failures.csv", out)
        self.assertEqual(failure["file"], "none.h5")

    def test_files_with_several_recordings(self):
        a, b = sorted((self.study / "p001").glob("*.h5"))[:2]
        self.good("import", a, b, "-o", "two.h5")
        shutil.copy(SOURCE / "README.md", self.folder / "README.md")
        out = self.batch_of("two.h5")
        self.assertEqual([row["recording"] for row in self.rows("sessions.csv", out)], ["1", "2"])
        out = self.batch_of("two.h5", "--recording", 2)
        self.assertEqual([row["recording"] for row in self.rows("sessions.csv", out)], ["2"])
        (self.folder / "m.csv").write_text("file,recording,subject\ntwo.h5,2,B\ntwo.h5,1,A\n")
        out = self.batch_of("m.csv")
        self.assertEqual([(row["recording"], row["subject"])
                          for row in self.rows("sessions.csv", out)], [("2", "B"), ("1", "A")])
        (self.folder / "m.csv").write_text("file,recording\ntwo.h5,2\ntwo.h5,3\n")
        out = self.batch_of("m.csv", code=3)
        [failure] = self.rows("failures.csv", out)
        self.assertEqual((failure["file"], failure["recording"]), ("two.h5", ""))
        self.assertIn("has 2 recordings", failure["reason"])

    @unittest.skipIf(os.environ.get("SOLEA_SANITIZE"), "a sanitizer takes memory of its own")
    def test_memory_is_limited(self):
        # 60 KB as a file, 480 MB as loaded cells.
        whole = self.study / "p001" / "walk_00001.h5"
        np.savez_compressed(self.folder / "large.npz", np.full((60, 1000, 1000), 50, np.uint8))
        args = ("--rate-hz", 50, "--pitch-mm", 5, "--unit", "kPa", "--memory-gib", 0.4)
        out = self.batch_of("large.npz", whole, *args, code=3)
        [failure] = self.rows("failures.csv", out)
        self.assertIn("memory", failure["reason"])
        self.assertEqual(len(self.rows("sessions.csv", out)), 1)

    def test_wrong_usage(self):
        for args in (["batch"], ["batch", "x"], ["batch", "x", "-o", "y", "--shard", "3/2"],
                     ["batch", "x", "-o", "y", "--shard", "0/2"],
                     ["batch", "x", "-o", "y", "--shard", "half"],
                     ["batch", "x", "-o", "y", "--jobs", "0"], ["batch", "merge", "-o", "y"]):
            with self.subTest(args=args):
                self.fails(2, "help", *args)
        self.fails(1, ["none", "no file"], "batch", "none", "-o", "y")
        (self.folder / "empty").mkdir()
        self.fails(1, "no file that Solea reads", "batch", "empty", "-o", "y")
        self.assertFalse((self.folder / "y").exists())
        self.assertIn("Example: solea batch", self.good("batch", "--help"))
        self.assertIn("Example: solea batch merge", self.good("batch", "merge", "--help"))

    def test_json(self):
        document = json.loads(study.batch(self.study / "p001", "-o", self.folder / "j",
                                          "--json").stdout)
        self.assertEqual((document["counts"]["files"], document["failures"]), (10, []))


class RealFiles(Study):
    def test_every_vendor(self):
        folder = real_data("emed_walk").parent
        study.batch(folder, "-o", self.folder / "out")
        sessions = self.rows("sessions.csv", self.folder / "out")
        self.assertGreaterEqual(len({row["format"] for row in sessions}), 7)
        for row in sessions:
            document = self.good_json("analyze", folder / row["file"], "--recording",
                                      row["recording"], "--json")
            self.assertEqual(float(row["peak_pressure_kpa"]),
                             document["whole"]["peak_pressure_kpa"])
            self.assertEqual(int(row["steps"]), len(document["steps"]))
            self.assertEqual(row["sha256"], document["recording"]["sha256"])


class Examples(Study):
    """The programs of docs/examples load the tables and tell the same."""

    def check(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder,
                              timeout=200)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        told = dict(line.split(None, 1) for line in done.stdout.splitlines())
        steps = [row for row in self.rows("steps.csv") if row["valid"] == "true"]
        self.assertEqual(float(told["valid_steps"]), len(steps))
        heel = [float(row["heel_peak_pressure_kpa"]) for row in steps
                if row["heel_peak_pressure_kpa"]]
        self.assertAlmostEqual(float(told["heel_peak_pressure_kpa"]), np.mean(heel), places=4)
        people = {}
        for row in steps:
            if row["arch_index"]:
                people.setdefault(row["subject"], []).append(float(row["arch_index"]))
        self.assertEqual(float(told["subjects"]), len(people))
        self.assertAlmostEqual(float(told["arch_index_sd_between_subjects"]),
                               np.std([np.mean(v) for v in people.values()], ddof=1), places=6)
        zones = [float(row["max_force_n"]) for row in self.rows("zones.csv")
                 if row["valid"] == "true" and row["zone"] == "hallux" and row["max_force_n"]]
        self.assertAlmostEqual(float(told["hallux_max_force_n"]), np.mean(zones), places=4)
        with h5py.File(self.out / "curves.h5") as file:
            force = file["steps/force_n"][:].astype(float)[file["steps/valid"][:] == 1]
        self.assertAlmostEqual(float(told["force_at_50_pct_n"]), np.nanmean(force[:, 50]),
                               places=3)

    def test_pandas(self):
        if subprocess.run([sys.executable, "-c", "import pandas"], capture_output=True).returncode:
            self.skipTest("no pandas here: scripts/bootstrap examples installs it")
        self.check(sys.executable, EXAMPLES / "read_batch.py", self.out)

    def test_r(self):
        if not shutil.which("Rscript"):
            self.skipTest("no R here: scripts/bootstrap examples installs it")
        self.check("Rscript", "--vanilla", EXAMPLES / "read_batch.R", self.out)

    def test_octave(self):
        if not shutil.which("octave-cli"):
            self.skipTest("no Octave here: scripts/bootstrap examples installs it")
        self.check("octave-cli", "--norc", "--eval",
                   f"folder = '{self.out}'; run('{EXAMPLES / 'read_batch.m'}')")


if __name__ == "__main__":
    unittest.main()

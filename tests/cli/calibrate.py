"""solea calibrate and solea tile, with Python's json, html.parser and h5py as independent readers."""
import html.parser
import json
import os
import re
import subprocess
import unittest

import h5py
import numpy

from support import SOLEA, SOURCE, SoleaTest


class Page(html.parser.HTMLParser):
    """The tables of a page by class, its outside links, and whether its tags match."""

    VOID = {"meta", "br", "img", "link", "input", "hr"}

    def __init__(self):
        super().__init__()
        self.tables, self.links, self.open, self.scripts = {}, [], [], 0
        self._rows = None
        self._cell = None
        self.text = ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        for name in ("src", "href", "xlink:href"):
            if name in attrs:
                self.links.append(attrs[name])
        if tag == "script":
            self.scripts += 1
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "table":
            self._rows = self.tables.setdefault(attrs.get("class", ""), [])
        elif tag == "tr" and self._rows is not None:
            self._rows.append({"id": attrs.get("data-id"), "cells": []})
        elif tag in ("td", "th"):
            self._cell = ""

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            raise AssertionError(f"</{tag}> closes another tag")
        if tag in ("td", "th"):
            self._rows[-1]["cells"].append(self._cell)
            self._cell = None
        elif tag == "table":
            self._rows = None

    def handle_data(self, data):
        self.text += data
        if self._cell is not None:
            self._cell += data


def number(text):
    return float(text.replace("−", "-").replace("+", ""))


class Walkthrough(SoleaTest):
    def test_the_commands_of_the_documentation(self):
        page = (SOURCE / "docs" / "calibration.md").read_text()
        block = re.search(r"```sh\n(.*?)```", page, re.S).group(1)
        self.assertGreater(block.count("solea calibrate"), 10)
        path = os.path.dirname(SOLEA) + os.pathsep + os.environ["PATH"]
        done = subprocess.run(["sh", "-e", "-c", block], cwd=self.folder, text=True,
                              capture_output=True, timeout=500, env={**os.environ, "PATH": path})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.truth = json.loads((self.folder / "truth.json").read_text())["sensor"]
        self.mat = json.loads((self.folder / "mat.json").read_text())
        self.certificate = json.loads((self.folder / "certificate.json").read_text())
        self.check_calibration_file()
        self.check_certificate()
        self.check_page()
        self.check_against_own_conversion()
        self.check_history()
        self.check_warnings()

    def check_calibration_file(self):
        mat = self.mat
        self.assertEqual(mat["schema"], "solea.calibration/2")
        self.assertEqual(mat["serial"], "virtual-7")
        self.assertEqual(mat["valid_until"], "2099-12-31")
        found = {state: [c["cell"] for c in mat["bad_cells"] if c["state"] == state]
                 for state in ("dead", "stuck", "saturated", "noisy", "unfitted")}
        self.assertEqual(found["dead"], self.truth["dead_cells"])
        self.assertEqual(found["stuck"], self.truth["stuck_cells"])
        self.assertEqual(len(mat["bad_cells"]), 15)
        self.assertAlmostEqual(mat["creep"]["per_decade"], 0.03, delta=0.001)
        self.assertEqual([s["what"] for s in mat["steps"]],
                         ["tare", "check-cells", "fit", "creep"])
        for step in mat["steps"]:
            self.assertRegex(step["settings"]["file_sha256"], "^[0-9a-f]{64}$")

    def check_certificate(self):
        c = self.certificate
        self.assertEqual(c["schema"], "solea.certificate/1")
        self.assertTrue(c["within_limits"], c["found"])
        found = c["found"]
        self.assertLess(found["rms_error_pct"], 1)
        self.assertLess(found["largest_cop_error_mm"], 1)
        self.assertEqual(len(c["points"]), 9)
        self.assertLess(abs(found["creep_pct"]), 0.2)
        # What the mat was given; the cycle's loads meet it half way down within some.
        self.assertTrue(0.3 < found["hysteresis_pct"] < 1.2, found)
        self.assertAlmostEqual(found["rms_error_pct"],
                               100 * found["rms_error_kpa"] / c["full_scale_kpa"], places=9)
        self.assertAlmostEqual(found["largest_cop_error_mm"],
                               max(p["cop_error_mm"] for p in c["points"]), places=9)
        for p in c["points"]:
            self.assertAlmostEqual(p["cop_error_mm"], numpy.hypot(p["cop_x_mm"] - p["x_mm"],
                                                                  p["cop_y_mm"] - p["y_mm"]))
        for level in c["levels"]:
            self.assertAlmostEqual(level["force_n"], level["kpa"] * 0.32 * 0.32 * 1e3, places=6)
            self.assertAlmostEqual(level["force_error_pct"], 100 *
                                   (level["measured_force_n"] / level["force_n"] - 1), places=6)
        self.assertEqual([v["kpa"] for v in c["levels"] if v["coming_down"]], [400, 300, 200, 100])
        self.assertAlmostEqual(found["largest_force_error_pct"], max(
            abs(v["force_error_pct"]) for v in c["levels"] + c["points"]
            if not v.get("coming_down")), places=9)
        cells = numpy.array(c["cell_rms_kpa"])
        self.assertEqual(cells.size, 4096)
        self.assertAlmostEqual(numpy.sqrt((cells ** 2).mean()), found["rms_error_kpa"], places=6)

    def check_page(self):
        text = (self.folder / "certificate.html").read_text()
        page = Page()
        page.feed(text)
        self.assertEqual(page.open, [], "every tag is closed")
        self.assertEqual((page.links, page.scripts), ([], 0), "no request, no script")
        self.assertNotIn("url(", text)
        self.assertNotIn("@import", text)
        found = self.certificate["found"]
        rows = {r["id"]: r["cells"] for r in page.tables["summary"] if r["id"]}
        self.assertEqual(set(rows), {k for k in found if k not in ("rms_error_kpa", "creep_hold_s")})
        self.assertEqual(found["bad_cells"], 15)
        for name, cells in rows.items():
            self.assertAlmostEqual(number(cells[1]), found[name], delta=0.0051, msg=name)
            self.assertTrue(cells[2], "a unit")
        levels = [r["cells"] for r in page.tables["levels"][1:]]
        for cells, level in zip(levels, self.certificate["levels"], strict=True):
            self.assertEqual(number(cells[0].removesuffix(" ↓")), level["kpa"])
            self.assertEqual(cells[0].endswith("↓"), level["coming_down"])
            self.assertAlmostEqual(number(cells[4]), level["force_error_pct"], delta=0.0051)
        points = [r["cells"] for r in page.tables["points"][1:]]
        for cells, point in zip(points, self.certificate["points"], strict=True):
            self.assertAlmostEqual(number(cells[2]), point["cop_error_mm"], delta=0.0051)
        self.assertIn("virtual-7", page.text)
        self.assertIn(self.certificate["issued_utc"][:10], page.text)
        self.assertEqual(text.count("<svg"), 3)

    def check_against_own_conversion(self):
        """A level of the check, from raw counts and the file's numbers alone."""
        with h5py.File(self.folder / "check.h5") as f:
            trial = f["trials/0001"]
            counts = trial["counts"][:].astype(float).reshape(-1, 4096)
        tare = numpy.array(self.mat["tare_counts"])
        cells = self.mat["curves"]["cells"]
        plan = json.loads((self.folder / "check.json").read_text())["holds"]
        creep = self.mat["creep"]
        good = [i for i, cell in enumerate(cells) if cell]
        self.assertEqual(len(good), 4096 - 15)
        for k in (1, 4, 7):
            hold = plan[k]
            first, last = round((hold["start_s"] + 0.5) * 100), round((hold["end_s"] - 0.1) * 100)
            u = counts[first:last] - tare
            t = numpy.arange(first, last) / 100 - hold["start_s"]
            factor = 1 + creep["per_decade"] * numpy.log10(numpy.maximum(1, t / creep["t0_s"]))
            errors = []
            for i in good[::7]:
                x, m = numpy.array(cells[i]["outputs"]), numpy.array(cells[i]["slopes"])
                y = numpy.array(self.mat["curves"]["loads_kpa"])
                j = numpy.clip(numpy.searchsorted(x, u[:, i], "right") - 1, 0, len(x) - 2)
                h = x[j + 1] - x[j]
                s = (u[:, i] - x[j]) / h
                p = ((2 * s**3 - 3 * s**2 + 1) * y[j] + (s**3 - 2 * s**2 + s) * h * m[j] +
                     (3 * s**2 - 2 * s**3) * y[j + 1] + (s**3 - s**2) * h * m[j + 1])
                p = numpy.where(u[:, i] > x[-1], y[-1] + m[-1] * (u[:, i] - x[-1]), p)
                errors.append((p / factor).mean() - hold["kpa"])
            own = numpy.array(errors)
            told = numpy.array(self.certificate["cell_rms_kpa"])[good[::7]]
            self.assertLess(numpy.sqrt((own ** 2).mean()), 0.01 * 500)
            self.assertAlmostEqual(own.mean(), self.certificate["levels"][k]["measured_kpa"] -
                                   hold["kpa"], delta=0.1)
            self.assertEqual(told.size, own.size)

    def check_history(self):
        shown = self.good_json("calibrate", "show", "stand.h5", "--json")["calibrations"]
        self.assertEqual(len(shown), 2)
        self.assertEqual(shown[1]["reason"], "bench of November")
        self.assertEqual(shown[1]["curve"], "monotone_cubic")
        self.assertAlmostEqual(shown[1]["force_scale"], 1, delta=0.05)
        with h5py.File(self.folder / "stand.h5") as f:
            history = f["trials/0001/calibrations"]
            self.assertEqual(sorted(history), ["0001", "0002"])
            first = json.loads(history["0001"].attrs["json"])
            self.assertEqual(first["kpa_per_count"], 0.25)
            second = json.loads(bytes(history["0002/document"][:]))
            self.assertEqual(second, json.loads((self.folder / "scaled.json").read_text()))
        # The person's weight again, from the session itself.
        whole = self.good_json("analyze", "stand.h5", "--contact-kpa", "1", "--json")["whole"]
        self.assertAlmostEqual(whole["max_force_n"], 70 * 9.80665, delta=0.05 * 70 * 9.80665)

    def check_warnings(self):
        mat = dict(self.mat, serial="SN-9", valid_until="2020-01-31")
        (self.folder / "old.json").write_text(json.dumps(mat))
        told = self.good_json("info", "stand.h5", "--calibration", "old.json", "--json")["warnings"]
        self.assertTrue(any("another mat, serial SN-9" in w for w in told), told)
        self.assertTrue(any("valid until 2020-01-31" in w for w in told), told)
        told = self.good_json("analyze", "stand.h5", "--calibration", "old.json",
                              "--json")["warnings"]
        self.assertTrue(any("another mat" in w for w in told), told)
        told = self.good_json("info", "stand.h5", "--json")["warnings"]
        self.assertTrue(any("15 bad cells are filled in" in w for w in told), told)
        with h5py.File(self.folder / "stand.h5", "a") as f:
            del f["trials/0001/calibrations/0001"], f["trials/0001/calibrations/0002"]
        told = self.good_json("info", "stand.h5", "--json")["warnings"]
        self.assertTrue(any("no calibration" in w for w in told), told)


class Commands(SoleaTest):
    MAT = ["--driver", "solea_mat", "--mat", "3", "--gain-sd", "0.2", "--noise-counts", "1",
           "--offset-counts", "20"]

    def press(self, name, *plan, seed=1):
        self.good("calibrate", "plan", *plan, "--hold-s", "1.6", "--rest-s", "1.5", "-o",
                  f"{name}.json")
        self.good("simulate", *self.MAT, "--loads", f"{name}.json", "--session", f"{name}.h5",
                  "--seed", seed)

    def test_equilibration_with_one_curve(self):
        self.press("l", "--kpa", "50", "100", "200", "400")
        told = self.good_json("calibrate", "tare", "l.h5", "--to-s", "1.4", "-o", "m.json", "--json")
        self.assertEqual(told["frames"], 140)
        self.assertFalse(told["drift"]["tare_again"])
        self.assertAlmostEqual(told["tare_counts"]["median"], 20, delta=1)
        told = self.good_json("calibrate", "equilibrate", "l.h5", "--loads", "l.json",
                              "--calibration", "m.json", "-o", "m.json", "--json")
        for level in told["levels"]:
            self.assertGreater(level["cv_before_pct"], 15)
            self.assertLess(level["cv_after_pct"], 5)
        told = self.good_json("calibrate", "fit", "l.h5", "--loads", "l.json", "--calibration",
                              "m.json", "--common-curve", "--curve", "linear", "-o", "m.json",
                              "--json")
        compared = {row["curve"]: row for row in told["compared"]}
        self.assertEqual(set(compared), {"linear", "quadratic", "power", "monotone_cubic"})
        self.assertLess(compared["linear"]["rms_residual_pct"], 0.5)
        mat = json.loads((self.folder / "m.json").read_text())
        self.assertEqual(len(mat["curves"]["cells"]), 1)
        with h5py.File(self.folder / "l.h5") as f:
            counts = f["trials/0001/counts"][:].reshape(-1, 4096).astype(float)
        # Gains of the highest level by hand: mean of all tared outputs over each own.
        outputs = counts[1130:1230].mean(axis=0) - numpy.array(mat["tare_counts"])
        gains = numpy.array(mat["equilibration"][3]["gains"])
        self.assertLess(numpy.abs(gains - outputs.mean() / outputs).max(), 0.02)

    def test_scale_accepts_warns_refuses(self):
        self.good("simulate", "--driver", "solea_mat", "--script", "stand", "--mass-kg", "70",
                  "--duration", "2", "--session", "s.h5")
        def scaled(mass, *words):
            return self.run_solea("calibrate", "scale", "s.h5", "--mass-kg", mass, "-o", "k.json",
                                  "--json", *words)
        told = json.loads(scaled(70).stdout)
        self.assertEqual(told["verdict"], "accepted")
        self.assertAlmostEqual(told["k"], told["body_weight_n"] / told["measured_n"], places=9)
        self.assertAlmostEqual(told["body_weight_n"], 70 * 9.80665, places=6)
        done = scaled(80)
        self.assertEqual(json.loads(done.stdout)["verdict"], "warned")
        self.assertIn("warning", done.stderr)
        done = scaled(100)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("outside 0.80 to 1.20", done.stderr)

    def test_a_moved_baseline_asks_for_a_tare(self):
        self.good("simulate", "--driver", "solea_mat", "--offset-counts", "20", "--loads",
                  self.plan_of_nothing(), "--session", "a.h5")
        self.good("simulate", "--driver", "solea_mat", "--offset-counts", "120", "--loads",
                  "nothing.json", "--session", "b.h5")
        self.good("calibrate", "tare", "a.h5", "-o", "m.json")
        done = self.run_solea("calibrate", "tare", "b.h5", "--calibration", "m.json", "-o",
                              "m2.json", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        drift = json.loads(done.stdout)["drift"]
        self.assertTrue(drift["earlier_tare_was_stale"])
        self.assertAlmostEqual(drift["since_last_tare_kpa"], 25, delta=0.5)
        self.assertIn("the baseline has moved", done.stderr)

    def plan_of_nothing(self):
        self.good("calibrate", "plan", "--kpa", "0", "--hold-s", "2", "-o", "nothing.json")
        return "nothing.json"

    def test_wrong_input_is_told_in_one_line(self):
        self.press("l", "--kpa", "50", "100")
        good = ["calibrate", "fit", "l.h5", "--loads", "l.json", "-o", "m.json"]
        self.fails(1, "needs a tare", *good)
        self.fails(1, "at least 1", "calibrate", "tare", "l.h5", "--to-s", "0.5", "-o", "m.json")
        numpy.save(self.folder / "k.npy", numpy.ones((5, 4, 4)))
        self.fails(1, "expected raw counts", "calibrate", "tare", "k.npy", "--unit", "kPa",
                   "--rate-hz", "100", "-o", "m.json")
        (self.folder / "binary.json").write_bytes(b"\x89PNG\xff\x00")
        self.fails(1, "no JSON", "calibrate", "fit", "l.h5", "--loads", "binary.json", "-o",
                   "m.json", "--calibration", "binary.json")
        (self.folder / "bad.json").write_text('{"schema": "solea.loads/1", "holds": []}')
        self.good("calibrate", "tare", "l.h5", "--to-s", "1.4", "-o", "m.json")
        self.fails(1, "no holds", "calibrate", "fit", "l.h5", "--loads", "bad.json",
                   "--calibration", "m.json", "-o", "m2.json")
        self.assertFalse((self.folder / "m2.json").exists())
        self.fails(1, "gives no pressure", "calibrate", "apply", "l.h5", "--calibration",
                   self.unfinished())
        self.fails(2, "--kpa", "calibrate", "plan", "-o", "p.json")
        self.fails(2, "2026-13-01", "calibrate", "tare", "l.h5", "-o", "m.json", "--valid-until",
                   "2026-13-01")
        self.fails(2, "calibrate", "calibrate")

    def unfinished(self):
        (self.folder / "t.json").write_text(json.dumps(
            {"schema": "solea.calibration/2", "model": "cells", "driver": "solea_mat", "rows": 64,
             "cols": 64, "tare_counts": [0] * 4096}))
        return "t.json"

    def test_every_subcommand_has_help_with_an_example(self):
        for name in ("plan", "tare", "check-cells", "equilibrate", "fit", "creep", "scale",
                     "verify", "apply", "show"):
            self.assertIn("Example", self.good("calibrate", name, "--help"))
        self.assertIn("Example", self.good("tile", "--help"))

    def test_plates_become_one(self):
        for name, seed in (("a", 1), ("b", 2)):
            self.good("simulate", "--driver", "solea_mat", "--script", "walk", "--duration", "2",
                      "--seed", seed, "--session", f"{name}.h5")
        (self.folder / "plates.json").write_text(json.dumps(
            {"schema": "solea.tiling/1", "plates": [
                {"file": "a.h5", "x_mm": 0, "y_mm": 0},
                {"file": "b.h5", "x_mm": 0, "y_mm": 320, "time_offset_s": 0.5}]}))
        told = self.good_json("tile", "plates.json", "-o", "whole.h5", "--json")
        self.assertEqual((told["rows"], told["cols"], told["frames"]), (128, 64, 250))
        with h5py.File(self.folder / "whole.h5") as f:
            whole = f["trials/0001/pressure_kpa"][:]
        def kpa(name):
            with h5py.File(self.folder / f"{name}.h5") as f:
                return f["trials/0001/counts"][:] * 0.25
        self.assertEqual(numpy.abs(whole[:200, :64] - kpa("a")).max(), 0)
        self.assertEqual(whole[200:, :64].max(), 0)
        self.assertLess(numpy.abs(whole[50:, 64:] - kpa("b")).max(), 0.6)
        info = self.good_json("info", "whole.h5", "--json")
        self.assertEqual(info["unit"], "kPa")
        self.assertEqual(len(info["conversions"]), 2)
        self.good("analyze", "whole.h5", "--json")
        self.fails(1, "no tiling: no JSON", "tile", "a.h5", "-o", "x.h5")


if __name__ == "__main__":
    unittest.main()

"""Real files of other vendors: what Solea says of them, every number it reads, and ways back.

What is expected of the files stands in the README beside them; the numbers come from the parsers of
plain_parsers.py, which share nothing with Solea's readers.
"""
import json
import pathlib
import unittest
import zipfile

import numpy as np

import plain_parsers
from support import SOURCE, SoleaTest, real_data

SESSIONS = [SOURCE / "sample_data" / "sessions" / name
            for name in ("walk_normal.h5", "run_normal.h5", "stand_normal.h5")]

# folder: parser, unit in the file, rate, pitch across, pitch along, shape of every recording.
# None: the README does not tell.
FACTS = {
    "emed_walk": ("emed", "kPa", 100, 5.0, 5.0, (106, 95, 64)),
    "footscan_barefoot_walk": ("footscan_text", "N", 126, 5.08, 7.62, (249, 256, 63)),
    "footscan_xls": ("footscan_xls", "N", 500, 5.08, 7.62, (329, 38, 20)),
    "tekscan_fscan_walk": ("tekscan", "kPa", 31.25, 5.08, 5.08, (205, 60, 21)),
    "xsensor_insole": ("xsensor", "mmHg", None, None, None, (101, 31, 11)),
    "pedar_insole": ("pedar", "kPa", 100, None, None, (1505, 1, 99)),
    "zebris_apd_steps": ("apd", "N/cm2", None, 8.46591, 8.46591, None),
    "zebris_treadmill_walk": ("zebris", "N/cm2", 100, 8.47, 8.46, (1472, 56, 128)),
}
APD_SHAPES = {"MDwalk2.apd": (1, 32, 15), "MDwalk2_1.apd": (1, 32, 13),
              "MDwalk2_2.apd": (1, 31, 12)}
SIDES = {"footscan_xls": ["right"], "xsensor_insole": ["left", "right"],
         "pedar_insole": ["left", "right"]}


def files_of(folder):
    files = sorted(f for f in real_data(folder).rglob("*") if f.is_file())
    if not files:
        raise unittest.SkipTest(f"no real recordings in {folder}")
    return files


def content(file):
    if file.suffix != ".zip":
        return file.read_bytes()
    with zipfile.ZipFile(file) as z:
        name, = z.namelist()
        return z.read(name)


def lateral_shift(picture):
    """How far the midfoot lies to the right of the line from heel to forefoot, in columns. A foot's
    outer edge touches the ground there and its arch does not: above 0 is a right foot."""
    rows = np.flatnonzero(picture.sum(axis=1))
    foot = picture[rows[0]:rows[-1] + 1]
    n = len(foot)

    def centre(part):
        return (part.sum(axis=0) @ np.arange(part.shape[1])) / part.sum()

    heel, fore = centre(foot[:n // 4]), centre(foot[int(0.55 * n):int(0.8 * n)])
    return centre(foot[int(0.33 * n):int(0.5 * n)]) - (heel + 0.45 * (fore - heel))


def stretches(wanted):
    """[begin, end) of each row of True."""
    edges = np.flatnonzero(np.diff(np.r_[False, wanted, False].astype(int)))
    return list(zip(edges[::2], edges[1::2]))


class RealTest(SoleaTest):
    def recordings(self, file, *args):
        document = self.good_json("info", file, "--json", *args)
        return document.get("recordings", [document])

    def npz(self, file, *args):
        """Recordings as NumPy reads them from the program's own export: name: array, each."""
        self.good("export", file, "--to", "npz", "-o", "read.npz", *args)
        with np.load(self.folder / "read.npz", allow_pickle=False) as z:
            ends = [name for name in z if name.endswith("pressure_kpa")]
            result = []
            for end in ends:
                front = end.removesuffix("pressure_kpa")
                result.append({name.removeprefix(front): z[name] for name in z
                               if name.startswith(front)})
        (self.folder / "read.npz").unlink()
        return result

    def imported(self, file, *args):
        session = self.folder / "imported.h5"
        session.unlink(missing_ok=True)
        self.good("import", file, "-o", session, *args)
        return session


class Told(RealTest):
    """solea info."""

    def test_every_file_opens(self):
        files = [f for f in real_data(".").rglob("*") if f.is_file() and f.name != "README.md"]
        self.assertGreater(len(files), 0)
        for file in files:
            with self.subTest(file.name):
                for recording in self.recordings(file):
                    self.assertGreater(recording["frames"], 0)

    def test_shape_rate_pitch_and_unit(self):
        for folder, (_, unit, rate, pitch_x, pitch_y, shape) in FACTS.items():
            for file in files_of(folder):
                recordings = self.recordings(file)
                two = folder in ("xsensor_insole", "pedar_insole")
                self.assertEqual(len(recordings), 2 if two else 1)
                for r in recordings:
                    with self.subTest(file.name, recording=r.get("name")):
                        frames, rows, cols = shape or APD_SHAPES[file.name]
                        self.assertEqual((r["frames"], r["unit"]), (frames, unit))
                        if folder == "pedar_insole":
                            self.assertEqual((r["rows"], r["cols"]), (None, None))
                            self.assertEqual(r["sensors"], cols)
                        else:
                            self.assertEqual((r["rows"], r["cols"]), (rows, cols))
                        if folder != "xsensor_insole":
                            self.assertEqual(r["rate_hz"], rate)
                            self.assertEqual((r["pitch_x_mm"], r["pitch_y_mm"]), (pitch_x, pitch_y))
                        else:  # "Sensel Width (cm),0.86" in the file
                            self.assertEqual((r["pitch_x_mm"], r["pitch_y_mm"]), (8.6, 8.6))
                if folder in SIDES:
                    self.assertEqual([r["side"] for r in recordings], SIDES[folder])

    def check(self, recording, what):
        found = [c for c in recording["vendor_checks"] if c["what"] == what]
        self.assertEqual(len(found), 1, (what, recording["vendor_checks"]))
        return found[0]

    def test_vendor_numbers(self):
        for file in files_of("emed_walk"):
            r, = self.recordings(file)
            for what, number in (("column force margins", 2332), ("frame force totals", 106)):
                check = self.check(r, what)
                self.assertEqual((check["compared"], check["agree"]), (number, number))
                self.assertEqual(check["unit"], "N")
                # Half of the last digit printed, and what is no binary number.
                self.assertLess(check["max_difference"], 0.005 + 1e-9)
        for file in files_of("zebris_treadmill_walk"):
            check = self.check(self.recordings(file)[0], "centre of force")
            self.assertEqual((check["compared"], check["agree"]), (1472, 1472))
        for file in files_of("xsensor_insole"):
            for r in self.recordings(file):
                check = self.check(r, "peak pressures")
                self.assertEqual((check["compared"], check["agree"]), (101, 101))
                self.assertEqual(check["max_difference"], 0)

    def test_mask(self):
        for file in files_of("tekscan_fscan_walk"):
            self.assertIn("305 cells of the grid have no sensor", self.good("info", file))


class Numbers(RealTest):
    """solea import, then solea export --to npz, against parsers of this folder."""

    def same(self, got, want):
        self.assertEqual(got["pressure_kpa"].dtype, np.float32)
        np.testing.assert_array_equal(got["pressure_kpa"], want.kpa)
        mask = np.ones(want.kpa.shape[1:], bool) if want.sensors is None else want.sensors
        np.testing.assert_array_equal(got["sensor_mask"], mask)
        # Printed times are off a straight line by their rounding, the first of them too.
        off = got["time_s"] - want.time_s
        self.assertLessEqual(off.max() - off.min(), 2 * want.time_step_s + 1e-9)
        self.assertEqual(got["time_s"][0], 0)
        for name, values in want.channels.items():
            np.testing.assert_array_equal(got["channel_" + name], values)

    def compare(self, folder):
        for file in files_of(folder):
            with self.subTest(file.name):
                wanted = getattr(plain_parsers, FACTS[folder][0])(content(file))
                got = self.npz(self.imported(file))
                self.assertEqual(len(got), len(wanted))
                for one, want in zip(got, wanted):
                    self.same(one, want)
                # The same without a session between.
                for one, want in zip(self.npz(file), wanted):
                    self.same(one, want)

    def test_emed(self):
        self.compare("emed_walk")

    def test_footscan_text(self):
        self.compare("footscan_barefoot_walk")

    def test_footscan_workbook(self):
        self.compare("footscan_xls")

    def test_tekscan(self):
        self.compare("tekscan_fscan_walk")

    def test_xsensor(self):
        self.compare("xsensor_insole")

    def test_pedar(self):
        self.compare("pedar_insole")

    def test_apd(self):
        self.compare("zebris_apd_steps")

    def test_zebris(self):
        self.compare("zebris_treadmill_walk")


class Anatomy(RealTest):
    """Left, right, heel and toes of feet known to be left or right; no parser has a say."""

    def test_single_feet(self):
        right = {"emed_walk": [True], "footscan_xls": [True], "tekscan_fscan_walk": [False],
                 "xsensor_insole": [False, True]}
        for folder, feet in right.items():
            for file in files_of(folder):
                for recording, is_right in zip(self.npz(file), feet):
                    with self.subTest(file.name, right=is_right):
                        kpa = recording["pressure_kpa"]
                        self.assertEqual(lateral_shift(kpa.max(axis=0)) > 0, is_right)
                        # The load of a whole step goes from the heel to the toes.
                        load = kpa.sum(axis=(1, 2), dtype=float)
                        y = kpa.sum(axis=2, dtype=float) @ np.arange(kpa.shape[1])
                        for a, b in stretches(load > 0.05 * load.max()):
                            if a > 0 and b < len(load):
                                self.assertLess(y[a] / load[a], y[b - 1] / load[b - 1])

    def test_walks_over_a_plate(self):
        for file, sides in zip(files_of("footscan_barefoot_walk"), ("RLR", "LRLRL")):
            kpa = self.npz(file)[0]["pressure_kpa"]
            picture = kpa.max(axis=0)
            feet = stretches(picture.any(axis=1))
            self.assertEqual(len(feet), len(sides))
            across = [(picture[a:b].sum(axis=0) @ np.arange(63)) / picture[a:b].sum()
                      for a, b in feet]
            began = [np.flatnonzero(kpa[:, a:b].any(axis=(1, 2)))[0] for a, b in feet]
            self.assertEqual(began, sorted(began))  # one walks away from row 0
            middle = (min(across) + max(across)) / 2
            self.assertEqual("".join("R" if x > middle else "L" for x in across), sides)
            for (a, b), side in zip(feet, sides):
                if b - a >= 25:  # not cut at the end of the recording
                    self.assertEqual(lateral_shift(picture[a:b]) > 0, side == "R")

    def test_treadmill(self):
        for file in files_of("zebris_treadmill_walk"):
            z = self.npz(file)[0]
            left, right = z["channel_vendor_left_force_n"], z["channel_vendor_right_force_n"]
            # Walking along x, with y to the left as seen from above: the places of the stances of
            # one foot, compared with the other foot's before and after.
            places = []
            for side, force, other in (("L", left, right), ("R", right, left)):
                for a, b in stretches((force > 300) & (other < 50)):
                    places.append((a, side, z["cop_y_mm"][a:b].mean()))
            places.sort()
            self.assertGreater(len(places), 20)
            for (_, side, y), (_, next_side, next_y) in zip(places, places[1:]):
                if side != next_side:
                    self.assertEqual(y > next_y, side == "L")


class RoundTrips(RealTest):
    """A session, written for another program, read again: the same within what the format holds."""

    def setUp(self):
        super().setUp()
        self.sources = [(s, ()) for s in SESSIONS]

    def add_real(self):
        """Sessions of real files, each with one recording of a grid."""
        for folder, recording in (("emed_walk", 1), ("footscan_xls", 1), ("tekscan_fscan_walk", 1),
                                  ("xsensor_insole", 2)):
            session = self.folder / (folder + ".h5")
            try:
                self.good("import", files_of(folder)[0], "-o", session)
            except unittest.SkipTest:
                continue
            self.sources.append((session, ("--recording", recording)))

    def there_and_back(self, to, name, *args):
        """Each source: as it is, as it comes back through a file, and what is told of both."""
        self.add_real()
        for session, which in self.sources:
            with self.subTest(pathlib.Path(session).name):
                (self.folder / name).unlink(missing_ok=True)
                self.good("export", session, *which, "--to", to, "-o", name, *args)
                before, = self.recordings(session, *which)
                after, = self.recordings(name)
                was, = self.npz(session, *which)
                now, = self.npz(self.imported(name))
                self.assertEqual((after["pitch_x_mm"], after["pitch_y_mm"]),
                                 (before["pitch_x_mm"], before["pitch_y_mm"]))
                yield was, now, before, after

    def same_times(self, was, now, within):
        np.testing.assert_allclose(now["time_s"] - now["time_s"][0],
                                   was["time_s"] - was["time_s"][0], rtol=0, atol=within)
        self.assertAlmostEqual(float(now["rate_hz"]), float(was["rate_hz"]), delta=1e-4)

    def test_npz(self):
        for was, now, before, after in self.there_and_back("npz", "back.npz"):
            for name in ("pressure_kpa", "time_s", "sensor_mask", "rate_hz", "force_n", "cop_x_mm",
                         "cop_y_mm"):
                np.testing.assert_array_equal(now[name], was[name], name)
            self.assertEqual(after["side"], before["side"])

    def npz_of_two(self, session):
        self.good("export", session, "--to", "npz", "-o", "two.npz")
        before, after = self.recordings(session), self.recordings("two.npz")
        was, now = self.npz(session), self.npz("two.npz")
        self.assertEqual((len(before), len(after), len(was), len(now)), (2, 2, 2, 2))
        for i in range(2):
            for key in ("rows", "cols", "pitch_x_mm", "pitch_y_mm", "rate_hz", "side", "frames"):
                self.assertEqual(after[i][key], before[i][key], key)
            self.assertEqual(after[i]["unit"], "kPa")
            self.assertEqual(after[i].get("sensors"), before[i].get("sensors"))
            for name in ("pressure_kpa", "time_s", "sensor_mask"):
                np.testing.assert_array_equal(now[i][name], was[i][name], name)
        (self.folder / "two.npz").unlink()

    def test_npz_of_several_recordings(self):
        """Two walks; two sensors with grids; two lists of sensors without."""
        self.good("import", *SESSIONS[:2], "-o", "two.h5")
        self.npz_of_two("two.h5")
        for folder in ("xsensor_insole", "pedar_insole"):
            for file in files_of(folder):
                self.npz_of_two(self.imported(file))

    def test_tekscan(self):
        for was, now, *_ in self.there_and_back("tekscan_ascii", "back.asf"):
            np.testing.assert_array_equal(now["pressure_kpa"], was["pressure_kpa"])
            np.testing.assert_array_equal(now["sensor_mask"], was["sensor_mask"])
            self.same_times(was, now, 1e-6)

    def test_lst(self):
        for was, now, _, after in self.there_and_back("lst", "back.lst"):
            np.testing.assert_allclose(now["pressure_kpa"], was["pressure_kpa"], rtol=0,
                                       atol=0.005 + 1e-4)  # two decimals; float32
            self.same_times(was, now, 1e-4)
            self.assertEqual(len(after["vendor_checks"]), 3)
            for check in after["vendor_checks"]:
                self.assertEqual(check["agree"], check["compared"], check)

    def test_tidy_csv(self):
        """With its head, and as any table: without it, with a description. Unloaded frames have no
        line: the head tells of them, a description cannot."""
        self.add_real()
        for session, which in self.sources:
            info, = self.recordings(session, *which)
            self.good("export", session, *which, "--to", "csv", "--variant", "tidy", "-o", "t.csv")
            (self.folder / "t.csv.json").write_text(json.dumps(
                {"rows": info["rows"], "cols": info["cols"], "pitch_x_mm": info["pitch_x_mm"],
                 "pitch_y_mm": info["pitch_y_mm"], "unit": "kPa", "layout": "tidy"}))
            was, = self.npz(session, *which)
            loaded = was["pressure_kpa"].any(axis=(1, 2))
            now, = self.npz("t.csv")
            np.testing.assert_array_equal(now["pressure_kpa"], was["pressure_kpa"])
            np.testing.assert_allclose(now["time_s"][loaded], was["time_s"][loaded], rtol=0,
                                       atol=1e-9)
            table = (self.folder / "t.csv").read_text()
            (self.folder / "t.csv").write_text(table[table.index("frame,time_s"):])
            now, = self.npz(self.imported("t.csv"))
            np.testing.assert_array_equal(now["pressure_kpa"], was["pressure_kpa"][loaded])
            times = was["time_s"][loaded]
            np.testing.assert_allclose(now["time_s"], times - times[0], rtol=0, atol=1e-6)
            (self.folder / "t.csv").unlink()

    def loaded_box(self, kpa):
        rows, cols = (np.flatnonzero(kpa.any(axis=axes)) for axes in ((0, 2), (0, 1)))
        return kpa[:, rows[0]:rows[-1] + 1, cols[0]:cols[-1] + 1]

    def test_apd_of_a_movie(self):
        for was, now, before, after in self.there_and_back("apd", "back.apd", "--variant",
                                                           "footscan"):
            np.testing.assert_allclose(now["pressure_kpa"], self.loaded_box(was["pressure_kpa"]),
                                       rtol=0, atol=0.05 + 1e-4)
            self.same_times(was, now, 1e-4)
            self.assertEqual(after["side"], before["side"])

    def test_apd_of_a_picture(self):
        """The maximum of all frames; neither rate nor times."""
        for was, now, _, after in self.there_and_back("apd", "back.apd", "--variant", "zebris"):
            self.assertEqual((after["frames"], after["rate_hz"]), (1, None))
            picture = self.loaded_box(was["pressure_kpa"]).max(axis=0)
            np.testing.assert_allclose(now["pressure_kpa"][0], picture, rtol=0, atol=0.5 + 1e-4)


if __name__ == "__main__":
    unittest.main()

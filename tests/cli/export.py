"""solea export, read by programs that are not Solea: numpy, csv, json, and parsers of this file."""
import csv
import io
import json
import struct
import unittest

import h5py
import numpy as np

from support import SOURCE, SoleaTest, real_data

SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


def read_session(path):
    """Pressures in kPa and the pitch, by h5py alone."""
    with h5py.File(path) as f:
        trial = f["trials/0001"]
        calibration = json.loads(trial["calibrations/0001"].attrs["json"])
        counts = trial["counts"][...].astype(np.float64) - calibration["zero_count"]
        kpa = np.maximum(counts, 0) * calibration["kpa_per_count"]
        device = trial["device"].attrs
        return kpa.astype(np.float32), device["pitch_x_mm"], device["pitch_y_mm"]


def read_emed(path):
    """A novel .lst with tabs: pressures in kPa, heel first, and seconds a frame."""
    frames = []
    for page in path.read_bytes().decode("latin-1").split("\f"):
        if "Pict-No." not in page:
            continue
        cols, rows = (int(n) for n in page.split("Matrix:")[1].split()[0].split("x"))
        period = float(page.split("Time/picture:")[1].split()[0]) / 1000
        frame = np.zeros((rows, cols), np.float32)
        table = [line.split("\t") for line in page.splitlines() if "\t" in line
                 and line.split("\t")[0].isdigit()]
        names = [line for line in page.splitlines() if line.endswith("\tForce")][0].split("\t")[1:-1]
        for row in table:
            for name, value in zip(names, row[1:-1]):
                frame[rows - int(row[0]), int(name) - 1] = float(value)
        number = int(page.split("Pict-No.:")[1].split()[0])
        frames.append((number, frame))
    return np.array([f for _, f in frames]), [n for n, _ in frames], period


def read_csv(text):
    """Head, then columns by name; empty is NaN."""
    lines = text.splitlines()
    head = dict(line[2:].split(": ", 1) for line in lines if line.startswith("#"))
    rows = list(csv.DictReader(io.StringIO("\n".join(li for li in lines if li[0] != "#"))))
    return head, {name: np.array([float(r[name] or "nan") for r in rows]) for name in rows[0]}


def read_tekscan(text):
    """Frames heel first, their numbers, where there are sensors, and the head."""
    head, body = text.split("ASCII_DATA @@\n\n")
    keys = dict(line.split(" ", 1) for line in head.splitlines() if " " in line)
    assert body.endswith("\n@@\n")
    frames, numbers = [], []
    for block in body[:-len("@@\n")].strip("\n").split("\n\n"):
        first, *rows = block.splitlines()
        numbers.append(int(first.removeprefix("Frame ")))
        frames.append([[np.nan if v == "B" else np.float32(v) for v in row.split(",")]
                       for row in rows[::-1]])
    return np.array(frames, np.float32), numbers, keys


def read_apd(data):
    """Images on the whole plate in N/cm2, by section, and the keys."""
    text = data.decode("ascii")
    assert text.count("\n") == text.count("\r\n")
    keys, images = {}, {}
    section = ""
    for line in text.split("\r\n"):
        if line.startswith("["):
            section = line.strip("[]")
        elif section.startswith("Data") and line:
            images.setdefault(section, []).append([float(v) for v in line.split("\t")])
        elif "=" in line:
            keys.update([line.split("=", 1)])
    n = {k: int(v) for k, v in keys.items() if k.startswith(("Max", "Min", "Start", "SensCount"))}
    for name, image in images.items():
        box = np.array(image)
        assert box.shape == (n["SensCountX"], n["SensCountY"])
        assert (box != 0).all()
        plate = np.zeros((n["MaxSensorsX"], n["MaxSensorsY"]))
        # Y begins at the right of the plate, lines at the left.
        right = n["MaxSensorsY"] - n["StartSensY"]
        rows = slice(n["StartSensX"], n["StartSensX"] + n["SensCountX"])
        plate[rows, right - n["SensCountY"]:right] = np.maximum(box, 0)
        images[name] = plate
    return images, keys


class Export(SoleaTest):
    def npz(self, *args):
        self.good("export", *args, "--to", "npz", "-o", "out.npz")
        with np.load(self.folder / "out.npz", allow_pickle=False) as z:
            return {name: z[name] for name in z}

    def export(self, *args, to):
        self.good("export", *args, "--to", to, "-o", "out." + to)
        return (self.folder / ("out." + to)).read_bytes()

    def same_everywhere(self, file, kpa, times, pitch_x, pitch_y):
        """csv, json, npz and tekscan_ascii hold the same float32; apd and lst what they print."""
        frames, rows, cols = kpa.shape
        force = kpa.astype(np.float64).sum(axis=(1, 2)) * pitch_x * pitch_y * 1e-3
        with np.errstate(invalid="ignore"):
            total = kpa.sum(axis=(1, 2), dtype=np.float64)
            x = (kpa.sum(axis=1, dtype=np.float64) @ ((np.arange(cols) + 0.5) * pitch_x)) / total
            y = (kpa.sum(axis=2, dtype=np.float64) @ ((np.arange(rows) + 0.5) * pitch_y)) / total

        z = self.npz(file)
        self.assertEqual(z["pressure_kpa"].dtype, np.float32)
        np.testing.assert_array_equal(z["pressure_kpa"], kpa)
        np.testing.assert_allclose(z["time_s"], times, atol=1e-9)
        np.testing.assert_allclose(z["force_n"], force, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(z["cop_x_mm"], x, rtol=1e-12)
        np.testing.assert_allclose(z["cop_y_mm"], y, rtol=1e-12)
        self.assertEqual((z["pitch_x_mm"], z["pitch_y_mm"], str(z["unit"])),
                         (pitch_x, pitch_y, "kPa"))
        self.assertEqual((z["sensor_mask"].dtype, z["sensor_mask"].shape), (bool, (rows, cols)))

        head, table = read_csv(self.export(file, to="csv").decode())
        self.assertEqual((int(head["rows"]), int(head["cols"])), (rows, cols))
        self.assertEqual((float(head["pitch_x_mm"]), head["unit"]), (pitch_x, "kPa"))
        cells = np.array([table[f"r{r}c{c}"] for r in range(rows) for c in range(cols)], np.float32)
        np.testing.assert_array_equal(cells.T.reshape(kpa.shape), kpa)
        np.testing.assert_array_equal(table["time_s"], z["time_s"])
        np.testing.assert_array_equal(table["force_n"], z["force_n"])
        np.testing.assert_array_equal(table["cop_x_mm"], z["cop_x_mm"])

        _, table = read_csv(self.export(file, "--variant", "tidy", to="csv").decode())
        dense = np.zeros_like(kpa)
        index = [table[name].astype(int) for name in ("frame", "row", "col")]
        dense[index[0], index[1], index[2]] = table["kpa"].astype(np.float32)
        np.testing.assert_array_equal(dense, kpa)
        self.assertEqual(len(table["kpa"]), np.count_nonzero(kpa))
        np.testing.assert_allclose(table["x_mm"], (table["col"] + 0.5) * pitch_x)
        np.testing.assert_allclose(table["y_mm"], (table["row"] + 0.5) * pitch_y)

        document = json.loads(self.export(file, to="json"))
        self.assertEqual(document["schema"], "solea.export/1")
        dense = np.zeros_like(kpa)
        for k, loaded in enumerate(document["frames"]):
            for r, c, p in loaded:
                dense[k, r, c] = p
        np.testing.assert_array_equal(dense, kpa)
        np.testing.assert_array_equal(document["force_n"], z["force_n"])
        document = json.loads(self.export(file, "--variant", "dense", to="json"))
        np.testing.assert_array_equal(np.array(document["frames"], np.float32), kpa)

        read, numbers, keys = read_tekscan(self.export(file, to="tekscan_ascii").decode())
        np.testing.assert_array_equal(read, kpa)
        period = float(keys["SECONDS_PER_FRAME"])
        np.testing.assert_allclose((np.array(numbers) - 1) * period, times - times[0], atol=1e-6)
        self.assertEqual(keys["UNITS"], "KPa")

        images, keys = read_apd(self.export(file, to="apd"))
        self.assertEqual(list(images), ["Data"])
        np.testing.assert_allclose(images["Data"], kpa.max(axis=0) / 10, atol=0.05 + 1e-9)
        self.assertEqual((keys["FirstName"], keys["LastName"], keys["Date"]), ("", "", ""))
        images, keys = read_apd(self.export(file, "--variant", "footscan", to="apd"))
        first, last = int(keys["MinIdx"]), int(keys["MaxIdx"])
        movie = np.array([images[f"Data{k}"] for k in range(first, last + 1)])
        np.testing.assert_allclose(movie, kpa / 10, atol=0.005 + 1e-9)
        np.testing.assert_array_equal(images["Data"], movie.max(axis=0))

        self.export(file, to="lst")
        read, numbers, period = read_emed(self.folder / "out.lst")
        np.testing.assert_allclose(read, kpa, atol=0.005 + 1e-6)
        np.testing.assert_allclose((np.array(numbers) - 1) * period, times - times[0], atol=1e-6)

    def test_a_session(self):
        kpa, pitch_x, pitch_y = read_session(SESSION)
        self.same_everywhere(SESSION, kpa, np.arange(len(kpa)) / 100, pitch_x, pitch_y)

    def test_a_real_recording(self):
        file = real_data("emed_walk") / "emed_test.lst"
        kpa, numbers, period = read_emed(file)
        self.assertEqual(kpa.shape, (106, 95, 64))
        times = (np.array(numbers) - 1) * period
        self.same_everywhere(file, kpa, times, 5.0, 5.0)
        # Imported, it is still the same.
        self.good("import", file, "-o", "walk.h5")
        np.testing.assert_array_equal(self.npz("walk.h5")["pressure_kpa"], kpa)
        # And written as novel writes it, but for lines with the place of the file and trade marks.
        mine = self.export(file, to="lst").split(b"\n")
        theirs = file.read_bytes().split(b"\n")
        self.assertEqual(len(mine), len(theirs))
        different = [(a, b) for a, b in zip(mine, theirs) if a != b]
        self.assertEqual(len(different), 3 * 106)
        self.assertTrue(all(b"\\novfile\\" in b or b"novel" in b for _, b in different))

    def test_round_trip_through_lst(self):
        self.export(SESSION, to="lst")
        info = self.good_json("info", "out.lst", "--json")
        self.assertEqual((info["format"], info["frames"], info["rows"], info["cols"]),
                         ("novel_lst", 600, 64, 64))
        self.assertEqual(len(info["vendor_checks"]), 3)
        for check in info["vendor_checks"]:
            self.assertEqual(check["agree"], check["compared"], check)
        kpa, _, _ = read_session(SESSION)
        z = self.npz("out.lst")
        np.testing.assert_allclose(z["pressure_kpa"], kpa, atol=0.005 + 1e-6)
        np.testing.assert_allclose(z["time_s"], np.arange(600) / 100, atol=1e-6)
        self.assertAlmostEqual(float(z["rate_hz"]), 100, places=6)

    def test_round_trip_through_csv(self):
        """Solea's own tables need no description beside them."""
        kpa, pitch, _ = read_session(SESSION)
        for variant in ("wide", "tidy"):
            self.export(SESSION, "--variant", variant, to="csv")
            info = self.good_json("info", "out.csv", "--json")
            self.assertEqual((info["format"], info["frames"], info["rows"], info["warnings"]),
                             ("solea_csv", len(kpa), 64, []))
            z = self.npz("out.csv")
            np.testing.assert_array_equal(z["pressure_kpa"], kpa)
            np.testing.assert_allclose(z["time_s"], np.arange(len(kpa)) / 100, atol=1e-9)
            self.assertEqual(z["pitch_x_mm"], pitch)

    def test_a_treadmill(self):
        """People walk along x: said in csv and json, refused where the heel comes first."""
        file = real_data("zebris_treadmill_walk") / "RawDataGaitAnalysis.txt.zip"
        head, table = read_csv(self.export(file, to="csv").decode())
        self.assertEqual((head["rows"], head["cols"]), ("56", "128"))
        self.assertTrue(head["orientation"].startswith("people walk along x, towards larger col"))
        z = self.npz(file)
        self.assertEqual(str(z["walking_direction"]), "+x")
        channels = [name for name in table if name.startswith("channel_")]
        self.assertIn("channel_belt_position_m", channels)
        for name in channels:
            np.testing.assert_array_equal(table[name], z[name])
        again = self.npz("out.csv")
        np.testing.assert_array_equal(again["pressure_kpa"], z["pressure_kpa"])
        for to in ("apd", "lst", "tekscan_ascii"):
            self.fails(1, ["people walk along x", "heel first"], "export", file, "--to", to, "-o",
                       "never")
        # An imported one knows it too.
        self.good("import", file, "-o", "belt.h5")
        self.fails(1, "people walk along x", "export", "belt.h5", "--to", "lst", "-o", "never")

    def make_session(self, keep, subject="S-0815"):
        """A short session of 4 x 3 cells with missing frames, by h5py alone."""
        with h5py.File(SESSION) as old, h5py.File(self.folder / "small.h5", "w") as new:
            for name, value in old.attrs.items():
                new.attrs[name] = value
            old.copy("subject", new)
            new["subject"].attrs["code"] = np.bytes_(subject)
            trial = new.create_group("trials/0001")
            for group in ("device", "calibrations"):
                old.copy(f"trials/0001/{group}", trial)
            trial["device"].attrs["rows"], trial["device"].attrs["cols"] = 4, 3
            calibration = json.loads(trial["calibrations/0001"].attrs["json"])
            calibration["rows"], calibration["cols"] = 4, 3
            trial["calibrations/0001"].attrs["json"] = np.bytes_(json.dumps(calibration))
            for name, value in old["trials/0001"].attrs.items():
                trial.attrs[name] = value
            trial.attrs["frames"] = len(keep)
            for name, data in old["trials/0001"].items():
                if isinstance(data, h5py.Dataset) and name != "gaps":
                    part = data[...][keep]
                    trial[name] = part[:, 20:24, 30:33] if name == "counts" else part
                    for key, value in data.attrs.items():
                        trial[name].attrs[key] = value
        return self.folder / "small.h5"

    def test_missing_frames_stay_missing(self):
        keep = [0, 1, 2, 5, 6, 300]
        session = self.make_session(keep)
        times = self.npz(session)["time_s"]
        np.testing.assert_allclose(times - times[0], np.array(keep) / 100, atol=1e-4)
        _, numbers, _ = read_tekscan(self.export(session, to="tekscan_ascii").decode())
        self.assertEqual(numbers, [k + 1 for k in keep])
        self.export(session, to="lst")
        self.assertEqual(read_emed(self.folder / "out.lst")[1], [k + 1 for k in keep])
        again = self.npz("out.lst")["time_s"]
        np.testing.assert_allclose(again, np.array(keep) / 100, atol=1e-4)

    def test_identity_only_when_asked(self):
        session = self.make_session([0, 1, 2])
        with h5py.File(session) as f:
            created = f.attrs["created_utc"]
            created = created.decode() if isinstance(created, bytes) else created
        for to in ("csv", "json", "apd", "lst", "tekscan_ascii"):
            without = self.export(session, to=to).decode("latin-1")
            self.assertNotIn("S-0815", without)
            self.assertNotIn(created[:4], without.replace("solea", ""), to)
            with_identity = self.export(session, "--with-identity", to=to).decode("latin-1")
            self.assertIn("S-0815", with_identity)
        self.assertFalse([name for name in self.npz(session) if "identity" in name])
        z = self.npz(session, "--with-identity")
        self.assertEqual(str(z["identity_subject"]), "S-0815")
        self.assertEqual(str(z["identity_created_utc"]), created)

    def test_several_recordings(self):
        import zipfile
        with zipfile.ZipFile(self.folder / "two.zip", "w") as z:
            z.write(SESSION, "first.h5")
            z.write(SESSION.with_name("walk_flat.h5"), "second.h5")
        named = self.npz("two.zip", "--with-identity")
        np.testing.assert_array_equal(named["first_virtual_pressure_kpa"],
                                      read_session(SESSION)[0])
        z = self.npz("two.zip")
        self.assertFalse([name for name in z if "first" in name or "virtual" in name])
        np.testing.assert_array_equal(z["recording1_pressure_kpa"], read_session(SESSION)[0])
        np.testing.assert_array_equal(z["recording2_pressure_kpa"],
                                      read_session(SESSION.with_name("walk_flat.h5"))[0])
        self.assertNotIn("pressure_kpa", z)
        document = json.loads(self.export("two.zip", to="json"))
        self.assertEqual(len(document["recordings"]), 2)
        for to in ("csv", "lst", "apd", "tekscan_ascii"):
            self.fails(1, ["2 recordings", "--recording N", to], "export", "two.zip", "--to", to,
                       "-o", "never")
            self.assertFalse((self.folder / "never").exists())
        second = self.npz("two.zip", "--recording", 2)
        np.testing.assert_array_equal(second["pressure_kpa"], z["recording2_pressure_kpa"])

    def test_the_same_recording_gives_the_same_file(self):
        for to in ("csv", "json", "npz", "apd", "lst", "tekscan_ascii"):
            self.assertEqual(self.export(SESSION, to=to), self.export(SESSION, to=to), to)

    def test_no_file_is_lost(self):
        (self.folder / "out.csv").write_text("old")
        self.export(SESSION, to="csv")
        self.assertEqual((self.folder / "out.csv.1").read_text(), "old")
        copy = self.folder / "walk.h5"
        copy.write_bytes(SESSION.read_bytes())
        (self.folder / "link.csv").symlink_to(copy)
        for out in ("walk.h5", "./walk.h5", "link.csv"):
            self.fails(1, "is the file that is exported", "export", "walk.h5", "--to", "csv", "-o",
                       out)
        self.assertEqual(copy.read_bytes(), SESSION.read_bytes())

    def test_what_fails_leaves_nothing(self):
        (self.folder / "out.csv").write_text("old")
        (self.folder / "bad.h5").write_bytes(SESSION.read_bytes()[:5000])
        before = sorted(p.name for p in self.folder.iterdir())
        self.fails(1, "bad.h5", "export", "bad.h5", "--to", "csv", "-o", "out.csv")
        self.fails(1, "nowhere.h5", "export", "nowhere.h5", "--to", "csv", "-o", "out.csv")
        self.fails(1, "folder", "export", SESSION, "--to", "csv", "-o", self.folder)
        self.fails(1, "cannot be written", "export", SESSION, "--to", "npz", "-o", "no/x.npz")
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), before)

    def test_wrong_usage(self):
        ids = ("apd", "csv", "json", "lst", "npz", "tekscan_ascii")
        self.fails(2, ["--to", "toast", *ids], "export", SESSION, "--to", "toast", "-o", "x")
        self.fails(2, ["wide", "tidy"], "export", SESSION, "--to", "csv", "--variant", "tall", "-o",
                   "x")
        self.fails(2, "has none", "export", SESSION, "--to", "npz", "--variant", "tall", "-o", "x")
        self.fails(2, "--to", "export", SESSION, "-o", "x")
        self.fails(2, "--out", "export", SESSION, "--to", "csv")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_npz_is_a_plain_zip(self):
        """Read without numpy, from the descriptions of zip and .npy."""
        import zipfile
        self.export(SESSION, to="npz")
        with zipfile.ZipFile(self.folder / "out.npz") as z:
            self.assertIsNone(z.testzip())
            data = z.read("pressure_kpa.npy")
        self.assertEqual(data[:8], b"\x93NUMPY\x01\x00")
        length, = struct.unpack("<H", data[8:10])
        self.assertEqual((10 + length) % 64, 0)
        self.assertEqual(len(data), 10 + length + 600 * 64 * 64 * 4)


if __name__ == "__main__":
    unittest.main()

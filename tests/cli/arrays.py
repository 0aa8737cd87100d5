"""Arrays that NumPy and h5py wrote: unit, rate, size, orientation, values, and what is refused."""
import unittest

import h5py
import numpy as np

from support import SoleaTest


def film(frames=7, rows=5, cols=3, dtype="<f4"):
    """Every cell another whole number; what goes wrong anywhere shows."""
    a = np.arange(frames * rows * cols).reshape(frames, rows, cols) % 120
    return a.astype(dtype)


class Arrays(SoleaTest):
    def values(self, name, *args):
        """A recording's frames as Solea has them: through a session, read by h5py."""
        self.good("import", name, "-o", "values.h5", *args)
        with h5py.File(self.folder / "values.h5") as f:
            trial = f["trials/0001"]
            result = trial["pressure_kpa"][:], trial["time_s"][:]
        (self.folder / "values.h5").unlink()
        return result

    def info(self, name, *args):
        return self.good_json("info", name, "--json", *args)

    def given(self, unit="kPa"):
        return ["--rate-hz", 50, "--pitch-mm", 5, "--unit", unit]


class NumPy(Arrays):
    def test_every_type_and_order(self):
        for dtype in ("<f2", "<f4", "<f8", ">f2", ">f4", ">f8", "u1", "<u2", ">u2", "<u4", ">u4",
                      "<u8", "i1", "<i2", ">i2", "<i4", "<i8", ">i8", "?"):
            for order in "CF":
                with self.subTest(dtype=dtype, order=order):
                    a = film(dtype=dtype)
                    np.save(self.folder / "a.npy", np.asarray(a, order=order))
                    values, times = self.values("a.npy", *self.given())
                    np.testing.assert_array_equal(values, a.astype("f4"))
                    np.testing.assert_allclose(times, np.arange(7) / 50, atol=1e-12)

    def test_half_floats_are_exact(self):
        bits = np.arange(0, 0x7C00, dtype="<u2")  # every number not below 0
        a = np.concatenate([bits, np.zeros(24, "<u2")]).view("<f2").reshape(1, -1, 8)
        np.save(self.folder / "a.npy", a)
        np.testing.assert_array_equal(self.values("a.npy", *self.given())[0], a.astype("f4"))

    def test_versions_of_the_header(self):
        a = film()
        for version in ((1, 0), (2, 0), (3, 0)):
            with open(self.folder / "a.npy", "wb") as f:
                np.lib.format.write_array(f, a, version=version)
            np.testing.assert_array_equal(self.values("a.npy", *self.given())[0], a)

    def test_axes(self):
        np.save(self.folder / "one.npy", film()[0])
        info = self.info("one.npy", *self.given())
        self.assertEqual((info["frames"], info["rows"], info["cols"]), (1, 5, 3))
        for order in "CF":
            several = np.asarray(film(28).reshape(4, 7, 5, 3), order=order)
            np.save(self.folder / "several.npy", several)
            info = self.info("several.npy", *self.given())
            self.assertEqual([r["name"] for r in info["recordings"]], ["0", "1", "2", "3"])
            self.assertEqual({r["frames"] for r in info["recordings"]}, {7})
            values, _ = self.values("several.npy", "--recording", 3, *self.given())
            np.testing.assert_array_equal(values, several[2])
        np.save(self.folder / "line.npy", np.zeros(9))
        self.fails(1, ["line.npy", "1 axes", "[frames, rows, columns]"], "info", "line.npy",
                   *self.given())

    def test_the_unit_must_be_known(self):
        np.save(self.folder / "a.npy", film())
        self.fails(1, ["a.npy", "[7, 5, 3]", "--unit kPa"], "info", "a.npy")
        self.fails(1, ["'furlong'", "expected one of pressure"], "info", "a.npy", "--unit",
                   "furlong")
        info = self.info("a.npy", "--unit", "kPa")
        self.assertIsNone(info["rate_hz"])
        self.assertIsNone(info["pitch_x_mm"])
        self.assertTrue(any("--rate-hz" in w for w in info["warnings"]), info["warnings"])
        self.assertTrue(any("--pitch-mm" in w for w in info["warnings"]), info["warnings"])
        self.assertTrue(any("row 0" in c for c in info["conversions"]))
        self.run_solea("analyze", "a.npy", "--unit", "kPa")  # must not crash

    def test_units(self):
        a = film()
        np.save(self.folder / "a.npy", a)
        for unit, kpa in (("N/cm2", 10), ("mmHg", 0.133322), ("psi", 6.894757), ("MPa", 1000)):
            np.testing.assert_allclose(self.values("a.npy", *self.given(unit))[0], a * kpa,
                                       rtol=1e-6)
        # 1 N on 5.08 x 7.62 mm
        values, _ = self.values("a.npy", "--unit", "N", "--rate-hz", 50, "--pitch-mm", 5.08, 7.62)
        np.testing.assert_allclose(values, a * 1000 / (5.08 * 7.62), rtol=1e-6)
        info = self.info("a.npy", "--unit", "N", "--rate-hz", 50, "--pitch-mm", 5.08, 7.62)
        self.assertEqual((info["pitch_x_mm"], info["pitch_y_mm"], info["unit"]), (5.08, 7.62, "N"))
        self.fails(1, ["N a cell", "--pitch-mm"], "info", "a.npy", "--unit", "N")

    def test_cells_that_are_no_pressure(self):
        a = film()
        a[1, 2, 0] = np.nan
        a[3, :, 1] = np.nan
        a[2, 0, 0] = np.inf
        a[4, 4, 2] = -3
        np.save(self.folder / "a.npy", a)
        values, _ = self.values("a.npy", *self.given())
        expected = np.where(np.isfinite(a) & (a > 0), a, 0)
        np.testing.assert_array_equal(values, expected)
        warnings = self.good_json("analyze", "a.npy", "--json", *self.given())["warnings"]
        self.assertTrue(any(w.startswith("7 cells are no finite number") for w in warnings))
        self.assertTrue(any(w.startswith("1 cells are negative") for w in warnings))

    def test_npz_tells(self):
        a = film(dtype="<u2")
        mask = np.ones((5, 3), bool)
        mask[0, 2] = False
        for save in (np.savez, np.savez_compressed):
            save(self.folder / "a.npz", walk=a, rate_hz=125.0, pitch_x_mm=5.08,
                 pitch_y_mm=np.array([7.62]), unit="N/cm2", side="left", sensor_mask=mask,
                 cop=np.zeros((7, 2)))
            info = self.info("a.npz")
            self.assertEqual(info["format"], "numpy")
            self.assertEqual(info["name"], "walk")
            self.assertEqual((info["rate_hz"], info["unit"], info["side"]), (125, "N/cm2", "left"))
            self.assertEqual((info["pitch_x_mm"], info["pitch_y_mm"]), (5.08, 7.62))
            self.assertTrue(any("'cop'" in w for w in info["warnings"]), info["warnings"])
            np.testing.assert_array_equal(self.values("a.npz")[0], a * np.float32(10))
            info = self.info("a.npz", "--rate-hz", 50)
            self.assertEqual(info["rate_hz"], 125)
            self.assertTrue(any("--rate-hz was left out" in w for w in info["warnings"]))
            self.assertIn("1 cells of the grid have no sensor", self.good("info", "a.npz"))

    def test_npz_spellings(self):
        a = film()
        np.savez(self.folder / "a.npz", left=a, right=a[::-1], SamplingRate=np.int32(100),
                 pitch_cm=0.5, units=b"kPa")
        info = self.info("a.npz")
        self.assertEqual([r["name"] for r in info["recordings"]], ["left", "right"])
        for r in info["recordings"]:
            self.assertEqual((r["rate_hz"], r["pitch_x_mm"], r["unit"]), (100, 5, "kPa"))
        np.savez(self.folder / "a.npz", a=a, dt_ms=8, unit="kPa")
        self.assertAlmostEqual(self.info("a.npz")["rate_hz"], 125)
        np.savez(self.folder / "a.npz", a=a, rate_hz=-5, unit="kPa")
        self.fails(1, ["'rate_hz' is -5", "above 0"], "info", "a.npz")

    def test_npz_names_before_the_arrays_of_each(self):
        a, b = film(), film(9, 4, 6)
        mask = np.ones((4, 6), bool)
        mask[0, 1] = False
        np.savez(self.folder / "a.npz", pitch_mm=5, unit="kPa", left_foot_pressure_kpa=a,
                 left_foot_rate_hz=50, left_foot_side="left", right_pressure_kpa=b,
                 right_rate_hz=100, right_unit="N/cm2", right_sensor_mask=mask,
                 right_time_s=np.arange(9) / 100)
        left, right = self.info("a.npz")["recordings"]
        self.assertEqual((left["name"], left["rate_hz"], left["unit"], left["side"]),
                         ("left_foot", 50, "kPa", "left"))
        self.assertEqual((right["name"], right["rate_hz"], right["unit"], right["side"]),
                         ("right", 100, "N/cm2", None))
        self.assertEqual((left["pitch_x_mm"], right["pitch_y_mm"]), (5, 5))
        self.assertEqual(left["warnings"] + right["warnings"], [])
        values, times = self.values("a.npz", "--recording", 2)
        np.testing.assert_array_equal(values, b * np.float32(10))
        np.testing.assert_allclose(times, np.arange(9) / 100)
        self.assertIn("1 cells of the grid have no sensor",
                      self.good("info", "a.npz", "--recording", 2))

    def test_npz_of_sensors_without_a_grid(self):
        np.savez(self.folder / "a.npz", a=film(7, 1, 9), unit="kPa", rate_hz=50, has_grid=False)
        info = self.info("a.npz")
        self.assertEqual((info["rows"], info["cols"], info["sensors"]), (None, None, 9))
        self.assertEqual(info["warnings"], [])
        self.assertFalse(any("rows" in c for c in info["conversions"]), info["conversions"])

    def test_npz_times(self):
        times = np.array([0.5, 0.51, 0.52, 0.53, 0.58, 0.59, 0.6])
        np.savez(self.folder / "a.npz", a=film(), time_s=times, unit="kPa")
        info = self.info("a.npz")
        self.assertAlmostEqual(info["rate_hz"], 100)
        self.assertTrue(any("1 gaps" in w for w in info["warnings"]), info["warnings"])
        np.testing.assert_allclose(self.values("a.npz", "--pitch-mm", 5)[1], times, atol=1e-12)
        np.savez(self.folder / "a.npz", a=film(), time_s=times[::-1], unit="kPa")
        self.fails(1, ["rising"], "info", "a.npz")

    def test_what_is_no_array_of_numbers(self):
        np.save(self.folder / "o.npy", np.array([[{}]]), allow_pickle=True)
        self.fails(1, ["o.npy", "Python objects"], "info", "o.npy", *self.given())
        np.save(self.folder / "r.npy", np.zeros((2, 2), [("a", "f4")]))
        self.fails(1, ["records"], "info", "r.npy", *self.given())
        np.save(self.folder / "c.npy", np.zeros((2, 2), "c8"))
        self.fails(1, ["'<c8'", "expected numbers"], "info", "c.npy", *self.given())
        np.save(self.folder / "e.npy", np.zeros((0, 5, 5)))
        self.fails(1, ["has no frame"], "info", "e.npy", *self.given())
        np.save(self.folder / "g.npy", np.zeros((3, 0, 5)))
        self.fails(1, ["impossible grid"], "info", "g.npy", *self.given())
        np.save(self.folder / "w.npy", np.zeros((1, 1, 10001), "u1"))
        self.fails(1, ["impossible grid"], "info", "w.npy", *self.given())
        np.savez(self.folder / "x.npz", a=np.zeros(3), b="text")
        self.fails(1, ["x.npz", "no array of pressures"], "info", "x.npz", *self.given())

    def test_a_file_that_ends_early(self):
        np.save(self.folder / "a.npy", film(4).astype("<u2"))
        whole = (self.folder / "a.npy").read_bytes()
        (self.folder / "b.npy").write_bytes(whole[:-31])  # a frame has 30 bytes
        info = self.info("b.npy", *self.given())
        self.assertEqual(info["frames"], 2)
        self.assertIn("the file ends within frame 3, 2 whole frames were kept", info["warnings"])
        (self.folder / "b.npy").write_bytes(whole[:-4 * 30])
        self.fails(1, ["ends within the first frame"], "info", "b.npy", *self.given())
        (self.folder / "b.npy").write_bytes(whole + b"more")
        self.assertIn("4 bytes behind the array were left out",
                      self.info("b.npy", *self.given())["warnings"])
        np.savez_compressed(self.folder / "a.npz", a=film(40), unit="kPa")
        whole = (self.folder / "a.npz").read_bytes()
        (self.folder / "b.npz").write_bytes(whole[:len(whole) // 2])
        self.fails(1, ["b.npz"], "info", "b.npz")


class Hdf5(Arrays):
    def test_dataset_with_attributes(self):
        a = film(40, 6, 4, "<u2")
        with h5py.File(self.folder / "a.h5", "w") as f:
            d = f.create_dataset("frames", data=a, chunks=(32, 6, 4), compression="gzip",
                                 compression_opts=4, shuffle=True)
            d.attrs.update(units="kPa", rate_hz=100.0, pitch_mm=5.0)
        info = self.info("a.h5")
        self.assertEqual(info["format"], "hdf5_array")
        self.assertEqual((info["frames"], info["rows"], info["cols"]), (40, 6, 4))
        self.assertEqual((info["rate_hz"], info["pitch_x_mm"], info["pitch_y_mm"], info["unit"]),
                         (100, 5, 5, "kPa"))
        values, times = self.values("a.h5")
        np.testing.assert_array_equal(values, a)
        np.testing.assert_allclose(times, np.arange(40) / 100, atol=1e-12)
        with open(self.folder / "a.h5", "rb") as f, open(self.folder / "half.h5", "wb") as half:
            half.write(f.read()[:1500])
        self.fails(1, ["half.h5", "damaged"], "info", "half.h5")

    def test_types_and_layouts(self):
        for dtype in ("<f2", "<f4", ">f8", "u1", ">u2", "<u4", "<i2", ">i8"):
            for chunks in (None, (3, 2, 2), (7, 5, 3)):
                a = film(dtype=dtype)
                with h5py.File(self.folder / "a.h5", "w") as f:
                    d = f.create_dataset("walk/left", data=a, chunks=chunks)
                    f["walk"].attrs["unit"] = np.bytes_("N/cm2")
                    f.attrs.update(SamplingRate=80, pitch_x_mm=5.08, pitch_y_mm=np.float32(7.5))
                info = self.info("a.h5")
                self.assertEqual((info["name"], info["rate_hz"]), ("walk/left", 80))
                self.assertEqual((info["pitch_x_mm"], info["pitch_y_mm"]), (5.08, 7.5))
                np.testing.assert_array_equal(self.values("a.h5")[0], a.astype("f4") * 10)

    def test_several_and_other_things(self):
        with h5py.File(self.folder / "a.h5", "w") as f:
            for name in ("left", "right"):
                f.create_dataset(name, data=film()).attrs["units"] = "kPa"
            f.create_dataset("warmth", data=film()).attrs["units"] = "degC"
            f["video"] = film()
            f["table"] = np.zeros((4, 4))
            f["labels"] = ["a", "b"]
            f["rate_hz"] = 60.0
            f["time_s"] = 2 + np.arange(7) / 60
        info = self.info("a.h5")
        self.assertEqual([r["name"] for r in info["recordings"]], ["left", "right"])
        warnings = info["recordings"][0]["warnings"]
        self.assertTrue(any("'/warmth' has the unit 'degC'" in w for w in warnings), warnings)
        self.assertTrue(any("'/video' has no unit" in w for w in warnings), warnings)
        _, times = self.values("a.h5", "--pitch-mm", 5)
        np.testing.assert_allclose(times, 2 + np.arange(7) / 60, atol=1e-12)

    def test_the_unit_must_be_known(self):
        with h5py.File(self.folder / "a.h5", "w") as f:
            f["frames"] = film()
        self.fails(1, ["'/frames' [7, 5, 3]", "--unit kPa"], "info", "a.h5")
        np.testing.assert_array_equal(self.values("a.h5", *self.given())[0], film())
        with h5py.File(self.folder / "a.h5", "a") as f:
            f["frames"].attrs["units"] = "degC"
        self.fails(1, ["'degC'", "expected one of pressure"], "info", "a.h5")

    def test_sessions_stay_sessions(self):
        with h5py.File(self.folder / "a.h5", "w") as f:
            f.create_dataset("frames", data=film()).attrs["units"] = "kPa"
        self.fails(1, ["no Solea session"], "info", "a.h5", "--format", "solea_session")
        with h5py.File(self.folder / "a.h5", "a") as f:
            f.attrs["format"] = "ours"
        self.assertEqual(self.info("a.h5")["format"], "hdf5_array")
        with h5py.File(self.folder / "a.h5", "a") as f:
            f.create_group("trials")
        self.fails(1, ["'format'", "variable length"], "info", "a.h5")
        with h5py.File(self.folder / "a.h5", "a") as f:
            f.attrs["format"] = np.bytes_("ours")
        self.fails(1, ["no Solea session", "'ours'"], "info", "a.h5")

    def test_frames_that_were_never_written(self):
        with h5py.File(self.folder / "a.h5", "w") as f:
            d = f.create_dataset("frames", (10 ** 9, 5, 3), "u2", chunks=(4, 5, 3))
            d.attrs["units"] = "kPa"
        self.fails(1, ["not one frame"], "info", "a.h5")
        with h5py.File(self.folder / "a.h5", "a") as f:
            f["frames"][:10] = film(10)
        info = self.info("a.h5")
        self.assertEqual(info["frames"], 12)  # of whole chunks
        self.assertTrue(any("never written" in w for w in info["warnings"]))

    def test_other_files_are_not_opened(self):
        np.full((7, 5, 3), 9, "<u2").tofile(self.folder / "secret.bin")
        with h5py.File(self.folder / "other.h5", "w") as f:
            f.create_dataset("frames", data=film()).attrs["units"] = "kPa"
        with h5py.File(self.folder / "a.h5", "w") as f:
            f.create_dataset("x", (7, 5, 3), "<u2",
                             external=[(str(self.folder / "secret.bin"), 0, h5py.h5f.UNLIMITED)])
            f["link"] = h5py.ExternalLink("other.h5", "/frames")
            layout = h5py.VirtualLayout((7, 5, 3), "<f4")
            layout[:] = h5py.VirtualSource("other.h5", "frames", (7, 5, 3))
            f.create_virtual_dataset("v", layout)
        self.fails(1, ["a.h5", "no Solea session"], "info", "a.h5", *self.given())


class Steps(Arrays):
    def setUp(self):
        super().setUp()
        random = np.random.default_rng(3)
        self.steps = {}
        with h5py.File(self.folder / "steps.h5", "w") as f:
            for group, n in (("barefoot", 3), ("shod_common/fast", 2), ("shod_common/slow", 1)):
                data = random.integers(0, 900, (n, 20, 8, 6)).astype("<u2")
                self.steps[group] = data
                table = np.arange(n * 10).reshape(n, 10) * 1.0
                table[:, 0] = 12
                table[:, 5] = 1
                f[group + "/data"] = data
                f[group + "/metadata"] = table
                f[group + "/timestamps"] = np.zeros((n, 20), "u8")
            f["surveydata"] = np.zeros((5, 7))

    def test_every_footstep_is_a_recording(self):
        info = self.info("steps.h5", "--unit", "kPa")
        self.assertEqual([r["name"] for r in info["recordings"]],
                         ["barefoot/0", "barefoot/1", "barefoot/2", "shod_common/fast/0",
                          "shod_common/fast/1", "shod_common/slow/0"])
        for r in info["recordings"]:
            self.assertEqual((r["frames"], r["rows"], r["cols"]), (20, 8, 6))
            self.assertEqual((r["rate_hz"], r["pitch_x_mm"], r["pitch_y_mm"]), (100, 5, 5))
            self.assertTrue(any("100 Hz taken" in c for c in r["conversions"]), r["conversions"])
            self.assertTrue(any("5 mm taken" in c for c in r["conversions"]))
            self.assertEqual(r["subject"], "12")
        second = info["recordings"][1]["provenance"]
        self.assertEqual(second["place y"], "16, as stored")
        self.assertEqual(second["place x"], "17, as stored")
        self.assertEqual(second["walking direction"], "1, as stored")
        self.assertEqual(second["alignment angle"], "19, as stored")
        values, times = self.values("steps.h5", "--unit", "kPa", "--recording", 5)
        np.testing.assert_array_equal(values, self.steps["shod_common/fast"][1])
        np.testing.assert_allclose(times, np.arange(20) / 100, atol=1e-12)

    def test_what_the_user_knows_better(self):
        r = self.info("steps.h5", "--recording", 1, *self.given())
        self.assertEqual((r["rate_hz"], r["pitch_x_mm"]), (50, 5))
        self.assertFalse(any("100 Hz" in c for c in r["conversions"]), r["conversions"])
        self.fails(1, ["--unit kPa"], "info", "steps.h5")

    def test_entries_that_were_never_filled(self):
        with h5py.File(self.folder / "steps.h5", "a") as f:
            f["barefoot/metadata"][1] = -1
        info = self.info("steps.h5", "--unit", "kPa")
        self.assertEqual([r["name"] for r in info["recordings"]][:2], ["barefoot/0", "barefoot/2"])
        self.assertIn("1 entries of 'barefoot' were never filled and were left out",
                      info["recordings"][0]["warnings"])

    def test_any_array_of_four_axes(self):
        with h5py.File(self.folder / "a.h5", "w") as f:
            f["all"] = self.steps["barefoot"]
            f["all"].attrs.update(unit="kPa", fs=200)
        info = self.info("a.h5")
        self.assertEqual([r["name"] for r in info["recordings"]], ["all/0", "all/1", "all/2"])
        np.testing.assert_array_equal(self.values("a.h5", "--recording", 2, "--pitch-mm", 4)[0],
                                      self.steps["barefoot"][1])


if __name__ == "__main__":
    unittest.main()

"""solea info, analyze and import on files."""
import json
import unittest

import h5py
import numpy as np

from support import SOURCE, SoleaTest, real_data


class Files(SoleaTest):
    def test_analyze_keeps_to_the_contract(self):
        session = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
        document = self.good_json("analyze", session, "--json", "-o", "analysis.json")
        self.assertEqual(json.loads((self.folder / "analysis.json").read_text()), document)
        self.assertEqual(document["schema"], "solea.analysis/1")
        self.assertEqual(set(document), {"schema", "software", "settings", "recording", "whole",
                                         "steps", "averages", "heel_sheet", "warnings"})
        self.assertEqual(document["settings"]["contact_threshold_kpa"], 10)
        self.assertEqual(len(document["recording"]["sha256"]), 64)
        self.assertGreaterEqual(len(document["steps"]), 3)
        for i, step in enumerate(document["steps"]):
            self.assertEqual(step["index"], i)
            self.assertIn(step["side"], ("left", "right"))
            self.assertIsInstance(step["valid"], bool)
            self.assertEqual(set(step["zones"]), {
                "heel_medial", "heel_lateral", "midfoot", "mth1", "mth2", "mth3", "mth4", "mth5",
                "hallux", "toes"})
            self.assertEqual(set(step["phases"]), {
                "ffc_s", "fmc_s", "fff_s", "ho_s", "lfc_s", "icp_pct", "ffcp_pct", "ffp_pct",
                "ffpop_pct"})
            for name in ("peak_pressure_kpa", "max_force_n", "contact_area_max_cm2",
                         "contact_area_mpp_cm2", "fti_ns", "stance_s", "heel_peak_pressure_kpa",
                         "arch_index", "cop_path_mm", "strike_index_pct", "foot_length_mm"):
                self.assertIn(name, step["metrics"])
            times = [point["t_s"] for point in step["cop"]]
            self.assertEqual(times, sorted(times))
        # The last step is not ended: its side is not sure, and that alone is told.
        unsure = [s["index"] for s in document["steps"] if s["side_confidence"] < 0.8]
        self.assertEqual(unsure, [len(document["steps"]) - 1])
        self.assertEqual(len(document["warnings"]), 1)
        self.assertIn(f"step {unsure[0]}: the side", document["warnings"][0])

    def test_body_mass_turns_newtons_into_body_weights(self):
        session = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
        step = self.good_json("analyze", session, "--json", "--mass-kg", 70)["steps"][0]
        self.assertAlmostEqual(step["metrics"]["max_force_bw"],
                               step["metrics"]["max_force_n"] / (70 * 9.80665), places=9)

    def test_variants_are_options(self):
        session = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
        plain = self.good_json("analyze", session, "--json")
        other = self.good_json("analyze", session, "--json", "--pad-zero", "--cop-lowpass-hz", 0,
                               "--print-to-foot-mm", 12, "--ml-ratio-p10-p90", -5, 5)
        self.assertEqual(other["settings"]["pad_zero"], True)
        rate = plain["recording"]["rate_hz"]
        for a, b in zip(plain["steps"], other["steps"]):
            force = [p["force_n"] for p in a["cop"]]
            self.assertAlmostEqual(b["metrics"]["fti_ns"] - a["metrics"]["fti_ns"],
                                   (force[0] + force[-1]) / 2 / rate, places=3)
            self.assertEqual(b["metrics"]["cop_path_mm"], b["metrics"]["cop_path_unfiltered_mm"])
            self.assertIsNone(a["classes"]["loading_signs"]["ml_ratio"])
            if not b["valid"]:
                continue
            self.assertAlmostEqual(b["metrics"]["estimated_foot_length_mm"],
                                   a["metrics"]["foot_length_mm"] + 12, places=9)
            self.assertIn(b["classes"]["loading_signs"]["ml_ratio"],
                          ("medial", "neutral", "lateral"))
        self.fails(2, "smaller percentile", "analyze", session, "--ml-ratio-p10-p90", 5, -5)
        self.fails(2, "fast", "analyze", session, "--cop-lowpass-hz", "fast")

    def test_a_maximum_picture_has_no_force_and_no_time(self):
        file = real_data("zebris_apd_steps/MDwalk2.apd")
        document = self.good_json("analyze", file, "--json")
        self.assertIsNone(document["whole"]["max_force_n"])
        self.assertIsNone(document["whole"]["contact_area_max_cm2"])
        step = document["steps"][0]
        self.assertEqual(step["cop"], [])
        for name in ("max_force_n", "stance_s", "fti_ns", "pti_peak_curve_kpas", "cop_path_mm",
                     "cop_mean_velocity_mm_s", "loading_rate_max_ns", "icp_pct", "cpei_pct",
                     "strike_index_pct", "heel_max_force_n"):
            self.assertIsNone(step["metrics"][name], name)
            self.assertIn(name, step["undefined"]["one picture without a time"])
        for name in ("foot_length_mm", "arch_index", "peak_pressure_kpa", "contact_area_mpp_cm2"):
            self.assertGreater(step["metrics"][name], 0, name)
        self.assertEqual(set(step["phases"].values()), {None})
        for zone in step["zones"].values():
            for name in ("max_force_n", "fti_ns", "pti_peak_curve_kpas", "contact_start_pct"):
                self.assertIsNone(zone[name], name)
        self.assertTrue(any("one picture" in w for w in document["warnings"]))
        for command in ("gait", "balance"):
            self.fails(1, "times of its frames", command, file)

    def test_heel_sheet(self):
        session = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
        sheet = self.good_json("analyze", session, "--json", "--mass-kg", 70, "--height-m", 1.75,
                               "--age-years", 12)["heel_sheet"]
        self.assertIn("not a diagnosis", sheet["notice"])
        findings = {finding["id"]: finding for finding in sheet["findings"]}
        self.assertEqual(set(findings), {"arch", "strike", "heel_sides", "body_mass", "heel_load",
                                         "heel_time", "left_right", "child_heel"})
        bmi = {value["id"]: value for value in findings["body_mass"]["values"]}["bmi_kg_m2"]
        self.assertAlmostEqual(bmi["both"], 70 / 1.75 ** 2)
        for finding in findings.values():
            self.assertTrue(finding["does_not_support"])
            for value in finding["values"]:
                self.assertEqual(value["references"], [], "a mat of no known class")
        text = self.good("analyze", session, "--heel-sheet", "--age-years", 15)
        self.assertNotIn("child", text)
        for word in ("abnormal", "pathological", "risk"):
            self.assertNotIn(word, text)

    def test_what_cannot_be_known_is_null(self):
        file = real_data("pedar_insole/pedar_example.asc")  # sensors without places or areas
        document = self.good_json("analyze", file, "--recording", 1, "--json")
        self.assertGreater(document["whole"]["peak_pressure_kpa"], 100)
        for name in ("max_force_n", "contact_area_max_cm2", "contact_area_mpp_cm2"):
            self.assertIsNone(document["whole"][name])

    def test_files_that_are_none(self):
        (self.folder / "empty.h5").write_bytes(b"")
        (self.folder / "letter.txt").write_text("Dear all,\n")
        whole = (SOURCE / "sample_data" / "sessions" / "walk_normal.h5").read_bytes()
        (self.folder / "half.h5").write_bytes(whole[:len(whole) // 2])
        for command in (["info"], ["analyze"], ["import", "-o", "out.h5"]):
            self.fails(1, ["empty.h5", "is empty"], command[0], "empty.h5", *command[1:])
            self.fails(1, ["letter.txt", "expected one of"], command[0], "letter.txt", *command[1:])
            self.fails(1, ["half.h5", "damaged"], command[0], "half.h5", *command[1:])
            self.fails(1, ["nothing.h5", "No such file"], command[0], "nothing.h5", *command[1:])
        self.assertFalse((self.folder / "out.h5").exists())

    def test_results_that_cannot_be_written(self):
        session = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
        self.fails(1, ["a.json", "cannot be written"], "analyze", session, "-o", "/nowhere/a.json")
        self.fails(1, ["s.h5", "No such file or directory"], "import", session, "-o",
                   "/nowhere/s.h5")

    def test_an_hdf5_file_of_somebody_else(self):
        with h5py.File(self.folder / "other.h5", "w") as f:
            f["x"] = np.zeros(3)
        self.fails(1, ["other.h5", "no Solea session", "expected 'solea-session'"], "info",
                   "other.h5")

    def test_import_keeps_the_earlier_file(self):
        session = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
        (self.folder / "s.h5").write_text("precious")
        done = self.run_solea("import", session, "-o", "s.h5")
        self.assertEqual(done.returncode, 0)
        self.assertIn("s.h5.1", done.stderr)
        self.assertEqual((self.folder / "s.h5.1").read_text(), "precious")


class RealFiles(SoleaTest):
    def test_emed_info(self):
        info = self.good_json("info", real_data("emed_walk/emed_test.lst"), "--json")
        self.assertEqual((info["format"], info["frames"], info["rows"], info["cols"]),
                         ("novel_lst", 106, 95, 64))
        self.assertEqual((info["pitch_x_mm"], info["pitch_y_mm"], info["rate_hz"], info["unit"]),
                         (5, 5, 100, "kPa"))
        checks = {c["what"]: c for c in info["vendor_checks"]}
        self.assertEqual(checks["column force margins"]["agree"], 2332)
        self.assertEqual(checks["frame force totals"]["agree"], 106)

    def test_emed_analysis(self):
        document = self.good_json("analyze", real_data("emed_walk/emed_test.lst"), "--json")
        whole = document["whole"]
        self.assertAlmostEqual(whole["peak_pressure_kpa"], 370, places=3)
        self.assertAlmostEqual(whole["max_force_n"], 818.625, places=2)
        self.assertAlmostEqual(whole["contact_area_max_cm2"], 106.5, places=6)
        self.assertAlmostEqual(whole["contact_area_mpp_cm2"], 126.5, places=6)
        (step,) = document["steps"]
        self.assertEqual(step["side"], "right")
        self.assertTrue(step["valid"])
        self.assertAlmostEqual(step["metrics"]["arch_index"], 0.229, delta=0.010)
        classes = step["classes"]
        self.assertEqual((classes["arch"], classes["strike"]), ("normal", "rearfoot"))
        self.assertIn(classes["loading"], ("medial", "neutral", "lateral"))
        self.assertEqual(set(classes["loading_signs"]), {"cpei", "ml_ratio", "arch"})
        self.assertGreater(len(step["cop"]), 100)

    def test_import_gives_the_same_analysis(self):
        original = real_data("emed_walk/emed_test.lst")
        self.good("import", original, "-o", "emed.h5")
        first = self.good_json("analyze", original, "--json")
        second = self.good_json("analyze", "emed.h5", "--json")
        self.assertEqual(first["steps"], second["steps"])
        self.assertEqual(first["whole"], second["whole"])

    def test_imported_pressures_against_an_independent_parser(self):
        original = real_data("emed_walk/emed_test.lst")
        self.good("import", original, "-o", "emed.h5")
        frames, columns = [], None
        for line in original.read_text(encoding="latin-1").splitlines():
            fields = line.split()
            if "Pict-No." in line:
                frames.append(np.zeros((95, 64), np.float32))
            elif len(fields) > 2 and fields[-1] == "Force":
                columns = [int(f) - 1 for f in fields[:-1]]
            elif columns and len(fields) == len(columns) + 2 and fields[0].isdigit():
                frames[-1][95 - int(fields[0]), columns] = [float(f) for f in fields[1:-1]]
        with h5py.File(self.folder / "emed.h5") as f:
            stored = f["trials/0001/pressure_kpa"]
            self.assertEqual(stored.attrs["units"], b"kPa")
            np.testing.assert_array_equal(stored[...], np.array(frames))


if __name__ == "__main__":
    unittest.main()

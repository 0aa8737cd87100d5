"""--set NAME=VALUE: every setting of the analysis from the command line, and the page that lists them."""
import json
import unittest

from support import SOURCE, SoleaTest

SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


class Settings(SoleaTest):
    def table(self):
        document = self.good_json("metrics", "--settings", "--json")
        self.assertEqual(document["schema"], "solea.settings/1")
        return document["settings"]

    def test_the_committed_page_is_what_the_program_writes(self):
        page = (SOURCE / "docs" / "settings.md").read_text(encoding="utf-8")
        self.assertEqual(page, self.good("metrics", "--settings", "--markdown"),
                         "write it again: solea metrics --settings --markdown > docs/settings.md")
        text = self.good("metrics", "--settings")
        for setting in self.table():
            self.assertIn(setting["name"], text)
            self.assertIn(f"`{setting['name']}`", page)

    def test_the_list_has_what_results_have_with_its_defaults(self):
        used = self.good_json("analyze", SESSION, "--json", "--set", "mass_kg=null")["settings"]
        names = set()
        for setting in self.table():
            value = used
            for part in setting["name"].split("."):
                value = value[part]
            self.assertEqual(value, setting["default"], setting["name"])
            names.add(setting["name"])
        said = {name for name, value in used.items() if not isinstance(value, dict)}
        said |= {f"{outer}.{name}" for outer in ("sides", "geometry") for name in used[outer]}
        documents = {"mask_polygons", "corrections", "integration", "cop_filter", "cpei_variant",
                     "line_of_progression"}
        self.assertEqual(said - documents, names)

    def test_a_setting_is_kept_and_used(self):
        document = self.good_json("analyze", SESSION, "--json", "--set", "sides.arch_weight=0.25",
                                  "--set", "contact_threshold_kpa=12", "--set", "side=left",
                                  "--set", "mask=three", "--set", "heel_fraction=0.31")
        used = document["settings"]
        self.assertEqual((used["sides"]["arch_weight"], used["contact_threshold_kpa"],
                          used["side"], used["mask"], used["heel_fraction"]),
                         (0.25, 12, "left", "three", 0.31))
        self.assertEqual({step["side"] for step in document["steps"]}, {"left"})
        self.assertEqual(list(document["steps"][0]["zones"]), ["heel", "midfoot", "forefoot"])
        # As the short form, which it comes after.
        short = self.good_json("analyze", SESSION, "--json", "--contact-kpa", 12, "--side", "left",
                               "--mask", "three", "--set", "heel_fraction=0.31",
                               "--set", "sides.arch_weight=0.25")
        self.assertEqual(short, document)
        both = self.good_json("analyze", SESSION, "--json", "--set", "contact_threshold_kpa=12",
                              "--contact-kpa", 20)
        self.assertEqual(both["settings"]["contact_threshold_kpa"], 12)

    def test_what_a_step_is_follows(self):
        document = self.good_json("analyze", SESSION, "--json", "--set", "min_duration_s=5")
        self.assertFalse(any(step["valid"] for step in document["steps"]))
        self.assertEqual(document["steps"][0]["invalid_reason"], "too short")

    def test_every_command_that_analyses_takes_it(self):
        self.good("import", SESSION, "-o", "s.h5")
        self.good("correct", "s.h5", "--step", 0, "--side", "left", "--set", "join_gap_mm=100")
        run = SESSION.with_name("run_normal.h5")
        few = self.good_json("gait", run, "--json", "--set", "longest_step_s=0.01")
        self.assertEqual(few["passes"], len(few["footfalls"]))
        self.assertLess(self.good_json("gait", run, "--json")["passes"], few["passes"])
        self.assertEqual(few["settings"]["longest_step_s"], 0.01)
        for command in ("report", "chart", "film", "render", "view", "batch"):
            self.assertIn("--set", self.good(command, "--help"))

    def test_wrong_usage_says_what_was_expected(self):
        for assignment, words in (
                ("join_gap=9", ["join_gap_mm", "no setting"]),
                ("arch_weight=1", ["sides.arch_weight"]),
                ("colour=red", ["solea metrics --settings"]),
                ("join_gap_mm", ["NAME=VALUE"]),
                ("join_gap_mm=wide", ["'wide'", "0 to 500 (mm)"]),
                ("join_gap_mm=501", ["'501'", "0 to 500 (mm)"]),
                ("join_gap_mm=nan", ["'nan'"]),
                ("join_most_parts=2.5", ["whole number", "1 to 12"]),
                ("pad_zero=1", ["true or false"]),
                ("side=middle", ["left, right or null"]),
                ("mask=two", ["footscan10"])):
            with self.subTest(assignment=assignment):
                self.fails(2, [*words, "help"], "analyze", SESSION, "--set", assignment)
        self.fails(2, "smaller percentile", "analyze", SESSION, "--set", "ml_ratio_p10_pct=5",
                   "--set", "ml_ratio_p90_pct=-5")
        self.fails(2, "0.1 to 1000", "analyze", SESSION, "--contact-kpa", 0)
        self.fails(2, "excludes", "metrics", "arch_index", "--settings")

    def test_a_study_keeps_them_and_does_not_go_on_with_others(self):
        study = ("batch", SESSION, "-o", "study", "--set", "sides.arch_weight=0.25")
        self.good(*study)
        run = json.loads((self.folder / "study" / "run.json").read_text())
        self.assertEqual(run["settings"]["sides"]["arch_weight"], 0.25)
        self.good(*study, "--resume")
        self.fails(1, "arch_weight: 0.25, now 0.5", *study[:4], "--resume")
        self.fails(1, "join_gap_mm: 110.0, now 90", *study, "--set", "join_gap_mm=90", "--resume")
        row = (self.folder / "study" / "steps.csv").read_text()
        self.good(*study[:3], "other", "--set", "min_duration_s=5")  # workers follow
        self.assertIn("too short", (self.folder / "other" / "steps.csv").read_text())
        self.assertNotIn("too short", row)


if __name__ == "__main__":
    unittest.main()

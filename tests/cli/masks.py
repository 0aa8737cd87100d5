"""solea analyze: masks, the user's own polygons, averages."""
import json
import unittest

import numpy as np

from support import SOURCE, SoleaTest

WALK = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


def own_mask(zones):
    return json.dumps({"schema": "solea.mask/1", "id": "own", "name": "Own zones", "zones": zones})


class Masks(SoleaTest):
    ZONES = {"three": 3, "matscan7": 7, "footscan10": 10, "novel10": 10, "novel12": 12}

    def test_every_mask_sums_to_the_foot(self):
        default = self.good_json("analyze", WALK, "--json")
        for mask, count in self.ZONES.items():
            document = self.good_json("analyze", WALK, "--json", "--mask", mask)
            self.assertEqual(document["settings"]["mask"], mask)
            for step, same in zip(document["steps"], default["steps"], strict=True):
                self.assertEqual(len(step["zones"]), count)
                total = sum(zone["fti_ns"] for zone in step["zones"].values())
                self.assertAlmostEqual(total, step["metrics"]["fti_ns"], delta=1e-4 * total)
                # Measures and phases use the anatomical zones whatever the mask.
                self.assertEqual(step["metrics"], same["metrics"])
                self.assertEqual(step["phases"], same["phases"])

    def test_the_users_polygons(self):
        (self.folder / "own.json").write_text(own_mask([
            {"id": "rear", "label": "Rear", "polygon": [[-80, -20], [80, -20], [80, 100], [-80, 100]]},
            {"id": "front", "polygon": [[-80, 100], [80, 100], [80, 200], [-80, 200]]}]))
        document = self.good_json("analyze", WALK, "--json", "--mask", "own.json")
        self.assertEqual(document["settings"]["mask"], "own")
        self.assertEqual(document["settings"]["mask_polygons"]["zones"][0]["label"], "Rear")
        for step in document["steps"]:
            self.assertEqual(list(step["zones"]), ["rear", "front", "unassigned"])
            total = sum(zone["fti_ns"] for zone in step["zones"].values())
            self.assertAlmostEqual(total, step["metrics"]["fti_ns"], delta=1e-4 * total)
            self.assertGreater(step["zones"]["unassigned"]["fti_ns"], 0)

    def test_masks_that_are_none(self):
        square = [[0, 0], [10, 0], [10, 10], [0, 10]]
        (self.folder / "overlap.json").write_text(own_mask(
            [{"id": "a", "polygon": square}, {"id": "b", "polygon": square}]))
        (self.folder / "letter.json").write_text("Dear all,\n")
        self.fails(1, ["overlap.json", "'a' and 'b' overlap"],
                   "analyze", WALK, "--mask", "overlap.json")
        self.fails(1, ["letter.json"], "analyze", WALK, "--mask", "letter.json")
        self.fails(1, ["nothing.json", "cannot be opened"], "analyze", WALK, "--mask", "nothing.json")
        self.fails(2, ["footscan11", "novel12"], "analyze", WALK, "--mask", "footscan11")


class Averages(SoleaTest):
    def test_means_are_those_of_the_valid_steps(self):
        document = self.good_json("analyze", WALK, "--json")
        averages = document["averages"]
        for side in ("left", "right"):
            steps = [s for s in document["steps"] if s["valid"] and s["side"] == side]
            if not steps:
                self.assertIsNone(averages[side])
                continue
            self.assertEqual(averages[side]["steps"], [s["index"] for s in steps])
            for name, summary in averages[side]["metrics"].items():
                values = [s["metrics"][name] for s in steps if s["metrics"][name] is not None]
                self.assertEqual(summary["n"], len(values))
                if not values:
                    self.assertIsNone(summary["mean"])
                    continue
                self.assertAlmostEqual(summary["mean"], np.mean(values), delta=1e-9 * abs(np.mean(values)) + 1e-12)
                self.assertAlmostEqual(summary["median"], np.median(values), places=9)
                if len(values) > 1:
                    self.assertAlmostEqual(summary["sd"], np.std(values, ddof=1), places=6)
                else:
                    self.assertIsNone(summary["sd"])
            force = np.array(averages[side]["curves"]["force_n"]["mean"])
            self.assertEqual(force.shape, (101,))
            zones = sum(np.array(z["force_n"]["mean"])
                        for z in averages[side]["curves"]["zones"].values())
            np.testing.assert_allclose(zones, force, atol=1e-3 * force.max())
            print_ = averages[side]["footprint"]
            peak = np.array(print_["peak_kpa"])
            self.assertEqual(peak.shape, np.array(print_["pti_kpas"]).shape)
            self.assertGreater(peak.max(), 100)
        left = averages["left"]["metrics"]["max_force_n"]["mean"]
        right = averages["right"]["metrics"]["max_force_n"]["mean"]
        symmetry = averages["symmetry"]["max_force_n"]
        self.assertAlmostEqual(symmetry["symmetry_index_pct"],
                               100 * (left - right) / (0.5 * (left + right)), places=9)
        self.assertAlmostEqual(symmetry["ratio"], left / right, places=12)

    def test_the_table_for_people(self):
        text = self.good("analyze", WALK)
        self.assertIn("means of the valid steps", str(text))


if __name__ == "__main__":
    unittest.main()

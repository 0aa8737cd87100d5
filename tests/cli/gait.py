"""solea gait on recordings."""
import unittest

from support import SOURCE, SoleaTest, real_data


class Gait(SoleaTest):
    def test_what_cannot_be_computed_is_null(self):
        session = SOURCE / "sample_data" / "sessions" / "stand_normal.h5"
        result = self.good_json("gait", session, "--json")
        self.assertEqual(result["schema"], "solea.gait/1")
        self.assertIsNone(result["cadence_per_min"])
        self.assertIsNone(result["parameters"]["stride_length_mm"]["both"])
        self.assertFalse(result["belt"])

    def test_footscan_walk(self):
        file = next(real_data("footscan_barefoot_walk").glob("*barefoot_2*"))
        result = self.good_json("gait", file, "--json", "--leg-length-mm", 900)
        self.assertTrue(60 < result["cadence_per_min"] < 150)
        self.assertEqual(len(result["footfalls"]), 5)
        steps = result["parameters"]["step_length_mm"]["both"]
        if steps is not None:  # needs three valid footfalls in a row
            self.assertTrue(400 < steps["mean"] < 1000, steps)
            self.assertAlmostEqual(result["parameters"]["step_length_leg"]["both"]["mean"],
                                   steps["mean"] / 900)
        self.assertIn("cadence", self.good("gait", file))


if __name__ == "__main__":
    unittest.main()

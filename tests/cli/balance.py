"""solea balance on tables of centres of pressure and on recordings."""
import math
import unittest

from support import SOURCE, SoleaTest


class Balance(SoleaTest):
    def circle(self, name, radius=5.0, seconds=32, rate=100):
        rows = [f"{k / rate},{radius * math.cos(math.pi * k / rate)},"
                f"{radius * math.sin(math.pi * k / rate)}" for k in range(seconds * rate + 1)]
        (self.folder / name).write_text("t_s,x_mm,y_mm\n" + "\n".join(rows) + "\n")
        return name

    def test_table(self):
        result = self.good_json("balance", self.circle("open.csv"), "--json")
        self.assertEqual(result["schema"], "solea.balance/1")
        self.assertEqual(result["recording"]["format"], "cop_table")
        self.assertAlmostEqual(result["settings"]["pass_cut_off_hz"], 12.2492, places=4)
        self.assertAlmostEqual(result["signal"]["duration_s"], 30)
        self.assertAlmostEqual(result["time"]["mean_velocity_mm_s"], 5 * math.pi, delta=0.01)
        self.assertAlmostEqual(result["ellipse"]["chi2_ellipse_95_mm2"], 235.3, delta=0.3)
        self.assertAlmostEqual(result["frequency"]["f50_ml_hz"], 0.5, places=6)
        self.assertIsNone(result["weight_bearing"])
        self.assertEqual(result["warnings"], [])
        text = self.good("balance", "open.csv")
        self.assertIn("prediction ellipse", text)
        for key in result["settings"]:
            self.assertIn(key, text)

    def test_romberg(self):
        self.circle("open.csv")
        self.circle("closed.csv", radius=10)
        result = self.good_json("balance", "open.csv", "--compare", "closed.csv",
                                "--target-distance-cm", 40, "--json")["romberg"]
        self.assertAlmostEqual(result["prediction_ellipse_95_pct"], 400, places=3)
        self.assertAlmostEqual(result["path_pct"], 200, places=3)
        self.assertEqual(result["target_distance_cm"], 40)

    def test_recording(self):
        session = SOURCE / "sample_data" / "sessions" / "stand_normal.h5"
        result = self.good_json("balance", session, "--json", "--drop-first-s", 0.5)
        weight = result["weight_bearing"]
        self.assertAlmostEqual(weight["left"]["load_pct"] + weight["right"]["load_pct"], 100)
        self.assertGreater(result["time"]["path_mm"], 0)

    def test_nothing_to_measure(self):
        (self.folder / "short.csv").write_text("t_s,x_mm,y_mm\n" + "".join(
            f"{k / 50},1,2\n" for k in range(60)))
        self.fails(1, ["short.csv", "too short"], "balance", "short.csv")
        self.fails(1, ["nothing.csv", "No such file"], "balance", "nothing.csv")
        self.fails(2, "no number", "balance", "short.csv", "--cut-off-hz", "nan")


if __name__ == "__main__":
    unittest.main()

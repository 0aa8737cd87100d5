"""solea stats on tables."""
import unittest

import numpy as np

from support import SoleaTest


class Stats(SoleaTest):
    def table(self, name, text):
        (self.folder / name).write_text(text)
        return name

    def test_icc(self):
        rows = "9 2 5 8 / 6 1 3 2 / 8 4 6 8 / 7 1 2 6 / 10 5 6 9 / 6 2 4 7".split(" / ")
        table = self.table("icc.csv", "id,j1,j2,j3,j4\n" + "".join(
            f"s{i},{row.replace(' ', ',')}\n" for i, row in enumerate(rows)))
        result = self.good_json("stats", "icc", table, "--columns", "j1", "j2", "j3", "j4",
                                "--json")
        values = {icc["id"]: icc["value"] for icc in result["icc"]}
        for name, golden in (("ICC(1,1)", 0.1657), ("ICC(2,1)", 0.2898), ("ICC(3,1)", 0.7148),
                             ("ICC(1,k)", 0.4428), ("ICC(2,k)", 0.6201), ("ICC(3,k)", 0.9093)):
            self.assertAlmostEqual(values[name], golden, places=4)
        self.assertIn("two-way random", self.good("stats", "icc", table, "--columns", "j1", "j2"))
        self.fails(1, ["icc.csv", "j9", "j1"], "stats", "icc", table, "--columns", "j1", "j9")
        self.fails(1, ["icc.csv", "line 2", "'s0'"], "stats", "icc", table, "--columns", "id", "j1")
        self.fails(2, "--columns", "stats", "icc", table)

    def test_pairs(self):
        table = self.table("pairs.csv", "a;b\n300;310\n320;315\n280;290\n350;340\n310;330\n")
        result = self.good_json("stats", "bland-altman", table, "--a", "a", "--b", "b", "--json")
        self.assertAlmostEqual(result["bias"], -5)
        self.assertAlmostEqual(result["limit_low"], -29.005, places=3)
        result = self.good_json("stats", "ttest", table, "--a", "a", "--b", "b", "--paired",
                                "--json")
        self.assertAlmostEqual(result["t"], -5 / (12.247449 / 5 ** 0.5), places=5)
        self.assertEqual(result["df"], 4)
        two = self.table("two.csv", "a,b\n101,91\n110,87\n103,99\n93,77\n99,88\n104,91\n")
        result = self.good_json("stats", "ttest", two, "--a", "a", "--b", "b", "--one-tailed",
                                "--json")
        self.assertAlmostEqual(result["p"], 0.003136, places=5)
        self.fails(1, ["one.csv", "2 pairs"], "stats", "bland-altman",
                   self.table("one.csv", "a,b\n1,2\n"), "--a", "a", "--b", "b")
        self.fails(1, ["bad.csv:3", "expected 2"], "stats", "ttest",
                   self.table("bad.csv", "a,b\n1,2\n3\n"), "--a", "a", "--b", "b")

    def test_curves(self):
        random = np.random.default_rng(1)
        nodes = np.linspace(0, 1, 51)
        lines = ["subject,shoe," + ",".join(f"n{k}" for k in range(51))]
        for shoe in ("hard", "soft"):
            for subject in range(7):
                a, b = random.normal(size=2)
                curve = np.sin(3 * nodes) + 0.1 * a * nodes + 0.1 * b * np.cos(9 * nodes)
                if shoe == "hard":
                    curve += 2 * np.exp(-((nodes - 0.5) / 0.1) ** 2)
                lines.append(f"{subject},{shoe}," + ",".join(map(str, curve)))
        table = self.table("curves.csv", "\n".join(lines) + "\n")
        args = ("stats", "spm1d", table, "--group", "shoe", "--leave-out", "subject", "--paired")
        result = self.good_json(*args, "--json")
        self.assertEqual(len(result["t"]), 51)
        self.assertEqual(len(result["clusters"]), 1)
        self.assertLess(result["clusters"][0]["start_node"], 25)
        self.assertGreater(result["clusters"][0]["end_node"], 25)
        self.assertLess(result["clusters"][0]["p"], 0.05)
        result = self.good_json(*args, "--permutation", "--json")
        self.assertTrue(result["exhaustive"])
        self.assertEqual(result["relabellings"], 128)
        self.assertAlmostEqual(result["smallest_p"], 2 / 128)
        self.assertAlmostEqual(result["p_max"], 2 / 128)
        self.fails(1, ["curves.csv", "groups", "expected 2"], "stats", "spm1d", table, "--group",
                   "subject", "--leave-out", "shoe")


if __name__ == "__main__":
    unittest.main()

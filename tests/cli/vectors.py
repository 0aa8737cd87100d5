"""Vector files of the flat map and the feet, and models of the relief, read without Solea: colours
and places of the cells against the numbers."""
import base64
import json
import shutil
import struct
import subprocess
import unittest

import numpy as np

from charts import SESSION, Svg
from support import SoleaTest


def cells(svg):
    """Filled quadrilaterals as (colour, left, right, top, bottom), without the colour bar."""
    found = []
    for color, at in svg.surfaces:
        if len(at) != 4 or color is None:
            continue
        xs, ys = [p[0] for p in at], [p[1] for p in at]
        found.append((color, min(xs), max(xs), min(ys), max(ys)))
    return found


class Vectors(SoleaTest):
    def draw(self, file, *args, out="v.svg"):
        done = self.run_solea("render", file, "-o", out, *args)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "", "nothing but Solea's own words")
        return self.folder / out

    def field(self):
        field = np.zeros((2, 12, 10), "<f4")
        for row in range(2, 10):
            for col in range(3, 8):
                field[:, row, col] = 15 + 4 * row + 20 * col
        np.save(self.folder / "a.npy", field)
        return field.max(axis=0)

    given = ("--rate-hz", 50, "--pitch-mm", 5, 8, "--unit", "kPa")

    def test_cells_of_the_flat_map(self):
        field = self.field()
        svg = Svg(self.draw("a.npy", "--view", "2d", "--what", "frame:0", *self.given))
        drawn = [c for c in cells(svg) if c[1] < 1000]
        # The table from the bar itself: strips from 0 upward, dark to light.
        bar = sorted((c for c in cells(svg) if c[1] > 1000), key=lambda c: -c[4])
        self.assertGreaterEqual(len(bar), 100)
        numbers = sorted((-at[1], float(words)) for words, at in svg.texts
                         if at[0] > 1000 and words.replace(".", "").isdigit())
        top = numbers[-1][1]
        self.assertEqual(numbers[0][1], 0)
        # Cells may lie under their neighbours, so that no seam shows: what counts is what is seen,
        # here at the middle of every cell and near its corners.
        left, right = min(c[1] for c in drawn), max(c[2] for c in drawn)
        top_px, low = min(c[3] for c in drawn), max(c[4] for c in drawn)
        width, height = (right - left) / 5, (low - top_px) / 8
        self.assertAlmostEqual(height / width, 8 / 5, delta=0.01)
        for row in range(12):
            for col in range(10):
                for dx, dy in ((0.5, 0.5), (0.02, 0.02), (0.98, 0.02), (0.02, 0.98), (0.98, 0.98)):
                    x, y = left + (col - 3 + dx) * width, low - (row - 2 + dy) * height
                    over = [c[0] for c in drawn if c[1] < x < c[2] and c[3] < y < c[4]]
                    self.assertEqual(bool(over), bool(field[row, col] > 0), (row, col))
                    if not over:
                        continue
                    strip = bar[min(int(field[row, col] / top * len(bar)), len(bar) - 1)][0]
                    self.assertLessEqual(max(abs(a - b) for a, b in zip(over[-1], strip)), 6, (row, col))
        self.assertIn("kPa", svg.words())
        self.assertIn("mm", svg.words())

    def test_cop_lies_where_the_numbers_say(self):
        step = self.good_json("analyze", SESSION, "--json")["steps"][1]
        svg = Svg(self.draw(SESSION, "--view", "2d", "--step", 1))
        cop = step["cop"]
        paths = [at for _, at in svg.lines if len(at) == len(cop)]
        self.assertEqual(len(paths), 2, "the path and its rim")
        for axis, name in ((0, "x_mm"), (1, "y_mm")):
            want = np.array([p[name] for p in cop])
            seen = np.array([p[axis] for p in paths[0]])
            slope, offset = np.polyfit(want, seen, 1)
            self.assertLess(np.abs(slope * want + offset - seen).max(), 0.1)

    def test_feet(self):
        steps = self.good_json("analyze", SESSION, "--json")["steps"]
        svg = Svg(self.draw(SESSION, "--what", "feet"))
        titles = sorted((at[0], words) for words, at in svg.texts
                        if words.endswith(("  left", "  right")) or
                        words.split()[-1:] in (["left"], ["right"]))
        self.assertEqual([words.split()[-1] for _, words in titles], [s["side"] for s in steps])
        self.assertGreater(len(svg.surfaces), 200)
        self.assertTrue(any("H" in words for words in svg.words()))

    def test_pdf(self):
        if shutil.which("pdftotext") is None:
            self.skipTest("no pdftotext (package poppler-utils)")
        for args, words in ((["--view", "2d", "--step", 1], ["kPa", "mm", "heel", "medial"]),
                            (["--what", "feet"], ["kPa", "left", "right"])):
            file = self.draw(SESSION, *args, out="v.pdf")
            text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True,
                                  check=True).stdout
            for word in words:
                self.assertIn(word, text)

    def test_models(self):
        peak = self.good_json("analyze", SESSION, "--json")["steps"][1]["metrics"]["peak_pressure_kpa"]
        model = json.loads(self.draw(SESSION, "--step", 1, out="m.gltf").read_text())
        data = base64.b64decode(model["buffers"][0]["uri"].split(",")[1])
        self.assertEqual(len(data), model["buffers"][0]["byteLength"])
        position = model["accessors"][model["meshes"][0]["primitives"][0]["attributes"]["POSITION"]]
        extras = model["asset"]["extras"]
        self.assertAlmostEqual(1000 * position["max"][1] / extras["height_mm_per_kpa"], peak,
                               delta=0.02)
        raw = self.draw(SESSION, "--step", 1, out="m.glb").read_bytes()
        self.assertEqual(struct.unpack("<4sII", raw[:12]), (b"glTF", 2, len(raw)))

    def test_what_cannot_be_drawn(self):
        self.fails(2, "--view 2d", "render", SESSION, "-o", "v.svg")
        self.fails(2, "--what peak", "render", SESSION, "-o", "v.glb", "--what", "pti")
        self.fails(1, "cannot be written", "render", SESSION, "-o", "/nowhere/v.svg", "--view", "2d")
        self.fails(1, "/nowhere/v.glb", "render", SESSION, "-o", "/nowhere/v.glb")


if __name__ == "__main__":
    unittest.main()

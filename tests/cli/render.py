"""Pictures without a display."""
import struct
import unittest
import zlib

import numpy as np

from support import SOURCE, SoleaTest, real_data

SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


class Render(SoleaTest):
    def draw(self, file, *args, out="p.png"):
        done = self.run_solea("render", file, "-o", out, *args)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "", "nothing but Solea's own words")
        data = (self.folder / out).read_bytes()
        self.assertEqual(data[:8], b"\x89PNG\r\n\x1a\n")
        return struct.unpack(">II", data[16:24]), len(data)

    def test_default_size(self):
        size, length = self.draw(SESSION)
        self.assertEqual(size, (1280, 960))
        self.assertGreater(length, 20000)

    def test_sizes_views_and_quantities(self):
        for args in (["--size", "800x600"], ["--size", "2560x1440"], ["--view", "2d"],
                     ["--what", "mean"], ["--what", "pti"], ["--what", "frame:80"], ["--smooth"],
                     ["--step", "1"]):
            with self.subTest(args=args):
                self.draw(SESSION, *args)

    def pixels(self, out="p.png"):
        """The picture as [row, column, rgb], by this file's own reader of PNG."""
        data, at, packed = (self.folder / out).read_bytes(), 8, b""
        while at < len(data):
            length, kind = struct.unpack(">I4s", data[at:at + 8])
            if kind == b"IHDR":
                width, height, depth, color = struct.unpack(">IIBB", data[at + 8:at + 18])
                self.assertEqual((depth, color), (8, 2))
            if kind == b"IDAT":
                packed += data[at + 8:at + 8 + length]
            at += 12 + length
        raw = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + 3 * width)
        rows = np.zeros((height + 1, 3 * width + 3), np.uint8)
        for y in range(height):
            line = raw[y, 1:].astype(int)
            kind, above = raw[y, 0], rows[y].astype(int)
            if kind == 2:
                line = line + above[3:]
            elif kind != 0:
                out_line = [0, 0, 0]
                for i, value in enumerate(line):
                    a, b, c = out_line[i], above[i + 3], above[i]
                    if kind == 1:
                        guess = a
                    elif kind == 3:
                        guess = (a + b) // 2
                    else:
                        p = a + b - c
                        guess = min((a, b, c), key=lambda x: (abs(p - x), (a, b, c).index(x)))
                    out_line.append((value + guess) & 255)
                line = np.array(out_line[3:])
            rows[y + 1, 3:] = line & 255
        return rows[1:, 3:].reshape(height, width, 3)

    def test_feet_side_by_side(self):
        steps = self.good_json("analyze", SESSION, "--json")["steps"]
        size, _ = self.draw(SESSION, "--what", "feet", "--size", "900x600")
        self.assertEqual(size, (900, 600))
        picture = self.pixels().astype(int)
        # The axis of each foot is a line in the colour of its side; from left to right in order.
        red, green, blue = picture[..., 0], picture[..., 1], picture[..., 2]
        left = (blue > 150) & (red < 60) & (blue - green > 60)
        right = (red > 180) & (blue < 40) & (red - green > 80)
        columns = [(x, side) for side, hue in (("left", left), ("right", right))
                   for x in np.flatnonzero(hue.sum(axis=0) > 200)]
        seen = []
        for x, side in sorted(columns):
            if not seen or x - seen[-1][0] > 5:
                seen.append((x, side))
            else:
                seen[-1] = (x, seen[-1][1])
        self.assertEqual([side for _, side in seen], [step["side"] for step in steps])
        self.draw(SESSION, "--what", "feet", "--step", 1)
        self.fails(1, "no step 99", "render", SESSION, "-o", "p.png", "--what", "feet", "--step", 99)
        self.fails(2, "feet", "view", SESSION, "--what", "feet")

    def test_difference_volume_and_layers(self):
        self.draw(SESSION, "--what", "difference", "--step", 0, "--with", f"{SESSION}:2")
        first = (self.folder / "p.png").read_bytes()
        self.draw(SESSION, "--what", "volume", "--step", 1)
        self.assertNotEqual(first, (self.folder / "p.png").read_bytes())
        self.draw(SESSION, "--layers", "all", "--colors", "emed", "--cop", "speed",
                  "--probe", "160,150", "--probe", "120,90")
        self.fails(2, ["no layer 'toes'", "outline"], "render", SESSION, "-o", "p.png",
                   "--layers", "cop,toes")
        self.fails(2, "--with", "render", SESSION, "-o", "p.png", "--what", "difference")
        self.fails(1, "no step 99", "render", SESSION, "-o", "p.png", "--what", "difference",
                   "--with", f"{SESSION}:99")
        self.fails(1, "on top of each other", "render", SESSION, "-o", "p.png",
                   "--what", "walkway")

    def test_a_foot_less_itself_is_white(self):
        self.draw(SESSION, "--what", "difference", "--step", 0, "--with", f"{SESSION}:0",
                  "--layers", "none", "--size", "800x600")
        stage = self.pixels()[120:540, :600]
        self.assertTrue((stage == 255).all(), "no difference, no colour")

    def test_a_walkway(self):
        file = next(real_data("footscan_barefoot_walk").glob("barefoot_1*.zip"))
        self.draw(file, "--what", "walkway")

    def test_what_cannot_be_drawn(self):
        self.fails(1, "ends in .png", "render", SESSION, "-o", "p.bmp")
        self.fails(1, "no step 99", "render", SESSION, "-o", "p.png", "--step", 99)
        self.fails(1, "no frame 999999", "render", SESSION, "-o", "p.png", "--what", "frame:999999")
        self.fails(1, "cannot be written", "render", SESSION, "-o", "/nowhere/p.png")
        self.fails(1, "nothing is loaded", "render", SESSION, "-o", "p.png", "--what", "frame:0")

    def test_view_without_a_display(self):
        self.fails(1, "no display", "view", SESSION)

    def test_a_real_foot(self):
        size, _ = self.draw(real_data("emed_walk/emed_test.lst"), "--size", "1600x1200")
        self.assertEqual(size, (1600, 1200))


if __name__ == "__main__":
    unittest.main()

"""Pictures without a display."""
import struct
import unittest

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

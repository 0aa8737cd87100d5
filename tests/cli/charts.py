"""Charts, read with Python's own reader of XML and with pdftotext: the curves lie where the numbers of
`solea analyze --json` say."""
import math
import re
import shutil
import struct
import subprocess
import unittest
import xml.etree.ElementTree as xml

from support import SOURCE, SoleaTest, real_data

SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
NAME = "{http://www.w3.org/2000/svg}"
BLUE, ORANGE = (18, 89, 178), (204, 92, 5)  # left and right


def matrix(text):
    """The transform attribute as (a, b, c, d, e, f)."""
    out = (1, 0, 0, 1, 0, 0)
    for kind, numbers in re.findall(r"(\w+)\(([^)]*)\)", text or ""):
        n = [float(v) for v in re.split(r"[ ,]+", numbers.strip())]
        if kind == "matrix":
            m = tuple(n)
        elif kind == "translate":
            m = (1, 0, 0, 1, n[0], n[1] if len(n) > 1 else 0)
        elif kind == "scale":
            m = (n[0], 0, 0, n[-1], 0, 0)
        elif kind == "rotate":
            c, s = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
            m = (c, s, -s, c, 0, 0)
        else:
            raise AssertionError(kind)
        out = multiply(out, m)
    return out


def multiply(p, q):
    return (p[0] * q[0] + p[2] * q[1], p[1] * q[0] + p[3] * q[1],
            p[0] * q[2] + p[2] * q[3], p[1] * q[2] + p[3] * q[3],
            p[0] * q[4] + p[2] * q[5] + p[4], p[1] * q[4] + p[3] * q[5] + p[5])


def hue(element, what="stroke"):
    text = element.get(what) or ""
    if text.startswith("#"):
        return tuple(int(text[i:i + 2], 16) for i in (1, 3, 5))
    found = re.match(r"rgba?\((\d+)[, ]+(\d+)[, ]+(\d+)", text)
    return tuple(map(int, found.groups())) if found else None


def near(a, b, tolerance=2):
    return a is not None and all(abs(x - y) <= tolerance for x, y in zip(a, b))


class Svg:
    """Lines and texts of a picture in pixels from its upper left."""

    def __init__(self, file):
        self.root = xml.parse(file).getroot()
        self.lines, self.texts, self.surfaces = [], [], []
        self.walk(self.root, (1, 0, 0, 1, 0, 0), {})

    def walk(self, element, m, looks):
        m = multiply(m, matrix(element.get("transform")))
        looks = {**looks, **{k: element.get(k) for k in ("stroke", "fill") if element.get(k)}}
        if element.tag == NAME + "defs":
            return
        points = element.get("points")
        if points:
            xy = [float(v) for v in re.split(r"[ ,]+", points.strip())]
            at = [(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
                  for x, y in zip(xy[::2], xy[1::2])]
            if element.tag == NAME + "polyline":
                self.lines.append((hue(looks), at))
            else:
                self.surfaces.append((hue(looks, "fill"), at))
        if element.tag == NAME + "path":
            # Moves and straight lines alone: VTK's filled polygons.
            found = re.findall(r"([A-Za-z])\s*(-?[\d.]+(?:e-?\d+)?)[ ,]+(-?[\d.]+(?:e-?\d+)?)|"
                               r"\s(-?[\d.]+(?:e-?\d+)?),(-?[\d.]+(?:e-?\d+)?)", element.get("d"))
            at = [(float(x or u), float(y or v)) for _, x, y, u, v in found]
            at = [(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]) for x, y in at]
            at = [p for k, p in enumerate(at) if p not in at[:k]]
            self.surfaces.append((hue(looks, "fill"), at))
        if element.tag == NAME + "text":
            x, y = float(element.get("x", 0)), float(element.get("y", 0))
            self.texts.append(("".join(element.itertext()).strip(),
                               (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])))
        for child in element:
            self.walk(child, m, looks)

    def words(self):
        return [words for words, _ in self.texts]

    def curve(self, color, least=20):
        """Points of the one long line of a colour."""
        found = [at for c, at in self.lines if near(c, color) and len(at) >= least]
        assert len(found) == 1, (len(found), color)
        return found[0]


def straight(pairs):
    """Offset and slope of the line through (number, pixel) pairs, and its largest error."""
    n = len(pairs)
    mean_v = sum(v for v, _ in pairs) / n
    mean_p = sum(p for _, p in pairs) / n
    slope = (sum((v - mean_v) * (p - mean_p) for v, p in pairs) /
             sum((v - mean_v) ** 2 for v, _ in pairs))
    offset = mean_p - slope * mean_v
    return offset, slope, max(abs(offset + slope * v - p) for v, p in pairs)


class Charts(SoleaTest):
    def chart(self, file, *args, out="c.svg"):
        done = self.run_solea("chart", file, "-o", out, *args)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "", "nothing but Solea's own words")
        return self.folder / out

    def check_axes(self, svg, xs, ys, curve):
        """The curve's pixels are the numbers on linear axes, and these are the ones labelled."""
        self.assertEqual(len(curve), len(xs))
        x0, dx, error = straight(list(zip(xs, (p[0] for p in curve))))
        self.assertLess(error, 0.2)
        y0, dy, error = straight(list(zip(ys, (p[1] for p in curve))))
        self.assertLess(error, 0.2)
        self.assertGreater(dx, 0)
        self.assertLess(dy, 0, "upward")
        numbers = [(float(words), at) for words, at in svg.texts
                   if re.fullmatch(r"-?\d+(\.\d+)?", words)]
        low = max(at[1] for _, at in numbers)  # the row of the abscissa's labels
        below = [(v, at[0]) for v, at in numbers if at[1] > low - 3]
        beside = [(v, at[1]) for v, at in numbers if at[1] <= low - 3]
        self.assertGreaterEqual(len(below), 4)
        self.assertGreaterEqual(len(beside), 4)
        for value, x in below:
            self.assertAlmostEqual(x0 + dx * value, x, delta=25, msg=f"label {value}")
        offset, slope, error = straight(beside)
        self.assertLess(error, 1)
        self.assertAlmostEqual(slope / dy, 1, delta=0.01)
        self.assertLess(abs(offset - y0), 25, "a label stands beside its tick")

    def test_force_of_a_step_in_ms(self):
        step = self.good_json("analyze", SESSION, "--json")["steps"][1]
        svg = Svg(self.chart(SESSION, "--what", "force", "--step", 1))
        color = BLUE if step["side"] == "left" else ORANGE
        t0 = step["cop"][0]["t_s"]
        self.check_axes(svg, [1000 * (p["t_s"] - t0) for p in step["cop"]],
                        [p["force_n"] for p in step["cop"]], svg.curve(color))
        self.assertIn("Force, N", svg.words())
        self.assertIn("Stance, ms", svg.words())
        for instant in ("FFC", "FMC", "FFF", "HO", "LFC"):
            self.assertIn(instant, svg.words())

    def test_mean_force_of_each_foot(self):
        averages = self.good_json("analyze", SESSION, "--json")["averages"]
        svg = Svg(self.chart(SESSION, "--percent"))
        for side, color in (("left", BLUE), ("right", ORANGE)):
            mean = averages[side]["curves"]["force_n"]["mean"]
            curve = svg.curve(color, 101)
            self.check_axes(svg, list(range(101)), mean, curve)
            count = len(averages[side]["steps"])
            self.assertIn(f"{side}, {count} step" + ("s" if count > 1 else ""), svg.words())
        self.assertIn("Stance, %", svg.words())

    def test_speed_of_the_centre_of_pressure(self):
        done = self.good_json("analyze", SESSION, "--json", "--cop-lowpass-hz", 0)
        step = next(s for s in done["steps"] if s["valid"])
        cop = step["cop"]
        speed = [math.dist((a["x_mm"], a["y_mm"]), (b["x_mm"], b["y_mm"])) / (b["t_s"] - a["t_s"])
                 for a, b in zip(cop, cop[2:])]
        svg = Svg(self.chart(SESSION, "--what", "cop_velocity", "--step", step["index"],
                             "--cop-lowpass-hz", 0))
        curve = svg.curve(BLUE if step["side"] == "left" else ORANGE)
        # Undefined in the first and the last frame: empty, not held.
        self.check_axes(svg, [1000 * (p["t_s"] - cop[0]["t_s"]) for p in cop[1:-1]], speed, curve)
        self.assertIn("Velocity of the centre of pressure, mm/s", svg.words())

    def test_largest_area_and_zones(self):
        done = self.good_json("analyze", SESSION, "--json")
        step = next(s for s in done["steps"] if s["valid"])
        color = BLUE if step["side"] == "left" else ORANGE
        svg = Svg(self.chart(SESSION, "--what", "zones", "--step", step["index"]))
        curves = [at for c, at in svg.lines if near(c, color) and len(at) >= 20]
        peaks = [zone["peak_pressure_kpa"] for zone in step["zones"].values()]
        self.assertEqual(len(curves), len(peaks))
        # One scale for all zones: heights of the curves' tops above the lowest go as the peaks do.
        rows = {}
        for curve, peak in zip(curves, peaks):
            height = max(p[1] for p in curve) - min(p[1] for p in curve)
            rows[peak] = height
        top = max(rows)
        for peak, height in rows.items():
            self.assertLess(height / rows[top], peak / top + 0.02)
        self.assertIn("Peak pressure, kPa", svg.words())
        svg = Svg(self.chart(SESSION, "--what", "area"))
        self.assertIn("Contact area, cm2", svg.words())
        self.assertIn("Stance, ms", svg.words())

    def test_load_over_the_recording(self):
        done = self.good_json("analyze", SESSION, "--json")
        svg = Svg(self.chart(SESSION, "--what", "load"))
        for side, color in (("left", BLUE), ("right", ORANGE)):
            steps = [s for s in done["steps"] if s["side"] == side]
            curves = [at for c, at in svg.lines if near(c, color) and len(at) >= 20]
            self.assertEqual(len(curves), len(steps), "empty between the steps")
            tops = [min(p[1] for p in curve) for curve in curves]
            forces = [max(p["force_n"] for p in s["cop"]) for s in steps]
            self.assertEqual([i for _, i in sorted(zip(tops, range(len(tops))))],
                             [i for _, i in sorted(zip((-f for f in forces), range(len(forces))))])
        self.assertIn("Time, s", svg.words())

    def test_a_line_at_a_time(self):
        step = self.good_json("analyze", SESSION, "--json")["steps"][1]
        at = step["cop"][10]
        t = 1000 * (at["t_s"] - step["cop"][0]["t_s"])
        svg = Svg(self.chart(SESSION, "--step", 1, "--at", t))
        value = at["force_n"]
        digits = 2 if value < 10 else 1 if value < 100 else 0
        self.assertTrue(any(f"{step['side']} {value:.{digits}f} N" in w for w in svg.words()),
                        svg.words())
        self.fails(1, "nothing at 99999 ms", "chart", SESSION, "-o", "c.svg", "--at", 99999)

    def test_pdf(self):
        if shutil.which("pdftotext") is None:
            self.skipTest("no pdftotext (package poppler-utils)")
        file = self.chart(SESSION, "--percent", out="c.pdf")
        text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True,
                              check=True).stdout
        for words in ("Force, N", "Stance, %", "FFC", "HO", "left", "right"):
            self.assertIn(words, text)
        self.assertIn("cm2", subprocess.run(
            ["pdftotext", self.chart(SESSION, "--what", "area", out="a.pdf"), "-"],
            capture_output=True, text=True, check=True).stdout)

    def test_png_sizes(self):
        for size in ((800, 600), (1280, 800), (2560, 1440)):
            file = self.chart(SESSION, "--size", f"{size[0]}x{size[1]}", out="c.png")
            self.assertEqual(struct.unpack(">II", file.read_bytes()[16:24]), size)

    def test_what_cannot_be_drawn(self):
        self.fails(1, ".svg or .pdf", "chart", SESSION, "-o", "c.bmp")
        self.fails(1, "no step 99", "chart", SESSION, "-o", "c.svg", "--step", 99)
        self.fails(1, "cannot be written", "chart", SESSION, "-o", "/nowhere/c.svg")
        self.fails(1, "cannot be written", "chart", SESSION, "-o", "/nowhere/c.pdf")
        self.fails(2, "--percent", "chart", SESSION, "-o", "c.svg", "--what", "load", "--percent")
        self.fails(2, "--what", "chart", SESSION, "-o", "c.svg", "--what", "sorrow")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_picture_has_no_times(self):
        file = real_data("zebris_apd_steps/MDwalk2.apd")
        self.fails(1, "does not tell the times", "chart", file, "-o", "c.svg")

    def test_a_real_step(self):
        file = real_data("emed_walk/emed_test.lst")
        step = self.good_json("analyze", file, "--json")["steps"][0]
        svg = Svg(self.chart(file, "--step", 0, "--percent"))
        self.assertEqual(len(svg.curve(BLUE if step["side"] == "left" else ORANGE)),
                         len(step["cop"]))


if __name__ == "__main__":
    unittest.main()

"""`solea report`: the numbers are those of `solea analyze --json`, the pages hold together, HTML asks for nothing."""
import concurrent.futures
import html.parser
import os
import re
import shutil
import subprocess
import unicodedata
import unittest

import numpy as np

import support

KINDS = ("clinic", "store", "research")
REAL = (
    ("emed_walk/emed_test.lst", ()),
    ("footscan_barefoot_walk/barefoot_1 - 11-3-2005 - Entire Plate Roll Off.zip", ()),
    ("footscan_barefoot_walk/barefoot_2 - 13-3-2005 - Entire Plate Roll Off.zip", ()),
    ("footscan_xls/footscan_test.xls", ()),
    ("pedar_insole/pedar_example.asc", ()),
    ("tekscan_fscan_walk/fscan_testL.asf", ()),
    ("xsensor_insole/xsensor_data.csv", ("--recording", "2")),
    ("zebris_apd_steps/MDwalk2.apd", ()),
    ("zebris_apd_steps/MDwalk2_1.apd", ()),
    ("zebris_apd_steps/MDwalk2_2.apd", ()),
    ("zebris_treadmill_walk/RawDataGaitAnalysis.txt.zip", ()),
)
VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(html.parser.HTMLParser):
    """Every element closed in order, and what a browser would fetch."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.errors, self.fetched, self.words, self.tags = [], [], [], [], []
        self.style = ""
        self.feed(text)
        self.close()
        self.errors += ["not closed: " + tag for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "srcset", "data", "action", "xlink:href", "poster") and \
                    not (value or "").startswith(("data:", "#")):
                self.fetched.append(f"{name}={value}")
            if name == "style" and "url(" in (value or ""):
                self.fetched.append(value)
            if name.startswith("on"):
                self.errors.append("script in " + name)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.errors.append(f"</{tag}> in {self.open[-2:]}")
        elif tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.words.append(data)

    @property
    def text(self):
        return " ".join(self.words)


def longest_run(flags):
    """The places of the longest stretch of true ones."""
    places = np.flatnonzero(flags)
    return max(np.split(places, np.flatnonzero(np.diff(places) > 1) + 1), key=len)


def read_pgm(file):
    """A grey picture that pdftoppm wrote."""
    kind, width, height, most, pixels = re.fullmatch(rb"(P5)\s(\d+)\s(\d+)\s(\d+)\s(.*)", file.read_bytes(),
                                                     re.DOTALL).groups()
    return np.frombuffer(pixels, "u1").reshape(int(height), int(width))


def printed(value, decimals, language="en"):
    text = f"{value:.{decimals}f}"
    if re.fullmatch(r"-0(\.0*)?", text):
        text = text[1:]
    text = text.replace("-", "−")
    return text.replace(".", ",") if language == "de" else text


class ReportTest(support.SoleaTest):
    def pdf_text(self, name):
        if shutil.which("pdftotext") is None:
            self.skipTest("no pdftotext")
        done = subprocess.run(["pdftotext", "-layout", self.folder / name, "-"],
                              capture_output=True, text=True, check=True)
        return done.stdout

    def pages(self, name):
        done = subprocess.run(["pdfinfo", self.folder / name], capture_output=True, text=True, check=True)
        return dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)

    def check_html(self, name):
        text = (self.folder / name).read_text(encoding="utf-8")
        page = Page(text)
        self.assertEqual(page.errors, [])
        self.assertEqual(page.fetched, [])
        self.assertNotIn("script", page.tags)
        for word in ("url(", "@import", "http:", "https:", "//www"):
            self.assertNotIn(word, page.style)
        self.assertNotRegex(text, r"(?i)abnormal|pathological|[^a-z]nan[^a-z0-9]|[^a-z]inf[^a-z]|null")
        return page

    def walk(self, seconds=12):
        """A session of a virtual person P-1 who walks over a mat of 64 x 64."""
        subprocess.run([os.environ["SOLEA_MAKE_STUDY"], self.folder, "1", str(seconds)], check=True)
        return "p001/walk_00001.h5"

    def each(self, jobs):
        """Calls them, several at once; the first one's mistake is the test's."""
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for done in [pool.submit(job) for job in jobs]:
                done.result()

    def check_numbers(self, file, language, options=()):
        out = f"numbers_{language}.pdf"
        self.good("report", file, "-o", out, "--kind", "clinic", "--lang", language, *options)
        text = self.pdf_text(out)
        result = self.good_json("analyze", file, "--json", *options)
        found = 0
        for side in ("left", "right"):
            averages = result["averages"][side]
            if averages is None:
                continue
            for key, decimals in (("peak_pressure_kpa", 0), ("heel_peak_pressure_kpa", 0),
                                  ("heel_medial_peak_pressure_kpa", 0), ("heel_max_force_n", 0),
                                  ("max_force_n", 0), ("arch_index", 3), ("modified_arch_index", 3),
                                  ("chippaux_smirak_pct", 1), ("clarke_angle_deg", 1), ("cpei_pct", 1),
                                  ("cop_path_mm", 0), ("cop_mean_velocity_mm_s", 0),
                                  ("heel_contact_end_pct", 1), ("icp_pct", 1), ("ffpop_pct", 1),
                                  ("stance_s", 2), ("fti_ns", 1), ("foot_length_mm", 0)):
                summary = averages["metrics"][key]
                if summary["mean"] is None:
                    continue
                want = printed(summary["mean"], decimals, language)
                self.assertRegex(text, r"(?<![\d.,])" + re.escape(want) + r"(?![\d])", (side, key))
                found += 1
                if summary["sd"] is not None and key == "heel_peak_pressure_kpa":
                    both = want + " ± " + printed(summary["sd"], decimals, language)
                    self.assertIn(both, text)
            zones = [z for s in result["steps"] if s["valid"] and s["side"] == side for z in [s["zones"]]]
            for zone in zones[0]:
                mean = sum(z[zone]["max_force_n"] for z in zones) / len(zones)
                self.assertRegex(text, r"(?<![\d.,])" + printed(mean, 0, language) + r"(?!\d)", (side, zone))
        return found


class RealFiles(ReportTest):
    def test_every_file_in_every_kind(self):
        self.each([lambda name=name, options=options, kind=kind: self.check_kind(name, options, kind)
                   for name, options in REAL for kind in KINDS])

    def check_kind(self, name, options, kind):
        what = (name, kind)
        pdf, html = f"{REAL.index((name, options))}_{kind}.pdf", f"{REAL.index((name, options))}_{kind}.html"
        self.good("report", support.real_data(name), "-o", pdf, "-o", html, "--kind", kind, *options,
                  timeout=120)
        text = self.pdf_text(pdf)
        self.assertIn("not a diagnosis", " ".join(text.split()), what)
        self.assertNotRegex(text, r"(?i)\bnan\b|\binf\b|abnormal", what)
        if kind == "store":
            self.assertEqual(self.pages(pdf)["Pages"].strip(), "1", what)
        self.check_html(html)

    def test_numbers(self):
        self.assertGreater(self.check_numbers(support.real_data(REAL[0][0]), "en"), 15)

    def test_numbers_with_decimal_commas(self):
        self.assertGreater(self.check_numbers(support.real_data(REAL[2][0]), "de"), 30)

    def test_reference_only_where_device_and_task_match(self):
        emed = support.real_data(REAL[0][0])
        self.good("report", emed, "-o", "e.html", "--footwear", "barefoot")
        self.assertIn("Putti 2008", self.check_html("e.html").text)
        self.good("report", emed, "-o", "r.html", "--task", "running")
        self.assertNotIn("Putti 2008", self.check_html("r.html").text)
        self.good("report", support.real_data(REAL[5][0]), "-o", "t.html")
        self.assertNotIn("Putti 2008", self.check_html("t.html").text)

    def test_says_what_is_missing(self):
        for name, words in ((REAL[4][0], "sensors without their places"),
                            (REAL[7][0], "one picture of the largest pressures"),
                            (REAL[0][0], "Only the right foot")):
            with self.subTest(name):
                self.good("report", support.real_data(name), "-o", "m.html")
                self.assertIn(words, self.check_html("m.html").text)

    def test_research_has_every_measure_and_setting(self):
        file = support.real_data(REAL[0][0])
        self.good("report", file, "-o", "all.html", "--kind", "research")
        text = self.check_html("all.html").text
        for metric in self.good_json("metrics", "--json")["metrics"]:
            self.assertIn(metric["label"], text)
            self.assertIn(metric["definition"], text)
        result = self.good_json("analyze", file, "--json")
        for key in result["settings"]:
            self.assertIn(key, text)
        for value in result["steps"][0]["metrics"].values():
            if value is None or abs(value) >= 1e5 or (value != 0 and abs(value) < 1e-4):
                continue
            want = f"{value:.5g}".replace("-", "−")
            self.assertRegex(text, r"(?<![\d.])" + re.escape(want) + r"(?![\d])")


class VirtualSession(ReportTest):
    def test_every_kind_paper_and_language(self):
        file = self.walk()
        sizes = {"a4": (595, 842), "letter": (612, 792)}
        # Every two of kind, paper and language together.
        for number, kind in enumerate(KINDS):
            for paper, language in zip(sizes, ("en", "de") if number % 2 else ("de", "en")):
                with self.subTest(kind=kind, paper=paper, language=language):
                    self.good("report", file, "-o", "v.pdf", "--kind", kind, "--paper", paper,
                              "--lang", language, timeout=120)
                    facts = self.pages("v.pdf")
                    got = tuple(round(float(n)) for n in re.findall(r"[\d.]+", facts["Page size"])[:2])
                    self.assertEqual(got, sizes[paper])
                    if kind == "store":
                        self.assertEqual(facts["Pages"].strip(), "1")
                    fonts = subprocess.run(["pdffonts", self.folder / "v.pdf"], capture_output=True,
                                           text=True, check=True).stdout.splitlines()[2:]
                    self.assertTrue(fonts)
                    for line in fonts:  # embedded, a subset, with a table of letters
                        self.assertRegex(line, r"yes yes yes\s+\d+\s+\d+$")
        self.assertGreater(self.check_numbers(file, "en"), 30)
        self.assertGreater(self.check_numbers(file, "de"), 30)

    def test_settings_that_are_not_as_usual_are_named(self):
        file = support.SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
        self.good("report", file, "-o", "usual.html", "--mass-kg", 70)
        self.assertNotIn("Other settings than usual", self.check_html("usual.html").text)
        self.good("report", file, "-o", "other.html", "--lang", "de", "--set", "join_gap_mm=90",
                  "--set", "sides.arch_weight=0.4")
        text = self.check_html("other.html").text
        self.assertIn("Andere Einstellungen als üblich", text)
        self.assertIn("join_gap_mm = 90, sides.arch_weight = 0.4", text)

    def test_nothing_of_a_person_on_the_stores_page(self):
        self.good("report", self.walk(8), "-o", "s.html", "-o", "s.pdf", "--kind", "store", "--person",
                  "Some Body")
        for page in (self.check_html("s.html").text, self.pdf_text("s.pdf")):
            self.assertNotRegex(page, r"\bP-1\b")
            self.assertNotIn("Some Body", page)

    def test_the_same_again_is_the_same(self):
        file = self.walk(8)
        for name in "ab":
            self.good("report", file, "-o", name + ".pdf", "-o", name + ".html",
                      env={"SOURCE_DATE_EPOCH": "1790000000"})
        for end in ("pdf", "html"):
            self.assertEqual((self.folder / f"a.{end}").read_bytes(), (self.folder / f"b.{end}").read_bytes())

    def test_compared_with_itself_nothing_changes(self):
        file = self.walk(9)
        self.good("report", file, "-o", "same.html", "--compare", file)
        text = (self.folder / "same.html").read_text(encoding="utf-8")
        changes = re.findall(r'<td class="b">([^<]*)</td>', text)
        self.assertGreater(len(changes), 20)
        self.assertTrue(all(re.fullmatch(r"0(\.0*)?", c) for c in changes), changes)

    def test_standing(self):
        file = "stand.h5"
        self.good("simulate", "--driver", "solea_mat", "--session", file, "--duration", 10, "--script",
                  "stand", "--seed", 7, "--mass-kg", 70)
        for kind in KINDS:
            self.good("report", file, "-o", "stand.pdf", "--kind", kind)
            self.good("report", file, "-o", "stand.html", "--kind", kind)
            page = self.check_html("stand.html")
            if kind != "store":
                self.assertIn("A standing recording", page.text)
                self.assertIn("Share of the load", page.text)
            self.assertNotIn("Curves over stance", page.text)


class Names(ReportTest):
    NAMES = ("Jürgen Großmann", "Ελένη Παπαδοπούλου", "Анна Кузнецова", "ليلى حداد", "李明")

    def fonts_have(self, language):
        done = subprocess.run(["fc-list", ":lang=" + language], capture_output=True, text=True, check=True)
        return bool(done.stdout.strip())

    def test_letters_of_every_script(self):
        emed = support.real_data(REAL[0][0])
        for name, language in zip(self.NAMES, ("de", "el", "ru", "ar", "zh-cn")):
            with self.subTest(name):
                self.good("report", emed, "-o", "n.pdf", "-o", "n.html", "--person", name, "--place", "A & B")
                self.assertIn(name, self.check_html("n.html").text)
                text = self.pdf_text("n.pdf")
                if self.fonts_have(language):
                    # Of letters that join, pdftotext has the forms: they are one letter to NFKC.
                    plain = unicodedata.normalize("NFKC", text)
                    for word in name.split():
                        self.assertTrue(word in plain or word[::-1] in plain, text[:300])
                    self.assertNotIn("in no font", text)
                else:
                    words = " ".join(text.split())
                    self.assertIn("Some letters are in no font of this computer", words)
                    for letter in name.replace(" ", ""):
                        self.assertIn(f"U+{ord(letter):04X}", words)
                # The place and the date stay in their order beside it.
                head = next(line for line in text.splitlines() if "A & B" in line)
                self.assertRegex(head, r"A & B\s+·\s+\d")


class Maps(ReportTest):
    def test_no_seam_between_cells(self):
        """A plate of cells that all differ a little: between them nothing lighter shows at any size."""
        if shutil.which("pdftoppm") is None:
            self.skipTest("no pdftoppm")
        plate = np.zeros((2, 40, 60), "<f4")
        plate[:, 5:35, 5:55] = 40 + np.arange(50) % 7 + 3 * (np.arange(30) % 5)[:, None]
        plate[:, 5, 5] = 400  # the end of the colours: the others are dark
        np.save(self.folder / "plate.npy", plate)
        self.good("report", "plate.npy", "-o", "plate.pdf", "--rate-hz", 50, "--pitch-mm", 5, "--unit", "kPa")
        for dots in (60, 75, 97, 133):
            subprocess.run(["pdftoppm", "-gray", "-r", str(dots), "-singlefile", "plate.pdf", "page"],
                           cwd=self.folder, check=True)
            grey = read_pgm(self.folder / "page.pgm")
            dark = grey < 110
            cols = longest_run(dark.sum(0) > 0.8 * np.sort(dark.sum(0))[-100])
            rows = longest_run(dark[:, cols[0]:cols[-1]].mean(1) > 0.9)
            inside = grey[rows[0] + 3:rows[-1] - 2, cols[0] + 3:cols[-1] - 2]
            cell = len(rows) // 30 + 1
            inside = inside[:-2 * cell, 2 * cell:]  # without the cell of 400 kPa
            self.assertGreater(inside.size, 5000, dots)
            self.assertLess(inside.max(), 110, dots)


class Faults(ReportTest):
    def test_faults(self):
        emed = support.real_data(REAL[0][0])
        self.fails(1, ["out.doc", ".pdf or .html"], "report", emed, "-o", "out.doc")
        self.fails(1, "nowhere", "report", emed, "-o", "nowhere/out.pdf")
        self.fails(1, "absent.h5", "report", emed, "-o", "x.pdf", "--compare", "absent.h5")
        (self.folder / "text.txt").write_text("no recording")
        self.fails(1, "text.txt", "report", emed, "-o", "x.pdf", "--compare", "text.txt")
        self.fails(1, ["text.txt", "PNG"], "report", emed, "-o", "x.pdf", "--logo", "text.txt")
        self.fails(1, ["text.txt", "loading"], "report", emed, "-o", "x.pdf", "--advice", "text.txt")
        self.assertFalse((self.folder / "x.pdf").exists())
        self.assertEqual(self.run_solea("report", emed, "-o", "x.pdf", "--kind", "long").returncode, 2)
        self.assertEqual(self.run_solea("report", emed).returncode, 2)

    def test_keeps_the_earlier_report(self):
        emed = support.real_data(REAL[0][0])
        (self.folder / "r.html").write_text("mine")
        self.good("report", emed, "-o", "r.html")
        self.assertEqual((self.folder / "r.html.1").read_text(), "mine")

    def test_the_stores_own_table(self):
        emed = support.real_data(REAL[0][0])
        (self.folder / "shoes.txt").write_text("loading;arch;name;text\nany;any;Model <7>;For \"all\" & more\n")
        self.good("report", emed, "-o", "s.html", "--kind", "store", "--advice", "shoes.txt", "--link",
                  "shop.example/fitting")
        text = self.check_html("s.html").text
        self.assertIn("Model <7>", text)
        self.assertIn("For \"all\" & more", text)


class German(unittest.TestCase):
    def is_known(self, text, known):
        """By itself, or as one that is known, a comma, and another."""
        before, comma, after = text.rpartition(", ")
        return text in known or (bool(comma) and after in known and self.is_known(before, known))

    def test_every_text_is_translated(self):
        """The sources' English texts are in the tables; report_test has those made of parts."""
        folder = support.SOURCE / "apps" / "report"
        string = r'"((?:[^"\\]|\\.)*)"'
        known = set()
        for file in folder.rglob("german_*.cpp"):
            joined = re.sub(r'"\s*\n\s*"', "", file.read_text(encoding="utf-8"))
            known |= {m.group(1) for m in re.finditer(r"\{" + string + r",\s*" + string + r"\}", joined)}
        self.assertGreater(len(known), 300)
        missing = []
        for file in sorted(folder.rglob("*.cpp")):
            text = re.sub(r'"\s*\n\s*"', "", file.read_text(encoding="utf-8"))
            for m in re.finditer(r"words\(" + string + r"\)", text):
                if m.group(1) not in known:
                    missing.append((file.name, m.group(1)))
        for file in sorted((support.SOURCE / "analysis" / "metrics").rglob("*.cpp")):
            text = file.read_text(encoding="utf-8")
            m = re.search(r'"[a-z0-9_]+",\s*' + string + r',\s*"(kPa|N|s|mm|%|deg|1|cm2|BW|size)', text)
            if m and not self.is_known(m.group(1), known):
                missing.append((file.name, m.group(1)))
        self.assertEqual(missing, [])


if __name__ == "__main__":
    unittest.main()

"""Films, decoded by other programs: the right frames at the right times."""
import shutil
import signal
import subprocess
import time
import unittest

import numpy as np

from support import SOLEA, SOURCE, SoleaTest

try:
    from PIL import Image, ImageSequence
except ImportError:
    Image = None

SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
FRAMES, CELLS, RATE = 30, 16, 50
GIVEN = ("--rate-hz", RATE, "--pitch-mm", 10, "--unit", "kPa")


@unittest.skipIf(Image is None, "no Pillow (package python3-pil)")
class Films(SoleaTest):
    def setUp(self):
        super().setUp()
        # A dim field, and on it one bright cell that walks a row or a column with each frame.
        field = np.full((FRAMES, CELLS, CELLS), 60, "<f4")
        self.path = [(k // 2, (k + 1) // 2) for k in range(FRAMES)]
        for k, (row, col) in enumerate(self.path):
            field[k, row, col] = 200
        np.save(self.folder / "walk.npy", field)

    def film(self, out, *args):
        done = self.run_solea("film", "walk.npy", "-o", out, "--size", "320x320", *GIVEN, *args)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "", "nothing but Solea's own words")
        return self.folder / out

    def bright(self, picture):
        """Middle of the bright cell in pixels: yellow, which nothing else of the map is."""
        rgb = np.asarray(picture.convert("RGB")).astype(int)[:, :270]  # without the colour bar
        found = (rgb[..., 0] > 190) & (rgb[..., 1] > 170) & (rgb[..., 2] < 150)
        self.assertGreater(found.sum(), 40)
        rows, cols = np.nonzero(found)
        return rows.mean(), cols.mean()

    def check(self, pictures, frames):
        """Each picture's bright cell lies where the recording's frame has it, on linear axes."""
        self.assertEqual(len(pictures), len(frames))
        seen = np.array([self.bright(p) for p in pictures])
        want = np.array([self.path[k] for k in frames], float)
        for axis, sign in ((0, -1), (1, 1)):  # upward in the picture is forward on the plate
            slope, offset = np.polyfit(want[:, axis], seen[:, axis], 1)
            self.assertGreater(sign * slope, 5)
            error = np.abs(slope * want[:, axis] + offset - seen[:, axis]).max()
            self.assertLess(error, 0.35 * abs(slope), "less than half a cell")

    @staticmethod
    def frames_at(speed, fps):
        """By hand: the newest frame at each picture's time, until the last one."""
        count = 1 + int((FRAMES - 1) / RATE * fps / speed + 1e-9)
        return [int(i * speed / fps * RATE + 1e-9) for i in range(count)]

    def test_gif(self):
        for speed, fps in (("1", 25), ("1/4", 25), ("1/2", 30)):
            with self.subTest(speed=speed, fps=fps), Image.open(
                    self.film("f.gif", "--speed", speed, "--fps", fps)) as gif:
                pictures, delays = [], []
                for picture in ImageSequence.Iterator(gif):
                    pictures.append(picture.convert("RGB"))
                    delays.append(picture.info["duration"])
                # Pillow joins a picture that is the same as the one before: told apart by times.
                times = np.concatenate([[0], np.cumsum(delays)])
                frames = self.frames_at(eval(speed), fps)
                self.assertAlmostEqual(times[-1], 1000 * len(frames) / fps, delta=10)
                for picture, begins in zip(pictures, times):
                    self.assertLess(begins * fps / 1000 % 1 * 1000 / fps % (1000 / fps - 10), 10)
                self.check(pictures, [frames[round(t * fps / 1000)] for t in times[:-1]])

    def test_relief(self):
        """In 3-D too each picture has the bright cell where the frame has it; perspective bends the
        axes a little, so that the order along each is checked."""
        folder = self.film("relief", "--view", "3d", "--speed", "1/2")
        frames = self.frames_at(0.5, 25)
        files = sorted(folder.iterdir())
        self.assertEqual(len(files), len(frames))
        seen = np.array([self.bright(Image.open(f)) for f in files])
        want = np.array([self.path[k] for k in frames], float)
        design = np.column_stack([want, np.ones(len(want))])
        for axis in (0, 1):
            fit, *_ = np.linalg.lstsq(design, seen[:, axis], rcond=None)
            step = np.abs(fit[:2]).max()
            self.assertGreater(step, 3)
            self.assertLess(np.abs(design @ fit - seen[:, axis]).max(), 0.6 * step)

    def test_folder_of_png(self):
        folder = self.film("frames", "--speed", "1/2")
        files = sorted(folder.iterdir())
        self.assertEqual([f.name for f in files],
                         [f"frame_{k:05d}.png" for k in range(len(files))])
        self.check([Image.open(f) for f in files], self.frames_at(0.5, 25))

    def probed(self, file, entries, least="warning"):
        """What ffprobe tells of a film, without a word of complaint."""
        done = subprocess.run(["ffprobe", "-v", least, "-show_entries", entries, "-of",
                               "csv=p=0", file], capture_output=True, text=True, check=True)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def decoded(self, file, *before):
        """Pictures of 320 x 320, by ffmpeg."""
        raw = subprocess.run(["ffmpeg", "-v", "error", *before, "-i", file, "-f", "rawvideo",
                              "-pix_fmt", "rgb24", "-"], capture_output=True, check=True).stdout
        return [Image.fromarray(p) for p in np.frombuffer(raw, np.uint8).reshape(-1, 320, 320, 3)]

    def test_ogg_theora(self):
        file = self.film("f.ogv", "--speed", "1/2")
        self.assertEqual(file.read_bytes()[:4], b"OggS")
        if shutil.which("ffmpeg") is None:
            self.skipTest("no ffmpeg")
        # VTK's writer does not mark key pictures as ffmpeg wants them.
        told = self.probed(file, "stream=codec_name,r_frame_rate,width,height", "error")
        self.assertEqual(told, ["theora,320,320,25/1"])
        self.check(self.decoded(file), self.frames_at(0.5, 25))

    def test_webm(self):
        if shutil.which("ffmpeg") is None:
            self.skipTest("no ffmpeg")
        for speed, fps in (("1/2", 25), ("1/16", 30), ("1", 24)):
            with self.subTest(speed=speed, fps=fps):
                file = self.film("f.webm", "--speed", speed, "--fps", fps)
                frames = self.frames_at(eval(speed), fps)
                told = self.probed(file, "stream=codec_name,width,height,pix_fmt,color_range,"
                                         "color_space,r_frame_rate")
                self.assertEqual(told, [f"vp9,320,320,yuv420p,tv,bt709,{fps}/1"])
                (length,) = self.probed(file, "format=duration")
                self.assertAlmostEqual(float(length), len(frames) / fps, delta=0.0006)
                times = [float(t.strip(",")) for t in self.probed(file, "frame=pts_time")]
                self.assertEqual(len(times), len(frames))
                for k, t in enumerate(times):
                    self.assertAlmostEqual(t, k / fps, delta=0.0006)
                pictures = self.decoded(file)
                self.check(pictures, frames)
                # Colours and letters are those of the pictures that went in.
                folder = self.film("frames", "--speed", speed, "--fps", fps)
                for k in (0, len(frames) // 2, len(frames) - 1):
                    drawn = np.asarray(Image.open(folder / f"frame_{k:05d}.png").convert("RGB"))
                    apart = np.asarray(pictures[k], float) - drawn
                    self.assertLess(np.sqrt((apart ** 2).mean()), 6, "of 255")
                # From the middle on, by the index.
                (late,) = [self.decoded(file, "-ss", f"{times[-1] - 0.001:.3f}")[-1]]
                self.check([*pictures[:-1], late], frames)
                shutil.rmtree(folder)

    def test_one_step(self):
        step = self.good_json("analyze", SESSION, "--json")["steps"][1]
        self.good("film", SESSION, "--step", 1, "-o", "s.gif", "--size", "320x400")
        with Image.open(self.folder / "s.gif") as gif:
            length = sum(p.info["duration"] for p in ImageSequence.Iterator(gif)) / 1000
        self.assertAlmostEqual(length, step["stance_s"], delta=0.12)

    def test_volume_grows_and_turns(self):
        step = self.good_json("analyze", SESSION, "--json")["steps"][1]
        self.good("film", SESSION, "--step", 1, "-o", "v", "--view", "volume", "--size", "400x400",
                  "--fps", 4, "--speed", "1/4", timeout=200)
        files = sorted((self.folder / "v").iterdir())
        grows_s = 4 * step["stance_s"]
        rounds = -(-(grows_s + 3) // 8)  # whole ones, with 3 s at least of the whole body
        self.assertEqual(len(files), 4 * 8 * rounds)
        body = []
        for file in files:
            rgb = np.asarray(Image.open(file).convert("RGB"), int)[60:370, :340]
            body.append(int((rgb.max(axis=2) - rgb.min(axis=2) > 25).sum()))
        self.assertLess(body[0], 0.15 * body[-1], "it begins with the first frame alone")
        grown = int(4 * grows_s)
        for k in range(4, grown, 4):  # the eye turns meanwhile: no strict order
            self.assertGreater(body[k], 0.9 * body[k - 4])
        still = [np.asarray(Image.open(files[k]).convert("L"), float)
                 for k in range(grown + 1, len(files))]
        for a, b in zip(still, still[1:]):
            self.assertGreater(np.abs(a - b).mean(), 0.3, "it turns on")
        self.fails(1, "no step 99", "film", SESSION, "-o", "f.gif", "--step", 99, "--view", "volume")

    def test_interrupted_film_is_removed(self):
        process = subprocess.Popen(
            [SOLEA, "film", "walk.npy", "-o", "f.gif", "--size", "2000x2000", "--speed", "1/16",
             "--fps", "100", *map(str, GIVEN)], cwd=self.folder, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + 20
        while not list(self.folder.glob("f.gif*")) and time.monotonic() < end:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 1, words)
        self.assertIn("interrupted, f.gif was not written", words)
        self.assertEqual([f.name for f in self.folder.iterdir()], ["walk.npy"])

    def test_what_cannot_be_filmed(self):
        self.fails(2, "1/16 to 4", "film", "walk.npy", "-o", "f.gif", "--speed", "9", *GIVEN)
        self.fails(1, ".webm, .ogv or .gif", "film", "walk.npy", "-o", "f.avi", *GIVEN)
        self.fails(1, "no step 99", "film", SESSION, "-o", "f.gif", "--step", 99)
        self.fails(1, "cannot be", "film", "walk.npy", "-o", "/nowhere/f.gif", *GIVEN)
        self.fails(1, "cannot be", "film", "walk.npy", "-o", "/nowhere/f.ogv", *GIVEN)
        self.fails(1, "cannot be", "film", "walk.npy", "-o", "/nowhere/f.webm", *GIVEN)
        self.fails(1, "cannot be", "film", "walk.npy", "-o", "/nowhere/frames", *GIVEN)


if __name__ == "__main__":
    unittest.main()

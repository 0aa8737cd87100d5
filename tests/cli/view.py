"""The viewer's window, on a virtual display."""
import json
import os
import shutil
import struct
import subprocess
import unittest

import numpy as np

from support import SOURCE, SoleaTest

try:
    from PIL import Image
except ImportError:
    Image = None

# A display with a number of its own, as two that are started at once would both take the next one;
# without -noreset it starts anew, and refuses whom it meets, whenever xdotool was its only client.
XVFB = ("xvfb-run", "-a", "-n", str(100 + os.getpid() % 20000), "-s",
        "-screen 0 1400x900x24 -noreset")
SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


class View(SoleaTest):
    def test_opens_draws_and_obeys_keys(self):
        """p writes a picture, q closes; the keys come through the X server."""
        script = (
            'export XDG_CONFIG_HOME="$PWD/config"; '
            '"$SOLEA" view "$1" 2>view.err & pid=$!; exec 2>/dev/null; '
            'for i in $(seq 100); do id=$(xdotool search --name "Solea - " | head -1); '
            '[ -n "$id" ] && break; sleep 0.1; done; '
            'xdotool windowfocus $id mousemove --window $id 600 400; sleep 1; '
            'xdotool key r; xdotool key 2; xdotool key l; xdotool key space; sleep 1; '
            # A window that is still drawing may miss a key: it is pressed until it shows.
            'for i in $(seq 15); do [ -e walk_normal.png ] && break; xdotool key p; sleep 1; done; '
            'sleep 1; '
            'for i in $(seq 15); do kill -0 $pid || break; xdotool key q; sleep 1; done; '
            'kill -0 $pid && { kill $pid; exit 99; }; wait $pid')
        done = subprocess.run(
            [*XVFB, "bash", "-c", script, "-",
             str(SESSION)],
            cwd=self.folder, capture_output=True, text=True, timeout=90)
        self.assertEqual(done.returncode, 0, "99: the key q did not close it\n" + done.stderr)
        self.assertEqual((self.folder / "view.err").read_text(), "")
        data = (self.folder / "walk_normal.png").read_bytes()
        self.assertEqual(struct.unpack(">II", data[16:24]), (1280, 800))
        self.assertGreater(len(data), 20000)
        settings = json.loads((self.folder / "config" / "solea" / "viewer.json").read_text())
        self.assertEqual(settings["loop"], True, "the key l, remembered")
        self.assertEqual((settings["width"], settings["height"]), (1280, 800))

    def in_window(self, script, file=SESSION):
        """Runs lines of shell beside a viewer: $id is its window; `title WORDS` waits until the
        window is called so; `picture NAME` presses p until there is such a file."""
        before = (
            'export XDG_CONFIG_HOME="$PWD/config"; '
            '"$SOLEA" view "$1" 2>view.err & pid=$!; exec 2>script.err; '
            'for i in $(seq 100); do id=$(xdotool search --name "Solea - " | head -1); '
            '[ -n "$id" ] && break; sleep 0.1; done; '
            'xdotool windowfocus $id mousemove --window $id 640 400; sleep 1\n'
            'title() { for i in $(seq 100); do case "$(xdotool getwindowname $id)" in '
            '*"$1"*) return 0;; esac; sleep 0.1; done; echo "no window called $1"; return 1; }\n'
            'picture() { for i in $(seq 15); do [ -e "$1" ] && break; xdotool key p; sleep 1; done; '
            'sleep 0.5; }\n')
        after = (
            '\nfor i in $(seq 15); do kill -0 $pid || break; xdotool key q; sleep 1; done; '
            'kill -0 $pid && { kill $pid; exit 99; }; wait $pid')
        done = subprocess.run(
            [*XVFB, "bash", "-c",
             before + script + after, "-", str(file)],
            cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, "99: the key q did not close it\n" + done.stdout +
                         (self.folder / "view.err").read_text())
        return done.stdout

    @unittest.skipIf("SOLEA_DROP_FILE" not in os.environ, "no SOLEA_DROP_FILE")
    def test_a_dropped_file_takes_the_place_of_the_first(self):
        shutil.copy(SOURCE / "sample_data" / "sessions" / "walk_flat.h5",
                    self.folder / "another walk 100%.h5")
        (self.folder / "no_recording.txt").write_text("nothing of use\n")
        told = self.in_window(
            'picture walk_normal.png\n'
            '"$SOLEA_DROP_FILE" $id 600 400 "another walk 100%.h5" 2>&1\n'
            'picture "another walk 100%.png"\n'
            # A file that is none leaves the picture as it is, and says so in it.
            'rm "another walk 100%.png"\n'
            '"$SOLEA_DROP_FILE" $id 600 400 no_recording.txt 2>&1\n'
            'picture "another walk 100%.png"')
        self.assertEqual(told.split(), ["dropped", "dropped"])
        self.assertEqual((self.folder / "view.err").read_text(), "")
        self.assertTrue((self.folder / "another walk 100%.png").exists())
        self.assertFalse((self.folder / "no_recording.png").exists())

    def test_several_probes(self):
        """x puts one under the mouse, x on it takes it away, X all of them: by their colours."""
        if Image is None:
            self.skipTest("no Pillow")
        self.in_window(
            'key() { xdotool key $1; sleep 0.6; }\n'
            'key t; picture walk_normal.png; mv walk_normal.png none.png\n'
            'xdotool mousemove --window $id 480 330; sleep 0.5; key x\n'
            'xdotool mousemove --window $id 620 460; sleep 0.5; key x\n'
            'xdotool mousemove --window $id 560 300; sleep 0.5; key x\n'
            'picture walk_normal.png; mv walk_normal.png three.png\n'
            'xdotool mousemove --window $id 620 460; sleep 0.5; key x\n'
            'picture walk_normal.png; mv walk_normal.png two.png\n'
            'key X; picture walk_normal.png; mv walk_normal.png gone.png\n')
        pictures = {name: np.asarray(Image.open(self.folder / f"{name}.png").convert("RGB"), int)
                    for name in ("none", "three", "two", "gone")}
        violet, brown = (107, 61, 179), (133, 84, 41)

        def of(name, color):
            return int((np.abs(pictures[name] - color).sum(axis=2) < 12).sum())
        for color, there in ((violet, ["three"]), (brown, ["three", "two"])):
            for name in pictures:
                with self.subTest(color=color, name=name):
                    if name in there:
                        self.assertGreater(of(name, color), 60, "the ball, its letter and curve")
                    else:
                        self.assertLess(of(name, color), 20)
        self.assertTrue((pictures["none"] == pictures["gone"]).all(), "as it was before")

    def test_what_is_needed(self):
        self.fails(2, "one of FILE and --driver", "view")
        self.fails(2, "--port", "view", "--driver", "willowec_pmi")


if __name__ == "__main__":
    unittest.main()

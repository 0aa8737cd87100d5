"""The viewer's window, on a virtual display."""
import json
import struct
import subprocess
import unittest

from support import SOURCE, SoleaTest

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
            ["xvfb-run", "-a", "-s", "-screen 0 1400x900x24", "bash", "-c", script, "-",
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

    def test_what_is_needed(self):
        self.fails(2, "one of FILE and --driver", "view")
        self.fails(2, "--port", "view", "--driver", "willowec_pmi")


if __name__ == "__main__":
    unittest.main()

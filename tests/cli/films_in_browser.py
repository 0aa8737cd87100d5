"""A film in a browser: headless Chromium plays it and shows the right pictures at the right times."""
import base64
import http.server
import io
import json
import os
import queue
import shutil
import signal
import subprocess
import threading
import unittest

import numpy as np

from support import SOURCE, SoleaTest

try:
    from PIL import Image
except ImportError:
    Image = None

SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PAGE = """<!doctype html><canvas></canvas><script>
const tell = (what) => fetch('/told', {method: 'POST', body: JSON.stringify(what)});
const event = (video, name) => new Promise((done, fail) => {
  video.addEventListener(name, done, {once: true});
  video.onerror = () => fail(video.error.message);
});
(async () => {
  const video = document.createElement('video');
  video.muted = true;
  const file = await (await fetch('/film.webm')).blob();
  video.src = URL.createObjectURL(file);
  await event(video, 'loadeddata');
  const canvas = document.querySelector('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const told = {duration: video.duration, width: canvas.width, height: canvas.height, pictures: []};
  for (const t of TIMES) {
    const there = event(video, 'seeked');
    video.currentTime = t;
    await there;
    canvas.getContext('2d').drawImage(video, 0, 0);
    told.pictures.push(canvas.toDataURL('image/png').split(',')[1]);
  }
  video.currentTime = 0;
  await event(video, 'seeked');
  const end = event(video, 'ended');
  const begin = performance.now();
  await video.play();
  await end;
  told.played_s = (performance.now() - begin) / 1000;
  await tell(told);
})().catch((error) => tell({error: String(error)}));
</script>"""


@unittest.skipIf(CHROMIUM is None, "no chromium")
@unittest.skipIf(Image is None, "no Pillow (package python3-pil)")
class Browser(SoleaTest):
    def shown(self, film, times):
        """What the browser told of a film, and its pictures at those times."""
        told = queue.Queue()
        page = PAGE.replace("TIMES", json.dumps(times)).encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = film.read_bytes() if self.path == "/film.webm" else page
                self.send_response(200)
                kind = "video/webm" if self.path == "/film.webm" else "text/html"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                length = int(self.headers["Content-Length"])
                told.put(json.loads(self.rfile.read(length)))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = subprocess.Popen(
            [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", f"--user-data-dir={self.folder / 'chromium'}",
             f"http://127.0.0.1:{server.server_address[1]}/"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            answer = told.get(timeout=80)
        finally:
            os.killpg(browser.pid, signal.SIGKILL)
            browser.wait()
            server.shutdown()
            server.server_close()
        self.assertNotIn("error", answer)
        pictures = [np.asarray(Image.open(io.BytesIO(base64.b64decode(p))).convert("RGB"), float)
                    for p in answer["pictures"]]
        return answer, pictures

    def test_plays_and_seeks(self):
        how = ("film", SESSION, "--step", 1, "--speed", "1/4", "--size", "320x400")
        self.good(*how, "-o", "step.webm")
        self.good(*how, "-o", "frames")
        drawn = [np.asarray(Image.open(f).convert("RGB"), float)
                 for f in sorted((self.folder / "frames").iterdir())]
        count = len(drawn)
        self.assertGreater(count, 30)
        chosen = [count // 5, count // 2, count - 2, 1]
        answer, pictures = self.shown(self.folder / "step.webm",
                                      [(k + 0.5) / 25 for k in chosen])
        self.assertEqual((answer["width"], answer["height"]), (320, 400))
        self.assertAlmostEqual(answer["duration"], count / 25, delta=0.002)
        self.assertAlmostEqual(answer["played_s"], count / 25, delta=1.0)
        for k, seen in zip(chosen, pictures):
            apart = [np.sqrt(((seen - picture) ** 2).mean()) for picture in drawn]
            self.assertEqual(int(np.argmin(apart)), k, "the very picture, none beside it")
            self.assertLess(apart[k], 6, "of 255: colours as they were drawn")


if __name__ == "__main__":
    unittest.main()

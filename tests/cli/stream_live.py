"""The live stream, heard by clients of our own (sockets and a WebSocket handshake by hand, no
packages) and compared with the recorded session, frame by frame."""
import base64
import hashlib
import json
import os
import re
import socket
import struct
import subprocess
import threading
import time
import unittest

import h5py
import numpy as np

from support import SOLEA, SoleaTest


class LineClient(threading.Thread):
    """Newline-delimited JSON over TCP. `deaf_s`: reads nothing for so long after it connected."""

    def __init__(self, address, word=None, deaf_s=0, buffer=None):
        super().__init__(daemon=True)
        self.socket = socket.socket()
        if buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.settimeout(20)
        self.socket.connect(address)
        if word:
            self.socket.sendall(word.encode() + b"\n")
        self.deaf_s = deaf_s
        self.messages = []
        self.error = None
        self.start()

    def run(self):
        try:
            time.sleep(self.deaf_s)
            with self.socket.makefile("rb") as lines:
                for line in lines:
                    self.messages.append(json.loads(line))
        except Exception as e:  # shown by the test
            self.error = e
        finally:
            self.socket.close()

    def of(self, kind):
        return [m for m in self.messages if m["type"] == kind]


class WebSocketClient(threading.Thread):
    """RFC 6455 by hand."""

    def __init__(self, address, path="/", origin=None):
        super().__init__(daemon=True)
        self.socket = socket.create_connection(address, timeout=20)
        key = base64.b64encode(os.urandom(16))
        self.socket.sendall(
            b"GET " + path.encode() + b" HTTP/1.1\r\nHost: solea\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key +
            (b"\r\nOrigin: " + origin.encode() if origin else b"") + b"\r\n\r\n")
        self.stream = self.socket.makefile("rb")
        self.status = int(self.stream.readline().split()[1])
        headers = {}
        for line in iter(self.stream.readline, b"\r\n"):
            name, value = line.decode().split(":", 1)
            headers[name.lower()] = value.strip()
        self.messages, self.binary, self.closed, self.error = [], [], False, None
        if self.status != 101:
            self.stream.close()
            self.socket.close()
            return
        expected = base64.b64encode(
            hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()).decode()
        assert headers["sec-websocket-accept"] == expected
        self.start()

    def send(self, opcode, payload):
        """A masked frame, as clients must."""
        mask = os.urandom(4)
        body = bytes(b ^ mask[i % 4] for i, b in enumerate(payload))
        self.socket.sendall(bytes([0x80 | opcode, 0x80 | len(payload)]) + mask + body)

    def one(self):
        first, second = self.stream.read(2)
        assert second & 0x80 == 0, "a server must not mask"
        length = second & 0x7F
        if length == 126:
            length, = struct.unpack(">H", self.stream.read(2))
        elif length == 127:
            length, = struct.unpack(">Q", self.stream.read(8))
        return first & 0x80, first & 0x0F, self.stream.read(length)

    def run(self):
        try:
            kind, whole = None, b""
            while True:
                final, opcode, payload = self.one()
                if opcode == 8:
                    self.send(8, payload)
                    self.closed = True
                    return
                if opcode == 9:
                    self.send(10, payload)
                    continue
                if opcode in (1, 2):
                    kind, whole = opcode, b""
                whole += payload
                if not final:
                    continue
                if kind == 1:
                    self.messages.append(json.loads(whole))
                else:
                    self.binary.append(whole)
        except Exception as e:
            self.error = e
        finally:
            self.stream.close()
            self.socket.close()

    def of(self, kind):
        return [m for m in self.messages if m["type"] == kind]


class Streaming(SoleaTest):
    def record(self, *args, seconds=3, streams=("tcp:0", "ws:0"), env=None):
        """Starts a recording; its process and the addresses it streams at."""
        command = [SOLEA, "record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5",
                   "--duration", str(seconds), "--json", *args]
        for stream in streams:
            command += ["--stream", stream]
        process = subprocess.Popen(command, cwd=self.folder, text=True, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        addresses = {}
        while len(addresses) < sum(s != "lsl" for s in streams):
            line = process.stderr.readline()
            self.assertTrue(line, "it ended before it streamed")
            found = re.search(r"streaming at (tcp|ws):(\S+):(\d+)", line)
            if found:
                addresses[found[1]] = (found[2], int(found[3]))
        return process, addresses

    def ended(self, process, *clients):
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, err)
        for client in clients:
            client.join(20)
            self.assertFalse(client.is_alive())
            self.assertIsNone(client.error)
        return json.loads(out), err

    def stored(self):
        with h5py.File(self.folder / "s.h5") as f:
            trial = f["trials/0001"]
            return {int(s): (counts, arrival) for s, counts, arrival in
                    zip(trial["sequence"][...], trial["counts"][...], trial["arrival_s"][...])}

    def check_frames(self, frames, stored, counts=True):
        """Every frame that was heard is one that was stored, with its force and centre."""
        start = min(arrival for _, arrival in stored.values())
        y, x = np.meshgrid((np.arange(64) + 0.5) * 5, (np.arange(64) + 0.5) * 5, indexing="ij")
        for frame in frames:
            cells, arrival = stored[frame["sequence"]]
            if counts:
                np.testing.assert_array_equal(np.reshape(frame["counts"], (64, 64)), cells)
            self.assertAlmostEqual(frame["time_s"], arrival - start, places=6)
            kpa = cells * 0.25
            force = kpa.sum() * 25 / 1000
            self.assertAlmostEqual(frame["force_n"], force, delta=1e-6 * max(1, force))
            if force < 20:
                self.assertIsNone(frame["cop_x_mm"])
                self.assertIsNone(frame["cop_y_mm"])
            else:
                self.assertAlmostEqual(frame["cop_x_mm"], (kpa * x).sum() / kpa.sum(), places=3)
                self.assertAlmostEqual(frame["cop_y_mm"], (kpa * y).sum() / kpa.sum(), places=3)

    def check_unbroken(self, sequences, stored):
        """From the first frame that was heard to the last one stored, none is missing."""
        self.assertEqual(sequences, list(range(sequences[0], max(stored) + 1)))


class LiveStream(Streaming):
    def test_every_client_hears_what_is_recorded(self):
        with self.mat("solea_mat"):
            process, at = self.record()
            lines = [LineClient(at["tcp"]) for _ in range(3)]
            force = LineClient(at["tcp"], word="force")
            web = WebSocketClient(at["ws"])
            web_force = WebSocketClient(at["ws"], "/force")
            web_binary = WebSocketClient(at["ws"], "/binary", origin="http://localhost:8000")
            clients = [*lines, force, web, web_force, web_binary]
            report, err = self.ended(process, *clients)
        self.assertRegex(err, r"live stream: 7 clients, 0 frames dropped")
        stored = self.stored()
        self.assertEqual(len(stored), report["frames"])
        for client in clients:
            hello = client.messages[0]
            self.assertEqual(hello["type"], "hello")
            self.assertEqual(hello["schema"], "solea.stream/1")
            self.assertEqual((hello["rows"], hello["cols"], hello["pitch_x_mm"]), (64, 64, 5))
            self.assertEqual((hello["driver"], hello["rate_hz"]), ("solea_mat", 100))
            self.assertTrue(hello["calibrated"])
            self.assertEqual(client.messages[-1], {"type": "end", "frames": report["frames"]})
            self.assertEqual(client.of("dropped"), [])
        for client in [*lines, web]:
            frames = client.of("frame")
            self.assertGreater(len(frames), 250)
            self.check_frames(frames, stored)
            self.check_unbroken([f["sequence"] for f in frames], stored)
        for client in [force, web_force]:
            frames = client.of("frame")
            self.assertNotIn("counts", frames[-1])
            self.check_frames([f for f in frames if "counts" not in f], stored, counts=False)
            self.check_unbroken([f["sequence"] for f in frames], stored)
        frames = []
        for message in web_binary.binary:
            magic, rows, cols, sequence, time_s, newton, x, y, dropped = struct.unpack_from(
                "<4sHHQdfffI", message)
            self.assertEqual((magic, rows, cols, dropped), (b"SLF1", 64, 64, 0))
            cells, _ = stored[sequence]
            np.testing.assert_array_equal(
                np.frombuffer(message, "<u2", offset=40).reshape(64, 64), cells)
            self.assertAlmostEqual(newton, cells.sum() * 0.25 * 25 / 1000, delta=1e-3)
            self.assertEqual(np.isnan(x), newton < 20)
            frames.append(sequence)
        self.check_unbroken(frames, stored)
        self.assertTrue(web.closed and web_binary.closed, "the WebSocket's own good-bye")

    def test_a_slow_client_loses_frames_is_told_and_slows_nobody(self):
        with self.mat("solea_mat"):
            process, at = self.record(seconds=6)
            slow = LineClient(at["tcp"], deaf_s=4.5, buffer=4096)
            quick = LineClient(at["tcp"])
            report, err = self.ended(process, slow, quick)
        self.assertEqual(report["frames_missing"], 0)
        self.assertLess(report["ring_peak_fill"], 0.5)
        stored = self.stored()
        self.assertEqual(len(stored), report["frames"])
        self.check_unbroken([f["sequence"] for f in quick.of("frame")], stored)
        self.assertEqual(quick.of("dropped"), [])
        heard = [f["sequence"] for f in slow.of("frame")]
        self.check_frames(slow.of("frame"), stored)
        dropped = slow.of("dropped")
        self.assertGreater(len(dropped), 0)
        self.assertEqual(sum(d["frames"] for d in dropped), dropped[-1]["total"])
        self.assertEqual(len(heard) + dropped[-1]["total"], max(stored) + 1 - heard[0],
                         "every frame was heard or told as dropped")
        self.assertRegex(err, f"2 clients, {dropped[-1]['total']} frames dropped")
        # Each hole stands behind its announcement.
        last, announced = None, 0
        for message in slow.messages:
            if message["type"] == "dropped":
                announced += message["frames"]
            elif message["type"] == "frame":
                if last is not None:
                    self.assertEqual(message["sequence"] - last - 1, announced)
                last, announced = message["sequence"], 0

    def test_clients_that_come_and_go_or_talk_nonsense(self):
        with self.mat("solea_mat"):
            process, at = self.record(seconds=3)
            for _ in range(20):
                socket.create_connection(at["tcp"]).close()
                socket.create_connection(at["ws"]).close()
            rude = socket.create_connection(at["tcp"])
            rude.sendall(os.urandom(100000))
            rude.close()
            rude = socket.create_connection(at["ws"])
            rude.sendall(os.urandom(100000))
            rude.close()
            vanishing = WebSocketClient(at["ws"])
            vanishing.socket.shutdown(socket.SHUT_RDWR)
            self.assertEqual(WebSocketClient(at["ws"], origin="https://example.org").status, 403)
            self.assertEqual(WebSocketClient(at["ws"], origin="http://localhost.evil.example").status,
                             403)
            self.assertEqual(WebSocketClient(at["ws"], path="/elsewhere").status, 404)
            plain = socket.create_connection(at["ws"], timeout=5)
            plain.sendall(b"GET / HTTP/1.1\r\nHost: solea\r\n\r\n")
            self.assertTrue(plain.recv(100).startswith(b"HTTP/1.1 426"))
            plain.close()
            good = LineClient(at["tcp"])
            report, _ = self.ended(process, good)
        self.assertEqual(report["frames_missing"], 0)
        self.check_unbroken([f["sequence"] for f in good.of("frame")], self.stored())

    def test_nobody_listening_costs_nothing(self):
        with self.mat("solea_mat"):
            process, _ = self.record(seconds=1)
            report, err = self.ended(process)
        self.assertEqual(report["frames_missing"], 0)
        self.assertIn("0 clients", err)

    def test_bad_targets(self):
        for target in ("udp:5", "tcp:", "tcp:abc", "ws:70000", "lsl:1"):
            done = self.run_solea("record", "--driver", "solea_mat", "--port", "mat", "-o", "s.h5",
                                  "--stream", target)
            self.assertEqual(done.returncode, 2, target)
        taken = socket.create_server(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        self.fails(1, [f"tcp:127.0.0.1:{port}", "cannot listen"], "record", "--driver",
                   "solea_mat", "--port", "mat", "-o", "s.h5", "--stream", f"tcp:{port}")
        taken.close()
        self.assertFalse((self.folder / "s.h5").exists())


class LabStreamingLayer(Streaming):
    """Through a library with liblsl's C interface that writes down what it is given."""

    def test_outlets(self):
        fake = os.environ.get("SOLEA_FAKE_LSL")
        if not fake:
            self.skipTest("no SOLEA_FAKE_LSL")
        with self.mat("solea_mat"):
            process, _ = self.record(seconds=2, streams=("lsl", "tcp:0"), env={
                "SOLEA_LIBLSL": fake, "FAKE_LSL_OUT": str(self.folder / "lsl.jsonl")})
            report, _ = self.ended(process)
        calls = [json.loads(line) for line in (self.folder / "lsl.jsonl").read_text().splitlines()]
        opened = {c["name"]: c for c in calls if c["call"] == "outlet"}
        self.assertEqual(opened["Solea force"]["channels"], 3)
        self.assertEqual(opened["Solea frames"]["channels"], 64 * 64)
        self.assertEqual(opened["Solea force"]["rate"], 100)
        self.assertEqual(opened["Solea force"]["labels"], ["force_n", "cop_x_mm", "cop_y_mm"])
        self.assertEqual(opened["Solea frames"]["labels"][65], "r1c1")
        stored = self.stored()
        order = sorted(stored)
        for name in opened:
            samples = [c for c in calls if c["call"] == "sample" and c["name"] == name]
            self.assertEqual(len(samples), report["frames"])
            stamps = np.array([s["stamp"] for s in samples])
            arrivals = np.array([stored[k][1] for k in order])
            # The same clock up to its zero and the moment between two readings.
            self.assertLess(np.ptp(stamps - arrivals), 0.05)
            for sample, k in zip(samples, order):
                kpa = stored[k][0] * 0.25
                if name == "Solea frames":
                    np.testing.assert_allclose(np.reshape(sample["values"], (64, 64)), kpa)
                else:
                    self.assertAlmostEqual(sample["values"][0], kpa.sum() * 25 / 1000, delta=1e-2)
        self.assertEqual(len([c for c in calls if c["call"] == "destroyed"]), 2)

    def test_no_library_is_no_error(self):
        with self.mat("solea_mat"):
            process, _ = self.record(seconds=1, streams=("lsl", "tcp:0"),
                                     env={"SOLEA_LIBLSL": "/nowhere/liblsl.so"})
            report, err = self.ended(process)
        self.assertGreater(report["frames"], 90)


if __name__ == "__main__":
    unittest.main()

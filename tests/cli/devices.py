"""What `solea devices` tells: every driver with how it was tested, ports, the rules of udev."""
import re
import signal
import subprocess
import time
import unittest

from support import SOLEA, SoleaTest


class Devices(SoleaTest):
    def test_every_driver_says_how_it_was_tested(self):
        drivers = self.good_json("devices", "--json")["drivers"]
        self.assertGreater(len(drivers), 1)
        self.assertEqual(len({d["id"] for d in drivers}), len(drivers))
        for d in drivers:
            self.assertRegex(d["id"], "^[a-z0-9_]+$")
            self.assertIn(d["tested"], ("virtual only", "hardware"), d)
            self.assertIn(d["transport"], ("serial", "tcp", "evdev"), d)
            self.assertIn(d["frame_check"], ("nothing", "numbers", "marker", "checksum"), d)
            for name in ("rows", "cols", "pitch_x_mm", "pitch_y_mm", "rate_hz"):
                self.assertGreater(d[name], 0, d)
            self.assertEqual(d["tares"], d["id"].startswith("etextile_e256"))
            for usb in d["usb"]:
                self.assertRegex(usb, "^[0-9a-f]{4}:[0-9a-f]{4}$")
        table = self.good("devices")
        for d in drivers:
            self.assertIn(d["id"], table)

    def test_rules_of_udev_are_those_of_the_table(self):
        drivers = self.good_json("devices", "--json")["drivers"]
        rules = self.good("devices", "--udev-rules")
        known = {usb for d in drivers for usb in d["usb"]}
        self.assertTrue(known)
        found = re.findall(r'^SUBSYSTEM=="tty", ATTRS\{idVendor\}=="([0-9a-f]{4})", '
                           r'ATTRS\{idProduct\}=="([0-9a-f]{4})", .*TAG\+="uaccess"', rules, re.M)
        self.assertEqual({":".join(ids) for ids in found}, known)
        inputs = re.findall(r'^SUBSYSTEM=="input".*ATTRS\{name\}=="([^"]+)"', rules, re.M)
        self.assertEqual(len(inputs), sum(d["transport"] == "evdev" for d in drivers))
        for line in rules.splitlines():  # comments and whole assignments only
            self.assertRegex(line, r'^#|^([A-Za-z{}_]+(==|=|\+=)"[^"]*"(, |$))+$')

    def test_watching_ends_with_ctrl_c(self):
        process = subprocess.Popen([SOLEA, "devices", "--watch", "--json"], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(0.7)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 0, err)


if __name__ == "__main__":
    unittest.main()

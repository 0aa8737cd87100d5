"""Help, versions, wrong usage: exit codes 0 and 2."""
import json
import re
import subprocess
import unittest

from support import SOLEA, SoleaTest

COMMANDS = ("devices", "simulate", "record", "import", "info", "analyze", "metrics", "render", "view",
            "export", "completion", "chart", "film", "report")


class Usage(SoleaTest):
    def test_help_of_every_command_has_an_example(self):
        text = self.good("--help")
        for command in COMMANDS:
            self.assertIn(command, text)
            self.assertIn("Example: solea " + command, self.good(command, "--help")
                          .replace("\n", " "))

    def test_version(self):
        self.assertRegex(self.good("--version"), r"^solea \d+\.\d+\.\d+ \(")

    def test_wrong_usage_is_exit_2_and_one_line(self):
        for args in ([], ["fly"], ["analyze"], ["analyze", "--nonsense", "x"],
                     ["record", "--driver", "solea_mat"],
                     ["record", "--driver", "toaster", "--port", "p", "-o", "s.h5"],
                     ["simulate", "--driver", "toaster", "--link", "m"],
                     ["simulate", "--driver", "solea_mat"],
                     ["simulate", "--driver", "solea_mat", "--link", "m", "--faults", "gremlins"],
                     ["simulate", "--driver", "solea_mat", "--session", "s.h5"],
                     ["analyze", "f", "--side", "middle"], ["analyze", "f", "--contact-kpa", "-1"],
                     ["render", "f", "-o", "x.png", "--size", "huge"],
                     ["record", "--driver", "solea_mat", "--port", "p", "-o", "s.h5",
                      "--subject", "Some Body"],
                     ["completion", "tcsh"]):
            with self.subTest(args=args):
                self.fails(2, "help", *args)

    def test_devices(self):
        document = self.good_json("devices", "--json")
        drivers = {d["id"]: d for d in document["drivers"]}
        pmi = drivers["willowec_pmi"]
        self.assertEqual((pmi["rows"], pmi["cols"], pmi["rate_hz"]), (56, 28, 49))
        self.assertEqual((drivers["solea_mat"]["rows"], drivers["solea_mat"]["cols"]), (64, 64))
        for driver in drivers.values():
            self.assertIn(driver["transport"], ("serial", "tcp", "evdev"))
            self.assertIn(driver["tested"], ("virtual only", "hardware"))
        self.assertIsInstance(document["ports"], list)
        self.assertIn("willowec_pmi", self.good("devices"))

    def test_completion_scripts_know_every_command(self):
        for shell in ("bash", "zsh", "fish"):
            script = self.good("completion", shell)
            for command in COMMANDS:
                self.assertIn(command, script)
        answer = subprocess.run(
            ["bash", "-c", 'eval "$1"; COMP_WORDS=(solea an); COMP_CWORD=1; _solea; '
             'echo "${COMPREPLY[@]}"', "-", self.good("completion", "bash")],
            capture_output=True, text=True, check=True)
        self.assertEqual(answer.stdout.strip(), "analyze")


if __name__ == "__main__":
    unittest.main()

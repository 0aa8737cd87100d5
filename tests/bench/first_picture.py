"""How long `solea view FILE` takes from the command to its first picture, on a virtual display.

    python3 tests/bench/first_picture.py [FILE ...]   default: the emed step and a 54 MB text file

Warm: each file is opened once before. The virtual screen's pixels are watched until there is a
picture among them. Needs xvfb-run.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOLEA = ROOT / "build/release/apps/solea/solea"
DATA = pathlib.Path(os.environ.get("SOLEA_REAL_DATA", ROOT.parent / "shared/data"))
RUNS = 5


def pictured(screen):
    """Whether something of many colours is on the screen, which X keeps in a file."""
    pixels = screen.read_bytes()[4096:]
    return len({pixels[i:i + 4] for i in range(0, len(pixels), 4 * 251)}) > 12


def processor_s(pid):
    """What a process has used until now, all threads: hardly depends on what else runs."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def first_picture_s(file, folder, screen):
    while pictured(screen):  # the window before is still there
        time.sleep(0.05)
    begin = time.monotonic()
    view = subprocess.Popen([SOLEA, "view", file], stderr=subprocess.PIPE,
                            env={**os.environ, "XDG_CONFIG_HOME": folder})
    try:
        while not pictured(screen):
            if view.poll() is not None:
                sys.exit(view.stderr.read().decode())
            if time.monotonic() - begin > 60:
                sys.exit("no picture within 60 s")
            time.sleep(0.01)
        return time.monotonic() - begin, processor_s(view.pid)
    finally:
        view.kill()
        view.wait()


def main():
    with tempfile.TemporaryDirectory() as folder:
        if "FIRST_PICTURE_SCREEN" not in os.environ:
            os.environ["FIRST_PICTURE_SCREEN"] = folder + "/Xvfb_screen0"
            sys.exit(subprocess.run(
                ["xvfb-run", "-a", "-s", f"-screen 0 1400x900x24 -noreset -fbdir {folder}", sys.executable,
                 __file__, *sys.argv[1:]]).returncode)
        screen = pathlib.Path(os.environ["FIRST_PICTURE_SCREEN"])
        files = sys.argv[1:]
        if not files:
            with zipfile.ZipFile(DATA / "zebris_treadmill_walk/RawDataGaitAnalysis.txt.zip") as z:
                files = [DATA / "emed_walk/emed_test.lst", z.extract(z.namelist()[0], folder)]
        for file in map(pathlib.Path, files):
            first_picture_s(file, folder, screen)
            runs = [first_picture_s(file, folder, screen) for _ in range(RUNS)]
            wall, cpu = (statistics.median(column) for column in zip(*runs))
            print(f"{file.name}, {file.stat().st_size / 1e6:.1f} MB: median {wall:.2f} s, "
                  f"best {min(runs)[0]:.2f} s; processor {cpu:.2f} s")


if __name__ == "__main__":
    main()

"""A study of virtual recordings with damaged files among them, and solea batch on it."""
import csv
import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import time

SOLEA = os.environ["SOLEA"]
MAKE_STUDY = os.environ["SOLEA_MAKE_STUDY"]
TABLES = ("steps.csv", "zones.csv", "curves.h5", "sessions.csv", "failures.csv", "run.json")


def _text(path):
    path.write_text("this was a recording\n" * 50)


def _empty(path):
    path.write_bytes(b"")


def _beginning(path):
    """Only the first KB came over the network."""
    path.write_bytes(path.read_bytes()[:1000])


def _zeros(path):
    """A power cut left zeros."""
    path.write_bytes(bytes(path.stat().st_size))


def _samples(path):
    """Bits turned over where the frames are; every block has a checksum."""
    data = bytearray(path.read_bytes())
    for at in range(len(data) // 3, 2 * len(data) // 3, 97):
        data[at] ^= 0x55
    path.write_bytes(data)


DAMAGES = (_text, _empty, _beginning, _zeros, _samples)


def make(folder, count, damaged, seconds=4):
    """Makes a study; the names of its damaged files."""
    jobs = os.cpu_count()
    makers = [subprocess.Popen([MAKE_STUDY, folder, str(count), str(seconds), str(k), str(jobs)])
              for k in range(jobs)]
    if any([maker.wait() for maker in makers]):
        raise RuntimeError("make_study failed")
    files = sorted(pathlib.Path(folder).rglob("*.h5"))
    names = []
    for k in range(damaged):
        path = files[(k + 1) * count // damaged - 1 - k % 3]  # of every shard
        DAMAGES[k % len(DAMAGES)](path)
        names.append(path.relative_to(folder).as_posix())
    return names


def command(*args):
    return [SOLEA, "batch", *map(str, args)]


def batch(*args, code=0, timeout=3600, **kwargs):
    done = subprocess.run(command(*args), capture_output=True, text=True, timeout=timeout, **kwargs)
    if done.returncode != code:
        raise AssertionError(f"{args}: exit code {done.returncode}, expected {code}\n"
                             + done.stdout + done.stderr)
    return done


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def digest(folder):
    """The SHA-256 of every table."""
    return {name: hashlib.sha256((pathlib.Path(folder) / name).read_bytes()).hexdigest()
            for name in TABLES}


def differing(folder, other):
    a, b = digest(folder), digest(other)
    return [name for name in TABLES if a[name] != b[name]]


def kill_and_resume(study, out, kills, after_s, *args):
    """Runs a batch, killing it (SIGKILL) `kills` times after `after_s` seconds each, then to the
    end. How much was kept at each kill, in bytes."""
    kept = []
    for _ in range(kills):
        process = subprocess.Popen(command(study, "-o", out, "--resume", *args),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(after_s)
        process.send_signal(signal.SIGKILL)
        process.wait()
        journal = pathlib.Path(out) / "work" / "journal"
        kept.append(journal.stat().st_size if journal.exists() else 0)
    return kept


def shards(study, out, count, code, *args):
    """Every shard by itself, and merged into `out`."""
    folders = [pathlib.Path(f"{out}-shard{k}") for k in range(1, count + 1)]
    for k, folder in enumerate(folders, 1):
        done = subprocess.run(command(study, "-o", folder, "--shard", f"{k}/{count}", *args),
                              capture_output=True, text=True)
        if done.returncode not in (0, 3):
            raise AssertionError(done.stderr)
    batch("merge", *folders, "-o", out, code=code)
    return folders


def remove(*folders):
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)

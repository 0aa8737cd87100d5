#!/usr/bin/env python3
"""Looks for a person's name in everything Solea wrote about a visit, and writes from it.

identity.py SOLEA FOLDER NAME: FOLDER is the workstation's data folder after the clinic's flow,
NAME the person it was about. Every session is first handed to every part of the program that writes
a file or prints: export in every format with and without --identity, analysis, reports, batch. Then
`strings` in four encodings, `h5dump` and `pdftotext` go over all of it. Only the catalogue knows.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

SOLEA, FOLDER, NAME = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
WORDS = [word.lower() for word in NAME.split()]


def printed(*command):
    result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, check=False)
    return result.returncode, result.stdout.decode("utf-8", "replace")


def words_of(path):
    """All text that the tools find in a file."""
    texts = [path.name]
    for encoding in "sSbl":
        texts.append(printed("strings", "-n", "4", "-e", encoding, path)[1])
    if path.suffix in (".h5", ".nc"):
        code, text = printed("h5dump", path)
        assert code == 0, f"h5dump {path}: {text[-300:]}"
        texts.append(text)
    if path.suffix == ".pdf":
        code, text = printed("pdftotext", path, "-")
        assert code == 0, f"pdftotext {path}: {text}"
        texts += [text, printed("pdfinfo", path)[1]]
    return "\n".join(texts).lower()


def holds_name(text):
    return any(word in text for word in WORDS)


def write_everything(sessions, out):
    """What Solea writes of these sessions goes below `out`, what it prints into a log there."""
    log = []

    def solea(*arguments, codes=(0,)):
        code, text = printed(SOLEA, *arguments)
        assert code in codes, f"solea {arguments}: {code}\n{text}"
        log.append(text)

    listed = printed(SOLEA, "export", "--help")[1].split("Formats:")[1]
    formats = re.findall(r"^  (\w+) .*\(\.(\w+)\)", listed, re.MULTILINE)
    assert len(formats) >= 8, listed
    for number, session in enumerate(sessions):
        for name, suffix in formats:
            # A format can have no place for what a recording is; then it says so.
            for identity in ((), ("--with-identity",)):
                solea("export", session, "--to", name, *identity, "--out",
                      out / f"{number}{'_code' if identity else ''}_{name}.{suffix}", codes=(0, 1))
        for command in ("info", "check", "analyze"):
            solea(command, session, "--json")
        solea("report", session, "--kind", "research", "--out", out / f"{number}.html")
        solea("report", session, "--kind", "clinic", "--out", out / f"{number}.pdf")
    solea("batch", *sessions, "--out", out / "tables")
    (out / "log.txt").write_text("\n".join(log))


def main():
    sessions = sorted((FOLDER / "sessions").rglob("*.h5"))
    assert sessions, f"no sessions below {FOLDER}"
    catalogue = FOLDER / "catalogue.sqlite"
    assert holds_name(words_of(catalogue)), "the catalogue does not know the name: nothing is shown"
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder)
        write_everything(sessions, out)
        files = [path for root in (FOLDER, out) for path in sorted(root.rglob("*"))
                 if path.is_file() and not path.name.startswith("catalogue.sqlite")]
        found = [str(path) for path in files if holds_name(words_of(path))]
    assert not found, f"the name is in {found}"
    print(f"{len(files)} files of {len(sessions)} sessions: no name but in the catalogue")


main()

"""Recordings that come packed: zip, gzip, zstd, xz, bzip2, written by other programs."""
import bz2
import gzip
import lzma
import shutil
import subprocess
import unittest
import zipfile

from support import SOURCE, SoleaTest

SESSION = SOURCE / "sample_data" / "sessions" / "walk_normal.h5"


class Packed(SoleaTest):
    def setUp(self):
        super().setUp()
        self.plain = self.good_json("info", SESSION, "--json")

    def same(self, name):
        self.assertEqual(self.good_json("info", self.folder / name, "--json"), self.plain)

    def test_streams(self):
        content = SESSION.read_bytes()
        for name, packer in (("a.h5.gz", gzip), ("a.h5.xz", lzma), ("a.h5.bz2", bz2)):
            with packer.open(self.folder / name, "wb") as out:
                out.write(content)
            self.same(name)

    @unittest.skipUnless(shutil.which("zstd"), "no zstd program here")
    def test_zstd(self):
        subprocess.run(["zstd", "-q", SESSION, "-o", self.folder / "a.h5.zst"], check=True)
        self.same("a.h5.zst")

    def test_zip(self):
        with zipfile.ZipFile(self.folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("readme.txt", "a walk")
            z.write(SESSION, "folder/walk.h5")
        self.same("a.zip")

    def test_two_recordings_in_a_zip(self):
        with zipfile.ZipFile(self.folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as z:
            z.write(SESSION, "1.h5")
            z.write(SESSION, "2.h5")
        info = self.good_json("info", "a.zip", "--json")
        self.assertEqual([r["frames"] for r in info["recordings"]], 2 * [self.plain["frames"]])
        self.assertEqual(self.good_json("info", "a.zip", "--recording", 2, "--json")["frames"],
                         self.plain["frames"])
        self.fails(1, "2 recordings", "info", "a.zip", "--recording", 3)

    def test_damaged(self):
        with zipfile.ZipFile(self.folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as z:
            z.write(SESSION, "1.h5")
        whole = (self.folder / "a.zip").read_bytes()
        (self.folder / "b.zip").write_bytes(whole[:len(whole) // 2])
        self.fails(1, "unpacked", "info", "b.zip")
        with gzip.open(self.folder / "a.gz", "wb") as out:
            out.write(b"no recording at all")
        self.fails(1, "no pressure recording", "info", "a.gz")


if __name__ == "__main__":
    unittest.main()

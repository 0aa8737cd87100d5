"""Parsers of the vendors' files, written for the tests from descriptions of the formats alone.

Nothing here knows Solea's readers. Each reads one layout, in the plain way a researcher would, and
gives every recording as a Parsed: pressures in kPa as float32, row 0 posterior and column 0 at the
person's left, and times in s.
"""
import dataclasses
import re
import struct

import numpy as np

KPA_PER_MMHG = 0.133322
FOOTSCAN_CELL_MM2 = 5.08 * 7.62


@dataclasses.dataclass
class Parsed:
    kpa: np.ndarray   # [frame, row, column]; sensors without a grid: [frame, 1, sensor]
    time_s: np.ndarray
    time_step_s: float  # to how much the file rounds its times; 0: it prints none, they are exact
    sensors: np.ndarray = None  # which cells have a sensor, where some have none
    channels: dict = dataclasses.field(default_factory=dict)


def emed(data):
    """novel .lst: a page a picture, rows from the front of the plate, only the loaded box."""
    frames, numbers = [], []
    for page in data.decode("latin-1").split("\f"):
        number = re.search(r"Pict-No\.: *(\d+)", page)
        if not number:
            continue  # pages with the maximum and mean of all pictures
        cols, rows = map(int, re.search(r"Matrix: *(\d+)x(\d+)", page).groups())
        period = float(re.search(r"Time/picture: *([\d.]+) ms", page)[1]) / 1000
        lines = [line.split("\t") for line in page.splitlines()]
        head = next(line for line in lines if line[-1] == "Force" and line[0] == "")
        frame = np.zeros((rows, cols))
        for line in lines:
            if line[0].isdigit():
                for column, value in zip(head[1:-1], line[1:-1]):
                    frame[int(line[0]) - 1, int(column) - 1] = float(value)
        frames.append(frame[::-1])
        numbers.append(int(number[1]))
    times = (np.array(numbers) - numbers[0]) * period
    return [Parsed(np.float32(frames), times, 0)]


def footscan_text(data):
    """Entire plate: N per sensor; the walker's right comes first, the start of the walk on top."""
    frames, times = [], []
    for line in data.decode("latin-1").splitlines():
        time = re.search(r"\((\d+[.,]\d+) ms\)$", line)
        if time:
            times.append(float(time[1].replace(",", ".")) / 1000)
            frames.append([])
        elif line and frames:
            frames[-1].append(np.array(line.split("\t"), float))
    newton = np.array(frames)
    kpa = newton[:, :, ::-1] * 1000 / FOOTSCAN_CELL_MM2
    return [Parsed(np.float32(kpa), np.array(times), 1e-5)]


def tekscan(data):
    """kPa, the toes on top, B where there is no sensor."""
    head, body = data.decode("latin-1").replace("\r", "").split("ASCII_DATA @@\n")
    keys = dict(line.split(" ", 1) for line in head.splitlines() if " " in line)
    assert keys["UNITS"] == "KPa"
    frames, numbers = [], []
    for line in body.splitlines():
        if line.startswith("Frame"):
            numbers.append(int(re.match(r"Frame (\d+)", line)[1]))
            frames.append([])
        elif line and line != "@@":
            frames[-1].append([np.nan if v == "B" else float(v) for v in line.split(",")])
    kpa = np.float32(frames)[:, ::-1]
    sensors = ~np.isnan(kpa[0])
    times = (np.array(numbers) - numbers[0]) * float(keys["SECONDS_PER_FRAME"])
    return [Parsed(np.nan_to_num(kpa), times, 0, sensors)]


def xsensor(data):
    """mmHg, the toes on top; the whole sensor comes before GROUPs that show parts of it again."""
    sensors, seconds = {}, []
    name, group, todo = None, False, 0
    for line in data.decode("utf-8-sig").splitlines():
        fields = line.split(",")
        if not any(fields):
            continue
        if todo:
            sensors[name][-1].append(np.array(fields[:cols], float))
            todo -= 1
        elif fields[0] == "Time":
            h, m, s = fields[1].split(":")
            seconds.append(3600 * int(h) + 60 * int(m) + float(s))
        elif fields[0] == "SENSOR":
            name, group = fields[1], False
            sensors.setdefault(name, []).append([])
        elif fields[0] == "GROUP":
            group = True
        elif fields[0] == "Rows" and not group:
            rows = int(fields[1])
        elif fields[0] == "Columns" and not group:
            cols = int(fields[1])
        elif fields[0] == "SENSELS" and not group:
            todo = rows
    times = np.array(seconds) - seconds[0]
    return [Parsed(np.float32(np.array(frames)[:, ::-1] * KPA_PER_MMHG), times, 1e-3)
            for frames in sensors.values()]


def pedar(data):
    """kPa of 99 sensors a foot, left first, without a grid."""
    head, table = re.split(r"\ntime\[secs\][^\n]*\n", data.decode("latin-1").replace("\r", ""))
    assert "pressure values in  kPa" in head
    left, right = (len(re.findall(r"\d+", re.search(side + r" insole:(.*)", head)[1]))
                   for side in ("left", "right"))
    rows = np.array([line.split() for line in table.splitlines() if line.strip()], float)
    assert rows.shape[1] == 1 + left + right
    times = rows[:, 0] - rows[0, 0]
    return [Parsed(np.float32(part[:, None]), times, 1e-5)
            for part in (rows[:, 1:1 + left], rows[:, 1 + left:])]


def apd(data):
    """One picture in N/cm2, -1 unloaded, lines from the heel on."""
    text = data.decode("latin-1").replace("\r", "")
    assert "UnitPressure=N/cm2" in text
    lines = text.split("[Data]\n")[1].splitlines()
    newton = np.array([line.split("\t") for line in lines], float)  # per cm2
    return [Parsed(np.float32(np.maximum(newton, 0) * 10)[None], np.zeros(1), 0)]


def zebris(data):
    """Treadmill, N/cm2: line y1 is at the right of somebody who walks towards larger x."""
    head, platform = data.decode("latin-1").replace("\r", "").split("\nPlatform {\n")
    titles = re.search(r"^(Time,ms.*)$", head, re.M)[1].split("\t")
    table = np.array([line.split("\t") for line in head.splitlines()
                      if line[:1].isdigit() and len(line.split("\t")) == len(titles)], float)
    rate = float(re.search(r"\nFrequency\t([\d.]+)", platform)[1])
    frames = []
    for line in platform.splitlines():
        if line.startswith("Frame ") and line.endswith("{"):
            frames.append([])
        elif re.match(r"y\d", line):
            frames[-1].append(np.array(line.split("\t")[1:], float))
    channels = dict(zip(("belt_position_m", "vendor_left_force_n", "vendor_right_force_n",
                         "vendor_butterfly_force_n", "vendor_butterfly_x_mm",
                         "vendor_butterfly_y_mm"), table.T[1:]))
    kpa = np.float32(np.array(frames) * 10)
    return [Parsed(kpa, np.arange(len(kpa)) / rate, 0, None, channels)]


def ole2_stream(data, wanted):
    """One stream of a compound file, from [MS-CFB]; only streams of 4096 bytes or more."""
    assert data[:8] == bytes.fromhex("d0cf11e0a1b11ae1")
    size = 1 << struct.unpack_from("<H", data, 30)[0]

    def sector(number):
        return data[(number + 1) * size:(number + 2) * size]

    fat_sectors = list(struct.unpack_from("<109I", data, 76))
    more, = struct.unpack_from("<I", data, 68)
    while more < 0xFFFFFFFC:
        part = struct.unpack(f"<{size // 4}I", sector(more))
        fat_sectors += part[:-1]
        more = part[-1]
    fat = b"".join(sector(n) for n in fat_sectors if n < 0xFFFFFFFC)
    fat = struct.unpack(f"<{len(fat) // 4}I", fat)

    def chain(number):
        parts = []
        while number < 0xFFFFFFFC:
            parts.append(sector(number))
            number = fat[number]
        return b"".join(parts)

    folder = chain(struct.unpack_from("<I", data, 48)[0])
    for at in range(0, len(folder), 128):
        letters, = struct.unpack_from("<H", folder, at + 64)
        if folder[at:at + max(letters - 2, 0)].decode("utf-16-le") == wanted:
            start, length = struct.unpack_from("<IQ", folder, at + 116)
            return chain(start)[:length & 0xFFFFFFFF]
    raise ValueError(f"no stream {wanted}")


def biff_strings(parts):
    """The shared strings of a workbook; `parts` are its SST record and those that continue it."""
    count, = struct.unpack_from("<I", parts[0], 4)
    texts, part, at = [], 0, 8
    for _ in range(count):
        if at >= len(parts[part]):
            part, at = part + 1, 0
        length, flags = struct.unpack_from("<HB", parts[part], at)
        at += 3
        skip = 0
        if flags & 8:
            skip += 4 * struct.unpack_from("<H", parts[part], at)[0]
            at += 2
        if flags & 4:
            skip += struct.unpack_from("<I", parts[part], at)[0]
            at += 4
        text = ""
        while len(text) < length:
            if at >= len(parts[part]):  # continued: the letters' width is told again
                part, at = part + 1, 1
                flags = parts[part][0]
            wide = 1 + (flags & 1)
            n = min(length - len(text), (len(parts[part]) - at) // wide)
            text += parts[part][at:at + n * wide].decode("utf-16-le" if wide == 2 else "latin-1")
            at += n * wide
        while skip > len(parts[part]) - at:
            skip -= len(parts[part]) - at
            part, at = part + 1, 0
        at += skip
        texts.append(text)
    return texts


def xls_rows(data):
    """Rows of a workbook's one sheet: {column: number or text}, from Microsoft's [MS-XLS]."""
    def rk(bits):
        value = (float(struct.unpack("<i", struct.pack("<I", bits))[0] >> 2) if bits & 2 else
                 struct.unpack("<d", struct.pack("<Q", (bits & 0xFFFFFFFC) << 32))[0])
        return value / 100 if bits & 1 else value

    book = ole2_stream(data, "Workbook")
    records, at = [], 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        records.append((kind, book[at + 4:at + 4 + length]))
        at += 4 + length
    first = next(i for i, (kind, _) in enumerate(records) if kind == 0xFC)
    last = first + 1
    while records[last][0] == 0x3C:
        last += 1
    texts = biff_strings([body for _, body in records[first:last]])
    rows = {}
    for kind, body in records:
        if kind not in (0xFD, 0x203, 0x27E, 0xBD):
            continue
        row, col = struct.unpack_from("<HH", body)
        cells = rows.setdefault(row, {})
        if kind == 0xFD:
            cells[col] = texts[struct.unpack_from("<I", body, 6)[0]]
        elif kind == 0x203:
            cells[col], = struct.unpack_from("<d", body, 6)
        elif kind == 0x27E:
            cells[col] = rk(struct.unpack_from("<I", body, 6)[0])
        else:
            for i in range((len(body) - 6) // 6):
                cells[col + i] = rk(struct.unpack_from("<I", body, 6 + 6 * i)[0])
    return [rows[row] for row in sorted(rows)]


def footscan_xls(data):
    """Dynamic roll off of one foot: N per sensor, the heel on top, the person's left first."""
    frames, times = [], []
    for cells in xls_rows(data):
        time = re.search(r"\((\d+[.,]\d+) ms\)$", str(cells.get(0, "")))
        if time:
            times.append(float(time[1].replace(",", ".")) / 1000)
            frames.append([])
        elif frames:
            frames[-1].append([float(str(cells[c]).replace(",", ".")) for c in sorted(cells)])
    return [Parsed(np.float32(np.array(frames) * 1000 / FOOTSCAN_CELL_MM2), np.array(times), 1e-5)]

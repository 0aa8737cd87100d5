"""Reads a Solea session without Solea: python3 read_session.py session.h5

Needs h5py and numpy (Debian: python3-h5py).
"""
import json
import sys

import h5py
import numpy as np

CONTACT_KPA = 10  # as solea analyze: a cell counts from this pressure on

with h5py.File(sys.argv[1]) as session:
    if session.attrs["format"] != b"solea-session":
        sys.exit("no Solea session")
    for number, trial in sorted(session["trials"].items()):
        device = trial["device"].attrs
        if "counts" in trial:  # a recording: counts, and the calibration that counts
            if not len(trial["calibrations"]):
                print("trial", number)
                print("frames", len(trial["counts"]))
                print("pressures none")  # there is no calibration
                continue
            last = sorted(trial["calibrations"])[-1]
            calibration = json.loads(trial["calibrations"][last].attrs["json"])
            counts = trial["counts"][:].astype(float)  # [frame, row, column]
            kpa = np.maximum(counts - calibration["zero_count"], 0) * calibration["kpa_per_count"]
        elif "pressure_kpa" not in trial:  # imported: centres of pressure alone
            print("trial", number)
            print("frames", len(trial["time_s"]))
            print("pressures none")
            continue
        else:  # imported from another vendor's file
            kpa = trial["pressure_kpa"][:]
        kpa[kpa < CONTACT_KPA] = 0
        area_mm2 = device["pitch_x_mm"] * device["pitch_y_mm"]
        force_n = kpa.sum(axis=(1, 2)) * area_mm2 * 1e-3
        print("trial", number)
        print("frames", len(kpa))
        print("rate_hz", device["rate_hz"])
        print("peak_pressure_kpa", kpa.max())
        # A pitch of 0 is an unknown one: then there is no force.
        print("max_force_n", force_n.max() if area_mm2 > 0 else "unknown")
        for label, time_s in zip(trial["markers/label"][:], trial["markers/time_s"][:]):
            print("marker", time_s, label.decode())

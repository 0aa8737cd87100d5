"""Loads the tables of solea batch with pandas: python3 read_batch.py FOLDER

Needs pandas and h5py (Debian: python3-pandas python3-h5py).
"""
import pathlib
import sys

import h5py
import pandas as pd

folder = pathlib.Path(sys.argv[1])
steps = pd.read_csv(folder / "steps.csv")  # a row a step; undefined is NaN
zones = pd.read_csv(folder / "zones.csv")  # a row a zone of a step
valid = steps[steps.valid]

print("valid_steps", len(valid))
print("heel_peak_pressure_kpa", valid.heel_peak_pressure_kpa.mean())

# A mean a person first: steps of one person are no independent samples.
people = valid.groupby("subject").arch_index.mean().dropna()
print("subjects", len(people))
print("arch_index_sd_between_subjects", people.std())

hallux = zones[zones.valid & (zones.zone == "hallux")]
print("hallux_max_force_n", hallux.max_force_n.mean())

# Row k of steps.csv is entry k of every array in /steps.
with h5py.File(folder / "curves.h5") as curves:
    force = pd.DataFrame(curves["steps/force_n"][:], columns=curves["stance_pct"][:].astype(int))
print("force_at_50_pct_n", force[steps.valid][50].astype(float).mean())

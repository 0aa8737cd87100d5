"""Measures of a real step against an independent computation with NumPy (metrics.md 1, 4.1, 5.1)."""
import math
import unittest

import numpy as np

from support import SoleaTest, real_data

CONTACT_KPA, CONTACT_N, PITCH_MM, RATE_HZ = 10, 20, 5.0, 100.0


def two_pass_low_pass(x, cutoff_hz):
    """Second-order Butterworth forward and backward, -3 dB of both passes at the cut-off."""
    w = math.tan(math.pi * cutoff_hz / RATE_HZ) / (math.sqrt(2) - 1) ** 0.25
    n = 1 / (1 + math.sqrt(2) * w + w * w)
    b = np.array([w * w, 2 * w * w, w * w]) * n
    a1, a2 = 2 * (w * w - 1) * n, (1 - math.sqrt(2) * w + w * w) * n

    def once(v):
        y = np.zeros(len(v))
        x1 = x2 = y1 = y2 = v[0]
        for i, x0 in enumerate(v):
            y[i] = b[0] * x0 + b[1] * x1 + b[2] * x2 - a1 * y1 - a2 * y2
            x2, x1, y2, y1 = x1, x0, y1, y[i]
        return y

    padded = np.concatenate([2 * x[0] - x[9:0:-1], x, 2 * x[-1] - x[-2:-11:-1]])
    return once(once(padded)[::-1])[::-1][9:-9]


def length(path):
    return np.hypot(*np.diff(path, axis=0).T).sum()


class Measures(SoleaTest):
    def test_emed_step(self):
        file = real_data("emed_walk/emed_test.lst")
        self.good("export", file, "--to", "npz", "-o", "step.npz")
        p = np.load(self.folder / "step.npz")["pressure_kpa"].astype(float)
        p[p < CONTACT_KPA] = 0
        dt, cell_n = 1 / RATE_HZ, PITCH_MM ** 2 / 1000
        force = p.sum((1, 2)) * cell_n
        contact = np.flatnonzero(force >= CONTACT_N)
        mpp, p = p.max(0), p[contact[0]:contact[-1] + 1]
        all_force, force = force, force[contact[0]:contact[-1] + 1]
        peaks, area = p.max((1, 2)), (p > 0).sum((1, 2)) * cell_n

        def squares(n):
            rows, cols = p.shape[1] - n + 1, p.shape[2] - n + 1
            return sum(p[:, i:i + rows, j:j + cols] for i in range(n) for j in range(n)) / n ** 2

        k = int(peaks.argmax())
        row, col = np.unravel_index(p[k].argmax(), p[k].shape)
        slopes = [(p[k, row, col] - p[k, row + i, col + j]) / (PITCH_MM * math.hypot(i, j))
                  for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
        gy, gx = np.gradient(mpp, PITCH_MM)
        frames = [np.gradient(f, PITCH_MM) for f in p if f[row, col] > 0]
        angles = [math.atan2(fy[row, col], fx[row, col]) for fy, fx in frames
                  if fx[row, col] or fy[row, col]]
        centres = (np.indices(mpp.shape) + 0.5) * PITCH_MM
        cop = np.array([[(f * centres[1]).sum(), (f * centres[0]).sum()] / f.sum() for f in p])
        smooth = np.array([two_pass_low_pass(cop[:, i], 20) for i in (0, 1)]).T
        expected = {
            "peak_pressure_kpa": mpp.max(),
            "peak_pressure_2x2_kpa": squares(2).max(),
            "peak_pressure_3x3_kpa": squares(3).max(),
            "peak_pressure_time_s": k * dt,
            "max_force_n": all_force.max(),
            "mean_pressure_active_max_kpa": (force / area).max(),
            "mean_pressure_mpp_kpa": mpp[mpp > 0].mean(),
            "mean_pressure_peak_kpa": all_force.max() / ((mpp > 0).sum() * cell_n),
            "fti_rectangle_ns": force.sum() * dt,
            "fti_ns": (force.sum() - (force[0] + force[-1]) / 2) * dt,
            "pti_peak_curve_rectangle_kpas": peaks.sum() * dt,
            "pti_peak_curve_kpas": (peaks.sum() - (peaks[0] + peaks[-1]) / 2) * dt,
            "pti_cell_max_rectangle_kpas": (p.sum(0) * dt).max(),
            "loading_rate_max_ns": np.diff(force).max() / dt,
            "loading_rate_central_ns": (force[2:] - force[:-2]).max() / (2 * dt),
            "peak_pressure_gradient_kpa_mm": max(slopes),
            "max_gradient_kpa_mm": np.hypot(gx, gy)[mpp > 0].max(),
            "pressure_gradient_angle_sd_deg": math.degrees(math.sqrt(
                -2 * math.log(abs(np.exp(1j * np.array(angles)).mean())))),
            "cop_path_unfiltered_mm": length(cop),
            "cop_path_mm": length(smooth),
            "cop_max_velocity_mm_s": np.hypot(*(smooth[2:] - smooth[:-2]).T).max() / (2 * dt),
        }
        metrics = self.good_json("analyze", file, "--json")["steps"][0]["metrics"]
        for name, value in expected.items():
            self.assertAlmostEqual(metrics[name], value, delta=1e-4 * abs(value), msg=name)


if __name__ == "__main__":
    unittest.main()

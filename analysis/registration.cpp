#include "analysis/registration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "analysis/pressure_image.h"

namespace solea {

namespace {

constexpr double rad = std::numbers::pi / 180;
constexpr double part_rim_mm = 8;  // around the loaded cells of a partial print

struct Moments {
  PointMm centre;
  double xx = 0;
  double yy = 0;
  double xy = 0;
};

Moments moments_of(const Footprint& print) {
  Moments m;
  double sum = 0;
  for (std::size_t i = 0; i < print.cells(); ++i) {
    const double p = print.peak_kpa[i];
    sum += p;
    m.centre = m.centre + p * print.cell_centre(i);
  }
  if (sum <= 0) return m;
  m.centre = (1 / sum) * m.centre;
  for (std::size_t i = 0; i < print.cells(); ++i) {
    const PointMm d = print.cell_centre(i) - m.centre;
    const double p = print.peak_kpa[i] / sum;
    m.xx += p * d.x * d.x;
    m.yy += p * d.y * d.y;
    m.xy += p * d.x * d.y;
  }
  return m;
}

/// Places with a pressure: what is compared.
struct Samples {
  std::vector<PointMm> places;
  std::vector<double> kpa;
};

/// The fixed print on a grid: every `stride`-th cell of its box and a margin, means of so many
/// cells, so that coarse steps see a smooth picture.
Samples sample_cells(const Footprint& print, int stride, double margin_mm) {
  const PlateGeometry& plate = print.plate;
  const int margin_x = static_cast<int>(std::ceil(margin_mm / plate.pitch_x_mm));
  const int margin_y = static_cast<int>(std::ceil(margin_mm / plate.pitch_y_mm));
  Samples samples;
  const auto at = [&](int r, int c) -> double {
    if (r < 0 || c < 0 || r >= print.box.rows() || c >= print.box.cols()) return 0;
    return print.peak_kpa[static_cast<std::size_t>(r * print.box.cols() + c)];
  };
  for (int r = -margin_y; r < print.box.rows() + margin_y; r += stride) {
    for (int c = -margin_x; c < print.box.cols() + margin_x; c += stride) {
      double sum = 0;
      for (int i = 0; i < stride; ++i) {
        for (int j = 0; j < stride; ++j) sum += at(r + i, c + j);
      }
      const double middle = 0.5 * (stride - 1);
      samples.places.push_back({(print.box.col0 + c + middle + 0.5) * plate.pitch_x_mm,
                                (print.box.row0 + r + middle + 0.5) * plate.pitch_y_mm});
      samples.kpa.push_back(sum / (stride * stride));
    }
  }
  return samples;
}

/// Each cell becomes the mean of a square of cells around it: a smooth picture.
Footprint blurred(const Footprint& print, int stride) {
  if (stride <= 1) return print;
  const int reach = stride / 2;
  Footprint out = print;
  out.box = {print.box.row0 - reach, print.box.col0 - reach, print.box.row1 + reach,
             print.box.col1 + reach};
  out.peak_kpa.assign(
      static_cast<std::size_t>(out.box.rows()) * static_cast<std::size_t>(out.box.cols()), 0.0F);
  for (int r = 0; r < out.box.rows(); ++r) {
    for (int c = 0; c < out.box.cols(); ++c) {
      double sum = 0;
      for (int i = -reach; i <= reach; ++i) {
        for (int j = -reach; j <= reach; ++j) {
          const int rr = r - reach + i;
          const int cc = c - reach + j;
          if (rr < 0 || cc < 0 || rr >= print.box.rows() || cc >= print.box.cols()) continue;
          sum += print.peak_kpa[static_cast<std::size_t>(rr * print.box.cols() + cc)];
        }
      }
      out.peak_kpa[static_cast<std::size_t>(r * out.box.cols() + c)] =
          static_cast<float>(sum / ((2 * reach + 1) * (2 * reach + 1)));
    }
  }
  return out;
}

/// Only the samples near something loaded: a partial print says nothing of the rest.
Samples near_load(const Samples& all, double rim_mm) {
  Samples near;
  for (std::size_t i = 0; i < all.places.size(); ++i) {
    bool keep = false;
    for (std::size_t j = 0; j < all.places.size() && !keep; ++j) {
      const PointMm d = all.places[j] - all.places[i];
      keep = all.kpa[j] > 0 && std::hypot(d.x, d.y) <= rim_mm;
    }
    if (!keep) continue;
    near.places.push_back(all.places[i]);
    near.kpa.push_back(all.kpa[i]);
  }
  return near;
}

/// Infinite as soon as it is known to be `most` or more.
double mse_of(const Samples& fixed, const PressureImage& moving, const RigidTransform& transform,
              double most = std::numeric_limits<double>::infinity()) {
  const double c = std::cos(transform.turn_deg * rad);
  const double s = std::sin(transform.turn_deg * rad);
  const double n = static_cast<double>(std::max<std::size_t>(1, fixed.places.size()));
  const double too_much = most * n;
  double sum = 0;
  for (std::size_t i = 0; i < fixed.places.size(); ++i) {
    if (sum >= too_much) return std::numeric_limits<double>::infinity();
    const PointMm p = fixed.places[i];
    const PointMm q{c * p.x - s * p.y + transform.shift.x, s * p.x + c * p.y + transform.shift.y};
    const double d = fixed.kpa[i] - moving.at(q);
    sum += d * d;
  }
  return sum / n;
}

/// A transform as a turn about a place of the fixed print and where that place comes to lie: turn
/// and shift then hardly depend on each other.
struct Pose {
  double turn_deg = 0;
  PointMm at;

  [[nodiscard]] RigidTransform about(PointMm pivot) const {
    RigidTransform t{turn_deg, {}};
    t.shift = at - t.turned(pivot);
    return t;
  }
};

/// What a pose costs, and how it changes with turn (rad) and place (mm): the normal equations of
/// the least squares.
struct Normal {
  double cost = 0;  ///< sum of squares
  std::array<std::array<double, 3>, 3> jj{};
  std::array<double, 3> je{};
};

Normal normal_of(const Samples& fixed, const PressureImage& moving, PointMm pivot,
                 const Pose& pose) {
  const double c = std::cos(pose.turn_deg * rad);
  const double s = std::sin(pose.turn_deg * rad);
  Normal n;
  for (std::size_t i = 0; i < fixed.places.size(); ++i) {
    const PointMm d = fixed.places[i] - pivot;
    const PointMm turned{c * d.x - s * d.y, s * d.x + c * d.y};
    const PressureImage::Slope here = moving.slope_at(pose.at + turned);
    const double e = fixed.kpa[i] - here.kpa;
    n.cost += e * e;
    if (here.kpa == 0) continue;  // outside: flat
    const std::array<double, 3> j{here.y * turned.x - here.x * turned.y, here.x, here.y};
    for (std::size_t a = 0; a < 3; ++a) {
      n.je[a] += j[a] * e;
      for (std::size_t b = 0; b <= a; ++b) n.jj[a][b] += j[a] * j[b];
    }
  }
  n.jj[0][1] = n.jj[1][0];
  n.jj[0][2] = n.jj[2][0];
  n.jj[1][2] = n.jj[2][1];
  return n;
}

/// Solves (jj with its diagonal times `stiff`) x = je by Cramer's rule; zeros where it has no
/// solution.
std::array<double, 3> solve(const Normal& n, double stiff) {
  auto m = n.jj;
  for (std::size_t i = 0; i < 3; ++i) m[i][i] *= stiff;
  const auto minor = [&](std::size_t r0, std::size_t r1, std::size_t c0, std::size_t c1) {
    return m[r0][c0] * m[r1][c1] - m[r0][c1] * m[r1][c0];
  };
  const double det =
      m[0][0] * minor(1, 2, 1, 2) - m[0][1] * minor(1, 2, 0, 2) + m[0][2] * minor(1, 2, 0, 1);
  if (!(std::abs(det) > 0)) return {};
  // Of a symmetric matrix the cofactors are symmetric too.
  const double c00 = minor(1, 2, 1, 2);
  const double c01 = -minor(1, 2, 0, 2);
  const double c02 = minor(1, 2, 0, 1);
  const double c11 = minor(0, 2, 0, 2);
  const double c12 = -minor(0, 2, 0, 1);
  const double c22 = minor(0, 1, 0, 1);
  return {(c00 * n.je[0] + c01 * n.je[1] + c02 * n.je[2]) / det,
          (c01 * n.je[0] + c11 * n.je[1] + c12 * n.je[2]) / det,
          (c02 * n.je[0] + c12 * n.je[1] + c22 * n.je[2]) / det};
}

/// Least squares over turn and place by Levenberg's and Marquardt's steps, until one is shorter
/// than `tolerance_mm` under a foot.
Pose refine(const Samples& fixed, const PressureImage& moving, PointMm pivot, Pose pose,
            double tolerance_mm) {
  constexpr int most_steps = 40;
  constexpr double lever_mm = 100;  // what a turn moves at the ends of a foot
  double damping = 1e-3;
  Normal now = normal_of(fixed, moving, pivot, pose);
  for (int step = 0; step < most_steps; ++step) {
    const std::array<double, 3> d = solve(now, 1 + damping);
    const Pose next{pose.turn_deg + d[0] / rad, pose.at + PointMm{d[1], d[2]}};
    const Normal there = normal_of(fixed, moving, pivot, next);
    const bool better = there.cost < now.cost;
    if (better) {
      pose = next;
      now = there;
    }
    if (std::hypot(d[1], d[2]) + lever_mm * std::abs(d[0]) < tolerance_mm) break;
    damping = better ? 0.1 * damping : std::max(1e-3, 10 * damping);
  }
  return pose;
}

/// Cells that make about `mm`.
int stride_of(const Footprint& print, double mm) {
  return std::max(
      1,
      static_cast<int>(std::lround(mm / std::min(print.plate.pitch_x_mm, print.plate.pitch_y_mm))));
}

Registration judge(const Footprint& fixed, const Footprint& moving, const RigidTransform& transform,
                   double margin_mm, bool part) {
  Samples samples = sample_cells(fixed, 1, margin_mm);
  if (part) samples = near_load(samples, part_rim_mm);
  Registration result{transform, mse_of(samples, {moving, moving.peak_kpa}, transform), 0};
  double square = 0;
  for (const double p : samples.kpa) square += p * p;
  square /= static_cast<double>(std::max<std::size_t>(1, samples.kpa.size()));
  result.relative_difference = square > 0 ? std::sqrt(result.mse / square) : 0;
  return result;
}

/// Two levels: smoothed pictures, then the cells themselves.
/// `part`: the fixed print is one, and only what it shows counts.
Pose refine_coarse_to_fine(const Footprint& fixed, const Footprint& moving, PointMm pivot,
                           Pose pose, double margin_mm, bool part) {
  const auto samples = [&](int stride) {
    const Samples all = sample_cells(fixed, stride, margin_mm);
    return part ? near_load(all, part_rim_mm) : all;
  };
  const int coarse = 2 * (stride_of(fixed, 10) / 2) + 1;
  if (coarse > 1) {
    const Footprint smooth = blurred(moving, 2 * (stride_of(moving, 10) / 2) + 1);
    pose = refine(samples(coarse), {smooth, smooth.peak_kpa}, pivot, pose, 0.1);
  }
  return refine(samples(1), {moving, moving.peak_kpa}, pivot, pose, 0.005);
}

}  // namespace

PointMm RigidTransform::turned(PointMm v) const {
  const double c = std::cos(turn_deg * rad);
  const double s = std::sin(turn_deg * rad);
  return {c * v.x - s * v.y, s * v.x + c * v.y};
}

PointMm RigidTransform::apply(PointMm p) const {
  return turned(p) + shift;
}

RigidTransform RigidTransform::inverse() const {
  RigidTransform back{-turn_deg, {}};
  back.shift = -1.0 * back.turned(shift);
  return back;
}

double registration_mse(const Footprint& fixed, const Footprint& moving,
                        const RigidTransform& transform) {
  return mse_of(sample_cells(fixed, 1, 0), {moving, moving.peak_kpa}, transform);
}

double principal_axis_deg(const Footprint& print) {
  const Moments m = moments_of(print);
  return 0.5 * std::atan2(2 * m.xy, m.xx - m.yy) / rad;
}

Registration register_prints(const Footprint& fixed, const Footprint& moving, PointMm fixed_axis,
                             PointMm moving_axis, const RegistrationSettings& settings) {
  const Moments a = moments_of(fixed);
  const double margin = settings.shift_mm;
  if (settings.start) {
    const Pose start{settings.start->turn_deg, settings.start->apply(a.centre)};
    const Pose pose =
        refine(sample_cells(fixed, 1, margin), {moving, moving.peak_kpa}, a.centre, start, 0.005);
    return judge(fixed, moving, pose.about(a.centre), margin, false);
  }
  const Moments b = moments_of(moving);
  // The principal axis of each print, turned to where its toes are.
  const auto direction = [](const Footprint& print, PointMm axis) {
    const double deg = principal_axis_deg(print);
    const PointMm along{std::cos(deg * rad), std::sin(deg * rad)};
    return dot(along, axis) < 0 ? deg + 180 : deg;
  };
  const double turn =
      std::remainder(direction(moving, moving_axis) - direction(fixed, fixed_axis), 360.0);
  const Pose start{turn, b.centre};

  // Coarse search over the whole range, on few smoothed samples.
  const int coarse = 2 * (stride_of(fixed, 10) / 2) + 1;
  const Footprint smooth = blurred(moving, 2 * (stride_of(moving, 10) / 2) + 1);
  const PressureImage image(smooth, smooth.peak_kpa);
  const Samples samples = sample_cells(fixed, coarse, margin);
  Pose best = start;
  double least = std::numeric_limits<double>::infinity();
  const int turns = static_cast<int>(std::ceil(settings.turn_deg / 5));
  const int shifts = static_cast<int>(std::ceil(settings.shift_mm / 7));
  for (int t = -turns; t <= turns; ++t) {
    for (int x = -shifts; x <= shifts; ++x) {
      for (int y = -shifts; y <= shifts; ++y) {
        const Pose pose{start.turn_deg + t * settings.turn_deg / turns,
                        start.at + (settings.shift_mm / shifts) *
                                       PointMm{static_cast<double>(x), static_cast<double>(y)}};
        const double mse = mse_of(samples, image, pose.about(a.centre), least);
        if (mse >= least) continue;
        least = mse;
        best = pose;
      }
    }
  }
  best = refine_coarse_to_fine(fixed, moving, a.centre, best, margin, false);
  return judge(fixed, moving, best.about(a.centre), margin, false);
}

Registration register_part(const Footprint& part, const Footprint& whole, double turn_deg,
                           double freedom_deg) {
  const PointMm pivot = moments_of(part).centre;
  constexpr double spacing_mm = 15;
  // So many turns to either side, at most 15 degrees apart.
  const int turns = std::max(1, static_cast<int>(std::ceil(freedom_deg / 15)));
  const Footprint smooth = blurred(whole, 2 * (stride_of(whole, 15) / 2) + 1);
  const PressureImage image(smooth, smooth.peak_kpa);
  const Samples samples =
      near_load(sample_cells(part, 2 * (stride_of(part, 15) / 2) + 1, 0), part_rim_mm);
  const PlateGeometry& plate = whole.plate;
  struct Try {
    Pose pose;
    double mse;
  };
  std::vector<Try> tries;
  for (int t = -turns; t <= turns; ++t) {
    const double turn = turn_deg + t * freedom_deg / turns;
    for (double x = whole.box.col0 * plate.pitch_x_mm; x <= whole.box.col1 * plate.pitch_x_mm;
         x += spacing_mm) {
      for (double y = whole.box.row0 * plate.pitch_y_mm; y <= whole.box.row1 * plate.pitch_y_mm;
           y += spacing_mm) {
        const Pose pose{turn, {x, y}};
        tries.push_back({pose, mse_of(samples, image, pose.about(pivot))});
      }
    }
  }
  // The best few, each refined: the coarse order is not quite the true one.
  constexpr std::size_t few = 6;
  const std::size_t kept = std::min(few, tries.size());
  std::partial_sort(tries.begin(), tries.begin() + static_cast<std::ptrdiff_t>(kept), tries.end(),
                    [](const Try& p, const Try& q) { return p.mse < q.mse; });
  Registration best;
  best.mse = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < kept; ++i) {
    const Pose pose = refine_coarse_to_fine(part, whole, pivot, tries[i].pose, 0, true);
    const Registration found = judge(part, whole, pose.about(pivot), 0, true);
    if (found.mse < best.mse) best = found;
  }
  best.transform.turn_deg = std::remainder(best.transform.turn_deg, 360.0);
  return best;
}

FootFrame frame_after(const FootFrame& whole, const RigidTransform& part_to_whole) {
  const RigidTransform back = part_to_whole.inverse();
  return {back.apply(whole.origin), back.turned(whole.axis), whole.side};
}

Footprint resampled(const Footprint& moving, const Footprint& fixed,
                    const RigidTransform& transform, double margin_mm) {
  Footprint out;
  out.plate = fixed.plate;
  const int x = static_cast<int>(std::ceil(margin_mm / fixed.plate.pitch_x_mm));
  const int y = static_cast<int>(std::ceil(margin_mm / fixed.plate.pitch_y_mm));
  out.box = {fixed.box.row0 - y, fixed.box.col0 - x, fixed.box.row1 + y, fixed.box.col1 + x};
  const auto n =
      static_cast<std::size_t>(out.box.rows()) * static_cast<std::size_t>(out.box.cols());
  const auto fill = [&](const std::vector<float>& values, std::vector<float>& into) {
    if (values.empty()) return;
    const PressureImage image(moving, values);
    for (std::size_t i = 0; i < n; ++i) {
      const int row = static_cast<int>(i) / out.box.cols();
      const int col = static_cast<int>(i) % out.box.cols();
      const PointMm p = out.plate.cell_centre(out.box.row0 + row, out.box.col0 + col);
      into.push_back(static_cast<float>(image.at(transform.apply(p))));
    }
  };
  fill(moving.peak_kpa, out.peak_kpa);
  fill(moving.mean_kpa, out.mean_kpa);
  fill(moving.pti_kpas, out.pti_kpas);
  return out;
}

}  // namespace solea

#include "analysis/gait/gait.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "analysis/foot_progression.h"
#include "analysis/statistics/samples.h"

namespace solea::gait {

namespace {

double length(PointMm v) {
  return std::hypot(v.x, v.y);
}

struct Title {
  std::string_view id;
  std::string_view label;
  std::string_view unit;
};

constexpr std::array<Title, static_cast<std::size_t>(Quantity::count)> titles = {{
    {"stride_length_mm", "stride length", "mm"},
    {"step_length_mm", "step length", "mm"},
    {"step_width_mm", "step width", "mm"},
    {"stride_time_s", "stride time", "s"},
    {"step_time_s", "step time", "s"},
    {"stance_s", "stance", "s"},
    {"swing_s", "swing", "s"},
    {"stance_pct", "stance, of the stride", "%"},
    {"swing_pct", "swing, of the stride", "%"},
    {"initial_double_support_pct", "first double support, of the stride", "%"},
    {"terminal_double_support_pct", "second double support, of the stride", "%"},
    {"double_support_pct", "double support, of the stride", "%"},
    {"single_support_pct", "single support, of the stride", "%"},
    {"speed_m_s", "speed of the strides", "m/s"},
    {"foot_progression_deg", "foot progression angle, + toes out", "deg"},
    {"stride_length_leg", "stride length over leg length", ""},
    {"step_length_leg", "step length over leg length", ""},
}};

using Pass = std::span<const Footfall>;

/// The valid footfall `by` places on, when it is of the side that belongs there.
const Footfall* footfall_at(Pass pass, std::size_t k, int by) {
  const auto i = static_cast<std::ptrdiff_t>(k) + by;
  if (i < 0 || i >= static_cast<std::ptrdiff_t>(pass.size())) return nullptr;
  const Footfall& f = pass[static_cast<std::size_t>(i)];
  if (!f.valid || f.side == Side::unknown) return nullptr;
  return (f.side == pass[k].side) == (by % 2 == 0) ? &f : nullptr;
}

/// The one two on or back, when the other foot alone stepped between.
const Footfall* stride_of(Pass pass, std::size_t k, int by) {
  const auto between = static_cast<std::ptrdiff_t>(k) + by / 2;
  if (between < 0 || between >= static_cast<std::ptrdiff_t>(pass.size())) return nullptr;
  if (pass[static_cast<std::size_t>(between)].side == pass[k].side) return nullptr;
  return footfall_at(pass, k, by);
}

/// Measures one pass into the series.
class PassMeter {
 public:
  PassMeter(std::span<const Footfall> pass, const GaitSettings& settings, GaitResult& result)
      : pass_(pass), settings_(settings), result_(result) {}

  void measure() {
    for (std::size_t k = 0; k < pass_.size(); ++k) {
      if (!pass_[k].valid || pass_[k].side == Side::unknown) continue;
      measure_stride(k);
      measure_step(k);
      measure_width(k);
      measure_angle(k);
    }
  }

 private:
  const Footfall* at(std::size_t k, int by) const { return footfall_at(pass_, k, by); }
  const Footfall* stride(std::size_t k, int by) const { return stride_of(pass_, k, by); }

  void add(Quantity q, std::size_t k, double value) {
    GaitSeries& s = result_.series[static_cast<std::size_t>(q)];
    (pass_[k].side == Side::left ? s.left : s.right).push_back(value);
  }

  void measure_stride(std::size_t k) {
    const Footfall& f = pass_[k];
    add(Quantity::stance, k, f.off_s - f.on_s);
    const Footfall* next = stride(k, 2);
    if (next == nullptr) return;
    const double time = next->on_s - f.on_s;
    if (!(time > 0)) return;
    const double mm = length(next->heel - f.heel);
    add(Quantity::stride_length, k, mm);
    add(Quantity::stride_time, k, time);
    add(Quantity::speed, k, mm / 1000 / time);
    add(Quantity::swing, k, next->on_s - f.off_s);
    const double stance_pct = 100 * (f.off_s - f.on_s) / time;
    add(Quantity::stance_pct, k, stance_pct);
    add(Quantity::swing_pct, k, 100 - stance_pct);
    if (settings_.leg_length_mm) add(Quantity::stride_length_leg, k, mm / *settings_.leg_length_mm);
    const Footfall* before = at(k, -1);
    const Footfall* after = at(k, 1);
    std::optional<double> initial;
    std::optional<double> terminal;
    if (before != nullptr) {  // none where a foot flies
      initial = 100 * std::max(0.0, before->off_s - f.on_s) / time;
      add(Quantity::initial_double_support_pct, k, *initial);
    }
    if (after != nullptr) {
      terminal = 100 * std::max(0.0, f.off_s - after->on_s) / time;
      add(Quantity::terminal_double_support_pct, k, *terminal);
    }
    if (!initial || !terminal) return;
    add(Quantity::double_support_pct, k, *initial + *terminal);
    add(Quantity::single_support_pct, k, stance_pct - *initial - *terminal);
  }

  void measure_step(std::size_t k) {
    const Footfall* before = at(k, -1);
    if (before == nullptr) return;
    add(Quantity::step_time, k, pass_[k].on_s - before->on_s);
    PointMm line;
    if (const Footfall* last = stride(k, -2)) {
      line = pass_[k].heel - last->heel;
    } else if (const Footfall* after = at(k, 1)) {
      line = after->heel - before->heel;
    }
    if (!(length(line) > 0)) return;
    const double mm = dot(pass_[k].heel - before->heel, line) / length(line);
    add(Quantity::step_length, k, mm);
    if (settings_.leg_length_mm) add(Quantity::step_length_leg, k, mm / *settings_.leg_length_mm);
  }

  void measure_width(std::size_t k) {
    const Footfall* before = at(k, -1);
    const Footfall* after = at(k, 1);
    if (before == nullptr || after == nullptr) return;
    const PointMm line = after->heel - before->heel;
    if (!(length(line) > 0)) return;
    // Positive where the foot is on its own side of the other's line, negative when crossed.
    const double left = cross(line, pass_[k].heel - before->heel) / length(line);
    add(Quantity::step_width, k, pass_[k].side == Side::left ? left : -left);
  }

  void measure_angle(std::size_t k) {
    const auto line = stride_line(pass_, k);
    if (!line) return;
    if (const auto deg = toe_out_deg(pass_[k].axis, pass_[k].side, *line)) {
      add(Quantity::foot_progression, k, *deg);
    }
  }

  std::span<const Footfall> pass_;
  const GaitSettings& settings_;
  GaitResult& result_;
};

std::optional<double> ratio(std::optional<double> a, std::optional<double> b) {
  if (!a || !b || !(*b > 0)) return std::nullopt;
  return *a / *b;
}

/// First to last valid heel over the time between, m/s.
std::optional<double> pass_speed(std::span<const Footfall> pass) {
  const auto valid = [](const Footfall& f) { return f.valid; };
  const auto first = std::find_if(pass.begin(), pass.end(), valid);
  const auto last = std::find_if(pass.rbegin(), pass.rend(), valid);
  if (first == pass.end() || !(last->on_s > first->on_s)) return std::nullopt;
  return length(last->heel - first->heel) / 1000 / (last->on_s - first->on_s);
}

}  // namespace

std::vector<double> GaitSeries::both() const {
  std::vector<double> all = left;
  all.insert(all.end(), right.begin(), right.end());
  return all;
}

std::optional<PointMm> stride_line(std::span<const Footfall> pass, std::size_t k) {
  if (!pass[k].valid || pass[k].side == Side::unknown) return std::nullopt;
  if (const Footfall* next = stride_of(pass, k, 2)) return next->heel - pass[k].heel;
  if (const Footfall* last = stride_of(pass, k, -2)) return pass[k].heel - last->heel;
  return std::nullopt;
}

std::vector<Footfall> footfalls_of(const AnalysisResult& result) {
  std::vector<Footfall> footfalls;
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const StepResult& s = result.steps[i];
    if (s.detail != Detail::times || !s.geometry || !s.curves.has_contact) continue;
    if (s.step.invalid_reason.find("too s") != std::string::npos) continue;  // a fragment
    const auto along = s.geometry->print.along(true);
    if (!along) continue;
    const auto heel =
        heel_centre(s.geometry->print, *along, result.settings.geometry.heel_centre_fraction);
    if (!heel) continue;
    Footfall f;
    f.side = s.side;
    f.valid = s.step.valid();
    f.heel = s.geometry->frame.to_plate(*heel);
    f.axis = s.geometry->frame.axis;
    f.on_s = s.curves.times_s[s.curves.first_contact];
    f.off_s = s.curves.times_s[s.curves.last_contact];
    f.step = i;
    footfalls.push_back(f);
  }
  std::stable_sort(footfalls.begin(), footfalls.end(),
                   [](const Footfall& a, const Footfall& b) { return a.on_s < b.on_s; });
  return footfalls;
}

std::vector<std::span<const Footfall>> passes_of(std::span<const Footfall> footfalls,
                                                 const GaitSettings& settings) {
  std::vector<std::span<const Footfall>> passes;
  std::size_t first = 0;
  for (std::size_t k = 1; k <= footfalls.size(); ++k) {
    if (k < footfalls.size()) {
      const Footfall& a = footfalls[k - 1];
      const Footfall& b = footfalls[k];
      const PointMm way = b.heel - a.heel;
      // The axis of a cut print may point anywhere: valid ones tell the direction.
      PointMm forward;
      if (a.valid) forward = forward + a.axis;
      if (b.valid) forward = forward + b.axis;
      if (b.on_s - a.on_s <= settings.longest_step_s && length(way) <= settings.longest_step_mm &&
          dot(way, forward) >= 0) {
        continue;
      }
    }
    passes.push_back(footfalls.subspan(first, k - first));
    first = k;
  }
  return passes;
}

GaitResult measure_gait(std::span<const Footfall> footfalls, const GaitSettings& settings) {
  GaitResult r;
  r.settings = settings;
  r.footfalls = footfalls.size();
  for (const Title& t : titles) r.series.push_back({t.id, t.label, t.unit, {}, {}});
  std::vector<double> speeds;
  for (const std::span<const Footfall> pass : passes_of(footfalls, settings)) {
    ++r.passes;
    PassMeter(pass, settings, r).measure();
    if (const auto speed = pass_speed(pass)) speeds.push_back(*speed);
  }
  for (const Footfall& f : footfalls) r.valid_footfalls += f.valid ? 1 : 0;
  const auto mean_of = [&](Quantity q) { return statistics::mean(r.of(q).both()); };
  r.cadence_per_min = ratio(60.0, mean_of(Quantity::step_time));
  r.speed_m_s = mean_of(Quantity::speed);
  r.pass_speed_m_s = statistics::mean(speeds);
  r.walk_ratio_mm_min = ratio(mean_of(Quantity::step_length), r.cadence_per_min);
  r.stance_swing_ratio = ratio(mean_of(Quantity::stance_pct), mean_of(Quantity::swing_pct));
  return r;
}

}  // namespace solea::gait

#include "apps/solea/pictures/make_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "analysis/averages.h"
#include "analysis/cop_path.h"
#include "core/error.h"
#include "core/units.h"
#include "core/version.h"

namespace solea {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// A value of each frame of a step; NaN where undefined.
using Values = std::vector<double>;
using CurveOf = std::function<Values(const StepResult&)>;

Values scaled(Values values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

/// Speed of the filtered centre of pressure by central differences, mm/s (metrics.md 4).
Values cop_speed(const StepResult& step, double cutoff_hz) {
  Values speed(step.curves.times_s.size(), undefined);
  const CopPath path = make_cop_path(step.curves, cutoff_hz);
  for (std::size_t i = 1; i + 1 < path.points.size(); ++i) {
    const CopPoint& before = path.points[i - 1];
    const CopPoint& after = path.points[i + 1];
    if (after.frame != before.frame + 2) continue;
    const PointMm way = after.at - before.at;
    speed[path.points[i].frame] = std::hypot(way.x, way.y) / (after.time_s - before.time_s);
  }
  return speed;
}

/// The curve at 0, 1, ..., 100 % of stance, linear between frames; NaN between undefined ones.
Values over_stance(const StepCurves& curves, const Values& values) {
  Values nodes;
  const double t0 = curves.times_s[curves.first_contact];
  std::size_t k = curves.first_contact;
  for (std::size_t i = 0; i < stance_nodes; ++i) {
    const double t = t0 + curves.stance_s() * static_cast<double>(i) / (stance_nodes - 1);
    while (k + 1 < curves.last_contact && curves.times_s[k + 1] <= t) ++k;
    const double f =
        std::clamp((t - curves.times_s[k]) / (curves.times_s[k + 1] - curves.times_s[k]), 0.0, 1.0);
    nodes.push_back(f == 0   ? values[k]
                    : f == 1 ? values[k + 1]
                             : (1 - f) * values[k] + f * values[k + 1]);
  }
  return nodes;
}

bool has_stance(const StepResult& step) {
  return step.detail == Detail::times && step.curves.has_contact && step.curves.stance_s() > 0;
}

class Chart {
 public:
  Chart(const Recording& recording, const AnalysisResult& result, const ChartChoice& choice)
      : recording_(recording), result_(result), choice_(choice) {}

  ChartPicture draw(const std::string& file_name) {
    picture_.subtitle = file_name;
    picture_.footer =
        fmt::format("Solea {}  |  contact from {:g} kPa, {:g} N", software_version,
                    result_.settings.contact_threshold_kpa, result_.settings.contact_force_n);
    if (recording_.detail() != Detail::times) {
      throw Error("the recording does not tell the times of its frames: no chart");
    }
    picture_.x_name = "Stance";
    picture_.x_unit = choice_.percent ? "%" : "ms";
    picture_.y_unit = "N";
    if (choice_.what == "load") {
      load();
    } else {
      choose_steps();
      fill();
    }
    mark_cursor();
    return std::move(picture_);
  }

 private:
  using Steps = std::vector<const StepResult*>;

  void choose_steps() {
    if (choice_.step) {
      if (*choice_.step >= result_.steps.size()) {
        throw Error(fmt::format("no step {}, expected 0 to {}", *choice_.step,
                                static_cast<int>(result_.steps.size()) - 1));
      }
      const StepResult& step = result_.steps[*choice_.step];
      if (!has_stance(step)) throw Error(fmt::format("step {} has no stance", *choice_.step));
      sides_ = {{&step}};
      return;
    }
    for (const Side side : {Side::left, Side::right}) {
      Steps steps;
      for (const StepResult& step : result_.steps) {
        if (step.step.valid() && step.side == side && step.geometry && has_stance(step)) {
          steps.push_back(&step);
        }
      }
      if (!steps.empty()) sides_.push_back(std::move(steps));
    }
    if (sides_.empty()) {
      throw Error("no valid step of a known side, expected one, or --step N for any step");
    }
  }

  void fill() {
    const std::string& what = choice_.what;
    if (what == "force") {
      quantity("Force", "N");
      one_panel([](const StepResult& s) { return s.curves.force_n; });
    } else if (what == "area") {
      quantity("Contact area", "cm2");
      one_panel([](const StepResult& s) { return scaled(s.curves.area_mm2, cm2_from_mm2(1)); });
    } else if (what == "cop_velocity") {
      quantity("Velocity of the centre of pressure", "mm/s");
      const double cutoff_hz = result_.settings.cop_lowpass_hz;
      picture_.footer += cutoff_hz > 0
                             ? fmt::format("  |  low-pass {:g} Hz where the rate allows", cutoff_hz)
                             : "  |  not filtered";
      one_panel([cutoff_hz](const StepResult& s) { return cop_speed(s, cutoff_hz); });
    } else {
      quantity("Peak pressure by zone", "kPa");
      picture_.y_name = "Peak pressure";
      zone_panels();
    }
    add_marks();
  }

  void quantity(const std::string& name, const std::string& unit) {
    picture_.y_name = name;
    picture_.y_unit = unit;
    picture_.title = name;
    if (choice_.step) {
      const StepResult& step = *sides_[0][0];
      picture_.title += fmt::format(
          ", step {}, {}", *choice_.step,
          step.side == Side::unknown ? "side unknown" : std::string(to_string(step.side)));
      if (!step.step.valid()) picture_.subtitle += ": " + step.step.invalid_reason;
    } else {
      picture_.title += ", mean of the valid steps";
      picture_.footer += "  |  band: SD over steps (n - 1)";
      if (!choice_.percent) picture_.footer += "  |  ms of each foot's mean stance";
    }
  }

  void one_panel(const CurveOf& curve_of) {
    ChartPanel panel;
    for (const Steps& steps : sides_) panel.curves.push_back(curve(steps, curve_of));
    picture_.panels.push_back(std::move(panel));
  }

  void zone_panels() {
    for (const Steps& steps : sides_) {
      for (const StepResult* step : steps) {
        if (step->mask_zones.empty()) throw Error("the step is no foot, it has no zones");
      }
    }
    const auto& zones = sides_[0][0]->mask_zones;
    for (std::size_t z = 0; z < zones.size(); ++z) {
      one_panel([z](const StepResult& s) { return s.mask_curves.at(z).peak_kpa; });
      picture_.panels.back().title = zones[z].label;
    }
  }

  [[nodiscard]] ChartCurve curve(const Steps& steps, const CurveOf& curve_of) const {
    return choice_.step ? curve_of_step(*steps[0], curve_of(*steps[0])) : mean(steps, curve_of);
  }

  [[nodiscard]] ChartCurve curve_of_step(const StepResult& step, const Values& values) const {
    ChartCurve curve;
    curve.side = step.side;
    curve.name = step.side == Side::unknown ? "side unknown" : std::string(to_string(step.side));
    const StepCurves& c = step.curves;
    for (std::size_t k = c.first_contact; k <= c.last_contact; ++k) {
      const double ms = 1000 * (c.times_s[k] - c.times_s[c.first_contact]);
      curve.x.push_back(choice_.percent ? *c.stance_pct(k) : ms);
      curve.y.push_back(c.cop[k] ? values[k] : undefined);  // a frame without contact is empty
    }
    return curve;
  }

  [[nodiscard]] static double mean_stance_s(const Steps& steps) {
    double sum = 0;
    for (const StepResult* step : steps) sum += step->curves.stance_s();
    return sum / static_cast<double>(steps.size());
  }

  /// Length of stance on the abscissa: 100 %, or its mean duration in ms.
  [[nodiscard]] double stance_length(const Steps& steps) const {
    return choice_.percent ? 100 : 1000 * mean_stance_s(steps);
  }

  [[nodiscard]] ChartCurve mean(const Steps& steps, const CurveOf& curve_of) const {
    std::vector<Values> curves;
    for (const StepResult* step : steps) {
      curves.push_back(over_stance(step->curves, curve_of(*step)));
    }
    ChartCurve out;
    out.side = steps[0]->side;
    out.name = fmt::format("{}, {} {}", to_string(out.side), steps.size(),
                           steps.size() == 1 ? "step" : "steps");
    for (std::size_t node = 0; node < stance_nodes; ++node) {
      Values values;
      for (const Values& curve : curves) values.push_back(curve[node]);
      const bool defined =
          std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
      const Summary s = defined ? summarize(std::move(values)) : Summary{};
      out.x.push_back(stance_length(steps) * static_cast<double>(node) / (stance_nodes - 1));
      out.y.push_back(s.mean.value_or(undefined));
      if (steps.size() > 1) out.spread.push_back(s.sd.value_or(undefined));
    }
    return out;
  }

  /// FFC, FMC, FFF, HO and LFC, of means those of the steps that have them.
  void add_marks() {
    using Instant = std::optional<double> StancePhases::*;
    const std::vector<std::pair<const char*, Instant>> instants = {{"FFC", &StancePhases::ffc_s},
                                                                   {"FMC", &StancePhases::fmc_s},
                                                                   {"FFF", &StancePhases::fff_s},
                                                                   {"HO", &StancePhases::ho_s},
                                                                   {"LFC", &StancePhases::lfc_s}};
    for (const auto& [name, instant] : instants) {
      for (const Steps& steps : sides_) {
        Values parts;
        for (const StepResult* step : steps) {
          const auto& at = step->phases.*instant;
          if (at) parts.push_back(*at / step->curves.stance_s());
        }
        const Summary s = summarize(parts);
        if (!s.mean) continue;
        picture_.marks.push_back({*s.mean * stance_length(steps), name, steps[0]->side});
      }
    }
    std::stable_sort(picture_.marks.begin(), picture_.marks.end(),
                     [](const ChartMark& a, const ChartMark& b) { return a.x < b.x; });
    // The ends of stance are the same for both feet in percent.
    for (std::size_t i = 1; i < picture_.marks.size(); ++i) {
      ChartMark& before = picture_.marks[i - 1];
      const ChartMark& mark = picture_.marks[i];
      if (mark.label != before.label || std::abs(mark.x - before.x) > 1e-6) continue;
      before.side = Side::unknown;
      picture_.marks.erase(picture_.marks.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (picture_.panels.size() > 1) picture_.footer += "  |  lines: FFC, FMC, FFF, HO, LFC";
  }

  /// Force of the steps of each side in every frame of the recording.
  void load() {
    if (choice_.percent || choice_.step) {
      throw Error(
          "the load left and right is over the whole recording in s, expected neither "
          "--percent nor --step");
    }
    if (result_.steps.empty()) throw Error("no step was found, there is no load to draw");
    picture_.title = "Load left and right";
    picture_.x_name = "Time";
    picture_.x_unit = "s";
    picture_.y_name = "Force";
    ChartPanel panel;
    for (const Side side : {Side::left, Side::right, Side::unknown}) {
      Values force(recording_.size(), undefined);
      std::size_t steps = 0;
      for (const StepResult& step : result_.steps) {
        if (step.side != side) continue;
        ++steps;
        for (std::size_t k = 0; k < step.step.frames.size(); ++k) {
          double& sum = force[step.step.frames.first + k];
          sum = (std::isfinite(sum) ? sum : 0) + step.curves.force_n[k];
        }
      }
      if (steps == 0) continue;
      ChartCurve curve;
      curve.side = side;
      curve.name =
          fmt::format("{}, {} {}", side == Side::unknown ? "side unknown" : to_string(side), steps,
                      steps == 1 ? "step" : "steps");
      for (std::size_t k = 0; k < force.size(); ++k) {
        curve.x.push_back(recording_.time_s(k));
        curve.y.push_back(force[k]);
      }
      panel.curves.push_back(std::move(curve));
    }
    picture_.panels.push_back(std::move(panel));
  }

  void mark_cursor() {
    if (!choice_.at) return;
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const ChartPanel& panel : picture_.panels) {
      for (const ChartCurve& curve : panel.curves) {
        least = std::min(least, curve.x.front());
        most = std::max(most, curve.x.back());
      }
    }
    if (*choice_.at < least || *choice_.at > most) {
      throw Error(fmt::format("nothing at {:g} {}, expected {:.4g} to {:.4g}", *choice_.at,
                              picture_.x_unit, least, most));
    }
    picture_.cursor = choice_.at;
  }

  const Recording& recording_;
  const AnalysisResult& result_;
  const ChartChoice& choice_;
  std::vector<Steps> sides_;
  ChartPicture picture_;
};

}  // namespace

ChartPicture make_chart(const Recording& recording, const AnalysisResult& result,
                        const ChartChoice& choice, const std::string& file_name) {
  return Chart(recording, result, choice).draw(file_name);
}

}  // namespace solea

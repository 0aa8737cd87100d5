#include "calibration/load_plan.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.h"

namespace solea::calibration {

namespace {

constexpr const char* schema = "solea.loads/1";

double planned_force_n(const LoadPlan& plan, const PlateGeometry& plate, double time_s) {
  const auto next = std::upper_bound(plan.holds.begin(), plan.holds.end(), time_s,
                                     [](double t, const Hold& hold) { return t < hold.end_s; });
  return next != plan.holds.end() && next->start_s <= time_s ? next->force_n(plate) : 0;
}

}  // namespace

double Hold::force_n(const PlateGeometry& plate) const {
  // kPa mm2 = 1e-3 N. Without a known pitch forces are in proportion, which is all that is needed.
  const double area_mm2 =
      (plate.cell_area_mm2() > 0 ? plate.cell_area_mm2() : 1) * static_cast<double>(plate.cells());
  return point ? point->force_n : kpa * area_mm2 * 1e-3;
}

LoadPlan plan_levels(std::span<const double> levels_kpa, double hold_s, double rest_s) {
  LoadPlan plan;
  double t = rest_s;
  for (const double kpa : levels_kpa) {
    plan.holds.push_back({t, t + hold_s, kpa, {}});
    t += hold_s + rest_s;
  }
  return plan;
}

LoadPlan plan_cycle(std::span<const double> levels_kpa, double hold_s, double rest_s) {
  std::vector<double> levels(levels_kpa.begin(), levels_kpa.end());
  std::sort(levels.begin(), levels.end());
  for (std::size_t i = levels.size(); i-- > 1;) levels.push_back(levels[i - 1]);
  LoadPlan plan;
  double t = rest_s;
  for (const double kpa : levels) {
    plan.holds.push_back({t, t + hold_s, kpa, {}});
    t += hold_s;
  }
  return plan;
}

LoadPlan plan_points(const PlateGeometry& plate, int rows, int cols, double force_n,
                     double radius_mm, double hold_s, double rest_s) {
  LoadPlan plan;
  double t = rest_s;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      const PointMm at{plate.width_mm() * (2 * c + 1) / (2 * cols),
                       plate.length_mm() * (2 * r + 1) / (2 * rows)};
      plan.holds.push_back({t, t + hold_s, 0, PointLoad{force_n, at, radius_mm}});
      t += hold_s + rest_s;
    }
  }
  return plan;
}

std::string plan_to_json(const LoadPlan& plan) {
  nlohmann::ordered_json holds = nlohmann::ordered_json::array();
  for (const Hold& hold : plan.holds) {
    nlohmann::ordered_json one = {{"start_s", hold.start_s}, {"end_s", hold.end_s}};
    if (hold.point) {
      one.update({{"force_n", hold.point->force_n},
                  {"x_mm", hold.point->at.x},
                  {"y_mm", hold.point->at.y},
                  {"radius_mm", hold.point->radius_mm}});
    } else {
      one["kpa"] = hold.kpa;
    }
    holds.push_back(one);
  }
  return nlohmann::ordered_json{{"schema", schema}, {"holds", holds}}.dump(2);
}

LoadPlan plan_from_json(const std::string& text) {
  try {
    const auto json = nlohmann::json::parse(text);
    if (!json.is_object() || json.value("schema", "") != schema) {
      throw CalibrationError(std::string("no plan of loads: expected schema '") + schema + "'");
    }
    LoadPlan plan;
    double last_s = 0;
    for (const auto& one : json.at("holds")) {
      Hold hold;
      hold.start_s = one.at("start_s");
      hold.end_s = one.at("end_s");
      if (one.contains("force_n")) {
        hold.point =
            PointLoad{one.at("force_n"), {one.at("x_mm"), one.at("y_mm")}, one.at("radius_mm")};
      } else {
        hold.kpa = one.at("kpa");
      }
      const double load = hold.point ? hold.point->force_n : hold.kpa;
      if (!(hold.end_s > hold.start_s) || hold.start_s < last_s || !(load >= 0) ||
          (hold.point && !(hold.point->radius_mm > 0))) {
        throw CalibrationError("hold " + std::to_string(plan.holds.size() + 1) +
                               " of the plan is not a load in order of time");
      }
      last_s = hold.end_s;
      plan.holds.push_back(hold);
    }
    if (plan.holds.empty()) throw CalibrationError("the plan has no holds");
    return plan;
  } catch (const nlohmann::json::parse_error& e) {
    // Its own words quote the file, which may hold anything.
    throw CalibrationError("no plan of loads: no JSON at byte " + std::to_string(e.byte));
  } catch (const nlohmann::json::exception& e) {
    throw CalibrationError(std::string("no plan of loads: ") + e.what());
  }
}

LoadPlan read_plan(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file, "cannot be opened, expected a plan of loads");
  std::ostringstream text;
  text << in.rdbuf();
  try {
    return plan_from_json(text.str());
  } catch (const CalibrationError& e) {
    throw CalibrationError(file.string() + ": " + e.what());
  }
}

double plan_delay_s(const LoadPlan& plan, const PlateGeometry& plate,
                    std::span<const double> times_s, std::span<const double> totals,
                    double slack_s) {
  const std::size_t n = std::min(times_s.size(), totals.size());
  if (n < 2) return 0;
  const double period_s = (times_s[n - 1] - times_s[0]) / static_cast<double>(n - 1);
  if (!(period_s > 0)) return 0;
  double mean = 0;
  for (std::size_t i = 0; i < n; ++i) mean += totals[i] / static_cast<double>(n);
  const auto agreement = [&](double delay_s) {
    double sp = 0;
    double pp = 0;
    double p1 = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double p = planned_force_n(plan, plate, times_s[i] - times_s[0] - delay_s);
      sp += p * (totals[i] - mean);
      pp += p * p;
      p1 += p;
    }
    const double variance = pp - p1 * p1 / static_cast<double>(n);
    return variance > 0 ? sp / std::sqrt(variance) : 0;
  };
  // Coarse, then to the frame; of equal ones the smallest delay.
  double best_s = 0;
  double best = agreement(0);
  for (const double step_s : {std::max(0.1, period_s), period_s}) {
    const double reach_s = step_s == period_s ? std::max(0.1, period_s) : slack_s;
    const double middle_s = best_s;
    const int steps = static_cast<int>(std::floor(std::min(reach_s, slack_s) / step_s));
    for (int k = 1; k <= steps; ++k) {
      for (const int sign : {1, -1}) {
        const double delay_s = middle_s + sign * k * step_s;
        if (std::abs(delay_s) > slack_s) continue;
        const double value = agreement(delay_s);
        if (value > best * (1 + 1e-9)) {
          best = value;
          best_s = delay_s;
        }
      }
    }
  }
  return best_s;
}

LoadPlan delayed(LoadPlan plan, double delay_s) {
  for (Hold& hold : plan.holds) {
    hold.start_s += delay_s;
    hold.end_s += delay_s;
  }
  return plan;
}

}  // namespace solea::calibration

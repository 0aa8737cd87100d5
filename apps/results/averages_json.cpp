#include "apps/results/averages_json.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <nlohmann/json.hpp>

#include "analysis/metric.h"
#include "apps/results/common_json.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;

Json summary_json(const Summary& s) {
  return {{"n", s.n},
          {"mean", or_null(s.mean)},
          {"median", or_null(s.median)},
          {"p10", or_null(s.p10)},
          {"p90", or_null(s.p90)},
          {"sd", or_null(s.sd)},
          {"cv_pct", or_null(s.cv_pct)}};
}

Json curve_json(const MeanCurve& curve) {
  return {{"n", curve.n},
          {"mean", curve.mean},
          {"sd", curve.sd.empty() ? Json(nullptr) : Json(curve.sd)}};
}

/// A picture as rows, the first at the smallest y.
Json rows_json(const std::vector<float>& values, int cols) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < values.size(); i += static_cast<std::size_t>(cols)) {
    Json row = Json::array();
    for (int c = 0; c < cols; ++c) {
      row.push_back(std::stod(fmt::format("{:.6g}", values[i + static_cast<std::size_t>(c)])));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Json footprint_json(const SideAverages& side) {
  if (!side.footprint) return nullptr;
  const Footprint& print = *side.footprint;
  const FootFrame& frame = side.frame;
  return {{"pitch_x_mm", print.plate.pitch_x_mm},
          {"pitch_y_mm", print.plate.pitch_y_mm},
          {"x0_mm", print.box.col0 * print.plate.pitch_x_mm},
          {"y0_mm", print.box.row0 * print.plate.pitch_y_mm},
          {"foot_frame",
           {{"origin_x_mm", frame.origin.x},
            {"origin_y_mm", frame.origin.y},
            {"axis_deg", frame.axis_deg()}}},
          {"peak_kpa", rows_json(print.peak_kpa, print.box.cols())},
          {"pti_kpas", side.detail == Detail::times ? rows_json(print.pti_kpas, print.box.cols())
                                                    : Json(nullptr)}};
}

Json side_json(const SideAverages& side) {
  if (side.steps.empty()) return nullptr;
  Json metrics = Json::object();
  for (std::size_t m = 0; m < side.metrics.size(); ++m) {
    metrics[std::string(builtin_metrics()[m]->id)] = summary_json(side.metrics[m]);
  }
  Json zones = Json::object();
  for (std::size_t z = 0; z < side.zone_ids.size(); ++z) {
    zones[side.zone_ids[z]] = {{"force_n", curve_json(side.zone_force_n[z])}};
  }
  return {{"steps", side.steps},
          {"metrics", metrics},
          {"curves",
           {{"force_n", curve_json(side.force_n)},
            {"cop_lateral_mm", curve_json(side.cop_x_mm)},
            {"cop_along_mm", curve_json(side.cop_y_mm)},
            {"zones", zones}}},
          {"footprint", footprint_json(side)}};
}

Json symmetry_json(const Symmetry& s) {
  return {{"symmetry_index_pct", or_null(s.index_pct)},
          {"ratio", or_null(s.ratio)},
          {"log_ratio_pct", or_null(s.log_ratio_pct)},
          {"symmetry_angle_pct", or_null(s.angle_pct)}};
}

std::string mean_and_sd(const Summary& s) {
  if (!s.mean) return "-";
  return s.sd ? fmt::format("{:.4g} ({:.2g})", *s.mean, *s.sd) : fmt::format("{:.4g}", *s.mean);
}

}  // namespace

Json averages_to_json(const Averages& averages) {
  Json symmetry = nullptr;
  if (!averages.left.steps.empty() && !averages.right.steps.empty()) {
    symmetry = Json::object();
    for (std::size_t m = 0; m < averages.symmetry.size(); ++m) {
      symmetry[std::string(builtin_metrics()[m]->id)] = symmetry_json(averages.symmetry[m]);
    }
  }
  return {{"left", side_json(averages.left)},
          {"right", side_json(averages.right)},
          {"symmetry", symmetry}};
}

std::string averages_table(const Averages& averages) {
  const std::size_t left = averages.left.steps.size();
  const std::size_t right = averages.right.steps.size();
  if (left < 2 && right < 2 && (left == 0 || right == 0)) return {};
  std::string text;
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "\nmeans of the valid steps (SD), {} left, {} right\n", left, right);
  fmt::format_to(out, "{:<28} {:<10} {:>18} {:>18} {:>12}\n", "", "", "left", "right",
                 "symmetry, %");
  constexpr std::array shown = {"peak_pressure_kpa",    "max_force_n", "fti_ns",        "stance_s",
                                "contact_area_mpp_cm2", "arch_index",  "foot_length_mm"};
  for (std::size_t m = 0; m < builtin_metrics().size(); ++m) {
    const Metric& metric = *builtin_metrics()[m];
    bool show = false;
    for (const char* id : shown) show = show || metric.id == id;
    if (!show) continue;
    const auto& index = averages.symmetry[m].index_pct;
    fmt::format_to(out, "{:<28} {:<10} {:>18} {:>18} {:>12}\n", metric.label, metric.unit,
                   mean_and_sd(averages.left.metrics[m]), mean_and_sd(averages.right.metrics[m]),
                   index ? fmt::format("{:+.1f}", *index) : "-");
  }
  return text;
}

}  // namespace solea

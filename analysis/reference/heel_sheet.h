#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/reference/ranges.h"

/// What was measured of things that the literature on heel pain speaks of (metrics.md 2.4), each
/// with what the literature supports and what it does not. Findings, no score: no cut-off exists.
namespace solea {

/// What is known of the person; empty: not known.
struct HeelSheetPerson {
  std::optional<double> mass_kg;
  std::optional<double> height_m;
  std::optional<double> age_years;
};

/// Decides what kind of movement a recording is of, from the median stance of its steps.
struct TaskSettings {
  double running_below_s = 0.40;
  double walking_below_s = 1.50;
  double standing_from_s = 3.00;
};

/// "running", "walking", "standing"; empty between walking and standing and without a step.
[[nodiscard]] std::string_view task_of(const AnalysisResult& result, const TaskSettings& settings);

/// One value of a finding, median of each foot's valid steps.
struct SheetValue {
  std::string id;     ///< of the measure
  std::string label;  ///< for people
  std::string unit;
  std::optional<double> left;
  std::optional<double> right;
  std::optional<double> both;  ///< of the person, or a left-right difference
  std::vector<ReferenceShown> references;
};

struct Finding {
  std::string id;  ///< "arch", "strike", "heel_sides", "body_mass", "heel_load", ...
  std::string label;
  std::vector<SheetValue> values;
  std::string left_class;   ///< "flat", "rearfoot": classes of the measures, most frequent one
  std::string right_class;  ///< empty: none
  std::string supports;
  std::string does_not_support;
  std::string source;
};

struct HeelSheet {
  std::vector<Finding> findings;
  MeasuringConditions conditions;
  int left_steps = 0;  ///< valid steps used
  int right_steps = 0;
  std::vector<std::string> missing;  ///< what was not considered, and why
};

/// A sentence that every print of the sheet carries.
inline constexpr std::string_view heel_sheet_notice =
    "This sheet lists measurements beside what studies found. It is not a diagnosis, it predicts "
    "nothing about this person, and a qualified person must interpret it.";

/// `conditions` decide which reference ranges are shown; their age is the person's.
[[nodiscard]] HeelSheet make_heel_sheet(const AnalysisResult& result, const HeelSheetPerson& person,
                                        MeasuringConditions conditions);

}  // namespace solea

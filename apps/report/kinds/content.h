#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/averages.h"
#include "analysis/metric.h"
#include "analysis/reference/heel_sheet.h"
#include "apps/report/drawing/chart_drawing.h"
#include "apps/report/drawing/foot_drawing.h"
#include "apps/report/language/words.h"
#include "apps/report/report.h"

/// What the kinds of report are put together from. For this folder only.
namespace solea::report {

/// A recording's numbers as a report shows them. Numbers are those of `solea analyze --json`: the
/// same document is read.
class Content {
 public:
  Content(const Study& study, const Options& options);

  const Study& study;
  const Options& options;
  Words words;
  /// Steps of a standing person, who began before the recording and ends after it, count here.
  AnalysisResult result;
  nlohmann::ordered_json document;
  Averages averages;
  HeelSheet sheet;

  [[nodiscard]] bool is_standing() const { return sheet.conditions.task == "standing"; }
  [[nodiscard]] Detail detail() const;
  [[nodiscard]] const SideAverages& of(Side side) const {
    return side == Side::left ? averages.left : averages.right;
  }
  [[nodiscard]] std::size_t count(Side side) const { return of(side).steps.size(); }
  /// Sides with a step that counts, left first.
  [[nodiscard]] std::vector<Side> sides() const;

  /// Feet to draw, left first: means of the steps that count; of a side without one its first
  /// step, if it is a foot.
  [[nodiscard]] const std::vector<FootView>& feet() const { return feet_; }
  /// A line about a foot below its picture.
  [[nodiscard]] std::string note_of(const FootView& foot) const;
  [[nodiscard]] std::string title_of(Side side) const;
  [[nodiscard]] std::string mark_of(Side side) const;
  /// Why a step does not count, in the report's language; the user's own words stay.
  [[nodiscard]] std::string reason_of(const StepResult& step) const;

  /// A measure's mean over a side's steps, with the SD from two on; a dash with the reason.
  [[nodiscard]] Cell mean(std::string_view id, Side side, bool with_sd = true) const;
  /// Any value; a dash with `why`.
  [[nodiscard]] Cell value(const std::optional<double>& value, std::string_view unit,
                           const std::string& why) const;
  [[nodiscard]] std::optional<double> mean_of(std::string_view id, Side side) const;
  /// Why a measure is undefined for a side.
  [[nodiscard]] std::string why(const Metric& metric, Side side) const;
  /// The reference range of a measure, where device and task match; else an empty cell.
  [[nodiscard]] Cell reference(std::string_view id, std::string_view region) const;
  /// Most frequent class of a side's steps; empty: none.
  [[nodiscard]] std::optional<ArchClass> arch(Side side) const;
  [[nodiscard]] std::optional<StrikeClass> strike(Side side) const;
  [[nodiscard]] std::optional<LoadingClass> loading(Side side) const;

  /// A measure as "label, unit" in the report's language.
  [[nodiscard]] std::string label(const Metric& metric) const;
  [[nodiscard]] std::string unit(std::string_view unit) const;

  // Pieces that several kinds have
  [[nodiscard]] Facts facts() const;
  [[nodiscard]] std::vector<Paragraph> notices() const;
  /// The first page's beginning: facts, notices, the user's note; without a foot the plate.
  [[nodiscard]] Section opening() const;
  /// On which all feet fit; with a size each of them fits in that, points.
  [[nodiscard]] FeetScale feet_scale() const;
  [[nodiscard]] FeetScale feet_scale(double height_pt, double width_pt) const;
  /// The feet beside each other with the bar of their colours.
  [[nodiscard]] Pictures hero(const FeetScale& scale) const;
  /// Rows of measures, left, right and reference; the reference column only where there is one.
  struct Row {
    std::string_view id;
    std::string_view region;
  };
  [[nodiscard]] Table measures(const std::vector<Row>& rows) const;
  /// The plate as it is, or in words why there is no picture.
  [[nodiscard]] std::vector<Block> plate_picture() const;
  /// Values of the recording as one; of sensors without places those with the largest pressures.
  [[nodiscard]] std::vector<Block> whole_recording() const;
  [[nodiscard]] Section steps_section() const;
  [[nodiscard]] Section heel_sheet_section() const;
  [[nodiscard]] Section settings_section() const;
  [[nodiscard]] Section definitions_section(const std::vector<const Metric*>& metrics) const;
  [[nodiscard]] Section sway_section() const;
  [[nodiscard]] Drawing color_bar(const FeetScale& scale, double height) const;
  [[nodiscard]] Section intended_use() const;

 private:
  void find_feet();

  std::vector<FootView> feet_;
  std::vector<std::string> notes_;  ///< parallel to feet_
};

/// The sentence that every report ends with (design.md).
inline constexpr std::string_view intended_use_sentence =
    "Solea measures and displays pressure under the foot. Its results are for interpretation by a "
    "qualified person and are not a diagnosis.";

void add_clinic(Report& report, const Content& content, const Content* before);
void add_store(Report& report, const Content& content);
void add_research(Report& report, const Content& content, const Content* before);
/// Before and after: table of changes and difference pictures.
void add_comparison(Report& report, const Content& content, const Content& before);
void add_curves(Report& report, const Content& content);
void add_zone_table(Report& report, const Content& content);

}  // namespace solea::report

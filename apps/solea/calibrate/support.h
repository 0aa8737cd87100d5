#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "apps/solea/command.h"
#include "calibration/calibration.h"
#include "calibration/load_plan.h"

/// What the subcommands of `solea calibrate` share.
namespace solea::calibrate {

using Json = nlohmann::ordered_json;

/// A recording of raw counts, the calibration that it improves, and where the result goes.
struct WorkOptions {
  InputOptions input;  ///< its calibration file: the calibration to start from
  std::filesystem::path plan_file;
  double slack_s = 5;
  std::filesystem::path out;
  bool json = false;
  std::string serial;
  std::string valid_until;
  std::string origin;

  void add_to(CLI::App& command);
  /// --loads and --slack-s.
  void add_plan_to(CLI::App& command, bool required);
};

/// An opened job: what the recording is, and the calibration in the making.
class Work {
 public:
  /// Throws CalibrationError where the file has no counts, or the calibration is of another mat.
  explicit Work(const WorkOptions& options);

  [[nodiscard]] const SourceInfo& info() const { return info_; }
  [[nodiscard]] const PlateGeometry& plate() const { return info_.plate; }
  [[nodiscard]] Calibration& calibration() { return calibration_; }
  /// Every frame's raw counts; times from the first frame.
  void for_each_frame(const std::function<void(double, std::span<const float>)>& use) const;
  /// The same through a calibration, in kPa; not clipped at 0, so that noise adds no force.
  void for_each_frame_kpa(const Calibration& calibration,
                          const std::function<void(double, std::span<const float>)>& use) const;
  /// The plan of --loads, moved to when the recording performs it. Throws CalibrationError where
  /// none was given.
  [[nodiscard]] calibration::LoadPlan plan() const;
  /// Tared and equilibrated counts, of bad cells NaN.
  [[nodiscard]] std::vector<double> outputs(std::span<const double> counts) const;
  /// Records the step in the calibration, writes it, and prints `result` (with --json) or `text`.
  void finish(const std::string& what, std::map<std::string, std::string> settings,
              std::map<std::string, double> results, Json result, const std::string& text);

 private:
  [[nodiscard]] std::unique_ptr<FrameSource> open(const std::optional<Calibration>& as) const;
  void start_calibration();

  WorkOptions options_;
  SourceInfo info_;
  Calibration calibration_;
};

/// Runs through a source in order; memory of one block. Times from the first frame.
void for_each_frame(FrameSource& source,
                    const std::function<void(double, std::span<const float>)>& use);

/// Counts as they are: kPa = count.
[[nodiscard]] Calibration as_counts();

/// Bad cells as JSON: cell, row, col, state.
[[nodiscard]] Json bad_cells_json(const Calibration& calibration);
/// "2 dead, 1 stuck" or "none".
[[nodiscard]] std::string bad_cells_text(const std::vector<CellState>& states);

/// "solea 0.3.0 (commit)".
[[nodiscard]] std::string software_text();
/// null where it is not finite.
[[nodiscard]] Json number_or_null(double value);

/// "2027-11-20"
[[nodiscard]] CLI::Validator iso_date();

void add_tare(CLI::App& calibrate);
void add_check_cells(CLI::App& calibrate);
void add_equilibrate(CLI::App& calibrate);
void add_fit(CLI::App& calibrate);
void add_creep(CLI::App& calibrate);
void add_scale(CLI::App& calibrate);
void add_plan(CLI::App& calibrate);
void add_verify(CLI::App& calibrate);

}  // namespace solea::calibrate

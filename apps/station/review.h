#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "apps/station/trial_analysis.h"
#include "core/polygon_mask.h"

namespace solea::station {

/// The trials of a visit and what a person who looks at them says: sides, steps that do not count,
/// zones. A value: copy it, change the copy in another thread, show that. Steps are numbered over
/// all trials, as in `merged`.
class Review {
 public:
  Review() = default;
  explicit Review(std::vector<AnalysedTrial> trials);

  [[nodiscard]] const std::vector<AnalysedTrial>& trials() const noexcept { return trials_; }
  [[nodiscard]] const MergedResult& merged() const noexcept { return merged_; }
  [[nodiscard]] const std::vector<StepResult>& steps() const noexcept {
    return merged_.result.steps;
  }
  /// The user's zones; empty: the mask of the settings.
  [[nodiscard]] const std::optional<PolygonMask>& zones() const;
  /// What was said of a step; empty: nothing.
  [[nodiscard]] std::optional<StepCorrection> correction_of(std::size_t step) const;

  // Each of these is one thing that undo() takes back. They analyse again what has changed.
  void set_side(std::size_t step, std::optional<Side> side);  ///< empty: as detected
  void exclude(std::size_t step, const std::string& reason);
  void include(std::size_t step);
  void set_zones(const std::optional<PolygonMask>& zones);

  [[nodiscard]] bool can_undo() const noexcept { return at_ > 0; }
  [[nodiscard]] bool can_redo() const noexcept { return at_ + 1 < states_.size(); }
  void undo();
  void redo();

  /// Writes the corrections of trials where they are not those of the file, into their sessions.
  /// Gives the trials that were written. Throws FileError; FormatError where a file is no session.
  std::vector<std::size_t> save();
  [[nodiscard]] bool saved() const;

 private:
  /// What was said of one trial.
  struct Said {
    std::vector<StepCorrection> steps;
    std::optional<PolygonMask> zones;
  };
  using State = std::vector<Said>;
  [[nodiscard]] static bool equal(const Said& a, const Said& b);

  void correct(std::size_t step, const std::function<void(StepCorrection&)>& change);
  void push(State state);
  void apply(const State& state);

  std::vector<AnalysedTrial> trials_;
  MergedResult merged_;
  std::vector<State> states_;
  std::size_t at_ = 0;
  State stored_;
};

}  // namespace solea::station

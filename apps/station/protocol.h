#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/step.h"

namespace solea::station {

enum class Task : std::uint8_t { standing, walking, running };

/// How a capture goes: standing for a time, or passes until each foot has enough valid steps.
struct Protocol {
  std::string id = "walk";  ///< stable, lower case; names the trials of the session
  Task task = Task::walking;
  double seconds = 0;      ///< of standing
  int steps_per_foot = 5;  ///< valid ones
};

/// "static": 10 s standing; "walk": 5 valid steps a foot; "run": 3.
[[nodiscard]] std::span<const Protocol> builtin_protocols();

/// What a trial of this name was: "walk 2" is walking. Anything else counts as walking.
[[nodiscard]] Task task_of_trial(std::string_view trial_name);

/// What analysis says of one step.
struct Verdict {
  Side side = Side::unknown;
  std::string invalid_reason;  ///< empty: valid
};

/// Steps of one foot so far.
struct FootCount {
  int valid = 0;
  int rejected = 0;
  std::map<std::string, int> reasons;  ///< of the rejected ones, how many each
};

/// What the person on the mat, or the one beside it, is to do now.
enum class Cue : std::uint8_t { step_on, stand_still, go, on_mat, looking, again, done };

/// The course of a capture. Pure: events in, cue and counts out.
class ProtocolRun {
 public:
  explicit ProtocolRun(Protocol protocol) : protocol_(std::move(protocol)) {}

  /// A contact has begun a pass.
  void pass_begins();
  /// It has ended and is looked at.
  void pass_ends();
  /// What its steps are; `trouble` tells why the pass as a whole does not count, empty otherwise.
  void pass_judged(std::span<const Verdict> steps, const std::string& trouble = "");

  [[nodiscard]] const Protocol& protocol() const noexcept { return protocol_; }
  [[nodiscard]] Cue cue() const noexcept;
  [[nodiscard]] bool complete() const noexcept;
  [[nodiscard]] bool in_pass() const noexcept { return in_pass_; }
  /// Passes that were kept; every one is, valid or not.
  [[nodiscard]] int passes() const noexcept { return passes_; }
  [[nodiscard]] const FootCount& left() const noexcept { return left_; }
  [[nodiscard]] const FootCount& right() const noexcept { return right_; }
  /// Steps whose side is not known.
  [[nodiscard]] const FootCount& unknown() const noexcept { return unknown_; }
  /// Why the last pass did not count; empty: it did, or there was none.
  [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }

 private:
  FootCount& count_of(Side side);

  Protocol protocol_;
  FootCount left_, right_, unknown_;
  bool in_pass_ = false;
  int judging_ = 0;
  int passes_ = 0;
  std::string trouble_;
};

}  // namespace solea::station

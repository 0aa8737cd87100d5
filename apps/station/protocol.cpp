#include "apps/station/protocol.h"

#include <array>

namespace solea::station {

std::span<const Protocol> builtin_protocols() {
  static const std::array<Protocol, 3> all = {Protocol{"static", Task::standing, 10, 1},
                                              Protocol{"walk", Task::walking, 0, 5},
                                              Protocol{"run", Task::running, 0, 3}};
  return all;
}

Task task_of_trial(std::string_view trial_name) {
  for (const Protocol& protocol : builtin_protocols()) {
    if (trial_name.starts_with(protocol.id)) return protocol.task;
  }
  return Task::walking;
}

FootCount& ProtocolRun::count_of(Side side) {
  return side == Side::left ? left_ : side == Side::right ? right_ : unknown_;
}

void ProtocolRun::pass_begins() {
  in_pass_ = true;
  trouble_.clear();
}

void ProtocolRun::pass_ends() {
  if (in_pass_) ++judging_;
  in_pass_ = false;
}

void ProtocolRun::pass_judged(std::span<const Verdict> steps, const std::string& trouble) {
  if (judging_ > 0) --judging_;
  ++passes_;
  trouble_ = trouble;
  for (const Verdict& step : steps) {
    FootCount& foot = count_of(step.side);
    const std::string& reason = step.invalid_reason.empty() ? trouble : step.invalid_reason;
    if (reason.empty() && step.side != Side::unknown) {
      ++foot.valid;
    } else {
      ++foot.rejected;
      ++foot.reasons[reason.empty() ? "side not known" : reason];
    }
  }
}

bool ProtocolRun::complete() const noexcept {
  return left_.valid >= protocol_.steps_per_foot && right_.valid >= protocol_.steps_per_foot;
}

Cue ProtocolRun::cue() const noexcept {
  const bool standing = protocol_.task == Task::standing;
  if (in_pass_) return standing ? Cue::stand_still : Cue::on_mat;
  if (complete()) return Cue::done;
  if (judging_ > 0) return Cue::looking;
  if (passes_ > 0) return Cue::again;
  return standing ? Cue::step_on : Cue::go;
}

}  // namespace solea::station

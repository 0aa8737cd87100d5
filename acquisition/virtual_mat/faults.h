#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace solea::virtual_mat {

/// What may go wrong on the line, each a part of the frames (0 to 1) unless said otherwise.
struct Faults {
  bool garbage = false;            ///< random bytes before the first frame
  double drop = 0;                 ///< frames that are never sent
  double flip = 0;                 ///< frames with one bit turned
  double cut = 0;                  ///< frames that lose some bytes in their middle
  double repeat = 0;               ///< frames that are sent twice
  std::optional<double> unplug_s;  ///< the mat goes away after this time
  std::optional<double> pull_s;    ///< the cable is pulled each time so many seconds have passed
  double away_s = 0.05;            ///< and put back after these

  /// "garbage,drop=0.01,flip=0.002,cut=0.01,repeat=0.01,unplug=5,pull=2,away=0.1". A fault without
  /// a number gets 0.01 (unplug: 5 s, pull: every 2 s, away: 0.05 s). Throws std::invalid_argument
  /// that names the part it cannot read.
  [[nodiscard]] static Faults parse(const std::string& text);
};

/// Spoils the bytes of frames on their way to the host.
class FaultyLine {
 public:
  FaultyLine(const Faults& faults, std::uint64_t seed) : faults_(faults), random_(seed) {}

  /// Changes one frame's bytes; they may end up empty.
  void spoil(std::vector<std::byte>& frame);

 private:
  bool happens(double part);

  Faults faults_;
  std::mt19937_64 random_;
  bool first_ = true;
};

}  // namespace solea::virtual_mat

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/step.h"

/// A person on a virtual mat, as options. What follows from them is in foot_model, footfall and
/// walk.
namespace solea::virtual_mat {

enum class Script : std::uint8_t { walk, run, stand, sway, rollover };
enum class FootType : std::uint8_t { normal, flat, high };
enum class Strike : std::uint8_t { rearfoot, midfoot, forefoot };
enum class Loading : std::uint8_t { neutral, medial, lateral };

struct Person {
  Script script = Script::walk;
  FootType foot = FootType::normal;
  Strike strike = Strike::rearfoot;
  Loading loading = Loading::neutral;
  std::optional<Side> side;  ///< empty: both, in turn
  double mass_kg = 70;
  double foot_length_mm = 260;   ///< length of the print at the contact threshold, about
  double cadence_per_min = 110;  ///< steps a minute of walking
  double toe_out_deg = 7;
  double heading_deg = 0;  ///< direction of walking, from the plate's y axis to the right
  double variability = 1;  ///< of placement, timing and force from step to step; 0: none
  std::uint64_t seed = 1;
};

}  // namespace solea::virtual_mat

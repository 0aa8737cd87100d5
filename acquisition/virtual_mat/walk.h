#pragma once

#include <cstdint>
#include <deque>
#include <random>
#include <vector>

#include "acquisition/virtual_mat/contact.h"
#include "acquisition/virtual_mat/foot_model.h"
#include "acquisition/virtual_mat/person.h"
#include "core/plate.h"

namespace solea::virtual_mat {

/// Vertical ground reaction force at a phase of stance (0 to 1), in body weights: two humps of 1.1
/// with a valley of 0.75 in walking, one of 2.4 after an impact peak in running.
[[nodiscard]] double ground_reaction_bw(Script script, double phase);

/// Where and when a person's feet come down on a plate: an endless sequence of contacts, the same
/// for the same person, plate and seed. Walking and running cross the plate again and again, from
/// its posterior edge to the front; standing is two contacts without end.
class Walk {
 public:
  Walk(const Person& person, const PlateGeometry& plate);

  [[nodiscard]] const FootModel& foot() const noexcept { return foot_; }
  /// The next contact, in order of start.
  [[nodiscard]] Contact next();
  /// Start of the contact that next() will give; infinite when there is none.
  [[nodiscard]] double next_start_s();

 private:
  struct Plan {
    FootPlacement placement;
    double start_s = 0;
    double duration_s = 0;
    double force_scale = 1;
  };
  void plan_pass();
  void plan_standing();
  [[nodiscard]] Contact standing_contact(const FootPlacement& placement);
  double jitter(double sigma);

  Person person_;
  PlateGeometry plate_;
  FootModel foot_;
  std::mt19937_64 random_;
  std::deque<Plan> planned_;
  std::vector<FootPlacement> standing_;
  std::size_t standing_given_ = 0;
  std::vector<double> sway_phases_;
  double clock_s_ = 0;  ///< when the next pass begins
  int steps_planned_ = 0;
};

}  // namespace solea::virtual_mat

#include "analysis/mediolateral.h"

namespace solea {

namespace {

/// What a zone counts above and below the line.
struct Weights {
  std::array<int, foot_zone_count> above;
  std::array<int, foot_zone_count> below;
};

const Weights& weights(MlIndex index) {
  // HM HL MF  M1 M2 M3 M4 M5  T1 T2-5
  static constexpr std::array<Weights, 6> table = {{
      {{1, -1, 0, 1, 1, 0, -1, -1, 0, 0}, {1, 1, 0, 1, 1, 1, 1, 1, 0, 0}},   // willems
      {{1, -1, 0, 1, 1, 0, -1, -1, 0, 0}, {1, 1, 0, 1, 1, 1, 1, 1, 1, 0}},   // willems_hallux
      {{1, -1, 0, 1, 1, -1, -1, -1, 0, 0}, {1, 1, 0, 1, 1, 1, 1, 1, 0, 0}},  // foot_balance
      {{0, 0, 0, 1, 1, -1, -1, -1, 0, 0}, {0, 0, 0, 1, 1, 1, 1, 1, 0, 0}},   // forefoot_balance
      {{0, 0, 0, -1, 1, 0, 0, 0, 0, 0}, {0, 0, 0, 1, 1, 0, 0, 0, 0, 0}},     // medial_forefoot
      {{0, 0, 0, -1, 1, 1, -1, -1, 0, 0}, {0, 0, 0, 1, 1, 1, 1, 1, 0, 0}},   // meta_loading
  }};
  return table[static_cast<std::size_t>(index)];
}

double weighted(const std::array<int, foot_zone_count>& weights, const ZoneLoads& loads) {
  double sum = 0;
  for (std::size_t z = 0; z < foot_zone_count; ++z) sum += weights[z] * loads[z];
  return sum;
}

}  // namespace

double ml_difference(MlIndex index, const ZoneLoads& loads) {
  return weighted(weights(index).above, loads);
}

std::optional<double> ml_ratio_pct(MlIndex index, const ZoneLoads& loads) {
  const double below = weighted(weights(index).below, loads);
  if (below <= 0) return std::nullopt;
  return 100 * ml_difference(index, loads) / below;
}

ZoneLoads zone_loads(std::span<const ZoneCurves> zones, std::size_t frame) {
  ZoneLoads loads{};
  for (std::size_t z = 0; z < foot_zone_count; ++z) loads[z] = zones[z].force_n[frame];
  return loads;
}

std::optional<double> mean_ml_ratio_pct(MlIndex index, const StepCurves& foot,
                                        std::span<const ZoneCurves> zones, std::size_t first,
                                        std::size_t last) {
  double sum = 0;
  int frames = 0;
  for (std::size_t k = first; k < last; ++k) {
    if (!foot.cop[k]) continue;
    const auto ratio = ml_ratio_pct(index, zone_loads(zones, k));
    if (!ratio) continue;
    sum += *ratio;
    ++frames;
  }
  if (frames == 0) return std::nullopt;
  return sum / frames;
}

std::optional<double> ml_ratio_pct(MlIndex index, MlTime time, const StepCurves& foot,
                                   std::span<const ZoneCurves> zones, const StancePhases& phases) {
  using Frame = std::optional<std::size_t>;
  if (!foot.has_contact || zones.size() < foot_zone_count) return std::nullopt;
  const StanceFrames& f = phases.frames;
  const auto at = [&](Frame frame) -> std::optional<double> {
    if (!frame) return std::nullopt;
    return ml_ratio_pct(index, zone_loads(zones, *frame));
  };
  const auto mean = [&](Frame from, Frame to) -> std::optional<double> {
    if (!from || !to) return std::nullopt;
    return mean_ml_ratio_pct(index, foot, zones, *from, *to);
  };
  const std::size_t end = foot.last_contact + 1;
  switch (time) {
    case MlTime::stance:
      return mean(foot.first_contact, end);
    case MlTime::ffc:
      return at(f.ffc);
    case MlTime::fmc:
      return at(f.fmc);
    case MlTime::fff:
      return at(f.fff);
    case MlTime::ho:
      return at(f.ho);
    case MlTime::lfc:
      return at(f.lfc);
    case MlTime::icp:
      return mean(f.ffc, f.fmc);
    case MlTime::ffcp:
      return mean(f.fmc, f.fff);
    case MlTime::ffp:
      return mean(f.fff, f.ho);
    case MlTime::ffpop:
      break;
  }
  return mean(f.ho, end);
}

}  // namespace solea

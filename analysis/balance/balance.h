#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/balance/cop_signal.h"
#include "analysis/balance/sway.h"
#include "core/recording.h"

/// Balance of someone who stands still (metrics.md 5).
namespace solea::balance {

/// How the feet of a standing person are told apart on one plate. y is forward.
struct StanceSettings {
  double contact_threshold_kpa = 10;
  double gap_load_fraction = 0.02;  ///< a column between the feet bears at most this of the largest
  double least_load_fraction = 0.10;  ///< each foot bears at least this
  double rearfoot_fraction = 0.5;     ///< of each print's length, from its rear edge
};

struct BalanceSettings {
  SignalSettings signal;
  SpectrumSettings spectrum;
  NonlinearSettings nonlinear;
  StanceSettings stance;
};

/// How the load is shared, from the mean picture of a standing recording.
struct FootLoad {
  double load_pct = 0;      ///< of both feet
  double rearfoot_pct = 0;  ///< of this foot
  double forefoot_pct = 0;
  double rearfoot_peak_kpa = 0;  ///< of the mean picture
  double forefoot_peak_kpa = 0;
};

struct WeightBearing {
  FootLoad left;
  FootLoad right;
  double asymmetry_pct = 0;  ///< 100 (L - R) / (L + R)
};

/// 100 (L - R) / (L + R); empty without load.
[[nodiscard]] std::optional<double> asymmetry_pct(double left, double right);

/// Nothing where no unloaded lane parts two feet side by side.
[[nodiscard]] std::optional<WeightBearing> weight_bearing(const Recording& recording,
                                                          const StanceSettings& settings);

struct BalanceResult {
  BalanceSettings settings;
  PreparedSway signal;
  SwayTime time;
  SwayEllipse ellipse;
  SwaySpectrum spectrum_ml;
  SwaySpectrum spectrum_ap;
  SwayNonlinear nonlinear;
  std::optional<WeightBearing> weight;  ///< only where cells are known
};

/// Throws std::invalid_argument where there is nothing to measure.
[[nodiscard]] BalanceResult measure_balance(const CopSeries& series,
                                            const BalanceSettings& settings);

/// Romberg quotients 100 EC / EO, %, of eyes closed over eyes open (metrics.md 5.6). They depend on
/// how far away the eyes' target was; keep that with them.
struct Romberg {
  Value prediction_95_pct;
  Value french_90_pct;
  Value path_pct;
  Value velocity_pct;
};
[[nodiscard]] Romberg romberg(const BalanceResult& eyes_open, const BalanceResult& eyes_closed);

}  // namespace solea::balance

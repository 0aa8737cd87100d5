#include "apps/station/store_result.h"

#include <algorithm>
#include <map>

namespace solea::station {

namespace {

class Mean {
 public:
  void add(const std::optional<double>& value) {
    if (!value) return;
    sum_ += *value;
    ++n_;
  }
  [[nodiscard]] std::optional<double> get() const {
    return n_ > 0 ? std::optional(sum_ / n_) : std::nullopt;
  }

 private:
  double sum_ = 0;
  int n_ = 0;
};

/// What most say; nothing in a draw.
template <class Class>
std::optional<Class> majority(const std::map<Class, int>& votes) {
  std::optional<Class> best;
  int most = 0;
  for (const auto& [what, n] : votes) {
    if (n > most) {
      best = what;
      most = n;
    } else if (n == most) {
      best.reset();
    }
  }
  return best;
}

StoreFoot foot_of(const std::vector<AnalysedTrial>& trials, Side side) {
  StoreFoot foot;
  for (const bool standing : {false, true}) {
    Mean length, uncertainty, arch;
    for (const AnalysedTrial& trial : trials) {
      if (!trial.result || (trial.task == Task::standing) != standing) continue;
      for (const StepResult& step : trial.result->steps) {
        if (!step.step.valid() || step.side != side) continue;
        length.add(step.metric("estimated_foot_length_mm"));
        uncertainty.add(step.metric("length_uncertainty_mm"));
        arch.add(step.metric("arch_index"));
        if (!standing) ++foot.steps;
      }
    }
    if (!foot.length_mm) {
      foot.length_mm = length.get();
      foot.length_uncertainty_mm = uncertainty.get();
    }
    if (!foot.arch_index) foot.arch_index = arch.get();
  }
  if (foot.arch_index) foot.arch = arch_class(*foot.arch_index);
  return foot;
}

}  // namespace

StoreResult store_result(const std::vector<AnalysedTrial>& trials) {
  StoreResult result;
  result.left = foot_of(trials, Side::left);
  result.right = foot_of(trials, Side::right);
  const StoreFoot* longer = &result.left;
  if (!longer->length_mm ||
      (result.right.length_mm && *result.right.length_mm > *longer->length_mm)) {
    longer = &result.right;
  }
  result.length_mm = longer->length_mm;
  if (longer->length_mm && longer->length_uncertainty_mm) {
    const double mm = *longer->length_mm;
    const double off = *longer->length_uncertainty_mm;
    result.eu = eu_size(mm, off);
    result.uk = uk_size(mm, off);
    result.us_men = us_men_size(mm, off);
    result.us_women = us_women_size(mm, off);
  }
  Mean arch;
  arch.add(result.left.arch_index);
  arch.add(result.right.arch_index);
  if (arch.get()) result.arch = arch_class(*arch.get());
  std::map<StrikeClass, int> strikes;
  std::map<LoadingClass, int> loadings;
  for (const AnalysedTrial& trial : trials) {
    if (trial.weight) result.left_load_pct = trial.weight->left.load_pct;
    if (!trial.result || trial.task == Task::standing) continue;
    for (const StepResult& step : trial.result->steps) {
      if (!step.step.valid()) continue;
      if (step.strike) ++strikes[*step.strike];
      if (step.classes.loading) ++loadings[*step.classes.loading];
    }
  }
  result.strike = majority(strikes);
  result.loading = majority(loadings);
  return result;
}

}  // namespace solea::station

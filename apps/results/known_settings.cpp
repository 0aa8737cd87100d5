#include "apps/results/known_settings.h"

namespace solea {

AnalysisSettings known_settings(const SourceInfo& info) {
  AnalysisSettings settings;
  settings.mass_kg = info.session.mass_kg;
  settings.corrections = info.corrections;
  settings.one_foot = info.one_foot;
  if (info.side != Side::unknown) settings.side = info.side;
  return settings;
}

}  // namespace solea

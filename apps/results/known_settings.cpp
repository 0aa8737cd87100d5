#include "apps/results/known_settings.h"

#include "formats/mask_file.h"
#include "formats/session/corrections.h"

namespace solea {

AnalysisSettings known_settings(const SourceInfo& info) {
  AnalysisSettings settings;
  settings.mass_kg = info.session.mass_kg;
  settings.corrections = info.corrections;
  settings.one_foot = info.one_foot;
  if (const auto zones = info.provenance.find(zones_provenance); zones != info.provenance.end()) {
    settings.polygon_mask = mask_from_json(zones->second);
  }
  if (info.side != Side::unknown) settings.side = info.side;
  return settings;
}

}  // namespace solea

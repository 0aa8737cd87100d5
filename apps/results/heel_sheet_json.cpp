#include "apps/results/heel_sheet_json.h"

#include <nlohmann/json.hpp>

#include "apps/results/common_json.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json conditions_to_json(const MeasuringConditions& c) {
  return {{"device_class", text_or_null(c.device_class)},
          {"task", text_or_null(c.task)},
          {"footwear", text_or_null(c.footwear)},
          {"age_years", or_null(c.age_years)}};
}

}  // namespace

Json reference_to_json(const ReferenceShown& shown) {
  const ReferenceRange& r = *shown.range;
  Json json;
  if (shown.side != Side::unknown) json["side"] = to_string(shown.side);
  json.update({{"mean", or_null(r.mean)},
               {"sd", or_null(r.sd)},
               {"low", or_null(r.low)},
               {"high", or_null(r.high)},
               {"low_high_are", text_or_null(r.band)},
               {"unit", r.unit},
               {"z", or_null(shown.z)},
               {"z_of", shown.z ? Json(to_string(spread_of(r))) : Json(nullptr)},
               {"band", shown.band ? Json(to_string(*shown.band)) : Json(nullptr)},
               {"device_class", r.device_class},
               {"task", r.task},
               {"footwear", r.footwear},
               {"population", r.population},
               {"n", r.n ? Json(*r.n) : Json(nullptr)},
               {"source", r.source},
               {"tag", r.tag},
               {"note", text_or_null(r.note)}});
  return json;
}

Json heel_sheet_to_json(const HeelSheet& sheet) {
  Json findings = Json::array();
  for (const Finding& f : sheet.findings) {
    Json values = Json::array();
    for (const SheetValue& v : f.values) {
      Json references = Json::array();
      for (const ReferenceShown& shown : v.references) {
        references.push_back(reference_to_json(shown));
      }
      values.push_back({{"id", v.id},
                        {"label", v.label},
                        {"unit", v.unit},
                        {"left", or_null(v.left)},
                        {"right", or_null(v.right)},
                        {"both", or_null(v.both)},
                        {"references", references}});
    }
    findings.push_back({{"id", f.id},
                        {"label", f.label},
                        {"values", values},
                        {"class_left", text_or_null(f.left_class)},
                        {"class_right", text_or_null(f.right_class)},
                        {"supports", f.supports},
                        {"does_not_support", f.does_not_support},
                        {"source", f.source}});
  }
  return {{"notice", heel_sheet_notice},
          {"conditions", conditions_to_json(sheet.conditions)},
          {"steps_left", sheet.left_steps},
          {"steps_right", sheet.right_steps},
          {"values", "median over the valid steps of a foot"},
          {"task_by_median_stance",
           {{"running_below_s", TaskSettings{}.running_below_s},
            {"walking_below_s", TaskSettings{}.walking_below_s},
            {"standing_from_s", TaskSettings{}.standing_from_s}}},
          {"findings", findings},
          {"missing", sheet.missing}};
}

}  // namespace solea

#include "visualization/window/live_show.h"

#include <algorithm>
#include <utility>

#include "core/color_scale.h"

namespace solea {

LiveShow::LiveShow(ViewerWindow& window, std::string title,
                   const std::function<void(LiveFrame&)>& newest)
    : window_(window), title_(std::move(title)), newest_(newest) {}

bool LiveShow::key(const std::string& name) {
  if (name != "space") return false;
  held_ = !held_;
  return true;
}

bool LiveShow::tick(double /*wall_s*/) {
  const std::uint64_t before = frame_.number;
  const std::string words = frame_.words;
  newest_(frame_);
  if (held_ || (frame_.number == before && frame_.words == words)) return false;
  PressureScene& scene = window_.scene();
  if (frame_.number != before && !frame_.values.empty()) {
    const float peak = *std::max_element(frame_.values.begin(), frame_.values.end());
    // The scale grows with what comes and stays: colours keep their meaning.
    if (peak > scene.scale_max()) scene.set_scale_max(round_scale_kpa(peak));
    scene.set_values(frame_.values);
  }
  scene.set_words(title_, frame_.words);
  return true;
}

std::string LiveShow::own_keys() const {
  return " space        hold the picture, and on \n";
}

}  // namespace solea

#include "visualization/scenes/layers.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace solea {

const std::array<LayerName, static_cast<std::size_t>(Layer::count)>& layer_names() {
  static constexpr std::array<LayerName, static_cast<std::size_t>(Layer::count)> names = {{
      {Layer::cop, "cop", 'c', "path of the centre of pressure"},
      {Layer::instants, "instants", 'i', "FFC FMC FFF HO LFC"},
      {Layer::axis, "axis", 'a', "foot axis"},
      {Layer::tangents, "tangents", 'n', "medial and lateral border lines"},
      {Layer::thirds, "thirds", 'd', "thirds of the arch index"},
      {Layer::zones, "zones", 'z', "zones of the mask"},
      {Layer::values, "values", 'v', "peak pressure of each zone"},
      {Layer::peak, "peak", 'k', "cell with the peak pressure"},
      {Layer::outline, "outline", 'o', "outline of the contact"},
      {Layer::isobars, "isobars", 'y', "lines of equal pressure"},
      {Layer::grid, "grid", 'g', "grid of the plate, mm"},
      {Layer::scale, "scale", 'b', "scale bar"},
      {Layer::labels, "labels", 'w', "words: heel, toes, medial, lateral, steps"},
  }};
  return names;
}

Layers::Layers() {
  for (const Layer layer : {Layer::cop, Layer::instants, Layer::peak, Layer::outline, Layer::grid,
                            Layer::scale, Layer::labels}) {
    set(layer, true);
  }
}

Layers Layers::parse(const std::string& list) {
  Layers layers;
  std::istringstream words(list);
  bool first = true;
  for (std::string word; std::getline(words, word, ',');) {
    const bool change = word.starts_with('+') || word.starts_with('-');
    if (first && !change) layers.on_.reset();
    first = false;
    const bool on = !word.starts_with('-');
    if (change) word.erase(0, 1);
    if (word == "none") continue;
    if (word == "all") {
      layers.on_.set();
      continue;
    }
    const auto& names = layer_names();
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const LayerName& name) { return name.id == word; });
    if (found == names.end()) {
      std::string known = "all, none";
      for (const LayerName& name : names) known += ", " + std::string(name.id);
      throw std::invalid_argument("no layer '" + word + "', expected " + known);
    }
    layers.set(found->layer, on);
  }
  return layers;
}

std::string Layers::text() const {
  std::string list;
  for (const LayerName& name : layer_names()) {
    if (has(name.layer)) list += (list.empty() ? "" : ",") + std::string(name.id);
  }
  return list.empty() ? "none" : list;
}

}  // namespace solea

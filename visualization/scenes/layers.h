#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>

namespace solea {

/// What can be drawn over the pressures and left out again.
enum class Layer : std::uint8_t {
  cop,
  instants,
  axis,
  tangents,
  thirds,
  zones,
  values,
  peak,
  outline,
  isobars,
  grid,
  scale,
  labels,
  count
};

struct LayerName {
  Layer layer;
  std::string_view id;     ///< on the command line
  char key;                ///< in the viewer
  std::string_view label;  ///< what it is
};

/// Every layer, in the order of Layer.
[[nodiscard]] const std::array<LayerName, static_cast<std::size_t>(Layer::count)>& layer_names();

/// A choice of layers.
class Layers {
 public:
  /// Those that a first look wants: cop, instants, peak, outline, grid, scale, labels.
  Layers();
  [[nodiscard]] bool has(Layer layer) const { return on_.test(index(layer)); }
  void set(Layer layer, bool on) { on_.set(index(layer), on); }
  /// From "cop,axis,zones", "all", "none"; a list that begins with + or - changes the usual choice:
  /// "+axis,-grid". Throws std::invalid_argument naming a word that is no layer.
  [[nodiscard]] static Layers parse(const std::string& list);
  /// As parse() reads it.
  [[nodiscard]] std::string text() const;
  friend bool operator==(const Layers&, const Layers&) = default;

 private:
  [[nodiscard]] static std::size_t index(Layer layer) { return static_cast<std::size_t>(layer); }
  std::bitset<static_cast<std::size_t>(Layer::count)> on_;
};

}  // namespace solea

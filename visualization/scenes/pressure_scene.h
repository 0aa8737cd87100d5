#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "visualization/scenes/color_table.h"
#include "visualization/scenes/layers.h"
#include "visualization/scenes/picture.h"

class vtkRenderWindow;

namespace solea {

/// Where the eye is.
enum class CameraView : std::uint8_t { top, three_quarter, medial, lateral, heel };

/// What the path of the centre of pressure is coloured by.
enum class CopColor : std::uint8_t { plain, time, speed };

/// How a picture is drawn.
struct SceneOptions {
  enum class View : std::uint8_t { relief, map };  ///< 3-D from the heel, or flat from above
  View view = View::relief;
  bool smooth = false;  ///< a surface between cell centres; off: the cells as they are
  bool live = false;    ///< values will change: a smooth surface has a point a cell, no finer
  /// The walking direction to the right instead of up, for a walkway on a wide screen.
  bool lying = false;
  Layers layers;
  ColorTable colors = ColorTable::even;
  CopColor cop_color = CopColor::plain;
  std::vector<PointMm> probes;  ///< places whose values are shown
  /// Behind the picture, red, green and blue from 0 to 1: a dark one, on which words and grid are
  /// light. Empty: white.
  std::optional<std::array<double, 3>> dark_ground;
};

/// A place on the plate whose value is shown.
struct Probe {
  PointMm at;
  std::size_t number = 0;  ///< 0 is A; its letter and its colour
};

/// A pressure picture in a render window: relief or map, plate grid in mm, colour bar with unit,
/// layers over it, title. The same scene serves files and windows. Its meshes are made once: values
/// that change are written into them.
class PressureScene {
 public:
  /// Fills `window`, which must outlive the scene and have its size already.
  PressureScene(vtkRenderWindow& window, const PressurePicture& picture,
                const SceneOptions& options);
  ~PressureScene();
  PressureScene(const PressureScene&) = delete;
  PressureScene& operator=(const PressureScene&) = delete;

  /// Other values for the picture's box, in its order. Throws std::invalid_argument for another
  /// number of them.
  void set_values(std::span<const float> values);
  void set_words(const std::string& title, const std::string& subtitle);
  void set_layers(const Layers& layers);
  /// The colours' end; heights change with it.
  void set_scale_max(double max);
  [[nodiscard]] double scale_max() const noexcept;
  /// A dot at the centre of pressure of the values that are shown.
  void set_cop_now(std::optional<PointMm> at);
  /// In place of those there were. Two and more have their letters.
  void set_probes(std::span<const Probe> probes);
  /// Of the cell at a place on the plate, 0 beside the picture.
  [[nodiscard]] double value_at(PointMm plate) const;
  /// The place on the plate under a pixel, counted from the lower left corner.
  [[nodiscard]] std::optional<PointMm> place_at(int x_px, int y_px) const;
  /// The pixel, from the lower left corner, of a place on the plate at the height of its value.
  [[nodiscard]] PointMm pixel_of(PointMm plate) const;

  /// The camera back where it began.
  void reset_camera();
  void set_camera(CameraView view);
  /// Text and margins again for the window's present size.
  void fit_to_window();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea

#pragma once

#include <vtkSmartPointer.h>

#include <string>
#include <utility>
#include <vector>

#include "visualization/scenes/layers.h"
#include "visualization/scenes/picture.h"
#include "visualization/scenes/pressure_scene.h"
#include "visualization/scenes/scene_style.h"
#include "visualization/scenes/words.h"

class vtkProp;
class vtkRenderer;

/// What is drawn over a pressure picture. For this folder only.
namespace solea {

/// The layers of a scene, each a list of props that are shown and hidden together.
class Overlays {
 public:
  /// `casing` takes the dark rims of lines, `above` what no relief hides. `words_mm`: about how
  /// high a line of text is on the plate.
  Overlays(vtkRenderer& stage, vtkRenderer& casing, vtkRenderer& above, double unit_px,
           double words_mm);

  void add_path(const PressurePicture& picture, const TimedPath& path, CopColor color, bool ends,
                double mm_per_unit);
  void add_foot(const PressurePicture& picture, const FootPicture& foot, double mm_per_unit);
  void add_outline(const PressurePicture& picture);
  void add_labels(const std::vector<PlateLabel>& labels);
  /// A dot with a word beside it, if any.
  void add_dot(Layer layer, PointMm at, double z, const std::string& text);
  void add(Layer layer, vtkProp* prop);

  void show(const Layers& layers);
  void fit(double unit_px);
  [[nodiscard]] Words& words() { return words_; }

 private:
  void add_lines(Layer layer, const std::vector<FootPicture::Line>& lines,
                 const style::Color& color, double units);
  [[nodiscard]] double line_px(double units) const;

  vtkRenderer& stage_;
  vtkRenderer& casing_;
  vtkRenderer& above_;
  double unit_px_;
  double words_mm_;
  std::vector<std::pair<Layer, vtkSmartPointer<vtkProp>>> props_;
  Words words_;
};

}  // namespace solea

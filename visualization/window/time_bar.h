#pragma once

#include <vtkSmartPointer.h>
#include <vtkTextActor.h>

#include <optional>
#include <string>
#include <vector>

#include "visualization/scenes/scene_style.h"
#include "visualization/window/viewer.h"

class vtkActor2D;
class vtkPolyData;
class vtkRenderer;
class vtkRenderWindow;

namespace solea {

/// The bar at the bottom of the viewer: where the playing is, and the stances of the steps in the
/// colours of their sides. For this folder only.
class TimeBar {
 public:
  /// `stances`: begin and end as fractions of the whole time.
  struct Mark {
    double begin = 0;
    double end = 0;
    Side side = Side::unknown;
  };
  TimeBar(vtkRenderer& renderer, vtkRenderWindow& window, std::vector<Mark> marks);
  /// Again for the window's present size.
  void fit();
  void set_fraction(double fraction);
  /// A curve over the bar.
  struct CurvePoint {
    double fraction = 0;  ///< of the whole time
    double value = 0;
  };
  struct Curve {
    std::string name;  ///< said beside its largest value
    style::Color color{};
    std::vector<CurvePoint> points;
  };
  /// All on one scale, from 0 to the largest value of all; none hides the ground too.
  void set_curves(std::vector<Curve> curves, const std::string& unit);
  /// What a pixel on the bar means, 0 to 1; nothing beside it.
  [[nodiscard]] std::optional<double> fraction_at(int x_px, int y_px) const;
  /// As fraction_at, wherever the pixel is: for a drag that leaves the bar.
  [[nodiscard]] double nearest_fraction(int x_px) const;

 private:
  void fit_curves();

  vtkRenderer& renderer_;
  vtkRenderWindow& window_;
  std::vector<Mark> marks_;
  double fraction_ = 0;
  vtkSmartPointer<vtkPolyData> bar_;
  vtkSmartPointer<vtkActor2D> handle_;
  std::vector<Curve> curves_;
  vtkSmartPointer<vtkPolyData> curve_lines_;
  vtkSmartPointer<vtkPolyData> curve_ground_;
  std::vector<vtkSmartPointer<vtkTextActor>> curve_words_;  ///< one a curve
};

}  // namespace solea

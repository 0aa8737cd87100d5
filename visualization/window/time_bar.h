#pragma once

#include <vtkNew.h>
#include <vtkSmartPointer.h>
#include <vtkTextActor.h>

#include <optional>
#include <string>
#include <vector>

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
  /// A curve over the bar, from 0 to its largest value; none hides it.
  struct CurvePoint {
    double fraction = 0;  ///< of the whole time
    double value = 0;
  };
  void set_curve(std::vector<CurvePoint> curve, const std::string& unit);
  /// What a pixel on the bar means, 0 to 1; nothing beside it.
  [[nodiscard]] std::optional<double> fraction_at(int x_px, int y_px) const;
  /// As fraction_at, wherever the pixel is: for a drag that leaves the bar.
  [[nodiscard]] double nearest_fraction(int x_px) const;

 private:
  void fit_curve();

  vtkRenderWindow& window_;
  std::vector<Mark> marks_;
  double fraction_ = 0;
  vtkSmartPointer<vtkPolyData> bar_;
  vtkSmartPointer<vtkActor2D> handle_;
  std::vector<CurvePoint> curve_;
  vtkSmartPointer<vtkPolyData> curve_line_;
  vtkSmartPointer<vtkPolyData> curve_ground_;
  vtkNew<vtkTextActor> curve_word_;
};

}  // namespace solea

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/step.h"

class vtkContextScene;

namespace solea {

/// A curve over the chart's abscissa. Undefined values are NaN and stay empty.
struct ChartCurve {
  std::string name;  ///< for the legend, where curves of one name are one
  Side side = Side::unknown;
  std::vector<double> x;
  std::vector<double> y;       ///< parallel to x
  std::vector<double> spread;  ///< parallel to x: the band y - spread .. y + spread; or empty
};

/// An instant: a thin vertical line with a word.
struct ChartMark {
  double x = 0;
  std::string label;
  Side side = Side::unknown;
};

/// One pair of axes.
struct ChartPanel {
  std::string title;  ///< "heel medial"; empty where there is only one
  std::vector<ChartCurve> curves;
};

/// Curves over time on one abscissa and one ordinate, in one panel or in several.
struct ChartPicture {
  std::string title;
  std::string subtitle;
  std::string footer;
  std::string x_name;  ///< "Stance"
  std::string x_unit;  ///< "%", "ms", "s"
  std::string y_name;  ///< "Force"
  std::string y_unit;  ///< "N"
  std::vector<ChartPanel> panels;
  std::vector<ChartMark> marks;
  std::optional<double> cursor;  ///< a vertical line here, and the curves' values in words
};

/// Value of a curve, linear between its points; empty outside them and beside undefined ones.
[[nodiscard]] std::optional<double> value_at(const ChartCurve& curve, double x);

/// A chart in a scene of VTK: left solid and blue, right dashed and orange, the same in a window
/// and in a file.
class ChartScene {
 public:
  /// Fills `scene`, which must outlive it. `width`, `height`: pixels of the scene. Throws Error
  /// without a defined value.
  ChartScene(vtkContextScene& scene, const ChartPicture& picture, int width, int height);
  ~ChartScene();
  ChartScene(const ChartScene&) = delete;
  ChartScene& operator=(const ChartScene&) = delete;

  /// Moves the vertical line: to the frame that is played, for one.
  void set_cursor(std::optional<double> x);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Draws a chart without a display, as PNG, SVG or PDF by the file's name. Throws FileError when it
/// cannot be written, Error without OpenGL or without a defined value.
void write_chart(const std::filesystem::path& file, const ChartPicture& picture, int width,
                 int height);

}  // namespace solea

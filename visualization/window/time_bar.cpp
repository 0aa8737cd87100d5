#include "visualization/window/time_bar.h"

#include <fmt/format.h>
#include <vtkActor2D.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkProperty2D.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkTextProperty.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "visualization/scenes/scene_style.h"

namespace solea {

namespace {

// Parts of the window.
constexpr double left = 0.03;
constexpr double right = 0.86;
constexpr double bottom = 0.058;
constexpr double thickness = 0.010;
constexpr double curve_height = 0.09;
constexpr double reach = 0.025;  // a click that near counts

std::array<unsigned char, 3> bytes_of(const style::Color& color) {
  std::array<unsigned char, 3> bytes{};
  for (std::size_t i = 0; i < 3; ++i) {
    bytes[i] = static_cast<unsigned char>(std::lround(255 * color[i]));
  }
  return bytes;
}

class Rectangles {
 public:
  Rectangles() { rgb_->SetNumberOfComponents(3); }
  void add(double x0, double x1, double y0, double y1, const style::Color& color) {
    cells_->InsertNextCell(4);
    for (const auto& [x, y] : {std::pair{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}) {
      cells_->InsertCellPoint(points_->InsertNextPoint(x, y, 0));
    }
    rgb_->InsertNextTypedTuple(bytes_of(color).data());
  }
  void put_into(vtkPolyData& mesh) {
    mesh.SetPoints(points_);
    mesh.SetPolys(cells_);
    mesh.GetCellData()->SetScalars(rgb_);
  }

 private:
  vtkNew<vtkPoints> points_;
  vtkNew<vtkCellArray> cells_;
  vtkNew<vtkUnsignedCharArray> rgb_;
};

vtkSmartPointer<vtkActor2D> flat_actor(vtkPolyData* mesh) {
  vtkNew<vtkPolyDataMapper2D> mapper;
  mapper->SetInputData(mesh);
  auto actor = vtkSmartPointer<vtkActor2D>::New();
  actor->SetMapper(mapper);
  return actor;
}

}  // namespace

TimeBar::TimeBar(vtkRenderer& renderer, vtkRenderWindow& window, std::vector<Mark> marks)
    : renderer_(renderer),
      window_(window),
      marks_(std::move(marks)),
      bar_(vtkSmartPointer<vtkPolyData>::New()),
      curve_lines_(vtkSmartPointer<vtkPolyData>::New()),
      curve_ground_(vtkSmartPointer<vtkPolyData>::New()) {
  renderer.AddActor2D(flat_actor(curve_ground_));
  const auto lines = flat_actor(curve_lines_);
  lines->GetProperty()->SetLineWidth(2);
  renderer.AddActor2D(lines);
  renderer.AddActor2D(flat_actor(bar_));
  vtkNew<vtkPolyData> handle;
  Rectangles shape;
  shape.add(-4, 4, -7, 15, style::ink);
  shape.put_into(*handle);
  handle_ = flat_actor(handle);
  renderer.AddActor2D(handle_);
  fit();
}

void TimeBar::fit() {
  const double w = window_.GetSize()[0];
  const double h = window_.GetSize()[1];
  Rectangles shapes;
  shapes.add(left * w, right * w, bottom * h, (bottom + thickness) * h, {0.84, 0.85, 0.87});
  for (const Mark& mark : marks_) {
    const double x0 = (left + mark.begin * (right - left)) * w;
    const double x1 = (left + mark.end * (right - left)) * w;
    shapes.add(x0, std::max(x1, x0 + 1), bottom * h, (bottom + thickness) * h,
               style::side_color(mark.side));
  }
  shapes.put_into(*bar_);
  bar_->Modified();
  fit_curves();
  set_fraction(fraction_);
}

void TimeBar::set_curves(std::vector<Curve> curves, const std::string& unit) {
  curves_ = std::move(curves);
  for (const auto& word : curve_words_) renderer_.RemoveActor2D(word);
  curve_words_.clear();
  for (const Curve& curve : curves_) {
    double most = 0;
    for (const CurvePoint& p : curve.points) most = std::max(most, p.value);
    auto word = vtkSmartPointer<vtkTextActor>::New();
    word->SetInput(fmt::format("{} up to {:.0f} {}", curve.name, most, unit).c_str());
    vtkTextProperty* look = word->GetTextProperty();
    look->SetFontFamilyToArial();
    look->SetColor(curve.color[0], curve.color[1], curve.color[2]);
    look->SetVerticalJustificationToTop();
    renderer_.AddActor2D(word);
    curve_words_.push_back(word);
  }
  fit_curves();
}

void TimeBar::fit_curves() {
  const double w = window_.GetSize()[0];
  const double h = window_.GetSize()[1];
  const double base = (bottom + thickness + 0.006) * h;
  double most = 0;
  for (const Curve& curve : curves_) {
    for (const CurvePoint& p : curve.points) most = std::max(most, p.value);
  }
  Rectangles ground;
  if (!curves_.empty()) {
    ground.add(left * w, right * w, base, base + curve_height * h, {0.96, 0.96, 0.97});
  }
  ground.put_into(*curve_ground_);
  curve_ground_->Modified();
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> lines;
  vtkNew<vtkUnsignedCharArray> rgb;
  rgb->SetNumberOfComponents(3);
  double word_x = (left + 0.006) * w;
  for (std::size_t i = 0; i < curves_.size(); ++i) {
    const Curve& curve = curves_[i];
    lines->InsertNextCell(static_cast<int>(curve.points.size()));
    for (const CurvePoint& p : curve.points) {
      const double up = most > 0 ? p.value / most : 0;
      lines->InsertCellPoint(points->InsertNextPoint((left + p.fraction * (right - left)) * w,
                                                     base + (0.04 + 0.72 * up) * curve_height * h,
                                                     0));
    }
    rgb->InsertNextTypedTuple(bytes_of(curve.color).data());
    vtkTextActor& word = *curve_words_[i];
    word.GetTextProperty()->SetFontSize(static_cast<int>(std::lround(0.017 * h)));
    word.SetPosition(word_x, base + (curve_height - 0.004) * h);
    std::array<double, 2> size{};
    word.GetSize(&renderer_, size.data());
    word_x += size[0] + 0.02 * w;
    word.SetVisibility(word_x < right * w);
  }
  curve_lines_->SetPoints(points);
  curve_lines_->SetLines(lines);
  curve_lines_->GetCellData()->SetScalars(rgb);
  curve_lines_->Modified();
}

void TimeBar::set_fraction(double fraction) {
  fraction_ = fraction;
  const double x = left + std::clamp(fraction, 0.0, 1.0) * (right - left);
  handle_->SetPosition(std::round(x * window_.GetSize()[0]),
                       std::round(bottom * window_.GetSize()[1]));
}

std::optional<double> TimeBar::fraction_at(int x_px, int y_px) const {
  const double x = static_cast<double>(x_px) / window_.GetSize()[0];
  const double y = static_cast<double>(y_px) / window_.GetSize()[1];
  const bool on =
      y > bottom - reach && y < bottom + thickness + reach && x > left - reach && x < right + reach;
  return on ? std::optional(nearest_fraction(x_px)) : std::nullopt;
}

double TimeBar::nearest_fraction(int x_px) const {
  const double x = static_cast<double>(x_px) / window_.GetSize()[0];
  return std::clamp((x - left) / (right - left), 0.0, 1.0);
}

}  // namespace solea

#include "visualization/scenes/isobars.h"

#include <vtkActor.h>
#include <vtkContourFilter.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "visualization/scenes/scene_style.h"

namespace solea::isobars {

std::vector<double> levels(ColorTable table, double scale_max) {
  std::vector<double> all;
  for (const ColorStep& step : color_steps(table)) {
    if (step.from_kpa > 0) all.push_back(step.from_kpa);
  }
  if (!all.empty()) return all;
  constexpr int parts = 8;
  for (int k = 1; k < parts; ++k) {
    all.push_back(k * scale_max / parts);
    if (table == ColorTable::difference) all.push_back(-k * scale_max / parts);
  }
  return all;
}

vtkSmartPointer<vtkPolyData> lines(const PressurePicture& picture, std::span<const double> levels,
                                   double mm_per_unit) {
  constexpr double above_mm = 0.7;
  const int rows = picture.box.rows();
  const int cols = picture.box.cols();
  const PointMm first = picture.plate.cell_centre(picture.box.row0, picture.box.col0);
  // A cell of 0 around, so that every line is closed.
  vtkNew<vtkImageData> image;
  image->SetDimensions(cols + 2, rows + 2, 1);
  image->SetSpacing(picture.plate.pitch_x_mm, picture.plate.pitch_y_mm, 1);
  image->SetOrigin(first.x - picture.plate.pitch_x_mm, first.y - picture.plate.pitch_y_mm, 0);
  vtkNew<vtkFloatArray> values;
  values->SetName("level");
  values->SetNumberOfValues(static_cast<vtkIdType>(cols + 2) * (rows + 2));
  values->FillValue(0);
  for (int row = 0; row < rows; ++row) {
    std::copy_n(&picture.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols)],
                cols, values->GetPointer(static_cast<vtkIdType>(row + 1) * (cols + 2) + 1));
  }
  image->GetPointData()->SetScalars(values);
  vtkNew<vtkContourFilter> contours;
  contours->SetInputData(image);
  for (std::size_t k = 0; k < levels.size(); ++k) {
    contours->SetValue(static_cast<int>(k), levels[k]);
  }
  contours->Update();
  vtkSmartPointer<vtkPolyData> mesh = contours->GetOutput();
  for (vtkIdType i = 0; i < mesh->GetNumberOfPoints(); ++i) {
    std::array<double, 3> p{};
    mesh->GetPoint(i, p.data());
    const double level = mesh->GetPointData()->GetScalars()->GetTuple1(i);
    mesh->GetPoints()->SetPoint(i, p[0], p[1], std::abs(level) * mm_per_unit + above_mm);
  }
  return mesh;
}

void update(vtkActor& actor, const PressurePicture& picture, ColorTable table, double scale_max,
            double mm_per_unit) {
  const auto mesh = lines(picture, levels(table, scale_max), mm_per_unit);
  vtkNew<vtkUnsignedCharArray> rgb;
  rgb->SetNumberOfComponents(3);
  for (vtkIdType i = 0; i < mesh->GetNumberOfPoints(); ++i) {
    const double level = mesh->GetPointData()->GetScalars()->GetTuple1(i);
    const Rgb under = table_color(table, level, scale_max);
    // Rec. 709 weights: how light the colour under the line is.
    const double light = 0.2126 * under[0] + 0.7152 * under[1] + 0.0722 * under[2];
    rgb->InsertNextTypedTuple(light < 128 ? Rgb{255, 255, 255}.data() : Rgb{30, 34, 42}.data());
  }
  mesh->GetPointData()->SetScalars(rgb);
  auto* mapper = vtkPolyDataMapper::SafeDownCast(actor.GetMapper());
  mapper->SetInputData(mesh);
  mapper->ScalarVisibilityOn();
}

}  // namespace solea::isobars

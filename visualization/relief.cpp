#include "visualization/relief.h"

#include <vtkCellArray.h>
#include <vtkClipPolyData.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataNormals.h>

#include <array>
#include <cmath>

namespace solea::relief {

namespace {

constexpr double above_floor_mm = 0.4;
constexpr double above_relief_mm = 2;

float cell_value(const PressurePicture& picture, int row, int col) {
  if (row < 0 || col < 0 || row >= picture.box.rows() || col >= picture.box.cols()) return 0;
  return picture.values[static_cast<std::size_t>(row * picture.box.cols() + col)];
}

/// Corners of the box's cell (row, col) on the plate.
struct CellCorners {
  double x0, x1, y0, y1;
};
CellCorners corners(const PressurePicture& picture, int row, int col) {
  const double dx = picture.plate.pitch_x_mm;
  const double dy = picture.plate.pitch_y_mm;
  const double x = (picture.box.col0 + col) * dx;
  const double y = (picture.box.row0 + row) * dy;
  return {x, x + dx, y, y + dy};
}

/// Collects quads with normals and a value at each corner.
class QuadMesh {
 public:
  QuadMesh() {
    normals_->SetNumberOfComponents(3);
    normals_->SetName("Normals");
    values_->SetName("value");
  }
  struct Corner {
    double x, y, z;
    float value;
  };
  void add(const std::array<Corner, 4>& quad, const std::array<double, 3>& normal) {
    std::array<vtkIdType, 4> ids{};
    for (std::size_t i = 0; i < quad.size(); ++i) {
      ids[i] = points_->InsertNextPoint(quad[i].x, quad[i].y, quad[i].z);
      normals_->InsertNextTuple(normal.data());
      values_->InsertNextValue(quad[i].value);
    }
    quads_->InsertNextCell(4, ids.data());
  }
  [[nodiscard]] vtkSmartPointer<vtkPolyData> finish() {
    auto mesh = vtkSmartPointer<vtkPolyData>::New();
    mesh->SetPoints(points_);
    mesh->SetPolys(quads_);
    mesh->GetPointData()->SetNormals(normals_);
    mesh->GetPointData()->SetScalars(values_);
    return mesh;
  }

 private:
  vtkNew<vtkPoints> points_;
  vtkNew<vtkCellArray> quads_;
  vtkNew<vtkFloatArray> normals_;
  vtkNew<vtkFloatArray> values_;
};

}  // namespace

vtkSmartPointer<vtkPolyData> blocks(const PressurePicture& picture, double mm_per_unit) {
  QuadMesh mesh;
  for (int row = 0; row < picture.box.rows(); ++row) {
    for (int col = 0; col < picture.box.cols(); ++col) {
      const float v = cell_value(picture, row, col);
      if (v <= 0) continue;
      const auto [x0, x1, y0, y1] = corners(picture, row, col);
      const double z = v * mm_per_unit;
      mesh.add({{{x0, y0, z, v}, {x1, y0, z, v}, {x1, y1, z, v}, {x0, y1, z, v}}}, {0, 0, 1});
      // A wall wherever a neighbour is lower, from the neighbour's height up.
      const auto wall = [&](float n, double ax, double ay, double bx, double by,
                            const std::array<double, 3>& normal) {
        if (n >= v) return;
        const double zn = n * mm_per_unit;
        mesh.add({{{ax, ay, zn, n}, {bx, by, zn, n}, {bx, by, z, v}, {ax, ay, z, v}}}, normal);
      };
      wall(cell_value(picture, row - 1, col), x0, y0, x1, y0, {0, -1, 0});
      wall(cell_value(picture, row + 1, col), x1, y1, x0, y1, {0, 1, 0});
      wall(cell_value(picture, row, col - 1), x0, y1, x0, y0, {-1, 0, 0});
      wall(cell_value(picture, row, col + 1), x1, y0, x1, y1, {1, 0, 0});
    }
  }
  return mesh.finish();
}

vtkSmartPointer<vtkPolyData> surface(const PressurePicture& picture, double mm_per_unit,
                                     double floor) {
  constexpr int per_cell = 4;
  const int rows = (picture.box.rows() + 2) * per_cell + 1;
  const int cols = (picture.box.cols() + 2) * per_cell + 1;
  const double dx = picture.plate.pitch_x_mm / per_cell;
  const double dy = picture.plate.pitch_y_mm / per_cell;
  const double x0 = (picture.box.col0 - 1) * picture.plate.pitch_x_mm;
  const double y0 = (picture.box.row0 - 1) * picture.plate.pitch_y_mm;
  vtkNew<vtkPoints> points;
  vtkNew<vtkFloatArray> values;
  values->SetName("value");
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      const PointMm p{x0 + c * dx, y0 + r * dy};
      const double v = value_at(picture, p);
      points->InsertNextPoint(p.x, p.y, v * mm_per_unit);
      values->InsertNextValue(static_cast<float>(v));
    }
  }
  vtkNew<vtkCellArray> quads;
  for (int r = 0; r + 1 < rows; ++r) {
    for (int c = 0; c + 1 < cols; ++c) {
      const vtkIdType i = static_cast<vtkIdType>(r) * cols + c;
      const std::array<vtkIdType, 4> ids = {i, i + 1, i + 1 + cols, i + cols};
      quads->InsertNextCell(4, ids.data());
    }
  }
  vtkNew<vtkPolyData> sheet;
  sheet->SetPoints(points);
  sheet->SetPolys(quads);
  sheet->GetPointData()->SetScalars(values);
  vtkNew<vtkPolyDataNormals> normals;
  normals->SetInputData(sheet);
  normals->SplittingOff();
  vtkNew<vtkClipPolyData> clip;
  clip->SetInputConnection(normals->GetOutputPort());
  clip->SetValue(floor);
  clip->Update();
  return clip->GetOutput();
}

vtkSmartPointer<vtkPolyData> outline(const PressurePicture& picture) {
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> lines;
  const auto edge = [&](double ax, double ay, double bx, double by) {
    const std::array<vtkIdType, 2> ids = {points->InsertNextPoint(ax, ay, above_floor_mm),
                                          points->InsertNextPoint(bx, by, above_floor_mm)};
    lines->InsertNextCell(2, ids.data());
  };
  for (int row = 0; row < picture.box.rows(); ++row) {
    for (int col = 0; col < picture.box.cols(); ++col) {
      if (cell_value(picture, row, col) <= 0) continue;
      const auto [x0, x1, y0, y1] = corners(picture, row, col);
      if (cell_value(picture, row - 1, col) <= 0) edge(x0, y0, x1, y0);
      if (cell_value(picture, row + 1, col) <= 0) edge(x0, y1, x1, y1);
      if (cell_value(picture, row, col - 1) <= 0) edge(x0, y0, x0, y1);
      if (cell_value(picture, row, col + 1) <= 0) edge(x1, y0, x1, y1);
    }
  }
  auto mesh = vtkSmartPointer<vtkPolyData>::New();
  mesh->SetPoints(points);
  mesh->SetLines(lines);
  return mesh;
}

vtkSmartPointer<vtkPolyData> draped_path(const PressurePicture& picture, const CopPath& path,
                                         double mm_per_unit) {
  constexpr double piece_mm = 1.5;
  vtkNew<vtkPoints> points;
  const auto put = [&](PointMm p) {
    points->InsertNextPoint(p.x, p.y, value_at(picture, p) * mm_per_unit + above_relief_mm);
  };
  for (std::size_t i = 0; i < path.points.size(); ++i) {
    if (i > 0) {
      const PointMm d = path.points[i] - path.points[i - 1];
      const int pieces = static_cast<int>(std::hypot(d.x, d.y) / piece_mm);
      for (int k = 1; k < pieces; ++k) {
        put(path.points[i - 1] + (static_cast<double>(k) / pieces) * d);
      }
    }
    put(path.points[i]);
  }
  vtkNew<vtkCellArray> lines;
  lines->InsertNextCell(static_cast<int>(points->GetNumberOfPoints()));
  for (vtkIdType i = 0; i < points->GetNumberOfPoints(); ++i) lines->InsertCellPoint(i);
  auto mesh = vtkSmartPointer<vtkPolyData>::New();
  mesh->SetPoints(points);
  mesh->SetLines(lines);
  return mesh;
}

double value_at(const PressurePicture& picture, PointMm p) {
  const double col = p.x / picture.plate.pitch_x_mm - 0.5 - picture.box.col0;
  const double row = p.y / picture.plate.pitch_y_mm - 0.5 - picture.box.row0;
  const int c = static_cast<int>(std::floor(col));
  const int r = static_cast<int>(std::floor(row));
  const double fc = col - c;
  const double fr = row - r;
  return (1 - fr) * ((1 - fc) * cell_value(picture, r, c) + fc * cell_value(picture, r, c + 1)) +
         fr * ((1 - fc) * cell_value(picture, r + 1, c) + fc * cell_value(picture, r + 1, c + 1));
}

}  // namespace solea::relief

#include "visualization/scenes/relief.h"

#include <vtkCellArray.h>
#include <vtkClipPolyData.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataNormals.h>

#include <algorithm>
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

/// The arrays of a mesh of quads, written from the front again for each frame: they grow to the
/// largest one and stay.
class QuadWriter {
 public:
  explicit QuadWriter(vtkPolyData& mesh)
      : points_(*vtkFloatArray::SafeDownCast(mesh.GetPoints()->GetData())),
        normals_(*vtkFloatArray::SafeDownCast(mesh.GetPointData()->GetNormals())),
        values_(*vtkFloatArray::SafeDownCast(mesh.GetPointData()->GetScalars())) {}
  struct Corner {
    double x, y, z;
    float value;
  };
  void add(const std::array<Corner, 4>& quad, const std::array<float, 3>& normal) {
    if (next_ + 4 > room_) grow();
    for (const Corner& c : quad) {
      float* p = points_.GetPointer(3 * next_);
      p[0] = static_cast<float>(c.x);
      p[1] = static_cast<float>(c.y);
      p[2] = static_cast<float>(c.z);
      std::copy(normal.begin(), normal.end(), normals_.GetPointer(3 * next_));
      *values_.GetPointer(next_) = c.value;
      ++next_;
    }
  }
  /// The mesh has what was added, no more.
  void finish(vtkPolyData& mesh) {
    resize(next_);
    for (vtkFloatArray* array : {&points_, &normals_, &values_}) array->Modified();
    mesh.GetPoints()->Modified();
    vtkCellArray* quads = mesh.GetPolys();
    if (quads->GetNumberOfCells() * 4 != next_) {
      // Quad k has the points 4 k to 4 k + 3.
      quads->Reset();
      for (vtkIdType k = 0; k < next_; k += 4) {
        const std::array<vtkIdType, 4> ids = {k, k + 1, k + 2, k + 3};
        quads->InsertNextCell(4, ids.data());
      }
      quads->Modified();
    }
    mesh.Modified();
  }

 private:
  void grow() {
    room_ = std::max<vtkIdType>(std::max<vtkIdType>(4096, 2 * room_), values_.GetSize() / 4 * 4);
    for (vtkFloatArray* array : {&points_, &normals_, &values_}) {
      array->Resize(room_);  // keeps what is there, as SetNumberOfTuples does not
    }
    resize(room_);
  }
  void resize(vtkIdType points) {
    points_.SetNumberOfTuples(points);
    normals_.SetNumberOfTuples(points);
    values_.SetNumberOfTuples(points);
  }

  vtkFloatArray& points_;
  vtkFloatArray& normals_;
  vtkFloatArray& values_;
  vtkIdType next_ = 0;
  vtkIdType room_ = 0;
};

vtkSmartPointer<vtkPolyData> empty_mesh() {
  auto mesh = vtkSmartPointer<vtkPolyData>::New();
  vtkNew<vtkPoints> points;
  vtkNew<vtkFloatArray> normals;
  normals->SetNumberOfComponents(3);
  normals->SetName("Normals");
  vtkNew<vtkFloatArray> values;
  values->SetName("value");
  vtkNew<vtkCellArray> quads;
  mesh->SetPoints(points);
  mesh->SetPolys(quads);
  mesh->GetPointData()->SetNormals(normals);
  mesh->GetPointData()->SetScalars(values);
  return mesh;
}

}  // namespace

Blocks::Blocks() : mesh_(empty_mesh()) {}

void Blocks::update(const PressurePicture& picture, double mm_per_unit) {
  QuadWriter mesh(*mesh_);
  const int rows = picture.box.rows();
  const int cols = picture.box.cols();
  for (int row = 0; row < rows; ++row) {
    const float* const values = picture.values.data() + static_cast<std::ptrdiff_t>(row) * cols;
    for (int col = 0; col < cols; ++col) {
      const float v = values[col];
      if (v == 0) continue;
      const auto [x0, x1, y0, y1] = corners(picture, row, col);
      const double z = std::abs(v) * mm_per_unit;
      mesh.add({{{x0, y0, z, v}, {x1, y0, z, v}, {x1, y1, z, v}, {x0, y1, z, v}}}, {0, 0, 1});
      if (mm_per_unit == 0) continue;
      // A wall wherever a neighbour is lower, from the neighbour's height up.
      const auto wall = [&](float n, double ax, double ay, double bx, double by,
                            const std::array<float, 3>& normal) {
        if (std::abs(n) >= std::abs(v)) return;
        const double zn = std::abs(n) * mm_per_unit;
        mesh.add({{{ax, ay, zn, n}, {bx, by, zn, n}, {bx, by, z, v}, {ax, ay, z, v}}}, normal);
      };
      wall(row > 0 ? values[col - cols] : 0, x0, y0, x1, y0, {0, -1, 0});
      wall(row + 1 < rows ? values[col + cols] : 0, x1, y1, x0, y1, {0, 1, 0});
      wall(col > 0 ? values[col - 1] : 0, x0, y1, x0, y0, {-1, 0, 0});
      wall(col + 1 < cols ? values[col + 1] : 0, x1, y0, x1, y1, {1, 0, 0});
    }
  }
  mesh.finish(*mesh_);
}

Sheet::Sheet(const PressurePicture& picture) : mesh_(empty_mesh()) {
  const int rows = picture.box.rows();
  const int cols = picture.box.cols();
  vtkPoints* points = mesh_->GetPoints();
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      const PointMm p = picture.plate.cell_centre(picture.box.row0 + row, picture.box.col0 + col);
      points->InsertNextPoint(p.x, p.y, 0);
    }
  }
  const vtkIdType n = points->GetNumberOfPoints();
  mesh_->GetPointData()->GetNormals()->SetNumberOfTuples(n);
  mesh_->GetPointData()->GetScalars()->SetNumberOfTuples(n);
  drawn_.assign(static_cast<std::size_t>(n), false);
}

void Sheet::update(const PressurePicture& picture, double mm_per_unit) {
  const int rows = picture.box.rows();
  const int cols = picture.box.cols();
  const std::vector<float>& v = picture.values;
  vtkPointData* data = mesh_->GetPointData();
  auto& points = *vtkFloatArray::SafeDownCast(mesh_->GetPoints()->GetData());
  auto& normals = *vtkFloatArray::SafeDownCast(data->GetNormals());
  auto& values = *vtkFloatArray::SafeDownCast(data->GetScalars());
  std::copy(v.begin(), v.end(), values.GetPointer(0));
  const auto height = static_cast<float>(mm_per_unit);
  const auto per_x = static_cast<float>(0.5 * mm_per_unit / picture.plate.pitch_x_mm);
  const auto per_y = static_cast<float>(0.5 * mm_per_unit / picture.plate.pitch_y_mm);
  bool other_quads = false;
  for (int row = 0; row < rows; ++row) {
    const bool first = row == 0;
    const bool last = row + 1 == rows;
    for (int col = 0; col < cols; ++col) {
      const auto i = static_cast<std::size_t>(row * cols + col);
      const auto width = static_cast<std::size_t>(cols);
      const float left = col > 0 ? v[i - 1] : 0;
      const float right = col + 1 < cols ? v[i + 1] : 0;
      const float behind = first ? 0 : v[i - width];
      const float ahead = last ? 0 : v[i + width];
      const auto id = static_cast<vtkIdType>(i);
      float* point = points.GetPointer(3 * id);
      float* normal = normals.GetPointer(3 * id);
      point[2] = height * v[i];
      const float nx = per_x * (left - right);
      const float ny = per_y * (behind - ahead);
      const float scale = 1 / std::sqrt(nx * nx + ny * ny + 1);
      normal[0] = nx * scale;
      normal[1] = ny * scale;
      normal[2] = scale;
      if (last || col + 1 == cols) continue;
      const bool draw = v[i] != 0 || right != 0 || ahead != 0 || v[i + width + 1] != 0;
      other_quads = other_quads || draw != drawn_[i];
      drawn_[i] = draw;
    }
  }
  if (other_quads) {
    vtkCellArray* quads = mesh_->GetPolys();
    quads->Reset();
    for (vtkIdType id = 0; id < static_cast<vtkIdType>(drawn_.size()); ++id) {
      if (!drawn_[static_cast<std::size_t>(id)]) continue;
      const std::array<vtkIdType, 4> ids = {id, id + 1, id + 1 + cols, id + cols};
      quads->InsertNextCell(4, ids.data());
    }
    quads->Modified();
  }
  for (vtkFloatArray* array : {&points, &normals, &values}) array->Modified();
  mesh_->GetPoints()->Modified();
  mesh_->Modified();
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
      if (cell_value(picture, row, col) == 0) continue;
      const auto [x0, x1, y0, y1] = corners(picture, row, col);
      if (cell_value(picture, row - 1, col) == 0) edge(x0, y0, x1, y0);
      if (cell_value(picture, row + 1, col) == 0) edge(x0, y1, x1, y1);
      if (cell_value(picture, row, col - 1) == 0) edge(x0, y0, x0, y1);
      if (cell_value(picture, row, col + 1) == 0) edge(x1, y0, x1, y1);
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

double cell_at(const PressurePicture& picture, PointMm p) {
  const int col = static_cast<int>(std::floor(p.x / picture.plate.pitch_x_mm));
  const int row = static_cast<int>(std::floor(p.y / picture.plate.pitch_y_mm));
  return cell_value(picture, row - picture.box.row0, col - picture.box.col0);
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

#include "visualization/scenes/relief.h"

#include <vtkCellArray.h>
#include <vtkClipPolyData.h>
#include <vtkFloatArray.h>
#include <vtkIdTypeArray.h>
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

vtkSmartPointer<vtkPolyData> empty_mesh() {
  auto mesh = vtkSmartPointer<vtkPolyData>::New();
  vtkNew<vtkPoints> points;
  vtkNew<vtkFloatArray> values;
  values->SetName("value");
  vtkNew<vtkCellArray> quads;
  mesh->SetPoints(points);
  mesh->SetPolys(quads);
  mesh->GetPointData()->SetScalars(values);
  return mesh;
}

vtkFloatArray& points_of(vtkPolyData& mesh) {
  return *vtkFloatArray::SafeDownCast(mesh.GetPoints()->GetData());
}

vtkFloatArray& values_of(vtkPolyData& mesh) {
  return *vtkFloatArray::SafeDownCast(mesh.GetPointData()->GetScalars());
}

}  // namespace

Blocks::Blocks() : tops_(empty_mesh()) {
  for (auto& mesh : walls_) {
    mesh = empty_mesh();
    mesh->SetPoints(tops_->GetPoints());
    mesh->GetPointData()->SetScalars(tops_->GetPointData()->GetScalars());
  }
}

/// Points and quads for the cells in loaded_. A wall between two blocks joins their edges: it needs
/// no points of its own and turns to the lower side by itself.
void Blocks::build(const PressurePicture& picture) {
  const int rows = picture.box.rows();
  const int cols = picture.box.cols();
  std::vector<float> points;
  std::vector<vtkIdType> tops;
  std::vector<vtkIdType> along_x;
  std::vector<vtkIdType> along_y;
  std::vector<vtkIdType> first_point(picture.values.size(), -1);
  const auto put = [&](double x, double y) {
    points.insert(points.end(), {static_cast<float>(x), static_cast<float>(y), 0.0F});
    return static_cast<vtkIdType>(points.size() / 3 - 1);
  };
  for (const std::int32_t i : loaded_) {
    const auto [x0, x1, y0, y1] = corners(picture, i / cols, i % cols);
    const vtkIdType p = put(x0, y0);
    put(x1, y0);
    put(x1, y1);
    put(x0, y1);
    first_point[static_cast<std::size_t>(i)] = p;
    tops.insert(tops.end(), {p, p + 1, p + 2, p + 3});
  }
  const auto point_of = [&](int row, int col) -> vtkIdType {
    if (row < 0 || col < 0 || row >= rows || col >= cols) return -1;
    return first_point[static_cast<std::size_t>(row * cols + col)];
  };
  /// From the edge a b of a block down to the floor.
  const auto to_floor = [&](std::vector<vtkIdType>& walls, vtkIdType a, vtkIdType b) {
    const float* const pa = &points[static_cast<std::size_t>(3 * a)];
    const float* const pb = &points[static_cast<std::size_t>(3 * b)];
    const std::array<double, 4> foot = {pa[0], pa[1], pb[0], pb[1]};
    const vtkIdType below = put(foot[0], foot[1]);
    put(foot[2], foot[3]);
    walls.insert(walls.end(), {below, below + 1, b, a});
  };
  for (const std::int32_t i : loaded_) {
    if (flat_) break;
    const vtkIdType p = first_point[static_cast<std::size_t>(i)];
    const int row = i / cols;
    const int col = i % cols;
    if (point_of(row - 1, col) < 0) to_floor(along_x, p, p + 1);
    if (point_of(row, col - 1) < 0) to_floor(along_y, p + 3, p);
    if (const vtkIdType right = point_of(row, col + 1); right < 0) {
      to_floor(along_y, p + 1, p + 2);
    } else {
      along_y.insert(along_y.end(), {right, right + 3, p + 2, p + 1});
    }
    if (const vtkIdType ahead = point_of(row + 1, col); ahead < 0) {
      to_floor(along_x, p + 2, p + 3);
    } else {
      along_x.insert(along_x.end(), {ahead + 1, ahead, p + 3, p + 2});
    }
  }
  vtkFloatArray& places = points_of(*tops_);
  places.SetNumberOfTuples(static_cast<vtkIdType>(points.size() / 3));
  std::copy(points.begin(), points.end(), places.GetPointer(0));
  vtkFloatArray& values = values_of(*tops_);
  values.SetNumberOfTuples(places.GetNumberOfTuples());
  values.FillValue(0);
  for (const auto& [mesh, quads] :
       {std::pair(tops_.Get(), &tops), {walls_along_x(), &along_x}, {walls_along_y(), &along_y}}) {
    vtkNew<vtkIdTypeArray> ids;
    ids->SetNumberOfValues(static_cast<vtkIdType>(quads->size()));
    std::copy(quads->begin(), quads->end(), ids->GetPointer(0));
    mesh->GetPolys()->SetData(4, ids);
    mesh->GetPolys()->Modified();
  }
}

void Blocks::update(const PressurePicture& picture, double mm_per_unit) {
  std::vector<std::int32_t> loaded;
  loaded.reserve(loaded_.size());
  for (std::size_t i = 0; i < picture.values.size(); ++i) {
    if (picture.values[i] != 0) loaded.push_back(static_cast<std::int32_t>(i));
  }
  const bool flat = mm_per_unit == 0;
  const CellBox& box = picture.box;
  const std::array<double, 6> where = {
      picture.plate.pitch_x_mm,        picture.plate.pitch_y_mm,
      static_cast<double>(box.row0),   static_cast<double>(box.col0),
      static_cast<double>(box.rows()), static_cast<double>(box.cols())};
  if (loaded != loaded_ || flat != flat_ || where != where_) {
    loaded_ = std::move(loaded);
    where_ = where;
    flat_ = flat;
    build(picture);
  }
  vtkFloatArray& points = points_of(*tops_);
  vtkFloatArray& values = values_of(*tops_);
  float* z = points.GetPointer(2);
  float* value = values.GetPointer(0);
  for (const std::int32_t i : loaded_) {
    const float v = picture.values[static_cast<std::size_t>(i)];
    const auto height = static_cast<float>(std::abs(v) * mm_per_unit);
    for (int corner = 0; corner < 4; ++corner, z += 3) {
      *z = height;
      *value++ = v;
    }
  }
  points.Modified();
  values.Modified();
  tops_->GetPoints()->Modified();
  tops_->Modified();
  for (const auto& mesh : walls_) mesh->Modified();
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
  vtkNew<vtkFloatArray> normals;
  normals->SetNumberOfComponents(3);
  normals->SetName("Normals");
  normals->SetNumberOfTuples(n);
  mesh_->GetPointData()->SetNormals(normals);
  mesh_->GetPointData()->GetScalars()->SetNumberOfTuples(n);
  drawn_.assign(static_cast<std::size_t>(n), false);
}

void Sheet::update(const PressurePicture& picture, double mm_per_unit) {
  const int rows = picture.box.rows();
  const int cols = picture.box.cols();
  const std::vector<float>& v = picture.values;
  vtkPointData* data = mesh_->GetPointData();
  vtkFloatArray& points = points_of(*mesh_);
  auto& normals = *vtkFloatArray::SafeDownCast(data->GetNormals());
  vtkFloatArray& values = values_of(*mesh_);
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

PressurePicture merged(const PressurePicture& picture, int n) {
  PressurePicture coarse;
  const PlateGeometry& plate = picture.plate;
  coarse.plate = {(plate.rows + n - 1) / n, (plate.cols + n - 1) / n, n * plate.pitch_x_mm,
                  n * plate.pitch_y_mm};
  const CellBox& box = picture.box;
  coarse.box = {box.row0 / n, box.col0 / n, (box.row1 + n - 1) / n, (box.col1 + n - 1) / n};
  const int cols = coarse.box.cols();
  coarse.values.assign(static_cast<std::size_t>(coarse.box.rows()) * static_cast<std::size_t>(cols),
                       0);
  const float* value = picture.values.data();
  for (int row = box.row0; row < box.row1; ++row) {
    float* const to = &coarse.values[static_cast<std::size_t>((row / n - coarse.box.row0) * cols)];
    for (int col = box.col0; col < box.col1; ++col, ++value) {
      float& most = to[col / n - coarse.box.col0];
      if (std::abs(*value) > std::abs(most)) most = *value;
    }
  }
  return coarse;
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

vtkSmartPointer<vtkPolyData> draped_path(const PressurePicture& picture, const TimedPath& path,
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

#include "visualization/scenes/walk_rows.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace solea {

namespace {

constexpr double arch_mm = 120;   // a gap as long may be within a foot
constexpr double margin_mm = 70;  // around each row: the grid and its numbers

/// Cells along the walk, from the box's first one to after the last.
struct Run {
  int first = 0;
  int last = 0;
};

/// A picture seen along the walk, whichever way it goes.
struct Walk {
  explicit Walk(const PressurePicture& p)
      : along_x(p.box.cols() * p.plate.pitch_x_mm > p.box.rows() * p.plate.pitch_y_mm),
        length(along_x ? p.box.cols() : p.box.rows()),
        width(along_x ? p.box.rows() : p.box.cols()),
        pitch_mm(along_x ? p.plate.pitch_x_mm : p.plate.pitch_y_mm),
        across_mm(along_x ? p.plate.pitch_y_mm : p.plate.pitch_x_mm) {}
  bool along_x;
  int length;  ///< cells of the box along the walk
  int width;   ///< and across
  double pitch_mm;
  double across_mm;
};

/// Feet, or several where they are beside each other.
std::vector<Run> runs_of(const PressurePicture& picture, const Walk& walk) {
  std::vector<bool> loaded(static_cast<std::size_t>(walk.length));
  const int cols = picture.box.cols();
  for (std::size_t i = 0; i < picture.values.size(); ++i) {
    if (picture.values[i] == 0) continue;
    const int at = walk.along_x ? static_cast<int>(i) % cols : static_cast<int>(i) / cols;
    loaded[static_cast<std::size_t>(at)] = true;
  }
  std::vector<Run> runs;
  for (int k = 0; k < walk.length; ++k) {
    if (!loaded[static_cast<std::size_t>(k)]) continue;
    if (!runs.empty() && (k - runs.back().last) * walk.pitch_mm < arch_mm) {
      runs.back().last = k + 1;
    } else {
      runs.push_back({k, k + 1});
    }
  }
  return runs;
}

/// As many runs in each row as fit into `length` cells.
std::vector<Run> filled(const std::vector<Run>& runs, int length) {
  std::vector<Run> rows;
  for (const Run& run : runs) {
    if (!rows.empty() && run.last - rows.back().first <= length) {
      rows.back().last = run.last;
    } else {
      rows.push_back(run);
    }
  }
  return rows;
}

/// The rows with which everything is largest.
std::vector<Run> best_rows(const std::vector<Run>& runs, const Walk& walk, double aspect) {
  std::vector<Run> best;
  double largest = 0;
  for (int length = 1; length <= walk.length; ++length) {
    std::vector<Run> rows = filled(runs, length);
    int longest = 0;
    for (const Run& row : rows) longest = std::max(longest, row.last - row.first);
    const double width_mm = longest * walk.pitch_mm + 2 * margin_mm;
    const double height_mm =
        static_cast<double>(rows.size()) * (walk.width * walk.across_mm + 2 * margin_mm);
    const double scale = std::min(aspect / width_mm, 1 / height_mm);
    if (scale <= largest) continue;
    largest = scale;
    best = std::move(rows);
  }
  return best;
}

void move(FootPicture& foot, PointMm by) {
  const auto add = [&](PointMm& p) { p = p + by; };
  const auto add_line = [&](FootPicture::Line& line) {
    add(line.first);
    add(line.second);
  };
  for (FootPicture::Cell& cell : foot.cells) std::ranges::for_each(cell.corners, add);
  for (FootPicture::Zone& zone : foot.zones) add(zone.centre);
  for (auto* lines : {&foot.zone_borders, &foot.arch_thirds, &foot.tangents}) {
    std::ranges::for_each(*lines, add_line);
  }
  if (foot.axis) add_line(*foot.axis);
  std::ranges::for_each(foot.cop, add);
  for (FootPicture::Instant& instant : foot.instants) add(instant.at);
  if (foot.peak) add(*foot.peak);
}

double distance(const PressurePicture& picture, const PictureRow& row, PointMm drawn) {
  const double dx = picture.plate.pitch_x_mm;
  const double dy = picture.plate.pitch_y_mm;
  const auto beside = [](double v, double low, double high) {
    return std::max({low - v, v - high, 0.0});
  };
  return std::hypot(beside(drawn.x, row.box.col0 * dx, row.box.col1 * dx),
                    beside(drawn.y, row.box.row0 * dy, row.box.row1 * dy));
}

}  // namespace

std::vector<PictureRow> rows_of(const PressurePicture& picture) {
  return picture.rows.empty() ? std::vector<PictureRow>{{picture.box, {}}} : picture.rows;
}

PointMm drawn_place(const PressurePicture& picture, PointMm on_plate) {
  const std::vector<PictureRow> rows = rows_of(picture);
  const auto nearest = std::ranges::min_element(rows, {}, [&](const PictureRow& row) {
    return distance(picture, row, on_plate + row.shift);
  });
  return on_plate + nearest->shift;
}

PointMm plate_place(const PressurePicture& picture, PointMm drawn) {
  const std::vector<PictureRow> rows = rows_of(picture);
  const auto nearest = std::ranges::min_element(
      rows, {}, [&](const PictureRow& row) { return distance(picture, row, drawn); });
  return drawn - nearest->shift;
}

PressurePicture in_rows(const PressurePicture& picture, double aspect) {
  const Walk walk(picture);
  const std::vector<Run> runs = best_rows(runs_of(picture, walk), walk, aspect);
  if (runs.size() < 2) return picture;
  int longest = 0;
  for (const Run& run : runs) longest = std::max(longest, run.last - run.first);
  const int gap = static_cast<int>(std::ceil(2 * margin_mm / walk.across_mm));
  const auto n = static_cast<int>(runs.size());
  const int width = n * walk.width + (n - 1) * gap;
  PressurePicture folded = picture;
  folded.box = walk.along_x ? CellBox{0, 0, width, longest} : CellBox{0, 0, longest, width};
  folded.plate.rows = folded.box.rows();
  folded.plate.cols = folded.box.cols();
  folded.values.assign(
      static_cast<std::size_t>(folded.box.rows()) * static_cast<std::size_t>(folded.box.cols()),
      0.0F);
  for (int i = 0; i < n; ++i) {
    const Run& run = runs[static_cast<std::size_t>(i)];
    // The first row on top: that is at the largest y, or, where the walk along y lies, at x = 0.
    const int across = (walk.along_x ? n - 1 - i : i) * (walk.width + gap);
    const int row0 = walk.along_x ? across : 0;
    const int col0 = walk.along_x ? 0 : across;
    const int from_row = walk.along_x ? 0 : run.first;
    const int from_col = walk.along_x ? run.first : 0;
    const int rows = walk.along_x ? walk.width : run.last - run.first;
    const int cols = walk.along_x ? run.last - run.first : walk.width;
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        const int from = (from_row + row) * picture.box.cols() + from_col + col;
        const int to = (row0 + row) * folded.box.cols() + col0 + col;
        folded.values[static_cast<std::size_t>(to)] =
            picture.values[static_cast<std::size_t>(from)];
      }
    }
    folded.rows.push_back({{row0, col0, row0 + rows, col0 + cols},
                           {(col0 - from_col - picture.box.col0) * picture.plate.pitch_x_mm,
                            (row0 - from_row - picture.box.row0) * picture.plate.pitch_y_mm}});
  }
  const auto shift_at = [&](PointMm p) { return drawn_place(folded, p) - p; };
  for (TimedPath& path : folded.cop) {
    if (path.points.empty()) continue;
    const PointMm by = shift_at(path.points[path.points.size() / 2]);
    for (PointMm& p : path.points) p = p + by;
  }
  for (FootPicture& foot : folded.feet) {
    if (foot.axis) {
      move(foot, shift_at(0.5 * (foot.axis->first + foot.axis->second)));
    } else if (foot.peak) {
      move(foot, shift_at(*foot.peak));
    }
  }
  for (PlateLabel& label : folded.labels) label.at = drawn_place(folded, label.at);
  folded.footer += "  |  the walk goes on in the next row";
  return folded;
}

}  // namespace solea

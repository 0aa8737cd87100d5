#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "apps/results/axis_step.h"
#include "apps/solea/calibrate/certificate.h"

namespace solea::calibrate {

namespace {

constexpr std::array shades = {"#f3f7fb", "#dbe8f3", "#bcd5e8", "#95bcd9",
                               "#6a9fc6", "#427fae", "#235f90", "#123f68"};
constexpr const char* bad_color = "#e07a1f";
constexpr double picture_px = 360;

/// The plate in a picture: x to the right, y up, with rulers in mm.
struct PlatePicture {
  double scale;  ///< px per mm
  double left = 34;
  double top = 8;
  double width;
  double height;

  explicit PlatePicture(const PlateGeometry& plate) {
    const double room = picture_px - left - 8;
    scale = room / std::max(plate.width_mm(), plate.length_mm());
    width = scale * plate.width_mm();
    height = scale * plate.length_mm();
  }
  [[nodiscard]] double x(double mm) const { return left + scale * mm; }
  [[nodiscard]] double y(double mm) const { return top + height - scale * mm; }

  [[nodiscard]] std::string begin(const PlateGeometry& plate, double below_px,
                                  const char* label) const {
    std::string svg =
        fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">\n",
                    picture_px, top + height + 34 + below_px, label);
    svg += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#fff\" "
        "stroke=\"#9fb3c8\"/>\n",
        left, top, width, height);
    const double step = axis_step(std::max(plate.width_mm(), plate.length_mm()), 4);
    for (double mm = 0; mm <= plate.width_mm() + 1e-6; mm += step) {
      svg += fmt::format(
          "<path d=\"M{0:.1f} {1:.1f}v4\" stroke=\"#9fb3c8\"/><text x=\"{0:.1f}\" y=\"{2:.1f}\" "
          "text-anchor=\"middle\">{3:g}</text>\n",
          x(mm), top + height, top + height + 16, mm);
    }
    for (double mm = 0; mm <= plate.length_mm() + 1e-6; mm += step) {
      svg += fmt::format(
          "<path d=\"M{0:.1f} {1:.1f}h-4\" stroke=\"#9fb3c8\"/><text x=\"{2:.1f}\" y=\"{3:.1f}\" "
          "text-anchor=\"end\">{4:g}</text>\n",
          left, y(mm), left - 7, y(mm) + 4, mm);
    }
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">x, y in mm</text>\n",
                       left + width, top + height + 30);
    return svg;
  }
};

/// Squares of a row of the same colour as one.
void add_run(std::string& svg, const PlatePicture& p, const PlateGeometry& plate, int row, int from,
             int to, int block, const char* color) {
  if (color == nullptr) return;
  const double x0 = p.x(from * block * plate.pitch_x_mm);
  const double x1 = p.x(std::min(to * block, plate.cols) * plate.pitch_x_mm);
  const double y1 = p.y(row * block * plate.pitch_y_mm);
  const double y0 = p.y(std::min((row + 1) * block, plate.rows) * plate.pitch_y_mm);
  svg += fmt::format("<path d=\"M{:.2f} {:.2f}H{:.2f}V{:.2f}H{:.2f}z\" fill=\"{}\"/>\n", x0, y0, x1,
                     y1, x0, color);
}

}  // namespace

std::string cell_map_svg(const Certificate& c) {
  const PlateGeometry& plate = c.plate;
  const auto& rms = c.found.cell_rms_kpa;
  const auto& states = c.calibration.cell_states;
  // A large walkway in blocks, each as its worst cell.
  constexpr int most_squares = 128;
  const int block = (std::max(plate.rows, plate.cols) + most_squares - 1) / most_squares;
  double largest_pct = 0;
  for (const double kpa : rms) {
    largest_pct = std::max(largest_pct, 100 * kpa / c.found.full_scale_kpa);
  }
  // Good cells stay pale: the scale goes at least to a quarter of the limit.
  const double step = axis_step(std::max(largest_pct, c.limits.good_rms_pct / 4),
                                static_cast<double>(shades.size()));
  const PlatePicture p(plate);
  std::string svg = p.begin(plate, rms.empty() ? 0 : 34, "map of the cells");
  const auto color_of = [&](int block_row, int block_col) -> const char* {
    double worst = -1;
    bool bad = false;
    for (int row = block_row * block; row < std::min((block_row + 1) * block, plate.rows); ++row) {
      for (int col = block_col * block; col < std::min((block_col + 1) * block, plate.cols);
           ++col) {
        const auto i = static_cast<std::size_t>(row * plate.cols + col);
        bad = bad || (!states.empty() && states[i] != CellState::good);
        if (!rms.empty()) worst = std::max(worst, 100 * rms[i] / c.found.full_scale_kpa);
      }
    }
    if (bad) return bad_color;
    if (worst < 0) return nullptr;
    return shades[std::min(shades.size() - 1, static_cast<std::size_t>(worst / step))];
  };
  const int rows = (plate.rows + block - 1) / block;
  const int cols = (plate.cols + block - 1) / block;
  svg += "<g shape-rendering=\"crispEdges\">\n";
  for (int row = 0; row < rows; ++row) {
    int from = 0;
    const char* color = color_of(row, 0);
    for (int col = 1; col <= cols; ++col) {
      const char* next = col < cols ? color_of(row, col) : nullptr;
      if (col < cols && next == color) continue;
      add_run(svg, p, plate, row, from, col, block, color);
      from = col;
      color = next;
    }
  }
  svg += "</g>\n";
  if (!rms.empty()) {
    const double y = p.top + p.height + 42;
    const double size = 30;
    for (std::size_t k = 0; k < shades.size(); ++k) {
      const double x = p.left + size * static_cast<double>(k);
      svg +=
          fmt::format("<rect x=\"{0:.1f}\" y=\"{1:.1f}\" width=\"{2}\" height=\"9\" fill=\"{3}\"/>",
                      x, y, size, shades[k]);
      if (k % 2 == 1) continue;
      svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:g}</text>\n", x,
                         y + 22, step * static_cast<double>(k));
    }
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">% FS</text>\n",
                       p.left + size * static_cast<double>(shades.size()) + 8, y + 9);
  }
  return svg + "</svg>\n";
}

std::string points_svg(const Certificate& c) {
  const PlateGeometry& plate = c.plate;
  const PlatePicture p(plate);
  std::string svg = p.begin(plate, 34, "centre of pressure at the stamps");
  // The largest error as long as a tenth of the plate.
  const double largest = c.found.largest_cop_error_mm.value_or(0);
  const double reach = std::max(plate.width_mm(), plate.length_mm()) / 10;
  double times = 1;
  while (largest > 0 && times * 2 * largest <= reach && times < 1000) {
    times *= times * 5 * largest <= reach ? 5 : 2;
  }
  const double mark = reach / 3;
  for (const auto& point : c.found.points) {
    const double x = p.x(point.at.x);
    const double y = p.y(point.at.y);
    svg += fmt::format(
        "<circle cx=\"{0:.1f}\" cy=\"{1:.1f}\" r=\"{2:.1f}\" fill=\"#eef3f8\" stroke=\"#6a9fc6\"/>"
        "<path d=\"M{3:.1f} {1:.1f}h{4:.1f}M{0:.1f} {5:.1f}v{4:.1f}\" stroke=\"#6a9fc6\"/>\n",
        x, y, p.scale * reach / 2, x - p.scale * mark / 2, p.scale * mark, y - p.scale * mark / 2);
    if (!point.cop) continue;
    const PointMm off = *point.cop - point.at;
    const double ex = x + p.scale * times * off.x;
    const double ey = y - p.scale * times * off.y;
    svg += fmt::format(
        "<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\" stroke=\"#b3541e\" stroke-width=\"1.5\"/>"
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.6\" fill=\"#b3541e\"/>\n",
        x, y, ex, ey, ex, ey);
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:.2f} mm</text>\n",
                       x, y + p.scale * reach / 2 + 14, *point.cop_error_mm);
  }
  svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">errors drawn {:g} times as long</text>\n",
                     p.left, p.top + p.height + 52, times);
  return svg + "</svg>\n";
}

std::string levels_svg(const Certificate& c) {
  constexpr double width = 760;
  constexpr double height = 190;
  constexpr double left = 58;
  constexpr double right = 16;
  constexpr double top = 14;
  constexpr double bottom = 40;
  double most_kpa = c.found.full_scale_kpa;
  double most_pct = 0;
  for (const auto& level : c.found.levels) {
    most_kpa = std::max(most_kpa, level.kpa);
    most_pct = std::max(most_pct, std::abs(level.force_error_pct));
  }
  // With the limit in sight where the errors come near it.
  const double limit = c.limits.good_force_pct;
  const double reach = std::max(most_pct > 0.3 * limit ? 1.1 * limit : 0.1, 1.25 * most_pct);
  const auto x = [&](double kpa) { return left + (width - left - right) * kpa / most_kpa; };
  const auto y = [&](double pct) {
    return top + (height - top - bottom) * (0.5 - 0.5 * pct / reach);
  };
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"force error at each level\">\n", width,
      height);
  const double step_pct = axis_step(2 * reach, 5);
  for (double pct = -std::floor(reach / step_pct) * step_pct; pct <= reach + 1e-9;
       pct += step_pct) {
    const bool zero = std::abs(pct) < step_pct / 2;
    svg += fmt::format(
        "<path d=\"M{0} {1:.1f}H{2}\" stroke=\"{3}\"/><text x=\"{4}\" y=\"{5:.1f}\" "
        "text-anchor=\"end\">{6}</text>\n",
        left, y(pct), width - right, zero ? "#9fb3c8" : "#e4e9ef", left - 8, y(pct) + 4,
        zero ? "0" : fmt::format("{}{:g}", pct < 0 ? "−" : "", std::abs(pct)));
  }
  const double step_kpa = axis_step(most_kpa, 6);
  for (double kpa = 0; kpa <= most_kpa + 1e-9; kpa += step_kpa) {
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:g}</text>\n",
                       x(kpa), height - bottom + 16, kpa);
  }
  svg += fmt::format(
      "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">reference pressure, kPa</text>\n",
      (left + width - right) / 2, height - 6);
  svg += fmt::format(
      "<text x=\"14\" y=\"{0:.1f}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {0:.1f})\">"
      "force error, %</text>\n",
      (top + height - bottom) / 2);
  for (const double edge : {limit, -limit}) {
    if (std::abs(edge) > reach) continue;
    svg += fmt::format("<path d=\"M{} {:.1f}H{}\" stroke=\"#b3541e\" stroke-dasharray=\"5 4\"/>\n",
                       left, y(edge), width - right);
  }
  for (const auto& level : c.found.levels) {
    svg += fmt::format(
        "<path d=\"M{0:.1f} {1:.1f}V{2:.1f}\" stroke=\"#235f90\" stroke-width=\"1.5\"/>"
        "<circle cx=\"{0:.1f}\" cy=\"{2:.1f}\" r=\"3.4\" fill=\"{3}\" stroke=\"#235f90\"/>\n",
        x(level.kpa), y(0), y(level.force_error_pct), level.coming_down ? "#fff" : "#235f90");
  }
  return svg + "</svg>\n";
}

}  // namespace solea::calibrate

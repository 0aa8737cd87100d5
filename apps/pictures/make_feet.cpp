#include "apps/pictures/make_feet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.h"
#include "core/version.h"

namespace solea {

namespace {

/// From the foot frame to the picture: x' is lateral, which is to the left on a left foot.
PointMm turned(PointMm foot, Side side) {
  return {side == Side::left ? -foot.x : foot.x, foot.y};
}

/// A step that is no foot is drawn as it lies on the plate.
FootFrame frame_of(const StepResult& step) {
  if (step.geometry) return step.geometry->frame;
  FootFrame frame;
  frame.side = Side::right;
  return frame;
}

class FootDrawing {
 public:
  enum class On { paper, plate };  ///< toes up, or where it is on the plate
  FootDrawing(const StepResult& step, double threshold_kpa, On on)
      : step_(step), frame_(frame_of(step)), threshold_kpa_(threshold_kpa), on_(on) {}

  FootPicture draw(std::size_t number) {
    foot_.side = step_.side;
    foot_.valid = step_.step.valid();
    foot_.title = fmt::format("{}  {}", number,
                              step_.side == Side::unknown ? "side unknown" : to_string(step_.side));
    foot_.note = note();
    add_cells();
    add_zones();
    add_axis();
    add_instants();
    for (const auto& cop : step_.curves.cop) {
      if (cop) foot_.cop.push_back(place(*cop));
    }
    return std::move(foot_);
  }

 private:
  [[nodiscard]] PointMm place(PointMm plate) const {
    return on_ == On::plate ? plate : turned(frame_.to_foot(plate), frame_.side);
  }
  [[nodiscard]] PointMm place_of_foot(PointMm foot) const {
    return on_ == On::plate ? frame_.to_plate(foot) : turned(foot, frame_.side);
  }

  [[nodiscard]] std::string note() const {
    if (!step_.step.valid()) return step_.step.invalid_reason;
    std::string text = fmt::format("{:.0f} kPa", *step_.metric("peak_pressure_kpa"));
    if (const auto length = step_.metric("foot_length_mm")) {
      text += fmt::format(", {:.0f} mm", *length);
    }
    if (const auto index = step_.metric("arch_index")) text += fmt::format(", AI {:.3f}", *index);
    return text;
  }

  [[nodiscard]] std::array<PointMm, 4> corners(std::size_t cell) const {
    const Footprint& print = step_.footprint;
    const PointMm c = print.cell_centre(cell);
    const double dx = 0.5 * print.plate.pitch_x_mm;
    const double dy = 0.5 * print.plate.pitch_y_mm;
    return {place({c.x - dx, c.y - dy}), place({c.x + dx, c.y - dy}), place({c.x + dx, c.y + dy}),
            place({c.x - dx, c.y + dy})};
  }

  void add_cells() {
    const Footprint& print = step_.footprint;
    std::size_t peak = 0;
    for (std::size_t i = 0; i < print.cells(); ++i) {
      if (print.peak_kpa[i] < threshold_kpa_) continue;
      foot_.cells.push_back({corners(i), print.peak_kpa[i]});
      if (print.peak_kpa[i] > print.peak_kpa[peak]) peak = i;
    }
    if (!foot_.cells.empty()) foot_.peak = place(print.cell_centre(peak));
  }

  /// The zone of the chosen mask that has most of each cell; borders run between cells of different
  /// zones.
  void add_zones() {
    const Footprint& print = step_.footprint;
    constexpr int none = -1;
    std::vector<int> zone_of(print.cells(), none);
    std::vector<double> most(print.cells(), 0);
    for (std::size_t z = 0; z < step_.mask_zones.size(); ++z) {
      PointMm sum;
      double weight = 0;
      for (const ZoneCell& cell : step_.mask_zones[z].cells) {
        sum = sum + cell.weight * place(print.cell_centre(cell.cell));
        weight += cell.weight;
        if (cell.weight <= most[cell.cell]) continue;
        most[cell.cell] = cell.weight;
        zone_of[cell.cell] = static_cast<int>(z);
      }
      if (weight < 1) continue;
      std::optional<double> peak;
      if (z < step_.mask_curves.size() && !step_.mask_curves[z].peak_kpa.empty()) {
        peak = std::ranges::max(step_.mask_curves[z].peak_kpa);
      }
      foot_.zones.push_back({step_.mask_zones[z].mark, (1 / weight) * sum, peak});
    }
    const int rows = print.box.rows();
    const int cols = print.box.cols();
    const auto zone_at = [&](int row, int col) {
      return row < rows && col < cols ? zone_of[static_cast<std::size_t>(row * cols + col)] : none;
    };
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        const int here = zone_at(row, col);
        const auto at = corners(static_cast<std::size_t>(row * cols + col));
        if (const int right = zone_at(row, col + 1); here != right && here >= 0 && right >= 0) {
          foot_.zone_borders.emplace_back(at[1], at[2]);
        }
        if (const int ahead = zone_at(row + 1, col); here != ahead && here >= 0 && ahead >= 0) {
          foot_.zone_borders.emplace_back(at[2], at[3]);
        }
      }
    }
  }

  void add_axis() {
    if (!step_.geometry) return;
    const FootGeometry& g = *step_.geometry;
    constexpr double beyond_mm = 8;
    // A print of the forefoot alone lies where it lies on the whole foot.
    double length_mm = g.length_mm;
    const Footprint& print = step_.footprint;
    for (std::size_t i = 0; i < print.cells(); ++i) {
      if (print.peak_kpa[i] < threshold_kpa_) continue;
      length_mm = std::max(length_mm, g.frame.to_foot(print.cell_centre(i)).y);
    }
    const double to_mm = length_mm + beyond_mm;
    foot_.axis = {{place_of_foot({0, -beyond_mm}), place_of_foot({0, to_mm})}};
    for (const TangentLine& line : {g.borders.medial, g.borders.lateral}) {
      const PointMm d = line.ball - line.heel;
      if (std::abs(d.y) < 1) continue;
      const auto at = [&](double y) {
        return place_of_foot(line.heel + ((y - line.heel.y) / d.y) * d);
      };
      foot_.tangents.emplace_back(at(-beyond_mm), at(to_mm));
    }
    double medial = 0;
    double lateral = 0;
    for (const PrintCell& cell : g.print.cells()) {
      medial = std::min(medial, cell.centre.x);
      lateral = std::max(lateral, cell.centre.x);
    }
    const auto toeless = g.print.along(false);
    if (!toeless) return;
    for (int third = 0; third <= 3; ++third) {
      const double y = toeless->lo + third / 3.0 * toeless->size();
      foot_.arch_thirds.emplace_back(place_of_foot({medial - beyond_mm, y}),
                                     place_of_foot({lateral + beyond_mm, y}));
    }
  }

  void add_instants() {
    const StepCurves& c = step_.curves;
    const StanceFrames& f = step_.phases.frames;
    const auto add = [&](const char* label, const std::optional<std::size_t>& frame) {
      if (!frame || *frame >= c.cop.size() || !c.cop[*frame]) return;
      foot_.instants.push_back(
          {label, place(*c.cop[*frame]), c.times_s[*frame] - c.times_s[c.first_contact]});
    };
    add("FFC", f.ffc);
    add("FMC", f.fmc);
    add("FFF", f.fff);
    add("HO", f.ho);
    add("LFC", f.lfc);
  }

  const StepResult& step_;
  FootFrame frame_;
  double threshold_kpa_;
  On on_;
  FootPicture foot_;
};

}  // namespace

FootPicture foot_on_plate(const StepResult& step, double threshold_kpa, std::size_t number) {
  FootPicture foot = FootDrawing(step, threshold_kpa, FootDrawing::On::plate).draw(number);
  foot.cells.clear();
  foot.cop.clear();
  return foot;
}

FeetPicture make_feet(const SourceInfo& info, const AnalysisResult& result,
                      std::optional<std::size_t> step, const std::string& file_name) {
  if (result.steps.empty()) throw Error("no step was found, there is no foot to draw");
  if (step && *step >= result.steps.size()) {
    throw Error(fmt::format("no step {}, expected 0 to {}", *step, result.steps.size() - 1));
  }
  FeetPicture picture;
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    if (step && i != *step) continue;
    picture.feet.push_back(
        FootDrawing(result.steps[i], result.settings.contact_threshold_kpa, FootDrawing::On::paper)
            .draw(i));
  }
  picture.title = fmt::format("Peak pressure, {} {}", picture.feet.size(),
                              picture.feet.size() == 1 ? "foot" : "feet");
  picture.subtitle = file_name;
  picture.footer = fmt::format(
      "Solea {}  |  cells {:.3g} x {:.3g} mm  |  contact from {:g} kPa  |  seen from above, toes "
      "up; "
      "line: foot axis, white: centre of pressure, +: peak, across: thirds of the arch index",
      software_version, info.plate.pitch_x_mm, info.plate.pitch_y_mm,
      result.settings.contact_threshold_kpa);
  return picture;
}

}  // namespace solea

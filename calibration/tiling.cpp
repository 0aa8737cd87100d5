#include "calibration/tiling.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.h"

namespace solea::calibration {

namespace {

constexpr const char* schema = "solea.tiling/1";

/// Part of a plate's cell that lies on a cell of the whole, and of that cell.
struct Share {
  std::uint32_t to = 0;
  float part = 0;  ///< area in common over a cell's area; pitches are the same
};

/// What a plate's cells give to the whole's.
struct Placement {
  std::vector<std::size_t> first;  ///< of each own cell among the shares, cells + 1
  std::vector<Share> shares;
};

/// The cells of one axis that an interval from `at` (in cells) covers, and how much of each.
std::array<std::pair<int, double>, 2> axis_shares(double at) {
  const double whole = std::floor(at + 1e-9);
  const double rest = std::max(0.0, at - whole);
  return {{{static_cast<int>(whole), 1 - rest}, {static_cast<int>(whole) + 1, rest}}};
}

PointMm smallest(const Tiling& tiling) {
  PointMm low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  for (const PlacedPlate& plate : tiling.plates) {
    low = {std::min(low.x, plate.origin.x), std::min(low.y, plate.origin.y)};
  }
  return low;
}

Placement place(const PlateGeometry& plate, PointMm at, const PlateGeometry& whole) {
  Placement placement;
  for (int row = 0; row < plate.rows; ++row) {
    for (int col = 0; col < plate.cols; ++col) {
      placement.first.push_back(placement.shares.size());
      for (const auto& [r, part_y] : axis_shares(at.y / whole.pitch_y_mm + row)) {
        for (const auto& [c, part_x] : axis_shares(at.x / whole.pitch_x_mm + col)) {
          constexpr double rounding = 1e-6;
          if (part_x * part_y < rounding || r >= whole.rows || c >= whole.cols) continue;
          placement.shares.push_back({static_cast<std::uint32_t>(r * whole.cols + c),
                                      static_cast<float>(part_x * part_y)});
        }
      }
    }
  }
  placement.first.push_back(placement.shares.size());
  return placement;
}

/// How much of each cell of the whole a plate covers.
std::vector<float> coverage(const Placement& placement, std::size_t cells) {
  std::vector<float> covered(cells);
  for (const Share& share : placement.shares) covered[share.to] += share.part;
  return covered;
}

/// Takes away where an earlier plate lies, or halves what several share.
void settle_overlaps(std::vector<Placement>& placements, Overlap overlap, std::size_t cells) {
  std::vector<std::vector<float>> covered;
  for (const Placement& p : placements) covered.push_back(coverage(p, cells));
  for (std::size_t k = 0; k < placements.size(); ++k) {
    for (Share& share : placements[k].shares) {
      float earlier = 0;
      float all = 0;
      for (std::size_t other = 0; other < covered.size(); ++other) {
        all += covered[other][share.to];
        if (other < k) earlier += covered[other][share.to];
      }
      const float own = covered[k][share.to];
      // What is left of the cell for this plate, of what it covers there.
      const float left = overlap == Overlap::average ? (all > 1 ? own / all : own)
                                                     : std::clamp(1 - earlier, 0.0F, own);
      share.part *= own > 0 ? left / own : 0;
    }
  }
}

/// Adds a plate at a time to the whole's dense frame.
void add_frame(const Recording& recording, std::size_t frame, double weight,
               const Placement& placement, std::vector<float>& whole) {
  for (const LoadedCell& cell : recording.cells(frame)) {
    for (std::size_t s = placement.first[cell.index]; s < placement.first[cell.index + 1]; ++s) {
      const Share& share = placement.shares[s];
      whole[share.to] += static_cast<float>(weight) * share.part * cell.kpa;
    }
  }
}

}  // namespace

std::string tiling_to_json(const Tiling& tiling) {
  nlohmann::ordered_json plates = nlohmann::ordered_json::array();
  for (const PlacedPlate& plate : tiling.plates) {
    plates.push_back({{"file", plate.file.string()},
                      {"x_mm", plate.origin.x},
                      {"y_mm", plate.origin.y},
                      {"time_offset_s", plate.time_offset_s}});
  }
  return nlohmann::ordered_json{
      {"schema", schema},
      {"overlap", tiling.overlap == Overlap::average ? "average" : "first"},
      {"plates", plates}}
      .dump(2);
}

Tiling tiling_from_json(const std::string& text) {
  try {
    const auto json = nlohmann::json::parse(text);
    if (!json.is_object() || json.value("schema", "") != schema) {
      throw CalibrationError(std::string("no tiling: expected schema '") + schema + "'");
    }
    Tiling tiling;
    const std::string overlap = json.value("overlap", "average");
    if (overlap != "average" && overlap != "first") {
      throw CalibrationError("'overlap' must be average or first");
    }
    tiling.overlap = overlap == "first" ? Overlap::first : Overlap::average;
    for (const auto& plate : json.at("plates")) {
      tiling.plates.push_back({plate.at("file").get<std::string>(),
                               {plate.at("x_mm"), plate.at("y_mm")},
                               plate.value("time_offset_s", 0.0)});
      const PlacedPlate& placed = tiling.plates.back();
      if (!std::isfinite(placed.origin.x) || !std::isfinite(placed.origin.y) ||
          !std::isfinite(placed.time_offset_s)) {
        throw CalibrationError("a plate's place is not a number");
      }
    }
    if (tiling.plates.empty()) throw CalibrationError("'plates' must have a plate");
    return tiling;
  } catch (const nlohmann::json::parse_error& e) {
    // Its own words quote the file, which may hold anything.
    throw CalibrationError("no tiling: no JSON at byte " + std::to_string(e.byte));
  } catch (const nlohmann::json::exception& e) {
    throw CalibrationError(std::string("no tiling: ") + e.what());
  }
}

Tiling read_tiling(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file, "cannot be opened, expected a description of plates");
  std::ostringstream text;
  text << in.rdbuf();
  try {
    Tiling tiling = tiling_from_json(text.str());
    for (PlacedPlate& plate : tiling.plates) plate.file = file.parent_path() / plate.file;
    return tiling;
  } catch (const CalibrationError& e) {
    throw CalibrationError(file.string() + ": " + e.what());
  }
}

PlateGeometry tiled_plate(std::span<const PlateGeometry> plates, const Tiling& tiling) {
  if (plates.size() != tiling.plates.size() || plates.empty()) {
    throw CalibrationError("expected one recording a plate");
  }
  const PlateGeometry& cells = plates.front();
  const PointMm low = smallest(tiling);
  double width_mm = 0;
  double length_mm = 0;
  for (std::size_t k = 0; k < plates.size(); ++k) {
    constexpr double same_mm = 1e-6;
    if (!(plates[k].cell_area_mm2() > 0) ||
        std::abs(plates[k].pitch_x_mm - cells.pitch_x_mm) > same_mm ||
        std::abs(plates[k].pitch_y_mm - cells.pitch_y_mm) > same_mm) {
      throw CalibrationError("plates can be joined where their cells are of the same known size");
    }
    const PointMm at = tiling.plates[k].origin - low;
    width_mm = std::max(width_mm, at.x + plates[k].width_mm());
    length_mm = std::max(length_mm, at.y + plates[k].length_mm());
  }
  constexpr double rounding = 1e-6;
  const double cols = std::ceil(width_mm / cells.pitch_x_mm - rounding);
  const double rows = std::ceil(length_mm / cells.pitch_y_mm - rounding);
  constexpr double most_cells = 4e6;
  if (!(cols * rows <= most_cells)) throw CalibrationError("the plates lie too far apart");
  return {static_cast<int>(rows), static_cast<int>(cols), cells.pitch_x_mm, cells.pitch_y_mm};
}

Recording tile(std::span<const Recording> recordings, const Tiling& tiling) {
  std::vector<PlateGeometry> plates;
  for (const Recording& recording : recordings) plates.push_back(recording.plate());
  const PlateGeometry whole = tiled_plate(plates, tiling);
  const PointMm low = smallest(tiling);
  std::vector<Placement> placements;
  double first_s = std::numeric_limits<double>::infinity();
  double last_s = -first_s;
  for (std::size_t k = 0; k < recordings.size(); ++k) {
    placements.push_back(place(plates[k], tiling.plates[k].origin - low, whole));
    if (recordings[k].size() == 0) continue;
    first_s = std::min(first_s, recordings[k].time_s(0) + tiling.plates[k].time_offset_s);
    last_s = std::max(
        last_s, recordings[k].time_s(recordings[k].size() - 1) + tiling.plates[k].time_offset_s);
  }
  settle_overlaps(placements, tiling.overlap, whole.cells());

  const Recording& clock = recordings.front();
  if (clock.size() < 2) throw CalibrationError("the first plate has less than two frames");
  const double period_s =
      (clock.time_s(clock.size() - 1) - clock.time_s(0)) / static_cast<double>(clock.size() - 1);
  if (!(period_s > 0)) throw CalibrationError("the first plate's frames have no times");
  const double span_s = last_s - first_s;
  constexpr double most_frames = 1e7;
  if (!(span_s / period_s < most_frames)) throw CalibrationError("the time offsets are too large");

  // On the first plate's own moments, so that its frames stay as they are.
  const double phase_s = clock.time_s(0) + tiling.plates.front().time_offset_s;
  const auto frames_before = std::floor((phase_s - first_s) / period_s + 1e-6);
  const double start_s = phase_s - frames_before * period_s;
  const auto frames = static_cast<std::size_t>((last_s - start_s) / period_s + 1e-6) + 1;
  Recording out(whole);
  std::vector<float> dense(whole.cells());
  std::vector<std::size_t> next(recordings.size());
  for (std::size_t f = 0; f < frames; ++f) {
    const double t = start_s + static_cast<double>(f) * period_s;
    std::fill(dense.begin(), dense.end(), 0.0F);
    for (std::size_t k = 0; k < recordings.size(); ++k) {
      const Recording& r = recordings[k];
      const double own_s = t - tiling.plates[k].time_offset_s;
      const double same_s = 1e-6 * period_s;
      while (next[k] < r.size() && r.time_s(next[k]) < own_s - same_s) ++next[k];
      if (next[k] == r.size()) continue;
      const double later_s = r.time_s(next[k]);
      if (later_s <= own_s + same_s) {
        add_frame(r, next[k], 1, placements[k], dense);
      } else if (next[k] > 0) {
        const double earlier_s = r.time_s(next[k] - 1);
        const double part = (own_s - earlier_s) / (later_s - earlier_s);
        add_frame(r, next[k] - 1, 1 - part, placements[k], dense);
        add_frame(r, next[k], part, placements[k], dense);
      }
    }
    out.append(t - start_s, dense);
  }
  return out;
}

}  // namespace solea::calibration

#include "formats/readers/zebris/zebris_channels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <string_view>

#include "core/units.h"
#include "formats/readers/support/words.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t no_row = std::numeric_limits<std::size_t>::max();

/// Letters, digits and underscores, in lower case.
std::string as_name(std::string_view text) {
  std::string name;
  for (const char c : lower_case(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (name.ends_with('_')) name.pop_back();
  return name;
}

/// The side a title names, in the languages the program is sold in.
Side side_of(const std::string& label) {
  static constexpr std::array left = {
      "li",        "links",     "linke", "linker",   "left",     "l",  "lt",  "gauche",  "izq",
      "izquierda", "izquierdo", "sin",   "sinistra", "sinistro", "sx", "esq", "esquerda"};
  static constexpr std::array right = {"re",  "rechts",  "rechte", "rechter", "right",   "r",
                                       "rt",  "droite",  "droit",  "der",     "derecha", "derecho",
                                       "dir", "direita", "destra", "destro",  "dx"};
  std::string word;
  for (const char c : lower_case(label) + " ") {
    if (c != ' ' && c != '.' && c != '_') {
      word += c;
      continue;
    }
    if (std::find(left.begin(), left.end(), word) != left.end()) return Side::left;
    if (std::find(right.begin(), right.end(), word) != right.end()) return Side::right;
    word.clear();
  }
  return Side::unknown;
}

/// What a column of the table is.
struct Meaning {
  std::string name;
  std::string unit;
  std::string description;
  double factor = 1;
  Side side = Side::unknown;  ///< of a force
};

Meaning meaning_of(const std::string& title, const PlateGeometry& plate) {
  const auto [label, unit] = title_and_unit(title);
  const std::string word = lower_case(label);
  const std::string quoted = "the file's '" + title + "'";
  if (has_any(word, {"butterfly", "schmetterling"})) {
    return {"vendor_" + as_name(label) + "_" + as_name(unit), unit,
            quoted + ": the vendor's force of both feet and its centre, in a frame of its own"};
  }
  if (unit == "N") {
    const Side side = side_of(label);
    if (side != Side::unknown) {
      const char* part = has_any(word, {"vor", "fore"}) ? "forefoot_"
                         : has_any(word, {"r\u00FCck", "rueck", "rear", "back", "hind"})
                             ? "rearfoot_"
                             : "";
      return {"vendor_" + std::string(to_string(side)) + "_" + part + "force_n", unit, quoted, 1,
              side};
    }
  }
  if (has_any(word, {"pos", "verschieb", "displac", "belt", "band"})) {
    const std::string what = quoted + ": how far the belt has moved, against the walking direction";
    if (unit == "m") return {"belt_position_m", "m", what};
    if (unit == "cm") return {"belt_position_m", "m", what, 0.01};
    if (unit == "mm") return {"belt_position_m", "m", what, 0.001};
    if (has_any(lower_case(unit), {"cell", "zell"}) && plate.pitch_x_mm > 0) {
      return {"belt_position_m", "m", what + ", in cells", plate.pitch_x_mm / 1000};
    }
  }
  std::string name = "vendor_" + as_name(label);
  if (!unit.empty()) name += "_" + as_name(unit);
  return {name, unit, quoted};
}

class Channels {
 public:
  Channels(const ZebrisText& text, const ZebrisPlatform& platform,
           std::span<const ZebrisFrame> frames, SourceInfo& info)
      : text_(text), platform_(platform), frames_(frames), info_(info) {}

  void add(std::size_t first) {
    if (platform_.table && find_rows(text_.tables[*platform_.table], first)) {
      add_table(text_.tables[*platform_.table]);
    }
    add_centres();
    if (has_left_ && has_right_) {
      compare_forces();
      tell_sides();
    }
  }

 private:
  /// Finds each frame's line of the table: by count, else by time.
  bool find_rows(const ZebrisTable& table, std::size_t first) {
    if (table.rows() == 0) return false;
    rows_.assign(frames_.size(), no_row);
    const std::size_t there = platform_.frames.size();
    const ZebrisFrame& last = platform_.frames.back();
    const int before = platform_.frames.front().number;
    const bool consecutive = static_cast<std::size_t>(last.number - before) + 1 == there;
    if (table.rows() == there ||
        (consecutive && there < table.rows() && platform_.frame_count == table.rows())) {
      for (std::size_t k = 0; k < rows_.size(); ++k) rows_[k] = first + k;
      return true;
    }
    const std::vector<double>& times = table.columns.front();
    std::size_t missing = 0;
    if (std::adjacent_find(times.begin(), times.end(), std::greater_equal<>()) == times.end()) {
      const double reach_ms = std::max(1.0, info_.rate_hz > 0 ? 500 / info_.rate_hz : 0);
      for (std::size_t k = 0; k < rows_.size(); ++k) {
        if (frames_[k].time_ms) rows_[k] = nearest(times, *frames_[k].time_ms, reach_ms);
        missing += rows_[k] == no_row ? 1 : 0;
      }
    } else {
      missing = rows_.size();
    }
    if (missing == 0) return true;
    info_.warnings.push_back("the table before the platform has " + std::to_string(table.rows()) +
                             " lines, " + std::to_string(missing) + " of " +
                             std::to_string(rows_.size()) + " frames have none");
    return missing < rows_.size();
  }

  static std::size_t nearest(const std::vector<double>& times, double time, double reach) {
    const auto after = std::lower_bound(times.begin(), times.end(), time);
    std::size_t best = no_row;
    double distance = reach;
    for (auto it = after == times.begin() ? after : after - 1; it != times.end() && it <= after;
         ++it) {
      if (std::abs(*it - time) > distance) continue;
      distance = std::abs(*it - time);
      best = static_cast<std::size_t>(it - times.begin());
    }
    return best;
  }

  void add_table(const ZebrisTable& table) {
    left_n_.assign(frames_.size(), 0);
    right_n_.assign(frames_.size(), 0);
    for (std::size_t column = 1; column < table.columns.size(); ++column) {
      Meaning meaning = meaning_of(table.titles[column], info_.plate);
      Channel channel{meaning.name, meaning.unit, meaning.description, {}};
      const auto taken = [&](const Channel& c) { return c.name == channel.name; };
      if (std::any_of(info_.channels.begin(), info_.channels.end(), taken)) {
        channel.name += "_" + std::to_string(column + 1);
      }
      for (const std::size_t row : rows_) {
        channel.values.push_back(row == no_row ? undefined
                                               : meaning.factor * table.columns[column][row]);
      }
      if (meaning.side != Side::unknown) {
        (meaning.side == Side::left ? has_left_ : has_right_) = true;
        ++force_columns_;
        std::vector<double>& sum = meaning.side == Side::left ? left_n_ : right_n_;
        for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += channel.values[k];
      }
      if (meaning.factor != 1) {
        info_.conversions.push_back("'" + table.titles[column] + "' turned into m");
      }
      info_.channels.push_back(std::move(channel));
    }
    force_rounding_n_ = 0.05;  // forces are printed to 0.1 N
  }

  /// The vendor's centre of force of each frame, at the centre of the cell it names.
  void add_centres() {
    const PlateGeometry& plate = info_.plate;
    const auto told = [](const ZebrisFrame& frame) { return frame.centre.has_value(); };
    if (plate.pitch_x_mm <= 0 || plate.pitch_y_mm <= 0 ||
        std::none_of(frames_.begin(), frames_.end(), told)) {
      return;
    }
    const char* what = "the file's 'Center of force', the centre of the cell it names";
    Channel x{"vendor_cop_x_mm", "mm", what, {}};
    Channel y{"vendor_cop_y_mm", "mm", what, {}};
    for (const ZebrisFrame& frame : frames_) {
      x.values.push_back(frame.centre ? (frame.centre->first - 0.5) * plate.pitch_x_mm : undefined);
      y.values.push_back(frame.centre ? (frame.centre->second - 0.5) * plate.pitch_y_mm
                                      : undefined);
    }
    info_.channels.push_back(std::move(x));
    info_.channels.push_back(std::move(y));
  }

  [[nodiscard]] double cells_n(const ZebrisFrame& frame) const {
    return force_n(frame.sum * platform_.kpa, info_.plate.cell_area_mm2());
  }

  /// Left and right together against the cells. The vendor's cell is a little larger than the
  /// printed one: the pitches are rounded, and so are forces and pressures.
  void compare_forces() {
    whole_.assign(frames_.size(), false);
    const PlateGeometry& plate = info_.plate;
    const auto same_table = [&](const ZebrisPlatform& p) { return p.table == platform_.table; };
    if (plate.cell_area_mm2() <= 0 ||
        std::count_if(text_.platforms.begin(), text_.platforms.end(), same_table) > 1) {
      return;  // the forces belong to all platforms together
    }
    const double relative =
        platform_.pitch_rounding_mm * (1 / plate.pitch_x_mm + 1 / plate.pitch_y_mm);
    VendorComparison check("left and right force", "N");
    std::size_t first_good = frames_.size();
    std::size_t last_good = 0;
    std::size_t wrong_between = 0;
    std::size_t wrong = 0;
    std::size_t more = 0;
    for (std::size_t k = 0; k < frames_.size(); ++k) {
      const double told = left_n_[k] + right_n_[k];
      if (std::isnan(told)) continue;
      const double computed = cells_n(frames_[k]);
      const double tolerance =
          1e-6 + relative * computed + static_cast<double>(force_columns_) * force_rounding_n_ +
          force_n(platform_.pressure_rounding * platform_.kpa, plate.cell_area_mm2()) *
              static_cast<double>(frames_[k].loaded);
      check.compare(told, computed, tolerance, "frame",
                    static_cast<std::size_t>(frames_[k].number));
      if (std::abs(told - computed) <= tolerance) {
        whole_[k] = true;
        first_good = std::min(first_good, k);
        last_good = k;
        wrong_between += wrong;
        wrong = 0;
      } else {
        if (first_good < frames_.size()) ++wrong;
        if (told > computed) ++more;
      }
    }
    check.report(info_);
    if (first_good == frames_.size() || wrong_between > 0 || more > 0) return;
    std::string where;
    if (first_good > 0) where = "up to frame " + std::to_string(frames_[first_good].number - 1);
    if (last_good + 1 < frames_.size()) {
      where += std::string(where.empty() ? "" : " and ") + "from frame " +
               std::to_string(frames_[last_good].number + 1);
    }
    if (where.empty()) return;
    info_.warnings.push_back("the vendor's forces are smaller than the pressures only " + where +
                             ", as if footfalls cut by the recording's ends were left out");
  }

  /// Where the person's left is: the share of the left force goes along with the centre of
  /// pressure's way to that side.
  void tell_sides() {
    std::vector<double> share;
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t k = 0; k < frames_.size(); ++k) {
      const double both = left_n_[k] + right_n_[k];
      if (!(both > 0) || frames_[k].sum <= 0 || !whole_[k]) continue;
      share.push_back((left_n_[k] - right_n_[k]) / both);
      x.push_back(frames_[k].moment_x / frames_[k].sum);
      y.push_back(frames_[k].moment_y / frames_[k].sum);
    }
    const double along_x = correlation(share, x);
    const double along_y = correlation(share, y);
    constexpr double clear = 0.7;
    const bool is_x = std::abs(along_x) > std::abs(along_y);
    const double r = is_x ? along_x : along_y;
    if (std::abs(r) < clear) return;
    const std::string where = std::string(r > 0 ? "+" : "-") + (is_x ? "x" : "y");
    info_.provenance["left_is_towards"] = where;
    info_.conversions.push_back(
        "by the file's own left and right forces the person's left is towards " + where +
        " (correlation with the centre of pressure " + printed(r, 2) + ")");
    const bool treadmill =
        std::any_of(info_.channels.begin(), info_.channels.end(),
                    [](const Channel& c) { return c.name == "belt_position_m"; });
    if (treadmill && where != "+y") {
      info_.warnings.push_back("the person's left is towards " + where +
                               ", expected +y for walking towards larger x");
    }
  }

  static double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    constexpr std::size_t fewest = 3;
    if (a.size() < fewest) return 0;
    const auto n = static_cast<double>(a.size());
    double mean_a = 0;
    double mean_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      mean_a += a[i] / n;
      mean_b += b[i] / n;
    }
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      aa += (a[i] - mean_a) * (a[i] - mean_a);
      bb += (b[i] - mean_b) * (b[i] - mean_b);
      ab += (a[i] - mean_a) * (b[i] - mean_b);
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
  }

  const ZebrisText& text_;
  const ZebrisPlatform& platform_;
  std::span<const ZebrisFrame> frames_;
  SourceInfo& info_;
  std::vector<std::size_t> rows_;  ///< of the table, one a frame
  std::vector<double> left_n_;
  std::vector<double> right_n_;
  bool has_left_ = false;
  bool has_right_ = false;
  std::vector<bool> whole_;  ///< the vendor's forces are those of the cells
  std::size_t force_columns_ = 0;
  double force_rounding_n_ = 0;
};

}  // namespace

void add_zebris_channels(const ZebrisText& text, const ZebrisPlatform& platform, std::size_t first,
                         std::span<const ZebrisFrame> frames, SourceInfo& info) {
  Channels(text, platform, frames, info).add(first);
}

}  // namespace solea::readers

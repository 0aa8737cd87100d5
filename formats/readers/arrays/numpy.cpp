// NumPy arrays of pressures: .npy, and .npz, which is a zip of them. An array [frames, rows,
// columns] is a recording, [rows, columns] one frame, [n, frames, rows, columns] n recordings.
// What a .npz tells stands in members of one element beside it:
//
//   frames.npy      uint16 [1000, 64, 64]
//   rate_hz.npy     100.0
//   pitch_mm.npy    5.0             or pitch_x_mm.npy and pitch_y_mm.npy
//   unit.npy        'kPa'
//   time_s.npy      float64 [1000]  where the frames are not even
//   sensor_mask.npy bool [64, 64]   False where there is no sensor
//   has_grid.npy    False           sensors in a list: their places are unknown
//
// Of several recordings as Solea writes them, each has its name before all of its arrays:
// left_pressure_kpa, left_time_s, left_unit, right_pressure_kpa, ...
//
// A .npy tells none of it: --rate-hz, --pitch-mm and --unit do. Nothing is copied: blocks of frames
// are converted from the bytes of the file when they are asked for.

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "formats/readers/arrays/array_source.h"
#include "formats/readers/arrays/npy_array.h"
#include "formats/readers/builtin.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

constexpr std::string_view id = "numpy";
constexpr std::size_t most_recordings = 100000;

/// Name of the first file in a zip, from its own header; empty for another file.
std::string_view first_member(std::string_view head) {
  constexpr std::size_t name_at = 30;
  if (!head.starts_with("PK\x03\x04") || head.size() < name_at) return {};
  const std::size_t length =
      static_cast<unsigned char>(head[26]) | std::size_t{static_cast<unsigned char>(head[27])} << 8;
  return head.size() < name_at + length ? std::string_view{} : head.substr(name_at, length);
}

int confidence(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  if (NpyArray::is_npy(text)) return 95;
  return first_member(text).ends_with(".npy") ? 90 : 0;
}

/// An array with its name, the member's without ".npy".
struct Named {
  std::string name;
  NpyArray array;
};

constexpr std::string_view own_film = "pressure_kpa";  ///< how Solea calls a recording

/// What stands before the names of a recording's arrays: "left_" of "left_pressure_kpa".
std::string_view prefix_of(const Named& film) {
  std::string_view name = film.name;
  if (film.array.shape().size() != 3 || !name.ends_with(own_film)) return {};
  name.remove_suffix(own_film.size());
  return name.ends_with('_') ? name : std::string_view{};
}

/// What stands beside recordings; the names are without the recording's own.
struct Beside {
  ArrayFacts facts;
  std::vector<double> times_s;
  std::vector<Named> masks;
};

std::vector<double> numbers(const NpyArray& array) {
  std::vector<double> values;
  for (std::uint64_t i = 0; i < array.stored(); ++i) values.push_back(array.number(i));
  return values;
}

class Reader {
 public:
  Reader(const InputFile& file, const OpenOptions& options) : file_(file), options_(options) {
    beside_.emplace("", Beside{ArrayFacts(file.name()), {}, {}});
  }

  Sources open() {
    if (file_.is_packed()) {
      read_members();
      keep_films();
    } else {
      recordings_.push_back({"", NpyArray(file_)});
    }
    for (const Named& recording : recordings_) add(recording);
    if (sources_.empty()) {
      throw FormatError(file_.name(),
                        "no array of pressures, expected one [frames, rows, columns]");
    }
    return std::move(sources_);
  }

 private:
  void read_members() {
    std::vector<Named> members;
    for (const InputFile& member : file_.unpack()) {
      std::string name = member.name().filename().string();
      if (!name.ends_with(".npy")) {
        warnings_.push_back("the member " + in_quotes(name) + " is no array and was left out");
        continue;
      }
      name.resize(name.size() - 4);
      members.push_back({std::move(name), NpyArray(member)});
    }
    for (const Named& member : members) {
      if (const auto prefix = prefix_of(member); !prefix.empty()) {
        beside_.try_emplace(std::string(prefix), Beside{ArrayFacts(file_.name()), {}, {}});
      }
    }
    for (Named& member : members) sort_in(std::move(member));
  }

  /// A member of a .npz: a recording, or what is told about one or all of them.
  void sort_in(Named member) {
    const NpyArray& array = member.array;
    const std::size_t axes = array.shape().size();
    // The longest name that the member begins with; the empty one is of all of them.
    auto of = beside_.find("");
    int tried = 0;
    for (std::size_t at = member.name.size(); at > 0 && tried < 32; --at) {
      if (member.name[at - 1] != '_') continue;
      ++tried;
      if (const auto found = beside_.find(member.name.substr(0, at)); found != beside_.end()) {
        of = found;
        break;
      }
    }
    Beside& beside = of->second;
    const std::string name = member.name.substr(of->first.size());
    if (array.elements() == 1 && axes <= 1) {
      if (const auto text = array.text()) {
        beside.facts.tell(name, *text);
      } else if (array.numeric() && array.stored() == 1) {
        beside.facts.tell(name, array.number(0));
      }
    } else if (axes == 1 && names_times(name) && array.numeric()) {
      beside.times_s = numbers(array);
    } else if (axes == 2 && array.numeric() && name == "sensor_mask") {
      beside.masks.push_back({name, array});
    } else if (axes >= 2 && axes <= 4 && array.numeric()) {
      recordings_.push_back(std::move(member));
    }
  }

  /// Beside films, arrays of two axes are tables or pictures made of them.
  void keep_films() {
    const auto is_film = [](const Named& n) { return n.array.shape().size() > 2; };
    if (std::none_of(recordings_.begin(), recordings_.end(), is_film)) return;
    std::vector<Named> films;
    for (Named& n : recordings_) {
      if (is_film(n)) {
        films.push_back(std::move(n));
      } else {
        warnings_.push_back("array " + in_quotes(n.name) +
                            " has no axis of frames beside others that have one and was left out");
      }
    }
    recordings_ = std::move(films);
  }

  void add(const Named& named) {
    const NpyArray& array = named.array;
    const std::vector<std::uint64_t>& shape = array.shape();
    const std::size_t axes = shape.size();
    if (!array.numeric()) {
      throw FormatError(file_.name(), "elements of type " + in_quotes(array.type()) +
                                          ", expected numbers: '<u2', '<f4', ...");
    }
    if (axes < 2 || axes > 4) {
      throw FormatError(file_.name(), "an array of " + std::to_string(axes) +
                                          " axes, expected [frames, rows, columns]");
    }
    const std::string prefix(prefix_of(named));
    ArrayRecording r;
    r.name = prefix.empty() ? named.name : prefix.substr(0, prefix.size() - 1);
    if (!named.name.empty()) r.array = "array " + in_quotes(named.name);
    r.rows = shape[axes - 2];
    r.cols = shape[axes - 1];
    r.frames = axes == 2 ? 1 : shape[axes - 3];
    require_grid(file_.name(), r);
    const std::uint64_t count = axes == 4 ? shape[0] : 1;
    if (count > most_recordings) {
      throw FormatError(file_.name(), "an array of " + std::to_string(count) +
                                          " recordings, expected at most " +
                                          std::to_string(most_recordings));
    }
    const std::uint64_t whole = whole_frames(array, r);
    for (std::uint64_t n = 0; n < count && n * r.frames < whole; ++n) {
      ArrayRecording one = r;
      if (axes == 4) one.name += (one.name.empty() ? "" : "/") + std::to_string(n);
      one.frames = std::min(r.frames, whole - n * r.frames);
      if (whole < r.frames * count && (n + 1) * r.frames >= whole) {
        note_end(one, n + 1, count, r.frames);
      }
      add_one(array, prefix, std::move(one), n, count, r.frames);
    }
  }

  /// Frames that are in the file, of all the recordings of an array.
  std::uint64_t whole_frames(const NpyArray& array, const ArrayRecording& r) {
    const std::uint64_t whole = array.stored() / (r.rows * r.cols);
    if (array.stored() == array.elements()) return whole;
    if (array.fortran_order()) {
      throw FormatError(file_.name(),
                        "the file ends within the array, which is in Fortran order and has no "
                        "whole frame before its end");
    }
    if (whole == 0) throw FormatError(file_.name(), "the file ends within the first frame");
    return whole;
  }

  static void note_end(ArrayRecording& one, std::uint64_t number, std::uint64_t count,
                       std::uint64_t frames) {
    if (one.frames < frames) {
      one.info.warnings.push_back("the file ends within frame " + std::to_string(one.frames + 1) +
                                  ", " + std::to_string(one.frames) + " whole frames were kept");
    } else if (number < count) {
      one.info.warnings.push_back("the file ends early, it should hold " + std::to_string(count) +
                                  " recordings");
    }
  }

  void add_one(const NpyArray& array, const std::string& prefix, ArrayRecording one,
               std::uint64_t index, std::uint64_t count, std::uint64_t all_frames) {
    const std::uint64_t cells = one.rows * one.cols;
    NpyArray::Place place{.rows = static_cast<std::size_t>(one.rows),
                          .cols = static_cast<std::size_t>(one.cols)};
    if (array.fortran_order()) {
      place.first = index;
      place.frame_step = count;
      place.row_step = count * all_frames;
      place.col_step = count * all_frames * one.rows;
    } else {
      place.first = index * all_frames * cells;
      place.frame_step = cells;
      place.row_step = one.cols;
      place.col_step = 1;
    }
    // In Fortran order a block takes a little of every page of the file: few large blocks.
    one.frames_a_read = frames_a_read(cells, array.fortran_order() ? 64 : 1);
    one.read = [array, place](std::size_t first, std::size_t frames, std::span<float> out) {
      array.read(place, first, frames, out);
    };
    const Beside& own = beside_.at(prefix);
    const Beside& common = beside_.at("");
    const std::vector<double>& times = own.times_s.empty() ? common.times_s : own.times_s;
    if (times.size() == all_frames) {
      one.times_s.assign(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(one.frames));
    } else if (!times.empty()) {
      one.info.warnings.push_back("the list of times has " + std::to_string(times.size()) +
                                  " entries, not one a frame, and was left out");
    }
    use_mask(own.masks.empty() ? common.masks : own.masks, one);
    auto& warnings = one.info.warnings;
    warnings.insert(warnings.begin(), warnings_.begin(), warnings_.end());
    if (array.surplus() > 0) {
      warnings.push_back(std::to_string(array.surplus()) + " bytes behind the array were left out");
    }
    one.info.provenance["type"] = array.type() + (array.fortran_order() ? ", Fortran order" : "");
    ArrayFacts facts = own.facts;
    facts.add(common.facts);
    sources_.push_back(make_array_source(id, file_.name(), std::move(one), facts, options_));
  }

  static void use_mask(const std::vector<Named>& masks, ArrayRecording& one) {
    for (const Named& mask : masks) {
      const NpyArray& array = mask.array;
      if (array.shape()[0] != one.rows || array.shape()[1] != one.cols ||
          array.stored() != array.elements()) {
        continue;
      }
      std::vector<std::uint8_t>& cells = one.info.sensor_mask;
      cells.assign(static_cast<std::size_t>(array.elements()), 0);
      for (std::uint64_t i = 0; i < array.elements(); ++i) {
        const std::uint64_t cell =
            array.fortran_order() ? i % one.rows * one.cols + i / one.rows : i;
        cells[cell] = array.number(i) != 0 ? 1 : 0;
      }
    }
  }

  InputFile file_;
  const OpenOptions& options_;
  std::map<std::string, Beside> beside_;  ///< by what their names begin with
  std::vector<Named> recordings_;
  std::vector<std::string> warnings_;
  Sources sources_;
};

Sources open(const InputFile& file, const OpenOptions& options) {
  return Reader(file, options).open();
}

}  // namespace

extern const RecordingFormat numpy = {
    id,
    "NumPy array (.npy, .npz)",
    confidence,
    open,
};

}  // namespace solea::readers

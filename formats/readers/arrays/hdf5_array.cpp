// HDF5 files of other programs with arrays of pressures. A dataset [frames, rows, columns] is a
// recording, [n, frames, rows, columns] n recordings. Attributes of the dataset, or of a group
// around it, or of the file, tell the rest:
//
//   /frames         uint16 [1000, 64, 64]; units "kPa", rate_hz 100, pitch_mm 5
//   /time_s         float64 [1000], where the frames are not even
//
// Footsteps cut from recordings of a Stepscan walkway (University of New Brunswick) have groups,
// /barefoot, /shod_common/fast, ..., each with
//
//   data            [n, 200, 80, 60]
//   metadata        [n, 9 or 10]: subject, duration, pass, whether the last of a stride, step,
//                   direction, y, x, time, and the angle of those that were aligned
//   timestamps      [n, 200]
//
// Only what is asked for is read; thousands of recordings share one open file.

#include "formats/readers/arrays/hdf5_array.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "formats/hdf5_array.h"
#include "formats/number_text.h"
#include "formats/readers/arrays/array_source.h"
#include "formats/readers/builtin.h"
#include "formats/session/schema.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

constexpr std::string_view id = "hdf5_array";
constexpr std::size_t most_datasets = 20000;
constexpr std::uint64_t most_recordings = 100000;

/// The eight bytes every HDF5 file begins with; sessions are surer of theirs.
int confidence(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  return text.starts_with("\x89HDF\r\n\x1a\n") ? 70 : 0;
}

/// Runs a read; HDF5's errors name the file.
template <class Action>
auto guarded(const std::filesystem::path& file, Action action) {
  return hdf5::guarded(file, "damaged HDF5 file: ", "", action);
}

/// "walk/left" of "walk/left/frames"; empty for what lies in the root.
std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string name_in(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// The product of axes; as large as can be where it is larger.
std::uint64_t product(std::span<const std::uint64_t> axes) {
  std::uint64_t all = 1;
  for (const std::uint64_t axis : axes) {
    if (axis != 0 && all > UINT64_MAX / axis) return UINT64_MAX;
    all *= axis;
  }
  return all;
}

/// A dataset of pressures that stays open as long as any recording of it.
struct Pressures {
  std::filesystem::path file;
  std::string path;
  hdf5::Dataset dataset;
  hdf5::ArrayLayout layout;

  /// Frames of recording `index`, where there are several.
  void read(std::optional<std::uint64_t> index, std::uint64_t first, std::uint64_t count,
            std::span<float> out) const {
    std::vector<std::uint64_t> start(layout.shape.size(), 0);
    std::vector<std::uint64_t> size = layout.shape;
    const std::size_t frames_axis = index ? 1 : 0;
    if (index) {
      start[0] = *index;
      size[0] = 1;
    }
    start[frames_axis] = first;
    size[frames_axis] = count;
    guarded(file, [&] {
      if (!layout.is_u16) {
        hdf5::read_box<float>(dataset, start, size, out);
        return;
      }
      // HDF5 converts numbers slower than a plain loop does.
      std::vector<std::uint16_t> raw(out.size());
      hdf5::read_box<std::uint16_t>(dataset, start, size, raw);
      std::copy(raw.begin(), raw.end(), out.begin());
    });
  }
};

/// What a table beside footsteps says of them, by its column.
constexpr std::array<const char*, 10> step_columns = {
    "subject",           "duration", "pass",    "last of stride", "step",
    "walking direction", "place y",  "place x", "start",          "alignment angle"};

class Reader {
 public:
  Reader(const InputFile& file, const OpenOptions& options)
      : file_(file.name()), options_(options), root_(hdf5::open_file(file)) {}

  Sources open() {
    for (const std::string& path : hdf5::dataset_paths(root_, most_datasets)) sort_in(path);
    if (arrays_.empty()) {
      const auto format = root_.text(schema::format, hdf5::Node::Texts::any);
      throw FormatError(file_, "an HDF5 file, but no Solea session (attribute 'format' is " +
                                   (format ? in_quotes(*format) : "missing") + ", expected '" +
                                   schema::format_name +
                                   "'), and without an array of numbers [frames, rows, columns]");
    }
    for (const auto& array : arrays_) facts_.push_back(facts_of(*array));
    keep_pressures();
    for (std::size_t i = 0; i < arrays_.size(); ++i) {
      if (!add_steps(arrays_[i], facts_[i])) add(arrays_[i], facts_[i]);
    }
    if (sources_.empty()) {
      throw FormatError(
          file_, "not one frame of " + in_quotes("/" + arrays_.front()->path) + " was written");
    }
    return std::move(sources_);
  }

 private:
  void sort_in(const std::string& path) {
    hdf5::Dataset dataset = hdf5::open_dataset(root_, path);
    hdf5::ArrayLayout layout = hdf5::array_layout(dataset);
    if (!layout.numeric) return;
    const std::size_t axes = layout.shape.size();
    if (layout.inside && product(layout.shape) == 1 && axes <= 2) {
      const std::vector<std::uint64_t> start(axes, 0);
      double value = 0;
      hdf5::read_box<double>(dataset, start, layout.shape, std::span(&value, 1));
      numbers_[path] = value;
    }
    if (axes != 3 && axes != 4) return;
    if (!layout.inside) {
      warnings_.push_back("the data of " + in_quotes("/" + path) +
                          " are in other files and were left out");
      return;
    }
    arrays_.push_back(
        std::make_shared<Pressures>(Pressures{file_, path, std::move(dataset), std::move(layout)}));
  }

  /// What the attributes of a dataset tell, then those of the groups around it and of the file.
  ArrayFacts facts_of(const Pressures& array) const {
    ArrayFacts facts(file_);
    const auto take = [&facts](const hdf5::Node& node) {
      for (const std::string& name : hdf5::attribute_names(node)) {
        if (const auto number = node.number(name)) {
          facts.tell(name, *number);
        } else if (const auto text = node.text(name, hdf5::Node::Texts::any)) {
          facts.tell(name, *text);
        }
      }
    };
    take(array.dataset);
    for (std::string group = array.path; !group.empty();) {
      group = parent_of(group);
      if (group.empty()) {
        take(root_);
      } else {
        take(root_.group(group));
      }
      for (const auto& [path, value] : numbers_) {
        if (parent_of(path) == group) facts.tell(name_in(path), value);
      }
    }
    return facts;
  }

  /// Leaves out arrays of something else: those with another unit, and those with none beside
  /// others with one, unless the user gives it.
  void keep_pressures() {
    const auto is_pressure = [](const ArrayFacts& f) { return f.unit && is_array_unit(*f.unit); };
    const bool any = std::any_of(facts_.begin(), facts_.end(), is_pressure);
    const bool any_open =
        std::any_of(facts_.begin(), facts_.end(), [](const ArrayFacts& f) { return !f.unit; });
    if (!any && (options_.unit.empty() || !any_open)) return;  // opening them says what is missing
    std::vector<std::shared_ptr<Pressures>> arrays;
    std::vector<ArrayFacts> facts;
    for (std::size_t i = 0; i < arrays_.size(); ++i) {
      const auto& unit = facts_[i].unit;
      if (unit ? is_array_unit(*unit) : !options_.unit.empty()) {
        arrays.push_back(arrays_[i]);
        facts.push_back(facts_[i]);
      } else {
        warnings_.push_back("array " + in_quotes("/" + arrays_[i]->path) +
                            (unit ? " has the unit " + in_quotes(*unit) : " has no unit") +
                            " and was left out");
      }
    }
    arrays_ = std::move(arrays);
    facts_ = std::move(facts);
  }

  /// What all recordings of an array share.
  ArrayRecording recording_of(const Pressures& array) const {
    const std::vector<std::uint64_t>& shape = array.layout.shape;
    const std::size_t axes = shape.size();
    ArrayRecording r;
    r.name = array.path;
    r.array = "array " + in_quotes("/" + array.path);
    r.frames = shape[axes - 3];
    r.rows = shape[axes - 2];
    r.cols = shape[axes - 1];
    require_grid(file_, r);
    const std::uint64_t cells = r.rows * r.cols;
    constexpr std::uint64_t largest_chunk = std::uint64_t{1} << 28;
    if (product(array.layout.chunk) > largest_chunk) {
      throw FormatError(file_, r.array + " has chunks of more than " +
                                   std::to_string(largest_chunk) + " numbers");
    }
    // Little in the file may not become without end in memory.
    constexpr std::uint64_t most_unwritten = 1'000'000'000;
    if (array.layout.gaps && product(shape) > most_unwritten) {
      throw FormatError(file_, r.array + " was written in parts only");
    }
    r.frames_a_read =
        frames_a_read(cells, array.layout.chunk.empty() ? 1 : array.layout.chunk[axes - 3]);
    r.info.warnings = warnings_;
    if (array.layout.gaps) {
      r.info.warnings.push_back("parts of the array were never written and count as unloaded");
    }
    return r;
  }

  /// The frames' times beside an array.
  std::vector<double> times_of(const Pressures& array) const {
    const std::string group = parent_of(array.path);
    const std::size_t frames_axis = array.layout.shape.size() - 3;
    for (const char* name : {"time_s", "times_s", "t_s", "timestamps_s"}) {
      const std::string path = group.empty() ? name : group + "/" + name;
      if (!root_.has(path)) continue;
      const hdf5::Dataset dataset = hdf5::open_dataset(root_, path);
      const hdf5::ArrayLayout layout = hdf5::array_layout(dataset);
      if (!layout.numeric || !layout.inside || layout.shape.size() != 1 ||
          layout.written != array.layout.shape[frames_axis]) {
        continue;
      }
      std::vector<double> times(static_cast<std::size_t>(layout.written));
      hdf5::read_box<double>(dataset, std::array<std::uint64_t, 1>{0}, layout.shape, times);
      return times;
    }
    return {};
  }

  /// One recording [frames, rows, columns], or several of them.
  void add(const std::shared_ptr<const Pressures>& array, const ArrayFacts& facts) {
    ArrayRecording r = recording_of(*array);
    r.times_s = times_of(*array);
    const std::vector<std::uint64_t>& shape = array->layout.shape;
    const std::uint64_t written = array->layout.written;
    const std::string unwritten = std::to_string(shape[0] - written);
    if (shape.size() == 3) {
      if (written == 0) return;
      if (written < r.frames) {
        r.info.warnings.push_back("the last " + unwritten + " frames were never written");
        r.frames = written;
        if (!r.times_s.empty()) r.times_s.resize(static_cast<std::size_t>(written));
      }
      r.read = [array](std::size_t first, std::size_t count, std::span<float> out) {
        array->read(std::nullopt, first, count, out);
      };
      if (const auto sparse = hdf5::SparseReader::open(array->dataset, array->layout)) {
        r.frames_a_read = sparse->frames_a_read();
        r.read_sparse = [array, sparse](std::size_t first, std::size_t count, std::uint16_t least,
                                        hdf5::SparseFrames& out) {
          guarded(array->file, [&] { sparse->read(first, count, least, out); });
        };
      }
      add_source(std::move(r), facts);
      return;
    }
    if (written < shape[0]) {
      r.info.warnings.push_back("the last " + unwritten + " recordings were never written");
    }
    for (std::uint64_t n = 0; n < written; ++n) add_nth(array, r, n, facts);
  }

  void add_nth(const std::shared_ptr<const Pressures>& array, ArrayRecording r, std::uint64_t n,
               const ArrayFacts& facts) {
    r.name += "/" + std::to_string(n);
    r.read = [array, n](std::size_t first, std::size_t count, std::span<float> out) {
      array->read(n, first, count, out);
    };
    add_source(std::move(r), facts);
  }

  void add_source(ArrayRecording r, const ArrayFacts& facts) {
    if (sources_.size() == most_recordings) {
      throw FormatError(file_, "more than " + std::to_string(most_recordings) + " recordings");
    }
    sources_.push_back(make_array_source(id, file_, std::move(r), facts, options_));
  }

  /// Footsteps with their table. False: the array is not that.
  bool add_steps(const std::shared_ptr<const Pressures>& array, const ArrayFacts& facts) {
    const std::vector<std::uint64_t>& shape = array->layout.shape;
    const std::string group = parent_of(array->path);
    const std::string table_path = group + "/metadata";
    if (shape.size() != 4 || group.empty() || name_in(array->path) != "data" ||
        !root_.has(table_path) || !root_.has(group + "/timestamps")) {
      return false;
    }
    const hdf5::Dataset table = hdf5::open_dataset(root_, table_path);
    const hdf5::ArrayLayout layout = hdf5::array_layout(table);
    if (!layout.numeric || !layout.inside || layout.shape.size() != 2 ||
        layout.shape[0] < shape[0] || layout.shape[1] < 9 || layout.shape[1] > 10 ||
        shape[0] > most_recordings) {
      return false;
    }
    const std::size_t columns = static_cast<std::size_t>(layout.shape[1]);
    std::vector<double> values(static_cast<std::size_t>(shape[0]) * columns);
    hdf5::read_box<double>(table, std::array<std::uint64_t, 2>{0, 0},
                           std::array<std::uint64_t, 2>{shape[0], columns}, values);
    ArrayRecording r = recording_of(*array);
    r.name = group;
    r.device = "a Stepscan walkway";
    r.device_rate_hz = 100;
    r.device_pitch_mm = 5;
    // The file grows by several entries at a time; the subject of those to come is -1.
    const auto is_spare = [&](std::uint64_t n) { return values[n * columns] < 0; };
    std::uint64_t spare = 0;
    for (std::uint64_t n = 0; n < array->layout.written; ++n) spare += is_spare(n) ? 1 : 0;
    if (spare > 0) {
      r.info.warnings.push_back(std::to_string(spare) + " entries of " + in_quotes(group) +
                                " were never filled and were left out");
    }
    for (std::uint64_t n = 0; n < array->layout.written; ++n) {
      if (is_spare(n)) continue;
      ArrayRecording step = r;
      describe_step(std::span<const double>(values).subspan(n * columns, columns), step);
      add_nth(array, std::move(step), n, facts);
    }
    return spare < array->layout.written;
  }

  static void describe_step(std::span<const double> row, ArrayRecording& step) {
    for (std::size_t i = 1; i < row.size(); ++i) {
      step.info.provenance[step_columns[i]] = short_number(row[i], 10) + ", as stored";
    }
    step.info.session.subject_code = short_number(row[0], 10);
    step.info.conversions.push_back("not turned: the file gives " + short_number(row[5], 10) +
                                    " as the walking direction");
  }

  std::filesystem::path file_;
  const OpenOptions& options_;
  hdf5::Node root_;
  std::map<std::string, double> numbers_;  ///< datasets of one number, by path
  std::vector<std::shared_ptr<Pressures>> arrays_;
  std::vector<ArrayFacts> facts_;  ///< of each array
  std::vector<std::string> warnings_;
  Sources sources_;
};

Sources open(const InputFile& file, const OpenOptions& options) {
  return guarded(file.name(), [&] { return Reader(file, options).open(); });
}

}  // namespace

bool is_foreign_hdf5(const InputFile& file) {
  try {
    const hdf5::Node root = hdf5::open_file(file);
    if (root.has(schema::trials)) return false;
    try {
      return root.text(schema::format) != schema::format_name;
    } catch (const std::exception&) {
      return true;  // not a text as Solea writes it
    }
  } catch (const std::exception&) {
    return false;
  }
}

extern const RecordingFormat hdf5_array = {
    id,
    "HDF5 array (.h5)",
    confidence,
    open,
};

}  // namespace solea::readers

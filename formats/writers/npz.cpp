// NumPy's .npz: a zip of .npy arrays, deflated. One frame is dense in memory at a time.
//
//     pressure_kpa [frame, row, col] float32   time_s, force_n, cop_x_mm, cop_y_mm [frame] float64
//     rate_hz, pitch_x_mm, pitch_y_mm          float64, NaN where unknown
//     sensor_mask [row, col] bool              unit, side, orientation, software: texts
//     has_grid False                           only of sensors in a list, whose places are unknown
//     channel_NAME [frame] float64             where the file carries such series
//     walking_direction                        "+x" of a treadmill, where the file tells
//     identity_NAME                            texts, with --with-identity only
//
// Several recordings: the same names behind NAME_, as left_pressure_kpa.

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <vector>

#include "core/error.h"
#include "formats/writers/builtin.h"
#include "formats/writers/writer_support.h"

namespace solea::writers {

namespace {

static_assert(std::endian::native == std::endian::little, "arrays are written as they lie");

struct ArchiveFree {
  void operator()(archive* a) const { archive_write_free(a); }
};

/// NumPy's texts are UCS-4. `utf8` is whole, as to_utf8 gives it.
std::u32string code_points(std::string_view utf8) {
  std::u32string text;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += byte;
    } else if (byte >= 0xC0) {
      text += byte & (byte >= 0xF0 ? 0x07U : byte >= 0xE0 ? 0x0FU : 0x1FU);
    } else if (!text.empty()) {
      text.back() = text.back() << 6 | (byte & 0x3FU);
    }
  }
  return text;
}

class NpzFile {
 public:
  explicit NpzFile(const std::filesystem::path& file) : name_(file), zip_(archive_write_new()) {
    if (!zip_) throw std::bad_alloc();
    check(archive_write_set_format_zip(zip_.get()));
    check(archive_write_open_filename(zip_.get(), file.c_str()));
  }

  /// Begins an array of which put() then gives `bytes` bytes. `descr` is NumPy's name of the type.
  void begin(const std::string& array, const std::string& descr,
             const std::vector<std::size_t>& shape, std::size_t bytes) {
    std::string dims;
    for (const std::size_t n : shape) dims += std::to_string(n) + ",";
    if (shape.size() > 1) dims.pop_back();
    std::string head =
        "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + dims + "), }";
    constexpr std::size_t before = 10;  // magic, version, length of the rest
    head.append(63 - (before + head.size()) % 64, ' ');
    head += '\n';
    std::string magic("\x93NUMPY\x01\x00", 8);
    magic += static_cast<char>(head.size() & 0xFF);
    magic += static_cast<char>(head.size() >> 8);

    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                              &archive_entry_free);
    if (!entry) throw std::bad_alloc();
    archive_entry_set_pathname(entry.get(), (array + ".npy").c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    // A fixed date: the same recording gives the same file, and no date tells anything.
    archive_entry_set_mtime(entry.get(), 315'619'200, 0);  // 1980-01-02, the first zip can hold
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(before + head.size() + bytes));
    check(archive_write_header(zip_.get(), entry.get()));
    put(magic.data(), magic.size());
    put(head.data(), head.size());
  }

  void put(const void* data, std::size_t bytes) {
    if (bytes == 0) return;
    if (archive_write_data(zip_.get(), data, bytes) != static_cast<la_ssize_t>(bytes)) fail();
  }

  void numbers(const std::string& array, const std::vector<double>& values) {
    begin(array, "<f8", {values.size()}, values.size() * sizeof(double));
    put(values.data(), values.size() * sizeof(double));
  }

  void number(const std::string& array, double value) {
    begin(array, "<f8", {}, sizeof value);
    put(&value, sizeof value);
  }

  void text(const std::string& array, std::string_view utf8) {
    const std::u32string wide = code_points(utf8);
    begin(array, "<U" + std::to_string(wide.size()), {}, wide.size() * sizeof(char32_t));
    put(wide.data(), wide.size() * sizeof(char32_t));
  }

  void close() { check(archive_write_close(zip_.get())); }

 private:
  void check(int result) const {
    if (result != ARCHIVE_OK) fail();
  }
  [[noreturn]] void fail() const {
    const char* why = archive_error_string(zip_.get());
    throw FileError(name_, std::string("cannot be written: ") + (why != nullptr ? why : "unknown"));
  }

  std::filesystem::path name_;
  std::unique_ptr<archive, ArchiveFree> zip_;
};

/// What stands before a recording's arrays: its name, made different from the others'.
std::string prefix(const std::string& called, std::size_t index, std::set<std::string>& taken) {
  std::string name = as_name(called);
  if (name.empty()) name = "recording" + std::to_string(index + 1);
  std::string unique = name;
  for (int n = 2; !taken.insert(unique).second; ++n) unique = name + "_" + std::to_string(n);
  return unique + "_";
}

void write_recording(NpzFile& out, const ExportRecording& from, const ExportOptions& options,
                     const std::string& before) {
  const SourceInfo& info = from.info;
  const std::size_t frames = from.recording.size();
  const auto rows = static_cast<std::size_t>(info.plate.rows);
  const auto cols = static_cast<std::size_t>(info.plate.cols);
  const auto known = [](double value) {
    return value > 0 ? value : std::numeric_limits<double>::quiet_NaN();
  };
  std::vector<float> kpa(info.plate.cells());
  out.begin(before + "pressure_kpa", "<f4", {frames, rows, cols},
            frames * kpa.size() * sizeof(float));
  for (std::size_t frame = 0; frame < frames; ++frame) {
    from.recording.copy_dense(frame, kpa);
    out.put(kpa.data(), kpa.size() * sizeof(float));
  }
  const auto series = [&](const char* name, auto value) {
    std::vector<double> values(frames);
    for (std::size_t i = 0; i < frames; ++i) values[i] = value(i);
    out.numbers(before + name, values);
  };
  series("time_s", [&](std::size_t i) { return from.recording.time_s(i); });
  series("force_n", [&](std::size_t i) { return from.load[i].force_n; });
  series("cop_x_mm", [&](std::size_t i) { return from.load[i].cop_x_mm; });
  series("cop_y_mm", [&](std::size_t i) { return from.load[i].cop_y_mm; });
  out.number(before + "rate_hz", known(info.rate_hz));
  out.number(before + "pitch_x_mm", known(info.plate.pitch_x_mm));
  out.number(before + "pitch_y_mm", known(info.plate.pitch_y_mm));
  out.text(before + "unit", "kPa");
  out.text(before + "side", to_string(info.side));
  out.text(before + "software", software());
  out.text(before + "orientation", orientation(info));
  if (const std::string walking = walking_direction(info); !walking.empty()) {
    out.text(before + "walking_direction", walking);
  }
  if (!info.has_grid) {
    out.begin(before + "has_grid", "|b1", {}, 1);
    out.put("\0", 1);
  }
  std::vector<std::uint8_t> mask = info.sensor_mask;
  if (mask.empty()) mask.assign(info.plate.cells(), 1);
  for (std::uint8_t& sensor : mask) sensor = sensor != 0 ? 1 : 0;
  out.begin(before + "sensor_mask", "|b1", {rows, cols}, mask.size());
  out.put(mask.data(), mask.size());
  std::set<std::string> names;
  for (const Channel& channel : info.channels) {
    const std::string name = "channel_" + as_name(channel.name);
    if (names.insert(name).second) out.numbers(before + name, channel.values);
  }
  for (const auto& [key, value] : identity(info, options)) {
    const std::string name = as_name(key);
    if (!name.empty() && names.insert(name).second) out.text(before + "identity_" + name, value);
  }
}

void write(std::span<const ExportRecording> recordings, const ExportOptions& options,
           const std::filesystem::path& file) {
  NpzFile out(file);
  std::set<std::string> taken;
  const std::vector<std::string> called = names_of(recordings, options);
  for (std::size_t i = 0; i < recordings.size(); ++i) {
    const std::string before = recordings.size() == 1 ? "" : prefix(called[i], i, taken);
    write_recording(out, recordings[i], options, before);
  }
  out.close();
}

}  // namespace

extern const ExportFormat npz = {
    "npz", "NumPy arrays", ".npz", {}, true, write,
};

}  // namespace solea::writers

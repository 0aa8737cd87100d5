#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/version.h"
#include "formats/writers/binary_file.h"
#include "formats/writers/builtin.h"
#include "formats/writers/c3d_parameters.h"
#include "formats/writers/writer_support.h"

/// C3D, the motion laboratories' file, from the public manual at c3d.org: little-endian, floats.
///
///   block 1          header: counts, rate, where the rest begins
///   blocks 2 ..      parameters (c3d_parameters.h)
///   then             frames: the point CoP (x, y, z, residual), six force channels
///
/// The laboratory's axes are the plate's: x to the person's right, y forward, z up, mm, origin at
/// the posterior left corner of the plate. CoP is a point with residual 0 (computed, as the manual
/// has it), or an invalid one (residual -1) where nothing is loaded.
///
/// The plate is a force platform of TYPE 2: three forces and three moments about the plate's
/// centre. Of the two types that can carry a centre of pressure, TYPE 1 stores it in channels, and
/// a channel must say something where nothing is loaded: 0 would be the middle of the plate. With
/// the moments of TYPE 2 the load is honestly zero and the centre of pressure, -My/Fz and Mx/Fz, is
/// as undefined as it is; the quotient loses no more than the rounding of a float (1e-4 mm on a
/// metre). As the manual asks: the platform's z points down, its y backward, forces are reactions,
/// so that Fz is negative there and points up in the laboratory.
namespace solea::writers {

namespace {

constexpr std::size_t block_bytes = C3dParameters::block_bytes;
constexpr std::uint16_t channels = 6;
constexpr std::uint32_t integer_frames = 65535;   // from here on POINT:FRAMES is a float
constexpr std::uint32_t most_frames = 1U << 24U;  // a float's whole numbers
constexpr std::size_t flush_bytes = 1U << 20U;
constexpr float invalid = -1;
constexpr float computed = 0;

/// Position of each frame on the even time axis that C3D has: frames that were missed leave a gap.
std::vector<std::uint32_t> frame_slots(const Recording& recording, double rate_hz) {
  std::vector<std::uint32_t> slots(recording.size(), 0);
  for (std::size_t k = 1; k < slots.size(); ++k) {
    const double periods = (recording.time_s(k) - recording.time_s(k - 1)) * rate_hz;
    const double step = std::max(1.0, std::round(periods));
    if (!(slots[k - 1] + step < most_frames)) throw Error("more frames than C3D can count");
    slots[k] = slots[k - 1] + static_cast<std::uint32_t>(step);
  }
  return slots;
}

struct Layout {
  float rate_hz = 0;
  float scale = 0;
  std::uint32_t frames = 0;
  std::uint32_t missing = 0;  ///< of these
  double width_mm = 0;
  double length_mm = 0;
};

/// Throws Error for a recording that C3D cannot hold.
Layout layout_of(const ExportRecording& recording, std::span<const std::uint32_t> slots) {
  const PlateGeometry& plate = recording.recording.plate();
  Layout layout;
  layout.rate_hz = static_cast<float>(recording.info.rate_hz);
  layout.frames = slots.back() + 1;
  layout.missing = layout.frames - static_cast<std::uint32_t>(slots.size());
  layout.width_mm = plate.width_mm();
  layout.length_mm = plate.length_mm();
  // Negative: floats. Its size is the resolution that integers would have.
  layout.scale = static_cast<float>(-std::max(layout.width_mm, layout.length_mm) / 32000);
  return layout;
}

void require_contents(const ExportRecording& recording) {
  const SourceInfo& info = recording.info;
  if (!(info.rate_hz > 0)) {
    throw Error("the recording's frame rate is not known, C3D needs it (--rate-hz)");
  }
  const PlateGeometry& plate = recording.recording.plate();
  if (!info.has_grid || !(plate.pitch_x_mm > 0 && plate.pitch_y_mm > 0)) {
    throw Error("the plate's size is not known, C3D needs its corners (--pitch-mm)");
  }
  if (recording.recording.size() == 0) throw Error("the recording has no frames, C3D needs one");
  if (recording.load.size() != recording.recording.size()) {
    throw Error("C3D needs the load of every frame");
  }
}

void add_point(C3dParameters& p, const Layout& layout, std::uint16_t data_start) {
  using enum C3dParameters::Lock;
  p.group("POINT", "3-D points");
  p.integer("USED", 1, "number of points", locked);
  p.real("SCALE", layout.scale, "negative: floats", locked);
  p.real("RATE", layout.rate_hz, "frames a second", locked);
  p.integer("DATA_START", data_start, "first block of the data", locked);
  if (layout.frames < integer_frames) {
    p.integer("FRAMES", static_cast<std::uint16_t>(layout.frames), "number of frames", locked);
  } else {
    p.real("FRAMES", static_cast<float>(layout.frames), "number of frames", locked);
  }
  p.texts("LABELS", std::array{std::string("CoP")}, "names");
  p.texts("DESCRIPTIONS",
          std::array{std::string("centre of pressure of the whole plate; invalid: nothing loaded")},
          "what they are");
  p.text("UNITS", "mm", "of coordinates");
  p.text("X_SCREEN", "+X", "to the person's right");
  p.text("Y_SCREEN", "+Y", "forward");
}

void add_analog(C3dParameters& p, const Layout& layout) {
  using enum C3dParameters::Lock;
  constexpr std::array<std::uint16_t, channels> offsets{};
  constexpr std::array<float, channels> scales = {1, 1, 1, 1, 1, 1};
  const std::array<std::string, channels> labels = {"Fx1", "Fy1", "Fz1", "Mx1", "My1", "Mz1"};
  const std::array<std::string, channels> units = {"N", "N", "N", "Nmm", "Nmm", "Nmm"};
  const std::array<std::string, channels> descriptions = {
      "not measured by a pressure plate, 0",
      "not measured by a pressure plate, 0",
      "vertical reaction force, platform z points down",
      "moment of Fz about the platform's x axis",
      "moment of Fz about the platform's y axis",
      "not measured by a pressure plate, 0"};
  p.group("ANALOG", "force platform channels");
  p.integer("USED", channels, "number of channels", locked);
  p.texts("LABELS", labels, "names");
  p.texts("DESCRIPTIONS", descriptions, "what they are");
  p.real("GEN_SCALE", 1, "of all channels", locked);
  p.floats("SCALE", scales, {channels}, "of each channel", locked);
  p.integers("OFFSET", offsets, {channels}, "of each channel", locked);
  p.texts("UNITS", units, "of each channel");
  p.real("RATE", layout.rate_hz, "samples a second", locked);
  p.text("FORMAT", "SIGNED", "of integers, were there any");
}

void add_platform(C3dParameters& p, const Layout& layout) {
  using enum C3dParameters::Lock;
  const auto w = static_cast<float>(layout.width_mm);
  const auto l = static_cast<float>(layout.length_mm);
  // Quadrants of the platform's axes, whose y points backward: +x +y, -x +y, -x -y, +x -y.
  const std::array<float, 12> corners = {w, 0, 0, 0, 0, 0, 0, l, 0, w, l, 0};
  constexpr std::array<float, 3> origin{};
  constexpr std::array<std::uint16_t, channels> channel = {1, 2, 3, 4, 5, 6};
  constexpr std::array<std::uint16_t, 2> no_zeroing{};
  p.group("FORCE_PLATFORM", "the pressure plate");
  p.integer("USED", 1, "number of platforms", locked);
  p.integers("TYPE", std::array<std::uint16_t, 1>{2}, {1}, "forces and moments", locked);
  p.integers("ZERO", no_zeroing, {2}, "no baseline to take off");
  p.floats("CORNERS", corners, {3, 4, 1}, "mm", locked);
  p.floats("ORIGIN", origin, {3, 1}, "moments are about the centre of the surface", locked);
  p.integers("CHANNEL", channel, {channels, 1}, "analog channels", locked);
}

void add_trial(C3dParameters& p, const Layout& layout, const SourceInfo& info, bool with_identity) {
  const auto low = static_cast<std::uint16_t>(layout.frames & 0xFFFFU);
  const auto high = static_cast<std::uint16_t>(layout.frames >> 16U);
  p.group("TRIAL", "frame numbers of 32 bits");
  p.integers("ACTUAL_START_FIELD", std::array<std::uint16_t, 2>{1, 0}, {2}, "low word, high word");
  p.integers("ACTUAL_END_FIELD", std::array{low, high}, {2}, "low word, high word");
  if (layout.missing > 0) {
    p.real("FRAMES_MISSING", static_cast<float>(layout.missing),
           "missed when recording: CoP invalid, forces not a number");
  }
  if (!with_identity) return;
  const Measured when = measured(info);
  if (when.date.empty()) return;
  if (when.date == info.session.created_utc) {
    p.text("CREATED_UTC", when.date, "when it was recorded");
  } else {
    p.text("MEASURED", when.date + (when.time.empty() ? "" : " " + when.time),
           "when it was recorded, as the source file says");
  }
}

std::string parameters(const ExportRecording& recording, const Layout& layout, bool with_identity,
                       std::uint16_t data_start) {
  C3dParameters p;
  add_point(p, layout, data_start);
  add_analog(p, layout);
  add_platform(p, layout);
  const SessionInfo& session = recording.info.session;
  add_trial(p, layout, recording.info, with_identity);
  p.group("MANUFACTURER", "who wrote this file");
  p.text("SOFTWARE", "Solea", "");
  p.text("VERSION", software_version, "");
  if (with_identity && !session.subject_code.empty()) {
    p.group("SUBJECTS", "who was recorded");
    p.integer("USED", 1, "number of subjects");
    p.texts("NAMES", std::array{session.subject_code}, "code");
  }
  return p.section();
}

std::string header(const Layout& layout, std::uint16_t data_start) {
  const auto last =
      static_cast<std::uint16_t>(std::min<std::uint32_t>(layout.frames, integer_frames));
  std::string bytes = "\x02P";         // parameters in block 2; 3-D points
  append_le(bytes, std::uint16_t{1});  // points
  append_le(bytes, channels);          // analog samples a frame
  append_le(bytes, std::uint16_t{1});  // first frame
  append_le(bytes, last);
  append_le(bytes, std::uint16_t{0});  // longest gap to fill: none
  append_le(bytes, layout.scale);
  append_le(bytes, data_start);
  append_le(bytes, std::uint16_t{1});  // samples of a channel a frame
  append_le(bytes, layout.rate_hz);
  bytes.resize(block_bytes, '\0');
  return bytes;
}

void append_frame(std::string& bytes, const LoadSample& load, const Layout& layout) {
  const bool loaded = load.force_n > 0 && std::isfinite(load.cop_x_mm + load.cop_y_mm);
  if (loaded) {
    append_le(bytes, static_cast<float>(load.cop_x_mm));
    append_le(bytes, static_cast<float>(load.cop_y_mm));
  } else {
    bytes.append(2 * sizeof(float), '\0');
  }
  append_le(bytes, 0.0F);  // the plate's surface
  append_le(bytes, loaded ? computed : invalid);

  // In the platform's axes, from the centre of the plate. No load, no moment, wherever.
  const double x = load.force_n > 0 ? load.cop_x_mm - layout.width_mm / 2 : 0;
  const double y = load.force_n > 0 ? layout.length_mm / 2 - load.cop_y_mm : 0;
  const double fz = -load.force_n;
  const std::array<double, channels> values = {0, 0, fz, y * fz, -x * fz, 0};
  for (const double value : values) append_le(bytes, static_cast<float>(value) + 0.0F);  // no -0
}

/// A frame that was missed: nothing is known, and 0 N would be a claim.
void append_missing_frame(std::string& bytes) {
  for (const float value : {0.0F, 0.0F, 0.0F, invalid}) append_le(bytes, value);
  for (int i = 0; i < channels; ++i) append_le(bytes, std::numeric_limits<float>::quiet_NaN());
}

void write_frames(BinaryFile& out, const ExportRecording& recording, const Layout& layout,
                  std::span<const std::uint32_t> slots) {
  std::string bytes;
  std::size_t written = 0;
  const auto flush = [&] {
    out.write(bytes);
    written += bytes.size();
    bytes.clear();
  };
  std::uint32_t slot = 0;
  for (std::size_t k = 0; k < slots.size(); ++k) {
    for (; slot < slots[k]; ++slot) {
      append_missing_frame(bytes);
      if (bytes.size() >= flush_bytes) flush();
    }
    append_frame(bytes, recording.load[k], layout);
    ++slot;
    if (bytes.size() >= flush_bytes) flush();
  }
  bytes.append((block_bytes - (written + bytes.size()) % block_bytes) % block_bytes, '\0');
  flush();
}

void write(std::span<const ExportRecording> recordings, const ExportOptions& options,
           const std::filesystem::path& file) {
  const ExportRecording& recording = only_one(recordings);
  require_contents(recording);
  const auto slots = frame_slots(recording.recording, recording.info.rate_hz);
  const Layout layout = layout_of(recording, slots);
  // The section's size does not depend on the number in it.
  const std::size_t blocks =
      parameters(recording, layout, options.with_identity, 0).size() / block_bytes;
  const auto data_start = static_cast<std::uint16_t>(2 + blocks);
  BinaryFile out(file);
  out.write(header(layout, data_start));
  out.write(parameters(recording, layout, options.with_identity, data_start));
  write_frames(out, recording, layout, slots);
  out.finish();
}

}  // namespace

extern const ExportFormat c3d = {
    .id = "c3d",
    .name = "C3D: centre of pressure, the plate as a force platform",
    .extension = ".c3d",
    .variants = {},
    .many = false,
    .write = &write,
};

}  // namespace solea::writers

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "acquisition/decoder.h"
#include "core/frame.h"
#include "core/plate.h"

namespace solea {

/// What a mat is like, as far as its protocol tells the host.
struct TwinSettings {
  PlateGeometry plate;
  double kpa_per_count = 0;
};

/// The device's side of a protocol: what a virtual mat needs to pass for the real one.
class DeviceTwin {
 public:
  virtual ~DeviceTwin() = default;
  /// What the device says by itself when a host opens the line: a banner. Appended to `out`.
  virtual void opened(std::vector<std::byte>& /*out*/) {}
  /// Bytes from the host; answers are appended to `reply`.
  virtual void receive(std::span<const std::byte> bytes, std::vector<std::byte>& reply) = 0;
  /// True when the host has asked for the next frame, by a command or by streaming.
  [[nodiscard]] virtual bool wants_frame() const noexcept = 0;
  /// Appends the wire form of a frame.
  virtual void encode(const RawFrameView& frame, std::vector<std::byte>& out) = 0;

 protected:
  DeviceTwin() = default;
  DeviceTwin(const DeviceTwin&) = default;
  DeviceTwin& operator=(const DeviceTwin&) = default;
};

enum class TransportKind : std::uint8_t { serial, tcp, evdev };

[[nodiscard]] constexpr std::string_view to_string(TransportKind kind) noexcept {
  constexpr std::string_view names[] = {"serial", "tcp", "evdev"};
  return names[static_cast<std::size_t>(kind)];
}

/// What the frames of a protocol tell about damage on the line, from little to much.
enum class FrameCheck : std::uint8_t {
  nothing,  ///< lost bytes show by an answer that is too short; everything else passes
  numbers,  ///< text: how many numbers a row has; a lost or changed digit passes
  marker,   ///< lost bytes show, changed cells pass
  checksum  ///< all damage shows
};

[[nodiscard]] constexpr std::string_view to_string(FrameCheck check) noexcept {
  constexpr std::string_view names[] = {"nothing", "numbers", "marker", "checksum"};
  return names[static_cast<std::size_t>(check)];
}

/// Vendor and product of a USB device.
struct UsbId {
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  friend bool operator==(const UsbId&, const UsbId&) = default;
};

/// A kind of mat. To add one: a file in drivers/ with one of these, and its line in
/// drivers/builtin.cpp; ports, threads and files are never touched.
struct DeviceDriver {
  std::string_view id;    ///< stable, lower case; stored in sessions
  std::string_view name;  ///< for people
  TransportKind transport = TransportKind::serial;
  unsigned default_baud = 0;
  PlateGeometry plate;
  double rate_hz = 0;                ///< nominal
  std::uint16_t max_count = 0;       ///< largest count the hardware gives
  double virtual_kpa_per_count = 0;  ///< of the virtual twin; a real mat needs a calibration
  std::string_view wire;             ///< what its bytes look like, for error messages
  std::string_view tested;           ///< "virtual only" or "hardware"
  std::span<const UsbId> usb{};      ///< as which it may show up
  std::string_view start_command{};  ///< sent when recording begins
  std::string_view stop_command{};   ///< sent when it ends
  /// Makes the mat take its present load as zero; empty: it cannot. Sent when asked for only.
  std::string_view tare_command{};
  std::unique_ptr<FrameDecoder> (*make_decoder)() = nullptr;
  std::unique_ptr<DeviceTwin> (*make_twin)(const TwinSettings&) = nullptr;

  /// Whether its frames tell pitch and kPa per count (FrameDecoder::announcement).
  bool announces = false;
  FrameCheck check = FrameCheck::nothing;
  /// Whether frames carry a counter: lost and repeated ones show.
  bool counts_frames = false;
  /// Cells that can be loaded in one frame, for mats that send places of touch instead of an image;
  /// 0: all.
  std::size_t most_loaded_cells = 0;

  /// Whether a port may be asked if this mat is behind it: nothing is said that changes whatever
  /// else may be there. Without a question it is enough to listen.
  bool safe_to_probe = false;
  std::string_view probe_question{};
  std::string_view probe_answer{};  ///< is somewhere in the answer
  /// Name of the input device, of drivers on evdev.
  std::string_view input_name{};

  /// The mat as the table has it.
  [[nodiscard]] TwinSettings own_settings() const { return {plate, virtual_kpa_per_count}; }
};

/// Every driver.
[[nodiscard]] std::span<const DeviceDriver* const> builtin_drivers();

/// Null when there is none of that id.
[[nodiscard]] const DeviceDriver* find_driver(std::string_view id);

}  // namespace solea

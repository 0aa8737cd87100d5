#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace solea {

/// Something that happened, told by a person or another device.
struct Marker {
  std::chrono::nanoseconds at{};  ///< host's monotonic clock
  std::string label;              ///< "key 1", "udp start", "cts up"
};

/// Markers on their way to whoever stores them. Any thread.
class MarkerQueue {
 public:
  void add(Marker marker);
  /// All since the last call, in the order they came.
  [[nodiscard]] std::vector<Marker> take();

 private:
  std::mutex mutex_;
  std::vector<Marker> markers_;
};

/// Where an external sync comes from.
struct SyncSource {
  enum class Kind : std::uint8_t { udp, cts, dsr };
  Kind kind = Kind::udp;
  std::uint16_t udp_port = 0;
  std::string port;  ///< serial port whose control line is watched

  /// "udp:PORT", "cts:SERIAL PORT", "dsr:SERIAL PORT". Throws std::invalid_argument.
  [[nodiscard]] static SyncSource parse(const std::string& text);
};

/// Tells the edges of a control line. Pure.
class EdgeDetector {
 public:
  explicit EdgeDetector(std::string name) : name_(std::move(name)) {}
  /// "cts up" or "cts down" when the level changed since the last call.
  [[nodiscard]] std::optional<std::string> update(bool level);

 private:
  std::string name_;
  std::optional<bool> level_;
};

/// What a packet says, as a label: its printable characters, without the spaces around them.
[[nodiscard]] std::string packet_label(const std::string& packet);

struct MarkerOptions {
  bool keys = false;         ///< of the terminal that standard input is, else nothing is read
  bool user_signal = false;  ///< SIGUSR1
  std::vector<SyncSource> sync;
};

/// Listens for markers in a thread of its own until it is destroyed. Control lines are looked at
/// every millisecond. Keys come at once, without Enter; the terminal is set back at the end.
class MarkerListener {
 public:
  /// Throws DeviceError when a port cannot be opened or has no such line.
  MarkerListener(const MarkerOptions& options, MarkerQueue& queue);
  ~MarkerListener();
  MarkerListener(const MarkerListener&) = delete;
  MarkerListener& operator=(const MarkerListener&) = delete;

  /// The UDP ports that are listened on.
  [[nodiscard]] const std::vector<std::uint16_t>& udp_ports() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "apps/station/live_frame.h"
#include "apps/station/mat_link.h"
#include "apps/station/protocol.h"

namespace solea::station {

struct StationSettings {
  LiveSettings live;
  double tare_s = 1.5;
  double weight_s = 1.5;               ///< body weight is the mean force over this time ...
  double weight_spread = 0.03;         ///< ... where it varies no more than this part of it
  virtual_mat::Person virtual_person;  ///< on the virtual mat; mass and script by the capture
};

/// What the mat is doing.
enum class MatPhase : std::uint8_t { none, connecting, connected, away, failed };
/// What a capture is doing.
enum class CapturePhase : std::uint8_t { idle, starting, capturing, finishing, finished, failed };

/// Everything a window says about mat and capture, as of one moment.
struct StationState {
  MatPhase mat = MatPhase::none;
  std::string mat_name;
  std::string mat_trouble;  ///< why it failed
  bool is_virtual = false;
  int rows = 0, cols = 0;
  double rate_hz = 0;
  std::uint64_t frames = 0;
  std::uint64_t frames_lost = 0;
  bool calibrated = false;
  std::string calibration_date;  ///< ISO 8601; empty: not told
  TareState tare;
  std::optional<double> standing_kg;  ///< what stands on the mat still, by its force

  CapturePhase capture = CapturePhase::idle;
  std::string capture_trouble;  ///< why it failed
  std::filesystem::path session;
  std::string person_code;
  ProtocolRun run{Protocol{}};
  double pass_s = 0;  ///< since the pass in hand began
};

/// A mat and what is captured with it, with a thread of its own for everything that takes time:
/// every call returns at once. Any thread.
class Station {
 public:
  explicit Station(StationSettings settings = {});
  ~Station();  ///< a capture is ended and its session closed
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

  void connect(const MatChoice& mat);
  void disconnect();
  void tare();
  /// Begins a capture: an entry in the journal, then passes as they come. It finishes by itself
  /// when the protocol is complete. A virtual mat gets its person, who does what the protocol asks.
  void start(const CaptureOrder& order);
  /// Ends the capture as it is.
  void finish();
  /// After finished or failed: idle again.
  void acknowledge();

  [[nodiscard]] StationState state() const;
  /// As MatLink's.
  bool newest(LiveFrame& out) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// How a measured body weight compares with the mass that is known.
struct WeightCheck {
  double measured_kg = 0;
  double expected_kg = 0;
  double difference_pct = 0;
  bool within = false;  ///< of `tolerance_pct`
};
[[nodiscard]] WeightCheck check_weight(double measured_kg, double expected_kg,
                                       double tolerance_pct = 10);

/// A new session's file within the data folder: sessions/CODE/TIME_PROTOCOL.h5. Makes the folder.
[[nodiscard]] std::filesystem::path new_session_file(const std::filesystem::path& data,
                                                     const std::string& person_code,
                                                     const std::string& protocol);

}  // namespace solea::station

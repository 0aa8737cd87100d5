#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "acquisition/stream/live_frame.h"

namespace solea {

/// Lab Streaming Layer: two outlets, "Solea force" (force_n, cop_x_mm, cop_y_mm; NaN where there is
/// none) and "Solea frames" (a channel a cell, kPa with a calibration, else counts). liblsl is
/// loaded at run time: the file that SOLEA_LIBLSL names, else what the system has.
class LslOutlet {
 public:
  /// Loads the library. Throws LslMissing.
  LslOutlet();
  ~LslOutlet();
  LslOutlet(const LslOutlet&) = delete;
  LslOutlet& operator=(const LslOutlet&) = delete;

  /// Opens both outlets; `source_id` lets receivers find the same mat again.
  void begin(const StreamInfo& info, const std::string& source_id);
  /// Sends a frame, stamped with LSL's clock at its arrival.
  void push(const LiveFrame& frame);
  /// The library's version, as 116 for 1.16.
  [[nodiscard]] int version() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// There is no liblsl: no error, for LSL is offered where it is installed. what() says what was
/// looked for.
class LslMissing : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace solea

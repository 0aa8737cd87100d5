#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/frame.h"

namespace solea {

/// When a mat counts as touched. In counts: a mat need not be calibrated to be waited for.
struct ContactSettings {
  std::uint16_t contact_count = 1;  ///< a cell that reaches it is loaded
  std::size_t least_cells = 4;      ///< loaded cells that make a contact
  double contact_s = 0.02;          ///< for so long without a break: contact begins
  double release_s = 0.3;           ///< for so long without one: contact has ended
};

/// Tells when contact begins and ends. Pure: frames in order, their time by sequence and rate, so
/// that lost frames neither make nor break a contact.
class ContactDetector {
 public:
  ContactDetector(const ContactSettings& settings, double rate_hz);

  enum class Event : std::uint8_t { none, contact, release };
  /// Takes the next frame.
  Event update(const RawFrameView& frame);

  /// The last frame had enough loaded cells.
  [[nodiscard]] bool touched() const noexcept { return touched_; }
  /// Sequence of the first frame of the contact that began last.
  [[nodiscard]] std::uint64_t contact_since() const noexcept { return contact_since_; }
  /// Frames from the first loaded one to the one at which contact is known.
  [[nodiscard]] std::uint64_t contact_frames() const noexcept { return contact_frames_; }

 private:
  ContactSettings settings_;
  std::uint64_t contact_frames_;
  std::uint64_t release_frames_;
  bool in_contact_ = false;
  bool touched_ = false;
  std::uint64_t contact_since_ = 0;
  std::optional<std::uint64_t> since_;  ///< first frame of the run that speaks for a change
};

}  // namespace solea

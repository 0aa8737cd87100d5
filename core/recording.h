#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/plate.h"
#include "core/source_info.h"

namespace solea {

/// One loaded cell: row * cols + col, and its pressure in kPa.
struct LoadedCell {
  std::uint32_t index = 0;
  float kpa = 0;

  friend bool operator==(const LoadedCell&, const LoadedCell&) = default;
};

/// What the frames of a recording are; each has what those before it have.
enum class Detail : std::uint8_t {
  picture,  ///< one picture without a time: the largest pressures of a contact
  frames,   ///< instants in their order, the time between them not known
  times,    ///< instants at known times
};

/// The loaded cells of every frame, in kPa. Memory grows with what is loaded, not with the plate:
/// a foot covers a fraction of a percent of a walkway.
class Recording {
 public:
  /// Cells at or below zero, or below `floor_kpa`, are not kept.
  explicit Recording(PlateGeometry plate, double floor_kpa = 0);

  /// Appends a frame from its dense grid (rows * cols, row-major, kPa).
  /// Throws std::invalid_argument when the size is not the plate's.
  void append(double time_s, std::span<const float> kpa);
  /// Appends a frame from its cells, in rising order of index.
  void append(double time_s, std::span<const LoadedCell> cells);

  [[nodiscard]] std::size_t size() const noexcept { return times_s_.size(); }
  /// Smaller pressures are not kept.
  [[nodiscard]] double floor_kpa() const noexcept { return floor_kpa_; }
  [[nodiscard]] const PlateGeometry& plate() const noexcept { return plate_; }
  [[nodiscard]] double time_s(std::size_t frame) const { return times_s_.at(frame); }
  /// Says that the times are only the frames' order: the source does not tell its rate.
  void set_times_unknown() noexcept { times_known_ = false; }
  /// What can be measured on the frames. One frame has no duration, one of an unknown time is a
  /// maximum picture.
  [[nodiscard]] Detail detail() const noexcept {
    if (times_known_) return size() > 1 ? Detail::times : Detail::frames;
    return size() > 1 ? Detail::frames : Detail::picture;
  }
  /// Loaded cells of a frame, in rising order of index.
  [[nodiscard]] std::span<const LoadedCell> cells(std::size_t frame) const& {
    return std::span(cells_).subspan(first_cell_.at(frame),
                                     first_cell_.at(frame + 1) - first_cell_[frame]);
  }
  /// A view of a temporary would dangle.
  std::span<const LoadedCell> cells(std::size_t frame) const&& = delete;
  /// Position of a frame's first cell among all_cells(); frame may be size().
  [[nodiscard]] std::size_t first_cell(std::size_t frame) const { return first_cell_.at(frame); }
  [[nodiscard]] std::span<const LoadedCell> all_cells() const& { return cells_; }
  std::span<const LoadedCell> all_cells() const&& = delete;
  /// Of a treadmill: how far the belt has moved, in the walking direction, in each frame. A place
  /// on the plate plus this is a place on the belt. Throws std::invalid_argument when there is not
  /// one a frame.
  void set_belt(std::vector<PointMm> moved_mm);
  [[nodiscard]] bool has_belt() const noexcept { return !belt_mm_.empty(); }
  /// The belt's way until a frame, {0, 0} on a fixed plate.
  [[nodiscard]] PointMm belt_mm(std::size_t frame) const {
    return belt_mm_.empty() ? PointMm{} : belt_mm_.at(frame);
  }
  /// Writes a frame's dense grid (rows * cols, kPa, unloaded cells 0) to `out`.
  void copy_dense(std::size_t frame, std::span<float> out) const;

 private:
  PlateGeometry plate_;
  float floor_kpa_;
  std::vector<double> times_s_;
  bool times_known_ = true;
  std::vector<std::size_t> first_cell_{0};  ///< size() + 1 entries
  std::vector<LoadedCell> cells_;
  std::vector<PointMm> belt_mm_;
};

/// A source of frames in order, block by block: a session, another vendor's file.
class FrameSource {
 public:
  virtual ~FrameSource() = default;
  [[nodiscard]] virtual const SourceInfo& info() const noexcept = 0;
  /// Appends the next block's frames to `out`; false when there was none left.
  /// Throws FormatError where the file is damaged, CalibrationError where counts have no unit.
  virtual bool next_block(Recording& out) = 0;
  /// The source itself, where this one only passes on what another has.
  [[nodiscard]] virtual const FrameSource& origin() const noexcept { return *this; }

 protected:
  FrameSource() = default;
  FrameSource(const FrameSource&) = default;
  FrameSource& operator=(const FrameSource&) = default;
};

/// How far the belt has moved in each frame, after what a source tells: the channel
/// "belt_position_m" along the provenance "walking_direction" ("+x", "-x", "+y", "-y"). What is not
/// defined is interpolated. Empty where the source tells no such thing of `frames` frames.
[[nodiscard]] std::vector<PointMm> belt_way_mm(const SourceInfo& info, std::size_t frames);

/// Everything a source has, cells under `floor_kpa` left out, with its belt. Throws what next_block
/// throws.
[[nodiscard]] Recording read_all(FrameSource& source, double floor_kpa = 0);

}  // namespace solea

#include "apps/solea/pictures/make_film.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/color_scale.h"
#include "core/error.h"
#include "core/version.h"

namespace solea {

namespace {

constexpr double time_rounding_s = 1e-9;

std::string speed_text(double speed) {
  return speed < 1 ? fmt::format("1/{:g} of real time", 1 / speed)
                   : fmt::format("{:g} times real time", speed);
}

}  // namespace

FilmPictures::FilmPictures(const Recording& recording, const AnalysisResult& result,
                           const FilmChoice& choice, std::string file_name)
    : recording_(recording),
      result_(result),
      choice_(choice),
      file_name_(std::move(file_name)),
      frames_{0, recording.size()} {
  if (recording.detail() != Detail::times) {
    throw Error("the recording does not tell the times of its frames: no film");
  }
  if (choice.step) {
    if (*choice.step >= result.steps.size()) {
      throw Error(fmt::format("no step {}, expected 0 to {}", *choice.step,
                              static_cast<int>(result.steps.size()) - 1));
    }
    frames_ = result.steps[*choice.step].step.frames;
  }
  // All that is loaded meanwhile; of a step on a fixed plate its own box.
  const int cols = recording.plate().cols;
  box_ = {recording.plate().rows, cols, 0, 0};
  float largest = 0;
  const bool own_box = choice.step && !recording.has_belt();
  if (own_box) box_ = result.steps[*choice.step].step.box;
  for (std::size_t k = frames_.first; k < frames_.last; ++k) {
    for (const LoadedCell& cell : recording.cells(k)) {
      const int row = static_cast<int>(cell.index) / cols;
      const int col = static_cast<int>(cell.index) % cols;
      if (own_box) {
        if (row < box_.row0 || row >= box_.row1 || col < box_.col0 || col >= box_.col1) continue;
      } else {
        box_ = {std::min(box_.row0, row), std::min(box_.col0, col), std::max(box_.row1, row + 1),
                std::max(box_.col1, col + 1)};
      }
      largest = std::max(largest, cell.kpa);
    }
  }
  if (largest <= 0) throw Error("nothing is loaded, expected a cell at the contact threshold");
  scale_max_ = round_scale_kpa(largest);
  const double length_s = recording.time_s(frames_.last - 1) - recording.time_s(frames_.first);
  size_ = 1 + static_cast<std::size_t>((length_s + time_rounding_s) * choice_.fps / choice_.speed);
}

std::size_t FilmPictures::frame_of(std::size_t k) const {
  const double t = recording_.time_s(frames_.first) +
                   static_cast<double>(k) * choice_.speed / choice_.fps + time_rounding_s;
  std::size_t low = frames_.first;
  std::size_t high = frames_.last;
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (recording_.time_s(middle) <= t ? low : high) = middle;
  }
  return low;
}

PressurePicture FilmPictures::picture(std::size_t k) const {
  const std::size_t frame = frame_of(k);
  PressurePicture picture;
  picture.plate = recording_.plate();
  picture.box = box_;
  picture.values.assign(
      static_cast<std::size_t>(box_.rows()) * static_cast<std::size_t>(box_.cols()), 0.0F);
  const int cols = recording_.plate().cols;
  for (const LoadedCell& cell : recording_.cells(frame)) {
    const int row = static_cast<int>(cell.index) / cols;
    const int col = static_cast<int>(cell.index) % cols;
    if (row < box_.row0 || row >= box_.row1 || col < box_.col0 || col >= box_.col1) continue;
    picture.values[static_cast<std::size_t>((row - box_.row0) * box_.cols() + col - box_.col0)] =
        cell.kpa;
  }
  picture.quantity = "Pressure";
  picture.scale_max = scale_max_;
  const double t = recording_.time_s(frame) - recording_.time_s(frames_.first);
  picture.title = fmt::format("Pressure  {:.3f} s", t);
  picture.subtitle = file_name_;
  if (choice_.step) {
    const StepResult& step = result_.steps[*choice_.step];
    const std::size_t now = frame - frames_.first;
    const StepCurves& curves = step.curves;
    picture.subtitle += fmt::format(
        ", step {}, {}", *choice_.step,
        step.side == Side::unknown ? "side unknown" : std::string(to_string(step.side)));
    if (curves.has_contact && now >= curves.first_contact && now <= curves.last_contact) {
      if (const auto pct = curves.stance_pct(now)) {
        picture.title += fmt::format(", {:.0f} % of stance", *pct);
      }
    }
    if (!recording_.has_belt()) {
      TimedPath path;
      for (std::size_t i = 0; i <= now; ++i) {
        if (!curves.cop[i]) continue;
        path.points.push_back(*curves.cop[i]);
        path.times_s.push_back(curves.times_s[i]);
      }
      if (!path.points.empty()) picture.cop.push_back(std::move(path));
    }
  }
  picture.footer = fmt::format("Solea {}  |  {}  |  contact from {:g} kPa", software_version,
                               speed_text(choice_.speed), result_.settings.contact_threshold_kpa);
  return picture;
}

std::vector<VolumeMoment> volume_moments(const StepMovie& movie, double speed, int fps) {
  constexpr double round_s = 8;
  constexpr double least_rest_s = 3;  // time to look at the whole body
  const auto& times = movie.times_s;
  const double grows_s = (times.back() - times.front()) / speed;
  const double rounds = std::ceil((grows_s + least_rest_s) / round_s);
  const auto n = static_cast<std::size_t>(std::lround(rounds * round_s * fps));
  std::vector<VolumeMoment> moments(n);
  for (std::size_t k = 0; k < n; ++k) {
    const double film_s = static_cast<double>(k) / fps;
    const double now = times.front() + film_s * speed + time_rounding_s;
    const auto next = std::ranges::upper_bound(times, now);
    moments[k].frame = static_cast<std::size_t>(
        std::max<std::ptrdiff_t>(0, std::distance(times.begin(), next) - 1));
    moments[k].turn_rad = 2 * std::numbers::pi * film_s / round_s;
  }
  return moments;
}

}  // namespace solea

// zebris FDM and FDM-T raw text (WinFDM "RawData"), Latin-1: what was measured, a table of one line
// a frame with the belt's position and the vendor's own forces, then the frames of each platform:
//
//     Application<TAB>trplatf                     a treadmill; statplat: standing
//     Exercises<TAB>{
//     #<TAB>Name<TAB>Start,sec<TAB>Length,sec
//     1<TAB>Gait<TAB>0.00<TAB>0.02
//     }
//     Frequency,Hz<TAB>100.000
//     Count<TAB>2
//     Time,ms<TAB>Position,m<TAB>Li Kraft,N<TAB>Re Kraft,N       titles in the user's language
//     0<TAB>0.011<TAB>0.0<TAB>71.7
//     10<TAB>0.022<TAB>0.0<TAB>143.3
//     Platform {
//     Columns<TAB>2
//     Lines<TAB>1
//     Cell width,mm<TAB>8.47                      along a line, x
//     Cell height,mm<TAB>8.46                     from line to line, y
//     Units<TAB>N/cm^2
//     Frame 1 {
//     Exercise1
//     Time, ms<TAB>0.00
//     Center of force<TAB>(x2,y1)                 of the cells, 1-based, rounded
//     <TAB>x1<TAB>x2
//     y1<TAB>0.00<TAB>100.00
//     }
//     ...
//
// On a treadmill people walk towards larger x, and y1 is on their right. Times are rounded to whole
// milliseconds, so the rate comes from the frequency.

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/words.h"
#include "formats/readers/zebris/zebris_channels.h"
#include "formats/readers/zebris/zebris_text.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

int confidence(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  const auto has = [&](std::string_view what) { return text.find(what) != std::string_view::npos; };
  if (has("\ttrplatf") || has("\tstatplat")) return 95;
  if (has("Exercises\t{") && has("\nFrequency,Hz\t")) return 90;
  return has("Platform {") && has("\nColumns\t") && has("\nLines\t") ? 90 : 0;
}

std::string exercise_name(const ZebrisText& text, int number) {
  for (const ZebrisExercise& exercise : text.exercises) {
    if (exercise.number == number && !exercise.name.empty()) return exercise.name;
  }
  return "exercise " + std::to_string(number);
}

/// One exercise on one platform.
class Builder {
 public:
  Builder(const std::filesystem::path& file, const ZebrisText& text, const ZebrisPlatform& platform,
          const OpenOptions& options)
      : name_(file), text_(text), platform_(platform), options_(options) {}

  /// Frames first to last - 1 of the platform.
  std::unique_ptr<FrameSource> build(std::size_t first, std::size_t last, const std::string& name) {
    frames_ = std::span(platform_.frames).subspan(first, last - first);
    info_.name = name;
    info_.warnings = text_.warnings;
    set_grid();
    set_rate();
    Recording recording = convert();
    compare_centres();
    add_zebris_channels(text_, platform_, first, frames_, info_);
    tell();
    info_.frames = recording.size();
    return std::make_unique<MemorySource>(std::move(info_), std::move(recording));
  }

 private:
  void set_grid() {
    plate_ = platform_.plate;
    take_option(plate_.pitch_x_mm, options_.pitch_x_mm, "pitch along x", info_);
    take_option(plate_.pitch_y_mm, options_.pitch_y_mm, "pitch along y", info_);
    info_.plate = plate_;
    info_.unit = plain_unit(platform_.unit.empty() ? options_.unit : platform_.unit);
    if (!platform_.unit.empty() && !options_.unit.empty() &&
        plain_unit(options_.unit) != info_.unit) {
      warn_ignored(info_, "unit");
    }
    if (platform_.kpa != 1) {
      info_.conversions.push_back("pressures multiplied by " + printed(platform_.kpa) + ": " +
                                  info_.unit + " to kPa");
    }
  }

  void set_rate() {
    info_.rate_hz = platform_.rate_hz;
    if (info_.rate_hz <= 0) {
      const auto& first = frames_.front().time_ms;
      const auto& last = frames_.back().time_ms;
      // Of printed times, to a hundredth of a millisecond.
      if (first && last && *last - *first > 1e-3) {
        info_.rate_hz = 1000 * static_cast<double>(frames_.size() - 1) / (*last - *first);
        info_.conversions.emplace_back("no frequency in the file: the rate is that of its times");
      }
    }
    take_option(info_.rate_hz, options_.rate_hz, "rate", info_);
    if (info_.rate_hz <= 0) {
      info_.rate_hz = 0;
      info_.warnings.emplace_back("no frequency and no times: frames are counted one a second");
    }
  }

  /// Places of the frames in time, in frames since the first. They come from the printed times,
  /// which show what is missing; where these contradict the frequency, from the frames' numbers.
  [[nodiscard]] std::vector<double> places() {
    const ZebrisFrame& first = frames_.front();
    constexpr double finest_hz = 500;  // times are rounded to milliseconds
    const bool timed =
        info_.rate_hz > 0 && info_.rate_hz <= finest_hz &&
        std::all_of(frames_.begin(), frames_.end(), [](const auto& f) { return f.time_ms; });
    std::vector<double> at;
    for (const ZebrisFrame& frame : frames_) {
      const double number = frame.number - first.number;
      at.push_back(timed ? std::round((*frame.time_ms - *first.time_ms) * info_.rate_hz / 1000)
                         : number);
    }
    constexpr double longest = 1e9;
    const auto unordered = [&] {
      return std::adjacent_find(at.begin(), at.end(), std::greater_equal<>()) != at.end() ||
             at.back() > longest;
    };
    if (timed && unordered()) {
      info_.warnings.emplace_back(
          "the times of the frames contradict the frequency: the frames were counted");
      for (std::size_t k = 0; k < at.size(); ++k) at[k] = frames_[k].number - first.number;
    }
    for (std::size_t k = 1; k < at.size(); ++k) {
      if (at[k] > at[k - 1]) continue;
      throw FormatError::at_line(name_, frames_[k].line,
                                 "frame " + std::to_string(frames_[k].number) + " after frame " +
                                     std::to_string(frames_[k - 1].number) +
                                     ", expected rising numbers and times");
    }
    return at;
  }

  Recording convert() {
    Recording recording(plate_);
    const std::vector<double> at = places();
    double missing = 0;
    int first_gap = 0;
    for (std::size_t k = 0; k < frames_.size(); ++k) {
      const ZebrisFrame& frame = frames_[k];
      if (k > 0 && at[k] > at[k - 1] + 1) {
        missing += at[k] - at[k - 1] - 1;
        if (first_gap == 0) first_gap = frame.number;
      }
      recording.append(
          info_.rate_hz > 0 ? at[k] / info_.rate_hz : at[k],
          std::span<const LoadedCell>(platform_.cells).subspan(frame.first_cell, frame.loaded));
    }
    if (missing > 0) {
      info_.warnings.push_back(std::to_string(static_cast<long long>(missing)) +
                               " frames are missing, first before frame " +
                               std::to_string(first_gap));
    }
    return recording;
  }

  /// The vendor's centre of force is that of the cells, rounded half up. Frames without load have
  /// none.
  void compare_centres() {
    VendorComparison check("centre of force", "cells");
    for (const ZebrisFrame& frame : frames_) {
      if (!frame.centre || frame.sum <= 0) continue;
      const auto rounded = [](double value) { return std::floor(value + 0.5 + 1e-9); };
      const double dx = frame.centre->first - rounded(frame.moment_x / frame.sum);
      const double dy = frame.centre->second - rounded(frame.moment_y / frame.sum);
      check.compare(std::max(std::abs(dx), std::abs(dy)), 0, 0, "frame",
                    static_cast<std::size_t>(frame.number));
    }
    check.report(info_);
  }

  void tell() {
    info_.format = "zebris_raw";
    info_.session.driver = "zebris_raw";
    const auto told = [&](const char* key) {
      const auto found = text_.header.find(key);
      return found == text_.header.end() ? std::string() : found->second;
    };
    info_.session.subject_code = told("code");
    info_.session.trial = told("speed");
    for (const char* key : {"sex", "application", "creation_date"}) {
      if (!told(key).empty()) info_.provenance[key] = told(key);
    }
    const int exercise = frames_.front().exercise;
    if (exercise > 0) info_.provenance["exercise"] = exercise_name(text_, exercise);
    if (told("application").find("trpl") != std::string::npos ||
        std::any_of(info_.channels.begin(), info_.channels.end(),
                    [](const Channel& c) { return c.name == "belt_position_m"; })) {
      info_.provenance["device"] = "zebris FDM-T treadmill";
      info_.provenance["walking_direction"] = "+x";
      info_.conversions.emplace_back(
          "the walking direction is along x, towards larger columns: rows are the file's lines, "
          "row 0 is y1 at the walker's right, rows grow to the left; nothing turned");
    } else {
      info_.provenance["device"] = "zebris FDM";
      info_.conversions.emplace_back(
          "rows are the file's lines, row 0 is y1, column 0 is x1: nothing turned; the file does "
          "not tell where the person faces");
    }
  }

  const std::filesystem::path& name_;
  const ZebrisText& text_;
  const ZebrisPlatform& platform_;
  const OpenOptions& options_;
  std::span<const ZebrisFrame> frames_;
  PlateGeometry plate_;
  SourceInfo info_;
};

Sources open(const InputFile& file, const OpenOptions& options) {
  const ZebrisText text = read_zebris_text(file, options);
  struct Part {
    const ZebrisPlatform* platform;
    std::size_t first;
    std::size_t last;
    std::string name;
  };
  std::vector<Part> parts;
  for (std::size_t p = 0; p < text.platforms.size(); ++p) {
    const auto& frames = text.platforms[p].frames;
    for (std::size_t first = 0, last = 0; first < frames.size(); first = last) {
      while (last < frames.size() && frames[last].exercise == frames[first].exercise) ++last;
      std::string name = text.platforms.size() > 1 ? "platform " + std::to_string(p + 1) : "";
      if (first > 0 || last < frames.size()) {
        name += (name.empty() ? "" : ", ") + exercise_name(text, frames[first].exercise);
      }
      // Each has a recording, and its own look at the table before the platform.
      constexpr std::size_t most_parts = 1000;
      if (parts.size() == most_parts) {
        throw FormatError::at_line(file.name(), frames[first].line,
                                   "the exercise changes more than 1000 times, expected frames of "
                                   "an exercise together");
      }
      parts.push_back({&text.platforms[p], first, last, std::move(name)});
    }
  }
  Sources sources;
  for (const Part& part : parts) {
    sources.push_back(Builder(file.name(), text, *part.platform, options)
                          .build(part.first, part.last, part.name));
  }
  return sources;
}

}  // namespace

extern const RecordingFormat zebris_raw = {
    "zebris_raw",
    "zebris FDM raw text",
    confidence,
    open,
};

}  // namespace solea::readers

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/balance/balance.h"
#include "analysis/reference/heel_sheet.h"
#include "apps/report/model.h"
#include "apps/results/shoe_advice.h"
#include "core/recording.h"
#include "core/source_info.h"

/// Reports for people: one model, written as PDF or HTML, from the command line and the
/// workstation alike. Needs neither a display nor OpenGL.
namespace solea::report {

/// A recording, read and analysed, as a report needs it.
struct Study {
  std::filesystem::path file;
  SourceInfo info;
  AnalysisResult result;
  std::vector<float> peak_kpa;                 ///< of the whole plate over all frames, row-major
  std::optional<balance::BalanceResult> sway;  ///< of a standing recording
};

/// Reads all of `source` and analyses it. `file`: where it came from, for its name and SHA-256.
/// Throws what reading throws.
[[nodiscard]] Study make_study(FrameSource& source, const AnalysisSettings& settings,
                               const std::filesystem::path& file);

/// What the user chooses about a report.
struct Options {
  Kind kind = Kind::clinic;
  Paper paper = Paper::a4;
  Language language = Language::en;
  std::string person;          ///< who, as it shall be shown; empty: the recording's code
  std::string place;           ///< of the clinic, store or laboratory; empty: not shown
  std::string note;            ///< the user's own words on the first page
  std::filesystem::path logo;  ///< PNG, above the first page; empty: none
  std::string date_utc;        ///< of the report, ISO 8601; empty: now
  std::optional<double> height_m;
  std::string task;                ///< "walking", "running", "standing"; empty: by time of stance
  std::string footwear;            ///< "barefoot", "shod"; empty: not known
  std::string device_class;        ///< for reference ranges; empty: as the file tells
  std::vector<ShoeAdvice> advice;  ///< of the store; empty: the one to begin with
  std::string link;                ///< what the store page's QR code says; empty: no code
};

/// Makes a report of a recording; `before`: an earlier one that it is compared with, may be null.
/// Throws FileError where the logo cannot be read.
[[nodiscard]] Report make_report(const Study& study, const Study* before, const Options& options);

/// Writes it as PDF or HTML by the name's end, all or nothing. Throws FileError, also for another
/// end.
void write_report(const Report& report, const std::filesystem::path& out);

/// The same in memory.
[[nodiscard]] std::string to_html(const Report& report);
[[nodiscard]] std::string to_pdf(const Report& report);

}  // namespace solea::report

#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "analysis/reference/heel_sheet.h"
#include "core/source_info.h"

namespace solea {

/// What only the user knows of a person and of how a recording was made.
struct PersonOptions {
  double height_m = 0;  ///< 0: not said
  std::string task;
  std::string footwear;
  std::string device_class;

  void add_to(CLI::App& command);
  [[nodiscard]] HeelSheetPerson person(const AnalysisSettings& settings) const;
  /// The command line first, then what the file and its steps tell.
  [[nodiscard]] MeasuringConditions conditions(const SourceInfo& info,
                                               const AnalysisResult& result) const;
};

[[nodiscard]] HeelSheet heel_sheet_of(const AnalysisResult& result, const SourceInfo& info,
                                      const PersonOptions& options);

/// The sheet on stdout, for people.
void print_heel_sheet(const HeelSheet& sheet);

}  // namespace solea

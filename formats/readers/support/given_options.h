#pragma once

#include <optional>
#include <string_view>

#include "core/source_info.h"

/// What users give with options, and what the file itself tells, which wins.
namespace solea::readers {

/// Warns that what was given (the "rate") was ignored, and why.
void warn_ignored(SourceInfo& info, std::string_view what,
                  std::string_view why = "the file tells its own");

/// Takes an option where the file does not tell (`value` is 0), as a conversion; a warning where it
/// does.
void take_option(double& value, const std::optional<double>& option, std::string_view what,
                 SourceInfo& info);

}  // namespace solea::readers

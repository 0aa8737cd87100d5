#include "formats/readers/support/given_options.h"

#include <string>

namespace solea::readers {

void warn_ignored(SourceInfo& info, std::string_view what, std::string_view why) {
  info.warnings.push_back("the given " + std::string(what) + " was ignored: " + std::string(why));
}

void take_option(double& value, const std::optional<double>& option, std::string_view what,
                 SourceInfo& info) {
  if (!option) return;
  if (value > 0) {
    warn_ignored(info, what);
    return;
  }
  value = *option;
  info.conversions.push_back(std::string(what) + " as given, the file does not tell it");
}

}  // namespace solea::readers

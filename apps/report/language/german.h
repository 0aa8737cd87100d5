#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace solea::report {

/// English and German texts, in rising order of the English ones.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> german_words();

}  // namespace solea::report

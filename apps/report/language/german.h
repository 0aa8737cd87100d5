#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace solea::report {

/// An English and a German text.
using Pair = std::pair<std::string_view, std::string_view>;

// Each in rising order of the English texts, by bytes: they are searched.
[[nodiscard]] std::span<const Pair> german_definitions_heel();
[[nodiscard]] std::span<const Pair> german_definitions_load();
[[nodiscard]] std::span<const Pair> german_definitions_shape();
[[nodiscard]] std::span<const Pair> german_heel_sheet();
[[nodiscard]] std::span<const Pair> german_measures();
[[nodiscard]] std::span<const Pair> german_pages();

/// All of them; no English text is in two.
[[nodiscard]] inline std::array<std::span<const Pair>, 6> german_tables() {
  return {german_definitions_heel(), german_definitions_load(), german_definitions_shape(),
          german_heel_sheet(),       german_measures(),         german_pages()};
}

}  // namespace solea::report

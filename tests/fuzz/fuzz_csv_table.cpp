// Any bytes as a table of pressures, in each layout: an error of Solea's or a recording.

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "tests/fuzz/read_and_check.h"

namespace {

constexpr std::array<std::string_view, 4> layouts = {"wide", "blocks", "tidy", ""};

/// A folder with a sidecar for each layout, made once.
const std::filesystem::path& folder() {
  static const std::filesystem::path made = [] {
    std::string name = (std::filesystem::temp_directory_path() / "solea-fuzz-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    for (std::size_t i = 0; i < layouts.size(); ++i) {
      std::ofstream out(std::filesystem::path(name) / (std::to_string(i) + ".json"));
      out << R"({"rows": 2, "cols": 3, "pitch_mm": 5, "rate_hz": 100, "unit": "N/cm2",)"
          << R"("first_row": "toes")";
      if (!layouts[i].empty()) out << R"(, "layout": ")" << layouts[i] << '"';
      out << '}';
    }
    return std::filesystem::path(name);
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const solea::InputFile file(folder() / std::to_string(data[0] % layouts.size()), bytes.substr(1));
  solea::OpenOptions options;
  options.format_id = "csv_table";
  solea::fuzz::read_and_check(file, options);
  return 0;
}

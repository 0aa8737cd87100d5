#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace solea::station {

/// A kind of shoe that a store offers feet of a class of load and arch. The file is the store's:
/// lines of loading;arch;name;text, titles first, as `solea report --advice` reads it.
struct ShoeAdvice {
  std::string loading;  ///< "medial", "neutral", "lateral", "any"
  std::string arch;     ///< "flat", "medium", "high", "any"
  std::string name;
  std::string text;
};

/// Throws FileError, FormatError with the line.
[[nodiscard]] std::vector<ShoeAdvice> read_advice(const std::filesystem::path& file);
/// The table to begin with, in English or German ("de"), as a file's text.
[[nodiscard]] std::string starting_advice(const std::string& language);

/// Those that fit, the exact ones first, at most `most`. `arch` as
/// ArchClass has it: "normal" is the medium one. An empty class fits "any" alone.
[[nodiscard]] std::vector<ShoeAdvice> choose_advice(const std::vector<ShoeAdvice>& table,
                                                    const std::string& loading,
                                                    const std::string& arch, std::size_t most = 3);

}  // namespace solea::station

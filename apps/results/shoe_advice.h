#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace solea {

/// A kind of shoe that a store offers feet of a class of load and arch. The table is the store's
/// to edit (docs/reports.md): lines of loading;arch;name;text, titles first, # begins a remark.
struct ShoeAdvice {
  std::string loading;  ///< "medial", "neutral", "lateral", "any"
  std::string arch;     ///< "flat", "medium", "high", "any"
  std::string name;
  std::string text;
};

/// Throws FileError, FormatError with the line, also for a table without a shoe.
[[nodiscard]] std::vector<ShoeAdvice> read_advice(const std::filesystem::path& file);

/// The table to begin with, in English or German ("de").
[[nodiscard]] std::vector<ShoeAdvice> starting_advice(const std::string& language);
/// A table as its file.
[[nodiscard]] std::string advice_to_text(const std::vector<ShoeAdvice>& table);

/// Those that fit any of the classes that were found, at most `most`: those that name a load before
/// those that name an arch before those for any. Arches as ArchClass has them: "normal" is the
/// medium one. Where no class was found "any" alone fits.
[[nodiscard]] std::vector<ShoeAdvice> choose_advice(const std::vector<ShoeAdvice>& table,
                                                    const std::vector<std::string>& loadings,
                                                    const std::vector<std::string>& arches,
                                                    std::size_t most = 3);

}  // namespace solea

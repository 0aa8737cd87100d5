#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/step.h"

namespace solea::batch {

/// What a manifest tells of a recording; it goes before what the file itself and the command line
/// tell. Empty: not told. Codes only, never a name.
struct Told {
  std::string subject;
  std::string session;
  std::string group;
  std::string condition;
  std::string trial;
  std::string format;  ///< id of the file's format
  std::string unit;
  std::optional<Side> side;
  std::optional<double> mass_kg;
  std::optional<double> age_years;
  std::optional<double> rate_hz;
  std::optional<double> pitch_mm;
  std::optional<std::size_t> recording;  ///< 1-based; empty: all of the file

  friend bool operator==(const Told&, const Told&) = default;
};

/// A file of a study.
struct Input {
  std::filesystem::path path;  ///< to open it, absolute
  std::string name;            ///< in the tables: from the folder that all inputs share
  Told told;
};

/// What one input is called in the journal: no two have the same.
[[nodiscard]] std::string key_of(const Input& input);

/// The files of a study, in the order of its tables.
struct Inputs {
  std::vector<Input> files;
  /// Names of files in folders that no format claims, and that do not end as one that is claimed.
  std::vector<std::string> passed_over;
};

/// The files that arguments of the command line mean: a file, a folder with everything in it that
/// can be read, a glob, a manifest (`read_manifest`). Folders are walked in order of names; in
/// them, hidden files and the results of batches, `out` among them, are left out. A file that is
/// meant twice counts once. Throws FileError where an argument is nothing of all that, and what
/// read_manifest throws.
[[nodiscard]] Inputs find_inputs(const std::vector<std::string>& arguments,
                                 const std::filesystem::path& out);

/// Every K-th of `count`, 1 <= k <= n: which inputs a shard has.
struct Shard {
  std::size_t k = 1;
  std::size_t n = 1;
  [[nodiscard]] bool has(std::size_t input) const noexcept { return input % n == k - 1; }
};

}  // namespace solea::batch

#pragma once

#include <filesystem>
#include <vector>

#include "apps/batch/inputs.h"

namespace solea::batch {

/// Whether a file is a manifest: a CSV table (.csv, .tsv) with a column `file`.
[[nodiscard]] bool is_manifest(const std::filesystem::path& file);

/// The files a manifest lists, without names. Paths are from the manifest's folder. Throws
/// FormatError, with the line, for a column it does not know, a field that is not what the column
/// says, and a subject, session, group or condition that is no code.
[[nodiscard]] std::vector<Input> read_manifest(const std::filesystem::path& file);

}  // namespace solea::batch

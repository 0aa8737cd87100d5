#pragma once

#include <filesystem>
#include <vector>

#include "apps/batch/study.h"

namespace solea::batch {

/// Writes the tables of a study into its folder: steps.csv, zones.csv, curves.h5, sessions.csv,
/// failures.csv and, last, run.json. All inputs of its shard must have a result. The bytes depend
/// on the inputs, the method and the version alone. Throws FileError.
Counts assemble(const Study& study);

/// Joins the shards of a study, in any order, into the tables of the whole in `out`, which must not
/// hold a study. Throws FileError where they are not all shards of one study, each of them whole.
Counts merge(const std::vector<std::filesystem::path>& folders, const std::filesystem::path& out);

}  // namespace solea::batch

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "apps/batch/inputs.h"
#include "apps/batch/journal.h"
#include "apps/batch/workers.h"

namespace solea::batch {

/// What a study is made with. Two runs with the same method can be resumed and merged.
struct StudyMethod {
  nlohmann::ordered_json settings;  ///< of the analysis
  nlohmann::ordered_json reading;   ///< how files are opened
};

/// Counts of a study.
struct Counts {
  std::size_t files = 0;
  std::size_t failed_files = 0;
  std::size_t recordings = 0;
  std::size_t steps = 0;
  std::size_t valid_steps = 0;
  std::size_t zones = 0;
};

/// The result of an input: where it stands in which journal, and what there is to count.
struct Result {
  const Journal* journal = nullptr;
  Journal::Record where;
  std::uint32_t failures = 0;
  std::uint32_t recordings = 0;
  std::uint32_t steps = 0;
  std::uint32_t valid_steps = 0;
  std::uint32_t zones = 0;

  [[nodiscard]] nlohmann::json head() const;
  [[nodiscard]] std::string body() const { return journal->read(where.body); }
};

/// A folder in which a study, or a shard of it, is computed.
class Study {
 public:
  /// Creates the folder, or goes on in it with `resume`. Throws FileError where there is a study
  /// and `resume` is false, where it was made by another version or with another method or shard,
  /// and where another process is at work in it.
  Study(const std::filesystem::path& folder, const StudyMethod& method, const Inputs& inputs,
        Shard shard, bool resume);
  /// A study to read. Throws FileError where it is none.
  explicit Study(const std::filesystem::path& folder);
  Study(const Study&) = delete;  // results point to the journal
  Study& operator=(const Study&) = delete;

  /// Inputs of this shard without a result that holds, or that failed: places in the list.
  [[nodiscard]] std::vector<std::size_t> missing() const;
  /// Keeps the fragment of an input. One thread at a time.
  void keep(std::size_t input, const Fragment& fragment);
  void sync() { journal_->sync(); }

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }
  /// Version, method: what two studies must have in common to be one.
  [[nodiscard]] const nlohmann::ordered_json& header() const noexcept { return header_; }
  [[nodiscard]] const std::vector<std::string>& keys() const noexcept { return keys_; }
  [[nodiscard]] const std::vector<std::string>& passed_over() const noexcept {
    return passed_over_;
  }
  [[nodiscard]] Shard shard() const noexcept { return shard_; }
  /// Of an input of the list, where it is there.
  [[nodiscard]] const std::optional<Result>& result(std::size_t input) const {
    return results_.at(input);
  }

 private:
  [[nodiscard]] Journal::Visit reader();
  void take_results();

  std::filesystem::path folder_;
  std::optional<Journal> journal_;
  nlohmann::ordered_json header_;
  Shard shard_;
  std::vector<std::string> keys_;  ///< of all inputs, of other shards too
  std::vector<std::string> passed_over_;
  std::vector<std::optional<Result>> results_;  ///< parallel to keys_
  std::map<std::string, Result> read_;          ///< while the journal is read
};

/// How a run is done.
struct RunOptions {
  std::size_t jobs = 1;
  std::vector<std::string> worker_command;
  WorkerLimits limits;
  std::function<bool()> stop;
  /// Called after each input, never by two threads at once: how many are done and how many of them
  /// failed, the bytes of those and of all.
  std::function<void(std::size_t done, std::size_t failed, std::uint64_t bytes,
                     std::uint64_t all_bytes)>
      progress;
};

/// Computes what is missing, on `jobs` workers at once and with a bounded number of results in
/// memory. Returns false where `stop` ended it before. Throws FileError where results cannot be
/// kept.
bool run(Study& study, const Inputs& inputs, const RunOptions& options);

}  // namespace solea::batch

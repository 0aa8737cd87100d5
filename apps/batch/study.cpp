#include "apps/batch/study.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "core/error.h"
#include "core/version.h"

namespace solea::batch {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* journal_schema = "solea.batch.journal/1";

Json header_of(const StudyMethod& method) {
  return {
      {"schema", journal_schema},
      {"software", {{"name", "solea"}, {"version", software_version}, {"commit", software_commit}}},
      {"settings", method.settings},
      {"reading", method.reading}};
}

/// The first thing in which two headers differ, as "contact_threshold_kpa: 10, now 15".
std::string difference(const Json& was, const Json& is, const std::string& name = "") {
  if (was.is_object() && is.is_object()) {
    for (const auto& [key, value] : is.items()) {
      const std::string found = difference(was.value(key, Json()), value, key);
      if (!found.empty()) return found;
    }
    return {};
  }
  return was == is ? std::string() : name + ": " + was.dump() + ", now " + is.dump();
}

}  // namespace

Study::Study(const fs::path& folder, const StudyMethod& method, const Inputs& inputs, Shard shard,
             bool resume)
    : folder_(folder), header_(header_of(method)), shard_(shard) {
  std::error_code error;
  if (is_batch(folder) && !resume) {
    throw FileError(folder,
                    "holds the results of a batch; --resume goes on with it, or choose "
                    "another folder");
  }
  fs::create_directories(journal_path(folder).parent_path(), error);
  if (error) throw FileError(folder, "cannot be created: " + error.message());
  const Json wanted = std::exchange(header_, Json());
  journal_.emplace(Journal::open_to_add(journal_path(folder), reader()));
  if (header_.is_null()) {
    journal_->append({{"kind", "study"}}, wanted.dump());
  } else if (const std::string differs = difference(header_, wanted); !differs.empty()) {
    throw FileError(folder,
                    "was made differently (" + differs + "), expected the same for --resume");
  }
  header_ = wanted;
  if (!keys_.empty() && (shard_.k != shard.k || shard_.n != shard.n)) {
    throw FileError(folder, "holds shard " + std::to_string(shard_.k) + "/" +
                                std::to_string(shard_.n) + ", expected the same for --resume");
  }
  shard_ = shard;
  const std::vector<std::string> were = std::exchange(keys_, {});
  const std::vector<std::string> were_passed = std::exchange(passed_over_, inputs.passed_over);
  for (const Input& input : inputs.files) keys_.push_back(key_of(input));
  if (keys_ != were || passed_over_ != were_passed) {
    journal_->append({{"kind", "inputs"},
                      {"keys", keys_},
                      {"passed_over", passed_over_},
                      {"k", shard_.k},
                      {"n", shard_.n}});
  }
  take_results();
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (results_[i] && !is_still(results_[i]->head(), inputs.files[i])) results_[i].reset();
  }
}

Study::Study(const fs::path& folder) : folder_(folder) {
  if (!fs::exists(journal_path(folder))) {
    throw FileError(folder, "holds no results of solea batch that can be merged");
  }
  journal_.emplace(journal_path(folder), reader());
  if (header_.is_null() || keys_.empty()) throw FileError(folder, "has no whole journal");
  take_results();
}

nlohmann::json Result::head() const {
  return nlohmann::json::parse(journal->read(where.head));
}

namespace {

Result result_from(const nlohmann::json& head, const Journal::Record& where) {
  return {nullptr,
          where,
          head.at("failures").get<std::uint32_t>(),
          head.at("recordings").get<std::uint32_t>(),
          head.at("steps").get<std::uint32_t>(),
          head.at("valid_steps").get<std::uint32_t>(),
          head.at("zones").get<std::uint32_t>()};
}

}  // namespace

Journal::Visit Study::reader() {
  return [this](const nlohmann::json& head, std::string_view body, const Journal::Record& where) {
    const std::string kind = head.value("kind", "");
    if (kind == "study") {
      header_ = Json::parse(body);  // in the order of its names
    } else if (kind == "inputs") {
      head.at("keys").get_to(keys_);
      head.at("passed_over").get_to(passed_over_);
      shard_ = {head.at("k").get<std::size_t>(), head.at("n").get<std::size_t>()};
    } else if (kind == "result") {
      read_[head.at("key").get<std::string>()] = result_from(head, where);
    }
  };
}

void Study::take_results() {
  results_.resize(keys_.size());
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const auto found = read_.find(keys_[i]);
    if (found == read_.end() || !shard_.has(i)) continue;
    results_[i] = found->second;
    results_[i]->journal = &*journal_;
  }
  read_.clear();
}

std::vector<std::size_t> Study::missing() const {
  std::vector<std::size_t> inputs;
  for (std::size_t i = 0; i < results_.size(); ++i) {
    if (!shard_.has(i)) continue;
    if (!results_[i] || results_[i]->failures != 0) inputs.push_back(i);
  }
  return inputs;
}

void Study::keep(std::size_t input, const Fragment& fragment) {
  const auto head = nlohmann::json::parse(fragment.head);
  Result result = result_from(head, journal_->append(head, fragment.body));
  result.journal = &*journal_;
  results_.at(input) = result;
}

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds sync_every(5);  // of what a power cut may take

/// A result on its way from a worker to the journal.
struct Done {
  std::size_t input = 0;
  std::optional<Fragment> fragment;
};

std::uint64_t bytes_of(const Input& input) {
  std::error_code error;
  const auto bytes = fs::file_size(input.path, error);
  return error ? 0 : bytes;
}

}  // namespace

bool run(Study& study, const Inputs& inputs, const RunOptions& options) {
  namespace tbb = oneapi::tbb;
  const std::vector<std::size_t> missing = study.missing();
  std::uint64_t all_bytes = 0;
  for (const std::size_t input : missing) all_bytes += bytes_of(inputs.files[input]);

  Workers workers(options.worker_command, study.folder() / "work" / "log", options.limits,
                  options.jobs);
  std::size_t next = 0;
  std::size_t done = 0;
  std::size_t failed = 0;
  std::uint64_t bytes = 0;
  Clock::time_point synced = Clock::now();
  const auto give = [&](tbb::flow_control& flow) -> std::size_t {
    if (next >= missing.size() || options.stop()) {
      flow.stop();
      return 0;
    }
    return missing[next++];
  };
  const auto work = [&](std::size_t input) {
    return std::make_shared<Done>(Done{input, workers.ask(inputs.files[input], options.stop)});
  };
  // Results are kept as they come: a slow file holds nobody up, and a kill loses only what is in
  // hand. The tables are in the order of the inputs all the same.
  const auto keep = [&](const std::shared_ptr<Done>& result) {
    if (!result->fragment) return;
    study.keep(result->input, *result->fragment);
    if (Clock::now() - synced > sync_every) {
      study.sync();
      synced = Clock::now();
    }
    ++done;
    if (study.result(result->input)->failures != 0) ++failed;
    bytes += bytes_of(inputs.files[result->input]);
    if (options.progress) options.progress(done, failed, bytes, all_bytes);
  };
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    std::max<std::size_t>(options.jobs, 1));
  tbb::task_arena arena(static_cast<int>(options.jobs));
  const std::size_t most_in_hand = 2 * options.jobs;
  arena.execute([&] {
    tbb::parallel_pipeline(
        most_in_hand,
        tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, give) &
            tbb::make_filter<std::size_t, std::shared_ptr<Done>>(tbb::filter_mode::parallel, work) &
            tbb::make_filter<std::shared_ptr<Done>, void>(tbb::filter_mode::serial_out_of_order,
                                                          keep));
  });
  study.sync();
  return done == missing.size();
}

}  // namespace solea::batch

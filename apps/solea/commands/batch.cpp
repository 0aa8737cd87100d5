#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "apps/batch/assemble.h"
#include "apps/batch/csv.h"
#include "apps/batch/study.h"
#include "apps/results/analysis_json.h"
#include "apps/results/interrupt.h"
#include "apps/solea/command.h"
#include "apps/solea/output/progress_bar.h"
#include "calibration/calibration_file.h"
#include "core/error.h"
#include "formats/file_hash.h"

namespace solea::commands {

namespace {

using Json = nlohmann::ordered_json;
using namespace batch;

constexpr int exit_some_failed = 3;

struct Options {
  std::vector<std::string> inputs;
  std::filesystem::path out;
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  std::string shard;
  bool resume = false;
  double memory_gib = 0;  ///< 0: not said
  double time_limit_s = 3600;
  bool json = false;
  bool worker = false;  ///< this process is one
  InputOptions reading;
  AnalysisOptions analysis;
};

/// "2/4".
Shard shard_of(const std::string& text) {
  Shard shard;
  if (text.empty()) return shard;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, shard.k);
  if (first.ec == std::errc() && first.ptr != end && *first.ptr == '/') {
    const auto second = std::from_chars(first.ptr + 1, end, shard.n);
    if (second.ec == std::errc() && second.ptr == end && shard.k >= 1 && shard.k <= shard.n) {
      return shard;
    }
  }
  throw CLI::ValidationError("--shard", "'" + text + "', expected K/N with K from 1 to N, as 2/4");
}

Method method_of(const Options& options) {
  Method method;
  method.open = options.reading.open_options();
  method.settings_of = [&options](const SourceInfo& info) {
    return options.analysis.settings(info);
  };
  return method;
}

/// What makes two runs the same study.
StudyMethod study_method(const Options& options) {
  const auto or_null = [](bool told, const auto& value) { return told ? Json(value) : Json(); };
  const InputOptions& r = options.reading;
  StudyMethod method;
  method.settings = settings_to_json(options.analysis.settings({}));
  method.reading = {
      {"format", or_null(!r.format.empty(), r.format)},
      {"recording", or_null(r.recording > 0, r.recording)},
      {"rate_hz", or_null(r.rate_hz > 0, r.rate_hz)},
      {"pitch_mm", or_null(!r.pitch_mm.empty(), r.pitch_mm)},
      {"unit", or_null(!r.unit.empty(), r.unit)},
      {"calibration_sha256",
       r.calibration_file.empty() ? Json() : Json(sha256_of_file(r.calibration_file))},
      {"without_corrections", options.analysis.without_corrections}};
  return method;
}

/// The memory of this machine or of the group of processes that it is limited to.
std::uint64_t memory_bytes() {
  const auto pages = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES));
  std::uint64_t bytes = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  std::ifstream group("/proc/self/cgroup");
  for (std::string line; std::getline(group, line);) {
    if (!line.starts_with("0::")) continue;
    std::ifstream limit("/sys/fs/cgroup" + line.substr(3) + "/memory.max");
    std::uint64_t most = 0;
    if (limit >> most) bytes = std::min(bytes, most);
  }
  return bytes;
}

WorkerLimits limits_of(const Options& options) {
  constexpr double bytes_per_gib = 1 << 30;
  constexpr double default_part = 0.8;
  WorkerLimits limits;
  limits.memory_bytes = static_cast<std::uint64_t>(
      options.memory_gib > 0 ? options.memory_gib * bytes_per_gib
                             : default_part * static_cast<double>(memory_bytes()));
  limits.time_limit = std::chrono::seconds(static_cast<std::int64_t>(options.time_limit_s));
  return limits;
}

/// This program with this command line, as a worker.
std::vector<std::string> worker_command() {
  std::ifstream line("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> words;
  for (std::string word; std::getline(line, word, '\0');) words.push_back(word);
  words.at(0) = "/proc/self/exe";
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) words[0] = self.string();
  words.insert(std::find(words.begin() + 1, words.end(), "batch") + 1, "--worker");
  return words;
}

/// "1 file", "2 files".
std::string files(std::size_t n) {
  return std::to_string(n) + (n == 1 ? " file" : " files");
}

Json counts_json(const Counts& counts) {
  return {{"files", counts.files},
          {"failed_files", counts.failed_files},
          {"recordings", counts.recordings},
          {"steps", counts.steps},
          {"valid_steps", counts.valid_steps},
          {"zones", counts.zones}};
}

/// Says how it went; failures with their reasons, the first of them. Throws ExitWith.
void report(const std::filesystem::path& out, const Counts& counts, bool json) {
  if (json) {
    Json document = {{"folder", out.string()}, {"counts", counts_json(counts)}};
    document["failures"] = Json::array();
    for (const auto& row : read_csv(out / "failures.csv").rows) {
      document["failures"].push_back(
          {{"file", row[0]},
           {"recording", row[1].empty() ? Json() : Json(std::stoull(row[1]))},
           {"reason", row[2]}});
    }
    std::cout << document.dump(2) << '\n';
  } else {
    fmt::print("{}, {} recordings, {} steps ({} valid): {}\n", files(counts.files),
               counts.recordings, counts.steps, counts.valid_steps, out.string());
  }
  if (counts.failed_files == 0) return;
  constexpr std::size_t shown = 10;
  const CsvFile failures = read_csv(out / "failures.csv");
  for (std::size_t i = 0; i < std::min(shown, failures.rows.size()); ++i) {
    const auto& row = failures.rows[i];
    const std::string& reason = row[2];
    std::cerr << "solea: failed: "
              << (reason.find(row[0]) == std::string::npos ? row[0] + ": " : std::string())
              << reason << '\n';
  }
  if (failures.rows.size() > shown) {
    std::cerr << "solea: failed: " << failures.rows.size() - shown << " more\n";
  }
  std::cerr << "solea: " << counts.failed_files << " of " << files(counts.files) << " failed, see "
            << (out / "failures.csv").string() << '\n';
  throw ExitWith{exit_some_failed};
}

void run_batch(const Options& options) {
  if (options.inputs.empty()) throw CLI::RequiredError("INPUT");
  if (options.out.empty()) throw CLI::RequiredError("-o");
  if (options.worker) throw ExitWith{run_worker(method_of(options))};
  const Shard shard = shard_of(options.shard);
  const StudyMethod method = study_method(options);
  const Inputs inputs = find_inputs(options.inputs, options.out);
  if (inputs.files.empty()) {
    throw FileError(options.inputs.front(), "holds no file that Solea reads");
  }
  catch_interrupts();
  Study study(options.out, method, inputs, shard, options.resume);
  RunOptions how;
  how.jobs = options.jobs;
  how.worker_command = worker_command();
  how.limits = limits_of(options);
  how.stop = interrupted;
  const std::size_t all = study.missing().size();
  ProgressBar bar(all);
  how.progress = [&](std::size_t done, std::size_t failed, std::uint64_t bytes,
                     std::uint64_t all_bytes) { bar.show(done, failed, bytes, all_bytes); };
  const bool whole = run(study, inputs, how);
  bar.end();
  if (!whole) {
    throw Error(
        fmt::format("interrupted, {} of {} files are kept in {}; --resume goes on with them",
                    all - study.missing().size(), all, options.out.string()));
  }
  if (!inputs.passed_over.empty()) {
    std::cerr << "solea: passed over " << files(inputs.passed_over.size())
              << " that no format knows, see passed_over in run.json\n";
  }
  report(options.out, assemble(study), options.json);
}

void add_merge(CLI::App& batch) {
  auto* command = batch.add_subcommand("merge", "Joins the shards of a study into its tables");
  command->footer("Example: solea batch merge out/shard-1 out/shard-2 -o out/whole");
  struct MergeOptions {
    std::vector<std::filesystem::path> folders;
    std::filesystem::path out;
    bool json = false;
  };
  const auto o = std::make_shared<MergeOptions>();
  command->add_option("DIR", o->folders, "results of solea batch --shard, all of one study")
      ->required();
  command->add_option("-o,--out", o->out, "folder for the tables of the whole")->required();
  command->add_flag("--json", o->json, "print one JSON document");
  command->callback([o] { report(o->out, merge(o->folders, o->out), o->json); });
}

}  // namespace

void add_batch(CLI::App& app) {
  auto* command =
      app.add_subcommand("batch", "A whole study: a table of every step of many recordings");
  command->footer(
      "Example: solea batch study -o out/tables --mass-kg 70\n"
      "         solea batch manifest.csv -o out/shard-2 --shard 2/4 --resume");
  const auto o = std::make_shared<Options>();
  command->add_option("INPUT", o->inputs,
                      "files, folders with all that is in them, patterns, or a manifest: a CSV "
                      "table with a column file (docs/batch.md)");
  command->add_option("-o,--out", o->out,
                      "folder for steps.csv, zones.csv, curves.h5, sessions.csv, failures.csv and "
                      "run.json");
  command->add_option("--jobs", o->jobs, "files worked on at once")
      ->check(number_in(1, 4096))
      ->capture_default_str();
  command->add_option("--shard", o->shard, "K/N: every N-th file, from the K-th on");
  command->add_flag("--resume", o->resume, "go on where an earlier run in this folder ended");
  command
      ->add_option("--memory-gib", o->memory_gib,
                   "memory of all files in work together; default: 80 % of what there is")
      ->check(number_in(0.05, 1e6));
  command
      ->add_option("--time-limit-s", o->time_limit_s,
                   "a file that is not finished after this time has failed; 0: none")
      ->check(number_in(0.0, 1e7))
      ->capture_default_str();
  command->add_flag("--json", o->json, "print one JSON document");
  command->add_flag("--worker", o->worker)->group("");  // no business of people
  o->reading.add_choices_to(*command);
  o->analysis.add_to(*command);
  add_merge(*command);
  command->callback([o, command] {
    if (command->get_subcommands().empty()) run_batch(*o);
  });
}

}  // namespace solea::commands

#include "apps/batch/assemble.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <set>
#include <utility>

#include "apps/batch/csv.h"
#include "apps/batch/curves_file.h"
#include "apps/batch/fragment.h"
#include "apps/batch/tables.h"
#include "apps/results/output_file.h"
#include "core/error.h"

namespace solea::batch {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

/// Files of a folder that take their names together, when all of them are whole.
class Outputs {
 public:
  explicit Outputs(fs::path folder) : folder_(std::move(folder)) {}
  ~Outputs() {
    std::error_code error;
    for (const auto& [unfinished, file] : files_) fs::remove(unfinished, error);
  }
  Outputs(const Outputs&) = delete;
  Outputs& operator=(const Outputs&) = delete;

  /// Where to write a file for now.
  fs::path begin(const char* name) {
    const fs::path file = folder_ / name;
    const fs::path unfinished = unfinished_name(file);
    std::error_code error;
    fs::remove(unfinished, error);
    files_.emplace_back(unfinished, file);
    return unfinished;
  }
  void finish() {
    std::error_code error;
    for (const auto& [unfinished, file] : files_) {
      fs::rename(unfinished, file, error);
      if (error) throw FileError(file, "cannot be written: " + error.message());
    }
    files_.clear();
  }

 private:
  fs::path folder_;
  std::vector<std::pair<fs::path, fs::path>> files_;
};

class TextOut {
 public:
  TextOut(Outputs& outputs, const fs::path& folder, const char* name)
      : file_(folder / name), out_(outputs.begin(name), std::ios::binary | std::ios::trunc) {
    check();
  }
  void write(std::string_view text) {
    out_ << text;
    check();
  }
  void close() {
    out_.close();
    check();
  }

 private:
  void check() const {
    if (!out_) throw FileError(file_, std::string("cannot be written: ") + strerror(errno));
  }
  fs::path file_;
  std::ofstream out_;
};

/// What is known of a study before its tables are written.
struct Plan {
  Json header;
  std::optional<Shard> shard;
  std::vector<std::string> passed_over;
  std::size_t inputs = 0;
  /// The result of an input; null where it belongs to another shard.
  std::function<const Result*(std::size_t input)> result;
};

Counts count(const Plan& plan) {
  Counts counts;
  for (std::size_t i = 0; i < plan.inputs; ++i) {
    const Result* result = plan.result(i);
    if (result == nullptr) continue;
    ++counts.files;
    counts.failed_files += result->failures > 0 ? 1 : 0;
    counts.recordings += result->recordings;
    counts.steps += result->steps;
    counts.valid_steps += result->valid_steps;
    counts.zones += result->zones;
  }
  return counts;
}

Json input_json(const nlohmann::json& head) {
  Json json = {{"file", head.at("file")}};
  if (!head.at("told").at("recording").is_null()) {
    json["recording"] = head.at("told").at("recording");
  }
  json["bytes"] = head.at("bytes");
  const std::string sha256 = head.at("sha256");
  json["sha256"] = sha256.empty() ? Json() : Json(sha256);
  for (const char* name : {"recordings", "failures", "steps", "valid_steps"}) {
    json[name] = head.at(name);
  }
  return json;
}

/// run.json, one input a line.
void write_run(TextOut& out, const Plan& plan, const Counts& counts) {
  Json run = {{"schema", "solea.batch/1"},
              {"software", plan.header.at("software")},
              {"settings", plan.header.at("settings")},
              {"reading", plan.header.at("reading")},
              {"shard", nullptr},
              {"counts",
               {{"files", counts.files},
                {"failed_files", counts.failed_files},
                {"recordings", counts.recordings},
                {"steps", counts.steps},
                {"valid_steps", counts.valid_steps},
                {"zones", counts.zones},
                {"passed_over", plan.passed_over.size()}}},
              {"passed_over", plan.passed_over}};
  if (plan.shard) run["shard"] = {{"k", plan.shard->k}, {"n", plan.shard->n}};
  std::string text = run.dump(2);
  text.resize(text.rfind('\n'));  // without the closing brace
  out.write(text + ",\n  \"inputs\": [");
  bool first = true;
  for (std::size_t i = 0; i < plan.inputs; ++i) {
    const Result* result = plan.result(i);
    if (result == nullptr) continue;
    out.write((first ? "\n    " : ",\n    ") + input_json(result->head()).dump());
    first = false;
  }
  out.write("\n  ]\n}\n");
}

Counts write_tables(const Plan& plan, const fs::path& folder) {
  Outputs outputs(folder);
  TextOut steps(outputs, folder, "steps.csv");
  TextOut zones(outputs, folder, "zones.csv");
  TextOut sessions(outputs, folder, "sessions.csv");
  TextOut failures(outputs, folder, "failures.csv");
  steps.write(csv_titles(step_titles()));
  zones.write(csv_titles(zone_titles()));
  sessions.write(csv_titles(session_titles()));
  failures.write(csv_titles(failure_titles()));
  const fs::path curves_path = outputs.begin("curves.h5");
  const Counts counts = count(plan);
  try {
    CurvesFile curves(curves_path);
    std::size_t session = 0;
    for (std::size_t i = 0; i < plan.inputs; ++i) {
      const Result* result = plan.result(i);
      if (result == nullptr) continue;
      const Content content = content_of(result->body());
      for (const RecordingRows& rows : content.recordings) {
        steps.write(rows.steps);
        zones.write(rows.zones);
        sessions.write(rows.session);
        curves.add(rows, session++);
      }
      failures.write(content.failures);
    }
    curves.close();
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    throw FileError(folder / "curves.h5", std::string("cannot be written: ") + error.what());
  }
  TextOut run(outputs, folder, "run.json");
  write_run(run, plan, counts);
  for (TextOut* out : {&steps, &zones, &sessions, &failures, &run}) out->close();
  outputs.finish();
  return counts;
}

std::string shard_name(Shard shard) {
  return "shard " + std::to_string(shard.k) + "/" + std::to_string(shard.n);
}

const Result* result_of(const Study& study, std::size_t input) {
  const auto& result = study.result(input);
  return result ? &*result : nullptr;
}

void require_whole(const Study& study) {
  std::size_t missing = 0;
  for (std::size_t i = 0; i < study.keys().size(); ++i) {
    if (study.shard().has(i) && !study.result(i)) ++missing;
  }
  if (missing > 0) {
    throw FileError(study.folder(), shard_name(study.shard()) + " lacks " +
                                        std::to_string(missing) +
                                        " files; run it again with --resume");
  }
}

/// Two folders are shards of one study.
void require_same_study(const Study& first, const Study& other) {
  const auto refuse = [&](const std::string& what) {
    throw FileError(other.folder(), "was made with other " + what + " than " +
                                        first.folder().string() + ", expected shards of one study");
  };
  for (const char* part : {"software", "settings", "reading"}) {
    if (other.header().at(part) != first.header().at(part)) refuse(part);
  }
  if (other.keys() != first.keys() || other.passed_over() != first.passed_over()) refuse("inputs");
  if (other.shard().n != first.shard().n) refuse("numbers of shards");
}

}  // namespace

Counts assemble(const Study& study) {
  require_whole(study);
  Plan plan;
  plan.header = study.header();
  if (study.shard().n > 1) plan.shard = study.shard();
  plan.passed_over = study.passed_over();
  plan.inputs = study.keys().size();
  plan.result = [&](std::size_t input) { return result_of(study, input); };
  return write_tables(plan, study.folder());
}

Counts merge(const std::vector<fs::path>& folders, const fs::path& out) {
  if (is_batch(out)) {
    throw FileError(out, "holds the results of a batch already, expected another folder");
  }
  std::vector<std::unique_ptr<Study>> shards;  // at k - 1
  for (const fs::path& folder : folders) {
    auto study = std::make_unique<Study>(folder);
    const Shard shard = study->shard();
    if (shards.empty()) shards.resize(shard.n);
    for (const auto& other : shards) {
      if (other) require_same_study(*other, *study);
    }
    if (shards.at(shard.k - 1)) {
      throw FileError(folder, "is " + shard_name(shard) + " again, as " +
                                  shards[shard.k - 1]->folder().string());
    }
    require_whole(*study);
    shards[shard.k - 1] = std::move(study);
  }
  for (std::size_t k = 0; k < shards.size(); ++k) {
    if (!shards[k]) {
      throw FileError(folders.front(), shard_name({k + 1, shards.size()}) +
                                           " is missing, expected all shards of the study");
    }
  }
  std::error_code error;
  fs::create_directories(out, error);
  if (error) throw FileError(out, "cannot be created: " + error.message());
  Plan plan;
  plan.header = shards.front()->header();
  plan.passed_over = shards.front()->passed_over();
  plan.inputs = shards.front()->keys().size();
  plan.result = [&](std::size_t input) { return result_of(*shards[input % shards.size()], input); };
  return write_tables(plan, out);
}

}  // namespace solea::batch

#include "apps/batch/fragment.h"

#include <sys/stat.h>

#include <new>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "analysis/analyze.h"
#include "apps/batch/csv.h"
#include "core/error.h"
#include "formats/file_hash.h"
#include "formats/utf8.h"

namespace solea::batch {

namespace {

using Json = nlohmann::json;

/// Size and time of the last change of a file; zeros where it cannot be asked.
struct Stamp {
  std::uint64_t bytes = 0;
  std::int64_t mtime_ns = 0;
};

Stamp stamp_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  constexpr std::int64_t ns_per_s = 1'000'000'000;
  return {static_cast<std::uint64_t>(status.st_size),
          status.st_mtim.tv_sec * ns_per_s + status.st_mtim.tv_nsec};
}

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json told_to_json(const Told& t) {
  return {{"subject", t.subject},
          {"session", t.session},
          {"group", t.group},
          {"condition", t.condition},
          {"trial", t.trial},
          {"format", t.format},
          {"unit", t.unit},
          {"side", t.side ? Json(to_string(*t.side)) : Json()},
          {"mass_kg", or_null(t.mass_kg)},
          {"age_years", or_null(t.age_years)},
          {"rate_hz", or_null(t.rate_hz)},
          {"pitch_mm", or_null(t.pitch_mm)},
          {"recording", or_null(t.recording)}};
}

template <class T>
void take(const Json& json, const char* name, std::optional<T>& value) {
  if (!json.at(name).is_null()) value = json.at(name).get<T>();
}

Told told_from_json(const Json& json) {
  Told t;
  t.subject = json.at("subject");
  t.session = json.at("session");
  t.group = json.at("group");
  t.condition = json.at("condition");
  t.trial = json.at("trial");
  t.format = json.at("format");
  t.unit = json.at("unit");
  if (!json.at("side").is_null()) t.side = json.at("side") == "left" ? Side::left : Side::right;
  take(json, "mass_kg", t.mass_kg);
  take(json, "age_years", t.age_years);
  take(json, "rate_hz", t.rate_hz);
  take(json, "pitch_mm", t.pitch_mm);
  take(json, "recording", t.recording);
  return t;
}

OpenOptions open_options(const Method& method, const Told& told) {
  OpenOptions options = method.open;
  if (!told.format.empty()) options.format_id = told.format;
  if (!told.unit.empty()) options.unit = told.unit;
  if (told.rate_hz) options.rate_hz = told.rate_hz;
  if (told.pitch_mm) options.pitch_x_mm = options.pitch_y_mm = told.pitch_mm;
  if (told.recording) options.recording = *told.recording - 1;
  return options;
}

AnalysisSettings settings_for(const Method& method, const SourceInfo& info, const Told& told) {
  AnalysisSettings settings = method.settings_of(info);
  if (told.side) settings.side = told.side;
  if (told.mass_kg) settings.mass_kg = told.mass_kg;
  if (told.age_years) settings.age_years = told.age_years;
  return settings;
}

template <class T>
Json binary(const std::vector<T>& values) {
  const auto bytes = std::as_bytes(std::span(values));
  std::vector<std::uint8_t> copy(bytes.size());
  std::memcpy(copy.data(), bytes.data(), bytes.size());
  return Json::binary(std::move(copy));
}

Json rows_to_json(const RecordingRows& rows) {
  return {{"session", rows.session},
          {"steps", rows.steps},
          {"zones", rows.zones},
          {"step_index", rows.step_index},
          {"step_side", rows.step_side},
          {"step_valid", rows.step_valid},
          {"zone_step", rows.zone_step},
          {"zone_id", rows.zone_id},
          {"step_curves", binary(rows.step_curves)},
          {"zone_curves", binary(rows.zone_curves)}};
}

std::vector<float> floats(const Json& json) {
  const auto& bytes = json.get_binary();
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

RecordingRows rows_from_json(const Json& json) {
  RecordingRows rows;
  rows.session = json.at("session");
  rows.steps = json.at("steps");
  rows.zones = json.at("zones");
  json.at("step_index").get_to(rows.step_index);
  json.at("step_side").get_to(rows.step_side);
  rows.step_valid = json.at("step_valid").get<std::vector<bool>>();
  json.at("zone_step").get_to(rows.zone_step);
  json.at("zone_id").get_to(rows.zone_id);
  rows.step_curves = floats(json.at("step_curves"));
  rows.zone_curves = floats(json.at("zone_curves"));
  return rows;
}

/// A fragment that grows, recording by recording.
class Builder {
 public:
  explicit Builder(const Input& input) : input_(input), stamp_(stamp_of(input.path)) {}

  void set_sha256(std::string sha256) { sha256_ = std::move(sha256); }
  [[nodiscard]] const std::string& sha256() const noexcept { return sha256_; }

  void add(const RecordingRows& rows) {
    recordings_.push_back(rows_to_json(rows));
    steps_ += rows.step_index.size();
    for (const bool valid : rows.step_valid) valid_steps_ += valid ? 1 : 0;
    zones_ += rows.zone_id.size();
  }

  /// `recording`: which one of a file that holds several; 0: the file.
  void fail(std::size_t recording, const std::string& reason) {
    failures_.add(std::string_view(input_.name));
    if (recording > 0) {
      failures_.add(recording);
    } else {
      failures_.add(std::string_view());
    }
    failures_.add(std::string_view(to_utf8(without_path(reason, input_))));
    failures_.end_row();
  }

  [[nodiscard]] Fragment finish() const {
    const Json head = {{"kind", "result"},
                       {"key", key_of(input_)},
                       {"file", input_.name},
                       {"bytes", stamp_.bytes},
                       {"mtime_ns", stamp_.mtime_ns},
                       {"sha256", sha256_},
                       {"told", told_to_json(input_.told)},
                       {"recordings", recordings_.size()},
                       {"failures", failures_.rows()},
                       {"steps", steps_},
                       {"valid_steps", valid_steps_},
                       {"zones", zones_}};
    const Json body = {{"recordings", recordings_}, {"failures", failures_.text()}};
    Fragment fragment{head.dump(), {}};
    Json::to_cbor(body, nlohmann::detail::output_adapter<char>(fragment.body));
    return fragment;
  }

 private:
  const Input& input_;
  Stamp stamp_;
  std::string sha256_;
  Json recordings_ = Json::array();
  CsvRows failures_;
  std::size_t steps_ = 0;
  std::size_t valid_steps_ = 0;
  std::size_t zones_ = 0;
};

void add_recording(const Input& input, const Method& method, FrameSource& source,
                   std::size_t number, Builder& builder) {
  const AnalysisSettings settings = settings_for(method, source.info(), input.told);
  const Recording recording = read_all(source, settings.least_kpa());
  const AnalysisResult result = analyze(recording, settings);
  builder.add(rows_of({input, number, builder.sha256(), source.info(), recording, result}));
}

}  // namespace

bool Fragment::failed() const {
  return Json::parse(head).at("failures") != 0;
}

Fragment make_fragment(const Input& input, const Method& method) {
  Builder builder(input);
  try {
    builder.set_sha256(sha256_of_file(input.path));
    const OpenOptions options = open_options(method, input.told);
    Sources sources = open_recordings(input.path, options);
    const std::size_t first = options.recording.value_or(0) + 1;
    const bool several = sources.size() > 1 || options.recording.has_value();
    for (std::size_t r = 0; r < sources.size(); ++r) {
      try {
        add_recording(input, method, *sources[r], first + r, builder);
      } catch (const std::bad_alloc&) {
        throw;
      } catch (const std::exception& error) {
        builder.fail(several ? first + r : 0, error.what());
      }
      sources[r].reset();
    }
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    builder.fail(0, error.what());
  }
  return builder.finish();
}

Fragment failed_fragment(const Input& input, const std::string& reason) {
  Builder builder(input);
  builder.fail(0, reason);
  return builder.finish();
}

Content content_of(std::string_view body) {
  const Json json = Json::from_cbor(body);
  Content content;
  for (const Json& recording : json.at("recordings")) {
    content.recordings.push_back(rows_from_json(recording));
  }
  content.failures = json.at("failures");
  return content;
}

bool is_still(const Json& head, const Input& input) {
  if (head.at("told") != told_to_json(input.told)) return false;
  const Stamp stamp = stamp_of(input.path);
  if (head.at("bytes") != stamp.bytes) return false;
  if (head.at("mtime_ns") == stamp.mtime_ns) return true;
  try {
    return head.at("sha256") == sha256_of_file(input.path);
  } catch (const Error&) {
    return false;
  }
}

Json input_to_json(const Input& input) {
  return {{"path", Json::binary({input.path.native().begin(), input.path.native().end()})},
          {"name", input.name},
          {"told", told_to_json(input.told)}};
}

Input input_from_json(const Json& json) {
  const auto& path = json.at("path").get_binary();
  return {std::string(path.begin(), path.end()), json.at("name"), told_from_json(json.at("told"))};
}

}  // namespace solea::batch

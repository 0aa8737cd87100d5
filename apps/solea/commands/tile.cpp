#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "apps/results/clock.h"
#include "apps/results/common_json.h"
#include "apps/results/output_file.h"
#include "apps/solea/command.h"
#include "calibration/tiling.h"
#include "core/error.h"
#include "core/version.h"
#include "formats/file_hash.h"
#include "formats/session/session_writer.h"

namespace solea::commands {

namespace {

struct Options {
  std::filesystem::path description;
  std::filesystem::path out;
  bool json = false;
};

void tile(const Options& options) {
  using calibration::Tiling;
  const Tiling tiling = calibration::read_tiling(options.description);
  std::vector<Recording> recordings;
  TrialHeader header;
  TrialSource& source = header.source.emplace();
  source.format = "solea_tiling";
  source.unit = "kPa";
  source.sha256 = sha256_of_file(options.description);
  source.provenance["tiling"] = nlohmann::json::parse(calibration::tiling_to_json(tiling)).dump();
  for (const calibration::PlacedPlate& plate : tiling.plates) {
    InputOptions input;
    input.file = plate.file;
    const auto opened = input.open();
    recordings.push_back(read_recording(*opened));
    const SourceInfo& info = opened->info();
    source.conversions.push_back(fmt::format(
        "{} (sha256 {}) at x {:g} mm, y {:g} mm, {:g} s later", plate.file.filename().string(),
        sha256_of_file(plate.file), plate.origin.x, plate.origin.y, plate.time_offset_s));
    for (const std::string& line : info.warnings) {
      source.warnings.push_back(plate.file.filename().string() + ": " + line);
    }
    if (recordings.size() == 1) {
      header.info = info.session;
      header.rate_hz = info.rate_hz;
    } else if (info.session.subject_code != header.info.subject_code) {
      throw Error(plate.file.string() + ": of subject '" + info.session.subject_code +
                  "', the first plate of '" + header.info.subject_code + "'");
    }
  }
  const Recording whole = calibration::tile(recordings, tiling);
  header.plate = whole.plate();
  header.info.driver = "solea_tiling";
  header.info.port.clear();
  header.info.serial.clear();
  header.info.created_utc = header.info.created_utc.empty() ? utc_now() : header.info.created_utc;

  const std::filesystem::path unfinished = unfinished_name(options.out);
  try {
    SessionWriter writer(unfinished, header, SessionWriter::Samples::kpa);
    std::vector<float> dense(whole.plate().cells());
    for (std::size_t k = 0; k < whole.size(); ++k) {
      whole.copy_dense(k, dense);
      writer.accept_kpa(whole.time_s(k), dense);
    }
    writer.close({});
    keep_earlier_file(options.out);
    std::filesystem::rename(unfinished, options.out);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    rethrow_naming(unfinished, options.out);
  }
  if (options.json) {
    std::cout << nlohmann::ordered_json{{"session", options.out.string()},
                                        {"plates", tiling.plates.size()},
                                        {"rows", whole.plate().rows},
                                        {"cols", whole.plate().cols},
                                        {"pitch_x_mm", whole.plate().pitch_x_mm},
                                        {"pitch_y_mm", whole.plate().pitch_y_mm},
                                        {"frames", whole.size()}}
                     .dump(2)
              << '\n';
  } else {
    fmt::print("{}: {} plates as one of {} x {} cells, {} frames\n", options.out.string(),
               tiling.plates.size(), whole.plate().rows, whole.plate().cols, whole.size());
  }
}

}  // namespace

void add_tile(CLI::App& app) {
  auto* command = app.add_subcommand("tile", "Recordings of several plates as one of all of them");
  command->footer(
      "PLATES.json: {\"schema\": \"solea.tiling/1\", \"overlap\": \"average\", \"plates\": [\n"
      "  {\"file\": \"a.h5\", \"x_mm\": 0, \"y_mm\": 0},\n"
      "  {\"file\": \"b.h5\", \"x_mm\": 0, \"y_mm\": 320, \"time_offset_s\": 0.01}]}\n"
      "Example: solea tile plates.json -o walkway.h5");
  const auto o = std::make_shared<Options>();
  command->add_option("PLATES", o->description, "where each plate lies (JSON)")->required();
  command->add_option("-o,--out", o->out, "the session to write")->required();
  command->add_flag("--json", o->json, "print one JSON document");
  command->callback([o] { tile(*o); });
}

}  // namespace solea::commands

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "analysis/force.h"
#include "apps/results/interrupt.h"
#include "apps/results/output_file.h"
#include "apps/solea/command.h"
#include "core/error.h"
#include "formats/export_format.h"

namespace solea::commands {

namespace {

struct Options {
  InputOptions input;
  std::string to;
  std::filesystem::path out;
  ExportOptions how;
};

std::string joined(std::span<const std::string_view> words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/// Throws CLI::ValidationError, which is wrong usage.
const ExportFormat& format_of(const Options& options) {
  std::vector<std::string_view> ids;
  for (const ExportFormat* format : builtin_export_formats()) {
    ids.push_back(format->id);
    if (format->id != options.to) continue;
    const auto& variants = format->variants;
    if (!options.how.variant.empty() &&
        std::find(variants.begin(), variants.end(), options.how.variant) == variants.end()) {
      throw CLI::ValidationError("--variant",
                                 variants.empty()
                                     ? fmt::format("{} has none", format->id)
                                     : fmt::format("unknown '{}', {} has: {}", options.how.variant,
                                                   format->id, joined(variants)));
    }
    return *format;
  }
  throw CLI::ValidationError(
      "--to", fmt::format("unknown format '{}', expected one of: {}", options.to, joined(ids)));
}

/// A file that is read may not be the one that is written, whatever the two are called.
void require_other_file(const std::filesystem::path& read, const std::filesystem::path& written) {
  std::error_code error;
  if (std::filesystem::equivalent(read, written, error)) {
    throw FileError(written, "is the file that is exported, expected another one");
  }
}

/// Load of every frame, of all cells: the file's own sum. Undefined without the cells' size or
/// places.
std::vector<LoadSample> load_of(const SourceInfo& info, const Recording& recording) {
  constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
  const PlateGeometry& plate = info.plate;
  const bool sized = info.has_grid && plate.pitch_x_mm > 0 && plate.pitch_y_mm > 0;
  std::vector<LoadSample> load;
  load.reserve(recording.size());
  std::vector<float> kpa(plate.cells());
  for (std::size_t i = 0; i < recording.size(); ++i) {
    LoadSample sample{recording.time_s(i), undefined, undefined, undefined};
    if (sized) {
      recording.copy_dense(i, kpa);
      const FrameView frame{plate, sample.time_s, kpa};
      sample.force_n = total_force_n(frame, 0);
      if (const auto cop = centre_of_pressure(frame, 0)) {
        sample.cop_x_mm = cop->x;
        sample.cop_y_mm = cop->y;
      }
    }
    load.push_back(sample);
  }
  return load;
}

/// A recording with what is computed of it; stays where it is while it is written.
struct Loaded {
  std::unique_ptr<FrameSource> source;
  Recording recording;
  std::vector<LoadSample> load;

  explicit Loaded(std::unique_ptr<FrameSource> from)
      : source(std::move(from)),
        recording(read_recording(*source)),
        load(load_of(source->info(), recording)) {}
};

std::vector<Loaded> read_recordings(const Options& options, const ExportFormat& format) {
  Sources sources = options.input.open_all();
  if (sources.size() > 1 && !format.many) {
    std::vector<std::string_view> names;
    for (const auto& source : sources) {
      if (!source->info().name.empty()) names.push_back(source->info().name);
    }
    throw FormatError(
        options.input.file,
        fmt::format("holds {} recordings{}, {} takes one: choose with --recording N",
                    sources.size(), names.empty() ? "" : " (" + joined(names) + ")", format.id));
  }
  std::vector<Loaded> loaded;
  for (auto& source : sources) {
    loaded.emplace_back(std::move(source));
  }
  return loaded;
}

/// What a format cannot hold is a matter of the file that is read.
void write(const ExportFormat& format, std::span<const ExportRecording> recordings,
           const Options& options, const std::filesystem::path& file) {
  try {
    format.write(recordings, options.how, file);
  } catch (const FileError&) {
    throw;
  } catch (const Error& e) {
    throw FormatError(options.input.file, e.what());
  }
}

/// The variant that the file's name asks for, as .glb does; else none.
std::string variant_by_name(const ExportFormat& format, const std::filesystem::path& file) {
  const std::string extension = file.extension().string();
  for (const std::string_view variant : format.variants) {
    if (extension == fmt::format(".{}", variant)) return std::string(variant);
  }
  return {};
}

void export_file(Options options) {
  const ExportFormat& format = format_of(options);
  if (options.how.variant.empty()) options.how.variant = variant_by_name(format, options.out);
  const std::filesystem::path unfinished = unfinished_name(options.out);
  require_other_file(options.input.file, options.out);
  std::error_code error;
  if (std::filesystem::is_directory(options.out, error)) {
    throw FileError(options.out, "is a folder, expected a file to write");
  }

  const std::vector<Loaded> loaded = read_recordings(options, format);
  std::vector<ExportRecording> recordings;
  std::size_t frames = 0;
  for (const Loaded& one : loaded) {
    recordings.push_back({one.source->info(), one.recording, one.load});
    frames += one.recording.size();
  }
  remove_when_interrupted(unfinished, options.out);
  try {
    write(format, recordings, options, unfinished);
    keep_earlier_file(options.out);
    std::filesystem::rename(unfinished, options.out, error);
    if (error) throw FileError(options.out, "cannot be written: " + error.message());
  } catch (const std::exception&) {
    std::filesystem::remove(unfinished, error);
    throw;
  }
  fmt::print("{}: {} frames of {} as {}\n", options.out.string(), frames,
             recordings.front().info.format, format.name);
}

std::string help_on_formats() {
  std::string text = "Formats:\n";
  for (const ExportFormat* format : builtin_export_formats()) {
    text += fmt::format("  {:<15}{} ({}){}\n", format->id, format->name, format->extension,
                        format->variants.empty() ? "" : "; variants " + joined(format->variants));
  }
  return text + "Example: solea export out/session.h5 --to npz -o walk.npz";
}

}  // namespace

void add_export(CLI::App& app) {
  auto* command = app.add_subcommand("export", "Write a recording for another program");
  command->footer(help_on_formats());
  const auto options = std::make_shared<Options>();
  options->input.add_to(*command);
  command->add_option("--to", options->to, "the format to write")->required();
  command->add_option("-o,--out", options->out, "the file to write")->required();
  command->add_option("--variant", options->how.variant, "a way of the format to be written");
  command->add_flag("--with-identity", options->how.with_identity,
                    "with the subject's code, dates and what else the file says of its origin; "
                    "never names");
  command->callback([options] { export_file(*options); });
}

}  // namespace solea::commands

#include <memory>
#include <string>

#include "analysis/analyze.h"
#include "apps/solea/command.h"
#include "apps/solea/pictures/picture_size.h"
#include "core/error.h"

#ifdef SOLEA_HAS_VIEWER
#include "apps/solea/pictures/make_chart.h"
#endif

// `solea chart`: curves over time, as points or as lines that stay sharp.

namespace solea::commands {

namespace {

struct Options {
  InputOptions input;
  AnalysisOptions analysis;
  PictureSize size;
  std::filesystem::path out;
  std::string what = "force";
  int step = -1;
  bool percent = false;
  std::optional<double> at;
};

#ifdef SOLEA_HAS_VIEWER

void chart(const Options& options) {
  const std::string kind = options.out.extension().string();
  if (kind != ".png" && kind != ".svg" && kind != ".pdf") {
    throw FileError(options.out, "unknown kind of picture, expected a name in .png, .svg or .pdf");
  }
  if (options.what == "load" && (options.percent || options.step >= 0)) {
    throw CLI::ValidationError(
        "--what", "load is over the whole recording in s, expected neither --percent nor --step");
  }
  const auto source = options.input.open();
  const AnalysisSettings settings = options.analysis.settings(source->info());
  const Recording recording = read_recording(*source, settings.contact_threshold_kpa);
  ChartChoice choice;
  choice.what = options.what;
  if (options.step >= 0) choice.step = static_cast<std::size_t>(options.step);
  choice.percent = options.percent;
  choice.at = options.at;
  const ChartPicture picture = make_chart(recording, analyze(recording, settings), choice,
                                          options.input.file.filename().string());
  write_chart(options.out, picture, options.size.width(), options.size.height());
}

#else

[[noreturn]] void chart(const Options&) {
  built_without_pictures();
}

#endif

}  // namespace

void add_chart(CLI::App& app) {
  auto* command = app.add_subcommand("chart", "Draw curves over time, without a display");
  command->footer("Example: solea chart out/session.h5 --what force --percent -o force.svg");
  const auto options = std::make_shared<Options>();
  options->input.add_to(*command);
  options->analysis.add_to(*command);
  command
      ->add_option("--what", options->what,
                   "force; zones: peak pressure of each; area; cop_velocity; load: left and right "
                   "over the recording")
      ->capture_default_str()
      ->check(CLI::IsMember({"force", "zones", "area", "cop_velocity", "load"}));
  command
      ->add_option("--step", options->step,
                   "one step, counted from 0; else mean and SD of the valid steps of each foot")
      ->check(number_in(0, 1000000));
  command->add_flag("--percent", options->percent, "over percent of stance instead of ms");
  command
      ->add_option("--at", options->at,
                   "a vertical line here and the values in words; ms, % or s as the abscissa")
      ->check(number_in(-1e9, 1e9));
  command->add_option("-o,--out", options->out, "the chart to write: .png, .svg or .pdf")
      ->required();
  options->size.add_to(*command);
  command->callback([options] { chart(*options); });
}

}  // namespace solea::commands

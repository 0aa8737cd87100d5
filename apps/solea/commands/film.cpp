#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "analysis/analyze.h"
#include "apps/results/interrupt.h"
#include "apps/solea/command.h"
#include "apps/solea/pictures/picture_size.h"
#include "core/error.h"

#ifdef SOLEA_HAS_VIEWER
#include "apps/solea/pictures/make_film.h"
#include "visualization/export/film.h"
#include "visualization/export/flat_map.h"
#include "visualization/export/page.h"
#endif

// `solea film`: a recording or one step as a film.

namespace solea::commands {

namespace {

struct Options {
  InputOptions input;
  AnalysisOptions analysis;
  PictureSize size{"640x800"};
  std::filesystem::path out;
  std::string speed = "1";
  int step = -1;
  int fps = 25;
};

constexpr double slowest = 1.0 / 16;
constexpr double fastest = 4;

/// "1/4", "0.25" or "2"; 0 where it is no such number from 1/16 to 4.
double speed_of(const std::string& text) {
  double above = 0;
  double below = 1;
  char end = 0;
  const bool good = std::sscanf(text.c_str(), "%lf/%lf%c", &above, &below, &end) == 2 ||
                    (below = 1, std::sscanf(text.c_str(), "%lf%c", &above, &end) == 1);
  if (!good) return 0;
  const double speed = above / below;
  return speed >= slowest && speed <= fastest ? speed : 0;
}

#ifdef SOLEA_HAS_VIEWER

void show_progress(std::size_t done, std::size_t all) {
  if (::isatty(STDERR_FILENO) == 0) return;
  std::cerr << fmt::format("\r{} of {} pictures ", done, all) << (done == all ? "\n" : "")
            << std::flush;
}

void film(const Options& options) {
  if (std::filesystem::is_directory(options.out)) {
    throw FileError(options.out, "is there already, expected the name of a new film");
  }
  const auto source = options.input.open();
  const AnalysisSettings settings = options.analysis.settings(source->info());
  const Recording recording = read_recording(*source, settings.contact_threshold_kpa);
  // A whole recording needs no steps, and none of their measures.
  AnalysisResult result;
  result.settings = settings;
  FilmChoice choice;
  choice.speed = speed_of(options.speed);
  choice.fps = options.fps;
  if (options.step >= 0) {
    choice.step = static_cast<std::size_t>(options.step);
    result = analyze(recording, settings);
  }
  const FilmPictures pictures(recording, result, choice, options.input.file.filename().string());

  const int width = options.size.width();
  const int height = options.size.height();
  catch_interrupts();
  const auto writer = make_film_writer(options.out, {width, height, options.fps});
  Page page(width, height);
  FlatMap map(page.scene(), width, height);
  for (std::size_t k = 0; k < pictures.size(); ++k) {
    if (interrupted()) {
      throw Error("interrupted, " + options.out.string() + " was not written");
    }
    if (k == 0 || pictures.frame_of(k) != pictures.frame_of(k - 1)) {
      map.show(pictures.picture(k));
      page.render();
    }
    writer->add(page.window());
    show_progress(k + 1, pictures.size());
  }
  writer->finish();
}

#else

[[noreturn]] void film(const Options&) {
  throw Error("this solea was built without pictures, expected a build with SOLEA_VIEWER");
}

#endif

}  // namespace

void add_film(CLI::App& app) {
  auto* command = app.add_subcommand("film", "Make a film of a recording or a step");
  command->footer("Example: solea film out/session.h5 --step 1 --speed 1/4 -o step.gif");
  const auto options = std::make_shared<Options>();
  options->input.add_to(*command);
  options->analysis.add_to(*command);
  command->add_option("--step", options->step, "one step, counted from 0; else the whole recording")
      ->check(number_in(0, 1000000));
  command->add_option("--speed", options->speed, "of real time: 1/16 to 4")
      ->capture_default_str()
      ->check([](const std::string& text) {
        return speed_of(text) > 0 ? std::string()
                                  : "'" + text + "', expected 1/16 to 4, as 1/4 or 0.25";
      });
  command->add_option("--fps", options->fps, "pictures per second of the film")
      ->capture_default_str()
      ->check(number_in(1, 100));
  command
      ->add_option("-o,--out", options->out,
                   "the film: .ogv (Ogg/Theora), .gif, or a new folder of PNG files")
      ->required();
  options->size.add_to(*command);
  command->callback([options] { film(*options); });
}

}  // namespace solea::commands

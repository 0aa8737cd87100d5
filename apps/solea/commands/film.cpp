#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "apps/results/interrupt.h"
#include "apps/solea/command.h"
#include "apps/solea/pictures/picture_size.h"
#include "core/error.h"

#ifdef SOLEA_HAS_VIEWER
#include "apps/solea/pictures/make_film.h"
#include "apps/solea/pictures/make_picture.h"
#include "visualization/export/film.h"
#include "visualization/export/flat_map.h"
#include "visualization/export/page.h"
#include "visualization/scenes/pressure_scene.h"
#include "visualization/scenes/volume_scene.h"
#include "visualization/window/offscreen.h"
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
  std::string view = "2d";
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

/// The pictures of a film, drawn one after the other.
class Drawing {
 public:
  Drawing() = default;
  virtual ~Drawing() = default;
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Draws picture k; they are asked for in order.
  virtual void show(std::size_t k) = 0;
  [[nodiscard]] virtual vtkRenderWindow& window() = 0;
};

/// A recording's frames.
class Frames : public Drawing {
 public:
  explicit Frames(const FilmPictures& pictures) : pictures_(pictures) {}
  [[nodiscard]] std::size_t size() const override { return pictures_.size(); }
  void show(std::size_t k) override {
    if (k == 0 || pictures_.frame_of(k) != pictures_.frame_of(k - 1)) draw(pictures_.picture(k));
  }

 private:
  virtual void draw(const PressurePicture& picture) = 0;
  const FilmPictures& pictures_;
};

class Map final : public Frames {
 public:
  Map(const FilmPictures& pictures, int width, int height)
      : Frames(pictures), page_(width, height), map_(page_.scene(), width, height) {}
  [[nodiscard]] vtkRenderWindow& window() override { return page_.window(); }

 private:
  void draw(const PressurePicture& picture) override {
    map_.show(picture);
    page_.render();
  }
  Page page_;
  FlatMap map_;
};

class Relief final : public Frames {
 public:
  Relief(const FilmPictures& pictures, int width, int height)
      : Frames(pictures),
        window_(width, height),
        scene_(*window_.get(), pictures.picture(0), how()) {}
  [[nodiscard]] vtkRenderWindow& window() override { return *window_.get(); }

 private:
  void draw(const PressurePicture& picture) override {
    scene_.set_values(picture.values);
    scene_.set_words(picture.title, picture.subtitle);
    const bool loaded = !picture.cop.empty() && !picture.cop[0].points.empty();
    scene_.set_cop_now(loaded ? std::optional(picture.cop[0].points.back()) : std::nullopt);
    window_.render();
  }
  static SceneOptions how() {
    SceneOptions options;
    options.layers = Layers::parse("cop,grid,scale");
    return options;
  }
  OffscreenWindow window_;
  PressureScene scene_;
};

/// A step whose time grows upward while the eye goes round it.
class Volume final : public Drawing {
 public:
  Volume(const VolumePicture& picture, double speed, int fps, int width, int height)
      : moments_(volume_moments(picture.movie, speed, fps)),
        window_(width, height),
        scene_(*window_.get(), picture) {}
  [[nodiscard]] std::size_t size() const override { return moments_.size(); }
  void show(std::size_t k) override {
    scene_.show(moments_[k]);
    window_.render();
  }
  [[nodiscard]] vtkRenderWindow& window() override { return *window_.get(); }

 private:
  std::vector<VolumeMoment> moments_;
  OffscreenWindow window_;
  VolumeScene scene_;
};

void write(const Options& options, Drawing& drawing) {
  const auto writer =
      make_film_writer(options.out, {options.size.width(), options.size.height(), options.fps});
  for (std::size_t k = 0; k < drawing.size(); ++k) {
    if (interrupted()) {
      throw Error("interrupted, " + options.out.string() + " was not written");
    }
    drawing.show(k);
    writer->add(drawing.window());
    show_progress(k + 1, drawing.size());
  }
  writer->finish();
}

void film(const Options& options) {
  if (std::filesystem::is_directory(options.out)) {
    throw FileError(options.out, "is there already, expected the name of a new film");
  }
  const auto source = options.input.open();
  const AnalysisSettings settings = options.analysis.settings(source->info());
  const Recording recording = read_recording(*source, settings.contact_threshold_kpa);
  const bool volume = options.view == "volume";
  FilmChoice choice;
  choice.speed = speed_of(options.speed);
  choice.fps = options.fps;
  if (options.step >= 0) choice.step = static_cast<std::size_t>(options.step);
  // A whole recording needs no steps, and none of their measures.
  AnalysisResult result;
  result.settings = settings;
  if (choice.step || volume) result = analyze(recording, settings);
  const std::string name = options.input.file.filename().string();
  const int width = options.size.width();
  const int height = options.size.height();
  catch_interrupts();
  if (volume) {
    const VolumePicture picture = make_volume(recording, result, choice.step, name);
    Volume drawing(picture, choice.speed, choice.fps, width, height);
    write(options, drawing);
    return;
  }
  const FilmPictures pictures(recording, result, choice, name);
  if (options.view == "3d") {
    Relief drawing(pictures, width, height);
    write(options, drawing);
  } else {
    Map drawing(pictures, width, height);
    write(options, drawing);
  }
}

#else

[[noreturn]] void film(const Options&) {
  built_without_pictures();
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
  command
      ->add_option(
          "--view", options->view,
          "flat map, relief, or volume: one step growing upward with its time, seen from all "
          "sides; without --step the first valid one")
      ->capture_default_str()
      ->check(CLI::IsMember({"2d", "3d", "volume"}));
  command->add_option("--fps", options->fps, "pictures per second of the film")
      ->capture_default_str()
      ->check(number_in(1, 100));
  command
      ->add_option(
          "-o,--out", options->out,
          "the film: .webm (VP9, for browsers), .ogv (Ogg/Theora), .gif, or a new folder of "
          "PNG files")
      ->required();
  options->size.add_to(*command);
  command->callback([options] { film(*options); });
}

}  // namespace solea::commands

#include <memory>
#include <string>

#include "analysis/analyze.h"
#include "apps/solea/command.h"
#include "core/error.h"

#ifdef SOLEA_HAS_VIEWER
#include "apps/solea/make_feet.h"
#include "apps/solea/make_picture.h"
#include "apps/solea/vector_files.h"
#include "visualization/display.h"
#include "visualization/export/feet_page.h"
#include "visualization/export/flat_map.h"
#include "visualization/snapshot.h"
#include "visualization/viewer.h"
#endif

// `solea render` and `solea view`: the same scene, to a file and in a window.

namespace solea::commands {

namespace {

struct Options {
  InputOptions input;
  AnalysisOptions analysis;
  std::filesystem::path out;
  std::string what = "peak";
  std::string view = "3d";
  std::string size = "1280x960";
  int step = -1;
  bool smooth = false;

  void add_to(CLI::App& command) {
    input.add_to(command);
    analysis.add_to(command);
    command
        .add_option("--what", what, "peak, mean, pti, frame:N, or feet: every step side by side")
        ->capture_default_str()
        ->check([](const std::string& w) {
          const bool good =
              w == "peak" || w == "mean" || w == "pti" || w == "feet" || w.starts_with("frame:");
          return good ? std::string() : std::string("expected peak, mean, pti, frame:N or feet");
        });
    command.add_option("--view", view, "relief or flat map")
        ->capture_default_str()
        ->check(CLI::IsMember({"3d", "2d"}));
    command.add_option("--step", step, "one step, counted from 0")->check(number_in(0, 1000000));
    command.add_flag("--smooth", smooth,
                     "a surface between cells instead of the cells as they are");
  }
};

#ifdef SOLEA_HAS_VIEWER

FeetPicture feet_of(const Options& options) {
  const auto source = options.input.open();
  const AnalysisSettings settings = options.analysis.settings(source->info());
  const Recording recording = read_recording(*source, settings.contact_threshold_kpa);
  const auto step =
      options.step >= 0 ? std::optional(static_cast<std::size_t>(options.step)) : std::nullopt;
  return make_feet(source->info(), analyze(recording, settings), step,
                   options.input.file.filename().string());
}

PressurePicture picture_of(const Options& options) {
  const auto source = options.input.open();
  const AnalysisSettings settings = options.analysis.settings(source->info());
  const Recording recording = read_recording(*source, settings.contact_threshold_kpa);
  PictureChoice choice;
  choice.what = options.what;
  if (options.step >= 0) choice.step = static_cast<std::size_t>(options.step);
  return make_picture(recording, source->info(), analyze(recording, settings), choice,
                      options.input.file.filename().string());
}

SceneOptions scene_of(const Options& options) {
  SceneOptions scene;
  if (options.view == "2d") scene.view = SceneOptions::View::map;
  scene.smooth = options.smooth;
  return scene;
}

void render(const Options& options) {
  const bool vector = is_vector_file(options.out);
  const bool model = is_model_file(options.out);
  if (options.out.extension() != ".png" && !vector && !model) {
    throw FileError(options.out,
                    "unknown kind of picture, expected a name that ends in .png, .svg, .pdf, .gltf "
                    "or .glb");
  }
  if (vector && options.what != "feet" && (options.view != "2d" || options.smooth)) {
    throw CLI::ValidationError("--out",
                               ".svg and .pdf are of --view 2d without --smooth and --what feet");
  }
  if (model && options.what != "peak" && !options.what.starts_with("frame:")) {
    throw CLI::ValidationError("--out", ".gltf and .glb are of --what peak and frame:N");
  }
  const std::size_t x = options.size.find('x');
  const int width = std::stoi(options.size.substr(0, x));
  const int height = std::stoi(options.size.substr(x + 1));
  if (model) {
    write_model(options.out, picture_of(options), options.input.open()->info());
    return;
  }
  if (vector) {
    if (options.what == "feet") {
      write_feet_page(options.out, feet_of(options), width, height);
    } else {
      write_flat_map(options.out, picture_of(options), width, height);
    }
    return;
  }
  if (options.what == "feet") {
    write_png(options.out, feet_of(options), width, height);
    return;
  }
  write_png(options.out, picture_of(options), scene_of(options), width, height);
}

void view(const Options& options) {
  if (options.what == "feet") {
    throw CLI::ValidationError("--what", "feet is a picture of solea render only");
  }
  require_display();  // before the work
  show_picture(picture_of(options), scene_of(options), options.input.file.stem().string() + ".png");
}

#else

[[noreturn]] void unavailable() {
  throw Error("this solea was built without pictures, expected a build with SOLEA_VIEWER");
}
void render(const Options&) {
  unavailable();
}
void view(const Options&) {
  unavailable();
}

#endif

}  // namespace

void add_render(CLI::App& app) {
  auto* command = app.add_subcommand("render", "Draw a picture, without a display");
  command->footer("Example: solea render out/session.h5 -o peak3d.png --size 1600x1200");
  const auto options = std::make_shared<Options>();
  options->add_to(*command);
  command
      ->add_option(
          "-o,--out", options->out,
          "the picture to write: .png; .svg or .pdf (flat map, feet); .gltf or .glb (relief)")
      ->required();
  command->add_option("--size", options->size, "WIDTHxHEIGHT in pixels")
      ->capture_default_str()
      ->check([](const std::string& size) {
        int width = 0;
        int height = 0;
        char end = 0;
        const bool good = std::sscanf(size.c_str(), "%5dx%5d%c", &width, &height, &end) == 2 &&
                          width >= 160 && height >= 120 && width <= 16384 && height <= 16384;
        return good ? std::string() : std::string("expected WIDTHxHEIGHT, 160x120 to 16384x16384");
      });
  command->callback([options] { render(*options); });
}

void add_view(CLI::App& app) {
  auto* command = app.add_subcommand("view", "Look at a recording in 3-D");
  command->footer(
      "Mouse: turn, Shift to move, wheel to zoom. Keys: r camera back, t from above, p screenshot, "
      "q close.\nExample: solea view out/session.h5");
  const auto options = std::make_shared<Options>();
  options->add_to(*command);
  command->callback([options] { view(*options); });
}

}  // namespace solea::commands

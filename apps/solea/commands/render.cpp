#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/analyze.h"
#include "apps/solea/command.h"
#include "apps/solea/pictures/picture_size.h"
#include "core/error.h"

#ifdef SOLEA_HAS_VIEWER
#include "apps/pictures/make_feet.h"
#include "apps/solea/pictures/live_view.h"
#include "apps/solea/pictures/make_picture.h"
#include "apps/solea/pictures/make_playback.h"
#include "apps/solea/pictures/vector_files.h"
#include "apps/solea/pictures/viewer_settings_file.h"
#include "visualization/export/feet_page.h"
#include "visualization/export/flat_map.h"
#include "visualization/scenes/volume_scene.h"
#include "visualization/scenes/walk_rows.h"
#include "visualization/window/display.h"
#include "visualization/window/snapshot.h"
#include "visualization/window/viewer.h"
#endif

// `solea render` and `solea view`: the same scene, to a file and in a window.

namespace solea::commands {

namespace {

constexpr std::array<std::string_view, 7> kinds = {"peak", "mean",       "pti",   "walkway",
                                                   "feet", "difference", "volume"};

/// What is wrong with a list of layers; empty when nothing is.
std::string layer_mistake([[maybe_unused]] const std::string& list) {
#ifdef SOLEA_HAS_VIEWER
  try {
    static_cast<void>(Layers::parse(list));
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
#endif
  return {};
}

/// "150,100" in mm.
std::optional<PointMm> place_of(const std::string& text) {
  PointMm at;
  char end = 0;
  const bool good = std::sscanf(text.c_str(), "%lf,%lf%c", &at.x, &at.y, &end) == 2 &&
                    std::hypot(at.x, at.y) <= 1e6;
  return good ? std::optional(at) : std::nullopt;
}

struct Options {
  InputOptions input;
  AnalysisOptions analysis;
  std::filesystem::path out;
  std::string what = "peak";
  std::string view = "3d";
  PictureSize size{"1280x960"};
  std::string layers;
  std::string colors = "even";
  std::string cop = "time";
  std::vector<std::string> probes;
  std::string with;
  int step = -1;
  bool smooth = false;
  // solea view on a mat instead of a file
  std::string driver;
  std::string port;
  unsigned baud = 0;

  void add_to(CLI::App& command) {
    input.add_choices_to(command);
    analysis.add_to(command);
    command
        .add_option("--what", what,
                    "peak, mean, pti, frame:N; walkway: all steps in order; feet: side by side; "
                    "difference: from --with; volume: one step, time upward")
        ->capture_default_str()
        ->check([](const std::string& w) {
          const bool good = w.starts_with("frame:") || std::ranges::find(kinds, w) != kinds.end();
          return good ? std::string()
                      : std::string(
                            "expected peak, mean, pti, frame:N, walkway, feet, difference "
                            "or volume");
        });
    command
        .add_option("--layers", layers,
                    "what is drawn over the pressures: a list of cop, instants, axis, tangents, "
                    "thirds, zones, values, peak, outline, grid, scale, labels; all; none; or "
                    "changes to the usual ones: +axis,-grid")
        ->check([](const std::string& list) { return layer_mistake(list); });
    command
        .add_option("--colors", colors,
                    "even: perceptually uniform; emed or footscan: steps of fixed pressures")
        ->capture_default_str()
        ->check(CLI::IsMember({"even", "emed", "footscan"}));
    command.add_option("--cop", cop, "what colours the path of the centre of pressure")
        ->capture_default_str()
        ->check(CLI::IsMember({"plain", "time", "speed"}));
    command
        .add_option("--probe", probes, "X,Y on the plate, mm: the value there; once for each probe")
        ->allow_extra_args(false)
        ->check([](const std::string& text) {
          return place_of(text) ? std::string() : "'" + text + "', expected X,Y in mm, as 150,100";
        });
    command.add_option("--with", with, "FILE or FILE:STEP that --what difference takes away");
    command.add_option("--view", view, "relief or flat map")
        ->capture_default_str()
        ->check(CLI::IsMember({"3d", "2d"}));
    command.add_option("--step", step, "one step, counted from 0")->check(number_in(0, 1000000));
    command.add_flag("--smooth", smooth,
                     "a surface between cells instead of the cells as they are");
  }
};

#ifdef SOLEA_HAS_VIEWER

/// A file, read and analyzed.
struct Study {
  explicit Study(const Options& options) : Study(options, options.input) {}
  Study(const Options& options, const InputOptions& input)
      : source(input.open()),
        settings(options.analysis.settings(source->info())),
        recording(read_recording(*source, settings.contact_threshold_kpa)),
        result(analyze(recording, settings)),
        name(input.file.filename().string()) {}

  std::unique_ptr<FrameSource> source;
  AnalysisSettings settings;
  Recording recording;
  AnalysisResult result;
  std::string name;
};

std::optional<std::size_t> chosen_step(const Options& options) {
  return options.step >= 0 ? std::optional(static_cast<std::size_t>(options.step)) : std::nullopt;
}

/// The picture that is taken away: FILE, or FILE:STEP where no file has that whole name.
PressurePicture difference_of(const Options& options, const Study& study) {
  if (options.with.empty()) {
    throw CLI::ValidationError("--what", "difference needs --with FILE or FILE:STEP");
  }
  InputOptions input = options.input;
  std::optional<std::size_t> step;
  input.file = options.with;
  const std::size_t colon = options.with.rfind(':');
  if (colon != std::string::npos && !std::filesystem::exists(input.file)) {
    const std::string digits = options.with.substr(colon + 1);
    if (digits.empty() || digits.size() > 6 ||
        digits.find_first_not_of("0123456789") != std::string::npos) {
      throw CLI::ValidationError("--with", "'" + options.with + "', expected FILE or FILE:STEP");
    }
    step = std::stoul(digits);
    input.file = options.with.substr(0, colon);
  }
  const auto named = [](const Study& s, const std::optional<std::size_t>& number) {
    return number ? s.name + " step " + std::to_string(*number) : s.name;
  };
  const auto one = chosen_step(options);
  std::error_code ignored;
  if (std::filesystem::equivalent(input.file, options.input.file, ignored)) {
    return make_difference({&study.result, one, named(study, one)},
                           {&study.result, step, named(study, step)});
  }
  const Study other(options, input);
  return make_difference({&study.result, one, named(study, one)},
                         {&other.result, step, named(other, step)});
}

PressurePicture picture_of(const Options& options, const Study& study) {
  if (options.what == "difference") return difference_of(options, study);
  PictureChoice choice;
  choice.what = options.what;
  choice.step = chosen_step(options);
  return make_picture(study.recording, study.source->info(), study.result, choice, study.name);
}

SceneOptions scene_of(const Options& options) {
  SceneOptions scene;
  if (options.view == "2d" || options.what == "walkway" || options.what == "difference") {
    scene.view = SceneOptions::View::map;
  }
  scene.lying = options.what == "walkway";
  scene.smooth = options.smooth;
  if (options.what == "walkway") {  // words of every step would lie on each other
    scene.layers = Layers::parse("cop,axis,outline,grid,scale,labels");
  }
  if (!options.layers.empty()) scene.layers = Layers::parse(options.layers);
  scene.colors = find_color_table(options.colors).value_or(ColorTable::even);
  scene.cop_color = options.cop == "time"    ? CopColor::time
                    : options.cop == "speed" ? CopColor::speed
                                             : CopColor::plain;
  for (const std::string& probe : options.probes) scene.probes.push_back(*place_of(probe));
  return scene;
}

/// A walk on which each foot would be a speck, in rows.
PressurePicture readable_walk(const PressurePicture& picture, SceneOptions& scene, int width,
                              int height) {
  constexpr double longest_mm = 3000;
  const double length_mm = std::max(picture.box.rows() * picture.plate.pitch_y_mm,
                                    picture.box.cols() * picture.plate.pitch_x_mm);
  if (length_mm <= longest_mm || scene.view != SceneOptions::View::map) return picture;
  PressurePicture rows = in_rows(picture, static_cast<double>(width) / height);
  for (PointMm& probe : scene.probes) probe = drawn_place(rows, probe);
  return rows;
}

void render(const Options& options) {
  const bool vector = is_vector_file(options.out);
  const bool model = is_model_file(options.out);
  if (options.out.extension() != ".png" && !vector && !model) {
    throw FileError(options.out,
                    "unknown kind of picture, expected a name that ends in .png, .svg, .pdf, .gltf "
                    "or .glb");
  }
  if (vector && options.what != "feet" &&
      (options.view != "2d" || options.smooth || options.what == "volume")) {
    throw CLI::ValidationError("--out",
                               ".svg and .pdf are of --view 2d without --smooth and --what feet");
  }
  if (model && options.what != "peak" && !options.what.starts_with("frame:")) {
    throw CLI::ValidationError("--out", ".gltf and .glb are of --what peak and frame:N");
  }
  const int width = options.size.width();
  const int height = options.size.height();
  const Study study(options);
  if (model) {
    write_model(options.out, picture_of(options, study), study.source->info());
    return;
  }
  if (vector) {
    if (options.what == "feet") {
      write_feet_page(
          options.out,
          make_feet(study.source->info(), study.result, chosen_step(options), study.name), width,
          height);
    } else {
      write_flat_map(options.out, picture_of(options, study), width, height);
    }
    return;
  }
  if (options.what == "feet") {
    write_png(options.out,
              make_feet(study.source->info(), study.result, chosen_step(options), study.name),
              width, height);
  } else if (options.what == "volume") {
    write_png(options.out,
              make_volume(study.recording, study.result, chosen_step(options), study.name), width,
              height);
  } else {
    PressurePicture picture = picture_of(options, study);
    SceneOptions scene = scene_of(options);
    if (options.what == "walkway") picture = readable_walk(picture, scene, width, height);
    write_png(options.out, picture, scene, width, height);
  }
}

/// What the window shows of a file; it keeps the file's recording.
std::shared_ptr<const Film> film_of(const Options& options) {
  struct Shown {
    explicit Shown(const Options& how) : study(how) {}
    Study study;
    Film film;
  };
  auto shown = std::make_shared<Shown>(options);
  const Study& study = shown->study;
  if (options.what == "difference") {
    shown->film.picture = difference_of(options, study);
  } else {
    shown->film = make_playback(study.recording, study.source->info(), study.result,
                                {options.what, chosen_step(options)}, study.name);
  }
  shown->film.screenshot = options.input.file.stem().string() + ".png";
  return {shown, &shown->film};
}

/// The same look at another file; what was said of the first file alone does not hold for it.
Options dropped(const Options& first, const std::filesystem::path& file) {
  Options options = first;
  options.input = {};
  options.input.file = file;
  options.step = -1;
  if (options.what == "difference" || options.what.starts_with("frame:")) options.what = "peak";
  return options;
}

void view(const Options& options) {
  if (options.what == "feet" || options.what == "volume") {
    throw CLI::ValidationError("--what", options.what + " is a picture of solea render only");
  }
  if (options.input.file.empty() == options.driver.empty()) {
    throw CLI::RequiredError("one of FILE and --driver with --port");
  }
  require_display();  // before the work
  RememberedView remembered = read_viewer_settings();
  SceneOptions scene = scene_of(options);
  scene.lying = false;
  if (options.layers.empty() && !remembered.layers.empty()) {
    scene.layers = Layers::parse(remembered.layers);
  }
  if (!options.driver.empty()) {
    view_live({options.driver, options.port, options.baud, options.input.rate_hz,
               options.input.calibration_file, options.analysis.settings({}).contact_threshold_kpa},
              scene, remembered.settings);
  } else {
    show_film(film_of(options), scene, remembered.settings,
              [&](const std::filesystem::path& file) { return film_of(dropped(options, file)); });
  }
  remembered.layers = scene.layers.text();
  write_viewer_settings(remembered);
}

#else

[[noreturn]] void render(const Options&) {
  built_without_pictures();
}
[[noreturn]] void view(const Options&) {
  built_without_pictures();
}

#endif

}  // namespace

void add_render(CLI::App& app) {
  auto* command = app.add_subcommand("render", "Draw a picture, without a display");
  command->footer("Example: solea render out/session.h5 -o peak3d.png --size 1600x1200");
  const auto options = std::make_shared<Options>();
  command->add_option("FILE", options->input.file, "a session or another vendor's file")
      ->required();
  options->add_to(*command);
  command
      ->add_option(
          "-o,--out", options->out,
          "the picture to write: .png; .svg or .pdf (flat map, feet); .gltf or .glb (relief)")
      ->required();
  options->size.add_to(*command);
  command->callback([options] { render(*options); });
}

void add_view(CLI::App& app) {
  auto* command = app.add_subcommand("view", "Look at a recording, or at a mat, in 3-D");
  command->footer(
      "Space plays, the arrows step, [ and ] change the speed, 1 to 5 are cameras, ? shows every "
      "key. Mouse: turn, Shift to move, wheel to zoom.\nExample: solea view out/session.h5\n"
      "Example: solea view --driver willowec_pmi --port /dev/ttyACM0");
  const auto options = std::make_shared<Options>();
  command->add_option("FILE", options->input.file, "a session or another vendor's file");
  options->add_to(*command);
  auto* driver = command->add_option("--driver", options->driver,
                                     "a mat instead of a file: its driver, see solea devices");
  auto* port = command->add_option("--port", options->port, "the mat's port, or HOST:PORT");
  driver->needs(port);
  port->needs(driver);
  command->add_option("--baud", options->baud, "instead of the driver's")->needs(driver);
  command->callback([options] { view(*options); });
}

}  // namespace solea::commands

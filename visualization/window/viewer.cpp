#include "visualization/window/viewer.h"

#include <exception>
#include <memory>
#include <utility>

#include "visualization/window/display.h"
#include "visualization/window/film_show.h"
#include "visualization/window/live_show.h"
#include "visualization/window/viewer_window.h"

namespace solea {

namespace {

/// A picture that stays.
class StillShow final : public Show {
 public:
  bool key(const std::string& /*name*/) override { return false; }
  bool tick(double /*wall_s*/) override { return false; }
};

void open(ViewerWindow& window, const std::shared_ptr<const Film>& film) {
  window.open(film->picture, film->screenshot);
  if (film->recording == nullptr || film->frames.size() == 0) {
    window.set_show(std::make_unique<StillShow>());
  } else {
    window.set_show(std::make_unique<FilmShow>(window, film));
  }
}

PressurePicture empty_plate(const PlateGeometry& plate, const std::string& title,
                            const std::string& unit) {
  PressurePicture picture;
  picture.plate = plate;
  picture.box = {0, 0, plate.rows, plate.cols};
  picture.values.assign(plate.cells(), 0);
  picture.title = title;
  picture.unit = unit;
  picture.subtitle = "waiting for a frame";
  picture.scale_max = 100;
  return picture;
}

}  // namespace

void show_film(const std::shared_ptr<const Film>& film, SceneOptions& options,
               ViewerSettings& settings, const OpenFilm& open_film) {
  require_display();
  ViewerWindow window(options, settings);
  if (open_film) {
    window.on_drop = [&](const std::filesystem::path& file) {
      window.tell("reading " + file.filename().string());
      try {
        const auto dropped = open_film(file);
        open(window, dropped);
        window.tell(file.filename().string());
      } catch (const std::exception& e) {
        window.tell(e.what());
      }
    };
  }
  open(window, film);
  window.run();
}

void show_live(const PlateGeometry& plate, const std::string& title, const std::string& unit,
               const std::function<void(LiveFrame&)>& newest, SceneOptions& options,
               ViewerSettings& settings, const std::filesystem::path& screenshot) {
  require_display();
  ViewerWindow window(options, settings);
  window.on_drop = [&](const std::filesystem::path&) {
    window.tell("a mat is shown here: a file is opened by solea view FILE");
  };
  window.open(empty_plate(plate, title, unit), screenshot);
  window.set_show(std::make_unique<LiveShow>(window, title, newest));
  window.run();
}

}  // namespace solea

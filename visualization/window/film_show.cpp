#include "visualization/window/film_show.h"

#include <fmt/format.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "visualization/scenes/scene_style.h"

namespace solea {

namespace {

std::vector<double> times_of(const Film& film) {
  std::vector<double> times;
  for (std::size_t k = film.frames.first; k < film.frames.last; ++k) {
    times.push_back(film.recording->time_s(k));
  }
  return times;
}

std::vector<TimeBar::Mark> marks_of(const Film& film) {
  const double begin = film.recording->time_s(film.frames.first);
  const double span = film.recording->time_s(film.frames.last - 1) - begin;
  std::vector<TimeBar::Mark> marks;
  if (span <= 0) return marks;
  for (const Stance& s : film.stances) {
    if (s.frames.size() == 0) continue;
    marks.push_back({(film.recording->time_s(s.frames.first) - begin) / span,
                     (film.recording->time_s(s.frames.last - 1) - begin) / span, s.side});
  }
  return marks;
}

}  // namespace

FilmShow::FilmShow(ViewerWindow& window, std::shared_ptr<const Film> film)
    : window_(window),
      film_(std::move(film)),
      play_(times_of(*film_)),
      bar_(window.front(), window.window(), marks_of(*film_)) {
  play_.set_speed(window.settings().speed);
  play_.set_loop(window.settings().loop);
}

bool FilmShow::key(const std::string& name) {
  if (name == "space") {
    play_.toggle();
  } else if (name == "Left") {
    play_.step(-1);
  } else if (name == "Right") {
    play_.step(1);
  } else if (name == "Home") {
    play_.seek(0);
  } else if (name == "End") {
    play_.seek(1);
  } else if (name == "bracketleft") {
    play_.slower();
  } else if (name == "bracketright") {
    play_.faster();
  } else if (name == "l") {
    play_.set_loop(!play_.loop());
  } else if (name == "m") {
    show_still();
    return true;
  } else {
    return false;
  }
  window_.settings().speed = play_.speed();
  window_.settings().loop = play_.loop();
  show_frame();
  return true;
}

bool FilmShow::tick(double wall_s) {
  if (!play_.playing()) return false;
  const std::size_t before = play_.frame();
  play_.advance(wall_s);
  if (play_.frame() == before && play_.playing()) return false;
  show_frame();
  return true;
}

bool FilmShow::grab(int x, int y) {
  const auto fraction = bar_.fraction_at(x, y);
  if (fraction) scrub(*fraction);
  return fraction.has_value();
}

void FilmShow::probed(std::span<const Probe> probes) {
  std::vector<TimeBar::Curve> curves;
  for (const Probe& probe : probes) {
    TimeBar::Curve curve = curve_of(probe);
    if (curve.points.empty()) continue;
    curve.name = probes.size() > 1 ? style::probe_letter(probe.number) : "probe,";
    curves.push_back(std::move(curve));
  }
  bar_.set_curves(std::move(curves), film_->picture.unit);
}

/// The pressure of the cell under a probe over the time; no points beside the plate.
TimeBar::Curve FilmShow::curve_of(const Probe& probe) const {
  const Film& film = *film_;
  const PlateGeometry& plate = film.picture.plate;
  TimeBar::Curve curve;
  curve.color = style::probe_color(probe.number);
  const int col = static_cast<int>(std::floor(probe.at.x / plate.pitch_x_mm));
  const int row = static_cast<int>(std::floor(probe.at.y / plate.pitch_y_mm));
  if (row < 0 || col < 0 || row >= plate.rows || col >= plate.cols) return curve;
  const auto index = static_cast<std::uint32_t>(row * plate.cols + col);
  const double begin_s = film.recording->time_s(film.frames.first);
  const double span_s = film.recording->time_s(film.frames.last - 1) - begin_s;
  for (std::size_t k = film.frames.first; span_s > 0 && k < film.frames.last; ++k) {
    const auto cells = film.recording->cells(k);
    const auto found = std::ranges::lower_bound(cells, index, {}, &LoadedCell::index);
    const double kpa = found != cells.end() && found->index == index ? found->kpa : 0;
    curve.points.push_back({(film.recording->time_s(k) - begin_s) / span_s, kpa});
  }
  return curve;
}

std::string FilmShow::own_keys() const {
  return " space        play and pause \n"
         " Left Right   one frame back, on \n"
         " Home End     first, last frame; or drag the bar at the bottom \n"
         " [  ]         slower, faster: 1/16 to 4 times \n"
         " l            loop \n"
         " m            the still picture again \n";
}

void FilmShow::scrub(double fraction) {
  play_.seek(fraction);
  show_frame();
  window_.draw();
}

void FilmShow::show_still() {
  window_.scene().set_values(film_->picture.values);
  window_.scene().set_cop_now(std::nullopt);
  window_.scene().set_words(film_->picture.title, film_->picture.subtitle);
}

void FilmShow::show_frame() {
  const Film& film = *film_;
  const std::size_t k = film.frames.first + play_.frame();
  const CellBox& box = film.picture.box;
  const auto cols = static_cast<std::uint32_t>(film.picture.plate.cols);
  values_.assign(film.picture.values.size(), 0);
  for (const LoadedCell& cell : film.recording->cells(k)) {
    const int row = static_cast<int>(cell.index / cols) - box.row0;
    const int col = static_cast<int>(cell.index % cols) - box.col0;
    if (row < 0 || col < 0 || row >= box.rows() || col >= box.cols()) continue;
    values_[static_cast<std::size_t>(row * box.cols() + col)] = cell.kpa;
  }
  window_.scene().set_values(values_);
  window_.scene().set_cop_now(k < film.cop.size() ? film.cop[k] : std::nullopt);
  bar_.set_fraction(play_.fraction());
  std::string words = fmt::format("{:.3f} s, frame {} of {}, {}{}{}", play_.time_s(), k,
                                  film.recording->size(), play_.speed_text(),
                                  play_.loop() ? ", loop" : "", play_.playing() ? "" : ", paused");
  for (const Stance& s : film.stances) {
    if (k < s.frames.first || k >= s.frames.last || s.frames.size() < 2) continue;
    const double begin = film.recording->time_s(s.frames.first);
    const double span = film.recording->time_s(s.frames.last - 1) - begin;
    words += fmt::format("  |  step {}{}: {:.0f} % of stance", s.number,
                         s.side == Side::unknown ? "" : " " + std::string(to_string(s.side)),
                         100 * (play_.time_s() - begin) / span);
  }
  window_.scene().set_words(frame_title(), words);
}

/// What is shown now is no peak or mean any more.
std::string FilmShow::frame_title() const {
  const PressurePicture& p = film_->picture;
  return p.title.starts_with(p.quantity) ? "Pressure" + p.title.substr(p.quantity.size()) : p.title;
}

}  // namespace solea

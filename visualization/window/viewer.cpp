#include "visualization/window/viewer.h"

#include <fmt/format.h>
#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkInteractorStyleTrackballCamera.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkRenderWindow.h>
#include <vtkRenderWindowInteractor.h>
#include <vtkRenderer.h>
#include <vtkRendererCollection.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>

#include "core/color_scale.h"
#include "core/error.h"
#include "visualization/scenes/scene_style.h"
#include "visualization/window/display.h"
#include "visualization/window/offscreen.h"
#include "visualization/window/playback.h"
#include "visualization/window/snapshot.h"
#include "visualization/window/time_bar.h"

namespace solea {

namespace {

/// Turns and moves the camera with the mouse, and knows the viewer's keys instead of VTK's.
class ViewerStyle final : public vtkInteractorStyleTrackballCamera {
 public:
  static ViewerStyle* New();
  ViewerStyle(const ViewerStyle&) = delete;
  ViewerStyle& operator=(const ViewerStyle&) = delete;

  std::function<void(const std::string&)> on_key;
  std::function<bool(int, int)> on_press;  ///< true: taken, the mouse drags that
  std::function<void(int, int)> on_drag;

  void OnChar() override {}  // VTK's own keys: wireframe, stereo, ...
  void OnKeyPress() override {
    if (on_key) on_key(Interactor->GetKeySym());
  }
  void OnLeftButtonDown() override {
    const int* at = Interactor->GetEventPosition();
    dragging_ = on_press && on_press(at[0], at[1]);
    if (!dragging_) vtkInteractorStyleTrackballCamera::OnLeftButtonDown();
  }
  void OnMouseMove() override {
    if (dragging_) {
      const int* at = Interactor->GetEventPosition();
      on_drag(at[0], at[1]);
    } else {
      vtkInteractorStyleTrackballCamera::OnMouseMove();
    }
  }
  void OnLeftButtonUp() override {
    if (!dragging_) vtkInteractorStyleTrackballCamera::OnLeftButtonUp();
    dragging_ = false;
  }

 private:
  ViewerStyle() = default;
  bool dragging_ = false;
};
vtkStandardNewMacro(ViewerStyle);

/// A window with a scene: cameras, layers, probe, help, screenshots. What is shown in it and the
/// keys for that come from those who derive.
class Viewer {
 public:
  Viewer(const PressurePicture& picture, SceneOptions& options, ViewerSettings& settings,
         const std::filesystem::path& screenshot)
      : options_(options), settings_(settings), screenshot_(screenshot) {
    require_display();
    silence_vtk();
    window_->SetSize(settings.width, settings.height);
    window_->SetMultiSamples(0);  // in software each sample costs as much as the picture
    window_->SetWindowName(("Solea - " + picture.title).c_str());
    interactor_->SetRenderWindow(window_);
    options.live = true;
    scene_ = std::make_unique<PressureScene>(*window_, picture, options);
    add_help();
    style_->on_key = [this](const std::string& key) { press(key); };
    style_->on_press = [this](int x, int y) { return take_hold(x, y); };
    style_->on_drag = [this](int x, int y) { drag(x, y); };
    interactor_->SetInteractorStyle(style_);
    observe(*window_, vtkCommand::WindowResizeEvent, [](Viewer& v) { v.resized(); });
    observe(*interactor_, vtkCommand::TimerEvent, [](Viewer& v) { v.tick_now(); });
  }
  virtual ~Viewer() = default;
  Viewer(const Viewer&) = delete;
  Viewer& operator=(const Viewer&) = delete;

  /// Until the user closes the window.
  void run() {
    window_->Render();
    interactor_->Initialize();
    constexpr unsigned long tick_ms = 15;
    interactor_->CreateRepeatingTimer(tick_ms);
    last_tick_ = std::chrono::steady_clock::now();
    interactor_->Start();
    settings_.width = window_->GetSize()[0];
    settings_.height = window_->GetSize()[1];
  }

 protected:
  /// A key that is not the window's own; false where nothing knows it.
  virtual bool key(const std::string& name) = 0;
  /// Time went by; true where the picture must be drawn again.
  virtual bool tick(double wall_s) = 0;
  /// The window has another size.
  virtual void fit() {}
  /// A press that is for something else than the camera, and where the mouse then goes.
  virtual bool grab(int /*x*/, int /*y*/) { return false; }
  virtual void move(int /*x*/, int /*y*/) {}
  /// The probe is at another place, or gone.
  virtual void probed(std::optional<PointMm> /*at*/) {}
  [[nodiscard]] virtual std::string own_keys() const = 0;

  [[nodiscard]] PressureScene& scene() { return *scene_; }
  [[nodiscard]] vtkRenderWindow& window() { return *window_; }
  [[nodiscard]] vtkRenderer& stage() { return *window_->GetRenderers()->GetFirstRenderer(); }
  /// The layer over all others.
  [[nodiscard]] vtkRenderer& front() {
    vtkRendererCollection& all = *window_->GetRenderers();
    return *vtkRenderer::SafeDownCast(all.GetItemAsObject(all.GetNumberOfItems() - 1));
  }
  [[nodiscard]] ViewerSettings& settings() { return settings_; }
  void draw() { window_->Render(); }

 private:
  template <typename Subject>
  void observe(Subject& subject, unsigned long event, void (*then)(Viewer&)) {
    struct Call {
      Viewer* viewer;
      void (*then)(Viewer&);
    };
    vtkNew<vtkCallbackCommand> command;
    command->SetClientData(new Call{this, then});
    command->SetClientDataDeleteCallback([](void* call) { delete static_cast<Call*>(call); });
    command->SetCallback([](vtkObject*, unsigned long, void* data, void*) {
      const auto* call = static_cast<Call*>(data);
      call->then(*call->viewer);
    });
    subject.AddObserver(event, command);
  }

  void press(const std::string& name) {
    if (name == "q" || name == "Escape") {
      interactor_->TerminateApp();
      return;
    }
    constexpr std::array<CameraView, 5> views = {CameraView::top, CameraView::three_quarter,
                                                 CameraView::medial, CameraView::lateral,
                                                 CameraView::heel};
    if (name.size() == 1 && name[0] >= '1' && name[0] <= '5') {
      scene_->set_camera(views[static_cast<std::size_t>(name[0] - '1')]);
    } else if (name == "r") {
      scene_->reset_camera();
    } else if (name == "t") {
      scene_->set_camera(CameraView::top);
    } else if (name == "question" || name == "h") {
      help_->SetVisibility(help_->GetVisibility() == 0);
    } else if (name == "x") {
      const int* at = interactor_->GetEventPosition();
      set_probe(near_probe(at[0], at[1]) ? std::nullopt : scene_->place_at(at[0], at[1]));
    } else if (name != "p" && name != "F12" && !key(name)) {
      toggle_layer(name);
    }
    draw();
    if (name == "p" || name == "F12") save_window_png(*window_, screenshot_);
  }

  void set_probe(std::optional<PointMm> at) {
    probe_ = at;
    scene_->set_probe(at);
    probed(at);
  }

  [[nodiscard]] bool near_probe(int x, int y) const {
    if (!probe_) return false;
    constexpr double reach_px = 14;
    const PointMm px = scene_->pixel_of(*probe_);
    return std::hypot(px.x - x, px.y - y) < reach_px;
  }

  bool take_hold(int x, int y) {
    dragging_probe_ = near_probe(x, y);
    return dragging_probe_ || grab(x, y);
  }

  void drag(int x, int y) {
    if (!dragging_probe_) {
      move(x, y);
      return;
    }
    if (const auto at = scene_->place_at(x, y)) set_probe(at);
    draw();
  }

  void toggle_layer(const std::string& name) {
    for (const LayerName& layer : layer_names()) {
      if (name.size() != 1 || name[0] != layer.key) continue;
      options_.layers.set(layer.layer, !options_.layers.has(layer.layer));
      scene_->set_layers(options_.layers);
    }
  }

  void add_help() {
    help_->VisibilityOff();
    vtkTextProperty* look = help_->GetTextProperty();
    look->SetFontFamilyToCourier();
    look->SetColor(style::ink[0], style::ink[1], style::ink[2]);
    look->SetBackgroundColor(1, 1, 1);
    look->SetBackgroundOpacity(0.96);
    look->SetFrame(1);
    look->SetFrameColor(0.7, 0.7, 0.7);
    look->SetLineSpacing(1.15);
    look->SetJustificationToCentered();
    look->SetVerticalJustificationToCentered();
    look->SetJustificationToLeft();
    help_->GetPositionCoordinate()->SetCoordinateSystemToNormalizedViewport();
    help_->SetPosition(0.05, 0.48);
    front().AddActor2D(help_);
  }

  void fit_help() {
    std::string text = own_keys();
    text +=
        " 1 2 3 4 5    from the top, three quarters, medial, lateral, heel \n"
        " r  t         camera back, from the top \n"
        " x            probe under the mouse, to be dragged; on it: away \n"
        " p  F12       picture to a file \n"
        " ?  h         these keys          q  Esc   close \n"
        " mouse        left: turn, Shift or middle: move, wheel: zoom \n\n";
    for (const LayerName& layer : layer_names()) {
      text += fmt::format(" {}            {}: {} \n", layer.key, layer.id, layer.label);
    }
    help_->SetInput(text.c_str());
    help_->GetTextProperty()->SetFontSize(
        std::max(8, static_cast<int>(std::lround(1.9 * window_->GetSize()[1] / 100.0))));
    std::array<double, 2> size{};
    help_->GetSize(&stage(), size.data());
    const double room = 0.9 * window_->GetSize()[0];
    if (size[0] > room) {
      help_->GetTextProperty()->SetFontSize(
          static_cast<int>(help_->GetTextProperty()->GetFontSize() * room / size[0]));
    }
  }

  void resized() {
    scene_->fit_to_window();
    fit_help();
    fit();
  }

  void tick_now() {
    if (help_->GetInput() == nullptr || *help_->GetInput() == '\0') fit_help();
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> passed = now - last_tick_;
    last_tick_ = now;
    if (tick(passed.count())) draw();
  }

  SceneOptions& options_;
  ViewerSettings& settings_;
  std::filesystem::path screenshot_;
  vtkNew<vtkRenderWindow> window_;
  vtkNew<vtkRenderWindowInteractor> interactor_;
  vtkNew<ViewerStyle> style_;
  std::unique_ptr<PressureScene> scene_;
  std::optional<PointMm> probe_;
  bool dragging_probe_ = false;
  vtkNew<vtkTextActor> help_;
  std::chrono::steady_clock::time_point last_tick_;
};

class StillViewer final : public Viewer {
 public:
  using Viewer::Viewer;

 protected:
  bool key(const std::string& /*name*/) override { return false; }
  bool tick(double /*wall_s*/) override { return false; }
  [[nodiscard]] std::string own_keys() const override { return {}; }
};

std::vector<double> times_of(const Film& film) {
  std::vector<double> times;
  for (std::size_t k = film.frames.first; k < film.frames.last; ++k) {
    times.push_back(film.recording->time_s(k));
  }
  return times;
}

class FilmViewer final : public Viewer {
 public:
  FilmViewer(const Film& film, SceneOptions& options, ViewerSettings& settings,
             const std::filesystem::path& screenshot)
      : Viewer(film.picture, options, settings, screenshot),
        film_(film),
        play_(times_of(film)),
        still_(film.picture.values),
        bar_(front(), window(), marks()) {
    play_.set_speed(settings.speed);
    play_.set_loop(settings.loop);
  }

 protected:
  bool key(const std::string& name) override {
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
    settings().speed = play_.speed();
    settings().loop = play_.loop();
    show_frame();
    return true;
  }

  bool tick(double wall_s) override {
    if (!play_.playing()) return false;
    const std::size_t before = play_.frame();
    play_.advance(wall_s);
    if (play_.frame() == before && play_.playing()) return false;
    show_frame();
    return true;
  }

  void fit() override { bar_.fit(); }

  bool grab(int x, int y) override {
    const auto fraction = bar_.fraction_at(x, y);
    if (fraction) scrub(*fraction);
    return fraction.has_value();
  }

  void move(int x, int /*y*/) override { scrub(bar_.nearest_fraction(x)); }

  /// The curve of the cell under the probe, over the bar.
  void probed(std::optional<PointMm> at) override {
    const PlateGeometry& plate = film_.picture.plate;
    std::vector<TimeBar::CurvePoint> curve;
    const int col = at ? static_cast<int>(std::floor(at->x / plate.pitch_x_mm)) : -1;
    const int row = at ? static_cast<int>(std::floor(at->y / plate.pitch_y_mm)) : -1;
    if (row >= 0 && col >= 0 && row < plate.rows && col < plate.cols) {
      const auto index = static_cast<std::uint32_t>(row * plate.cols + col);
      const double begin_s = film_.recording->time_s(film_.frames.first);
      const double span_s = film_.recording->time_s(film_.frames.last - 1) - begin_s;
      for (std::size_t k = film_.frames.first; span_s > 0 && k < film_.frames.last; ++k) {
        const auto cells = film_.recording->cells(k);
        const auto found = std::ranges::lower_bound(cells, index, {}, &LoadedCell::index);
        const double kpa = found != cells.end() && found->index == index ? found->kpa : 0;
        curve.push_back({(film_.recording->time_s(k) - begin_s) / span_s, kpa});
      }
    }
    bar_.set_curve(std::move(curve), film_.picture.unit);
  }

  [[nodiscard]] std::string own_keys() const override {
    return " space        play and pause \n"
           " Left Right   one frame back, on \n"
           " Home End     first, last frame; or drag the bar at the bottom \n"
           " [  ]         slower, faster: 1/16 to 4 times \n"
           " l            loop \n"
           " m            the still picture again \n";
  }

 private:
  [[nodiscard]] std::vector<TimeBar::Mark> marks() const {
    const double begin = film_.recording->time_s(film_.frames.first);
    const double span = film_.recording->time_s(film_.frames.last - 1) - begin;
    std::vector<TimeBar::Mark> marks;
    if (span <= 0) return marks;
    for (const Stance& s : film_.stances) {
      if (s.frames.size() == 0) continue;
      marks.push_back({(film_.recording->time_s(s.frames.first) - begin) / span,
                       (film_.recording->time_s(s.frames.last - 1) - begin) / span, s.side});
    }
    return marks;
  }

  void scrub(double fraction) {
    play_.seek(fraction);
    show_frame();
    draw();
  }

  void show_still() {
    scene().set_values(still_);
    scene().set_cop_now(std::nullopt);
    scene().set_words(film_.picture.title, film_.picture.subtitle);
  }

  void show_frame() {
    const std::size_t k = film_.frames.first + play_.frame();
    const CellBox& box = film_.picture.box;
    const auto cols = static_cast<std::uint32_t>(film_.picture.plate.cols);
    values_.assign(still_.size(), 0);
    for (const LoadedCell& cell : film_.recording->cells(k)) {
      const int row = static_cast<int>(cell.index / cols) - box.row0;
      const int col = static_cast<int>(cell.index % cols) - box.col0;
      if (row < 0 || col < 0 || row >= box.rows() || col >= box.cols()) continue;
      values_[static_cast<std::size_t>(row * box.cols() + col)] = cell.kpa;
    }
    scene().set_values(values_);
    scene().set_cop_now(k < film_.cop.size() ? film_.cop[k] : std::nullopt);
    bar_.set_fraction(play_.fraction());
    std::string words = fmt::format(
        "{:.3f} s, frame {} of {}, {}{}{}", play_.time_s(), k, film_.recording->size(),
        play_.speed_text(), play_.loop() ? ", loop" : "", play_.playing() ? "" : ", paused");
    for (const Stance& s : film_.stances) {
      if (k < s.frames.first || k >= s.frames.last || s.frames.size() < 2) continue;
      const double begin = film_.recording->time_s(s.frames.first);
      const double span = film_.recording->time_s(s.frames.last - 1) - begin;
      words += fmt::format("  |  step {}{}: {:.0f} % of stance", s.number,
                           s.side == Side::unknown ? "" : " " + std::string(to_string(s.side)),
                           100 * (play_.time_s() - begin) / span);
    }
    scene().set_words(frame_title(), words);
  }

  /// What is shown now is no peak or mean any more.
  [[nodiscard]] std::string frame_title() const {
    const PressurePicture& p = film_.picture;
    return p.title.starts_with(p.quantity) ? "Pressure" + p.title.substr(p.quantity.size())
                                           : p.title;
  }

  const Film& film_;
  Playback play_;
  std::vector<float> still_;
  std::vector<float> values_;
  TimeBar bar_;
};

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

class LiveViewer final : public Viewer {
 public:
  LiveViewer(const PressurePicture& picture, const std::function<void(LiveFrame&)>& newest,
             SceneOptions& options, ViewerSettings& settings,
             const std::filesystem::path& screenshot)
      : Viewer(picture, options, settings, screenshot), title_(picture.title), newest_(newest) {}

 protected:
  bool key(const std::string& name) override {
    if (name != "space") return false;
    held_ = !held_;
    return true;
  }

  bool tick(double /*wall_s*/) override {
    const std::uint64_t before = frame_.number;
    const std::string words = frame_.words;
    newest_(frame_);
    if (held_ || (frame_.number == before && frame_.words == words)) return false;
    if (frame_.number != before && !frame_.values.empty()) {
      const float peak = *std::max_element(frame_.values.begin(), frame_.values.end());
      // The scale grows with what comes and stays: colours keep their meaning.
      if (peak > scene().scale_max()) scene().set_scale_max(round_scale_kpa(peak));
      scene().set_values(frame_.values);
    }
    scene().set_words(title_, frame_.words);
    return true;
  }

  [[nodiscard]] std::string own_keys() const override {
    return " space        hold the picture, and on \n";
  }

 private:
  std::string title_;
  const std::function<void(LiveFrame&)>& newest_;
  LiveFrame frame_;
  bool held_ = false;
};

}  // namespace

void show_film(const Film& film, SceneOptions& options, ViewerSettings& settings,
               const std::filesystem::path& screenshot) {
  require_display();
  if (film.recording == nullptr || film.frames.size() == 0) {
    StillViewer(film.picture, options, settings, screenshot).run();
  } else {
    FilmViewer(film, options, settings, screenshot).run();
  }
}

void show_live(const PlateGeometry& plate, const std::string& title, const std::string& unit,
               const std::function<void(LiveFrame&)>& newest, SceneOptions& options,
               ViewerSettings& settings, const std::filesystem::path& screenshot) {
  require_display();
  const PressurePicture picture = empty_plate(plate, title, unit);
  LiveViewer viewer(picture, newest, options, settings, screenshot);
  viewer.run();
}

}  // namespace solea

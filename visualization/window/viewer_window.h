#pragma once

#include <vtkNew.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "visualization/scenes/picture.h"
#include "visualization/scenes/pressure_scene.h"
#include "visualization/window/viewer.h"

class vtkRenderer;
class vtkRenderWindow;
class vtkRenderWindowInteractor;
class vtkTextActor;

/// For this folder only.
namespace solea {

class ViewerStyle;

/// What goes on in a window over a scene that is there already: a recording plays, a mat sends.
class Show {
 public:
  Show() = default;
  virtual ~Show() = default;
  Show(const Show&) = delete;
  Show& operator=(const Show&) = delete;
  /// A key that is not the window's own; false where nothing knows it.
  virtual bool key(const std::string& name) = 0;
  /// Time went by; true where the picture must be drawn again.
  virtual bool tick(double wall_s) = 0;
  /// The window has another size.
  virtual void fit() {}
  /// A press that is for something else than the camera, and where the mouse then goes.
  virtual bool grab(int /*x*/, int /*y*/) { return false; }
  virtual void move(int /*x*/, int /*y*/) {}
  /// The probes are at other places, more or fewer.
  virtual void probed(std::span<const Probe> /*probes*/) {}
  /// Its keys, a line each.
  [[nodiscard]] virtual std::string own_keys() const { return {}; }
};

/// A window with a scene: cameras, layers, probes, the value under the mouse, help, screenshots,
/// files that are dropped on it.
class ViewerWindow {
 public:
  /// `options` and `settings` are kept up to date. Throws Error without a display.
  ViewerWindow(SceneOptions& options, ViewerSettings& settings);
  ~ViewerWindow();
  ViewerWindow(const ViewerWindow&) = delete;
  ViewerWindow& operator=(const ViewerWindow&) = delete;

  /// Puts a picture in place of what was there; `p` writes to `screenshot`.
  void open(const PressurePicture& picture, const std::filesystem::path& screenshot);
  /// What goes on in it from now on.
  void set_show(std::unique_ptr<Show> show);
  /// Called with a file that is dropped on the window.
  std::function<void(const std::filesystem::path&)> on_drop;
  /// Some words over the picture, for a while.
  void tell(const std::string& words);
  /// Until the user closes the window.
  void run();

  [[nodiscard]] PressureScene& scene() { return *scene_; }
  [[nodiscard]] vtkRenderWindow& window() { return *window_; }
  /// The layer over all others.
  [[nodiscard]] vtkRenderer& front();
  [[nodiscard]] ViewerSettings& settings() { return settings_; }
  void draw();

 private:
  template <typename Subject>
  void observe(Subject& subject, unsigned long event, void (*then)(ViewerWindow&, void* data));
  void press(const std::string& name);
  void toggle_probe();
  void change_probes(std::vector<Probe> probes);
  [[nodiscard]] std::optional<std::size_t> probe_near(int x, int y) const;
  bool take_hold(int x, int y);
  void drag(int x, int y);
  void toggle_layer(const std::string& name);
  void fit_words();
  void resized();
  void tick_now();
  bool show_value_under_mouse();

  SceneOptions& options_;
  ViewerSettings& settings_;
  std::filesystem::path screenshot_;
  vtkNew<vtkRenderWindow> window_;
  vtkNew<vtkRenderWindowInteractor> interactor_;
  vtkNew<ViewerStyle> style_;
  std::unique_ptr<PressureScene> scene_;
  std::string unit_;
  std::unique_ptr<Show> show_;
  std::vector<Probe> probes_;
  std::optional<std::size_t> dragged_;  ///< one of probes_
  vtkNew<vtkTextActor> help_;
  vtkNew<vtkTextActor> told_;
  double told_for_s_ = 0;
  vtkNew<vtkTextActor> under_mouse_;
  std::array<int, 2> mouse_{};
  bool mouse_inside_ = false;
  std::chrono::steady_clock::time_point last_tick_;
};

}  // namespace solea

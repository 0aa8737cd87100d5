#include "visualization/window/viewer_window.h"

#include <fmt/format.h>
#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkRenderWindow.h>
#include <vtkRenderWindowInteractor.h>
#include <vtkRenderer.h>
#include <vtkRendererCollection.h>
#include <vtkStringArray.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "visualization/scenes/scene_style.h"
#include "visualization/window/display.h"
#include "visualization/window/offscreen.h"
#include "visualization/window/snapshot.h"
#include "visualization/window/viewer_style.h"

namespace solea {

namespace {

constexpr double told_s = 6;

/// Letters on a nearly white ground.
void set_look(vtkTextActor& text, const style::Color& color) {
  vtkTextProperty* look = text.GetTextProperty();
  look->SetFontFamilyToArial();
  look->SetColor(color[0], color[1], color[2]);
  look->SetBackgroundColor(1, 1, 1);
  look->SetBackgroundOpacity(0.92);
}

/// In lines of no more than so many letters, where it has blanks.
std::string in_lines(const std::string& text) {
  constexpr std::size_t longest = 96;
  std::string lines = text;
  std::size_t begin = 0;
  while (lines.size() - begin > longest) {
    const std::size_t blank = lines.rfind(' ', begin + longest);
    if (blank == std::string::npos || blank <= begin) break;
    lines[blank] = '\n';
    begin = blank + 1;
  }
  return lines;
}

}  // namespace

template <typename Subject>
void ViewerWindow::observe(Subject& subject, unsigned long event,
                           void (*then)(ViewerWindow&, void* data)) {
  struct Call {
    ViewerWindow* viewer;
    void (*then)(ViewerWindow&, void*);
  };
  vtkNew<vtkCallbackCommand> command;
  command->SetClientData(new Call{this, then});
  command->SetClientDataDeleteCallback([](void* call) { delete static_cast<Call*>(call); });
  command->SetCallback([](vtkObject*, unsigned long, void* call, void* data) {
    const auto* c = static_cast<Call*>(call);
    c->then(*c->viewer, data);
  });
  subject.AddObserver(event, command);
}

ViewerWindow::ViewerWindow(SceneOptions& options, ViewerSettings& settings)
    : options_(options), settings_(settings) {
  require_display();
  silence_vtk();
  window_->SetSize(settings.width, settings.height);
  window_->SetMultiSamples(0);  // in software each sample costs as much as the picture
  interactor_->SetRenderWindow(window_);
  options.live = true;
  set_look(*help_, style::ink);
  help_->GetTextProperty()->SetFontFamilyToCourier();
  help_->GetTextProperty()->SetFrame(1);
  help_->GetTextProperty()->SetFrameColor(0.7, 0.7, 0.7);
  help_->GetTextProperty()->SetLineSpacing(1.15);
  help_->GetTextProperty()->SetVerticalJustificationToCentered();
  help_->GetPositionCoordinate()->SetCoordinateSystemToNormalizedViewport();
  help_->SetPosition(0.05, 0.48);
  set_look(*told_, {0.60, 0.36, 0.0});  // amber, dark enough to read
  told_->GetPositionCoordinate()->SetCoordinateSystemToNormalizedViewport();
  told_->SetPosition(0.025, 0.88);
  told_->GetTextProperty()->SetVerticalJustificationToTop();
  set_look(*under_mouse_, style::ink);
  for (vtkTextActor* text : {help_.Get(), told_.Get(), under_mouse_.Get()}) {
    text->SetInput("");
    text->VisibilityOff();
  }
  style_->on_key = [this](const std::string& key) { press(key); };
  style_->on_press = [this](int x, int y) { return take_hold(x, y); };
  style_->on_drag = [this](int x, int y) { drag(x, y); };
  interactor_->SetInteractorStyle(style_);
  observe(*window_, vtkCommand::WindowResizeEvent, [](ViewerWindow& v, void*) { v.resized(); });
  observe(*interactor_, vtkCommand::TimerEvent, [](ViewerWindow& v, void*) { v.tick_now(); });
  observe(*interactor_, vtkCommand::MouseMoveEvent,
          [](ViewerWindow& v, void*) { v.mouse_inside_ = true; });
  observe(*interactor_, vtkCommand::LeaveEvent,
          [](ViewerWindow& v, void*) { v.mouse_inside_ = false; });
  observe(*interactor_, vtkCommand::DropFilesEvent, [](ViewerWindow& v, void* data) {
    auto* const files = static_cast<vtkStringArray*>(data);
    if (files == nullptr || files->GetNumberOfValues() == 0 || !v.on_drop) return;
    if (files->GetNumberOfValues() > 1) v.tell("several files were dropped: the first is shown");
    v.on_drop(std::filesystem::path(files->GetValue(0).c_str()));
  });
}

ViewerWindow::~ViewerWindow() = default;

void ViewerWindow::open(const PressurePicture& picture, const std::filesystem::path& screenshot) {
  show_.reset();
  scene_.reset();
  while (vtkRenderer* old = window_->GetRenderers()->GetFirstRenderer()) {
    window_->RemoveRenderer(old);
  }
  probes_.clear();
  dragged_.reset();
  screenshot_ = screenshot;
  unit_ = picture.unit;
  window_->SetWindowName(("Solea - " + picture.title).c_str());
  scene_ = std::make_unique<PressureScene>(*window_, picture, options_);
  for (const PointMm at : std::exchange(options_.probes, {})) {
    probes_.push_back({at, probes_.size()});
  }
  for (vtkTextActor* text : {help_.Get(), told_.Get(), under_mouse_.Get()}) {
    front().AddActor2D(text);
  }
}

void ViewerWindow::set_show(std::unique_ptr<Show> show) {
  show_ = std::move(show);
  show_->probed(probes_);
  fit_words();
}

vtkRenderer& ViewerWindow::front() {
  vtkRendererCollection& all = *window_->GetRenderers();
  return *vtkRenderer::SafeDownCast(all.GetItemAsObject(all.GetNumberOfItems() - 1));
}

void ViewerWindow::draw() {
  window_->Render();
}

void ViewerWindow::run() {
  draw();
  interactor_->Initialize();
  constexpr unsigned long tick_ms = 15;
  interactor_->CreateRepeatingTimer(tick_ms);
  last_tick_ = std::chrono::steady_clock::now();
  interactor_->Start();
  settings_.width = window_->GetSize()[0];
  settings_.height = window_->GetSize()[1];
}

void ViewerWindow::tell(const std::string& words) {
  told_->SetInput(in_lines(words).c_str());
  told_->VisibilityOn();
  told_for_s_ = told_s;
  fit_words();
  draw();
}

void ViewerWindow::press(const std::string& name) {
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
    toggle_probe();
  } else if (name == "X") {
    change_probes({});
  } else if (name != "p" && name != "F12" && !show_->key(name)) {
    toggle_layer(name);
  }
  const bool picture = name == "p" || name == "F12";
  if (picture) under_mouse_->VisibilityOff();
  draw();
  if (picture) save_window_png(*window_, screenshot_);
}

/// One more under the mouse; one that is there goes.
void ViewerWindow::toggle_probe() {
  const int* at = interactor_->GetEventPosition();
  std::vector<Probe> probes = probes_;
  if (const auto near = probe_near(at[0], at[1])) {
    probes.erase(probes.begin() + static_cast<std::ptrdiff_t>(*near));
  } else if (const auto place = scene_->place_at(at[0], at[1])) {
    // The first letter that is free.
    std::size_t number = 0;
    while (std::ranges::find(probes, number, &Probe::number) != probes.end()) ++number;
    probes.push_back({*place, number});
    std::ranges::sort(probes, {}, &Probe::number);
  }
  change_probes(std::move(probes));
}

void ViewerWindow::change_probes(std::vector<Probe> probes) {
  probes_ = std::move(probes);
  scene_->set_probes(probes_);
  show_->probed(probes_);
}

std::optional<std::size_t> ViewerWindow::probe_near(int x, int y) const {
  constexpr double reach_px = 14;
  for (std::size_t i = 0; i < probes_.size(); ++i) {
    const PointMm px = scene_->pixel_of(probes_[i].at);
    if (std::hypot(px.x - x, px.y - y) < reach_px) return i;
  }
  return std::nullopt;
}

bool ViewerWindow::take_hold(int x, int y) {
  under_mouse_->VisibilityOff();
  dragged_ = probe_near(x, y);
  return dragged_ || show_->grab(x, y);
}

void ViewerWindow::drag(int x, int y) {
  if (!dragged_) {
    show_->move(x, y);
    return;
  }
  if (const auto at = scene_->place_at(x, y)) {
    std::vector<Probe> probes = probes_;
    probes[*dragged_].at = *at;
    change_probes(std::move(probes));
  }
  draw();
}

void ViewerWindow::toggle_layer(const std::string& name) {
  for (const LayerName& layer : layer_names()) {
    if (name.size() != 1 || name[0] != layer.key) continue;
    options_.layers.set(layer.layer, !options_.layers.has(layer.layer));
    scene_->set_layers(options_.layers);
  }
}

/// Help and what is told, for the window's present size.
void ViewerWindow::fit_words() {
  std::string text = show_ ? show_->own_keys() : "";
  text +=
      " 1 2 3 4 5    from the top, three quarters, medial, lateral, heel \n"
      " r  t         camera back, from the top \n"
      " x            one more probe under the mouse, to be dragged; on it: away \n"
      " X            no probes \n"
      " p  F12       picture to a file \n"
      " ?  h         these keys          q  Esc   close \n"
      " mouse        left: turn, Shift or middle: move, wheel: zoom \n";
  if (on_drop) text += " a file dropped on the window is shown in place of this one \n";
  text += '\n';
  for (const LayerName& layer : layer_names()) {
    text += fmt::format(" {}            {}: {} \n", layer.key, layer.id, layer.label);
  }
  help_->SetInput(text.c_str());
  const std::array<double, 2> window = {1.0 * window_->GetSize()[0], 1.0 * window_->GetSize()[1]};
  const auto fit = [&](vtkTextActor& words, double units, double width) {
    vtkTextProperty* look = words.GetTextProperty();
    look->SetFontSize(std::max(8, static_cast<int>(std::lround(units * window[1] / 100))));
    std::array<double, 2> size{};
    words.GetSize(&front(), size.data());
    if (size[0] > width) {
      look->SetFontSize(std::max(8, static_cast<int>(look->GetFontSize() * width / size[0])));
    }
  };
  fit(*help_, 1.9, 0.9 * window[0]);
  fit(*told_, 2.1, 0.95 * window[0]);
  fit(*under_mouse_, 1.9, window[0]);
}

void ViewerWindow::resized() {
  if (!scene_ || !show_) return;
  scene_->fit_to_window();
  fit_words();
  show_->fit();
}

/// True where something changed.
bool ViewerWindow::show_value_under_mouse() {
  const int* at = interactor_->GetEventPosition();
  const std::array<int, 2> mouse = {at[0], at[1]};
  const bool was = under_mouse_->GetVisibility() != 0;
  const bool moved = std::exchange(mouse_, mouse) != mouse;
  if (!mouse_inside_ || style_->busy() || probe_near(mouse[0], mouse[1])) {
    under_mouse_->VisibilityOff();
    return was;
  }
  const auto place = scene_->place_at(mouse[0], mouse[1]);
  const double value = place ? scene_->value_at(*place) : 0;
  under_mouse_->SetVisibility(value != 0);
  if (value == 0) return was;
  const std::string words = fmt::format(" {:.0f} {} ", value, unit_);
  if (!moved && words == under_mouse_->GetInput()) return false;
  under_mouse_->SetInput(words.c_str());
  std::array<double, 2> size{};
  under_mouse_->GetSize(&front(), size.data());
  const double room = window_->GetSize()[0] - size[0];
  under_mouse_->SetPosition(std::min(mouse[0] + 14.0, room), mouse[1] + 10.0);
  return true;
}

void ViewerWindow::tick_now() {
  const auto now = std::chrono::steady_clock::now();
  const std::chrono::duration<double> passed = now - last_tick_;
  last_tick_ = now;
  bool changed = show_->tick(passed.count());
  if (told_for_s_ > 0) {
    told_for_s_ -= passed.count();
    if (told_for_s_ <= 0) {
      told_->VisibilityOff();
      changed = true;
    }
  }
  changed = show_value_under_mouse() || changed;
  if (changed) draw();
}

}  // namespace solea

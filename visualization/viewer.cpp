#include "visualization/viewer.h"

#include <vtkCallbackCommand.h>
#include <vtkCamera.h>
#include <vtkCommand.h>
#include <vtkInteractorStyleTrackballCamera.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkRenderWindow.h>
#include <vtkRenderWindowInteractor.h>
#include <vtkRenderer.h>
#include <vtkRendererCollection.h>

#include <functional>
#include <string>

#include "core/error.h"
#include "visualization/display.h"
#include "visualization/offscreen.h"
#include "visualization/snapshot.h"

namespace solea {

namespace {

/// Turns and moves the camera with the mouse, and knows the viewer's keys instead of VTK's.
class ViewerStyle final : public vtkInteractorStyleTrackballCamera {
 public:
  static ViewerStyle* New();
  ViewerStyle(const ViewerStyle&) = delete;
  ViewerStyle& operator=(const ViewerStyle&) = delete;

  std::function<void(const std::string&)> on_key;

  void OnChar() override {}  // VTK's own keys: wireframe, stereo, ...
  void OnKeyPress() override {
    if (on_key) on_key(Interactor->GetKeySym());
  }

 private:
  ViewerStyle() = default;
};
vtkStandardNewMacro(ViewerStyle);

}  // namespace

void show_picture(const PressurePicture& picture, const SceneOptions& options,
                  const std::filesystem::path& screenshot) {
  require_display();
  silence_vtk();
  vtkNew<vtkRenderWindow> window;
  window->SetSize(1280, 800);
  window->SetMultiSamples(4);
  window->SetWindowName(("Solea - " + picture.title).c_str());
  vtkNew<vtkRenderWindowInteractor> interactor;
  interactor->SetRenderWindow(window);
  PressureScene scene(*window, picture, options);

  vtkNew<ViewerStyle> style;
  style->on_key = [&](const std::string& key) {
    if (key == "q" || key == "Escape") {
      interactor->TerminateApp();
      return;
    }
    if (key == "r") scene.reset_camera();
    if (key == "t") {
      vtkCamera* camera = window->GetRenderers()->GetFirstRenderer()->GetActiveCamera();
      const double* f = camera->GetFocalPoint();
      camera->SetPosition(f[0], f[1], f[2] + camera->GetDistance());
      camera->SetViewUp(0, 1, 0);
      window->GetRenderers()->GetFirstRenderer()->ResetCameraClippingRange();
    }
    window->Render();
    if (key == "p") save_window_png(*window, screenshot);
  };
  interactor->SetInteractorStyle(style);

  vtkNew<vtkCallbackCommand> resized;
  resized->SetClientData(&scene);
  resized->SetCallback([](vtkObject*, unsigned long, void* data, void*) {
    static_cast<PressureScene*>(data)->fit_to_window();
  });
  window->AddObserver(vtkCommand::WindowResizeEvent, resized);
  window->Render();
  interactor->Start();
}

}  // namespace solea

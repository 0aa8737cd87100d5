#include "visualization/window/offscreen.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkObject.h>
#include <vtkObjectFactory.h>
#include <vtkOutputWindow.h>

#include <array>

#include "core/error.h"

namespace solea {

namespace {

/// Takes VTK's messages and keeps them to itself.
class SilentOutput final : public vtkOutputWindow {
 public:
  static SilentOutput* New();
  void DisplayText(const char*) override {}
  SilentOutput(const SilentOutput&) = delete;
  SilentOutput& operator=(const SilentOutput&) = delete;

 private:
  SilentOutput() = default;
};
vtkStandardNewMacro(SilentOutput);

/// An EGL context that is current in this thread while the object lives.
class EglContext {
 public:
  EglContext() {
    // Mesa's surfaceless platform needs neither a display nor a graphics card; the default display
    // is for other drivers.
    if (!open(eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr)) &&
        !open(eglGetDisplay(EGL_DEFAULT_DISPLAY))) {
      throw Error("no OpenGL without a display, expected EGL (packages libegl1, libgl1-mesa-dri)");
    }
  }
  ~EglContext() {
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (surface_ != EGL_NO_SURFACE) eglDestroySurface(display_, surface_);
    eglDestroyContext(display_, context_);
    // The display stays: EGL shares it within the process.
  }
  EglContext(const EglContext&) = delete;
  EglContext& operator=(const EglContext&) = delete;

 private:
  bool open(EGLDisplay display) {
    if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) != EGL_TRUE ||
        eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) {
      return false;
    }
    constexpr std::array<EGLint, 13> wanted = {EGL_SURFACE_TYPE,
                                               EGL_PBUFFER_BIT,
                                               EGL_RED_SIZE,
                                               8,
                                               EGL_GREEN_SIZE,
                                               8,
                                               EGL_BLUE_SIZE,
                                               8,
                                               EGL_DEPTH_SIZE,
                                               24,
                                               EGL_RENDERABLE_TYPE,
                                               EGL_OPENGL_BIT,
                                               EGL_NONE};
    EGLConfig config = nullptr;
    EGLint found = 0;
    if (eglChooseConfig(display, wanted.data(), &config, 1, &found) != EGL_TRUE || found == 0) {
      return false;
    }
    constexpr std::array<EGLint, 5> version = {EGL_CONTEXT_MAJOR_VERSION, 3,
                                               EGL_CONTEXT_MINOR_VERSION, 2, EGL_NONE};
    context_ = eglCreateContext(display, config, EGL_NO_CONTEXT, version.data());
    if (context_ == EGL_NO_CONTEXT) return false;
    constexpr std::array<EGLint, 5> one_pixel = {EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
    surface_ = eglCreatePbufferSurface(display, config, one_pixel.data());
    display_ = display;
    return eglMakeCurrent(display, surface_, surface_, context_) == EGL_TRUE;
  }

  EGLDisplay display_ = EGL_NO_DISPLAY;
  EGLSurface surface_ = EGL_NO_SURFACE;
  EGLContext context_ = EGL_NO_CONTEXT;
};

}  // namespace

struct OffscreenWindow::Impl {
  EglContext context;  // outlives the window
  vtkNew<vtkGenericOpenGLRenderWindow> window;
};

OffscreenWindow::OffscreenWindow(int width, int height) {
  silence_vtk();
  impl_ = std::make_unique<Impl>();
  vtkGenericOpenGLRenderWindow* window = impl_->window;
  window->SetReadyForRendering(true);
  window->SetSupportsOpenGL(1);
  window->SetIsCurrent(true);
  window->SetSize(width, height);
  window->SetMultiSamples(4);
  // VTK's GLEW looks for a GLX display, finds none and says so, although it has loaded every
  // function by then. VTK then leaves its state uninitialised: that is done here.
  window->OpenGLInitContext();
  window->OpenGLInitState();
}

OffscreenWindow::~OffscreenWindow() = default;

vtkRenderWindow* OffscreenWindow::get() const noexcept {
  return impl_->window;
}

void OffscreenWindow::render() {
  impl_->window->Render();
}

void silence_vtk() {
  const vtkNew<SilentOutput> silent;
  vtkOutputWindow::SetInstance(silent);
  vtkObject::GlobalWarningDisplayOff();
}

}  // namespace solea

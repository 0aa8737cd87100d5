#include "visualization/export/page.h"

#include <unistd.h>
#include <vtkContextActor.h>
#include <vtkContextScene.h>
#include <vtkNew.h>
#include <vtkPDFExporter.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkSVGExporter.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

#include "core/error.h"
#include "visualization/offscreen.h"
#include "visualization/snapshot.h"

namespace solea {

namespace {

/// Whether a file ends as its kind does: VTK does not say when a disk is full.
bool whole(const std::filesystem::path& file, const std::string& last_word) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  if (!in) return false;
  const std::streamoff size = in.tellg();
  const std::streamoff tail = std::min<std::streamoff>(size, 64);
  std::string text(static_cast<std::size_t>(tail), '\0');
  in.seekg(size - tail);
  in.read(text.data(), tail);
  return in && text.find(last_word) != std::string::npos;
}

void export_to(const std::filesystem::path& file, PageFormat format, vtkRenderWindow& window) {
  if (format == PageFormat::svg) {
    vtkNew<vtkSVGExporter> svg;
    svg->SetRenderWindow(&window);
    svg->SetFileName(file.c_str());
    svg->SetTitle("Solea");
    svg->SetDescription("Pressure under the foot");
    svg->TextAsPathOff();  // texts stay texts: found, read aloud and edited
    svg->DrawBackgroundOff();
    svg->Write();
    return;
  }
  vtkNew<vtkPDFExporter> pdf;
  pdf->SetRenderWindow(&window);
  pdf->SetFileName(file.c_str());
  pdf->SetTitle("Solea");
  pdf->Write();
}

}  // namespace

std::optional<PageFormat> page_format(const std::filesystem::path& file) {
  const std::filesystem::path extension = file.extension();
  if (extension == ".png") return PageFormat::png;
  if (extension == ".svg") return PageFormat::svg;
  if (extension == ".pdf") return PageFormat::pdf;
  return std::nullopt;
}

struct Page::Impl {
  Impl(int width, int height) : offscreen(width, height) {
    renderer->SetBackground(1, 1, 1);
    offscreen.get()->AddRenderer(renderer);
    renderer->AddActor(actor);
    actor->GetScene()->SetRenderer(renderer);
  }
  OffscreenWindow offscreen;
  vtkNew<vtkRenderer> renderer;
  vtkNew<vtkContextActor> actor;
};

Page::Page(int width, int height) : impl_(std::make_unique<Impl>(width, height)) {}
Page::~Page() = default;

vtkContextScene& Page::scene() {
  return *impl_->actor->GetScene();
}

vtkRenderWindow& Page::window() {
  return *impl_->offscreen.get();
}

void Page::render() {
  window().Render();
}

double Page::unit_px() const {
  return impl_->offscreen.get()->GetSize()[1] / 100.0;
}

void Page::save(const std::filesystem::path& file) {
  const auto format = page_format(file);
  if (!format) {
    throw FileError(file, "unknown kind of picture, expected a name in .png, .svg or .pdf");
  }
  render();
  if (*format == PageFormat::png) {
    save_window_png(window(), file);
    return;
  }
  const std::filesystem::path unfinished = file.string() + ".part-" + std::to_string(::getpid());
  errno = 0;
  if (!std::ofstream(unfinished, std::ios::binary)) {
    throw FileError(file, std::string("cannot be written: ") + std::strerror(errno));
  }
  export_to(unfinished, *format, window());
  std::error_code error;
  if (!whole(unfinished, *format == PageFormat::svg ? "</svg>" : "%%EOF")) {
    std::filesystem::remove(unfinished, error);
    throw FileError(file, "cannot be written whole, is the disk full?");
  }
  std::filesystem::rename(unfinished, file, error);
  if (error) {
    const std::string why = error.message();
    std::filesystem::remove(unfinished, error);
    throw FileError(file, "cannot be written: " + why);
  }
}

}  // namespace solea

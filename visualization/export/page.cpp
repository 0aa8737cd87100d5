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
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

#include "core/error.h"
#include "visualization/window/offscreen.h"
#include "visualization/window/snapshot.h"

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

void replace_all(std::string& text, const std::string& old_words, const std::string& new_words) {
  for (std::size_t at = 0; (at = text.find(old_words, at)) != std::string::npos;) {
    text.replace(at, old_words.size(), new_words);
    at += new_words.size();
  }
}

/// The file without the rims that VTK gives to surfaces that shall have none: dashes of no length.
std::string without_rims(const std::string& svg) {
  std::string kept;
  std::size_t at = 0;
  for (std::size_t line = 0; (line = svg.find("<polyline", at)) != std::string::npos;) {
    const std::size_t end = svg.find("/>", line);
    if (end == std::string::npos) break;
    const std::string_view element(svg.data() + line, end - line);
    const bool rim = element.find("stroke-dasharray=\"0,10\"") != std::string_view::npos;
    kept.append(svg, at, (rim ? line : end + 2) - at);
    at = end + 2;
  }
  return kept.append(svg, at);
}

/// VTK names a letter that no browser has, and its size in points that it
/// means as pixels; words of its own for where a text begins.
void mend_letters(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string svg{std::istreambuf_iterator<char>(in), {}};
  in.close();
  replace_all(svg, "font-family=\"URW Gothic L\"",
              "font-family=\"Arial, Liberation Sans, Helvetica, sans-serif\"");
  replace_all(svg, "text-anchor=\"right\"", "text-anchor=\"end\"");
  replace_all(svg, "text-anchor=\"left\"", "text-anchor=\"start\"");
  replace_all(svg, "alignment-baseline=", "dominant-baseline=");  // that of texts
  for (std::size_t at = 0; (at = svg.find("font-size=\"", at)) != std::string::npos;) {
    at += std::strlen("font-size=\"");
    const std::size_t end = svg.find('"', at);
    if (end != std::string::npos && svg.compare(end - 2, 2, "pt") == 0)
      svg.replace(end - 2, 2, "px");
  }
  std::ofstream(file, std::ios::binary | std::ios::trunc) << without_rims(svg);
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
    if (whole(file, "</svg>")) mend_letters(file);
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

#include "visualization/window/snapshot.h"

#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkRenderWindow.h>
#include <vtkUnsignedCharArray.h>
#include <vtkWindowToImageFilter.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/error.h"
#include "visualization/window/offscreen.h"

namespace solea {

void save_window_png(vtkRenderWindow& window, const std::filesystem::path& file) {
  vtkNew<vtkWindowToImageFilter> grab;
  grab->SetInput(&window);
  grab->SetInputBufferTypeToRGB();
  grab->ReadFrontBufferOff();
  vtkNew<vtkPNGWriter> writer;
  writer->SetInputConnection(grab->GetOutputPort());
  writer->WriteToMemoryOn();  // VTK would not say why a file cannot be written
  writer->Write();
  vtkUnsignedCharArray* const png = writer->GetResult();
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(png->GetPointer(0)),
            static_cast<std::streamsize>(png->GetNumberOfTuples() * png->GetNumberOfComponents()));
  out.close();
  if (!out) throw FileError(file, std::string("cannot be written: ") + std::strerror(errno));
}

void write_png(const std::filesystem::path& file, const PressurePicture& picture,
               const SceneOptions& options, int width, int height) {
  OffscreenWindow offscreen(width, height);
  const PressureScene scene(*offscreen.get(), picture, options);
  offscreen.get()->Render();
  save_window_png(*offscreen.get(), file);
}

}  // namespace solea

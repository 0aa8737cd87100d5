#include "apps/solea/pictures/vector_files.h"
#include "apps/results/output_file.h"

#include <system_error>
#include <vector>

#include "apps/solea/command.h"
#include "core/error.h"
#include "core/recording.h"
#include "formats/export_format.h"

namespace solea {

bool is_vector_file(const std::filesystem::path& file) {
  return file.extension() == ".svg" || file.extension() == ".pdf";
}

bool is_model_file(const std::filesystem::path& file) {
  return file.extension() == ".gltf" || file.extension() == ".glb";
}

void write_model(const std::filesystem::path& file, const PressurePicture& picture,
                 const SourceInfo& info) {
  if (picture.unit != "kPa")
    throw Error("a 3-D model is of pressures in kPa, not of " + picture.unit);
  std::vector<float> plate(picture.plate.cells(), 0.0F);
  const int cols = picture.box.cols();
  for (std::size_t i = 0; i < picture.values.size(); ++i) {
    const int row = picture.box.row0 + static_cast<int>(i) / cols;
    const int col = picture.box.col0 + static_cast<int>(i) % cols;
    plate[static_cast<std::size_t>(row * picture.plate.cols + col)] = picture.values[i];
  }
  Recording relief(picture.plate);
  relief.append(0, plate);
  const std::vector<LoadSample> load(1);
  const std::vector<ExportRecording> recordings = {{info, relief, load}};
  ExportOptions how;
  how.variant = file.extension() == ".glb" ? "glb" : "gltf";
  const std::filesystem::path unfinished = unfinished_name(file);
  std::error_code error;
  try {
    for (const ExportFormat* format : builtin_export_formats()) {
      if (format->id == "gltf") format->write(recordings, how, unfinished);
    }
    std::filesystem::rename(unfinished, file, error);
    if (error) throw FileError(file, "cannot be written: " + error.message());
  } catch (const std::exception&) {
    std::filesystem::remove(unfinished, error);
    rethrow_naming(unfinished, file);
  }
}

}  // namespace solea

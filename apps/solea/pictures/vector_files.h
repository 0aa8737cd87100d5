#pragma once

#include <filesystem>

#include "core/source_info.h"
#include "visualization/scenes/picture.h"

namespace solea {

/// Whether a file's name asks for lines and letters that stay sharp: .svg or .pdf.
[[nodiscard]] bool is_vector_file(const std::filesystem::path& file);

/// Whether a file's name asks for a 3-D model: .gltf or .glb.
[[nodiscard]] bool is_model_file(const std::filesystem::path& file);

/// Writes the relief of a picture in kPa as glTF or GLB, under another name first. Throws
/// FileError, and Error where the picture is none of pressures.
void write_model(const std::filesystem::path& file, const PressurePicture& picture,
                 const SourceInfo& info);

}  // namespace solea

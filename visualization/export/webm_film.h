#pragma once

#include <memory>

#include "visualization/export/film.h"

/// For this folder only.
namespace solea {

/// VP9 in WebM through libvpx, at a quality at which letters stay sharp. Throws Error in a Solea
/// that was built without libvpx, FileError when the file cannot be written.
[[nodiscard]] std::unique_ptr<FilmWriter> make_webm_film(const std::filesystem::path& file,
                                                         const FilmShape& shape);

}  // namespace solea

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/polygon_mask.h"

namespace solea {

/// A user's mask as a file: JSON, `{"schema": "solea.mask/1", "id": …, "name": …, "zones":
/// [{"id": …, "label": …, "polygon": [[x, y], …]}, …]}`; corners in the foot frame, mm, x lateral.
/// Reads the form only; whether polygons overlap is the analysis' to check. Throws
/// std::runtime_error with what is wrong.
[[nodiscard]] PolygonMask mask_from_json(std::string_view text);
[[nodiscard]] std::string mask_to_json(const PolygonMask& mask);

/// Throws FileError or FormatError.
[[nodiscard]] PolygonMask read_mask(const std::filesystem::path& file);

}  // namespace solea

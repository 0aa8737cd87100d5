#pragma once

#include "formats/export_format.h"

/// The formats that are written, one a file in this folder.
namespace solea::writers {

extern const ExportFormat c3d;
extern const ExportFormat gltf;
extern const ExportFormat stl;

}  // namespace solea::writers

#pragma once

#include "formats/export_format.h"

/// The formats that are written, one a file.
namespace solea::writers {

extern const ExportFormat apd;
extern const ExportFormat c3d;
extern const ExportFormat csv;
extern const ExportFormat gltf;
extern const ExportFormat json;
extern const ExportFormat lst;
extern const ExportFormat npz;
extern const ExportFormat stl;
extern const ExportFormat tekscan_ascii;

}  // namespace solea::writers

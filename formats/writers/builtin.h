#pragma once

#include "formats/export_format.h"

/// The formats that are written, one a file in this folder.
namespace solea::writers {}  // namespace solea::writers

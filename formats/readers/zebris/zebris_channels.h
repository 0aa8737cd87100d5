#pragma once

#include <span>

#include "core/source_info.h"
#include "formats/readers/zebris/zebris_text.h"

namespace solea::readers {

/// Puts what a zebris export carries beside the pressures into `info`: the belt's position, the
/// vendor's forces and centres of force as channels, the forces compared with the cells, and where
/// these forces say that the person's left is. `frames` are those from `first` of the platform;
/// info.plate and rate_hz are set.
void add_zebris_channels(const ZebrisText& text, const ZebrisPlatform& platform, std::size_t first,
                         std::span<const ZebrisFrame> frames, SourceInfo& info);

}  // namespace solea::readers

#pragma once

#include "formats/recording_format.h"

/// The formats, one a file in this folder.
namespace solea::readers {

extern const RecordingFormat novel_lst;
extern const RecordingFormat pedcad_apd;
extern const RecordingFormat solea_session;
extern const RecordingFormat zebris_raw;

}  // namespace solea::readers

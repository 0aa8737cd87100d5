#pragma once

#include "formats/recording_format.h"

/// The formats, one a file in this folder.
namespace solea::readers {

extern const RecordingFormat footscan_text;
extern const RecordingFormat footscan_xls;
extern const RecordingFormat novel_lst;
extern const RecordingFormat solea_session;

}  // namespace solea::readers

#pragma once

#include "formats/recording_format.h"

/// The formats, one a file.
namespace solea::readers {

extern const RecordingFormat cop_table;
extern const RecordingFormat csv_table;
extern const RecordingFormat footscan_text;
extern const RecordingFormat footscan_xls;
extern const RecordingFormat hdf5_array;
extern const RecordingFormat novel_asc;
extern const RecordingFormat novel_lst;
extern const RecordingFormat numpy;
extern const RecordingFormat pedcad_apd;
extern const RecordingFormat solea_csv;
extern const RecordingFormat solea_session;
extern const RecordingFormat tekscan_ascii;
extern const RecordingFormat xsensor_csv;
extern const RecordingFormat zebris_raw;

}  // namespace solea::readers

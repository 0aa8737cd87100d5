#pragma once

/// Every name in a session file. The layout is documented in docs/session_format.md.
namespace solea::schema {

inline constexpr const char* format_name = "solea-session";
inline constexpr const char* version = "1.0";
inline constexpr int major_version = 1;
inline constexpr int minor_version = 0;

// Attributes of the file
inline constexpr const char* format = "format";
inline constexpr const char* schema_version = "schema_version";
inline constexpr const char* software = "software";
inline constexpr const char* created_utc = "created_utc";

// Groups, with their attributes
inline constexpr const char* subject = "subject";
inline constexpr const char* code = "code";
inline constexpr const char* mass_kg = "mass_kg";

inline constexpr const char* trials = "trials";  ///< "0001", "0002", ...
inline constexpr const char* name = "name";
inline constexpr const char* side = "side";
inline constexpr const char* closed = "closed";
inline constexpr const char* frames = "frames";
inline constexpr const char* frames_missing = "frames_missing";
inline constexpr const char* gap_count = "gap_count";
inline constexpr const char* bad_checksum = "bad_checksum";
inline constexpr const char* bytes_skipped = "bytes_skipped";
inline constexpr const char* ring_dropped = "ring_dropped";
inline constexpr const char* link_breaks = "link_breaks";
inline constexpr const char* ring_peak_fill = "ring_peak_fill";

inline constexpr const char* repairs = "repairs";  ///< of a rescued trial: what was damaged

// Groups of a trial
inline constexpr const char* device = "device";
inline constexpr const char* driver = "driver";
inline constexpr const char* port = "port";
inline constexpr const char* serial = "serial";
inline constexpr const char* rows = "rows";
inline constexpr const char* cols = "cols";
inline constexpr const char* has_grid = "has_grid";
inline constexpr const char* one_foot = "one_foot";
inline constexpr const char* pitch_x_mm = "pitch_x_mm";
inline constexpr const char* pitch_y_mm = "pitch_y_mm";
inline constexpr const char* rate_hz = "rate_hz";

inline constexpr const char* calibrations = "calibrations";  ///< "0001", ...: the last one counts
inline constexpr const char* json = "json";
inline constexpr const char* added_utc = "added_utc";
inline constexpr const char* reason = "reason";

inline constexpr const char* source = "source";  ///< of an imported trial
inline constexpr const char* sha256 = "sha256";
inline constexpr const char* unit = "unit";
inline constexpr const char* conversions = "conversions";
inline constexpr const char* warnings = "warnings";
inline constexpr const char* reading_warnings = "reading_warnings";
inline constexpr const char* vendor_checks = "vendor_checks";
inline constexpr const char* provenance = "provenance";

inline constexpr const char* channels = "channels";
inline constexpr const char* markers = "markers";
inline constexpr const char* label = "label";
inline constexpr const char* results = "results";          ///< "0001", ...: documents
inline constexpr const char* corrections = "corrections";  ///< "0001", ...: the last one counts
inline constexpr const char* document = "document";        ///< of a result, of corrections

// Datasets of a trial
inline constexpr const char* counts = "counts";
inline constexpr const char* pressure_kpa = "pressure_kpa";
inline constexpr const char* sequence = "sequence";
inline constexpr const char* arrival_s = "arrival_s";
inline constexpr const char* device_time_s = "device_time_s";
inline constexpr const char* time_s = "time_s";
inline constexpr const char* gaps = "gaps";
inline constexpr const char* sensor_mask = "sensor_mask";

// Attributes of every dataset; groups have a description too
inline constexpr const char* units = "units";
inline constexpr const char* description = "description";

}  // namespace solea::schema

#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "apps/batch/tables.h"
#include "formats/hdf5_handle.h"

namespace solea::batch {

/// curves.h5: curves over stance of every step and zone, an entry a row of steps.csv and zones.csv.
/// Errors: std::runtime_error with HDF5's words.
class CurvesFile {
 public:
  /// Creates the file; one that exists is an error.
  explicit CurvesFile(const std::filesystem::path& file);
  /// The next recording, `session` being its row in sessions.csv, from 0.
  void add(const RecordingRows& rows, std::size_t session);
  void close();

 private:
  /// A dataset and what is to be written to it.
  template <class T>
  struct Column {
    hdf5::Dataset dataset;
    std::vector<T> waiting;
  };
  struct Group {
    hdf5::Node node;
    std::vector<Column<float>> curves;
    std::size_t waiting = 0;
  };
  Group make_group(const char* name, const char* description, const std::vector<CurveKind>& kinds);
  template <class T>
  Column<T> make_column(Group& group, const char* name, hdf5::Type type, const char* unit,
                        const char* description);
  static void add_curves(Group& group, const std::vector<float>& values, std::size_t rows);
  void flush_steps();
  void flush_zones();

  hdf5::Node file_;
  std::size_t steps_ = 0;  ///< rows of steps.csv so far
  Group steps_group_;
  Column<std::uint64_t> step_session_;
  Column<std::uint64_t> step_index_;
  Column<hdf5::Text> step_side_;
  Column<std::uint8_t> step_valid_;
  Group zones_group_;
  Column<std::uint64_t> zone_step_;
  Column<hdf5::Text> zone_id_;
};

}  // namespace solea::batch

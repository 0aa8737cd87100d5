#include "apps/batch/curves_file.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include "analysis/averages.h"
#include "core/version.h"

namespace solea::batch {

namespace {

constexpr std::size_t rows_a_chunk = 512;  // of 101 floats: 200 KB, HDF5 keeps 1 MB a dataset
constexpr unsigned fast = 1;               // of deflate's levels

hdf5::Text text_of(std::string_view word) {
  hdf5::Text text{};
  std::memcpy(text.data(), word.data(), std::min(word.size(), text.size() - 1));
  return text;
}

template <class Column>
void write_out(Column& column) {
  column.dataset.append(
      std::span<const typename decltype(column.waiting)::value_type>(column.waiting));
  column.waiting.clear();
}

hdf5::Node begin(const std::filesystem::path& path) {
  hdf5::Node file = hdf5::create_file(path);
  file.set("format", "solea-batch-curves");
  file.set("schema", "1.0");
  file.set("software",
           "solea " + std::string(software_version) + " (" + std::string(software_commit) + ")");
  file.set("description",
           "curves over stance at 0, 1, ..., 100 % of it, linear between frames; NaN: undefined");
  hdf5::Dataset percent =
      hdf5::create_dataset(file, "stance_pct", {hdf5::Type::f32, {}, stance_nodes, false, fast});
  std::vector<float> nodes;
  for (std::size_t i = 0; i < stance_nodes; ++i) nodes.push_back(static_cast<float>(i));
  percent.append(std::span<const float>(nodes));
  percent.set("units", "%");
  percent.set("description", "part of stance, from first to last contact, of each node of a curve");
  return file;
}

}  // namespace

CurvesFile::Group CurvesFile::make_group(const char* name, const char* description,
                                         const std::vector<CurveKind>& kinds) {
  Group group{file_.create_group(name), {}, 0};
  group.node.set("description", description);
  for (const CurveKind& kind : kinds) {
    hdf5::Dataset dataset = hdf5::create_dataset(
        group.node, kind.name, {hdf5::Type::f32, {stance_nodes}, rows_a_chunk, true, fast});
    dataset.set("units", kind.unit);
    dataset.set("description", kind.description);
    group.curves.push_back({std::move(dataset), {}});
  }
  return group;
}

template <class T>
CurvesFile::Column<T> CurvesFile::make_column(Group& group, const char* name, hdf5::Type type,
                                              const char* unit, const char* description) {
  hdf5::Dataset dataset =
      hdf5::create_dataset(group.node, name, {type, {}, rows_a_chunk, true, fast});
  dataset.set("units", unit);
  dataset.set("description", description);
  return {std::move(dataset), {}};
}

CurvesFile::CurvesFile(const std::filesystem::path& file)
    : file_(begin(file)),
      steps_group_(make_group("steps", "an entry for each row of steps.csv, in its order",
                              step_curve_kinds())),
      step_session_(make_column<std::uint64_t>(steps_group_, "session", hdf5::Type::u64, "1",
                                               "row of sessions.csv, from 0")),
      step_index_(make_column<std::uint64_t>(steps_group_, "index", hdf5::Type::u64, "1",
                                             "number of the step in its recording, from 0")),
      step_side_(make_column<hdf5::Text>(steps_group_, "side", hdf5::Type::text, "1",
                                         "left, right or unknown")),
      step_valid_(
          make_column<std::uint8_t>(steps_group_, "valid", hdf5::Type::u8, "1", "1: a whole step")),
      zones_group_(make_group("zones", "an entry for each row of zones.csv, in its order",
                              zone_curve_kinds())),
      zone_step_(make_column<std::uint64_t>(zones_group_, "step", hdf5::Type::u64, "1",
                                            "row of steps.csv, from 0")),
      zone_id_(
          make_column<hdf5::Text>(zones_group_, "zone", hdf5::Type::text, "1", "id of the zone")) {}

void CurvesFile::add_curves(Group& group, const std::vector<float>& values, std::size_t rows) {
  const std::size_t kinds = group.curves.size();
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      const auto* from = values.data() + (row * kinds + kind) * stance_nodes;
      std::vector<float>& waiting = group.curves[kind].waiting;
      waiting.insert(waiting.end(), from, from + stance_nodes);
    }
  }
  group.waiting += rows;
}

void CurvesFile::add(const RecordingRows& rows, std::size_t session) {
  for (std::size_t i = 0; i < rows.step_index.size(); ++i) {
    step_session_.waiting.push_back(session);
    step_index_.waiting.push_back(rows.step_index[i]);
    step_side_.waiting.push_back(text_of(rows.step_side[i]));
    step_valid_.waiting.push_back(rows.step_valid[i] ? 1 : 0);
  }
  for (std::size_t i = 0; i < rows.zone_id.size(); ++i) {
    zone_step_.waiting.push_back(steps_ + rows.zone_step[i]);
    zone_id_.waiting.push_back(text_of(rows.zone_id[i]));
  }
  add_curves(steps_group_, rows.step_curves, rows.step_index.size());
  add_curves(zones_group_, rows.zone_curves, rows.zone_id.size());
  steps_ += rows.step_index.size();
  if (steps_group_.waiting >= rows_a_chunk) flush_steps();
  if (zones_group_.waiting >= rows_a_chunk) flush_zones();
}

void CurvesFile::flush_steps() {
  write_out(step_session_);
  write_out(step_index_);
  write_out(step_side_);
  write_out(step_valid_);
  for (Column<float>& curve : steps_group_.curves) write_out(curve);
  steps_group_.waiting = 0;
}

void CurvesFile::flush_zones() {
  write_out(zone_step_);
  write_out(zone_id_);
  for (Column<float>& curve : zones_group_.curves) write_out(curve);
  zones_group_.waiting = 0;
}

void CurvesFile::close() {
  flush_steps();
  flush_zones();
  hdf5::flush(file_);
}

}  // namespace solea::batch

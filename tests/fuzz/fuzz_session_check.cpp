// Damaged sessions: a small one with some of its bytes changed or cut off, or with attributes,
// groups and datasets changed through HDF5, whose checksums then are good; or, where the input
// begins as HDF5 does, a file of its own (sample_data/sessions). What is told is printable, and
// what is rescued is a whole session with as many frames as the report promises.

#include <hdf5.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "formats/session/schema.h"
#include "formats/session/session_check.h"
#include "formats/session/session_writer.h"
#include "formats/session/trial_documents.h"
#include "tests/fuzz/read_and_check.h"

namespace {

namespace schema = solea::schema;

/// Takes the input apart, byte by byte; zeros behind its end.
class Bytes {
 public:
  explicit Bytes(std::string_view all) : rest_(all) {}
  [[nodiscard]] bool empty() const { return rest_.empty(); }
  std::uint8_t byte() { return static_cast<std::uint8_t>(take(1).front()); }
  std::uint16_t word() {
    const std::uint16_t high = byte();
    return static_cast<std::uint16_t>(high << 8 | byte());
  }
  double number() {
    const std::string raw = take(sizeof(double));
    double value = 0;
    std::memcpy(&value, raw.data(), sizeof value);
    return value;
  }
  std::string take(std::size_t size) {
    std::string taken(rest_.substr(0, size));
    rest_.remove_prefix(taken.size());
    taken.resize(size);
    return taken;
  }

 private:
  std::string_view rest_;
};

std::filesystem::path folder() {
  static const std::filesystem::path made = [] {
    std::string name = (std::filesystem::temp_directory_path() / "solea-fuzz-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    return std::filesystem::path(name);
  }();
  return made;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A trial of counts with a gap, and one of pressures with everything a trial can have.
const std::string& whole_session() {
  static const std::string bytes = [] {
    const std::filesystem::path file = folder() / "whole.h5";
    solea::TrialHeader header;
    header.plate = {3, 2, 5, 7};
    header.rate_hz = 20;
    header.device_clock = true;
    header.info.subject_code = "P-1";
    header.calibration.emplace().kpa_per_count = 1;
    solea::SessionWriter writer(file, header);
    std::vector<std::uint16_t> counts(header.plate.cells());
    for (std::uint64_t k = 0; k < 30; ++k) {
      const std::uint64_t sequence = k < 13 ? k : k + 2;
      const std::chrono::milliseconds time(50 * sequence);
      for (std::size_t i = 0; i < counts.size(); ++i) {
        counts[i] = static_cast<std::uint16_t>(100 * i + k);
      }
      writer.accept({sequence, time, time, counts});
    }
    writer.mark(0.5, "turned");
    writer.end_trial({});
    solea::TrialHeader imported;
    imported.plate = header.plate;
    imported.rate_hz = 20;
    imported.sensor_mask = {1, 1, 0, 1, 1, 1};
    imported.channels.push_back({"force_n", "N", "of the file", std::vector<double>(15, 2.5)});
    imported.source.emplace().format = "novel_lst";
    writer.begin_trial(imported, solea::SessionWriter::Samples::kpa);
    for (int k = 0; k < 15; ++k) {
      writer.accept_kpa(0.05 * k, std::vector<float>(header.plate.cells(), 10.0F));
    }
    writer.add_to_trial([](solea::hdf5::Node& trial) {
      solea::write_document(trial, solea::DocumentKind::result, {"{}", "2025", "solea"});
    });
    writer.close({});
    return read_file(file);
  }();
  return bytes;
}

constexpr std::array<const char*, 8> groups = {"/",
                                               "/subject",
                                               "/trials",
                                               "/trials/0001",
                                               "/trials/0002",
                                               "/trials/0001/device",
                                               "/trials/0001/calibrations/0001",
                                               "/trials/0002/source"};
constexpr std::array attributes = {
    schema::closed,    schema::frames,        schema::rows,       schema::cols,
    schema::rate_hz,   schema::pitch_x_mm,    schema::pitch_y_mm, schema::json,
    schema::name,      schema::side,          schema::code,       schema::mass_kg,
    schema::unit,      schema::provenance,    schema::has_grid,   schema::vendor_checks,
    schema::gap_count, schema::frames_missing};
constexpr std::array<const char*, 14> datasets = {"/trials/0001/counts",
                                                  "/trials/0001/sequence",
                                                  "/trials/0001/arrival_s",
                                                  "/trials/0001/device_time_s",
                                                  "/trials/0001/time_s",
                                                  "/trials/0001/gaps",
                                                  "/trials/0001/markers/time_s",
                                                  "/trials/0001/markers/label",
                                                  "/trials/0002/pressure_kpa",
                                                  "/trials/0002/time_s",
                                                  "/trials/0002/sensor_mask",
                                                  "/trials/0002/channels/force_n",
                                                  "/trials/0002/results/0001/document",
                                                  "/trials/0001/sensor_mask"};

/// Another dataset in a dataset's place, of up to three short axes.
void replace_dataset(hid_t file, const char* path, Bytes& in) {
  H5Ldelete(file, path, H5P_DEFAULT);
  const int rank = in.byte() % 4;
  std::array<hsize_t, 3> size{};
  std::size_t cells = 1;
  for (int i = 0; i < rank; ++i) {
    size[static_cast<std::size_t>(i)] = in.byte() % 40;
    cells *= size[static_cast<std::size_t>(i)];
  }
  std::vector<double> values(cells);
  for (double& value : values) {
    if (in.empty()) break;
    value = in.byte() % 4 == 0 ? in.number() : in.byte();
  }
  const std::array types = {H5T_IEEE_F64LE, H5T_STD_U64LE, H5T_STD_U16LE, H5T_IEEE_F32LE,
                            H5T_STD_U8LE};
  const hid_t space =
      rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, size.data(), nullptr);
  const hid_t dataset = H5Dcreate2(file, path, types[in.byte() % types.size()], space, H5P_DEFAULT,
                                   H5P_DEFAULT, H5P_DEFAULT);
  if (dataset >= 0) {
    H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(dataset);
  }
  H5Sclose(space);
}

/// Other values in a dataset, one after the other.
void overwrite_values(hid_t file, const char* path, Bytes& in) {
  const hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
  if (dataset < 0) return;
  const hid_t space = H5Dget_space(dataset);
  const hid_t type = H5Dget_type(dataset);
  const hssize_t cells = H5Sget_simple_extent_npoints(space);
  if (H5Tget_class(type) != H5T_STRING && cells > 0 && cells < 10000) {
    std::vector<double> values(static_cast<std::size_t>(cells));
    H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    for (int n = in.byte() % 8; n >= 0; --n) values[in.word() % values.size()] = in.number();
    H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  }
  H5Tclose(type);
  H5Sclose(space);
  H5Dclose(dataset);
}

void change_attribute(hid_t file, Bytes& in) {
  const char* group = groups[in.byte() % groups.size()];
  const char* name = attributes[in.byte() % attributes.size()];
  const hid_t object = H5Oopen(file, group, H5P_DEFAULT);
  if (object < 0) return;
  const std::uint8_t kind = in.byte() % 3;
  if (H5Aexists(object, name) > 0) H5Adelete(object, name);
  const hid_t space = H5Screate(H5S_SCALAR);
  if (kind == 1) {
    const double value = in.number();
    const hid_t made = H5Acreate2(object, name, H5T_IEEE_F64LE, space, H5P_DEFAULT, H5P_DEFAULT);
    if (made >= 0) {
      H5Awrite(made, H5T_NATIVE_DOUBLE, &value);
      H5Aclose(made);
    }
  } else if (kind == 2) {
    const std::string text = in.take(1 + in.byte());
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, text.size());
    const hid_t made = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    if (made >= 0) {
      H5Awrite(made, type, text.data());
      H5Aclose(made);
    }
    H5Tclose(type);
  }
  H5Sclose(space);
  H5Oclose(object);
}

/// Changes through HDF5.
std::string restructured(Bytes& in) {
  const std::filesystem::path name = folder() / "changed.h5";
  {
    std::ofstream out(name, std::ios::binary);
    out << whole_session();
  }
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  const hid_t file = H5Fopen(name.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  if (file < 0) std::abort();
  for (int n = 0; n < 6 && !in.empty(); ++n) {
    const std::uint8_t what = in.byte() % 4;
    const char* path = datasets[in.byte() % datasets.size()];
    if (what == 0) {
      change_attribute(file, in);
    } else if (what == 1) {
      replace_dataset(file, path, in);
    } else if (what == 2) {
      overwrite_values(file, path, in);
    } else {
      H5Ldelete(file, in.byte() % 2 == 0 ? path : groups[in.byte() % groups.size()], H5P_DEFAULT);
    }
  }
  H5Fclose(file);
  return read_file(name);
}

/// Changes of bytes, then perhaps a cut.
std::string damaged(Bytes& in) {
  std::string bytes = whole_session();
  const bool is_cut = in.byte() % 2 == 0;
  const std::size_t kept = in.word();
  for (int n = 0; n < 32 && !in.empty(); ++n) {
    bytes[in.word() % bytes.size()] = static_cast<char>(in.byte());
  }
  if (is_cut) bytes.resize(kept % bytes.size());
  return bytes;
}

void check_and_repair(const std::string& bytes) {
  const solea::InputFile file("fuzz", bytes);
  solea::OpenOptions options;
  options.format_id = "solea_session";
  solea::fuzz::read_and_check(file, options);
  const std::filesystem::path out = folder() / "rescued.h5";
  std::filesystem::remove(out);
  try {
    const solea::SessionReport report = solea::check_session(file);
    for (const solea::SessionFinding& finding : report.findings) {
      solea::fuzz::expect(solea::fuzz::is_printable(finding.what) &&
                          solea::fuzz::is_printable(finding.trial));
    }
    (void)solea::repair_session(file, out);
    const solea::SessionReport rescued = solea::check_session(out);
    solea::fuzz::expect(rescued.whole());
    solea::fuzz::expect(rescued.frames == report.frames);
  } catch (const solea::Error& error) {
    const std::string_view message = error.what();
    solea::fuzz::expect(!message.empty() && solea::fuzz::is_printable(message));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  if (all.empty()) return 0;
  if (all.starts_with("\x89HDF")) {
    check_and_repair(std::string(all));
    return 0;
  }
  Bytes in(all);
  check_and_repair(in.byte() % 4 == 0 ? damaged(in) : restructured(in));
  return 0;
}

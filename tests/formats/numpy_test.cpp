#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <random>

#include "core/error.h"
#include "formats/readers/arrays/npy_array.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::confidence_of;

using readers::NpyArray;

/// A .npy as the specification has it: the header padded with blanks to a multiple of 64.
std::string npy(const std::string& dictionary, const std::string& data, int version = 1) {
  std::string head = "\x93NUMPY";
  head += static_cast<char>(version);
  head += '\0';
  std::string text = dictionary;
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  while ((head.size() + length_bytes + text.size() + 1) % 64 != 0) text += ' ';
  text += '\n';
  for (std::size_t i = 0; i < length_bytes; ++i) {
    head += static_cast<char>(text.size() >> 8 * i & 0xFF);
  }
  return head + text + data;
}

std::string dictionary(const std::string& type, const std::string& shape, bool fortran = false) {
  return "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") +
         ", 'shape': " + shape + ", }";
}

template <class T>
std::string bytes_of(const std::vector<T>& values) {
  std::string out(values.size() * sizeof(T), '\0');
  std::memcpy(out.data(), values.data(), out.size());
  return out;
}

NpyArray parse(const std::string& content) {
  return NpyArray(InputFile("a.npy", content));
}

std::string error_of(const std::string& content) {
  try {
    (void)parse(content);
  } catch (const FormatError& e) {
    return e.what();
  }
  return {};
}

OpenOptions known() {
  OpenOptions options;
  options.rate_hz = 50;
  options.pitch_x_mm = 5;
  options.pitch_y_mm = 8;
  options.unit = "kPa";
  return options;
}

TEST(Numpy, HeaderInEveryVersionAndSpelling) {
  const std::string data(2 * 3 * 4, '\0');
  const std::vector<std::uint64_t> shape = {3, 4};
  for (const int version : {1, 2, 3}) {
    EXPECT_EQ(parse(npy(dictionary("<u2", "(3, 4)"), data, version)).shape(), shape);
  }
  for (const char* text : {
           "{'descr': '<u2', 'fortran_order': False, 'shape': (3, 4)}",
           "{\"shape\": (3L, 4L,), \"fortran_order\": False, \"descr\": \"<u2\"}",
           "{ 'shape':(3,4),'descr':'=u2' , 'fortran_order':False } ",
       }) {
    const NpyArray array = parse(npy(text, data));
    EXPECT_EQ(array.shape(), shape) << text;
    EXPECT_TRUE(array.numeric());
    EXPECT_FALSE(array.fortran_order());
    EXPECT_EQ(array.stored(), 12U);
  }
  EXPECT_EQ(parse(npy(dictionary("<f8", "()"), std::string(8, '\0'))).elements(), 1U);
  EXPECT_EQ(parse(npy(dictionary("<f8", "(5,)"), std::string(40, '\0'))).elements(), 5U);
}

TEST(Numpy, DamagedHeadersAreRefused) {
  const auto fails = [](const std::string& text, const std::string& words) {
    const std::string what = error_of(npy(text, std::string(100, '\0')));
    EXPECT_NE(what.find(words), std::string::npos) << text << " gives: " << what;
    EXPECT_EQ(what.find('\n'), std::string::npos);
  };
  fails("", "no dictionary");
  fails("{'descr': '<u2'}", "not complete");
  fails("{'descr': '<u2', 'fortran_order': 1, 'shape': (3,)}", "expected True or False");
  fails("{'descr': '<u2', 'fortran_order': False, 'shape': 3}", "bad 'shape'");
  fails("{'descr': '<u2', 'fortran_order': False, 'shape': (-3,)}", "bad 'shape'");
  fails("{'descr': '<u2', 'fortran_order': False, 'shape': (3", "bad 'shape'");
  fails("{'descr': '<u2', 'fortran_order': False, 'shape': (3,)} x", "nothing behind");
  fails("{'descr': '<u2' 'fortran_order': False}", "comma");
  fails("{'descr': '<', 'fortran_order': False, 'shape': (3,)}", "the type");
  fails("{'descr': '<u2\x01', 'fortran_order': False, 'shape': (3,)}", "the type");
  fails("{'descr': '|O', 'fortran_order': False, 'shape': (3,)}", "Python objects");
  fails("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (3,)}", "records");
  fails("{'other': 1}", "unknown key 'other'");
  fails(dictionary("<u2", "(4294967296, 4294967296)"), "larger than any file");
  fails(dictionary("<u2", "(99999999999999999999,)"), "bad 'shape'");
  EXPECT_NE(error_of("\x93NUMPY\x04").find("ends within"), std::string::npos);
  EXPECT_NE(error_of(npy("{}", "", 9)).find("version 9"), std::string::npos);
  EXPECT_NE(error_of(std::string("\x93NUMPY\x02\0\xff\xff\xff\xff", 12)).find("expected a few"),
            std::string::npos);
}

TEST(Numpy, NumbersInEitherByteOrder) {
  EXPECT_EQ(parse(npy(dictionary(">u2", "(1,)"), std::string("\x01\x02", 2))).number(0), 0x0102);
  EXPECT_EQ(parse(npy(dictionary("<u2", "(1,)"), std::string("\x01\x02", 2))).number(0), 0x0201);
  EXPECT_EQ(parse(npy(dictionary("|i1", "(1,)"), std::string("\xFE", 1))).number(0), -2);
  // 1.5 is 0x3E00, the smallest half float 2^-24, infinity 0x7C00.
  EXPECT_EQ(parse(npy(dictionary("<f2", "(1,)"), std::string("\x00\x3E", 2))).number(0), 1.5);
  EXPECT_EQ(parse(npy(dictionary(">f2", "(1,)"), std::string("\x00\x01", 2))).number(0),
            1.0 / 16777216);
  EXPECT_TRUE(
      std::isinf(parse(npy(dictionary(">f2", "(1,)"), std::string("\x7C\x00", 2))).number(0)));
  EXPECT_TRUE(
      std::isnan(parse(npy(dictionary(">f2", "(1,)"), std::string("\x7C\x01", 2))).number(0)));
  const std::string word("N\0\0\0/\0\0\0c\0\0\0m\0\0\0\xB2\0\0\0", 20);
  EXPECT_EQ(parse(npy(dictionary("<U5", "()"), word)).text(), "N/cm\xC2\xB2");
  EXPECT_EQ(parse(npy(dictionary("|S4", "(1,)"), std::string("kPa\0", 4))).text(), "kPa");
  EXPECT_EQ(parse(npy(dictionary("|S4", "(2,)"), std::string("kPa\0psi\0", 8))).text(),
            std::nullopt);
}

/// Frame k of a film of 2 x 3 cells: 100 k + 10 row + col + 1.
double cell(int frame, int row, int col) {
  return 100 * frame + 10 * row + col + 1;
}

std::string film(bool fortran, const std::string& type = "<f8") {
  std::vector<double> values;
  if (fortran) {
    for (int col = 0; col < 3; ++col)
      for (int row = 0; row < 2; ++row)
        for (int k = 0; k < 4; ++k) values.push_back(cell(k, row, col));
  } else {
    for (int k = 0; k < 4; ++k)
      for (int row = 0; row < 2; ++row)
        for (int col = 0; col < 3; ++col) values.push_back(cell(k, row, col));
  }
  return npy(dictionary(type, "(4, 2, 3)", fortran), bytes_of(values));
}

TEST(Numpy, EveryCellInItsPlace) {
  for (const bool fortran : {false, true}) {
    const auto source = open_recording(InputFile("a.npy", film(fortran)), known());
    EXPECT_EQ(source->info().format, "numpy");
    EXPECT_EQ(source->info().plate, (PlateGeometry{2, 3, 5, 8}));
    const Recording recording = read_all(*source);
    ASSERT_EQ(recording.size(), 4U);
    std::vector<float> dense(6);
    for (int k = 0; k < 4; ++k) {
      const auto frame = static_cast<std::size_t>(k);
      EXPECT_DOUBLE_EQ(recording.time_s(frame), k / 50.0);
      recording.copy_dense(frame, dense);
      for (int row = 0; row < 2; ++row) {
        for (int col = 0; col < 3; ++col) {
          EXPECT_EQ(dense[static_cast<std::size_t>(row * 3 + col)], cell(k, row, col)) << fortran;
        }
      }
    }
  }
}

TEST(Numpy, NumbersBeyondFloatsCountAsNone) {
  const std::string data = bytes_of(std::vector<double>{1e300, -1e300, -1, 2});
  const auto source =
      open_recording(InputFile("a.npy", npy(dictionary("<f8", "(2, 2)"), data)), known());
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 1U);
  ASSERT_EQ(recording.cells(0).size(), 1U);
  EXPECT_EQ(recording.cells(0)[0].kpa, 2);
  EXPECT_EQ(recording.cells(0)[0].index, 3U);
  bool counted = false;
  for (const std::string& warning : source->info().warnings) {
    counted = counted || warning.starts_with("2 cells are no finite number");
  }
  EXPECT_TRUE(counted);
}

/// What is wrong with cells is known when they were read, also of a file in an archive.
TEST(Numpy, WarningsComeWhileReading) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::string data =
      npy(dictionary("<f4", "(2, 1, 3)"), bytes_of<float>({1, nan, 3, -4, 5, -6}));
  const auto source = open_recording(InputFile("a.npy", data), known());
  EXPECT_TRUE(source->info().warnings.empty());
  (void)read_all(*source);
  ASSERT_EQ(source->info().warnings.size(), 2U);
  EXPECT_EQ(source->info().warnings[0], "1 cells are no finite number (NaN) and count as 0");
  EXPECT_EQ(source->info().warnings[1], "2 cells are negative and count as 0");
}

/// Arrays of a converter's counts, as the Stepscan walkway's without a unit.
TEST(Numpy, CountsNeedACalibration) {
  const InputFile file("a.npy", npy(dictionary("<u2", "(2, 2, 3)"),
                                    bytes_of<std::uint16_t>({0, 2, 3, 10, 255, 65535,  //
                                                             1, 0, 0, 0, 0, 12})));
  OpenOptions options = known();
  options.unit.clear();
  try {
    (void)open_recording(file, options);
    ADD_FAILURE() << "opened without a unit";
  } catch (const FormatError& e) {
    EXPECT_NE(std::string(e.what()).find("--unit count with --calibration"), std::string::npos);
  }
  options.unit = "count";
  const auto none = open_recording(file, options);
  EXPECT_EQ(none->info().unit, "count");
  EXPECT_EQ(none->info().frames, 2U);
  EXPECT_THROW((void)read_all(*none), CalibrationError);

  options.calibration.emplace();
  options.calibration->kpa_per_count = 0.5;
  options.calibration->zero_count = 2;
  options.calibration->origin = "weights";
  const auto source = open_recording(file, options);
  ASSERT_TRUE(source->info().calibration);
  EXPECT_EQ(*source->info().calibration, options.calibration->summary());
  const Recording recording = read_all(*source);
  std::vector<float> kpa(6);
  recording.copy_dense(0, kpa);
  EXPECT_EQ(kpa, (std::vector<float>{0, 0, 0.5F, 4, 126.5F, 32766.5F}));
  recording.copy_dense(1, kpa);
  EXPECT_EQ(kpa, (std::vector<float>{0, 0, 0, 0, 0, 5}));

  options.calibration->rows = 56;
  options.calibration->cols = 28;
  EXPECT_THROW((void)open_recording(file, options), CalibrationError) << "another mat's";
  options.calibration.emplace();
  options.calibration->kpa_per_count = 0.5;
  options.calibration->zero_count = 2;
  options.calibration->origin = "weights";
  const InputFile halves("a.npy", npy(dictionary("<f4", "(1, 3)"), bytes_of<float>({1, 1.5F, 2})));
  const auto source_of_halves = open_recording(halves, options);
  EXPECT_THROW((void)read_all(*source_of_halves), FormatError) << "no count";
  options.unit = "kPa";
  EXPECT_EQ(open_recording(file, options)->info().warnings.size(), 1U) << "not used";
}

TEST(Numpy, CutAnywhereGivesWholeFramesOrAnError) {
  const std::string whole = film(false);
  const std::size_t header = whole.size() - 4UL * 6 * 8;
  for (std::size_t size = 1; size < whole.size(); ++size) {
    try {
      const auto source = open_recording(InputFile("a.npy", whole.substr(0, size)), known());
      EXPECT_EQ(read_all(*source).size(), (size - header) / 48);
      EXPECT_GE(size, header + 48);
    } catch (const Error&) {
      EXPECT_LT(size, header + 48);
    }
  }
  const std::string fortran = film(true);
  EXPECT_THROW(
      (void)open_recording(InputFile("a.npy", fortran.substr(0, fortran.size() - 1)), known()),
      FormatError);
}

TEST(Numpy, AnyByteMayBeWrong) {
  std::mt19937 random(5);
  const std::string good = film(true, "<i8");
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good;
    for (int k = 0; k < 3; ++k) bad[random() % 128] = static_cast<char>(random() % 256);
    try {
      for (const auto& source : open_recordings(InputFile("a.npy", bad), known())) {
        (void)read_all(*source);
      }
    } catch (const Error&) {
    }
  }
}

/// A large promise in a small file costs nothing.
TEST(Numpy, SizesAreNotBelieved) {
  for (const char* shape : {"(1000000000, 100, 100)", "(9, 1000000, 10000, 10000)",
                            "(100000000, 1, 1, 1)", "(2, 10000, 10001)"}) {
    EXPECT_THROW(
        (void)open_recordings(
            InputFile("a.npy", npy(dictionary("|u1", shape), std::string(500, '\1'))), known()),
        FormatError)
        << shape;
  }
}

TEST(Numpy, ClaimsOnlyItsOwn) {
  const auto zip = [](const std::string& name) {
    std::string head("PK\x03\x04", 4);
    head += std::string(22, '\0');
    head += static_cast<char>(name.size());
    head += std::string(3, '\0');
    return head + name + "data";
  };
  EXPECT_GE(confidence_of("numpy", film(false)), 90);
  EXPECT_GE(confidence_of("numpy", zip("frames.npy")), 90);
  EXPECT_EQ(confidence_of("numpy", zip("letter.txt")), 0);
  EXPECT_EQ(confidence_of("numpy", std::string_view(zip("frames.npy")).substr(0, 35)), 0);
  EXPECT_EQ(confidence_of("numpy", "PK\x03\x04"), 0);
  EXPECT_EQ(confidence_of("numpy", "NUMPY arrays are good"), 0);
}

}  // namespace
}  // namespace solea

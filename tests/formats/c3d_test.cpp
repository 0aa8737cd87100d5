#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/error.h"
#include "formats/writers/builtin.h"
#include "tests/formats/c3d_parser.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::C3dParser;
using testing::TempFolder;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct Example {
  SourceInfo info;
  Recording recording;
  std::vector<LoadSample> load;

  explicit Example(const PlateGeometry& plate) : recording(plate) {
    info.plate = plate;
    info.rate_hz = 50;
  }
  void add(const LoadSample& sample) {
    recording.append(sample.time_s, std::span<const LoadedCell>());
    load.push_back(sample);
  }
  [[nodiscard]] ExportRecording view() const { return {info, recording, load}; }
  [[nodiscard]] std::string write(const ExportOptions& options = {}) const {
    const TempFolder folder;
    const std::array recordings = {view()};
    writers::c3d.write(recordings, options, folder / "out.c3d");
    return testing::read_file(folder / "out.c3d");
  }
};

/// FX-A of metrics.md 0.3 and its golden forces and centres, then a frame without load.
Example fxa() {
  Example e(testing::fxa_plate());
  e.add({0.00, 13, 15.0000, 8.8462});
  e.add({0.02, 41, 13.7805, 11.3415});
  e.add({0.04, 44, 13.8636, 22.0455});
  e.add({0.06, 39, 13.7179, 31.6667});
  e.add({0.08, 0, nan, nan});
  return e;
}

TEST(C3d, HeaderAndParametersAgree) {
  const C3dParser file(fxa().write());
  EXPECT_EQ(file.header.points, 1);
  EXPECT_EQ(file.header.analog_a_frame, 6);
  EXPECT_EQ(file.header.samples, 1);
  EXPECT_EQ(file.header.first, 1);
  EXPECT_EQ(file.header.last, 5);
  EXPECT_EQ(file.header.rate, 50);
  EXPECT_EQ(file.header.data_start, file.at("POINT", "DATA_START").number());
  EXPECT_EQ(file.header.data_start, 2 + static_cast<int>(file.parameter_blocks));
  EXPECT_EQ(file.header.scale, static_cast<float>(file.at("POINT", "SCALE").number()));
  // The longest coordinate, 40 mm, over 32000.
  EXPECT_FLOAT_EQ(file.header.scale, -40.0F / 32000);
  EXPECT_EQ(file.at("POINT", "RATE").number(), 50);
  EXPECT_EQ(file.at("POINT", "FRAMES").type, 2);
  EXPECT_EQ(file.at("POINT", "FRAMES").number(), 5);
  EXPECT_EQ(file.at("POINT", "LABELS").text(), "CoP");
  EXPECT_EQ(file.at("POINT", "UNITS").text(), "mm");
  EXPECT_EQ(file.at("POINT", "X_SCREEN").text(), "+X");
  EXPECT_EQ(file.at("POINT", "Y_SCREEN").text(), "+Y");
  EXPECT_TRUE(file.at("POINT", "RATE").locked);
  EXPECT_FALSE(file.at("POINT", "DESCRIPTIONS").locked);
  EXPECT_EQ(file.at("ANALOG", "RATE").number(), 50);
  EXPECT_EQ(file.at("ANALOG", "USED").number(), 6);
  const char* labels[] = {"Fx1", "Fy1", "Fz1", "Mx1", "My1", "Mz1"};
  const char* units[] = {"N", "N", "N", "Nmm", "Nmm", "Nmm"};
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(file.at("ANALOG", "LABELS").text(i), labels[i]);
    EXPECT_EQ(file.at("ANALOG", "UNITS").text(i), units[i]);
  }
  EXPECT_EQ(file.at("FORCE_PLATFORM", "USED").number(), 1);
  EXPECT_EQ(file.at("FORCE_PLATFORM", "TYPE").number(), 2);
  EXPECT_EQ(file.at("FORCE_PLATFORM", "ZERO").number(0), 0);
  EXPECT_EQ(file.at("FORCE_PLATFORM", "ZERO").number(1), 0);
  EXPECT_EQ(file.at("FORCE_PLATFORM", "CORNERS").dimensions, (std::vector<int>{3, 4, 1}));
  EXPECT_EQ(file.at("FORCE_PLATFORM", "CHANNEL").dimensions, (std::vector<int>{6, 1}));
}

TEST(C3d, TheLoadComesBackThroughThePlatform) {
  const Example e = fxa();
  const C3dParser file(e.write());
  ASSERT_EQ(file.frames.size(), 5U);
  for (std::size_t k = 0; k < 4; ++k) {
    const testing::PlatformLoad load = testing::platform_load(file, file.frames[k].samples[0]);
    EXPECT_EQ(load.force[0], 0);
    EXPECT_EQ(load.force[1], 0);
    EXPECT_FLOAT_EQ(static_cast<float>(load.force[2]), static_cast<float>(e.load[k].force_n));
    EXPECT_NEAR(load.cop[0], e.load[k].cop_x_mm, 1e-5);
    EXPECT_NEAR(load.cop[1], e.load[k].cop_y_mm, 1e-5);
    EXPECT_EQ(load.cop[2], 0);
    // A reaction, in axes whose z points down.
    EXPECT_LT(file.frames[k].samples[0][2], 0);
  }
}

TEST(C3d, NothingIsLostOnALongPlate) {
  const PlateGeometry plate{400, 100, 5, 5};  // 2 m
  Example e(plate);
  for (int k = 0; k < 500; ++k) {
    e.add({k / 50.0, 3.0 + 1.7 * k, std::fmod(7.3 * k, 500.0), std::fmod(31.7 * k, 2000.0)});
  }
  const C3dParser file(e.write());
  for (std::size_t k = 0; k < e.load.size(); ++k) {
    const testing::PlatformLoad load = testing::platform_load(file, file.frames[k].samples[0]);
    EXPECT_NEAR(load.cop[0], e.load[k].cop_x_mm, 2e-4);
    EXPECT_NEAR(load.cop[1], e.load[k].cop_y_mm, 2e-4);
  }
}

TEST(C3d, ThePointIsTheCentreOfPressure) {
  const C3dParser file(fxa().write());
  const C3dParser::Point& point = file.frames[2].points[0];
  EXPECT_FLOAT_EQ(point.xyz[0], 13.8636F);
  EXPECT_FLOAT_EQ(point.xyz[1], 22.0455F);
  EXPECT_EQ(point.xyz[2], 0);
  EXPECT_EQ(point.fourth, 0);  // computed
}

TEST(C3d, UnloadedIsAnInvalidPointAndNoLoad) {
  const C3dParser file(fxa().write());
  EXPECT_EQ(file.frames[4].points[0].fourth, -1);
  for (const double value : file.frames[4].samples[0]) {
    EXPECT_EQ(value, 0);
    EXPECT_FALSE(std::signbit(value));
  }
}

TEST(C3d, AForceWithoutAPlaceIsNotAtTheMiddle) {
  Example e = fxa();
  e.add({0.10, 7, nan, nan});
  const C3dParser file(e.write());
  EXPECT_EQ(file.frames[5].points[0].fourth, -1);
  EXPECT_EQ(file.frames[5].samples[0][2], -7);
  EXPECT_TRUE(std::isnan(file.frames[5].samples[0][3]));
  EXPECT_TRUE(std::isnan(file.frames[5].samples[0][4]));
}

TEST(C3d, CornersAreThePlateInTheLaboratory) {
  const C3dParser file(fxa().write());  // 30 x 40 mm
  const auto& corners = file.at("FORCE_PLATFORM", "CORNERS");
  double least_x = 1e9, most_x = -1e9, least_y = 1e9, most_y = -1e9;
  for (std::size_t i = 0; i < 4; ++i) {
    least_x = std::min(least_x, corners.number(3 * i));
    most_x = std::max(most_x, corners.number(3 * i));
    least_y = std::min(least_y, corners.number(3 * i + 1));
    most_y = std::max(most_y, corners.number(3 * i + 1));
    EXPECT_EQ(corners.number(3 * i + 2), 0);
  }
  EXPECT_EQ(least_x, 0);
  EXPECT_EQ(most_x, 30);
  EXPECT_EQ(least_y, 0);
  EXPECT_EQ(most_y, 40);
}

TEST(C3d, MoreFramesThan16Bits) {
  for (const int frames : {65534, 65535, 65536, 140000}) {
    Example e({1, 1, 10, 10});
    for (int k = 0; k < frames; ++k) e.add({k / 50.0, 1.0 + k, 5, 5});
    const C3dParser file(e.write());
    EXPECT_EQ(file.at("POINT", "FRAMES").type, frames < 65535 ? 2 : 4);
    EXPECT_EQ(file.at("POINT", "FRAMES").number(), frames);
    EXPECT_EQ(file.header.last, std::min(frames, 65535));
    EXPECT_EQ(file.at("TRIAL", "ACTUAL_START_FIELD").number(0), 1);
    EXPECT_EQ(file.at("TRIAL", "ACTUAL_START_FIELD").number(1), 0);
    EXPECT_EQ(file.at("TRIAL", "ACTUAL_END_FIELD").number(0) +
                  65536 * file.at("TRIAL", "ACTUAL_END_FIELD").number(1),
              frames);
    ASSERT_EQ(file.frames.size(), static_cast<std::size_t>(frames));
    EXPECT_EQ(file.frames.back().samples[0][2], -frames);
    EXPECT_EQ(file.frames.front().samples[0][2], -1);
  }
}

TEST(C3d, MissedFramesKeepTheirTime) {
  Example e({2, 2, 10, 10});
  e.add({0.00, 10, 5, 5});
  e.add({0.02, 20, 5, 5});
  e.add({0.08, 30, 5, 5});  // two were missed
  const C3dParser file(e.write());
  ASSERT_EQ(file.frames.size(), 5U);
  EXPECT_EQ(file.at("TRIAL", "FRAMES_MISSING").number(), 2);
  for (const std::size_t k : {2U, 3U}) {
    EXPECT_EQ(file.frames[k].points[0].fourth, -1);
    EXPECT_TRUE(std::isnan(file.frames[k].samples[0][2]));
  }
  EXPECT_EQ(file.frames[4].samples[0][2], -30);
  EXPECT_FALSE(C3dParser(fxa().write()).has("TRIAL", "FRAMES_MISSING"));
}

TEST(C3d, PseudonymousUnlessAsked) {
  Example e = fxa();
  e.info.name = "LF S0073";
  e.info.session.subject_code = "S-4711";
  e.info.session.created_utc = "2024-05-06T07:08:09Z";
  e.info.session.trial = "walk-12";
  const std::string plain = e.write();
  for (const char* word : {"S-4711", "2024", "walk-12", "S0073"}) {
    EXPECT_EQ(plain.find(word), std::string::npos) << word;
  }
  EXPECT_FALSE(C3dParser(plain).has("SUBJECTS", "NAMES"));
  const C3dParser named(e.write({.variant = "", .with_identity = true}));
  EXPECT_EQ(named.at("SUBJECTS", "NAMES").text(), "S-4711");
  EXPECT_EQ(named.at("TRIAL", "CREATED_UTC").text(), "2024-05-06T07:08:09Z");
}

TEST(C3d, ALongCodeIsCutBetweenCharacters) {
  Example e = fxa();
  for (int i = 0; i < 100; ++i) e.info.session.subject_code += "\xC3\xA9";  // two bytes each
  const C3dParser file(e.write({.variant = "", .with_identity = true}));
  EXPECT_EQ(file.at("SUBJECTS", "NAMES").text().size(), 126U);
}

void expect_error(const Example& e, const std::string& word) {
  try {
    (void)e.write();
    ADD_FAILURE() << "no error about " << word;
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(word), std::string::npos) << error.what();
  }
}

TEST(C3d, SaysWhatItCannotHold) {
  Example no_rate = fxa();
  no_rate.info.rate_hz = 0;
  expect_error(no_rate, "rate");
  Example no_size({4, 3, 0, 0});
  no_size.add({0, 1, nan, nan});
  expect_error(no_size, "size");
  Example no_grid = fxa();
  no_grid.info.has_grid = false;
  expect_error(no_grid, "size");
  expect_error(Example({4, 3, 10, 10}), "frames");
  Example no_load = fxa();
  no_load.load.pop_back();
  expect_error(no_load, "load");
  Example endless = fxa();
  endless.add({1e9, 1, 5, 5});
  expect_error(endless, "frames");
}

TEST(C3d, AFolderThatIsNotThereIsAFileError) {
  const Example e = fxa();
  const std::array recordings = {e.view()};
  const TempFolder folder;
  EXPECT_THROW(writers::c3d.write(recordings, {}, folder / "none/out.c3d"), FileError);
}

}  // namespace
}  // namespace solea

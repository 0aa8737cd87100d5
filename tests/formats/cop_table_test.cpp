#include <gtest/gtest.h>

#include <cmath>

#include "core/error.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::confidence_of;

std::unique_ptr<FrameSource> open_text(const std::string& text, const OpenOptions& options = {}) {
  return open_recording(InputFile("sway.csv", text), options);
}

/// Three frames at 50 Hz: x 12.5, -3, 0.5 mm; y 88, 90.25, 91 mm; force 700, 701, 702 N.
void expect_three_frames(const std::string& text, bool with_force) {
  SCOPED_TRACE(text);
  EXPECT_EQ(confidence_of("cop_table", text), 60);
  const auto source = open_text(text);
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.format, "cop_table");
  EXPECT_EQ(info.frames, 3U);
  EXPECT_DOUBLE_EQ(info.rate_hz, 50);
  EXPECT_FALSE(info.has_grid);
  EXPECT_EQ(info.plate, PlateGeometry{});
  EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
  ASSERT_EQ(info.channels.size(), with_force ? 3U : 2U);
  EXPECT_EQ(info.channels[0].name, "cop_x_mm");
  EXPECT_EQ(info.channels[1].name, "cop_y_mm");
  const std::vector<double> x = {12.5, -3, 0.5};
  const std::vector<double> y = {88, 90.25, 91};
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(info.channels[0].values[k], x[k], 1e-9);
    EXPECT_NEAR(info.channels[1].values[k], y[k], 1e-9);
    if (with_force) {
      EXPECT_EQ(info.channels[2].name, "force_n");
      EXPECT_NEAR(info.channels[2].values[k], 700.0 + static_cast<double>(k), 1e-9);
    }
  }
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 3U);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(recording.time_s(k), 0.02 * static_cast<double>(k), 1e-12);
    EXPECT_TRUE(recording.cells(k).empty());
  }
}

TEST(CopTable, CommonSpellings) {
  expect_three_frames("t_s,x_mm,y_mm\n0.00,12.5,88\n0.02,-3,90.25\n0.04,0.5,91\n", false);
  expect_three_frames(
      "t_s,x_mm,y_mm,force_n\r\n0.00,12.5,88,700\r\n0.02,-3,90.25,701\r\n0.04,0.5,91,702", true);
  expect_three_frames(
      "\xEF\xBB\xBF"
      "Time [ms];CoPx [cm];CoPy [cm];Fz [N]\n0;1,25;8,8;700\n20;-0,3;9,025;701\n"
      "40;0,05;9,1;702\n",
      true);
  expect_three_frames(
      "# made up\n\nFrame\tTime (s)\tCoP_X (m)\tCoP_Y (m)\tFz (kN)\n"
      "1\t5.00\t0.0125\t0.088\t0.700\n2\t5.02\t-0.003\t0.09025\t0.701\n"
      "3\t5.04\t0.0005\t0.091\t0.702\n",
      true);
  expect_three_frames("time,cop_y,cop_x\ns,mm,mm\n0,88,12.5\n0.02,90.25,-3\n0.04,91,0.5\n", false);
  expect_three_frames(
      "\"t_s\",\"copx_mm\",\"copy_mm\"\n\"0\",\"12.5\",\"88\"\n"
      "\"0.02\",\"-3\",\"90.25\"\n\"0.04\",\"0.5\",\"91\"\n",
      false);
  expect_three_frames("t_s x_mm y_mm\n0.00 12.5 88\n0.02 -3 90.25\n0.04 0.5 91\n", false);
}

TEST(CopTable, FramesWithoutAPlace) {
  const auto source =
      open_text("t_s,x_mm,y_mm,force_n\n0,1,2,500\n0.01,NaN,NaN,0\n0.02,,,0\n0.03,3,4,500\n");
  const SourceInfo& info = source->info();
  ASSERT_EQ(info.frames, 4U);
  EXPECT_TRUE(std::isnan(info.channels[0].values[1]));
  EXPECT_TRUE(std::isnan(info.channels[1].values[2]));
  EXPECT_EQ(info.channels[2].values[2], 0);
  ASSERT_EQ(info.warnings.size(), 1U);
  EXPECT_EQ(info.warnings[0], "2 frames have no centre of pressure");
}

TEST(CopTable, GapsStayInTheTimes) {
  const auto source = open_text("t_s,x_mm,y_mm\n0,1,2\n0.01,1,2\n0.02,1,2\n0.06,1,2\n0.07,1,2\n");
  EXPECT_DOUBLE_EQ(source->info().rate_hz, 100);
  ASSERT_EQ(source->info().warnings.size(), 1U);
  EXPECT_NE(source->info().warnings[0].find("3 frames are missing in 1 gaps"), std::string::npos);
  EXPECT_NEAR(read_all(*source).time_s(3), 0.06, 1e-12);
}

TEST(CopTable, RoundedTimesGiveTheTrueRate) {
  // 126 Hz, printed with two decimals.
  std::string text = "t_s,x_mm,y_mm\n";
  for (int k = 0; k < 1261; ++k) {
    const int hundredths = static_cast<int>(std::lround(100.0 * k / 126));
    text += std::to_string(hundredths / 100) + "." + (hundredths % 100 < 10 ? "0" : "") +
            std::to_string(hundredths % 100) + ",1,2\n";
  }
  const auto source = open_text(text);
  EXPECT_DOUBLE_EQ(source->info().rate_hz, 126);
  EXPECT_TRUE(source->info().warnings.empty()) << source->info().warnings.front();
}

std::string error_of(const std::string& text, const OpenOptions& options = {}) {
  return testing::error_of(InputFile("sway.csv", text), options);
}

TEST(CopTable, ErrorsNameTheLine) {
  EXPECT_EQ(error_of("t_s,x_mm,y_mm\n0,1,2\n0.01,a,2\n0.02,1,2\n"),
            "sway.csv:3: 'a', expected a number");
  EXPECT_EQ(error_of("t_s,x_mm,y_mm\n0,1,2\n0.01\n0.02,1,2\n"),
            "sway.csv:3: 1 fields, expected at least 3");
  EXPECT_EQ(error_of("t_s,x_mm,y_mm\n0.5,1,2\n0.01,1,2\n"),
            "sway.csv:3: time '0.01', expected one not before the last frame's");
  EXPECT_EQ(error_of("t,x,y\n0,1,2\n0.01,1,2\n"),
            "sway.csv:2: places in no unit, expected titles with mm, cm or m, as x_mm,y_mm");
  EXPECT_EQ(error_of("t_h,x [mm],y [mm]\n0,1,2\n0.01,1,2\n").find("sway.csv"), 0U);
  // 0, 10, 20: seconds would be a plate of 0.1 Hz.
  EXPECT_NE(error_of("time,x_mm,y_mm\n0,1,2\n10,1,2\n20,1,2\n").find("expected a title with s or"),
            std::string::npos);
}

TEST(CopTable, ClaimsOnlyTablesOfPlaces) {
  EXPECT_EQ(confidence_of("cop_table", "t_s,x_mm,y_mm\n"), 0) << "titles alone";
  EXPECT_EQ(confidence_of("cop_table", "t, x and y are the time and the place.\n1, 2, 3\n"), 0);
  EXPECT_EQ(confidence_of("cop_table", "{\"t_s\": 1, \"x_mm\": 2, \"y_mm\": 3}\n"), 0);
  EXPECT_EQ(confidence_of("cop_table", "frame,row,col,kpa\n0,1,2,3\n"), 0);
  EXPECT_EQ(confidence_of("cop_table", "frame,time_s,row,col,x_mm,y_mm,kpa\n0,0,1,2,25,15,3\n"), 0)
      << "places of cells";
  EXPECT_EQ(confidence_of("cop_table", "t_s,x_mm,y_mm,pressure_kpa\n0,25,15,3\n"), 60)
      << "a centre's pressure";
  EXPECT_EQ(confidence_of("cop_table", "0,1,2\n0.01,1,2\n"), 0);
}

TEST(CopTable, OptionsAreIgnoredWithAWarning) {
  OpenOptions options;
  options.rate_hz = 10;
  const auto source = open_text("t_s,x_mm,y_mm\n0,1,2\n0.01,1,2\n", options);
  EXPECT_DOUBLE_EQ(source->info().rate_hz, 100);
  EXPECT_EQ(source->info().warnings.size(), 1U);
}

TEST(CopTable, EveryTruncationIsSafe) {
  std::string text = "t_s,x_mm,y_mm,force_n\n";
  for (int k = 0; k < 20; ++k) text += "0." + std::to_string(10 + k) + ",12.5,-80.25,700.5\n";
  for (std::size_t size = 0; size < text.size(); ++size) {
    try {
      const auto source = open_text(text.substr(0, size));
      EXPECT_LE(source->info().frames, 20U);
      EXPECT_EQ(source->info().channels[0].values.size(), source->info().frames);
    } catch (const Error& e) {
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos);
    }
  }
  const auto cut = open_text(text.substr(0, text.size() - 8));
  EXPECT_EQ(cut->info().frames, 19U);
  EXPECT_EQ(cut->info().warnings.front(),
            "the file ends within frame 20, 19 whole frames were kept");
}

}  // namespace
}  // namespace solea

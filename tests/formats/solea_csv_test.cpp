#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "formats/export_format.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::replaced;

const std::string head =
    "# software: solea 9.9.9\n# origin: zebris_raw\n# frames: 3\n# rows: 2\n# cols: 3\n"
    "# pitch_x_mm: 8\n# pitch_y_mm: 10\n# rate_hz: 100\n# unit: kPa\n# side: left\n"
    "# places: known\n# walking_direction: +x\n# converted: rows reversed\n"
    "# channel_belt_position_m: m; how far the belt has moved\n";
const std::string wide =
    head +
    "frame,time_s,force_n,cop_x_mm,cop_y_mm,r0c0,r0c1,r0c2,r1c0,r1c1,r1c2,channel_belt_position_m\n"
    "0,0,0.36,4,5,4.5,0,0,,0,0,0.25\n"
    "1,0.01,0,,,0,0,0,,0,0,\n"
    "2,0.03,0.8,20,15,0,0,0,,0,10,0.75\n";
const std::string tidy = head +
                         "frame,time_s,row,col,x_mm,y_mm,kpa\n"
                         "0,0,0,0,4,5,4.5\n"
                         "2,0.03,1,2,20,15,10\n";

InputFile file(const std::string& text) {
  return {"walk.csv", text};
}

std::string error_of(const std::string& text) {
  return testing::error_of<Error>(file(text));
}

void expect_walk(FrameSource& source) {
  const SourceInfo& info = source.info();
  EXPECT_EQ(info.format, "solea_csv");
  EXPECT_EQ(info.plate, (PlateGeometry{2, 3, 8, 10}));
  EXPECT_EQ(info.rate_hz, 100);
  EXPECT_EQ(info.unit, "kPa");
  EXPECT_EQ(info.side, Side::left);
  EXPECT_TRUE(info.has_grid);
  EXPECT_EQ(info.provenance.at("walking_direction"), "+x");
  EXPECT_EQ(info.conversions.at(0), "before the export: rows reversed");
  EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
  const Recording recording = read_all(source);
  ASSERT_EQ(recording.size(), 3U);
  ASSERT_EQ(recording.cells(0).size(), 1U);
  EXPECT_EQ(recording.cells(0)[0], (LoadedCell{0, 4.5F}));
  EXPECT_TRUE(recording.cells(1).empty());
  ASSERT_EQ(recording.cells(2).size(), 1U);
  EXPECT_EQ(recording.cells(2)[0], (LoadedCell{5, 10}));
  EXPECT_DOUBLE_EQ(recording.time_s(1), 0.01);
  EXPECT_DOUBLE_EQ(recording.time_s(2), 0.03);
}

TEST(SoleaCsv, ReadsWideTablesWithoutADescription) {
  for (const std::string& text : {wide, "\xEF\xBB\xBF" + wide, wide.substr(0, wide.size() - 1)}) {
    const auto source = open_recording(file(text));
    const SourceInfo& info = source->info();
    EXPECT_EQ(info.sensor_mask, (std::vector<std::uint8_t>{1, 1, 1, 0, 1, 1}));
    ASSERT_EQ(info.channels.size(), 1U);
    EXPECT_EQ(info.channels[0].name, "belt_position_m");
    EXPECT_EQ(info.channels[0].unit, "m");
    EXPECT_EQ(info.channels[0].description, "how far the belt has moved");
    EXPECT_EQ(info.channels[0].values[0], 0.25);
    EXPECT_TRUE(std::isnan(info.channels[0].values[1]));
    ASSERT_EQ(info.vendor_checks.size(), 1U);
    EXPECT_EQ(info.vendor_checks[0].agree, 3U);
    expect_walk(*source);
  }
  const auto wrong = open_recording(file(replaced(wide, "0.36,", "0.37,")));
  EXPECT_EQ(wrong->info().vendor_checks.at(0).agree, 2U);
}

TEST(SoleaCsv, ReadsTidyTablesWithTheirUnloadedFrames) {
  const auto source = open_recording(file(tidy));
  EXPECT_EQ(source->info().conversions.size(), 2U) << "says what was put back";
  expect_walk(*source);
}

TEST(SoleaCsv, OptionsFillWhatIsUnknown) {
  std::string text = replaced(wide, "rate_hz: 100", "rate_hz: unknown");
  text = replaced(text, "pitch_x_mm: 8", "pitch_x_mm: unknown");
  for (const char* time : {"0.01,", "0.03,"}) text = replaced(text, time, "0,");
  OpenOptions options;
  options.rate_hz = 50;
  options.pitch_x_mm = 4;
  const auto source = open_recording(file(text), options);
  EXPECT_EQ(source->info().rate_hz, 50);
  EXPECT_EQ(source->info().plate.pitch_x_mm, 4);
  EXPECT_DOUBLE_EQ(read_all(*source).time_s(2), 0.04);
  EXPECT_EQ(open_recording(file(wide), options)->info().warnings.size(), 2U) << "both ignored";
}

TEST(SoleaCsv, ErrorsNameTheLine) {
  EXPECT_NE(error_of(replaced(wide, "4.5,0", "4.5x,0")).find("walk.csv:16: '4.5x', expected"),
            std::string::npos);
  EXPECT_NE(error_of(replaced(wide, ",0,10,", ",10,")).find(":18: 11 fields, expected 12"),
            std::string::npos);
  EXPECT_NE(error_of(replaced(wide, "rows: 2", "rows: 3")).find(":15: "), std::string::npos);
  EXPECT_NE(error_of(replaced(wide, "unit: kPa", "unit: psi")).find("'psi'"), std::string::npos);
  EXPECT_NE(error_of(replaced(wide, "4.5,0", "-4.5,0")).find(":16: "), std::string::npos);
  EXPECT_NE(error_of(replaced(wide, "0.03,", "0.003,")).find(":18: "), std::string::npos);
  EXPECT_NE(error_of(replaced(tidy, "2,0.03,1,2", "2,0.03,1,3")).find("outside the grid"),
            std::string::npos);
  EXPECT_NE(error_of(replaced(tidy, "2,0.03", "2000000000,0.03")).find("a frame"),
            std::string::npos);
}

TEST(SoleaCsv, EveryTruncationIsSafe) {
  for (const std::string& text : {wide, tidy}) {
    for (std::size_t size = head.size(); size < text.size(); ++size) {
      try {
        const auto source = open_recording(file(text.substr(0, size)));
        const Recording recording = read_all(*source);
        ASSERT_GE(recording.size(), 1U);
        ASSERT_LE(recording.size(), 3U);
        ASSERT_EQ(source->info().frames, recording.size());
      } catch (const Error& e) {
        EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
      }
    }
  }
}

/// What the writer wrote is read back, to the bit.
TEST(SoleaCsv, ReadsWhatTheWriterWrites) {
  const float third = 100.0F / 3;
  Recording recording({3, 2, 5, 7.5});
  recording.append(0.5, std::span<const LoadedCell>());
  const std::vector<LoadedCell> cells = {{1, third}, {4, 1e-7F}};
  recording.append(0.52, std::span<const LoadedCell>(cells));
  recording.append(0.54, std::span<const LoadedCell>());
  SourceInfo info;
  info.format = "xsensor_csv";
  info.plate = recording.plate();
  info.rate_hz = 50;
  info.side = Side::right;
  info.channels.push_back({"belt_position_m", "m", "belt", {1, 2, 1.0 / 3}});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double force = (static_cast<double>(third) + static_cast<double>(1e-7F)) * 37.5e-3;
  const std::vector<LoadSample> load = {
      {0.5, 0, nan, nan}, {0.52, force, 1, 1}, {0.54, 0, nan, nan}};
  const ExportRecording one{info, recording, load};
  for (const std::string variant : {"wide", "tidy"}) {
    const testing::TempFolder folder;
    for (const ExportFormat* format : builtin_export_formats()) {
      if (format->id == "csv") format->write({&one, 1}, {variant, false}, folder / "x.csv");
    }
    const auto source = open_recording(folder / "x.csv");
    EXPECT_EQ(source->info().format, "solea_csv");
    EXPECT_EQ(source->info().plate, info.plate);
    EXPECT_EQ(source->info().rate_hz, 50);
    EXPECT_EQ(source->info().side, Side::right);
    EXPECT_TRUE(source->info().warnings.empty()) << source->info().warnings.front();
    const Recording read = read_all(*source);
    ASSERT_EQ(read.size(), 3U) << variant;
    for (std::size_t k = 0; k < 3; ++k) {
      EXPECT_NEAR(read.time_s(k), recording.time_s(k), 1e-12);
      EXPECT_TRUE(std::ranges::equal(read.cells(k), recording.cells(k)));
    }
    if (variant == "wide") {
      EXPECT_EQ(source->info().channels.at(0).values, info.channels[0].values);
    }
  }
}

/// A recording of centres of pressure alone has no cells, and keeps its places.
TEST(SoleaCsv, KeepsPlacesWithoutSensors) {
  const auto cop = open_recording(InputFile("cop.csv", "t_s,x_mm,y_mm\n0,1,2\n0.01,3.5,4\n"));
  const Recording recording = read_all(*cop);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<LoadSample> load = {{0, nan, nan, nan}, {0.01, nan, nan, nan}};
  const ExportRecording one{cop->info(), recording, load};
  const testing::TempFolder folder;
  for (const ExportFormat* format : builtin_export_formats()) {
    if (format->id == "csv") format->write({&one, 1}, {}, folder / "x.csv");
  }
  const auto source = open_recording(folder / "x.csv");
  EXPECT_EQ(source->info().format, "solea_csv");
  EXPECT_FALSE(source->info().has_grid);
  EXPECT_EQ(source->info().frames, 2U);
  ASSERT_EQ(source->info().channels.size(), 2U);
  EXPECT_EQ(source->info().channels[0].name, "cop_x_mm");
  EXPECT_EQ(source->info().channels[0].values, (std::vector<double>{1, 3.5}));
  EXPECT_EQ(source->info().channels[1].values, (std::vector<double>{2, 4}));
}

}  // namespace
}  // namespace solea

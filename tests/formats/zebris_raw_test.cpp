#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>

#include "core/error.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::confidence_of;
using testing::replace;
using testing::TempFolder;
using testing::write_file;

constexpr int lines = 5;
constexpr int columns = 7;
constexpr double width_mm = 8.5;
constexpr double height_mm = 8.0;

/// How WinFDM writes its raw text; the variants that exist or are likely.
struct Style {
  std::string end = "\r\n";
  char decimal = '.';
  std::string start;  ///< a byte order mark
  std::string belt_title = "Position,m";
  std::string left_title = "Li Kraft,N";
  std::string right_title = "Re Kraft,N";
  std::string exercise = "Exercise";
  bool close_platform = false;
  std::string line_tail;  ///< behind the last pressure
  double rate_hz = 100;
};

std::string number(double value, int digits, const Style& style) {
  if (std::isnan(value)) return "NaN";
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  std::string s = text;
  for (char& c : s) {
    if (c == '.') c = style.decimal;
  }
  return s;
}

/// N/cm2 of a frame (from 0) at a 1-based line and column: a block that the belt takes to smaller
/// x, stronger at larger y.
double pressure(int frame, int y, int x) {
  return x >= 4 - frame && x <= 6 - frame && y >= 2 && y <= 4 ? 0.5 * (x + 10 * y + frame) : 0;
}

double left_n(int frame) {
  double sum = 0;
  for (int y = 3; y <= lines; ++y) {
    for (int x = 1; x <= columns; ++x) sum += pressure(frame, y, x);
  }
  return sum * width_mm * height_mm / 100;
}

double right_n(int frame) {
  double sum = 0;
  for (int y = 1; y <= 2; ++y) {
    for (int x = 1; x <= columns; ++x) sum += pressure(frame, y, x);
  }
  return sum * width_mm * height_mm / 100;
}

double time_ms(int frame, const Style& style) {
  return std::floor(1000 * frame / style.rate_hz + 0.5);
}

std::string header(const Style& style, int frames) {
  const std::string& e = style.end;
  return style.start + "Person\tSomebody, Known" + e + "Sex\tF" + e + "Born\t01/02/1980" + e +
         "Code\tAB-12" + e + e + "Record\t4 km/h barfu\xDF" + e + "Application\ttrplatf" + e +
         "Creation date\t23/05/2008 12:23:17" + e + "Exercises\t{" + e +
         "#\tName\tStart,sec\tLength,sec\tStart time" + e + "1\tGait\t0.00\t0.03" + e +
         "2\tSlow\t0.03\t0.06" + e + "}" + e + e + "Frequency,Hz\t" +
         number(style.rate_hz, 3, style) + e + "Count\t" + std::to_string(frames) + e + e;
}

std::string table(const Style& style, int frames) {
  const std::string& e = style.end;
  std::string text = "Time,ms\t" + style.belt_title + "\t" + style.left_title + "\t" +
                     style.right_title + "\tButterfly.x,mm" + e + "Calibr\t\t\t" + e + e;
  for (int k = 0; k < frames; ++k) {
    text += number(time_ms(k, style), 0, style) + "\t" + number(0.25 * (k + 1), 3, style) + "\t" +
            number(left_n(k), 1, style) + "\t" + number(right_n(k), 1, style) + "\t" +
            (k == 0 ? "NaN" : number(-1.5 * k, 2, style)) + e;
  }
  return text + e + e;
}

std::string platform_head(const Style& style, int frames) {
  const std::string& e = style.end;
  return "Platform {" + e + "Columns\t" + std::to_string(columns) + e + "Lines\t" +
         std::to_string(lines) + e + "Cell width,mm\t" + number(width_mm, 2, style) + e +
         "Cell height,mm\t" + number(height_mm, 2, style) + e + "Units\tN/cm^2" + e +
         "Frame count\t" + std::to_string(frames) + e + "Frequency\t" +
         number(style.rate_hz, 2, style) + e + e;
}

std::string frame(int k, int exercise, const Style& style) {
  const std::string& e = style.end;
  double sum = 0;
  double sum_x = 0;
  double sum_y = 0;
  std::string grid;
  for (int x = 1; x <= columns; ++x) grid += "\tx" + std::to_string(x);
  grid += e;
  for (int y = 1; y <= lines; ++y) {
    grid += "y" + std::to_string(y);
    for (int x = 1; x <= columns; ++x) {
      const double p = pressure(k, y, x);
      grid += "\t" + number(p, 2, style);
      sum += p;
      sum_x += p * x;
      sum_y += p * y;
    }
    grid += style.line_tail + e;
  }
  return "Frame " + std::to_string(k + 1) + " {" + e + style.exercise + std::to_string(exercise) +
         e + "Time, ms\t" + number(time_ms(k, style), 2, style) + e + "Center of force\t(x" +
         std::to_string(static_cast<int>(std::floor(sum_x / sum + 0.5))) + ",y" +
         std::to_string(static_cast<int>(std::floor(sum_y / sum + 0.5))) + ")" + e + e + grid +
         "}" + e;
}

std::string three_frames(const Style& style = {}) {
  std::string text = header(style, 3) + table(style, 3) + platform_head(style, 3);
  for (int k = 0; k < 3; ++k) text += frame(k, 1, style);
  if (style.close_platform) text += "}" + style.end;
  return text;
}

void expect_frame(const Recording& recording, std::size_t at, int k) {
  std::vector<float> dense(lines * columns);
  recording.copy_dense(at, dense);
  for (int y = 1; y <= lines; ++y) {
    for (int x = 1; x <= columns; ++x) {
      // Line y1 is row 0; 1 N/cm2 is 10 kPa.
      EXPECT_FLOAT_EQ(dense[static_cast<std::size_t>((y - 1) * columns + x - 1)],
                      static_cast<float>(10 * pressure(k, y, x)))
          << "frame " << k + 1 << " y" << y << " x" << x;
    }
  }
}

const Channel& channel(const SourceInfo& info, const std::string& name) {
  for (const Channel& c : info.channels) {
    if (c.name == name) return c;
  }
  ADD_FAILURE() << "no channel " << name;
  static const Channel none;
  return none;
}

void expect_three_frames(const std::filesystem::path& file) {
  const auto source = open_recording(file);
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.format, "zebris_raw");
  EXPECT_EQ(info.frames, 3U);
  EXPECT_EQ(info.plate, (PlateGeometry{lines, columns, width_mm, height_mm}));
  EXPECT_DOUBLE_EQ(info.rate_hz, 100);
  EXPECT_EQ(info.unit, "N/cm2");
  EXPECT_EQ(info.side, Side::unknown);
  EXPECT_EQ(info.session.subject_code, "AB-12");
  EXPECT_EQ(info.session.trial, "4 km/h");
  EXPECT_EQ(info.provenance.at("exercise"), "Gait");
  EXPECT_EQ(info.provenance.at("walking_direction"), "+x");
  EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
  ASSERT_EQ(info.vendor_checks.size(), 2U);
  for (const VendorCheck& check : info.vendor_checks) {
    EXPECT_EQ(check.compared, 3U) << check.what;
    EXPECT_EQ(check.agree, 3U) << check.what << ' ' << check.max_difference;
  }
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 3U);
  for (int k = 0; k < 3; ++k) {
    const auto i = static_cast<std::size_t>(k);
    expect_frame(recording, i, k);
    EXPECT_DOUBLE_EQ(recording.time_s(i), 0.01 * k);
    EXPECT_DOUBLE_EQ(channel(info, "belt_position_m").values[i], 0.25 * (k + 1));
    EXPECT_NEAR(channel(info, "vendor_left_force_n").values[i], left_n(k), 0.0501);
    EXPECT_NEAR(channel(info, "vendor_right_force_n").values[i], right_n(k), 0.0501);
    // The cell whose centre is given: column 5 - k, line 3.
    EXPECT_DOUBLE_EQ(channel(info, "vendor_cop_x_mm").values[i], (4.5 - k) * width_mm);
    EXPECT_DOUBLE_EQ(channel(info, "vendor_cop_y_mm").values[i], 2.5 * height_mm);
  }
  EXPECT_TRUE(std::isnan(channel(info, "vendor_butterfly_x_mm").values[0]));
  EXPECT_DOUBLE_EQ(channel(info, "vendor_butterfly_x_mm").values[2], -3);
}

TEST(ZebrisRaw, ReadsEveryVariant) {
  const TempFolder folder;
  Style unix_lines;
  unix_lines.end = "\n";
  Style comma;
  comma.decimal = ',';
  Style english;
  english.left_title = "Left force,N";
  english.right_title = "Right force,N";
  english.close_platform = true;
  Style german;
  german.exercise =
      "\xDC"
      "bung";
  german.belt_title = "Verschiebung,cm";
  Style tailed;
  tailed.start = "\xEF\xBB\xBF";
  tailed.line_tail = "\t";
  for (const Style& style : {Style{}, unix_lines, comma, english, tailed}) {
    write_file(folder / "walk", three_frames(style));  // the name does not matter
    expect_three_frames(folder / "walk");
  }
  write_file(folder / "walk", three_frames(german));
  const auto source = open_recording(folder / "walk");
  EXPECT_DOUBLE_EQ(channel(source->info(), "belt_position_m").values[1], 0.005);
}

TEST(ZebrisRaw, ABeltInCellsIsTurnedIntoMetres) {
  const TempFolder folder;
  Style style;
  style.belt_title = "Verschieben,cell";
  write_file(folder / "walk.txt", three_frames(style));
  const auto source = open_recording(folder / "walk.txt");
  EXPECT_DOUBLE_EQ(channel(source->info(), "belt_position_m").values[1], 0.5 * width_mm / 1000);
}

TEST(ZebrisRaw, NamesAndBirthDatesAreNotKept) {
  const TempFolder folder;
  write_file(folder / "walk.txt", three_frames());
  const auto source = open_recording(folder / "walk.txt");
  const SourceInfo& info = source->info();
  std::string all = info.session.subject_code + info.session.trial + info.name;
  for (const auto& [key, value] : info.provenance) all += key + value;
  for (const std::string& text : info.conversions) all += text;
  EXPECT_EQ(all.find("Somebody"), std::string::npos);
  EXPECT_EQ(all.find("1980"), std::string::npos);
}

/// The line is the user's own and may name the person: of it the speed alone is kept.
TEST(ZebrisRaw, OfTheRecordLineOnlyTheSpeedIsKept) {
  const auto info_of = [](const std::string& record) {
    std::string text = three_frames();
    replace(text, "4 km/h barfu\xDF", record);
    return open_recording(InputFile("walk.txt", text))->info();
  };
  const auto trial_of = [&](const std::string& record) { return info_of(record).session.trial; };
  EXPECT_EQ(trial_of("23-05-2008 4 km/h barfu\xDF"), "4 km/h");
  EXPECT_EQ(trial_of("Somebody 4,5km/h"), "4.5 km/h");
  EXPECT_EQ(trial_of("Known, born 01/02/1980, 1.25 M/S"), "1.25 m/s");
  EXPECT_EQ(trial_of("Somebody"), "");
  EXPECT_EQ(trial_of("km/h"), "");
  EXPECT_EQ(trial_of("Known km/h"), "");
  EXPECT_EQ(trial_of("0 km/h, 1980 m/s"), "");
  for (const auto& [key, value] : info_of("Somebody Known 4 km/h").provenance) {
    EXPECT_EQ(value.find("Somebody"), std::string::npos) << key;
    EXPECT_EQ(value.find("Known"), std::string::npos) << key;
  }
}

TEST(ZebrisRaw, TimesComeFromTheFrequency) {
  const TempFolder folder;
  Style style;
  style.rate_hz = 240;  // printed as 0, 4, 8 ms
  write_file(folder / "walk.txt", three_frames(style));
  const auto source = open_recording(folder / "walk.txt");
  EXPECT_TRUE(source->info().warnings.empty());
  EXPECT_DOUBLE_EQ(source->info().rate_hz, 240);
  const Recording recording = read_all(*source);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_DOUBLE_EQ(recording.time_s(k), static_cast<double>(k) / 240);
  }
}

TEST(ZebrisRaw, AMissingFrameIsAGapInTime) {
  const TempFolder folder;
  const Style style;
  write_file(folder / "walk.txt", header(style, 3) + table(style, 3) + platform_head(style, 3) +
                                      frame(0, 1, style) + frame(2, 1, style));
  const auto source = open_recording(folder / "walk.txt");
  const SourceInfo& info = source->info();
  ASSERT_EQ(info.warnings.size(), 2U);
  EXPECT_EQ(info.warnings[0], "the file tells 3 frames, it has 2");
  EXPECT_EQ(info.warnings[1], "1 frames are missing, first before frame 3");
  // Lines of the table are found by time.
  EXPECT_DOUBLE_EQ(channel(info, "belt_position_m").values[1], 0.75);
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 2U);
  EXPECT_DOUBLE_EQ(recording.time_s(1), 0.02);
  expect_frame(recording, 1, 2);
}

TEST(ZebrisRaw, MoreFramesThanTheTableHasLinesAreTold) {
  const TempFolder folder;
  const Style style;
  std::string text = header(style, 2) + table(style, 2) + platform_head(style, 2);
  for (int k = 0; k < 3; ++k) text += frame(k, 1, style);
  write_file(folder / "walk.txt", text);
  const auto source = open_recording(folder / "walk.txt");
  EXPECT_EQ(source->info().frames, 3U);
  ASSERT_GE(source->info().warnings.size(), 2U);
  EXPECT_EQ(source->info().warnings[0], "the file tells 2 frames, it has 3");
  EXPECT_EQ(source->info().warnings[1],
            "the table before the platform has 2 lines, 1 of 3 frames have none");
  EXPECT_DOUBLE_EQ(channel(source->info(), "belt_position_m").values[1], 0.5);
  EXPECT_TRUE(std::isnan(channel(source->info(), "belt_position_m").values[2]));
}

TEST(ZebrisRaw, ExercisesAndPlatformsAreRecordings) {
  const TempFolder folder;
  const Style style;
  std::string text = header(style, 3) + table(style, 3);
  for (int p = 0; p < 2; ++p) {
    text += platform_head(style, 3) + frame(0, 1, style) + frame(1, 2, style) + frame(2, 2, style);
    if (p == 0) text += "}" + style.end;
  }
  write_file(folder / "walk.txt", text);
  const Sources sources = open_recordings(InputFile(folder / "walk.txt"));
  ASSERT_EQ(sources.size(), 4U);
  const std::vector<std::string> names = {"platform 1, Gait", "platform 1, Slow",
                                          "platform 2, Gait", "platform 2, Slow"};
  for (std::size_t i = 0; i < 4; ++i) {
    const SourceInfo& info = sources[i]->info();
    EXPECT_EQ(info.name, names[i]);
    const bool slow = i % 2 == 1;
    ASSERT_EQ(info.frames, slow ? 2U : 1U);
    EXPECT_DOUBLE_EQ(channel(info, "belt_position_m").values[0], slow ? 0.5 : 0.25);
    // The forces belong to both platforms together: only the centres are compared.
    EXPECT_EQ(info.vendor_checks.size(), 1U);
    const Recording recording = read_all(*sources[i]);
    expect_frame(recording, 0, slow ? 1 : 0);
    EXPECT_DOUBLE_EQ(recording.time_s(0), 0);
  }
}

std::string with(const std::function<void(std::string&)>& change, const Style& style = {}) {
  std::string text = three_frames(style);
  change(text);
  return text;
}

TEST(ZebrisRaw, CentresAndForcesThatDisagreeAreReported) {
  const TempFolder folder;
  write_file(folder / "walk.txt", with([](std::string& t) { replace(t, "(x4,y3)", "(x5,y3)"); }));
  auto source = open_recording(folder / "walk.txt");
  const VendorCheck centres = source->info().vendor_checks.at(0);
  EXPECT_EQ(centres.agree, 2U);
  EXPECT_EQ(centres.first_disagreement, "frame 2");
  EXPECT_DOUBLE_EQ(centres.max_difference, 1);
  EXPECT_FALSE(source->info().warnings.empty());

  const Style style;
  const std::string line = "10\t0.500\t";
  write_file(folder / "walk.txt", with([&](std::string& t) {
               replace(t, line + number(left_n(1), 1, style),
                       line + number(left_n(1) - 1, 1, style));
             }));
  source = open_recording(folder / "walk.txt");
  const VendorCheck forces = source->info().vendor_checks.at(1);
  EXPECT_EQ(forces.agree, 2U);
  EXPECT_EQ(forces.first_disagreement, "frame 2");
  EXPECT_NEAR(forces.max_difference, 1, 0.11);
  EXPECT_EQ(source->info().warnings.size(), 1U);
}

TEST(ZebrisRaw, FootfallsTheVendorLeftOutAreNamed) {
  const TempFolder folder;
  const Style style;
  const std::string told = "\t" + number(left_n(0), 1, style) + "\t";
  write_file(folder / "walk.txt", with([&](std::string& t) { replace(t, told, "\t0.0\t"); }));
  const auto source = open_recording(folder / "walk.txt");
  ASSERT_EQ(source->info().warnings.size(), 2U);
  EXPECT_NE(source->info().warnings[1].find("only up to frame 1,"), std::string::npos)
      << source->info().warnings[1];
}

TEST(ZebrisRaw, ForcesTellWhereTheLeftIs) {
  // A standing person who faces smaller y, on lines that are across: the left is at larger x.
  const TempFolder folder;
  std::string text =
      "Application\tstatplat\nFrequency,Hz\t100\n\nTime,ms\tLi Vorfu\xDF,N\tLi R\xFC"
      "ckfu\xDF,N\tRe Vorfu\xDF,N\tRe R\xFC"
      "ckfu\xDF,N\n\n";
  std::string frames;
  for (int k = 0; k < 4; ++k) {
    const int left = 10 + 2 * k;
    const int right = 20 - 3 * (k % 3);
    text += std::to_string(10 * k) + "\t" + std::to_string(left) + "\t0\t0\t" +
            std::to_string(right) + "\n";
    frames += "Frame " + std::to_string(k + 1) + " {\nExercise1\nTime, ms\t" +
              std::to_string(10 * k) + "\n\tx1\tx2\ny1\t" + std::to_string(right) + "\t" +
              std::to_string(left) + "\n}\n";
  }
  text +=
      "Platform {\nColumns\t2\nLines\t1\nCell width,mm\t10\nCell height,mm\t10\nUnits\tN/cm^2\n" +
      frames;
  write_file(folder / "stand.txt", text);
  const auto source = open_recording(folder / "stand.txt");
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.provenance.at("left_is_towards"), "+x");
  EXPECT_FALSE(info.provenance.contains("walking_direction"));
  EXPECT_EQ(channel(info, "vendor_left_forefoot_force_n").values[3], 16);
  EXPECT_EQ(channel(info, "vendor_right_rearfoot_force_n").values[0], 20);
  ASSERT_EQ(info.vendor_checks.size(), 1U);
  EXPECT_EQ(info.vendor_checks[0].agree, 4U);
}

TEST(ZebrisRaw, OptionsFillOnlyWhatTheFileLeavesOpen) {
  const TempFolder folder;
  OpenOptions options;
  options.pitch_x_mm = 3;
  options.rate_hz = 50;
  options.unit = "kPa";
  write_file(folder / "walk.txt", three_frames());
  EXPECT_EQ(open_recording(folder / "walk.txt", options)->info().warnings.size(), 3U);
  EXPECT_DOUBLE_EQ(open_recording(folder / "walk.txt", options)->info().plate.pitch_x_mm, width_mm);

  write_file(folder / "walk.txt", with([](std::string& t) {
               replace(t, "Cell width,mm\t8.50\r\n", "");
               replace(t, "Units\tN/cm^2\r\n", "");
             }));
  EXPECT_THROW((void)open_recording(folder / "walk.txt"), FormatError);
  options.rate_hz.reset();
  const auto source = open_recording(folder / "walk.txt", options);
  EXPECT_EQ(source->info().plate, (PlateGeometry{lines, columns, 3, height_mm}));
  EXPECT_EQ(source->info().unit, "kPa");
  const Recording recording = read_all(*source);
  EXPECT_FLOAT_EQ(recording.cells(0).front().kpa, static_cast<float>(pressure(0, 2, 4)));
}

/// What is wrong with a spoiled file, empty when it opened.
std::string error_of(const std::string& text) {
  return testing::error_behind_name(InputFile("walk.txt", text));
}

TEST(ZebrisRaw, ErrorsNameTheLineAndWhatWasExpected) {
  const auto spoilt = [](const std::string& from, const std::string& to) {
    return error_of(with([&](std::string& t) { replace(t, from, to); }));
  };
  // ":LINE: " of the first place where `what` stands.
  const auto at_line_of = [](const std::string& what) {
    const std::string text = three_frames();
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(text.find(what));
    return ":" + std::to_string(std::count(text.begin(), end, '\n') + 1) + ": ";
  };
  const std::string first = at_line_of("\t12.00");  // the first pressure: line y2, column x4
  EXPECT_EQ(spoilt("\t12.00", "\t1x.00"), first + "'1x.00', expected a pressure");
  EXPECT_EQ(spoilt("\t12.00", "\tNaN"), first + "'NaN', expected a pressure");
  EXPECT_EQ(spoilt("\t12.00", "\t-1.00"), first + "a pressure below 0");
  EXPECT_EQ(spoilt("\t12.00", ""), first + "6 pressures, expected 7");
  EXPECT_EQ(spoilt("\t12.00", "\t12.00\t1.00"),
            first + "more than the 7 columns of the platform: '0.00'");
  EXPECT_EQ(spoilt("y3\t", "y4\t"), at_line_of("y3\t") + "line y4, expected y3");
  EXPECT_EQ(spoilt("Columns\t7", "Columns\t-7"),
            at_line_of("Columns") + "'-7', expected a whole number from 1 to 10000");
  EXPECT_EQ(spoilt("Columns\t7", "Columns\t2147483648"),
            at_line_of("Columns") + "'2147483648', expected a whole number from 1 to 10000");
  EXPECT_EQ(spoilt("N/cm^2", "furlong"),
            at_line_of("Frame 1 {") + "unknown 'Units' 'furlong', expected e.g. N/cm^2");
  EXPECT_EQ(spoilt("\tx7\r", "\r"),
            at_line_of("\tx7\r") + "wrong column titles, expected x1 to x7");
  EXPECT_EQ(spoilt("Frequency,Hz\t100.000", "Frequency,Hz\tfast"),
            at_line_of("Frequency,Hz") + "bad frequency 'fast', expected Hz above 0");
  EXPECT_EQ(spoilt("10\t0.500\t", "10\thalf\t"),
            at_line_of("10\t0.500\t") + "'half', expected a number or NaN");
  const std::string again = error_of(with([](std::string& t) {
    replace(t, "Frame 3 {", "Frame 2 {");
    replace(t, "Time, ms\t20.00", "Time, ms\t10.00");
  }));
  EXPECT_EQ(again,
            at_line_of("Frame 3 {") + "frame 2 after frame 2, expected rising numbers and times");
}

/// Whatever the file is cut to: one clear error, or the whole frames before the cut.
TEST(ZebrisRaw, EveryTruncationIsSafe) {
  const TempFolder folder;
  const std::string text = three_frames();
  std::size_t opened = 0;
  for (std::size_t size = 0; size < text.size(); size += 3) {
    write_file(folder / "walk.txt", text.substr(0, size));
    try {
      const auto source = open_recording(folder / "walk.txt");
      const Recording recording = read_all(*source);
      ++opened;
      ASSERT_GE(recording.size(), 1U);
      if (size + 3 < text.size()) {
        EXPECT_LT(recording.size(), 3U);
        EXPECT_FALSE(source->info().warnings.empty());
      }
      for (std::size_t k = 0; k < recording.size(); ++k) {
        expect_frame(recording, k, static_cast<int>(k));
      }
    } catch (const FormatError& e) {
      EXPECT_NE(std::string(e.what()).find("walk.txt"), std::string::npos);
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
    }
  }
  EXPECT_GT(opened, 50U);
}

TEST(ZebrisRaw, ACutFileSaysWhatWasKept) {
  const TempFolder folder;
  const std::string text = three_frames();
  write_file(folder / "walk.txt", text.substr(0, text.rfind("y4")));
  const auto source = open_recording(folder / "walk.txt");
  ASSERT_EQ(source->info().warnings.size(), 1U);
  EXPECT_EQ(source->info().warnings[0], "the file ends within frame 3, 2 whole frames were kept");
  EXPECT_EQ(source->info().vendor_checks.at(1).agree, 2U);
}

TEST(ZebrisRaw, LongLinesEndInAnError) {
  const std::string digits(5'000'000, '7');
  EXPECT_NE(error_of(with([&](std::string& t) { replace(t, "\t12.00", "\t" + digits); })), "");
  std::string tabs = "Time,ms";
  for (int i = 0; i < 1'000'000; ++i) tabs += "\ta";
  EXPECT_NE(error_of(with([&](std::string& t) { replace(t, "Time,ms", tabs); })), "");
}

TEST(ZebrisRaw, ClaimsOnlyItsOwn) {
  EXPECT_GE(confidence_of("zebris_raw", three_frames()), 60);
  EXPECT_EQ(confidence_of("zebris_raw",
                          "Platform { Columns and Lines are words of prose; Exercises { too.\n"),
            0);
  EXPECT_EQ(confidence_of("zebris_raw", "{\"Application\": \"trplatf\", \"Frequency,Hz\": 100}"),
            0);
  EXPECT_EQ(confidence_of("zebris_raw",
                          "[General]\nDescription=pedcad Importfile\n[Technical]\nSensCountX=1\n"),
            0);
}

TEST(ZebrisRawReal, TreadmillWalk) {
  const auto file = testing::real_data("zebris_treadmill_walk/RawDataGaitAnalysis.txt.zip");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const auto source = open_recording(*file);
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.frames, 1472U);
  EXPECT_EQ(info.plate, (PlateGeometry{56, 128, 8.47, 8.46}));
  EXPECT_DOUBLE_EQ(info.rate_hz, 100);
  ASSERT_EQ(info.vendor_checks.size(), 2U);
  EXPECT_EQ(info.vendor_checks[0].compared, 1472U);
  EXPECT_EQ(info.vendor_checks[0].agree, 1472U);
  // The vendor leaves out the footfalls that the recording's ends cut; all others agree.
  EXPECT_EQ(info.vendor_checks[1].compared, 1472U);
  EXPECT_GE(info.vendor_checks[1].agree, 1380U);
  EXPECT_EQ(info.provenance.at("left_is_towards"), "+y");
  // 4 km/h, as the recording's title says.
  const Channel& belt = channel(info, "belt_position_m");
  ASSERT_EQ(belt.values.size(), 1472U);
  EXPECT_NEAR((belt.values.back() - belt.values.front()) / 14.71, 4 / 3.6, 0.01);
}

/// A recording is made for each run of frames of one exercise: not for each of a million frames.
TEST(ZebrisRaw, ExercisesThatChangeWithoutEndAreRefused) {
  for (const int frames : {1000, 1001}) {
    std::string text = "Application\ttrplatf\nPlatform {\nColumns\t1\nLines\t1\nUnits\tN/cm^2\n";
    for (int k = 1; k <= frames; ++k) {
      text += "Frame " + std::to_string(k) + " {\nExercise" + std::to_string(1 + k % 2) +
              "\ny1\t1.00\n}\n";
    }
    const InputFile file("walk.txt", text + "}\n");
    if (frames == 1000) {
      EXPECT_EQ(open_recordings(file).size(), 1000U);
    } else {
      EXPECT_THROW((void)open_recordings(file), FormatError);
    }
  }
}

/// Numbers that fit into no pressure and no rate, where they would become infinite.
TEST(ZebrisRaw, ImpossibleNumbersAreErrors) {
  const auto text = [](const std::string& rate, const std::string& value) {
    return InputFile("walk.txt", "Application\ttrplatf\nFrequency,Hz\t" + rate +
                                     "\nPlatform {\nColumns\t1\nLines\t1\nUnits\tN/cm^2\n"
                                     "Frame 1 {\ny1\t" +
                                     value + "\n}\n}\n");
  };
  EXPECT_EQ(open_recording(text("100", "2"))->info().rate_hz, 100);
  EXPECT_THROW((void)open_recording(text("1e-320", "2")), FormatError);
  EXPECT_THROW((void)open_recording(text("100", "1e300")), FormatError);
}

TEST(ZebrisRawReal, EveryPrefixIsSafe) {
  const auto file = testing::real_data("zebris_treadmill_walk/RawDataGaitAnalysis.txt.zip");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const InputFile whole = InputFile(*file).unpack().at(0);
  const std::string_view text = whole.text().substr(0, 400'000);  // the table and nine frames
  for (std::size_t k = 1; k <= 200; ++k) {
    const InputFile cut("cut.txt", text.substr(0, text.size() * k / 200));
    try {
      const Recording recording = read_all(*open_recordings(cut).front());
      EXPECT_GE(recording.size(), 1U);
      EXPECT_LT(recording.size(), 12U);
    } catch (const FormatError& e) {
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
    }
  }
}

}  // namespace
}  // namespace solea

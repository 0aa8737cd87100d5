#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <functional>

#include "core/error.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::confidence_of;

constexpr double area_mm2 = 5.08 * 7.62;

/// How a roll off is written; the variants that exist.
struct Style {
  std::string word = "Frame";
  std::string end = "\r\n";
  char decimal = '.';
  bool titles = true;
  bool row_ends_with_tab = false;
  std::string mark;  // byte order mark
};

std::string number(double value, int decimals, const Style& style) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  std::string s = text;
  for (char& c : s) {
    if (c == '.') c = style.decimal;
  }
  return s;
}

/// Newton of a sensor at the file's row and column: no two places alike, many of them empty.
double newton(int frame, int row, int col) {
  return (row + 2 * col + frame) % 3 == 0 ? 0.1 * (1 + frame + 3 * row + 7 * col) : 0.0;
}

std::string title(int frame, double rate_hz, const Style& style) {
  return style.word + " " + std::to_string(frame) + " (" +
         number(1000.0 * frame / rate_hz, 2, style) + " ms)" + style.end;
}

std::string block(int frame, int rows, int cols, const Style& style) {
  std::string text;
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      if (col > 0) text += '\t';
      text += number(newton(frame, row, col), 1, style);
    }
    text += (style.row_ends_with_tab ? "\t" : "") + style.end;
  }
  return text + style.end;
}

std::string frames(int count, int rows, int cols, double rate_hz, const Style& style) {
  std::string text;
  for (int k = 0; k < count; ++k) {
    if (style.titles) text += title(k, rate_hz, style);
    text += block(k, rows, cols, style);
  }
  return text;
}

std::string header(const std::string& what, const std::string& speeds, const Style& style) {
  return what + "for measurement: walk_10" + style.end + "Patient name: Tessa Tester" + style.end +
         "Measurement done on 21-7-2014" + style.end + "Scanning speed;  " + speeds + style.end +
         style.end;
}

std::string entire_plate(const Style& style = {}) {
  return style.mark +
         header("Entire Plate Roll Off",
                "for the left foot: " + number(126, 2, style) +
                    " Hertz, for the right foot: " + number(126, 2, style) + " Hertz",
                style) +
         frames(5, 4, 6, 126, style);
}

std::string foot(const std::string& side, int bottom, int left, int rows, int cols, int count,
                 const Style& style = {}) {
  const std::string& e = style.end;
  return side + " foot data" + e + e + side + " rectangle position" + e + "Rectangle bottom" + e +
         number(bottom, 1, style) + e + "Rectangle left" + e + number(left, 1, style) + e +
         "Rectangle width" + e + number(cols, 1, style) + e + "Rectangle height" + e +
         number(rows, 1, style) + e + e + frames(count, rows, cols, 500, style);
}

std::string dynamic(const std::string& feet, const Style& style = {}) {
  return style.mark +
         header("Dynamic Roll off",
                "for the left foot: " + number(500, 2, style) +
                    " Hertz, for the right foot: " + number(500, 2, style) + " Hertz",
                style) +
         feet;
}

InputFile text_file(const std::string& text) {
  return {"walk.xls", text};
}

float at(const Recording& recording, std::size_t frame, int row, int col) {
  const PlateGeometry& plate = recording.plate();
  std::vector<float> dense(plate.cells());
  recording.copy_dense(frame, dense);
  return dense[static_cast<std::size_t>(row * plate.cols + col)];
}

/// Every cell of `count` frames. The export of a whole plate has its columns from the walker's
/// right to the left, that of one foot from left to right; rows begin at the heel in both.
void expect_frames(FrameSource& source, int count, int rows, int cols, bool is_plate,
                   double rate_hz) {
  const SourceInfo& info = source.info();
  EXPECT_EQ(info.frames, static_cast<std::size_t>(count));
  EXPECT_EQ(info.plate, (PlateGeometry{rows, cols, 5.08, 7.62}));
  EXPECT_EQ(info.unit, "N");
  const Recording recording = read_all(source);
  ASSERT_EQ(recording.size(), static_cast<std::size_t>(count));
  std::vector<float> dense(recording.plate().cells());
  std::vector<float> expected(dense.size());
  for (int k = 0; k < count; ++k) {
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        const int plate_col = is_plate ? cols - 1 - col : col;
        expected[static_cast<std::size_t>(row * cols + plate_col)] =
            static_cast<float>(1000 * newton(k, row, col) / area_mm2);
      }
    }
    recording.copy_dense(static_cast<std::size_t>(k), dense);
    EXPECT_THAT(dense, ::testing::Pointwise(::testing::FloatEq(), expected)) << "frame " << k;
    if (rate_hz > 0) {
      EXPECT_NEAR(recording.time_s(static_cast<std::size_t>(k)), k / rate_hz, 1e-9);
    }
  }
}

TEST(FootscanText, ReadsEveryVariantOfTheWholePlate) {
  std::vector<Style> styles(8);
  styles[1].word = "Beeld";
  styles[1].decimal = ',';
  styles[2].end = "\n";
  styles[3].row_ends_with_tab = true;
  styles[4].mark = "\xEF\xBB\xBF";
  styles[5].word = "Tr\xE5m";  // Latin-1
  styles[6].word = "Left foot frame";
  styles[7].end = "\r";
  for (const Style& style : styles) {
    for (const bool has_header : {true, false}) {
      SCOPED_TRACE(style.word + (has_header ? " with a header" : ""));
      const std::string text =
          has_header ? entire_plate(style) : style.mark + frames(5, 64, 63, 126, style);
      const auto source = open_recording(text_file(text));
      EXPECT_EQ(source->info().format, "footscan_text");
      EXPECT_DOUBLE_EQ(source->info().rate_hz, 126);
      EXPECT_EQ(source->info().side, Side::unknown);
      EXPECT_TRUE(source->info().warnings.empty()) << source->info().warnings.front();
      expect_frames(*source, 5, has_header ? 4 : 64, has_header ? 6 : 63, true, 126);
    }
  }
}

TEST(FootscanText, WithoutAHeaderTheSizeTellsThePlateFromAFoot) {
  for (const auto& [rows, cols] : {std::pair{64, 64}, {128, 63}, {192, 64}, {256, 64}}) {
    const auto source = open_recording(text_file(frames(2, rows, cols, 126, {})));
    EXPECT_TRUE(source->info().warnings.empty()) << source->info().warnings.front();
    expect_frames(*source, 2, rows, cols, true, 126);
  }
  for (const auto& [rows, cols] : {std::pair{38, 20}, {64, 20}, {40, 64}, {320, 64}, {100, 100}}) {
    SCOPED_TRACE(std::to_string(rows) + " x " + std::to_string(cols));
    const auto source = open_recording(text_file(frames(2, rows, cols, 126, {})));
    ASSERT_EQ(source->info().warnings.size(), 1U);
    EXPECT_NE(source->info().warnings[0].find("assumed"), std::string::npos);
    expect_frames(*source, 2, rows, cols, false, 126);
  }
}

TEST(FootscanText, ReadsUtf16) {
  std::string wide = "\xFF\xFE";
  for (const char c : entire_plate()) {
    wide += c;
    wide += '\0';
  }
  expect_frames(*open_recording(text_file(wide)), 5, 4, 6, true, 126);
}

TEST(FootscanText, ReadsFramesWithoutTitles) {
  Style style;
  style.titles = false;
  const std::string text = frames(3, 64, 63, 126, style);
  const auto source = open_recording(text_file(text));
  EXPECT_EQ(source->info().rate_hz, 0);
  EXPECT_EQ(source->info().warnings.size(), 1U);
  expect_frames(*source, 3, 64, 63, true, 0);

  expect_frames(*open_recording(text_file(header("Entire Plate Roll Off", "no rate", style) +
                                          frames(3, 5, 8, 126, style))),
                3, 5, 8, true, 0);

  OpenOptions options;
  options.rate_hz = 250;
  const auto asked = open_recording(text_file(text), options);
  EXPECT_DOUBLE_EQ(asked->info().rate_hz, 250);
  EXPECT_TRUE(asked->info().warnings.empty());
  expect_frames(*asked, 3, 64, 63, true, 250);
}

TEST(FootscanText, OptionsFillWhatTheFileLeavesOpen) {
  OpenOptions options;
  options.rate_hz = 100;
  options.pitch_x_mm = 5;
  options.pitch_y_mm = 8;
  const auto source = open_recording(text_file(entire_plate()), options);
  EXPECT_DOUBLE_EQ(source->info().rate_hz, 126);
  EXPECT_EQ(source->info().warnings.size(), 1U);
  EXPECT_EQ(source->info().plate, (PlateGeometry{4, 6, 5, 8}));
  EXPECT_FLOAT_EQ(at(read_all(*source), 0, 0, 5), static_cast<float>(1000 * 0.1 / 40));
}

TEST(FootscanText, ReadsBothFeet) {
  Style comma;
  comma.decimal = ',';
  for (const Style& style : {Style{}, comma}) {
    const Sources sources = open_recordings(text_file(
        dynamic(foot("Left", 6, 40, 5, 3, 4, style) + foot("Right", 90, 12, 7, 4, 6, style) +
                    foot("Left", 150, 41, 5, 3, 2, style),
                style)));
    ASSERT_EQ(sources.size(), 3U);
    EXPECT_EQ(sources[0]->info().name, "left");
    EXPECT_EQ(sources[1]->info().name, "right");
    EXPECT_EQ(sources[2]->info().name, "left 2");
    EXPECT_EQ(sources[0]->info().side, Side::left);
    EXPECT_EQ(sources[1]->info().side, Side::right);
    EXPECT_EQ(sources[1]->info().provenance.at("rectangle_bottom"), "90");
    EXPECT_EQ(sources[1]->info().provenance.at("rectangle_left"), "12");
    EXPECT_EQ(sources[1]->info().provenance.at("plate_offset_mm"), "60.96, 685.80");
    for (const auto& source : sources) {
      EXPECT_TRUE(source->info().warnings.empty()) << source->info().warnings.front();
      EXPECT_DOUBLE_EQ(source->info().rate_hz, 500);
      for (const VendorCheck& check : source->info().vendor_checks) {
        EXPECT_EQ(check.agree, check.compared) << check.what;
      }
      EXPECT_EQ(source->info().vendor_checks.size(), 3U);  // rectangle, speed, times
    }
    expect_frames(*sources[0], 4, 5, 3, false, 500);
    expect_frames(*sources[1], 6, 7, 4, false, 500);
    expect_frames(*sources[2], 2, 5, 3, false, 500);
  }
}

TEST(FootscanText, LabelsAndTheirValuesMayShareARow) {
  std::string text = dynamic(foot("Right", 6, 40, 5, 3, 4));
  for (const std::string label : {"bottom", "left", "width", "height"}) {
    const std::size_t at = text.find("Rectangle " + label) + label.size() + 10;
    text.replace(at, 2, "\t");
  }
  const auto source = open_recording(text_file(text));
  EXPECT_EQ(source->info().side, Side::right);
  EXPECT_EQ(source->info().provenance.at("rectangle_left"), "40");
  expect_frames(*source, 4, 5, 3, false, 500);
}

TEST(FootscanText, OtherLanguagesNameTheSideToo) {
  std::string text = dynamic(foot("Right", 6, 40, 5, 3, 4));
  const auto replace_all = [&](const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
      text.replace(at, from.size(), to);
    }
  };
  replace_all("Right foot data", "Gegevens rechter voet");
  replace_all("Right rectangle position", "Positie rechter rechthoek");
  replace_all("Rectangle bottom", "Rechthoek onder");
  replace_all("Rectangle left", "Rechthoek links");
  replace_all("Rectangle width", "Rechthoek breedte");
  replace_all("Rectangle height", "Rechthoek hoogte");
  replace_all("Frame ", "Beeld ");
  const auto source = open_recording(text_file(text));
  EXPECT_EQ(source->info().side, Side::right);
  EXPECT_EQ(source->info().provenance.at("plate_offset_mm"), "203.20, 45.72");
  expect_frames(*source, 4, 5, 3, false, 500);
}

TEST(FootscanText, AFootThatWasNotRecordedIsLeftOut) {
  const std::string text = dynamic(
      "Left foot data\r\n\r\nLeft rectangle position\r\n"
      "Rectangle bottom\r\n0.0\r\nRectangle left\r\n0.0\r\n"
      "Rectangle width\r\n0.0\r\nRectangle height\r\n0.0\r\n\r\n" +
      foot("Right", 6, 40, 5, 3, 4));
  const Sources sources = open_recordings(text_file(text));
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0]->info().side, Side::right);
  EXPECT_EQ(sources[0]->info().provenance.at("rectangle_bottom"), "6");
}

TEST(FootscanText, KeepsTheDateAndNoName) {
  std::string text = entire_plate();
  const SourceInfo info = open_recording(text_file(text))->info();
  EXPECT_EQ(info.provenance.at("date"), "21-7-2014");
  EXPECT_EQ(info.provenance.at("export"), "Entire Plate Roll Off");
  EXPECT_EQ(info.session.trial, "walk_10");
  for (const auto& [key, value] : info.provenance) {
    EXPECT_EQ(value.find("Tess"), std::string::npos) << key;
  }
  text.replace(text.find("walk_10"), 7, "tessa_1");  // called after the person
  EXPECT_EQ(open_recording(text_file(text))->info().session.trial, "");
}

TEST(FootscanText, MissingFramesAreAGapInTime) {
  const Style style;
  const auto source = open_recording(text_file(title(0, 126, style) + block(0, 64, 64, style) +
                                               title(1, 126, style) + block(1, 64, 64, style) +
                                               title(4, 126, style) + block(4, 64, 64, style)));
  ASSERT_EQ(source->info().warnings.size(), 1U);
  EXPECT_EQ(source->info().warnings[0], "2 frames are missing, the first is frame 2");
  EXPECT_DOUBLE_EQ(source->info().rate_hz, 126);
  EXPECT_NEAR(read_all(*source).time_s(2), 4 / 126.0, 1e-9);
}

TEST(FootscanText, NumbersThatDisagreeAreReported) {
  std::string text = entire_plate();
  text.replace(text.find("126.00"), 6, "250.00");
  text.replace(text.find("126.00"), 6, "250.00");
  const SourceInfo info = open_recording(text_file(text))->info();
  EXPECT_DOUBLE_EQ(info.rate_hz, 126) << "the frames' times tell";
  ASSERT_EQ(info.vendor_checks.size(), 2U);
  EXPECT_EQ(info.vendor_checks[0].what, "scanning speed");
  EXPECT_EQ(info.vendor_checks[0].agree, 0U);
  EXPECT_EQ(info.warnings.size(), 1U);

  text = dynamic(foot("Right", 6, 40, 5, 3, 4));
  text.replace(text.find("Rectangle width\r\n3.0") + 17, 3, "9.0");
  const SourceInfo narrow = open_recording(text_file(text))->info();
  EXPECT_EQ(narrow.vendor_checks[0].what, "rectangle width and height");
  EXPECT_EQ(narrow.vendor_checks[0].compared, 2U);
  EXPECT_EQ(narrow.vendor_checks[0].agree, 1U);
  EXPECT_EQ(narrow.warnings.size(), 1U);
}

TEST(FootscanText, UnevenTimesAreKept) {
  Style style;
  std::string text = frames(5, 4, 6, 100, style);
  text.replace(text.find("20.00 ms"), 8, "25.00 ms");
  const auto source = open_recording(text_file(text));
  EXPECT_FALSE(source->info().warnings.empty());
  EXPECT_DOUBLE_EQ(read_all(*source).time_s(2), 0.025);
}

/// Opens a spoiled file; returns the error's text, empty when it opened.
std::string error_of(const std::function<void(std::string&)>& spoil) {
  std::string text = frames(3, 4, 6, 126, {});
  spoil(text);
  OpenOptions options;
  options.format_id = "footscan_text";
  return testing::error_of<Error>(text_file(text), options);
}

// Lines: title 1, rows 2 to 5, empty 6, title 7, rows 8 to 11, empty 12, title 13, rows 14 to 17.
TEST(FootscanText, ErrorsNameTheLineAndWhatWasExpected) {
  const auto spoil = [](const std::string& after, const std::string& from, const std::string& to) {
    return error_of([&](std::string& t) {
      const std::size_t start = t.find(after);
      const std::size_t place = t.find(from, start);
      ASSERT_NE(place, std::string::npos) << from;
      t.replace(place, from.size(), to);
    });
  };
  // Row 0 of frame 1: 0.0 0.9 0.0 0.0 3.0 0.0.
  EXPECT_EQ(spoil("Frame 1", "\t3.0\t", "\t3.x\t"), "walk.xls:8: '3.x', expected a number");
  EXPECT_EQ(spoil("Frame 1", "\t3.0\t", "\t-3.0\t"),
            "walk.xls:8: a sensor with a negative or impossible value, expected 0 to 1000000");
  EXPECT_EQ(spoil("Frame 1", "\t3.0\t", "\tnan\t"), "walk.xls:8: 'nan', expected a number");
  EXPECT_EQ(spoil("Frame 1", "\t3.0\t", "\t1e300\t"),
            "walk.xls:8: a sensor with a negative or impossible value, expected 0 to 1000000");
  EXPECT_EQ(spoil("Frame 1", "\t3.0\t", "\t"),
            "walk.xls:8: 5 numbers, expected 6 as in the rows before");
  EXPECT_EQ(spoil("Frame 1", "\t3.0\t", "\t\t"), "walk.xls:8: '(empty)', expected a number");
  EXPECT_EQ(spoil("Frame 1", "\r\n\r\nFrame 2", "\r\n0.0\t0.0\t0.0\t0.0\t0.0\t0.0\r\nFrame 2"),
            "walk.xls:12: a row too many, expected 4 in a frame");
  EXPECT_EQ(spoil("Frame 2", "Frame 2", "Frame 1"),
            "walk.xls:13: a frame 1 after frame 1, expected rising numbers and times");
  EXPECT_EQ(spoil("Frame 2", "15.87", "5.87"),
            "walk.xls:13: a frame 2 after frame 1, expected rising numbers and times");
  EXPECT_EQ(spoil("Frame 1", "7.94 ms)", "7.94"),
            "walk.xls:7: 'Frame 1 (7.94', expected a row of numbers or a title such as 'Frame 1 "
            "(7.94 ms)'");
}

TEST(FootscanText, AShortFrameInTheMiddleIsAnError) {
  EXPECT_EQ(error_of([](std::string& t) {
              const std::size_t second = t.find("Frame 1");
              const std::size_t row = t.find('\n', second) + 1;
              t.erase(row, t.find('\n', row) + 1 - row);
            }),
            "walk.xls:12: frame 1 has 3 rows, expected 4");
  EXPECT_EQ(error_of([](std::string& t) { t = "Frame 0 (0.00 ms)\r\nFrame 1 (7.94 ms)\r\n"; }),
            "walk.xls:2: frame 0 has 0 rows, expected at least 1");
  EXPECT_EQ(error_of([](std::string& t) { t = "a letter\r\nto nobody\r\n"; }),
            "walk.xls:2: no frame found, expected titles such as 'Frame 0 (0.00 ms)' and rows of "
            "numbers");
}

TEST(FootscanText, AFileThatWasCutKeepsItsWholeFrames) {
  const std::string text = entire_plate();
  const std::size_t last = text.find("Frame 4");
  const std::size_t cut = text.find('\t', last);
  const auto source = open_recording(text_file(text.substr(0, cut)));
  ASSERT_EQ(source->info().warnings.size(), 1U);
  EXPECT_EQ(source->info().warnings[0], "the file ends within frame 4, 4 whole frames were kept");
  expect_frames(*source, 4, 4, 6, true, 126);
}

/// Wherever the file is cut: one clear error, or frames that are whole, never a damaged one.
TEST(FootscanText, EveryTruncationIsSafe) {
  Style untitled;
  untitled.titles = false;
  const std::string both = dynamic(foot("Left", 6, 40, 5, 3, 4) + foot("Right", 90, 12, 7, 4, 6));
  for (const std::string& text : {entire_plate(), both, frames(4, 64, 63, 126, untitled)}) {
    const std::size_t step = text.size() / 400 + 1;
    for (std::size_t size = 0; size < text.size(); size += step) {
      try {
        const Sources sources = open_recordings(text_file(text.substr(0, size)));
        for (const auto& source : sources) {
          const int rows = source->info().plate.rows;
          const int cols = source->info().plate.cols;
          ASSERT_TRUE(rows == 4 || rows == 5 || rows == 7 || rows == 64) << size;
          expect_frames(*source, static_cast<int>(source->info().frames), rows, cols,
                        source->info().side == Side::unknown, 0);
        }
      } catch (const Error& e) {
        EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
      }
    }
  }
}

TEST(FootscanText, HugeLinesAreRefusedQuickly) {
  std::string zeros = "Frame 0 (0.00 ms)\n";
  for (int i = 0; i < 2'500'000; ++i) zeros += "0.0\t";
  EXPECT_THROW((void)open_recording(text_file(zeros)), FormatError);
  EXPECT_THROW((void)open_recording(text_file(std::string(10'000'000, '('))), FormatError);
}

TEST(FootscanText, ClaimsOnlyItsOwn) {
  EXPECT_GE(confidence_of("footscan_text", entire_plate()), 90);
  EXPECT_GE(confidence_of("footscan_text", frames(2, 4, 6, 126, {})), 90);
  EXPECT_EQ(confidence_of("footscan_text", ""), 0);
  EXPECT_EQ(confidence_of("footscan_text", "The step took a while (12.5 ms)\nand was over.\n"), 0);
  EXPECT_EQ(confidence_of("footscan_text", "{\"a\": 1}\n"), 0);
  EXPECT_EQ(confidence_of("footscan_text", "1\t2\t3\n4\t5\t6\n\n"), 0);
  EXPECT_EQ(confidence_of("footscan_text", "time,x,y\n0.0,1.5,2.5\n"), 0);
  EXPECT_EQ(confidence_of("footscan_text", std::string("Frame 0 (0.00 ms)\n1\t2\0\n", 22)), 0);
}

/// Force of a frame and its centre, row and column of the plate.
struct Centre {
  double force_n = 0;
  double row = 0;
  double col = 0;
};
Centre centre(const Recording& recording, std::size_t frame) {
  Centre c;
  for (const LoadedCell& cell : recording.cells(frame)) {
    const double force = cell.kpa * area_mm2 / 1000;
    c.force_n += force;
    c.row += force * (cell.index / static_cast<unsigned>(recording.plate().cols));
    c.col += force * (cell.index % static_cast<unsigned>(recording.plate().cols));
  }
  c.row /= c.force_n;
  c.col /= c.force_n;
  return c;
}

TEST(FootscanTextReal, BarefootWalk) {
  const auto file = testing::real_data(
      "footscan_barefoot_walk/barefoot_1 - 11-3-2005 - Entire Plate Roll Off.zip");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const auto source = open_recording(*file);
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.frames, 249U);
  EXPECT_EQ(info.plate, (PlateGeometry{256, 63, 5.08, 7.62}));
  EXPECT_DOUBLE_EQ(info.rate_hz, 126);
  EXPECT_TRUE(info.warnings.empty());
  const Recording recording = read_all(*source);
  EXPECT_NEAR(recording.time_s(248), 248 / 126.0, 1e-9);
  // Sums and centres of the file's own rows and columns, by a separate script.
  EXPECT_NEAR(centre(recording, 0).force_n, 360, 0.5);
  EXPECT_NEAR(centre(recording, 0).row, 2.4, 0.06);
  EXPECT_NEAR(centre(recording, 0).col, 62 - 26.0, 0.06);
  // The second foot, a left one: its heel comes first, and it stands left of the first and third.
  EXPECT_NEAR(centre(recording, 88).row, 102.2, 0.06);
  EXPECT_NEAR(centre(recording, 88).col, 62 - 41.9, 0.06);
  EXPECT_LT(centre(recording, 88).col, centre(recording, 0).col);
  EXPECT_LT(centre(recording, 88).col, centre(recording, 160).col);
  EXPECT_LT(centre(recording, 88).row, centre(recording, 160).row) << "walking forward";
}

}  // namespace
}  // namespace solea

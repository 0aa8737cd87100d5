#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <sstream>

#include "core/error.h"
#include "core/units.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::dense;
using testing::replace;

constexpr int rows = 5;
constexpr int cols = 4;
constexpr int frames = 3;

/// How a file is written; the variants that exist.
struct Style {
  std::string end = "\n";
  char separator = ',';
  char decimal = '.';
  std::string spacing = "ROW_SPACING 7.62 mm|COL_SPACING 5.08 mm";
  std::string unit = "KPa";
  std::string time = "SECONDS_PER_FRAME 0.02";
  std::string more{};                     // other lines of the header, '|' between them
  std::string fill{};                     // what a spreadsheet puts behind header lines and rows
  std::function<std::string(int)> tag{};  // behind "Frame n"
  bool keys_reversed = false;
};

/// In the file's unit, by printed row and column of frame 1, 2, 3; whole numbers and halves.
double value(int frame, int row, int col) {
  if (row == 0 || col == 3) return 0;
  return row == 4 && col == 0 ? 10.5 + frame : 2 * row + 3 * col * frame;
}

/// Two corners have no sensor.
bool is_b(int row, int col) {
  return (row == 0 && col == 0) || (row == 4 && col == 3);
}

std::string number(double value, const Style& style) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << value;
  std::string s = text.str();
  for (char& c : s) {
    if (c == '.') c = style.decimal;
  }
  return s;
}

std::vector<std::string> lines_of(const std::string& text, char end) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line, end);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

std::string written(const Style& style) {
  std::vector<std::string> header = {"DATA_TYPE MOVIE", "VERSION Pressure System 9.9",
                                     "ROWS 5",          "COLS 4",
                                     "START_FRAME 1",   "END_FRAME 3"};
  for (const std::string& lines : {style.spacing, style.time, style.more}) {
    for (const std::string& line : lines_of(lines, '|')) header.push_back(line);
  }
  if (!style.unit.empty()) header.push_back("UNITS " + style.unit);
  if (style.keys_reversed) std::reverse(header.begin(), header.end());
  std::string text;
  for (const std::string& line : header) text += line + style.fill + style.end;
  text += "ASCII_DATA @@" + style.fill + style.end + style.end;
  for (int frame = 1; frame <= frames; ++frame) {
    text += "Frame " + std::to_string(frame);
    text += (style.tag ? style.tag(frame) : style.fill) + style.end;
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        if (col > 0) text += style.separator;
        text += is_b(row, col) ? "B" : number(value(frame, row, col), style);
      }
      text += style.fill + style.end;
    }
    text += style.end;
  }
  return text + "@@" + style.end;
}

std::unique_ptr<FrameSource> open_text(const std::string& text, const OpenOptions& options = {}) {
  return open_recording(InputFile("walk.asf", text), options);
}

/// Every cell of every frame, with the toes' end printed first and seen from above.
void expect_frames(FrameSource& source, double kpa) {
  const Recording recording = read_all(source);
  ASSERT_EQ(recording.size(), std::size_t{frames});
  for (int k = 0; k < frames; ++k) {
    EXPECT_NEAR(recording.time_s(static_cast<std::size_t>(k)), 0.02 * k, 1e-12);
    const std::vector<float> grid = dense(recording, static_cast<std::size_t>(k));
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        const double expected = is_b(row, col) ? 0 : value(k + 1, row, col) * kpa;
        EXPECT_NEAR(grid[static_cast<std::size_t>((rows - 1 - row) * cols + col)], expected,
                    1e-6 * expected)
            << "frame " << k + 1 << " row " << row << " column " << col;
      }
    }
  }
}

TEST(TekscanAscii, ReadsEveryVariant) {
  Style crlf{"\r\n"};
  Style semicolon;
  semicolon.separator = ';';
  semicolon.decimal = ',';
  semicolon.spacing = "ROW_SPACING 7,62 mm|COL_SPACING 5,08 mm";
  semicolon.time = "SECONDS_PER_FRAME 0,02";
  Style tab{"\r\n", '\t', ','};
  Style cm;
  cm.spacing = "ROW_SPACING 0.762 centimeters|COL_SPACING 0.508 cm|SENSEL_AREA 0.387096 cm2";
  Style inches;
  inches.spacing = "COL_SPACING 0.2 inches|ROW_SPACING 0.3 in";
  Style reversed;
  reversed.keys_reversed = true;
  Style filled;
  filled.fill = ",,,";
  for (const Style& style : {Style{}, crlf, semicolon, tab, cm, inches, reversed, filled}) {
    for (const char* mark : {"", "\xEF\xBB\xBF"}) {
      const std::string text = mark + written(style);
      SCOPED_TRACE(text);
      const auto source = open_text(text);
      const SourceInfo& info = source->info();
      EXPECT_EQ(info.format, "tekscan_ascii");
      EXPECT_EQ(info.frames, 3U);
      EXPECT_EQ(info.plate.rows, 5);
      EXPECT_EQ(info.plate.cols, 4);
      EXPECT_NEAR(info.plate.pitch_x_mm, 5.08, 1e-9);
      EXPECT_NEAR(info.plate.pitch_y_mm, 7.62, 1e-9);
      EXPECT_NEAR(info.rate_hz, 50, 1e-9);
      EXPECT_EQ(info.unit, "kPa");
      EXPECT_EQ(info.side, Side::unknown);
      EXPECT_EQ(info.provenance.at("software"), "Pressure System 9.9");
      EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
      expect_frames(*source, 1);
    }
  }
}

TEST(TekscanAscii, CellsBAreAMask) {
  const auto source = open_text(written({}));
  std::vector<std::uint8_t> expected(rows * cols, 1);
  expected[4 * cols + 0] = 0;  // printed first row, first column: toes' end
  expected[0 * cols + 3] = 0;
  EXPECT_EQ(source->info().sensor_mask, expected);
}

TEST(TekscanAscii, EveryUnitBecomesKpa) {
  const std::vector<std::pair<std::string, double>> units = {
      {"KPa", 1},           {"PSI", 6.894757},     {"KG/CM2", 98.0665},
      {"N/CM2", 10},        {"mmHg", 0.133322},    {"MPa", 1000},
      {"kg/cm^2", 98.0665}, {"gm/cm2", 0.0980665}, {"N", 1000 / (5.08 * 7.62)}};
  for (const auto& [unit, kpa] : units) {
    Style style;
    style.unit = unit;
    SCOPED_TRACE(unit);
    const auto source = open_text(written(style));
    EXPECT_EQ(source->info().unit, plain_unit(unit));
    expect_frames(*source, kpa);
  }
}

/// The sum of what a frame prints.
double printed_sum(int frame) {
  double sum = 0;
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      if (!is_b(row, col)) sum += std::floor(value(frame, row, col));
    }
  }
  return sum;
}

/// A file of raw counts with the sums that I-Scan prints.
std::string raw_text(double wrong = 0) {
  Style style;
  style.unit = "raw";
  style.tag = [&](int frame) {
    return ", 0,, 12/2/2019 6:21:52.34PM,,,Raw Sum=,," +
           std::to_string(static_cast<int>(printed_sum(frame) + (frame == 2 ? wrong : 0)));
  };
  std::string text = written(style);
  for (std::size_t at = text.find(".5\n"); at != text.npos; at = text.find(".5\n"))
    text.erase(at, 2);
  for (std::size_t at = text.find(".5,"); at != text.npos; at = text.find(".5,")) text.erase(at, 2);
  return text;
}

TEST(TekscanAscii, CountsNeedACalibration) {
  const auto source = open_text(raw_text());
  EXPECT_EQ(source->info().unit, "count");
  EXPECT_EQ(source->info().frames, 3U);
  EXPECT_FALSE(source->info().calibration);
  EXPECT_THROW((void)read_all(*source), CalibrationError);

  OpenOptions options;
  options.calibration.emplace();
  options.calibration->kpa_per_count = 4;
  options.calibration->zero_count = 2;
  const auto calibrated = open_text(raw_text(), options);
  EXPECT_TRUE(calibrated->info().calibration);
  const Recording recording = read_all(*calibrated);
  ASSERT_EQ(recording.size(), 3U);
  EXPECT_FLOAT_EQ(dense(recording, 0)[0], 4 * (11 - 2));            // printed last row: the heel
  EXPECT_FLOAT_EQ(dense(recording, 0)[3 * cols + 2], 4 * (8 - 2));  // printed row 1, column 2
  EXPECT_FLOAT_EQ(dense(recording, 0)[4 * cols + 1], 0);

  options.calibration->zero_count = -5;  // an unloaded cell is above 0 then, one without sensor not
  const Recording offset = read_all(*open_text(raw_text(), options));
  EXPECT_FLOAT_EQ(dense(offset, 0)[4 * cols + 1], 20);
  EXPECT_FLOAT_EQ(dense(offset, 0)[4 * cols + 0], 0);

  options.calibration->rows = 9;
  options.calibration->cols = 9;
  EXPECT_THROW((void)open_text(raw_text(), options), CalibrationError);
}

TEST(TekscanAscii, RawSumsAreCompared) {
  const auto good = open_text(raw_text());
  ASSERT_EQ(good->info().vendor_checks.size(), 1U);
  EXPECT_EQ(good->info().vendor_checks[0].compared, 3U);
  EXPECT_EQ(good->info().vendor_checks[0].agree, 3U);
  EXPECT_TRUE(good->info().warnings.empty()) << good->info().warnings.front();
  ASSERT_EQ(good->info().channels.size(), 1U);
  EXPECT_EQ(good->info().channels[0].values,
            (std::vector<double>{printed_sum(1), printed_sum(2), printed_sum(3)}));

  const auto bad = open_text(raw_text(7));
  EXPECT_EQ(bad->info().vendor_checks[0].agree, 2U);
  EXPECT_EQ(bad->info().vendor_checks[0].max_difference, 7);
  EXPECT_EQ(bad->info().vendor_checks[0].first_disagreement, "frame 2");
  EXPECT_EQ(bad->info().warnings.size(), 1U);
}

TEST(TekscanAscii, FrameTimesServeWhereThePeriodIsNotTold) {
  Style style;
  style.time.clear();
  // 4 Hz, through midnight.
  style.tag = [](int frame) {
    const char* const times[] = {"11:59:59.70PM", "11:59:59.95PM", "12:00:00.20AM"};
    return ", 0,, 12/2/2019 " + std::string(times[frame - 1]) + ",,,";
  };
  const auto source = open_text(written(style));
  EXPECT_NEAR(source->info().rate_hz, 4, 1e-6);
  const Recording recording = read_all(*source);
  EXPECT_NEAR(recording.time_s(2), 0.5, 1e-9);
}

TEST(TekscanAscii, OptionsFillOnlyWhatIsNotTold) {
  Style style;
  style.time.clear();
  style.spacing.clear();
  style.unit.clear();
  EXPECT_THROW((void)open_text(written(style)), FormatError) << "no unit";
  OpenOptions options;
  options.unit = "N/cm2";
  EXPECT_EQ(open_text(written(style), options)->info().plate, (PlateGeometry{5, 4, 0, 0}));
  EXPECT_EQ(open_text(written(style), options)->info().rate_hz, 0);
  options.rate_hz = 50;
  options.pitch_x_mm = 5;
  options.pitch_y_mm = 6;
  const auto given = open_text(written(style), options);
  EXPECT_EQ(given->info().plate, (PlateGeometry{5, 4, 5, 6}));
  EXPECT_TRUE(given->info().warnings.empty());
  expect_frames(*given, 10);

  const auto told = open_text(written({}), options);
  EXPECT_EQ(told->info().warnings.size(), 4U) << "unit, two pitches, rate";
  EXPECT_EQ(told->info().plate, (PlateGeometry{5, 4, 5.08, 7.62}));
  expect_frames(*told, 1);
}

TEST(TekscanAscii, MirroredPrintsAreTurnedBack) {
  Style style;
  style.more = "MIRROR_ROW 1|MIRROR_COL 1";
  const auto source = open_text(written(style));
  const std::vector<float> grid = dense(read_all(*source), 0);
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      EXPECT_FLOAT_EQ(grid[static_cast<std::size_t>(row * cols + cols - 1 - col)],
                      is_b(row, col) ? 0 : static_cast<float>(value(1, row, col)));
    }
  }
  EXPECT_EQ(source->info().sensor_mask[0 * cols + 3], 0);
}

TEST(TekscanAscii, CommentsAreFreeTextWithoutNames) {
  Style style;
  style.more =
      "COMMENTS:|left foot, in the second shoe|TIME was short and ROWS do not matter here|"
      "Patient name: A. Person|UNITS were set by hand|FILENAME C:\\data\\aperson.fsx";
  const auto source = open_text(written(style));
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.unit, "kPa");
  EXPECT_EQ(info.side, Side::left);
  EXPECT_EQ(info.provenance.at("comments").find("left foot, in the second shoe"), 0U);
  for (const auto& [key, text] : info.provenance) {
    EXPECT_EQ(text.find("erson"), std::string::npos) << key;
  }
  style.more = "COMMENTS:|left foot before, right foot after";
  EXPECT_EQ(open_text(written(style))->info().side, Side::unknown);
  style.more = "COMMENTS:|turned left at the end";
  EXPECT_EQ(open_text(written(style))->info().side, Side::unknown);
  style.more = "SIDE RIGHT";
  EXPECT_EQ(open_text(written(style))->info().side, Side::right);
}

/// Opens a spoiled file; returns the error's text, empty when it opened.
std::string error_of(const std::function<void(std::string&)>& spoil) {
  std::string text = written({});
  spoil(text);
  return testing::error_behind_name(InputFile("walk.asf", text));
}

TEST(TekscanAscii, ErrorsNameTheLineAndWhatWasExpected) {
  // Header 1 to 10, ASCII_DATA 11, frame 1 in 13 to 18, frame 2 in 20 to 25.
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n2,5,8,0", "\n2,5x,8,0"); }),
            ":15: '5x', expected a number or B");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n2,5,8,0", "\n2,nan,8,0"); }),
            ":15: 'nan', expected a number or B");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n2,5,8,0", "\n2,-5,8,0"); }),
            ":15: a pressure of -5, expected 0 or more");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n2,5,8,0", "\n2,5,8"); }),
            ":15: 3 fields, expected 4");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n2,5,8,0", "\n2,5,8,0,7"); }),
            ":15: more than 4 fields, expected one a column");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n2,5,8,0", "\n"); }),
            ":20: 'Frame 2' after 4 rows of frame 1, expected 5 rows");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n2,5,8,0", "\n2,5,8,0\n2,5,8,0"); }),
            ":19: a row too many in frame 1, expected 5 rows");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "Frame 2", "Frame 1"); }),
            ":20: frame 1 after 1, expected rising numbers");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "ROWS 5", "ROWS 2147483648"); }),
            ":3: bad 'ROWS' '2147483648', expected 1 to 10000");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "COLS 4", "COLS -4"); }),
            ":4: bad 'COLS' '-4', expected 1 to 10000");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "UNITS KPa", "UNITS furlong"); }),
            ":11: unknown unit 'furlong', expected a pressure or raw");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n2,8,14,0", "\n2,8,14,B"); }),
            ":25: B where the first frame has a number in frame 2, expected the same sensor in all "
            "frames");
}

TEST(TekscanAscii, ALargeGridInAShortFileTakesNoMemory) {
  EXPECT_NE(error_of([](std::string& t) {
              replace(t, "ROWS 5", "ROWS 10000");
              replace(t, "COLS 4", "COLS 10000");
            }),
            "");
}

TEST(TekscanAscii, MissingFramesAreAGapInTime) {
  std::string text = written({});
  replace(text, "Frame 3", "Frame 5");
  replace(text, "END_FRAME 3", "END_FRAME 5");
  const auto source = open_text(text);
  ASSERT_EQ(source->info().warnings.size(), 1U);
  EXPECT_NE(source->info().warnings[0].find("missing"), std::string::npos);
  const Recording recording = read_all(*source);
  EXPECT_NEAR(recording.time_s(1), 0.02, 1e-12);
  EXPECT_NEAR(recording.time_s(2), 0.08, 1e-12);
}

TEST(TekscanAscii, EveryTruncationGivesAnErrorOrTheWholeFrames) {
  for (const Style& style : {Style{}, Style{"\r\n", ';', ','}}) {
    const std::string text = written(style);
    const Recording whole = read_all(*open_text(text));
    for (std::size_t size = 1; size < text.size(); ++size) {
      try {
        const auto source = open_text(text.substr(0, size));
        const Recording cut = read_all(*source);
        ASSERT_LE(cut.size(), 3U);
        ASSERT_GE(cut.size(), 1U);
        EXPECT_EQ(source->info().frames, cut.size());
        EXPECT_TRUE(size + 4 >= text.size() || !source->info().warnings.empty()) << size;
        for (std::size_t k = 0; k < cut.size(); ++k) EXPECT_EQ(dense(cut, k), dense(whole, k));
      } catch (const FormatError& e) {
        EXPECT_EQ(std::string(e.what()).find("walk.asf"), 0U);
        EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
      }
    }
  }
  std::string text = written({});
  text.resize(text.find("Frame 3") + 20);
  const auto source = open_text(text);
  EXPECT_EQ(source->info().frames, 2U);
  ASSERT_EQ(source->info().warnings.size(), 1U);
  EXPECT_EQ(source->info().warnings[0], "the file ends within frame 3, 2 whole frames were kept");
}

TEST(TekscanAscii, OtherTextIsNotClaimed) {
  for (const char* text :
       {"The ROWS 5 and COLS 4 are printed, then ASCII_DATA @@ follows.\nNothing else.\n",
        "#include <vector>\nint ROWS = 5;\nconst char* end = \"ASCII_DATA @@\";\n",
        "{\"ROWS\": 5, \"COLS\": 4, \"ASCII_DATA\": \"@@\"}\n", "t_s,speed,y_mm\n0,1,2\n"}) {
    EXPECT_THROW((void)open_text(text), FormatError) << text;
  }
}

/// An independent reading of the real file: numbers line by line, B as 0.
TEST(TekscanAsciiReal, FScanWalk) {
  const auto file = testing::real_data("tekscan_fscan_walk/fscan_testL.asf");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const auto source = open_recording(*file);
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.format, "tekscan_ascii");
  EXPECT_EQ(info.frames, 205U);
  EXPECT_EQ(info.plate, (PlateGeometry{60, 21, 5.08, 5.08}));
  EXPECT_DOUBLE_EQ(info.rate_hz, 31.25);
  EXPECT_EQ(info.unit, "kPa");
  EXPECT_TRUE(info.warnings.empty());
  EXPECT_EQ(std::count(info.sensor_mask.begin(), info.sensor_mask.end(), 0), 305);
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 205U);
  std::size_t frame = 0;
  std::size_t row = 0;
  std::vector<float> grid;
  double first_row_of_load = 0;
  for (const std::string& line : lines_of(testing::read_file(*file), '\n')) {
    if (line.rfind("Frame ", 0) == 0) {
      frame = std::stoul(line.substr(6)) - 1;
      grid = dense(recording, frame);
      row = 0;
    } else if (std::count(line.begin(), line.end(), ',') == 20) {
      const std::vector<std::string> fields = lines_of(line, ',');
      for (std::size_t col = 0; col < 21; ++col) {
        const float expected = fields[col] == "B" ? 0.0F : std::stof(fields[col]);
        EXPECT_EQ(grid[(59 - row) * 21 + col], expected);
      }
      ++row;
    }
  }
  EXPECT_EQ(row, 60U);
  // A step begins at the heel: frames 30 to 45 of the file go forward from the first rows.
  double last = 0;
  for (std::size_t k = 29; k < 45; k += 5) {
    double moment = 0;
    double sum = 0;
    for (const LoadedCell& cell : recording.cells(k)) {
      const std::uint32_t row_of_cell = cell.index / 21;
      moment += static_cast<double>(cell.kpa) * row_of_cell;
      sum += cell.kpa;
    }
    if (k == 29) first_row_of_load = moment / sum;
    EXPECT_GT(moment / sum, last);
    last = moment / sum;
  }
  EXPECT_LT(first_row_of_load, 15);
}

/// Cut at 200 places: a clear error, or the frames before the cut as they are in the whole file.
TEST(TekscanAsciiReal, EveryPrefixIsSafe) {
  const auto file = testing::real_data("tekscan_fscan_walk/fscan_testL.asf");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  testing::expect_safe_prefixes(*file);
}

/// Numbers that fit into no pressure and no rate, where they would become infinite.
TEST(TekscanAscii, ImpossibleNumbers) {
  const auto text = [](const std::string& seconds, const std::string& value) {
    return InputFile("x.asf",
                     "DATA_TYPE MOVIE\nROWS 1\nCOLS 2\nROW_SPACING 5 mm\nCOL_SPACING 5 mm\n"
                     "UNITS KPa\nSECONDS_PER_FRAME " +
                         seconds + "\nASCII_DATA @@\n\nFrame 1\n1," + value +
                         "\n\nFrame 2\n1,2\n@@\n");
  };
  EXPECT_EQ(open_recording(text("0.01", "2"))->info().rate_hz, 100);
  EXPECT_EQ(open_recording(text("1e-308", "2"))->info().rate_hz, 0);
  EXPECT_THROW((void)open_recording(text("0.01", "1e300")), FormatError);
}

}  // namespace
}  // namespace solea

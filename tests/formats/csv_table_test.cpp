#include <gtest/gtest.h>

#include <functional>

#include "core/error.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::confidence_of;
using testing::TempFolder;
using testing::write_file;

constexpr int rows = 3;
constexpr int cols = 4;
constexpr int frames = 5;

/// In the file's unit, at the file's row and column; different everywhere, some 0.
double pressure(int frame, int row, int col) {
  return (row + col + frame) % 3 == 0 ? 0 : 10 * row + col + 0.25 * frame + 0.5;
}

std::string number(double value, char decimal) {
  std::string text = std::to_string(value);
  text.resize(text.find_first_of(".,") + 3);
  text[text.size() - 3] = decimal;
  return text;
}

struct Style {
  std::string separator = ",";
  std::string end = "\n";
  char decimal = '.';
  bool with_title = false;
  bool with_time = false;
  bool with_frame = false;
  std::string front{};
  std::string tail{};
};

std::string wide(const Style& s = {}) {
  std::string text = s.front;
  if (s.with_title) {
    if (s.with_frame) text += "frame" + s.separator;
    if (s.with_time) text += "time [ms]" + s.separator;
    for (int i = 0; i < rows * cols; ++i) {
      text += (i > 0 ? s.separator : "") + "c" + std::to_string(i);
    }
    text += s.end;
  }
  for (int k = 0; k < frames; ++k) {
    if (s.with_frame) text += std::to_string(k + 7) + s.separator;
    if (s.with_time) text += number(0.02 * k * (s.with_title ? 1000 : 1), s.decimal) + s.separator;
    for (int i = 0; i < rows * cols; ++i) {
      text += (i > 0 ? s.separator : "") + number(pressure(k, i / cols, i % cols), s.decimal);
    }
    text += s.tail + s.end;
  }
  return text;
}

std::string blocks(const std::string& between, const Style& s = {}) {
  std::string text = s.front;
  for (int k = 0; k < frames; ++k) {
    text += between;
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < cols; ++c) {
        text += (c > 0 ? s.separator : "") + number(pressure(k, r, c), s.decimal);
      }
      text += s.tail + s.end;
    }
  }
  return text;
}

std::string tidy(int first_index, bool with_zeros, const std::string& title) {
  std::string text = title;
  for (int k = 0; k < frames; ++k) {
    for (int c = 0; c < cols; ++c) {  // by column: not in the grid's order
      for (int r = 0; r < rows; ++r) {
        const double p = pressure(k, r, c);
        if (p == 0 && !with_zeros) continue;
        text += std::to_string(k) + "," + std::to_string(r + first_index) + "," +
                std::to_string(c + first_index) + "," + number(p, '.') + "\n";
      }
    }
  }
  return text;
}

constexpr const char* sidecar =
    R"({"rows": 3, "cols": 4, "pitch_x_mm": 5, "pitch_y_mm": 8, "rate_hz": 50, "unit": "kPa",)"
    R"( "first_row": "heel"})";

class CsvTable : public ::testing::Test {
 protected:
  /// The table as it would lie in a file beside its sidecar.
  InputFile table(const std::string& text, const std::string& json) {
    if (json != written_) write_file(folder / "walk.csv.json", json);
    written_ = json;
    return InputFile(folder / "walk.csv", text);
  }

  std::unique_ptr<FrameSource> open(const std::string& text, const std::string& json = sidecar,
                                    const OpenOptions& options = {}) {
    return open_recording(table(text, json), options);
  }

  /// Opens; returns the error behind the folder's name, empty when there was none.
  std::string error_of(const std::string& text, const std::string& json = sidecar,
                       const OpenOptions& options = {}) {
    const std::string error = testing::error_of(table(text, json), options);
    return error.empty() ? error : error.substr(folder.path().string().size() + 1);
  }

  void expect_frames(const std::string& text, const std::string& json = sidecar, double factor = 1,
                     bool flipped = false) {
    SCOPED_TRACE(text.substr(0, 200));
    const auto source = open(text, json);
    const SourceInfo& info = source->info();
    EXPECT_EQ(info.format, "csv_table");
    EXPECT_EQ(info.plate, (PlateGeometry{rows, cols, 5, 8}));
    EXPECT_EQ(info.frames, static_cast<std::size_t>(frames));
    EXPECT_DOUBLE_EQ(info.rate_hz, 50);
    EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
    const Recording recording = read_all(*source);
    ASSERT_EQ(recording.size(), static_cast<std::size_t>(frames));
    for (int k = 0; k < frames; ++k) {
      std::vector<float> dense(rows * cols);
      recording.copy_dense(static_cast<std::size_t>(k), dense);
      for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < cols; ++c) {
          const int plate_row = flipped ? rows - 1 - r : r;
          EXPECT_FLOAT_EQ(dense[static_cast<std::size_t>(plate_row * cols + c)],
                          static_cast<float>(factor * pressure(k, r, c)))
              << "frame " << k << " row " << r << " column " << c;
        }
      }
      EXPECT_NEAR(recording.time_s(static_cast<std::size_t>(k)), 0.02 * k, 1e-12);
      const auto cells = recording.cells(static_cast<std::size_t>(k));
      EXPECT_TRUE(std::is_sorted(cells.begin(), cells.end(),
                                 [](auto a, auto b) { return a.index < b.index; }));
    }
  }

  TempFolder folder;

 private:
  std::string written_;
};

TEST_F(CsvTable, WideInEveryVariant) {
  expect_frames(wide());
  expect_frames(wide({.end = "\r\n"}));
  expect_frames(wide({.separator = ";", .decimal = ','}));
  expect_frames(wide({.separator = "\t", .decimal = ','}));
  expect_frames(wide({.separator = "  "}));
  expect_frames(wide({.separator = " ", .decimal = ','}));
  expect_frames(wide({.with_title = true}));
  expect_frames(wide({.with_time = true}));
  expect_frames(wide({.with_title = true, .with_time = true}));
  expect_frames(wide({.with_title = true, .with_time = true, .with_frame = true}));
  expect_frames(wide({.with_title = true, .with_frame = true}));
  expect_frames(wide({.front = "\xEF\xBB\xBF# made up\n\n", .tail = ","}));
  // A first column without a title that counts frames, by the rate.
  expect_frames(wide({.with_frame = true}));
}

TEST_F(CsvTable, BlocksInEveryVariant) {
  expect_frames(blocks("\n"));
  expect_frames(blocks(""));
  expect_frames(blocks("Frame 1\n"));
  expect_frames(blocks("\r\nFrame 1 (0.02 s)\r\n", {.separator = "\t", .end = "\r\n"}));
  expect_frames(blocks("\n", {.separator = ";", .decimal = ',', .tail = ";"}));
}

TEST_F(CsvTable, TidyWithAndWithoutZeros) {
  expect_frames(tidy(0, true, "frame,row,col,kpa\n"));
  expect_frames(tidy(0, false, "frame,row,col,value\n"));
  expect_frames(tidy(0, false, ""), R"({"rows": 3, "cols": 4, "pitch_x_mm": 5, "pitch_y_mm": 8,
    "rate_hz": 50, "unit": "kPa", "first_row": "heel", "layout": "tidy"})");
  expect_frames(tidy(1, false, "Frame,Row,Column,Pressure [kPa]\n"),
                R"({"rows": 3, "cols": 4, "pitch_x_mm": 5, "pitch_y_mm": 8, "rate_hz": 50,
                    "unit": "kPa", "first_row": "heel", "first_index": 1})");
}

TEST_F(CsvTable, ColumnsOfATidyTableInAnyOrderWithTimes) {
  const auto source =
      open("t_s,x_mm,kpa,col,row,frame\n0.5,1,7,3,2,0\n0.52,1,8,0,1,1\n0.56,1,9,0,0,3\n",
           R"({"rows": 3, "cols": 4, "unit": "kPa", "first_row": "heel"})");
  EXPECT_NEAR(source->info().rate_hz, 1 / 0.03, 0.07) << "of two steps, the mean";
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 3U);
  EXPECT_EQ(recording.cells(0)[0], (LoadedCell{11, 7}));
  EXPECT_EQ(recording.cells(1)[0], (LoadedCell{4, 8}));
  EXPECT_NEAR(recording.time_s(2), 0.06, 1e-12);
}

/// 0, 10, 20 may be ms, hundredths of seconds or frames: nothing is guessed.
TEST_F(CsvTable, TimesWithoutAUnitThatMayBeMsAreRefused) {
  const auto table = [](const std::string& title, const std::string& step) {
    return title + ",a,b,c,d\n0,1,2,3,4\n" + step + ",5,6,7,8\n" +
           std::to_string(2 * std::stod(step)) + ",1,1,1,1\n";
  };
  const std::string bare = R"({"rows": 2, "cols": 2, "pitch_mm": 5, "unit": "kPa"})";
  EXPECT_NE(error_of(table("time", "10"), bare).find("expected a title with s or ms"),
            std::string::npos);
  EXPECT_NE(error_of(table("time", "1"), bare).find("expected a title"), std::string::npos);
  EXPECT_DOUBLE_EQ(open(table("time", "0.01"), bare)->info().rate_hz, 100);
  EXPECT_DOUBLE_EQ(open(table("time_ms", "10"), bare)->info().rate_hz, 100);
  EXPECT_DOUBLE_EQ(open(table("time_s", "10"), bare)->info().rate_hz, 0.1);
  const auto with_rate = [](const std::string& rate) {
    return R"({"rows": 2, "cols": 2, "pitch_mm": 5, "unit": "kPa", "rate_hz": )" + rate + "}";
  };
  EXPECT_DOUBLE_EQ(open(table("time", "10"), with_rate("100"))->info().rate_hz, 100);
  EXPECT_DOUBLE_EQ(open(table("time", "0.5"), with_rate("2"))->info().rate_hz, 2);
}

TEST_F(CsvTable, OrientationAndUnits) {
  const std::string toes = R"({"rows": 3, "cols": 4, "pitch_x_mm": 5, "pitch_y_mm": 8,
    "rate_hz": 50, "unit": ")";
  const std::string end = R"(", "first_row": "toes", "side": "left", "device": "made up"})";
  expect_frames(wide(), toes + "kPa" + end, 1, true);
  expect_frames(blocks("\n"), toes + "N/cm2" + end, 10, true);
  expect_frames(tidy(0, false, "frame,row,col,value\n"), toes + "mmHg" + end, 0.133322, true);
  // 1 N on 5 x 8 mm is 25 kPa.
  expect_frames(wide(), toes + "N" + end, 25, true);
  const auto source = open(wide(), toes + "N" + end);
  EXPECT_EQ(source->info().unit, "N");
  EXPECT_EQ(source->info().side, Side::left);
  EXPECT_EQ(source->info().provenance.at("device"), "made up");
  EXPECT_EQ(source->info().conversions.size(), 2U);
}

TEST_F(CsvTable, WithoutASidecarSaysWhatToWrite) {
  write_file(folder / "alone.csv", wide());
  try {
    (void)open_recording(folder / "alone.csv");
    FAIL();
  } catch (const FormatError& e) {
    const std::string what = e.what();
    EXPECT_NE(what.find("alone.csv.json, e.g. {\"rows\": 64, \"cols\": 16"), std::string::npos);
    EXPECT_EQ(what.find('\n'), std::string::npos);
  }
}

TEST_F(CsvTable, OptionsFillWhatTheSidecarLeavesOut) {
  OpenOptions options;
  options.rate_hz = 20;
  options.pitch_x_mm = 3;
  options.pitch_y_mm = 4;
  options.unit = "N/cm2";
  const auto filled = open(wide(), R"({"rows": 3, "cols": 4, "first_row": "heel"})", options);
  EXPECT_DOUBLE_EQ(filled->info().rate_hz, 20);
  EXPECT_EQ(filled->info().plate, (PlateGeometry{3, 4, 3, 4}));
  EXPECT_EQ(filled->info().unit, "N/cm2");
  EXPECT_TRUE(filled->info().warnings.empty());
  const auto told = open(wide(), sidecar, options);
  EXPECT_EQ(told->info().warnings.size(), 4U);
  EXPECT_DOUBLE_EQ(told->info().rate_hz, 50);
}

TEST_F(CsvTable, WhatNobodyTellsStaysUnknown) {
  const auto source = open(wide(), R"({"rows": 3, "cols": 4, "unit": "kPa"})");
  EXPECT_EQ(source->info().rate_hz, 0);
  EXPECT_EQ(source->info().plate.pitch_x_mm, 0);
  EXPECT_EQ(source->info().side, Side::unknown);
  EXPECT_EQ(source->info().warnings.size(), 1U);
  EXPECT_EQ(source->info().conversions.front(),
            "the sidecar has no first_row: row 0 is taken as the heel's");
}

TEST_F(CsvTable, ErrorsOfTheTableNameTheLine) {
  std::string text = wide();
  text.replace(text.find("22.50"), 5, "2x.50");
  EXPECT_EQ(error_of(text), "walk.csv:1: '2x.50', expected a number");
  EXPECT_EQ(error_of(wide() + "1,2,3\n" + wide()), "walk.csv:6: 3 numbers, expected 12");
  EXPECT_EQ(error_of(wide() + wide({.tail = ",1"})), "walk.csv:6: more numbers, expected 12");
  text = wide();
  text.replace(text.find("22.50"), 5, "-3.50");
  EXPECT_EQ(error_of(text), "walk.csv:1: a pressure below 0");
  text.replace(text.find("-3.50"), 5, "nan");
  EXPECT_EQ(error_of(text), "walk.csv:1: 'nan', expected a number");
  text.replace(text.find("nan"), 3, "");
  EXPECT_EQ(error_of(text), "walk.csv:1: an empty field, expected a number");
  EXPECT_EQ(error_of("1,2,3,4\n1,2,3,4\n\n1,2,3,4\n"),
            "walk.csv:4: an empty line after 2 rows, expected 3");
  EXPECT_EQ(error_of("1,2,3,4\n1,2,3\n1,2,3,4\n"), "walk.csv:2: 3 numbers in a row, expected 4");
  EXPECT_EQ(error_of("NaN,2,3,4\n" + blocks("\n")), "walk.csv:1: 'NaN', expected a number");
  EXPECT_EQ(error_of("frame,row,col,kpa\n0,3,0,5\n"),
            "walk.csv:2: a row outside the grid, expected 0 to 2 (first_index 0)");
  EXPECT_EQ(error_of("frame,row,col,kpa\n2,1,0,5\n1,1,0,5\n"),
            "walk.csv:3: a frame before the last line's, expected rising frames");
  EXPECT_NE(error_of("frame,row,col,kpa\n2,1,0,5\n2,1,0,5\n").find("a cell twice"),
            std::string::npos);
  EXPECT_EQ(error_of("frame,row,col,mmHg\n2,1,0,5\n"),
            "walk.csv:2: a column in 'mmhg', the sidecar says 'kPa'");
}

TEST_F(CsvTable, ErrorsOfTheSidecarNameIt) {
  EXPECT_EQ(error_of(wide(), R"({"rows": 3, "unit": "kPa"})"),
            "walk.csv.json: 'cols' is missing, expected one from 1 to 10000");
  EXPECT_NE(error_of(wide(), R"({"rows": -3, "cols": 4})").find("walk.csv.json: 'rows' is '-3'"),
            std::string::npos);
  EXPECT_NE(error_of(wide(), R"({"rows": 1e99, "cols": 4})").find("expected a number from"),
            std::string::npos);
  EXPECT_EQ(error_of(wide(), R"({"rows": 3, "cols": 4})"),
            "walk.csv.json: 'unit' is missing, expected kPa, N/cm2, mmHg, psi, kg/cm2 or N");
  EXPECT_NE(error_of(wide(), R"({"rows": 3, "cols": 4, "unit": "N"})").find("expected pitch_mm"),
            std::string::npos);
  EXPECT_NE(error_of(wide(), R"({"rows": 3, "cols": 4, "unit": "kPa", "pich": 5})")
                .find("unknown key 'pich'"),
            std::string::npos);
  EXPECT_NE(error_of(wide(), R"({"rows": 3, "cols": 4, "unit": "kPa", "first_row": "left"})")
                .find("expected 'heel' or 'toes'"),
            std::string::npos);
  EXPECT_NE(error_of(wide(), "{").find("no JSON object"), std::string::npos);
  EXPECT_NE(error_of(wide(), "[1, 2]").find("no JSON object"), std::string::npos);
  EXPECT_NE(error_of(wide(), R"({"rows": 10000, "cols": 10000, "unit": "kPa"})")
                .find("expected 100000000 (wide)"),
            std::string::npos)
      << "no memory for cells that are not there";
}

TEST_F(CsvTable, CutFilesKeepTheirWholeFrames) {
  const auto whole_frames = [&](const std::string& text) {
    const auto source = open(text);
    EXPECT_EQ(source->info().warnings.size(), 1U);
    return read_all(*source).size();
  };
  std::string text = wide();
  EXPECT_EQ(whole_frames(text.substr(0, text.size() - 9)), 4U);
  text = blocks("\n");
  EXPECT_EQ(whole_frames(text.substr(0, text.size() - 9)), 4U);
  text = tidy(0, false, "frame,row,col,kpa\n");
  EXPECT_EQ(whole_frames(text.substr(0, text.size() - 7)), 4U);
}

TEST_F(CsvTable, EveryTruncationIsSafe) {
  for (const std::string& text : {wide(), wide({.with_title = true, .with_time = true}),
                                  blocks("\nFrame\n"), tidy(0, false, "frame,row,col,kpa\n")}) {
    for (std::size_t size = 0; size < text.size(); ++size) {
      try {
        const auto source = open(text.substr(0, size));
        EXPECT_LE(read_all(*source).size(), static_cast<std::size_t>(frames));
      } catch (const Error& e) {
        EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos);
      }
    }
  }
}

TEST_F(CsvTable, ClaimsNumbersOnly) {
  EXPECT_EQ(confidence_of("csv_table", wide()), 20);
  EXPECT_EQ(
      confidence_of("csv_table", wide({.separator = ";", .decimal = ',', .with_title = true})), 20);
  EXPECT_EQ(confidence_of("csv_table", blocks("\n")), 20);
  EXPECT_EQ(confidence_of("csv_table", tidy(0, false, "frame,row,col,kpa\n")), 20);
  EXPECT_EQ(confidence_of("csv_table", "[\n1,\n2,\n3,\n4,\n5,\n6,\n7,\n8,\n9,\n10,\n11]\n"), 0);
  EXPECT_EQ(confidence_of("csv_table", "[[1, 2, 3],\n [4, 5, 6]]\n"), 0);
  EXPECT_EQ(confidence_of("csv_table", "{\"rows\": 3, \"cols\": 4}\n"), 0);
  EXPECT_EQ(confidence_of("csv_table", "int x[4] = {1, 2, 3, 4};\nreturn 1;\n"), 0);
  EXPECT_EQ(confidence_of("csv_table", "Dear patient,\n1 2 3 4\nyour appointment is on 12 May.\n"),
            0);
  EXPECT_EQ(confidence_of("csv_table", "2024-01-02 10:11:12\n2024-01-02 10:11:13\n"), 0);
}

}  // namespace
}  // namespace solea

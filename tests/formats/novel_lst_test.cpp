#include <gtest/gtest.h>

#include <cstdio>
#include <functional>

#include "core/error.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::replace;
using testing::TempFolder;
using testing::write_file;

/// How a page of emascii is written; the variants that exist.
struct Style {
  std::string gap = "\t";
  std::string end = "\n";
  char decimal = '.';
};

std::string number(double value, const Style& style) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  std::string s = text;
  for (char& c : s) {
    if (c == '.') c = style.decimal;
  }
  return s;
}

/// Pressure of a picture at a 1-based row and column of the plate: a block that moves to row 1.
double pressure(int picture, int row, int col) {
  return row >= 8 - picture && row <= 9 && col >= 3 && col <= 5 ? 10.0 * row + col + picture : 0.0;
}

/// One page: rows 5 to 10, columns 2 to 6 of a 8 x 12 matrix, cells 5 x 5 mm.
std::string page(int picture, const Style& style, const std::string& number_line) {
  const std::string& g = style.gap;
  const std::string& e = style.end;
  std::string text = e + g + "Page " + std::to_string(picture) + e + e + g + "File: C:\\walk.dat " +
                     g + "Matrix: 8x12 " + e + g + "Sensor area: 0.25 cm\xB2" + g +
                     "Time/picture:20.0 ms" + e + g + "MV over frames" + e + g +
                     "Sensor size: 0.500x0.500 cm" + e + g + "novel munich/st.paul/london" + e + g +
                     number_line + e + e;
  for (int col = 2; col <= 6; ++col) text += g + std::to_string(col);
  text += g + "Force" + e;
  std::vector<double> sums(5, 0.0);
  for (int row = 5; row <= 10; ++row) {
    text += std::to_string(row);
    double sum = 0;
    for (int col = 2; col <= 6; ++col) {
      const double p = pressure(picture, row, col);
      text += g + number(p, style);
      sum += p;
      sums[static_cast<std::size_t>(col - 2)] += p;
    }
    text += g + number(sum * 0.025, style) + e;
  }
  text += "Force";
  double total = 0;
  for (const double sum : sums) {
    text += g + number(sum * 0.025, style);
    total += sum;
  }
  return text + g + number(total * 0.025, style) + e + "\f" + e;
}

std::string numbered(int picture, const Style& style = {}) {
  return page(picture, style,
              "Pict-No.: " + std::to_string(picture) + "  Force[N]=sum*sensor_area in row/column");
}

std::string three_pictures(const Style& style = {}) {
  return numbered(1, style) + numbered(2, style) + numbered(3, style);
}

void expect_three_pictures(const std::filesystem::path& file) {
  const auto source = open_recording(file);
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.format, "novel_lst");
  EXPECT_EQ(info.frames, 3U);
  EXPECT_EQ(info.plate, (PlateGeometry{12, 8, 5, 5}));
  EXPECT_DOUBLE_EQ(info.rate_hz, 50);
  EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
  for (const VendorCheck& check : info.vendor_checks) {
    EXPECT_EQ(check.agree, check.compared) << check.what;
    EXPECT_GT(check.compared, 0U);
  }
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 3U);
  for (int k = 0; k < 3; ++k) {
    std::vector<float> dense(12 * 8);
    recording.copy_dense(static_cast<std::size_t>(k), dense);
    for (int row = 1; row <= 12; ++row) {
      for (int col = 1; col <= 8; ++col) {
        const bool printed = row >= 5 && row <= 10 && col >= 2 && col <= 6;
        // Row 1 of the file is the front of the plate, row 11 here.
        EXPECT_FLOAT_EQ(dense[static_cast<std::size_t>((12 - row) * 8 + col - 1)],
                        printed ? static_cast<float>(pressure(k + 1, row, col)) : 0)
            << "picture " << k + 1 << " row " << row << " column " << col;
      }
    }
    EXPECT_DOUBLE_EQ(recording.time_s(static_cast<std::size_t>(k)), 0.02 * k);
  }
}

TEST(NovelLst, ReadsEveryVariantOfThePage) {
  const TempFolder folder;
  for (const Style& style : {Style{}, Style{"\t", "\r\n", '.'}, Style{"    ", "\n", '.'},
                             Style{"\t", "\n", ','}, Style{"  ", "\r\n", ','}}) {
    write_file(folder / "walk.lst", three_pictures(style));
    expect_three_pictures(folder / "walk.lst");
  }
}

TEST(NovelLst, TheNameDoesNotMatter) {
  const TempFolder folder;
  write_file(folder / "walk", three_pictures());
  expect_three_pictures(folder / "walk");
}

TEST(NovelLst, SummaryPagesAreNoFrames) {
  const TempFolder folder;
  write_file(folder / "walk.lst", three_pictures() + page(4, {}, "MPP") + page(5, {}, "MVP"));
  expect_three_pictures(folder / "walk.lst");
}

TEST(NovelLst, AMissingPictureIsAGapInTime) {
  const TempFolder folder;
  write_file(folder / "walk.lst", numbered(1) + numbered(3));
  const auto source = open_recording(folder / "walk.lst");
  EXPECT_EQ(source->info().warnings.size(), 1U);
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 2U);
  EXPECT_DOUBLE_EQ(recording.time_s(1), 0.04);
}

std::string replaced_all(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST(NovelLst, HeadersVary) {
  const TempFolder folder;
  const auto expect = [&](const std::string& text) {
    write_file(folder / "walk.lst", text);
    expect_three_pictures(folder / "walk.lst");
  };
  const std::string text = three_pictures();
  expect(replaced_all(text, "8x12", "8 x 12"));
  std::string wide = "\xFF\xFE";
  for (const char c : replaced_all(text, "\xB2", "2")) {
    wide += c;
    wide += '\0';
  }
  expect(wide);
  expect(replaced_all(text, "0.500x0.500 cm", "5.00x5.00 mm"));
  expect(replaced_all(text, "0.500x0.500 cm", "5.00 x 5.00 mm"));
  expect(replaced_all(text, "20.0 ms", "0.020 s"));
  expect(replaced_all(text, "20.0 ms", "20,0 msec"));
  // The next page begins on the line of the form feed, or no line says 'Page'.
  const std::string summary = page(4, {}, "MPP");
  expect(replaced_all(text + summary, "\f\n\n", "\f"));
  std::string unnumbered = text + summary;
  for (int k = 1; k <= 4; ++k) {
    unnumbered = replaced_all(unnumbered, "\tPage " + std::to_string(k) + "\n", "\n");
  }
  expect(unnumbered);
  expect(replaced_all(unnumbered, "\f\n", "\n"));
  expect(replaced_all(unnumbered, "\f\n", "\f"));
}

TEST(NovelLst, UnitsThatAreUnknownAreRefused) {
  for (const char* period : {"20.0 ns", "20.0", "20.0 pictures"}) {
    EXPECT_THROW(
        (void)open_recording(InputFile("x.lst", replaced_all(three_pictures(), "20.0 ms", period))),
        FormatError)
        << period;
  }
  for (const char* size : {"0.500x0.500 in", "0.500x0.500"}) {
    EXPECT_THROW((void)open_recording(
                     InputFile("x.lst", replaced_all(three_pictures(), "0.500x0.500 cm", size))),
                 FormatError)
        << size;
  }
}

TEST(NovelLst, OptionsFillWhatTheFileLeavesOpen) {
  OpenOptions options;
  options.rate_hz = 200;
  options.pitch_x_mm = options.pitch_y_mm = 7;
  options.unit = "psi";
  const auto told = open_recording(InputFile("x.lst", three_pictures()), options);
  EXPECT_EQ(told->info().warnings.size(), 3U);
  EXPECT_DOUBLE_EQ(told->info().rate_hz, 50);
  EXPECT_EQ(told->info().plate, (PlateGeometry{12, 8, 5, 5}));
  std::string bare = replaced_all(three_pictures(), "Time/picture:20.0 ms", "");
  bare = replaced_all(bare, "Sensor size: 0.500x0.500 cm", "");
  bare = replaced_all(bare, "Sensor area: 0.25 cm\xB2", "");
  options.pitch_x_mm = options.pitch_y_mm = 5;
  options.unit.clear();
  const auto open = open_recording(InputFile("x.lst", bare), options);
  EXPECT_TRUE(open->info().warnings.empty()) << open->info().warnings.front();
  EXPECT_DOUBLE_EQ(open->info().rate_hz, 200);
  EXPECT_EQ(open->info().plate, (PlateGeometry{12, 8, 5, 5}));
}

/// Wherever a file is cut: its whole pictures, and a warning unless only the form feed is missing.
TEST(NovelLst, WholePicturesOfACutFileAreKept) {
  const std::string first = numbered(1);
  const std::string two = first + numbered(2);
  const std::string text = three_pictures();
  for (std::size_t size = first.size() + 1; size < text.size() - 2; ++size) {
    const auto source = open_recording(InputFile("x.lst", text.substr(0, size)));
    // A picture is whole when its last line has a field for each column and the total.
    const auto whole = [&](std::size_t end) {
      return size >= text.rfind('\t', end - 3) + 2 ? 1U : 0U;
    };
    const std::size_t expected = 1 + whole(two.size()) + whole(text.size());
    ASSERT_EQ(source->info().frames, expected) << size;
    ASSERT_EQ(read_all(*source).size(), expected);
    for (const VendorCheck& check : source->info().vendor_checks) {
      ASSERT_EQ(check.agree, check.compared) << check.what << " " << size;
    }
  }
  const auto cut = open_recording(InputFile("x.lst", text.substr(0, two.size() + 400)));
  ASSERT_EQ(cut->info().warnings.size(), 1U);
  EXPECT_EQ(cut->info().warnings[0], "the file ends within picture 3, 2 whole pictures were kept");
}

/// A tenth of a newton is more than rounding can make, in a picture of many cells too.
TEST(NovelLst, ATotalThatIsWrongIsFound) {
  const auto text = [](double wrong_n) {
    std::string t =
        "Matrix: 60x60\tTime/picture:20.0 ms\nSensor size: 0.500x0.500 cm\n"
        "novel Pict-No.: 1\n";
    std::vector<double> columns(60, 0.0);
    double total = 0;
    for (int c = 1; c <= 60; ++c) t += std::to_string(c) + "\t";
    t += "Force\n";
    for (int r = 1; r <= 60; ++r) {
      t += std::to_string(r);
      double row = 0;
      for (int c = 1; c <= 60; ++c) {
        const double kpa = 10 + 0.3737 * ((r * 131 + c * 17) % 97);
        t += "\t" + number(kpa, {});
        row += kpa * 0.025;
        columns[static_cast<std::size_t>(c - 1)] += kpa * 0.025;
      }
      total += row;
      t += "\t" + number(row, {}) + "\n";
    }
    t += "Force";
    for (const double column : columns) t += "\t" + number(column, {});
    return t + "\t" + number(total + wrong_n, {}) + "\n";
  };
  const auto agree = [](const std::string& t) {
    const auto source = open_recording(InputFile("x.lst", t));
    EXPECT_EQ(source->info().vendor_checks.at(1).what, "frame force totals");
    return source->info().vendor_checks.at(1).agree;
  };
  EXPECT_EQ(agree(text(0)), 1U);
  EXPECT_EQ(agree(text(0.10)), 0U);
  EXPECT_EQ(agree(text(-0.10)), 0U);
}

TEST(NovelLst, MarginsThatDisagreeAreReported) {
  const TempFolder folder;
  std::string text = three_pictures();
  // One pressure changed, its margins not.
  const std::size_t at = text.find("98.00");
  ASSERT_NE(at, std::string::npos);
  text.replace(at, 5, "99.00");
  write_file(folder / "walk.lst", text);
  const auto source = open_recording(folder / "walk.lst");
  EXPECT_FALSE(source->info().warnings.empty());
  EXPECT_LT(source->info().vendor_checks[0].agree, source->info().vendor_checks[0].compared);
  EXPECT_EQ(source->info().vendor_checks[0].first_disagreement, "picture 3");
}

/// Opens a spoiled file; returns the error's text, empty when it opened.
std::string error_of(const std::function<void(std::string&)>& spoil) {
  std::string text = three_pictures();
  spoil(text);
  return testing::error_behind_name(InputFile("walk.lst", text));
}

TEST(NovelLst, ErrorsNameTheLineAndWhatWasExpected) {
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "98.00", "9x.00"); }),
            ":54: '9x.00', expected a number");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "8x12", "8-12"); }),
            ":4: bad 'Matrix', expected COLUMNSxROWS");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "20.0 ms", "0.0 ms"); }),
            ":5: bad 'Time/picture', expected a time above 0 in ms or s");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\t98.00", ""); }),
            ":54: 6 fields, expected 7: row, pressures, force");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n10\t", "\n13\t"); }),
            ":17: bad row number '13', expected 1 to 12");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "Pict-No.: 3", "Pict-No.: 2"); }),
            ":49: column 2 twice in picture 2");
}

std::string error_of(const std::string& text) {
  return testing::error_of(InputFile("walk.lst", text));
}

/// Time and memory grow with what is in the file, not with the matrix that it tells.
TEST(NovelLst, HugeMatricesCostNothing) {
  std::string text = "Matrix: 10000x10000\tTime/picture:20.0 ms\nSensor size: 0.500x0.500 cm\n";
  for (int k = 1; k <= 3000; ++k) {
    text += "novel\tPict-No.: " + std::to_string(k) + "\n9999\t10000\tForce\n1\t1\t2\t0.08\n" +
            "Force\t0.02\t0.05\t0.08\n\f\n";
  }
  const auto source = open_recording(InputFile("walk.lst", text));
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 3000U);
  ASSERT_EQ(recording.cells(2999).size(), 2U);
  EXPECT_EQ(recording.cells(2999)[1], (LoadedCell{99'999'999, 2}));  // printed at the front
}

TEST(NovelLst, RowsAndPicturesBeyondReasonAreErrors) {
  const std::string head = "Matrix: 8x12\tTime/picture:20.0 ms\nSensor size: 0.500x0.500 cm\n";
  EXPECT_NE(error_of(head + "novel Pict-No.: 4294967295\n").find("walk.lst:3: bad 'Pict-No.'"),
            std::string::npos);
  EXPECT_NE(error_of(head + "novel Pict-No.: 1\n1\tForce\n5\t1\t0.02\n5\t1\t0.02\n")
                .find("walk.lst:6: row 5 twice"),
            std::string::npos);
}

/// Whatever the file is cut to: one clear error, or what was whole before the cut. Never a crash.
TEST(NovelLst, EveryTruncationIsSafe) {
  const TempFolder folder;
  const std::string text = three_pictures();
  for (std::size_t size = 0; size < text.size(); size += 3) {
    write_file(folder / "walk.lst", text.substr(0, size));
    try {
      const auto source = open_recording(folder / "walk.lst");
      EXPECT_LE(read_all(*source).size(), 3U);
    } catch (const FormatError& e) {
      EXPECT_NE(std::string(e.what()).find("walk.lst"), std::string::npos);
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
    }
  }
}

TEST(NovelLstReal, EmedStep) {
  const auto file = testing::real_data("emed_walk/emed_test.lst");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const auto source = open_recording(*file);
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.frames, 106U);
  EXPECT_EQ(info.plate, (PlateGeometry{95, 64, 5, 5}));
  EXPECT_DOUBLE_EQ(info.rate_hz, 100);
  ASSERT_EQ(info.vendor_checks.size(), 3U);
  EXPECT_EQ(info.vendor_checks[0].compared, 2332U);
  EXPECT_EQ(info.vendor_checks[0].agree, 2332U);
  EXPECT_LE(info.vendor_checks[0].max_difference, 0.0051);
  EXPECT_EQ(info.vendor_checks[1].compared, 106U);
  EXPECT_EQ(info.vendor_checks[1].agree, 106U);
}

/// Numbers that fit into no pressure, no cell and no rate, where they would become infinite.
TEST(NovelLst, ImpossibleNumbersAreErrors) {
  const auto text = [](const std::string& ms, const std::string& size, const std::string& value) {
    return "Matrix: 8x12\tTime/picture:" + ms + " ms\nSensor size: " + size + "x0.500 cm\n" +
           "novel Pict-No.: 1\n1\tForce\n5\t" + value + "\t0.05\nForce\t0.05\t0.05\n";
  };
  const std::string tiny = "0." + std::string(310, '0') + "1";
  const std::string huge = "1" + std::string(300, '0');
  EXPECT_EQ(error_of(text("20.0", "0.500", "2")), "");
  EXPECT_NE(error_of(text(tiny, "0.500", "2")).find("Time/picture"), std::string::npos);
  EXPECT_NE(error_of(text("20.0", huge, "2")).find("Sensor size"), std::string::npos);
  EXPECT_NE(error_of(text("20.0", "0.500", huge)).find("beyond any sensor"), std::string::npos);
}

}  // namespace
}  // namespace solea

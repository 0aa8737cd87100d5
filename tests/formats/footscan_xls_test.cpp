#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <variant>
#include <vector>

#include "core/error.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"

namespace solea {
namespace {

constexpr double area_mm2 = 5.08 * 7.62;

using Cell = std::variant<std::monostate, double, std::string>;
using Sheet = std::vector<std::vector<Cell>>;

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

void record(std::string& out, std::uint16_t type, const std::string& body) {
  put(out, type, 2);
  put(out, body.size(), 2);
  out += body;
}

/// How numbers are kept: each alone, in the short form, or a row's in one record.
enum class Numbers { number, rk, many_rk };

/// Hundredths, as an integer of 30 bits.
std::uint32_t rk_of(double value) {
  return static_cast<std::uint32_t>(std::lround(value * 100)) << 2 | 3;
}

/// [MS-XLS]: a workbook stream with one sheet.
std::string workbook_stream(const Sheet& sheet, Numbers numbers) {
  std::vector<std::string> texts;
  std::size_t cols = 0;
  for (const auto& row : sheet) {
    cols = std::max(cols, row.size());
    for (const Cell& cell : row) {
      if (const auto* text = std::get_if<std::string>(&cell)) texts.push_back(*text);
    }
  }
  const auto bof = [](std::uint16_t kind) {
    std::string body;
    for (const std::uint32_t word : {0x0600U, std::uint32_t{kind}, 0x0DBBU, 0x07CCU}) {
      put(body, word, 2);
    }
    put(body, 0x41, 4);
    put(body, 6, 4);
    return body;
  };
  std::string globals;
  record(globals, 0x0809, bof(0x0005));
  std::string codepage;
  put(codepage, 1200, 2);
  record(globals, 0x0042, codepage);
  std::string sst;
  put(sst, texts.size(), 4);
  put(sst, texts.size(), 4);
  for (const std::string& text : texts) {
    put(sst, text.size(), 2);
    put(sst, 0, 1);  // a byte a character
    sst += text;
  }
  const std::string name = "Test";
  const std::size_t sheet_at = globals.size() + 4 + 8 + name.size() + 4 + sst.size() + 4;
  std::string bound;
  put(bound, sheet_at, 4);
  put(bound, 0, 2);
  put(bound, name.size(), 1);
  put(bound, 0, 1);
  bound += name;
  record(globals, 0x0085, bound);
  record(globals, 0x00FC, sst);
  record(globals, 0x000A, "");

  std::string cells;
  record(cells, 0x0809, bof(0x0010));
  std::string dimensions;
  put(dimensions, 0, 4);
  put(dimensions, sheet.size(), 4);
  put(dimensions, 0, 2);
  put(dimensions, cols, 2);
  put(dimensions, 0, 2);
  record(cells, 0x0200, dimensions);
  std::size_t text_index = 0;
  for (std::size_t r = 0; r < sheet.size(); ++r) {
    if (numbers == Numbers::many_rk && sheet[r].size() > 1) {
      std::string body;
      put(body, r, 2);
      put(body, 0, 2);
      for (const Cell& cell : sheet[r]) {
        put(body, 0, 2);
        put(body, rk_of(std::get<double>(cell)), 4);
      }
      put(body, sheet[r].size() - 1, 2);
      record(cells, 0x00BD, body);
      continue;
    }
    for (std::size_t c = 0; c < sheet[r].size(); ++c) {
      std::string body;
      put(body, r, 2);
      put(body, c, 2);
      put(body, 0, 2);  // format
      const auto* value = std::get_if<double>(&sheet[r][c]);
      if (value != nullptr && numbers != Numbers::number) {
        put(body, rk_of(*value), 4);
        record(cells, 0x027E, body);
      } else if (value != nullptr) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, value, 8);
        put(body, bits, 8);
        record(cells, 0x0203, body);
      } else if (std::holds_alternative<std::string>(sheet[r][c])) {
        put(body, text_index++, 4);
        record(cells, 0x00FD, body);
      }
    }
  }
  record(cells, 0x000A, "");
  return globals + cells;
}

/// [MS-CFB]: a compound file with the one stream: header, its sectors, the directory, the FAT.
std::string workbook(const Sheet& sheet, Numbers numbers = Numbers::number) {
  constexpr std::size_t sector = 512;
  std::string stream = workbook_stream(sheet, numbers);
  stream.resize(std::max<std::size_t>(4096, (stream.size() + sector - 1) / sector * sector), '\0');
  const std::size_t data = stream.size() / sector;
  const std::size_t fats = (data + 1 + 128) / 127;
  constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;
  constexpr std::uint32_t free_sector = 0xFFFFFFFF;
  std::string out = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  out.append(16, '\0');
  for (const std::uint32_t word : {0x3EU, 3U, 0xFFFEU, 9U, 6U}) put(out, word, 2);
  out.append(6 + 4, '\0');
  put(out, fats, 4);
  put(out, data, 4);  // the directory's sector
  put(out, 0, 4);
  put(out, 4096, 4);
  put(out, end_of_chain, 4);
  put(out, 0, 4);
  put(out, end_of_chain, 4);
  put(out, 0, 4);
  for (std::size_t i = 0; i < 109; ++i) put(out, i < fats ? data + 1 + i : free_sector, 4);
  out += stream;
  const auto entry = [&](const std::string& name, int type, std::uint32_t child,
                         std::uint32_t start, std::size_t size) {
    const std::size_t begin = out.size();
    for (const char c : name) {
      out += c;
      out += '\0';
    }
    out.resize(begin + 64, '\0');
    put(out, name.empty() ? 0 : 2 * name.size() + 2, 2);
    put(out, static_cast<std::uint64_t>(type), 1);
    put(out, 1, 1);
    put(out, free_sector, 4);
    put(out, free_sector, 4);
    put(out, child, 4);
    out.append(36, '\0');
    put(out, start, 4);
    put(out, size, 8);
  };
  entry("Root Entry", 5, 1, end_of_chain, 0);
  entry("Workbook", 2, free_sector, 0, stream.size());
  entry("", 0, free_sector, 0, 0);
  entry("", 0, free_sector, 0, 0);
  for (std::size_t i = 0; i < fats * 128; ++i) {
    const bool is_last = i + 1 == data || i == data;
    put(out,
        is_last            ? end_of_chain
        : i < data         ? i + 1
        : i <= data + fats ? 0xFFFFFFFD
                           : free_sector,
        4);
  }
  return out;
}

double newton(int frame, int row, int col) {
  return (row + 2 * col + frame) % 3 == 0 ? 0.8 * (1 + frame + 3 * row + 7 * col) : 0.0;
}

void add_foot(Sheet& sheet, const std::string& side, int rows, int cols, int frames) {
  const auto line = [&](Cell cell) { sheet.push_back({std::move(cell)}); };
  line(side + " foot data");
  line({});
  line(side + " rectangle position");
  line("Rectangle bottom");
  line(6.0);
  line("Rectangle left");
  line(40.0);
  line("Rectangle width");
  line(static_cast<double>(cols));
  line("Rectangle height");
  line(static_cast<double>(rows));
  line({});
  for (int k = 0; k < frames; ++k) {
    line("Frame " + std::to_string(k) + " (" + std::to_string(2 * k) + ".00 ms)");
    for (int r = 0; r < rows; ++r) {
      std::vector<Cell> cells;
      for (int c = 0; c < cols; ++c) cells.emplace_back(newton(k, r, c));
      sheet.push_back(std::move(cells));
    }
    line({});
  }
}

Sheet two_feet() {
  Sheet sheet;
  for (const char* text :
       {"Dynamic Roll offfor measurement: walk_2", "Patient name: Tessa Tester",
        "Measurement done on 07-07-2011",
        "Scanning speed;  for the left foot: 500.00 Hertz, for the right foot: 500.00 Hertz"}) {
    sheet.push_back({std::string(text)});
  }
  sheet.emplace_back();
  add_foot(sheet, "Left", 5, 3, 3);
  add_foot(sheet, "Right", 7, 4, 2);
  return sheet;
}

InputFile file_of(const Sheet& sheet) {
  return {"walk.xls", workbook(sheet)};
}

void expect_foot(FrameSource& source, int rows, int cols, int frames) {
  EXPECT_EQ(source.info().plate, (PlateGeometry{rows, cols, 5.08, 7.62}));
  EXPECT_DOUBLE_EQ(source.info().rate_hz, 500);
  EXPECT_TRUE(source.info().warnings.empty());
  const Recording recording = read_all(source);
  ASSERT_EQ(recording.size(), static_cast<std::size_t>(frames));
  for (int k = 0; k < frames; ++k) {
    std::vector<float> dense(recording.plate().cells());
    recording.copy_dense(static_cast<std::size_t>(k), dense);
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < cols; ++c) {
        EXPECT_FLOAT_EQ(dense[static_cast<std::size_t>(r * cols + c)],
                        static_cast<float>(1000 * newton(k, r, c) / area_mm2));
      }
    }
    EXPECT_DOUBLE_EQ(recording.time_s(static_cast<std::size_t>(k)), 0.002 * k);
  }
}

TEST(FootscanXls, ReadsBothFeet) {
  const Sources sources = open_recordings(file_of(two_feet()));
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[0]->info().format, "footscan_xls");
  EXPECT_EQ(sources[0]->info().side, Side::left);
  EXPECT_EQ(sources[1]->info().name, "right");
  EXPECT_EQ(sources[1]->info().provenance.at("plate_offset_mm"), "203.20, 45.72");
  EXPECT_EQ(sources[1]->info().provenance.at("date"), "07-07-2011");
  expect_foot(*sources[0], 5, 3, 3);
  expect_foot(*sources[1], 7, 4, 2);
}

TEST(FootscanXls, NumbersHaveShortForms) {
  for (const Numbers numbers : {Numbers::rk, Numbers::many_rk}) {
    const Sources sources = open_recordings(InputFile("walk.xls", workbook(two_feet(), numbers)));
    ASSERT_EQ(sources.size(), 2U);
    expect_foot(*sources[0], 5, 3, 3);
    expect_foot(*sources[1], 7, 4, 2);
  }
}

TEST(FootscanXls, NumbersMayBeTexts) {
  Sheet sheet = two_feet();
  for (auto& row : sheet) {
    for (Cell& cell : row) {
      if (const auto* value = std::get_if<double>(&cell)) {
        std::string text = std::to_string(*value);
        text[text.find('.')] = ',';
        cell = text;
      }
    }
  }
  const Sources sources = open_recordings(file_of(sheet));
  ASSERT_EQ(sources.size(), 2U);
  expect_foot(*sources[1], 7, 4, 2);
}

TEST(FootscanXls, ErrorsNameTheRow) {
  const auto error_of = [](const Sheet& sheet) -> std::string {
    try {
      (void)open_recordings(file_of(sheet));
    } catch (const Error& e) {
      return e.what();
    }
    return {};
  };
  // The second row of the left foot's frame 1.
  Sheet sheet = two_feet();
  ASSERT_EQ(std::get<std::string>(sheet[24][0]), "Frame 1 (2.00 ms)");
  sheet[26][1] = std::string("x");
  EXPECT_EQ(error_of(sheet), "walk.xls:27: 'x', expected a number");
  sheet[26][1] = -1.0;
  EXPECT_EQ(error_of(sheet),
            "walk.xls:27: a sensor with a negative or impossible value, expected 0 to 1000000");
  sheet[26][1] = Cell{};
  EXPECT_EQ(error_of(sheet), "walk.xls:27: 'an empty cell', expected a number");
  sheet[26].resize(2);
  sheet[26][1] = 1.0;
  EXPECT_EQ(error_of(sheet), "walk.xls:27: 2 numbers, expected 3 as in the rows before");
}

TEST(FootscanXls, OtherWorkbooksAreRefused) {
  EXPECT_THROW((void)open_recordings(file_of({{std::string("a"), 1.0}, {2.0, 3.0}})), FormatError);
  OpenOptions options;
  options.format_id = "footscan_xls";
  EXPECT_THROW((void)open_recordings(file_of({{std::string("a bill")}}), options), FormatError);
  EXPECT_THROW((void)open_recordings(InputFile("a.xls", "no workbook"), options), FormatError);
}

TEST(FootscanXls, EveryTruncationIsSafe) {
  const std::string bytes = workbook(two_feet());
  OpenOptions options;
  options.format_id = "footscan_xls";
  for (std::size_t k = 1; k < 200; ++k) {
    try {
      for (const auto& source : open_recordings(
               InputFile("walk.xls", bytes.substr(0, bytes.size() * k / 200)), options)) {
        EXPECT_LE(source->info().frames, 3U);
      }
    } catch (const Error& e) {
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
    }
  }
}

TEST(FootscanXlsReal, OneRightStep) {
  const auto file = testing::real_data("footscan_xls/footscan_test.xls");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const auto source = open_recording(*file);
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.frames, 329U);
  EXPECT_EQ(info.plate, (PlateGeometry{38, 20, 5.08, 7.62}));
  EXPECT_DOUBLE_EQ(info.rate_hz, 500);
  EXPECT_EQ(info.side, Side::right);
  EXPECT_TRUE(info.warnings.empty());
  for (const VendorCheck& check : info.vendor_checks) EXPECT_EQ(check.agree, check.compared);
  const Recording recording = read_all(*source);
  double most_n = 0;
  std::vector<float> peak(recording.plate().cells());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    double force = 0;
    for (const LoadedCell& cell : recording.cells(k)) {
      force += cell.kpa * area_mm2 / 1000;
      peak[cell.index] = std::max(peak[cell.index], cell.kpa);
    }
    most_n = std::max(most_n, force);
  }
  EXPECT_NEAR(most_n, 735, 1) << "body weight, as the specification says";
  // A right foot, seen from above: in the midfoot only the lateral side, on the right, is loaded.
  const auto column_of_band = [&](int first, int last) {
    double sum = 0;
    double moment = 0;
    for (int r = first; r < last; ++r) {
      for (int c = 0; c < 20; ++c) {
        const double p = peak[static_cast<std::size_t>(r * 20 + c)];
        sum += p;
        moment += p * c;
      }
    }
    return moment / sum;
  };
  EXPECT_GT(column_of_band(12, 18), column_of_band(0, 8) + 1) << "midfoot right of the heel";
  EXPECT_LT(column_of_band(30, 38), column_of_band(0, 8)) << "hallux left of it";
}

}  // namespace
}  // namespace solea

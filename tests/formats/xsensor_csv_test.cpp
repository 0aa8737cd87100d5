#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
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

constexpr int rows = 4;
constexpr int cols = 3;
constexpr double mmhg_kpa = 0.133322;

/// How a file is written; the variants that exist.
struct Style {
  std::string end = "\n";
  char separator = ',';
  char decimal = '.';
  bool quoted = false;  // every value in quotes, keys with a colon: PRO 7 REV 1
  bool spread = false;  // lines filled up, every second one empty
  bool groups = true;
  double centre_base = -1;  // the centre of pressure counts from it; below 0: not printed
  std::string units = "mmHg";
  std::string mark{};
};

/// In the file's unit, by printed row and column; asymmetric, and different for the right foot.
double value(int frame, bool right, int row, int col) {
  if (col == (right ? 0 : 2) || row == 3) return 0;
  return 50.25 + 100 * row + 10 * col + 5 * frame + (right ? 1 : 0);
}

std::string number(double value, const Style& style, int decimals = 2) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(decimals);
  text << std::fixed << value;
  std::string s = text.str();
  while (s.find('.') != s.npos && (s.back() == '0' || s.back() == '.')) {
    const bool point = s.back() == '.';
    s.pop_back();
    if (point) break;
  }
  for (char& c : s) {
    if (c == '.') c = style.decimal;
  }
  return style.quoted ? '"' + s + '"' : s;
}

class Writer {
 public:
  explicit Writer(Style style) : style_(std::move(style)) {}

  void line(const std::string& text) {
    text_ += text;
    if (style_.spread) text_ += std::string(5, style_.separator);
    text_ += style_.end;
    if (style_.spread) text_ += std::string(7, style_.separator) + style_.end;
  }
  void key(const std::string& name, const std::string& value) {
    line(name + (style_.quoted ? ":" : "") + style_.separator + value);
  }
  void key(const std::string& name, double value, int decimals = 2) {
    key(name, number(value, style_, decimals));
  }
  void text_key(const std::string& name, const std::string& value) {
    key(name, style_.quoted ? '"' + value + '"' : value);
  }

  void header() {
    text_ += style_.mark;
    key("File:", "\"A. Person, walk.XSN\"");
    if (!style_.units.empty()) text_key("Units:", style_.units);
    key("Threshold:", 50.0);
    line("");
  }
  void frame(int frame, const std::string& time) {
    key("FRAME", frame);
    text_key("Date", "2021 Mar 04");
    text_key("Time", time);
  }
  /// The vendor's numbers are those of a cell of 0.7411 cm2, whose pitch prints as 0.86 cm.
  void sensor(int frame, bool right, double wrong_peak = 0) {
    constexpr double cell_cm2 = 0.7411;
    double sum = 0;
    double peak = 0;
    double row_moment = 0;
    double col_moment = 0;
    int count = 0;
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        const double p = value(frame, right, row, col);
        if (p <= 0) continue;
        ++count;
        sum += p;
        peak = std::max(peak, p);
        row_moment += row * p;
        col_moment += col * p;
      }
    }
    text_key("SENSOR", right ? "HX1.2-DFM-RF S0001" : "HX1.2-DFM-LF S0001");
    key("Rows", rows);
    key("Columns", cols);
    key("Sensel Width (cm)", 0.86);
    key("Sensel Height (cm)", 0.86);
    key("Average Pressure (mmHg)", sum / count);
    key("Peak Pressure (mmHg)", peak + wrong_peak);
    key("Contact Area (cm\xC2\xB2)", cell_cm2 * count);
    key("Est. Load (N)", sum * mmhg_kpa * cell_cm2 * 0.1);
    key("Std Dev.", 12.5);
    if (style_.centre_base >= 0) {
      key("COP Row", row_moment / sum + style_.centre_base, 4);
      key("COP Column", col_moment / sum + style_.centre_base, 4);
    }
    line("SENSELS");
    for (int row = 0; row < rows; ++row) {
      std::string cells;
      for (int col = 0; col < cols; ++col) {
        if (col > 0) cells += style_.separator;
        cells += number(value(frame, right, row, col), style_);
      }
      line(cells);
    }
  }
  void group() {
    if (!style_.groups) return;
    key("GROUP", 1);
    text_key("Name", "Left Heel");
    key("Cells", 7);
    key("Peak Pressure (mmHg)", 9999);
    line("SENSELS");
    const std::string v = number(99.5, style_);
    const std::string s(1, style_.separator);
    line(v + s + v + s + v + s + v + s + v);
    line(v + s + v);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Style style_;
  std::string text_;
};

/// Three frames at 50 Hz, left and right.
std::string written(const Style& style, double wrong_peak = 0) {
  Writer w(style);
  w.header();
  for (int frame = 0; frame < 3; ++frame) {
    const std::string dot = style.decimal == ',' ? "," : ".";
    w.frame(100 + frame, " 09:15:00" + dot + std::to_string(250 + 20 * frame));
    w.sensor(frame, false);
    w.sensor(frame, true, frame == 1 ? wrong_peak : 0);
    w.group();
  }
  return w.text();
}

Sources open_text(const std::string& text, const OpenOptions& options = {}) {
  return open_recordings(InputFile("walk.csv", text), options);
}

void expect_frames(FrameSource& source, bool right, double kpa) {
  const Recording recording = read_all(source);
  ASSERT_EQ(recording.size(), 3U);
  for (int k = 0; k < 3; ++k) {
    const std::vector<float> grid = dense(recording, static_cast<std::size_t>(k));
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        const double expected = value(k, right, row, col) * kpa;
        // Toes are printed first, seen from above.
        EXPECT_NEAR(grid[static_cast<std::size_t>((rows - 1 - row) * cols + col)], expected,
                    1e-6 * expected);
      }
    }
  }
}

TEST(XsensorCsv, ReadsEveryVariant) {
  std::vector<Style> styles(7);
  styles[1].spread = true;
  styles[1].mark = "\xEF\xBB\xBF";
  styles[2].end = "\r\n";
  styles[2].separator = ';';
  styles[2].decimal = ',';
  styles[3].quoted = true;
  styles[3].centre_base = 1;
  styles[4].quoted = true;
  styles[4].decimal = ',';
  styles[4].groups = false;
  styles[5].separator = '\t';
  styles[5].decimal = ',';
  styles[6].units.clear();  // only in "Average Pressure (mmHg)"
  for (const Style& style : styles) {
    const std::string text = written(style);
    SCOPED_TRACE(text);
    const Sources sources = open_text(text);
    ASSERT_EQ(sources.size(), 2U);
    for (const bool right : {false, true}) {
      const SourceInfo& info = sources[right]->info();
      EXPECT_EQ(info.format, "xsensor_csv");
      EXPECT_EQ(info.name, right ? "HX1.2-DFM-RF S0001" : "HX1.2-DFM-LF S0001");
      EXPECT_EQ(info.side, right ? Side::right : Side::left);
      EXPECT_EQ(info.frames, 3U);
      EXPECT_EQ(info.plate, (PlateGeometry{4, 3, 8.6, 8.6}));
      EXPECT_NEAR(info.rate_hz, 50, 1e-6);
      EXPECT_EQ(info.unit, "mmHg");
      EXPECT_EQ(info.provenance.at("date"), "2021 Mar 04");
      EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
      EXPECT_EQ(info.vendor_checks.size(), style.centre_base < 0 ? 4U : 5U);
      for (const VendorCheck& check : info.vendor_checks) {
        EXPECT_EQ(check.agree, check.compared) << check.what;
        EXPECT_GE(check.compared, 3U) << check.what;
      }
      for (const auto& [key, told] : info.provenance) {
        EXPECT_EQ(told.find("Person"), std::string::npos) << key;
      }
      expect_frames(*sources[right], right, mmhg_kpa);
    }
  }
}

TEST(XsensorCsv, EveryUnitBecomesKpa) {
  const std::vector<std::pair<std::string, double>> units = {
      {"mmHg", mmhg_kpa}, {"kPa", 1}, {"N/cm\xC2\xB2", 10}, {"N/cm2", 10}, {"PSI", 6.894757}};
  for (const auto& [unit, kpa] : units) {
    Style style;
    style.units = unit;
    const Sources sources = open_text(written(style));
    EXPECT_EQ(sources[0]->info().unit, plain_unit(unit));
    expect_frames(*sources[0], false, kpa);
  }
}

TEST(XsensorCsv, TheVendorsNumbersAreChannels) {
  Style style;
  style.centre_base = 0.5;
  const Sources sources = open_text(written(style));
  std::map<std::string, std::vector<double>> channels;
  for (const Channel& channel : sources[0]->info().channels)
    channels[channel.name] = channel.values;
  // Frame 0, left: rows 0 to 2 and columns 0 to 1 are loaded.
  EXPECT_NEAR(channels.at("vendor_contact_area_cm2")[0], 6 * 0.7411, 0.005);
  const double sum = 6 * 50.25 + 2 * (100 + 200) + 3 * 10;
  EXPECT_NEAR(channels.at("vendor_load_n")[0], sum * mmhg_kpa * 0.07411, 0.005);
  const double row_moment = 1 * (2 * 150.25 + 10) + 2 * (2 * 250.25 + 10);
  EXPECT_NEAR(channels.at("vendor_cop_row")[0], row_moment / sum + 0.5, 1e-4);
  EXPECT_EQ(channels.at("vendor_cop_col").size(), 3U);
}

TEST(XsensorCsv, ADisagreementIsReported) {
  const Sources sources = open_text(written({}, 0.01));
  EXPECT_TRUE(sources[0]->info().warnings.empty());
  const SourceInfo& info = sources[1]->info();
  ASSERT_EQ(info.warnings.size(), 1U);
  EXPECT_EQ(info.vendor_checks[0].what, "peak pressures");
  EXPECT_EQ(info.vendor_checks[0].agree, 2U);
  EXPECT_EQ(info.vendor_checks[0].first_disagreement, "frame 101");
  EXPECT_NEAR(info.vendor_checks[0].max_difference, 0.01, 1e-9);
}

TEST(XsensorCsv, SensorsMayHaveDifferentFrames) {
  Writer w({});
  w.header();
  w.frame(7, "23:59:59.990");
  w.sensor(0, false);
  w.frame(8, "00:00:00.010");
  w.sensor(1, false);
  w.sensor(1, true);
  w.frame(11, "00:00:00.070");
  w.sensor(2, true);
  const Sources sources = open_text(w.text());
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[0]->info().frames, 2U);
  EXPECT_EQ(sources[1]->info().frames, 2U);
  EXPECT_NEAR(read_all(*sources[0]).time_s(1), 0.02, 1e-9);
  EXPECT_NEAR(read_all(*sources[1]).time_s(0), 0, 1e-9);
}

TEST(XsensorCsv, MissingFramesAreAGapInTime) {
  Writer w({});
  w.header();
  for (const int k : {0, 1, 2, 5, 6}) {
    w.frame(20 + k, "09:15:00." + std::to_string(100 + 13 * k + k / 3));  // 75 Hz, printed in ms
    w.sensor(k, false);
  }
  const Sources sources = open_text(w.text());
  const SourceInfo& info = sources[0]->info();
  ASSERT_EQ(info.warnings.size(), 1U);
  EXPECT_NE(info.warnings[0].find("2 frames are missing"), std::string::npos) << info.warnings[0];
  EXPECT_NEAR(info.rate_hz, 75, 0.5);
  const Recording recording = read_all(*sources[0]);
  EXPECT_NEAR(recording.time_s(3), 5 / 75.0, 1e-3);
  EXPECT_NEAR(recording.time_s(4), 6 / 75.0, 1e-3);
}

TEST(XsensorCsv, IrregularTimesStayAsPrinted) {
  Writer w({});
  w.header();
  const int ms[] = {100, 120, 140, 290, 310};
  for (int k = 0; k < 5; ++k) {
    w.frame(20 + k, "09:15:00." + std::to_string(ms[k]));
    w.sensor(k, false);
  }
  const Sources sources = open_text(w.text());
  EXPECT_NEAR(sources[0]->info().rate_hz, 50, 1e-6);
  EXPECT_NEAR(read_all(*sources[0]).time_s(3), 0.19, 1e-9);
}

TEST(XsensorCsv, OptionsFillOnlyWhatIsNotTold) {
  std::string text = written({});
  for (const std::string key : {"Time, 0", "Sensel W", "Sensel H", "Units:"}) {
    for (std::size_t at = text.find(key); at != text.npos; at = text.find(key)) {
      text.erase(at, text.find('\n', at) + 1 - at);
    }
  }
  for (std::size_t at = text.find(" (mmHg)"); at != text.npos; at = text.find(" (mmHg)")) {
    text.erase(at, 7);
  }
  EXPECT_THROW((void)open_text(text), FormatError) << "no unit";
  OpenOptions options;
  options.unit = "mmHg";
  EXPECT_EQ(open_text(text, options)[0]->info().rate_hz, 0);
  EXPECT_EQ(open_text(text, options)[0]->info().plate, (PlateGeometry{4, 3, 0, 0}));
  options.rate_hz = 10;
  options.pitch_x_mm = options.pitch_y_mm = 9;
  const Sources given = open_text(text, options);
  EXPECT_EQ(given[0]->info().rate_hz, 10);
  EXPECT_EQ(given[0]->info().plate, (PlateGeometry{4, 3, 9, 9}));
  EXPECT_NEAR(read_all(*given[0]).time_s(2), 0.2, 1e-12);
  expect_frames(*open_text(text, options)[0], false, mmhg_kpa);
  const Sources told = open_text(written({}), options);
  EXPECT_EQ(told[0]->info().warnings.size(), 4U) << "unit, two pitches, rate";
  EXPECT_NEAR(told[0]->info().rate_hz, 50, 1e-6);
}

std::string error_of(const std::function<void(std::string&)>& spoil) {
  std::string text = written({});
  spoil(text);
  return testing::error_behind_name(InputFile("walk.csv", text));
}

TEST(XsensorCsv, ErrorsNameTheLineAndWhatWasExpected) {
  // Header 1 to 4, FRAME 5, SENSOR 8, SENSELS 18, rows 19 to 22, SENSOR 23.
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n150.25,", "\n15o.25,"); }),
            ":20: '15o.25', expected a pressure");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n150.25,", "\n-150.25,"); }),
            ":20: a pressure of -150.25, expected 0 or more");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n150.25,", "\n"); }),
            ":20: 2 fields, expected 3");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n150.25,", "\n1,150.25,"); }),
            ":20: more than 3 fields, expected one a column");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n150.25,", "\nnan,"); }),
            ":20: 'nan' after 1 rows of frame 100, expected 4 rows");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n150.25,160.25,0", "\n"); }),
            ":23: 'sensor' after 3 rows of frame 100, expected 4 rows");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\n0,0,0", "\n0,0,0\n0,0,0"); }),
            ":23: a row too many, expected 4 rows");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "Rows,4", "Rows,2147483648"); }),
            ":9: bad 'rows' '2147483648', expected 1 to 10000");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "Width (cm),0.86", "Width (cm),-1"); }),
            ":11: bad 'sensel width' '-1', expected a length above 0");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "Load (N),", "Load (N),x"); }).substr(0, 22),
            ":16: bad 'est. load' '");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "Cells,7", "Cells,8"); }),
            ":45: the group has 7 cells, expected 8");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "99.5,99.5,", "99.5,9x.5,"); }),
            ":43: '9x.5', expected a pressure");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "FRAME,101", "FRAME,100"); }),
            ":58: frame 100 after 100, expected rising numbers");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "00.270", "00.170"); }),
            ":58: the time of frame 101 goes back, expected rising times");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "Units:,mmHg", "Units:,furlong"); }),
            ":2: unknown unit 'furlong', expected a pressure, e.g. mmHg");
}

TEST(XsensorCsv, EveryTruncationGivesAnErrorOrTheWholeFrames) {
  for (const bool spread : {false, true}) {
    Style style;
    style.spread = spread;
    const std::string text = written(style);
    std::vector<Recording> whole;
    for (const auto& source : open_text(text)) whole.push_back(read_all(*source));
    for (std::size_t size = 1; size < text.size(); ++size) {
      try {
        const Sources sources = open_text(text.substr(0, size));
        for (std::size_t s = 0; s < sources.size(); ++s) {
          const Recording cut = read_all(*sources[s]);
          ASSERT_LE(cut.size(), 3U);
          ASSERT_GE(cut.size(), 1U);
          // A number cut at the end of the file is the only one that may differ.
          const bool warned =
              std::any_of(sources[s]->info().warnings.begin(), sources[s]->info().warnings.end(),
                          [](const std::string& w) { return w.find("may be cut") != w.npos; });
          for (std::size_t k = 0; k + (warned ? 1 : 0) < cut.size(); ++k) {
            EXPECT_EQ(dense(cut, k), dense(whole[s], k));
          }
        }
      } catch (const FormatError& e) {
        EXPECT_EQ(std::string(e.what()).find("walk.csv"), 0U);
        EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
      }
    }
  }
  std::string text = written({});
  text.resize(text.rfind("Est. Load"));  // of the right foot
  const Sources sources = open_text(text);
  EXPECT_EQ(sources[0]->info().frames, 3U);
  EXPECT_EQ(sources[1]->info().frames, 2U);
  ASSERT_EQ(sources[1]->info().warnings.size(), 1U);
  EXPECT_EQ(sources[1]->info().warnings[0],
            "the file ends within frame 102, 2 whole frames were kept");
}

TEST(XsensorCsv, OtherTextIsNotClaimed) {
  for (const char* text :
       {"The frame, 12 sensors in columns, and Sensel Width (cm) is read.\n",
        "frame,columns,sensels\n1,2,3\n", "{\"FRAME\": 1, \"Columns\": 3, \"SENSELS\": []}\n",
        "int frame, columns, sensels;\nSensel width;\n"}) {
    EXPECT_THROW((void)open_text(text), FormatError) << text;
  }
}

/// An independent reading of the real file: every line after SENSELS of a sensor, by stof.
TEST(XsensorCsvReal, InsoleWalk) {
  const auto file = testing::real_data("xsensor_insole/xsensor_data.csv");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const Sources sources = open_recordings(*file);
  ASSERT_EQ(sources.size(), 2U);
  std::vector<Recording> recordings;
  for (const auto& source : sources) {
    const SourceInfo& info = source->info();
    EXPECT_EQ(info.frames, 101U);
    EXPECT_EQ(info.plate, (PlateGeometry{31, 11, 8.6, 8.6}));
    EXPECT_EQ(info.unit, "mmHg");
    EXPECT_NEAR(info.rate_hz, 100 / 1.331, 0.1);  // from the first and the last printed time
    EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
    std::map<std::string, VendorCheck> checks;
    for (const VendorCheck& check : info.vendor_checks) checks[check.what] = check;
    for (const auto& [what, check] : checks) EXPECT_EQ(check.agree, 101U) << what;
    EXPECT_EQ(checks.at("peak pressures").max_difference, 0);
    EXPECT_LE(checks.at("average pressures").max_difference, 0.0053);
    EXPECT_LE(checks.at("loads").max_difference, 0.91);
    EXPECT_LE(checks.at("contact areas").max_difference, 0.31);
    recordings.push_back(read_all(*source));
  }
  EXPECT_EQ(sources[0]->info().side, Side::left);
  EXPECT_EQ(sources[1]->info().side, Side::right);

  std::istringstream in(testing::read_file(*file));
  int frame = -1;
  std::size_t sensor = 0;
  std::size_t row = 31;
  bool in_sensor = false;
  std::size_t compared = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("FRAME", 0) == 0) ++frame;
    if (line.rfind("SENSOR", 0) == 0) {
      sensor = line.find("-RF") != line.npos ? 1 : 0;
      in_sensor = true;
    }
    if (line.rfind("GROUP", 0) == 0) in_sensor = false;
    if (line.rfind("SENSELS", 0) == 0 && in_sensor) {
      row = 0;
    } else if (row < 31 && !line.empty() && line[0] != ',') {
      const std::vector<float> grid = dense(recordings[sensor], static_cast<std::size_t>(frame));
      std::istringstream fields(line);
      for (std::size_t col = 0; col < 11; ++col) {
        std::string field;
        std::getline(fields, field, ',');
        EXPECT_NEAR(grid[(30 - row) * 11 + col], std::stod(field) * mmhg_kpa, 2e-5);
        ++compared;
      }
      ++row;
    }
  }
  EXPECT_EQ(compared, 2U * 101 * 31 * 11);
}

/// Cut at 200 places: a clear error, or the frames before the cut as they are in the whole file.
TEST(XsensorCsvReal, EveryPrefixIsSafe) {
  const auto file = testing::real_data("xsensor_insole/xsensor_data.csv");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  testing::expect_safe_prefixes(*file, 199);
}

/// A number that fits into no pressure, where it would become infinite.
TEST(XsensorCsv, ImpossiblePressuresAreErrors) {
  for (const char* value : {"2", "1e300"}) {
    const InputFile file("x.csv", "FRAME,1\nRows:,1\nColumns:,2\nUnits:,mmHg\nSENSELS\n1," +
                                      std::string(value) + "\n");
    OpenOptions options;
    options.format_id = "xsensor_csv";
    if (std::string_view(value) == "2") {
      EXPECT_EQ(open_recordings(file, options).size(), 1U);
    } else {
      EXPECT_THROW((void)open_recordings(file, options), FormatError);
    }
  }
}

}  // namespace
}  // namespace solea

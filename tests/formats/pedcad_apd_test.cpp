#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
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

constexpr int lines = 4;
constexpr int values = 3;

struct Style {
  std::string end = "\r\n";
  char decimal = '.';
  std::string start;
  std::string gap = "\t";
  std::string tail;  ///< behind the last value of a line
  std::string unloaded = "-1";
  std::string equals = "=";
  bool technical_first = false;
};

std::string number(double value, const Style& style) {
  if (value == 0) return style.unloaded;
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  std::string s = text;
  for (char& c : s) {
    if (c == '.') c = style.decimal;
  }
  return s;
}

/// N/cm2 of a frame at a 0-based line and value of it: rolls from line 0 to 3, stronger to the
/// right.
double pressure(int frame, int line, int value) {
  return line >= frame && line <= frame + 1 && value > 0 ? 10 * line + value + 0.5 * frame : 0;
}

double maximum(int frames, int line, int value) {
  double most = 0;
  for (int k = 0; k < frames; ++k) most = std::max(most, pressure(k, line, value));
  return most;
}

std::string picture(const std::string& name, const std::function<double(int, int)>& at,
                    const Style& style) {
  std::string text = "[" + name + "]" + style.end;
  for (int line = 0; line < lines; ++line) {
    for (int value = 0; value < values; ++value) {
      if (value > 0) text += style.gap;
      text += number(at(line, value), style);
    }
    text += style.tail + style.end;
  }
  return text + style.end;
}

std::string head(const Style& style, const std::string& more) {
  const std::string& e = style.end;
  const std::string& q = style.equals;
  const std::string general = "[General]" + e + "Description" + q + "pedcad Importfile" + e +
                              "Source" + q + "<<zebris>>" + e + "Date" + q + "25/04/2017" + e +
                              "UnitDistance" + q + "mm" + e + "UnitPressure" + q + "N/cm2" + e + e;
  std::string size = "8.46591";
  if (style.decimal == ',') size[1] = ',';
  const std::string technical = "[Technical]" + e + "MaxSensorsX" + q + "353" + e + "MaxSensorsY" +
                                q + "64" + e + "StartSensX" + q + "100" + e + "StartSensY" + q +
                                "8" + e + "SensCountX" + q + std::to_string(lines) + e +
                                "SensCountY" + q + std::to_string(values) + e + "LDistX" + q +
                                size + e + "LDistY" + q + "5.08" + e + more + e;
  const std::string customer = "[Customer]" + e + "FirstName" + q + "Somebody" + e + "LastName" +
                               q + "Known" + e + "Sex" + q + "F" + e + e;
  return style.start +
         (style.technical_first ? technical + general + customer : general + customer + technical);
}

std::string one_picture(const Style& style = {}) {
  return head(style, "") +
         picture(
             "Data", [](int line, int value) { return maximum(3, line, value); }, style);
}

std::string three_frames(const Style& style = {}) {
  const std::string& e = style.end;
  std::string text =
      head(style, "TimeDiff=5" + e + "UnitTime=ms" + e + "FootSide=L" + e + "MinIdx=2" + e +
                      "MaxIdx=4" + e) +
      picture(
          "Data", [](int line, int value) { return maximum(3, line, value); }, style);
  for (int k = 0; k < 3; ++k) {
    text += picture(
        "Data" + std::to_string(k + 2),
        [k](int line, int value) { return pressure(k, line, value); }, style);
  }
  return text;
}

void expect_picture(const Recording& recording, std::size_t frame,
                    const std::function<double(int, int)>& at) {
  std::vector<float> dense(lines * values);
  recording.copy_dense(frame, dense);
  for (int line = 0; line < lines; ++line) {
    for (int value = 0; value < values; ++value) {
      // A line is a row, the first at the heel; 1 N/cm2 is 10 kPa.
      EXPECT_FLOAT_EQ(dense[static_cast<std::size_t>(line * values + value)],
                      static_cast<float>(10 * at(line, value)))
          << "frame " << frame << " line " << line << " value " << value;
    }
  }
}

std::vector<Style> every_style() {
  Style unix_lines;
  unix_lines.end = "\n";
  unix_lines.equals = " = ";
  Style comma;
  comma.decimal = ',';
  comma.unloaded = "-1,0";
  Style marked;
  marked.start = "\xEF\xBB\xBF";
  marked.tail = "\t";
  marked.technical_first = true;
  Style semicolons;
  semicolons.gap = ";";
  semicolons.tail = ";";
  semicolons.unloaded = "-1.0";
  Style blanks;
  blanks.gap = "  ";
  blanks.unloaded = "0.0";
  return {Style{}, unix_lines, comma, marked, semicolons, blanks};
}

TEST(PedcadApd, AMaximumPictureIsOneFrame) {
  const TempFolder folder;
  for (const Style& style : every_style()) {
    write_file(folder / "step", one_picture(style));  // the name does not matter
    const auto source = open_recording(folder / "step");
    const SourceInfo& info = source->info();
    EXPECT_EQ(info.format, "pedcad_apd");
    EXPECT_EQ(info.frames, 1U);
    // X, the file's lines, runs along the foot.
    EXPECT_EQ(info.plate, (PlateGeometry{lines, values, 5.08, 8.46591}));
    EXPECT_EQ(info.rate_hz, 0);
    EXPECT_EQ(info.unit, "N/cm2");
    EXPECT_EQ(info.side, Side::unknown);
    EXPECT_EQ(info.provenance.at("offset_on_plate_along_mm"), "846.59");
    EXPECT_EQ(info.provenance.at("offset_on_plate_across_mm"), "40.64");
    EXPECT_EQ(info.provenance.at("software"), "zebris");
    EXPECT_EQ(info.provenance.at("sex"), "F");
    EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
    const Recording recording = read_all(*source);
    ASSERT_EQ(recording.size(), 1U);
    expect_picture(recording, 0, [](int line, int value) { return maximum(3, line, value); });
  }
}

TEST(PedcadApd, FramesOfAFootfall) {
  const TempFolder folder;
  for (const Style& style : every_style()) {
    write_file(folder / "step.apd", three_frames(style));
    const auto source = open_recording(folder / "step.apd");
    const SourceInfo& info = source->info();
    EXPECT_EQ(info.frames, 3U);
    EXPECT_DOUBLE_EQ(info.rate_hz, 200);
    EXPECT_EQ(info.side, Side::left);
    EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
    ASSERT_EQ(info.vendor_checks.size(), 1U);
    EXPECT_EQ(info.vendor_checks[0].compared, static_cast<std::size_t>(lines * values));
    EXPECT_EQ(info.vendor_checks[0].agree, static_cast<std::size_t>(lines * values));
    const Recording recording = read_all(*source);
    ASSERT_EQ(recording.size(), 3U);
    for (int k = 0; k < 3; ++k) {
      expect_picture(recording, static_cast<std::size_t>(k),
                     [k](int line, int value) { return pressure(k, line, value); });
      EXPECT_DOUBLE_EQ(recording.time_s(static_cast<std::size_t>(k)), 0.005 * k);
    }
  }
}

TEST(PedcadApd, NamesAreNotKept) {
  const TempFolder folder;
  write_file(folder / "step.apd", one_picture());
  const auto source = open_recording(folder / "step.apd");
  const SourceInfo& info = source->info();
  std::string all = info.session.subject_code + info.session.trial + info.name;
  for (const auto& [key, value] : info.provenance) all += key + value;
  EXPECT_EQ(all.find("Somebody"), std::string::npos);
  EXPECT_EQ(all.find("Known"), std::string::npos);
}

std::string spoilt(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(PedcadApd, AMaximumThatDisagreesIsReported) {
  const TempFolder folder;
  write_file(folder / "step.apd", spoilt(three_frames(), "33.0", "32.0"));
  const auto source = open_recording(folder / "step.apd");
  const VendorCheck& check = source->info().vendor_checks.at(0);
  // The first 33.0 is that of the maximum picture, in its last line.
  EXPECT_EQ(check.agree, check.compared - 1);
  EXPECT_EQ(check.first_disagreement, "its line 4");
  EXPECT_DOUBLE_EQ(check.max_difference, 1);
  EXPECT_EQ(source->info().warnings.size(), 1U);
}

TEST(PedcadApd, AMissingFrameIsAGapInTime) {
  const TempFolder folder;
  std::string text = three_frames();
  const std::size_t first = text.find("[Data3]");
  text.erase(first, text.find("[Data4]") - first);
  write_file(folder / "step.apd", text);
  const auto source = open_recording(folder / "step.apd");
  ASSERT_EQ(source->info().warnings.size(), 1U);
  EXPECT_EQ(source->info().warnings[0], "frames 3 to 3 are missing");
  EXPECT_TRUE(source->info().vendor_checks.empty())
      << "the maximum may have been in what is missing";
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), 2U);
  EXPECT_DOUBLE_EQ(recording.time_s(1), 0.01);
}

TEST(PedcadApd, AFootThatRollsBackwardsIsWorthAWord) {
  const TempFolder folder;
  const Style style;
  std::string text = head(style, "TimeDiff=5\r\nMinIdx=0\r\nMaxIdx=3\r\n");
  for (int k = 0; k < 4; ++k) {
    text += picture(
        "Data" + std::to_string(k),
        [k](int line, int value) { return line == 3 - k && value == 1 ? 5.0 : 0.0; }, style);
  }
  write_file(folder / "step.apd", text);
  const auto source = open_recording(folder / "step.apd");
  ASSERT_EQ(source->info().warnings.size(), 1U);
  EXPECT_NE(source->info().warnings[0].find("toes"), std::string::npos);
}

TEST(PedcadApd, OptionsFillOnlyWhatTheFileLeavesOpen) {
  const TempFolder folder;
  OpenOptions options;
  options.unit = "kPa";
  options.pitch_x_mm = 7;
  options.rate_hz = 50;
  write_file(folder / "step.apd", three_frames());
  EXPECT_EQ(open_recording(folder / "step.apd", options)->info().warnings.size(), 3U);

  std::string text = spoilt(three_frames(), "UnitPressure=N/cm2\r\n", "");
  text = spoilt(text, "LDistY=5.08\r\n", "");
  text = spoilt(text, "TimeDiff=5\r\n", "");
  write_file(folder / "step.apd", text);
  EXPECT_THROW((void)open_recording(folder / "step.apd"), FormatError);
  const auto source = open_recording(folder / "step.apd", options);
  EXPECT_EQ(source->info().plate, (PlateGeometry{lines, values, 7, 8.46591}));
  EXPECT_DOUBLE_EQ(source->info().rate_hz, 50);
  const Recording recording = read_all(*source);
  EXPECT_FLOAT_EQ(recording.cells(0).front().kpa, static_cast<float>(pressure(0, 0, 1)));
}

/// What is wrong with a spoiled file, empty when it opened.
std::string error_of(const std::string& text) {
  return testing::error_behind_name(InputFile("step.apd", text));
}

/// ":LINE: " of the first place where `what` stands.
std::string at_line_of(const std::string& text, const std::string& what) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(text.find(what));
  return ":" + std::to_string(std::count(text.begin(), end, '\n') + 1) + ": ";
}

TEST(PedcadApd, ErrorsNameTheLineAndWhatWasExpected) {
  const std::string text = one_picture();
  const std::string number = at_line_of(text, "11.5");
  EXPECT_EQ(error_of(spoilt(text, "11.5", "1x.5")), number + "'1x.5', expected a pressure or -1");
  EXPECT_EQ(error_of(spoilt(text, "11.5", "-2")),
            number + "a pressure of '-2', expected 0 or more, or -1 for unloaded");
  EXPECT_EQ(error_of(spoilt(text, "11.5", "nan")), number + "'nan', expected a pressure or -1");
  EXPECT_EQ(error_of(spoilt(text, "\t11.5", "")),
            number + "a line of 2 values in a picture with lines of 3");
  const std::string data = at_line_of(text, "[Data]");
  EXPECT_EQ(error_of(spoilt(text, "SensCountX=4", "SensCountX=5")),
            data + "a picture of 4 lines of 3 values, expected 5 of 3");
  EXPECT_EQ(error_of(spoilt(text, "SensCountX=4", "SensCountX=2147483648")),
            at_line_of(text, "SensCountX") +
                "bad 'senscountx' '2147483648', expected a whole number within its bounds");
  EXPECT_EQ(error_of(spoilt(text, "[Data]", "[Datax]")),
            data + "bad section '[Datax]', expected [Data] or [DataNUMBER]");
  EXPECT_EQ(
      error_of(spoilt(three_frames(), "[Data4]", "[Data2]")),
      at_line_of(three_frames(), "[Data4]") + "[Data2] after [Data3], expected rising numbers");
}

/// Whatever the file is cut to: one clear error, or whole frames.
TEST(PedcadApd, EveryTruncationIsSafe) {
  const TempFolder folder;
  const std::string text = three_frames();
  std::size_t opened = 0;
  for (std::size_t size = 0; size < text.size(); ++size) {
    write_file(folder / "step.apd", text.substr(0, size));
    try {
      const auto source = open_recording(folder / "step.apd");
      const Recording recording = read_all(*source);
      ++opened;
      ASSERT_GE(recording.size(), 1U);
      EXPECT_LE(recording.size(), 3U);
      // Only the blank lines at the end can be missing without a word.
      if (size + 4 < text.size()) {
        EXPECT_FALSE(source->info().warnings.empty()) << size;
      }
    } catch (const FormatError& e) {
      EXPECT_NE(std::string(e.what()).find("step.apd"), std::string::npos);
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
    }
  }
  EXPECT_GT(opened, 50U);
}

TEST(PedcadApd, ACutFileSaysWhatWasKept) {
  const TempFolder folder;
  const std::string text = three_frames();
  write_file(folder / "step.apd", text.substr(0, text.rfind("\t33.0")));
  const auto source = open_recording(folder / "step.apd");
  ASSERT_FALSE(source->info().warnings.empty());
  EXPECT_EQ(source->info().warnings[0], "the file ends within frame 4, 2 whole frames were kept");
  EXPECT_EQ(source->info().frames, 2U);
}

TEST(PedcadApd, OfALineThatIsCutNothingIsKept) {
  const TempFolder folder;
  write_file(
      folder / "step.apd",
      "[General]\nUnitPressure=N/cm2\n[Technical]\nSensCountX=1\nSensCountY=2\n[Data]\n1\t2\n3\t");
  const auto source = open_recording(folder / "step.apd");
  EXPECT_EQ(source->info().plate.rows, 1);
  EXPECT_EQ(source->info().warnings, std::vector<std::string>{"the end of the file is cut off"});
  const Recording recording = read_all(*source);
  EXPECT_EQ(recording.all_cells().size(), 2U);
}

TEST(PedcadApd, ClaimsOnlyItsOwn) {
  EXPECT_GE(confidence_of("pedcad_apd", one_picture()), 60);
  EXPECT_EQ(confidence_of("pedcad_apd", "pedcad files have a section [Data] with -1 in it\n"), 0);
  EXPECT_EQ(confidence_of("pedcad_apd", "Application\ttrplatf\nExercises\t{\n"), 0);
  EXPECT_EQ(confidence_of("pedcad_apd", "[General]\nname=value\n[Data]\n1\t2\n"), 0);
}

TEST(PedcadApdReal, StepsOnAPlate) {
  const std::vector<std::pair<std::string, std::pair<int, int>>> files = {
      {"MDwalk2.apd", {32, 15}}, {"MDwalk2_1.apd", {32, 13}}, {"MDwalk2_2.apd", {31, 12}}};
  for (const auto& [name, size] : files) {
    const auto file = testing::real_data("zebris_apd_steps/" + name);
    if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
    const auto source = open_recording(*file);
    const SourceInfo& info = source->info();
    EXPECT_EQ(info.frames, 1U);
    EXPECT_EQ(info.plate, (PlateGeometry{size.first, size.second, 8.46591, 8.46591}));
    EXPECT_EQ(info.unit, "N/cm2");
    // A print is widest at the ball of the foot, which is nearer to the toes.
    const Recording recording = read_all(*source);
    std::vector<int> width(static_cast<std::size_t>(size.first));
    for (const LoadedCell& cell : recording.cells(0)) {
      ++width[cell.index / static_cast<std::uint32_t>(size.second)];
    }
    const auto widest = std::max_element(width.begin(), width.end()) - width.begin();
    EXPECT_GT(widest, size.first / 2) << "the ball of the foot is in front";
  }
}

TEST(PedcadApdReal, EveryPrefixIsAnError) {
  const auto file = testing::real_data("zebris_apd_steps/MDwalk2.apd");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const std::string text = testing::read_file(*file);
  for (std::size_t k = 0; k < 200; ++k) {
    const InputFile cut("cut.apd", std::string_view(text).substr(0, text.size() * k / 200));
    EXPECT_THROW((void)open_recordings(cut), FormatError) << k;
  }
}

/// Numbers that fit into no pressure and no rate, where they would become infinite.
TEST(PedcadApd, ImpossibleNumbersAreErrors) {
  const auto text = [](const std::string& value, const std::string& step) {
    return InputFile("x.apd",
                     "[General]\nUnitPressure=N/cm2\n[Technical]\nSensCountX=1\nSensCountY=2\n"
                     "TimeDiff=" +
                         step + "\n[Data0]\n1\t" + value + "\n[Data1]\n1\t2\n");
  };
  EXPECT_EQ(open_recording(text("2", "5"))->info().rate_hz, 200);
  EXPECT_THROW((void)open_recording(text("1e300", "5")), FormatError);
  EXPECT_THROW((void)open_recording(text("2", "1e-308")), FormatError);
}

}  // namespace
}  // namespace solea

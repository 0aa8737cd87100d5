#include <gtest/gtest.h>

#include <cstdio>
#include <functional>
#include <sstream>

#include "core/error.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::read_file;
using testing::replace;

/// How a file is written; the variants that exist.
struct Style {
  std::string gap = "\t";
  std::string end = "\n";
  char decimal = '.';
  std::string unit = "kPa";
  bool left = true;
  bool right = true;
  bool with_masks = true;
  std::string front{};  ///< before everything
  std::string tail{};   ///< at the end of each line of the table
};

constexpr int sensors = 7;
constexpr int frames = 5;

/// Pressure in the file's unit: different for every sensor, foot and frame, some 0.
double pressure(int frame, bool right, int sensor) {
  if ((sensor + frame) % 3 == 0) return 0;
  return (right ? 100 : 10) + sensor + 0.5 * frame;
}

std::string number(double value, const char* format, const Style& style) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  std::string s = text;
  for (char& c : s) {
    if (c == '.') c = style.decimal;
  }
  return s;
}

/// A pedar export at 50 Hz.
std::string pedar(const Style& style = {}) {
  const std::string& g = style.gap;
  const std::string& e = style.end;
  std::string text = style.front + "file name:  walk.sol" + g + "date/time  01.02.20 10.30" + e;
  text += "sensor type:  v-1234l-1235r-made-up " + e;
  text += "total time [secs]:  " + number(0.02 * frames, "%.3f", style) + g +
          "time per frame [secs]:  " + number(0.02, "%.5f", style) + g +
          "scanning rate [Hz]:   50" + e + "pressure values in  " + style.unit + e + e;
  if (style.with_masks) {
    text += "mask definition: " + e;
    for (const bool right : {false, true}) {
      if (right ? !style.right : !style.left) continue;
      text += right ? "right insole: " : "left insole: ";
      for (int s = 1; s <= sensors; ++s) text += std::to_string(s) + ",";
      text += e;
    }
    text += e;
  }
  text += "time[secs]    ";
  for (const bool right : {false, true}) {
    if (right ? !style.right : !style.left) continue;
    for (int s = 1; s <= sensors; ++s) text += g + "      " + std::to_string(s);
  }
  text += style.tail + e;
  for (int k = 0; k < frames; ++k) {
    text += "     " + number(0.02 * (k + 1), "%.5f", style);
    for (const bool right : {false, true}) {
      if (right ? !style.right : !style.left) continue;
      for (int s = 1; s <= sensors; ++s) {
        text += g + " " + number(pressure(k, right, s), "%.3f", style);
      }
    }
    text += style.tail + e;
  }
  return text;
}

Sources open_text(const std::string& text, const OpenOptions& options = {}) {
  return open_recordings(InputFile("walk.asc", text), options);
}

LoadedCell cell_of(FrameSource& source, std::size_t frame, std::size_t cell) {
  const Recording recording = read_all(source);
  return recording.cells(frame)[cell];
}

void expect_foot(FrameSource& source, bool right, double kpa_per_unit = 1) {
  const SourceInfo& info = source.info();
  EXPECT_EQ(info.format, "novel_asc");
  EXPECT_FALSE(info.has_grid);
  EXPECT_EQ(info.plate, (PlateGeometry{1, sensors, 0, 0}));
  EXPECT_EQ(info.frames, static_cast<std::size_t>(frames));
  EXPECT_DOUBLE_EQ(info.rate_hz, 50);
  EXPECT_EQ(info.provenance.at("sensors"), "1-7");
  EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
  const Recording recording = read_all(source);
  ASSERT_EQ(recording.size(), static_cast<std::size_t>(frames));
  for (int k = 0; k < frames; ++k) {
    std::vector<float> dense(sensors);
    recording.copy_dense(static_cast<std::size_t>(k), dense);
    for (int s = 1; s <= sensors; ++s) {
      EXPECT_FLOAT_EQ(dense[static_cast<std::size_t>(s - 1)],
                      static_cast<float>(pressure(k, right, s) * kpa_per_unit))
          << "frame " << k << " sensor " << s;
    }
    EXPECT_DOUBLE_EQ(recording.time_s(static_cast<std::size_t>(k)), 0.02 * k);
  }
}

void expect_both_feet(const std::string& text, double kpa_per_unit = 1) {
  const Sources sources = open_text(text);
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[0]->info().name, "left");
  EXPECT_EQ(sources[0]->info().side, Side::left);
  EXPECT_EQ(sources[1]->info().name, "right");
  EXPECT_EQ(sources[1]->info().side, Side::right);
  expect_foot(*sources[0], false, kpa_per_unit);
  expect_foot(*sources[1], true, kpa_per_unit);
}

TEST(NovelAsc, ReadsEveryVariant) {
  expect_both_feet(pedar());
  expect_both_feet(pedar({.end = "\r\n"}));
  expect_both_feet(pedar({.end = "\r"}));
  expect_both_feet(pedar({.gap = "   "}));
  expect_both_feet(pedar({.decimal = ','}));
  expect_both_feet(pedar({.gap = "  ", .decimal = ','}));
  expect_both_feet(pedar({.front = "\xEF\xBB\xBF"}));
  expect_both_feet(pedar({.front = "\t"}));
  expect_both_feet(pedar({.tail = "\t"}));
  expect_both_feet(pedar({.with_masks = false}));
}

TEST(NovelAsc, OtherUnits) {
  // metrics.md 0.2: 1 N/cm2 is 10 kPa, 1 psi 6.894757 kPa.
  expect_both_feet(pedar({.unit = "N/cm2"}), 10);
  expect_both_feet(pedar({.unit = "N/cm\xB2"}), 10);
  expect_both_feet(pedar({.unit = "psi"}), 6.894757);
  EXPECT_EQ(open_text(pedar({.unit = "N/cm2"}))[0]->info().unit, "N/cm2");
  EXPECT_EQ(open_text(pedar({.unit = "N/cm2"}))[0]->info().conversions.front(),
            "N/cm2 turned into kPa");
}

TEST(NovelAsc, OneFoot) {
  for (const bool right : {false, true}) {
    const Sources sources = open_text(pedar({.left = !right, .right = right}));
    ASSERT_EQ(sources.size(), 1U);
    EXPECT_EQ(sources[0]->info().side, right ? Side::right : Side::left);
    expect_foot(*sources[0], right);
  }
}

TEST(NovelAsc, OneFootWithoutMasksHasNoSideUnlessTheSensorTypeTellsIt) {
  std::string text = pedar({.right = false, .with_masks = false});
  EXPECT_EQ(open_text(text)[0]->info().side, Side::unknown);
  text.replace(text.find("v-1234l-1235r"), 13, "v-1235r");
  EXPECT_EQ(open_text(text)[0]->info().side, Side::right);
}

TEST(NovelAsc, ProvenanceWithoutTheFilesName) {
  const Sources sources = open_text(pedar());
  const auto& provenance = sources[0]->info().provenance;
  EXPECT_EQ(provenance.at("date"), "01.02.20 10.30");
  EXPECT_EQ(provenance.at("sensor_type"), "v-1234l-1235r-made-up");
  EXPECT_EQ(provenance.at("masks"), "left insole: 1-7; right insole: 1-7");
  for (const auto& [key, value] : provenance) {
    EXPECT_EQ(value.find("walk.sol"), std::string::npos) << key;
  }
}

/// A pliance mat: sparse numbers of sensors, blanks, times from 0.
std::string pliance(const std::string& titles, const std::string& lines) {
  return "file name: seat.sol   date/time 29.01.13 11.30\n"
         "sensor type: made-up\n"
         "total time [secs]: 0.012   time per frame [secs]: 0.004   scanning rate [Hz]:  250\n"
         "pressure values in kPa\n\nelectrical:\n" +
         titles + "\n" + lines;
}

TEST(NovelAsc, PlianceWithSparseSensors) {
  const Sources sources = open_text(
      pliance("time[secs] 4 5 6 20 3", "0.000 1 2 3 4 5\n0.004 0 0 7.5 0 0\n0.008 0 0 0 0 9\n"));
  ASSERT_EQ(sources.size(), 1U);
  const SourceInfo& info = sources[0]->info();
  EXPECT_EQ(info.side, Side::unknown);
  EXPECT_FALSE(info.has_grid);
  EXPECT_EQ(info.plate, (PlateGeometry{1, 5, 0, 0}));
  EXPECT_EQ(info.provenance.at("sensors"), "4-6,20,3");
  EXPECT_DOUBLE_EQ(info.rate_hz, 250);
  EXPECT_TRUE(info.warnings.empty()) << info.warnings.front();
  const Recording recording = read_all(*sources[0]);
  ASSERT_EQ(recording.size(), 3U);
  EXPECT_EQ(recording.cells(0).size(), 5U);
  EXPECT_EQ(recording.cells(1)[0], (LoadedCell{2, 7.5F}));
  EXPECT_EQ(recording.cells(2)[0], (LoadedCell{4, 9.0F}));
}

TEST(NovelAsc, TitlesWithoutNumbersAreCounted) {
  const Sources sources = open_text(pliance("time[secs]", "0\t1\t2\n0.004\t0\t0\n0.008\t0\t3\n"));
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0]->info().provenance.at("sensors"), "1-2");
  EXPECT_EQ(sources[0]->info().frames, 3U);
}

TEST(NovelAsc, SummaryColumnsAreChannels) {
  std::string text = pedar({.left = false, .right = false});
  text.resize(text.find("time[secs]    "));
  text += "time[secs]\t1\t2\tforce[N]\tarea [cm2]\t1\t2\tforce[N]\tarea [cm2]\n";
  text += "0.02\t10\t20\t300.5\t12\t30\t40\t500\t14\n0.04\t1\t2\t30\t1\t3\t4\t50\t2\n";
  const Sources sources = open_text(text);
  ASSERT_EQ(sources.size(), 2U);
  for (const auto& source : sources) {
    ASSERT_EQ(source->info().channels.size(), 2U);
    EXPECT_EQ(source->info().channels[0].name, "force_n");
    EXPECT_EQ(source->info().channels[0].unit, "N");
    EXPECT_EQ(source->info().channels[1].name, "area_cm2");
    EXPECT_EQ(source->info().plate.cells(), 2U);
  }
  EXPECT_EQ(sources[0]->info().channels[0].values, (std::vector<double>{300.5, 30}));
  EXPECT_EQ(sources[1]->info().channels[0].values, (std::vector<double>{500, 50}));
  EXPECT_EQ(sources[1]->info().channels[1].values, (std::vector<double>{14, 2}));
  EXPECT_EQ(cell_of(*sources[1], 0, 1), (LoadedCell{1, 40.0F}));
}

TEST(NovelAsc, TheFeetAreToldApartByTheMasksWhereNumbersDoNotFall) {
  std::string text = pedar({.left = false, .right = false});
  text.resize(text.find("time[secs]    "));
  text.replace(text.find("mask definition: \n"), 18,
               "mask definition: \nlinke Sohle: 1,2,\nrechte Sohle: 5,6,\n");
  text += "time[secs]\t1\t2\t5\t6\n0.02\t1\t2\t3\t4\n0.04\t1\t2\t3\t4\n";
  const Sources sources = open_text(text);
  ASSERT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[1]->info().provenance.at("sensors"), "5-6");
  EXPECT_EQ(cell_of(*sources[1], 0, 0), (LoadedCell{0, 3.0F}));
}

TEST(NovelAsc, ChecksTheTimesAgainstTheHeader) {
  const Sources sources = open_text(pedar());
  const auto& checks = sources[0]->info().vendor_checks;
  ASSERT_EQ(checks.size(), 3U);
  for (const VendorCheck& check : checks) EXPECT_EQ(check.agree, check.compared) << check.what;
  EXPECT_EQ(checks[0].compared, static_cast<std::size_t>(frames - 1));

  std::string text = pedar();
  replace(text, "0.06000", "0.06700");
  const Sources off = open_text(text);
  EXPECT_EQ(off[0]->info().vendor_checks[0].agree, static_cast<std::size_t>(frames - 2));
  EXPECT_EQ(off[0]->info().vendor_checks[0].first_disagreement, "frame 3");
  EXPECT_FALSE(off[0]->info().warnings.empty());
  EXPECT_NEAR(read_all(*off[0]).time_s(2), 0.047, 1e-12) << "as the file has it";

  text = pedar();
  replace(text, "total time [secs]:  0.100", "total time [secs]:  0.200");
  const Sources cut = open_text(text);
  EXPECT_EQ(cut[0]->info().vendor_checks[2].agree, 0U);
  EXPECT_EQ(
      cut[0]->info().warnings.front(),
      "the header's total time is not that of the frames: in 1 of 1 places, first in frame 5");
}

TEST(NovelAsc, AnotherRateInTheTimesWins) {
  std::string text = pedar();
  replace(text, "scanning rate [Hz]:   50", "scanning rate [Hz]:   100");
  replace(text, "frame [secs]:  0.02000", "frame [secs]:  0.01000");
  const Sources sources = open_text(text);
  EXPECT_DOUBLE_EQ(sources[0]->info().rate_hz, 50);
  EXPECT_EQ(sources[0]->info().warnings.front(),
            "the frames' times run at 50 Hz, the header says 100 Hz: the times are taken");
}

TEST(NovelAsc, ARoundedRateGivesWayToTheTimePerFrame) {
  const Sources sources = open_text(
      "file name: a\tdate/time b\nsensor type: c\ntotal time [secs]: 0.036\ttime per frame [secs]: "
      "0.01200\tscanning rate [Hz]: 83\npressure values in kPa\n\ntime[secs]\t1\t2\n"
      "0.012\t1\t1\n0.024\t1\t1\n0.036\t1\t1\n");
  EXPECT_NEAR(sources[0]->info().rate_hz, 1 / 0.012, 1e-9);
  EXPECT_TRUE(sources[0]->info().warnings.empty());
}

TEST(NovelAsc, MissingFramesAreAGap) {
  std::string text = pedar();
  const std::size_t third = text.find("     0.06000");
  text.erase(third, text.find("     0.08000") - third);
  const Sources sources = open_text(text);
  const SourceInfo& info = sources[0]->info();
  EXPECT_EQ(info.frames, static_cast<std::size_t>(frames - 1));
  EXPECT_NE(info.warnings.front().find("1 frames are missing"), std::string::npos);
  EXPECT_NEAR(read_all(*sources[0]).time_s(2), 0.06, 1e-12);
}

TEST(NovelAsc, OptionsOnlyWhereTheFileIsSilent) {
  OpenOptions options;
  options.unit = "N/cm2";
  options.rate_hz = 10;
  const Sources told = open_text(pedar(), options);
  EXPECT_EQ(told[0]->info().warnings.size(), 2U);
  EXPECT_EQ(told[0]->info().unit, "kPa");
  std::string text = pedar();
  replace(text, "pressure values in  kPa\n", "");
  OpenOptions in_n_cm2;
  in_n_cm2.unit = "N/cm2";
  const Sources silent = open_text(text, in_n_cm2);
  EXPECT_EQ(silent[0]->info().unit, "N/cm2");
  EXPECT_FLOAT_EQ(cell_of(*silent[0], 0, 0).kpa, static_cast<float>(10 * pressure(0, false, 1)));
}

/// Opens a spoiled file; returns the error's text, empty when it opened.
std::string error_of(const std::function<void(std::string&)>& spoil) {
  std::string text = pedar();
  spoil(text);
  return testing::error_of(InputFile("walk.asc", text));
}

TEST(NovelAsc, ErrorsNameTheLineAndWhatWasExpected) {
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "101.000", "10x.000"); }),
            "walk.asc:11: '10x.000', expected a number");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "101.000", "-1.000"); }),
            "walk.asc:11: a pressure below 0 at sensor 1");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "101.000", "nan"); }),
            "walk.asc:11: 'nan', expected a number");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "\t 101.000", ""); }),
            "walk.asc:11: 14 numbers, expected 15: the time and a value for each title");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "0.04000", "0.01000"); }),
            "walk.asc:12: time '0.01000', expected one not before the last frame's");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "in  kPa", "in  furlongs"); }),
            "walk.asc:4: pressures in 'furlongs', expected kPa, N/cm2, mmHg or psi");
  EXPECT_EQ(error_of([](std::string& t) { replace(t, "[Hz]:   50", "[Hz]:   fast"); }),
            "walk.asc:3: 'scanning rate' is 'fast', expected a number above 0");
  EXPECT_EQ(
      error_of([](std::string& t) { replace(t, "      7\t      1\t", "      7\t      7\t"); }),
      "walk.asc:10: sensor 7 more than once in a foot, expected the left foot's sensors, "
      "then the right's");
  EXPECT_NE(error_of([](std::string& t) { t.resize(t.find("     0.02000")); }).find("no frame"),
            std::string::npos);
}

TEST(NovelAsc, ClaimsNoProgramText) {
  for (const char* text :
       {"fprintf('time[secs]\\t1\\n'); % file name: sensor type:\n",
        "In this file name: and sensor type: are described, and time[secs] 1 2.\n",
        "time[secs]\t1\t2\n0.1\t1\t2\n"}) {
    EXPECT_EQ(testing::confidence_of("novel_asc", text), 0) << text;
  }
}

void expect_safe_prefixes(const std::string& text, std::size_t step, std::size_t whole) {
  for (std::size_t size = 0; size < text.size(); size += step) {
    try {
      const Sources sources = open_text(text.substr(0, size));
      for (const auto& source : sources) EXPECT_LE(read_all(*source).size(), whole);
    } catch (const Error& e) {
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
    }
  }
}

TEST(NovelAsc, EveryTruncationIsSafe) {
  const std::string text = pedar();
  expect_safe_prefixes(text, 1, frames);
  // Cut within a number of the fourth frame: three are whole.
  const std::string cut = text.substr(0, text.find("     0.10000") - 3);
  const Sources sources = open_text(cut);
  EXPECT_EQ(sources[1]->info().frames, 3U);
  EXPECT_EQ(sources[1]->info().warnings.front(),
            "the file ends within frame 4, 3 whole frames were kept");
}

TEST(NovelAscReal, Pedar) {
  const auto file = testing::real_data("pedar_insole/pedar_example.asc");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const Sources sources = open_recordings(*file);
  ASSERT_EQ(sources.size(), 2U);
  for (const auto& source : sources) {
    const SourceInfo& info = source->info();
    EXPECT_EQ(info.frames, 1505U);
    EXPECT_EQ(info.plate, (PlateGeometry{1, 99, 0, 0}));
    EXPECT_DOUBLE_EQ(info.rate_hz, 100);
    EXPECT_EQ(info.unit, "kPa");
    EXPECT_EQ(info.provenance.at("sensors"), "1-99");
    EXPECT_TRUE(info.warnings.empty());
    EXPECT_EQ(info.vendor_checks[0].compared, 1504U);
    EXPECT_EQ(info.vendor_checks[0].agree, 1504U);
  }
  EXPECT_EQ(sources[0]->info().side, Side::left);
  EXPECT_EQ(sources[1]->info().side, Side::right);

  // Every number again, another way.
  std::istringstream lines(read_file(*file));
  std::string line;
  for (int k = 0; k < 10; ++k) std::getline(lines, line);
  const Recording left = read_all(*sources[0]);
  const Recording right = read_all(*sources[1]);
  for (std::size_t frame = 0; frame < 1505; ++frame) {
    std::getline(lines, line);
    std::istringstream numbers(line);
    double time = 0;
    numbers >> time;
    ASSERT_NEAR(left.time_s(frame), time - 0.01, 1e-9);
    for (const Recording* foot : {&left, &right}) {
      std::vector<float> dense(99);
      foot->copy_dense(frame, dense);
      for (const float kpa : dense) {
        float expected = -1;
        numbers >> expected;
        ASSERT_EQ(kpa, expected) << "frame " << frame;
      }
    }
  }
  const std::string text = read_file(*file);
  expect_safe_prefixes(text.substr(0, 40000), 401, 1505);
  expect_safe_prefixes(text, text.size() / 200, 1505);
}

}  // namespace
}  // namespace solea

// The writers, read back by parsers of this file's own, written from the formats' layouts.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.h"
#include "formats/export_format.h"
#include "tests/support/files.h"

namespace solea {
namespace {

using testing::read_file;
using testing::TempFolder;
using Grid = std::vector<std::vector<double>>;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

const ExportFormat& format(const std::string& id) {
  for (const ExportFormat* f : builtin_export_formats()) {
    if (f->id == id) return *f;
  }
  throw std::logic_error("no format " + id);
}

/// Three frames of 4 rows x 3 columns, 5 mm across and 7.5 mm along, 50 Hz, with the third frame
/// missing in time. No sensor at row 3, column 0. Who and when are known, and must not get out.
struct Sample {
  SourceInfo info;
  Recording recording{{4, 3, 5.0, 7.5}};
  std::vector<LoadSample> load;

  Sample() {
    info.format = "novel_lst";
    info.plate = recording.plate();
    info.rate_hz = 50;
    info.frames = 3;
    info.side = Side::left;
    info.name = "Doe_Jane";
    info.session.subject_code = "S-0815";
    info.session.trial = "trial of Monday";
    info.session.created_utc = "2025-04-23T10:49:07Z";
    info.session.mass_kg = 71.5;
    info.provenance["date"] = "Monday morning";
    info.calibration = "0.25 kPa per count, 2025-01-01";
    info.conversions.push_back("rows reversed: a \"quoted\" reason");
    info.sensor_mask.assign(12, 1);
    info.sensor_mask[9] = 0;
    // Row 1, column 2 and row 2, column 1: no mirror image of the box is the box itself.
    add(0.0, {{5, 0.1F}, {7, 123.456F}}, {0.25, 6.25, 18.0});
    add(0.02, {}, {0.0, nan, nan});
    add(0.06, {{5, 40.06F}, {6, 1e-3F}, {7, 7.0F}}, {1.76, 11.75, 12.36});
  }

  void add(double time_s, const std::vector<LoadedCell>& cells, std::array<double, 3> load_of) {
    recording.append(time_s, std::span<const LoadedCell>(cells));
    load.push_back({time_s, load_of[0], load_of[1], load_of[2]});
  }

  [[nodiscard]] ExportRecording as_export() const { return {info, recording, load}; }

  /// What a writer makes of it.
  [[nodiscard]] std::string written(const std::string& id,
                                    const ExportOptions& options = {}) const {
    const TempFolder folder;
    const ExportRecording one = as_export();
    format(id).write({&one, 1}, options, folder / "out");
    return read_file(folder / "out");
  }

  [[nodiscard]] Grid dense(std::size_t frame) const {
    Grid grid(4, std::vector<double>(3, 0.0));
    for (const LoadedCell& c : recording.cells(frame)) grid[c.index / 3][c.index % 3] = c.kpa;
    return grid;
  }
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

TEST(Writers, HaveIdsOfTheirOwnAndSayWhatTheyCannotHold) {
  std::map<std::string_view, int> ids;
  for (const ExportFormat* f : builtin_export_formats()) EXPECT_EQ(++ids[f->id], 1) << f->id;
  const Sample sample;
  const std::vector<ExportRecording> two = {sample.as_export(), sample.as_export()};
  const TempFolder folder;
  for (const ExportFormat* f : builtin_export_formats()) {
    EXPECT_THROW(f->write(std::span(two).first(1), {}, folder / "missing" / "out"), FileError)
        << f->id;
    if (f->many) continue;
    try {
      f->write(two, {}, folder / "out");
      ADD_FAILURE() << f->id << " wrote two recordings";
    } catch (const Error& e) {
      EXPECT_NE(std::string(e.what()).find("--recording"), std::string::npos) << f->id;
    }
  }
}

TEST(Writers, AFullDiskIsAnError) {
  const Sample sample;
  const ExportRecording one = sample.as_export();
  for (const ExportFormat* f : builtin_export_formats()) {
    EXPECT_THROW(f->write({&one, 1}, {}, "/dev/full"), FileError) << f->id;
  }
}

TEST(Writers, KeepWhoAndWhenUnlessAsked) {
  const Sample sample;
  for (const ExportFormat* f : builtin_export_formats()) {
    if (f->id == "npz") continue;  // deflated; tests/cli/export.py reads it
    if (f->id == "stl") continue;  // only triangles
    std::vector<std::string> variants(f->variants.begin(), f->variants.end());
    if (variants.empty()) variants.emplace_back();
    for (const std::string& variant : variants) {
      const std::string text = sample.written(std::string(f->id), {variant, false});
      for (const char* secret : {"0815", "Monday", "2025", "Doe"}) {
        EXPECT_EQ(text.find(secret), std::string::npos) << f->id << " " << variant << " " << secret;
      }
      const std::string with = sample.written(std::string(f->id), {variant, true});
      EXPECT_NE(with.find("S-0815"), std::string::npos) << f->id << " " << variant;
      // The day of the measurement, which the file told, before that of the import.
      EXPECT_NE(with.find("Monday morning"), std::string::npos) << f->id << " " << variant;
    }
  }
}

TEST(Writers, SayWhatIsMissing) {
  const auto error = [](const Sample& sample, const std::string& id, const std::string& variant) {
    try {
      static_cast<void>(sample.written(id, {variant, false}));
      return std::string();
    } catch (const Error& e) {
      return std::string(e.what());
    }
  };
  Sample no_rate;
  no_rate.info.rate_hz = 0;
  Sample no_pitch;
  no_pitch.info.plate.pitch_x_mm = no_pitch.info.plate.pitch_y_mm = 0;
  Sample no_grid;
  no_grid.info.has_grid = false;
  for (const auto& [id, variant] :
       {std::pair("lst", ""), {"tekscan_ascii", ""}, {"apd", "footscan"}}) {
    EXPECT_NE(error(no_rate, id, variant).find("--rate-hz"), std::string::npos) << id;
    EXPECT_NE(error(no_pitch, id, variant).find("--pitch-mm"), std::string::npos) << id;
    EXPECT_NE(error(no_grid, id, variant).find("grid"), std::string::npos) << id;
    EXPECT_NE(error(Sample(), id, "nonsense").find("nonsense") == std::string::npos,
              std::string(id) == "apd");
  }
  EXPECT_EQ(error(no_rate, "apd", "zebris"), "");
  for (const char* id : {"csv", "json", "npz"}) {
    EXPECT_EQ(error(no_rate, id, ""), "");
    EXPECT_EQ(error(no_pitch, id, ""), "");
    EXPECT_EQ(error(no_grid, id, ""), "");
  }
}

struct Csv {
  std::map<std::string, std::string> head;
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> rows;
};

Csv parse_csv(const std::string& text) {
  Csv csv;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# ")) {
      const std::size_t colon = line.find(": ");
      csv.head[line.substr(2, colon - 2)] = line.substr(colon + 2);
    } else if (csv.names.empty()) {
      csv.names = split(line, ',');
    } else {
      csv.rows.push_back(split(line, ','));
      EXPECT_EQ(csv.rows.back().size(), csv.names.size()) << line;
    }
  }
  return csv;
}

TEST(CsvWriter, WideHasALineAFrame) {
  const Sample sample;
  const Csv csv = parse_csv(sample.written("csv"));
  EXPECT_EQ(csv.head.at("rows"), "4");
  EXPECT_EQ(csv.head.at("cols"), "3");
  EXPECT_EQ(csv.head.at("pitch_x_mm"), "5");
  EXPECT_EQ(csv.head.at("pitch_y_mm"), "7.5");
  EXPECT_EQ(csv.head.at("rate_hz"), "50");
  EXPECT_EQ(csv.head.at("unit"), "kPa");
  EXPECT_EQ(csv.head.at("origin"), "novel_lst");
  EXPECT_EQ(csv.head.at("side"), "left");
  EXPECT_TRUE(csv.head.at("software").starts_with("solea "));
  ASSERT_EQ(csv.names.size(), 5U + 12U);
  EXPECT_EQ(csv.names[1], "time_s");
  EXPECT_EQ(csv.names[5 + 7], "r2c1");
  ASSERT_EQ(csv.rows.size(), 3U);
  for (std::size_t frame = 0; frame < 3; ++frame) {
    const auto& row = csv.rows[frame];
    EXPECT_EQ(row[0], std::to_string(frame));
    EXPECT_EQ(std::strtod(row[1].c_str(), nullptr), sample.recording.time_s(frame));
    EXPECT_EQ(std::strtod(row[2].c_str(), nullptr), sample.load[frame].force_n);
    const Grid kpa = sample.dense(frame);
    for (std::size_t i = 0; i < 12; ++i) {
      if (i == 9) {
        EXPECT_EQ(row[5 + i], "") << "no sensor, no value";
      } else {
        EXPECT_EQ(std::strtof(row[5 + i].c_str(), nullptr), static_cast<float>(kpa[i / 3][i % 3]));
      }
    }
  }
  EXPECT_EQ(csv.rows[1][3], "") << "no centre without load";
  EXPECT_EQ(csv.rows[2][3], "11.75");
  EXPECT_EQ(csv.rows[0][5 + 7], "123.456") << "the shortest decimal";
}

/// On a treadmill people walk along x: said where the grid is kept, refused where the heel is
/// first.
TEST(Writers, SayWherePeopleWalk) {
  Sample sample;
  sample.info.provenance["walking_direction"] = "+x";
  const std::string orientation = parse_csv(sample.written("csv")).head.at("orientation");
  EXPECT_TRUE(orientation.starts_with("people walk along x, towards larger columns"))
      << orientation;
  EXPECT_EQ(parse_csv(sample.written("csv")).head.at("walking_direction"), "+x");
  const auto json = nlohmann::json::parse(sample.written("json"));
  EXPECT_EQ(json.at("recording").at("orientation"), orientation);
  for (const char* id : {"apd", "lst", "tekscan_ascii"}) {
    try {
      (void)sample.written(id);
      ADD_FAILURE() << id;
    } catch (const Error& e) {
      EXPECT_NE(std::string(e.what()).find("people walk along x"), std::string::npos) << e.what();
      EXPECT_NE(std::string(e.what()).find("heel first"), std::string::npos) << e.what();
    }
  }
  sample.info.provenance["walking_direction"] = "+y";
  for (const char* id : {"apd", "lst", "tekscan_ascii"}) EXPECT_FALSE(sample.written(id).empty());
}

TEST(CsvWriter, ChannelsAreColumns) {
  Sample sample;
  sample.info.channels.push_back({"belt_position_m", "m", "the belt", {0.0, nan, 0.5}});
  sample.info.channels.push_back({"belt_position_m", "m", "again", {1, 2, 3}});
  const Csv csv = parse_csv(sample.written("csv"));
  ASSERT_EQ(csv.names.size(), 5U + 12U + 2U);
  EXPECT_EQ(csv.names[17], "channel_belt_position_m");
  EXPECT_EQ(csv.names[18], "channel_belt_position_m_2");
  EXPECT_EQ(csv.head.at("channel_belt_position_m"), "m; the belt");
  EXPECT_EQ(csv.rows[0][17], "0");
  EXPECT_EQ(csv.rows[1][17], "");
  EXPECT_EQ(csv.rows[2][17], "0.5");
  EXPECT_EQ(csv.rows[2][18], "3");
}

TEST(CsvWriter, TidyHasALineALoadedCell) {
  const Sample sample;
  const Csv csv = parse_csv(sample.written("csv", {"tidy", false}));
  EXPECT_EQ(csv.names,
            (std::vector<std::string>{"frame", "time_s", "row", "col", "x_mm", "y_mm", "kpa"}));
  EXPECT_EQ(csv.rows, (std::vector<std::vector<std::string>>{
                          {"0", "0", "1", "2", "12.5", "11.25", "0.1"},
                          {"0", "0", "2", "1", "7.5", "18.75", "123.456"},
                          {"2", "0.06", "1", "2", "12.5", "11.25", "40.06"},
                          {"2", "0.06", "2", "0", "2.5", "18.75", "0.001"},
                          {"2", "0.06", "2", "1", "7.5", "18.75", "7"}}));
}

TEST(CsvWriter, PlacesOfSensorsThatAreNotKnownStayEmpty) {
  Sample sample;
  sample.info.has_grid = false;
  const Csv csv = parse_csv(sample.written("csv", {"tidy", false}));
  EXPECT_EQ(csv.rows[0][4], "");
  EXPECT_EQ(csv.rows[0][5], "");
  EXPECT_NE(csv.head.at("orientation").find("unknown"), std::string::npos);
}

TEST(JsonWriter, HoldsRecordingLoadAndFrames) {
  Sample sample;
  sample.info.channels.push_back({"belt_position_m", "m", "the belt", {0.0, nan, 0.5}});
  using Json = nlohmann::json;
  for (const std::string variant : {"sparse", "dense"}) {
    const Json json = Json::parse(sample.written("json", {variant, false}));
    EXPECT_EQ(json.at("schema"), "solea.export/1");
    const Json& recording = json.at("recording");
    EXPECT_EQ(recording.at("rows"), 4);
    EXPECT_EQ(recording.at("pitch_y_mm"), 7.5);
    EXPECT_EQ(recording.at("side"), "left");
    EXPECT_EQ(recording.at("mass_kg"), 71.5);
    EXPECT_EQ(recording.at("conversions"), Json(sample.info.conversions));
    EXPECT_EQ(json.at("times_s"), (Json{0.0, 0.02, 0.06}));
    EXPECT_EQ(json.at("force_n"), (Json{0.25, 0.0, 1.76}));
    EXPECT_EQ(json.at("cop_mm").at(2), (Json{11.75, 12.36}));
    EXPECT_TRUE(json.at("cop_mm").at(1).is_null());
    const Json& belt = json.at("channels").at("belt_position_m");
    EXPECT_EQ(belt.at("unit"), "m");
    EXPECT_TRUE(belt.at("values").at(1).is_null());
    EXPECT_EQ(belt.at("values").at(2), 0.5);
    EXPECT_EQ(json.at("sensor_mask").at(3), (Json{0, 1, 1}));
    const Json& frames = json.at("frames");
    ASSERT_EQ(frames.size(), 3U);
    for (std::size_t frame = 0; frame < 3; ++frame) {
      Grid grid(4, std::vector<double>(3, 0.0));
      if (variant == "sparse") {
        for (const Json& cell : frames[frame]) {
          grid.at(cell.at(0)).at(cell.at(1)) = static_cast<float>(cell.at(2).get<double>());
        }
      } else {
        EXPECT_TRUE(frames[frame].at(3).at(0).is_null());
        for (std::size_t i = 0; i < 12; ++i) {
          if (i == 9) continue;
          grid[i / 3][i % 3] = static_cast<float>(frames[frame].at(i / 3).at(i % 3).get<double>());
        }
      }
      EXPECT_EQ(grid, sample.dense(frame));
    }
  }
}

TEST(JsonWriter, HoldsSeveralRecordings) {
  Sample left;
  Sample right;
  left.info.name = "left";
  right.info.name = "right \xE4";  // no UTF-8, and no exception
  right.info.rate_hz = 0;
  const std::vector<ExportRecording> both = {left.as_export(), right.as_export()};
  const TempFolder folder;
  format("json").write(both, {"", true}, folder / "out");
  const auto json = nlohmann::json::parse(read_file(folder / "out"));
  ASSERT_EQ(json.at("recordings").size(), 2U);
  EXPECT_EQ(json.at("recordings").at(0).at("recording").at("name"), "left");
  EXPECT_TRUE(json.at("recordings").at(1).at("recording").at("rate_hz").is_null());
  EXPECT_EQ(json.at("recordings").at(1).at("frames").size(), 3U);
}

/// A name may be a person's: without identity a recording is called after its side, or counted.
TEST(JsonWriter, NamesAreIdentity) {
  Sample one;
  Sample two;
  Sample three;
  one.info.name = "Doe_Jane left";
  two.info.side = Side::right;
  three.info.side = Side::right;
  const auto names = [](const std::vector<ExportRecording>& recordings, bool with_identity) {
    const TempFolder folder;
    format("json").write(recordings, {"", with_identity}, folder / "out");
    std::vector<std::string> found;
    const auto json = nlohmann::json::parse(read_file(folder / "out"));
    for (const auto& r : json.at("recordings")) {
      found.push_back(r.at("recording").at("name"));
    }
    return found;
  };
  const auto a = one.as_export();
  const auto b = two.as_export();
  const auto c = three.as_export();
  using Names = std::vector<std::string>;
  EXPECT_EQ(names({a, b}, false), (Names{"left", "right"}));
  EXPECT_EQ(names({a, b, c}, false), (Names{"left", "recording2", "recording3"}));
  EXPECT_EQ(names({a, b}, true), (Names{"Doe_Jane left", "Doe_Jane"}));
}

/// An INI file: section, then its lines. CR LF are required.
std::map<std::string, std::vector<std::string>> parse_ini(const std::string& text) {
  std::map<std::string, std::vector<std::string>> sections;
  std::string name;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    if (end == std::string::npos) throw std::runtime_error("no CR LF");
    const std::string line = text.substr(at, end - at);
    at = end + 2;
    if (line.starts_with("[")) {
      name = line;
    } else if (!line.empty()) {
      sections[name].push_back(line);
    }
  }
  return sections;
}

std::map<std::string, std::string> keys(const std::vector<std::string>& lines) {
  std::map<std::string, std::string> values;
  for (const std::string& line : lines) {
    values[line.substr(0, line.find('='))] = line.substr(line.find('=') + 1);
  }
  return values;
}

TEST(ApdWriter, ZebrisIsTheMaximumOfTheLoadedBox) {
  const auto ini = parse_ini(Sample().written("apd"));
  const auto general = keys(ini.at("[General]"));
  EXPECT_EQ(general.at("Description"), "pedcad Importfile");
  EXPECT_EQ(general.at("UnitDistance"), "mm");
  EXPECT_EQ(general.at("UnitPressure"), "N/cm2");
  EXPECT_EQ(general.at("Date"), "");
  const auto customer = keys(ini.at("[Customer]"));
  EXPECT_EQ(customer,
            (std::map<std::string, std::string>{{"FirstName", ""}, {"LastName", ""}, {"Sex", ""}}));
  const auto technical = keys(ini.at("[Technical]"));
  EXPECT_EQ(technical.at("MaxSensorsX"), "4");
  EXPECT_EQ(technical.at("MaxSensorsY"), "3");
  EXPECT_EQ(technical.at("StartSensX"), "1");
  EXPECT_EQ(technical.at("StartSensY"), "0");
  EXPECT_EQ(technical.at("SensCountX"), "2");
  EXPECT_EQ(technical.at("SensCountY"), "3");
  EXPECT_EQ(std::stod(technical.at("LDistX")), 7.5) << "X is along the walking";
  EXPECT_EQ(std::stod(technical.at("LDistY")), 5.0);
  EXPECT_FALSE(technical.contains("TimeDiff"));
  // Heel first. 40.06 kPa is 4.006 N/cm2, 123.456 kPa 12.3456; 0.001 kPa is under the precision.
  EXPECT_EQ(ini.at("[Data]"), (std::vector<std::string>{"-1\t-1\t4.0", "-1\t12.3\t-1"}));
}

TEST(ApdWriter, FootscanHasEveryFrame) {
  Sample sample;
  sample.info.provenance.clear();  // then the date is the session's
  const auto ini = parse_ini(sample.written("apd", {"footscan", true}));
  EXPECT_EQ(keys(ini.at("[General]")).at("UnitTime"), "ms");
  EXPECT_EQ(keys(ini.at("[General]")).at("Date"), "23/04/2025");
  EXPECT_EQ(keys(ini.at("[General]")).at("Time"), "10.49.07");
  const auto technical = keys(ini.at("[Technical]"));
  EXPECT_EQ(std::stod(technical.at("TimeDiff")), 20.0);
  EXPECT_EQ(technical.at("FootSide"), "L");
  EXPECT_EQ(technical.at("MinIdx"), "0");
  EXPECT_EQ(technical.at("MaxIdx"), "3");
  using Lines = std::vector<std::string>;
  EXPECT_EQ(ini.at("[Data]"), (Lines{"-1\t-1\t4.01", "-1\t12.35\t-1"}));
  EXPECT_EQ(ini.at("[Data0]"), (Lines{"-1\t-1\t0.01", "-1\t12.35\t-1"}));
  EXPECT_EQ(ini.at("[Data1]"), (Lines{"-1\t-1\t-1", "-1\t-1\t-1"}));
  EXPECT_FALSE(ini.contains("[Data2]")) << "frame 2 is missing in time";
  EXPECT_EQ(ini.at("[Data3]"), (Lines{"-1\t-1\t4.01", "-1\t0.70\t-1"}));
}

TEST(LstWriter, PagesWithMargins) {
  const std::string text = Sample().written("lst");
  const auto pages = split(text, '\f');
  ASSERT_EQ(pages.size(), 5U) << "three pages, the end of the last and nothing";
  EXPECT_EQ(pages[3], "\n");
  EXPECT_EQ(pages[4], "");
  const int numbers[] = {1, 2, 4};  // the third is missing in time
  for (std::size_t page = 0; page < 3; ++page) {
    auto lines = split(pages[page], '\n');
    lines.erase(lines.begin());  // empty, or the rest of the form feed's line
    EXPECT_EQ(lines[0], "\t\t\t\tPage " + std::to_string(page + 1));
    EXPECT_NE(lines[2].find("\tMatrix: 3x4 "), std::string::npos) << "columns x rows";
    EXPECT_EQ(lines[3], "\tSensor area: 0.375 cm\xB2\tTime/picture:20.0 ms");
    EXPECT_EQ(lines[5], "\tSensor size: 0.500x0.750 cm");
    EXPECT_EQ(lines[8], "\tPict-No.: " + std::to_string(numbers[page]) +
                            "  Force[N]=sum*sensor_area in row/column");
    EXPECT_EQ(lines[10], "\t1\t2\t3\tForce");
    EXPECT_TRUE(lines[13].starts_with("Force\t"));
  }
  // Row 2 of the plate is the second from its front, so it is printed first, as 2. 123.46 kPa on
  // 0.375 cm2 are 4.62975 N, 0.10 kPa 0.00375 N.
  const auto first = split(pages[0], '\n');
  EXPECT_EQ(first[12], "2\t0.00\t123.46\t0.00\t4.63");
  EXPECT_EQ(first[13], "3\t0.00\t0.00\t0.10\t0.00");
  EXPECT_EQ(first[14], "Force\t0.00\t4.63\t0.00\t4.63");
  const auto last = split(pages[2], '\n');
  EXPECT_EQ(last[12], "2\t0.00\t7.00\t0.00\t0.26");
  EXPECT_EQ(last[13], "3\t0.00\t0.00\t40.06\t1.50");
}

TEST(LstWriter, AnUnloadedRecordingHasOneCell) {
  Sample sample;
  sample.recording = Recording(sample.info.plate);
  sample.recording.append(0.0, std::span<const LoadedCell>{});
  const auto lines = split(sample.written("lst"), '\n');
  EXPECT_EQ(lines[11], "\t1\tForce");
  EXPECT_EQ(lines[12], "4\t0.00\t0.00");
}

TEST(TekscanWriter, FramesToesFirst) {
  const std::string text = Sample().written("tekscan_ascii");
  const std::size_t data = text.find("ASCII_DATA @@\n\n");
  ASSERT_NE(data, std::string::npos);
  std::map<std::string, std::string> head;
  for (const std::string& line : split(text.substr(0, data), '\n')) {
    const std::size_t blank = line.find(' ');
    if (blank != std::string::npos) head[line.substr(0, blank)] = line.substr(blank + 1);
  }
  EXPECT_EQ(head.at("DATA_TYPE"), "MOVIE");
  EXPECT_EQ(head.at("ROWS"), "4");
  EXPECT_EQ(head.at("COLS"), "3");
  EXPECT_EQ(head.at("ROW_SPACING"), "7.50 mm");
  EXPECT_EQ(head.at("COL_SPACING"), "5.00 mm");
  EXPECT_EQ(head.at("SENSEL_AREA"), "37.50 mm2");
  EXPECT_EQ(std::stod(head.at("SECONDS_PER_FRAME")), 0.02);
  EXPECT_EQ(head.at("UNITS"), "KPa");
  EXPECT_EQ(head.at("START_FRAME"), "1");
  EXPECT_EQ(head.at("END_FRAME"), "4");
  EXPECT_EQ(text.substr(data + 15),
            "Frame 1\nB,0,0\n0,123.456,0\n0,0,0.1\n0,0,0\n\n"
            "Frame 2\nB,0,0\n0,0,0\n0,0,0\n0,0,0\n\n"
            "Frame 4\nB,0,0\n0.001,7,0\n0,0,40.06\n0,0,0\n@@\n");
}

}  // namespace
}  // namespace solea

// CSV. In front '#' lines with what the numbers mean, then one table:
//
//     # rows: 4
//     # pitch_x_mm: 10
//     ...
//     frame,time_s,force_n,cop_x_mm,cop_y_mm,r0c0,r0c1,...,channel_NAME,...
//                                                               "wide": a line a frame, kPa
//     frame,time_s,row,col,x_mm,y_mm,kpa                        "tidy": a line a loaded cell
//
// What is undefined is an empty field: the centre of an unloaded frame, a cell without a sensor.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "formats/text_scan.h"
#include "formats/writers/builtin.h"
#include "formats/writers/text_file.h"
#include "formats/writers/writer_support.h"

namespace solea::writers {

namespace {

constexpr std::array<std::string_view, 2> variants = {"wide", "tidy"};

/// The titles of a recording's channels, each once.
std::vector<std::string> channel_titles(const SourceInfo& info) {
  std::vector<std::string> titles;
  for (const Channel& channel : info.channels) {
    const std::string name = "channel_" + as_name(channel.name);
    std::string title = name;
    for (int n = 2; std::find(titles.begin(), titles.end(), title) != titles.end(); ++n) {
      title = name + "_" + std::to_string(n);
    }
    titles.push_back(title);
  }
  return titles;
}

void write_head(TextFile& out, const ExportRecording& from, const ExportOptions& options,
                bool tidy) {
  const SourceInfo& info = from.info;
  const auto text = [&](std::string_view key, std::string_view value) {
    if (value.empty()) return;
    out.put("# ");
    out.put(key);
    out.put(": ");
    out.put(to_utf8(value));
    out.put('\n');
  };
  const auto number = [&](std::string_view key, double value) {
    out.put("# ");
    out.put(key);
    out.put(": ");
    if (value > 0) {
      out.put_shortest(value);
    } else {
      out.put("unknown");
    }
    out.put('\n');
  };
  text("software", software());
  text("origin", info.format);
  text("recording", names_of({&from, 1}, options).front());
  out.put("# frames: ");
  out.put_integer(static_cast<std::int64_t>(from.recording.size()));
  out.put('\n');
  number("rows", info.plate.rows);
  number("cols", info.plate.cols);
  number("pitch_x_mm", info.plate.pitch_x_mm);
  number("pitch_y_mm", info.plate.pitch_y_mm);
  number("rate_hz", info.rate_hz);
  text("unit", "kPa");
  text("side", to_string(info.side));
  text("places", info.has_grid ? "known" : "unknown");
  text("orientation", orientation(info));
  text("walking_direction", walking_direction(info));
  for (const std::string& line : info.conversions) text("converted", line);
  const std::vector<std::string> titles = tidy ? std::vector<std::string>{} : channel_titles(info);
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const Channel& channel = info.channels[i];
    text(titles[i], (channel.unit.empty() ? "-" : channel.unit) + "; " + channel.description);
  }
  for (const auto& [key, value] : identity(info, options)) text(key, value);
}

void write_wide(TextFile& out, const ExportRecording& from) {
  const PlateGeometry& plate = from.info.plate;
  out.put("frame,time_s,force_n,cop_x_mm,cop_y_mm");
  for (int row = 0; row < plate.rows; ++row) {
    for (int col = 0; col < plate.cols; ++col) {
      out.put(",r");
      out.put_integer(row);
      out.put('c');
      out.put_integer(col);
    }
  }
  for (const std::string& title : channel_titles(from.info)) {
    out.put(',');
    out.put(title);
  }
  out.put('\n');
  std::vector<float> kpa(plate.cells());
  for (std::size_t frame = 0; frame < from.recording.size(); ++frame) {
    const LoadSample& load = from.load[frame];
    out.put_integer(static_cast<std::int64_t>(frame));
    for (const double value :
         {from.recording.time_s(frame), load.force_n, load.cop_x_mm, load.cop_y_mm}) {
      out.put(',');
      out.put_shortest(value);
    }
    from.recording.copy_dense(frame, kpa);
    for (std::size_t i = 0; i < kpa.size(); ++i) {
      out.put(',');
      if (from.info.sensor_mask.empty() || from.info.sensor_mask[i] != 0) out.put_shortest(kpa[i]);
    }
    for (const Channel& channel : from.info.channels) {
      out.put(',');
      if (frame < channel.values.size()) out.put_shortest(channel.values[frame]);
    }
    out.put('\n');
  }
}

void write_tidy(TextFile& out, const ExportRecording& from) {
  const PlateGeometry& plate = from.info.plate;
  const auto width = static_cast<std::uint32_t>(plate.cols);
  const bool places = from.info.has_grid && plate.pitch_x_mm > 0 && plate.pitch_y_mm > 0;
  out.put("frame,time_s,row,col,x_mm,y_mm,kpa\n");
  for (std::size_t frame = 0; frame < from.recording.size(); ++frame) {
    for (const LoadedCell& cell : from.recording.cells(frame)) {
      out.put_integer(static_cast<std::int64_t>(frame));
      out.put(',');
      out.put_shortest(from.recording.time_s(frame));
      out.put(',');
      out.put_integer(cell.index / width);
      out.put(',');
      out.put_integer(cell.index % width);
      out.put(',');
      if (places) out.put_shortest(plate.cell_centre(cell.index).x);
      out.put(',');
      if (places) out.put_shortest(plate.cell_centre(cell.index).y);
      out.put(',');
      out.put_shortest(cell.kpa);
      out.put('\n');
    }
  }
}

void write(std::span<const ExportRecording> recordings, const ExportOptions& options,
           const std::filesystem::path& file) {
  const ExportRecording& from = only_one(recordings);
  const bool tidy = variant_of(csv, options) == "tidy";
  TextFile out(file);
  write_head(out, from, options, tidy);
  if (tidy) {
    write_tidy(out, from);
  } else {
    write_wide(out, from);
  }
  out.close();
}

}  // namespace

extern const ExportFormat csv = {
    "csv", "CSV tables", ".csv", variants, false, write,
};

}  // namespace solea::writers

// JSON, "solea.export/1": what the recording is, its times and load, and its pressures in kPa,
// as [row, col, kpa] of the loaded cells ("sparse") or as rows of columns ("dense").
// null is undefined.

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/version.h"
#include "formats/writers/builtin.h"
#include "formats/writers/text_file.h"
#include "formats/writers/writer_support.h"

namespace solea::writers {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 2> variants = {"sparse", "dense"};

/// Texts that are no UTF-8 do not end in an exception of the library.
std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json recording_json(const SourceInfo& info, const std::string& name, const ExportOptions& options) {
  const auto known = [](double value) { return value > 0 ? Json(value) : Json(nullptr); };
  Json json = {{"origin", info.format},
               {"name", name.empty() ? Json(nullptr) : Json(name)},
               {"frames", info.frames},
               {"rows", info.plate.rows},
               {"cols", info.plate.cols},
               {"places_known", info.has_grid},
               {"pitch_x_mm", known(info.plate.pitch_x_mm)},
               {"pitch_y_mm", known(info.plate.pitch_y_mm)},
               {"rate_hz", known(info.rate_hz)},
               {"unit", "kPa"},
               {"orientation", orientation(info)},
               {"side", info.side == Side::unknown ? Json(nullptr) : Json(to_string(info.side))},
               {"mass_kg", info.session.mass_kg ? Json(*info.session.mass_kg) : Json(nullptr)},
               {"conversions", info.conversions}};
  if (const std::string walking = walking_direction(info); !walking.empty()) {
    json["walking_direction"] = walking;
  }
  const NamedTexts texts = identity(info, options);
  if (!texts.empty()) {
    Json& identity_json = json["identity"] = Json::object();
    for (const auto& [key, value] : texts) identity_json[key] = value;
  }
  return json;
}

class Document {
 public:
  Document(const std::filesystem::path& file, bool dense) : out_(file), dense_(dense) {}

  void write(std::span<const ExportRecording> recordings, const ExportOptions& options) {
    out_.put("{\"schema\": \"solea.export/1\",\n\"software\": ");
    out_.put(dump({{"name", "solea"}, {"version", software_version}, {"commit", software_commit}}));
    const std::vector<std::string> names = names_of(recordings, options);
    if (recordings.size() == 1) {
      out_.put(",\n");
      write_recording(recordings.front(), names.front(), options);
    } else {
      out_.put(",\n\"recordings\": [");
      for (std::size_t i = 0; i < recordings.size(); ++i) {
        out_.put(i == 0 ? "\n{" : ",\n{");
        write_recording(recordings[i], names[i], options);
        out_.put('}');
      }
      out_.put(']');
    }
    out_.put("}\n");
    out_.close();
  }

 private:
  void number(double value) {
    if (std::isfinite(value)) {
      out_.put_shortest(value);
    } else {
      out_.put("null");
    }
  }

  /// `item(i)` writes one of `count` elements.
  template <typename Item>
  void array(std::size_t count, std::string_view between, Item item) {
    out_.put('[');
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out_.put(between);
      item(i);
    }
    out_.put(']');
  }

  void write_recording(const ExportRecording& from, const std::string& name,
                       const ExportOptions& options) {
    const SourceInfo& info = from.info;
    const std::size_t frames = from.recording.size();
    out_.put("\"recording\": ");
    out_.put(dump(recording_json(info, name, options)));
    out_.put(",\n\"times_s\": ");
    array(frames, ", ", [&](std::size_t i) { number(from.recording.time_s(i)); });
    out_.put(",\n\"force_n\": ");
    array(frames, ", ", [&](std::size_t i) { number(from.load[i].force_n); });
    out_.put(",\n\"cop_mm\": ");
    array(frames, ", ", [&](std::size_t i) {
      if (std::isfinite(from.load[i].cop_x_mm) && std::isfinite(from.load[i].cop_y_mm)) {
        out_.put('[');
        number(from.load[i].cop_x_mm);
        out_.put(", ");
        number(from.load[i].cop_y_mm);
        out_.put(']');
      } else {
        out_.put("null");
      }
    });
    for (const Channel& channel : info.channels)
      write_channel(channel, &channel == info.channels.data());
    if (!info.channels.empty()) out_.put('}');
    if (!info.sensor_mask.empty()) {
      out_.put(",\n\"sensor_mask\": ");
      const auto cols = static_cast<std::size_t>(info.plate.cols);
      array(static_cast<std::size_t>(info.plate.rows), ", ", [&](std::size_t row) {
        array(cols, ",", [&](std::size_t col) {
          out_.put(info.sensor_mask[row * cols + col] != 0 ? '1' : '0');
        });
      });
    }
    out_.put(",\n\"frames\": ");
    array(frames, ",\n", [&](std::size_t frame) {
      if (dense_) {
        write_dense(from, frame);
      } else {
        write_sparse(from, frame);
      }
    });
  }

  void write_channel(const Channel& channel, bool first) {
    out_.put(first ? ",\n\"channels\": {" : ",\n");
    out_.put(dump(channel.name));
    out_.put(": {\"unit\": ");
    out_.put(dump(channel.unit));
    out_.put(", \"description\": ");
    out_.put(dump(channel.description));
    out_.put(", \"values\": ");
    array(channel.values.size(), ", ", [&](std::size_t i) { number(channel.values[i]); });
    out_.put('}');
  }

  void write_sparse(const ExportRecording& from, std::size_t frame) {
    const auto cells = from.recording.cells(frame);
    const auto width = static_cast<std::uint32_t>(from.info.plate.cols);
    array(cells.size(), ",", [&](std::size_t i) {
      out_.put('[');
      out_.put_integer(cells[i].index / width);
      out_.put(',');
      out_.put_integer(cells[i].index % width);
      out_.put(',');
      out_.put_shortest(cells[i].kpa);
      out_.put(']');
    });
  }

  void write_dense(const ExportRecording& from, std::size_t frame) {
    kpa_.resize(from.info.plate.cells());
    from.recording.copy_dense(frame, kpa_);
    const auto cols = static_cast<std::size_t>(from.info.plate.cols);
    array(static_cast<std::size_t>(from.info.plate.rows), ",", [&](std::size_t row) {
      array(cols, ",", [&](std::size_t col) {
        const std::size_t i = row * cols + col;
        if (from.info.sensor_mask.empty() || from.info.sensor_mask[i] != 0) {
          out_.put_shortest(kpa_[i]);
        } else {
          out_.put("null");
        }
      });
    });
  }

  TextFile out_;
  bool dense_;
  std::vector<float> kpa_;
};

void write(std::span<const ExportRecording> recordings, const ExportOptions& options,
           const std::filesystem::path& file) {
  const bool dense = variant_of(json, options) == "dense";
  Document(file, dense).write(recordings, options);
}

}  // namespace

extern const ExportFormat json = {
    "json", "JSON document", ".json", variants, true, write,
};

}  // namespace solea::writers

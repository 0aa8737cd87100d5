#include "formats/readers/tables/csv_sidecar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/units.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/number_table.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

using Json = nlohmann::json;

constexpr std::string_view example =
    R"({"rows": 64, "cols": 16, "pitch_mm": 5.0, "rate_hz": 100, "unit": "kPa", )"
    R"("layout": "wide", "first_row": "heel"})";

std::filesystem::path sidecar_name(const InputFile& table) {
  std::filesystem::path name = table.name();
  name += ".json";
  if (std::filesystem::exists(name)) return name;
  // Of walk.csv.gz also walk.csv.json.
  for (const char* packed : {".gz", ".zst", ".xz", ".bz2"}) {
    if (table.name().extension() != packed) continue;
    std::filesystem::path inner = table.name();
    inner.replace_extension();
    inner += ".json";
    if (std::filesystem::exists(inner)) return inner;
  }
  return name;
}

Json read_json(const InputFile& table, const std::filesystem::path& name) {
  std::ifstream in(name, std::ios::binary);
  if (!in) {
    const std::filesystem::path folder = table.name().parent_path();
    std::error_code ignored;
    if (std::filesystem::is_regular_file(folder, ignored)) {
      throw FormatError(table.name(), "a table of numbers in an archive: unpack it and write " +
                                          name.filename().string() + " beside it, e.g. " +
                                          std::string(example));
    }
    throw FormatError(table.name(), "a table of numbers without its description: write " +
                                        name.string() + ", e.g. " + std::string(example));
  }
  constexpr std::size_t most = 64 * 1024;
  std::string text(most + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  if (text.size() > most) throw FormatError(name, "larger than 64 KiB, expected a few keys");
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    throw FormatError(name, "no JSON object, expected e.g. " + std::string(example));
  }
  return json;
}

/// The keys of one sidecar, with errors that name it.
class Keys {
 public:
  Keys(Json json, std::filesystem::path name) : json_(std::move(json)), name_(std::move(name)) {}

  void check_names() const {
    constexpr std::array<std::string_view, 12> known = {
        "rows", "cols",   "pitch_x_mm", "pitch_y_mm",  "pitch_mm", "rate_hz",
        "unit", "layout", "first_row",  "first_index", "side",     "device"};
    for (const auto& [key, value] : json_.items()) {
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        fail("unknown key " + in_quotes(key) +
             ", expected rows, cols, pitch_mm, pitch_x_mm, pitch_y_mm, rate_hz, unit, layout, "
             "first_row, first_index, side, device");
      }
    }
  }

  [[nodiscard]] std::optional<double> number(const char* key, double least, double most) const {
    const auto found = json_.find(key);
    if (found == json_.end() || found->is_null()) return std::nullopt;
    const double value = found->is_number() ? found->get<double>() : std::nan("");
    if (!(value >= least && value <= most)) {
      fail("'" + std::string(key) + "' is " + in_quotes(dump(*found)) +
           ", expected a number from " + plain(least) + " to " + plain(most));
    }
    return value;
  }

  [[nodiscard]] int count(const char* key, std::optional<int> fallback, int least, int most) const {
    const auto value = number(key, least, most);
    if (!value && fallback) return *fallback;
    if (!value || *value != std::floor(*value)) {
      fail("'" + std::string(key) + (value ? "' is no whole number" : "' is missing") +
           ", expected one from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return static_cast<int>(*value);
  }

  /// Which of `choices` a key says; nothing where it is missing.
  [[nodiscard]] std::optional<std::size_t> choice(const char* key,
                                                  std::span<const std::string_view> choices) const {
    const auto value = text(key);
    if (!value) return std::nullopt;
    std::string list;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (*value == choices[i]) return i;
      list += (i == 0                    ? "'"
               : i + 1 == choices.size() ? " or '"
                                         : ", '") +
              std::string(choices[i]) + "'";
    }
    fail("'" + std::string(key) + "' is " + in_quotes(*value) + ", expected " + list);
  }

  [[nodiscard]] std::optional<std::string> text(const char* key) const {
    const auto found = json_.find(key);
    if (found == json_.end() || found->is_null()) return std::nullopt;
    if (!found->is_string()) {
      fail("'" + std::string(key) + "' is " + in_quotes(dump(*found)) + ", expected a text");
    }
    return found->get<std::string>();
  }

  [[noreturn]] void fail(const std::string& what) const { throw FormatError(name_, what); }

 private:
  static std::string dump(const Json& value) {
    return value.dump(-1, ' ', true, Json::error_handler_t::replace);
  }
  static std::string plain(double value) { return Json(value).dump(); }

  Json json_;
  std::filesystem::path name_;
};

/// A value of the sidecar, else of the options; a warning where both tell it.
double told(std::optional<double> sidecar, std::optional<double> option, std::string_view what,
            SourceInfo& info) {
  if (sidecar && option) warn_ignored(info, what, "the sidecar tells it");
  return sidecar ? *sidecar : option.value_or(0);
}

void settle_unit(CsvSidecar& out, const Keys& keys) {
  if (lower_case(out.unit) == "n") {
    if (out.plate.pitch_x_mm <= 0 || out.plate.pitch_y_mm <= 0) {
      keys.fail("unit 'N' a sensor without the size of one, expected pitch_mm");
    }
    out.unit = "N";
    out.kpa = 1000 / out.plate.cell_area_mm2();
  } else if (const auto kpa = kpa_per_unit(out.unit)) {
    out.kpa = *kpa;
  } else {
    keys.fail((out.unit.empty() ? "'unit' is missing" : "unit " + in_quotes(out.unit)) +
              ", expected kPa, N/cm2, mmHg, psi, kg/cm2 or N");
  }
}

}  // namespace

CsvSidecar read_csv_sidecar(const InputFile& table, const OpenOptions& options, SourceInfo& info) {
  const std::filesystem::path name = sidecar_name(table);
  const Keys keys(read_json(table, name), name);
  keys.check_names();
  CsvSidecar out;
  constexpr int most = 10000;
  out.plate.rows = keys.count("rows", std::nullopt, 1, most);
  out.plate.cols = keys.count("cols", std::nullopt, 1, most);
  const auto pitch = keys.number("pitch_mm", 0.001, 10000);
  auto pitch_x = keys.number("pitch_x_mm", 0.001, 10000);
  auto pitch_y = keys.number("pitch_y_mm", 0.001, 10000);
  if (pitch && (pitch_x || pitch_y)) {
    keys.fail("'pitch_mm' beside 'pitch_x_mm' or 'pitch_y_mm', expected one or the other");
  }
  if (pitch) pitch_x = pitch_y = pitch;
  out.plate.pitch_x_mm = told(pitch_x, options.pitch_x_mm, "pitch across", info);
  out.plate.pitch_y_mm = told(pitch_y, options.pitch_y_mm, "pitch along", info);
  out.rate_hz = told(keys.number("rate_hz", 1e-6, 1e6), options.rate_hz, "rate", info);
  const auto unit = keys.text("unit");
  if (unit && !options.unit.empty()) warn_ignored(info, "unit", "the sidecar tells it");
  out.unit = to_utf8(unit.value_or(options.unit));
  settle_unit(out, keys);
  if (const auto i =
          keys.choice("layout", std::array<std::string_view, 3>{"wide", "blocks", "tidy"})) {
    out.layout = static_cast<CsvSidecar::Layout>(*i + 1);
  }
  if (const auto i = keys.choice("first_row", std::array<std::string_view, 2>{"heel", "toes"})) {
    out.toes_first = *i == 1;
  }
  out.first_index = keys.count("first_index", 0, 0, 1);
  if (const auto i = keys.choice("side", std::array<std::string_view, 2>{"left", "right"})) {
    out.side = *i == 0 ? Side::left : Side::right;
  }
  out.device = to_utf8(keys.text("device").value_or(""));
  return out;
}

}  // namespace solea::readers

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "analysis/masks/mask.h"
#include "apps/results/settings_table.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;

// `Settings` is const or not.
template <class Settings, class Value>
auto& value_in(Settings& settings, Value AnalysisSettings::*field) {
  return settings.*field;
}
template <class Settings, class Value>
auto& value_in(Settings& settings, Value SideSettings::*field) {
  return settings.sides.*field;
}
template <class Settings, class Value>
auto& value_in(Settings& settings, Value GeometrySettings::*field) {
  return settings.geometry.*field;
}

/// Calls `what` with the setting's value.
template <class Settings, class What>
auto with_value(const Setting& setting, Settings& settings, What what) {
  return std::visit([&](auto field) { return what(value_in(settings, field)); }, setting.field);
}

template <class Value>
constexpr bool is_whole = std::is_integral_v<Value> && !std::is_same_v<Value, bool>;

std::string masks() {
  std::string ids;
  for (const Mask* mask : builtin_masks()) ids += (ids.empty() ? "" : ", ") + std::string(mask->id);
  return ids;
}

/// Reads a value of each kind, as JSON writes it; false where it is none that the setting takes.
struct Reader {
  const Setting& setting;
  std::string_view text;

  [[nodiscard]] bool number(double& value) const {
    std::string_view digits = text;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    const char* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    // Not `value < least`: a value that is no number is in no range.
    return read.ec == std::errc() && read.ptr == end && value >= setting.least &&
           value <= setting.most;
  }
  bool operator()(double& value) const { return number(value); }
  bool operator()(bool& value) const {
    value = text == "true";
    return value || text == "false";
  }
  template <class Whole>
  requires is_whole<Whole>
  bool operator()(Whole& value) const {
    double read = 0;
    if (!number(read) || read != std::floor(read)) return false;
    value = static_cast<Whole>(read);
    return true;
  }
  bool operator()(std::optional<double>& value) const {
    value.reset();
    return text == "null" || number(value.emplace());
  }
  bool operator()(std::optional<Side>& value) const {
    value.reset();
    if (text == "left") value = Side::left;
    if (text == "right") value = Side::right;
    return value || text == "null";
  }
  bool operator()(std::string& mask) const {
    mask = text;
    return find_mask(text) != nullptr;
  }
};

/// How many letters must be put in, left out or changed to make one word of the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t before = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = before + (a[i] == b[j] ? 0 : 1);
      before = row[j + 1];
      row[j + 1] = std::min({changed, before + 1, row[j] + 1});
    }
  }
  return row.back();
}

std::string_view nearest(std::string_view name) {
  std::string_view best;
  std::size_t least = std::max<std::size_t>(3, name.size() / 3) + 1;
  for (const SettingGroup& group : setting_groups()) {
    for (const Setting& setting : group.settings) {
      const std::string_view inner = setting.name.substr(setting.name.find('.') + 1);
      const std::size_t far = std::min(distance(name, setting.name), distance(name, inner));
      if (far < least) {
        least = far;
        best = setting.name;
      }
    }
  }
  return best;
}

}  // namespace

const Setting* find_setting(std::string_view name) {
  for (const SettingGroup& group : setting_groups()) {
    const auto found = std::ranges::find(group.settings, name, &Setting::name);
    if (found != group.settings.end()) return &*found;
  }
  return nullptr;
}

std::string values_of(const Setting& setting) {
  const AnalysisSettings any;
  return with_value(setting, any, [&](const auto& value) -> std::string {
    using Value = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, bool>) return "true or false";
    if constexpr (std::is_same_v<Value, std::string>) return masks();
    if constexpr (std::is_same_v<Value, std::optional<Side>>) return "left, right or null";
    return fmt::format("{}{} to {}{}", is_whole<Value> ? "a whole number from " : "", setting.least,
                       setting.most,
                       std::is_same_v<Value, std::optional<double>> ? ", or null" : "");
  });
}

Json setting_to_json(const Setting& setting, const AnalysisSettings& settings) {
  return with_value(setting, settings, [](const auto& value) -> Json {
    using Value = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, std::optional<Side>>) {
      return value ? Json(to_string(*value)) : Json();
    } else if constexpr (std::is_same_v<Value, std::optional<double>>) {
      return value ? Json(*value) : Json();
    } else {
      return value;
    }
  });
}

std::string setting_text(const Setting& setting, const AnalysisSettings& settings) {
  const Json value = setting_to_json(setting, settings);
  if (value.is_string()) return value.get<std::string>();
  return value.is_number_float() ? fmt::format("{}", value.get<double>()) : value.dump();
}

void set_setting(const Setting& setting, std::string_view text, AnalysisSettings& settings) {
  AnalysisSettings changed = settings;
  if (!with_value(setting, changed, Reader{setting, text})) {
    throw std::invalid_argument(
        fmt::format("{}: '{}', expected {}{}", setting.name, text, values_of(setting),
                    setting.unit == "1" ? "" : fmt::format(" ({})", setting.unit)));
  }
  settings = std::move(changed);
}

void set_setting(std::string_view assignment, AnalysisSettings& settings) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos) {
    throw std::invalid_argument(fmt::format("'{}', expected NAME=VALUE", assignment));
  }
  const std::string_view name = assignment.substr(0, equals);
  const Setting* setting = find_setting(name);
  if (setting == nullptr) {
    const std::string_view near = nearest(name);
    throw std::invalid_argument(fmt::format(
        "'{}' is no setting, expected {}", name,
        near.empty() ? "a name that solea metrics --settings lists"
                     : fmt::format("one as {} (solea metrics --settings lists all)", near)));
  }
  set_setting(*setting, assignment.substr(equals + 1), settings);
}

}  // namespace solea

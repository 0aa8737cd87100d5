#include "formats/readers/novel/novel_asc_columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "formats/readers/support/number_table.h"

namespace solea::readers {

namespace {

/// The side that a mask's name or a title says, in the languages of novel's programs.
Side side_of(std::string_view text) {
  const std::string lower = lower_case(text);
  const auto has = [&](auto words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view w) { return lower.find(w) != std::string::npos; });
  };
  const bool left = has(
      std::array<std::string_view, 6>{"left", "link", "gauche", "sinistr", "izquierd", "esquerd"});
  const bool right =
      has(std::array<std::string_view, 6>{"right", "recht", "droit", "destr", "derech", "direit"});
  if (left == right) return Side::unknown;
  return left ? Side::left : Side::right;
}

std::vector<int> sensors_of(const std::vector<SensorMask>& masks, Side side) {
  std::vector<int> sensors;
  std::set<int> seen;
  for (const SensorMask& mask : masks) {
    if (side_of(mask.name) != side) continue;
    for (const int sensor : mask.sensors) {
      if (seen.insert(sensor).second) sensors.push_back(sensor);
    }
  }
  return sensors;
}

/// "y-1865l-1870r": the serial numbers of the insoles end in their sides.
Side only_side_of_type(std::string_view type) {
  bool left = false;
  bool right = false;
  for (std::size_t i = 1; i < type.size(); ++i) {
    const bool ends = i + 1 == type.size() || type[i + 1] == '-' || type[i + 1] == ' ';
    if (!ends || type[i - 1] < '0' || type[i - 1] > '9') continue;
    left = left || type[i] == 'l' || type[i] == 'L';
    right = right || type[i] == 'r' || type[i] == 'R';
  }
  if (left == right) return Side::unknown;
  return left ? Side::left : Side::right;
}

bool is_number(std::string_view text) {
  return parse_number(text).has_value();
}

/// A channel as the rest of Solea names it: "max pressure [kPa]" is "max_pressure_kpa".
Channel channel_of(std::string_view title) {
  Channel channel;
  channel.description = to_utf8(title);
  const std::size_t open = title.find_first_of("[(");
  if (open != std::string_view::npos) {
    const std::size_t close = std::min(title.find_first_of("])", open), title.size());
    channel.unit = to_utf8(title.substr(open + 1, close - open - 1));
  } else {
    channel.unit = parse_title(title).unit;
  }
  for (const char c : lower_case(title)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      channel.name += c;
    } else if (!channel.name.empty() && channel.name.back() != '_') {
      channel.name += '_';
    }
  }
  while (!channel.name.empty() && channel.name.back() == '_') channel.name.pop_back();
  if (channel.name.empty()) channel.name = "column";
  return channel;
}

/// The foot (0 or 1) of each sensor column, in the columns' order.
std::vector<std::size_t> divide(const std::vector<const AscTitle*>& sensors,
                                const std::vector<SensorMask>& masks, bool is_mat) {
  std::vector<std::size_t> feet(sensors.size(), 0);
  if (is_mat || sensors.empty()) return feet;
  const bool all_sided = std::all_of(sensors.begin(), sensors.end(), [](const AscTitle* title) {
    return title->side != Side::unknown;
  });
  if (all_sided) {
    for (std::size_t i = 0; i < feet.size(); ++i) {
      feet[i] = sensors[i]->side == sensors[0]->side ? 0 : 1;
    }
    return feet;
  }
  const std::vector<int> left = sensors_of(masks, Side::left);
  const std::vector<int> right = sensors_of(masks, Side::right);
  std::vector<int> both = left;
  both.insert(both.end(), right.begin(), right.end());
  const bool as_masks =
      !left.empty() && !right.empty() &&
      std::equal(both.begin(), both.end(), sensors.begin(), sensors.end(),
                 [](int number, const AscTitle* title) { return number == title->sensor; });
  std::size_t second = sensors.size();
  if (as_masks) {
    second = left.size();
  } else {
    // The second foot begins where the numbers fall.
    for (std::size_t i = 1; i < sensors.size() && second == sensors.size(); ++i) {
      if (sensors[i]->sensor <= sensors[i - 1]->sensor) second = i;
    }
  }
  for (std::size_t i = second; i < feet.size(); ++i) feet[i] = 1;
  return feet;
}

}  // namespace

bool is_title_line(std::string_view lower_line) {
  for (const std::string_view word : {"time", "zeit", "temps", "tiempo", "tempo"}) {
    if (!lower_line.starts_with(word)) continue;
    const std::string_view rest = trimmed(lower_line.substr(word.size()));
    if (!rest.starts_with('[')) continue;
    const std::size_t close = rest.find(']');
    if (close == std::string_view::npos) continue;
    if (seconds_per_unit(trimmed(rest.substr(1, close - 1)))) return true;
  }
  return false;
}

bool is_sensor_number(double number) {
  return number >= 1 && number <= 100000 && number == std::floor(number);
}

std::vector<AscTitle> parse_titles(std::string_view line, const LineReader& lines) {
  std::vector<std::string> fields;
  const bool by_tab = line.find('\t') != std::string_view::npos;
  if (by_tab || line.find(';') != std::string_view::npos) {
    std::vector<std::string_view> parts;
    split_at(line, by_tab ? '\t' : ';', parts);
    for (const std::string_view part : parts) {
      if (!part.empty()) fields.emplace_back(part);
    }
  } else {
    // Words up to a unit in brackets are one title: "max pressure [kPa]".
    std::vector<std::string_view> parts;
    split_fields(line, parts);
    bool open = false;
    for (const std::string_view part : parts) {
      const bool goes_on = open && !is_number(part);
      if (goes_on) {
        fields.back() += ' ';
        fields.back() += part;
      } else {
        fields.emplace_back(part);
      }
      open = !is_number(part) && part.back() != ']';
    }
  }
  std::vector<AscTitle> titles;
  for (const std::string& field : fields) {
    AscTitle title;
    std::string_view number = field;
    if (number.size() >= 2 && number[1] >= '0' && number[1] <= '9') {
      const char first = number[0];
      if (first == 'L' || first == 'l') title.side = Side::left;
      if (first == 'R' || first == 'r') title.side = Side::right;
      if (title.side != Side::unknown) number.remove_prefix(1);
    }
    if (const auto value = parse_number(number)) {
      if (!is_sensor_number(*value)) {
        lines.fail("a title " + in_quotes(field) + ", expected the number of a sensor");
      }
      title.sensor = static_cast<int>(*value);
    } else {
      title.text = field;
      title.side = side_of(field);
    }
    titles.push_back(std::move(title));
  }
  return titles;
}

std::vector<AscTitle> number_columns(std::size_t count, const std::vector<SensorMask>& masks) {
  std::vector<int> numbers = sensors_of(masks, Side::left);
  const std::vector<int> right = sensors_of(masks, Side::right);
  numbers.insert(numbers.end(), right.begin(), right.end());
  std::vector<AscTitle> titles(count);
  for (std::size_t i = 0; i < count; ++i) {
    titles[i].sensor = numbers.size() == count ? numbers[i] : static_cast<int>(i) + 1;
  }
  return titles;
}

AscPlan plan_columns(const std::vector<AscTitle>& titles, const std::vector<SensorMask>& masks,
                     bool is_mat, std::string_view sensor_type, const LineReader& lines) {
  std::vector<const AscTitle*> sensors;
  for (const AscTitle& title : titles) {
    if (title.sensor > 0) sensors.push_back(&title);
  }
  const std::vector<std::size_t> foot_of = divide(sensors, masks, is_mat);
  AscPlan plan;
  plan.feet.resize(foot_of.empty() ? 1 : *std::max_element(foot_of.begin(), foot_of.end()) + 1);
  std::vector<std::set<int>> seen(plan.feet.size());
  for (std::size_t i = 0; i < sensors.size(); ++i) {
    if (!seen[foot_of[i]].insert(sensors[i]->sensor).second) {
      lines.fail("sensor " + std::to_string(sensors[i]->sensor) +
                 " more than once in a foot, expected the left foot's sensors, then the right's");
    }
  }

  const bool has_left = !sensors_of(masks, Side::left).empty();
  const bool has_right = !sensors_of(masks, Side::right).empty();
  if (plan.feet.size() == 2) {
    const bool right_first = sensors[0]->side == Side::right;
    plan.feet[0].side = right_first ? Side::right : Side::left;
    plan.feet[1].side = right_first ? Side::left : Side::right;
    if (sensors[0]->side == Side::unknown) {
      plan.notes.emplace_back("the first list of sensors is the left foot, the second the right");
    }
  } else if (!sensors.empty() && sensors[0]->side != Side::unknown) {
    plan.feet[0].side = sensors[0]->side;
  } else if (has_left != has_right) {
    plan.feet[0].side = has_left ? Side::left : Side::right;
    plan.notes.emplace_back("the side is that of the only insole in the mask definition");
  } else if (!is_mat) {
    plan.feet[0].side = only_side_of_type(sensor_type);
    if (plan.feet[0].side != Side::unknown) {
      plan.notes.emplace_back("the side is that of the only insole in the sensor type");
    }
  }

  // A channel is its title's side's; else that of the sensors before it; behind all sensors, of
  // two with one title the first is the first foot's; else everybody's.
  std::map<std::string, std::size_t> count_of;
  bool between = false;
  std::size_t last_foot = 0;
  std::size_t s = 0;
  for (const AscTitle& title : titles) {
    if (title.sensor > 0) {
      last_foot = foot_of[s++];
    } else {
      ++count_of[title.text];
      between = between || (s > 0 && last_foot == 0 && s < sensors.size());
    }
  }
  std::map<std::string, std::size_t> given;
  std::vector<std::map<std::string, int>> names(plan.feet.size());
  s = 0;
  last_foot = 0;
  for (const AscTitle& title : titles) {
    AscColumn column;
    if (title.sensor > 0) {
      column.is_sensor = true;
      column.sensor = title.sensor;
      column.foot = last_foot = foot_of[s++];
      auto& list = plan.feet[column.foot].sensors;
      column.index = static_cast<std::uint32_t>(list.size());
      list.push_back(title.sensor);
    } else {
      std::vector<std::size_t> feet = {0};
      if (plan.feet.size() == 2) {
        if (title.side != Side::unknown) {
          feet = {plan.feet[0].side == title.side ? 0U : 1U};
        } else if (between) {
          feet = {last_foot};
        } else if (count_of[title.text] == 2) {
          feet = {given[title.text]++};
        } else {
          feet = {0, 1};
        }
      }
      for (const std::size_t foot : feet) {
        Channel channel = channel_of(title.text);
        const int number = ++names[foot][channel.name];
        if (number > 1) channel.name += "_" + std::to_string(number);
        column.channels.emplace_back(foot, plan.feet[foot].channels.size());
        plan.feet[foot].channels.push_back(std::move(channel));
      }
    }
    plan.columns.push_back(std::move(column));
  }
  return plan;
}

std::string number_ranges(const std::vector<int>& numbers) {
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!text.empty()) text += ',';
    text += std::to_string(numbers[i]);
    if (last > i) text += '-' + std::to_string(numbers[last]);
    i = last + 1;
  }
  return text;
}

}  // namespace solea::readers

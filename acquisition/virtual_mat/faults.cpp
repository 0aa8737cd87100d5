#include "acquisition/virtual_mat/faults.h"

#include <charconv>
#include <stdexcept>

namespace solea::virtual_mat {

Faults Faults::parse(const std::string& text) {
  Faults faults;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string part = text.substr(at, end - at);
    at = end + 1;
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::string name = part.substr(0, equals);
    std::optional<double> value;
    if (equals < part.size()) {
      double number = 0;
      const char* last = part.data() + part.size();
      const auto [stop, error] = std::from_chars(part.data() + equals + 1, last, number);
      if (error != std::errc{} || stop != last || number < 0) {
        throw std::invalid_argument("fault '" + part + "', expected NAME=NUMBER");
      }
      value = number;
    }
    if (name == "garbage")
      faults.garbage = true;
    else if (name == "drop")
      faults.drop = value.value_or(0.01);
    else if (name == "flip")
      faults.flip = value.value_or(0.01);
    else if (name == "cut")
      faults.cut = value.value_or(0.01);
    else if (name == "repeat")
      faults.repeat = value.value_or(0.01);
    else if (name == "unplug")
      faults.unplug_s = value.value_or(5);
    else if (name == "pull")
      faults.pull_s = value.value_or(2);
    else if (name == "away")
      faults.away_s = value.value_or(0.05);
    else {
      throw std::invalid_argument(
          "fault '" + name + "', expected garbage, drop, flip, cut, repeat, unplug, pull or away");
    }
  }
  return faults;
}

bool FaultyLine::happens(double part) {
  return part > 0 && static_cast<double>(random_() >> 11U) < part * 9007199254740992.0;  // 2^53
}

void FaultyLine::spoil(std::vector<std::byte>& frame) {
  if (happens(faults_.flip) && !frame.empty()) {
    frame[random_() % frame.size()] ^= std::byte{1} << (random_() % 8);
  }
  if (happens(faults_.cut) && frame.size() > 8) {
    const std::size_t from = random_() % (frame.size() / 2);
    const std::size_t count = 1 + random_() % (frame.size() / 2);
    frame.erase(frame.begin() + static_cast<std::ptrdiff_t>(from),
                frame.begin() + static_cast<std::ptrdiff_t>(from + count));
  }
  if (happens(faults_.drop)) frame.clear();
  if (happens(faults_.repeat)) {
    const std::vector<std::byte> once = frame;
    frame.insert(frame.end(), once.begin(), once.end());
  }
  if (first_ && faults_.garbage) {
    std::vector<std::byte> noise(100 + random_() % 900);
    for (std::byte& b : noise) b = static_cast<std::byte>(random_() & 0xff);
    frame.insert(frame.begin(), noise.begin(), noise.end());
  }
  first_ = false;
}

}  // namespace solea::virtual_mat

#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// A small C3D reader for the tests, written from the public manual (c3d.org) and sharing nothing
/// with the writer: Intel byte order, floats. Strict: what the manual demands is checked.
namespace solea::testing {

class C3dParser {
 public:
  struct Parameter {
    int type = 0;  ///< -1 text, 1 byte, 2 int16, 4 float
    bool locked = false;
    std::vector<int> dimensions;
    std::string data;

    [[nodiscard]] std::size_t count() const {
      std::size_t n = 1;
      for (const int d : dimensions) n *= static_cast<std::size_t>(d);
      return n;
    }
    /// As unsigned, where the parameter holds integers.
    [[nodiscard]] double number(std::size_t i = 0) const {
      if (type == 2) return u16(data, 2 * i);
      if (type == 4) return f32(data, 4 * i);
      throw std::runtime_error("not a number");
    }
    [[nodiscard]] std::string text(std::size_t i = 0) const {
      if (type != -1) throw std::runtime_error("not a text");
      const auto width = static_cast<std::size_t>(dimensions.at(0));
      std::string s = data.substr(i * width, width);
      while (!s.empty() && s.back() == ' ') s.pop_back();
      return s;
    }
  };

  struct Point {
    std::array<float, 3> xyz{};
    float fourth = 0;
    [[nodiscard]] bool valid() const { return fourth >= 0; }
  };

  struct Frame {
    std::vector<Point> points;
    std::vector<std::vector<double>> samples;  ///< [sample in the frame][channel], scaled
  };

  struct Header {
    int points = 0, analog_a_frame = 0, first = 0, last = 0, gap = 0, data_start = 0, samples = 0;
    float scale = 0, rate = 0;
  };

  explicit C3dParser(std::string bytes) : bytes_(std::move(bytes)) {
    require(bytes_.size() % 512 == 0, "size is not a number of blocks");
    require(u8(1) == 0x50, "second byte is not 0x50");
    read_header();
    read_parameters(static_cast<std::size_t>(u8(0) - 1) * 512);
    read_frames();
  }

  [[nodiscard]] const Parameter& at(const std::string& group, const std::string& name) const {
    return parameters_.at(group_ids_.at(group)).at(name);
  }
  [[nodiscard]] bool has(const std::string& group, const std::string& name) const {
    const auto id = group_ids_.find(group);
    return id != group_ids_.end() && parameters_.count(id->second) > 0 &&
           parameters_.at(id->second).count(name) > 0;
  }

  Header header;
  std::vector<Frame> frames;
  std::size_t parameter_blocks = 0;
  std::size_t data_end = 0;

 private:
  static void require(bool condition, const char* what) {
    if (!condition) throw std::runtime_error(what);
  }
  static int u16(std::string_view b, std::size_t at) {
    require(at + 2 <= b.size(), "read past the end");
    return static_cast<unsigned char>(b[at]) + 256 * static_cast<unsigned char>(b[at + 1]);
  }
  static float f32(std::string_view b, std::size_t at) {
    const auto low = static_cast<std::uint32_t>(u16(b, at));
    const auto high = static_cast<std::uint32_t>(u16(b, at + 2));
    return std::bit_cast<float>(low | (high << 16U));
  }
  [[nodiscard]] int u8(std::size_t at) const {
    require(at < bytes_.size(), "read past the end");
    return static_cast<unsigned char>(bytes_[at]);
  }
  [[nodiscard]] int s8(std::size_t at) const { return u8(at) < 128 ? u8(at) : u8(at) - 256; }
  /// 16-bit word of the header, counted from 1 as in the manual.
  [[nodiscard]] int word(std::size_t n) const { return u16(bytes_, 2 * (n - 1)); }

  void read_header() {
    header.points = word(2);
    header.analog_a_frame = word(3);
    header.first = word(4);
    header.last = word(5);
    header.gap = word(6);
    header.scale = f32(bytes_, 12);
    header.data_start = word(9);
    header.samples = word(10);
    header.rate = f32(bytes_, 20);
    for (std::size_t n = 13; n <= 256; ++n) require(word(n) == 0, "unused header word is not 0");
  }

  void read_parameters(std::size_t begin) {
    parameter_blocks = static_cast<std::size_t>(u8(begin + 2));
    require(u8(begin + 3) == 84, "not Intel");
    std::size_t at = begin + 4;
    while (true) {
      const int name_length = std::abs(s8(at));
      const bool locked = s8(at) < 0;
      const int id = s8(at + 1);
      require(name_length > 0 && id != 0, "no name or no id");
      const std::string name = bytes_.substr(at + 2, static_cast<std::size_t>(name_length));
      for (const char c : name) {
        require((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_', "a bad name");
      }
      const std::size_t distance_at = at + 2 + static_cast<std::size_t>(name_length);
      const int distance = u16(bytes_, distance_at);
      std::size_t body = distance_at + 2;
      if (id < 0) {
        require(group_ids_.emplace(name, -id).second, "a group twice");
      } else {
        Parameter p;
        p.locked = locked;
        p.type = s8(body++);
        const int dimensions = u8(body++);
        require(dimensions <= 7, "more than 7 dimensions");
        for (int i = 0; i < dimensions; ++i) p.dimensions.push_back(u8(body++));
        const std::size_t size = p.count() * static_cast<std::size_t>(std::abs(p.type));
        require(body + size <= bytes_.size(), "read past the end");
        p.data = bytes_.substr(body, size);
        body += size;
        require(parameters_[id].emplace(name, p).second, "a parameter twice");
      }
      body += 1 + static_cast<std::size_t>(u8(body));  // the description
      require(body <= begin + parameter_blocks * 512, "parameters past their blocks");
      if (distance == 0) break;
      require(distance_at + static_cast<std::size_t>(distance) == body, "a wrong distance");
      at = body;
    }
  }

  /// POINT:FRAMES, whatever its type; else, at the integer's limit, from TRIAL.
  [[nodiscard]] std::size_t frame_count() const {
    const Parameter& p = at("POINT", "FRAMES");
    if (p.type == 4 || p.number() < 65535) return static_cast<std::size_t>(p.number());
    const auto field = [&](const char* name) {
      return at("TRIAL", name).number(0) + 65536 * at("TRIAL", name).number(1);
    };
    return static_cast<std::size_t>(field("ACTUAL_END_FIELD") - field("ACTUAL_START_FIELD") + 1);
  }

  void read_frames() {
    require(at("POINT", "SCALE").number() < 0, "not floats");
    std::size_t pos = static_cast<std::size_t>(at("POINT", "DATA_START").number() - 1) * 512;
    const auto points = static_cast<std::size_t>(at("POINT", "USED").number());
    const auto channels = static_cast<std::size_t>(at("ANALOG", "USED").number());
    const auto next = [&] {
      const float value = f32(bytes_, pos);
      pos += 4;
      return value;
    };
    frames.resize(frame_count());
    for (Frame& frame : frames) {
      for (std::size_t i = 0; i < points; ++i) {
        Point point;
        for (float& c : point.xyz) c = next();
        point.fourth = next();
        frame.points.push_back(point);
      }
      for (int s = 0; s < header.samples; ++s) {
        auto& sample = frame.samples.emplace_back();
        for (std::size_t c = 0; c < channels; ++c) {
          sample.push_back((next() - at("ANALOG", "OFFSET").number(c)) *
                           at("ANALOG", "SCALE").number(c) * at("ANALOG", "GEN_SCALE").number());
        }
      }
    }
    data_end = pos;
  }

  std::string bytes_;
  std::map<std::string, int> group_ids_;
  std::map<int, std::map<std::string, Parameter>> parameters_;
};

/// What a force platform of TYPE 2 says in the laboratory: force, and centre of pressure on its
/// surface. The way the manual describes it: the corners stand in the quadrants +x +y, -x +y,
/// -x -y, +x -y of the platform's axes; ORIGIN leads from the platform's origin to its surface.
struct PlatformLoad {
  std::array<double, 3> force{};
  std::array<double, 3> cop{};
};

inline PlatformLoad platform_load(const C3dParser& file, const std::vector<double>& sample) {
  using Vector = std::array<double, 3>;
  const auto& corners = file.at("FORCE_PLATFORM", "CORNERS");
  const auto corner = [&](std::size_t i) {
    return Vector{corners.number(3 * i), corners.number(3 * i + 1), corners.number(3 * i + 2)};
  };
  const auto unit_from = [](const Vector& a, const Vector& b) {
    Vector d{b[0] - a[0], b[1] - a[1], b[2] - a[2]};
    const double length = std::sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
    for (double& c : d) c /= length;
    return d;
  };
  const Vector x = unit_from(corner(1), corner(0));
  const Vector y = unit_from(corner(3), corner(0));
  const Vector z{x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]};
  std::array<double, 6> v{};
  for (std::size_t i = 0; i < 6; ++i) {
    const double channel = file.at("FORCE_PLATFORM", "CHANNEL").number(i);
    v[i] = sample.at(static_cast<std::size_t>(channel) - 1);
  }
  const auto& o = file.at("FORCE_PLATFORM", "ORIGIN");
  const double mx = v[3] + v[1] * o.number(2) - v[2] * o.number(1);  // M + F x ORIGIN
  const double my = v[4] + v[2] * o.number(0) - v[0] * o.number(2);
  const double px = -my / v[2];
  const double py = mx / v[2];
  PlatformLoad load;
  for (std::size_t i = 0; i < 3; ++i) {
    double centre = 0;
    for (std::size_t k = 0; k < 4; ++k) centre += corner(k)[i] / 4;
    load.force[i] = v[0] * x[i] + v[1] * y[i] + v[2] * z[i];
    load.cop[i] = centre + px * x[i] + py * y[i];
  }
  return load;
}

}  // namespace solea::testing

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "core/color_scale.h"
#include "core/error.h"
#include "formats/writers/builtin.h"
#include "tests/formats/mesh_checks.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using nlohmann::json;
using testing::TempFolder;
using testing::Vec3;

std::string from_base64(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) throw std::runtime_error("base64 is not a multiple of 4 long");
  std::string bytes;
  unsigned bits = 0;
  int have = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=' && i + 2 >= text.size()) break;
    const auto digit = digits.find(text[i]);
    if (digit == std::string::npos) throw std::runtime_error("not base64");
    bits = (bits << 6) | static_cast<unsigned>(digit);
    have += 6;
    if (have >= 8) {
      have -= 8;
      bytes.push_back(static_cast<char>((bits >> have) & 0xFF));
    }
  }
  return bytes;
}

std::uint32_t u32(const std::string& b, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = 256 * value + static_cast<unsigned char>(b.at(at + i));
  return value;
}

/// A glTF file and its one mesh, with what the specification demands of both.
struct GltfFile {
  json document;
  std::string buffer;
  std::vector<Vec3> positions;
  std::vector<Vec3> normals;
  std::vector<std::array<double, 4>> colors;
  testing::Triangles triangles;

  static GltfFile text(const std::string& bytes) {
    GltfFile file;
    file.document = json::parse(bytes);
    const std::string uri = file.document.at("buffers").at(0).at("uri");
    const std::string head = "data:application/octet-stream;base64,";
    EXPECT_EQ(uri.substr(0, head.size()), head);
    file.buffer = from_base64(uri.substr(head.size()));
    file.read();
    return file;
  }

  static GltfFile binary(const std::string& bytes) {
    GltfFile file;
    EXPECT_EQ(bytes.substr(0, 4), "glTF");
    EXPECT_EQ(u32(bytes, 4), 2U);
    EXPECT_EQ(u32(bytes, 8), bytes.size());
    const std::uint32_t json_size = u32(bytes, 12);
    EXPECT_EQ(json_size % 4, 0U);
    EXPECT_EQ(bytes.substr(16, 4), "JSON");
    file.document = json::parse(bytes.substr(20, json_size));
    EXPECT_FALSE(file.document.at("buffers").at(0).contains("uri"));
    const std::size_t at = 20 + json_size;
    EXPECT_EQ(bytes.substr(at + 4, 4), std::string("BIN\0", 4));
    EXPECT_EQ(u32(bytes, at) % 4, 0U);
    EXPECT_EQ(at + 8 + u32(bytes, at), bytes.size());
    file.buffer = bytes.substr(at + 8);
    file.read();
    return file;
  }

  /// Where an accessor's elements begin; checks that they lie in its view, the view in the buffer.
  std::size_t begin(const json& accessor, std::size_t element_bytes) const {
    const json& view = document.at("bufferViews").at(accessor.at("bufferView").get<std::size_t>());
    EXPECT_EQ(view.at("buffer"), 0);
    const auto offset = view.at("byteOffset").get<std::size_t>();
    const auto length = view.at("byteLength").get<std::size_t>();
    EXPECT_EQ(offset % 4, 0U);
    EXPECT_EQ(length, accessor.at("count").get<std::size_t>() * element_bytes);
    EXPECT_LE(offset + length, buffer.size());
    return offset;
  }

  std::vector<Vec3> vectors(const json& accessor) const {
    EXPECT_EQ(accessor.at("componentType"), 5126);
    EXPECT_EQ(accessor.at("type"), "VEC3");
    std::vector<Vec3> list(accessor.at("count").get<std::size_t>());
    std::size_t at = begin(accessor, 12);
    for (Vec3& v : list) {
      for (double& c : v) {
        c = std::bit_cast<float>(u32(buffer, at));
        at += 4;
      }
    }
    return list;
  }

  void read() {
    EXPECT_EQ(document.at("buffers").size(), 1U);
    EXPECT_EQ(document.at("buffers").at(0).at("byteLength"), buffer.size());
    EXPECT_EQ(document.at("asset").at("version"), "2.0");
    const json& node = document.at("nodes").at(document.at("scenes")
                                                   .at(document.at("scene").get<std::size_t>())
                                                   .at("nodes")
                                                   .at(0)
                                                   .get<std::size_t>());
    const json& mesh = document.at("meshes").at(node.at("mesh").get<std::size_t>());
    const json& primitive = mesh.at("primitives").at(0);
    EXPECT_EQ(primitive.at("mode"), 4);
    EXPECT_LT(primitive.at("material").get<std::size_t>(), document.at("materials").size());
    const json& accessors = document.at("accessors");
    const json& attributes = primitive.at("attributes");
    const auto accessor = [&](const json& number) -> const json& {
      return accessors.at(number.get<std::size_t>());
    };
    const json& position = accessor(attributes.at("POSITION"));
    positions = vectors(position);
    normals = vectors(accessor(attributes.at("NORMAL")));
    for (std::size_t i = 0; i < 3; ++i) {
      const auto [least, most] =
          std::minmax_element(positions.begin(), positions.end(),
                              [i](const Vec3& a, const Vec3& b) { return a[i] < b[i]; });
      EXPECT_EQ(position.at("min").at(i).get<double>(), (*least)[i]);
      EXPECT_EQ(position.at("max").at(i).get<double>(), (*most)[i]);
    }
    const json& color = accessor(attributes.at("COLOR_0"));
    EXPECT_EQ(color.at("componentType"), 5123);
    EXPECT_EQ(color.at("type"), "VEC4");
    EXPECT_EQ(color.at("normalized"), true);
    EXPECT_EQ(color.at("count"), positions.size());
    std::size_t at = begin(color, 8);
    for (std::size_t i = 0; i < positions.size(); ++i) {
      auto& c = colors.emplace_back();
      for (std::size_t k = 0; k < 4; k += 2, at += 4) {
        c[k] = (u32(buffer, at) & 0xFFFF) / 65535.0;
        c[k + 1] = (u32(buffer, at) >> 16) / 65535.0;
      }
    }
    const json& indices = accessor(primitive.at("indices"));
    EXPECT_EQ(indices.at("componentType"), 5125);
    EXPECT_EQ(indices.at("type"), "SCALAR");
    EXPECT_EQ(indices.at("count").get<std::size_t>() % 3, 0U);
    at = begin(indices, 4);
    for (std::size_t i = 0; i < indices.at("count").get<std::size_t>() / 3; ++i) {
      auto& t = triangles.emplace_back();
      for (std::uint32_t& v : t) {
        v = u32(buffer, at);
        at += 4;
        EXPECT_LT(v, positions.size());
      }
    }
  }

  /// Vertices at one place made one, as the surface is.
  [[nodiscard]] std::pair<std::vector<Vec3>, testing::Triangles> welded() const {
    testing::Welder weld;
    testing::Triangles list = triangles;
    for (auto& t : list) {
      for (std::uint32_t& v : t) v = weld(positions[v]);
    }
    return {weld.points, list};
  }
};

std::string write(const Recording& recording, SourceInfo info = {},
                  const ExportOptions& options = {}) {
  info.plate = recording.plate();
  const TempFolder folder;
  const std::array recordings = {ExportRecording{info, recording, {}}};
  writers::gltf.write(recordings, options, folder / "out");
  return testing::read_file(folder / "out");
}

TEST(Gltf, IsClosedInMetres) {
  const GltfFile file = GltfFile::text(write(testing::fxa_recording()));
  const auto [points, triangles] = file.welded();
  EXPECT_TRUE(testing::watertight(triangles));
  EXPECT_NEAR(testing::volume(points, triangles), 8000e-9, 1e-12);
  for (const auto& t : file.triangles) {
    const Vec3 n = testing::face_normal(file.positions, t);
    for (const std::uint32_t v : t) {
      EXPECT_EQ(testing::dot(file.normals[v], file.normals[v]), 1);
      const double along = testing::dot(n, file.normals[v]);
      EXPECT_GT(along, 0);
      EXPECT_NEAR(along * along, testing::dot(n, n), 1e-6 * testing::dot(n, n));
    }
  }
}

TEST(Gltf, YIsUpForwardIsMinusZ) {
  std::vector<float> kpa(10 * 6, 0.0F);
  kpa[2 * 6 + 1] = 100;
  kpa[7 * 6 + 4] = 300;  // ahead and to the right
  const GltfFile file = GltfFile::text(write(testing::make_recording({10, 6, 5, 8}, 50, {kpa})));
  Vec3 least{1e9, 1e9, 1e9};
  Vec3 most{-1e9, -1e9, -1e9};
  for (const Vec3& p : file.positions) {
    for (std::size_t i = 0; i < 3; ++i) {
      least[i] = std::min(least[i], p[i]);
      most[i] = std::max(most[i], p[i]);
    }
    if (p[1] > 0.02) {
      EXPECT_GT(p[0], 0.0199);
      EXPECT_LT(p[2], -0.0559);
    }
  }
  EXPECT_NEAR(least[0], 0.005, 1e-7);
  EXPECT_NEAR(most[0], 0.025, 1e-7);
  EXPECT_EQ(least[1], 0);
  EXPECT_NEAR(most[1], 0.030, 1e-7);
  EXPECT_NEAR(least[2], -0.064, 1e-7);
  EXPECT_NEAR(most[2], -0.016, 1e-7);
}

TEST(Gltf, ColoursAreThePressureInLinearLight) {
  const GltfFile file =
      GltfFile::text(write(testing::make_recording({1, 3, 10, 10}, 50, {{400, 100, 0}})));
  ASSERT_EQ(file.document["asset"]["extras"]["color_scale_max_kpa"], 400);
  const ColorScale scale(400);
  const auto expect_color = [&](const std::array<double, 4>& color, double kpa) {
    const Rgb rgb = scale.color(kpa);
    for (std::size_t i = 0; i < 3; ++i) {
      // Back to sRGB.
      const double c = color[i];
      const double srgb = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
      EXPECT_NEAR(255 * srgb, rgb[i], 0.05);
    }
    EXPECT_EQ(color[3], 1);
  };
  for (std::size_t i = 0; i < file.positions.size(); ++i) {
    const double height_m = file.positions[i][1];
    ASSERT_TRUE(height_m == 0 || std::abs(height_m - 0.01) < 1e-7 ||
                std::abs(height_m - 0.04) < 1e-7);
    expect_color(file.colors[i], height_m * 1000 / 0.1);
  }
}

TEST(Gltf, TheBinaryVariantSaysTheSame) {
  const Recording recording = testing::fxa_recording();
  const GltfFile text = GltfFile::text(write(recording));
  const GltfFile binary =
      GltfFile::binary(write(recording, {}, {.variant = "glb", .with_identity = false}));
  EXPECT_EQ(text.buffer, binary.buffer);
  EXPECT_EQ(text.document.at("accessors"), binary.document.at("accessors"));
  EXPECT_EQ(text.document.at("asset"), binary.document.at("asset"));
  EXPECT_EQ(write(recording), write(recording, {}, {.variant = "gltf", .with_identity = false}));
  EXPECT_THROW((void)write(recording, {}, {.variant = "obj", .with_identity = false}), Error);
}

TEST(Gltf, ExtrasTellWhatItIsAndNobody) {
  SourceInfo info;
  info.side = Side::left;
  info.name = "LF S0073";
  info.session.subject_code = "S-4711";
  info.session.created_utc = "2024-05-06T07:08:09Z";
  const std::string plain = write(testing::fxa_recording(), info);
  for (const char* word : {"S-4711", "2024-05", "S0073"}) {
    EXPECT_EQ(plain.find(word), std::string::npos) << word;
  }
  const json extras = json::parse(plain).at("asset").at("extras");
  EXPECT_EQ(extras.at("height_mm_per_kpa"), 0.1);
  EXPECT_EQ(extras.at("peak_kpa"), 120);
  EXPECT_EQ(extras.at("side"), "left");
  EXPECT_EQ(extras.at("plate").at("rows"), 4);
  EXPECT_EQ(extras.at("plate").at("pitch_x_mm"), 10);
  const json named =
      json::parse(write(testing::fxa_recording(), info, {.variant = "", .with_identity = true}))
          .at("asset")
          .at("extras");
  EXPECT_EQ(named.at("subject_code"), "S-4711");
  EXPECT_EQ(named.at("created_utc"), "2024-05-06T07:08:09Z");
}

}  // namespace
}  // namespace solea

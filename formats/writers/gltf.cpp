#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/color_scale.h"
#include "core/error.h"
#include "core/version.h"
#include "formats/writers/binary_file.h"
#include "formats/writers/builtin.h"
#include "formats/writers/footprint_mesh.h"
#include "formats/writers/writer_support.h"

/// glTF 2.0 of the footprint's relief (footprint_mesh.h): metres, y up as glTF demands, the print
/// in the x-z plane, x to the person's right, forward -z. Flat normals and, as vertex colours, the
/// pressure that belongs to the height. Everything else a reader needs is in asset.extras.
///
/// Two variants: "gltf", JSON with the numbers inside as base64, and "glb", the binary container.
namespace solea::writers {

namespace {

using Json = nlohmann::ordered_json;

// Numbers of the glTF 2.0 specification.
constexpr int type_unsigned_short = 5123;
constexpr int type_unsigned_int = 5125;
constexpr int type_float = 5126;
constexpr int target_vertices = 34962;
constexpr int target_indices = 34963;
constexpr int mode_triangles = 4;
constexpr std::uint32_t glb_magic = 0x46546C67;
constexpr std::uint32_t glb_version = 2;
constexpr std::uint32_t glb_json = 0x4E4F534A;
constexpr std::uint32_t glb_binary = 0x004E4942;

constexpr double m_per_mm = 1e-3;

using Float3 = std::array<float, 3>;

Float3 position_m(const FootprintMesh::Vertex& v) {
  return {static_cast<float>(v.x_mm * m_per_mm), static_cast<float>(v.z_mm * m_per_mm),
          static_cast<float>(0.0 - v.y_mm * m_per_mm)};  // not -0
}

Float3 normal(FootprintMesh::Facing facing) {
  using Facing = FootprintMesh::Facing;
  switch (facing) {
    case Facing::right:
      return {1, 0, 0};
    case Facing::left:
      return {-1, 0, 0};
    case Facing::forward:
      return {0, 0, -1};
    case Facing::backward:
      return {0, 0, 1};
    case Facing::up:
      return {0, 1, 0};
    case Facing::down:
      break;
  }
  return {0, -1, 0};
}

/// Vertex colours of glTF are linear light, the table is sRGB.
std::uint16_t linear_light(std::uint8_t srgb) {
  const double c = srgb / 255.0;
  const double linear = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  return static_cast<std::uint16_t>(
      std::lround(linear * std::numeric_limits<std::uint16_t>::max()));
}

/// The numbers of the buffer, one run after the other.
struct Geometry {
  std::uint32_t vertices = 0;
  std::uint32_t indices = 0;
  std::string positions;
  std::string normals;
  std::string colors;
  std::string index_bytes;
  Float3 least{};
  Float3 most{};
};

/// A vertex of the mesh becomes one for each direction that its faces look to.
Geometry split_by_facing(const FootprintMesh& mesh, const ColorScale& scale) {
  constexpr std::size_t facings = 6;
  constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> number(mesh.vertices.size() * facings, none);
  Geometry g;
  g.least.fill(std::numeric_limits<float>::infinity());
  g.most.fill(-std::numeric_limits<float>::infinity());
  for (const FootprintMesh::Triangle& triangle : mesh.triangles) {
    for (const std::uint32_t v : triangle.vertices) {
      std::uint32_t& n = number[v * facings + static_cast<std::size_t>(triangle.facing)];
      if (n == none) {
        n = g.vertices++;
        const Float3 position = position_m(mesh.vertices[v]);
        for (std::size_t i = 0; i < 3; ++i) {
          append_le(g.positions, position[i]);
          g.least[i] = std::min(g.least[i], position[i]);
          g.most[i] = std::max(g.most[i], position[i]);
        }
        for (const float c : normal(triangle.facing)) append_le(g.normals, c);
        for (const std::uint8_t c : scale.color(mesh.vertices[v].kpa())) {
          append_le(g.colors, linear_light(c));
        }
        append_le(g.colors, std::numeric_limits<std::uint16_t>::max());  // opaque
      }
      append_le(g.index_bytes, n);
      ++g.indices;
    }
  }
  return g;
}

Json extras(const ExportRecording& recording, const FootprintMesh& mesh, const ColorScale& scale,
            bool with_identity) {
  const PlateGeometry& plate = recording.recording.plate();
  Json extras = {
      {"content", "maximum pressure picture, a column for each loaded cell"},
      {"axes",
       "metres; x to the person's right, y up, forward is -z; origin at the posterior left "
       "corner of the plate"},
      {"height_mm_per_kpa", FootprintMesh::mm_per_kpa},
      {"peak_kpa", mesh.peak_kpa},
      {"color_scale_max_kpa", scale.max_kpa()},
      {"plate",
       {{"rows", plate.rows},
        {"cols", plate.cols},
        {"pitch_x_mm", plate.pitch_x_mm},
        {"pitch_y_mm", plate.pitch_y_mm}}},
      {"side", std::string(to_string(recording.info.side))},
  };
  const std::string walking = walking_direction(recording.info);
  if (!walking.empty())
    extras["walking_direction"] = walking + " of the plate; +y is forward above";
  if (with_identity) {
    const SessionInfo& session = recording.info.session;
    if (!session.subject_code.empty()) extras["subject_code"] = session.subject_code;
    const Measured when = measured(recording.info);
    if (when.date == session.created_utc) {
      if (!when.date.empty()) extras["created_utc"] = when.date;
    } else {
      extras["measured"] = when.date + (when.time.empty() ? "" : " " + when.time);
    }
  }
  return extras;
}

/// The buffer, and the views and accessors that describe it.
class Buffer {
 public:
  /// Returns the accessor's number. `bytes` is a multiple of 4 long.
  int add(const std::string& bytes, int target, std::uint32_t count, int component,
          const char* type, const Json& more = Json::object()) {
    views_.push_back({{"buffer", 0},
                      {"byteOffset", bytes_.size()},
                      {"byteLength", bytes.size()},
                      {"target", target}});
    Json accessor = {{"bufferView", views_.size() - 1},
                     {"componentType", component},
                     {"count", count},
                     {"type", type}};
    accessor.update(more);
    accessors_.push_back(std::move(accessor));
    bytes_ += bytes;
    return static_cast<int>(accessors_.size()) - 1;
  }

  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }
  [[nodiscard]] const Json& views() const noexcept { return views_; }
  [[nodiscard]] const Json& accessors() const noexcept { return accessors_; }

 private:
  std::string bytes_;
  Json views_ = Json::array();
  Json accessors_ = Json::array();
};

/// Everything but the buffers themselves.
Json document(const Geometry& g, const Json& asset_extras, Buffer& buffer) {
  const int position = buffer.add(g.positions, target_vertices, g.vertices, type_float, "VEC3",
                                  {{"min", g.least}, {"max", g.most}});
  const int normals = buffer.add(g.normals, target_vertices, g.vertices, type_float, "VEC3");
  const int color = buffer.add(g.colors, target_vertices, g.vertices, type_unsigned_short, "VEC4",
                               {{"normalized", true}});
  const int indices =
      buffer.add(g.index_bytes, target_indices, g.indices, type_unsigned_int, "SCALAR");
  const Json primitive = {
      {"attributes", {{"POSITION", position}, {"NORMAL", normals}, {"COLOR_0", color}}},
      {"indices", indices},
      {"material", 0},
      {"mode", mode_triangles}};
  Json gltf;
  gltf["asset"] = {{"version", "2.0"},
                   {"generator", "Solea " + std::string(software_version)},
                   {"extras", asset_extras}};
  gltf["scene"] = 0;
  gltf["scenes"] = Json::array({{{"nodes", Json::array({0})}}});
  gltf["nodes"] = Json::array({{{"name", "footprint"}, {"mesh", 0}}});
  gltf["meshes"] = Json::array({{{"name", "footprint"}, {"primitives", Json::array({primitive})}}});
  gltf["materials"] = Json::array(
      {{{"name", "pressure"},
        {"pbrMetallicRoughness", {{"metallicFactor", 0.0}, {"roughnessFactor", 1.0}}}}});
  gltf["accessors"] = buffer.accessors();
  gltf["bufferViews"] = buffer.views();
  return gltf;
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = (group << 8U) | (k < n ? static_cast<std::uint8_t>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text.push_back(k <= n ? digits[(group >> (18 - 6 * k)) & 63U] : '=');
    }
  }
  return text;
}

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string as_gltf(Json json, const std::string& buffer) {
  json["buffers"] =
      Json::array({{{"byteLength", buffer.size()},
                    {"uri", "data:application/octet-stream;base64," + base64(buffer)}}});
  return text_of(json) + "\n";
}

std::string as_glb(Json json, const std::string& buffer) {
  json["buffers"] = Json::array({{{"byteLength", buffer.size()}}});
  std::string text = text_of(json);
  text.resize((text.size() + 3) / 4 * 4, ' ');
  const std::uint64_t size = 12 + 8 + text.size() + 8 + buffer.size();
  if (size > std::numeric_limits<std::uint32_t>::max()) throw Error("too many cells for a .glb");
  std::string bytes;
  bytes.reserve(size);
  append_le(bytes, glb_magic);
  append_le(bytes, glb_version);
  append_le(bytes, static_cast<std::uint32_t>(size));
  append_le(bytes, static_cast<std::uint32_t>(text.size()));
  append_le(bytes, glb_json);
  bytes += text;
  append_le(bytes, static_cast<std::uint32_t>(buffer.size()));
  append_le(bytes, glb_binary);
  return bytes + buffer;
}

constexpr std::array<std::string_view, 2> variants = {"gltf", "glb"};

void write(std::span<const ExportRecording> recordings, const ExportOptions& options,
           const std::filesystem::path& file) {
  const ExportRecording& from = only_one(recordings);
  const bool binary = options.variant == variants[1];
  if (!binary && !options.variant.empty() && options.variant != variants[0]) {
    throw Error("glTF has no variant '" + options.variant + "', expected gltf or glb");
  }
  const FootprintMesh mesh = footprint_mesh(from);
  const ColorScale scale(round_scale_kpa(mesh.peak_kpa));
  Buffer buffer;
  Json json = document(split_by_facing(mesh, scale),
                       extras(from, mesh, scale, options.with_identity), buffer);
  BinaryFile out(file);
  out.write(binary ? as_glb(std::move(json), buffer.bytes())
                   : as_gltf(std::move(json), buffer.bytes()));
  out.finish();
}

}  // namespace

extern const ExportFormat gltf = {
    .id = "gltf",
    .name = "glTF 2.0 relief of the footprint, coloured",
    .extension = ".gltf",
    .variants = variants,
    .many = false,
    .write = &write,
};

}  // namespace solea::writers

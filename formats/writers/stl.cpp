#include <limits>
#include <string>

#include "core/error.h"
#include "formats/writers/binary_file.h"
#include "formats/writers/builtin.h"
#include "formats/writers/footprint_mesh.h"
#include "formats/writers/writer_support.h"

/// Binary STL of the footprint's relief (footprint_mesh.h), in millimetres: x to the person's
/// right, y forward, z up. 80 bytes of text, the number of triangles, then for each 50 bytes:
/// normal and three corners as floats, two bytes 0. STL knows no unit; the text says it.
namespace solea::writers {

namespace {

constexpr std::size_t header_bytes = 80;
constexpr std::size_t flush_bytes = 1U << 20U;

void append_normal(std::string& bytes, FootprintMesh::Facing facing) {
  // In the order of Facing: x, y, z.
  static constexpr float normals[][3] = {{1, 0, 0},  {-1, 0, 0}, {0, 1, 0},
                                         {0, -1, 0}, {0, 0, 1},  {0, 0, -1}};
  for (const float n : normals[static_cast<std::size_t>(facing)]) append_le(bytes, n);
}

void write(std::span<const ExportRecording> recordings, const ExportOptions& /*options*/,
           const std::filesystem::path& file) {
  const ExportRecording& from = only_one(recordings);
  const FootprintMesh mesh = footprint_mesh(from);
  if (mesh.triangles.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw Error("too many triangles for STL");
  }
  // It must not begin with "solid", which marks the text variant of the format.
  std::string bytes =
      "Solea footprint, maximum pressure; mm, z up, y forward; 0.1 mm height per kPa";
  bytes.resize(header_bytes, ' ');
  append_le(bytes, static_cast<std::uint32_t>(mesh.triangles.size()));
  BinaryFile out(file);
  for (const FootprintMesh::Triangle& triangle : mesh.triangles) {
    append_normal(bytes, triangle.facing);
    for (const std::uint32_t v : triangle.vertices) {
      const FootprintMesh::Vertex& vertex = mesh.vertices[v];
      append_le(bytes, static_cast<float>(vertex.x_mm));
      append_le(bytes, static_cast<float>(vertex.y_mm));
      append_le(bytes, static_cast<float>(vertex.z_mm));
    }
    append_le(bytes, std::uint16_t{0});
    if (bytes.size() >= flush_bytes) {
      out.write(bytes);
      bytes.clear();
    }
  }
  out.write(bytes);
  out.finish();
}

}  // namespace

extern const ExportFormat stl = {
    .id = "stl",
    .name = "STL relief of the footprint, mm",
    .extension = ".stl",
    .variants = {},
    .many = false,
    .write = &write,
};

static_assert(FootprintMesh::mm_per_kpa == 0.1);  // the header says so

}  // namespace solea::writers

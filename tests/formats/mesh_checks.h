#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

/// What the tests ask of any mesh of triangles.
namespace solea::testing {

using Vec3 = std::array<double, 3>;
using Triangles = std::vector<std::array<std::uint32_t, 3>>;

/// How often each directed edge is run along.
inline std::map<std::pair<std::uint32_t, std::uint32_t>, int> directed_edges(
    const Triangles& triangles) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
  for (const auto& t : triangles) {
    for (std::size_t i = 0; i < 3; ++i) ++edges[{t[i], t[(i + 1) % 3]}];
  }
  return edges;
}

/// Every edge belongs to exactly two triangles, in opposite directions.
inline bool watertight(const Triangles& triangles) {
  const auto edges = directed_edges(triangles);
  for (const auto& [edge, count] : edges) {
    const auto back = edges.find({edge.second, edge.first});
    if (edge.first == edge.second || count != 1 || back == edges.end() || back->second != 1) {
      return false;
    }
  }
  return !edges.empty();
}

/// Every edge is run along as often in one direction as in the other: closed, though columns may
/// touch in an edge.
inline bool closed(const Triangles& triangles) {
  const auto edges = directed_edges(triangles);
  for (const auto& [edge, count] : edges) {
    const auto back = edges.find({edge.second, edge.first});
    if (edge.first == edge.second || back == edges.end() || back->second != count) return false;
  }
  return !edges.empty();
}

inline Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
inline Vec3 minus(const Vec3& a, const Vec3& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
inline double dot(const Vec3& a, const Vec3& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// By the divergence theorem; positive when the faces look outward.
inline double volume(const std::vector<Vec3>& points, const Triangles& triangles) {
  double sum = 0;
  for (const auto& t : triangles) {
    sum += dot(points[t[0]], cross(points[t[1]], points[t[2]])) / 6;
  }
  return sum;
}

/// Twice the area times the normal, from the order of the corners.
inline Vec3 face_normal(const std::vector<Vec3>& points, const std::array<std::uint32_t, 3>& t) {
  return cross(minus(points[t[1]], points[t[0]]), minus(points[t[2]], points[t[0]]));
}

/// Points at one place become one.
class Welder {
 public:
  std::uint32_t operator()(const Vec3& p) {
    const auto [entry, is_new] = numbers_.try_emplace(p, static_cast<std::uint32_t>(points.size()));
    if (is_new) points.push_back(p);
    return entry->second;
  }
  std::vector<Vec3> points;

 private:
  std::map<Vec3, std::uint32_t> numbers_;
};

}  // namespace solea::testing

#include "analysis/convex_hull.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace solea {

namespace {

std::vector<cv::Point2f> to_opencv(std::span<const PointMm> points) {
  std::vector<cv::Point2f> out;
  out.reserve(points.size());
  for (const PointMm& p : points) {
    out.emplace_back(static_cast<float>(p.x), static_cast<float>(p.y));
  }
  return out;
}

}  // namespace

std::vector<PointMm> convex_hull(std::span<const PointMm> points) {
  if (points.empty()) return {};
  std::vector<cv::Point2f> hull;
  cv::convexHull(to_opencv(points), hull);
  std::vector<PointMm> out;
  for (const cv::Point2f& p : hull) out.push_back({p.x, p.y});
  return out;
}

SmallestRectangle smallest_rectangle(std::span<const PointMm> points) {
  std::array<cv::Point2f, 4> box;
  cv::minAreaRect(to_opencv(points)).points(box.data());
  const PointMm a{box[1].x - box[0].x, box[1].y - box[0].y};
  const PointMm b{box[2].x - box[1].x, box[2].y - box[1].y};
  const double la = std::hypot(a.x, a.y);
  const double lb = std::hypot(b.x, b.y);
  const double length = std::max(la, lb);
  const PointMm side = la >= lb ? a : b;
  return {length > 0 ? (1 / length) * side : PointMm{0, 1}, length, std::min(la, lb)};
}

}  // namespace solea

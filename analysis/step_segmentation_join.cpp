#include "analysis/step_segmentation_join.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <tuple>
#include <utility>

namespace solea::loaded_parts {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Distance of a point from the segment a b.
double distance_mm(cv::Point2f p, cv::Point2f a, cv::Point2f b) {
  const cv::Point2f ab = b - a;
  const float length2 = ab.dot(ab);
  const float t = length2 > 0 ? std::clamp((p - a).dot(ab) / length2, 0.0F, 1.0F) : 0.0F;
  const cv::Point2f d = p - (a + t * ab);
  return std::hypot(d.x, d.y);
}

/// Distance of two convex hulls, 0 where they meet.
double gap_mm(const std::vector<cv::Point2f>& a, const std::vector<cv::Point2f>& b) {
  for (const cv::Point2f& p : a) {
    if (cv::pointPolygonTest(b, p, false) >= 0) return 0;
  }
  for (const cv::Point2f& p : b) {
    if (cv::pointPolygonTest(a, p, false) >= 0) return 0;
  }
  double least = infinity;
  const auto measure = [&least](const auto& points, const auto& edges) {
    for (const cv::Point2f& p : points) {
      for (std::size_t i = 0; i < edges.size(); ++i) {
        least = std::min(least, distance_mm(p, edges[i], edges[(i + 1) % edges.size()]));
      }
    }
  };
  measure(a, b);
  measure(b, a);
  return least;
}

/// Time between two parts, s; 0 where both are loaded at once.
double pause_s(const Part& a, const Part& b, const Recording& recording) {
  if (a.first_frame > b.last_frame) {
    return recording.time_s(a.first_frame) - recording.time_s(b.last_frame);
  }
  if (b.first_frame > a.last_frame) {
    return recording.time_s(b.first_frame) - recording.time_s(a.last_frame);
  }
  return 0;
}

/// Part of the shorter one's frames that both are loaded in.
double overlap(const Part& a, const Part& b) {
  const std::size_t first = std::max(a.first_frame, b.first_frame);
  const std::size_t last = std::min(a.last_frame, b.last_frame);
  if (first > last) return 0;
  const std::size_t shorter =
      std::min(a.last_frame - a.first_frame, b.last_frame - b.first_frame) + 1;
  return static_cast<double>(last - first + 1) / static_cast<double>(shorter);
}

/// How far apart two boxes are, mm, at most: what is cheap to tell before hulls are measured.
double box_gap_mm(const CellBox& a, const CellBox& b, const PlateGeometry& plate) {
  const int cols = std::max({0, a.col0 - b.col1, b.col0 - a.col1});
  const int rows = std::max({0, a.row0 - b.row1, b.row0 - a.row1});
  return std::hypot(cols * plate.pitch_x_mm, rows * plate.pitch_y_mm);
}

/// The gap between two parts that can be of one foot, mm; nothing where they cannot.
std::optional<double> link_mm(const Part& a, const Part& b, const Recording& recording,
                              const AnalysisSettings& settings) {
  if (pause_s(a, b, recording) > settings.join_pause_s) return std::nullopt;
  if (box_gap_mm(a.box, b.box, recording.plate()) > settings.join_gap_mm) return std::nullopt;
  const double gap = gap_mm(a.hull_mm, b.hull_mm);
  if (gap > settings.join_gap_mm) return std::nullopt;
  // One after the other they are one foot only at the same place.
  if (overlap(a, b) < settings.join_overlap) {
    std::vector<cv::Point2f> common;
    const double shared = cv::intersectConvexConvex(a.hull_mm, b.hull_mm, common);
    const double smaller = std::min(cv::contourArea(a.hull_mm), cv::contourArea(b.hull_mm));
    if (shared < settings.join_same_place * smaller) return std::nullopt;
  }
  if (!is_foot_sized(united(a, b), settings)) return std::nullopt;
  return gap;
}

/// All pairs that can be of one foot.
class Links {
 public:
  Links(const std::vector<Part>& parts, const std::vector<std::uint32_t>& ids,
        const Recording& recording, const AnalysisSettings& settings) {
    std::vector<std::uint32_t> by_start = ids;
    std::sort(by_start.begin(), by_start.end(), [&](std::uint32_t a, std::uint32_t b) {
      return parts[a].first_frame < parts[b].first_frame;
    });
    std::vector<std::uint32_t> open;  // those that did not end long ago
    for (const std::uint32_t id : by_start) {
      std::erase_if(open, [&](std::uint32_t other) {
        return pause_s(parts[other], parts[id], recording) > settings.join_pause_s;
      });
      for (const std::uint32_t other : open) {
        if (const auto gap = link_mm(parts[other], parts[id], recording, settings)) {
          links_.push_back({*gap, other, id});
        }
      }
      open.push_back(id);
    }
    std::sort(links_.begin(), links_.end());
  }
  /// Gap, part, part; nearest first.
  using Link = std::tuple<double, std::uint32_t, std::uint32_t>;
  [[nodiscard]] const std::vector<Link>& all() const noexcept { return links_; }

 private:
  std::vector<Link> links_;
};

/// Joins a few parts in the best way: the fewest feet, then the least sum of their rectangles'
/// squared areas, which is that of compact feet of the same size, then the smallest gaps. Every set
/// of parts is tried as a foot.
class BestJoin {
 public:
  BestJoin(const std::vector<Part>& parts, std::vector<std::uint32_t> ids,
           const std::vector<Links::Link>& links, const AnalysisSettings& settings)
      : parts_(parts),
        ids_(std::move(ids)),
        settings_(settings),
        gap_(ids_.size() * ids_.size(), infinity) {
    for (const auto& [gap, a, b] : links) {
      const auto i = position(a);
      const auto j = position(b);
      if (i && j) gap_[*i * ids_.size() + *j] = gap_[*j * ids_.size() + *i] = gap;
    }
  }

  /// The sets of parts that are a foot each.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> feet() const {
    const std::size_t sets = std::size_t{1} << ids_.size();
    std::vector<double> cost_of_foot(sets, infinity);
    for (std::size_t set = 1; set < sets; ++set) cost_of_foot[set] = foot_cost(set);
    // Of each set of parts the best way to make feet, and the first foot in it.
    std::vector<double> cost(sets, infinity);
    std::vector<std::size_t> foot(sets, 0);
    cost[0] = 0;
    for (std::size_t set = 1; set < sets; ++set) {
      const std::size_t lowest = set & (~set + 1);
      const std::size_t rest = set ^ lowest;
      for (std::size_t more = rest;; more = (more - 1) & rest) {
        const std::size_t one = lowest | more;
        const double c = cost_of_foot[one] + cost[set ^ one];
        if (c < cost[set]) {
          cost[set] = c;
          foot[set] = one;
        }
        if (more == 0) break;
      }
    }
    std::vector<std::vector<std::uint32_t>> result;
    for (std::size_t set = sets - 1; set != 0; set ^= foot[set]) {
      std::vector<std::uint32_t>& one = result.emplace_back();
      for (std::size_t i = 0; i < ids_.size(); ++i) {
        if ((foot[set] >> i & 1U) != 0) one.push_back(ids_[i]);
      }
    }
    return result;
  }

 private:
  [[nodiscard]] std::optional<std::size_t> position(std::uint32_t id) const {
    const auto found = std::find(ids_.begin(), ids_.end(), id);
    if (found == ids_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - ids_.begin());
  }

  /// A foot counts more than all areas together; what cannot be one foot is infinite.
  [[nodiscard]] double foot_cost(std::size_t set) const {
    constexpr double one_foot = 1e6;
    constexpr double mm2_unit = 1e4;  // areas of feet are 1 to 4 of these
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      if ((set >> i & 1U) != 0) members.push_back(i);
    }
    const auto cost_of = [&](const Part& foot) {
      const cv::Size2f size = cv::minAreaRect(foot.hull_mm).size;
      const double area = static_cast<double>(size.area()) / mm2_unit;
      return one_foot + area * area;
    };
    if (members.size() == 1) return cost_of(parts_[ids_[members[0]]]);
    // Reached from the first one over the smallest gaps.
    std::vector<double> reach(ids_.size(), infinity);
    std::vector<char> in(ids_.size(), 0);
    reach[members[0]] = 0;
    double gaps = 0;
    for (std::size_t n = 0; n < members.size(); ++n) {
      std::size_t next = members[0];
      double least = infinity;
      for (const std::size_t m : members) {
        if (in[m] == 0 && reach[m] < least) std::tie(least, next) = std::pair(reach[m], m);
      }
      if (least == infinity) return infinity;
      in[next] = 1;
      gaps += least;
      for (const std::size_t m : members) {
        reach[m] = std::min(reach[m], gap_[next * ids_.size() + m]);
      }
    }
    Part all = parts_[ids_[members[0]]];
    for (const std::size_t m : members) all = united(all, parts_[ids_[m]]);
    return is_foot_sized(all, settings_) ? cost_of(all) + settings_.join_gap_cost * gaps : infinity;
  }

  const std::vector<Part>& parts_;
  std::vector<std::uint32_t> ids_;
  const AnalysisSettings& settings_;
  std::vector<double> gap_;
};

/// Feet that grow: each part belongs to at most one.
class Feet {
 public:
  Feet(const std::vector<Part>& parts, const Recording& recording, const AnalysisSettings& settings)
      : parts_(parts),
        recording_(recording),
        settings_(settings),
        foot_of_part_(parts.size(), none) {}

  void add(const std::vector<std::uint32_t>& ids) {
    Part all = parts_[ids.front()];
    for (const std::uint32_t id : ids) {
      all = united(all, parts_[id]);
      foot_of_part_[id] = static_cast<std::uint32_t>(feet_.size());
    }
    all.cells = 0;
    for (const std::uint32_t id : ids) all.cells += parts_[id].cells;
    feet_.push_back(std::move(all));
  }
  /// Gives a part to the nearest foot within `reach_mm`. False: there is none.
  bool give(std::uint32_t id, double reach_mm, bool together) {
    double best = reach_mm;
    std::uint32_t nearest = none;
    const Part& part = parts_[id];
    for (std::uint32_t f = 0; f < feet_.size(); ++f) {
      if (pause_s(part, feet_[f], recording_) > settings_.join_pause_s) continue;
      if (box_gap_mm(part.box, feet_[f].box, recording_.plate()) > best) continue;
      if (together && !link_mm(part, feet_[f], recording_, settings_)) continue;
      const double gap = gap_mm(part.hull_mm, feet_[f].hull_mm);
      if (gap > best || (gap == best && nearest != none)) continue;
      if (!is_foot_sized(united(part, feet_[f]), settings_)) continue;
      best = gap;
      nearest = f;
    }
    if (nearest == none) return false;
    feet_[nearest] = united(feet_[nearest], part);
    foot_of_part_[id] = nearest;
    return true;
  }
  [[nodiscard]] std::vector<std::uint32_t> take() { return std::move(foot_of_part_); }

 private:
  const std::vector<Part>& parts_;
  const Recording& recording_;
  const AnalysisSettings& settings_;
  std::vector<std::uint32_t> foot_of_part_;
  std::vector<Part> feet_;
};

}  // namespace

bool is_foot_sized(const Part& part, const AnalysisSettings& settings) {
  const cv::RotatedRect rectangle = cv::minAreaRect(part.hull_mm);
  const double length = std::max(rectangle.size.width, rectangle.size.height);
  const double width = std::min(rectangle.size.width, rectangle.size.height);
  return length <= settings.max_foot_length_mm && width <= settings.max_foot_width_mm &&
         width <= std::max(settings.max_forefoot_width_mm, settings.max_width_to_length * length);
}

bool are_near(const Part& a, const Part& b, const Recording& recording,
              const AnalysisSettings& settings) {
  return pause_s(a, b, recording) <= settings.join_pause_s &&
         box_gap_mm(a.box, b.box, recording.plate()) <= settings.join_gap_mm &&
         gap_mm(a.hull_mm, b.hull_mm) <= settings.join_gap_mm;
}

std::vector<std::uint32_t> join_parts(const std::vector<Part>& parts, const Recording& recording,
                                      const AnalysisSettings& settings) {
  std::vector<std::uint32_t> large;
  std::vector<std::uint32_t> small;
  for (std::uint32_t id = 0; id < parts.size(); ++id) {
    (parts[id].cells >= settings.min_part_samples ? large : small).push_back(id);
  }
  const Links links(parts, large, recording, settings);
  DisjointSets sets;
  for (std::size_t i = 0; i < parts.size(); ++i) sets.add();
  for (const auto& [gap, a, b] : links.all()) sets.unite(a, b);
  std::vector<std::vector<std::uint32_t>> groups(parts.size());
  std::vector<std::vector<Links::Link>> links_of(parts.size());
  for (const std::uint32_t id : large) groups[sets.find(id)].push_back(id);
  for (const Links::Link& link : links.all()) {
    links_of[sets.find(std::get<1>(link))].push_back(link);
  }

  Feet feet(parts, recording, settings);
  std::vector<std::uint32_t> later;  // the smaller ones of a large group
  for (std::size_t g = 0; g < groups.size(); ++g) {
    std::vector<std::uint32_t>& group = groups[g];
    if (group.empty()) continue;
    if (group.size() == 1) {
      feet.add(group);
      continue;
    }
    std::stable_sort(group.begin(), group.end(), [&](std::uint32_t a, std::uint32_t b) {
      return parts[a].cells > parts[b].cells;
    });
    if (group.size() > settings.join_most_parts) {
      later.insert(later.end(),
                   group.begin() + static_cast<std::ptrdiff_t>(settings.join_most_parts),
                   group.end());
      group.resize(settings.join_most_parts);
    }
    for (const auto& foot : BestJoin(parts, group, links_of[g], settings).feet()) feet.add(foot);
  }
  std::stable_sort(later.begin(), later.end(), [&](std::uint32_t a, std::uint32_t b) {
    return parts[a].cells > parts[b].cells;
  });
  for (const std::uint32_t id : later) {
    if (!feet.give(id, settings.join_gap_mm, true)) feet.add({id});
  }
  for (const std::uint32_t id : small) feet.give(id, settings.join_rim_mm, false);
  return feet.take();
}

}  // namespace solea::loaded_parts

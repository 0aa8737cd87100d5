#include "analysis/step_segmentation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <string>
#include <tuple>
#include <utility>

#include "analysis/loaded_parts.h"
#include "analysis/step_segmentation_faulty.h"
#include "analysis/step_segmentation_join.h"
#include "analysis/step_segmentation_split.h"
#include "core/units.h"

namespace solea {

namespace {

using loaded_parts::none;
using loaded_parts::Parts;

/// A foot's contact while it is looked at: what is needed to judge it.
struct Contact {
  Step step;
  std::vector<double> force_n;  ///< a frame each
  std::vector<char> touched;    ///< cells of the box
  std::size_t area_cells = 0;
  bool at_edge = false;  ///< of the plate
  bool foot_sized = true;
};

/// Calls `visit(frame, position among all cells, cell, contact)` for each cell of a contact.
template <class Visit>
void visit_cells(const Recording& recording, const std::vector<std::uint32_t>& contact_of_cell,
                 Visit visit) {
  for (std::size_t frame = 0; frame < recording.size(); ++frame) {
    const auto cells = recording.cells(frame);
    const std::size_t first = recording.first_cell(frame);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::uint32_t contact = contact_of_cell[first + i];
      if (contact != none) visit(frame, first + i, cells[i], contact);
    }
  }
}

/// Frames and box of each contact, from its cells.
std::vector<Contact> describe_contacts(const Recording& recording, const Ground& ground,
                                       const std::vector<std::uint32_t>& contact_of_cell,
                                       std::size_t count) {
  std::vector<Contact> contacts(count);
  visit_cells(recording, contact_of_cell,
              [&](std::size_t frame, std::size_t, const LoadedCell& cell, std::uint32_t id) {
                Step& step = contacts[id].step;
                if (step.box.rows() <= 0) step.frames.first = frame;
                step.frames.last = frame + 1;
                const auto [row, col] = ground.place(frame, cell.index);
                step.box = united(step.box, {row, col, row + 1, col + 1});
              });
  return contacts;
}

/// The same of feet made of parts.
std::vector<Contact> contacts_of_feet(const std::vector<loaded_parts::Part>& parts,
                                      const std::vector<std::uint32_t>& foot_of_part,
                                      std::size_t feet) {
  std::vector<Contact> contacts(feet);
  for (std::size_t id = 0; id < parts.size(); ++id) {
    if (foot_of_part[id] == none) continue;
    const loaded_parts::Part& part = parts[id];
    Step& step = contacts[foot_of_part[id]].step;
    const FrameRange frames{part.first_frame, part.last_frame + 1};
    step.frames = step.box.rows() <= 0 ? frames
                                       : FrameRange{std::min(step.frames.first, frames.first),
                                                    std::max(step.frames.last, frames.last)};
    step.box = united(step.box, part.box);
  }
  return contacts;
}

/// Force, area and edge of each contact.
void measure_contacts(const Recording& recording, const Ground& ground,
                      const std::vector<std::uint32_t>& contact_of_cell,
                      std::vector<Contact>& contacts) {
  const PlateGeometry& plate = recording.plate();
  for (Contact& c : contacts) {
    c.force_n.assign(c.step.frames.size(), 0);
    c.touched.assign(
        static_cast<std::size_t>(c.step.box.rows()) * static_cast<std::size_t>(c.step.box.cols()),
        0);
  }
  const double n_per_kpa = force_n(1, plate.cell_area_mm2());
  visit_cells(recording, contact_of_cell,
              [&](std::size_t frame, std::size_t, const LoadedCell& cell, std::uint32_t id) {
                Contact& c = contacts[id];
                c.force_n[frame - c.step.frames.first] += n_per_kpa * cell.kpa;
                const Ground::Place at = ground.place(frame, cell.index);
                const CellBox& box = c.step.box;
                char& touched = c.touched[static_cast<std::size_t>(
                    (at.row - box.row0) * box.cols() + at.col - box.col0)];
                c.area_cells += touched == 0;
                touched = 1;
                const int row = static_cast<int>(cell.index) / plate.cols;
                const int col = static_cast<int>(cell.index) % plate.cols;
                c.at_edge = c.at_edge || row == 0 || col == 0 || row + 1 == plate.rows ||
                            col + 1 == plate.cols;
              });
}

/// Makes a contact of each stance of a foot that keeps touching between them (in a shoe). The cells
/// between belong to none.
void split_stances(const Recording& recording, const Ground& ground,
                   const AnalysisSettings& settings, std::vector<std::uint32_t>& contact_of_cell,
                   std::vector<Contact>& contacts) {
  struct Stances {
    std::vector<FrameRange> runs;  ///< frames of the recording
    std::uint32_t first = 0;       ///< the contact of the second run; the first one stays
  };
  std::vector<Stances> split(contacts.size());
  auto count = static_cast<std::uint32_t>(contacts.size());
  for (std::size_t id = 0; id < contacts.size(); ++id) {
    const Contact& c = contacts[id];
    std::vector<double> times_s;
    for (std::size_t k = c.step.frames.first; k < c.step.frames.last; ++k) {
      times_s.push_back(recording.time_s(k));
    }
    std::vector<FrameRange> runs = loaded_parts::split_at_lifts(c.force_n, times_s, settings);
    if (runs.size() < 2) continue;
    for (FrameRange& run : runs) {
      run = {run.first + c.step.frames.first, run.last + c.step.frames.first};
    }
    split[id] = {std::move(runs), count};
    count += static_cast<std::uint32_t>(split[id].runs.size() - 1);
  }
  if (count == contacts.size()) return;
  std::vector<char> sized(count, 1);
  for (std::size_t id = 0; id < contacts.size(); ++id) sized[id] = contacts[id].foot_sized ? 1 : 0;
  visit_cells(recording, contact_of_cell,
              [&](std::size_t frame, std::size_t at, const LoadedCell&, std::uint32_t id) {
                const Stances& s = split[id];
                if (s.runs.empty()) return;
                contact_of_cell[at] = none;
                for (std::size_t r = 0; r < s.runs.size(); ++r) {
                  if (frame < s.runs[r].first || frame >= s.runs[r].last) continue;
                  contact_of_cell[at] = r == 0 ? id : s.first + static_cast<std::uint32_t>(r) - 1;
                }
              });
  contacts = describe_contacts(recording, ground, contact_of_cell, count);
  for (std::size_t id = 0; id < contacts.size(); ++id) contacts[id].foot_sized = sized[id] != 0;
  measure_contacts(recording, ground, contact_of_cell, contacts);
}

/// Why a contact is no whole step, or nothing.
std::string judge(const Recording& recording, const Contact& contact,
                  const AnalysisSettings& settings) {
  const FrameRange frames = contact.step.frames;
  if (!contact.foot_sized) return "larger than a foot";
  if (contact.at_edge && !settings.one_foot) return "cut by the plate's edge";
  if (recording.size() > 1) {
    const double max_force = *std::max_element(contact.force_n.begin(), contact.force_n.end());
    const double cut_force =
        std::max(settings.contact_force_n, settings.cut_force_fraction * max_force);
    if (frames.first == 0 && contact.force_n.front() > cut_force) {
      return "begun before the recording";
    }
    if (frames.last == recording.size() && contact.force_n.back() > cut_force) {
      return "not ended within the recording";
    }
    if (recording.time_s(frames.last - 1) - recording.time_s(frames.first) <
        settings.min_duration_s) {
      return "too short";
    }
  }
  if (static_cast<double>(contact.area_cells) * recording.plate().cell_area_mm2() <
      settings.min_area_mm2) {
    return "too small";
  }
  return {};
}

std::vector<std::string> tell_faulty(const std::vector<FaultyCell>& faulty,
                                     const PlateGeometry& plate, std::size_t most_named) {
  std::vector<std::string> lines;
  for (const FaultyCell& cell : faulty) {
    if (lines.size() == most_named) {
      lines.push_back("and " + std::to_string(faulty.size() - most_named) +
                      " more cells that are loaded where nothing stands");
      break;
    }
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(),
                  "cell in row %d, column %d is loaded in %.0f %% of the frames, mostly with "
                  "nothing around it, and was left out of the steps",
                  static_cast<int>(cell.index) / plate.cols,
                  static_cast<int>(cell.index) % plate.cols, 100 * cell.loaded_share);
    lines.emplace_back(text.data());
  }
  return lines;
}

}  // namespace

Segmentation segment_steps(const Recording& recording, const AnalysisSettings& settings) {
  Segmentation result(recording);
  result.step_of_cell.assign(recording.all_cells().size(), Segmentation::no_step);
  if (!(recording.plate().cell_area_mm2() > 0)) return result;
  const Ground& ground = result.ground;
  const std::vector<FaultyCell> faulty = find_faulty_cells(recording, settings);
  result.warnings = tell_faulty(faulty, recording.plate(), settings.faulty_most_named);
  std::vector<std::uint32_t> left_out;
  for (const FaultyCell& cell : faulty) left_out.push_back(cell.index);

  Parts parts =
      loaded_parts::find_parts(recording, ground, settings.contact_threshold_kpa, left_out);
  const std::vector<std::uint32_t> foot_of_part =
      loaded_parts::find_feet(recording, ground, settings, parts);
  std::uint32_t feet = 0;
  for (const std::uint32_t foot : foot_of_part) {
    if (foot != none) feet = std::max(feet, foot + 1);
  }
  std::vector<char> sized(feet, 1);
  for (std::size_t id = 0; id < foot_of_part.size(); ++id) {
    if (foot_of_part[id] == none || loaded_parts::is_foot_sized(parts.parts[id], settings))
      continue;
    sized[foot_of_part[id]] = 0;
  }
  std::vector<std::uint32_t>& contact_of_cell = parts.part_of_cell;
  for (std::uint32_t& part : contact_of_cell) {
    if (part != none) part = foot_of_part[part];
  }
  std::vector<Contact> contacts = contacts_of_feet(parts.parts, foot_of_part, feet);
  for (std::size_t f = 0; f < feet; ++f) contacts[f].foot_sized = sized[f] != 0;
  measure_contacts(recording, ground, contact_of_cell, contacts);
  split_stances(recording, ground, settings, contact_of_cell, contacts);

  // In order of first contact, then from left to right.
  std::vector<std::uint32_t> order;
  for (std::uint32_t id = 0; id < contacts.size(); ++id) {
    const std::vector<double>& force = contacts[id].force_n;
    if (!force.empty() &&
        *std::max_element(force.begin(), force.end()) >= settings.contact_force_n) {
      order.push_back(id);
    }
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Step& s = contacts[a].step;
    const Step& t = contacts[b].step;
    return std::tuple(s.frames.first, s.box.col0, s.box.row0) <
           std::tuple(t.frames.first, t.box.col0, t.box.row0);
  });
  std::vector<std::int32_t> step_of_contact(contacts.size(), Segmentation::no_step);
  for (const std::uint32_t id : order) {
    step_of_contact[id] = static_cast<std::int32_t>(result.steps.size());
    Step& step = result.steps.emplace_back(contacts[id].step);
    step.invalid_reason = judge(recording, contacts[id], settings);
  }
  for (std::size_t i = 0; i < contact_of_cell.size(); ++i) {
    if (contact_of_cell[i] != none) result.step_of_cell[i] = step_of_contact[contact_of_cell[i]];
  }
  return result;
}

namespace {

/// Largest pressures in the box and the ring around it of cells that are no step's, under the
/// contact threshold; 0 for cells that reach it in the movie.
class FaintCells {
 public:
  explicit FaintCells(const CellBox& box)
      : row0_(box.row0 - 1),
        col0_(box.col0 - 1),
        rows_(box.rows() + 2),
        cols_(box.cols() + 2),
        kpa_(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(cols_), 0.0F) {}

  void add(const Ground::Place& at, float kpa) {
    const int row = at.row - row0_;
    const int col = at.col - col0_;
    if (row < 0 || col < 0 || row >= rows_ || col >= cols_) return;
    float& most = kpa_[static_cast<std::size_t>(row * cols_ + col)];
    most = std::max(most, kpa);
  }
  [[nodiscard]] std::vector<float> without_active(const StepMovie& movie) && {
    const std::size_t cols = static_cast<std::size_t>(cols_) - 2;
    for (std::size_t i = 0; i < movie.kpa.size(); ++i) {
      if (movie.kpa[i] <= 0) continue;
      const std::size_t cell = i % movie.cells();
      kpa_[(cell / cols + 1) * static_cast<std::size_t>(cols_) + cell % cols + 1] = 0;
    }
    return std::move(kpa_);
  }

 private:
  int row0_;
  int col0_;
  int rows_;
  int cols_;
  std::vector<float> kpa_;
};

}  // namespace

StepMovie cut_step(const Recording& recording, const Segmentation& segmentation, std::size_t index,
                   const AnalysisSettings& settings) {
  const Ground& ground = segmentation.ground;
  StepMovie movie;
  movie.plate = ground.grid();
  movie.detail = recording.detail();
  movie.step = segmentation.steps.at(index);
  const FrameRange frames = movie.step.frames;
  const CellBox& box = movie.step.box;
  movie.kpa.assign(frames.size() * movie.cells(), 0.0F);
  FaintCells faint(box);
  for (std::size_t frame = frames.first; frame < frames.last; ++frame) {
    movie.times_s.push_back(recording.time_s(frame));
    if (ground.moves()) movie.cop_shift_mm.push_back(ground.rest_mm(frame));
    const auto cells = recording.cells(frame);
    const std::size_t first = recording.first_cell(frame);
    float* const out = movie.kpa.data() + (frame - frames.first) * movie.cells();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].kpa < settings.least_kpa()) continue;
      const bool active = cells[i].kpa >= settings.contact_threshold_kpa;
      if (active && segmentation.step_of_cell[first + i] != static_cast<std::int32_t>(index)) {
        continue;
      }
      const Ground::Place at = ground.place(frame, cells[i].index);
      if (!active) {
        faint.add(at, cells[i].kpa);
        continue;
      }
      out[(at.row - box.row0) * box.cols() + at.col - box.col0] = cells[i].kpa;
    }
  }
  movie.faint_kpa = std::move(faint).without_active(movie);
  return movie;
}

}  // namespace solea

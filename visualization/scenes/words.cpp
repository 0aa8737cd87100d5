#include "visualization/scenes/words.h"

#include <vtkActor2D.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper2D.h>
#include <vtkProperty2D.h>
#include <vtkRenderer.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "visualization/scenes/scene_style.h"

namespace solea {

namespace {

constexpr double letters_units = 1.9;

struct Pixel {
  double x = 0, y = 0;
};

/// Where the middle of a word may lie, from its own place on, the nearest first.
std::vector<Pixel> ways(bool beside, double half_width, double line, double gap) {
  std::vector<Pixel> all;
  if (beside) {
    for (int row = 0; row <= 12; ++row) {
      const double up = (row % 2 == 0 ? 1 : -1) * ((row + 1) / 2) * 0.5 * line;
      for (const double side : {1, -1}) all.push_back({side * (gap + half_width), up});
    }
    for (int row = 0; row <= 6; ++row) {
      const double up = (row % 2 == 0 ? 1 : -1) * ((row + 1) / 2) * line;
      for (const double far : {2.0, 4.0, 7.0}) {
        for (const double side : {1, -1}) all.push_back({side * (far * line + half_width), up});
      }
    }
    return all;
  }
  all.push_back({});
  for (int ring = 1; ring <= 8; ++ring) {
    const double r = 0.5 * ring;
    for (const auto& [x, y] :
         {Pixel{0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}}) {
      all.push_back({x * r * (half_width + 0.3 * line), y * r * line});
    }
  }
  return all;
}

}  // namespace

vtkSmartPointer<vtkTextActor> word_actor(const std::string& text) {
  auto label = vtkSmartPointer<vtkTextActor>::New();
  label->SetInput(text.c_str());
  label->GetPositionCoordinate()->SetCoordinateSystemToWorld();
  vtkTextProperty* look = label->GetTextProperty();
  look->SetFontFamilyToArial();
  look->SetColor(style::ink[0], style::ink[1], style::ink[2]);
  look->SetBackgroundColor(1, 1, 1);
  look->SetBackgroundOpacity(0.8);
  look->SetVerticalJustificationToCentered();
  return label;
}

void put_word(vtkTextActor& word, double x, double y, double z) {
  word.GetPositionCoordinate()->SetValue(x, y, z);
}

Words::Words(vtkRenderer& stage, vtkRenderer& above) : stage_(stage), above_(above) {
  vtkNew<vtkPolyDataMapper2D> mapper;
  mapper->SetInputData(leaders_);
  vtkNew<vtkActor2D> lines;
  lines->SetMapper(mapper);
  lines->GetProperty()->SetColor(style::ink[0], style::ink[1], style::ink[2]);
  above_.AddActor2D(lines);
}

Words::~Words() = default;

std::size_t Words::add(std::optional<Layer> layer, const Place& at, const std::string& text,
                       bool beside) {
  Word word;
  word.layer = layer;
  word.actor = word_actor(text);
  word.actor->GetPositionCoordinate()->SetCoordinateSystemToDisplay();
  word.actor->GetTextProperty()->SetJustificationToCentered();
  word.actor->VisibilityOff();
  word.at = at;
  word.beside = beside;
  word.text = text;
  above_.AddActor2D(word.actor);
  words_.push_back(std::move(word));
  changed_ = true;
  return words_.size() - 1;
}

void Words::change(std::size_t index, const Place& at, const std::string& text) {
  Word& word = words_.at(index);
  word.at = at;
  if (word.text != text) {
    word.text = text;
    word.actor->SetInput(text.c_str());
    measure(word);
  }
  changed_ = true;
}

void Words::unless(std::size_t word, Layer layer) {
  words_.at(word).unless = layer;
}

void Words::add_dot(Layer layer, const Place& at) {
  dots_.push_back({layer, at});
  changed_ = true;
}

void Words::keep_free(vtkTextActor& text) {
  others_.emplace_back(&text);
  changed_ = true;
}

void Words::show(const Layers& layers) {
  visible_ = layers;
  changed_ = true;
}

void Words::measure(Word& word) {
  word.actor->GetTextProperty()->SetFontSize(
      static_cast<int>(std::lround(letters_units * unit_px_)));
  if (word.text.empty()) return;
  word.actor->GetSize(&above_, word.size_px.data());
}

void Words::fit(double unit_px) {
  unit_px_ = unit_px;
  for (Word& word : words_) measure(word);
  changed_ = true;
}

void Words::arrange() {
  const unsigned long camera = stage_.GetActiveCamera()->GetMTime();
  const int* const size = stage_.GetSize();
  const std::array<int, 2> window = {size[0], size[1]};
  if (!changed_ && camera == seen_from_ && window == window_) return;
  changed_ = false;
  seen_from_ = camera;
  window_ = window;
  place_all();
}

void Words::place_all() {
  const auto pixel = [&](const Place& p) {
    stage_.SetWorldPoint(p.x, p.y, p.z, 1);
    stage_.WorldToDisplay();
    const double* at = stage_.GetDisplayPoint();
    return Pixel{at[0], at[1]};
  };
  const double line = 1.25 * letters_units * unit_px_;
  const double dot_px = 0.8 * unit_px_;
  const double width = window_[0];
  const double height = window_[1];
  // The title's lines, the footer and the colour bar have their places already.
  std::vector<Box> taken = {{0, width, 0.885 * height, height},
                            {0, width, 0, 0.05 * height},
                            {0.87 * width, width, 0, height}};
  for (const Dot& dot : dots_) {
    if (!visible_.has(dot.layer)) continue;
    const Pixel p = pixel(dot.at);
    taken.push_back({p.x - dot_px, p.x + dot_px, p.y - dot_px, p.y + dot_px});
  }
  for (const auto& other : others_) {
    if (other->GetVisibility() == 0) continue;
    const double* at = other->GetPositionCoordinate()->GetComputedDoubleDisplayValue(&stage_);
    std::array<double, 2> size{};
    other->GetSize(&stage_, size.data());
    const bool right = other->GetTextProperty()->GetJustification() == VTK_TEXT_RIGHT;
    const double x0 = at[0] - (right ? size[0] : 0.5 * size[0]);
    taken.push_back({x0, x0 + size[0], at[1] - 0.5 * size[1], at[1] + 0.5 * size[1]});
  }
  vtkNew<vtkPoints> ends;
  vtkNew<vtkCellArray> lines;
  for (const Word& word : words_) {
    word.actor->VisibilityOff();
    if (word.text.empty() || (word.layer && !visible_.has(*word.layer)) ||
        (word.unless && visible_.has(*word.unless))) {
      continue;
    }
    const Pixel at = pixel(word.at);
    const double half_x = 0.5 * word.size_px[0] + 0.25 * unit_px_;
    const double half_y = 0.5 * word.size_px[1] + 0.15 * unit_px_;
    for (const Pixel& way : ways(word.beside, half_x, line, dot_px + 0.2 * unit_px_)) {
      const Pixel middle = {at.x + way.x, at.y + way.y};
      const Box box = {middle.x - half_x, middle.x + half_x, middle.y - half_y, middle.y + half_y};
      const auto meets = [&](const Box& other) {
        return box.x0 < other.x1 && other.x0 < box.x1 && box.y0 < other.y1 && other.y0 < box.y1;
      };
      if (box.x0 < 0 || std::ranges::any_of(taken, meets)) continue;
      taken.push_back(box);
      word.actor->SetPosition(middle.x, middle.y);
      word.actor->VisibilityOn();
      const Pixel nearest = {std::clamp(at.x, box.x0, box.x1), std::clamp(at.y, box.y0, box.y1)};
      if (std::hypot(nearest.x - at.x, nearest.y - at.y) > 0.6 * line) {
        lines->InsertNextCell(2);
        lines->InsertCellPoint(ends->InsertNextPoint(at.x, at.y, 0));
        lines->InsertCellPoint(ends->InsertNextPoint(nearest.x, nearest.y, 0));
      }
      break;
    }
  }
  leaders_->SetPoints(ends);
  leaders_->SetLines(lines);
  leaders_->Modified();
}

}  // namespace solea

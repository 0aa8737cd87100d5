#include "visualization/scenes/scene_style.h"

#include <vtkActor.h>
#include <vtkDoubleArray.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkPropCollection.h>
#include <vtkProperty.h>
#include <vtkProperty2D.h>
#include <vtkRenderer.h>
#include <vtkScalarBarActor.h>
#include <vtkSphereSource.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <cmath>

#include "core/color_scale.h"

namespace solea::style {

Color side_color(Side side) noexcept {
  switch (side) {
    case Side::left:
      return {0.07, 0.35, 0.70};
    case Side::right:
      return {0.80, 0.36, 0.02};
    case Side::unknown:
      break;
  }
  return quiet_ink;
}

Color probe_color(std::size_t number) noexcept {
  static constexpr std::array<Color, 6> colors = {{ink,
                                                   {0.42, 0.24, 0.70},
                                                   {0.52, 0.33, 0.16},
                                                   {0.08, 0.42, 0.42},
                                                   {0.52, 0.54, 0.57},
                                                   {0.45, 0.44, 0.05}}};
  return colors[number % colors.size()];
}

std::string probe_letter(std::size_t number) {
  constexpr std::size_t letters = 26;
  std::string letter(1, static_cast<char>('A' + number % letters));
  if (number >= letters) letter += std::to_string(number / letters);
  return letter;
}

vtkSmartPointer<vtkLookupTable> lookup_table(ColorTable colors, double max) {
  auto table = vtkSmartPointer<vtkLookupTable>::New();
  const bool stepped = !color_steps(colors).empty();
  constexpr double entry_kpa = 10;  // every step begins at a multiple of it
  const int entries =
      stepped ? static_cast<int>(std::lround(max / entry_kpa)) : ColorScale::table_size;
  const double low = colors == ColorTable::difference ? -max : 0;
  table->SetNumberOfTableValues(entries);
  // VTK's rounding must not put the pressure at which a step begins into the step below.
  const double earlier = stepped ? 0.01 : 0;
  table->SetRange(low - earlier, max - earlier);
  for (int i = 0; i < entries; ++i) {
    // Steps hold from their beginning on; smooth tables run through both ends.
    const double value = stepped ? i * entry_kpa : low + i * (max - low) / (entries - 1);
    const Rgb c = table_color(colors, value, max);
    table->SetTableValue(i, c[0] / 255.0, c[1] / 255.0, c[2] / 255.0);
  }
  return table;
}

vtkSmartPointer<vtkLookupTable> shaded(vtkLookupTable& table, double light) {
  auto darker = vtkSmartPointer<vtkLookupTable>::New();
  darker->DeepCopy(&table);
  for (vtkIdType i = 0; i < table.GetNumberOfTableValues(); ++i) {
    const double* c = table.GetTableValue(i);
    darker->SetTableValue(i, light * c[0], light * c[1], light * c[2]);
  }
  return darker;
}

vtkSmartPointer<vtkActor> line_actor(vtkPolyData* mesh, const Color& color, double width) {
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(mesh);
  mapper->ScalarVisibilityOff();
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  actor->GetProperty()->SetColor(color[0], color[1], color[2]);
  actor->GetProperty()->SetLineWidth(static_cast<float>(width));
  actor->GetProperty()->LightingOff();
  return actor;
}

vtkSmartPointer<vtkActor> ball_actor(double radius_mm, const Color& color) {
  vtkNew<vtkSphereSource> sphere;
  sphere->SetRadius(radius_mm);
  sphere->SetThetaResolution(20);
  sphere->SetPhiResolution(12);
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputConnection(sphere->GetOutputPort());
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  actor->GetProperty()->SetColor(color[0], color[1], color[2]);
  return actor;
}

vtkSmartPointer<vtkActor> dot_actor(PointMm at, double z_mm, double radius_mm) {
  auto actor = ball_actor(radius_mm, ink);
  actor->SetPosition(at.x, at.y, z_mm);
  actor->GetProperty()->LightingOff();
  return actor;
}

vtkSmartPointer<vtkScalarBarActor> color_bar(vtkLookupTable* table, ColorTable colors,
                                             const std::string& unit, double max, double unit_px) {
  auto bar = vtkSmartPointer<vtkScalarBarActor>::New();
  bar->SetLookupTable(table);
  bar->SetTitle(unit.c_str());
  bar->SetNumberOfLabels(colors == ColorTable::difference ? 2 * scale_labels(max) - 1
                                                          : scale_labels(max));
  if (const auto steps = color_steps(colors); !steps.empty()) {
    vtkNew<vtkDoubleArray> where;
    where->InsertNextValue(0);
    for (const ColorStep& step : steps) where->InsertNextValue(step.from_kpa);
    bar->SetCustomLabels(where);
    bar->UseCustomLabelsOn();
  }
  bar->SetLabelFormat(max < 100 ? " %.4g" : " %.0f");  // the blank keeps it off the bar
  bar->UnconstrainedFontSizeOn();
  bar->SetMaximumNumberOfColors(ColorScale::table_size);
  bar->SetVerticalTitleSeparation(static_cast<int>(unit_px));
  bar->SetBarRatio(0.28);
  bar->DrawTickLabelsOn();
  for (vtkTextProperty* style : {bar->GetLabelTextProperty(), bar->GetTitleTextProperty()}) {
    style->SetColor(ink[0], ink[1], ink[2]);
    style->ItalicOff();
    style->BoldOff();
    style->ShadowOff();
    style->SetFontFamilyToArial();
  }
  fit_color_bar(*bar, unit_px);
  return bar;
}

void fit_color_bar(vtkScalarBarActor& bar, double unit_px) {
  bar.GetLabelTextProperty()->SetFontSize(static_cast<int>(std::lround(1.9 * unit_px)));
  bar.GetTitleTextProperty()->SetFontSize(static_cast<int>(std::lround(2.1 * unit_px)));
  bar.SetPosition(0.885, 0.20);
  bar.SetWidth(0.09);
  bar.SetHeight(0.60);
}

void turn_dark(vtkRenderer& renderer, const Color& ground) {
  constexpr double light = 0.93;
  constexpr double most_spread = 0.1;  // of the channels of a grey
  const auto turned = [&](const double* c) {
    const auto [low, high] = std::minmax({c[0], c[1], c[2]});
    Color t = {c[0], c[1], c[2]};
    if (high - low > most_spread) return t;
    for (std::size_t i = 0; i < t.size(); ++i) t[i] = light + c[i] * (ground[i] - light);
    return t;
  };
  const auto turn_words = [&](vtkTextProperty& look) {
    look.SetColor(turned(look.GetColor()).data());
    look.SetBackgroundColor(turned(look.GetBackgroundColor()).data());
  };
  vtkPropCollection* props = renderer.GetViewProps();
  props->InitTraversal();
  while (vtkProp* prop = props->GetNextProp()) {
    if (auto* words = vtkTextActor::SafeDownCast(prop)) {
      turn_words(*words->GetTextProperty());
    } else if (auto* bar = vtkScalarBarActor::SafeDownCast(prop)) {
      turn_words(*bar->GetLabelTextProperty());
      turn_words(*bar->GetTitleTextProperty());
    } else if (auto* flat = vtkActor2D::SafeDownCast(prop)) {
      flat->GetProperty()->SetColor(turned(flat->GetProperty()->GetColor()).data());
    } else if (auto* actor = vtkActor::SafeDownCast(prop)) {
      actor->GetProperty()->SetColor(turned(actor->GetProperty()->GetColor()).data());
    }
  }
}

}  // namespace solea::style

#pragma once

#include <vtkSmartPointer.h>

#include <array>
#include <cstddef>
#include <string>

#include "core/plate.h"
#include "core/step.h"
#include "visualization/scenes/color_table.h"

class vtkActor;
class vtkLookupTable;
class vtkPolyData;
class vtkRenderer;
class vtkScalarBarActor;

/// What all scenes look alike in.
namespace solea::style {

using Color = std::array<double, 3>;

inline constexpr Color ink = {0.10, 0.12, 0.15};
inline constexpr Color quiet_ink = {0.35, 0.38, 0.42};

/// Left and right have a hue each, used for nothing else; grey where the side is not known.
[[nodiscard]] Color side_color(Side side) noexcept;

/// Of a probe, its letter and its curve: no colour of the pressures, of a side or of the centre of
/// pressure. Six of them, then the first again.
[[nodiscard]] Color probe_color(std::size_t number) noexcept;
/// A, B, ... Z, A1, ...
[[nodiscard]] std::string probe_letter(std::size_t number);

/// A table's colours from 0 (a difference's: from -max) to `max`.
[[nodiscard]] vtkSmartPointer<vtkLookupTable> lookup_table(ColorTable colors, double max);

/// The colours of a table on faces that get a part of the light, 0 to 1.
[[nodiscard]] vtkSmartPointer<vtkLookupTable> shaded(vtkLookupTable& table, double light);

/// Lines of one colour, `width` in pixels.
[[nodiscard]] vtkSmartPointer<vtkActor> line_actor(vtkPolyData* mesh, const Color& color,
                                                   double width);

/// A ball about the origin, shaded.
[[nodiscard]] vtkSmartPointer<vtkActor> ball_actor(double radius_mm, const Color& color);

/// A dark ball on a place of the plate.
[[nodiscard]] vtkSmartPointer<vtkActor> dot_actor(PointMm at, double z_mm, double radius_mm);

/// The bar of a table at the window's right edge; `unit_px`: a hundredth of the window's height.
[[nodiscard]] vtkSmartPointer<vtkScalarBarActor> color_bar(vtkLookupTable* table, ColorTable colors,
                                                           const std::string& unit, double max,
                                                           double unit_px);
/// Its text and margins again for another size of the window.
void fit_color_bar(vtkScalarBarActor& bar, double unit_px);

/// What is grey, from ink to white, becomes the same on a dark ground: `ground` for white, light
/// for ink. Colours that mean something stay.
void turn_dark(vtkRenderer& renderer, const Color& ground);

}  // namespace solea::style

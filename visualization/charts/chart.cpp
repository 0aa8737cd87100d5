#include "visualization/charts/chart.h"

#include <vtkAbstractContextItem.h>
#include <vtkAxis.h>
#include <vtkChartXY.h>
#include <vtkContext2D.h>
#include <vtkContextScene.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkPen.h>
#include <vtkPlotLine.h>
#include <vtkTable.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

#include "core/error.h"
#include "visualization/charts/chart_layout.h"
#include "visualization/export/page.h"
#include "visualization/export/painter.h"
#include "visualization/scenes/scene_style.h"

namespace solea {

namespace {

std::string number(double value) {
  std::array<char, 32> text{};
  const double size = std::abs(value);
  std::snprintf(text.data(), text.size(), size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f", value);
  return text.data();
}

/// Runs first .. last - 1 of points that are defined.
std::vector<std::pair<std::size_t, std::size_t>> defined_runs(const ChartCurve& curve) {
  std::vector<std::pair<std::size_t, std::size_t>> runs;
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    if (!std::isfinite(curve.y[i])) continue;
    if (runs.empty() || runs.back().second != i) runs.emplace_back(i, i);
    runs.back().second = i + 1;
  }
  return runs;
}

/// Everything of a chart but its axes. Curves are drawn in pixels here and not as plots of the
/// chart, whose lines VTK's PDF exporter stretches with the axes.
class Frame final : public vtkAbstractContextItem {
 public:
  static Frame* New();
  vtkTypeMacro(Frame, vtkAbstractContextItem) Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  void show(const ChartPicture& picture, const ChartLayout& layout) {
    picture_ = &picture;
    layout_ = &layout;
  }

  bool Paint(vtkContext2D* context) override {
    Painter painter(*context, layout_->unit_px);
    const double u = layout_->unit_px;
    const double left = layout_->margin_px;
    const double room = layout_->width_px - 2 * left;
    painter.text(picture_->title, {left, 96 * u}, 3.0, style::ink, Painter::Align::left, room);
    painter.text(picture_->subtitle, {left, 92 * u}, 2.0, style::quiet_ink, Painter::Align::left,
                 room);
    painter.text(picture_->footer, {left, 2.5 * u}, 1.7, style::quiet_ink, Painter::Align::left,
                 room);
    legend(painter, {left, 88 * u}, room);
    painter.text(picture_->y_name + ", " + picture_->y_unit, {left, layout_->y_title_px}, 2.0,
                 style::ink);
    const ChartLayout::Rect& first = layout_->plots.front();
    const bool one = layout_->plots.size() == 1;
    const double middle = one ? 0.5 * (first.x0 + first.x1) : 0.5 * layout_->width_px;
    painter.text(picture_->x_name + ", " + picture_->x_unit, {middle, 6.2 * u}, 2.0, style::ink,
                 Painter::Align::centre);
    for (std::size_t i = 0; i < picture_->panels.size(); ++i) {
      panel_title(painter, i);
      curves(painter, i);
    }
    if (one) marks(painter, first);
    return true;
  }

 protected:
  Frame() = default;

 private:
  [[nodiscard]] PagePoint at(const ChartLayout::Rect& plot, double x, double y) const {
    const auto& [x_low, x_high] = layout_->x_range;
    const auto& [y_low, y_high] = layout_->y_range;
    const double inside = std::clamp(y, y_low, y_high);  // a band may dip below 0
    return {plot.x0 + (x - x_low) / (x_high - x_low) * (plot.x1 - plot.x0),
            plot.y0 + (inside - y_low) / (y_high - y_low) * (plot.y1 - plot.y0)};
  }

  void curves(Painter& painter, std::size_t i) {
    const ChartLayout::Rect& plot = layout_->plots[i];
    const auto& [y_low, y_high] = layout_->y_range;
    const double u = painter.unit_px();
    const auto upright = [&](double x, const style::Color& color, double units, bool dashed) {
      painter.line(std::array{at(plot, x, y_low), at(plot, x, y_high)}, color, units * u, dashed);
    };
    for (const ChartCurve& curve : picture_->panels[i].curves) band(painter, plot, curve);
    for (const ChartMark& mark : picture_->marks) {
      upright(mark.x, style::side_color(mark.side), 0.12, true);
    }
    const double units = picture_->panels.size() > 1 ? 0.28 : 0.40;
    for (const ChartCurve& curve : picture_->panels[i].curves) {
      for (const auto& [first, last] : defined_runs(curve)) {
        std::vector<PagePoint> points;
        for (std::size_t k = first; k < last; ++k) {
          points.push_back(at(plot, curve.x[k], curve.y[k]));
        }
        painter.line(points, style::side_color(curve.side), units * u, curve.side == Side::right);
      }
    }
    if (picture_->cursor) upright(*picture_->cursor, style::ink, 0.22, false);
  }

  void band(Painter& painter, const ChartLayout::Rect& plot, const ChartCurve& curve) {
    if (curve.spread.empty()) return;
    const style::Color color = style::side_color(curve.side);
    Rgb rgb{};
    for (std::size_t c = 0; c < rgb.size(); ++c) {
      rgb[c] = static_cast<std::uint8_t>(std::lround(255 * color[c]));
    }
    for (const auto& [first, last] : defined_runs(curve)) {
      for (std::size_t k = first; k + 1 < last; ++k) {
        painter.polygon(std::array{at(plot, curve.x[k], curve.y[k] - curve.spread[k]),
                                   at(plot, curve.x[k + 1], curve.y[k + 1] - curve.spread[k + 1]),
                                   at(plot, curve.x[k + 1], curve.y[k + 1] + curve.spread[k + 1]),
                                   at(plot, curve.x[k], curve.y[k] + curve.spread[k])},
                        rgb, 0.18);
      }
    }
  }

  void legend(Painter& painter, PagePoint at, double room) {
    struct Entry {
      std::string words;
      Side side;
      bool band;
    };
    std::vector<Entry> entries;
    for (const ChartPanel& panel : picture_->panels) {
      for (const ChartCurve& curve : panel.curves) {
        const bool known = std::any_of(entries.begin(), entries.end(), [&](const Entry& e) {
          return e.words == curve.name && e.side == curve.side;
        });
        if (!known) entries.push_back({curve.name, curve.side, !curve.spread.empty()});
      }
    }
    if (picture_->cursor) {
      std::string words =
          "at " + number(*picture_->cursor) + " " + picture_->x_unit + (entries.empty() ? "" : ":");
      if (picture_->panels.size() == 1) {
        for (Entry& entry : entries) {
          for (const ChartCurve& curve : picture_->panels[0].curves) {
            if (curve.name != entry.words || curve.side != entry.side) continue;
            const auto value = value_at(curve, *picture_->cursor);
            words += "  " + std::string(to_string(curve.side)) + " " +
                     (value ? number(*value) + " " + picture_->y_unit : "-");
          }
        }
      } else if (!entries.empty()) {
        words.pop_back();
      }
      painter.text(words, {at.x + room, at.y}, 2.0, style::ink, Painter::Align::right);
    }
    const double u = painter.unit_px();
    double x = at.x;
    for (const Entry& entry : entries) {
      const style::Color color = style::side_color(entry.side);
      const double sample = 7 * u;
      if (entry.band) {
        const std::array<PagePoint, 4> box = {{{x, at.y - 0.9 * u},
                                               {x + sample, at.y - 0.9 * u},
                                               {x + sample, at.y + 0.9 * u},
                                               {x, at.y + 0.9 * u}}};
        Rgb rgb{};
        for (std::size_t i = 0; i < 3; ++i) {
          rgb[i] = static_cast<std::uint8_t>(std::lround(255 * (1 - 0.18 * (1 - color[i]))));
        }
        painter.polygon(box, rgb);
      }
      const std::array<PagePoint, 2> line = {{{x, at.y}, {x + sample, at.y}}};
      painter.line(line, color, 0.4 * u, entry.side == Side::right);
      painter.text(entry.words, {x + sample + u, at.y}, 2.0, color);
      x += sample + u + painter.text_width(entry.words, 2.0) + 3 * u;
    }
  }

  void panel_title(Painter& painter, std::size_t i) {
    const ChartPanel& panel = picture_->panels[i];
    const ChartLayout::Rect& plot = layout_->plots[i];
    std::string words = panel.title;
    if (picture_->cursor && picture_->panels.size() > 1) {
      for (const ChartCurve& curve : panel.curves) {
        const auto value = value_at(curve, *picture_->cursor);
        const std::string side = curve.side == Side::left    ? " L "
                                 : curve.side == Side::right ? " R "
                                                             : " ";
        words += side + (value ? number(*value) : "-");
      }
    }
    painter.text(words, {plot.x0, plot.y1 + 1.6 * painter.unit_px()}, 1.8, style::ink,
                 Painter::Align::left, plot.x1 - plot.x0);
  }

  /// Words of the instants above the plot, each in the lowest row where it has room.
  void marks(Painter& painter, const ChartLayout::Rect& plot) {
    const double u = painter.unit_px();
    std::vector<double> row_end;
    for (const ChartMark& mark : picture_->marks) {
      const double x = plot.x0 + (mark.x - layout_->x_range[0]) /
                                     (layout_->x_range[1] - layout_->x_range[0]) *
                                     (plot.x1 - plot.x0);
      const double half = 0.5 * painter.text_width(mark.label, 1.7);
      std::size_t row = 0;
      while (row < row_end.size() && row_end[row] > x - half) ++row;
      if (row == row_end.size()) row_end.push_back(0);
      row_end[row] = x + half + 0.8 * u;
      painter.text(mark.label, {x, plot.y1 + (2.4 + 2.3 * static_cast<double>(row)) * u}, 1.7,
                   style::side_color(mark.side), Painter::Align::centre);
    }
  }

  const ChartPicture* picture_ = nullptr;
  const ChartLayout* layout_ = nullptr;
};
vtkStandardNewMacro(Frame);

/// A chart of VTK without a plot has no axes.
vtkSmartPointer<vtkPlotLine> unseen_plot(double x, double y) {
  vtkNew<vtkTable> table;
  for (const auto& [name, value] : {std::pair{"x", x}, std::pair{"y", y}}) {
    vtkNew<vtkDoubleArray> column;
    column->SetName(name);
    column->InsertNextValue(value);
    column->InsertNextValue(value);
    table->AddColumn(column);
  }
  auto plot = vtkSmartPointer<vtkPlotLine>::New();
  plot->SetInputData(table, 0, 1);
  plot->SetMarkerStyle(vtkPlotPoints::NONE);
  plot->GetPen()->SetLineType(vtkPen::NO_PEN);
  return plot;
}

}  // namespace

std::optional<double> value_at(const ChartCurve& curve, double x) {
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    if (curve.x[i] == x && std::isfinite(curve.y[i])) return curve.y[i];
    if (i + 1 == curve.x.size() || !(curve.x[i] <= x && x < curve.x[i + 1])) continue;
    if (!std::isfinite(curve.y[i]) || !std::isfinite(curve.y[i + 1])) return std::nullopt;
    const double t = (x - curve.x[i]) / (curve.x[i + 1] - curve.x[i]);
    return curve.y[i] + t * (curve.y[i + 1] - curve.y[i]);
  }
  return std::nullopt;
}

struct ChartScene::Impl {
  Impl(vtkContextScene& the_scene, const ChartPicture& the_picture, int width, int height)
      : scene(the_scene), picture(the_picture), layout(lay_out(picture, width, height)) {}

  void add_panel(std::size_t i);
  void style_axis(vtkAxis& axis, const std::array<double, 2>& range);

  vtkContextScene& scene;
  ChartPicture picture;
  ChartLayout layout;
  vtkNew<Frame> frame;
  std::vector<vtkSmartPointer<vtkChartXY>> charts;
};

void ChartScene::Impl::style_axis(vtkAxis& axis, const std::array<double, 2>& range) {
  axis.SetBehavior(vtkAxis::FIXED);
  axis.SetRange(range[0], range[1]);
  const std::vector<double> ticks = layout.ticks(range);
  vtkNew<vtkDoubleArray> positions;
  for (const double tick : ticks) positions->InsertNextValue(tick);
  axis.SetCustomTickPositions(positions);
  axis.SetNotation(vtkAxis::PRINTF_NOTATION);
  axis.SetLabelFormat("%g");
  axis.SetTitle("");
  vtkTextProperty* label = axis.GetLabelProperties();
  label->SetFontFamilyToArial();
  label->SetFontSize(std::max(9, static_cast<int>(std::lround(1.7 * layout.unit_px))));
  label->SetColor(style::ink[0], style::ink[1], style::ink[2]);
  axis.GetPen()->SetColorF(style::quiet_ink[0], style::quiet_ink[1], style::quiet_ink[2]);
  axis.GetPen()->SetWidth(static_cast<float>(std::max(1.0, 0.15 * layout.unit_px)));
  axis.GetGridPen()->SetColorF(0.90, 0.91, 0.92);
  axis.GetGridPen()->SetWidth(static_cast<float>(std::max(1.0, 0.12 * layout.unit_px)));
  axis.SetLabelOffset(static_cast<float>(1.0 * layout.unit_px));
  axis.SetTickLength(static_cast<float>(0.6 * layout.unit_px));
}

void ChartScene::Impl::add_panel(std::size_t i) {
  const ChartLayout::Rect& at = layout.plots[i];
  auto chart = vtkSmartPointer<vtkChartXY>::New();
  chart->SetAutoSize(false);
  chart->SetLayoutStrategy(vtkChart::AXES_TO_RECT);
  chart->SetSize(vtkRectf(static_cast<float>(at.x0), static_cast<float>(at.y0),
                          static_cast<float>(at.x1 - at.x0), static_cast<float>(at.y1 - at.y0)));
  chart->SetShowLegend(false);
  chart->SetHiddenAxisBorder(0);
  style_axis(*chart->GetAxis(vtkAxis::BOTTOM), layout.x_range);
  style_axis(*chart->GetAxis(vtkAxis::LEFT), layout.y_range);
  chart->AddPlot(unseen_plot(layout.x_range[0], layout.y_range[0]));
  scene.AddItem(chart);
  charts.push_back(chart);
}

ChartScene::ChartScene(vtkContextScene& scene, const ChartPicture& picture, int width, int height)
    : impl_(std::make_unique<Impl>(scene, picture, width, height)) {
  for (std::size_t i = 0; i < picture.panels.size(); ++i) impl_->add_panel(i);
  impl_->frame->show(impl_->picture, impl_->layout);
  scene.AddItem(impl_->frame);
}

ChartScene::~ChartScene() {
  for (const auto& chart : impl_->charts) impl_->scene.RemoveItem(chart);
  impl_->scene.RemoveItem(impl_->frame.Get());
}

void ChartScene::set_cursor(std::optional<double> x) {
  impl_->picture.cursor = x;
  impl_->scene.SetDirty(true);
}

void write_chart(const std::filesystem::path& file, const ChartPicture& picture, int width,
                 int height) {
  Page page(width, height);
  const ChartScene chart(page.scene(), picture, width, height);
  page.save(file);
}

}  // namespace solea

#include "visualization/charts/chart.h"

#include <vtkAbstractContextItem.h>
#include <vtkAxis.h>
#include <vtkBrush.h>
#include <vtkChartXY.h>
#include <vtkContext2D.h>
#include <vtkContextScene.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkPen.h>
#include <vtkPlotArea.h>
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
#include "visualization/scene_style.h"

namespace solea {

namespace {

std::string number(double value) {
  std::array<char, 32> text{};
  const double size = std::abs(value);
  std::snprintf(text.data(), text.size(), size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f", value);
  return text.data();
}

/// Everything of a chart but axes and curves: titles, legend, units, words of the instants. As an
/// item of the scene it is drawn into vector files too.
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
    const ChartLayout::Rect& last = layout_->plots.back();
    const bool one = layout_->plots.size() == 1;
    const double middle = one ? 0.5 * (first.x0 + first.x1) : 0.5 * layout_->width_px;
    (void)last;
    painter.text(picture_->x_name + ", " + picture_->x_unit, {middle, 6.2 * u}, 2.0, style::ink,
                 Painter::Align::centre);
    for (std::size_t i = 0; i < picture_->panels.size(); ++i) panel_title(painter, i);
    if (one) marks(painter, first);
    return true;
  }

 protected:
  Frame() = default;

 private:
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
      painter.text(mark.label, {x, plot.y1 + (1.5 + 2.3 * static_cast<double>(row)) * u}, 1.7,
                   style::side_color(mark.side), Painter::Align::centre);
    }
  }

  const ChartPicture* picture_ = nullptr;
  const ChartLayout* layout_ = nullptr;
};
vtkStandardNewMacro(Frame);

vtkSmartPointer<vtkTable> table_of(const std::vector<std::vector<double>>& columns) {
  static constexpr std::array<const char*, 3> names = {"x", "y", "y2"};
  auto table = vtkSmartPointer<vtkTable>::New();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    vtkNew<vtkDoubleArray> array;
    array->SetName(names[c]);
    for (const double value : columns[c]) array->InsertNextValue(value);
    table->AddColumn(array);
  }
  return table;
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

std::vector<double> part(const std::vector<double>& all, std::pair<std::size_t, std::size_t> run) {
  return {all.begin() + static_cast<std::ptrdiff_t>(run.first),
          all.begin() + static_cast<std::ptrdiff_t>(run.second)};
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
  vtkSmartPointer<vtkPlotLine> add_line(vtkChartXY& chart, const std::vector<double>& x,
                                        const std::vector<double>& y, const style::Color& color,
                                        double width_px, int type);
  void add_band(vtkChartXY& chart, const ChartCurve& curve);
  void place_cursors();

  vtkContextScene& scene;
  ChartPicture picture;
  ChartLayout layout;
  vtkNew<Frame> frame;
  std::vector<vtkSmartPointer<vtkChartXY>> charts;
  std::vector<vtkSmartPointer<vtkPlotLine>> cursors;
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

vtkSmartPointer<vtkPlotLine> ChartScene::Impl::add_line(vtkChartXY& chart,
                                                        const std::vector<double>& x,
                                                        const std::vector<double>& y,
                                                        const style::Color& color, double width_px,
                                                        int type) {
  auto plot = vtkSmartPointer<vtkPlotLine>::New();
  plot->SetInputData(table_of({x, y}), 0, 1);
  plot->GetPen()->SetColorF(color[0], color[1], color[2]);
  plot->GetPen()->SetLineType(type);
  plot->SetWidth(static_cast<float>(std::max(1.0, width_px)));
  plot->SetMarkerStyle(vtkPlotPoints::NONE);
  chart.AddPlot(plot);
  return plot;
}

void ChartScene::Impl::add_band(vtkChartXY& chart, const ChartCurve& curve) {
  if (curve.spread.empty()) return;
  for (const auto& run : defined_runs(curve)) {
    std::vector<double> low = part(curve.y, run);
    std::vector<double> high = low;
    for (std::size_t i = 0; i < low.size(); ++i) {
      low[i] -= curve.spread[run.first + i];
      high[i] += curve.spread[run.first + i];
    }
    vtkNew<vtkPlotArea> area;
    area->SetInputData(table_of({part(curve.x, run), low, high}));
    area->SetInputArray(0, "x");
    area->SetInputArray(1, "y");
    area->SetInputArray(2, "y2");
    const style::Color color = style::side_color(curve.side);
    area->GetBrush()->SetColorF(color[0], color[1], color[2], 0.18);
    area->GetPen()->SetLineType(vtkPen::NO_PEN);
    chart.AddPlot(area);
  }
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
  for (const ChartCurve& curve : picture.panels[i].curves) add_band(*chart, curve);
  const std::vector<double> height = {layout.y_range[0], layout.y_range[1]};
  for (const ChartMark& mark : picture.marks) {
    add_line(*chart, {mark.x, mark.x}, height,
             mark.side == Side::unknown ? style::quiet_ink : style::side_color(mark.side),
             0.12 * layout.unit_px, vtkPen::DOT_LINE);
  }
  const double thin = picture.panels.size() > 1 ? 0.28 : 0.40;
  for (const ChartCurve& curve : picture.panels[i].curves) {
    for (const auto& run : defined_runs(curve)) {
      add_line(*chart, part(curve.x, run), part(curve.y, run), style::side_color(curve.side),
               thin * layout.unit_px,
               curve.side == Side::right ? vtkPen::DASH_LINE : vtkPen::SOLID_LINE);
    }
  }
  cursors.push_back(add_line(*chart, {layout.x_range[0], layout.x_range[0]}, height, style::ink,
                             0.22 * layout.unit_px, vtkPen::SOLID_LINE));
  scene.AddItem(chart);
  charts.push_back(chart);
}

void ChartScene::Impl::place_cursors() {
  for (const auto& cursor : cursors) {
    cursor->SetVisible(picture.cursor.has_value());
    if (!picture.cursor) continue;
    cursor->SetInputData(
        table_of({{*picture.cursor, *picture.cursor}, {layout.y_range[0], layout.y_range[1]}}), 0,
        1);
  }
}

ChartScene::ChartScene(vtkContextScene& scene, const ChartPicture& picture, int width, int height)
    : impl_(std::make_unique<Impl>(scene, picture, width, height)) {
  for (std::size_t i = 0; i < picture.panels.size(); ++i) impl_->add_panel(i);
  impl_->frame->show(impl_->picture, impl_->layout);
  scene.AddItem(impl_->frame);
  impl_->place_cursors();
}

ChartScene::~ChartScene() {
  for (const auto& chart : impl_->charts) impl_->scene.RemoveItem(chart);
  impl_->scene.RemoveItem(impl_->frame.Get());
}

void ChartScene::set_cursor(std::optional<double> x) {
  impl_->picture.cursor = x;
  impl_->place_cursors();
}

void write_chart(const std::filesystem::path& file, const ChartPicture& picture, int width,
                 int height) {
  Page page(width, height);
  const ChartScene chart(page.scene(), picture, width, height);
  page.save(file);
}

}  // namespace solea

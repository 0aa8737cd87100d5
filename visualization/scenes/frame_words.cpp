#include "visualization/scenes/frame_words.h"

#include <vtkRenderer.h>
#include <vtkTextProperty.h>

#include <cmath>

#include "visualization/scenes/scene_style.h"

namespace solea {

FrameWords::FrameWords(vtkRenderer& stage, const std::string& title, const std::string& subtitle,
                       const std::string& footer)
    : stage_(stage) {
  const auto place = [&](vtkTextActor* actor, const std::string& text, double y,
                         const style::Color& color) {
    actor->SetInput(text.c_str());
    actor->GetPositionCoordinate()->SetCoordinateSystemToNormalizedViewport();
    actor->SetPosition(0.025, y);
    actor->GetTextProperty()->SetColor(color[0], color[1], color[2]);
    actor->GetTextProperty()->SetFontFamilyToArial();
    stage_.AddActor2D(actor);
  };
  place(title_, title, 0.935, style::ink);
  place(subtitle_, subtitle, 0.895, style::quiet_ink);
  place(footer_, footer, 0.02, style::quiet_ink);
  title_->GetTextProperty()->BoldOn();
}

void FrameWords::set(const std::string& title, const std::string& subtitle) {
  title_->SetInput(title.c_str());
  subtitle_->SetInput(subtitle.c_str());
}

void FrameWords::fit(const std::array<int, 2>& window_px) {
  const auto letters = [&](vtkTextActor* text, double units) {
    constexpr double widest = 0.95;  // of the window
    const double height_px = units * window_px[1] / 100;
    text->GetTextProperty()->SetFontSize(static_cast<int>(std::lround(height_px)));
    std::array<double, 2> size{};
    text->GetSize(&stage_, size.data());
    const double room = widest * window_px[0];
    if (size[0] > room) {
      text->GetTextProperty()->SetFontSize(
          static_cast<int>(std::lround(height_px * room / size[0])));
    }
  };
  letters(title_, 3.0);
  letters(subtitle_, 2.0);
  letters(footer_, 1.7);
}

}  // namespace solea

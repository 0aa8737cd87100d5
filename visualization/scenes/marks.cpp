#include "visualization/scenes/marks.h"

#include <vtkActor.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

namespace solea {

Marks::Marks(vtkRenderer& above, Words& words, double radius_mm)
    : above_(above), words_(words), radius_mm_(radius_mm), cop_(ball({0.88, 0.0, 0.55})) {}

vtkSmartPointer<vtkActor> Marks::ball(const style::Color& color) {
  auto actor = style::ball_actor(radius_mm_, color);
  actor->VisibilityOff();
  above_.AddActor(actor);
  return actor;
}

void Marks::set_cop(std::optional<Place> at) {
  cop_->SetVisibility(at.has_value());
  if (at) cop_->SetPosition(at->x, at->y, at->z);
}

void Marks::set_probes(std::span<const ProbeMark> probes) {
  while (probes_.size() < probes.size()) {
    probes_.push_back({ball(style::ink), words_.add(std::nullopt, {}, "", true)});
  }
  for (std::size_t i = 0; i < probes_.size(); ++i) {
    const Ball& mark = probes_[i];
    if (i >= probes.size()) {
      if (mark.actor->GetVisibility() != 0) words_.change(mark.word, {}, "");
      mark.actor->VisibilityOff();
      continue;
    }
    mark.actor->VisibilityOn();
    const Place& at = probes[i].at;
    const style::Color color = style::probe_color(probes[i].number);
    mark.actor->GetProperty()->SetColor(color[0], color[1], color[2]);
    mark.actor->SetPosition(at.x, at.y, at.z);
    words_.change(mark.word, at, probes[i].text);
  }
}

}  // namespace solea

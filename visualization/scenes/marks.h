#pragma once

#include <vtkSmartPointer.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "visualization/scenes/scene_style.h"
#include "visualization/scenes/words.h"

class vtkActor;
class vtkRenderer;

/// For this folder only.
namespace solea {

/// What moves over a picture: the dot of the centre of pressure, probes with their words.
class Marks {
 public:
  /// `above` and `words` must outlive it.
  Marks(vtkRenderer& above, Words& words, double radius_mm);
  void set_cop(std::optional<Place> at);
  struct ProbeMark {
    Place at;
    std::size_t number = 0;  ///< its colour
    std::string text;
  };
  void set_probes(std::span<const ProbeMark> probes);

 private:
  [[nodiscard]] vtkSmartPointer<vtkActor> ball(const style::Color& color);

  vtkRenderer& above_;
  Words& words_;
  double radius_mm_;
  vtkSmartPointer<vtkActor> cop_;
  struct Ball {
    vtkSmartPointer<vtkActor> actor;
    std::size_t word = 0;
  };
  std::vector<Ball> probes_;  ///< as many as there ever were at once; hidden those that are gone
};

}  // namespace solea

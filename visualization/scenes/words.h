#pragma once

#include <vtkNew.h>
#include <vtkSmartPointer.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "visualization/scenes/camera_fit.h"
#include "visualization/scenes/layers.h"

class vtkPolyData;
class vtkRenderer;
class vtkTextActor;

/// For this folder only.
namespace solea {

/// A word at a place in the scene, over everything.
[[nodiscard]] vtkSmartPointer<vtkTextActor> word_actor(const std::string& text);
void put_word(vtkTextActor& word, double x, double y, double z);

/// The words of a scene: none lies on another, on a dot or outside the window, from whatever side
/// the scene is seen. A word that had to go far has a line to its place; one without room is left
/// out.
class Words {
 public:
  /// `stage` has the camera, `above` takes the words.
  Words(vtkRenderer& stage, vtkRenderer& above);
  ~Words();
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  /// Around a place, or `beside` a dot that is there. The first ones have the first choice.
  std::size_t add(std::optional<Layer> layer, const Place& at, const std::string& text,
                  bool beside);
  /// The word is not shown while another layer is, which says the same and more.
  void unless(std::size_t word, Layer layer);
  /// A word moves, says something else, or goes: an empty text.
  void change(std::size_t word, const Place& at, const std::string& text);
  void add_dot(Layer layer, const Place& at);
  /// A text that has its place already, in `stage`: no word lies on it while it is shown.
  void keep_free(vtkTextActor& text);
  void show(const Layers& layers);
  /// Letters for another size of the window; `unit_px`: a hundredth of its height.
  void fit(double unit_px);
  /// Finds each word its room when something changed since the last time.
  void arrange();

 private:
  struct Word {
    std::optional<Layer> layer;  ///< empty: always shown
    vtkSmartPointer<vtkTextActor> actor;
    std::optional<Layer> unless;
    Place at;
    bool beside = false;
    std::string text;
    std::array<double, 2> size_px{};
  };
  struct Dot {
    Layer layer{};
    Place at;
  };
  struct Box {
    double x0, x1, y0, y1;
  };
  void measure(Word& word);
  void place_all();

  vtkRenderer& stage_;
  vtkRenderer& above_;
  Layers visible_;
  double unit_px_ = 8;
  std::vector<Word> words_;
  std::vector<Dot> dots_;
  std::vector<vtkSmartPointer<vtkTextActor>> others_;
  vtkNew<vtkPolyData> leaders_;
  bool changed_ = true;
  unsigned long seen_from_ = 0;  ///< the camera's state then
  std::array<int, 2> window_{};
};

}  // namespace solea

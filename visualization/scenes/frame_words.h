#pragma once

#include <vtkNew.h>
#include <vtkTextActor.h>

#include <array>
#include <string>

class vtkRenderer;

/// For this folder only.
namespace solea {

/// The words around a picture: title and a line about it above, how it was made below. Those too
/// long for the window get smaller letters.
class FrameWords {
 public:
  FrameWords(vtkRenderer& stage, const std::string& title, const std::string& subtitle,
             const std::string& footer);
  void set(const std::string& title, const std::string& subtitle);
  /// Letters for a window of that size.
  void fit(const std::array<int, 2>& window_px);

 private:
  vtkRenderer& stage_;
  vtkNew<vtkTextActor> title_;
  vtkNew<vtkTextActor> subtitle_;
  vtkNew<vtkTextActor> footer_;
};

}  // namespace solea

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

class vtkContextScene;
class vtkRenderWindow;

namespace solea {

/// Kinds of picture files: points, or lines and letters that stay sharp at any size.
enum class PageFormat : std::uint8_t { png, svg, pdf };

/// The kind by the end of a file's name; empty where it is none of .png, .svg, .pdf.
[[nodiscard]] std::optional<PageFormat> page_format(const std::filesystem::path& file);

/// A white page of `width` x `height` pixels that needs no display. Origin lower left.
class Page {
 public:
  /// Throws Error when the system has no OpenGL.
  Page(int width, int height);
  ~Page();
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  /// Charts and 2-D items go in here.
  [[nodiscard]] vtkContextScene& scene();
  /// Draws what is in the scene.
  void render();
  /// Shows what was rendered last.
  [[nodiscard]] vtkRenderWindow& window();
  /// A hundredth of the height: letters and lines are measured in it.
  [[nodiscard]] double unit_px() const;

  /// Draws the page to a file of the kind its name says; a file that is there is replaced only by a
  /// whole one. Throws FileError when it cannot be written or is of no known kind.
  void save(const std::filesystem::path& file);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea

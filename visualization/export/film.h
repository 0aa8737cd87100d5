#pragma once

#include <filesystem>
#include <memory>

class vtkImageData;
class vtkRenderWindow;

namespace solea {

/// A film on its way into a file. What was not finished is removed when the writer goes.
class FilmWriter {
 public:
  FilmWriter() = default;
  virtual ~FilmWriter() = default;
  FilmWriter(const FilmWriter&) = delete;
  FilmWriter& operator=(const FilmWriter&) = delete;

  /// Appends what a window shows, rendered already. Throws FileError.
  void add(vtkRenderWindow& window);
  /// The film under its own name. Throws FileError.
  virtual void finish() = 0;

 private:
  virtual void add_image(vtkImageData& rgb) = 0;
};

/// How fast a film runs and how large it is.
struct FilmShape {
  int width = 0;
  int height = 0;
  int fps = 25;
};

/// By the end of the name: .webm VP9, which browsers play; .ogv Ogg/Theora; .gif GIF, with times to
/// a hundredth of a second that do not drift; none: a folder of frame_00000.png, ... Throws
/// FileError for any other end and when the file cannot be written. What is there already must have
/// been moved aside.
[[nodiscard]] std::unique_ptr<FilmWriter> make_film_writer(const std::filesystem::path& file,
                                                           const FilmShape& shape);

}  // namespace solea

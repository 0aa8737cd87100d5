#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <unordered_map>

#include "visualization/export/film.h"

/// For this folder only.
namespace solea {

/// A file or folder that is made under another name, which is removed unless it was finished.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(const std::filesystem::path& file);
  ~UnfinishedFile();
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;
  /// Gives it its name. Throws FileError.
  void finish();
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }
  [[nodiscard]] const std::filesystem::path& unfinished() const noexcept { return unfinished_; }

 private:
  std::filesystem::path file_;
  std::filesystem::path unfinished_;
};

/// GIF through giflib, one palette for the whole film: the colour table, greys and the sides' hues.
class GifFilm final : public FilmWriter {
 public:
  GifFilm(const std::filesystem::path& file, const FilmShape& shape);
  ~GifFilm() override;
  GifFilm(const GifFilm&) = delete;
  GifFilm& operator=(const GifFilm&) = delete;
  void finish() override;

 private:
  void add_image(vtkImageData& rgb) override;
  [[nodiscard]] std::uint8_t nearest(std::uint32_t rgb);
  [[noreturn]] void fail();

  struct Gif;
  UnfinishedFile file_;
  FilmShape shape_;
  std::unique_ptr<Gif> gif_;
  std::unordered_map<std::uint32_t, std::uint8_t> known_;
  int count_ = 0;
};

}  // namespace solea

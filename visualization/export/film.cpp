#include "visualization/export/film.h"

#include <unistd.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkOggTheoraWriter.h>
#include <vtkPNGWriter.h>
#include <vtkRenderWindow.h>
#include <vtkWindowToImageFilter.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <system_error>

#include "core/error.h"
#include "visualization/export/gif_film.h"
#include "visualization/export/webm_film.h"

namespace solea {

namespace {

constexpr const char* disk_full = "cannot be written whole, is the disk full?";

class TheoraFilm final : public FilmWriter {
 public:
  TheoraFilm(const std::filesystem::path& file, const FilmShape& shape) : file_(file) {
    if (!std::ofstream(file_.unfinished(), std::ios::binary)) {
      throw FileError(file, "cannot be written");
    }
    writer_->SetFileName(file_.unfinished().c_str());
    writer_->SetRate(shape.fps);
    writer_->SetQuality(2);
  }

  void finish() override {
    if (started_) writer_->End();
    started_ = false;
    if (writer_->GetError() != 0) throw FileError(file_.file(), disk_full);
    file_.finish();
  }
  ~TheoraFilm() override {
    if (started_) writer_->End();
  }
  TheoraFilm(const TheoraFilm&) = delete;
  TheoraFilm& operator=(const TheoraFilm&) = delete;

 private:
  void add_image(vtkImageData& rgb) override {
    writer_->SetInputData(&rgb);
    if (!started_) writer_->Start();
    started_ = true;
    writer_->Write();
    if (writer_->GetError() != 0) throw FileError(file_.file(), disk_full);
  }

  UnfinishedFile file_;
  vtkNew<vtkOggTheoraWriter> writer_;
  bool started_ = false;
};

class PngFrames final : public FilmWriter {
 public:
  explicit PngFrames(const std::filesystem::path& folder) : folder_(folder) {
    std::error_code error;
    std::filesystem::create_directory(folder_.unfinished(), error);
    if (error) throw FileError(folder, "cannot be made: " + error.message());
  }
  void finish() override { folder_.finish(); }

 private:
  void add_image(vtkImageData& rgb) override {
    std::array<char, 32> name{};
    std::snprintf(name.data(), name.size(), "frame_%05d.png", count_++);
    const std::filesystem::path file = folder_.unfinished() / name.data();
    vtkNew<vtkPNGWriter> writer;
    writer->SetInputData(&rgb);
    writer->SetFileName(file.c_str());
    writer->Write();
    if (writer->GetErrorCode() != 0) throw FileError(folder_.file(), disk_full);
  }

  UnfinishedFile folder_;
  int count_ = 0;
};

}  // namespace

UnfinishedFile::UnfinishedFile(const std::filesystem::path& file)
    : file_(file), unfinished_(file.string() + ".part-" + std::to_string(::getpid())) {}

UnfinishedFile::~UnfinishedFile() {
  std::error_code error;
  std::filesystem::remove_all(unfinished_, error);
}

void UnfinishedFile::finish() {
  std::error_code error;
  std::filesystem::rename(unfinished_, file_, error);
  if (error) throw FileError(file_, "cannot be written: " + error.message());
}

void FilmWriter::add(vtkRenderWindow& window) {
  vtkNew<vtkWindowToImageFilter> grab;
  grab->SetInput(&window);
  grab->SetInputBufferTypeToRGB();
  grab->ReadFrontBufferOff();
  grab->ShouldRerenderOff();
  grab->Update();
  add_image(*grab->GetOutput());
}

std::unique_ptr<FilmWriter> make_film_writer(const std::filesystem::path& file,
                                             const FilmShape& shape) {
  if (file.extension() == ".ogv") return std::make_unique<TheoraFilm>(file, shape);
  if (file.extension() == ".webm") return make_webm_film(file, shape);
  if (file.extension() == ".gif") return std::make_unique<GifFilm>(file, shape);
  if (file.has_extension()) {
    throw FileError(file,
                    "unknown kind of film, expected a name in .webm, .ogv or .gif, or a folder");
  }
  return std::make_unique<PngFrames>(file.has_filename() ? file : file.parent_path());
}

}  // namespace solea

#include "visualization/export/gif_film.h"

#include <fcntl.h>
#include <gif_lib.h>
#include <vtkImageData.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "core/color_scale.h"
#include "core/error.h"
#include "visualization/scenes/scene_style.h"

namespace solea {

namespace {

using Palette = std::array<GifColorType, 256>;

/// 200 colours of the pressure table, 52 greys for letters, the hues of the sides.
Palette make_palette() {
  Palette palette{};
  constexpr int pressures = 200;
  constexpr int greys = 52;
  int n = 0;
  const auto add = [&](const Rgb& c) {
    palette[static_cast<std::size_t>(n++)] = {c[0], c[1], c[2]};
  };
  for (int i = 0; i < pressures; ++i) {
    add(ColorScale::entry((ColorScale::table_size - 1) * i / (pressures - 1)));
  }
  for (int i = 0; i < greys; ++i) {
    const auto grey = static_cast<std::uint8_t>(255 * i / (greys - 1));
    add({grey, grey, grey});
  }
  for (const Side side : {Side::left, Side::right}) {
    const style::Color hue = style::side_color(side);
    for (const double depth : {1.0, 0.5}) {  // itself, and half of it on white
      Rgb c{};
      for (std::size_t i = 0; i < 3; ++i) {
        c[i] = static_cast<std::uint8_t>(std::lround(255 * (1 - depth * (1 - hue[i]))));
      }
      add(c);
    }
  }
  return palette;
}

const Palette& palette() {
  static const Palette made = make_palette();
  return made;
}

constexpr int color_bits = 8;

}  // namespace

struct GifFilm::Gif {
  GifFileType* file = nullptr;
};

GifFilm::GifFilm(const std::filesystem::path& file, const FilmShape& shape)
    : file_(file), shape_(shape), gif_(std::make_unique<Gif>()) {
  int error = 0;
  // giflib itself would let nobody else read the file.
  const int handle =
      ::open(file_.unfinished().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (handle < 0) throw FileError(file, std::string("cannot be written: ") + std::strerror(errno));
  gif_->file = EGifOpenFileHandle(handle, &error);
  if (gif_->file == nullptr) throw FileError(file, "cannot be written");
  EGifSetGifVersion(gif_->file, true);
  ColorMapObject* colors = GifMakeMapObject(static_cast<int>(palette().size()), palette().data());
  const int put = EGifPutScreenDesc(gif_->file, shape.width, shape.height, color_bits, 0, colors);
  GifFreeMapObject(colors);
  if (put == GIF_ERROR) fail();
  // Played again and again, as every browser knows it.
  constexpr std::array<unsigned char, 3> endless = {1, 0, 0};
  if (EGifPutExtensionLeader(gif_->file, APPLICATION_EXT_FUNC_CODE) == GIF_ERROR ||
      EGifPutExtensionBlock(gif_->file, 11, "NETSCAPE2.0") == GIF_ERROR ||
      EGifPutExtensionBlock(gif_->file, static_cast<int>(endless.size()), endless.data()) ==
          GIF_ERROR ||
      EGifPutExtensionTrailer(gif_->file) == GIF_ERROR) {
    fail();
  }
}

GifFilm::~GifFilm() {
  int error = 0;
  if (gif_->file != nullptr) EGifCloseFile(gif_->file, &error);
}

void GifFilm::fail() {
  throw FileError(file_.file(), "cannot be written whole, is the disk full?");
}

std::uint8_t GifFilm::nearest(std::uint32_t rgb) {
  const auto found = known_.find(rgb);
  if (found != known_.end()) return found->second;
  const std::array<int, 3> wanted = {static_cast<int>(rgb >> 16U & 255U),
                                     static_cast<int>(rgb >> 8U & 255U),
                                     static_cast<int>(rgb & 255U)};
  int least = std::numeric_limits<int>::max();
  std::uint8_t best = 0;
  for (std::size_t i = 0; i < palette().size(); ++i) {
    const GifColorType& c = palette()[i];
    const int red = c.Red - wanted[0];
    const int green = c.Green - wanted[1];
    const int blue = c.Blue - wanted[2];
    const int distance = red * red + green * green + blue * blue;
    if (distance >= least) continue;
    least = distance;
    best = static_cast<std::uint8_t>(i);
  }
  known_.emplace(rgb, best);
  return best;
}

void GifFilm::add_image(vtkImageData& rgb) {
  GraphicsControlBlock control{};
  control.DisposalMode = DISPOSE_DO_NOT;
  control.TransparentColor = NO_TRANSPARENT_COLOR;
  // Hundredths of a second from the film's start, rounded: no drift at any rate.
  const auto hundredths = [&](int n) { return std::lround(100.0 * n / shape_.fps); };
  control.DelayTime = static_cast<int>(hundredths(count_ + 1) - hundredths(count_));
  ++count_;
  std::array<GifByteType, 4> extension{};
  EGifGCBToExtension(&control, extension.data());
  if (EGifPutExtension(gif_->file, GRAPHICS_EXT_FUNC_CODE, 4, extension.data()) == GIF_ERROR ||
      EGifPutImageDesc(gif_->file, 0, 0, shape_.width, shape_.height, false, nullptr) ==
          GIF_ERROR) {
    fail();
  }
  std::vector<GifPixelType> line(static_cast<std::size_t>(shape_.width));
  for (int y = shape_.height - 1; y >= 0; --y) {  // VTK's first row is the lowest
    const auto* pixel = static_cast<const std::uint8_t*>(rgb.GetScalarPointer(0, y, 0));
    for (GifPixelType& index : line) {
      index = nearest(static_cast<std::uint32_t>(pixel[0] << 16 | pixel[1] << 8 | pixel[2]));
      pixel += 3;
    }
    if (EGifPutLine(gif_->file, line.data(), shape_.width) == GIF_ERROR) fail();
  }
}

void GifFilm::finish() {
  int error = 0;
  GifFileType* const file = gif_->file;
  gif_->file = nullptr;
  if (EGifCloseFile(file, &error) == GIF_ERROR) fail();
  file_.finish();
}

}  // namespace solea

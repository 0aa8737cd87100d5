#include "visualization/export/webm_film.h"

#include "core/error.h"

#ifdef SOLEA_HAS_WEBM
#include <vpx/vp8cx.h>
#include <vpx/vpx_encoder.h>
#include <vtkImageData.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <thread>

#include "visualization/export/gif_film.h"
#include "visualization/export/webm_file.h"
#endif

namespace solea {

#ifdef SOLEA_HAS_WEBM

namespace {

/// A part of a colour in 8 bits, BT.709 with black at 16.
struct Yuv {
  double y, u, v;
};
Yuv yuv_of(double r, double g, double b) {
  const double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return {16 + 219 * y / 255, 128 + 224 * (b - y) / 1.8556 / 255,
          128 + 224 * (r - y) / 1.5748 / 255};
}

std::uint8_t rounded(double value) {
  return static_cast<std::uint8_t>(std::lround(value));
}

/// VTK's picture, whose first row is the lowest, as a Y plane and two planes of half the size.
void convert(vtkImageData& rgb, vpx_image_t& image) {
  const int width = static_cast<int>(image.d_w);
  const int height = static_cast<int>(image.d_h);
  const auto pixel = [&](int x, int y) {
    return static_cast<const std::uint8_t*>(rgb.GetScalarPointer(0, height - 1 - y, 0)) + 3 * x;
  };
  for (int y = 0; y < height; y += 2) {
    for (int x = 0; x < width; x += 2) {
      std::array<double, 3> sum{};
      int n = 0;
      for (int yy = y; yy < std::min(y + 2, height); ++yy) {
        for (int xx = x; xx < std::min(x + 2, width); ++xx) {
          const std::uint8_t* p = pixel(xx, yy);
          image.planes[VPX_PLANE_Y][yy * image.stride[VPX_PLANE_Y] + xx] =
              rounded(yuv_of(p[0], p[1], p[2]).y);
          for (std::size_t i = 0; i < 3; ++i) sum[i] += p[i];
          ++n;
        }
      }
      const Yuv mean = yuv_of(sum[0] / n, sum[1] / n, sum[2] / n);
      image.planes[VPX_PLANE_U][y / 2 * image.stride[VPX_PLANE_U] + x / 2] = rounded(mean.u);
      image.planes[VPX_PLANE_V][y / 2 * image.stride[VPX_PLANE_V] + x / 2] = rounded(mean.v);
    }
  }
}

class WebmFilm final : public FilmWriter {
 public:
  WebmFilm(const std::filesystem::path& file, const FilmShape& shape)
      : file_(file), webm_(file_.unfinished(), shape) {
    if (!std::filesystem::exists(file_.unfinished())) throw FileError(file, "cannot be written");
    vpx_codec_enc_cfg_t how{};
    vpx_codec_enc_config_default(vpx_codec_vp9_cx(), &how, 0);
    how.g_w = static_cast<unsigned>(shape.width);
    how.g_h = static_cast<unsigned>(shape.height);
    how.g_timebase = {1, shape.fps};
    how.g_threads = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    how.g_lag_in_frames = 0;  // a coded picture for each, at once
    how.rc_end_usage = VPX_Q;
    how.kf_max_dist = static_cast<unsigned>(2 * shape.fps);  // a player finds any moment quickly
    if (vpx_codec_enc_init(&coder_, vpx_codec_vp9_cx(), &how, 0) != VPX_CODEC_OK) {
      throw FileError(file, "cannot be coded at this size");
    }
    constexpr int quality = 18;  // 0 best, 63 worst
    constexpr int speed = 5;     // 0 smallest file, 9 fastest
    vpx_codec_control(&coder_, VP8E_SET_CQ_LEVEL, quality);
    vpx_codec_control(&coder_, VP8E_SET_CPUUSED, speed);
    vpx_codec_control(&coder_, VP9E_SET_ROW_MT, 1);
    vpx_codec_control(&coder_, VP9E_SET_TILE_COLUMNS, 2);
    vpx_codec_control(&coder_, VP9E_SET_COLOR_SPACE, VPX_CS_BT_709);
    vpx_codec_control(&coder_, VP9E_SET_COLOR_RANGE, VPX_CR_STUDIO_RANGE);
    image_ = vpx_img_alloc(nullptr, VPX_IMG_FMT_I420, how.g_w, how.g_h, 16);
  }
  ~WebmFilm() override {
    vpx_img_free(image_);
    vpx_codec_destroy(&coder_);
  }
  WebmFilm(const WebmFilm&) = delete;
  WebmFilm& operator=(const WebmFilm&) = delete;

  void finish() override {
    code(nullptr);
    if (!webm_.finish())
      throw FileError(file_.file(), "cannot be written whole, is the disk full?");
    file_.finish();
  }

 private:
  void add_image(vtkImageData& rgb) override {
    convert(rgb, *image_);
    code(image_);
  }

  /// A picture, or at the end none.
  void code(vpx_image_t* picture) {
    if (vpx_codec_encode(&coder_, picture, count_++, 1, 0, VPX_DL_GOOD_QUALITY) != VPX_CODEC_OK) {
      throw FileError(file_.file(), std::string("cannot be coded: ") + vpx_codec_error(&coder_));
    }
    vpx_codec_iter_t at = nullptr;
    while (const vpx_codec_cx_pkt_t* packet = vpx_codec_get_cx_data(&coder_, &at)) {
      if (packet->kind != VPX_CODEC_CX_FRAME_PKT) continue;
      const auto& frame = packet->data.frame;
      webm_.add(static_cast<const char*>(frame.buf), frame.sz,
                (frame.flags & VPX_FRAME_IS_KEY) != 0);
    }
  }

  UnfinishedFile file_;
  WebmFile webm_;
  vpx_codec_ctx_t coder_{};
  vpx_image_t* image_ = nullptr;
  vpx_codec_pts_t count_ = 0;
};

}  // namespace

std::unique_ptr<FilmWriter> make_webm_film(const std::filesystem::path& file,
                                           const FilmShape& shape) {
  return std::make_unique<WebmFilm>(file, shape);
}

#else

std::unique_ptr<FilmWriter> make_webm_film(const std::filesystem::path& file, const FilmShape&) {
  throw FileError(
      file,
      "this solea was built without libvpx, expected a film in .ogv or .gif, or a build "
      "with the package libvpx-dev");
}

#endif

}  // namespace solea

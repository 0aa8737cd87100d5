#include "formats/hdf5_chunks.h"

#include <hdf5.h>
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "formats/hdf5_checked.h"

namespace solea::hdf5 {

namespace {

constexpr std::size_t most_threads = 4;
constexpr std::uint64_t largest_chunk = std::uint64_t{32} << 20U;  // bytes, of each thread

/// The filters of a dataset; nothing where there are others than shuffle and deflate.
struct Filters {
  bool known = true;
  bool shuffle = false;
  bool deflate = false;
};

Filters filters_of(hid_t list) {
  Filters filters;
  const int count = checked(H5Pget_nfilters(list), "filters");
  for (int i = 0; i < count; ++i) {
    unsigned flags = 0;
    std::size_t values = 0;
    unsigned config = 0;
    const H5Z_filter_t id = checked(H5Pget_filter2(list, static_cast<unsigned>(i), &flags, &values,
                                                   nullptr, 0, nullptr, &config),
                                    "filters");
    if (id == H5Z_FILTER_SHUFFLE && !filters.shuffle && !filters.deflate) {
      filters.shuffle = true;
    } else if (id == H5Z_FILTER_DEFLATE && !filters.deflate) {
      filters.deflate = true;
    } else {
      filters.known = false;
    }
  }
  return filters;
}

/// zlib's inflate, of whole chunks.
class Inflater {
 public:
  Inflater() {
    if (inflateInit(&stream_) != Z_OK) throw std::runtime_error("zlib does not start");
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  void run(std::vector<std::uint8_t>& packed, std::vector<std::uint8_t>& out) {
    inflateReset(&stream_);
    stream_.next_in = packed.data();
    stream_.avail_in = static_cast<uInt>(packed.size());
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<uInt>(out.size());
    if (inflate(&stream_, Z_FINISH) != Z_STREAM_END || stream_.avail_out != 0) {
      throw std::runtime_error("a compressed chunk is damaged");
    }
  }

 private:
  z_stream stream_{};
};

/// What a thread works in.
struct Bench {
  std::vector<std::uint8_t> packed;
  std::vector<std::uint8_t> plain;
  Inflater inflater;
};

constexpr std::size_t stride = 32;  // cells looked at together

/// Whether any of 32 bytes is not 0.
bool any(const std::uint8_t* bytes) {
  std::uint64_t words[4];
  std::memcpy(words, bytes, sizeof words);
  return (words[0] | words[1] | words[2] | words[3]) != 0;
}

/// Appends the cells of a frame that reach `least`. `at(i)` is a cell's count, `empty(i)` whether
/// the 32 cells from i on are surely 0.
template <class Empty, class At>
void scan(std::size_t cells, std::uint16_t least, Empty empty, At at,
          std::vector<LoadedCell>& out) {
  const auto look = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      const std::uint16_t count = at(i);
      if (count >= least) {
        out.push_back({static_cast<std::uint32_t>(i), static_cast<float>(count)});
      }
    }
  };
  std::size_t i = 0;
  for (; i + stride <= cells; i += stride) {
    if (!empty(i)) look(i, i + stride);
  }
  look(i, cells);
}

class ChunkReader final : public SparseReader {
 public:
  ChunkReader(const Dataset& dataset, const ArrayLayout& layout, Filters filters)
      : dataset_(dataset),
        filters_(filters),
        frames_(layout.shape[0]),
        chunk_frames_(static_cast<std::size_t>(layout.chunk[0])),
        cells_(static_cast<std::size_t>(layout.shape[1] * layout.shape[2])),
        benches_(std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_threads)) {}

  [[nodiscard]] std::size_t frames_a_read() const override {
    return chunk_frames_ * benches_.size() * chunks_a_thread;
  }

  void read(std::size_t first, std::size_t count, std::uint16_t least, SparseFrames& out) override {
    const std::size_t chunks = (count + chunk_frames_ - 1) / chunk_frames_;
    if (first % chunk_frames_ != 0) throw std::runtime_error("frames within a chunk");
    parts_.resize(std::max(parts_.size(), chunks));
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    const auto work = [&](Bench& bench) {
      try {
        for (std::size_t c = next++; c < chunks; c = next++) {
          const std::size_t from = first + c * chunk_frames_;
          unpack(from, std::min(chunk_frames_, first + count - from), least, bench, parts_[c]);
        }
      } catch (...) {
        const std::lock_guard lock(hdf5_);
        if (!failure) failure = std::current_exception();
        next = chunks;
      }
    };
    {
      std::vector<std::jthread> threads;
      for (std::size_t t = 1; t < std::min(benches_.size(), chunks); ++t) {
        threads.emplace_back(work, std::ref(benches_[t]));
      }
      work(benches_[0]);
    }
    if (failure) std::rethrow_exception(failure);
    out.cells.clear();
    out.ends.clear();
    for (std::size_t c = 0; c < chunks; ++c) {
      const std::size_t before = out.cells.size();
      out.cells.insert(out.cells.end(), parts_[c].cells.begin(), parts_[c].cells.end());
      for (const std::size_t end : parts_[c].ends) out.ends.push_back(before + end);
    }
  }

 private:
  static constexpr std::size_t chunks_a_thread = 2;

  /// Reads a chunk as it is in the file. HDF5 itself has one thread at a time. False: there is
  /// none.
  bool fetch(std::size_t frame, std::vector<std::uint8_t>& bytes, std::uint32_t& skipped) {
    const std::lock_guard lock(hdf5_);
    silence();
    const hsize_t offset[3] = {frame, 0, 0};
    hsize_t size = 0;
    checked(H5Dget_chunk_storage_size(dataset_.id(), offset, &size), "chunk");
    if (size == 0) return false;
    if (size > largest_packed()) throw std::runtime_error("a chunk is larger than it can be");
    bytes.resize(static_cast<std::size_t>(size));
    checked(H5Dread_chunk(dataset_.id(), H5P_DEFAULT, offset, &skipped, bytes.data()), "chunk");
    return true;
  }

  [[nodiscard]] std::uint64_t largest_packed() const {
    return 2 * plain_size() + 1024;  // deflate makes nothing much longer
  }
  [[nodiscard]] std::size_t plain_size() const {
    return chunk_frames_ * cells_ * sizeof(std::uint16_t);
  }

  void unpack(std::size_t frame, std::size_t count, std::uint16_t least, Bench& bench,
              SparseFrames& out) {
    out.cells.clear();
    out.ends.clear();
    std::uint32_t skipped = 0;  // filters, a bit each
    if (!fetch(frame, bench.packed, skipped)) {
      out.ends.assign(count, 0);
      return;
    }
    const bool shuffled = filters_.shuffle && (skipped & 1U) == 0;
    const bool deflated = filters_.deflate && (skipped & (filters_.shuffle ? 2U : 1U)) == 0;
    std::vector<std::uint8_t>* plain = &bench.packed;
    if (deflated) {
      bench.plain.resize(plain_size());
      bench.inflater.run(bench.packed, bench.plain);
      plain = &bench.plain;
    }
    if (plain->size() != plain_size()) throw std::runtime_error("a chunk of another size");
    const std::uint8_t* const bytes = plain->data();
    // Shuffled: first the lower bytes of all counts, then the higher ones.
    const std::size_t all = chunk_frames_ * cells_;
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t base = k * cells_;
      if (shuffled) {
        const std::uint8_t* const low = bytes + base;
        const std::uint8_t* const high = bytes + all + base;
        scan(
            cells_, least, [=](std::size_t i) { return !any(low + i) && !any(high + i); },
            [=](std::size_t i) {
              return static_cast<std::uint16_t>(low[i] | static_cast<unsigned>(high[i]) << 8U);
            },
            out.cells);
      } else {
        const std::uint8_t* const counts = bytes + 2 * base;
        scan(
            cells_, least,
            [=](std::size_t i) { return !any(counts + 2 * i) && !any(counts + 2 * i + stride); },
            [=](std::size_t i) {
              return static_cast<std::uint16_t>(counts[2 * i] |
                                                static_cast<unsigned>(counts[2 * i + 1]) << 8U);
            },
            out.cells);
      }
      out.ends.push_back(out.cells.size());
    }
  }

  const Dataset& dataset_;
  Filters filters_;
  std::uint64_t frames_;
  std::size_t chunk_frames_;
  std::size_t cells_;
  std::vector<Bench> benches_;
  std::vector<SparseFrames> parts_;  ///< a chunk each
  std::mutex hdf5_;
};

}  // namespace

std::shared_ptr<SparseReader> SparseReader::open(const Dataset& dataset,
                                                 const ArrayLayout& layout) {
  if (!layout.is_u16 || !layout.inside || layout.shape.size() != 3 || layout.chunk.size() != 3 ||
      layout.chunk[1] != layout.shape[1] || layout.chunk[2] != layout.shape[2] || layout.gaps) {
    return nullptr;
  }
  const std::uint64_t cells = layout.shape[1] * layout.shape[2];
  if (cells == 0 || layout.chunk[0] > largest_chunk / 2 / cells) return nullptr;
  silence();
  const Handle type(checked(H5Dget_type(dataset.id()), "dataset type"), H5Tclose);
  if (H5Tget_order(type.get()) != H5T_ORDER_LE || H5Tget_precision(type.get()) != 16) {
    return nullptr;
  }
  const Handle list = list_handle(H5Dget_create_plist(dataset.id()));
  const Filters filters = filters_of(list.get());
  if (!filters.known) return nullptr;
  return std::make_shared<ChunkReader>(dataset, layout, filters);
}

}  // namespace solea::hdf5

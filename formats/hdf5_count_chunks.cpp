#include "formats/hdf5_count_chunks.h"

#include <hdf5.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>

#include "formats/hdf5_checked.h"

namespace solea::hdf5 {

namespace {

/// HDF5's checksum filter: sums over big-endian words of 16 bits.
std::uint32_t fletcher32(std::span<const std::uint8_t> bytes) {
  std::uint64_t sum = 0;
  std::uint64_t sum_of_sums = 0;
  const auto add = [&](unsigned word) {
    sum += word;
    sum_of_sums += sum;
  };
  constexpr std::size_t block = 4096;  // the sums stay within 64 bits by far
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    add(static_cast<unsigned>(bytes[i]) << 8U | bytes[i + 1]);
    if (i % block == 0) {
      sum = (sum & 0xffffU) + (sum >> 16U);
      sum_of_sums = (sum_of_sums & 0xffffU) + (sum_of_sums >> 16U);
    }
  }
  if (bytes.size() % 2 != 0) add(static_cast<unsigned>(bytes.back()) << 8U);
  const auto folded = [](std::uint64_t value) {
    while (value > 0xffffU) value = (value & 0xffffU) + (value >> 16U);
    return static_cast<std::uint32_t>(value);
  };
  return folded(sum_of_sums) << 16U | folded(sum);
}

}  // namespace

CountChunks::CountChunks(Dataset& dataset) : dataset_(&dataset), chunk_(dataset.shape()) {
  if (dataset.type() != Type::u16 || chunk_.at(0) != 0) {
    throw std::logic_error("chunks of counts for a dataset of another kind");
  }
  cells_ = std::accumulate(chunk_.begin() + 1, chunk_.end(), std::size_t{1}, std::multiplies<>());
  chunk_[0] = dataset.chunk_frames();
  bytes_.resize(2 * chunk_[0] * cells_);
}

void CountChunks::take(std::span<const std::uint16_t> counts) {
  if (counts.size() != cells_ || taken_ == chunk_[0]) {
    throw std::logic_error("a frame of another size than the chunk has room for");
  }
  std::uint8_t* const low = bytes_.data() + taken_ * cells_;
  std::uint8_t* const high = low + bytes_.size() / 2;
  for (std::size_t i = 0; i < cells_; ++i) low[i] = static_cast<std::uint8_t>(counts[i]);
  for (std::size_t i = 0; i < cells_; ++i) high[i] = static_cast<std::uint8_t>(counts[i] >> 8U);
  ++taken_;
}

void CountChunks::write() {
  if (taken_ == 0) return;
  if (written_ % chunk_[0] != 0) throw std::logic_error("a chunk after one that was not full");
  const auto half = static_cast<std::ptrdiff_t>(bytes_.size() / 2);
  const auto filled = static_cast<std::ptrdiff_t>(taken_ * cells_);
  for (const auto begin : {bytes_.begin(), bytes_.begin() + half}) {
    std::fill(begin + filled, begin + half, std::uint8_t{0});
  }
  const auto stream = deflate_.pack(bytes_);
  packed_.assign(stream.begin(), stream.end());
  const std::uint32_t sum = fletcher32(stream);
  for (unsigned byte = 0; byte < 4; ++byte) {
    packed_.push_back(static_cast<std::uint8_t>(sum >> 8U * byte));
  }

  silence();
  std::vector<hsize_t> offset(chunk_.size(), 0);
  offset[0] = written_;
  std::vector<hsize_t> size(chunk_.begin(), chunk_.end());
  size[0] = written_ + taken_;
  checked(H5Dset_extent(dataset_->id(), size.data()), "growing a dataset");
  constexpr std::uint32_t all_filters = 0;
  checked(H5Dwrite_chunk(dataset_->id(), H5P_DEFAULT, all_filters, offset.data(), packed_.size(),
                         packed_.data()),
          "writing");
  written_ = size[0];
  taken_ = 0;
}

}  // namespace solea::hdf5

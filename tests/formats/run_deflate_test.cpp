#include "formats/run_deflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <random>
#include <utility>

namespace solea {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// What zlib makes of a stream, with its own check of the sum.
Bytes inflated(std::span<const std::uint8_t> stream, std::size_t expected_size) {
  Bytes out(expected_size + 1);
  auto size = static_cast<uLongf>(out.size());
  EXPECT_EQ(::uncompress(out.data(), &size, stream.data(), static_cast<uLong>(stream.size())),
            Z_OK);
  out.resize(size);
  return out;
}

void expect_same(RunDeflate& deflate, const Bytes& bytes) {
  ASSERT_EQ(inflated(deflate.pack(bytes), bytes.size()), bytes) << bytes.size() << " bytes";
}

TEST(RunDeflate, ZlibReadsWhatItPacks) {
  RunDeflate deflate;
  expect_same(deflate, {});
  expect_same(deflate, {7});
  for (std::size_t run = 1; run < 600; ++run) {  // every length, with and without a rest
    Bytes bytes(run, 0);
    bytes.push_back(200);
    bytes.resize(bytes.size() + run, 200);
    expect_same(deflate, bytes);
  }
  std::mt19937 random(1);
  for (int n = 0; n < 300; ++n) {
    Bytes bytes(random() % (n < 290 ? 2000 : 500000));
    const auto alphabet = 1 + random() % 256;
    const auto zeros = random() % 100;
    for (auto& b : bytes) {
      b = static_cast<std::uint8_t>(random() % 100 < zeros ? 0 : random() % alphabet);
    }
    expect_same(deflate, bytes);
  }
}

TEST(RunDeflate, SymbolsRarerThan15BitsCanTell) {
  // How often each occurs grows as Fibonacci's numbers do: the deepest tree there is.
  Bytes bytes;
  std::size_t before = 0;
  std::size_t now = 1;
  for (std::uint8_t symbol = 0; symbol < 24; ++symbol) {
    bytes.insert(bytes.end(), now, symbol);
    before = std::exchange(now, now + before);
  }
  std::shuffle(bytes.begin(), bytes.end(), std::mt19937(1));
  bytes.resize(60000);  // one block
  RunDeflate deflate;
  expect_same(deflate, bytes);
}

TEST(RunDeflate, AnEmptyPlateTakesNoRoom) {
  const Bytes bytes(std::size_t{16} << 20U, 0);
  RunDeflate deflate;
  const auto stream = deflate.pack(bytes);
  EXPECT_LT(stream.size(), bytes.size() / 900);  // deflate's limit is 1032
  EXPECT_EQ(inflated(stream, bytes.size()), bytes);
}

}  // namespace
}  // namespace solea

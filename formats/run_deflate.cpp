#include "formats/run_deflate.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

namespace solea {

namespace {

constexpr std::size_t block_tokens = 1U << 16U;
constexpr std::size_t shortest_run = 3;
constexpr std::size_t longest_run = 258;
constexpr std::uint16_t run_token = 256;  // and the length of the run
constexpr std::size_t token_count = run_token + longest_run + 1;
constexpr std::size_t symbol_count = 286;  // bytes, the block's end, 29 ranges of lengths
constexpr std::size_t end_symbol = 256;
constexpr unsigned longest_code = 15;
constexpr std::uint64_t adler_base = 65521;

/// A length's symbol and what follows it (RFC 1951, 3.2.5).
struct LengthSymbol {
  std::uint16_t symbol = 0;
  std::uint8_t extra_bits = 0;
  std::uint8_t extra = 0;
};

constexpr std::array<LengthSymbol, longest_run + 1> length_symbols() {
  std::array<LengthSymbol, longest_run + 1> table{};
  std::size_t length = shortest_run;
  for (unsigned symbol = 257; symbol < 285; ++symbol) {
    const unsigned bits = symbol < 265 ? 0 : (symbol - 261) / 4;
    for (unsigned extra = 0; extra < 1U << bits && length < longest_run; ++extra, ++length) {
      table[length] = {static_cast<std::uint16_t>(symbol), static_cast<std::uint8_t>(bits),
                       static_cast<std::uint8_t>(extra)};
    }
  }
  table[longest_run] = {285, 0, 0};
  return table;
}

using Frequencies = std::array<std::uint32_t, symbol_count>;
using CodeLengths = std::array<std::uint8_t, symbol_count>;

/// Huffman's code of the symbols that occur: how many bits each one takes.
CodeLengths huffman_lengths(const Frequencies& frequency) {
  std::vector<std::size_t> symbols;
  for (std::size_t s = 0; s < symbol_count; ++s) {
    if (frequency[s] > 0) symbols.push_back(s);
  }
  std::stable_sort(symbols.begin(), symbols.end(),
                   [&](auto a, auto b) { return frequency[a] < frequency[b]; });
  // Leaves first, then the nodes above them, which are made in order of weight.
  const std::size_t leaves = symbols.size();
  std::vector<std::uint64_t> weight;
  for (const std::size_t s : symbols) weight.push_back(frequency[s]);
  std::vector<std::size_t> parent(2 * leaves - 1);
  std::size_t leaf = 0;
  std::size_t node = leaves;
  const auto lightest = [&] {
    return leaf < leaves && (node == weight.size() || weight[leaf] <= weight[node]) ? leaf++
                                                                                    : node++;
  };
  while (weight.size() < parent.size()) {
    const std::size_t a = lightest();
    const std::size_t b = lightest();
    parent[a] = parent[b] = weight.size();
    weight.push_back(weight[a] + weight[b]);
  }
  std::vector<std::uint8_t> depth(parent.size(), leaves == 1 ? 1 : 0);
  for (std::size_t i = parent.size() - 1; i-- > 0;) {
    depth[i] = static_cast<std::uint8_t>(depth[parent[i]] + 1);
  }
  CodeLengths lengths{};
  for (std::size_t i = 0; i < leaves; ++i) lengths[symbols[i]] = depth[i];
  return lengths;
}

/// The same with at most 15 bits: rare symbols count as less rare until they fit.
CodeLengths code_lengths(Frequencies frequency) {
  for (;;) {
    const CodeLengths lengths = huffman_lengths(frequency);
    if (*std::max_element(lengths.begin(), lengths.end()) <= longest_code) return lengths;
    for (std::uint32_t& n : frequency) n = n == 0 ? 0 : n / 2 + 1;
  }
}

/// The bits of each symbol's code, first bit lowest (RFC 1951, 3.2.2).
std::array<std::uint32_t, symbol_count> code_bits(const CodeLengths& lengths) {
  std::array<std::uint32_t, longest_code + 2> next{};
  for (const std::uint8_t length : lengths) {
    if (length > 0) ++next[length + 1U];
  }
  for (std::size_t length = 1; length < next.size(); ++length) {
    next[length] = (next[length] + next[length - 1]) << 1U;
  }
  std::array<std::uint32_t, symbol_count> bits{};
  for (std::size_t s = 0; s < symbol_count; ++s) {
    if (lengths[s] == 0) continue;
    const std::uint32_t code = next[lengths[s]]++;
    for (unsigned bit = 0; bit < lengths[s]; ++bit) {
      bits[s] |= (code >> bit & 1U) << (lengths[s] - 1U - bit);
    }
  }
  return bits;
}

/// How many of the bytes from `at` on are `value`.
std::size_t equal_bytes(const std::uint8_t* at, const std::uint8_t* end, std::uint8_t value) {
  const std::uint64_t pattern = 0x0101010101010101U * value;
  const std::uint8_t* p = at;
  for (; end - p >= 8; p += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, sizeof word);
    word ^= pattern;
    if (word == 0) continue;
    const int same_bits = std::endian::native == std::endian::little ? std::countr_zero(word)
                                                                     : std::countl_zero(word);
    return static_cast<std::size_t>(p - at + same_bits / 8);
  }
  while (p < end && *p == value) ++p;
  return static_cast<std::size_t>(p - at);
}

}  // namespace

void RunDeflate::put(Code code) {
  waiting_ |= std::uint64_t{code.bits} << waiting_bits_;
  waiting_bits_ += code.length;
  while (waiting_bits_ >= 8) {
    out_[used_++] = static_cast<std::uint8_t>(waiting_);
    waiting_ >>= 8U;
    waiting_bits_ -= 8;
  }
}

/// What takes the time: four bytes at once.
void RunDeflate::put_tokens(std::span<const Code> codes) {
  std::uint64_t waiting = waiting_;
  unsigned waiting_bits = waiting_bits_;
  std::uint8_t* out = out_.data() + used_;
  for (const Token token : tokens_) {
    const Code code = codes[token];
    waiting |= std::uint64_t{code.bits} << waiting_bits;
    waiting_bits += code.length;
    if (waiting_bits < 32) continue;
    for (unsigned byte = 0; byte < 4; ++byte) {
      out[byte] = static_cast<std::uint8_t>(waiting >> 8U * byte);
    }
    out += 4;
    waiting >>= 32U;
    waiting_bits -= 32;
  }
  used_ = static_cast<std::size_t>(out - out_.data());
  waiting_ = waiting;
  waiting_bits_ = waiting_bits;
  put({});
}

void RunDeflate::write_block(bool last) {
  static constexpr auto lengths_symbols = length_symbols();
  Frequencies frequency{};
  frequency[end_symbol] = 1;
  for (const Token token : tokens_) {
    ++frequency[token < run_token ? token : lengths_symbols[token - run_token].symbol];
  }
  const CodeLengths lengths = code_lengths(frequency);
  const auto bits = code_bits(lengths);

  constexpr std::size_t header_bytes = 200;
  constexpr std::size_t most_bytes_a_token = 3;  // 15 bits, 5 of the length, 1 of the distance
  out_.resize(used_ + header_bytes + most_bytes_a_token * tokens_.size());
  put({last ? 1U : 0U, 1});
  put({2, 2});                   // dynamic codes
  put({symbol_count - 257, 5});  // of all symbols,
  put({0, 5});                   // of one distance,
  put({15, 4});                  // their lengths in 19 codes: in the order of the RFC
  for (int unused = 0; unused < 3; ++unused) put({0, 3});  // 16 to 18 repeat
  for (int used = 0; used < 16; ++used) put({4, 3});       // each length in 4 bits
  const auto put_length = [&](std::uint8_t length) {
    std::uint32_t reversed = 0;
    for (unsigned bit = 0; bit < 4; ++bit) reversed |= (length >> bit & 1U) << (3U - bit);
    put({reversed, 4});
  };
  for (const std::uint8_t length : lengths) put_length(length);
  put_length(1);

  std::array<Code, token_count> codes{};
  for (std::size_t byte = 0; byte < 256; ++byte) codes[byte] = {bits[byte], lengths[byte]};
  for (std::size_t length = shortest_run; length <= longest_run; ++length) {
    const LengthSymbol& s = lengths_symbols[length];
    // The code of the distance, 1, is a single 0.
    codes[run_token + length] = {bits[s.symbol] | std::uint32_t{s.extra} << lengths[s.symbol],
                                 lengths[s.symbol] + s.extra_bits + 1U};
  }
  put_tokens(codes);
  put({bits[end_symbol], lengths[end_symbol]});
  tokens_.clear();
  sum_ %= adler_base;
  weight_ %= adler_base;
}

void RunDeflate::add_token(Token token) {
  tokens_.push_back(token);
  if (tokens_.size() == block_tokens) write_block(false);
}

void RunDeflate::put_literal(std::uint8_t byte) {
  sum_ += byte;
  weight_ += sum_;
  add_token(byte);
}

void RunDeflate::put_run(std::uint8_t byte, std::size_t count) {
  weight_ += count * sum_ + std::uint64_t{byte} * (count * (count + 1) / 2);
  sum_ += byte * count;
  add_token(static_cast<Token>(run_token + count));
}

std::span<const std::uint8_t> RunDeflate::pack(std::span<const std::uint8_t> bytes) {
  tokens_.reserve(block_tokens);
  out_.assign({0x78, 0x01});  // zlib, window of 32 KiB, fast
  used_ = out_.size();
  waiting_ = 0;
  waiting_bits_ = 0;
  sum_ = 1;
  weight_ = 0;
  const std::uint8_t* at = bytes.data();
  const std::uint8_t* const end = at + bytes.size();
  if (at != end) put_literal(*at++);
  while (at != end) {
    const std::uint8_t before = at[-1];
    std::size_t run = equal_bytes(at, end, before);
    if (run < shortest_run) {
      put_literal(*at++);
      continue;
    }
    at += run;
    for (; run >= shortest_run; run -= std::min(run, longest_run)) {
      put_run(before, std::min(run, longest_run));
    }
    for (; run > 0; --run) put_literal(before);
  }
  write_block(true);
  out_.resize(used_ + 8);
  put({0, (8 - waiting_bits_) % 8});
  for (const std::uint64_t half : {weight_, sum_}) {
    put({static_cast<std::uint32_t>(half >> 8U), 8});
    put({static_cast<std::uint32_t>(half & 0xffU), 8});
  }
  return std::span(out_).first(used_);
}

}  // namespace solea

// What every driver must do, without a line for any one of them. What its protocol can tell about
// damage (DeviceDriver::check, counts_frames) says how much is asked.

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "acquisition/driver.h"
#include "tests/acquisition/contract_line.h"
#include "tests/support/files.h"

namespace solea {
namespace {

using testing::Bytes;
using testing::contract_counts;
using testing::ContractLine;

class DriverContract : public ::testing::TestWithParam<const DeviceDriver*> {
 protected:
  const DeviceDriver& driver = *GetParam();
  /// Lost bytes show.
  const bool sees_losses = driver.check >= FrameCheck::marker;

  std::mt19937 random{1};

  /// Fewer for mats of a great many cells, that the suite may run often.
  [[nodiscard]] int rounds(int usual) const {
    return driver.plate.cells() > 20000 ? (usual + 9) / 10 : usual;
  }

  [[nodiscard]] Bytes noise(std::size_t count) {
    Bytes bytes(count);
    for (std::byte& b : bytes) b = static_cast<std::byte>(random() & 0xffU);
    return bytes;
  }
  static std::vector<std::vector<std::uint16_t>> contents(const ContractLine& line) {
    std::vector<std::vector<std::uint16_t>> all;
    for (const auto& frame : line.sink.frames) all.push_back(frame.counts);
    return all;
  }
  [[nodiscard]] std::vector<std::vector<std::uint16_t>> sent(
      const std::vector<std::uint64_t>& frames) const {
    std::vector<std::vector<std::uint16_t>> all;
    for (const std::uint64_t k : frames) all.push_back(contract_counts(driver, k));
    return all;
  }
};

TEST_P(DriverContract, TableRowIsComplete) {
  EXPECT_FALSE(driver.id.empty());
  EXPECT_EQ(find_driver(driver.id), &driver);
  EXPECT_FALSE(driver.name.empty());
  EXPECT_FALSE(driver.wire.empty());
  EXPECT_TRUE(driver.tested == "virtual only" || driver.tested == "hardware");
  EXPECT_GT(driver.plate.cells(), 0U);
  EXPECT_GT(driver.plate.pitch_x_mm, 0);
  EXPECT_GT(driver.plate.pitch_y_mm, 0);
  EXPECT_GT(driver.rate_hz, 0);
  EXPECT_GT(driver.max_count, 0);
  EXPECT_GT(driver.virtual_kpa_per_count, 0);
}

TEST_P(DriverContract, TheDocumentNamesIt) {
  const std::string page = testing::read_file(testing::sample_data("../docs/drivers.md"));
  EXPECT_NE(page.find("`" + std::string(driver.id) + "`"), std::string::npos);
}

TEST_P(DriverContract, TwinSendsWhenTheHostAsks) {
  ContractLine line(driver);
  const bool free_running = driver.start_command.empty() && !line.polled();
  EXPECT_EQ(line.twin->wants_frame(), free_running);
  line.open();
  EXPECT_TRUE(line.twin->wants_frame());
}

TEST_P(DriverContract, DecodesWhatItsTwinSends) {
  ContractLine line(driver);
  line.open();
  line.send(0, 5);
  line.go_on(5);
  EXPECT_EQ(contents(line), sent({0, 1, 2, 3, 4}));
  for (std::size_t k = 0; k < line.sink.frames.size(); ++k) {
    EXPECT_EQ(line.sink.frames[k].sequence, k);
  }
  const DecodeStats stats = line.decoder->stats();
  EXPECT_EQ(stats.frames, 5U);
  EXPECT_EQ(stats.bytes_skipped, 0U);
  EXPECT_EQ(stats.gaps, 0U);
  EXPECT_EQ(stats.bad_checksum, 0U);
  EXPECT_EQ(stats.repeated, 0U);
  EXPECT_EQ(stats.late_answers, 0U);
}

TEST_P(DriverContract, AFrameThatAChecksumProvesComesWithItsLastByte) {
  if (driver.check != FrameCheck::checksum) return;  // confirmed by what follows, or not at all
  ContractLine line(driver);
  line.open();
  line.send(0);
  EXPECT_EQ(line.sink.frames.size(), 1U);
}

TEST_P(DriverContract, SameFramesHoweverTheBytesAreSplit) {
  const auto run = [&](const std::function<std::size_t()>& next_size) {
    ContractLine line(driver);
    line.next_size = next_size;
    line.open();
    line.send(0, 6);
    line.hear(noise(300));
    line.send(6, 6);
    return line.sink.frames;
  };
  random.seed(2);
  const auto whole = run([] { return 100000; });
  EXPECT_GE(whole.size(), 9U);
  random.seed(2);
  EXPECT_EQ(run([] { return 1; }), whole);
  for (int round = 0; round < rounds(10); ++round) {
    std::mt19937 sizes(static_cast<unsigned>(round));
    random.seed(2);
    EXPECT_EQ(run([&] { return 1 + sizes() % 5000; }), whole);
  }
}

TEST_P(DriverContract, GarbageBeforeCostsAtMostTwoFrames) {
  for (int round = 0; round < rounds(20); ++round) {
    ContractLine line(driver);
    const Bytes garbage = noise(1 + random() % 6000);
    if (round % 2 == 0) line.hear(garbage);
    line.open();
    if (round % 2 == 1) line.hear(garbage);
    line.send(0, 8);
    line.go_on(8);
    EXPECT_GE(line.sink.frames.size() - line.invented(0, 8), 6U);
    if (!sees_losses) continue;
    EXPECT_EQ(line.invented(0, 8), 0U);
    EXPECT_GE(line.decoder->stats().bytes_skipped, garbage.size());
    EXPECT_EQ(line.decoder->stats().gaps, 0U) << "nothing is missing before the first frame";
  }
}

TEST_P(DriverContract, ABannerBeforeTheFirstFrame) {
  for (const bool at_once : {true, false}) {
    ContractLine line(driver);
    Bytes banner;
    line.twin->opened(banner);
    if (banner.empty()) {
      for (const char c : std::string_view("mat ready, firmware 2.1\r\n")) {
        banner.push_back(static_cast<std::byte>(c));
      }
    }
    if (at_once) line.hear(banner);
    line.open();
    if (!at_once) line.hear(banner);
    line.send(0, 5);
    line.go_on(5);
    EXPECT_GE(line.sink.frames.size(), 4U);
    EXPECT_EQ(line.invented(0, 5), 0U);
    EXPECT_EQ(line.decoder->stats().gaps, 0U);
  }
}

TEST_P(DriverContract, LostBytesInTheMiddleCostAtMostTwoFramesAndAreCounted) {
  const std::size_t frame = ContractLine(driver).encode(0).size();
  for (int round = 0; round < rounds(30); ++round) {
    const std::size_t from = 3 * frame + random() % (2 * frame);
    const std::size_t until = from + 1 + random() % (frame - 1);
    ContractLine line(driver);
    std::size_t offset = 0;
    line.spoil = [&](Bytes& bytes) {
      const std::size_t size = bytes.size();
      const auto inside = [&](std::size_t at) {
        return static_cast<std::ptrdiff_t>(std::clamp(at, offset, offset + size) - offset);
      };
      bytes.erase(bytes.begin() + inside(from), bytes.begin() + inside(until));
      offset += size;
    };
    line.open();
    line.send(0, 10);
    line.go_on(10);
    const std::size_t invented = line.invented(0, 10);
    EXPECT_GE(line.sink.frames.size() - invented, 7U) << from << " to " << until;
    if (sees_losses) {
      EXPECT_EQ(invented, 0U) << from << " to " << until;
      EXPECT_EQ(line.decoder->stats().gaps, 1U);
      EXPECT_GT(line.decoder->stats().frames_missing, 0U);
    } else {
      EXPECT_LE(invented, 2U);
    }
  }
}

TEST_P(DriverContract, GarbageBetweenFramesCostsAtMostTwo) {
  for (int round = 0; round < rounds(20); ++round) {
    const Bytes garbage = noise(1 + random() % 3000);
    ContractLine line(driver);
    line.open();
    line.send(0, 5);
    if (round % 2 == 0) {
      line.hear(garbage);
    } else {
      line.spoil = [&](Bytes& bytes) {
        bytes.insert(bytes.begin(), garbage.begin(), garbage.end());
      };
      line.send(5);
      line.spoil = [](Bytes&) {};
    }
    line.send(6, 5);
    line.go_on(11);
    const std::size_t sent_frames = round % 2 == 0 ? 10 : 11;
    EXPECT_GE(line.sink.frames.size() - line.invented(0, 11), sent_frames - 2);
    if (!sees_losses) continue;
    EXPECT_GE(line.decoder->stats().bytes_skipped, garbage.size());
    EXPECT_EQ(line.invented(0, 11), 0U);
  }
}

TEST_P(DriverContract, AFlippedBitSpoilsNoOtherFrame) {
  for (int round = 0; round < rounds(100); ++round) {
    ContractLine line(driver);
    line.open();
    line.send(0, 3);
    line.spoil = [&](Bytes& bytes) {
      bytes[random() % bytes.size()] ^= std::byte{1} << (random() % 8);
    };
    line.send(3);
    line.spoil = [](Bytes&) {};
    line.send(4, 4);
    line.go_on(8);
    EXPECT_LE(line.invented(0, 8), driver.check == FrameCheck::checksum ? 0U : 1U);
    EXPECT_GE(line.sink.frames.size(), 6U);
    if (line.sink.frames.size() < 8) {
      EXPECT_EQ(line.decoder->stats().gaps, 1U);
      EXPECT_GT(line.decoder->stats().bytes_skipped, 0U);
    }
  }
}

TEST_P(DriverContract, DroppedFramesAreCountedWhereTheyShow) {
  ContractLine line(driver);
  line.open();
  line.send(0, 3);
  line.spoil = [](Bytes& bytes) { bytes.clear(); };
  line.send(3, 2);
  line.spoil = [](Bytes&) {};
  line.send(5, 3);
  line.go_on(8);
  EXPECT_EQ(contents(line), sent({0, 1, 2, 5, 6, 7}));
  const DecodeStats stats = line.decoder->stats();
  if (driver.counts_frames) {
    EXPECT_EQ(stats.gaps, 1U);
    EXPECT_EQ(stats.frames_missing, 2U);
    EXPECT_EQ(line.sink.frames[3].sequence, line.sink.frames[2].sequence + 3);
  } else if (line.polled()) {
    EXPECT_EQ(stats.gaps, 1U);
    EXPECT_EQ(stats.late_answers, 2U);
    EXPECT_EQ(line.sink.frames[3].sequence,
              line.sink.frames[2].sequence + 1 + stats.frames_missing);
  }
}

TEST_P(DriverContract, RepeatedFramesAreDroppedWhereTheyShow) {
  ContractLine line(driver);
  line.open();
  line.send(0, 3);
  line.spoil = [](Bytes& bytes) {
    const Bytes once = bytes;
    bytes.insert(bytes.end(), once.begin(), once.end());
  };
  line.send(3);
  line.spoil = [](Bytes&) {};
  line.send(4, 3);
  line.go_on(7);
  if (driver.counts_frames || line.polled()) {
    EXPECT_EQ(contents(line), sent({0, 1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(line.decoder->stats().repeated, 1U);
  } else {
    EXPECT_EQ(contents(line), sent({0, 1, 2, 3, 3, 4, 5, 6}));
  }
  EXPECT_EQ(line.decoder->stats().gaps, 0U);
}

TEST_P(DriverContract, CountersMayWrap) {
  for (const unsigned bits : {8U, 16U, 32U}) {
    const std::uint64_t first = (std::uint64_t{1} << bits) - 3;
    ContractLine line(driver);
    line.open();
    line.send(first, 6);
    line.go_on(first + 6);
    ASSERT_EQ(line.sink.frames.size(), 6U);
    EXPECT_EQ(line.invented(first, 6), 0U);
    EXPECT_EQ(line.decoder->stats().gaps, 0U);
    for (std::size_t i = 1; i < 6; ++i) {
      EXPECT_EQ(line.sink.frames[i].sequence, line.sink.frames[0].sequence + i);
    }
  }
}

TEST_P(DriverContract, HalfAFrameAtTheEndWaits) {
  ContractLine line(driver);
  line.open();
  line.send(0, 3);
  line.spoil = [](Bytes& bytes) { bytes.resize(bytes.size() / 2); };
  line.send(3);
  EXPECT_EQ(contents(line), sent({0, 1, 2}));
}

TEST_P(DriverContract, ABrokenLinkBeginsAnew) {
  ContractLine line(driver);
  line.open();
  line.send(0, 3);
  line.spoil = [](Bytes& bytes) { bytes.resize(bytes.size() / 2); };
  line.send(3);
  line.spoil = [](Bytes&) {};
  line.now += std::chrono::seconds(10);
  line.decoder->restart();
  line.open();
  line.send(4, 3);
  line.go_on(7);
  EXPECT_EQ(contents(line), sent({0, 1, 2, 4, 5, 6}));
  EXPECT_EQ(line.decoder->stats().gaps, driver.counts_frames ? 1U : 0U)
      << "how long the link was away is the recorder's to say, or the counter's";
}

/// As much as ten minutes of its line, at most 64 MB.
TEST_P(DriverContract, TenMinutesOfNoiseGiveNoFrames) {
  constexpr std::size_t chunk = 64 * 1024;
  const double bytes_s = driver.default_baud > 0 ? driver.default_baud / 10.0 : 1e5;
  const auto chunks = static_cast<std::size_t>(std::min(600 * bytes_s, 64e6)) / chunk;
  const Bytes pool = noise(1000003);
  // And noise that looks like the mat: the bytes of its frames in any order.
  const Bytes frame = ContractLine(driver).encode(7);
  Bytes likeness(chunk);
  for (std::byte& b : likeness) b = frame[random() % frame.size()];
  ContractLine line(driver);
  line.open();
  for (std::size_t i = 0; i < chunks + 8; ++i) {
    const auto from = pool.begin() + static_cast<std::ptrdiff_t>(random() % (pool.size() - chunk));
    line.now += std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 * chunk / bytes_s));
    line.hear(i < chunks ? Bytes(from, from + chunk) : likeness);
  }
  const std::size_t before = line.sink.frames.size();
  if (driver.check > FrameCheck::nothing) {
    EXPECT_LE(before, 1U);
  }
  EXPECT_GT(line.decoder->stats().bytes_skipped, chunks * chunk / 2);
  // And then a mat begins to speak.
  line.send(0, 6);
  line.go_on(6);
  EXPECT_GE(line.sink.frames.size() - before, 4U);
}

INSTANTIATE_TEST_SUITE_P(All, DriverContract,
                         ::testing::ValuesIn(builtin_drivers().begin(), builtin_drivers().end()),
                         [](const auto& param) { return std::string(param.param->id); });

TEST(Drivers, IdsAreUnique) {
  std::set<std::string_view> ids;
  for (const DeviceDriver* driver : builtin_drivers()) EXPECT_TRUE(ids.insert(driver->id).second);
  EXPECT_EQ(find_driver("no_such_mat"), nullptr);
}

}  // namespace
}  // namespace solea

// What solea batch stands on, without its command line: tests/cli/batch.py has the rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <shared_mutex>
#include <thread>
#include <vector>

#include "apps/batch/csv.h"
#include "apps/batch/fragment.h"
#include "apps/batch/gate.h"
#include "apps/batch/inputs.h"
#include "apps/batch/journal.h"
#include "apps/batch/workers.h"
#include "core/error.h"
#include "tests/support/files.h"

namespace solea::batch {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Folder : public ::testing::Test {
 protected:
  fs::path write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    testing::write_file(folder_ / name, text);
    return folder_ / name;
  }
  static std::vector<std::string> names(const Inputs& inputs) {
    std::vector<std::string> names;
    for (const Input& input : inputs.files) names.push_back(input.name);
    return names;
  }

 private:
  testing::TempFolder temporary_;

 protected:
  const fs::path folder_ = temporary_.path();
};

using Csv = Folder;
using Finding = Folder;
using JournalFile = Folder;
using Worker = Folder;

constexpr const char* table = "time_s,x_mm,y_mm,force_n\n0,1,2,3\n0.1,1,2,3\n";  // a recording

TEST_F(Csv, WhatIsWrittenReadsBack) {
  CsvRows rows;
  rows.add(std::string_view("a \"b\", c\r\nd"));
  rows.add(0.1 + 0.2);
  rows.add(std::optional<double>());
  rows.add(NAN);
  rows.add(true);
  rows.add(std::size_t{7});
  rows.end_row();
  const auto file = write("t.csv", csv_titles({"a", "b", "c", "d", "e", "f"}) + rows.text());
  const CsvFile csv = read_csv(file);
  ASSERT_EQ(csv.rows.size(), 1U);
  EXPECT_THAT(csv.rows[0],
              ElementsAre("a \"b\", c\r\nd", "0.30000000000000004", "", "", "true", "7"));
  EXPECT_EQ(csv.lines[0], 2U);
}

TEST_F(Finding, FoldersInOrderOfNamesWithoutHiddenFilesAndResults) {
  write("study/b/2.csv", table);
  write("study/b/10.csv", table);
  write("study/a/1.csv", table);
  write("study/.hidden.csv", table);
  write("study/notes.txt", "no recording");
  write("study/broken.csv", "");
  write(journal_path("study/out"), "");
  write("study/out/steps.csv", table);
  write("study/new/steps.csv", table);
  const Inputs found = find_inputs({folder_ / "study"}, folder_ / "study" / "new");
  EXPECT_THAT(names(found), ElementsAre("a/1.csv", "b/10.csv", "b/2.csv", "broken.csv"));
  EXPECT_THAT(found.passed_over, ElementsAre("notes.txt"));
  // What is named is never passed over; names are from the folder that all share.
  const Inputs named =
      find_inputs({folder_ / "study" / "notes.txt", folder_ / "study" / "a"}, folder_ / "x");
  EXPECT_THAT(names(named), ElementsAre("notes.txt", "a/1.csv"));
  EXPECT_THROW(find_inputs({folder_ / "none*"}, folder_ / "x"), FileError);
}

TEST(Shards, EveryInputIsInOne) {
  for (std::size_t input = 0; input < 20; ++input) {
    int in = 0;
    for (std::size_t k = 1; k <= 3; ++k) in += Shard{k, 3}.has(input) ? 1 : 0;
    EXPECT_EQ(in, 1);
  }
}

TEST_F(JournalFile, KeepsWholeRecordsWhateverIsBehindThem) {
  const fs::path file = folder_ / "journal";
  std::vector<std::uint64_t> ends;
  const Journal::Visit nothing = [](const auto&, auto, const auto&) {};
  {
    Journal journal = Journal::open_to_add(file, nothing);
    EXPECT_THROW(Journal::open_to_add(file, nothing), FileError);  // one process at a time
    for (int k = 0; k < 5; ++k) {
      const auto record = journal.append({{"k", k}}, std::string(100 + 7 * k, 'x'));
      EXPECT_EQ(journal.read(record.body), std::string(100 + 7 * k, 'x'));
      ends.push_back(record.body.offset + record.body.bytes);
    }
  }
  std::ifstream in(file, std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(in)), {});
  ASSERT_EQ(whole.size(), ends.back());
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << whole.substr(0, cut);
    int records = 0;
    const Journal read(file, [&](const nlohmann::json& head, std::string_view body, const auto&) {
      EXPECT_EQ(head.at("k"), records);
      EXPECT_EQ(body.size(), 100U + 7U * static_cast<unsigned>(records));
      ++records;
    });
    const auto complete =
        std::count_if(ends.begin(), ends.end(), [&](std::uint64_t end) { return end <= cut; });
    EXPECT_EQ(records, complete) << cut;
  }
  // A bit that turned over ends it; what is added takes the place of what is behind.
  std::string damaged = whole;
  damaged[ends[1] + 50] ^= 1;
  std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
  { Journal::open_to_add(file, nothing).append({{"k", 2}}, "again"); }
  int records = 0;
  const Journal read(file, [&](const nlohmann::json& head, auto, const auto&) {
    EXPECT_EQ(head.at("k"), records++);
  });
  EXPECT_EQ(records, 3);
}

TEST(Gates, WhoWantsItAloneIsNotKeptWaitingByThoseWhoShare) {
  Gate gate;
  std::atomic<bool> over{false};
  std::atomic<int> inside{0};
  std::vector<std::jthread> sharing;
  for (int i = 0; i < 3; ++i) {
    sharing.emplace_back([&] {
      while (!over) {
        const std::shared_lock lock(gate);
        ++inside;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        --inside;
      }
    });
  }
  // Three threads that always have it among them; each time alone takes a few of their turns.
  for (int i = 0; i < 20; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
    const std::unique_lock lock(gate);
    EXPECT_EQ(inside, 0);
  }
  over = true;
}

std::string failure_of(const Fragment& fragment) {
  return content_of(fragment.body).failures;
}

TEST_F(Worker, WhatHappensToItIsTheFailureOfItsFile) {
  const Input input{folder_ / "a.h5", "a.h5", {}};
  const auto go_on = [] { return false; };
  const auto ask = [&](const std::string& script, int seconds) {
    Workers workers({"/bin/sh", "-c", script}, folder_ / "log",
                    {1ULL << 30, std::chrono::seconds(seconds)}, 2);
    return workers.ask(input, go_on);
  };
  EXPECT_THAT(failure_of(*ask("kill -SEGV $$", 0)), HasSubstr("crashed (signal 11"));
  EXPECT_THAT(failure_of(*ask("exit 7", 0)), HasSubstr("ended with code 7"));
  EXPECT_THAT(failure_of(*ask("exec sleep 1000", 1)), HasSubstr("not finished after the 1 s"));
  // What it says goes to the log.
  EXPECT_TRUE(ask("echo words >&2; exit 1", 0));
  std::ifstream log(folder_ / "log");
  std::string line;
  EXPECT_TRUE(std::getline(log, line));
  EXPECT_EQ(line, "words");
  Workers sleeping({"/bin/sh", "-c", "exec sleep 1000"}, folder_ / "log", {}, 1);
  EXPECT_FALSE(sleeping.ask(input, [] { return true; }));
  EXPECT_THROW(
      static_cast<void>(Workers({"/no/such/program"}, folder_ / "log", {}, 1).ask(input, go_on)),
      FileError);
}

TEST_F(Worker, ADeadOneIsAskedTwice) {
  // The first one dies, the next one answers: as when the system, short of memory, killed it.
  const Input input{folder_ / "a.h5", "a.h5", {}};
  const Fragment answer = failed_fragment(input, "as the reader says");
  write("head", answer.head);
  write("body", answer.body);
  const std::string script =
      "import os, socket, struct\n"
      "folder = '" +
      folder_.string() +
      "/'\n"
      "if not os.path.exists(folder + 'tried'):\n"
      "    open(folder + 'tried', 'w').close()\n"
      "    os.abort()\n"
      "line = socket.socket(fileno=3)\n"
      "line.recv(1 << 16)\n"
      "for part in (b'{\"no_memory\": false}', open(folder + 'head', 'rb').read(),\n"
      "             open(folder + 'body', 'rb').read()):\n"
      "    line.sendall(struct.pack('<Q', len(part)) + part)\n"
      "line.recv(1)\n";
  Workers workers({"/usr/bin/python3", "-c", script}, folder_ / "log", {}, 1);
  const auto fragment = workers.ask(input, [] { return false; });
  ASSERT_TRUE(fragment);
  EXPECT_THAT(failure_of(*fragment), HasSubstr("a.h5,,as the reader says"));
}

}  // namespace
}  // namespace solea::batch

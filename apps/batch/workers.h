#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "apps/batch/fragment.h"
#include "apps/batch/gate.h"

/// Each file is read and analysed in a process of its own kind: a reader that crashes, never ends
/// or wants more memory than there is takes nobody else's work with it.
namespace solea::batch {

/// Where a worker finds the line to the batch that started it.
inline constexpr int worker_descriptor = 3;

/// A worker's life: answers one input after the other, until the batch is gone. Returns the
/// program's exit code.
int run_worker(const Method& method);

struct WorkerLimits {
  std::uint64_t memory_bytes = 0;      ///< for all workers together
  std::chrono::seconds time_limit{0};  ///< for one input
};

/// Worker processes, as many as are asked at once.
class Workers {
 public:
  /// `command`: how a worker is started, its arguments first to last. What crashing workers say
  /// goes to the file `log`. `jobs`: how many are asked at once at most.
  Workers(std::vector<std::string> command, std::filesystem::path log, WorkerLimits limits,
          std::size_t jobs);
  ~Workers();  ///< ends them
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// The fragment of an input; for any thread. Where a worker dies, or the file fails with its
  /// part of the memory, it is tried once more, alone and with all of it; then that is its failure.
  /// Nothing when `stop` says so. Throws FileError where no process can be started.
  [[nodiscard]] std::optional<Fragment> ask(const Input& input, const std::function<bool()>& stop);

 private:
  class Worker;
  struct Answer;
  [[nodiscard]] Answer try_once(const Input& input, std::uint64_t memory_bytes,
                                const std::function<bool()>& stop);
  [[nodiscard]] std::unique_ptr<Worker> take();

  std::vector<std::string> command_;
  std::filesystem::path log_;
  WorkerLimits limits_;
  std::size_t jobs_;
  std::mutex mutex_;  ///< of idle_
  std::vector<std::unique_ptr<Worker>> idle_;
  Gate alone_;  ///< held by all that work, exclusively by one that must be alone
};

}  // namespace solea::batch

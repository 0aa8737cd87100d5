#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace solea::batch {

/// A lock that many share or one has alone. Whoever wants it alone goes before all who come after:
/// with std::shared_mutex they could keep him waiting for ever.
class Gate {
 public:
  void lock_shared() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return wanting_ == 0; });
    ++sharing_;
  }
  void unlock_shared() {
    {
      const std::lock_guard lock(mutex_);
      --sharing_;
    }
    changed_.notify_all();
  }
  void lock() {
    std::unique_lock lock(mutex_);
    ++wanting_;
    changed_.wait(lock, [&] { return sharing_ == 0 && !taken_; });
    taken_ = true;
  }
  void unlock() {
    {
      const std::lock_guard lock(mutex_);
      taken_ = false;
      --wanting_;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t sharing_ = 0;
  std::size_t wanting_ = 0;  ///< to have it alone, or have it
  bool taken_ = false;
};

}  // namespace solea::batch

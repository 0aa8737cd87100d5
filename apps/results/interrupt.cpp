#include "apps/results/interrupt.h"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <string>

namespace solea {

namespace {

std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_signal(int) {
  asked = true;
}

// Made before the handler is set: a handler may not allocate.
std::string unfinished_file;
std::string last_words;

extern "C" void on_signal_remove(int) {
  ::unlink(unfinished_file.c_str());
  if (::write(STDERR_FILENO, last_words.data(), last_words.size()) < 0) ::_exit(1);
  ::_exit(1);
}

void set_handler(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

}  // namespace

void catch_interrupts() {
  set_handler(on_signal);
}

void remove_when_interrupted(const std::filesystem::path& unfinished,
                             const std::filesystem::path& out) {
  unfinished_file = unfinished.string();
  last_words = "solea: interrupted, " + out.string() + " was not written\n";
  set_handler(on_signal_remove);
}

bool interrupted() noexcept {
  return asked;
}

}  // namespace solea

#include "apps/batch/workers.h"

#include <fcntl.h>
#include <oneapi/tbb/global_control.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <nlohmann/json.hpp>
#include <shared_mutex>
#include <thread>
#include <utility>

#include "apps/batch/worker_line.h"
#include "core/error.h"

namespace solea::batch {

namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

/// Memory that a sanitizer maps would count against the limit.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool can_limit_memory = false;
#else
constexpr bool can_limit_memory = true;
#endif

std::atomic<bool> memory_ran_out{false};

void on_no_memory() {
  memory_ran_out = true;
  throw std::bad_alloc();
}

void limit_memory(std::uint64_t bytes) {
  if (!can_limit_memory || bytes == 0) return;
  rlimit limit{};
  ::getrlimit(RLIMIT_DATA, &limit);
  limit.rlim_cur = std::min<rlim_t>(bytes, limit.rlim_max);
  ::setrlimit(RLIMIT_DATA, &limit);
}

/// Ends this process when the batch is gone, whatever it is busy with.
void die_with_the_batch() {
  std::thread([] {
    for (;;) {
      pollfd line{worker_descriptor, POLLRDHUP, 0};
      if (::poll(&line, 1, -1) > 0) ::_exit(0);
    }
  }).detach();
}

/// How a process ended, in words.
std::string words_of(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    const char* name = ::sigdescr_np(signal);
    return "the reader crashed (signal " + std::to_string(signal) +
           (name != nullptr ? std::string(", ") + name : "") + ")";
  }
  return "the reader ended with code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

int run_worker(const Method& method) {
  // Ctrl-C goes to the whole group of processes: the batch decides what it means.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_IGN);
  // A crash is told by the batch; a core file of each damaged recording helps nobody.
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  std::set_new_handler(on_no_memory);
  // There is a worker for each core.
  const oneapi::tbb::global_control alone(oneapi::tbb::global_control::max_allowed_parallelism, 1);
  die_with_the_batch();
  std::string request;
  while (receive_message(worker_descriptor, request) == Heard::message) {
    Json answer = {{"no_memory", false}};
    Fragment fragment;
    try {
      const Json json = Json::from_cbor(request);
      memory_ran_out = false;
      limit_memory(json.at("memory_bytes"));
      fragment = make_fragment(input_from_json(json.at("input")), method);
      answer["no_memory"] = memory_ran_out.load();
    } catch (const std::bad_alloc&) {
      answer["no_memory"] = true;
    }
    limit_memory(RLIM_INFINITY);
    if (!send_message(worker_descriptor, answer.dump()) ||
        !send_message(worker_descriptor, fragment.head) ||
        !send_message(worker_descriptor, fragment.body)) {
      break;
    }
  }
  return 0;
}

/// One process and the line to it.
class Workers::Worker {
 public:
  Worker(const std::vector<std::string>& command, const std::filesystem::path& log) {
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) fail(command, errno);
    line_ = ends[0];
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 2, log.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                       0666);
    // Were it there already, dup2 would leave it to be closed by exec.
    const int far = ends[1] == worker_descriptor ? ::fcntl(ends[1], F_DUPFD_CLOEXEC, 10) : ends[1];
    ::posix_spawn_file_actions_adddup2(&actions, far, worker_descriptor);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const int error =
        ::posix_spawn(&pid_, arguments.front(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (far != ends[1]) ::close(far);
    ::close(ends[1]);
    if (error != 0) {
      ::close(line_);
      fail(command, error);
    }
  }
  ~Worker() {
    ::close(line_);
    if (pid_ > 0) kill_now();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  [[nodiscard]] int line() const noexcept { return line_; }

  /// How the process ended.
  int reap() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }
  void kill_now() {
    ::kill(pid_, SIGKILL);
    reap();
  }

 private:
  [[noreturn]] static void fail(const std::vector<std::string>& command, int error) {
    throw FileError(command.front(), std::string("cannot be started: ") + strerror(error));
  }

  pid_t pid_ = -1;
  int line_ = -1;
};

/// What became of one try.
struct Workers::Answer {
  enum class Kind : std::uint8_t { fragment, stopped, died, late, no_memory };
  Kind kind = Kind::fragment;
  Fragment fragment;
  std::string words;  ///< of died
};

Workers::Workers(std::vector<std::string> command, std::filesystem::path log, WorkerLimits limits,
                 std::size_t jobs)
    : command_(std::move(command)), log_(std::move(log)), limits_(limits), jobs_(jobs) {}

Workers::~Workers() = default;

std::unique_ptr<Workers::Worker> Workers::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto worker = std::move(idle_.back());
      idle_.pop_back();
      return worker;
    }
  }
  return std::make_unique<Worker>(command_, log_);
}

Workers::Answer Workers::try_once(const Input& input, std::uint64_t memory_bytes,
                                  const std::function<bool()>& stop) {
  using Kind = Answer::Kind;
  auto worker = take();
  const Json request = {{"memory_bytes", memory_bytes}, {"input", input_to_json(input)}};
  std::string bytes;
  Json::to_cbor(request, nlohmann::detail::output_adapter<char>(bytes));

  const Clock::time_point end = Clock::now() + limits_.time_limit;
  const bool limited = limits_.time_limit.count() > 0;
  const auto enough = [&] { return (limited && Clock::now() > end) || stop(); };
  std::string answer;
  Fragment fragment;
  Heard heard = send_message(worker->line(), bytes) ? Heard::message : Heard::gone;
  for (std::string* part : {&answer, &fragment.head, &fragment.body}) {
    if (heard == Heard::message) heard = receive_message(worker->line(), *part, enough);
  }
  if (heard == Heard::gone) return {Kind::died, {}, words_of(worker->reap())};
  if (heard == Heard::stopped) {
    worker->kill_now();
    return {stop() ? Kind::stopped : Kind::late, {}, {}};
  }
  if (Json::parse(answer).at("no_memory").get<bool>()) {
    worker->kill_now();  // what it still holds is nobody's business
    return {Kind::no_memory, {}, {}};
  }
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(worker));
  return {Kind::fragment, std::move(fragment), {}};
}

std::optional<Fragment> Workers::ask(const Input& input, const std::function<bool()>& stop) {
  using Kind = Answer::Kind;
  Answer answer;
  {
    const std::shared_lock lock(alone_);
    answer = try_once(input, limits_.memory_bytes / jobs_, stop);
  }
  // A library may take a lack of memory for damage.
  const bool had_a_part = jobs_ > 1 && answer.kind == Kind::fragment && answer.fragment.failed();
  if (answer.kind == Kind::died || answer.kind == Kind::no_memory || had_a_part) {
    const std::unique_lock lock(alone_);
    {
      const std::lock_guard idle(mutex_);
      idle_.clear();  // they keep memory for their next file
    }
    answer = try_once(input, limits_.memory_bytes, stop);
  }
  switch (answer.kind) {
    case Kind::fragment:
      return std::move(answer.fragment);
    case Kind::stopped:
      return std::nullopt;
    case Kind::late:
      return failed_fragment(input, "not finished after the " +
                                        std::to_string(limits_.time_limit.count()) +
                                        " s that --time-limit-s allows");
    case Kind::no_memory:
      return failed_fragment(input, "takes more memory than --memory-gib allows");
    case Kind::died:
      break;
  }
  return failed_fragment(input, answer.words);
}

}  // namespace solea::batch

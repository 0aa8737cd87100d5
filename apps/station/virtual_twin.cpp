#include "apps/station/virtual_twin.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "acquisition/virtual_mat/server.h"

namespace solea::station {

using namespace virtual_mat;

struct VirtualTwin::Impl {
  Impl(const DeviceDriver& driver, const std::optional<Person>& person)
      : mat(driver.plate, driver.rate_hz, person.value_or(Person{}), default_sensor(driver),
            false) {
    if (!person) mat.put_under(Press({}, driver.plate));
    static std::atomic<int> count = 0;
    ServerOptions where;
    if (driver.transport == TransportKind::tcp) {
      where.listen = "127.0.0.1:0";
    } else {
      where.link = (std::filesystem::temp_directory_path() /
                    ("solea-virtual-" + std::to_string(::getpid()) + "-" + std::to_string(++count)))
                       .string();
    }
    where.seed = person.value_or(Person{}).seed;
    server.emplace(driver, driver.own_settings(), mat, where);
    port = where.link.empty() ? server->address() : where.link;
    thread = std::thread([this] {
      try {
        server->run([this] { return ended.load(); });
      } catch (const std::exception& e) {
        spdlog::error("virtual mat: {}", e.what());
      }
    });
  }
  ~Impl() {
    ended = true;
    if (thread.joinable()) thread.join();
  }

  VirtualMat mat;
  std::optional<Server> server;
  std::string port;
  std::atomic<bool> ended = false;
  std::thread thread;
};

VirtualTwin::VirtualTwin(const DeviceDriver& driver, const std::optional<Person>& person)
    : impl_(std::make_unique<Impl>(driver, person)) {}
VirtualTwin::~VirtualTwin() = default;

const std::string& VirtualTwin::port() const noexcept {
  return impl_->port;
}

}  // namespace solea::station

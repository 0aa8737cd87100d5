#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "acquisition/driver.h"
#include "acquisition/virtual_mat/faults.h"
#include "acquisition/virtual_mat/virtual_mat.h"

namespace solea::virtual_mat {

/// Where a virtual mat is to be found.
struct ServerOptions {
  std::string link;    ///< symbolic link to a new pseudo-terminal; replaced if it is a link
  std::string listen;  ///< HOST:PORT, when link is empty; port 0: any free one
  std::optional<double> duration_s;  ///< ends after this time of streaming
  Faults faults;
  std::uint64_t seed = 1;
};

/// Serves a virtual mat in real time, as the real device would: it waits for the host's command,
/// streams at its rate, and loses frames when nobody reads.
class Server {
 public:
  /// Opens the pseudo-terminal or port. Throws DeviceError.
  Server(const DeviceDriver& driver, const TwinSettings& settings, VirtualMat& mat,
         const ServerOptions& options);
  ~Server();  ///< removes the link
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Where it is: the pseudo-terminal's own path, or HOST:PORT.
  [[nodiscard]] const std::string& address() const noexcept;

  /// Serves until the duration is over, the mat is unplugged or stop(). `interrupted` is asked
  /// often.
  void run(const std::function<bool()>& interrupted);

  /// Frames sent, and frames for which the host had no room. After run().
  [[nodiscard]] std::uint64_t frames_sent() const noexcept;
  [[nodiscard]] std::uint64_t frames_lost() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea::virtual_mat

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

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
/// streams at its rate, and loses frames when nobody reads. It has a battery: while its cable is
/// pulled (Faults::pull_s) it goes on measuring, and those frames are lost.
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
  /// A time without a cable: what the host has missed. After run().
  struct Pull {
    std::uint64_t first_lost = 0;  ///< number of the frame
    std::uint64_t count = 0;
  };
  [[nodiscard]] const std::vector<Pull>& pulls() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea::virtual_mat

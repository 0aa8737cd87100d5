#include "acquisition/stream/live_stream.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <stdexcept>
#include <thread>

#include "acquisition/asio.h"
#include "acquisition/stream/client.h"
#include "acquisition/stream/lsl_outlet.h"
#include "core/error.h"

namespace solea {

namespace {

using asio::ip::tcp;
using Kind = StreamTarget::Kind;

constexpr std::size_t most_clients = 64;
constexpr std::size_t most_on_their_way = 64;  // frames between accept() and the stream's thread
constexpr auto time_to_leave = std::chrono::seconds(2);

std::string name_of(const StreamTarget& target, std::uint16_t port) {
  return (target.kind == Kind::tcp ? "tcp:" : "ws:") + target.host + ':' + std::to_string(port);
}

}  // namespace

StreamTarget StreamTarget::parse(const std::string& text) {
  const auto wrong = [&] {
    return std::invalid_argument("'" + text +
                                 "', expected tcp:PORT, ws:PORT, with HOST: before "
                                 "PORT to be heard outside this machine, or lsl");
  };
  StreamTarget target;
  if (text == "lsl") {
    target.kind = Kind::lsl;
    return target;
  }
  if (text.starts_with("ws:")) {
    target.kind = Kind::websocket;
  } else if (!text.starts_with("tcp:")) {
    throw wrong();
  }
  std::string address = text.substr(text.find(':') + 1);
  if (const std::size_t colon = address.rfind(':'); colon != std::string::npos) {
    target.host = address.substr(0, colon);
    address = address.substr(colon + 1);
  }
  const char* const last = address.data() + address.size();
  const auto [end, error] = std::from_chars(address.data(), last, target.port);
  if (error != std::errc{} || end != last || target.host.empty()) throw wrong();
  return target;
}

struct LiveStream::Impl {
  asio::io_context io{1};
  std::vector<std::string> addresses;
  std::string warning;
  std::jthread thread;
  std::atomic<std::size_t> on_their_way{0};
  std::atomic<std::uint64_t> missed{0};           ///< frames that found too many on their way
  std::optional<std::chrono::nanoseconds> start;  ///< arrival of the first frame; accept() only
  bool ended = false;

  // The stream's thread only.
  std::vector<std::unique_ptr<tcp::acceptor>> acceptors;
  std::vector<std::shared_ptr<StreamClient>> clients;
  std::unique_ptr<LslOutlet> lsl;
  std::shared_ptr<const StreamInfo> info;
  asio::steady_timer leaving{io};
  std::uint64_t frames = 0;
  bool saying_goodbye = false;
  Stats stats;

  void listen(const StreamTarget& target);
  void await_client(tcp::acceptor& acceptor, Kind kind);
  void welcome(tcp::socket socket, Kind kind);
  void forget(const std::shared_ptr<StreamClient>& client);
  void deliver(const std::shared_ptr<LiveFrame>& frame);
  void say_goodbye();
};

void LiveStream::Impl::listen(const StreamTarget& target) {
  boost::system::error_code error;
  tcp::resolver resolver(io);
  const auto found = resolver.resolve(target.host, std::to_string(target.port), error);
  auto acceptor = std::make_unique<tcp::acceptor>(io);
  if (!error) {
    const tcp::endpoint endpoint = found.begin()->endpoint();
    acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(16, error);
  }
  if (error) {
    throw DeviceError(name_of(target, target.port), "cannot listen: " + error.message());
  }
  addresses.push_back(name_of(target, acceptor->local_endpoint().port()));
  acceptors.push_back(std::move(acceptor));
  await_client(*acceptors.back(), target.kind);
}

void LiveStream::Impl::await_client(tcp::acceptor& acceptor, Kind kind) {
  acceptor.async_accept(
      [this, &acceptor, kind](boost::system::error_code error, tcp::socket socket) {
        if (error == asio::error::operation_aborted) return;
        if (!error && clients.size() < most_clients) welcome(std::move(socket), kind);
        await_client(acceptor, kind);
      });
}

void LiveStream::Impl::welcome(tcp::socket socket, Kind kind) {
  const StreamClient::Limits limits;
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  socket.set_option(asio::socket_base::send_buffer_size(limits.send_buffer_bytes), ignored);
  const auto gone = [this](const std::shared_ptr<StreamClient>& client) { forget(client); };
  auto client = kind == Kind::tcp ? make_tcp_client(std::move(socket), limits, gone)
                                  : make_websocket_client(std::move(socket), limits, gone);
  ++stats.clients;
  clients.push_back(client);
  if (info) client->begin(info);
}

void LiveStream::Impl::forget(const std::shared_ptr<StreamClient>& client) {
  const auto found = std::find(clients.begin(), clients.end(), client);
  if (found == clients.end()) return;
  stats.dropped += client->dropped();
  clients.erase(found);
  if (saying_goodbye && clients.empty()) io.stop();
}

void LiveStream::Impl::deliver(const std::shared_ptr<LiveFrame>& frame) {
  const std::uint64_t lost = missed.exchange(0);
  frames += 1 + lost;
  if (clients.empty() && !lsl) return;
  frame->measure(*info);
  if (lsl) lsl->push(*frame);
  const auto present = clients;  // one may leave meanwhile
  for (const auto& client : present) {
    if (lost > 0) client->miss(lost);
    client->offer(frame);
  }
}

void LiveStream::Impl::say_goodbye() {
  saying_goodbye = true;
  for (const auto& acceptor : acceptors) {
    boost::system::error_code ignored;
    acceptor->close(ignored);
  }
  const auto message = std::make_shared<const std::string>(end_message(frames + missed));
  const auto present = clients;
  for (const auto& client : present) client->end(message);
  if (clients.empty()) {
    io.stop();
    return;
  }
  leaving.expires_after(time_to_leave);
  leaving.async_wait([this](boost::system::error_code) { io.stop(); });
}

LiveStream::LiveStream(const std::vector<StreamTarget>& targets) : impl_(std::make_unique<Impl>()) {
  for (const StreamTarget& target : targets) {
    if (target.kind != Kind::lsl) {
      impl_->listen(target);
      continue;
    }
    try {
      impl_->lsl = std::make_unique<LslOutlet>();
    } catch (const LslMissing& missing) {
      impl_->warning = missing.what();
    }
  }
  impl_->thread = std::jthread([this] {
    const auto work = asio::make_work_guard(impl_->io);
    impl_->io.run();
  });
}

LiveStream::~LiveStream() {
  end();
}

const std::vector<std::string>& LiveStream::addresses() const noexcept {
  return impl_->addresses;
}

const std::string& LiveStream::warning() const noexcept {
  return impl_->warning;
}

void LiveStream::begin(StreamInfo info, const std::string& source_id) {
  const auto shared = std::make_shared<const StreamInfo>(std::move(info));
  asio::post(impl_->io, [this, shared, source_id] {
    impl_->info = shared;
    if (impl_->lsl) impl_->lsl->begin(*shared, source_id);
    const auto present = impl_->clients;
    for (const auto& client : present) client->begin(shared);
  });
}

void LiveStream::accept(const RawFrameView& frame) {
  if (!impl_->start) impl_->start = frame.arrival;
  if (impl_->on_their_way >= most_on_their_way) {
    ++impl_->missed;
    return;
  }
  ++impl_->on_their_way;
  asio::post(impl_->io, [this, copy = std::make_shared<LiveFrame>(frame, *impl_->start)] {
    --impl_->on_their_way;
    impl_->deliver(copy);
  });
}

void LiveStream::end() {
  if (impl_->ended) return;
  impl_->ended = true;
  asio::post(impl_->io, [this] { impl_->say_goodbye(); });
  impl_->thread.join();
  for (const auto& client : impl_->clients) impl_->stats.dropped += client->dropped();
  impl_->clients.clear();
}

LiveStream::Stats LiveStream::stats() const noexcept {
  return impl_->stats;
}

}  // namespace solea

#include "acquisition/stream/client.h"

#include <array>
#include <istream>

namespace solea {

void StreamClient::begin(std::shared_ptr<const StreamInfo> info) {
  info_ = std::move(info);
  send_next();
}

void StreamClient::offer(std::shared_ptr<LiveFrame> frame) {
  if (!ready_ || left_) return;
  if (waiting_.size() >= limits_.queue_frames) {
    waiting_.pop_front();
    ++dropped_;
  }
  waiting_.push_back(std::move(frame));
  send_next();
}

void StreamClient::miss(std::uint64_t frames) {
  dropped_ += frames;
}

void StreamClient::end(std::shared_ptr<const std::string> last_message) {
  last_message_ = std::move(last_message);
  send_next();
}

void StreamClient::ready() {
  ready_ = true;
  send_next();
}

void StreamClient::leave() {
  if (left_) return;
  left_ = true;
  waiting_.clear();
  abandon();
  gone_(shared_from_this());
}

void StreamClient::sent(bool good) {
  sending_ = false;
  if (!good) {
    leave();
    return;
  }
  send_next();
}

void StreamClient::send_next() {
  if (!ready_ || sending_ || left_) return;
  const bool binary = form_ == StreamForm::binary;
  if (info_ && !greeted_) {
    greeted_ = true;
    sending_ = true;
    send(std::make_shared<const std::string>(hello_message(*info_)), false);
  } else if (dropped_ > told_ && !waiting_.empty()) {
    const std::uint64_t news = dropped_ - told_;
    told_ = dropped_;
    sending_ = true;
    send(std::make_shared<const std::string>(dropped_message(news, dropped_)), false);
  } else if (greeted_ && !waiting_.empty()) {
    const std::shared_ptr<LiveFrame> frame = std::move(waiting_.front());
    waiting_.pop_front();
    auto message = frame->message(form_, *info_);
    if (binary && dropped_ > 0) message = with_dropped(*message);
    sending_ = true;
    send(std::move(message), binary);
  } else if (last_message_) {
    const auto message = std::move(last_message_);
    last_message_ = nullptr;
    if (message->empty()) {  // the farewell has been said
      close();
      return;
    }
    last_message_ = std::make_shared<const std::string>();
    sending_ = true;
    send(message, false);
  }
}

std::shared_ptr<const std::string> StreamClient::with_dropped(const std::string& message) const {
  constexpr std::size_t at = 36;
  std::string copy = message;
  for (std::size_t i = 0; i < 4; ++i)
    copy[at + i] = static_cast<char>((dropped_ >> (8 * i)) & 0xff);
  return std::make_shared<const std::string>(std::move(copy));
}

namespace {

class TcpClient final : public StreamClient {
 public:
  TcpClient(asio::ip::tcp::socket socket, const Limits& limits, ClientGone gone)
      : StreamClient(limits, StreamForm::json, std::move(gone)), socket_(std::move(socket)) {}

  void start() {
    read();
    ready();
  }

 private:
  void send(std::shared_ptr<const std::string> message, bool) override {
    static constexpr char newline = '\n';
    const std::array<asio::const_buffer, 2> parts = {asio::buffer(*message),
                                                     asio::buffer(&newline, 1)};
    asio::async_write(socket_, parts,
                      [self = shared_from_this(), this, message](boost::system::error_code error,
                                                                 std::size_t) { sent(!error); });
  }
  void close() override {
    boost::system::error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  }
  void abandon() override {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }
  void read() {
    asio::async_read_until(
        socket_, heard_, '\n',
        [self = shared_from_this(), this](boost::system::error_code error, std::size_t) {
          if (error) {
            leave();
            return;
          }
          std::istream in(&heard_);
          std::string word;
          std::getline(in, word);
          if (!word.empty() && word.back() == '\r') word.pop_back();
          if (word == "force") set_form(StreamForm::force);
          if (word == "frames") set_form(StreamForm::json);
          read();
        });
  }

  asio::ip::tcp::socket socket_;
  asio::streambuf heard_{1024};
};

}  // namespace

std::shared_ptr<StreamClient> make_tcp_client(asio::ip::tcp::socket socket,
                                              const StreamClient::Limits& limits, ClientGone gone) {
  auto client = std::make_shared<TcpClient>(std::move(socket), limits, std::move(gone));
  client->start();
  return client;
}

}  // namespace solea

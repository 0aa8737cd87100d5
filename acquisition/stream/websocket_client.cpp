#include "acquisition/stream/client.h"

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace solea {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;

/// A page of this machine, or no page at all.
bool origin_is_local(std::string_view origin) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!origin.starts_with(scheme)) continue;
    const std::string_view host = origin.substr(scheme.size());
    for (const std::string_view local : {"localhost", "127.0.0.1", "[::1]"}) {
      if (host == local || (host.starts_with(local) && host[local.size()] == ':')) return true;
    }
  }
  return origin.empty();
}

class WebSocketClient final : public StreamClient {
 public:
  WebSocketClient(asio::ip::tcp::socket socket, const Limits& limits, ClientGone gone)
      : StreamClient(limits, StreamForm::json, std::move(gone)), socket_(std::move(socket)) {}

  void start() {
    parser_.header_limit(8 * 1024);
    parser_.body_limit(0);
    beast::get_lowest_layer(socket_).expires_after(std::chrono::seconds(10));
    http::async_read(socket_.next_layer(), buffer_, parser_,
                     [self = shared_from_this(), this](beast::error_code error, std::size_t) {
                       if (error) {
                         leave();
                       } else {
                         handshake();
                       }
                     });
  }

 private:
  void handshake() {
    const auto& request = parser_.get();
    const auto text = [](boost::string_view view) {
      return std::string_view(view.data(), view.size());
    };
    const std::string_view path = text(request.target());
    if (!websocket::is_upgrade(request)) {
      refuse(http::status::upgrade_required, "a WebSocket is expected here\n");
    } else if (!origin_is_local(text(request[http::field::origin]))) {
      refuse(http::status::forbidden, "pages of other machines are not let in\n");
    } else if (path != "/" && path != "/force" && path != "/binary") {
      refuse(http::status::not_found, "expected /, /force or /binary\n");
    } else {
      if (path == "/force") set_form(StreamForm::force);
      if (path == "/binary") set_form(StreamForm::binary);
      beast::get_lowest_layer(socket_).expires_never();
      socket_.set_option(websocket::stream_base::timeout::suggested(beast::role_type::server));
      socket_.read_message_max(1024);
      socket_.async_accept(request, [self = shared_from_this(), this](beast::error_code error) {
        if (error) {
          leave();
          return;
        }
        ready();
        read();
      });
    }
  }

  void refuse(http::status status, std::string_view reason) {
    answer_ = http::response<http::string_body>(status, 11);
    answer_.set(http::field::content_type, "text/plain");
    answer_.keep_alive(false);
    answer_.body() = reason;
    answer_.prepare_payload();
    http::async_write(socket_.next_layer(), answer_,
                      [self = shared_from_this(), this](beast::error_code, std::size_t) {
                        beast::error_code ignored;
                        beast::get_lowest_layer(socket_).socket().shutdown(
                            asio::ip::tcp::socket::shutdown_send, ignored);
                        leave();
                      });
  }

  void send(std::shared_ptr<const std::string> message, bool binary) override {
    socket_.binary(binary);
    socket_.async_write(asio::buffer(*message),
                        [self = shared_from_this(), this, message](beast::error_code error,
                                                                   std::size_t) { sent(!error); });
  }
  void close() override {
    socket_.async_close(websocket::close_code::going_away,
                        [self = shared_from_this(), this](beast::error_code) { leave(); });
  }
  void abandon() override { beast::get_lowest_layer(socket_).close(); }
  /// What clients say is not asked for; reading answers their pings and sees them go.
  void read() {
    socket_.async_read(buffer_,
                       [self = shared_from_this(), this](beast::error_code error, std::size_t) {
                         if (error) {
                           leave();
                           return;
                         }
                         buffer_.consume(buffer_.size());
                         read();
                       });
  }

  websocket::stream<beast::tcp_stream> socket_;
  beast::flat_buffer buffer_;
  http::request_parser<http::empty_body> parser_;
  http::response<http::string_body> answer_;
};

}  // namespace

std::shared_ptr<StreamClient> make_websocket_client(asio::ip::tcp::socket socket,
                                                    const StreamClient::Limits& limits,
                                                    ClientGone gone) {
  auto client = std::make_shared<WebSocketClient>(std::move(socket), limits, std::move(gone));
  client->start();
  return client;
}

}  // namespace solea

// Drops files on a window as a file manager does: the source's side of XDND 5, spoken to the window
// through the X server.
//   drop_file WINDOW X Y FILE...
// X, Y: in the window. 0 when the window took them, 1 when it did not, with the reason on stderr.

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <poll.h>

#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace {

class Source {
 public:
  Source(Window target, const std::string& uris) : target_(target), uris_(uris) {
    if (display_ == nullptr) fail("no display");
    self_ = XCreateSimpleWindow(display_, DefaultRootWindow(display_), 0, 0, 1, 1, 0, 0, 0);
    XSetSelectionOwner(display_, atom("XdndSelection"), self_, CurrentTime);
  }

  void drop(int x, int y) {
    Atom type = None;
    int format = 0;
    unsigned long count = 0;
    unsigned long rest = 0;
    unsigned char* data = nullptr;
    XGetWindowProperty(display_, target_, atom("XdndAware"), 0, 1, False, XA_ATOM, &type, &format,
                       &count, &rest, &data);
    if (count != 1) fail("the window does not take files: no XdndAware");
    int root_x = 0;
    int root_y = 0;
    Window child = None;
    XTranslateCoordinates(display_, target_, DefaultRootWindow(display_), x, y, &root_x, &root_y,
                          &child);
    constexpr long version = 5;
    send("XdndEnter", version << 24, static_cast<long>(atom("text/uri-list")), 0, 0);
    send("XdndPosition", 0, root_x << 16 | root_y, CurrentTime,
         static_cast<long>(atom("XdndActionCopy")));
    const XClientMessageEvent status = wait_for("XdndStatus");
    if ((status.data.l[1] & 1) == 0) fail("the window refuses the drop");
    send("XdndDrop", 0, CurrentTime, 0, 0);
    wait_for("XdndFinished");
    std::printf("dropped\n");
  }

 private:
  [[noreturn]] static void fail(const char* why) {
    std::fprintf(stderr, "drop_file: %s\n", why);
    std::exit(1);
  }
  Atom atom(const char* name) { return XInternAtom(display_, name, False); }

  void send(const char* type, long b, long c, long d, long e) {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.display = display_;
    event.xclient.window = target_;
    event.xclient.message_type = atom(type);
    event.xclient.format = 32;
    event.xclient.data.l[0] = static_cast<long>(self_);
    event.xclient.data.l[1] = b;
    event.xclient.data.l[2] = c;
    event.xclient.data.l[3] = d;
    event.xclient.data.l[4] = e;
    XSendEvent(display_, target_, False, NoEventMask, &event);
    XFlush(display_);
  }

  /// Meanwhile the window may ask what is dropped.
  XClientMessageEvent wait_for(const char* type) {
    const Atom wanted = atom(type);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (std::chrono::steady_clock::now() < end) {
      while (XPending(display_) > 0) {
        XEvent event;
        XNextEvent(display_, &event);
        if (event.type == SelectionRequest) answer(event.xselectionrequest);
        if (event.type == ClientMessage && event.xclient.message_type == wanted) {
          return event.xclient;
        }
      }
      pollfd waiting = {ConnectionNumber(display_), POLLIN, 0};
      poll(&waiting, 1, 100);
    }
    fail(type);
  }

  void answer(const XSelectionRequestEvent& request) {
    XChangeProperty(display_, request.requestor, request.property, request.target, 8,
                    PropModeReplace, reinterpret_cast<const unsigned char*>(uris_.data()),
                    static_cast<int>(uris_.size()));
    XEvent reply{};
    reply.xselection.type = SelectionNotify;
    reply.xselection.requestor = request.requestor;
    reply.xselection.selection = request.selection;
    reply.xselection.target = request.target;
    reply.xselection.property = request.property;
    reply.xselection.time = request.time;
    XSendEvent(display_, request.requestor, False, NoEventMask, &reply);
    XFlush(display_);
  }

  Display* display_ = XOpenDisplay(nullptr);
  Window target_;
  Window self_ = None;
  std::string uris_;
};

/// As file managers write it: everything but plain letters as %41.
std::string uri_of(const std::string& path) {
  std::string uri = "file://";
  for (const unsigned char c : path) {
    if (std::isalnum(c) != 0 ||
        std::string_view("/-_.~").find(static_cast<char>(c)) != std::string_view::npos) {
      uri += static_cast<char>(c);
    } else {
      char code[4];
      std::snprintf(code, sizeof code, "%%%02X", c);
      uri += code;
    }
  }
  return uri;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    std::fprintf(stderr, "usage: drop_file WINDOW X Y FILE...\n");
    return 2;
  }
  std::string uris;
  for (int i = 4; i < argc; ++i) {
    uris += uri_of(std::filesystem::absolute(argv[i]).string()) + "\r\n";
  }
  Source(std::strtoul(argv[1], nullptr, 0), uris).drop(std::atoi(argv[2]), std::atoi(argv[3]));
}

#pragma once

// Boost 1.74's Asio does not compile as C++20 without this: its awaitable.hpp forgets <utility>.
#include <utility>

#include <boost/asio.hpp>

namespace solea {
namespace asio = boost::asio;
}

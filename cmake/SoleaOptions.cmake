# Options, language settings, warnings, sanitizers, compiler cache.
option(SOLEA_VIEWER "Build 3-D pictures and the viewer (needs VTK and EGL)" ON)
option(SOLEA_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
option(SOLEA_BENCHMARKS "Build the benchmarks" OFF)
option(SOLEA_FUZZERS "Build the libFuzzer targets (clang only)" OFF)
option(SOLEA_COVERAGE "Count executed lines with gcov" OFF)
set(SOLEA_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them, e.g. address,undefined")
mark_as_advanced(SOLEA_FUZZERS SOLEA_COVERAGE SOLEA_SANITIZE)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

# Line numbers for backtraces without the size and time of full debug information.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")

# Debug builds run a virtual mat in real time too: unoptimised code is too slow for that.
set(CMAKE_CXX_FLAGS_DEBUG "-Og -g")

find_program(CCACHE_PROGRAM ccache)
mark_as_advanced(CCACHE_PROGRAM)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

# Linked PRIVATE by every Solea target, never exported to users.
add_library(solea_warnings INTERFACE)
target_compile_options(solea_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wcast-qual
  $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual -Wnon-virtual-dtor>
  $<$<BOOL:${SOLEA_WARNINGS_AS_ERRORS}>:-Werror>)

if(SOLEA_SANITIZE)
  add_compile_options(-fsanitize=${SOLEA_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SOLEA_SANITIZE})
  if(SOLEA_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-tsan)  # Asio has fences, which the sanitizer does not model
  endif()
endif()
if(SOLEA_FUZZERS)
  # The modules too: a fuzzer that does not see their branches learns nothing from its inputs.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(SOLEA_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

# What a program says of itself: version and commit, looked up again at each build.
#   cmake -DSOURCE=... -DIN=version.h.in -DOUT=version.h -DPROJECT_VERSION=... -P SoleaVersion.cmake
execute_process(COMMAND git describe --always --abbrev=12 --match= --dirty=-changed
  WORKING_DIRECTORY "${SOURCE}"
  OUTPUT_VARIABLE SOLEA_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT SOLEA_COMMIT)
  set(SOLEA_COMMIT "unknown")
endif()
configure_file("${IN}" "${OUT}" @ONLY)  # writes only what changed

# SOCI's core and its SQLite backend: the target soci::soci. Debian's package has no CMake files.
find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_library(SOCI_CORE_LIBRARY soci_core)
find_library(SOCI_SQLITE3_LIBRARY soci_sqlite3)
find_path(SQLITE3_INCLUDE_DIR sqlite3.h)
mark_as_advanced(SOCI_INCLUDE_DIR SOCI_CORE_LIBRARY SOCI_SQLITE3_LIBRARY SQLITE3_INCLUDE_DIR)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Soci REQUIRED_VARS
  SOCI_CORE_LIBRARY SOCI_SQLITE3_LIBRARY SOCI_INCLUDE_DIR)
if(Soci_FOUND AND NOT TARGET soci::soci)
  add_library(soci::soci INTERFACE IMPORTED)
  target_include_directories(soci::soci SYSTEM INTERFACE
    "${SOCI_INCLUDE_DIR}" "${SOCI_INCLUDE_DIR}/soci")
  target_link_libraries(soci::soci INTERFACE "${SOCI_SQLITE3_LIBRARY}" "${SOCI_CORE_LIBRARY}")
endif()

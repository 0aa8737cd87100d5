# FreeXL, which has no CMake config of its own.
find_path(FreeXL_INCLUDE_DIR freexl.h)
find_library(FreeXL_LIBRARY freexl)
mark_as_advanced(FreeXL_INCLUDE_DIR FreeXL_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(FreeXL REQUIRED_VARS FreeXL_LIBRARY FreeXL_INCLUDE_DIR)

if(FreeXL_FOUND AND NOT TARGET freexl::freexl)
  add_library(freexl::freexl INTERFACE IMPORTED)
  target_include_directories(freexl::freexl SYSTEM INTERFACE "${FreeXL_INCLUDE_DIR}")
  target_link_libraries(freexl::freexl INTERFACE "${FreeXL_LIBRARY}")
endif()

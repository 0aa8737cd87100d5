# libvpx, the encoder of VP9: the target Vpx::vpx.
find_path(VPX_INCLUDE_DIR vpx/vp8cx.h)
find_library(VPX_LIBRARY vpx)
mark_as_advanced(VPX_INCLUDE_DIR VPX_LIBRARY)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Vpx REQUIRED_VARS VPX_LIBRARY VPX_INCLUDE_DIR)
if(Vpx_FOUND AND NOT TARGET Vpx::vpx)
  add_library(Vpx::vpx UNKNOWN IMPORTED)
  set_target_properties(Vpx::vpx PROPERTIES
    IMPORTED_LOCATION "${VPX_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${VPX_INCLUDE_DIR}")
endif()

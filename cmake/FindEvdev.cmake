# libevdev, whose header lies in a folder of its own: the target Evdev::evdev.
find_path(EVDEV_INCLUDE_DIR libevdev/libevdev.h PATH_SUFFIXES libevdev-1.0)
find_library(EVDEV_LIBRARY evdev)
mark_as_advanced(EVDEV_INCLUDE_DIR EVDEV_LIBRARY)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Evdev REQUIRED_VARS EVDEV_LIBRARY EVDEV_INCLUDE_DIR)
if(Evdev_FOUND AND NOT TARGET Evdev::evdev)
  add_library(Evdev::evdev UNKNOWN IMPORTED)
  set_target_properties(Evdev::evdev PROPERTIES
    IMPORTED_LOCATION "${EVDEV_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${EVDEV_INCLUDE_DIR}")
endif()

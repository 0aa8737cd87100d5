# OpenCV's core and imgproc, without Debian's libopencv-dev: that package carries the CMake config
# but pulls in every OpenCV module, VTK and Qt with it, which the headless build must not need.
find_path(OpenCVImgproc_INCLUDE_DIR opencv2/imgproc.hpp PATH_SUFFIXES opencv4)
find_library(OpenCVImgproc_CORE_LIBRARY opencv_core)
find_library(OpenCVImgproc_IMGPROC_LIBRARY opencv_imgproc)
mark_as_advanced(OpenCVImgproc_INCLUDE_DIR OpenCVImgproc_CORE_LIBRARY OpenCVImgproc_IMGPROC_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVImgproc REQUIRED_VARS
  OpenCVImgproc_IMGPROC_LIBRARY OpenCVImgproc_CORE_LIBRARY OpenCVImgproc_INCLUDE_DIR)

if(OpenCVImgproc_FOUND AND NOT TARGET opencv::imgproc)
  add_library(opencv::imgproc INTERFACE IMPORTED)
  target_include_directories(opencv::imgproc SYSTEM INTERFACE "${OpenCVImgproc_INCLUDE_DIR}")
  target_link_libraries(opencv::imgproc INTERFACE
    "${OpenCVImgproc_IMGPROC_LIBRARY}" "${OpenCVImgproc_CORE_LIBRARY}")
endif()

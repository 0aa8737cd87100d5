# Every third-party library, found once, by components. Why each is here: docs/dependencies.md.
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)  # headers only: Asio
find_package(ZLIB REQUIRED)        # CRC-32
find_package(Evdev REQUIRED)       # cmake/FindEvdev.cmake: input devices
find_package(TBB 2021 REQUIRED COMPONENTS tbb)
find_package(CLI11 2.1 REQUIRED)
find_package(fmt 9.1 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)  # SHA-256
find_package(nlohmann_json 3.11 REQUIRED)
set(HDF5_PREFER_PARALLEL OFF)
set(HDF5_USE_STATIC_LIBRARIES ON)
find_package(HDF5 REQUIRED COMPONENTS C)
find_package(LibArchive 3.6 REQUIRED)  # zip, gzip, zstd
find_package(Soci REQUIRED)  # cmake/FindSoci.cmake: the catalogue
find_package(OpenCVImgproc REQUIRED)  # cmake/FindOpenCVImgproc.cmake: core and imgproc alone

if(SOLEA_VIEWER)
  # Debian's VTK names MPI targets in its exports although none of the modules used here needs MPI.
  find_package(MPI QUIET COMPONENTS C)
  # Debian's VTK names Qt's OpenGL in what GUISupportQt links.
  find_package(Qt5 5.15 REQUIRED COMPONENTS LinguistTools OpenGL Pdf Test Widgets)
  find_package(VTK 9.1 REQUIRED COMPONENTS
    ChartsCore IOExport IOExportPDF IOMovie IOOggTheora RenderingContext2D RenderingContextOpenGL2
    CommonColor CommonCore CommonDataModel CommonExecutionModel CommonMath CommonTransforms
    FiltersCore FiltersGeneral FiltersGeometry FiltersSources
    IOImage InteractionStyle
    GUISupportQt RenderingAnnotation RenderingCore RenderingFreeType RenderingOpenGL2)
  find_package(GIF 5.1 REQUIRED)  # films
  find_package(Vpx QUIET)         # cmake/FindVpx.cmake: films that browsers play
  if(NOT Vpx_FOUND)
    message(STATUS "No libvpx (package libvpx-dev): films as WebM are not built")
  endif()
  find_package(OpenGL REQUIRED COMPONENTS EGL)
  find_package(X11 REQUIRED)
endif()

if(BUILD_TESTING OR NOT DEFINED BUILD_TESTING)
  find_package(GTest 1.12 REQUIRED)
endif()
if(SOLEA_BENCHMARKS)
  find_package(benchmark 1.7 REQUIRED)
endif()

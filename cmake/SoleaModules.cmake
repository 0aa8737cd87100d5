# How a module is declared, and which way dependencies may run.

# The whole architecture in one table: a module, then everything it may link or include.
# Third-party names are matched as regular expressions.
set(SOLEA_LAYER_core          "Threads::Threads")
set(SOLEA_LAYER_calibration   core nlohmann_json::nlohmann_json)
set(SOLEA_LAYER_analysis      core TBB::tbb opencv::imgproc)
set(SOLEA_LAYER_formats       core calibration hdf5::hdf5 sz OpenSSL::Crypto LibArchive::LibArchive
                              nlohmann_json::nlohmann_json ZLIB::ZLIB "Threads::Threads")
set(SOLEA_LAYER_acquisition   core "Boost::(headers|boost)" ZLIB::ZLIB "Threads::Threads" Evdev::evdev udev util dl)
set(SOLEA_LAYER_visualization core analysis "VTK::.*" GIF::GIF OpenGL::EGL Vpx::vpx X11::X11
                              fmt::fmt)
# The apps: what each may include beside itself and the modules it links. No library of theirs sees
# a program's folder, and only programs know the command line and windows.
set(SOLEA_LAYER_apps/results     core analysis calibration formats)
set(SOLEA_LAYER_apps/pictures    core analysis visualization)
set(SOLEA_LAYER_apps/recording   core acquisition calibration formats apps/results)
set(SOLEA_LAYER_apps/batch       core analysis formats apps/results)
set(SOLEA_LAYER_apps/catalogue   core)
set(SOLEA_LAYER_apps/report      core acquisition analysis formats apps/pictures apps/results visualization)
set(SOLEA_LAYER_apps/station     core acquisition analysis calibration formats apps/recording apps/results)
set(SOLEA_LAYER_apps/solea       core acquisition analysis calibration formats visualization
                                 "apps/(batch|pictures|recording|report|results)")
set(SOLEA_LAYER_apps/workstation core acquisition analysis calibration visualization
                                 "apps/(catalogue|pictures|report|results|station)")
set(SOLEA_APPS results pictures recording batch catalogue report station solea workstation)
set(SOLEA_LAYERS core calibration analysis formats acquisition visualization)

# solea_add_module(<name> HEADERS <files> SOURCES <files> [LINK <layers>] [THIRD_PARTY <targets>])
# One static library a folder, alias solea::<name>. Third-party libraries stay private.
function(solea_add_module name)
  cmake_parse_arguments(arg "" "" "HEADERS;SOURCES;LINK;THIRD_PARTY" ${ARGN})
  add_library(solea_${name} STATIC ${arg_SOURCES})
  add_library(solea::${name} ALIAS solea_${name})
  set_target_properties(solea_${name} PROPERTIES EXPORT_NAME ${name})
  target_sources(solea_${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${arg_HEADERS})
  # The include root is the repository, so that every include shows its layer.
  target_include_directories(solea_${name} PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>" "$<INSTALL_INTERFACE:include/solea>")
  target_compile_features(solea_${name} PUBLIC cxx_std_20)
  foreach(layer IN LISTS arg_LINK)
    target_link_libraries(solea_${name} PUBLIC solea::${layer})
  endforeach()
  target_link_libraries(solea_${name} PRIVATE
    ${arg_THIRD_PARTY} "$<BUILD_INTERFACE:solea_warnings>")
endfunction()

# Stops the configuration when `module` may not depend on `dependency`.
function(solea_require_layer module dependency where)
  if(dependency STREQUAL module)
    return()
  endif()
  foreach(allowed IN LISTS SOLEA_LAYER_${module})
    if(dependency MATCHES "^${allowed}$")
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "Layering: ${module} must not depend on ${dependency} (${where}).\n"
    "Allowed for ${module}: ${SOLEA_LAYER_${module}}. See docs/architecture.md.")
endfunction()

# Reads the includes of every file of a module folder.
function(solea_check_includes module folder)
  file(GLOB_RECURSE files "${folder}/*.h" "${folder}/*.cpp")
  foreach(file IN LISTS files)
    file(STRINGS "${file}" lines
      REGEX "^#include \"(core|calibration|analysis|formats|acquisition|visualization|apps)/")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^#include \"(apps/[a-z]+|[a-z]+)/.*" "\\1" layer "${line}")
      solea_require_layer(${module} ${layer} "${file}: ${line}")
    endforeach()
  endforeach()
endfunction()

# Holds every module's links and includes against the table above.
function(solea_check_layers)
  foreach(module IN LISTS SOLEA_LAYERS)
    if(NOT TARGET solea_${module})
      continue()
    endif()
    get_target_property(links solea_${module} LINK_LIBRARIES)
    get_target_property(interface solea_${module} INTERFACE_LINK_LIBRARIES)
    foreach(link IN LISTS links interface)
      string(REGEX REPLACE "^\\$<(LINK_ONLY|BUILD_INTERFACE):(.*)>$" "\\2" link "${link}")
      string(REGEX REPLACE "^\\$<(LINK_ONLY|BUILD_INTERFACE):(.*)>$" "\\2" link "${link}")
      string(REGEX REPLACE "^solea::" "" link "${link}")
      if(NOT link OR link STREQUAL "solea_warnings")
        continue()
      endif()
      solea_require_layer(${module} "${link}" "linked by target solea_${module}")
    endforeach()
    solea_check_includes(${module} "${PROJECT_SOURCE_DIR}/${module}")
  endforeach()
  foreach(app IN LISTS SOLEA_APPS)
    solea_check_includes(apps/${app} "${PROJECT_SOURCE_DIR}/apps/${app}")
  endforeach()
endfunction()

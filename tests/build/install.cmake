# Installs into a folder of its own, then configures, builds and runs a consumer against it.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK_DIR}")
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${out}")
  endif()
endfunction()
run("${CMAKE_COMMAND}" --install "${BUILD_DIR}" --prefix "${WORK_DIR}/prefix")
run("${CMAKE_COMMAND}" -S "${SOURCE_DIR}" -B "${WORK_DIR}/build" -G "${GENERATOR}"
    "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix" "-DCMAKE_CXX_COMPILER=${CXX}"
    "-DCMAKE_CXX_FLAGS=${FLAGS}")
run("${CMAKE_COMMAND}" --build "${WORK_DIR}/build")
run("${WORK_DIR}/build/consumer")
run("${WORK_DIR}/prefix/bin/solea" --version)
# The rules of udev are the program's own.
execute_process(COMMAND "${WORK_DIR}/prefix/bin/solea" devices --udev-rules OUTPUT_VARIABLE rules)
file(READ "${WORK_DIR}/prefix/lib/udev/rules.d/70-solea.rules" installed)
if(NOT installed STREQUAL rules OR NOT rules MATCHES "idVendor")
  message(FATAL_ERROR "the installed udev rules differ from those of the program")
endif()

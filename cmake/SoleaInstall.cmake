# What `cmake --install` puts where: the program with its completions, the libraries with their
# headers, and a package that find_package(Solea) finds.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS solea solea-full RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
foreach(module IN LISTS SOLEA_LAYERS)
  if(TARGET solea_${module})
    install(TARGETS solea_${module} EXPORT SoleaTargets
      ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
      FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/solea"
      FILE_SET generated DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/solea")
  endif()
endforeach()
install(EXPORT SoleaTargets NAMESPACE solea::
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Solea")

configure_package_config_file(cmake/SoleaConfig.cmake.in
  "${PROJECT_BINARY_DIR}/SoleaConfig.cmake"
  INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Solea")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/SoleaConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/SoleaConfig.cmake" "${PROJECT_BINARY_DIR}/SoleaConfigVersion.cmake"
  cmake/FindEvdev.cmake cmake/FindOpenCVImgproc.cmake cmake/FindVpx.cmake
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Solea")

# Shell completion is written by the program itself, once it is installed.
install(CODE "
  foreach(pair bash:bash-completion/completions/solea zsh:zsh/site-functions/_solea
          fish:fish/vendor_completions.d/solea.fish)
    string(REGEX MATCH \"^([a-z]+):(.*)$\" _ \"\${pair}\")
    set(file \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/\${CMAKE_MATCH_2}\")
    execute_process(COMMAND \"$<TARGET_FILE:solea>\" completion \${CMAKE_MATCH_1}
      OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
    file(WRITE \"\${file}\" \"\${text}\")
  endforeach()")

# The rules that let users open their mats, written by the program from its table of drivers. In
# a prefix of one's own they only lie there: udev reads /usr/lib, /usr/local/lib and /etc.
install(CODE "
  execute_process(COMMAND \"$<TARGET_FILE:solea>\" devices --udev-rules
    OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
  file(WRITE \"\${CMAKE_INSTALL_PREFIX}/lib/udev/rules.d/70-solea.rules\" \"\${text}\")")

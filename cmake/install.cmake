# cmake --install: the program, the library with its headers, find_package(slant), pkg-config, and
# the data: model, lexicons and the schemas of the rows.
include(CMakePackageConfigHelpers)

get_property(rooms GLOBAL PROPERTY SLANT_ROOMS)
list(TRANSFORM rooms PREPEND slant_ OUTPUT_VARIABLE room_targets)
install(TARGETS slant ${room_targets} EXPORT slantTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/lib/slant DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
  FILES_MATCHING PATTERN "*.h")

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/slant)
install(EXPORT slantTargets NAMESPACE slant:: DESTINATION ${config_dir})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/slantConfig.cmake.in
  ${PROJECT_BINARY_DIR}/slantConfig.cmake INSTALL_DESTINATION ${config_dir}
  PATH_VARS CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/slantConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/slantConfig.cmake ${PROJECT_BINARY_DIR}/slantConfigVersion.cmake
  DESTINATION ${config_dir})

# The linker takes what it needs from a static library when it meets it: those who use a room come
# before it, which is the rooms from the bottom of the house to the top.
set(bottom_up ${rooms})
list(REVERSE bottom_up)
list(TRANSFORM bottom_up PREPEND -lslant_)
list(JOIN bottom_up " " SLANT_PC_LIBS)
# From the file's own place to the prefix, so that an installed tree can be moved.
file(RELATIVE_PATH SLANT_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${CMAKE_CURRENT_LIST_DIR}/slant.pc.in ${PROJECT_BINARY_DIR}/slant.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/slant.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(SLANT_BUILD_TOOLS)
  install(TARGETS slant_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
# OPTIONAL: a checkout may be without the model, which tools/build-model makes.
install(FILES ${PROJECT_SOURCE_DIR}/corpora/model/en.slant
  DESTINATION ${CMAKE_INSTALL_DATADIR}/slant OPTIONAL)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/corpora/schema ${PROJECT_SOURCE_DIR}/corpora/lexicons
  DESTINATION ${CMAKE_INSTALL_DATADIR}/slant)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

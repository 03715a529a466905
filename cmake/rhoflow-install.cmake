# SPDX-License-Identifier: Apache-2.0
# Installation: the library with its headers, a package for find_package(rhoflow), and what says under
# which terms. Programs, problems, the Python package and manual pages are installed where they are made.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/rhoflow")
install(TARGETS rhoflow EXPORT rhoflow-targets ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" "${CMAKE_SOURCE_DIR}/CITATION.cff" "${CMAKE_SOURCE_DIR}/CHANGELOG.md"
        DESTINATION share/doc/rhoflow)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/include/rhoflow" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
        FILES_MATCHING PATTERN "*.h")
install(EXPORT rhoflow-targets NAMESPACE Rhoflow:: DESTINATION "${package_dir}")

configure_package_config_file("${CMAKE_SOURCE_DIR}/cmake/rhoflow-config.cmake.in"
  "${CMAKE_BINARY_DIR}/generated/rhoflow-config.cmake" INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${CMAKE_BINARY_DIR}/generated/rhoflow-config-version.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/generated/rhoflow-config.cmake"
              "${CMAKE_BINARY_DIR}/generated/rhoflow-config-version.cmake"
        DESTINATION "${package_dir}")

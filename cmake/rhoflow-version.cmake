# SPDX-License-Identifier: Apache-2.0
# The version stands in the call of project() in CMakeLists.txt. Files that people and other tools read
# without CMake repeat it; one that was forgotten stops the configuration.

# rhoflow_check_version(<file> <start of the line, up to the version>)
function(rhoflow_check_version file start)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${file}")
  file(STRINGS "${CMAKE_SOURCE_DIR}/${file}" line REGEX "^${start}[0-9]+[.][0-9]+[.][0-9]+" LIMIT_COUNT 1)
  string(REGEX REPLACE "^${start}([0-9.]+).*" "\\1" version "${line}")
  if(NOT version STREQUAL PROJECT_VERSION)
    message(FATAL_ERROR "${file}: version '${version}', but CMakeLists.txt has ${PROJECT_VERSION}: "
                        "write the same version into both.")
  endif()
endfunction()

rhoflow_check_version(CITATION.cff "version: ")
rhoflow_check_version(CHANGELOG.md "## ")
rhoflow_check_version(src/python/rhoflow/__init__.py "__version__ = \"")

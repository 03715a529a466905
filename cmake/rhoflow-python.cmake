# SPDX-License-Identifier: Apache-2.0
# The Python package: what draws pictures and reads results. No program needs it to compute.
#
# build/rhoflow-plot finds the package in the source tree, an installed rhoflow-plot beside itself under
# the prefix; rhoflow-layout.cmake says which trees can be moved.

find_program(RHOFLOW_PYTHON NAMES python3 HINTS /usr/bin NO_CMAKE_ENVIRONMENT_PATH NO_SYSTEM_ENVIRONMENT_PATH
             DOC "Python for the package rhoflow and its tests, with numpy and h5py")
if(NOT RHOFLOW_PYTHON)
  find_program(RHOFLOW_PYTHON NAMES python3)
endif()
if(NOT RHOFLOW_PYTHON)
  message(STATUS "Python is missing: no pictures, no rhoflow-plot.")
  return()
endif()

set(python_source "${CMAKE_SOURCE_DIR}/src/python")
# Debian's Python looks there under /usr/local without being told.
execute_process(COMMAND "${RHOFLOW_PYTHON}" -c "import sys; print('lib/python%d.%d/dist-packages' % sys.version_info[:2])"
                OUTPUT_VARIABLE python_destination OUTPUT_STRIP_TRAILING_WHITESPACE)

file(GLOB_RECURSE python_modules CONFIGURE_DEPENDS "${python_source}/rhoflow/*.py")
# The commands say what they can do with numpy only.
execute_process(COMMAND "${RHOFLOW_PYTHON}" -c "import numpy" RESULT_VARIABLE numpy_found ERROR_QUIET)

function(rhoflow_python_command name)
  rhoflow_path_from_build("${CMAKE_BINARY_DIR}" "${python_source}" RHOFLOW_PYTHON_PATH)
  configure_file("${python_source}/${name}.in" "${CMAKE_BINARY_DIR}/${name}" @ONLY
                 FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  set(RHOFLOW_PYTHON_PATH "../${python_destination}")
  configure_file("${python_source}/${name}.in" "${CMAKE_BINARY_DIR}/generated/${name}" @ONLY)
  install(PROGRAMS "${CMAKE_BINARY_DIR}/generated/${name}" DESTINATION "${CMAKE_INSTALL_BINDIR}")
  if(numpy_found EQUAL 0)
    rhoflow_describe_command(${name} "${CMAKE_BINARY_DIR}/${name}" "${CMAKE_BINARY_DIR}/${name}" ${python_modules})
  endif()
endfunction()

rhoflow_python_command(rhoflow-plot)
install(DIRECTORY "${python_source}/rhoflow" DESTINATION "${python_destination}"
        FILES_MATCHING PATTERN "*.py" PATTERN "__pycache__" EXCLUDE)

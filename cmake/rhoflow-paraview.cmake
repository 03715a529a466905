# SPDX-License-Identifier: Apache-2.0
# rhoflow-paraview: the script for ParaView and what starts it under pvpython. The script is one file, so
# that it can be copied and be a macro: the modules of src/python/rhoflow_paraview behind each other, without
# what they import of each other. The command in the build folder uses the script there, an installed one
# that beside it under the prefix.
set(paraview_script "${CMAKE_BINARY_DIR}/rhoflow_paraview.py")
set(joined "# SPDX-License-Identifier: Apache-2.0\n")
foreach(module IN ITEMS __init__ environment series view scenes pictures command __main__)
  set(source "${CMAKE_SOURCE_DIR}/src/python/rhoflow_paraview/${module}.py")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
  file(READ "${source}" text)
  string(REGEX REPLACE "# SPDX[^\n]*\n" "" text "${text}")
  string(REGEX REPLACE "(from rhoflow_paraview|__all__)[^\n]*\n" "" text "${text}")
  string(APPEND joined "${text}\n\n")
endforeach()
file(WRITE "${paraview_script}.new" "${joined}")
configure_file("${paraview_script}.new" "${paraview_script}" COPYONLY)

rhoflow_path_from_build("${CMAKE_BINARY_DIR}" "${paraview_script}" RHOFLOW_PARAVIEW_SCRIPT)
if(NOT IS_ABSOLUTE "${RHOFLOW_PARAVIEW_SCRIPT}")
  string(PREPEND RHOFLOW_PARAVIEW_SCRIPT "$here/")
endif()
configure_file("${CMAKE_SOURCE_DIR}/src/python/rhoflow-paraview.in" "${CMAKE_BINARY_DIR}/rhoflow-paraview" @ONLY
               FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
file(RELATIVE_PATH RHOFLOW_PARAVIEW_SCRIPT "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_DATADIR}/rhoflow")
set(RHOFLOW_PARAVIEW_SCRIPT "$here/${RHOFLOW_PARAVIEW_SCRIPT}/rhoflow_paraview.py")
configure_file("${CMAKE_SOURCE_DIR}/src/python/rhoflow-paraview.in" "${CMAKE_BINARY_DIR}/generated/rhoflow-paraview" @ONLY)

install(PROGRAMS "${CMAKE_BINARY_DIR}/generated/rhoflow-paraview" DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES "${paraview_script}" DESTINATION "${CMAKE_INSTALL_DATADIR}/rhoflow")
rhoflow_describe_command(rhoflow-paraview "${CMAKE_BINARY_DIR}/rhoflow-paraview"
                         "${CMAKE_BINARY_DIR}/rhoflow-paraview" "${paraview_script}")

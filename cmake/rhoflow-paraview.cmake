# SPDX-License-Identifier: Apache-2.0
# rhoflow-paraview: the script for ParaView and what starts it under pvpython. The one in the build folder
# uses the script of the source tree, an installed one that beside it under the prefix.
set(paraview_script "${CMAKE_SOURCE_DIR}/src/python/rhoflow_paraview.py")

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

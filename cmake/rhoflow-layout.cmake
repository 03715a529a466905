# SPDX-License-Identifier: Apache-2.0
# Where the parts of a tree find each other. An installed tree can be moved as a whole, and so can a
# source tree with its build folder in it: programs look for their files relative to themselves, in
# ../share/rhoflow, and commands of Python relative to themselves for the package.

# rhoflow_path_from_build(<folder> <path in the sources> <result>): the path from a folder of the build
# folder, relative where the build folder lies in the source tree, absolute elsewhere.
function(rhoflow_path_from_build folder path result)
  cmake_path(IS_PREFIX CMAKE_SOURCE_DIR "${CMAKE_BINARY_DIR}" NORMALIZE inside)
  if(inside)
    file(RELATIVE_PATH path "${folder}" "${path}")
  endif()
  set(${result} "${path}" PARENT_SCOPE)
endfunction()

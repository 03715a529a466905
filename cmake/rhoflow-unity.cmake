# SPDX-License-Identifier: Apache-2.0
# Compiles the sources of a room together, some at a time: most of the time of a source goes into the
# headers of deal.II and of the standard library, which a group reads once.

# rhoflow_compile_in_groups(<target> <folder> <size>) makes groups of at most <size> sources of each
# folder directly below <folder>, so names in unnamed namespaces have to be unique in such a folder.
function(rhoflow_compile_in_groups target folder size)
  if(NOT RHOFLOW_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cc$")
  foreach(source IN LISTS sources)
    file(RELATIVE_PATH path "${folder}" "${source}")
    string(REGEX REPLACE "/.*" "" room "${path}")
    math(EXPR index "0${members_${room}} / ${size}")
    math(EXPR members_${room} "0${members_${room}} + 1")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${room}_${index}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# SPDX-License-Identifier: Apache-2.0
# Compiles the sources of a room together, some at a time: most of the time of a source goes into the
# headers of deal.II and of the standard library, which a group reads once.

# rhoflow_compile_in_groups(<target> <folder> <size>) makes groups of about <size> sources of each
# folder directly below <folder>, so names in unnamed namespaces have to be unique in such a folder.
function(rhoflow_compile_in_groups target folder size)
  if(NOT RHOFLOW_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cc$")
  # How many groups a room has is a power of two, which group a file is in follows from its name: a new
  # file joins one group and leaves the others as they are.
  foreach(source IN LISTS sources)
    file(RELATIVE_PATH path "${folder}" "${source}")
    string(REGEX REPLACE "/.*" "" room "${path}")
    math(EXPR members_${room} "0${members_${room}} + 1")
  endforeach()
  foreach(source IN LISTS sources)
    file(RELATIVE_PATH path "${folder}" "${source}")
    string(REGEX REPLACE "/.*" "" room "${path}")
    set(groups 1)
    while(groups LESS_EQUAL 16 AND members_${room} GREATER "${size}")
      math(EXPR groups "2 * ${groups}")
      math(EXPR members_${room} "(${members_${room}} + 1) / 2")
    endwhile()
    if(NOT DEFINED groups_${room})
      set(groups_${room} ${groups})
    endif()
    string(MD5 digest "${path}")
    string(SUBSTRING "${digest}" 0 2 digits)
    math(EXPR index "0x${digits} % ${groups_${room}}")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${room}_${index}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

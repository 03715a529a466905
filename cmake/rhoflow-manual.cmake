# SPDX-License-Identifier: Apache-2.0
# Manual pages and completion for bash, which the build makes of what the commands say for --help.

find_program(RHOFLOW_HELP2MAN help2man DOC "Makes manual pages of --help")
if(NOT RHOFLOW_HELP2MAN)
  message(STATUS "No manual pages: help2man is missing.")
  set(RHOFLOW_HELP2MAN "")
endif()

# rhoflow_describe_command(<name> <program> <target or file>...): page and completion of a command, made
# anew when one of the targets or files changes, as part of the target `programs`.
function(rhoflow_describe_command name program)
  set(share "${CMAKE_BINARY_DIR}/share")
  set(page "${share}/man/man1/${name}.1")
  set(completion "${share}/bash-completion/completions/${name}")
  set(files "${completion}")
  install(FILES "${completion}" DESTINATION share/bash-completion/completions)
  if(RHOFLOW_HELP2MAN)
    list(APPEND files "${page}")
    install(FILES "${page}" DESTINATION share/man/man1)
  endif()
  add_custom_command(OUTPUT ${files}
    COMMAND sh "${CMAKE_SOURCE_DIR}/cmake/describe-command.sh" "${program}" "${share}" "${CMAKE_SOURCE_DIR}"
            "${PROJECT_VERSION}" "${RHOFLOW_HELP2MAN}"
    DEPENDS ${ARGN} "${CMAKE_SOURCE_DIR}/cmake/describe-command.sh"
    COMMENT "Describing ${name}" VERBATIM)
  add_custom_target(describe_${name} DEPENDS ${files})
  add_dependencies(programs describe_${name})
endfunction()

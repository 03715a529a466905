# SPDX-License-Identifier: Apache-2.0
# Writes HEADER with the revision of the git tree SOURCE_DIR; leaves it alone if nothing changed.
cmake_minimum_required(VERSION 3.25)
find_program(GIT git)
set(revision "unknown")
if(GIT)
  execute_process(COMMAND "${GIT}" describe --always --dirty --abbrev=12 --exclude=*
                  WORKING_DIRECTORY "${SOURCE_DIR}" OUTPUT_VARIABLE answer RESULT_VARIABLE failed
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT failed AND answer)
    set(revision "${answer}")
  endif()
endif()
file(CONFIGURE OUTPUT "${HEADER}"
     CONTENT "#pragma once\n\n#define RHOFLOW_GIT_REVISION \"@revision@\"\n" @ONLY)

# SPDX-License-Identifier: Apache-2.0
# Deals the suites of a GoogleTest executable out to BATCHES tests, LABEL/1 and so on, but for the suites
# that COSTS names, each of which is a test LABEL/SUITE: to load the libraries takes longer than most suites.
# ctest includes this when it starts: a build never fails because a test executable cannot start, and no
# list of all suites is kept by hand.
#
# In: TARGET, EXECUTABLE, LABEL, BATCHES, ENVIRONMENT (a list of NAME=value), COSTS (a list of SUITE=seconds:
# what is long starts first, also when ctest has not measured anything yet).

execute_process(COMMAND "${EXECUTABLE}" --gtest_list_tests TIMEOUT 120
                OUTPUT_VARIABLE listing ERROR_VARIABLE ignored RESULT_VARIABLE failed)
if(failed)
  # Not built, or it cannot start: then the listing is the test that fails, and shows why.
  set(tests "${TARGET}")
  add_test("${TARGET}" "${EXECUTABLE}" --gtest_list_tests)
else()
  # A suite stands at the beginning of a line and ends with a dot, its tests are indented.
  string(REGEX MATCHALL "\n[A-Za-z0-9_/]+\\." suites "\n${listing}")
  list(TRANSFORM suites REPLACE "^\n(.*)\\.$" "\\1")
  set(names) # ctest reads this file once for every executable, in one scope
  set(tests)
  set(place 0)
  foreach(suite IN LISTS suites)
    set(name "${suite}")
    if(NOT ";${COSTS}" MATCHES ";${suite}=")
      math(EXPR name "${place} % ${BATCHES} + 1")
      math(EXPR place "${place} + 1")
    endif()
    list(FIND names "${name}" known)
    if(known EQUAL -1)
      list(APPEND names "${name}")
      set(filter_${name})
    endif()
    string(APPEND filter_${name} "${suite}.*:")
  endforeach()
  foreach(name IN LISTS names)
    add_test("${LABEL}/${name}" "${EXECUTABLE}" "--gtest_filter=${filter_${name}}")
    list(APPEND tests "${LABEL}/${name}")
  endforeach()
endif()
foreach(name IN LISTS tests)
  set_tests_properties("${name}" PROPERTIES LABELS "${LABEL}" TIMEOUT 900 ENVIRONMENT "${ENVIRONMENT}")
  foreach(cost IN LISTS COSTS)
    if("${LABEL}/${cost}" MATCHES "^${name}=([0-9]+)$")
      set_tests_properties("${name}" PROPERTIES COST "${CMAKE_MATCH_1}")
    endif()
  endforeach()
endforeach()

# Adds one test, LABEL/SUITE, for every suite of a GoogleTest executable. ctest includes this when it starts: a
# build never fails because a test executable cannot start, and no list is kept by hand.
#
# In: TARGET, EXECUTABLE, LABEL, ENVIRONMENT (a list of NAME=value).

execute_process(COMMAND "${EXECUTABLE}" --gtest_list_tests TIMEOUT 120
                OUTPUT_VARIABLE listing ERROR_VARIABLE ignored RESULT_VARIABLE failed)
if(failed)
  # Not built, or it cannot start: then the listing is the test that fails, and shows why.
  set(tests "${TARGET}")
  add_test("${TARGET}" "${EXECUTABLE}" --gtest_list_tests)
else()
  # A suite stands at the beginning of a line and ends with a dot, its tests are indented.
  string(REGEX MATCHALL "\n[A-Za-z0-9_/]+\\." tests "\n${listing}")
  list(TRANSFORM tests REPLACE "^\n(.*)\\.$" "\\1")
  foreach(suite IN LISTS tests)
    add_test("${LABEL}/${suite}" "${EXECUTABLE}" "--gtest_filter=${suite}.*")
  endforeach()
  list(TRANSFORM tests PREPEND "${LABEL}/")
endif()
foreach(name IN LISTS tests)
  set_tests_properties("${name}" PROPERTIES LABELS "${LABEL}" TIMEOUT 900 ENVIRONMENT "${ENVIRONMENT}")
endforeach()

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace rhoflow {

/// Thrown where code is called against its contract: an error of the program, never of its user.
class PreconditionError : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

/// Throws PreconditionError "FILE:LINE: broken precondition 'CONDITION': TEXT".
[[noreturn]] void report_broken_precondition(const char *condition, const char *file, int line,
                                             const std::string &text);

} // namespace rhoflow

/// States what a function expects of its caller, at the place where it is promised (`@pre`). With
/// RHOFLOW_CHECKS, as in every Debug build, it is evaluated, and a PreconditionError names it, the
/// place and @p text, which says what is expected. Without, it is compiled, but costs nothing.
#ifdef RHOFLOW_CHECKS
#define RHOFLOW_PRECONDITION(condition, text)                                                      \
  ((condition) ? static_cast<void>(0)                                                              \
               : ::rhoflow::report_broken_precondition(#condition, __FILE__, __LINE__, text))
#else
#define RHOFLOW_PRECONDITION(condition, text)                                                      \
  (true ? static_cast<void>(0) : static_cast<void>((condition) ? "" : (text)))
#endif

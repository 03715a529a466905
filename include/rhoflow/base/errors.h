// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace rhoflow {

/// Thrown where the user's input is at fault. The message is one line that names the file or
/// section, the key, the value and the remedy. Programs answer with ExitStatus::bad_input.
class InputError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Thrown where a run with good input cannot go on: a solve that does not converge, a value that
/// is no longer finite, a disk that is full. Programs answer with ExitStatus::run_failed.
class RunError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

} // namespace rhoflow

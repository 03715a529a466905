// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/errors.h"
#include "temporary_folder.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

/// What is done with every input, by libFuzzer or by replay.cc: reads the bytes as a file of a
/// user. A crash, a hang, a report of a sanitizer or a call of test::fail_target() is a finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace rhoflow::test {

/// The folder of the files of this process.
inline const TemporaryFolder &fuzz_folder() {
  static const TemporaryFolder folder;
  return folder;
}

[[noreturn]] inline void fail_target(const std::string &finding) {
  std::fprintf(stderr, "finding: %s\n", finding.c_str());
  std::abort();
}

/// That @p message is what users may get to see: a line of printable text.
inline void expect_line(const std::string &message) {
  if (message.empty())
    fail_target("a refusal without a word");
  for (const char c : message)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      fail_target("a control character in: " + message);
}

template <typename Values>
void expect_finite(const Values &values) {
  for (const double value : values)
    if (!std::isfinite(value))
      fail_target("a number that is not finite");
}

/// That @p values are as many as a reader promised, and finite.
template <typename Values>
void expect_numbers(const Values &values, std::size_t size) {
  if (values.size() != size)
    fail_target("an array of another size than promised");
  expect_finite(values);
}

/// Runs @p action, which may refuse the input in one line, and in no other way.
/// @param good nothing is wrong with the input, which then has to be accepted: a target whose good
///             file is refused would find nothing
template <typename Action>
void expect_answer(const Action &action, bool good = false) {
  try {
    action();
  } catch (const InputError &error) {
    expect_line(error.what());
    if (good)
      fail_target(std::string("the good input is refused: ") + error.what());
  } catch (const std::exception &error) {
    fail_target(std::string("no InputError but ") + error.what());
  }
}

/// Runs @p action, which computes with numbers that were read and may end as a run does that cannot
/// go on, in one line.
template <typename Action>
void compute(const Action &action) {
  try {
    action();
  } catch (const RunError &error) {
    expect_line(error.what());
  }
}

} // namespace rhoflow::test

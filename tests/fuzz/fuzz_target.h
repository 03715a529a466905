// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/errors.h"
#include "temporary_folder.h"

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

/// Runs @p action, which may refuse the input in one line of printable text as users see it, and in
/// no other way.
template <typename Action>
void expect_answer(const Action &action) {
  try {
    action();
  } catch (const InputError &error) {
    const std::string message = error.what();
    if (message.empty())
      fail_target("a refusal without a word");
    for (const char c : message)
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
        fail_target("a control character in: " + message);
  } catch (const std::exception &error) {
    fail_target(std::string("no InputError but ") + error.what());
  }
}

} // namespace rhoflow::test

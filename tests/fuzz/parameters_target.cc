// SPDX-License-Identifier: Apache-2.0
// Parameter files: refused in a line, or read; what is then written is read as the same.

#include "fuzz_target.h"

#include "parameters/parameter_file.h"
#include "rhoflow/run/parameters.h"

using namespace rhoflow;

namespace {

/// All parameters and the file that sets them.
struct ReadParameters {
  Parameters parameters;
  ParameterFile file{
      [this](dealii::ParameterHandler &handler) { parameters.add_parameters(handler); }};
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string path = test::fuzz_folder().write(
      "input.prm", std::string(reinterpret_cast<const char *>(data), size));
  test::expect_answer([&] {
    ReadParameters first;
    first.file.read(path);
    const std::string copy = test::fuzz_folder().path("copy.prm");
    first.file.write(copy);
    ReadParameters second;
    try {
      second.file.read(copy);
    } catch (const InputError &error) {
      test::fail_target(std::string("what was written is refused: ") + error.what());
    }
    if (first.file.values() != second.file.values())
      test::fail_target("what was written has other values");
    first.parameters.check(1);
  });
  return 0;
}

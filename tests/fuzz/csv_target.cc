// SPDX-License-Identifier: Apache-2.0
// Csv files: refused in a line, or samples of finite numbers, with or without names of columns.

#include "fuzz_target.h"

#include "data/samples_file.h"

#include <cmath>

using namespace rhoflow;

namespace {

void check(const DataSet &data) {
  if (data.size() == 0 || data.dimension == 0 || data.inputs.size() != data.size() * data.dimension)
    test::fail_target("samples without shape");
  for (const std::vector<double> *values : {&data.inputs, &data.labels})
    for (const double value : *values)
      if (!std::isfinite(value))
        test::fail_target("a number that is not finite");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  const std::string path = test::fuzz_folder().write(
      "input.csv", std::string(reinterpret_cast<const char *>(data), size));
  test::expect_answer([&] { check(read_samples(path)); });
  test::expect_answer([&] { check(read_samples(path, "speed, dist")); });
  test::expect_answer([&] { check(read_samples(path, "x0,x1,y")); });
  return 0;
}

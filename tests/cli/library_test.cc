// SPDX-License-Identifier: Apache-2.0
// The program in doc/library.md, as it stands there, builds against an installed copy of the
// library and runs.
#include "documents.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <sstream>

namespace {

using namespace rhoflow::test;

/// The first block of @p text marked as @p language.
std::string code_block(const std::string &text, const std::string &language) {
  const std::string opening = "```" + language + "\n";
  const std::size_t begin = text.find(opening) + opening.size();
  return text.substr(begin, text.find("```", begin) - begin);
}

TEST(Library, TheDocumentedProgramBuildsAgainstAnInstalledCopyAndLearns) {
  const TemporaryFolder folder;
  const std::string page = content(std::string(source_folder) + "/doc/library.md");
  folder.write("own_data.cc", code_block(page, "cpp"));
  folder.write("CMakeLists.txt", code_block(page, "cmake"));
  const std::string prefix = folder.path("installed");
  CommandResult result = run_command(
      folder, "cmake", "--install " + std::string(build_folder) + " --prefix " + prefix);
  ASSERT_EQ(result.status, 0) << result.error;
  result = run_command(folder, "cmake",
                       "-S . -B build -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH=" + prefix);
  ASSERT_EQ(result.status, 0) << result.error;
  result = run_command(folder, "cmake", "--build build");
  ASSERT_EQ(result.status, 0) << result.output << result.error;
  result = run_command(folder, "build/own_data", "");
  ASSERT_EQ(result.status, 0) << result.error;

  std::istringstream lines(result.output);
  std::string text;
  double time = 0., start_loss = 0., loss = 0., first = 0., second = 0.;
  lines >> text >> text >> time >> text >> start_loss;
  // At the Gaussian start f = 0, so that the loss is half the mean square of the labels.
  EXPECT_NEAR(start_loss, 0.5 * (2. * 0.81 + 2. * 0.01 + 0.04) / 5., 1e-6);
  lines >> text >> text >> time >> text >> loss;
  EXPECT_EQ(time, 0.5);
  EXPECT_LT(loss, 0.5 * start_loss);
  lines >> text >> text >> first >> text >> text >> second;
  ASSERT_TRUE(lines) << result.output;
  EXPECT_GT(first, second); // the data are high at the left end and low in the middle
}

} // namespace

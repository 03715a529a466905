// SPDX-License-Identifier: Apache-2.0
// doc/tutorial.md, typed from its start to its end by somebody in a folder of their own.
#include "../expect_error.h"
#include "documents.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include "../paths.h"

#include <iomanip>
#include <regex>
#include <sstream>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

/// A block of code: what stands behind ``` and what is in it; and the text before it.
struct CodeBlock {
  std::string language, content, text_before;
};

std::vector<CodeBlock> code_blocks(const std::string &page) {
  std::vector<CodeBlock> blocks;
  std::istringstream lines(page);
  CodeBlock block;
  bool inside = false;
  for (std::string line; std::getline(lines, line);)
    if (line.rfind("```", 0) != 0)
      (inside ? block.content : block.text_before) += line + '\n';
    else if (!inside) {
      block.language = line.substr(3);
      inside = true;
    } else {
      blocks.push_back(block);
      block = {};
      inside = false;
    }
  return blocks;
}

/// The file that the reader is told to write: the last name before the block.
std::string named_file(const std::string &text) {
  const std::regex name("`(\\w+\\.(csv|prm|py))`");
  std::string last;
  for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at)
    last = (*at)[1];
  return last;
}

/// Loss in the last line of the statistics of the run in @p name.
double last_loss(const TemporaryFolder &folder, const std::string &name) {
  return numbers_of(content(folder.path("output/" + name + "/statistics.csv"))).back()[3];
}

TEST(Tutorial, EveryCommandRunsAndShowsWhatTheTextSays) {
  const TemporaryFolder folder;
  fs::create_directory_symlink(build_folder, folder.path("build"));
  for (const char *name : {"problems", "src"})
    fs::create_directory_symlink(std::string(source_folder) + '/' + name, folder.path(name));
  const std::string page = content(std::string(source_folder) + "/doc/tutorial.md");
  // Nobody looks at the pictures of the single commands, which have tests of their own and take a
  // third of the time; those that the text names are drawn once, at the end.
  std::string script = "set -e\nexport RHOFLOW_PLOT=true\n";
  std::size_t n_files = 0;
  for (const CodeBlock &block : code_blocks(page))
    if (block.language == "sh") {
      // The build that runs this test has done what make would do.
      if (block.content.rfind("make ", 0) != 0)
        script += block.content;
    } else {
      const std::string file = named_file(block.text_before);
      ASSERT_NE(file, "") << block.content << ": nothing says which file this is";
      folder.write(file, block.content);
      ++n_files;
    }
  EXPECT_EQ(n_files, 7u);
  folder.write("tutorial.sh", script + "build/rhoflow-plot --quiet output/heating\n");
  const CommandResult result = run_command(folder, "sh", "tutorial.sh");
  ASSERT_EQ(result.status, 0) << result.output << result.error;
  EXPECT_EQ(result.error, "");

  expect_contains(
      result.output,
      "the predictions explain 82.6 % of the variance of the labels; the loss is still falling");
  expect_contains(result.output, "the predictions explain 99.0 % of the variance");
  EXPECT_EQ(result.output.find("warning"), std::string::npos) << result.output;
  EXPECT_NEAR(last_loss(folder, "heating") / last_loss(folder, "heating_finer"), 1., 1e-3);
  // Eight draws scatter by 3 % about the density's loss.
  EXPECT_NEAR(last_loss(folder, "heating_seed_1") / last_loss(folder, "heating"), 1., 0.15);
  expect_contains(result.output, "and 99.6 % of that of the test samples");
  expect_contains(result.output, "explained 0.990, of the test samples 0.996");
  const std::string predicted = folder.read("predicted.csv");
  expect_contains(predicted, "temperature,day,prediction\n-7,Monday,");
  const double f = std::stod(predicted.substr(predicted.find("Tuesday,") + 8));
  std::ostringstream consumption;
  consumption << "consumption at 7 degrees " << std::fixed << std::setprecision(1) << f;
  expect_contains(result.output, consumption.str());
  expect_contains(result.output, "t = 4.0: mass 1.000000000000, second moment 3.4");
  for (const char *name : {"head.pdf", "paper.pdf", "own_torch.h5", "own_arrays.h5",
                           "output/heating/images/prediction.png"})
    EXPECT_TRUE(fs::exists(folder.path(name))) << name;
  expect_contains(result.output, "loss of the density 0.0026, of the network 0.00");
  expect_contains(result.output, "they are 3 times as large: check beta");
  EXPECT_FALSE(fs::exists(folder.path("mistake.h5")));
  expect_contains(result.output, "8 networks of L = 20, M = 1000, K = 1000");
}

} // namespace

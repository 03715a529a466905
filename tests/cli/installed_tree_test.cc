// SPDX-License-Identifier: Apache-2.0
// An installed tree works wherever it is moved, without anything of the tree it was built from.
#include "../expect_error.h"
#include "documents.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

/// Installed once, in another place than that where it is used.
class InstalledTree : public testing::Test {
protected:
  static void SetUpTestSuite() {
    folder = std::make_unique<TemporaryFolder>();
    const CommandResult result = run_command(*folder, "cmake",
                                             "--install " + std::string(build_folder) +
                                                 " --prefix " + folder->path("first"));
    ASSERT_EQ(result.status, 0) << result.error;
    fs::create_directory(folder->path("moved"));
    fs::rename(folder->path("first"), tree());
  }
  static void TearDownTestSuite() { folder.reset(); }

  static std::string tree() { return folder->path("moved/tree"); }

  /// Runs a command of the tree with an empty environment, not even with a path.
  static CommandResult run(const std::string &command, const std::string &arguments) {
    return run_command(*folder, "env", "-i " + tree() + "/bin/" + command + ' ' + arguments);
  }

  static std::unique_ptr<TemporaryFolder> folder;
};

std::unique_ptr<TemporaryFolder> InstalledTree::folder;

TEST_F(InstalledTree, RunsADriverWithItsDataAndDraws) {
  // Only the tree that was moved has these data.
  std::ofstream(tree() + "/share/rhoflow/problems/own_data/day_length.csv")
      << "x0,y\n-1,0.9\n0,-0.2\n1,0.9\n";
  const CommandResult result =
      run("own_data", "--output own --set 'Time/End time=0.1' --set 'Time/Output interval=0.1' "
                      "--set 'Weights/Outer nodes=6' --set 'Weights/Inner cells=6' "
                      "--set Depth/Nodes=2 --set 'Output/Points=17' " +
                          no_errors + theory_settings(false));
  ASSERT_EQ(result.status, 0) << result.output << result.error;
  EXPECT_EQ(result.output.find("not drawn"), std::string::npos) << result.output;
  EXPECT_EQ(rows_of(folder->read("own/predictions.csv")).size(), 3u);
  for (const char *name : {"loss", "prediction", "head"})
    EXPECT_EQ(folder->read("own/images/" + std::string(name) + ".png").substr(1, 3), "PNG") << name;

  const CommandResult drawn = run("rhoflow-plot", "own --format svg --output own/svg");
  ASSERT_EQ(drawn.status, 0) << drawn.error;
  expect_contains(folder->read("own/svg/loss.svg"), "<svg");
}

TEST_F(InstalledTree, HasTheFilesOfEveryDriver) {
  std::size_t n_drivers = 0;
  for (const auto &entry : fs::directory_iterator(std::string(source_folder) + "/problems")) {
    const std::string name = entry.path().filename().string();
    if (!fs::exists(entry.path() / (name + ".cc")))
      continue;
    const std::string files = tree() + "/share/rhoflow/problems/" + name;
    expect_contains(run(name, "--help").output, "default " + files + '/' + name + ".prm\n");
    for (const auto &file : fs::directory_iterator(entry.path())) {
      const std::string kind = file.path().extension().string();
      if (kind == ".prm" || kind == ".csv" || kind == ".py") {
        EXPECT_TRUE(fs::exists(files / file.path().filename())) << file.path();
      }
    }
    ++n_drivers;
  }
  EXPECT_GE(n_drivers, 10u);
}

TEST_F(InstalledTree, ChecksAStudyThatCallsAScriptOfAnotherProblem) {
  const std::string study = "time_to_accuracy", arguments = "--validate --quiet";
  const CommandResult good = run(study, arguments);
  EXPECT_EQ(good.status, 0) << good.error;

  const std::string script = tree() + "/share/rhoflow/problems/particle_comparison/train_torch.py";
  fs::rename(script, script + ".away");
  const CommandResult bad = run(study, arguments);
  fs::rename(script + ".away", script);
  EXPECT_EQ(bad.status, 2);
  expect_contains(bad.error, script + ": not found; ");
  EXPECT_EQ(bad.error_lines(), 1u);
}

TEST_F(InstalledTree, DescribesEveryCommandInAManualPageAndForCompletion) {
  std::size_t n_commands = 0;
  for (const auto &entry : fs::directory_iterator(tree() + "/bin")) {
    const std::string name = entry.path().filename().string();
    const std::string page = folder->read("moved/tree/share/man/man1/" + name + ".1");
    expect_contains(page, ".SH NAME\n" + name + " \\- ");
    expect_contains(page, "\\-\\-output");
    EXPECT_EQ(page.find(source_folder), std::string::npos) << name;

    // As bash does when the tabulator is pressed behind --ou.
    const std::string script = folder->write(
        "complete.sh", ". '" + tree() + "/share/bash-completion/completions/" + name +
                           "'\nwords=($(complete -p " + name + "))\nCOMP_WORDS=(" + name +
                           " --ou) COMP_CWORD=1\n${words[@]: -2:1}\necho \"${COMPREPLY[@]}\"\n");
    const CommandResult completed = run_command(*folder, "bash", script);
    EXPECT_EQ(completed.output, "--output\n") << name << ": " << completed.error;
    ++n_commands;
  }
  EXPECT_GE(n_commands, 15u);
}

TEST_F(InstalledTree, CompletesNamesOfParameters) {
  const std::string script = folder->write(
      "complete.sh", "compopt() { :; }\n. '" + tree() +
                         "/share/bash-completion/completions/rhoflow'\n"
                         "COMP_WORDS=(rhoflow --set 'Weights/Outer\\ no') COMP_CWORD=2\n"
                         "_rhoflow_completion\necho \"${COMPREPLY[@]}\"\n");
  EXPECT_EQ(run_command(*folder, "bash", script).output, "Weights/Outer\\ nodes=\n");
}

/// The first block of @p text marked as @p language.
std::string code_block(const std::string &text, const std::string &language) {
  const std::string opening = "```" + language + "\n";
  const std::size_t begin = text.find(opening) + opening.size();
  return text.substr(begin, text.find("```", begin) - begin);
}

/// Runs cmake where the program of doc/library.md is built. A compiler cache knows it again
/// although the folder has another name every time.
CommandResult cmake(const TemporaryFolder &folder, const std::string &arguments) {
  return run_command(folder, "env",
                     "CCACHE_BASEDIR=" + folder.path() + " CCACHE_NOHASHDIR=1 cmake " + arguments);
}

// The program in doc/library.md, as it stands there.
TEST_F(InstalledTree, LetsTheDocumentedProgramBeBuiltWhichLearns) {
  const std::string page = content(std::string(source_folder) + "/doc/library.md");
  folder->write("own_data.cc", code_block(page, "cpp"));
  folder->write("CMakeLists.txt", code_block(page, "cmake"));
  for (const std::string &arguments :
       {"-S . -B build -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH=" + tree() + build_settings,
        std::string("--build build")}) {
    const CommandResult built = cmake(*folder, arguments);
    ASSERT_EQ(built.status, 0) << built.output << built.error;
  }
  const CommandResult result = run_command(*folder, "build/own_data", "");
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

// SPDX-License-Identifier: Apache-2.0
// A folder of results from outside: nothing in it is lost that a run did not write, results of
// another program stay unless the user says otherwise, and two runs never share one.
#include "../expect_error.h"
#include "quick_pictures.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

class ResultFolder : public testing::Test {
protected:
  void SetUp() override { folder_.write("problem.prm", small_problem()); }
  CommandResult run(const std::string &program, const std::string &arguments) const {
    return run_command(folder_, program,
                       "problem.prm --quiet --set 'Time/End time=0.1' "
                       "--set Output/Points=17 --set Output/Pictures=false " +
                           arguments);
  }
  /// Path and content of every file below the folder @p name.
  std::map<std::string, std::string> content(const std::string &name) const {
    std::map<std::string, std::string> files;
    for (const auto &entry : fs::recursive_directory_iterator(folder_.path(name)))
      if (entry.is_regular_file())
        files[entry.path()] = folder_.read(fs::relative(entry.path(), folder_.path()));
    return files;
  }
  /// The folder @p name stays as it is, and one line contains @p part.
  void expect_refused(const std::string &name, const std::string &program,
                      const std::string &arguments, const std::string &part) const {
    const auto before = content(name);
    const CommandResult result = run(program, "--output " + name + ' ' + arguments);
    EXPECT_EQ(result.status, 2) << result.error;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, "--output = '" + name + "'");
    expect_contains(result.error, part);
    EXPECT_TRUE(content(name) == before);
  }
  /// Files that a user may have where results go.
  void write_own_files(const std::string &name) const {
    for (const char *part : {"images", "density", "checkpoint"})
      fs::create_directories(folder_.path(name + '/' + part));
    for (const std::string &file : own_files)
      folder_.write(name + '/' + file, "mine: " + file);
  }
  void expect_own_files(const std::string &name) const {
    for (const std::string &file : own_files)
      EXPECT_EQ(folder_.read(name + '/' + file), "mine: " + file);
  }
  TemporaryFolder folder_;
  const std::vector<std::string> own_files{
      "images/photo.png", "density/mesh.vtu",    "checkpoint/model.h5", "notes.csv",
      "thesis.tex",       "images/loss_old.png", "density/00001.vti"};
};

TEST_F(ResultFolder, FilesOfTheUserStay) {
  const QuickPictures pictures;
  write_own_files("out");
  for (const std::string again : {"--set Output/Pictures=true", "", "--overwrite"}) {
    ASSERT_EQ(run(rhoflow_program, "--output out " + again).status, 0);
    expect_own_files("out");
  }
  ASSERT_EQ(run(particles_program, "--output out --overwrite").status, 0);
  expect_own_files("out");
  EXPECT_FALSE(fs::exists(folder_.path("out/checkpoint/density.h5")));
  EXPECT_FALSE(fs::exists(folder_.path("out/density/head.pvd")));
}

TEST_F(ResultFolder, TheFolderOfTheParameterFileCanBeUsed) {
  write_own_files(".");
  ASSERT_EQ(run(rhoflow_program, "--output .").status, 0);
  expect_own_files(".");
  EXPECT_EQ(folder_.read("problem.prm"), small_problem());
}

TEST_F(ResultFolder, FilesInTheWayAreRefusedUnlessTheyMayBeReplaced) {
  for (const std::string file :
       {"statistics.csv", "run.log", "parameters.prm", "images/loss.png", "checkpoint/density.h5",
        "density/head_00000.vti", "test_predictions.csv"}) {
    fs::remove_all(folder_.path("out"));
    for (const char *part : {"images", "density", "checkpoint"})
      fs::create_directories(folder_.path(std::string("out/") + part));
    folder_.write("out/" + file, "mine");
    expect_refused("out", rhoflow_program, "--set Output/Pictures=true", "'" + file + "'");
    EXPECT_FALSE(fs::exists(folder_.path("out/.rhoflow"))) << file;
  }
  folder_.write("out/statistics.csv", "mine");
  ASSERT_EQ(run(rhoflow_program, "--output out --overwrite").status, 0);
  expect_contains(folder_.read("out/statistics.csv"), "step,time");
}

TEST_F(ResultFolder, ResultsOfAnotherProgramAreRefusedUnlessTheyMayBeReplaced) {
  ASSERT_EQ(run(rhoflow_program, "--output out").status, 0);
  expect_refused("out", particles_program, "", "holds results of rhoflow;");
  expect_refused("out", std::string(problems_folder) + "/zero_loss", "",
                 "holds results of rhoflow;");
  const auto before = content("out");
  EXPECT_EQ(run(particles_program, "--output out --resume").status, 2);
  EXPECT_TRUE(content("out") == before);
  ASSERT_EQ(run(particles_program, "--output out --overwrite").status, 0);
  for (const char *file : {"checkpoint/density.h5", "density/marginals.pvd"})
    EXPECT_FALSE(fs::exists(folder_.path(std::string("out/") + file))) << file;
  expect_refused("out", rhoflow_program, "", "holds results of rhoflow-particles;");
}

TEST_F(ResultFolder, DefaultFoldersOfTheProgramsDiffer) {
  ASSERT_EQ(run(rhoflow_program, "").status, 0);
  const auto before = content("output/problem");
  for (int k = 0; k < 2; ++k) // the second one knows what the first one wrote
    ASSERT_EQ(run(particles_program, "").status, 0);
  EXPECT_TRUE(content("output/problem") == before);
  EXPECT_TRUE(fs::exists(folder_.path("output/problem_particles/statistics.csv")));
}

TEST_F(ResultFolder, ANewRunLeavesNothingOfTheOldOne) {
  ASSERT_EQ(run(rhoflow_program, "--output out --set 'Output/Mesh fields=true'").status, 0);
  ASSERT_EQ(run(rhoflow_program, "--output other --set Output/Fields=false").status, 0);
  ASSERT_EQ(run(rhoflow_program, "--output out --set Output/Fields=false").status, 0);
  std::vector<std::string> out, other;
  for (const auto &[file, text] : content("out"))
    out.push_back(fs::relative(file, folder_.path("out")));
  for (const auto &[file, text] : content("other"))
    other.push_back(fs::relative(file, folder_.path("other")));
  EXPECT_EQ(out, other);
}

TEST_F(ResultFolder, OfAVersionWithoutListsCanBeContinued) {
  ASSERT_EQ(run(rhoflow_program, "--output out").status, 0);
  fs::remove_all(folder_.path("out/.rhoflow"));
  expect_refused("out", rhoflow_program, "", "more would be replaced");
  ASSERT_EQ(run_command(folder_, rhoflow_program,
                        "problem.prm --quiet --set 'Output/Points=17' --output out --resume")
                .status,
            0);
  // From now on its files are known.
  EXPECT_EQ(run(rhoflow_program, "--output out").status, 0);
}

TEST_F(ResultFolder, BelongsToOneProcessAtATime) {
  ASSERT_EQ(run(rhoflow_program, "--output out").status, 0);
  const int lock = ::open(folder_.path("out/.rhoflow/lock").c_str(), O_RDWR);
  ASSERT_GE(lock, 0);
  ASSERT_EQ(::flock(lock, LOCK_EX | LOCK_NB), 0);
  expect_refused("out", rhoflow_program, "", "is writing there");
  expect_refused("out", rhoflow_program, "--overwrite", "is writing there");
  expect_refused("out", particles_program, "--overwrite", "is writing there");
  expect_refused("out", rhoflow_program, "--resume --set 'Time/End time=0.3'", "is writing there");
  ::close(lock);
  EXPECT_EQ(run(rhoflow_program, "--output out").status, 0);
}

TEST_F(ResultFolder, OfTwoRunsAtOnceOneIsRefused) {
  // The second starts while the first, which takes seconds, is writing.
  const auto start = [&] {
    const TemporaryFolder own; // for what the program says
    return run_command(own, rhoflow_program,
                       folder_.path("problem.prm") + " --quiet --output " + folder_.path("out") +
                           " --set Output/Pictures=false --set 'Time/End time=6'");
  };
  CommandResult first;
  std::thread run([&] { first = start(); });
  while (!fs::exists(folder_.path("out/statistics.csv")))
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const CommandResult second = start();
  run.join();
  EXPECT_EQ(second.status, 2) << second.error;
  expect_contains(second.error, "is writing there");
  EXPECT_EQ(first.status, 0) << first.error;
  for (const auto &row : rows_of(folder_.read("out/statistics.csv")))
    EXPECT_EQ(row.size(), 23u);
}

TEST_F(ResultFolder, AKilledRunLeavesNothingUnknown) {
  for (const int milliseconds : {450, 600, 750, 900}) {
    run_command(folder_, "timeout",
                "-s KILL " + std::to_string(milliseconds / 1000.) + ' ' + rhoflow_program +
                    " problem.prm --quiet --output out --set Output/Pictures=false "
                    "--set 'Output/Checkpoint=every output'");
    ASSERT_EQ(run(rhoflow_program, "--output out").status, 0) << milliseconds;
    for (const auto &[file, text] : content("out"))
      EXPECT_EQ(file.find(".part"), std::string::npos) << file;
  }
}

TEST_F(ResultFolder, ListsThatNameFilesElsewhereAreNotBelieved) {
  ASSERT_EQ(run(rhoflow_program, "--output out").status, 0);
  folder_.write("precious.txt", "mine");
  folder_.write("out/.rhoflow/files", folder_.read("out/.rhoflow/files") + "../precious.txt\n" +
                                          folder_.path("precious.txt") +
                                          "\nimages/../../precious.txt\nimages\n");
  ASSERT_EQ(run(rhoflow_program, "--output out").status, 0);
  EXPECT_EQ(folder_.read("precious.txt"), "mine");
}

TEST_F(ResultFolder, ComparisonsOwnTheirFolderToo) {
  ASSERT_EQ(run(rhoflow_program, "--output a").status, 0);
  ASSERT_EQ(run(rhoflow_program, "--output b --set Depth/Nodes=2").status, 0);
  const auto run_of_a = content("a");
  const CommandResult mistake = run_command(folder_, compare_program, "a b --output a");
  EXPECT_EQ(mistake.status, 2);
  expect_contains(mistake.error, "holds results of rhoflow;");
  EXPECT_TRUE(content("a") == run_of_a);
  const CommandResult twice = run_command(
      folder_, "env",
      "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun --oversubscribe -np 2 " +
          std::string(compare_program) + " a b");
  EXPECT_EQ(twice.status, 2);
  expect_contains(twice.error, "this program takes one");
  EXPECT_FALSE(fs::exists(folder_.path("a/comparison")));
  for (int k = 0; k < 2; ++k)
    ASSERT_EQ(run_command(folder_, compare_program, "a b --no-pictures --no-transport").status, 0);
}

} // namespace

// SPDX-License-Identifier: Apache-2.0
// A run that goes on from its checkpoint ends with the bits of one that was never interrupted;
// what does not fit the checkpoint is answered with one line.
#include "../expect_error.h"
#include "quick_pictures.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

struct ResumeCase {
  std::string name, settings;
};

CommandResult run(const TemporaryFolder &folder, const std::string &arguments) {
  return run_command(folder, rhoflow_program, "problem.prm --quiet " + arguments);
}

/// Two runs shared by the tests of this file, without pictures: `whole`, and `early`, which ends
/// after the first of its three output times. Every test has a folder of its own.
class Resume : public testing::TestWithParam<ResumeCase> {
public:
  static void SetUpTestSuite() {
    shared_ = new TemporaryFolder;
    shared_->write("problem.prm", small_problem());
    for (const std::string arguments :
         {"--output whole", "--output early --set 'Time/End time=0.1'"})
      EXPECT_EQ(run(*shared_, arguments + " --set Output/Pictures=false").status, 0);
  }
  static void TearDownTestSuite() { delete shared_; }

protected:
  void SetUp() override {
    folder_.write("problem.prm", small_problem());
    folder_.write("pairs.csv", "x0,x1,y\n0.5,0.2,1\n-0.3,0.6,-1\n0.1,-0.7,1\n");
  }
  /// Copies one of the shared runs to the folder @p name of this test.
  void take(const std::string &shared, const std::string &name) const {
    fs::copy(shared_->path(shared), folder_.path(name), fs::copy_options::recursive);
  }
  void expect_same_results(const std::string &a, const std::string &b) const {
    EXPECT_EQ(without_wall_time(folder_.read(a + "/statistics.csv")),
              without_wall_time(folder_.read(b + "/statistics.csv")));
    for (const char *file : {"/predictions.csv", "/theory.csv", "/kl_depth.csv", "/spectrum.csv"})
      EXPECT_EQ(folder_.read(a + file), folder_.read(b + file)) << file;
    EXPECT_EQ(sizes_of(folder_, a), sizes_of(folder_, b));
    EXPECT_EQ(folder_.names_in(a + "/density"), folder_.names_in(b + "/density"));
    for (const std::string &file : folder_.names_in(a + "/density"))
      EXPECT_EQ(folder_.read(a + "/density/" + file), folder_.read(b + "/density/" + file)) << file;
  }
  TemporaryFolder folder_;
  static TemporaryFolder *shared_;
};

TemporaryFolder *Resume::shared_ = nullptr;

TEST_P(Resume, EndsWithTheBitsOfAnUninterruptedRun) {
  const std::string settings = GetParam().settings;
  ASSERT_EQ(run(folder_, "--output whole " + settings).status, 0);
  ASSERT_EQ(run(folder_, "--output parts --set 'Time/End time=0.1' " + settings).status, 0);
  const CommandResult resumed = run(folder_, "--output parts --resume --threads 1 " + settings);
  ASSERT_EQ(resumed.status, 0) << resumed.error;
  expect_same_results("whole", "parts");
  expect_contains(folder_.read("parts/run.log"), "resumed");
}

INSTANTIATE_TEST_SUITE_P(
    , Resume,
    testing::Values(
        ResumeCase{"OneInput", theory_settings(true) + " --set Theory/Characteristics=1024"},
        ResumeCase{"Noise", theory_settings(true) + " --set Noise/Temperature=0.12 --set "
                                                    "Noise/Confinement=0.15"},
        ResumeCase{"NoiseWithFiniteElements",
                   "--set Noise/Temperature=0.1 --set 'Weights/Outer basis=finite element' "
                   "--set 'Weights/Outer nodes=6'"},
        ResumeCase{"Logistic", "--set Network/Activation=logistic --set Network/Alpha=3 "
                               "--set Output/Pictures=false"},
        ResumeCase{"FixedHeadRegularised",
                   "--set Network/Head=fixed --set 'Regularization/Type=decaying quadratic' "
                   "--set Regularization/Coefficient=0.25 --set Output/Pictures=false"},
        ResumeCase{"FiniteElement",
                   "--set 'Weights/Outer basis=finite element' --set 'Weights/Outer nodes=6' "
                   "--set Output/Fields=false --set Output/Pictures=false"},
        ResumeCase{"HeadMesh", "--set 'Weights/Head inner cells=8' "
                               "--set 'Weights/Head half width=7' "
                               "--set Output/Pictures=false"},
        ResumeCase{"TwoInputs",
                   "--set Data/Source=csv --set Data/File=pairs.csv --set Depth/Nodes=2 "
                   "--set 'Weights/Outer nodes=5' --set 'Weights/Inner cells=6' "
                   "--set 'Weights/Inner degree=2' --set Output/Points=17 "
                   "--set Output/Pictures=false"}),
    [](const auto &instance) { return instance.param.name; });

TEST_F(Resume, DropsWhatAKilledRunWroteAfterItsCheckpoint) {
  take("whole", "out");
  fs::remove_all(folder_.path("out/checkpoint"));
  take("early/checkpoint", "out/checkpoint");
  folder_.write("out/checkpoint/density.h5.part123", "half a checkpoint");
  take("whole", "whole");
  ASSERT_EQ(run(folder_, "--output out --resume --set Output/Pictures=false").status, 0);
  EXPECT_FALSE(fs::exists(folder_.path("out/checkpoint/density.h5.part123")));
  expect_same_results("out", "whole");
}

TEST_F(Resume, CheckpointsOfEveryOutputDoNotChangeTheRun) {
  take("whole", "a");
  ASSERT_EQ(run(folder_, "--output b --set Output/Pictures=false "
                         "--set 'Output/Checkpoint=every output'")
                .status,
            0);
  expect_same_results("a", "b");
  // The last one and the one before.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path("b/checkpoint")), {}), 2);
}

TEST_F(Resume, ANewRunRemovesTheCheckpointOfAnOldOne) {
  take("early", "out");
  ASSERT_EQ(run(folder_, "--output out --set 'Time/End time=0.1' --set Output/Fields=false "
                         "--set Output/Pictures=false --set Output/Checkpoint=none")
                .status,
            0);
  EXPECT_FALSE(fs::exists(folder_.path("out/checkpoint/density.h5")));
}

TEST_F(Resume, RefusesWhatDoesNotFitAndNamesIt) {
  take("early", "out");
  const std::vector<std::string> files{"out/statistics.csv", "out/run.json", "out/run.log",
                                       "out/parameters.prm"};
  std::vector<std::string> before;
  for (const std::string &file : files)
    before.push_back(folder_.read(file));
  const auto expect_refused = [&](const std::string &arguments, const std::string &part) {
    const CommandResult result = run(folder_, "--resume --output out " + arguments);
    EXPECT_EQ(result.status, 2) << result.error;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, part);
    for (std::size_t k = 0; k < files.size(); ++k)
      EXPECT_EQ(folder_.read(files[k]), before[k]) << files[k];
  };
  expect_refused("--set Network/Alpha=2", "Network/Alpha = 2");
  expect_refused("--set 'Weights/Inner cells=9' --set Time/Tolerance=1e-4", "Weights/Inner cells");
  expect_refused("--set 'Time/End time=0.1'", "Time/End time");
  const CommandResult absent = run(folder_, "--resume --output absent");
  EXPECT_EQ(absent.status, 2);
  expect_contains(absent.error, "absent/checkpoint/density.h5");
  EXPECT_FALSE(fs::exists(folder_.path("absent")));

  const std::string good = folder_.read("out/checkpoint/density.h5");
  folder_.write("out/checkpoint/density.h5", good.substr(0, good.size() / 2));
  expect_refused("", "density.h5");
  std::string flipped = good;
  flipped[flipped.size() / 2] ^= 4; // in the values of a density
  folder_.write("out/checkpoint/density.h5", flipped);
  expect_refused("", "density.h5");
  flipped = good;
  flipped[60] ^= 1; // in the seal, where HDF5 does not look
  folder_.write("out/checkpoint/density.h5", flipped);
  expect_refused("", "by its checksum");
}

TEST_F(Resume, NoFileBesideAGoodCheckpointKeepsARunFromGoingOn) {
  take("whole", "whole");
  const std::string pictures = "--set Output/Pictures=false";
  for (const std::string tail : {"20,1.25,0.07", "nonsense\n", "1,2,3\n4,5", "\0"}) {
    take("early", "out");
    for (const std::string file : {"out/statistics.csv", "out/run.log", "out/density/head.pvd"})
      folder_.write(file, folder_.read(file) + tail);
    const CommandResult result = run(folder_, "--output out --resume " + pictures);
    ASSERT_EQ(result.status, 0) << result.error;
    EXPECT_EQ(folder_.read("out/run.log").find("warning"), std::string::npos);
    expect_same_results("out", "whole");
    fs::remove_all(folder_.path("out"));
  }
  take("early", "out");
  fs::remove(folder_.path("out/statistics.csv"));
  fs::remove(folder_.path("out/run.log"));
  fs::remove(folder_.path("out/density/head.pvd"));
  const CommandResult result = run(folder_, "--output out --resume " + pictures);
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(folder_.read("out/run.log"), "statistics.csv is missing");
}

TEST_F(Resume, TheLogHasEveryLineOnce) {
  // The entropies of so few points differ at every output time, which is a note.
  const std::string settings = "--output out --set 'Theory/Relative entropy=true' "
                               "--set Theory/Characteristics=1024 --set Network/Beta=4 ";
  ASSERT_EQ(run(folder_, settings + "--set 'Time/End time=0.1'").status, 0);
  expect_contains(folder_.read("out/run.log"), "note: t = 0.1: kl_head is off");
  ASSERT_EQ(run(folder_, settings + "--resume").status, 0);
  std::istringstream log(folder_.read("out/run.log"));
  const std::regex numbers(" t = [^ :]*|by .*");
  std::set<std::string> lines, notes;
  for (std::string line; std::getline(log, line);) {
    EXPECT_TRUE(lines.insert(line).second) << line;
    if (line.rfind("note", 0) == 0) { // given once a run, whatever its numbers
      EXPECT_TRUE(notes.insert(std::regex_replace(line, numbers, "")).second) << line;
    }
  }
}

TEST_F(Resume, TheCheckpointBeforeIsUsedWhereTheLastOneIsDamaged) {
  ASSERT_EQ(run(folder_, "--output out --set Output/Pictures=false --set 'Time/End time=0.2' --set "
                         "'Output/Checkpoint=every output'")
                .status,
            0);
  take("whole", "whole");
  std::string damaged = folder_.read("out/checkpoint/density.h5");
  damaged[damaged.size() / 2] ^= 4;
  folder_.write("out/checkpoint/density.h5", damaged);
  const CommandResult result = run(folder_, "--output out --resume --set Output/Pictures=false");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(folder_.read("out/run.log"), "going on from out/checkpoint/density.previous.h5");
  expect_same_results("out", "whole");
}

TEST_F(Resume, MayBeRepeatedBeforeTheNextOutput) {
  take("early", "out");
  take("whole", "whole");
  // A checkpoint after every step: the one before the last has seen no output since the resume.
  ASSERT_EQ(run(folder_, "--output out --resume --set Output/Pictures=false --set 'Time/End "
                         "time=0.2' --set 'Output/Checkpoint interval=1e-9'")
                .status,
            0);
  fs::rename(folder_.path("out/checkpoint/density.previous.h5"),
             folder_.path("out/checkpoint/density.h5"));
  const CommandResult result = run(folder_, "--output out --resume --set Output/Pictures=false");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.error, "");
  expect_same_results("out", "whole");
}

TEST_F(Resume, ARunThatWasKilledAfterItsLastCheckpointIsFinished) {
  const QuickPictures pictures;
  const std::string with_pictures = "--set Output/Pictures=true ";
  ASSERT_EQ(run(folder_, with_pictures + "--output out").status, 0);
  const std::string statistics = folder_.read("out/statistics.csv");
  const std::string picture = folder_.read("out/images/loss.png");
  ASSERT_NE(picture, "");
  fs::remove(folder_.path("out/images/loss.png"));
  std::string record = folder_.read("out/run.json");
  const std::size_t status = record.find("\"done\"");
  ASSERT_NE(status, std::string::npos);
  folder_.write("out/run.json", record.replace(status, 6, "\"running\""));
  const CommandResult result = run(folder_, with_pictures + "--output out --resume");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(folder_.read("out/statistics.csv"), statistics);
  EXPECT_EQ(folder_.read("out/images/loss.png"), picture);
  expect_contains(folder_.read("out/run.json"), "\"done\"");
}

TEST_F(Resume, LostLinesOfEveryTableAreCounted) {
  take("early", "out");
  for (const std::string table : {"statistics.csv", "indicators.csv"}) {
    const std::string text = folder_.read("out/" + table);
    folder_.write("out/" + table, text.substr(0, text.find('\n') + 1));
  }
  ASSERT_EQ(run(folder_, "--output out --resume --set Output/Pictures=false").status, 0);
  const std::string log = folder_.read("out/run.log");
  for (const std::string table : {"statistics.csv", "indicators.csv"})
    expect_contains(log, table + " lacks 2 of 2 lines");
}

TEST_F(Resume, GoesOnFromAFormerVersionThatHadFewerKeysAndNoSeal) {
  take("early", "out");
  take("whole", "whole");
  folder_.write("age.py", R"(import h5py
path = "out/checkpoint/density.h5"
with h5py.File(path, "r+") as file:
    lines = bytes(file.attrs["parameters"]).decode().splitlines(keepends=True)
    new = ("Data/Columns", "Data/Standardise", "Time/Loss may rise",
           "Output/Checkpoint interval")
    kept = "".join(line for line in lines if not line.startswith(new))
    assert len(kept) < len("".join(lines))
    file.attrs["parameters"] = kept
with open(path, "rb") as file: # no room for a seal at that time
    content = file.read()[512:]
with open(path, "wb") as file:
    file.write(content)
)");
  const CommandResult python = run_command(folder_, "/usr/bin/python3", "age.py");
  ASSERT_EQ(python.status, 0) << python.error;
  const CommandResult result = run(folder_, "--output out --resume --set Output/Pictures=false");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_same_results("out", "whole");
}

TEST_F(Resume, RefusesACheckpointThatHasLostItsSeal) {
  take("early", "out");
  const std::string checkpoint = "out/checkpoint/density.h5";
  folder_.write(checkpoint, std::string(512, '\0') + folder_.read(checkpoint).substr(512));
  const CommandResult result = run(folder_, "--output out --resume --set Output/Pictures=false");
  EXPECT_EQ(result.status, 2);
  expect_contains(result.error, checkpoint + ": the seal at its beginning is missing");
}

TEST_F(Resume, MayAcceptALossThatRises) {
  take("early", "out");
  EXPECT_EQ(run(folder_, "--output out --resume --set Output/Pictures=false "
                         "--set 'Time/Loss may rise=true'")
                .status,
            0);
}

TEST_F(Resume, RefusesOtherSamples) {
  const std::string settings = "--output out --set Data/Source=csv --set Data/File=data.csv ";
  folder_.write("data.csv", "x0,y\n0.5,1\n-0.5,-1\n");
  ASSERT_EQ(run(folder_, settings + "--set 'Time/End time=0.1'").status, 0);
  folder_.write("data.csv", "x0,y\n0.5,1\n-0.5,-1.5\n");
  const CommandResult result = run(folder_, settings + "--resume");
  EXPECT_EQ(result.status, 2);
  expect_contains(result.error, "samples");
}

TEST_F(Resume, MayChangeTheNumberOfProcesses) {
  take("early", "out");
  take("whole", "whole");
  const CommandResult result =
      run_with(folder_, 2, "problem.prm --output out --resume --set Output/Pictures=false");
  ASSERT_EQ(result.status, 0) << result.error;
  const auto final_loss = [&](const std::string &name) {
    const std::string text = folder_.read(name + "/statistics.csv");
    std::smatch match;
    const std::string last = text.substr(text.rfind('\n', text.size() - 2) + 1);
    return std::regex_search(last, match, std::regex("^[^,]*,[^,]*,[^,]*,([^,]*)"))
               ? std::stod(match[1])
               : -1.;
  };
  EXPECT_NEAR(final_loss("out"), final_loss("whole"), 1e-12);
  EXPECT_GT(final_loss("out"), 0.);
}

} // namespace

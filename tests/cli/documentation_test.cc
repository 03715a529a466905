// SPDX-License-Identifier: Apache-2.0
// What the documents tell people to type works, and the parameter reference is the program's own.
#include "../expect_error.h"
#include "documents.h"
#include "run_command.h"

#include <gtest/gtest.h>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

const std::string source = source_folder;

struct DocumentedCommand {
  fs::path document;
  std::string command;
};

/// The commands of all documents that start one of the programs for runs.
std::vector<DocumentedCommand> documented_commands() {
  std::vector<fs::path> documents{source + "/README.md", source + "/CONTRIBUTING.md"};
  for (const char *place : {"/doc", "/problems"})
    for (const auto &entry : fs::recursive_directory_iterator(source + place))
      // The commands of the tutorial follow each other, in a test of its own.
      if (entry.path().extension() == ".md" && entry.path().filename() != "tutorial.md")
        documents.push_back(entry.path());
  std::vector<DocumentedCommand> commands;
  for (const fs::path &document : documents)
    for (const std::string &command : shell_commands(content(document)))
      // FILE.prm stands for the reader's own file; the tests are programs too; rhoflow-geometry
      // and rhoflow-evaluate look at finished runs (GeometryOfRuns, EvaluateGrid).
      if (command.rfind("build/", 0) == 0 && command.find("FILE.prm") == std::string::npos &&
          command.find("_tests ") == std::string::npos &&
          command.find("build/rhoflow output/") != 0 && // needs the results of another command
          command.find("build/rhoflow init ") != 0 && command != "build/rhoflow list" &&
          command.rfind("build/rhoflow-geometry ", 0) != 0 &&
          command.rfind("build/rhoflow-evaluate ", 0) != 0)
        commands.push_back({document, command});
  return commands;
}

/// Lets the program of @p command check its input.
CommandResult validate(const std::string &command) {
  const TemporaryFolder folder;
  fs::create_directory_symlink(source + "/problems", folder.path("problems"));
  const std::string name = command.substr(0, command.find(' '));
  const std::string program =
      name == "build/rhoflow"             ? rhoflow_program
      : name == "build/rhoflow-particles" ? particles_program
      : name == "build/rhoflow-points"
          ? points_program
          : problems_folder + name.substr(std::string("build/problems").size());
  // Quiet, so that no steps are timed for an answer that nobody reads.
  return run_command(folder, program, command.substr(name.size()) + " --validate --quiet");
}

TEST(Documentation, EveryCommandOfAProgramIsAccepted) {
  const std::vector<DocumentedCommand> commands = documented_commands();
  ASSERT_GE(commands.size(), 15u);
  // The programs themselves run in other tests.
  for (const auto &[document, command] : commands) {
    const CommandResult result = validate(command);
    EXPECT_EQ(result.status, 0) << document << ": " << command << "\n" << result.error;
    EXPECT_EQ(result.output, "") << document << ": " << command;
  }
}

TEST(Documentation, ParameterReferenceIsWhatTheProgramPrints) {
  const TemporaryFolder folder;
  const CommandResult result =
      run_command(folder, "sh " + source + "/doc/generate_parameter_reference.sh", rhoflow_program);
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.output, content(source + "/doc/parameters.md"))
      << "run make docs and commit doc/parameters.md";
}

TEST(Documentation, GalleryShowsEveryPictureOnce) {
  const std::string gallery = content(source + "/doc/gallery.md");
  std::size_t n_pictures = 0;
  for (const char *place : {"/problems", "/doc/images"})
    for (const auto &entry : fs::recursive_directory_iterator(source + place))
      if (entry.path().extension() == ".png") {
        const std::string link =
            "](" + fs::relative(entry.path(), source + "/doc").generic_string() + ")";
        const std::size_t found = gallery.find(link);
        EXPECT_NE(found, std::string::npos) << "doc/gallery.md does not show " << entry.path();
        EXPECT_EQ(gallery.find(link, found + 1), std::string::npos) << entry.path();
        ++n_pictures;
      }
  EXPECT_GE(n_pictures, 10u);
}

} // namespace

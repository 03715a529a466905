// What the documents tell people to type works, and the parameter reference is the program's own.
#include "../expect_error.h"
#include "documents.h"
#include "run_command.h"

#include <gtest/gtest.h>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

const std::string source = source_folder;

TEST(Documentation, EveryCommandOfAProgramIsAccepted) {
  const TemporaryFolder folder;
  fs::create_directory_symlink(source + "/problems", folder.path("problems"));
  std::vector<fs::path> documents{source + "/README.md", source + "/CONTRIBUTING.md"};
  for (const char *place : {"/doc", "/problems"})
    for (const auto &entry : fs::recursive_directory_iterator(source + place))
      if (entry.path().extension() == ".md")
        documents.push_back(entry.path());
  int n_commands = 0;
  for (const fs::path &document : documents)
    for (const std::string &command : shell_commands(content(document))) {
      if (command.rfind("build/", 0) != 0)
        continue;
      const std::size_t end = command.find(' ');
      const std::string name = command.substr(0, end);
      const std::string arguments = end == std::string::npos ? "" : command.substr(end);
      if (arguments.find("FILE.prm") != std::string::npos)
        continue; // stands for the reader's own file
      const std::string program =
          name == "build/rhoflow" ? rhoflow_program
          : name == "build/rhoflow-particles"
              ? particles_program
              : problems_folder + name.substr(std::string("build/problems").size());
      // The programs themselves run in other tests; here their input is checked.
      const CommandResult result = run_command(folder, program, arguments + " --validate");
      EXPECT_EQ(result.status, 0) << document << ": " << command << "\n" << result.error;
      ++n_commands;
    }
  EXPECT_GE(n_commands, 15);
}

TEST(Documentation, ParameterReferenceIsWhatTheProgramPrints) {
  const TemporaryFolder folder;
  const CommandResult result =
      run_command(folder, "sh " + source + "/doc/generate_parameter_reference.sh", rhoflow_program);
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.output, content(source + "/doc/parameters.md"))
      << "run make docs and commit doc/parameters.md";
}

} // namespace

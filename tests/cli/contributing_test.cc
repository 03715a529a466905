// SPDX-License-Identifier: Apache-2.0
// What CONTRIBUTING.md tells people to type exists, and what code cites is in the references.
#include "../expect_error.h"
#include "documents.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

const std::string checkout = source_folder;

TEST(Contributing, EveryCommandExists) {
  const TemporaryFolder folder;
  const std::string presets =
      run_command(folder, "cmake", "-S " + checkout + " --list-presets").output;
  std::size_t n_commands = 0;
  for (std::string command : shell_commands(content(checkout + "/CONTRIBUTING.md"))) {
    command.erase(command.find_last_not_of(' ') + 1);
    const std::string what = command.substr(command.rfind(' ') + 1);
    if (command == "make " + what)
      // Only says what it would do.
      EXPECT_EQ(run_command(folder, "make", "-n -C " + checkout + " " + what).status, 0) << command;
    else if (command == "cmake --preset " + what)
      expect_contains(presets, '"' + what + '"');
    else // those run in another test
      EXPECT_EQ(command.rfind("build/", 0), 0u) << command << ": nothing checks this command";
    ++n_commands;
  }
  EXPECT_GE(n_commands, 8u);
}

// Two types of one name in one program share destructors and whatever else the linker finds twice.
TEST(Contributing, NoTwoTypesHaveTheSameName) {
  const std::regex definition("^(struct|class|enum class) (\\w+)( final)?( : .*)? \\{");
  std::map<std::string, std::string> first;
  for (const char *place : {"/src", "/include"})
    for (const auto &entry : fs::recursive_directory_iterator(checkout + place)) {
      if (entry.path().extension() != ".h")
        continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);)
        if (std::smatch match; std::regex_search(line, match, definition)) {
          const auto [known, is_new] = first.emplace(match[2], entry.path().string());
          EXPECT_TRUE(is_new) << match[2] << ": " << known->second << " and " << entry.path();
        }
    }
  EXPECT_GE(first.size(), 100u);
}

// "Light and Durran 2016" and the letters of the papers on the model.
TEST(References, HaveEverythingThatIsCited) {
  const std::string references = content(checkout + "/doc/references.md");
  const std::regex cited("\\b(DCLW2?|CLLCC|[A-Z][a-z]+ (19|20)[0-9]{2})\\b");
  std::set<std::string> found;
  std::vector<fs::path> files;
  for (const char *place : {"/src", "/doc", "/problems", "/tests"})
    for (const auto &entry : fs::recursive_directory_iterator(checkout + place))
      if (const std::string kind = entry.path().extension().string();
          kind == ".h" || kind == ".cc" || kind == ".md")
        files.push_back(entry.path());
  for (const fs::path &file : files) {
    // Across the ends of comment lines.
    const std::string text =
        std::regex_replace(content(file), std::regex(R"(\n[ \t]*(///?)?[ \t]*)"), " ");
    for (std::sregex_iterator at(text.begin(), text.end(), cited), end; at != end; ++at) {
      found.insert((*at)[1]);
      EXPECT_NE(references.find((*at)[1].str()), std::string::npos)
          << file << " cites " << (*at)[1] << ", which doc/references.md does not have";
    }
  }
  EXPECT_GE(found.size(), 7u);
}

} // namespace

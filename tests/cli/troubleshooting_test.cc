// SPDX-License-Identifier: Apache-2.0
// doc/troubleshooting.md against the sources: the messages that it lists exist word for word, and
// what the sources may say to users is listed.
#include "documents.h"
#include "source_messages.h"

#include <gtest/gtest.h>

#include "../paths.h"

#include <algorithm>
#include <regex>

namespace {

using namespace rhoflow::test;

/// Without the blanks and the punctuation at both ends, which depend on what stands around.
std::string trimmed_words(const std::string &text) {
  const std::string edges = " \t\n:;,.%()'\"";
  const std::size_t begin = text.find_first_not_of(edges);
  if (begin == std::string::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(edges) - begin + 1);
}

/// The parts of @p message between the "..." that stand for numbers and names.
std::vector<std::string> fixed_parts(const std::string &message) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= message.size();) {
    const std::size_t end = std::min(message.find("...", begin), message.size());
    if (std::string part = trimmed_words(message.substr(begin, end - begin)); !part.empty())
      parts.push_back(std::move(part));
    begin = end + 3;
  }
  return parts;
}

/// What is between backticks in @p text.
std::vector<std::string> code_in(const std::string &text) {
  std::vector<std::string> found;
  const std::regex code("`([^`]+)`");
  for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at)
    found.push_back((*at)[1]);
  return found;
}

/// Whether code in the text is a sentence, and not the name of a parameter, file or option.
bool is_sentence(const std::string &code) {
  return std::count(code.begin(), code.end(), ' ') >= 2 && code.find('/') == std::string::npos &&
         code.find(" = ") == std::string::npos;
}

/// What the page lists: all code in its headings, the first of each line of a table, and the
/// sentences among the code of the text.
std::vector<std::string> listed_messages(const std::string &page) {
  std::vector<std::string> messages;
  std::string text;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);)
    if (line.rfind("### ", 0) == 0)
      for (const std::string &code : code_in(line))
        messages.push_back(code);
    else if (line.rfind("| `", 0) == 0) {
      messages.push_back(code_in(line).front());
      text += line.substr(line.find("` |") + 1);
    } else
      text += line + ' ';
  for (const std::string &code : code_in(text))
    if (is_sentence(code))
      messages.push_back(code);
  return messages;
}

/// The legend at the top of the page.
bool is_legend(const std::string &message) {
  return message == "warning: t = ..." || message == "note: t = ...";
}

class Troubleshooting : public testing::Test {
protected:
  static void SetUpTestSuite() {
    sources_ =
        new std::map<std::string, SourceText>(read_sources(std::string(source_folder) + "/src"));
    messages_ = new std::vector<std::string>(
        listed_messages(content(std::string(source_folder) + "/doc/troubleshooting.md")));
  }
  static void TearDownTestSuite() {
    delete sources_;
    delete messages_;
  }
  static std::map<std::string, SourceText> *sources_;
  static std::vector<std::string> *messages_;
};

std::map<std::string, SourceText> *Troubleshooting::sources_ = nullptr;
std::vector<std::string> *Troubleshooting::messages_ = nullptr;

TEST(SourceMessages, LiteralsAreJoinedAndBelongToTheirStatement) {
  const SourceText source =
      read_source_text("f('\"', 1'000); // \"no\"\n"
                       "throw E(\"a \\\"b\\\" \"\n  \"c\" + x + \"d\"); g(\"e\");");
  EXPECT_EQ(source.literals, (std::vector<std::string>{"a \"b\" c", "d", "e"}));
  EXPECT_EQ(source.literals_from(source.code.find("throw")),
            (std::vector<std::string>{"a \"b\" c", "d"}));
}

TEST_F(Troubleshooting, EveryListedMessageIsPrintedBySomeSource) {
  ASSERT_GE(messages_->size(), 100u);
  for (const std::string &message : *messages_) {
    const std::vector<std::string> parts = fixed_parts(message);
    // All parts in one file; a message that is put together from several is listed in parts.
    const bool found =
        is_legend(message) ||
        std::any_of(sources_->begin(), sources_->end(), [&](const auto &source) {
          return std::all_of(parts.begin(), parts.end(), [&](const std::string &part) {
            return std::any_of(source.second.literals.begin(), source.second.literals.end(),
                               [&](const std::string &literal) {
                                 return literal.find(part) != std::string::npos;
                               });
          });
        });
    EXPECT_TRUE(found) << "no source prints '" << message << "'";
  }
}

TEST_F(Troubleshooting, EveryWarningAndErrorIsListed) {
  // Those of the other folders and files are for programmers: what is written is made by
  // Rhoflow.
  const std::regex internal(
      "(vtk|paraview)/.*|study/.*_fit.cc|particles/exchange/particle_writer.cc");
  const std::regex speaking(
      R"((throw (InputError|RunError)\(|error_at\(|[.>](warn|say)\(|\b(fail|not_drawn)\(|\b(message|remark) <<))");
  constexpr std::size_t shortest = 15; // less says nothing by itself
  std::size_t n_statements = 0;
  for (const auto &[file, source] : *sources_) {
    if (std::regex_match(file, internal))
      continue;
    for (std::sregex_iterator at(source.code.begin(), source.code.end(), speaking), end; at != end;
         ++at) {
      std::vector<std::string> texts;
      for (const std::string &literal : source.literals_from(std::size_t(at->position())))
        if (std::string text = trimmed_words(literal); text.size() >= shortest)
          texts.push_back(std::move(text));
      if (texts.empty())
        continue;
      ++n_statements;
      const bool listed =
          std::any_of(messages_->begin(), messages_->end(), [&](const std::string &message) {
            const std::vector<std::string> parts = fixed_parts(message);
            return std::any_of(parts.begin(), parts.end(), [&](const std::string &part) {
              return part.size() >= 7 &&
                     std::any_of(texts.begin(), texts.end(), [&](const std::string &text) {
                       return text.find(part) != std::string::npos ||
                              part.find(text) != std::string::npos;
                     });
            });
          });
      EXPECT_TRUE(listed) << file << ": doc/troubleshooting.md does not list '" << texts.front()
                          << "'";
    }
  }
  EXPECT_GE(n_statements, 60u);
}

} // namespace

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace rhoflow::test {

/// The text of a C++ source file, its string literals taken out.
struct SourceText {
  std::string code;                  ///< without comments; "@k@" stands for literal k
  std::vector<std::string> literals; ///< those that follow each other are one, as for the compiler

  /// The literals of the statement that goes on at @p position, up to its semicolon.
  std::vector<std::string> literals_from(std::size_t position) const;
};

/// Takes the literals out of @p text, a source file with no raw strings that hold quotes.
SourceText read_source_text(const std::string &text);

/// The sources in @p folder and below, by their paths relative to it.
std::map<std::string, SourceText> read_sources(const std::filesystem::path &folder);

} // namespace rhoflow::test

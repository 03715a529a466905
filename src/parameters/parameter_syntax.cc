// SPDX-License-Identifier: Apache-2.0
#include "parameters/parameter_syntax.h"
#include "base/line_reader.h"
#include "rhoflow/base/quoted_text.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string_view>

namespace rhoflow {

namespace {

/// Reads logical lines: without comments, blanks at the ends and continuation marks.
class StatementReader {
public:
  StatementReader(std::istream &input, const std::string &file_name)
      : lines_(input, file_name, "check that this is a parameter file") {}

  /// Reads the next line that is not empty; false at the end of the file.
  bool next(std::string &statement) {
    statement.clear();
    while (lines_.next()) {
      if (statement.empty())
        line_ = lines_.line();
      std::string_view part = trimmed_text(lines_.text().substr(0, lines_.text().find('#')));
      const bool continued = !part.empty() && part.back() == '\\';
      if (continued)
        part.remove_suffix(1);
      if (!statement.empty())
        statement += ' ';
      statement += part;
      if (!continued && !statement.empty())
        return true;
    }
    return !statement.empty();
  }

  unsigned long line() const { return line_; }

  [[noreturn]] void fail(unsigned long line, const std::string &message) const {
    lines_.fail(line, message);
  }

private:
  LineReader lines_;
  unsigned long line_ = 0; // where the present logical line starts
};

struct OpenSection {
  std::string name;
  unsigned long line;
};

std::vector<std::string> names(const std::vector<OpenSection> &open) {
  std::vector<std::string> result;
  for (const OpenSection &section : open)
    result.push_back(section.name);
  return result;
}

} // namespace

std::string normalized_name(const std::string &name) {
  std::istringstream words(name);
  std::string result;
  for (std::string word; words >> word;)
    result += result.empty() ? word : ' ' + word;
  return result;
}

std::vector<ParameterStatement> scan_parameters(std::istream &input, const std::string &file_name) {
  StatementReader reader(input, file_name);
  std::vector<ParameterStatement> statements;
  std::vector<OpenSection> open;
  for (std::string line; reader.next(line);) {
    if (!is_printable(line))
      reader.fail(reader.line(), quoted_text(line) + ": " + not_printable);
    const std::size_t blank = line.find_first_of(" \t");
    std::string keyword = line.substr(0, blank);
    std::transform(keyword.begin(), keyword.end(), keyword.begin(),
                   [](unsigned char letter) { return std::tolower(letter); });
    const std::string rest =
        blank == std::string::npos ? "" : std::string(trimmed_text(line.substr(blank)));

    if (keyword == "subsection" && !rest.empty()) {
      open.push_back({normalized_name(rest), reader.line()});
      statements.push_back({reader.line(), names(open), "", ""});
    } else if (keyword == "end" && rest.empty()) {
      if (open.empty())
        reader.fail(reader.line(), "this 'end' closes no subsection; remove it");
      open.pop_back();
    } else if (keyword == "set" && rest.find('=') != std::string::npos &&
               !normalized_name(rest.substr(0, rest.find('='))).empty()) {
      const std::size_t equals = rest.find('=');
      statements.push_back({reader.line(), names(open), normalized_name(rest.substr(0, equals)),
                            std::string(trimmed_text(rest.substr(equals + 1)))});
    } else
      reader.fail(reader.line(), quoted_text(line) + " is no statement; write 'subsection NAME', "
                                                     "'set KEY = VALUE' or 'end'");
  }
  if (!open.empty())
    reader.fail(open.back().line, "the subsection " + quoted_text(open.back().name) +
                                      " opened here is not closed; add a line 'end'");
  return statements;
}

} // namespace rhoflow

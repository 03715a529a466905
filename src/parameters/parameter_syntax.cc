#include "parameters/parameter_syntax.h"
#include "base/errors.h"
#include "base/quoted_text.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string_view>

namespace rhoflow {

namespace {

// Longer lines mean that the file is no parameter file; without a limit, a device such as /dev/zero
// would fill the memory.
constexpr std::streamsize longest_line = 1 << 16;

/// Reads logical lines: without comments, blanks at the ends and continuation marks.
class LineReader {
public:
  LineReader(std::istream &input, const std::string &file_name)
      : input_(input), file_name_(file_name), buffer_(longest_line, '\0') {}

  /// Reads the next line that is not empty; false at the end of the file.
  bool next(std::string &line) {
    line.clear();
    std::string part;
    while (physical_line(part)) {
      if (line.empty())
        line_ = physical_;
      const bool continued = !part.empty() && part.back() == '\\';
      if (continued)
        part.pop_back();
      line += line.empty() ? part : ' ' + part;
      if (!continued && !line.empty())
        return true;
    }
    return !line.empty();
  }

  unsigned long line() const { return line_; }

  [[noreturn]] void fail(const unsigned long line, const std::string &message) const {
    throw InputError(file_name_ + ':' + std::to_string(line) + ": " + message);
  }

private:
  bool physical_line(std::string &part) {
    if (input_.eof())
      return false;
    input_.getline(buffer_.data(), longest_line);
    ++physical_;
    const auto count = static_cast<std::size_t>(input_.gcount());
    if (input_.fail()) {
      if (count == 0 || input_.bad()) {
        if (!input_.eof())
          throw InputError(file_name_ + ": cannot be read; check that it is a text file");
        return false;
      }
      fail(physical_, "the line is longer than 65535 characters; check that this is a parameter "
                      "file");
    }
    // The count includes the line break, which the last line may lack.
    std::string_view text(buffer_.data(), input_.eof() ? count : count - 1);
    text = trimmed_text(text.substr(0, text.find('#')));
    part.assign(text);
    return true;
  }

  std::istream &input_;
  const std::string &file_name_;
  std::string buffer_;
  unsigned long physical_ = 0; // the last line read
  unsigned long line_ = 0;     // where the present logical line starts
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
  LineReader reader(input, file_name);
  std::vector<ParameterStatement> statements;
  std::vector<OpenSection> open;
  for (std::string line; reader.next(line);) {
    const std::size_t blank = line.find_first_of(" \t");
    std::string keyword = line.substr(0, blank);
    std::transform(keyword.begin(), keyword.end(), keyword.begin(),
                   [](const unsigned char letter) { return std::tolower(letter); });
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

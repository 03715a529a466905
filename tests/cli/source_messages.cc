// SPDX-License-Identifier: Apache-2.0
#include "source_messages.h"

#include "documents.h"

#include <cctype>

namespace rhoflow::test {

namespace {

namespace fs = std::filesystem;

/// Reads a source file from its start to its end.
class SourceScanner {
public:
  explicit SourceScanner(const std::string &text) : text_(text) {}

  SourceText scan() {
    while (at_ < text_.size())
      if (follows("//"))
        skip_to("\n", 0);
      else if (follows("/*"))
        skip_to("*/", 2);
      else if (text_[at_] == '\'' && (at_ == 0 || !std::isalnum((unsigned char)text_[at_ - 1])))
        read_quoted('\''); // not the separator of digits
      else if (text_[at_] == '"')
        add(read_quoted('"'));
      else
        result_.code += text_[at_++];
    return std::move(result_);
  }

private:
  bool follows(const std::string &start) const {
    return text_.compare(at_, start.size(), start) == 0;
  }
  void skip_to(const std::string &end, std::size_t beyond) {
    const std::size_t found = text_.find(end, at_);
    at_ = found == std::string::npos ? text_.size() : found + beyond;
  }
  std::string read_quoted(char quote) {
    std::string content;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\')
        ++at_;
      content += text_[at_];
    }
    ++at_;
    return content;
  }
  void add(const std::string &literal) {
    std::string &code = result_.code;
    const std::size_t last = code.find_last_not_of(" \t\n");
    if (last != std::string::npos && code[last] == '@') {
      result_.literals.back() += literal;
      return;
    }
    code += '@' + std::to_string(result_.literals.size()) + '@';
    result_.literals.push_back(literal);
  }

  const std::string &text_;
  std::size_t at_ = 0;
  SourceText result_;
};

} // namespace

std::vector<std::string> SourceText::literals_from(std::size_t position) const {
  std::vector<std::string> found;
  const std::size_t end = std::min(code.find(';', position), code.size());
  for (std::size_t at = code.find('@', position); at < end; at = code.find('@', at + 1)) {
    const std::size_t close = code.find('@', at + 1);
    found.push_back(literals[std::stoul(code.substr(at + 1, close - at - 1))]);
    at = close;
  }
  return found;
}

SourceText read_source_text(const std::string &text) {
  return SourceScanner(text).scan();
}

std::map<std::string, SourceText> read_sources(const fs::path &folder) {
  std::map<std::string, SourceText> sources;
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    if (const std::string kind = entry.path().extension().string(); kind == ".cc" || kind == ".h")
      sources[fs::relative(entry.path(), folder).string()] =
          read_source_text(content(entry.path()));
  return sources;
}

} // namespace rhoflow::test

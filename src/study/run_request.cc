// SPDX-License-Identifier: Apache-2.0
#include "study/run_request.h"

#include "base/text_file.h"
#include "base/version.h"
#include "rhoflow/base/errors.h"

#include <nlohmann/json.hpp>

#include <boost/crc.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

const char *const request_file = "/study-request.txt";
const char *const unfinished = "(not finished)\n";

std::string content(const fs::path &path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

/// Size and CRC-32 of the file @p path.
std::string fingerprint(const fs::path &path) {
  const std::string bytes = content(path);
  boost::crc_32_type checksum;
  checksum.process_bytes(bytes.data(), bytes.size());
  std::ostringstream text;
  text << bytes.size() << " bytes, checksum " << std::hex << checksum.checksum();
  return text.str();
}

/// Whether everything that was built is in the commit @p revision.
bool names_the_code(const std::string &revision) {
  const std::string dirty = "-dirty";
  return revision != "unknown" && (revision.size() < dirty.size() ||
                                   revision.substr(revision.size() - dirty.size()) != dirty);
}

/// This program, in one line.
std::string describe_program() {
  const std::string revision = git_revision();
  std::string name = std::string("rhoflow ") + version() + ", revision " + revision;
  if (names_the_code(revision))
    return name;
  static const std::string executable = fingerprint("/proc/self/exe"); // many megabytes
  return name + ", executable of " + executable;
}

} // namespace

RunRequest::RunRequest(const CommandLine &command_line, const std::vector<std::string> &scripts)
    : program_(describe_program()), text_(program_ + '\n') {
  for (const std::string &script : scripts)
    text_ += fs::path(script).filename().string() + " of " + fingerprint(script) + '\n';
  for (const std::string &setting : command_line.settings)
    text_ += "--set '" + setting + "'\n";
  text_ += content(command_line.parameter_file);
}

std::string RunRequest::reason_to_repeat(const std::string &folder) const {
  const std::string former = content(folder + request_file);
  if (former.empty())
    return {};
  if (const std::string program = former.substr(0, former.find('\n')); program != program_)
    return "made by " + program + ", this is " + program_;
  if (former == text_ + unfinished)
    return "not finished before";
  if (former != text_)
    return "asked for differently before";
  const nlohmann::json record =
      nlohmann::json::parse(content(folder + "/run.json"), nullptr, /*allow_exceptions*/ false);
  if (!record.is_object() || !record.contains("end") || !record["end"].is_object())
    return "without a readable run.json";
  if (record["end"].value("status", nlohmann::json()) != "done")
    return "not finished before";
  return {};
}

bool RunRequest::is_finished(const std::string &folder) const {
  return fs::exists(folder + request_file) && reason_to_repeat(folder).empty();
}

void RunRequest::announce(const std::string &folder) const {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw InputError("--output = '" + folder + "': the folder cannot be created (" +
                     error.message() + "); choose another one");
  write_atomically(folder + request_file, text_ + unfinished);
}

void RunRequest::confirm(const std::string &folder) const {
  write_atomically(folder + request_file, text_);
}

} // namespace rhoflow

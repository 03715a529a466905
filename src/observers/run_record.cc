// SPDX-License-Identifier: Apache-2.0
#include "observers/run_record.h"
#include "base/text_file.h"
#include "base/version.h"
#include "base/wall_clock.h"

#include <nlohmann/json.hpp>

#include <ctime>
#include <utility>

namespace rhoflow {

namespace {

/// The present time as ISO 8601, in UTC.
std::string present_time() {
  const std::time_t now = std::time(nullptr);
  std::tm broken_down{};
  gmtime_r(&now, &broken_down);
  char text[32];
  std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &broken_down);
  return text;
}

const char *status_name(ExitStatus status) {
  switch (status) {
  case ExitStatus::done:
    return "done";
  case ExitStatus::run_failed:
    return "failed";
  case ExitStatus::bad_input:
    return "bad input";
  }
  return "unknown";
}

} // namespace

RunRecord::RunRecord(std::string program)
    : program_(std::move(program)), start_time_(present_time()), start_(wall_seconds()) {}

double RunRecord::time(const std::string &stage) const {
  const auto found = timings_.find(stage);
  return found == timings_.end() ? 0. : found->second;
}

void RunRecord::set_end(ExitStatus status, const std::string &message) {
  ended_ = true;
  status_ = status;
  message_ = message;
}

void RunRecord::set_stopped(const std::string &message) {
  set_end(ExitStatus::run_failed, message);
  stopped_ = true;
}

std::string RunRecord::json() const {
  nlohmann::ordered_json record;
  record["program"] = program_;
  record["version"] = version();
  record["git_revision"] = git_revision();
  record["libraries"] = library_versions();
  record["start_time"] = start_time_;
  record["threads"] = threads_;
  record["instruction_set"] = instruction_set_;
  record["vector_width_bits"] = vector_width_bits_;
  record["sizes"] = sizes_;
  record["timings"] = timings_;
  nlohmann::ordered_json &end = record["end"];
  end["status"] = stopped_ ? "stopped" : ended_ ? status_name(status_) : "running";
  if (ended_)
    end["exit_status"] = static_cast<int>(status_);
  end["message"] = message_;
  end["seconds"] = wall_seconds() - start_;
  // Names and messages may carry bytes of a user's file that are not UTF-8.
  return record.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

void RunRecord::write(const std::string &path) const {
  write_atomically(path, json(), Durability::disk);
}

void RunRecord::write_last(const std::string &path) const noexcept {
  try {
    write(path);
  } catch (const std::exception &) {
    overwrite_in_place(path, json());
  }
}

ScopedTimer::ScopedTimer(RunRecord &record, std::string stage)
    : record_(record), stage_(std::move(stage)), start_(wall_seconds()) {}

ScopedTimer::~ScopedTimer() {
  record_.add_time(stage_, wall_seconds() - start_);
}

} // namespace rhoflow

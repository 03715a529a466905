// SPDX-License-Identifier: Apache-2.0
#include "observers/recorded_run.h"

#include "base/text_file.h"
#include "results/folder_lock.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

namespace rhoflow {

namespace {

nlohmann::ordered_json read_record(const std::string &folder) {
  std::ifstream file(folder + "/run.json");
  nlohmann::ordered_json record =
      nlohmann::ordered_json::parse(file, nullptr, /*allow_exceptions*/ false);
  return record.is_object() && record.contains("end") && record["end"].is_object()
             ? record
             : nlohmann::ordered_json();
}

bool says_running(const nlohmann::ordered_json &record) {
  return record.is_object() && record["end"].value("status", "") == "running";
}

/// The entry of the column time in the last whole line of statistics.csv; empty if there is none.
std::string last_time(const std::string &folder) {
  std::ifstream file(folder + "/statistics.csv");
  std::string header, line, last;
  std::getline(file, header);
  while (std::getline(file, line))
    if (!file.eof()) // else its end is missing
      last = line;
  std::istringstream names(header), entries(last);
  for (std::string name, entry;
       std::getline(names, name, ',') && std::getline(entries, entry, ',');)
    if (name == "time") {
      std::ostringstream text;
      text << std::strtod(entry.c_str(), nullptr);
      return text.str();
    }
  return {};
}

std::string description(const std::string &folder) {
  const std::string time = last_time(folder);
  return time.empty() ? "the run was killed before it wrote anything"
                      : "the run was killed at t = " + time + " or later";
}

} // namespace

bool is_recorded_as_running(const std::string &folder) {
  return says_running(read_record(folder));
}

std::string describe_killed_run(const std::string &folder) {
  if (!is_recorded_as_running(folder))
    return {};
  const FolderState state = look_at_lock(folder + "/.rhoflow/lock");
  // Once more: the run may have come to its end between the two looks.
  if (state.use != FolderUse::free || !is_recorded_as_running(folder))
    return {};
  std::string text = description(folder);
  if (!state.of_this_machine)
    text += ", unless " + state.owner + " still makes it";
  return text;
}

std::string correct_record(const std::string &folder) {
  nlohmann::ordered_json record = read_record(folder);
  if (!says_running(record))
    return {};
  const std::string text = description(folder);
  record["end"]["status"] = "killed";
  record["end"]["message"] = text;
  write_atomically(folder + "/run.json",
                   record.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
                       '\n',
                   Durability::disk);
  return text;
}

double recorded_seconds(const std::string &folder, const std::string &stage) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  const nlohmann::ordered_json record = read_record(folder);
  if (!record.is_object() || record["end"].value("status", "") != "done" ||
      !record.contains("timings") || !record["timings"].is_object())
    return unknown;
  const auto found = record["timings"].find(stage);
  return found != record["timings"].end() && found->is_number() ? found->get<double>() : unknown;
}

} // namespace rhoflow

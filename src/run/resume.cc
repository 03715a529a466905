// SPDX-License-Identifier: Apache-2.0
#include "run/resume.h"

#include "checkpoint/checkpoint_file.h"
#include "observers/output_schedule.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/data/data_parameters.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace rhoflow {

namespace {

/// Keys that may change from one part of a run to the next.
bool may_change(const std::string &name) {
  return name == "Time/End time" || name == "Accuracy/Loss" || name == "Accuracy/Predictions" ||
         name == "Accuracy/Estimate" || name == "Time/Loss may rise" ||
         name == "Particles/Cloud neurons" || name.compare(0, 7, "Output/") == 0;
}

/// As texts or, if both are numbers, as those.
bool same_value(const std::string &a, const std::string &b) {
  if (a == b)
    return true;
  try {
    std::size_t end_a = 0, end_b = 0;
    return std::stod(a, &end_a) == std::stod(b, &end_b) && end_a == a.size() && end_b == b.size();
  } catch (const std::exception &) {
    return false;
  }
}

std::map<std::string, std::string> parse_lines(const std::string &lines) {
  std::map<std::string, std::string> values;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);)
    if (const std::size_t equals = line.find(" = "); equals != std::string::npos)
      values[line.substr(0, equals)] = line.substr(equals + 3);
  return values;
}

/// What a checkpoint says of the run that wrote it.
struct FormerRun {
  const std::string &folder, &path, &parameters;
  const DataSet &data;
  double time;
};

/// Whether the record of the run in @p folder says that it wrote everything.
bool is_done(const std::string &folder) {
  std::ifstream file(folder + "/run.json");
  const auto record = nlohmann::json::parse(file, nullptr, /*allow_exceptions*/ false);
  return record.is_object() && record.contains("end") && record["end"].is_object() &&
         record["end"].value("status", "") == "done";
}

/// @throws InputError if a run with these parameters and data cannot go on from @p run
void require_same_run(const FormerRun &run, const ParameterFile &file, const DataSet &data,
                      const TimeParameters &time) {
  // A former version did without keys that are newer, which is what their defaults mean, but for
  // this one, whose default asks the data.
  const auto defaults = file.defaults();
  std::map<std::string, std::string> former(defaults.begin(), defaults.end());
  former["Data/Standardise"] = to_string(Standardisation::none);
  for (const auto &[name, value] : parse_lines(run.parameters))
    former[name] = value;
  for (const auto &[name, value] : file.values()) {
    const std::string &before = former.at(name);
    if (!may_change(name) && !same_value(value, before))
      throw InputError("--resume: " + name + " = " + value + ", but the checkpoint '" + run.path +
                       "' was written with " + before +
                       "; set that value or start the run without --resume");
  }
  if (data.dimension != run.data.dimension || data.inputs != run.data.inputs ||
      data.labels != run.data.labels)
    throw InputError("--resume: the samples differ from those of the checkpoint '" + run.path +
                     "'; start the run without --resume");
  const OutputSchedule schedule(time.output_interval, time.end_time);
  const bool unfinished = !schedule.is_exceeded(run.time) && !is_done(run.folder);
  if (schedule.is_reached(run.time) && !unfinished) {
    std::ostringstream message;
    message << "--resume: the checkpoint '" << run.path << "' is of t = " << run.time
            << "; set a later Time/End time";
    throw InputError(message.str());
  }
}

/// The first of the checkpoint @p path and the one before it that @p read can read.
template <typename Content, typename Read>
FoundCheckpoint<Content> read_newest(const std::string &path, const Read &read) {
  std::string first_problem;
  for (const std::string &slot : {path, previous_checkpoint(path)}) {
    if (!std::filesystem::exists(slot))
      continue;
    try {
      FoundCheckpoint<Content> found{slot, read(slot), {}};
      if (!first_problem.empty())
        found.skipped = first_problem + "; going on from " + slot;
      return found;
    } catch (const InputError &error) {
      if (first_problem.empty())
        first_problem = error.what();
    }
  }
  if (!first_problem.empty())
    throw InputError("--resume: " + first_problem +
                     "; there is no older checkpoint, start the run without --resume");
  throw InputError("--resume: there is no checkpoint '" + path +
                   "'; start the run without --resume");
}

} // namespace

std::string parameter_lines(const ParameterFile &file) {
  std::string lines;
  for (const auto &[name, value] : file.values())
    lines.append(name).append(" = ").append(value) += '\n';
  return lines;
}

FoundCheckpoint<DensityCheckpoint> find_checkpoint(const std::string &folder,
                                                   const ParameterFile &file, const DataSet &data,
                                                   const TimeParameters &time) {
  auto found = read_newest<DensityCheckpoint>(checkpoint_path(folder), read_checkpoint);
  const DensityCheckpoint &content = found.content;
  require_same_run({folder, found.path, content.parameters, content.data, content.flow.time}, file,
                   data, time);
  return found;
}

FoundCheckpoint<ParticleCheckpoint> find_particle_checkpoint(const std::string &folder,
                                                             const ParameterFile &file,
                                                             const DataSet &data,
                                                             const TimeParameters &time) {
  auto found =
      read_newest<ParticleCheckpoint>(particle_checkpoint_path(folder), read_particle_checkpoint);
  const ParticleCheckpoint &content = found.content;
  require_same_run({folder, found.path, content.parameters, content.data, content.training.time},
                   file, data, time);
  return found;
}

FoundCheckpoint<PointCheckpoint> find_point_checkpoint(const std::string &folder,
                                                       const ParameterFile &file,
                                                       const DataSet &data,
                                                       const TimeParameters &time) {
  auto found = read_newest<PointCheckpoint>(point_checkpoint_path(folder), read_point_checkpoint);
  const PointCheckpoint &content = found.content;
  require_same_run({folder, found.path, content.parameters, content.data, content.training.time},
                   file, data, time);
  return found;
}

} // namespace rhoflow

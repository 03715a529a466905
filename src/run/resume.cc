#include "run/resume.h"

#include "rhoflow/base/errors.h"

#include <filesystem>
#include <map>
#include <sstream>

namespace rhoflow {

namespace {

/// Keys that may change from one part of a run to the next.
bool may_change(const std::string &name) {
  return name == "Time/End time" || name == "Particles/Cloud neurons" ||
         name.compare(0, 7, "Output/") == 0;
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

void require_checkpoint(const std::string &path) {
  if (!std::filesystem::exists(path))
    throw InputError("--resume: there is no checkpoint '" + path +
                     "'; start the run without --resume");
}

/// What a checkpoint says of the run that wrote it.
struct FormerRun {
  const std::string &path, &parameters;
  const DataSet &data;
  double time;
};

/// @throws InputError if a run with these parameters and data cannot go on from @p run
void require_same_run(const FormerRun &run, const ParameterFile &file, const DataSet &data,
                      double end_time) {
  const auto former = parse_lines(run.parameters);
  for (const auto &[name, value] : file.values()) {
    const auto entry = former.find(name);
    if (entry == former.end())
      throw InputError("--resume: the checkpoint '" + run.path + "' does not know " + name +
                       "; it is of another version, start the run without --resume");
    if (!may_change(name) && !same_value(value, entry->second))
      throw InputError("--resume: " + name + " = " + value + ", but the checkpoint '" + run.path +
                       "' was written with " + entry->second +
                       "; set that value or start the run without --resume");
  }
  if (data.dimension != run.data.dimension || data.inputs != run.data.inputs ||
      data.labels != run.data.labels)
    throw InputError("--resume: the samples differ from those of the checkpoint '" + run.path +
                     "'; start the run without --resume");
  if (run.time >= end_time) {
    std::ostringstream message;
    message << "--resume: the checkpoint '" << run.path << "' is of t = " << run.time
            << "; set a later Time/End time";
    throw InputError(message.str());
  }
}

} // namespace

std::string parameter_lines(const ParameterFile &file) {
  std::string lines;
  for (const auto &[name, value] : file.values())
    lines.append(name).append(" = ").append(value) += '\n';
  return lines;
}

DensityCheckpoint find_checkpoint(const std::string &folder, const ParameterFile &file,
                                  const DataSet &data, double end_time) {
  const std::string path = checkpoint_path(folder);
  require_checkpoint(path);
  DensityCheckpoint checkpoint = read_checkpoint(path);
  require_same_run({path, checkpoint.parameters, checkpoint.data, checkpoint.flow.time}, file, data,
                   end_time);
  return checkpoint;
}

ParticleCheckpoint find_particle_checkpoint(const std::string &folder, const ParameterFile &file,
                                            const DataSet &data, double end_time) {
  const std::string path = particle_checkpoint_path(folder);
  require_checkpoint(path);
  ParticleCheckpoint checkpoint = read_particle_checkpoint(path);
  require_same_run({path, checkpoint.parameters, checkpoint.data, checkpoint.training.time}, file,
                   data, end_time);
  return checkpoint;
}

} // namespace rhoflow

// SPDX-License-Identifier: Apache-2.0
#include "run_command.h"

#include "linked_program.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <sstream>
#include <sys/wait.h>

namespace rhoflow::test {

CommandResult run_command(const TemporaryFolder &folder, const std::string &program,
                          const std::string &arguments) {
  const std::string out = folder.path(".stdout"), err = folder.path(".stderr");
  const MainFunction function = main_function_of(program);
  std::vector<std::string> words{program};
  const int status = function != nullptr && split_into_words(arguments, words)
                         ? run_in_child(function, words, folder.path(), out, err)
                         : std::system(("cd " + folder.path() + " && " + program + " " + arguments +
                                        " >" + out + " 2>" + err)
                                           .c_str());
  CommandResult result;
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  result.output = folder.read(".stdout");
  result.error = folder.read(".stderr");
  std::filesystem::remove(out);
  std::filesystem::remove(err);
  return result;
}

std::string program_path(const std::string &name) {
  if (name == "rhoflow")
    return rhoflow_program;
  if (name == "rhoflow_particles")
    return particles_program;
  if (name == "rhoflow_points")
    return points_program;
  if (name == "rhoflow_compare")
    return compare_program;
  if (name == "rhoflow_predict")
    return predict_program;
  if (name == "rhoflow_stationary")
    return stationary_program;
  return std::string(problems_folder) + '/' + name;
}

CommandResult run_with(const TemporaryFolder &folder, unsigned int processes,
                       const std::string &arguments) {
  return run_command(folder, "env",
                     "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun "
                     "--oversubscribe -np " +
                         std::to_string(processes) + " " + rhoflow_program + " " + arguments +
                         " --threads 1 --quiet");
}

std::size_t count_of(const std::string &words, const std::string &text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
    ++count;
  return count;
}

std::string without_wall_time(const std::string &csv) {
  std::istringstream lines(csv);
  std::string line, result;
  std::size_t column = std::string::npos;
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::size_t k = 0;
    for (std::string cell; std::getline(cells, cell, ','); ++k) {
      if (cell == "wall_time")
        column = k;
      if (k != column)
        result += cell + ',';
    }
    result += '\n';
  }
  return result;
}

std::vector<std::vector<std::string>> rows_of(const std::string &csv) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    rows.emplace_back();
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');)
      rows.back().push_back(cell);
  }
  return rows;
}

std::vector<std::vector<double>> numbers_of(const std::string &csv) {
  std::vector<std::vector<double>> table;
  for (const std::vector<std::string> &row : rows_of(csv)) {
    table.emplace_back();
    for (const std::string &cell : row)
      table.back().push_back(std::stod(cell));
  }
  return table;
}

std::string sizes_of(const TemporaryFolder &folder, const std::string &name) {
  return nlohmann::json::parse(folder.read(name + "/run.json")).at("sizes").dump();
}

std::string theory_settings(bool measured) {
  std::string settings;
  for (const std::string key : {"Gram matrices", "Relative entropy", "Path length", "Support"})
    settings += " --set 'Theory/" + key + (measured ? "=true'" : "=false'");
  return settings + ' ';
}

} // namespace rhoflow::test

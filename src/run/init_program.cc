// SPDX-License-Identifier: Apache-2.0
#include "run/init_program.h"

#include "base/exit_status.h"
#include "base/program_folder.h"
#include "base/standard_output.h"
#include "base/text_file.h"
#include "data/generators/registry.h"
#include "density/outer_bases/registry.h"
#include "parameters/command_options.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"
#include "rhoflow/data/standardisation.h"
#include "rhoflow/network/activation.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <set>
#include <sstream>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

/// Reads the command line of a small program and does @p action. @return the exit status
int run_small_program(int argc, char **argv, CommandOptions &command,
                      const std::function<void()> &action) {
  try {
    const std::optional<ExitStatus> status = command.parse(argc, argv);
    if (!status) {
      action();
      flush_standard_output();
    }
    return static_cast<int>(status.value_or(ExitStatus::done));
  } catch (const InputError &error) {
    std::cerr << command.program() << ": " << one_line(error.what()) << '\n';
    return static_cast<int>(ExitStatus::bad_input);
  } catch (const std::exception &error) {
    std::cerr << command.program() << ": " << one_line(error.what()) << '\n';
    return static_cast<int>(ExitStatus::run_failed);
  }
}

/// "x0 from -1 to 1".
std::string range_of(const std::string &name, const std::vector<double> &values, std::size_t first,
                     std::size_t stride) {
  double low = values.at(first), high = low;
  for (std::size_t i = first; i < values.size(); i += stride) {
    low = std::min(low, values[i]);
    high = std::max(high, values[i]);
  }
  std::ostringstream text;
  text.precision(4);
  text << name << " from " << low << " to " << high;
  return text.str();
}

/// What the data are, as comments.
std::string describe_data(const DataSet &data, const std::string &file) {
  std::ostringstream text;
  text << "# Made by rhoflow init from " << file << ": " << data.size() << " samples, "
       << data.dimension << (data.dimension == 1 ? " input" : " inputs") << ";\n#";
  for (unsigned int k = 0; k < data.dimension; ++k)
    text << ' ' << range_of("x" + std::to_string(k), data.inputs, k, data.dimension) << ',';
  text << ' ' << range_of("y", data.labels, 0, 1) << ".\n";
  const Standardisation choice = choose_standardisation(measure_columns(data));
  text << (choice == Standardisation::none
               ? "# They are taken as they are, since they are of size one.\n"
               : "# Standardised are: " + to_string(choice) +
                     "; predictions are in the units of the file.\n");
  return text.str();
}

/// The columns of a file whose header is not that of Rhoflow, as Data/Columns wants them: all of
/// them; empty where it is.
std::string columns_of(const std::string &file) {
  std::ifstream input(file);
  std::string header, columns;
  std::getline(input, header);
  if (!header.empty() && header.back() == '\r')
    header.pop_back();
  if (header.compare(0, 2, "x0") == 0)
    return {};
  std::istringstream names(header);
  for (std::string name; std::getline(names, name, ',');)
    columns += (columns.empty() ? "" : ", ") + name;
  return columns;
}

std::string parameter_file_of(const DataSet &data, const std::string &file,
                              const std::string &columns) {
  std::ostringstream text;
  text << describe_data(data, file)
       << "# rhoflow --print-parameters lists all parameters with their meaning.\n"
          "subsection Data\n  set Source = csv\n  set File = "
       << file
       << (columns.empty() ? "" : "\n  # Inputs first, the label last.\n  set Columns = " + columns)
       << "\nend\nsubsection Network\n"
          "  # Scales of encoder and head: larger ones train faster and move the weights less.\n"
          "  set Alpha = 1\n  set Beta = 5\nend\n"
          "subsection Time\n"
          "  # Training time; go on later with --resume --set 'Time/End time=...'.\n"
          "  set End time = 5\n  set Output interval = 0.5\nend\n";
  if (data.dimension <= 2)
    text << "subsection Accuracy\n"
            "  # Relative error of the loss; the program chooses the grid for it.\n"
            "  set Loss = 1e-3\nend\n";
  else
    text << "subsection Particles\n"
            "  # More than two inputs: run it with rhoflow-particles, finite networks.\n"
            "  set Neurons = 1000\nend\n";
  return text.str();
}

void write_parameter_file(const std::string &name, const std::string &data_file, bool overwrite) {
  if (fs::path(name).stem().empty())
    throw InputError("NAME = " + quoted_text(name) + ": give the parameter file a name");
  const std::string path = fs::path(name).extension() == ".prm" ? name : name + ".prm";
  if (fs::exists(path) && !overwrite)
    throw InputError("'" + path + "' exists; choose another name, or replace it with --overwrite");
  DataParameters parameters;
  parameters.source = DataParameters::csv;
  parameters.file = data_file;
  if (fs::exists(data_file))
    parameters.columns = columns_of(data_file);
  const DataSet data = make_data_set(parameters, "");
  // The file's name is relative to the parameter file.
  const fs::path folder = fs::path(path).parent_path();
  const fs::path relative = fs::path(data_file).is_absolute()
                                ? fs::path(data_file)
                                : fs::relative(data_file, folder.empty() ? "." : folder);
  write_atomically(path, parameter_file_of(data, relative.string(), parameters.columns));
  std::cout << "wrote " << path << "; run it with "
            << (data.dimension <= 2 ? "rhoflow " : "rhoflow-particles ") << path << '\n';
}

/// Names of the problems, sorted: beside the folder of an installed program, or within a build
/// folder.
std::set<std::string> problem_names() {
  std::set<std::string> names;
  std::error_code ignored;
  for (const fs::path &above : {program_folder().parent_path(), program_folder()})
    for (const auto &entry : fs::directory_iterator(above / "share/rhoflow/problems", ignored))
      if (fs::exists(entry.path() / (entry.path().filename().string() + ".prm")))
        names.insert(entry.path().filename().string());
  return names;
}

void list_everything() {
  std::cout << "sources of data (Data/Source)\n";
  for (const Generator &generator : generators())
    std::cout << "  " << generator.name << ": " << generator.summary << '\n';
  std::cout << "activations (Network/Activation)\n  " << all_names<Activation>(", ") << '\n'
            << "outer bases (Weights/Outer basis)\n";
  for (const OuterBasisChoice &basis : outer_bases())
    std::cout << "  " << basis.name << ": " << basis.summary << '\n';
  std::cout << "problems (each a program of that name)\n";
  for (const std::string &name : problem_names())
    std::cout << "  " << name << '\n';
}

} // namespace

int run_init_program(int argc, char **argv) {
  CommandOptions command("rhoflow init",
                         "Writes a commented parameter file NAME.prm for data of your own.");
  std::string name, data;
  bool overwrite = false;
  command.add({"NAME", &name, "", "Name of the parameter file, without .prm", /*required*/ true});
  command.add({"--data", &data, "FILE.csv",
               "File of samples: inputs in the first columns, label in the last",
               /*required*/ true});
  command.add_flag("--overwrite", overwrite, "Replace a parameter file of that name");
  return run_small_program(argc, argv, command,
                           [&] { write_parameter_file(name, data, overwrite); });
}

int run_list_program(int argc, char **argv) {
  CommandOptions command("rhoflow list",
                         "Names sources of data, activations, outer bases and problems.");
  return run_small_program(argc, argv, command, list_everything);
}

} // namespace rhoflow

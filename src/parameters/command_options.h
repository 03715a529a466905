// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/exit_status.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rhoflow {

/// What an option fills: one value, or the values of an option that is given several times.
using OptionVariable =
    std::variant<std::string *, std::vector<std::string> *, unsigned int *, double *,
                 std::optional<unsigned int> *, std::optional<double> *>;

/// An option with a value, or an argument, which is a word without a dash.
struct CommandOption {
  std::string name; ///< "--output"; "RUN" of an argument, which has its place by the order
  OptionVariable variable;
  std::string values; ///< what --help calls the value; empty for arguments
  std::string help;   ///< one or several sentences without a full stop at the end
  bool required = false;
  bool in_help = true;
};

/// The options and arguments of a program. The only place that knows the library which reads
/// command lines, since its header takes longer to compile than most sources.
class CommandOptions {
public:
  /// --help and --version are there already. @param summary what --help says first
  CommandOptions(const std::string &program, const std::string &summary);
  CommandOptions(const CommandOptions &) = delete;
  CommandOptions &operator=(const CommandOptions &) = delete;
  ~CommandOptions();

  /// Variables keep their values unless the option is given, and outlive this object.
  void add(const CommandOption &option);
  /// An option without a value: sets @p variable to true, or to false if @p name begins with "!".
  void add_flag(const std::string &name, bool &variable, const std::string &help);

  /// Fills the variables. Prints what --help and --version ask for, or one line about a mistake on
  /// standard error: with the nearest name of an option that does not exist.
  /// @return the status with which the program ends at once; none: it goes on
  /// @throws RunError if what was asked for cannot be printed @pre is called once, after add()
  std::optional<ExitStatus> parse(int argc, const char *const *argv);
  /// The name of the program.
  std::string program() const;
  /// Whether parse() met the option @p name.
  bool given(const std::string &name) const;
  /// Says on standard error that @p mistake was made, and where help is. @return bad_input
  ExitStatus refuse(const std::string &mistake) const;

private:
  struct Reader;
  std::unique_ptr<Reader> reader_;
};

} // namespace rhoflow

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

struct ParameterEntry;

/// The run-time parameters of a program: declared once by the classes that own them, then read from
/// a file and from the command line. Every mistake of the user is one line with its remedy:
///
///     FILE:LINE: Section/Key = 'value': must be a number from 0 to 10; ...
///
/// The declared variables follow at once: after read() or apply_setting() they hold the new values.
/// Right after construction they hold their defaults *as printed*, so that what print() and write()
/// show is what is computed with, to the last digit.
class ParameterFile {
public:
  using Declaration = std::function<void(dealii::ParameterHandler &)>;

  /// @param declare  declares all parameters, with a ParameterSection for each section; the
  ///                 variables they are bound to have to outlive this object
  explicit ParameterFile(const Declaration &declare);
  ~ParameterFile();

  ParameterFile(const ParameterFile &) = delete;
  ParameterFile &operator=(const ParameterFile &) = delete;

  /// Reads the file @p path; parameters that it does not mention keep their values.
  /// @throws InputError if the file cannot be read, is malformed, sets a key twice, or names
  ///         unknown parameters or values that are not admissible. Earlier lines have taken effect
  ///         by then.
  void read(const std::string &path);

  /// Applies `Section/Key=value`, as given to --set. @throws InputError as read() does
  void apply_setting(const std::string &setting);

  /// Whether read() or apply_setting() has set @p name, "Section/Key", so that it is not a default.
  bool is_given(const std::string &name) const { return given_.count(name) > 0; }

  /// "Section/Key" and present value of every parameter, in the order of declaration.
  std::vector<std::pair<std::string, std::string>> values() const;

  /// The same with the defaults.
  std::vector<std::pair<std::string, std::string>> defaults() const;

  /// Prints all parameters with documentation, admissible values and present value, in the order of
  /// declaration, as a file that read() accepts.
  void print(std::ostream &out) const;

  /// Writes all parameters with their present values, without documentation, to the file @p path,
  /// which read() accepts. @throws RunError if the file cannot be written
  void write(const std::string &path) const;

private:
  void set(const std::string &place, const std::vector<std::string> &section,
           const std::string &key, const std::string &value);
  const ParameterEntry &find(const std::string &place, const std::vector<std::string> &section,
                             const std::string &key, const std::string &value) const;
  /// All parameters with their present values.
  std::vector<ParameterEntry> entries() const;
  void require_section(const std::string &place, const std::vector<std::string> &section) const;

  std::unique_ptr<dealii::ParameterHandler> handler_;
  std::vector<ParameterEntry> declared_;
  std::set<std::string> given_;
};

} // namespace rhoflow

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/named_entries.h"
#include "hdf5/hdf5_content.h"
#include "rhoflow/base/enumeration.h"
#include "rhoflow/data/data_set.h"

#include <string>
#include <vector>

namespace rhoflow {

/// A checkpoint's plain content, read within isolate(), with the checks that need more than one
/// entry. @throws InputError naming file and entry, as all members
class CheckpointContent {
public:
  CheckpointContent(const std::string &path, const std::string &schema, unsigned int version,
                    const Hdf5Selection &selection)
      : path_(path), schema_(schema), version_(version),
        content_(read_hdf5(path, schema, version, selection)) {}

  /// Arrays of the same file, read together: a process for each would cost more than the reading.
  CheckpointContent with_arrays(const std::vector<std::string> &names) const {
    return {path_, schema_, version_, {{}, {}, names, {}}};
  }

  const std::string &text(const std::string &name) const { return content_.texts.at(name); }
  double number(const std::string &name) const { return content_.number(path_, name); }
  /// A whole number from @p least to @p most.
  unsigned int count(const std::string &name, unsigned int least, unsigned int most) const;
  unsigned long steps(const std::string &name) const;
  const std::vector<double> &numbers(const std::string &name) const {
    return content_.numbers.at(name);
  }
  const ArrayShape &shape(const std::string &name) const { return content_.arrays.at(name).shape; }
  const std::vector<double> &array(const std::string &name, const ArrayShape &expected) const;
  /// The value of an enumeration that the attribute @p name gives by its name.
  template <typename Enum>
  Enum choice(const std::string &name) const {
    try {
      return value_named<Enum>(text(name), "attribute '" + name + "'");
    } catch (const InputError &error) {
      fail(error.what());
    }
  }
  /// The entry of a registry that the attribute @p name gives by its name.
  template <typename Entry>
  const Entry &choice(const std::vector<Entry> &entries, const std::string &name) const {
    try {
      return entry_named(entries, text(name), "attribute '" + name + "'");
    } catch (const InputError &error) {
      fail(error.what());
    }
  }
  /// The samples, `inputs` and `labels`, with at most @p most_inputs inputs.
  DataSet samples(unsigned int most_inputs) const;
  [[noreturn]] void fail(const std::string &problem) const;

private:
  std::string path_, schema_;
  unsigned int version_;
  Hdf5Content content_;
};

} // namespace rhoflow

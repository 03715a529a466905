// SPDX-License-Identifier: Apache-2.0
#include "hdf5/hdf5_content.h"

#include "hdf5/hdf5_reader.h"
#include "hdf5/isolation.h"
#include "rhoflow/base/errors.h"

#include <cmath>

namespace rhoflow {

double Hdf5Content::number(const std::string &path, const std::string &name) const {
  const auto entry = numbers.find(name);
  if (entry == numbers.end() || entry->second.size() != 1)
    throw InputError(path + ": attribute '" + name + "' is not a single number; write one");
  return entry->second.front();
}

std::uint64_t Hdf5Content::whole_number(const std::string &path, const std::string &name,
                                        std::uint64_t most) const {
  const double value = number(path, name);
  if (!(value >= 0. && value <= double(most)) || value != std::floor(value))
    throw InputError(path + ": attribute '" + name + "' is not a whole number from 0 to " +
                     std::to_string(most));
  return static_cast<std::uint64_t>(value);
}

Hdf5Content read_hdf5(const std::string &path, const std::string &schema, unsigned int version,
                      const Hdf5Selection &selection) {
  ByteMessage message = isolate(path, [&] {
    const Hdf5Reader file(path);
    if (!file.has_attribute("schema") || file.text("schema") != schema)
      file.fail("attribute 'schema' is not '" + schema + "'; name a file of that kind");
    if (const auto found = file.whole_number("version"); found != version)
      file.fail("attribute 'version' = " + std::to_string(found) +
                " is unknown; this program reads version " + std::to_string(version));
    ByteMessage sent;
    for (const std::string &name : selection.texts)
      sent.put(file.text(name));
    for (const std::string &name : selection.optional_texts)
      sent.put(file.has_attribute(name) ? file.text(name) : std::string());
    for (const std::string &name : selection.numbers)
      sent.put(file.numbers(name));
    for (const std::string &name : selection.optional_numbers)
      sent.put(file.has_attribute(name) ? file.numbers(name) : std::vector<double>());
    for (const std::string &name : selection.arrays) {
      const ArrayShape shape = file.shape(name);
      sent.put(std::vector<double>(shape.begin(), shape.end()));
      sent.put(file.array(name));
    }
    return sent;
  });
  Hdf5Content content;
  for (const std::string &name : selection.texts)
    content.texts[name] = message.get_text();
  for (const std::string &name : selection.optional_texts)
    content.texts[name] = message.get_text();
  for (const std::string &name : selection.numbers)
    content.numbers[name] = message.get_numbers();
  for (const std::string &name : selection.optional_numbers)
    content.numbers[name] = message.get_numbers();
  for (const std::string &name : selection.arrays) {
    Hdf5Content::Array &array = content.arrays[name];
    for (const double extent : message.get_numbers())
      array.shape.push_back(static_cast<std::uint64_t>(extent));
    array.values = message.get_numbers();
  }
  return content;
}

} // namespace rhoflow

// SPDX-License-Identifier: Apache-2.0
#include "edited_content.h"

#include "hdf5/hdf5_handle.h"
#include "hdf5/hdf5_reader.h"
#include "hdf5/hdf5_writer.h"
#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <numeric>
#include <vector>

namespace rhoflow::test {

namespace {

/// One record.
struct Edit {
  std::uint8_t entry, what, where, value;

  /// A number that no reader should take for granted.
  double number() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    static const std::vector<double> special{
        0.,     -1.,    2.,       0.5,   1e300,  -1e300, 1e-300, 1e-17,
        -1e-17, 1e6,    infinity, 1e9,   4.5,    0x1p32, 0x1p53, std::nan(""),
        1e308,  5e-324, 65.,      1024., 0x1p31, 1e15,   -0.,    1. + 1e-15};
    return value < 128 ? special[value % special.size()] : double(value - 128);
  }
};

void edit_text(const Hdf5Content &good, const Edit &edit, std::string &text) {
  const std::size_t place = std::min(edit.where * text.size() / 256 + edit.what / 8, text.size());
  switch (edit.what % 8) {
  case 0: // the text of another entry
    text = std::next(good.texts.begin(), std::ptrdiff_t(edit.value % good.texts.size()))->second;
    break;
  case 1:
    text.erase(place, edit.value % 32);
    break;
  case 2: // 0 would be its end
    text.insert(place, 1, static_cast<char>(std::max<std::uint8_t>(edit.value, 1)));
    break;
  case 3:
    text.insert(place, text.substr(0, edit.value));
    break;
  default:
    if (place < text.size())
      text[place] = static_cast<char>(std::max<std::uint8_t>(edit.value, 1));
  }
}

void edit_numbers(const Edit &edit, std::vector<double> &values) {
  if (edit.what % 8 == 4)
    values.push_back(edit.number());
  else if (edit.what % 8 == 5 && values.size() > 1)
    values.pop_back();
  else
    values[edit.where % values.size()] = edit.number();
}

void edit_array(const Edit &edit, Hdf5Content::Array &array) {
  const auto n_values = [&] {
    return std::accumulate(array.shape.begin(), array.shape.end(), std::uint64_t(1),
                           std::multiplies<>());
  };
  switch (edit.what % 8) {
  case 4: { // another extent
    std::uint64_t &extent = array.shape[edit.where % array.shape.size()];
    extent =
        edit.value % 2 == 0 ? extent + edit.value / 8 : extent - std::min<std::uint64_t>(extent, 1);
    array.values.resize(n_values(), edit.number());
    break;
  }
  case 5: // another rank
    if (edit.value % 2 == 0 && array.shape.size() < 5)
      array.shape.insert(array.shape.begin() + edit.where % array.shape.size(), 1);
    else
      array.shape = {array.values.size()};
    break;
  case 3: // all numbers
    std::fill(array.values.begin(), array.values.end(), edit.number());
    break;
  default:
    if (!array.values.empty())
      array.values[(edit.where * array.values.size() / 256 + edit.what / 8) % array.values.size()] =
          edit.number();
  }
}

std::vector<std::string> names_of(const Hdf5Content &content) {
  std::vector<std::string> names;
  for (const auto &entry : content.texts)
    names.push_back(entry.first);
  for (const auto &entry : content.numbers)
    names.push_back(entry.first);
  for (const auto &entry : content.arrays)
    names.push_back(entry.first);
  return names;
}

/// The entry @p name, of any kind, or nothing any more, becomes what @p edit says.
void edit_entry(const Hdf5Content &good, const std::string &name, const Edit &edit,
                Hdf5Content &content) {
  const auto text = content.texts.find(name);
  const auto numbers = content.numbers.find(name);
  const auto array = content.arrays.find(name);
  if (edit.what % 8 >= 6) {
    content.texts.erase(name);
    content.numbers.erase(name);
    content.arrays.erase(name);
    if (edit.what % 8 == 6) { // another kind
      if (edit.value % 3 == 0)
        content.texts[name] = "text";
      else if (edit.value % 3 == 1)
        content.numbers[name] = {edit.number()};
      else
        content.arrays[name] = {{edit.where}, std::vector<double>(edit.where, edit.number())};
    }
  } else if (text != content.texts.end())
    edit_text(good, edit, text->second);
  else if (numbers != content.numbers.end())
    edit_numbers(edit, numbers->second);
  else if (array != content.arrays.end())
    edit_array(edit, array->second);
}

} // namespace

Hdf5Content read_all(const std::string &path) {
  std::vector<std::string> attributes, arrays;
  {
    const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
    const auto add_attribute = [](hid_t, const char *name, const H5A_info_t *, void *list) {
      static_cast<std::vector<std::string> *>(list)->emplace_back(name);
      return herr_t(0);
    };
    const auto add_array = [](hid_t, const char *name, const H5L_info_t *, void *list) {
      static_cast<std::vector<std::string> *>(list)->emplace_back(name);
      return herr_t(0);
    };
    H5Aiterate2(file.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add_attribute, &attributes);
    H5Literate(file.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add_array, &arrays);
  }
  Hdf5Content content;
  const Hdf5Reader reader(path);
  for (const std::string &name : attributes)
    try {
      content.texts[name] = reader.text(name);
    } catch (const InputError &) { // it is no text
      content.texts.erase(name);
      content.numbers[name] = reader.numbers(name);
    }
  for (const std::string &name : arrays)
    try {
      content.arrays[name] = {reader.shape(name), reader.array(name)};
    } catch (const InputError &) { // a group, for other programs
      content.arrays.erase(name);
    }
  return content;
}

void write_all(const std::string &path, const Hdf5Content &content) {
  Hdf5Writer file(path);
  for (const auto &[name, text] : content.texts)
    file.attribute(name, text);
  for (const auto &[name, numbers] : content.numbers)
    if (numbers.size() == 1)
      file.attribute(name, numbers.front());
    else
      file.attribute(name, numbers);
  for (const auto &[name, array] : content.arrays)
    file.array(name, array.shape, array.values.data());
  file.close();
}

Hdf5Content edit_content(const Hdf5Content &content, const std::uint8_t *data, std::size_t size) {
  const std::vector<std::string> names = names_of(content);
  Hdf5Content edited = content;
  for (std::size_t i = 0; i + 4 <= size; i += 4) {
    const Edit edit{data[i], data[i + 1], data[i + 2], data[i + 3]};
    edit_entry(content, names[edit.entry % names.size()], edit, edited);
  }
  return edited;
}

} // namespace rhoflow::test

// SPDX-License-Identifier: Apache-2.0
#include "vtk/pvd_series.h"

#include "base/text_file.h"
#include "rhoflow/base/errors.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <limits>
#include <locale>
#include <sstream>
#include <utility>

namespace rhoflow {

namespace {

constexpr std::pair<char, const char *> xml_escapes[] = {
    {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};

std::string escape_xml(const std::string &text) {
  std::string result;
  for (const char c : text) {
    const char *replacement = nullptr;
    for (const auto &[character, entity] : xml_escapes)
      if (c == character)
        replacement = entity;
    if (replacement != nullptr)
      result += replacement;
    else
      result += c;
  }
  return result;
}

std::string unescape_xml(const std::string &text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = 1;
    char c = text[i];
    for (const auto &[character, entity] : xml_escapes)
      if (text.compare(i, std::string(entity).size(), entity) == 0) {
        c = character;
        length = std::string(entity).size();
      }
    result += c;
    i += length;
  }
  return result;
}

std::string format_series(const std::vector<PvdSeries::Entry> &entries) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << std::setprecision(std::numeric_limits<double>::max_digits10);
  text << "<?xml version=\"1.0\"?>\n"
       << "<VTKFile type=\"Collection\" version=\"0.1\" byte_order=\"LittleEndian\">\n"
       << "  <Collection>\n";
  for (const auto &entry : entries)
    text << "    <DataSet timestep=\"" << entry.time << R"(" group="" part="0" file=")"
         << escape_xml(entry.file) << "\"/>\n";
  text << "  </Collection>\n"
       << "</VTKFile>\n";
  return text.str();
}

/// The text between `name="` and the next quote; false when there is none.
bool read_attribute(const std::string &line, const std::string &name, std::string &value) {
  const std::string opening = " " + name + "=\"";
  const std::size_t start = line.find(opening);
  if (start == std::string::npos)
    return false;
  const std::size_t first = start + opening.size();
  const std::size_t last = line.find('"', first);
  if (last == std::string::npos)
    return false;
  value = line.substr(first, last - first);
  return true;
}

} // namespace

PvdSeries::PvdSeries(std::string path) : path_(std::move(path)) {}

PvdSeries PvdSeries::resume(const std::string &path, double last_time) {
  PvdSeries series(path);
  if (!std::filesystem::exists(path))
    return series;
  std::ifstream stream(path);
  if (!stream)
    throw RunError("cannot read the series '" + path + "'");

  // A file that was cut off or changed loses what cannot be read, no more.
  for (std::string line; std::getline(stream, line);) {
    std::string time_text, file;
    Entry entry;
    std::istringstream number;
    number.imbue(std::locale::classic());
    if (line.find("<DataSet") == std::string::npos ||
        !read_attribute(line, "timestep", time_text) || !read_attribute(line, "file", file))
      continue;
    number.str(time_text);
    entry.file = unescape_xml(file);
    const double before = series.entries_.empty() ? -std::numeric_limits<double>::infinity()
                                                  : series.entries_.back().time;
    if (number >> entry.time && entry.time >= before && entry.time <= last_time)
      series.entries_.push_back(entry);
  }
  return series;
}

void PvdSeries::add(double time, const std::string &relative_file) {
  const std::string where = "cannot add '" + relative_file + "' to '" + path_ + "': ";
  if (!std::isfinite(time))
    throw RunError(where + "its time is not finite");
  if (!entries_.empty() && time < entries_.back().time)
    throw RunError(where + "its time is before the last entry's");
  for (const Entry &entry : entries_)
    if (entry.file == relative_file)
      throw RunError(where + "it is listed already");

  entries_.push_back({time, relative_file});
  try {
    write_atomically(path_, format_series(entries_));
  } catch (...) {
    entries_.pop_back(); // memory and disk stay the same
    throw;
  }
}

} // namespace rhoflow

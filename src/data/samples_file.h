// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Reads training data from the csv file @p path (see CsvReader):
///
///     x0,x1,y
///     0.5,-1.25,1
///     ...
///
/// The header is `x0,y` (d = 1), `x0,x1,y` (d = 2) and so on up to d = DataSet::most_inputs; every
/// further line is one sample of finite numbers. A column without a name before them is left out.
///
/// @param columns names of the columns to read, commas between, inputs first and label last, for a
///                file with any header; empty: the header is as above
/// @throws InputError `FILE:LINE: problem; remedy` if the file is missing, unreadable, a directory
///         or not text, if the header or a line differs from this form, if there is no sample, or
///         if there are more than ten million
DataSet read_samples(const std::string &path, const std::string &columns = {});

/// What the @p dimension inputs are called in a file that read_samples() reads with @p columns.
std::vector<std::string> names_of_inputs(const std::string &columns, unsigned int dimension);

} // namespace rhoflow

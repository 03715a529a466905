#include "plots/text_mask.h"

#include "rhoflow/base/errors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include <vtkImageData.h>
#include <vtkMathTextFreeTypeTextRenderer.h>
#include <vtkNew.h>
#include <vtkStdString.h>
#include <vtkTextProperty.h>

namespace rhoflow {

namespace {

/// A part of the text with one size and one baseline.
struct Run {
  std::string text;
  int level = 0; ///< +1 superscript, -1 subscript
};

/// A rendered run; y grows upwards, 0 is the baseline.
struct RunMask {
  int width = 0;
  int bottom = 0;
  int top = -1; ///< the highest row
  std::vector<unsigned char> coverage;
};

constexpr double script_scale = 0.7;
constexpr double superscript_rise = 0.42; ///< of the font size
constexpr double subscript_drop = 0.16;   ///< of the font size

std::vector<Run> split_runs(const std::string &text) {
  std::vector<Run> runs(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool opens = (text[i] == '^' || text[i] == '_') && text.compare(i + 1, 1, "{") == 0;
    const std::size_t end = opens ? text.find('}', i) : std::string::npos;
    if (end == std::string::npos) {
      runs.back().text += text[i];
      continue;
    }
    runs.push_back({text.substr(i + 2, end - i - 2), text[i] == '^' ? 1 : -1});
    runs.emplace_back();
    i = end;
  }
  runs.erase(std::remove_if(runs.begin(), runs.end(), [](const Run &r) { return r.text.empty(); }),
             runs.end());
  return runs;
}

/// The first font that is installed; empty: VTK's own.
const std::string &font_file(bool bold) {
  const auto find = [](const std::array<const char *, 2> &candidates) {
    std::error_code error;
    for (const char *candidate : candidates)
      if (std::filesystem::exists(candidate, error))
        return std::string(candidate);
    return std::string();
  };
  static const std::string regular_file =
      find({"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"});
  static const std::string bold_file =
      find({"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
            "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"});
  return bold ? bold_file : regular_file;
}

RunMask render_run(const std::string &text, int size, bool bold) {
  vtkNew<vtkTextProperty> property;
  if (const std::string &file = font_file(bold); !file.empty()) {
    property->SetFontFamily(VTK_FONT_FILE);
    property->SetFontFile(file.c_str());
  } else {
    property->SetFontFamilyToArial();
    property->SetBold(bold ? 1 : 0);
  }
  property->SetFontSize(size);
  property->SetColor(0, 0, 0);

  // Not vtkFreeTypeTools, which in VTK 9.1 takes UTF-8 in a type that later versions do not have;
  // this class reads it in all of them.
  vtkNew<vtkMathTextFreeTypeTextRenderer> renderer;
  renderer->SetScaleToPowerOfTwo(false);
  vtkNew<vtkImageData> image;
  int dimensions[2] = {0, 0};
  const int dots_per_inch = 72; // one point is one pixel
  if (!renderer->RenderString(property, text, image, dimensions, dots_per_inch,
                              vtkTextRenderer::FreeType) ||
      image->GetNumberOfScalarComponents() != 4)
    throw RunError("cannot render the text '" + text + "'");

  RunMask mask;
  const int *extent = image->GetExtent();
  mask.width = extent[1] - extent[0] + 1;
  mask.bottom = extent[2];
  mask.top = extent[3];
  // The whole extent is one array of pixels with four components; looking each one up is slow.
  const auto *pixel = static_cast<const unsigned char *>(image->GetScalarPointer());
  const std::size_t n_pixels = std::size_t(mask.width) * (mask.top - mask.bottom + 1);
  for (std::size_t i = 0; i < n_pixels; ++i)
    mask.coverage.push_back(pixel[4 * i + 3]);
  return mask;
}

/// First and last row (bottom, top) in which a mask has ink.
std::array<int, 2> ink_rows(const RunMask &mask) {
  std::array<int, 2> rows = {mask.top, mask.bottom};
  for (int y = mask.bottom; y <= mask.top; ++y)
    for (int x = 0; x < mask.width; ++x)
      if (mask.coverage[static_cast<std::size_t>((y - mask.bottom) * mask.width + x)] > 100) {
        rows[0] = std::min(rows[0], y);
        rows[1] = std::max(rows[1], y);
      }
  return rows;
}

} // namespace

TextMask render_text(const std::string &text, int size, bool bold) {
  TextMask result;
  std::vector<RunMask> masks;
  int bottom = 0, top = 0;
  for (const Run &run : split_runs(text)) {
    const int run_size =
        run.level == 0 ? size : std::max(1, static_cast<int>(std::lround(script_scale * size)));
    // FreeType places the text by its line box; the foot of an H shows where the baseline is.
    const auto capital = ink_rows(render_run("H", run_size, bold));
    RunMask mask = render_run(run.text, run_size, bold);
    const double rise = run.level > 0 ? superscript_rise : (run.level < 0 ? -subscript_drop : 0);
    const int shift = static_cast<int>(std::lround(rise * size)) - capital[0];
    mask.bottom += shift;
    mask.top += shift;
    bottom = std::min(bottom, mask.bottom);
    top = std::max(top, mask.top);
    result.width += mask.width;
    masks.push_back(std::move(mask));
  }
  if (masks.empty())
    return result;

  const auto capital = ink_rows(render_run("H", size, bold));
  result.cap_height = capital[1] - capital[0] + 1;
  result.height = top - bottom + 1;
  result.baseline = top + 1;
  result.coverage.assign(static_cast<std::size_t>(result.width * result.height), 0);
  int left = 0;
  for (const RunMask &mask : masks) {
    std::size_t source = 0;
    for (int y = mask.bottom; y <= mask.top; ++y)
      for (int x = 0; x < mask.width; ++x, ++source)
        result.coverage[static_cast<std::size_t>((top - y) * result.width + left + x)] =
            mask.coverage[source];
    left += mask.width;
  }
  return result;
}

} // namespace rhoflow

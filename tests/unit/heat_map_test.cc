// Heat maps of functions whose values are known at given places, on grids that are not uniform.

#include "plots/bilinear_field.h"
#include "plots/contour_lines.h"
#include "plots/heat_map.h"
#include "rhoflow/base/errors.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

namespace rhoflow {
namespace {

namespace fs = std::filesystem;

/// scale * (x + 2 y) on [0, 1]^2: bilinear, so that interpolation is exact.
HeatMapPanel plane(double scale) {
  HeatMapPanel panel = {"plane", "x", "y", {0, 0.1, 0.4, 1}, {0, 0.7, 1}, {}};
  for (const double y : panel.y)
    for (const double x : panel.x)
      panel.values.push_back(scale * (x + 2 * y));
  return panel;
}

Color color_at(const Canvas &canvas, PixelPoint point) {
  return canvas.pixel(static_cast<int>(point.x), static_cast<int>(point.y));
}

void expect_near(Color a, Color b) {
  EXPECT_LE(std::abs(a.red - b.red), 3);
  EXPECT_LE(std::abs(a.green - b.green), 3);
  EXPECT_LE(std::abs(a.blue - b.blue), 3);
}

TEST(BilinearField, IsExactForPlanesAndConstantOutside) {
  const HeatMapPanel p = plane(1);
  const BilinearField field(p.x, p.y, p.values);
  for (const double x : {0.0, 0.05, 0.4, 0.93, 1.0})
    for (const double y : {0.0, 0.69, 0.7, 1.0})
      EXPECT_NEAR(field.value(x, y), x + 2 * y, 1e-14);
  EXPECT_NEAR(field.value(-3, 0.5), 1, 1e-14);
  EXPECT_NEAR(field.value(7, 7), 3, 1e-14);
}

TEST(ContourLines, LieOnTheLevelOfAPlane) {
  std::vector<double> samples;
  for (int j = 0; j < 5; ++j)
    for (int i = 0; i < 7; ++i)
      samples.push_back(i + 2.0 * j);
  const auto segments = contour_segments(samples, 7, 4.3);
  ASSERT_FALSE(segments.empty());
  for (const auto &[a, b] : segments) {
    EXPECT_NEAR(a.x + 2 * a.y, 4.3, 1e-12);
    EXPECT_NEAR(b.x + 2 * b.y, 4.3, 1e-12);
  }
  EXPECT_TRUE(contour_segments(samples, 7, 100).empty());
}

TEST(HeatMap, ColorsFollowTheValues) {
  HeatMapPanels picture("Planes", 1, 2);
  picture.set_panel(0, 0, plane(1));
  picture.set_panel(0, 1, plane(0.5));
  const Canvas canvas = picture.draw();
  for (const double x : {0.1, 0.5, 0.9})
    for (const double y : {0.1, 0.5, 0.9}) {
      expect_near(color_at(canvas, picture.frame(0, 0).pixel(x, y)), map_color((x + 2 * y) / 3));
      expect_near(color_at(canvas, picture.frame(0, 1).pixel(x, y)), map_color((x + 2 * y) / 6));
    }
}

TEST(HeatMap, OwnRangesUseAllColorsInEveryPanel) {
  HeatMapPanels picture("", 2, 1);
  picture.set_panel(0, 0, plane(1));
  picture.set_panel(1, 0, plane(1e-3));
  picture.set_common_range(false);
  EXPECT_DOUBLE_EQ(picture.color_bar(0, 0).axis().upper(), 3);
  EXPECT_DOUBLE_EQ(picture.color_bar(1, 0).axis().upper(), 3e-3);
  const Canvas canvas = picture.draw();
  expect_near(color_at(canvas, picture.frame(1, 0).pixel(0.5, 0.5)), map_color(0.5));
}

TEST(HeatMap, ColorBarRunsFromTheLowestToTheHighestColor) {
  HeatMapPanels picture("", 2, 2);
  for (const int row : {0, 1})
    for (const int column : {0, 1})
      picture.set_panel(row, column, plane(1 + row + column));
  picture.set_value_label("density");
  const ColorBar bar = picture.color_bar(0, 0);
  EXPECT_EQ(bar.axis().lower(), 0);
  EXPECT_EQ(bar.axis().upper(), 9);
  const Canvas canvas = picture.draw();
  const double x = 0.5 * (bar.area().left + bar.area().right);
  expect_near(color_at(canvas, {x, bar.area().bottom - 4}), map_color(0));
  expect_near(color_at(canvas, {x, bar.area().top + 4}), map_color(1));
}

TEST(HeatMap, LogarithmicColorsRespectTheFloor) {
  HeatMapPanel panel = {"", "x", "y", {0, 1, 2}, {0, 1}, {1, 1e-2, -1, 1, 1e-2, -1}};
  HeatMapPanels picture("", 1, 1);
  picture.set_color_scale(AxisScale::logarithmic, 1e-4);
  picture.set_panel(0, 0, panel);
  EXPECT_EQ(picture.color_bar(0, 0).axis().lower(), 1e-4);
  const Canvas canvas = picture.draw();
  const PlotFrame frame = picture.frame(0, 0);
  expect_near(color_at(canvas, frame.pixel(1, 0.5)), map_color(0.5));
  expect_near(color_at(canvas, frame.pixel(0.5, 0.5)), map_color(0.75)); // the logarithm's mean
  expect_near(color_at(canvas, frame.pixel(1.98, 0.5)), map_color(0));
}

TEST(HeatMap, PanelsAreSquareAndDoNotOverlap) {
  HeatMapPanels picture("Marginals", 2, 3);
  for (int row = 0; row < 2; ++row)
    for (int column = 0; column < 3; ++column)
      picture.set_panel(row, column, plane(1));
  for (int row = 0; row < 2; ++row)
    for (int column = 0; column < 3; ++column) {
      const PixelBox area = picture.frame(row, column).area();
      EXPECT_EQ(area.width(), area.height());
      if (column > 0) {
        EXPECT_GT(area.left, picture.frame(row, column - 1).area().right + 40);
      }
      if (row > 0) {
        EXPECT_GT(area.top, picture.frame(row - 1, column).area().bottom + 40);
      }
    }
  const Canvas canvas = picture.draw();
  EXPECT_GT(canvas.width(), picture.color_bar(0, 0).area().right + 20);
}

/// Dark pixels inside a box of a picture that is almost white.
int dark_pixels(const Canvas &canvas, const PixelBox &area) {
  int n = 0;
  for (int y = static_cast<int>(area.top) + 5; y < area.bottom - 5; ++y)
    for (int x = static_cast<int>(area.left) + 5; x < area.right - 5; ++x)
      n += canvas.pixel(x, y).green < 60 ? 1 : 0;
  return n;
}

TEST(HeatMap, DivergingColorsAreSymmetricAboutZero) {
  HeatMapPanel panel = {"", "x", "y", {0, 1}, {0, 1}, {-1, 3, -1, 3}}; // 4 x - 1
  HeatMapPanels picture("", 1, 1);
  picture.set_color_map(ColorMap::diverging);
  picture.set_panel(0, 0, panel);
  EXPECT_EQ(picture.color_bar(0, 0).axis().lower(), -3);
  EXPECT_EQ(picture.color_bar(0, 0).axis().upper(), 3);
  const Canvas canvas = picture.draw();
  const PlotFrame frame = picture.frame(0, 0);
  const ColorBar bar = picture.color_bar(0, 0);
  const double x = 0.5 * (bar.area().left + bar.area().right);
  const double low = 4.5 / bar.area().height(); // clear of the frame's line
  expect_near(color_at(canvas, {x, bar.area().top + 4}), map_color(1 - low, ColorMap::diverging));
  expect_near(color_at(canvas, {x, bar.area().bottom - 5}), map_color(low, ColorMap::diverging));
  for (const double place : {0.1, 0.25, 0.8})
    expect_near(color_at(canvas, frame.pixel(place, 0.5)),
                map_color((4 * place - 1 + 3) / 6, ColorMap::diverging));
}

TEST(HeatMap, DivergingContoursShowTheZeroLine) {
  const HeatMapPanel panel = {"", "x", "y", {0, 1}, {0, 1}, {-1, 3, -1, 3}}; // 4 x - 1
  HeatMapPanels picture("", 1, 1);
  picture.set_contours(true);
  picture.set_color_map(ColorMap::diverging);
  picture.set_panel(0, 0, panel);
  const PlotFrame frame = picture.frame(0, 0);
  const Color with = color_at(picture.draw(), frame.pixel(0.25, 0.5));
  EXPECT_LT(with.green, map_color(0.5, ColorMap::diverging).green - 80);
  picture.set_color_map(ColorMap::sequential);
  expect_near(color_at(picture.draw(), frame.pixel(0.25, 0.5)), map_color(0.25));
}

TEST(HeatMap, PointsHaveTheColorOfTheirValueAndWidenTheRange) {
  HeatMapPanel panel = plane(1); // 0 to 3
  panel.points = {{0.25, 0.75, 6}, {0.75, 0.25, 0}};
  HeatMapPanels picture("", 1, 1);
  picture.set_panel(0, 0, panel);
  EXPECT_EQ(picture.color_bar(0, 0).axis().upper(), 6);
  const Canvas canvas = picture.draw();
  const PlotFrame frame = picture.frame(0, 0);
  expect_near(color_at(canvas, frame.pixel(0.25, 0.75)), map_color(1));
  expect_near(color_at(canvas, frame.pixel(0.75, 0.25)), map_color(0));
  expect_near(color_at(canvas, frame.pixel(0.5, 0.5)), map_color(0.25));

  panel.points[0].value = std::nan("");
  EXPECT_THROW(picture.set_panel(0, 0, panel), RunError);
}

TEST(HeatMap, NoiseAboutZeroHasNoContours) {
  HeatMapPanel panel = {"", "x", "y", {0, 1, 2}, {0, 1}, {1e-17, -1e-17, 1e-17, -1e-17, 0, -1e-17}};
  panel.points = {{1, 0.5, 1}};
  HeatMapPanels picture("", 1, 1);
  picture.set_color_map(ColorMap::diverging);
  picture.set_panel(0, 0, panel);
  const PixelBox area = picture.frame(0, 0).area();
  const int without = dark_pixels(picture.draw(), area);
  picture.set_contours(true);
  EXPECT_EQ(dark_pixels(picture.draw(), area), without);
}

TEST(HeatMap, ConstantsAndZerosCanBeDrawn) {
  for (const auto scale : {AxisScale::linear, AxisScale::logarithmic})
    for (const double value : {0.0, 1e-300, 7.0}) {
      HeatMapPanels picture("", 1, 2); // the second panel stays blank
      picture.set_color_scale(scale);
      picture.set_contours(true);
      picture.set_panel(0, 0, {"", "", "", {0, 1}, {0, 1}, {value, value, value, value}});
      EXPECT_NO_THROW(picture.draw()) << value;
    }
}

TEST(HeatMap, PngIsReadBackWithItsSize) {
  const fs::path folder =
      fs::path(::testing::TempDir()) / ("rhoflow_heat_map_test_" + std::to_string(getpid()));
  fs::create_directories(folder);
  HeatMapPanels picture("Plane", 1, 1);
  picture.set_panel(0, 0, plane(1));
  const std::string path = (folder / "plane.png").string();
  picture.write_png(path);
  vtkNew<vtkPNGReader> reader;
  reader->SetFileName(path.c_str());
  reader->Update();
  const Canvas canvas = picture.draw();
  EXPECT_EQ(reader->GetOutput()->GetDimensions()[0], canvas.width());
  EXPECT_EQ(reader->GetOutput()->GetDimensions()[1], canvas.height());
  EXPECT_LT(reader->GetOutput()->GetScalarRange()[0], 60);
  fs::remove_all(folder);
  try {
    picture.write_png(path);
    FAIL() << "a missing folder was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos) << error.what();
  }
}

TEST(HeatMap, BadPanelsAreRefusedByTitle) {
  HeatMapPanels picture("", 1, 1);
  HeatMapPanel panel = plane(1);
  panel.values[2] = std::nan("");
  try {
    picture.set_panel(0, 0, panel);
    FAIL() << "nan was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find("'plane'"), std::string::npos) << error.what();
  }
  panel = plane(1);
  panel.x[1] = panel.x[0];
  EXPECT_THROW(picture.set_panel(0, 0, panel), RunError);
  panel = plane(1);
  panel.values.pop_back();
  EXPECT_THROW(picture.set_panel(0, 0, panel), RunError);
  EXPECT_THROW(picture.set_panel(0, 1, plane(1)), RunError);
  EXPECT_THROW(picture.frame(0, 0), RunError);
}

} // namespace
} // namespace rhoflow

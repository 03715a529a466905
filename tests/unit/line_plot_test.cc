// Plots are read back with VTK's PNG reader; a curve's colour must be found where its data map to.

#include "plots/line_plot.h"
#include "rhoflow/base/errors.h"

#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>
#include <unistd.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

namespace rhoflow {
namespace {

namespace fs = std::filesystem;

class LinePlotTest : public ::testing::Test {
protected:
  void SetUp() override {
    folder_ =
        fs::path(::testing::TempDir()) / ("rhoflow_line_plot_test_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static Curve decay() {
    Curve curve = {"loss", {}, {}, 0, CurveStyle::line};
    for (int i = 0; i <= 50; ++i) {
      curve.x.push_back(0.1 * i);
      curve.y.push_back(std::exp(-curve.x.back()));
    }
    return curve;
  }

  static Color color_at(const Canvas &canvas, PixelPoint point) {
    return canvas.pixel(static_cast<int>(point.x), static_cast<int>(point.y));
  }

  fs::path folder_;
};

TEST_F(LinePlotTest, PngHasTheSizeAndTheColorsThatWereDrawn) {
  LinePlot plot("Loss", "t", "E", true);
  plot.add_curve(decay());
  const std::string path = (folder_ / "loss.png").string();
  plot.write_png(path);

  vtkNew<vtkPNGReader> reader;
  reader->SetFileName(path.c_str());
  reader->Update();
  vtkImageData *image = reader->GetOutput();
  ASSERT_EQ(image->GetDimensions()[0], 1600);
  ASSERT_EQ(image->GetDimensions()[1], 1000);
  ASSERT_EQ(image->GetNumberOfScalarComponents(), 3);

  const PixelPoint point = plot.frame().pixel(2.5, std::exp(-2.5));
  const auto *bytes = static_cast<unsigned char *>(
      image->GetScalarPointer(static_cast<int>(point.x), 999 - static_cast<int>(point.y), 0));
  EXPECT_EQ((Color{bytes[0], bytes[1], bytes[2]}), curve_color(0));
  const auto *corner = static_cast<unsigned char *>(image->GetScalarPointer(0, 0, 0));
  EXPECT_EQ((Color{corner[0], corner[1], corner[2]}), color_white);
}

TEST_F(LinePlotTest, EveryDataPointIsCoveredByItsMark) {
  LinePlot plot("Prediction", "x", "f(x)");
  Curve data = {"data", {}, {}, 1, CurveStyle::points};
  for (int i = 0; i < 16; ++i) {
    data.x.push_back(-1 + (i + 0.5) / 8);
    data.y.push_back(std::sin(3 * data.x.back()));
  }
  Curve line = data;
  line.name = "prediction";
  line.color_index = 0;
  line.style = CurveStyle::line;
  plot.add_curve(data); // points lie above lines in either order
  plot.add_curve(line);
  const Canvas canvas = plot.draw();
  for (std::size_t i = 0; i < data.x.size(); ++i)
    EXPECT_EQ(color_at(canvas, plot.frame().pixel(data.x[i], data.y[i])), curve_color(1)) << i;
}

TEST_F(LinePlotTest, NothingIsCutOffAtTheBorder) {
  LinePlot plot("A title that is rather long but still fits into one line",
                "training time t, dimensionless", "objective, loss and regularization", true);
  plot.add_curve(decay());
  const Canvas canvas = plot.draw();
  for (int x = 0; x < canvas.width(); ++x)
    for (const int y : {0, 5, canvas.height() - 6, canvas.height() - 1})
      ASSERT_EQ(canvas.pixel(x, y), color_white) << x << ", " << y;
  for (int y = 0; y < canvas.height(); ++y)
    for (const int x : {0, 5, canvas.width() - 6, canvas.width() - 1})
      ASSERT_EQ(canvas.pixel(x, y), color_white) << x << ", " << y;
}

TEST_F(LinePlotTest, LegendMovesBesideTheFrameWhenThereIsNoRoom) {
  LinePlot plot("", "x", "y");
  Curve dense = {"", {}, {}, 0, CurveStyle::line};
  for (int i = 0; i <= 400; ++i) {
    dense.x.push_back(i);
    dense.y.push_back(i % 2);
  }
  plot.add_curve(dense);
  const double without_legend = plot.frame().area().right;
  dense.name = "dense";
  plot.add_curve(dense);
  EXPECT_LT(plot.frame().area().right, without_legend - 100);
}

TEST_F(LinePlotTest, EqualFactorsAreEqualDistancesOnALogarithmicXAxis) {
  LinePlot plot("Error", "n", "error", true);
  plot.set_log_x();
  plot.add_curve({"data", {0, 2, 20, 200}, {1, 1, 0.1, 0.01}, 0, CurveStyle::line});
  const PlotFrame frame = plot.frame();
  const PixelPoint a = frame.pixel(2, 1), b = frame.pixel(20, 0.1), c = frame.pixel(200, 0.01);
  EXPECT_NEAR(c.x - b.x, b.x - a.x, 1e-9);
  EXPECT_NEAR(c.y - b.y, b.y - a.y, 1e-9);
  EXPECT_GT(a.x, frame.area().left);
  EXPECT_LT(c.x, frame.area().right);
  plot.draw();
}

TEST_F(LinePlotTest, ValuesALogarithmCannotShowAreLeftOut) {
  LinePlot plot("", "t", "E", true);
  plot.add_curve({"loss", {0, 1, 2, 3}, {1, 0, 0.1, -1}, 0, CurveStyle::line_and_points});
  EXPECT_GT(plot.frame().y_axis().lower(), 0.05);
  EXPECT_NO_THROW(plot.draw());
  LinePlot empty("", "t", "E", true);
  empty.add_curve({"loss", {0, 1}, {0, 0}, 0, CurveStyle::line});
  EXPECT_NO_THROW(empty.draw());
  EXPECT_NO_THROW(LinePlot("", "", "").draw());
}

TEST_F(LinePlotTest, RoundingStretchesNoLogarithmicAxis) {
  LinePlot plot("", "t", "eigenvalue", true);
  plot.add_curve({"head", {0, 1, 2}, {0.1, 0.2, 0.3}, 0, CurveStyle::line});
  plot.add_curve({"encoder", {0, 1, 2}, {1e-47, 1e-6, 1e-3}, 1, CurveStyle::line_and_points});
  EXPECT_GT(plot.frame().y_axis().lower(), 1e-7);
  EXPECT_LT(plot.frame().y_axis().lower(), 1e-6);
  LinePlot linear("", "t", "eigenvalue");
  linear.add_curve({"", {0, 1}, {1, 1e-47}, 0, CurveStyle::line});
  EXPECT_LT(linear.frame().y_axis().lower(), 0.) << "shows all values";
}

TEST_F(LinePlotTest, ACurveThatIsNotShownIsNotInTheLegend) {
  // Where the legend has no room it widens the margin by its longest name.
  const auto right_end = [](bool with_a_curve_of_rounding) {
    LinePlot plot("", "x", "y", true);
    Curve dense = {"E", {}, {}, 0, CurveStyle::line};
    for (int i = 0; i <= 400; ++i) {
      dense.x.push_back(i);
      dense.y.push_back(i % 2 == 0 ? 1 : 100);
    }
    plot.add_curve(dense);
    if (with_a_curve_of_rounding)
      plot.add_curve({"a name longer than the other", {0, 400}, {1e-15, -1}, 1, CurveStyle::line});
    return plot.frame().area().right;
  };
  EXPECT_EQ(right_end(true), right_end(false));
}

TEST_F(LinePlotTest, ACloudOfPointsCoversNoLine) {
  LinePlot plot("Prediction", "x", "f(x)");
  Curve data = {"", {}, {}, 1, CurveStyle::points}, line = data;
  for (int i = 0; i <= 2000; ++i) {
    data.x.push_back(i / 2000.);
    data.y.push_back(std::sin(9. * i / 2000.));
  }
  line.x = data.x;
  line.y = data.y;
  line.color_index = 0;
  line.style = CurveStyle::line;
  plot.add_curve(line);
  plot.add_curve(data);
  plot.add_curve({"", {0.5}, {-1.5}, 1, CurveStyle::points}); // for a larger frame
  const Canvas canvas = plot.draw();
  const PlotFrame frame = plot.frame();
  for (std::size_t i = 100; i < 1900; i += 100)
    EXPECT_EQ(color_at(canvas, frame.pixel(data.x[i], data.y[i])), curve_color(0)) << i;
}

TEST_F(LinePlotTest, BadCurvesAreRefusedByName) {
  LinePlot plot("", "t", "E");
  EXPECT_THROW(plot.add_curve({"loss", {0, 1}, {0}, 0, CurveStyle::line}), RunError);
  try {
    plot.add_curve({"loss", {0, 1}, {0, std::nan("")}, 0, CurveStyle::line});
    FAIL() << "nan was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find("'loss'"), std::string::npos);
  }
}

TEST_F(LinePlotTest, MissingFolderIsNamed) {
  const std::string path = (folder_ / "nowhere" / "loss.png").string();
  LinePlot plot("", "t", "E");
  plot.add_curve(decay());
  try {
    plot.write_png(path);
    FAIL() << "a missing folder was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos) << error.what();
  }
}

} // namespace
} // namespace rhoflow

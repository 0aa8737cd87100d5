#include "tests/apps/workstation/told_by_solea.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>

namespace solea::testing {

namespace {

constexpr int patience_ms = 120000;

Printed printed(QString text) {
  text.replace(QChar(0x2212), '-');
  const auto point = text.indexOf('.');
  return {text.toDouble(), point < 0 ? 0 : static_cast<int>(text.size() - point - 1)};
}

}  // namespace

bool Printed::says(double exact) const {
  return std::abs(value - exact) <= 0.5 * std::pow(10, -decimals) + 1e-9;
}

ToldSteps::ToldSteps(const QString& session, std::size_t trials) {
  for (std::size_t n = 1; n <= trials; ++n) {
    QProcess solea;
    solea.start(SOLEA_PROGRAM, {"analyze", session, "--recording", QString::number(n), "--json"});
    if (!solea.waitForFinished(patience_ms) || solea.exitCode() != 0) {
      trouble_ = solea.errorString() + ": " + QString::fromUtf8(solea.readAllStandardError());
      return;
    }
    const auto document = QJsonDocument::fromJson(solea.readAllStandardOutput());
    for (const QJsonValue& step : document["steps"].toArray()) {
      if (step["valid"].toBool()) steps_.push_back(step.toObject());
    }
  }
}

std::size_t ToldSteps::count(const char* side) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      steps_, [&](const QJsonObject& step) { return step["side"].toString() == side; }));
}

std::optional<double> ToldSteps::mean(const char* side, const char* metric) const {
  double sum = 0;
  int n = 0;
  for (const QJsonObject& step : steps_) {
    const QJsonValue value = step["metrics"].toObject()[metric];
    if (step["side"].toString() != side || !value.isDouble()) continue;
    sum += value.toDouble();
    ++n;
  }
  return n == 0 ? std::nullopt : std::optional(sum / n);
}

std::optional<double> ToldSteps::larger_mean(const char* metric) const {
  const auto left = mean("left", metric);
  const auto right = mean("right", metric);
  if (!left || !right) return left ? left : right;
  return std::max(*left, *right);
}

QString ToldSteps::most(const char* side, const char* kind) const {
  QMap<QString, int> counts;
  for (const QJsonObject& step : steps_) {
    const QJsonValue value = step["classes"].toObject()[kind];
    if (step["side"].toString() == side && value.isString()) ++counts[value.toString()];
  }
  QString most;
  for (auto it = counts.begin(); it != counts.end(); ++it) {
    if (most.isEmpty() || it.value() > counts[most]) most = it.key();
  }
  return most;
}

QString text_of_pdf(const QString& file) {
  QProcess program;
  program.start("pdftotext", {"-layout", file, "-"});
  if (!program.waitForFinished(patience_ms)) return {};
  return QString::fromUtf8(program.readAllStandardOutput());
}

std::vector<Printed> numbers_after(const QString& text, const QString& label) {
  static const QRegularExpression spread("\\s*\u00b1\\s*\\d+(\\.\\d+)?");
  static const QRegularExpression number("[-+\u2212]?\\d+(\\.\\d+)?");
  for (const QString& line : text.split('\n')) {
    const QString words = line.simplified();
    if (!words.startsWith(label)) continue;
    std::vector<Printed> all;
    auto found = number.globalMatch(words.mid(label.size()).remove(spread));
    while (found.hasNext()) all.push_back(printed(found.next().captured()));
    if (!all.empty()) return all;
  }
  return {};
}

std::vector<std::pair<Printed, Printed>> spreads(const QString& text) {
  static const QRegularExpression both("(\\d+(?:\\.\\d+)?) \u00b1 (\\d+(?:\\.\\d+)?)");
  std::vector<std::pair<Printed, Printed>> all;
  auto found = both.globalMatch(text);
  while (found.hasNext()) {
    const auto match = found.next();
    all.emplace_back(printed(match.captured(1)), printed(match.captured(2)));
  }
  return all;
}

}  // namespace solea::testing

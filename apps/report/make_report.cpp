#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "apps/report/kinds/content.h"
#include "apps/results/clock.h"
#include "apps/results/output_file.h"
#include "core/error.h"
#include "core/version.h"

namespace solea::report {

namespace {

Png read_png(const std::filesystem::path& file) {
  Png png;
  if (file.empty()) return png;
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file, "cannot be read, expected a PNG");
  png.bytes.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";
  constexpr std::size_t header = 24;
  if (png.bytes.size() < header || !png.bytes.starts_with(signature)) {
    throw FileError(file, "is no picture that can be used, expected a PNG");
  }
  const auto number = [&](std::size_t at) {
    int value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      value = value * 256 + static_cast<unsigned char>(png.bytes[at + i]);
    }
    return value;
  };
  png.width_px = number(16);
  png.height_px = number(20);
  constexpr int largest_px = 20000;
  if (png.width_px <= 0 || png.height_px <= 0 || png.width_px > largest_px ||
      png.height_px > largest_px) {
    throw FileError(file, "is damaged, expected a PNG with a width and a height");
  }
  return png;
}

}  // namespace

Report make_report(const Study& study, const Study* before, const Options& options) {
  const Content content(study, options);
  const Words& words = content.words;
  Report report;
  report.kind = options.kind;
  report.paper = options.paper;
  report.language = options.language;
  report.title = words(options.kind == Kind::clinic  ? "Foot pressure report"
                       : options.kind == Kind::store ? "Your feet"
                                                     : "Foot pressure, all measures");
  if (options.kind != Kind::store) {
    report.subtitle =
        isolated(!options.person.empty() ? options.person : study.info.session.subject_code);
  }
  report.date = options.date_utc.empty() ? utc_now() : options.date_utc;
  report.date_words = words.day(report.date);
  report.place = isolated(options.place);
  report.logo = read_png(options.logo);
  report.footer = fmt::format("Solea {} · {}", software_version, words(intended_use_sentence));
  report.page_word = words("Page {} of {}");
  std::optional<Content> earlier;
  if (before != nullptr && options.kind != Kind::store) {
    Options same = options;
    earlier.emplace(*before, same);
  }
  switch (options.kind) {
    case Kind::clinic:
      add_clinic(report, content, earlier ? &*earlier : nullptr);
      break;
    case Kind::store:
      add_store(report, content);
      break;
    case Kind::research:
      add_research(report, content, earlier ? &*earlier : nullptr);
      break;
  }
  return report;
}

void write_report(const Report& report, const std::filesystem::path& out) {
  const auto end = out.extension();
  if (end != ".pdf" && end != ".html" && end != ".htm") {
    throw FileError(out, "unknown kind of report, expected a name that ends in .pdf or .html");
  }
  write_text_file(out, end == ".pdf" ? to_pdf(report) : to_html(report));
}

}  // namespace solea::report

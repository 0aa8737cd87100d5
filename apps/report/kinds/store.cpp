#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "apps/report/kinds/content.h"

// The store's page to take home: one page, large type, no personal data.

namespace solea::report {

namespace {

/// For a side loaded more on either foot; arches likewise.
std::vector<ShoeAdvice> advice_of(const Content& content) {
  std::vector<std::string> loadings;
  std::vector<std::string> arches;
  for (const Side side : content.sides()) {
    if (const auto l = content.loading(side)) loadings.emplace_back(to_string(*l));
    if (const auto a = content.arch(side)) arches.emplace_back(to_string(*a));
  }
  const bool german = content.words.language() == Language::de;
  return choose_advice(content.options.advice.empty() ? starting_advice(german ? "de" : "en")
                                                      : content.options.advice,
                       loadings, arches);
}

std::optional<double> larger(const Content& content, std::string_view id) {
  const auto left = content.mean_of(id, Side::left);
  const auto right = content.mean_of(id, Side::right);
  if (!left) return right;
  return right ? std::max(*left, *right) : left;
}

void add_size(Section& page, const Content& content) {
  const Words& words = content.words;
  const auto length = larger(content, "estimated_foot_length_mm");
  const auto uncertainty = larger(content, "length_uncertainty_mm");
  page.blocks.emplace_back(Paragraph{"", Look::lead, words("Size")});
  if (!length) {
    page.blocks.emplace_back(
        Paragraph{words("No whole print was found, so there is no size. Please measure again."),
                  Look::body, ""});
    return;
  }
  Table table;
  std::vector<Cell> row;
  const auto add = [&](const char* title, const char* id, const char* spread_id) {
    const auto size = larger(content, id);
    const auto spread = larger(content, spread_id);
    table.columns.push_back({words(title), "", Align::centre, 1});
    row.push_back(size && spread
                      ? Cell{words.number(*size, 1) + " ± " + words.number(*spread, 1), "", true}
                      : Cell{std::string(dash), words("not defined"), false});
  };
  add("EU", "shoe_size_eu", "shoe_size_eu_uncertainty");
  add("UK", "shoe_size_uk", "shoe_size_uk_uncertainty");
  add("US men", "shoe_size_us_men", "shoe_size_us_men_uncertainty");
  add("US women", "shoe_size_us_women", "shoe_size_us_women_uncertainty");
  table.columns.push_back({words("Foot length"), "mm", Align::centre, 1});
  row.push_back(
      {words.number(*length, 0) + (uncertainty ? " ± " + words.number(*uncertainty, 0) : ""), "",
       true});
  table.rows.push_back(std::move(row));
  table.note = words(
      "Of the larger foot, from the print of the sole: the foot is a little longer. A guide only, "
      "makers differ.");
  page.blocks.emplace_back(std::move(table));
}

std::string both(const Content& content, const std::string& left, const std::string& right) {
  const Words& words = content.words;
  if (left.empty()) return right.empty() ? "" : words("right") + ": " + right;
  if (right.empty()) return words("left") + ": " + left;
  if (left == right) return left;
  return words("left") + ": " + left + "; " + words("right") + ": " + right;
}

std::string strike_words(const Content& content, Side side) {
  const auto strike = content.strike(side);
  if (!strike) return "";
  return content.words(*strike == StrikeClass::rearfoot  ? "lands on the heel"
                       : *strike == StrikeClass::midfoot ? "lands on the middle of the foot"
                                                         : "lands on the ball of the foot");
}

std::string loading_words(const Content& content, Side side) {
  const auto loading = content.loading(side);
  if (!loading) return "";
  return content.words(*loading == LoadingClass::medial    ? "more load on the inner side"
                       : *loading == LoadingClass::lateral ? "more load on the outer side"
                                                           : "load in the middle");
}

std::optional<double> left_share(const Content& content) {
  if (content.study.sway && content.study.sway->weight) {
    return content.study.sway->weight->left.load_pct;
  }
  const auto left = content.mean_of("fti_ns", Side::left);
  const auto right = content.mean_of("fti_ns", Side::right);
  if (!left || !right || *left + *right <= 0 || content.is_standing()) return std::nullopt;
  return 100 * *left / (*left + *right);
}

}  // namespace

void add_store(Report& report, const Content& content) {
  const Words& words = content.words;
  Section page;
  page.keep_together = false;
  if (content.sides().empty()) {
    for (const Paragraph& notice : content.notices()) page.blocks.emplace_back(notice);
  }
  if (content.feet().empty()) {
    for (Block& block : content.plate_picture()) page.blocks.push_back(std::move(block));
  } else {
    const FeetScale scale = content.feet_scale(230, 200);
    Pictures hero;
    hero.hero = true;
    for (FootView foot : content.feet()) {
      foot.step = nullptr;  // no zones: what a customer sees is the foot
      hero.drawings.push_back(draw_large_foot(foot, scale, content.title_of(foot.side)));
    }
    hero.drawings.push_back(content.color_bar(scale, hero.drawings.front().height));
    page.blocks.emplace_back(std::move(hero));
  }
  if (!content.sides().empty()) {
    add_size(page, content);
    page.blocks.emplace_back(Paragraph{"", Look::lead, words("Arch")});
    if (content.arch(Side::left) || content.arch(Side::right)) {
      page.blocks.emplace_back(Pictures{
          {draw_arches(content.arch(Side::left), content.arch(Side::right), words, 500)}, false});
    } else {
      page.blocks.emplace_back(Paragraph{words("The prints show no whole arch."), Look::body, ""});
    }
    const std::string strike =
        both(content, strike_words(content, Side::left), strike_words(content, Side::right));
    const std::string loading =
        both(content, loading_words(content, Side::left), loading_words(content, Side::right));
    if (!content.is_standing() && !(strike.empty() && loading.empty())) {
      std::string rolling = strike;
      if (!loading.empty()) rolling += (rolling.empty() ? "" : " · ") + loading;
      page.blocks.emplace_back(Paragraph{rolling, Look::body, words("Your way of rolling")});
    }
    if (const auto share = left_share(content)) {
      page.blocks.emplace_back(Paragraph{"", Look::lead, words("Balance")});
      page.blocks.emplace_back(Pictures{{draw_balance(*share, words, 500)}, false});
    }
    const auto advice = advice_of(content);
    if (!advice.empty()) {
      Table table;
      table.columns = {{words("Shoes to try"), "", Align::left, 1}, {"", "", Align::left, 2}};
      for (const ShoeAdvice& shoe : advice) {
        table.rows.push_back({{shoe.name, "", true}, {shoe.text, "", false}});
      }
      page.blocks.emplace_back(std::move(table));
    }
  }
  if (!content.options.link.empty()) {
    const Drawing code = draw_code(content.options.link, 74);
    if (code.width > 0) page.blocks.emplace_back(Pictures{{code}, false});
  }
  report.sections.push_back(std::move(page));
}

}  // namespace solea::report

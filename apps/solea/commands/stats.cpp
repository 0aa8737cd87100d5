#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/statistics/reliability.h"
#include "apps/results/common_json.h"
#include "apps/solea/command.h"
#include "apps/solea/output/stats_options.h"
#include "apps/solea/output/stats_table.h"
#include "core/error.h"

namespace solea::commands {

namespace {

using Json = nlohmann::ordered_json;
using namespace statistics;

using Options = std::shared_ptr<TableOptions>;

CLI::App* add_test(CLI::App& stats, const Options& o, const std::string& name,
                   const std::string& what, const std::string& example) {
  auto* command = stats.add_subcommand(name, what);
  command->footer("Example: " + example);
  command->add_option("TABLE", o->file, "a CSV table with titles")->required();
  command->add_flag("--json", o->json, "print one JSON document");
  return command;
}

void require_pairs(const StatsTable& table, const TableOptions& o, std::vector<double>& a,
                   std::vector<double>& b) {
  const std::size_t ca = table.column(o.a);
  const std::size_t cb = table.column(o.b);
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (table.rows[r][ca].empty() && table.rows[r][cb].empty()) continue;
    a.push_back(table.number(r, ca));
    b.push_back(table.number(r, cb));
  }
}

void run_icc(const TableOptions& o) {
  const StatsTable table = StatsTable::read(o.file);
  Table values(table.rows.size(), o.columns.size());
  for (std::size_t j = 0; j < o.columns.size(); ++j) {
    const std::size_t c = table.column(o.columns[j]);
    for (std::size_t i = 0; i < table.rows.size(); ++i) values.at(i, j) = table.number(i, c);
  }
  const MeanSquares m = about_file(o, [&] { return mean_squares(values); });
  Json json = stats_document("icc");
  json.update({{"subjects", m.subjects},
               {"measures", m.measures},
               {"columns", o.columns},
               {"mean_squares",
                {{"between_subjects", m.msr},
                 {"between_measures", m.msc},
                 {"residual", m.mse},
                 {"within_subjects", m.msw}}}});
  if (!o.json) {
    fmt::print("{} subjects, {} measures each\n", m.subjects, m.measures);
    fmt::print("{:<9} {:>8}  {:<18} {:<22} {}\n", "", "value", "95 % interval", "band", "what");
  }
  for (const Icc which : all_iccs) {
    const IccValue v = icc(m, which);
    std::string band;
    if (v.low) band = fmt::format("{} to {}", icc_band(*v.low), icc_band(*v.high));
    json["icc"].push_back({{"id", to_string(which)},
                           {"what", describe(which)},
                           {"value", or_null(v.value)},
                           {"ci95_low", or_null(v.low)},
                           {"ci95_high", or_null(v.high)},
                           {"band", v.low ? Json(band) : Json(nullptr)}});
    if (!o.json) {
      fmt::print("{:<9} {:>8}  {:<18} {:<22} {}\n", to_string(which),
                 v.value ? fmt::format("{:.4f}", *v.value) : "-",
                 v.low ? fmt::format("{:.3f} to {:.3f}", *v.low, *v.high) : "-", band,
                 describe(which));
    }
  }
  const auto cv = within_subject_cv_pct(values);
  json.update({{"sem_consistency", sem_consistency(m)},
               {"sem_agreement", sem_agreement(m)},
               {"mdc95_consistency", mdc95(sem_consistency(m))},
               {"mdc95_agreement", mdc95(sem_agreement(m))},
               {"cv_within_subject_pct", or_null(cv)},
               {"band_source", "Koo & Li 2016, of the interval's ends"}});
  if (o.json) {
    std::cout << json.dump(2) << '\n';
    return;
  }
  fmt::print("SEM {:.4f} (consistency), {:.4f} (agreement); MDC95 {:.4f}, {:.4f}\n",
             sem_consistency(m), sem_agreement(m), mdc95(sem_consistency(m)),
             mdc95(sem_agreement(m)));
  if (cv) fmt::print("coefficient of variation within subjects {:.2f} %\n", *cv);
}

void run_bland_altman(const TableOptions& o) {
  const StatsTable table = StatsTable::read(o.file);
  std::vector<double> a;
  std::vector<double> b;
  require_pairs(table, o, a, b);
  const BlandAltman r = about_file(o, [&] { return bland_altman(a, b); });
  if (o.json) {
    Json json = stats_document("bland-altman");
    json.update({{"a", o.a},
                 {"b", o.b},
                 {"pairs", r.n},
                 {"bias", r.bias},
                 {"sd", r.sd},
                 {"limit_low", r.low},
                 {"limit_high", r.high},
                 {"se_bias", r.se_bias},
                 {"se_limits", r.se_limits},
                 {"proportional_slope", or_null(r.slope)},
                 {"proportional_p", or_null(r.slope_p)}});
    std::cout << json.dump(2) << '\n';
    return;
  }
  fmt::print("{} - {}, {} pairs\n", o.a, o.b, r.n);
  fmt::print(
      "bias {:.4g} (SE {:.3g}), SD {:.4g}, limits of agreement {:.4g} to {:.4g} (SE {:.3g})\n",
      r.bias, r.se_bias, r.sd, r.low, r.high, r.se_limits);
  if (r.slope) {
    fmt::print("differences over means: slope {:.4g}{}\n", *r.slope,
               r.slope_p ? fmt::format(", p {:.4g}", *r.slope_p) : "");
  }
}

void run_ttest(const TableOptions& o) {
  const StatsTable table = StatsTable::read(o.file);
  std::vector<double> a;
  std::vector<double> b;
  if (o.paired) {
    require_pairs(table, o, a, b);
  } else {
    a = table.numbers(o.a);
    b = table.numbers(o.b);
  }
  const auto r = o.paired ? paired_t_test(a, b, o.tails()) : two_sample_t_test(a, b, o.tails());
  if (!r) throw FormatError(o.file, "too few values, or values without variance");
  if (o.json) {
    Json json = stats_document("ttest");
    json.update({{"a", o.a},
                 {"b", o.b},
                 {"n_a", a.size()},
                 {"n_b", b.size()},
                 {"paired", o.paired},
                 {"tails", o.tails_name()},
                 {"equal_variances", true},
                 {"mean_difference", r->mean_difference},
                 {"t", r->t},
                 {"df", r->df},
                 {"p", r->p}});
    std::cout << json.dump(2) << '\n';
    return;
  }
  fmt::print("{} - {}: mean difference {:.4g}, t({:g}) = {:.4f}, p = {:.4g} ({}, {}-tailed)\n", o.a,
             o.b, r->mean_difference, r->df, r->t, r->p, o.paired ? "paired" : "two samples",
             o.tails_name());
}

void add_pair(CLI::App& command, const Options& o) {
  command.add_option("--a", o->a, "title of the first column")->required();
  command.add_option("--b", o->b, "title of the second column")->required();
}

}  // namespace

void add_stats(CLI::App& app) {
  auto* stats = app.add_subcommand("stats", "Reliability and group statistics of a CSV table");
  stats->require_subcommand(1);
  stats->footer("Example: solea stats icc heel.csv --columns day1 day2 day3 --json");
  const auto o = std::make_shared<TableOptions>();

  auto* icc_command = add_test(
      *stats, o, "icc", "intraclass correlations, SEM and MDC: a row a subject, a column a measure",
      "solea stats icc heel.csv --columns day1 day2 day3");
  icc_command->add_option("--columns", o->columns, "titles of the measures")
      ->required()
      ->expected(2, 1000);
  icc_command->callback([o] { run_icc(*o); });

  auto* agreement = add_test(*stats, o, "bland-altman", "agreement of two methods: a row a pair",
                             "solea stats bland-altman heel.csv --a plate --b insole");
  add_pair(*agreement, o);
  agreement->callback([o] { run_bland_altman(*o); });

  auto* ttest = add_test(*stats, o, "ttest", "t test of two columns, equal variances",
                         "solea stats ttest heel.csv --a before --b after --paired");
  add_pair(*ttest, o);
  ttest->add_flag("--paired", o->paired, "a row is a pair");
  ttest->add_flag("--one-tailed", o->one_tailed, "for a above b only");
  ttest->callback([o] { run_ttest(*o); });

  auto* spm = add_test(*stats, o, "spm1d",
                       "curves of two groups, node by node, with one error rate: a row a curve, "
                       "every other column a node",
                       "solea stats spm1d force.csv --group shoe --leave-out subject --paired");
  spm->add_option("--group", o->group, "title of the column that names the two groups")->required();
  spm->add_option("--leave-out", o->leave_out, "titles of columns that are no nodes");
  spm->add_flag("--paired", o->paired, "the k-th curves of both groups are of one subject");
  spm->add_flag("--one-tailed", o->one_tailed, "for the first group above the second only");
  spm->add_option("--alpha", o->alpha, "error rate of the whole curve")
      ->capture_default_str()
      ->check(number_in(1e-6, 0.5));
  spm->add_flag("--circular", o->circular, "the last node is next to the first");
  spm->add_flag("--permutation", o->permutation, "by relabelling instead of random field theory");
  spm->add_option("--cluster-t", o->cluster_t, "with --permutation: clusters are beyond this t")
      ->check(number_in(0.01, 1000.0));
  spm->add_option("--seed", o->seed, "with --permutation: of the random relabellings")
      ->capture_default_str();
  spm->callback([o] { run_spm1d(*o); });
}

}  // namespace solea::commands

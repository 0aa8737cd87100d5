#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "analysis/statistics/permutation.h"
#include "analysis/statistics/random_field.h"
#include "apps/solea/output/stats_options.h"
#include "apps/solea/output/stats_table.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;
using namespace statistics;

Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// The curves of the two groups of a table: a row a curve, a column a node.
struct Curves {
  std::vector<std::string> groups;
  std::vector<std::string> nodes;
  std::vector<Table> tables;
};

Curves read_curves(const TableOptions& o) {
  const StatsTable table = StatsTable::read(o.file);
  const std::size_t group = table.column(o.group);
  std::vector<std::size_t> nodes;
  std::vector<std::size_t> out = {group};
  for (const std::string& title : o.leave_out) out.push_back(table.column(title));
  Curves curves;
  for (std::size_t c = 0; c < table.titles.size(); ++c) {
    if (std::find(out.begin(), out.end(), c) != out.end()) continue;
    nodes.push_back(c);
    curves.nodes.push_back(table.titles[c]);
  }
  std::vector<std::vector<std::vector<double>>> rows;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const std::string& name = table.rows[r][group];
    const auto found = std::find(curves.groups.begin(), curves.groups.end(), name);
    const auto g = static_cast<std::size_t>(found - curves.groups.begin());
    if (found == curves.groups.end()) {
      curves.groups.push_back(name);
      rows.emplace_back();
    }
    std::vector<double> values;
    for (const std::size_t c : nodes) values.push_back(table.number(r, c));
    rows[g].push_back(std::move(values));
  }
  if (rows.size() != 2) {
    throw FormatError(
        o.file, std::to_string(rows.size()) + " groups in column '" + o.group + "', expected 2");
  }
  for (const auto& of_group : rows) curves.tables.emplace_back(of_group);
  return curves;
}

Json curves_json(const Curves& c, const TableOptions& o) {
  Json json = stats_document("spm1d");
  json.update({{"a", c.groups[0]},
               {"b", c.groups[1]},
               {"curves_a", c.tables[0].rows()},
               {"curves_b", c.tables[1].rows()},
               {"nodes", c.nodes.size()},
               {"paired", o.paired},
               {"tails", o.tails_name()},
               {"alpha", o.alpha}});
  return json;
}

Json field_json(const std::vector<double>& t) {
  Json values = Json::array();
  for (const double v : t) values.push_back(number_or_null(v));
  return values;
}

void run_random_field(const TableOptions& o, const Curves& c) {
  SpmSettings settings;
  settings.alpha = o.alpha;
  settings.tails = o.tails();
  settings.circular = o.circular;
  const Spm spm = about_file(o, [&] {
    return o.paired ? paired_spm(c.tables[0], c.tables[1], settings)
                    : two_sample_spm(c.tables[0], c.tables[1], settings);
  });
  Json json = curves_json(c, o);
  json.update({{"method", "random field theory"},
               {"circular", o.circular},
               {"df", spm.df},
               {"fwhm_nodes", spm.fwhm},
               {"threshold_t", spm.threshold},
               {"clusters", Json::array()},
               {"t", field_json(spm.t)}});
  for (const SpmCluster& k : spm.clusters) {
    json["clusters"].push_back({{"start_node", k.start},
                                {"end_node", k.end},
                                {"extent_resels", k.extent_resels},
                                {"peak_t", k.peak_t},
                                {"p", k.p}});
  }
  if (o.json) {
    std::cout << json.dump(2) << '\n';
    return;
  }
  fmt::print("{} - {}, t({:g}), FWHM {:.2f} nodes, threshold {:.4f} ({}-tailed, alpha {:g})\n",
             c.groups[0], c.groups[1], spm.df, spm.fwhm, spm.threshold, o.tails_name(), o.alpha);
  if (spm.clusters.empty()) fmt::print("no node reaches the threshold\n");
  for (const SpmCluster& k : spm.clusters) {
    fmt::print("nodes {:.2f} to {:.2f}: peak t {:.3f}, p {:.4g}\n", k.start, k.end, k.peak_t, k.p);
  }
}

void run_permutation(const TableOptions& o, const Curves& c) {
  PermutationSettings settings;
  settings.alpha = o.alpha;
  settings.tails = o.tails();
  settings.seed = o.seed;
  const NodeGrid grid{1, c.nodes.size(), {}};
  const double df = static_cast<double>(o.paired ? c.tables[0].rows() - 1
                                                 : c.tables[0].rows() + c.tables[1].rows() - 2);
  // Without a choice: where single nodes reach p = 0.01.
  settings.cluster_t =
      o.cluster_t > 0 ? o.cluster_t : t_quantile(o.one_tailed ? 0.01 : 0.005, std::max(1.0, df));
  const PermutationResult r = about_file(o, [&] {
    return o.paired ? paired_permutation(differences(c.tables[0], c.tables[1]), grid, settings)
                    : two_sample_permutation(c.tables[0], c.tables[1], grid, settings);
  });
  Json json = curves_json(c, o);
  json.update({{"method", "permutation"},
               {"relabellings", r.relabellings},
               {"exhaustive", r.exhaustive},
               {"seed", settings.seed},
               {"smallest_p", r.smallest_p},
               {"threshold_t", r.threshold},
               {"p_max", r.p_max},
               {"cluster_threshold_t", settings.cluster_t},
               {"clusters", Json::array()},
               {"t", field_json(r.t)},
               {"p_node", field_json(r.p_node)}});
  for (const PermutationCluster& k : r.clusters) {
    json["clusters"].push_back({{"start_node", k.nodes.front()},
                                {"end_node", k.nodes.back()},
                                {"positive", k.positive},
                                {"mass", k.mass},
                                {"p_size", k.p_size},
                                {"p_mass", k.p_mass}});
  }
  if (o.json) {
    std::cout << json.dump(2) << '\n';
    return;
  }
  fmt::print("{} - {}, {} relabellings{}, smallest p possible {:.4g}\n", c.groups[0], c.groups[1],
             r.relabellings, r.exhaustive ? " (all)" : "", r.smallest_p);
  fmt::print("threshold of the largest {} {:.4f}, p of the largest {:.4g}\n",
             o.one_tailed ? "t" : "|t|", r.threshold, r.p_max);
  for (const PermutationCluster& k : r.clusters) {
    fmt::print("nodes {} to {} beyond t {:.3f}: p {:.4g} by mass, {:.4g} by size\n",
               k.nodes.front(), k.nodes.back(), settings.cluster_t, k.p_mass, k.p_size);
  }
}

}  // namespace

nlohmann::ordered_json stats_document(std::string_view test) {
  return {{"schema", "solea.stats/1"}, {"test", test}};
}

void run_spm1d(const TableOptions& options) {
  const Curves curves = read_curves(options);
  if (options.permutation) {
    run_permutation(options, curves);
  } else {
    run_random_field(options, curves);
  }
}

}  // namespace solea

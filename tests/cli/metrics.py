"""solea metrics: what every measure is, and the page that is made from it."""
import unittest

from support import SOURCE, SoleaTest

# The ids of the command line's contract: new ones are added, none is renamed.
CONTRACT = """peak_pressure_kpa max_force_n max_force_bw contact_area_max_cm2 contact_area_mpp_cm2
mean_pressure_peak_kpa fti_ns pti_peak_curve_kpas pti_mean_kpas pti_cell_max_kpas stance_s
loading_rate_max_ns loading_rate_80_ns peak_pressure_gradient_kpa_mm heel_peak_pressure_kpa
heel_medial_peak_pressure_kpa heel_lateral_peak_pressure_kpa heel_pti_peak_curve_kpas
heel_max_force_n heel_relative_impulse_pct heel_time_to_peak_pct heel_contact_end_pct
heel_medial_lateral_pct heel_loading_rate_max_ns forefoot_heel_impulse_ratio arch_index
modified_arch_index chippaux_smirak_pct staheli_index clarke_angle_deg footprint_index
arch_length_index truncated_arch_index cpei_pct cop_path_mm cop_mean_velocity_mm_s cop_range_ap_mm
cop_range_ml_mm strike_index_pct foot_progression_deg ml_ratio_willems_pct ml_balance_footscan_pct
foot_length_mm foot_width_mm heel_width_mm""".split()


class Metrics(SoleaTest):
    def test_every_id_of_the_contract_is_there(self):
        document = self.good_json("metrics", "--json")
        ids = [m["id"] for m in document["metrics"]]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual([i for i in CONTRACT if i not in ids], [])
        for metric in document["metrics"]:
            for key in ("id", "label", "unit", "definition", "source", "pitfalls"):
                self.assertTrue(metric[key], (metric["id"], key))

    def test_one_measure(self):
        document = self.good_json("metrics", "arch_index", "--json")
        self.assertEqual([m["id"] for m in document["metrics"]], ["arch_index"])
        self.assertIn("Cavanagh", self.good("metrics", "arch_index"))
        self.fails(2, "arch_indexx", "metrics", "arch_indexx")

    def test_the_committed_page_is_what_the_program_writes(self):
        page = (SOURCE / "docs" / "metrics.md").read_text(encoding="utf-8")
        self.assertEqual(page, self.good("metrics", "--markdown"),
                         "write it again: solea metrics --markdown > docs/metrics.md")


if __name__ == "__main__":
    unittest.main()

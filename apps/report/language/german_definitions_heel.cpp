#include <array>

#include "apps/report/language/german.h"

// Definitions of the measures of the heel.

namespace solea::report {

namespace {

constexpr auto table = std::to_array<Pair>({
    {"80 % of the first peak of the heel's force over the time from ON, its first contact frame, "
     "to reaching it. The first peak ends when the curve has fallen by the set part of its maximum "
     "(5 %).",
     "80 % des ersten Gipfels der Fersenkraft durch die Zeit von ON, ihrem ersten Kontaktbild, bis "
     "dorthin. Der erste Gipfel endet, wenn die Kurve um den eingestellten Teil ihres Maximums (5 "
     "%) gefallen ist."},
    {"Area of the heel's cells that were active at any time, cells at its border in part.",
     "Fläche der Fersenzellen, die irgendwann aktiv waren, Zellen an ihrer Grenze anteilig."},
    {"Difference of the force-time integrals of the heel's medial and lateral half over their sum, "
     "trapezoid; positive: medial.",
     "Differenz der Kraft-Zeit-Integrale der medialen und lateralen Fersenhälfte durch ihre Summe, "
     "Trapez; positiv: medial."},
    {"Difference of the force-time integrals of the heel's medial and lateral part over their sum, "
     "trapezoid, the heel cut along the angle bisector of the medial and the lateral border line; "
     "positive: medial.",
     "Differenz der Kraft-Zeit-Integrale des medialen und lateralen Fersenteils durch ihre Summe, "
     "Trapez, die Ferse geteilt an der Winkelhalbierenden der medialen und der lateralen "
     "Randlinie; positiv: medial."},
    {"Difference of the forces of the heel's halves, each summed over the frames of the initial "
     "contact phase, over their sum; positive: medial. A proxy of the strike, no angle.",
     "Differenz der Kräfte der Fersenhälften, jede summiert über die Bilder der Erstkontaktphase, "
     "durch ihre Summe; positiv: medial. Ein Stellvertreter für die Art des Aufsetzens, kein "
     "Winkel."},
    {"Difference of the peak pressures of the heel's medial and lateral half over their sum; "
     "positive: medial.",
     "Differenz der Spitzendrücke der medialen und lateralen Fersenhälfte durch ihre Summe; "
     "positiv: medial."},
    {"Direction of the centre of pressure's way over the first 10 % of stance from the foot axis, "
     "positive to lateral. A proxy of the strike, no joint angle.",
     "Richtung des Wegs des Druckmittelpunkts über die ersten 10 % der Standphase gegen die "
     "Fußachse, positiv nach lateral. Ein Stellvertreter für die Art des Aufsetzens, kein "
     "Gelenkwinkel."},
    {"First contact frame in which the heel is active, in percent of stance.",
     "Erstes Kontaktbild, in dem die Ferse aktiv ist, in Prozent der Standphase."},
    {"Force-time integral of the five metatarsal zones over that of the heel.",
     "Kraft-Zeit-Integral der fünf Mittelfußzonen durch das der Ferse."},
    {"Force-time integral of the heel as percent of that of the whole foot.",
     "Kraft-Zeit-Integral der Ferse in Prozent dessen des ganzen Fußes."},
    {"Force-time integral of the heel divided by its contact area (PTI-2).",
     "Kraft-Zeit-Integral der Ferse durch ihre Kontaktfläche (PTI-2)."},
    {"Force-time integral of the heel over that of the five metatarsal zones.",
     "Kraft-Zeit-Integral der Ferse durch das der fünf Mittelfußzonen."},
    {"Instant of the heel's peak pressure, the first where several are equal, from first foot "
     "contact.",
     "Zeitpunkt des Spitzendrucks der Ferse, der erste, wo mehrere gleich sind, ab dem ersten "
     "Fußkontakt."},
    {"Integral of the force on the heel over the contact frames, trapezoid.",
     "Integral der Kraft auf der Ferse über die Kontaktbilder, Trapez."},
    {"Integral of the heel's largest pressure of each frame, trapezoid (PTI-1).",
     "Integral des größten Drucks der Ferse in jedem Bild, Trapez (PTI-1)."},
    {"Largest central difference of the heel's force over the interior contact frames, per time.",
     "Größte zentrale Differenz der Fersenkraft über die inneren Kontaktbilder, je Zeit."},
    {"Largest fall from the heel's cell of the peak pressure to one of its 8 neighbours over their "
     "distance, at the instant of the heel's peak.",
     "Größter Abfall von der Fersenzelle mit dem Spitzendruck zu einer ihrer 8 Nachbarinnen durch "
     "deren Abstand, im Zeitpunkt der Fersenspitze."},
    {"Largest force on the heel in a frame divided by body mass times 9.80665 m/s2; needs the body "
     "mass.",
     "Größte Kraft auf der Ferse in einem Bild durch Körpermasse mal 9,80665 m/s²; braucht die "
     "Körpermasse."},
    {"Largest force on the heel in a frame.", "Größte Kraft auf der Ferse in einem Bild."},
    {"Largest of the heel cells' own integrals, trapezoid (PTI-3).",
     "Größtes der eigenen Integrale der Fersenzellen, Trapez (PTI-3)."},
    {"Largest of the own sums of pressure times frame duration of the heel's cells (PTI-3).",
     "Größte der eigenen Summen von Druck mal Bilddauer der Fersenzellen (PTI-3)."},
    {"Largest pressure of a single cell of the heel (proximal 27 % of the print).",
     "Größter Druck einer einzelnen Zelle der Ferse (proximale 27 % des Abdrucks)."},
    {"Largest pressure of a single cell of the heel's lateral half; a cell cut in half counts in "
     "both.",
     "Größter Druck einer einzelnen Zelle der lateralen Fersenhälfte; eine halbierte Zelle zählt "
     "in beiden."},
    {"Largest pressure of a single cell of the heel's medial half; a cell cut in half counts in "
     "both.",
     "Größter Druck einer einzelnen Zelle der medialen Fersenhälfte; eine halbierte Zelle zählt in "
     "beiden."},
    {"Largest rise of the heel's force from one contact frame to the next, divided by the time "
     "between them (forward difference).",
     "Größter Anstieg der Fersenkraft von einem Kontaktbild zum nächsten durch die Zeit dazwischen "
     "(Vorwärtsdifferenz)."},
    {"Largest rise of the largest pressure of the heel from one contact frame to the next, per "
     "time.",
     "Größter Anstieg des größten Drucks der Ferse von einem Kontaktbild zum nächsten, je Zeit."},
    {"Last contact frame in which the heel is active; not heel off, which is the next frame.",
     "Letztes Kontaktbild, in dem die Ferse aktiv ist; nicht die Fersenablösung, das ist das "
     "nächste Bild."},
    {"Peak pressure of the five metatarsal zones over that of the heel.",
     "Spitzendruck der fünf Mittelfußzonen durch den der Ferse."},
    {"Position of the first contact frame's centre of pressure across the heel, from the medial "
     "(0) to the lateral edge (100) at 15 % of the length. A proxy of the strike.",
     "Ort des Druckmittelpunkts des ersten Kontaktbildes quer zur Ferse, von der medialen (0) zur "
     "lateralen Kante (100) auf 15 % der Länge. Ein Stellvertreter für die Art des Aufsetzens."},
    {"Share of the mean pressure picture that lies on the rear half of the print's length, cells "
     "cut exactly. Meant for standing; the rest is the forefoot's.",
     "Anteil des mittleren Druckbildes, der auf der hinteren Hälfte der Abdrucklänge liegt, Zellen "
     "genau geschnitten. Fürs Stehen gedacht; der Rest ist der des Vorfußes."},
    {"Slope of the heel's force between 20 and 80 % of its first peak (vertical average loading "
     "rate).",
     "Steigung der Fersenkraft zwischen 20 und 80 % ihres ersten Gipfels (mittlere vertikale "
     "Belastungsrate)."},
    {"Sum of the force on the heel times the frame duration over the contact frames.",
     "Summe der Kraft auf der Ferse mal Bilddauer über die Kontaktbilder."},
    {"Sum of the heel's force times frame duration over the area of the heel that was ever active "
     "(PTI-2).",
     "Summe der Fersenkraft mal Bilddauer durch die Fläche der Ferse, die irgendwann aktiv war "
     "(PTI-2)."},
    {"Sum of the heel's largest pressure of each frame times the frame duration (PTI-1 as pressuRe "
     "computes it).",
     "Summe des größten Drucks der Ferse in jedem Bild mal Bilddauer (PTI-1, wie es pressuRe "
     "rechnet)."},
    {"The same difference with integrals by rectangles; positive: medial.",
     "Dieselbe Differenz mit Integralen aus Rechtecken; positiv: medial."},
    {"The same share with both integrals by rectangles.",
     "Derselbe Anteil mit beiden Integralen aus Rechtecken."},
    {"Time from first foot contact to first metatarsal contact. A proxy of the strike: 0 for a "
     "forefoot strike.",
     "Zeit vom ersten Fußkontakt bis zum ersten Mittelfußkontakt. Ein Stellvertreter für die Art "
     "des Aufsetzens: 0 beim Aufsetzen mit dem Vorfuß."},
    {"Time from the first to the last contact frame in which the heel is active.",
     "Zeit vom ersten bis zum letzten Kontaktbild, in dem die Ferse aktiv ist."},
    {"Time from the heel's peak pressure to the end of heel contact.",
     "Zeit vom Spitzendruck der Ferse bis zum Ende des Fersenkontakts."},
    {"heel_loading_rate_20_80_ns divided by body mass times 9.80665 m/s2; needs the body mass.",
     "heel_loading_rate_20_80_ns durch Körpermasse mal 9,80665 m/s²; braucht die Körpermasse."},
    {"heel_loading_rate_80_ns divided by body mass times 9.80665 m/s2; needs the body mass.",
     "heel_loading_rate_80_ns durch Körpermasse mal 9,80665 m/s²; braucht die Körpermasse."},
    {"heel_loading_rate_max_ns divided by body mass times 9.80665 m/s2; needs the body mass.",
     "heel_loading_rate_max_ns durch Körpermasse mal 9,80665 m/s²; braucht die Körpermasse."},
});

}  // namespace

std::span<const Pair> german_definitions_heel() {
  return table;
}

}  // namespace solea::report

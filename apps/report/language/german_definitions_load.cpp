#include <array>

#include "apps/report/language/german.h"

// Definitions of the measures of load, pressure, time and balance between medial and lateral.

namespace solea::report {

namespace {

constexpr auto table = std::to_array<Pair>({
    {"(HM + M1 + M2 - HL - M4 - M5) over HM + HL + M1 + M2 + M3 + M4 + M5, forces, in percent; "
     "positive: medial.",
     "(HM + M1 + M2 - HL - M4 - M5) durch HM + HL + M1 + M2 + M3 + M4 + M5, Kräfte, in Prozent; "
     "positiv: medial."},
    {"(HM + M1 + M2) - (HL + M3 + M4 + M5), forces, in percent of the sum of all seven; positive: "
     "medial.",
     "(HM + M1 + M2) - (HL + M3 + M4 + M5), Kräfte, in Prozent der Summe aller sieben; positiv: "
     "medial."},
    {"(HM + M1 + M2) - (HL + M3 + M4 + M5), forces; positive: medial. Mean over the contact "
     "frames.",
     "(HM + M1 + M2) - (HL + M3 + M4 + M5), Kräfte; positiv: medial. Mittel über die "
     "Kontaktbilder."},
    {"(M1 + M2) - (M3 + M4 + M5), forces, in percent of their sum; positive: medial.",
     "(M1 + M2) - (M3 + M4 + M5), Kräfte, in Prozent ihrer Summe; positiv: medial."},
    {"(M2 + M3) - (M1 + M4 + M5), forces, in percent of their sum; positive: the middle "
     "metatarsals.",
     "(M2 + M3) - (M1 + M4 + M5), Kräfte, in Prozent ihrer Summe; positiv: die mittleren "
     "Mittelfußköpfe."},
    {"80 % of the first peak of the total force over the time from ON, its first contact frame, to "
     "reaching it. The first peak ends when the curve has fallen by the set part of its maximum (5 "
     "%).",
     "80 % des ersten Gipfels der Gesamtkraft durch die Zeit von ON, ihrem ersten Kontaktbild, bis "
     "dorthin. Der erste Gipfel endet, wenn die Kurve um den eingestellten Teil ihres Maximums (5 "
     "%) gefallen ist."},
    {"Area of the cells that were active at any time (maximum pressure picture).",
     "Fläche der Zellen, die irgendwann aktiv waren (Maximaldruckbild)."},
    {"At first foot contact.", "Beim ersten Fußkontakt."},
    {"At first metatarsal contact.", "Beim ersten Mittelfußkontakt."},
    {"At forefoot flat.", "Wenn der Vorfuß flach ist."},
    {"At heel off.", "Wenn die Ferse abhebt."},
    {"At last foot contact.", "Beim letzten Fußkontakt."},
    {"Circular standard deviation of the gradient's direction at the cell of the peak pressure "
     "over the contact frames in which it is active (PGA).",
     "Zirkuläre Standardabweichung der Richtung des Gradienten an der Zelle mit dem Spitzendruck "
     "über die Kontaktbilder, in denen sie aktiv ist (PGA)."},
    {"Difference of the force-time integrals lateral and medial of the foot's bisector (the angle "
     "bisector of the medial and the lateral border line) over their sum, toes included, "
     "trapezoid; positive: lateral.",
     "Differenz der Kraft-Zeit-Integrale lateral und medial der Winkelhalbierenden des Fußes "
     "(zwischen medialer und lateraler Randlinie) durch ihre Summe, mit Zehen, Trapez; positiv: "
     "lateral."},
    {"Force-time integral by rectangles divided by the footprint's area (PTI-2).",
     "Kraft-Zeit-Integral aus Rechtecken durch die Fläche des Abdrucks (PTI-2)."},
    {"Force-time integral divided by the footprint's area (PTI-2, Melai 2011).",
     "Kraft-Zeit-Integral durch die Fläche des Abdrucks (PTI-2, Melai 2011)."},
    {"Integral of the largest pressure of each frame, whichever cell has it, trapezoid (PTI-1, as "
     "novel).",
     "Integral des größten Drucks jedes Bildes, in welcher Zelle er auch ist, Trapez (PTI-1, wie "
     "novel)."},
    {"Integral of the total force over the contact frames, trapezoid.",
     "Integral der Gesamtkraft über die Kontaktbilder, Trapez."},
    {"Largest area of active cells in one frame.", "Größte Fläche aktiver Zellen in einem Bild."},
    {"Largest central difference of the total force over the interior contact frames, per time.",
     "Größte zentrale Differenz der Gesamtkraft über die inneren Kontaktbilder, je Zeit."},
    {"Largest fall from the cell of the peak pressure to one of its 8 neighbours over their "
     "distance, at the instant of the peak.",
     "Größter Abfall von der Zelle mit dem Spitzendruck zu einer ihrer 8 Nachbarinnen durch deren "
     "Abstand, im Zeitpunkt der Spitze."},
    {"Largest length of the spatial gradient of the maximum pressure picture over its active "
     "cells; central differences, one-sided at the plate's borders.",
     "Größte Länge des räumlichen Gradienten des Maximaldruckbildes über seine aktiven Zellen; "
     "zentrale Differenzen, einseitig am Plattenrand."},
    {"Largest mean pressure of a square of 2 by 2 cells in a contact frame; unloaded cells count "
     "as 0.",
     "Größter mittlerer Druck eines Quadrats von 2 mal 2 Zellen in einem Kontaktbild; unbelastete "
     "Zellen zählen als 0."},
    {"Largest mean pressure of a square of 3 by 3 cells in a contact frame; unloaded cells count "
     "as 0.",
     "Größter mittlerer Druck eines Quadrats von 3 mal 3 Zellen in einem Kontaktbild; unbelastete "
     "Zellen zählen als 0."},
    {"Largest of the cells' own integrals over the contact frames, trapezoid (PTI-3).",
     "Größtes der eigenen Integrale der Zellen über die Kontaktbilder, Trapez (PTI-3)."},
    {"Largest of the cells' own sums of pressure times frame duration (PTI-3).",
     "Größte der eigenen Summen von Druck mal Bilddauer der Zellen (PTI-3)."},
    {"Largest over the contact frames of total force over contact area (mean pressure A).",
     "Größter Wert von Gesamtkraft durch Kontaktfläche über die Kontaktbilder (mittlerer Druck "
     "A)."},
    {"Largest pressure of a single cell during the step.",
     "Größter Druck einer einzelnen Zelle während des Schritts."},
    {"Largest rise of the largest pressure from one contact frame to the next, per time.",
     "Größter Anstieg des größten Drucks von einem Kontaktbild zum nächsten, je Zeit."},
    {"Largest rise of the total force from one contact frame to the next, divided by the time "
     "between them (forward difference).",
     "Größter Anstieg der Gesamtkraft von einem Kontaktbild zum nächsten durch die Zeit dazwischen "
     "(Vorwärtsdifferenz)."},
    {"Largest total force of a frame divided by body mass times 9.80665 m/s2; needs the body mass.",
     "Größte Gesamtkraft eines Bildes durch Körpermasse mal 9,80665 m/s²; braucht die "
     "Körpermasse."},
    {"Largest total force of a frame.", "Größte Gesamtkraft eines Bildes."},
    {"M2 - M1, forces, in percent of their sum; positive: M2.",
     "M2 - M1, Kräfte, in Prozent ihrer Summe; positiv: M2."},
    {"Maximum force over the area of the footprint (mean pressure C).",
     "Größte Kraft durch die Fläche des Abdrucks (mittlerer Druck C)."},
    {"Mean of the cells' peak pressures over the cells that were ever active (mean pressure B).",
     "Mittel der Spitzendrücke der Zellen über die Zellen, die irgendwann aktiv waren (mittlerer "
     "Druck B)."},
    {"Mean over foot flat.", "Mittel über die Phase des flachen Fußes."},
    {"Mean over forefoot contact.", "Mittel über die Vorfußkontaktphase."},
    {"Mean over forefoot push-off.", "Mittel über die Vorfußabstoßphase."},
    {"Mean over initial contact.", "Mittel über die Erstkontaktphase."},
    {"Mean over the contact frames in which it is defined.",
     "Mittel über die Kontaktbilder, in denen es definiert ist."},
    {"Slope of the total force between 20 and 80 % of its first peak (vertical average loading "
     "rate).",
     "Steigung der Gesamtkraft zwischen 20 und 80 % ihres ersten Gipfels (mittlere vertikale "
     "Belastungsrate)."},
    {"Smallest arc that holds the directions of the gradient at the cell of the peak pressure over "
     "the contact frames in which it is active (PGA).",
     "Kleinster Bogen, der die Richtungen des Gradienten an der Zelle mit dem Spitzendruck über "
     "die Kontaktbilder umfasst, in denen sie aktiv ist (PGA)."},
    {"Sum of the largest pressure of each frame times the frame duration (PTI-1 as pressuRe "
     "computes it).",
     "Summe des größten Drucks jedes Bildes mal Bilddauer (PTI-1, wie es pressuRe rechnet)."},
    {"Sum of the total force times the frame duration over the contact frames, as vendors have it.",
     "Summe der Gesamtkraft mal Bilddauer über die Kontaktbilder, wie Hersteller es haben."},
    {"The same around the peak pressure of the five metatarsal zones.",
     "Dasselbe um den Spitzendruck der fünf Mittelfußzonen."},
    {"The same difference over a sum that also holds the hallux, as some texts have it. Mean over "
     "the contact frames in which it is defined.",
     "Dieselbe Differenz durch eine Summe, die auch die Großzehe enthält, wie manche Texte es "
     "haben. Mittel über die Kontaktbilder, in denen sie definiert ist."},
    {"The same instant in percent of stance (novel: % ROP).",
     "Derselbe Zeitpunkt in Prozent der Standphase (novel: % ROP)."},
    {"The same instant in percent of stance.", "Derselbe Zeitpunkt in Prozent der Standphase."},
    {"Time from first foot contact to the first contact frame with the largest force.",
     "Zeit vom ersten Fußkontakt bis zum ersten Kontaktbild mit der größten Kraft."},
    {"Time from first foot contact to the first contact frame with the largest pressure.",
     "Zeit vom ersten Fußkontakt bis zum ersten Kontaktbild mit dem größten Druck."},
    {"Time from the first to the last contact frame: (N-1)/fs.",
     "Zeit vom ersten bis zum letzten Kontaktbild: (N-1)/fs."},
    {"loading_rate_20_80_ns divided by body mass times 9.80665 m/s2; needs the body mass.",
     "loading_rate_20_80_ns durch Körpermasse mal 9,80665 m/s²; braucht die Körpermasse."},
    {"loading_rate_80_ns divided by body mass times 9.80665 m/s2; needs the body mass.",
     "loading_rate_80_ns durch Körpermasse mal 9,80665 m/s²; braucht die Körpermasse."},
    {"loading_rate_max_ns divided by body mass times 9.80665 m/s2; needs the body mass.",
     "loading_rate_max_ns durch Körpermasse mal 9,80665 m/s²; braucht die Körpermasse."},
});

}  // namespace

std::span<const Pair> german_definitions_load() {
  return table;
}

}  // namespace solea::report

#include <array>

#include "apps/report/language/german.h"

// Definitions of the measures of arch, size and the centre of pressure.

namespace solea::report {

namespace {

constexpr auto table = std::to_array<Pair>({
    {"Angle at the medial forefoot tangent point between the medial tangent and the line tangent "
     "to the arch: the largest angle to a point of the contour between the heel and forefoot "
     "lines, never below the default form.",
     "Winkel am medialen Tangentenpunkt des Vorfußes zwischen der medialen Tangente und der Linie, "
     "die das Gewölbe berührt: der größte Winkel zu einem Punkt der Kontur zwischen Fersen- und "
     "Vorfußlinie, nie unter der gewöhnlichen Form."},
    {"Angle at the medial forefoot tangent point between the medial tangent and the line to the "
     "deepest point of the medial arch contour (where the picture between the cells reaches the "
     "threshold, smoothed over three cells).",
     "Winkel am medialen Tangentenpunkt des Vorfußes zwischen der medialen Tangente und der Linie "
     "zum tiefsten Punkt der medialen Gewölbekontur (wo das Bild zwischen den Zellen die Schwelle "
     "erreicht, über drei Zellen geglättet)."},
    {"Angle between the foot axis (heel centre to second toe) and the line of progression: from "
     "this heel to the same foot's next, or to it from the last; the walk's direction for a step "
     "without; the plate's axis along the toes for a step alone. Positive: toe-out. Undefined "
     "without a side.",
     "Winkel zwischen der Fußachse (Fersenmitte zu zweiter Zehe) und der Gangrichtung: von dieser "
     "Ferse zur nächsten desselben Fußes oder von der vorigen zu ihr; bei einem Schritt ohne "
     "solche die Richtung des Gangs, bei einem Schritt allein die Achse der Platte längs der "
     "Zehen. Positiv: Zehen nach außen. Ohne Seite nicht definiert."},
    {"Angle between the line from the heel centre to the centre of the loaded area of the second "
     "and third metatarsal zone and the line of progression; positive: toe-out.",
     "Winkel zwischen der Linie von der Fersenmitte zur Mitte der belasteten Fläche der zweiten "
     "und dritten Mittelfußzone und der Gangrichtung; positiv: Zehen nach außen."},
    {"Arch index of the area covered between the cells, where a smooth picture with every cell's "
     "own mean, fainter cells beside the print included from half the threshold on, reaches the "
     "threshold. Axis from heel centre along the middle of the second toe's sector (0.42 alpha); "
     "toe line: mean of the paths of low pressure.",
     "Arch Index der zwischen den Zellen bedeckten Fläche, wo ein glattes Bild mit dem eigenen "
     "Mittel jeder Zelle, schwächere Zellen am Rand des Abdrucks von der halben Schwelle an "
     "eingeschlossen, die Schwelle erreicht. Achse von der Fersenmitte entlang der Mitte des "
     "Sektors der zweiten Zehe (0,42 Alpha); Zehenlinie: Mittel der Wege mit niedrigem Druck."},
    {"Area of the middle third of the toeless footprint over the whole, along the axis from heel "
     "centre to second toe, cells cut exactly.",
     "Fläche des mittleren Drittels des zehenlosen Abdrucks durch die ganze, entlang der Achse von "
     "der Fersenmitte zur zweiten Zehe, Zellen genau geschnitten."},
    {"Area without contact between the medial tangent and the contour over the area of the toeless "
     "print between the two tangent points.",
     "Fläche ohne Kontakt zwischen der medialen Tangente und der Kontur durch die Fläche des "
     "zehenlosen Abdrucks zwischen den beiden Tangentenpunkten."},
    {"Area without contact between the medial tangent and the contour over the contact area of the "
     "toeless print. Lines that meet no cell are bridged straight.",
     "Fläche ohne Kontakt zwischen der medialen Tangente und der Kontur durch die Kontaktfläche "
     "des zehenlosen Abdrucks. Linien, die keine Zelle treffen, werden gerade überbrückt."},
    {"Centre of pressure excursion over the foot's width on the same line (variant song).",
     "Auslenkung des Druckmittelpunkts durch die Fußbreite auf derselben Linie (Variante song)."},
    {"Distance between the medial and lateral tangent points of the ball.",
     "Abstand zwischen dem medialen und dem lateralen Tangentenpunkt des Ballens."},
    {"Distance from the CoP curve to the line between its first and last point, at two thirds of "
     "the foot length along the medial border, perpendicular to that border; positive: the CoP "
     "runs lateral. Frames below max(20 N, 5 % of the largest force) are left out; the first "
     "crossing counts.",
     "Abstand der CoP-Kurve von der Linie zwischen ihrem ersten und letzten Punkt, auf zwei "
     "Dritteln der Fußlänge entlang des medialen Rands, senkrecht zu diesem Rand; positiv: der CoP "
     "läuft lateral. Bilder unter dem größeren von 20 N und 5 % der größten Kraft sind "
     "ausgelassen; die erste Kreuzung zählt."},
    {"Excursion of the centre of pressure at two thirds of the length along the medial border, "
     "from the line between its most medial points in the proximal third and in the distal "
     "quarter, over the largest width of the distal half; positive: lateral.",
     "Auslenkung des Druckmittelpunkts auf zwei Dritteln der Länge entlang des medialen Rands, von "
     "der Linie zwischen seinen medialsten Punkten im proximalen Drittel und im distalen Viertel, "
     "durch die größte Breite der distalen Hälfte; positiv: lateral."},
    {"Extent of the print along the foot axis, outer edges, with toes; shorter than the foot "
     "itself.",
     "Ausdehnung des Abdrucks entlang der Fußachse, äußere Kanten, mit Zehen; kürzer als der Fuß "
     "selbst."},
    {"Extent of the print without toes along the foot axis, outer edges (truncated length).",
     "Ausdehnung des Abdrucks ohne Zehen entlang der Fußachse, äußere Kanten (gekürzte Länge)."},
    {"Foot flat phase: forefoot flat to heel off, the frame after the heel's last; undefined when "
     "the heel leaves first.",
     "Phase des flachen Fußes: Vorfuß flach bis Ferse ab, das Bild nach dem letzten der Ferse; "
     "nicht definiert, wenn die Ferse zuerst abhebt."},
    {"Forefoot contact phase: first metatarsal contact to forefoot flat, when all metatarsals that "
     "ever load are loaded.",
     "Vorfußkontaktphase: erster Mittelfußkontakt bis Vorfuß flach, wenn alle je belasteten "
     "Mittelfußköpfe belastet sind."},
    {"Forefoot push-off phase: heel off to last foot contact.",
     "Vorfußabstoßphase: Ferse ab bis letzter Fußkontakt."},
    {"Initial contact phase: first foot contact to first metatarsal contact; 0 for a forefoot "
     "strike.",
     "Erstkontaktphase: erster Fußkontakt bis erster Mittelfußkontakt; 0 beim Aufsetzen mit dem "
     "Vorfuß."},
    {"Largest speed of the filtered CoP by central differences.",
     "Größte Geschwindigkeit des gefilterten Druckmittelpunkts aus zentralen Differenzen."},
    {"Least width of the midfoot (27 to 55 % of the length) over the largest width of the ball, "
     "both perpendicular to the foot axis, outer edges, toes excluded.",
     "Kleinste Breite des Mittelfußes (27 bis 55 % der Länge) durch die größte Breite des Ballens, "
     "beide senkrecht zur Fußachse, äußere Kanten, ohne Zehen."},
    {"Least width of the midfoot (27 to 55 % of the length) over the largest width of the heel.",
     "Kleinste Breite des Mittelfußes (27 bis 55 % der Länge) durch die größte Breite der Ferse."},
    {"Least width of the midfoot (between 27 and 55 % of the length) across the foot axis, outer "
     "edges; 0 where a line meets no cell.",
     "Kleinste Breite des Mittelfußes (zwischen 27 und 55 % der Länge) quer zur Fußachse, äußere "
     "Kanten; 0, wo eine Linie keine Zelle trifft."},
    {"Least width of the midfoot over the width of the ball, both parallel to the line through the "
     "most medial and the most lateral point of the ball, as the index was first measured; "
     "midfoot: lines that cross the foot axis between the heel and the forefoot line (27 to 55 % "
     "of the length).",
     "Kleinste Breite des Mittelfußes durch die Breite des Ballens, beide parallel zur Linie durch "
     "den medialsten und den lateralsten Punkt des Ballens, wie der Index zuerst gemessen wurde; "
     "Mittelfuß: Linien, die die Fußachse zwischen Ferse und Vorfußlinie kreuzen (27 bis 55 % der "
     "Länge)."},
    {"Length of the filtered CoP path between the instants of the foot flat phase over its time.",
     "Länge des gefilterten CoP-Wegs zwischen Anfang und Ende der Phase des flachen Fußes durch "
     "deren Zeit."},
    {"Length of the filtered CoP path between the instants of the forefoot contact phase over its "
     "time.",
     "Länge des gefilterten CoP-Wegs zwischen Anfang und Ende der Vorfußkontaktphase durch deren "
     "Zeit."},
    {"Length of the filtered CoP path between the instants of the forefoot push-off phase over its "
     "time.",
     "Länge des gefilterten CoP-Wegs zwischen Anfang und Ende der Vorfußabstoßphase durch deren "
     "Zeit."},
    {"Length of the filtered CoP path between the instants of the initial contact phase over its "
     "time.",
     "Länge des gefilterten CoP-Wegs zwischen Anfang und Ende der Erstkontaktphase durch deren "
     "Zeit."},
    {"Length of the filtered CoP path divided by the stance time.",
     "Länge des gefilterten CoP-Wegs durch die Standzeit."},
    {"Of the estimated foot length: 1.5 times foot length in cm plus 1.5 cm of room (Paris point).",
     "Aus der geschätzten Fußlänge: 1,5-mal die Fußlänge in cm plus 1,5 cm Zugabe (Pariser "
     "Stich)."},
    {"Of the estimated foot length: 3 times the last in inches less 25, the last 20 mm longer than "
     "the foot.",
     "Aus der geschätzten Fußlänge: 3-mal der Leisten in Zoll weniger 25, der Leisten 20 mm länger "
     "als der Fuß."},
    {"Of the estimated foot length: UK size plus 1.",
     "Aus der geschätzten Fußlänge: UK-Größe plus 1."},
    {"Of the estimated foot length: UK size plus 2.",
     "Aus der geschätzten Fußlänge: UK-Größe plus 2."},
    {"One cell across the foot axis: a width is known to plus or minus this.",
     "Eine Zelle quer zur Fußachse: Auf plus oder minus so viel ist eine Breite bekannt."},
    {"One cell along the foot axis: a length is known to plus or minus this.",
     "Eine Zelle entlang der Fußachse: Auf plus oder minus so viel ist eine Länge bekannt."},
    {"Plus or minus: one cell of length, and 0.75 sizes of the room that sources add.",
     "Plus oder minus: eine Zelle Länge und 0,75 Größen der Zugabe, die Quellen rechnen."},
    {"Plus or minus: one cell of length, and half a size of the convention.",
     "Plus oder minus: eine Zelle Länge und eine halbe Größe der Konvention."},
    {"Plus or minus: one cell of length.", "Plus oder minus: eine Zelle Länge."},
    {"Position along the foot axis of the mean centre of pressure of the contact frames within 5 "
     "ms of first contact, in percent of the print length with toes.",
     "Ort entlang der Fußachse des mittleren Druckmittelpunkts der Kontaktbilder innerhalb von 5 "
     "ms nach dem ersten Kontakt, in Prozent der Abdrucklänge mit Zehen."},
    {"Position of the first contact frame's centre of pressure along the foot axis, of the print "
     "length; not filtered.",
     "Ort des Druckmittelpunkts des ersten Kontaktbildes entlang der Fußachse, von der "
     "Abdrucklänge; nicht gefiltert."},
    {"Print length plus the device's calibrated difference between foot and print (setting "
     "print_to_foot_mm, 0 where it was not found).",
     "Abdrucklänge plus der für das Gerät kalibrierte Unterschied zwischen Fuß und Abdruck "
     "(Einstellung print_to_foot_mm, 0, wo er nicht bestimmt wurde)."},
    {"Range of the filtered centre of pressure across the foot axis.",
     "Spanne des gefilterten Druckmittelpunkts quer zur Fußachse."},
    {"Range of the filtered centre of pressure along the foot axis, of the print length.",
     "Spanne des gefilterten Druckmittelpunkts entlang der Fußachse, von der Abdrucklänge."},
    {"Range of the filtered centre of pressure along the foot axis.",
     "Spanne des gefilterten Druckmittelpunkts entlang der Fußachse."},
    {"Straight distance between the medial tangent points over the length of the medial contour "
     "between them; the stairs of the cells are smoothed over three cells.",
     "Gerader Abstand zwischen den medialen Tangentenpunkten durch die Länge der medialen Kontur "
     "zwischen ihnen; die Stufen der Zellen sind über drei Zellen geglättet."},
    {"Sum of the distances between the centres of pressure of successive contact frames, low-pass "
     "filtered as the settings say (zero-lag Butterworth, 20 Hz; off below 2.5 times that rate). "
     "Frames below the contact force are left out, not held.",
     "Summe der Abstände zwischen den Druckmittelpunkten aufeinanderfolgender Kontaktbilder, "
     "tiefpassgefiltert nach den Einstellungen (Butterworth ohne Phasenverzug, 20 Hz; aus unter "
     "dem 2,5-fachen dieser Rate). Bilder unter der Kontaktkraft sind ausgelassen, nicht "
     "gehalten."},
    {"Sum of the distances between the centres of pressure of successive contact frames.",
     "Summe der Abstände zwischen den Druckmittelpunkten aufeinanderfolgender Kontaktbilder."},
    {"Sum of the pressures of the maximum pressure picture in the middle third of the toeless "
     "footprint over the whole sum, thirds as in the arch index, cells cut exactly.",
     "Summe der Drücke des Maximaldruckbildes im mittleren Drittel des zehenlosen Abdrucks durch "
     "die ganze Summe, Drittel wie beim Arch Index, Zellen genau geschnitten."},
    {"Sum of the pressures of the mean pressure picture in the middle third of the toeless "
     "footprint over the whole sum, thirds as in the arch index, cells cut exactly.",
     "Summe der Drücke des mittleren Druckbildes im mittleren Drittel des zehenlosen Abdrucks "
     "durch die ganze Summe, Drittel wie beim Arch Index, Zellen genau geschnitten."},
    {"The arch index with the longest chord of the CoP path as axis, as the package pressuRe has "
     "it.",
     "Der Arch Index mit der längsten Sehne des CoP-Wegs als Achse, wie ihn das Paket pressuRe "
     "hat."},
    {"The same position of the toeless length, for barefoot forefoot strikes.",
     "Derselbe Ort von der Länge ohne Zehen, für barfüßiges Aufsetzen mit dem Vorfuß."},
    {"The same with the bisector of the medial and lateral border lines as foot axis.",
     "Dasselbe mit der Winkelhalbierenden der medialen und lateralen Randlinie als Fußachse."},
    {"The same with the line from the first to the last point of the filtered CoP as foot axis.",
     "Dasselbe mit der Linie vom ersten zum letzten Punkt des gefilterten CoP als Fußachse."},
    {"Unsigned excursion from the longest chord of the CoP at two thirds of the smallest "
     "rectangle's length, perpendicular to the longest edge of the medial hull, over the width "
     "from that edge to the lateral hull, as the package pressuRe has it.",
     "Auslenkung ohne Vorzeichen von der längsten Sehne des CoP auf zwei Dritteln der Länge des "
     "kleinsten Rechtecks, senkrecht zur längsten Kante der medialen Hülle, durch die Breite von "
     "dieser Kante zur lateralen Hülle, wie sie das Paket pressuRe hat."},
    {"Widest line of the ball across the foot axis, outer edges, toes excluded.",
     "Breiteste Linie des Ballens quer zur Fußachse, äußere Kanten, ohne Zehen."},
    {"Widest line of the heel across the foot axis, outer edges.",
     "Breiteste Linie der Ferse quer zur Fußachse, äußere Kanten."},
});

}  // namespace

std::span<const Pair> german_definitions_shape() {
  return table;
}

}  // namespace solea::report

#include <array>

#include "apps/report/language/german.h"

// The heel-pain screening sheet and its studies.

namespace solea::report {

namespace {

constexpr auto table = std::to_array<Pair>({
    {"107 subjects, half body weight, ink prints",
     "107 Personen, halbes Körpergewicht, Tintenabdrücke"},
    {"20th to 80th percentile", "20. bis 80. Perzentil"},
    {"A cross-section shows what goes together, not what causes what; less activity because of "
     "pain may itself raise body mass.",
     "Ein Querschnitt zeigt, was zusammen auftritt, nicht, was wovon kommt; weniger Bewegung wegen "
     "Schmerzen kann selbst das Gewicht erhöhen."},
    {"A high medial pressure is therefore no sign of it. The lateral heel did not differ (p = "
     "0.876), nor did the rearfoot's inward tilt in runners.",
     "Ein hoher medialer Druck ist darum kein Zeichen dafür. Die laterale Ferse unterschied sich "
     "nicht (p = 0,876), ebenso wenig die Einwärtsneigung des Rückfußes bei Läufern."},
    {"A one-sided pain can unload that side. The usual flag of a symmetry index is 10 %.",
     "Ein einseitiger Schmerz kann diese Seite entlasten. Die übliche Marke eines Symmetrie-Index "
     "ist 10 %."},
    {"An earlier lift of the heel and a longer loading of the forefoot are described as a way to "
     "walk that spares a painful heel. Older people stay on the heel longer (relative contact time "
     "21 % more).",
     "Ein früheres Abheben der Ferse und eine längere Belastung des Vorfußes werden als Gangweise "
     "beschrieben, die eine schmerzende Ferse schont. Ältere Menschen bleiben länger auf der Ferse "
     "(relative Kontaktzeit 21 % mehr)."},
    {"Body mass", "Gewicht"},
    {"Cause and effect are unresolved, as the authors say. The effects of the last study are "
     "implausibly large (Cohen's d over 3): they belong to that device and group. No pressure in "
     "kPa could be read, so there is no reference value.",
     "Ursache und Wirkung sind nach Aussage der Autoren ungeklärt. Die Effekte der letzten Studie "
     "sind unplausibel groß (Cohens d über 3): Sie gehören zu diesem Gerät und dieser Gruppe. Kein "
     "Druck in kPa war zu lesen, darum gibt es keinen Referenzwert."},
    {"Difference between left and right", "Unterschied zwischen links und rechts"},
    {"Flat or high arch", "Flaches oder hohes Gewölbe"},
    {"In plantar fasciitis the peak pressure of the medial heel was lower than in matched people "
     "(p = 0.015; 15 and 15).",
     "Bei Plantarfasziitis war der Spitzendruck der medialen Ferse niedriger als bei gepaarten "
     "Personen (p = 0,015; 15 und 15)."},
    {"Landing on the heel loads it first; most runners do (93.67 % of 1,991 in a marathon).",
     "Wer mit der Ferse aufsetzt, belastet sie zuerst; die meisten Läufer tun es (93,67 % von 1991 "
     "in einem Marathon)."},
    {"Load on the heel", "Belastung der Ferse"},
    {"Medial and lateral loading of the heel", "Mediale und laterale Belastung der Ferse"},
    {"No study read here ties the strike index to heel pain. A pressure plate gives a place, not "
     "the angle of the foot.",
     "Keine hier gelesene Studie verbindet den Strike Index mit Fersenschmerz. Eine Druckplatte "
     "gibt einen Ort, nicht den Winkel des Fußes."},
    {"Peak pressure of the heel (p = 0.244), of the forefoot (p = 0.576) and their ratio (p = "
     "0.242) did not differ in plantar fasciitis. Pressures of different devices cannot be "
     "compared. Unloading because of pain can lower all of these.",
     "Spitzendruck der Ferse (p = 0,244), des Vorfußes (p = 0,576) und ihr Verhältnis (p = 0,242) "
     "unterschieden sich bei Plantarfasziitis nicht. Drücke verschiedener Geräte sind nicht "
     "vergleichbar. Entlastung wegen Schmerzen kann alle diese Werte senken."},
    {"People with chronic plantar heel pain had a flatter foot posture in one matched study (foot "
     "posture index 2.4 against 1.1; odds ratio 3.7 for an index of 4 or more; 80 and 80 people). "
     "Runners with plantar fasciitis had a higher arch in another (45 and 60 runners).",
     "Menschen mit chronischem plantarem Fersenschmerz hatten in einer gepaarten Studie eine "
     "flachere Fußstellung (Foot Posture Index 2,4 gegen 1,1; Odds Ratio 3,7 ab einem Index von 4; "
     "80 und 80 Personen). Läufer mit Plantarfasziitis hatten in einer anderen ein höheres Gewölbe "
     "(45 und 60 Läufer)."},
    {"People with chronic plantar heel pain were heavier (BMI 29.8 SD 5.4 against 27.5 SD 4.9; "
     "odds ratio 2.9 for a BMI of 30 or more; 80 and 80 people).",
     "Menschen mit chronischem plantarem Fersenschmerz waren schwerer (BMI 29,8 SD 5,4 gegen 27,5 "
     "SD 4,9; Odds Ratio 2,9 ab einem BMI von 30; 80 und 80 Personen)."},
    {"R", "R"},
    {"Raising the heel by 2 to 3 cm moved load from the heel to midfoot and hallux in 16 people "
     "with heel spurs. People over 80 load the heel 13 to 16 % less than young ones.",
     "Eine Erhöhung der Ferse um 2 bis 3 cm verlagerte bei 16 Personen mit Fersensporn Last von "
     "der Ferse auf Mittelfuß und Großzehe. Menschen über 80 belasten die Ferse 13 bis 16 % "
     "weniger als junge."},
    {"The child's heel (under 15 years)", "Die Ferse des Kindes (unter 15 Jahren)"},
    {"The flag is recalled, not read, and holds for no particular measure. Few steps a foot vary "
     "by more than that; no study read here gives a difference that goes with heel pain.",
     "Die Marke ist erinnert, nicht gelesen, und gilt für keine bestimmte Messgröße. Wenige "
     "Schritte je Fuß schwanken um mehr; keine hier gelesene Studie nennt einen Unterschied, der "
     "mit Fersenschmerz einhergeht."},
    {"The two point in opposite directions; neither gives a cut-off for an arch index from a "
     "pressure plate. The index of a rolled print is higher than that of a standing one, and body "
     "mass raises it without a lower arch.",
     "Die beiden weisen in entgegengesetzte Richtungen; keine nennt einen Grenzwert für einen Arch "
     "Index von einer Druckplatte. Der Index eines abgerollten Abdrucks ist höher als der eines "
     "gestandenen, und ein höheres Gewicht hebt ihn ohne ein flacheres Gewölbe."},
    {"These descriptions are known here from titles and recollection only; walking speed changes "
     "the time on the heel too. No cut-off exists.",
     "Diese Beschreibungen sind hier nur aus Titeln und Erinnerung bekannt; auch die "
     "Gehgeschwindigkeit ändert die Zeit auf der Ferse. Einen Grenzwert gibt es nicht."},
    {"This sheet lists measurements beside what studies found. It is not a diagnosis, it predicts "
     "nothing about this person, and a qualified person must interpret it.",
     "Dieser Bogen stellt Messwerte neben das, was Studien fanden. Er ist keine Diagnose, sagt für "
     "diese Person nichts voraus und muss von einer fachkundigen Person beurteilt werden."},
    {"Time on the heel", "Zeit auf der Ferse"},
    {"Where the foot meets the ground", "Wo der Fuß den Boden trifft"},
    {"With pain at the growth zone of the heel, peak pressures and the share of body weight on the "
     "heel were higher, standing (22 and 24 boys) and walking (28 and 28), and the centre of "
     "pressure moved more slowly (53 and 53).",
     "Bei Schmerz an der Wachstumszone der Ferse waren Spitzendrücke und der Anteil des "
     "Körpergewichts auf der Ferse höher, im Stehen (22 und 24 Jungen) und im Gehen (28 und 28), "
     "und der Druckmittelpunkt bewegte sich langsamer (53 und 53)."},
    {"age", "Alter"},
    {"age not given: the child's heel was not considered",
     "Alter nicht angegeben: die Ferse des Kindes wurde nicht betrachtet"},
    {"arch index of the rolled print", "Arch Index des abgerollten Abdrucks"},
    {"barefoot", "barfuß"},
    {"beyond 2 SD", "außerhalb 2 SD"},
    {"body mass", "Gewicht"},
    {"body mass index", "Body-Mass-Index"},
    {"body mass not given: no body weights, no BMI",
     "Gewicht nicht angegeben: keine Angaben je Körpergewicht, kein BMI"},
    {"contact area, heel", "Kontaktfläche, Ferse"},
    {"device class or task not known: no reference range is shown, since ranges of another device "
     "do not hold",
     "Geräteklasse oder Aufgabe nicht bekannt: Es wird kein Referenzbereich gezeigt, da Bereiche "
     "eines anderen Geräts nicht gelten"},
    {"flat", "flach"},
    {"hallux valgus with metatarsalgia", "Hallux valgus mit Metatarsalgie"},
    {"hallux valgus without metatarsalgia", "Hallux valgus ohne Metatarsalgie"},
    {"heel", "Ferse"},
    {"heel contact ends, of stance", "Fersenkontakt endet, von der Standphase"},
    {"height not given: no BMI", "Größe nicht angegeben: kein BMI"},
    {"impulse, heel", "Impuls, Ferse"},
    {"impulse, heel, of the foot's", "Impuls, Ferse, vom Fuß"},
    {"left", "links"},
    {"maximum force, heel", "größte Kraft, Ferse"},
    {"maximum force, heel, of body weight", "größte Kraft, Ferse, vom Körpergewicht"},
    {"mean velocity of the centre of pressure", "mittlere Geschwindigkeit des Druckmittelpunkts"},
    {"medial minus lateral heel impulse, of both",
     "medialer minus lateraler Fersenimpuls, von beiden"},
    {"no valid step of the left foot", "kein gültiger Schritt des linken Fußes"},
    {"no valid step of the right foot", "kein gültiger Schritt des rechten Fußes"},
    {"older adults, Framingham", "ältere Erwachsene, Framingham"},
    {"outside the band", "außerhalb des Bereichs"},
    {"peak pressure, heel", "Spitzendruck, Ferse"},
    {"peak pressure, lateral heel", "Spitzendruck, Ferse lateral"},
    {"peak pressure, medial heel", "Spitzendruck, Ferse medial"},
    {"rearfoot", "Rückfuß"},
    {"right", "rechts"},
    {"running", "Laufen"},
    {"shod", "in Schuhen"},
    {"standing", "Stehen"},
    {"strike index", "Strike Index"},
    {"time to peak pressure of the heel, of stance",
     "Zeit bis zum Spitzendruck der Ferse, von der Standphase"},
    {"walking", "Gehen"},
    {"within 1 SD", "innerhalb 1 SD"},
    {"within 2 SD", "innerhalb 2 SD"},
    {"within the band", "im Bereich"},
    {"years", "Jahre"},
    {"yes", "ja"},
});

}  // namespace

std::span<const Pair> german_heel_sheet() {
  return table;
}

}  // namespace solea::report

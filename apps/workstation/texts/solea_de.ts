<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>records</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>Termin</translation>
    </message>
    <message>
        <source>such as control, insoles</source>
        <translation>etwa Kontrolle, Einlagen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Wofür</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>the person</source>
        <translation>die Person</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>solea::workstation::CapturePage</name>
    <message>
        <source>Protocol</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Space bar</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>No mat is connected</source>
        <translation>Keine Matte verbunden</translation>
    </message>
    <message>
        <source>Try the virtual mat</source>
        <translation>Virtuelle Matte ausprobieren</translation>
    </message>
    <message>
        <source>Connect a mat…</source>
        <translation>Matte verbinden…</translation>
    </message>
    <message>
        <source>2-D</source>
        <translation>2-D</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>3-D</translation>
    </message>
    <message>
        <source>Force now</source>
        <translation>Kraft jetzt</translation>
    </message>
    <message>
        <source>Force</source>
        <translation>Kraft</translation>
    </message>
    <message>
        <source>Load left and right, standing</source>
        <translation>Last links und rechts, im Stehen</translation>
    </message>
    <message>
        <source>Tare (empty mat)</source>
        <translation>Tarieren (leere Matte)</translation>
    </message>
    <message>
        <source>Body weight</source>
        <translation>Körpergewicht</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Connect one, or try everything with a virtual person on a virtual mat: no hardware is needed.</source>
        <translation>Verbinden Sie eine Matte, oder probieren Sie alles mit einer virtuellen Person auf einer virtuellen Matte aus: ganz ohne Gerät.</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Nobody chosen</source>
        <translation>Niemand gewählt</translation>
    </message>
    <message>
        <source>Every pass is kept by itself; the counters tell which steps count.</source>
        <translation>Jeder Durchgang wird von selbst behalten; die Zähler zeigen, welche Schritte gelten.</translation>
    </message>
    <message>
        <source>The recording will be kept without a person.</source>
        <translation>Die Aufnahme wird ohne Person behalten.</translation>
    </message>
    <message numerus="yes">
        <source>%n pass(es) kept</source>
        <translation>
            <numerusform>%n Durchgang behalten</numerusform>
            <numerusform>%n Durchgänge behalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Taring: keep off the mat…</source>
        <translation>Tarieren: Matte frei lassen…</translation>
    </message>
    <message>
        <source>Tared %1</source>
        <translation>Tariert %1</translation>
    </message>
    <message>
        <source>Not tared since it was connected.</source>
        <translation>Seit dem Verbinden nicht tariert.</translation>
    </message>
    <message>
        <source>Somebody stands still: it is shown here.</source>
        <translation>Wird angezeigt, sobald jemand still steht.</translation>
    </message>
    <message>
        <source>✓ %1 kg measured, %2 kg entered (%3 %)</source>
        <translation>✓ %1 kg gemessen, %2 kg eingetragen (%3 %)</translation>
    </message>
    <message>
        <source>⚠ %1 kg measured, %2 kg entered (%3 %)</source>
        <translation>⚠ %1 kg gemessen, %2 kg eingetragen (%3 %)</translation>
    </message>
    <message>
        <source>%1 kg measured</source>
        <translation>%1 kg gemessen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Names, seconds and steps of the protocols (Ctrl+Shift+P)</source>
        <translation>Namen, Sekunden und Schritte der Abläufe (Strg+Umschalt+P)</translation>
    </message>
    <message>
        <source>Virtual mat</source>
        <translation>Virtuelle Matte</translation>
    </message>
</context>
<context>
    <name>solea::workstation::ComparePage</name>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Andere Datei…</translation>
    </message>
    <message>
        <source>Means of the valid steps</source>
        <translation>Mittel der gültigen Schritte</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>choose a recording</source>
        <translation>Aufnahme wählen</translation>
    </message>
    <message>
        <source>Open a recording in Review first; it is the later one here.</source>
        <translation>Öffnen Sie zuerst in „Auswerten“ eine Aufnahme; sie ist hier die spätere.</translation>
    </message>
    <message>
        <source>Choose the earlier recording above.</source>
        <translation>Wählen Sie oben die frühere Aufnahme.</translation>
    </message>
    <message>
        <source>Both recordings need a valid step of this foot.</source>
        <translation>Beide Aufnahmen brauchen einen gültigen Schritt dieses Fußes.</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>after − before</source>
        <translation>nachher − vorher</translation>
    </message>
    <message>
        <source>green: more after</source>
        <translation>grün: nachher mehr</translation>
    </message>
    <message>
        <source>Laid over each other: turned by %1°, %2 % of the pressures differ.</source>
        <translation>Übereinandergelegt: um %1° gedreht, %2 % der Drücke weichen ab.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
</context>
<context>
    <name>solea::workstation::DayList</name>
    <message>
        <source>The day before</source>
        <translation>Der Tag davor</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>Der Tag danach</translation>
    </message>
    <message>
        <source>No appointments.</source>
        <translation>Keine Termine.</translation>
    </message>
    <message>
        <source>Today, %1</source>
        <translation>Heute, %1</translation>
    </message>
    <message>
        <source>Tomorrow, %1</source>
        <translation>Morgen, %1</translation>
    </message>
</context>
<context>
    <name>solea::workstation::FootMap</name>
    <message>
        <source>Pressure map</source>
        <translation>Druckbild</translation>
    </message>
    <message>
        <source>%1 × %2 cm, seen from above</source>
        <translation>%1 × %2 cm, von oben gesehen</translation>
    </message>
</context>
<context>
    <name>solea::workstation::MainWindow</name>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Light or dark (Ctrl+D)</source>
        <translation>Hell oder dunkel (Strg+D)</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Store mode</source>
        <translation>Ladenmodus</translation>
    </message>
    <message>
        <source>No person ▾</source>
        <translation>Keine Person ▾</translation>
    </message>
    <message>
        <source>○ No mat</source>
        <translation>○ Keine Matte</translation>
    </message>
    <message>
        <source>○ Connecting…</source>
        <translation>○ Verbinden…</translation>
    </message>
    <message>
        <source>⚠ Mat lost</source>
        <translation>⚠ Matte verloren</translation>
    </message>
    <message>
        <source>⚠ Mat away, waiting</source>
        <translation>⚠ Matte weg, warte</translation>
    </message>
    <message>
        <source>● Virtual mat %1×%2, %3 Hz</source>
        <translation>● Virtuelle Matte %1×%2, %3 Hz</translation>
    </message>
    <message>
        <source>● Mat %1×%2, %3 Hz</source>
        <translation>● Matte %1×%2, %3 Hz</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>nicht kalibriert</translation>
    </message>
    <message>
        <source>calibrated by the mat</source>
        <translation>von der Matte kalibriert</translation>
    </message>
    <message>
        <source>calibrated %1</source>
        <translation>kalibriert %1</translation>
    </message>
    <message>
        <source>lost %1</source>
        <translation>verloren %1</translation>
    </message>
    <message>
        <source>valid %1 L, %2 R</source>
        <translation>gültig %1 L, %2 R</translation>
    </message>
    <message>
        <source>● Recording</source>
        <translation>● Aufnahme</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>Noch nichts geöffnet</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Choose a person first.</source>
        <translation>Wählen Sie zuerst eine Person.</translation>
    </message>
    <message>
        <source>Import recordings of %1</source>
        <translation>Aufnahmen von %1 hinzufügen</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Is %1 a recording of %2?</source>
        <translation>Ist %1 eine Aufnahme von %2?</translation>
    </message>
    <message numerus="yes">
        <source>Are these %n files recordings of %1?</source>
        <translation>
            <numerusform>Ist diese %n Datei eine Aufnahme von %1?</numerusform>
            <numerusform>Sind diese %n Dateien Aufnahmen von %1?</numerusform>
        </translation>
    </message>
    <message>
        <source>What is added is kept under the person&apos;s code and can be corrected and compared.</source>
        <translation>Was hinzugefügt wird, liegt unter dem Code der Person und kann korrigiert und verglichen werden.</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>Zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Only look</source>
        <translation>Nur ansehen</translation>
    </message>
    <message>
        <source>&lt;table cellspacing=&apos;6&apos;&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Space&lt;/b&gt;&lt;/td&gt;&lt;td&gt;the big button: start, finish; in Review: play&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+1 … 6&lt;/b&gt;&lt;/td&gt;&lt;td&gt;People, Capture, Review, Compare, Report, Store&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+N, Ctrl+F, Ctrl+S&lt;/b&gt;&lt;/td&gt;&lt;td&gt;new person, search, save&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+Shift+N, A&lt;/b&gt;&lt;/td&gt;&lt;td&gt;new note, new appointment of the person&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+I&lt;/b&gt;&lt;/td&gt;&lt;td&gt;import files as recordings of the person&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+T, Ctrl+Shift+P&lt;/b&gt;&lt;/td&gt;&lt;td&gt;tare, protocols&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;S, X, Z&lt;/b&gt;&lt;/td&gt;&lt;td&gt;in Review: other side, exclude, edit zones&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+Z, Ctrl+Y&lt;/b&gt;&lt;/td&gt;&lt;td&gt;undo, redo&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+O, Ctrl+Shift+O&lt;/b&gt;&lt;/td&gt;&lt;td&gt;open a file, recent files&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+M&lt;/b&gt;&lt;/td&gt;&lt;td&gt;the mat&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+P&lt;/b&gt;&lt;/td&gt;&lt;td&gt;make the report&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Ctrl+D, F11&lt;/b&gt;&lt;/td&gt;&lt;td&gt;light or dark, full screen&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</source>
        <translation>&lt;table cellspacing=&apos;6&apos;&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Leertaste&lt;/b&gt;&lt;/td&gt;&lt;td&gt;der große Knopf: Start, Beenden; in „Auswerten“: Abspielen&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+1 … 6&lt;/b&gt;&lt;/td&gt;&lt;td&gt;Personen, Aufnehmen, Auswerten, Vergleichen, Bericht, Laden&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+N, Strg+F, Strg+S&lt;/b&gt;&lt;/td&gt;&lt;td&gt;neue Person, suchen, speichern&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+Umschalt+N, A&lt;/b&gt;&lt;/td&gt;&lt;td&gt;neue Notiz, neuer Termin der Person&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+I&lt;/b&gt;&lt;/td&gt;&lt;td&gt;Dateien als Aufnahmen der Person hinzufügen&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+T, Strg+Umschalt+P&lt;/b&gt;&lt;/td&gt;&lt;td&gt;tarieren, Abläufe&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;S, X, Z&lt;/b&gt;&lt;/td&gt;&lt;td&gt;in „Auswerten“: andere Seite, ausschließen, Zonen ändern&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+Z, Strg+Y&lt;/b&gt;&lt;/td&gt;&lt;td&gt;rückgängig, wiederholen&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+O, Strg+Umschalt+O&lt;/b&gt;&lt;/td&gt;&lt;td&gt;Datei öffnen, letzte Dateien&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+M&lt;/b&gt;&lt;/td&gt;&lt;td&gt;die Matte&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+P&lt;/b&gt;&lt;/td&gt;&lt;td&gt;Bericht erstellen&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;&lt;td&gt;&lt;b&gt;Strg+D, F11&lt;/b&gt;&lt;/td&gt;&lt;td&gt;hell oder dunkel, ganzer Bildschirm&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</translation>
    </message>
</context>
<context>
    <name>solea::workstation::MatDialog</name>
    <message>
        <source>Mat</source>
        <translation>Matte</translation>
    </message>
    <message>
        <source>Use the virtual mat</source>
        <translation>Virtuelle Matte verwenden</translation>
    </message>
    <message>
        <source>The virtual mat is a person on sensors, made by this program: for trying and learning.</source>
        <translation>Die virtuelle Matte ist eine Person auf Sensoren, die dieses Programm erzeugt: zum Ausprobieren und Lernen.</translation>
    </message>
    <message>
        <source>serial port, or HOST:PORT</source>
        <translation>serieller Anschluss oder RECHNER:PORT</translation>
    </message>
    <message>
        <source>only for mats that tell none</source>
        <translation>nur für Matten, die keine mitteilen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Anschluss</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>solea::workstation::PeoplePage</name>
    <message>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Search name or code</source>
        <translation>Name oder Code suchen</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>Neue Person</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>Geboren</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Last visit</source>
        <translation>Letzter Besuch</translation>
    </message>
    <message>
        <source>Undo removal</source>
        <translation>Entfernen rückgängig</translation>
    </message>
    <message>
        <source>Who is here?</source>
        <translation>Wer ist da?</translation>
    </message>
    <message>
        <source>Choose a person on the left, or add a new one. Names stay in this catalogue; recordings carry a code only.</source>
        <translation>Wählen Sie links eine Person, oder legen Sie eine neue an. Namen bleiben in diesem Verzeichnis; Aufnahmen tragen nur einen Code.</translation>
    </message>
    <message>
        <source>given when saved</source>
        <translation>wird beim Speichern vergeben</translation>
    </message>
    <message>
        <source>no pain</source>
        <translation>kein Schmerz</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beide</translation>
    </message>
    <message>
        <source>heel</source>
        <translation>Ferse</translation>
    </message>
    <message>
        <source>arch</source>
        <translation>Fußgewölbe</translation>
    </message>
    <message>
        <source>forefoot</source>
        <translation>Vorfuß</translation>
    </message>
    <message>
        <source>toes</source>
        <translation>Zehen</translation>
    </message>
    <message>
        <source>ankle</source>
        <translation>Sprunggelenk</translation>
    </message>
    <message>
        <source>knee</source>
        <translation>Knie</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Schmerz</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>No person yet: add the first one.</source>
        <translation>Noch keine Person: legen Sie die erste an.</translation>
    </message>
    <message>
        <source>%1 of %2 people</source>
        <translation>%1 von %2 Personen</translation>
    </message>
    <message numerus="yes">
        <source>⚠ %n recording(s) did not end properly. Everything up to the last second is there.</source>
        <translation>
            <numerusform>⚠ %n Aufnahme endete nicht ordentlich. Alles bis auf die letzte Sekunde ist da.</numerusform>
            <numerusform>⚠ %n Aufnahmen endeten nicht ordentlich. Alles bis auf die letzte Sekunde ist da.</numerusform>
        </translation>
    </message>
    <message>
        <source>a name, or any other words to be found by</source>
        <translation>ein Name oder andere Wörter zum Wiederfinden</translation>
    </message>
    <message>
        <source>what stays true of the person; dated notes are below</source>
        <translation>was dauerhaft gilt; Notizen mit Datum unten</translation>
    </message>
    <message>
        <source>Code, birth year</source>
        <translation>Code, Geburtsjahr</translation>
    </message>
    <message>
        <source>Mass, height</source>
        <translation>Masse, Größe</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
</context>
<context>
    <name>solea::workstation::PersonRecords</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Can be undone (Delete)</source>
        <translation>Lässt sich rückgängig machen (Entf)</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Appointments</source>
        <translation>Termine</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>Datei hinzufügen…</translation>
    </message>
    <message>
        <source>New note</source>
        <translation>Neue Notiz</translation>
    </message>
    <message>
        <source>New appointment</source>
        <translation>Neuer Termin</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>None yet: capture, or import a file.</source>
        <translation>Noch keine: aufnehmen oder eine Datei hinzufügen.</translation>
    </message>
    <message>
        <source>   %1 L  %2 R</source>
        <translation>   %1 L  %2 R</translation>
    </message>
    <message numerus="yes">
        <source>   %n note(s)</source>
        <translation>
            <numerusform>   %n Notiz</numerusform>
            <numerusform>   %n Notizen</numerusform>
        </translation>
    </message>
    <message>
        <source>No note yet.</source>
        <translation>Noch keine Notiz.</translation>
    </message>
    <message>
        <source>, on %1 of %2</source>
        <translation>, zu %1 vom %2</translation>
    </message>
    <message>
        <source>No appointment.</source>
        <translation>Kein Termin.</translation>
    </message>
</context>
<context>
    <name>solea::workstation::ProtocolsDialog</name>
    <message>
        <source>Protocols</source>
        <translation>Abläufe</translation>
    </message>
    <message>
        <source>How a capture goes. Recordings keep the protocol that they were made with.</source>
        <translation>Wie eine Aufnahme abläuft. Aufnahmen behalten den Ablauf, mit dem sie gemacht wurden.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Time of standing</source>
        <translation>Zeit im Stehen</translation>
    </message>
    <message>
        <source>Valid steps a foot</source>
        <translation>Gültige Schritte je Fuß</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Undo removal</source>
        <translation>Entfernen rückgängig</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>called by what it does</source>
        <translation>wie die Aufgabe</translation>
    </message>
    <message>
        <source>New protocol</source>
        <translation>Neuer Ablauf</translation>
    </message>
</context>
<context>
    <name>solea::workstation::ReportPage</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Praxis</translation>
    </message>
    <message>
        <source>Store, one page</source>
        <translation>Laden, eine Seite</translation>
    </message>
    <message>
        <source>Research, everything</source>
        <translation>Forschung, alles</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>name and code</source>
        <translation>Name und Code</translation>
    </message>
    <message>
        <source>with the comparison</source>
        <translation>mit dem Vergleich</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Shows</source>
        <translation>Zeigt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Make report</source>
        <translation>Bericht erstellen</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Kopie speichern…</translation>
    </message>
    <message>
        <source>Solea measures and displays pressure under the foot. Its results are for interpretation by a qualified person and are not a diagnosis.</source>
        <translation>Solea misst und zeigt den Druck unter dem Fuß. Die Ergebnisse sind zur Beurteilung durch eine fachkundige Person bestimmt und keine Diagnose.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Making the report…</source>
        <translation>Der Bericht wird erstellt…</translation>
    </message>
    <message>
        <source>This build has no reports.</source>
        <translation>Diese Fassung hat keine Berichte.</translation>
    </message>
    <message>
        <source>Open a recording in Review first.</source>
        <translation>Öffnen Sie zuerst in „Auswerten“ eine Aufnahme.</translation>
    </message>
    <message>
        <source>Choose what it holds, then make it.</source>
        <translation>Wählen Sie den Inhalt, dann erstellen Sie ihn.</translation>
    </message>
    <message>
        <source>The report was made, but cannot be shown here.</source>
        <translation>Der Bericht ist erstellt, kann hier aber nicht gezeigt werden.</translation>
    </message>
</context>
<context>
    <name>solea::workstation::ReviewPage</name>
    <message>
        <source>Nothing to review yet</source>
        <translation>Noch nichts auszuwerten</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Stance, s</source>
        <translation>Stand, s</translation>
    </message>
    <message>
        <source>Peak, kPa</source>
        <translation>Spitze, kPa</translation>
    </message>
    <message>
        <source>Other side</source>
        <translation>Andere Seite</translation>
    </message>
    <message>
        <source>The step is of the other foot (S)</source>
        <translation>Der Schritt ist vom anderen Fuß (S)</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>The step does not count, or counts again (X)</source>
        <translation>Der Schritt gilt nicht, oder gilt wieder (X)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>2-D</source>
        <translation>2-D</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>3-D</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Zonen</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>Achse</translation>
    </message>
    <message>
        <source>CoP</source>
        <translation>CoP</translation>
    </message>
    <message>
        <source>Edit zones</source>
        <translation>Zonen ändern</translation>
    </message>
    <message>
        <source>Drag the corners of the zones; each move can be undone</source>
        <translation>Ziehen Sie die Ecken der Zonen; jeder Zug kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Speed of playback</source>
        <translation>Tempo der Wiedergabe</translation>
    </message>
    <message>
        <source>Force</source>
        <translation>Kraft</translation>
    </message>
    <message>
        <source>Peak pressure</source>
        <translation>Spitzendruck</translation>
    </message>
    <message>
        <source>Zones may not cross.</source>
        <translation>Zonen dürfen sich nicht kreuzen.</translation>
    </message>
    <message>
        <source>Means of the valid steps</source>
        <translation>Mittel der gültigen Schritte</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Symmetry index: difference in percent of the mean of both feet</source>
        <translation>Symmetrieindex: Unterschied in Prozent des Mittels beider Füße</translation>
    </message>
    <message>
        <source>Point at a measure for its definition. A dash is undefined for these steps.</source>
        <translation>Zeigen Sie auf ein Maß für seine Definition. Ein Strich ist für diese Schritte nicht bestimmt.</translation>
    </message>
    <message>
        <source>: %1 L, %2 R</source>
        <translation>: %1 L, %2 R</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lesen…</translation>
    </message>
    <message>
        <source>Capture something, or choose one of the recordings of this person.</source>
        <translation>Nehmen Sie etwas auf, oder wählen Sie eine Aufnahme dieser Person.</translation>
    </message>
    <message>
        <source>Choose a person and capture, or drop any readable file here.</source>
        <translation>Wählen Sie eine Person und nehmen Sie auf, oder ziehen Sie eine lesbare Datei hierher.</translation>
    </message>
    <message>
        <source>Choose a recording on the left.</source>
        <translation>Wählen Sie links eine Aufnahme.</translation>
    </message>
    <message>
        <source>No step was found in this recording.</source>
        <translation>In dieser Aufnahme wurde kein Schritt gefunden.</translation>
    </message>
    <message>
        <source>all of the stance</source>
        <translation>ganzer Stand</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>Einschließen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Zones need a whole print with its toes.</source>
        <translation>Zonen brauchen einen ganzen Abdruck mit Zehen.</translation>
    </message>
    <message>
        <source>SI, %</source>
        <translation>SI, %</translation>
    </message>
</context>
<context>
    <name>solea::workstation::StorePage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>Neuer Kunde</translation>
    </message>
    <message>
        <source>Page to take home</source>
        <translation>Seite zum Mitnehmen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>1 of 3: stand</source>
        <translation>1 von 3: stehen</translation>
    </message>
    <message>
        <source>2 of 3: walk</source>
        <translation>2 von 3: gehen</translation>
    </message>
    <message>
        <source>3 of 3: result</source>
        <translation>3 von 3: Ergebnis</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>No whole step was seen.</source>
        <translation>Kein ganzer Schritt war zu sehen.</translation>
    </message>
    <message>
        <source>EU %1</source>
        <translation>EU %1</translation>
    </message>
    <message>
        <source>UK %1   US men %2   US women %3</source>
        <translation>UK %1   US Herren %2   US Damen %3</translation>
    </message>
    <message>
        <source>left %1 %, right %2 %</source>
        <translation>links %1 %, rechts %2 %</translation>
    </message>
    <message>
        <source>Try: </source>
        <translation>Probieren: </translation>
    </message>
    <message>
        <source>Try the virtual mat</source>
        <translation>Virtuelle Matte ausprobieren</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>No mat is connected</source>
        <translation>Keine Matte verbunden</translation>
    </message>
    <message>
        <source>Stand with both feet on the mat</source>
        <translation>Bitte mit beiden Füßen auf die Matte stellen</translation>
    </message>
    <message>
        <source>Walk across the mat, again and again</source>
        <translation>Bitte immer wieder über die Matte gehen</translation>
    </message>
    <message>
        <source>Press the space bar to start.</source>
        <translation>Leertaste startet.</translation>
    </message>
    <message>
        <source>left %1 of %3, right %2 of %3</source>
        <translation>links %1 von %3, rechts %2 von %3</translation>
    </message>
    <message>
        <source>The page is ready: %1</source>
        <translation>Die Seite ist fertig: %1</translation>
    </message>
    <message>
        <source>%1 · %2
Standing: %3</source>
        <translation>%1 · %2
Stehend: %3</translation>
    </message>
    <message>
        <source>The result for your phone</source>
        <translation>Das Ergebnis für Ihr Telefon</translation>
    </message>
</context>
<context>
    <name>solea::workstation::Workspace</name>
    <message>
        <source>Nothing was recorded.</source>
        <translation>Es wurde nichts aufgenommen.</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) recovered.</source>
        <translation>
            <numerusform>%n Aufnahme wiederhergestellt.</numerusform>
            <numerusform>%n Aufnahmen wiederhergestellt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a person first.</source>
        <translation>Wählen Sie zuerst eine Person.</translation>
    </message>
    <message>
        <source>%1 is now a recording of %2.</source>
        <translation>%1 ist jetzt eine Aufnahme von %2.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>side not known</source>
        <translation>Seite unbekannt</translation>
    </message>
    <message>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Stehen</translation>
    </message>
    <message>
        <source>Walking</source>
        <translation>Gehen</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Laufen</translation>
    </message>
    <message>
        <source>Imported file</source>
        <translation>Eingelesene Datei</translation>
    </message>
    <message>
        <source>Step on with both feet</source>
        <translation>Mit beiden Füßen daraufstellen</translation>
    </message>
    <message>
        <source>Stand still</source>
        <translation>Still stehen</translation>
    </message>
    <message>
        <source>Run across the mat</source>
        <translation>Über die Matte laufen</translation>
    </message>
    <message>
        <source>Walk across the mat</source>
        <translation>Über die Matte gehen</translation>
    </message>
    <message>
        <source>On the mat</source>
        <translation>Auf der Matte</translation>
    </message>
    <message>
        <source>Looking at the steps</source>
        <translation>Schritte werden geprüft</translation>
    </message>
    <message>
        <source>Step off, then on again</source>
        <translation>Herunter, dann wieder darauf</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>larger than a foot</source>
        <translation>größer als ein Fuß</translation>
    </message>
    <message>
        <source>cut by the plate&apos;s edge</source>
        <translation>vom Mattenrand abgeschnitten</translation>
    </message>
    <message>
        <source>begun before the recording</source>
        <translation>vor der Aufnahme begonnen</translation>
    </message>
    <message>
        <source>not ended within the recording</source>
        <translation>in der Aufnahme nicht beendet</translation>
    </message>
    <message>
        <source>too short</source>
        <translation>zu kurz</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>zu klein</translation>
    </message>
    <message>
        <source>no foot was found</source>
        <translation>kein Fuß gefunden</translation>
    </message>
    <message>
        <source>excluded by the user</source>
        <translation>von Hand ausgeschlossen</translation>
    </message>
    <message>
        <source>the mat is loaded</source>
        <translation>die Matte ist belastet</translation>
    </message>
    <message>
        <source>no mat is connected</source>
        <translation>keine Matte verbunden</translation>
    </message>
    <message>
        <source>the mat ended</source>
        <translation>die Matte hat aufgehört</translation>
    </message>
    <message>
        <source>stepped off too early</source>
        <translation>zu früh heruntergestiegen</translation>
    </message>
    <message>
        <source>high arch</source>
        <translation>hohes Gewölbe</translation>
    </message>
    <message>
        <source>medium arch</source>
        <translation>mittleres Gewölbe</translation>
    </message>
    <message>
        <source>flat arch</source>
        <translation>flaches Gewölbe</translation>
    </message>
    <message>
        <source>heel first</source>
        <translation>Ferse zuerst</translation>
    </message>
    <message>
        <source>midfoot first</source>
        <translation>Mittelfuß zuerst</translation>
    </message>
    <message>
        <source>forefoot first</source>
        <translation>Vorfuß zuerst</translation>
    </message>
    <message>
        <source>more load on the inner side</source>
        <translation>innen mehr Last</translation>
    </message>
    <message>
        <source>more load on the outer side</source>
        <translation>außen mehr Last</translation>
    </message>
    <message>
        <source>even load</source>
        <translation>gleichmäßige Last</translation>
    </message>
    <message>
        <source>peak pressure</source>
        <translation>Spitzendruck</translation>
    </message>
    <message>
        <source>Heel</source>
        <translation>Ferse</translation>
    </message>
    <message>
        <source>maximum force</source>
        <translation>größte Kraft</translation>
    </message>
    <message>
        <source>inner against outer</source>
        <translation>innen gegen außen</translation>
    </message>
    <message>
        <source>contact ends</source>
        <translation>Kontakt endet</translation>
    </message>
    <message>
        <source>arch index</source>
        <translation>Gewölbeindex</translation>
    </message>
    <message>
        <source>Arch</source>
        <translation>Gewölbe</translation>
    </message>
    <message>
        <source>Chippaux-Smirak</source>
        <translation>Chippaux-Smirak</translation>
    </message>
    <message>
        <source>CPEI</source>
        <translation>CPEI</translation>
    </message>
    <message>
        <source>Centre of pressure</source>
        <translation>Druckmittelpunkt</translation>
    </message>
    <message>
        <source>path length</source>
        <translation>Weglänge</translation>
    </message>
    <message>
        <source>first contact at</source>
        <translation>erster Kontakt bei</translation>
    </message>
    <message>
        <source>Whole foot</source>
        <translation>Ganzer Fuß</translation>
    </message>
    <message>
        <source>contact area</source>
        <translation>Kontaktfläche</translation>
    </message>
    <message>
        <source>stance</source>
        <translation>Standzeit</translation>
    </message>
    <message>
        <source>foot angle</source>
        <translation>Fußwinkel</translation>
    </message>
    <message>
        <source>print length</source>
        <translation>Abdrucklänge</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>print width</source>
        <translation>Abdruckbreite</translation>
    </message>
    <message>
        <source>none rejected</source>
        <translation>keiner verworfen</translation>
    </message>
    <message>
        <source>%1 rejected: %2</source>
        <translation>%1 verworfen: %2</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>flat</source>
        <translation>flach</translation>
    </message>
    <message>
        <source>%1, %2 s</source>
        <translation>%1, %2 s</translation>
    </message>
    <message>
        <source>%1, %2 steps a foot</source>
        <translation>%1, %2 Schritte je Fuß</translation>
    </message>
</context>
</TS>

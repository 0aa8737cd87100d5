<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>solea::workstation::CapturePage</name>
    <message numerus="yes">
        <source>%n pass(es) kept</source>
        <translation>
            <numerusform>%n pass kept</numerusform>
            <numerusform>%n passes kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solea::workstation::ComparePage</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solea::workstation::MainWindow</name>
    <message numerus="yes">
        <source>Are these %n files recordings of %1?</source>
        <translation>
            <numerusform>Is this %n file a recording of %1?</numerusform>
            <numerusform>Are these %n files recordings of %1?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solea::workstation::PeoplePage</name>
    <message numerus="yes">
        <source>⚠ %n recording(s) did not end properly. Everything up to the last second is there.</source>
        <translation>
            <numerusform>⚠ %n recording did not end properly. Everything but the last second is there.</numerusform>
            <numerusform>⚠ %n recordings did not end properly. Everything but the last second is there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solea::workstation::PersonRecords</name>
    <message numerus="yes">
        <source>   %n note(s)</source>
        <translation>
            <numerusform>   %n note</numerusform>
            <numerusform>   %n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>solea::workstation::Workspace</name>
    <message numerus="yes">
        <source>%n recording(s) recovered.</source>
        <translation>
            <numerusform>%n recording recovered.</numerusform>
            <numerusform>%n recordings recovered.</numerusform>
        </translation>
    </message>
</context>
</TS>

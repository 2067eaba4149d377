<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n waiting patron(s) passed over: they may not borrow now.</source>
        <translation>
            <numerusform>%n waiting patron is passed over: they may not borrow now.</numerusform>
            <numerusform>%n waiting patrons are passed over: they may not borrow now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n request(s) for this title another copy is kept.</source>
        <translation>
            <numerusform>For %n request for this title another copy is kept.</numerusform>
            <numerusform>For %n requests for this title other copies are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoneyPlurals</name>
    <message numerus="yes">
        <source>%n fee(s) chosen</source>
        <translation>
            <numerusform>%n fee chosen</numerusform>
            <numerusform>%n fees chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Plurals</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n loan(s)</source>
        <translation>
            <numerusform>%n loan</numerusform>
            <numerusform>%n loans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) lent</source>
        <translation>
            <numerusform>%n item lent</numerusform>
            <numerusform>%n items lent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overdue</source>
        <translation>
            <numerusform>%n overdue</numerusform>
            <numerusform>%n overdue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n on the hold shelf</source>
        <translation>
            <numerusform>%n on the hold shelf</numerusform>
            <numerusform>%n on the hold shelf</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) waiting to be sent</source>
        <translation>
            <numerusform>%n act waiting to be sent</numerusform>
            <numerusform>%n acts waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n discrepancy(ies)</source>
        <translation>
            <numerusform>%n discrepancy</numerusform>
            <numerusform>%n discrepancies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) waiting</source>
        <translation>
            <numerusform>%n scan waiting</numerusform>
            <numerusform>%n scans waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n loan(s) renewed</source>
        <translation>
            <numerusform>%n loan renewed</numerusform>
            <numerusform>%n loans renewed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not renewed</source>
        <translation>
            <numerusform>%n not renewed</numerusform>
            <numerusform>%n not renewed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RequestPlurals</name>
    <message numerus="yes">
        <source>%n request(s) selected</source>
        <translation>
            <numerusform>%n request selected</numerusform>
            <numerusform>%n requests selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) on the list</source>
        <translation>
            <numerusform>%n item on the list</numerusform>
            <numerusform>%n items on the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Check in %n item(s), one by one?</source>
        <translation>
            <numerusform>Check in %n item?</numerusform>
            <numerusform>Check in %n items, one by one?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) checked in</source>
        <translation>
            <numerusform>%n item checked in</numerusform>
            <numerusform>%n items checked in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not checked in</source>
        <translation>
            <numerusform>%n not checked in</numerusform>
            <numerusform>%n not checked in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message numerus="yes">
        <source>%n problem(s) must be mended before saving</source>
        <translation>
            <numerusform>%n problem must be mended before saving</numerusform>
            <numerusform>%n problems must be mended before saving</numerusform>
        </translation>
    </message>
</context>
</TS>

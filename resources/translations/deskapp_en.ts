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
    <message numerus="yes">
        <source>%n second(s) ago</source>
        <translation>
            <numerusform>%n second ago</numerusform>
            <numerusform>%n seconds ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) wait</source>
        <translation>
            <numerusform>%n event waits</numerusform>
            <numerusform>%n events wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could be read and are safe.</source>
        <translation>
            <numerusform>%n entry could be read and is safe.</numerusform>
            <numerusform>%n entries could be read and are safe.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could not be read any more.</source>
        <translation>
            <numerusform>%n entry could not be read any more.</numerusform>
            <numerusform>%n entries could not be read any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) will be sent again.</source>
        <translation>
            <numerusform>%n entry will be sent again.</numerusform>
            <numerusform>%n entries will be sent again.</numerusform>
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
<context>
    <name>SignInPlurals</name>
    <message numerus="yes">
        <source>Too many tries. Wait %n second(s), then try again.</source>
        <translation>
            <numerusform>Too many tries. Wait %n second, then try again.</numerusform>
            <numerusform>Too many tries. Wait %n seconds, then try again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Too many tries. Wait %n minute(s), then try again; or ask an administrator.</source>
        <translation>
            <numerusform>Too many tries. Wait %n minute, then try again; or ask an administrator.</numerusform>
            <numerusform>Too many tries. Wait %n minutes, then try again; or ask an administrator.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This desk has not heard from central for more than %n day(s), and does not go by what it knew of its staff any longer. Have the connection mended; until then a sealed code opens it.</source>
        <translation>
            <numerusform>This desk has not heard from central for more than %n day, and does not go by what it knew of its staff any longer. Have the connection mended; until then a sealed code opens it.</numerusform>
            <numerusform>This desk has not heard from central for more than %n days, and does not go by what it knew of its staff any longer. Have the connection mended; until then a sealed code opens it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) wait</source>
        <translation>
            <numerusform>%n scan waits</numerusform>
            <numerusform>%n scans wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) were made while the desk was locked. Nothing was done with them yet.</source>
        <translation>
            <numerusform>%n scan was made while the desk was locked. Nothing was done with it yet.</numerusform>
            <numerusform>%n scans were made while the desk was locked. Nothing was done with them yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A password has at least %n characters.</source>
        <translation>
            <numerusform>A password has at least %n character.</numerusform>
            <numerusform>A password has at least %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A PIN has at least %n digits, and nothing else.</source>
        <translation>
            <numerusform>A PIN has at least %n digit, and nothing else.</numerusform>
            <numerusform>A PIN has at least %n digits, and nothing else.</numerusform>
        </translation>
    </message>
</context>
</TS>
